//! What silences a rule, and what does not: words in `[brackets]` are the match.

use tonelint::{Document, Format, Linter};

use super::small_pack;

/// A sentence, and where its words in brackets stand.
struct Row {
    draft: String,
    start: usize,
    end: usize,
}

impl Row {
    fn new(typed: &str) -> Row {
        let start = typed.find('[').expect("a row has words in brackets");
        let end = typed.find(']').expect("the brackets close") - 1;
        Row { draft: typed.replace(['[', ']'], ""), start, end }
    }

    fn words(&self) -> &str {
        &self.draft[self.start..self.end]
    }

    /// Whether the linter finds exactly the words in brackets.
    fn is_found(&self, linter: &Linter) -> bool {
        let report = linter.lint("draft", Document::parse(&self.draft, Format::Plain));
        let mut spans =
            report.findings.iter().flat_map(|finding| [finding.span].into_iter().chain(finding.also.clone()));
        spans.any(|span| span.range() == (self.start..self.end))
    }
}

/// A linter for one rule around these words.
fn linter(words: &str, quiet_when: &[&str]) -> Linter {
    Linter::new([small_pack::quiet_pack(&[words], quiet_when).expect("words in brackets are a phrase")])
}

/// Which rows do not do as their column says, each with what is wrong.
fn wrong(rows: &[&str], complaint: &str, is_right: impl Fn(&Row) -> bool) -> Vec<String> {
    let wrong = rows.iter().filter(|typed| !is_right(&Row::new(typed)));
    wrong.map(|typed| format!("{complaint}: {typed}")).collect()
}

/// A rule with this test is silent about the first sentences and speaks about
/// the others; without it, it finds the words in all of them.
#[track_caller]
fn check(test: &str, silent: &[&str], speaks: &[&str]) {
    let found = |row: &Row, quiet_when: &[&str]| row.is_found(&linter(row.words(), quiet_when));
    let complaints = [
        wrong(silent, "not found without the test", |row| found(row, &[])),
        wrong(speaks, "not found without the test", |row| found(row, &[])),
        wrong(silent, "should be silent", |row| !found(row, &[test])),
        wrong(speaks, "should speak", |row| found(row, &[test])),
    ]
    .concat();
    assert!(complaints.is_empty(), "{test}\n{}", complaints.join("\n"));
    assert!(10 <= silent.len() && 10 <= speaks.len(), "{test} needs ten sentences on either side");
}

/// Every rule is silent about the first sentences, though it finds their words
/// where they stand alone, and speaks about the others.
#[track_caller]
fn check_always(silent: &[&str], speaks: &[&str]) {
    let alone = |row: &Row| Row::new(&format!("[{}]", row.words())).is_found(&linter(row.words(), &[]));
    let found = |row: &Row| row.is_found(&linter(row.words(), &[]));
    let complaints = [
        wrong(silent, "not found alone", alone),
        wrong(silent, "should be silent", |row| !found(row)),
        wrong(speaks, "should speak", found),
    ]
    .concat();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    assert!(10 <= silent.len() && 10 <= speaks.len(), "there are ten sentences on either side");
}

#[test]
fn a_test_that_no_rule_knows_is_refused() {
    assert!(small_pack::quiet_pack(&["rude"], &["kind"]).is_err());
}

#[test]
fn self_the_writers_own_side() {
    check(
        "self",
        &[
            "We were [ridiculous] about it.",
            "Our wait times were [ridiculous] last week.",
            "That was a [stupid mistake] on our part.",
            "I was [careless] with your parcel, and I'm sorry.",
            "I don't want to [waste any more] of your time.",
            "This is a [silly question] on my side: which door is it?",
            "You were right and I was [wrong].",
            "Honestly, our checkout page [makes no sense] right now.",
            "You found the bug that we were [too lazy] to fix.",
            "Only a [fool] would defend our old packaging.",
            "It was [pathetic] of us to leave you waiting.",
            "It was [stupid] of me to promise you Friday.",
            "It's [no big deal] for us to resend it to you.",
            "I think we were [unreasonable].",
            "I'm afraid I was [clueless] about the new plan.",
            "The service you got from us was [pathetic].",
            "We know our form is [confusing], so we're redoing it.",
            "Your order was [messed up] by mistake on our side.",
        ],
        &[
            "You were [ridiculous].",
            "This is [ridiculous].",
            "I think that's [silly].",
            "I'd call that [silly].",
            "We can only call this [absurd].",
            "I'm sure that's [nonsense].",
            "We find your claim [absurd].",
            "We told you that you were [wrong].",
            "Our records show that your claim is [nonsense].",
            "I must say this is [ridiculous].",
            "In our opinion that is [nonsense].",
            "It strikes me as [childish].",
            "To me that's [childish].",
            "That seems [absurd] to me.",
            "Let me be blunt, that is [ridiculous].",
            "It's [your own fault], not ours.",
            "We sent it; you were [too lazy] to open it.",
            "I have never met anybody so [rude].",
            "I'm sorry, but that is [ridiculous].",
            "The way you spoke to me was [rude].",
            "You shouting at our team is [childish].",
            "You are [too difficult] for us.",
            "This is [ridiculous] and we won't pay.",
            "That's [nonsense], we checked.",
            "It is [ridiculous] that you want us to pay.",
        ],
    );
}

