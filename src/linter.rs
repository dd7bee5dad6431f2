//! Puts the stages in order for one draft.

use crate::{document::Document, pack::Pack, report::Report};

/// Everything needed to lint, built once.
#[derive(Debug)]
pub struct Linter {
    packs: Vec<Pack>,
}

impl Linter {
    /// A linter for these packs.
    pub fn new(packs: impl IntoIterator<Item = Pack>) -> Linter {
        Linter { packs: packs.into_iter().collect() }
    }

    /// The packs in force.
    pub fn packs(&self) -> &[Pack] {
        &self.packs
    }

    /// Finds what would hurt the reader of one draft. Cannot fail; may be called from many threads.
    pub fn lint<'t>(&self, name: &str, document: Document<'t>) -> Report<'t> {
        Report { name: name.to_owned(), document, findings: Vec::new() }
    }
}
