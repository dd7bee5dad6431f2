//! Rewrites: what to put where, and whether a person must look first.

use crate::span::Span;

/// How a rewrite changes the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FixKind {
    /// Drop-in text for exactly the words found.
    Swap,
    /// The words found go.
    Cut,
    /// A sentence in place of the whole sentence.
    Write,
}

impl FixKind {
    /// Its name in packs and in output.
    pub fn name(self) -> &'static str {
        match self {
            FixKind::Swap => "swap",
            FixKind::Cut => "cut",
            FixKind::Write => "write",
        }
    }
}

/// Whether a fix may be applied without a person looking at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Applicability {
    /// A person has to choose it, or fill in its [slots].
    Review,
    /// It keeps the meaning and can be applied as it stands.
    Safe,
}

/// One rewrite: `replacement` in place of the bytes at `span`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// Where it came from in the rule.
    pub kind: FixKind,
    /// The bytes of the draft that it replaces.
    pub span: Span,
    /// What stands there afterwards.
    pub replacement: String,
    /// Whether it needs a person.
    pub applicability: Applicability,
}
