//! Reads packs: unchecked TOML in, checked rules out.

mod allow;
mod learned;
mod read;
mod required;

pub(crate) use learned::FindWeights;

use serde::{Deserialize, Serialize};

use crate::{
    error::Error,
    phrase::{Automaton, WordSet},
    rule::Rule,
    weights::Weights,
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
    /// The weights that its rules speak by, if they are learned.
    pub(crate) weights: Option<WeightsSource>,
}

/// Where the weights of a learned pack are.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) enum WeightsSource {
    /// Compiled in.
    BuiltIn,
    /// Of a file that was read.
    #[serde(skip)]
    Given(Box<Weights>),
}

impl Pack {
    /// Reads one pack; `find` has the weights that it names.
    #[allow(dead_code, reason = "the build script only reads packs that it compiles in")]
    pub(crate) fn read(origin: &str, text: &str, find: &mut FindWeights<'_>) -> Result<Pack, Vec<Error>> {
        read::pack(origin, text, SHARED_WORDS, find)
    }

    /// Reads a pack that will be compiled in: its phrases may use the word lists of `shared`, and
    /// its weights are not looked at.
    #[allow(dead_code, reason = "the build script reads the built-in packs with it")]
    pub(crate) fn parse_with(origin: &str, text: &str, shared: &str) -> Result<Pack, Vec<Error>> {
        read::pack(origin, text, shared, &mut |_| Ok(WeightsSource::BuiltIn))
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