#[test]
fn third_somebody_or_something_else() {
    check(
        "third",
        &[
            "The courier was [ridiculous].",
            "The driver was [rude], and I've reported it.",
            "They were [wrong] to say that.",
            "Someone was [careless] with the label.",
            "If the seller says so, he is [wrong].",
            "Sadly, Evri was [useless] on Friday.",
            "We're [fed up] with the courier too.",
            "Our old supplier was [hopeless].",
            "The sensor may [stop being stubborn] after an update.",
            "The bank said no, which is [absurd].",
            "This version of the app is [pathetic].",
            "His note was [rude].",
            "Every airline is [ridiculous] about that fee.",
            "A scammer may [threaten you] on the phone.",
            "I'm sorry the driver was [rude].",
            "I agree that they were [careless].",
            "The weather is [ridiculous] in Ohio.",
        ],
        &[
            "You were [ridiculous].",
            "This is [ridiculous].",
            "That is [absurd].",
            "It is [silly].",
            "The courier saw you being [rude].",
            "The complaint is [nonsense].",
            "The whole story is [nonsense].",
            "This question is [silly].",
            "These excuses are [pathetic].",
            "The attitude is [pathetic].",
            "Our patience is [wearing thin].",
            "We are [tired of you].",
            "Please stop [whining].",
            "One more [rude] word from you, and that is it.",
            "A very [silly] question.",
            "The most [ridiculous] claim this year.",
            "All this [nonsense] has to end.",
            "We think the whole thing is [ridiculous].",
            "I told the courier; you were [rude].",
            "That is [absurd]. The courier came twice.",
            "Nobody is this [stupid].",
            "The person writing this is [a liar].",
        ],
    );
}

#[test]
fn neg_a_negator_governs_the_words() {
    check(
        "neg",
        &[
            "It was not [your fault].",
            "Your question isn't [silly] at all.",
            "Nobody here thinks you're [a nuisance].",
            "I don't think you [broke anything].",
            "There's no such thing as [a silly question].",
            "We never said it was [your mistake].",
            "It happened through no [fault of yours].",
            "You're hardly [the only one].",
            "None of this was [your doing].",
            "Far from being [a nuisance], you helped us.",
            "It's anything but [ridiculous].",
            "Swapping the battery does not [void your warranty].",
            "You needn't feel [stupid].",
            "That doesn't make you [unreasonable].",
            "Neither of you was [wrong].",
            "You're not slow and [stupid].",
        ],
        &[
            "It's not ours, it's [your fault].",
            "I'm not saying you're [lying].",
            "I wouldn't say you're [lying], exactly.",
            "Nobody is saying you're [lying].",
            "I would never call you [a liar], but the scan disagrees.",
            "Not only is your request [absurd], it's late.",
            "No offence, but you're [wrong].",
            "Your answer was not late, it was [stupid].",
            "It isn't our mistake but [your own].",
            "Why don't you [grow up]?",
            "I don't know why you [complain].",
            "I can't believe you [forgot it].",
            "It doesn't work because you [broke it].",
            "No doubt you [forgot].",
            "We're not surprised that you [lost it].",
            "You are nothing but [a nuisance].",
            "Never mind [your excuses].",
            "You don't listen and you're [rude].",
            "You couldn't be [more wrong].",
            "Don't be [ridiculous].",
            "You're [wrong], and not by a little.",
            "You did not read it. You're [wrong].",
        ],
    );
}

