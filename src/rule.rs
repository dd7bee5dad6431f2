//! A rule: one harm, its phrases, its kinder wordings, its own examples.

use serde::{Deserialize, Serialize};

/// How much a finding matters; ordered, so that thresholds compare with `<=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// A matter of taste.
    Info,
    /// A person should look again.
    Warning,
    /// Do not send this.
    Error,
}

impl Severity {
    /// Its name in packs and in output.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// One `[[rule.example]]`: what the rule finds, and the same thing said kindly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Example {
    /// Must be found by this rule.
    pub bad: String,
    /// Must be found by no rule.
    pub good: String,
}

/// One harm. Only exists checked: every phrase in it compiles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Full id, such as `isolating/only-one`.
    pub id: String,
    /// How much its findings matter.
    pub severity: Severity,
    /// What the words do to the reader; printed with every finding.
    pub message: String,
    /// Why that matters; shown by `tonelint explain`.
    pub why: String,
    /// The phrases as the author typed them.
    pub phrases: Vec<String>,
    /// Regular expressions as the author typed them.
    pub regex: Vec<String>,
    /// The same words, innocent.
    pub except: Vec<String>,
    /// Context tests that silence the rule, by name.
    pub quiet_when: Vec<String>,
    /// Phrases that silence the rule anywhere in the sentence or reply.
    pub unless: Vec<String>,
    /// Phrases of which one must stand in the sentence or reply.
    pub only_if: Vec<String>,
    /// The rule speaks from one match more than this on.
    pub max: Option<u32>,
    /// Drop-in texts.
    pub swap: Vec<String>,
    /// Whether the words may simply go.
    pub cut: bool,
    /// Sentences in place of the whole sentence.
    pub write: Vec<String>,
    /// Advice where no text should be offered.
    pub note: Option<String>,
    /// Innocent uses that must stay silent.
    pub allows: Vec<String>,
    /// Bad and good pairs, never empty.
    pub examples: Vec<Example>,
}
