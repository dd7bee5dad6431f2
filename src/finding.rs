//! A finding: one rule that matched at one place.

use crate::{fix::Fix, rule::Severity, span::Span};

/// One rule matching at one span of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Full id of the rule, such as `isolating/only-one`.
    pub rule: String,
    /// The category of the rule's pack.
    pub category: String,
    /// How much it matters.
    pub severity: Severity,
    /// What the words do to the reader.
    pub message: String,
    /// The words, in bytes of the draft as given.
    pub span: Span,
    /// The sentence that holds the words, without a greeting in front of it.
    pub sentence: Span,
    /// Where the same rule matched again in the same sentence.
    pub also: Vec<Span>,
    /// Index of the passage in the document; it has the locator and the title. One past the last for what
    /// stands between values.
    pub passage: usize,
    /// Rewrites, best first; may be empty.
    pub fixes: Vec<Fix>,
    /// Advice where no text should be offered.
    pub note: Option<String>,
    /// What weighed, if the rule is learned.
    pub weighed: Option<Weighed>,
}

/// Why a learned rule spoke.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weighed {
    /// How sure it is, in percent.
    pub confidence: u8,
    /// The words that weighed most, the heaviest first, in bytes of the draft as given.
    pub words: Vec<Span>,
}