#[test]
fn cond_behind_a_condition() {
    check(
        "cond",
        &[
            "If you [lost the key], we send another.",
            "Once you [give up] the old number, we can free it.",
            "When you [forget the password], use the link.",
            "In case you [missed it], here's the link.",
            "Should you [lose the card], call us.",
            "Unless you [refuse to sign], it ships today.",
            "Reply here if you [can't read] the label.",
            "Let me know if you [changed your mind].",
            "Please tell us if you [lost it].",
            "Provided you [sign it], it ships.",
            "Even if you [broke it], the warranty holds.",
            "It's fine to return it when you've [changed your mind].",
            "If you call and [get cut off], I'll ring back.",
            "If, however, you [changed your mind], tell us by Friday.",
            "If, for any reason, you [lost it], we'll send another.",
        ],
        &[
            "You [lost the key], if I may say so.",
            "If you ask me, you're [wrong].",
            "If only you had [read it].",
            "You act as if you [own the place].",
            "When I called, you [hung up].",
            "Since when do you [decide]?",
            "You know when you [broke it].",
            "I don't know if you [can read].",
            "You're [wrong] when you say that.",
            "Unless I'm mistaken, you [forgot].",
            "It broke because you [dropped it].",
            "If you want a refund, wait: you [broke it].",
            "I asked if it worked but you [ignored me].",
            "I wonder if you're [stupid].",
            "This is where you [went wrong].",
            "That's when you [broke it].",
            "That's what happens when you [don't read].",
        ],
    );
}

#[test]
fn ask_a_question_that_wants_an_answer() {
    check(
        "ask",
        &[
            "[Did you read] page 1 or page 2?",
            "Which plan [are you serious] about?",
            "When the screen froze, [what did you do]?",
            "How much [did you lose]?",
            "You asked how to leave: [you're free to cancel].",
            "Your question was which size is [best]: the C fit.",
            "[Is English] your first language? I can write in Spanish too.",
            "Shall I [close it], or would you rather wait?",
            "[Are you sure] it was Tuesday? Here is the log.",
            "[What do you want us to do] with it: collect it or recycle it?",
            "[Have you tried] the blue cable? If not, I can send one.",
            "You wanted to know [why we closed] it.",
            "What time did you [call us]?",
        ],
        &[
            "[Did you read] it at all?",
            "[What do you want me to do] about it?",
            "[How many times do I] have to say it?",
            "[When will you learn]?",
            "[Which part of no] did I not make clear?",
            "Is it so hard to [read the guide]?",
            "[Are you blind] or what?",
            "[Did you read] it or not?",
            "[Did you even read] the guide? It's all there.",
            "Did you even bother to [read the guide], or did you give up?",
            "[Are you serious]?",
            "Why do you [keep calling]? Read the guide.",
            "You asked a [silly question].",
            "Your question is [absurd].",
            "What you are asking is [absurd].",
            "[Did you read] it. Page 1 or page 2.",
            "You [never read] it. Which page did you see?",
        ],
    );
}

#[test]
fn offer_help_follows() {
    check(
        "offer",
        &[
            "[We cannot refund] it. I can send another one.",
            "[We cannot refund] it, but I can rebook you free.",
            "[There is nothing we can do] about the fog, so I've moved you to Friday.",
            "[It's not our department], so I'll pass it on.",
            "[We don't do that]. Would you like a voucher?",
            "[No refunds], sorry. Here's the form for the insurer.",
            "[It can't be changed] online. Let me change it for you.",
            "[You can't cancel] it now. You can still exchange it in June.",
            "[That's not possible]. Another way is the app.",
            "[We have no rooms] left. May I book you for Friday?",
            "[We can't ship] it there. We'd be glad to hold it at the store.",
            "I can send another one, as [we cannot refund] it.",
        ],
        &[
            "[We cannot refund] it. Goodbye.",
            "[There is nothing I can do]. Goodbye.",
            "[We cannot refund] it. There is nothing we can do.",
            "[We cannot refund] it. That is all we can do.",
            "[We cannot refund] it. We have already explained this.",
            "[We cannot refund] it. We have made our position clear.",
            "[We cannot refund] it. We will report you.",
            "[We cannot refund] it. We will take legal action.",
            "[We cannot refund] it. We can't send another.",
            "[We cannot refund] it. We are closed. I can send another one.",
            "[We cannot refund] it. They can help you.",
            "[It's not our job], ask somebody else.",
            "I can send another one. [We cannot refund] it.",
        ],
    );
}

