//! Words that keep better company than their own.

use super::check;

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
