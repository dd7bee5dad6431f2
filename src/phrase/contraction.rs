//! Contractions and everyday slips: which two words may be written as one, and how.

use super::Node;

/// How a pair of words may be written instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Both in one word: `you are` as `you're`.
    Joined(&'static str),
    /// The second word is another: `should have` as `should of`.
    Second(&'static str),
}

/// Pairs of words and how they may be written. An apostrophe-less form is
/// listed only where it is not a word of its own (`were`, `ill`, `well`, `id`).
#[rustfmt::skip]
pub(super) const PAIRS: &[(&str, &str, &[Form])] = {
    use Form::{Joined as J, Second as S};
    &[
        ("i", "am", &[J("i'm"), J("im")]),
        ("you", "are", &[J("you're"), J("youre"), J("ur")]),
        ("we", "are", &[J("we're")]),
        ("they", "are", &[J("they're"), J("theyre")]),
        ("who", "are", &[J("who're")]),
        ("what", "are", &[J("what're")]),
        ("he", "is", &[J("he's"), J("hes")]),
        ("she", "is", &[J("she's"), J("shes")]),
        ("it", "is", &[J("it's"), J("its"), J("'tis")]),
        ("that", "is", &[J("that's"), J("thats")]),
        ("this", "is", &[J("this's")]),
        ("there", "is", &[J("there's"), J("theres")]),
        ("here", "is", &[J("here's"), J("heres")]),
        ("who", "is", &[J("who's"), J("whos")]),
        ("what", "is", &[J("what's"), J("whats")]),
        ("where", "is", &[J("where's"), J("wheres")]),
        ("when", "is", &[J("when's")]),
        ("how", "is", &[J("how's"), J("hows")]),
        ("why", "is", &[J("why's")]),
        ("one", "is", &[J("one's")]),
        ("everyone", "is", &[J("everyone's")]),
        ("everybody", "is", &[J("everybody's")]),
        ("someone", "is", &[J("someone's")]),
        ("somebody", "is", &[J("somebody's")]),
        ("nobody", "is", &[J("nobody's")]),
        ("else", "is", &[J("else's")]),
        ("nothing", "is", &[J("nothing's")]),
        ("something", "is", &[J("something's")]),
        ("everything", "is", &[J("everything's")]),
        ("he", "has", &[J("he's"), J("hes")]),
        ("she", "has", &[J("she's"), J("shes")]),
        ("it", "has", &[J("it's"), J("its")]),
        ("that", "has", &[J("that's"), J("thats")]),
        ("there", "has", &[J("there's"), J("theres")]),
        ("who", "has", &[J("who's"), J("whos")]),
        ("what", "has", &[J("what's"), J("whats")]),
        ("how", "has", &[J("how's")]),
        ("one", "has", &[J("one's")]),
        ("everyone", "has", &[J("everyone's")]),
        ("everybody", "has", &[J("everybody's")]),
        ("someone", "has", &[J("someone's")]),
        ("somebody", "has", &[J("somebody's")]),
        ("nobody", "has", &[J("nobody's")]),
        ("else", "has", &[J("else's")]),
        ("nothing", "has", &[J("nothing's")]),
        ("something", "has", &[J("something's")]),
        ("i", "have", &[J("i've"), J("ive")]),
        ("you", "have", &[J("you've"), J("youve")]),
        ("we", "have", &[J("we've"), J("weve")]),
        ("they", "have", &[J("they've"), J("theyve")]),
        ("who", "have", &[J("who've")]),
        ("should", "have", &[J("should've"), J("shouldve"), J("shoulda"), S("of")]),
        ("would", "have", &[J("would've"), J("wouldve"), J("woulda"), S("of")]),
        ("could", "have", &[J("could've"), J("couldve"), J("coulda"), S("of")]),
        ("might", "have", &[J("might've"), J("mightve"), S("of")]),
        ("must", "have", &[J("must've"), J("mustve"), J("musta"), S("of")]),
        ("may", "have", &[J("may've"), S("of")]),
        ("not", "have", &[S("of")]),
        ("i", "will", &[J("i'll")]),
        ("you", "will", &[J("you'll"), J("youll")]),
        ("he", "will", &[J("he'll")]),
        ("she", "will", &[J("she'll")]),
        ("it", "will", &[J("it'll"), J("itll")]),
        ("we", "will", &[J("we'll")]),
        ("they", "will", &[J("they'll"), J("theyll")]),
        ("that", "will", &[J("that'll"), J("thatll")]),
        ("there", "will", &[J("there'll")]),
        ("who", "will", &[J("who'll")]),
        ("i", "would", &[J("i'd")]),
        ("you", "would", &[J("you'd"), J("youd")]),
        ("he", "would", &[J("he'd")]),
        ("she", "would", &[J("she'd")]),
        ("it", "would", &[J("it'd"), J("itd")]),
        ("we", "would", &[J("we'd")]),
        ("they", "would", &[J("they'd"), J("theyd")]),
        ("that", "would", &[J("that'd")]),
        ("who", "would", &[J("who'd")]),
        ("i", "had", &[J("i'd")]),
        ("you", "had", &[J("you'd"), J("youd")]),
        ("he", "had", &[J("he'd")]),
        ("she", "had", &[J("she'd")]),
        ("it", "had", &[J("it'd")]),
        ("we", "had", &[J("we'd")]),
        ("they", "had", &[J("they'd"), J("theyd")]),
        ("who", "had", &[J("who'd")]),
        ("is", "not", &[J("isn't"), J("isnt"), J("ain't"), J("aint")]),
        ("are", "not", &[J("aren't"), J("arent"), J("ain't"), J("aint")]),
        ("am", "not", &[J("ain't"), J("aint")]),
        ("was", "not", &[J("wasn't"), J("wasnt")]),
        ("were", "not", &[J("weren't"), J("werent")]),
        ("do", "not", &[J("don't"), J("dont")]),
        ("does", "not", &[J("doesn't"), J("doesnt")]),
        ("did", "not", &[J("didn't"), J("didnt")]),
        ("have", "not", &[J("haven't"), J("havent"), J("ain't"), J("aint")]),
        ("has", "not", &[J("hasn't"), J("hasnt"), J("ain't"), J("aint")]),
        ("had", "not", &[J("hadn't"), J("hadnt")]),
        ("can", "not", &[J("can't"), J("cannot"), J("cant")]),
        ("could", "not", &[J("couldn't"), J("couldnt")]),
        ("should", "not", &[J("shouldn't"), J("shouldnt")]),
        ("would", "not", &[J("wouldn't"), J("wouldnt")]),
        ("will", "not", &[J("won't"), J("wont")]),
        ("shall", "not", &[J("shan't")]),
        ("must", "not", &[J("mustn't"), J("mustnt")]),
        ("might", "not", &[J("mightn't")]),
        ("need", "not", &[J("needn't"), J("neednt")]),
        ("ought", "not", &[J("oughtn't")]),
        ("let", "us", &[J("let's")]),
        ("you", "all", &[J("y'all"), J("yall")]),
        ("going", "to", &[J("gonna")]),
        ("want", "to", &[J("wanna")]),
        ("got", "to", &[J("gotta")]),
        ("kind", "of", &[J("kinda")]),
        ("sort", "of", &[J("sorta")]),
        ("give", "me", &[J("gimme")]),
        ("let", "me", &[J("lemme")]),
        ("no", "one", &[J("noone")]),
    ]
};

/// Short spellings that stand for a word wherever a phrase has it.
pub(super) const SHORT: &[(&str, &[&str])] = &[
    ("you", &["u", "ya"]),
    ("your", &["ur", "yr", "yer"]),
    ("please", &["pls", "plz"]),
    ("people", &["ppl"]),
    ("because", &["cos", "cuz", "bc"]),
];

/// A word as typed in a phrase: a contraction means the same as its full form.
pub(super) fn spelled_out(word: &str) -> Node {
    // Only what is unmistakably a contraction; `its` and `ur` stay what they are.
    if !word.contains('\'') && word != "cannot" {
        return Node::Word(word.to_owned());
    }
    let is_written_so = |form: &Form| matches!(form, Form::Joined(joined) if *joined == word);
    let mut readings: Vec<Node> = PAIRS
        .iter()
        .filter(|(_, _, forms)| forms.iter().any(is_written_so))
        .map(|(first, second, _)| {
            Node::Sequence(vec![Node::Word((*first).to_owned()), Node::Word((*second).to_owned())])
        })
        .collect();
    match readings.len() {
        0 => Node::Word(word.to_owned()),
        1 => readings.swap_remove(0),
        _ => Node::Choice(readings),
    }
}