#[test]
fn benefit_something_good_for_the_reader() {
    check(
        "benefit",
        &[
            "[Our policy] is a full refund.",
            "[That's our policy], so your refund is on its way.",
            "[You never] paid a fee for this, and you won't be charged now.",
            "[It's just a small] test charge, at no cost to you.",
            "The fee is waived, so [there's no point] in paying it.",
            "[You shouldn't expect] any bill: it's on us.",
            "[As you know], you are entitled to two nights.",
            "[You don't get] to pay twice: we've credited the second one.",
            "As a goodwill gesture [we closed] the balance.",
            "[You have to] sign, but you do not have to pay.",
            "[You will have to] wait; the extra night is complimentary.",
            "[It's not up to you] to pay: we reimburse the courier.",
            "[You must] return it, free of charge.",
        ],
        &[
            "[Our policy] is clear.",
            "[Our policy] says no refunds.",
            "[Our policy] is that we do not give refunds.",
            "You're not entitled to [anything else].",
            "[As you know], the screen isn't covered.",
            "[You must] pay the full price.",
            "[Our policy] is clear. You get a full refund.",
            "[You want a refund], don't you?",
            "[You people] keep asking for free things.",
            "[Our policy] is clear; feel free to leave.",
            "Your refund was refused: [our policy] is clear.",
            "[That's our policy] and your problem.",
            "I guarantee you that [you will lose].",
        ],
    );
}

#[test]
fn regret_the_writer_is_sorry_for_it() {
    check(
        "regret",
        &[
            "I am sorry that we [ignored you].",
            "I'm sorry [you were told] the wrong price.",
            "We apologise: we [never told you] about it.",
            "We regret that your call was [cut off].",
            "Sorry for [being late] with this.",
            "It was our mistake that [you had to wait].",
            "We should not have [told you to wait].",
            "Our driver should not have [left it] in the rain.",
            "You should not have been [told to wait].",
            "I'm ashamed that we [hung up].",
            "My apologies for [wasting your time].",
            "We apologize that our agent was [rude].",
            "I'm sorry, we [let you down].",
            "I'm sorry to hear that you were [cut off].",
        ],
        &[
            "We are sorry, but we [ignored you].",
            "Sorry you feel we [ignored you].",
            "We're not sorry that we [closed it].",
            "We [ignored you], and I'm sorry.",
            "Sorry to say you [broke it].",
            "Sorry if you were [offended].",
            "You'll be sorry you [wrote that].",
            "You will regret that you [left us].",
            "You should be ashamed of [being rude].",
            "You should apologise for [being rude].",
            "You owe us an apology for [being rude].",
            "You should not have [called us].",
            "We regret to inform you that you [failed to pay].",
            "It's not our fault that you [lost it].",
            "Sorry, you're [wrong].",
            "I'm sorry. You [broke it].",
        ],
    );
}

#[test]
fn sincere_warmth_without_a_grumble() {
    check(
        "sincere",
        &[
            "[How nice] of you, thank you!",
            "[You're the only one] who noticed the typo; thank you.",
            "[You're the first] to report it. Thank you.",
            "[You're the first] to report it, and it helped us.",
            "[Well played], and best wishes for the new house!",
            "I'm glad [you made it] at last.",
            "[Look who's back]: welcome home!",
            "[What a surprise] - we'd love to see photos!",
            "[Take all the time you need]. Enjoy the garden!",
            "[You must be] over the moon: congratulations to your daughter.",
            "[Feedback from people like you] helps us.",
            "[You really did it]. Many thanks!",
        ],
        &[
            "[How nice] of you to complain again, thank you!",
            "Thanks, but [you people] never read.",
            "[How clever].",
            "[How nice] of you. We will look into it. Thank you.",
            "[Oh great], another problem, thanks.",
            "Thanks for nothing, [genius].",
            "[Well done], you broke it.",
            "It would be [lovely] if you could read.",
            "We do not appreciate [your tone].",
            "I would appreciate it if you could [calm down].",
            "You are not welcome [around here].",
            "I hope you're [happy now].",
            "Obviously [you're special], thank you.",
            "[Lucky you]: it failed again, lovely.",
        ],
    );
}

