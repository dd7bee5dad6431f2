//! Reads packs: unchecked TOML in, checked rules out.

mod fields;
mod read;
mod required;

use serde::{Deserialize, Serialize};

use crate::{
    error::Error,
    phrase::{Automaton, WordSet},
    rule::Rule,
};

/// A named set of rules, one TOML file. Only exists checked.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Pack {
    /// Its name; the first half of its rules' ids, and their category.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What its rules are about.
    pub description: String,
    /// Language of the phrases, such as `en`.
    pub language: String,
    /// The rules, in file order.
    pub rules: Vec<Rule>,
    /// The word sets that the rules' automata refer to.
    pub(crate) sets: Vec<WordSet>,
}

impl Pack {
    /// Reads one pack; `origin` names the file in errors. All mistakes are
    /// returned, in file order.
    ///
    /// ```
    /// let pack = tonelint::Pack::parse("house.toml", r#"
    ///     [pack]
    ///     name = "house"
    ///     [[rule]]
    ///     id = "sir"
    ///     message = "puts distance between the reader and us"
    ///     why = "We use first names here."
    ///     phrases = ["dear (sir|madam)"]
    ///     write = ["Hello [name],"]
    ///     [[rule.example]]
    ///     bad = "Dear Sir, it ships today."
    ///     good = "Hello Ana, it ships today."
    /// "#);
    /// assert_eq!(pack.unwrap().rules[0].id, "house/sir");
    ///
    /// let mistakes = tonelint::Pack::parse("house.toml", "[pack]\nname = 'house'\ntitel = 'House'").unwrap_err();
    /// assert_eq!(mistakes[0].help.as_deref(), Some("did you mean `title`?"));
    /// ```
    pub fn parse(origin: &str, text: &str) -> Result<Pack, Vec<Error>> {
        Pack::parse_with(origin, text, SHARED_WORDS)
    }

    /// Reads a pack whose phrases may use the word lists of `shared` too.
    pub(crate) fn parse_with(origin: &str, text: &str, shared: &str) -> Result<Pack, Vec<Error>> {
        read::pack(origin, text, shared)
    }
}

/// The word lists that every pack may use.
pub(crate) const SHARED_WORDS: &str = include_str!("../../rules/words.toml");

/// Named lists of phrases, for context tests.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct PhraseLists {
    pub(crate) lists: Vec<(String, Vec<Automaton>)>,
    pub(crate) sets: Vec<WordSet>,
}

impl PhraseLists {
    /// Compiles every list of a file that holds nothing but `[words]`.
    #[allow(dead_code, reason = "the build script reads rules/context.toml with it")]
    pub(crate) fn parse(origin: &str, text: &str, shared: &str) -> Result<PhraseLists, Vec<Error>> {
        read::phrase_lists(origin, text, shared)
    }
}
