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
    /// What was found and is allowed, in text order.
    pub silenced: Vec<Silenced>,
}

/// A finding that somebody allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silenced {
    /// What was found.
    pub finding: Finding,
    /// Where it is allowed.
    pub by: Silencer,
    /// Why, if somebody wrote it down.
    pub reason: Option<String>,
}

/// Where a finding is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silencer {
    /// In the draft.
    Comment,
    /// In the configuration.
    Configuration,
    /// In the baseline: it was there before anybody looked.
    Baseline,
}