#[test]
fn safety_harm_to_people_or_accounts() {
    check(
        "safety",
        &[
            "[Do not touch] it: the plate is hot.",
            "[Never share] your PIN.",
            "[You must not] use the heater. It can cause a fire.",
            "[Read the leaflet] before you take this medicine.",
            "[Think before you] send money to a stranger.",
            "[Stop using it] and unplug it.",
            "If it smells of gas, [get out] and call us.",
            "[Be careful]: that link is a scam.",
            "[Keep away from it]: the blades are sharp.",
            "[Do not reply] to that text. It is phishing.",
            "[You need to] change your password today.",
            "[Call at once] if your card was stolen.",
        ],
        &[
            "[Do not touch] it: it is ours.",
            "[You must] reply today.",
            "[This is your final warning].",
            "This is your final warning: [stop it].",
            "It's safe to say that [you were wrong].",
            "[You are] full of hot air.",
            "[Do not call] us again.",
            "[Read the guide]. It's on page 4.",
            "[Listen carefully]. We said no.",
            "[Stop using it]. We own it. It may be hot.",
            "[Follow the instructions] for once.",
            "[Think before you] write to us.",
        ],
    );
}

#[test]
fn legal_what_the_law_asks_for() {
    check(
        "legal",
        &[
            "By law [you must] sign it.",
            "[You can complain] to the ombudsman.",
            "[You must be 18] under the licence.",
            "[We reserve the right], as the contract says.",
            "The regulator asks us to call it [final].",
            "Under GDPR [you have to] confirm it.",
            "[We can't discuss] it: data protection rules apply.",
            "The notice must say [at your own risk].",
            "It's your statutory right, so [don't let anyone] refuse.",
            "We are required to [ask for proof].",
            "[You must] cancel within 14 days under the Consumer Credit Act.",
        ],
        &[
            "[You must] sign it.",
            "[Our rules] are clear.",
            "[We will sue you].",
            "[You must] sign it. It's the law.",
            "[See you in court].",
            "[You have to] act now.",
            "You'll notice that [we said no].",
            "Come to terms with it: [we said no].",
            "In no uncertain terms, [you must] stop.",
            "You have no right to [shout at us].",
            "You have no rights here, so [stop it].",
            "[That's your right]. Enjoy it.",
        ],
    );
}

#[test]
fn request_the_reader_asked_for_it() {
    check(
        "request",
        &[
            "As you asked, [we closed] it.",
            "[We closed] it at your request.",
            "[We are closing] your ticket, as agreed.",
            "With your permission, [we will post] the review.",
            "You opted to [cancel your account], so it's closed.",
            "Following your request, [we removed you].",
            "As per your instructions, [we will not call] again.",
            "[Here is your history] of returns, as requested.",
            "If you like, [we'll close] it today.",
            "You chose to [leave us] in May; the data is in the zip.",
            "[Your account ends] on Friday, as discussed.",
            "You agreed to [wait your turn], and it is close.",
            "We respect your decision, and [we closed] it.",
        ],
        &[
            "As you see, [we closed] it.",
            "[We closed] it. As you asked, it's done.",
            "As we said, [we closed] it.",
            "You asked [too much].",
            "[You asked for it].",
            "As I asked, [stop writing].",
            "You never asked us: [we closed] it.",
            "Your request was [absurd].",
            "Your decision was [stupid].",
            "It's your choice: [pay up].",
            "You want to [waste our time].",
            "Without your permission, [we closed] it.",
            "If you ask again, [we will ban you].",
        ],
    );
}

#[test]
fn fact_a_number_a_date_a_record() {
    check(
        "fact",
        &[
            "[You were told] on Monday.",
            "[You were told] on 3 May.",
            "[You were told] in May.",
            "[Nobody else] has issues with that postcode today.",
            "According to the log, [you called] once.",
            "[You pay the same] as everyone under section four.",
            "[You have been told] that it takes three weeks.",
            "[Most people] chose blue, 82 percent of them.",
            "[It could be worse] on Friday.",
            "The receipt shows that [you signed].",
            "[Nobody else] called this morning.",
            "[We said so] on page four.",
        ],
        &[
            "[You were told].",
            "[You were told] so many times.",
            "[Nobody else] has this problem.",
            "[You were told]. It was on Monday.",
            "[Everyone knows] that.",
            "[You always] say that.",
            "[You said it 100 times].",
            "[Nobody else] may complain.",
            "[We told you] for days.",
            "[You were told] a thousand times.",
        ],
    );
}

#[test]
fn epistemic_inferred_or_owed() {
    check(
        "epistemic",
        &[
            "[You should] have received it.",
            "[You must] be tired after that flight.",
            "[You should] see the credit tomorrow.",
            "[It must] be faulty.",
            "[You must] be so frustrated.",
            "[You should] get an email soon.",
            "[You should] have been told.",
            "[You should] never have been charged twice.",
            "[You ought to] have heard from us.",
            "[You should] notice a blue light.",
            "[They must] have lost it.",
            "[It should] take two days.",
        ],
        &[
            "[You should] have read it.",
            "[You must] sign it.",
            "[You should] know better.",
            "[You must] be joking.",
            "[You should] be ashamed.",
            "[You should] be grateful.",
            "[You must] have broken it.",
            "[You should] have asked.",
            "[You should] try harder.",
            "[You must] take it back.",
            "[You should] work on your tone.",
            "[You must] get it today.",
            "[You must] sign it; it should have arrived.",
        ],
    );
}

