//! A rule: one harm, its phrases, its kinder wordings, its own examples.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::phrase::{Automaton, WordSet};

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

/// How sure a learned rule has to be before it speaks, in percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thresholds {
    /// From here on a sentence is a warning.
    pub warning: u8,
    /// From here on it is mentioned; never, if nothing is asked for.
    pub info: Option<u8>,
}

impl Thresholds {
    /// The least confidence at which the rule says anything.
    pub(crate) fn least(self) -> u8 {
        self.info.map_or(self.warning, |info| info.min(self.warning))
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
    /// Context tests that silence the rule, by name.
    pub quiet_when: Vec<String>,
    /// How far `unless` and `only-if` look.
    pub scope: Scope,
    /// The rule speaks from one match more than this on.
    pub max: Option<u32>,
    /// Whether its findings may stand beside another on the same words, as
    /// they call for another repair.
    pub beside: bool,
    /// When the rule speaks, if it is learned: it has weights in place of phrases.
    pub learned: Option<Thresholds>,
    /// The compiled phrases and patterns; callers never meet them.
    pub(crate) triggers: Triggers,
    /// What the author of the rule made of it, if somebody graded it anew.
    #[serde(skip)]
    pub(crate) graded: Option<Severity>,
    pub(crate) prose: ProseSource,
}

/// What the author of a rule wrote, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prose {
    /// What the words do to the reader; printed with every finding.
    pub message: String,
    /// Why that matters; shown by `tonelint explain`.
    pub why: String,
    /// The phrases.
    pub phrases: Vec<String>,
    /// Regular expressions.
    pub regex: Vec<String>,
    /// The same words, innocent.
    pub except: Vec<String>,
    /// Phrases that silence the rule anywhere in the sentence or reply.
    pub unless: Vec<String>,
    /// Phrases of which one must stand in the sentence or reply.
    pub only_if: Vec<String>,
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

/// Where a rule's prose is: most drafts need none of it, so that of the
/// built-in rules is read when it is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum ProseSource {
    /// Compiled in, under the rule's number.
    BuiltIn(u32),
    /// Of a pack that was read.
    Given(Box<Prose>),
}

impl Rule {
    /// The category that its findings have: the pack's name, or what a learned rule reads.
    pub fn category(&self) -> &str {
        let (pack, id) = self.id.split_once('/').unwrap_or((&self.id, &self.id));
        // The pack of a learned rule says how it came about; its id says what it reads.
        if self.learned.is_some() { id } else { pack }
    }

    /// Gives it another severity. A learned rule is as sure as it is: its thresholds decide.
    ///
    /// ```
    /// use tonelint::{Document, Format, Linter, Pack, Severity};
    /// let mut packs = Pack::builtin();
    /// packs.iter_mut().flat_map(|pack| &mut pack.rules).for_each(|rule| rule.regrade(Severity::Info));
    /// let report = Linter::new(packs).lint("", Document::parse("That was asinine.", Format::Plain));
    /// assert_eq!(report.findings[0].severity, Severity::Info);
    /// ```
    pub fn regrade(&mut self, severity: Severity) {
        self.graded.get_or_insert(self.severity);
        self.severity = severity;
    }

    /// Lets it be silent about what these phrases allow.
    pub fn allow(&mut self, allowance: &Arc<Allowance>) {
        self.triggers.allowed.push(Arc::clone(allowance));
    }

    /// The severity that its author gave it.
    pub(crate) fn first_severity(&self) -> Severity {
        self.graded.unwrap_or(self.severity)
    }

    /// Whether its phrases are in the machine that is compiled in.
    pub(crate) fn is_builtin(&self) -> bool {
        matches!(self.triggers.phrases, Compiled::BuiltIn(_))
    }
}

/// How far the companions of a rule may stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scope {
    /// In the same sentence.
    #[default]
    Sentence,
    /// Anywhere in the reply.
    Reply,
}

/// What makes a rule speak, and what silences it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Triggers {
    pub(crate) phrases: Compiled,
    pub(crate) patterns: Vec<Pattern>,
    /// What a configuration allows it.
    #[serde(skip)]
    pub(crate) allowed: Vec<Arc<Allowance>>,
}

/// Phrases that silence rules: names, terms, wordings that a team has decided about. Only exists checked.
///
/// A rule that has it says nothing about words that share one with such a phrase, in the same sentence. A
/// learned rule says nothing when the phrase shares a word with those that weighed most.
///
/// ```
/// use std::sync::Arc;
/// use tonelint::{Allowance, Document, Format, Linter, Pack};
/// let allowance = Arc::new(Allowance::parse("terms", &["asinine llama"]).unwrap());
/// let mut packs = Pack::builtin();
/// packs.iter_mut().flat_map(|pack| &mut pack.rules).for_each(|rule| rule.allow(&allowance));
/// let draft = Document::parse("The Asinine Llama lamp is here. That was asinine.", Format::Plain);
/// assert_eq!(Linter::new(packs).lint("", draft).findings.len(), 1);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowance {
    pub(crate) phrases: Vec<Automaton>,
    pub(crate) sets: Vec<WordSet>,
}

/// The phrases of a rule, compiled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Compiled {
    /// In the joined machine that is compiled in, where the rule has this number.
    BuiltIn(u32),
    /// By themselves: of a pack that was read.
    Given(Box<Phrases>),
}

/// Compiled phrases, and those that guard them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Phrases {
    pub(crate) phrases: Vec<Automaton>,
    pub(crate) except: Vec<Automaton>,
    pub(crate) unless: Vec<Automaton>,
    pub(crate) only_if: Vec<Automaton>,
}

/// A regular expression, and words of which every match contains one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Pattern {
    pub(crate) regex: String,
    pub(crate) words: Vec<String>,
}

/// The names that `quiet-when` knows. `literal` and `tech` say that `except`
/// lists the innocent fixed phrases; `quote`, `code` and `ui` are settled
/// before any rule runs.
pub(crate) const CONTEXT_TESTS: &[&str] = &[
    "self",
    "third",
    "neg",
    "cond",
    "ask",
    "offer",
    "benefit",
    "regret",
    "sincere",
    "safety",
    "legal",
    "request",
    "fact",
    "epistemic",
    "name",
    "literal",
    "tech",
    "quote",
    "code",
    "ui",
];
