//! The packs and word lists that are compiled in, checked and joined by the build script.

use std::{borrow::Cow, sync::OnceLock};

use crate::{
    error::Error,
    machine::{MachineBuilder, Reader, Root},
    pack::{Pack, WeightsSource},
    rule::{Prose, ProseSource, Rule},
    weights::Weights,
};

static PACKS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/packs.bin"));
static PROSE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/prose.bin"));
static LISTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lists.bin"));
static RULES_MACHINE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/rules.machine"));
static CONTEXT_MACHINE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/context.machine"));

static WEIGHTS: &[u8] = include_bytes!("../rules/learned.weights");

impl Pack {
    /// The packs that come with the tool, in the order in which they win a tie
    /// over the same words.
    pub fn builtin() -> Vec<Pack> {
        postcard::from_bytes(PACKS).expect(SAME_TYPES)
    }
}

/// What `weights` says in a pack for those that are compiled in.
const BUILT_IN_WEIGHTS: &str = "built-in";

/// Finds a file beside a pack: its bytes, or why it cannot be had.
pub type Beside<'f> = dyn FnMut(&str) -> Result<Vec<u8>, String> + 'f;

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
    /// let mistakes = tonelint::Pack::parse("house.toml", "[pack]\nname = 'house'\ntilte = 'House'").unwrap_err();
    /// assert_eq!(mistakes[0].help.as_deref(), Some("did you mean `title`?"));
    /// ```
    pub fn parse(origin: &str, text: &str) -> Result<Pack, Vec<Error>> {
        Pack::parse_beside(origin, text, &mut |_| Err("this pack was read without the files beside it".to_owned()))
    }

    /// Reads one pack that may name a weights file; `beside` finds the file.
    ///
    /// # Errors
    /// As [`Pack::parse`], and when the weights cannot be had or are damaged.
    pub fn parse_beside(origin: &str, text: &str, beside: &mut Beside<'_>) -> Result<Pack, Vec<Error>> {
        let mut given = |name: &str| match name {
            BUILT_IN_WEIGHTS => Ok(WeightsSource::Given(Box::new(weights()))),
            _ => Ok(WeightsSource::Given(Box::new(Weights::parse(beside(name)?)?))),
        };
        Pack::read(origin, text, &mut given)
    }

    /// The weights that its rules speak by, if they are learned.
    pub fn weights(&self) -> Option<Cow<'_, Weights>> {
        match self.weights.as_ref()? {
            WeightsSource::BuiltIn => Some(Cow::Owned(weights())),
            WeightsSource::Given(weights) => Some(Cow::Borrowed(weights)),
        }
    }
}

impl Rule {
    /// What the author of the rule wrote.
    pub fn prose(&self) -> &Prose {
        match &self.prose {
            ProseSource::Given(prose) => prose,
            ProseSource::BuiltIn(number) => prose(*number as usize),
        }
    }
}

/// The prose of one built-in rule, read once.
fn prose(number: usize) -> &'static Prose {
    static READ: OnceLock<Vec<OnceLock<Prose>>> = OnceLock::new();
    let mut reader = Reader::new(PROSE);
    let ends = reader.numbers();
    let texts = reader.bytes();
    let read = READ.get_or_init(|| ends.iter().map(|_| OnceLock::new()).collect());
    read[number].get_or_init(|| {
        let start = if number == 0 { 0 } else { ends.get(number - 1) };
        postcard::from_bytes(&texts[start as usize..ends.get(number) as usize]).expect(SAME_TYPES)
    })
}

const SAME_TYPES: &str = "the build script wrote it with the same types";

/// The weights of the built-in learned pack.
fn weights() -> Weights {
    Weights::builtin(WEIGHTS).expect("a test reads them")
}

/// The machine that holds the context lists, with or without the built-in rules.
pub(crate) fn machine(with_rules: bool) -> MachineBuilder {
    MachineBuilder::read(if with_rules { RULES_MACHINE } else { CONTEXT_MACHINE })
}

/// The context lists by name; they have the same roots in both machines.
pub(crate) fn context_lists() -> Vec<(String, Root)> {
    postcard::from_bytes(LISTS).expect(SAME_TYPES)
}