#[test]
fn name_of_somebody_or_something() {
    check(
        "name",
        &[
            "Please ask Anna [Karen] about it.",
            "Hello [Jesus] Garcia, it has shipped.",
            "Dear Ms [Darling], your case is open.",
            "Hi [Karen], it has shipped.",
            "Your [Captain Obvious] mug has shipped.",
            "We have [Bloody Mary] mix in aisle four.",
            "The film [Dumb and Dumber] is back.",
            "Ask for Mr [Love] at the desk.",
            "Your copy of [Prison Break] ships today.",
            "Please send it to the [Oversight Board].",
            "Please ask mrs [moody] at the desk.",
        ],
        &[
            "Please ask the [karen] about it.",
            "[Karen] again, I see.",
            "What a [genius].",
            "[Calm Down].",
            "You [IDIOT] of a customer.",
            "PLEASE [CALM DOWN] NOW.",
            "Thanks, [genius].",
            "Look, [darling], it's late.",
            "Don't be a [dick] about it.",
            "I said: [Whatever] you like.",
            "Hey [genius], read it.",
            "Hi [darling], it's late.",
        ],
    );
}

#[test]
fn what_somebody_else_said_is_nobodys_finding() {
    check_always(
        &[
            "You wrote that we [ignored you].",
            "You told us the agent said it was [not our problem].",
            "The courier reported that you [refused to sign].",
            "You mentioned that [nobody else] has this.",
            "The driver told you that you [have to wait].",
            "My colleague shouldn't have written that it was [your fault].",
            "I'm sorry you were told that it was [your fault].",
            "[It could be worse], said the roofer.",
            "[Calm down], he told you, and that was wrong.",
            "You said you may [take your business elsewhere].",
            "She said our app is [a disaster].",
            "You felt that we were [rude].",
            "If anyone tells you that you [owe money], hang up.",
            "Your bank says you [failed to pay]; here is the letter.",
            "You asked whether it was [your fault].",
            "It isn't true that you're [rude].",
            "You got the impression that we [ignored you].",
        ],
        &[
            "You claim that [nobody called].",
            "You said so, [calm down].",
            "You heard me, [calm down].",
            "You thought of it: [you're wrong].",
            "I said that you are [wrong].",
            "We told you that you [have to wait].",
            "You wrote to us, but [you're wrong].",
            "As you said, [you're wrong].",
            "You asked, and I answered: [calm down].",
            "You told us. [You're wrong].",
            "You know that you're [wrong].",
            "You asked a [silly question].",
            "You asked [stupid questions] all day.",
            "You wrote a [rude] email.",
            "The idea is [ridiculous].",
            "The feeling is [mutual].",
            "Our policy says you [have to wait].",
        ],
    );
}

#[test]
fn what_stands_in_quotation_marks_is_set_aside() {
    check_always(
        &[
            "You wrote \"[how dare you] charge me twice\", and you're right.",
            "The status changes to \"[lost]\" after ten days.",
            "Tap \"[Give up]\" to leave.",
            "The field reads \"[user error]\".",
            "'[Calm down]' is not something we should have said.",
            "The note says \"customer shouted, told him to [calm down]\".",
            "The \"[Shut up]\" button mutes it.",
            "The word \"[stupid]\" was wrong.",
            "\"[You people] never read\" is what you were told.",
            "You wrote “please [calm down] now”.",
            "The folder named \"[rubbish]\" is empty.",
            "> [calm down]\n\nThat was not kind.",
        ],
        &[
            "We looked into your \"[damage]\" again.",
            "Your \"[stupid idea]\" cost a week.",
            "Your so-called \"[problem]\" is old.",
            "About your \"[urgent]\" email.",
            "The screen is 5\" wide, so [calm down].",
            "Don't be [stupid], it's Ana's.",
            "'Twas [stupid], wasn't it?",
            "\"Thanks for the note\" and [calm down].",
            "He wrote \"wait here for me\", so [calm down].",
            "You wrote \"please wait, so [calm down].",
            "The \"help that you want\" is [stupid].",
        ],
    );
}
