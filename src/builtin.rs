//! The packs and word lists that are compiled in, checked and flattened by the build script.

use std::sync::OnceLock;

use crate::pack::{Pack, PhraseLists};

static FLATTENED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/builtin.bin"));

#[derive(serde::Deserialize)]
struct Builtin {
    packs: Vec<Pack>,
    contexts: PhraseLists,
}

fn builtin() -> Builtin {
    postcard::from_bytes(FLATTENED).expect("the build script wrote it with the same types")
}

impl Pack {
    /// The packs that come with the tool, in the order in which they win a tie
    /// over the same words.
    pub fn builtin() -> Vec<Pack> {
        builtin().packs
    }
}

/// The lists of `rules/context.toml`.
pub(crate) fn contexts() -> &'static PhraseLists {
    static CONTEXTS: OnceLock<PhraseLists> = OnceLock::new();
    CONTEXTS.get_or_init(|| builtin().contexts)
}
