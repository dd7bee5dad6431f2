//! The outcome for one draft.

use crate::{document::Document, finding::Finding};

/// What was found in one draft.
#[derive(Debug)]
pub struct Report<'t> {
    /// The draft's name, as given.
    pub name: String,
    /// The draft as it was read.
    pub document: Document<'t>,
    /// What was found, in text order.
    pub findings: Vec<Finding>,
}
