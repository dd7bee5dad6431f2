//! The packs and word lists that are compiled in, checked and joined by the build script.

use std::sync::OnceLock;

use crate::{
    machine::{MachineBuilder, Reader, Root},
    pack::Pack,
    rule::{Prose, ProseSource, Rule},
};

static PACKS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/packs.bin"));
static PROSE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/prose.bin"));
static LISTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lists.bin"));
static RULES_MACHINE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/rules.machine"));
static CONTEXT_MACHINE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/context.machine"));

impl Pack {
    /// The packs that come with the tool, in the order in which they win a tie
    /// over the same words.
    pub fn builtin() -> Vec<Pack> {
        postcard::from_bytes(PACKS).expect(SAME_TYPES)
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

/// The machine that holds the context lists, with or without the built-in rules.
pub(crate) fn machine(with_rules: bool) -> MachineBuilder {
    MachineBuilder::read(if with_rules { RULES_MACHINE } else { CONTEXT_MACHINE })
}

/// The context lists by name; they have the same roots in both machines.
pub(crate) fn context_lists() -> Vec<(String, Root)> {
    postcard::from_bytes(LISTS).expect(SAME_TYPES)
}
