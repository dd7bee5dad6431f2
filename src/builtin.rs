//! The packs and word lists that are compiled in, checked and joined by the build script.

use crate::{
    machine::{MachineBuilder, Root},
    pack::Pack,
};

static PACKS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/packs.bin"));
static LISTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lists.bin"));
static RULES_MACHINE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/rules.machine"));
static CONTEXT_MACHINE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/context.machine"));

impl Pack {
    /// The packs that come with the tool, in the order in which they win a tie
    /// over the same words.
    pub fn builtin() -> Vec<Pack> {
        postcard::from_bytes(PACKS).expect("the build script wrote it with the same types")
    }
}

/// The machine that holds the context lists, with or without the built-in rules.
pub(crate) fn machine(with_rules: bool) -> MachineBuilder {
    MachineBuilder::read(if with_rules { RULES_MACHINE } else { CONTEXT_MACHINE })
}

/// The context lists by name; they have the same roots in both machines.
pub(crate) fn context_lists() -> Vec<(String, Root)> {
    postcard::from_bytes(LISTS).expect("the build script wrote it with the same types")
}
