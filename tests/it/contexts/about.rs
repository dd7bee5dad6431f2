//! Whose words they are, and about whom.

use super::{check, check_always};

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
