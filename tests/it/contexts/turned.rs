//! Words that a negation, a condition or a question turns round.

use super::check;

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
