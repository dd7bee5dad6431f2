//! Phrases, as people type them: what can stand in one, and what becomes of it.
//!
//! A phrase is parsed into a [`Node`], and compiled with the pack's word lists into a small
//! [`Automaton`] over tokens; never into a regular expression.

mod compile;
mod contraction;
mod inflection;
mod merge;
mod parse;

use serde::{Deserialize, Serialize};

pub(crate) use compile::{CompileError, Compiler, ListError, Lists};
pub(crate) use parse::parse;

/// Longest phrase, in characters.
pub(crate) const MAX_CHARACTERS: usize = 500;
/// Most positions of one phrase, written out.
pub(crate) const MAX_STEPS: usize = 5_000;
/// Most links between the positions of one phrase.
pub(crate) const MAX_LINKS: usize = 100_000;
/// Highest count of a repetition.
pub(crate) const MAX_REPEAT: u8 = 20;
/// Longest gap, in words.
pub(crate) const MAX_GAP: u8 = 9;
/// Most groups that a swap can refer to.
pub(crate) const MAX_GROUPS: usize = 16;
/// Most entries of one word list, with the lists that it uses.
pub(crate) const MAX_ENTRIES: usize = 5_000;

/// A punctuation mark that a phrase can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) enum Mark {
    Comma,
    Semicolon,
    Colon,
    Period,
    Exclamation,
    Question,
    Dash,
    Ellipsis,
    Quote,
}

/// A kind of word that is recognised by how it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) enum Look {
    /// Written with digits.
    Number,
    /// Two or more letters, all capitals.
    Caps,
    /// Three or more of one letter in a row.
    Stretched,
    /// A pictogram.
    Emoji,
    /// Marks in place of a swear word, as in `#@$%!`.
    Grawlix,
}

impl Look {
    /// The list name that stands for it in a phrase.
    pub(crate) const NAMES: [(&'static str, Look); 5] = [
        ("number", Look::Number),
        ("caps", Look::Caps),
        ("stretched", Look::Stretched),
        ("emoji", Look::Emoji),
        ("grawlix", Look::Grawlix),
    ];

    /// Its bit in a set of looks.
    pub(crate) fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// A parsed phrase, before word lists are looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    /// A word, lower-case.
    Word(String),
    /// A word in any of its inflections.
    Inflected(String),
    /// A word, lower-case here, that is written in capitals.
    Shouted(String),
    /// Any word with this beginning.
    Prefix(String),
    /// An entry of a word list.
    List(String),
    /// A word that looks like this.
    Look(Look),
    /// A mark that must be there.
    Mark(Mark),
    /// Exactly one word or hole.
    Any,
    /// The start of a sentence.
    Start,
    /// The end of a sentence.
    End,
    /// One after the other.
    Sequence(Vec<Node>),
    /// One of these.
    Choice(Vec<Node>),
    /// Between so many and so many times.
    Repeat(Box<Node>, u8, u8),
    /// A bracket, with its number from 0, for swaps.
    Group(usize, Box<Node>),
}

/// What a position of an automaton takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) enum Label {
    /// A word of this set of the pack.
    Words(u32),
    /// The one word of this set, written in capitals.
    Shouted(u32),
    Look(Look),
    Mark(Mark),
    Any,
    Start,
    End,
}

/// Words that one position takes, each lower-case; sorted, without repeats.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct WordSet {
    pub(crate) words: Vec<String>,
    pub(crate) prefixes: Vec<String>,
}

/// A phrase as positions and what may follow them (a Glushkov automaton).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Automaton {
    /// What each position takes.
    pub(crate) labels: Vec<Label>,
    /// Which groups each position belongs to, one bit each.
    pub(crate) groups: Vec<u16>,
    /// Which positions may come after each.
    pub(crate) follow: Vec<Vec<u16>>,
    /// Where a match may begin.
    pub(crate) first: Vec<u16>,
    /// Where a match may end.
    pub(crate) last: Vec<u16>,
}

/// A mistake in a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PhraseError {
    /// Byte of the phrase at which it shows.
    pub(crate) at: usize,
    /// How many bytes it concerns.
    pub(crate) length: usize,
    /// What is wrong.
    pub(crate) message: String,
    /// The way out.
    pub(crate) help: Option<String>,
}

impl PhraseError {
    fn new(at: usize, length: usize, message: impl Into<String>) -> PhraseError {
        PhraseError { at, length, message: message.into(), help: None }
    }

    fn help(mut self, help: impl Into<String>) -> PhraseError {
        self.help = Some(help.into());
        self
    }
}

/// Whether a character is a pictogram, which counts as a word.
pub(crate) fn is_emoji(c: char) -> bool {
    matches!(c, '\u{1f1e6}'..='\u{1f1ff}' | '\u{1f300}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{2b50}'..='\u{2b55}' | '\u{231a}'..='\u{231b}')
        && !is_skin_tone(c)
}

/// Whether a character only colours the pictogram before it.
pub(crate) fn is_skin_tone(c: char) -> bool {
    matches!(c, '\u{1f3fb}'..='\u{1f3ff}')
}
