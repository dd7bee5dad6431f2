//! The totals of a run, and what they mean for the exit code.

use std::collections::BTreeMap;

use tonelint::{Remark, Report, Severity, Silenced, Silencer, document::Skip};

use super::trouble::Trouble;

/// An input that was not checked, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Missed {
    /// Its path, as printed.
    pub(crate) path: String,
    /// Why, in a few words.
    pub(crate) reason: String,
}

/// What will not be checked.
#[derive(Clone, Debug)]
pub(crate) enum Missing {
    /// Something in a folder that is passed over.
    Skipped(Missed),
    /// Something that should be read and cannot be.
    Unreadable(Missed),
    /// Something that cannot be checked, as its configuration cannot be used.
    Unusable(Missed, Box<Trouble>),
}

/// The totals of a run.
#[derive(Debug, Default)]
pub(crate) struct Summary {
    /// Drafts that were read.
    pub(crate) files: usize,
    /// Passages in them.
    pub(crate) replies: usize,
    /// Structured files in which what looks like a sentence was read.
    pub(crate) guessed: usize,
    /// Records that were left out of what was read, by reason.
    pub(crate) left_out: LeftOut,
    /// Findings that are shown.
    pub(crate) findings: usize,
    /// Findings below the severity that is shown.
    pub(crate) below: usize,
    /// Findings on lines that did not change, if somebody asked for those that did.
    pub(crate) unchanged: Option<usize>,
    /// Findings that are allowed, in a draft or in the configuration.
    pub(crate) suppressed: usize,
    /// Findings that the baseline holds.
    pub(crate) baselined: usize,
    /// What was passed over.
    pub(crate) skipped: Vec<Missed>,
    /// What should have been read and could not be.
    pub(crate) unreadable: Vec<Missed>,
    /// Findings that are shown, by rule: category and how many.
    pub(crate) rules: BTreeMap<String, (String, usize)>,
    /// Findings that are shown, by severity. The same rule may have another one in another file.
    pub(crate) severities: BTreeMap<Severity, usize>,
    failed: bool,
}

impl Summary {
    /// Counts a draft and takes from its report what is below `shown`. From `fail_on` on, findings fail the run.
    pub(crate) fn add(&mut self, report: &mut Report<'_>, shown: Severity, fail_on: Option<Severity>) {
        self.files += 1;
        self.replies += report.document.passages().len();
        self.guessed += usize::from(is_guessed(report));
        self.left_out.add(report);
        // What is not shown still decides the exit code: the two flags do not know each other.
        let worst = report.findings.iter().map(|finding| finding.severity).max();
        self.failed |= fail_on.zip(worst).is_some_and(|(fail_on, worst)| fail_on <= worst);
        let found = report.findings.len();
        report.findings.retain(|finding| shown <= finding.severity);
        self.findings += report.findings.len();
        self.below += found - report.findings.len();
        let is_old = |silenced: &&Silenced| silenced.by == Silencer::Baseline;
        let baselined = report.silenced.iter().filter(is_old).count();
        self.baselined += baselined;
        self.suppressed += report.silenced.len() - baselined;
        report.silenced.retain(|silenced| shown <= silenced.finding.severity);
        for finding in &report.findings {
            *self.severities.entry(finding.severity).or_default() += 1;
            match self.rules.get_mut(&finding.rule) {
                Some((_, count)) => *count += 1,
                None => {
                    self.rules.insert(finding.rule.clone(), (finding.category.clone(), 1));
                }
            }
        }
    }

    /// Counts findings on lines that did not change.
    pub(crate) fn add_unchanged(&mut self, findings: usize) {
        self.unchanged = Some(self.unchanged.unwrap_or_default() + findings);
    }

    /// Counts what was not checked.
    pub(crate) fn miss(&mut self, missing: Missing) {
        match missing {
            Missing::Skipped(missed) => self.skipped.push(missed),
            Missing::Unreadable(missed) | Missing::Unusable(missed, _) => self.unreadable.push(missed),
        }
    }

    /// How many findings of a severity are shown.
    pub(crate) fn of(&self, severity: Severity) -> usize {
        self.severities.get(&severity).copied().unwrap_or_default()
    }
}

/// How many records were left out, and why.
#[derive(Clone, Debug, Default)]
pub(crate) struct LeftOut(BTreeMap<Skip, usize>);

impl LeftOut {
    /// Counts those of a draft.
    pub(crate) fn add(&mut self, report: &Report<'_>) {
        for remark in report.document.remarks() {
            if let Remark::Skipped { why, count } = remark {
                *self.0.entry(*why).or_default() += count;
            }
        }
    }

