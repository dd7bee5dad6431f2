//! Phrases and drafts over a few words, so that one is often found in the other.

use proptest::{prelude::*, sample::select};

/// Words of phrases; most of them contract with another.
const WORDS: &[&str] = &["you", "are", "do", "not", "i", "have", "will", "should", "can", "fool", "calm", "down"];

/// Entries of the list that phrases may use.
pub(super) const LIST: &[&str] = &["fool", "calm down", "do not"];

/// Contractions as typed in a phrase, and what they stand for.
const CONTRACTIONS: &[(&str, &[(&str, &str)])] = &[
    ("you're", &[("you", "are")]),
    ("don't", &[("do", "not")]),
    ("cannot", &[("can", "not")]),
    ("i'll", &[("i", "will")]),
    ("ain't", &[("is", "not"), ("are", "not"), ("am", "not"), ("have", "not"), ("has", "not")]),
];

/// A phrase, as it is typed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Node {
    Word(&'static str),
    Contraction(usize),
    Beginning(&'static str),
    List,
    Any,
    Gap(u8),
    Mark(char),
    Start,
    End,
    Sequence(Vec<Node>),
    Group(Vec<Node>),
    Repeat(Box<Node>, u8, u8),
}

impl Node {
    /// What the pack's author types.
    pub(super) fn typed(&self) -> String {
        match self {
            Node::Word(word) => (*word).to_owned(),
            Node::Contraction(number) => CONTRACTIONS[*number].0.to_owned(),
            Node::Beginning(word) => format!("{word}*"),
            Node::List => "<list>".to_owned(),
            Node::Any => "_".to_owned(),
            Node::Gap(4) => "...".to_owned(),
            Node::Gap(most) => format!("...{most}"),
            Node::Mark('?') => "\\?".to_owned(),
            Node::Mark(mark) => mark.to_string(),
            Node::Start => "^".to_owned(),
            Node::End => "$".to_owned(),
            Node::Sequence(items) => joined(items, " "),
            Node::Group(options) => format!("({})", joined(options, "|")),
            Node::Repeat(inner, 0, 1) => format!("{}?", inner.typed()),
            Node::Repeat(inner, least, most) => format!("{}{{{least},{most}}}", inner.typed()),
        }
    }

    /// What it stands for, without contractions, lists and gaps.
    pub(super) fn spelled_out(&self) -> Node {
        let all = |items: &[Node]| items.iter().map(Node::spelled_out).collect();
        let pair = |(first, second): &(&'static str, &'static str)| {
            Node::Sequence(vec![Node::Word(first), Node::Word(second)])
        };
        match self {
            Node::Contraction(number) => Node::Group(CONTRACTIONS[*number].1.iter().map(pair).collect()),
            Node::List => Node::Group(
                LIST.iter().map(|entry| Node::Sequence(entry.split(' ').map(Node::Word).collect())).collect(),
            ),
            Node::Gap(most) => Node::Repeat(Box::new(Node::Any), 0, *most),
            Node::Sequence(items) => Node::Sequence(all(items)),
            Node::Group(options) => Node::Group(all(options)),
            Node::Repeat(inner, least, most) => Node::Repeat(Box::new(inner.spelled_out()), *least, *most),
            other => other.clone(),
        }
    }

    /// Whether a pack may hold it: no match is empty or begins with any word.
    pub(super) fn is_allowed(&self) -> bool {
        let node = self.spelled_out();
        !node.may_be(&|_| false)
            && !node.begins_with_any()
            && !node.may_be(&|part| matches!(part, Node::Start | Node::End))
    }

    /// Whether a match may consist of nothing but parts that pass `silent`.
    fn may_be(&self, silent: &dyn Fn(&Node) -> bool) -> bool {
        match self {
            Node::Sequence(items) => items.iter().all(|item| item.may_be(silent)),
            Node::Group(options) => options.iter().any(|option| option.may_be(silent)),
            Node::Repeat(inner, least, _) => *least == 0 || inner.may_be(silent),
            part => silent(part),
        }
    }

    fn begins_with_any(&self) -> bool {
        match self {
            Node::Any => true,
            Node::Sequence(items) => {
                let certain = items.iter().position(|item| !item.may_be(&|_| false)).map_or(items.len(), |at| at + 1);
                items[..certain].iter().any(Node::begins_with_any)
            }
            Node::Group(options) => options.iter().any(Node::begins_with_any),
            Node::Repeat(inner, _, _) => inner.begins_with_any(),
            _ => false,
        }
    }
}

fn joined(items: &[Node], between: &str) -> String {
    items.iter().map(Node::typed).collect::<Vec<_>>().join(between)
}

/// Phrases of a few parts, some of them optional, grouped or repeated.
pub(super) fn phrase() -> impl Strategy<Value = Node> {
    let word = || select(WORDS).prop_map(Node::Word);
    let atom = prop_oneof![
        12 => word(),
        2 => (0..CONTRACTIONS.len()).prop_map(Node::Contraction),
        1 => select(&["fo", "ca", "can"][..]).prop_map(Node::Beginning),
        2 => Just(Node::List),
        2 => Just(Node::Any),
        1 => select(&[1, 2, 4][..]).prop_map(Node::Gap),
        2 => select(&[',', '.', '!', '?', ':', ';', '-', '…'][..]).prop_map(Node::Mark),
        1 => Just(Node::Start),
        1 => Just(Node::End),
    ];
    let part = atom.prop_recursive(2, 12, 3, move |inner| {
        let sequence = prop::collection::vec(inner.clone(), 1..3).prop_map(Node::Sequence);
        let group = prop::collection::vec(sequence, 1..4).prop_map(Node::Group);
        prop_oneof![
            3 => group.clone(),
            2 => (prop_oneof![group, word()], select(&[(0, 1), (0, 2), (1, 2), (2, 2)][..]))
                .prop_map(|(inner, (least, most))| Node::Repeat(Box::new(inner), least, most)),
        ]
    });
    prop::collection::vec(part, 1..5).prop_map(Node::Sequence)
}

/// What drafts are made of: words with the space before them, marks as they follow a word.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    " you", " You", " u", " are", " you're", " You’re", " youre", " ur", " do", " not", " don't", " Dont", " DO NOT", " i", " I", " have", "  have",
    " I've", " ive", " I'll", " will", "\nwill", " won't", " you'll", " should", " of", " should've", " shouldn't", " can", " cannot", " can't", " haven't", " aren't",
    " ain't", " fool", " fool", "\u{a0}fool", " Fool", "\nfool", " calm", " calm", " calm\ndown", " down", " down", " calmly", " foolish", " hi", " dear", " 3",
    "-fool", "-calm", " \"fool\"", " \"calm down\"", " \"you are calm\"", " {{name}}", ", {{name}}", ",", ",", ".", "!", "?", "?!", ":", ";", " down –", "...", "…", "\n\n", "\r\n \r\nCalm",
];

/// A draft of a few sentences.
pub(super) fn draft() -> impl Strategy<Value = String> {
    prop::collection::vec(select(PIECES), 1..24).prop_map(|pieces| pieces.concat())
}