    /// `2 inactive replies, 3 internal notes`; nothing if all was read.
    pub(crate) fn counted(&self) -> Option<String> {
        let counted: Vec<String> = self.0.iter().map(|(why, count)| why.counted(*count)).collect();
        (!counted.is_empty()).then(|| counted.join(", "))
    }

    /// The flags that bring some of them back.
    pub(crate) fn flags(&self) -> Vec<&'static str> {
        let flags = [(Skip::Inactive, "--include-inactive"), (Skip::Notes, "--include-notes")];
        flags.into_iter().filter(|(why, _)| self.0.contains_key(why)).map(|(_, flag)| flag).collect()
    }
}

/// Whether nobody said what to read in a structured file.
pub(crate) fn is_guessed(report: &Report<'_>) -> bool {
    report.document.remarks().iter().any(|remark| matches!(remark, Remark::Guessed { .. }))
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nothing that matters was found.
    Clean,
    /// Something was found.
    Findings,
    /// Something could not be read or understood.
    Trouble,
}

impl Outcome {
    /// What the totals mean. Trouble beats findings.
    pub(crate) fn of(summary: &Summary) -> Outcome {
        match summary.failed {
            _ if !summary.unreadable.is_empty() => Outcome::Trouble,
            true => Outcome::Findings,
            false => Outcome::Clean,
        }
    }

    /// The exit code.
    pub(crate) fn code(self) -> u8 {
        match self {
            Outcome::Clean => 0,
            Outcome::Findings => 1,
            Outcome::Trouble => 2,
        }
    }
}

/// `1 error`, `2 errors`.
pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use tonelint::{Document, Finding, Format, Span};

    use super::*;

    fn finding(severity: Severity) -> Finding {
        Finding {
            rule: format!("some/{}", severity.name()),
            category: "some".to_owned(),
            severity,
            message: String::new(),
            span: Span::new(0, 4),
            sentence: Span::new(0, 0),
            also: Vec::new(),
            passage: 0,
            fixes: Vec::new(),
            note: None,
            weighed: None,
        }
    }

    fn summary(severities: &[Severity], shown: Severity, fail_on: Option<Severity>) -> Summary {
        let document = Document::parse("Well.", Format::Plain);
        let findings = severities.iter().copied().map(finding).collect();
        let mut summary = Summary::default();
        let mut report = Report { name: "x".to_owned(), document, findings, silenced: Vec::new() };
        summary.add(&mut report, shown, fail_on);
        summary
    }

    fn check(severities: &[Severity], fail_on: Option<Severity>, expected: Outcome) {
        assert_eq!(Outcome::of(&summary(severities, Severity::Info, fail_on)), expected);
    }

    #[test]
    fn findings_fail_a_run_from_the_threshold_on() {
        check(&[Severity::Info], Some(Severity::Warning), Outcome::Clean);
        check(&[Severity::Warning], Some(Severity::Warning), Outcome::Findings);
        check(&[Severity::Error], Some(Severity::Warning), Outcome::Findings);
        check(&[Severity::Error], None, Outcome::Clean);
        check(&[], Some(Severity::Info), Outcome::Clean);
    }

    #[test]
    fn trouble_beats_findings() {
        let mut summary = summary(&[Severity::Error], Severity::Info, Some(Severity::Warning));
        summary.unreadable.push(Missed { path: "x".to_owned(), reason: "y".to_owned() });
        assert_eq!(Outcome::of(&summary), Outcome::Trouble);
    }

    #[test]
    fn what_is_not_shown_is_not_counted_but_still_fails_a_run() {
        let summary = summary(&[Severity::Info, Severity::Warning], Severity::Error, Some(Severity::Warning));
        assert_eq!((summary.findings, summary.below), (0, 2));
        assert_eq!(Outcome::of(&summary), Outcome::Findings);
    }

    #[test]
    fn what_is_allowed_is_counted_and_shown_from_the_same_severity_on() {
        let document = Document::parse("Well.", Format::Plain);
        let mut report = Report { name: "x".to_owned(), document, findings: Vec::new(), silenced: Vec::new() };
        for (severity, by) in [(Severity::Info, Silencer::Comment), (Severity::Error, Silencer::Baseline)] {
            let finding = finding(severity);
            report.silenced.push(Silenced { finding, by, reason: None });
        }
        let mut summary = Summary::default();
        summary.add(&mut report, Severity::Warning, None);
        assert_eq!((summary.suppressed, summary.baselined, report.silenced.len()), (1, 1, 1));
    }
}
