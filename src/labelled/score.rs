//! Counts how well what was found in labelled replies agrees with their labels.

use std::collections::BTreeMap;

use super::{Label, Reply};
use crate::{finding::Finding, rule::Severity, span::Span};

/// What became of one reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Flagged and found, or clean and silent.
    Right,
    /// Flagged, and nothing was found.
    Missed,
    /// Clean, and something was found.
    False,
    /// Flagged, and only other words were found than those expected.
    Wrong,
}

/// How replies of one kind fared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Replies {
    /// Replies that people flagged.
    pub flagged: usize,
    /// How many of those something was found in.
    pub found: usize,
    /// Replies that people call clean.
    pub clean: usize,
    /// How many of those something was found in.
    pub alarmed: usize,
}

impl Replies {
    /// Which share of the flagged replies something was found in; none if there are none.
    pub fn recall(self) -> Option<f64> {
        share(self.found, self.flagged)
    }

    /// Which share of the replies with findings is flagged; none if there are none.
    pub fn precision(self) -> Option<f64> {
        share(self.found, self.found + self.alarmed)
    }
}

/// How often findings of one kind spoke, and where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// On a span that was expected, or in a reply that is flagged as a whole.
    pub on_spans: usize,
    /// In a flagged reply, on other words.
    pub elsewhere: usize,
    /// In a clean reply.
    pub on_clean: usize,
}

impl Findings {
    /// Which share of the findings is in flagged replies; none if there are none.
    pub fn precision(self) -> Option<f64> {
        let right = self.on_spans + self.elsewhere;
        share(right, right + self.on_clean)
    }
}

/// What became of expected spans.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spans {
    /// How many there are.
    pub expected: usize,
    /// How many of them a finding overlaps.
    pub found: usize,
    /// How many of them a finding of their own category overlaps.
    pub named: usize,
}

impl Spans {
    /// Which share of the spans a finding overlaps; none if there are none.
    pub fn recall(self) -> Option<f64> {
        share(self.found, self.expected)
    }
}

/// One category: the spans that people gave it, and the findings of its rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Category {
    /// The spans.
    pub spans: Spans,
    /// The findings.
    pub findings: Findings,
}

/// Everything that was counted, one reply after the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scores {
    /// All replies.
    pub overall: Replies,
    /// Flagged replies in which only other words were found than those expected.
    pub wrong: usize,
    /// Replies by difficulty; those without one are in none.
    pub difficulties: BTreeMap<String, Replies>,
    /// All expected spans.
    pub spans: Spans,
    /// Spans and findings by category.
    pub categories: BTreeMap<String, Category>,
    /// Findings by severity.
    pub severities: BTreeMap<Severity, Findings>,
    /// Findings by rule; a rule that never spoke is not there.
    pub rules: BTreeMap<String, Findings>,
}

impl Scores {
    /// Counts one reply and what was found in it.
    ///
    /// ```
    /// use tonelint::{Document, Format, Linter, Pack, labelled::{Reply, Scores, Verdict}};
    /// let linter = Linter::new(Pack::builtin());
    /// let reply = Reply::parse("replies.jsonl", 1, r#"{"text": "An asinine request.", "label": "flag"}"#).unwrap();
    /// let report = linter.lint("reply", Document::parse(&reply.text, Format::Plain));
    /// let mut scores = Scores::default();
    /// assert_eq!(scores.judge(&reply, &report.findings), Verdict::Right);
    /// assert_eq!(scores.overall.recall(), Some(1.0));
    /// ```
    pub fn judge(&mut self, reply: &Reply, findings: &[Finding]) -> Verdict {
        self.overall.add(reply, findings);
        if let Some(difficulty) = &reply.difficulty {
            self.difficulties.entry(difficulty.clone()).or_default().add(reply, findings);
        }
        self.add_spans(reply, findings);
        for finding in findings {
            self.severities.entry(finding.severity).or_default().add(reply, finding);
            self.categories.entry(finding.category.clone()).or_default().findings.add(reply, finding);
            self.rules.entry(finding.rule.clone()).or_default().add(reply, finding);
        }
        let verdict = verdict(reply, findings);
        self.wrong += usize::from(verdict == Verdict::Wrong);
        verdict
    }

    fn add_spans(&mut self, reply: &Reply, findings: &[Finding]) {
        for expected in &reply.spans {
            let here = || findings.iter().filter(|finding| overlaps(finding, expected.span));
            let named = here().any(|finding| Some(&finding.category) == expected.category.as_ref());
            let fared = Spans { expected: 1, found: here().next().is_some().into(), named: named.into() };
            self.spans.add(fared);
            if let Some(category) = &expected.category {
                self.categories.entry(category.clone()).or_default().spans.add(fared);
            }
        }
    }
}

impl Replies {
    fn add(&mut self, reply: &Reply, findings: &[Finding]) {
        let spoken = usize::from(!findings.is_empty());
        match reply.label {
            Label::Flag => {
                self.flagged += 1;
                self.found += spoken;
            }
            Label::Clean => {
                self.clean += 1;
                self.alarmed += spoken;
            }
        }
    }
}

impl Findings {
    fn add(&mut self, reply: &Reply, finding: &Finding) {
        match reply.label {
            Label::Clean => self.on_clean += 1,
            Label::Flag if is_expected(reply, finding) => self.on_spans += 1,
            Label::Flag => self.elsewhere += 1,
        }
    }
}

impl Spans {
    fn add(&mut self, fared: Spans) {
        self.expected += fared.expected;
        self.found += fared.found;
        self.named += fared.named;
    }
}

fn verdict(reply: &Reply, findings: &[Finding]) -> Verdict {
    match (reply.label, findings) {
        (Label::Clean, []) => Verdict::Right,
        (Label::Clean, _) => Verdict::False,
        (Label::Flag, []) => Verdict::Missed,
        (Label::Flag, _) if findings.iter().any(|finding| is_expected(reply, finding)) => Verdict::Right,
        (Label::Flag, _) => Verdict::Wrong,
    }
}

/// A flagged reply without spans is flagged as a whole.
fn is_expected(reply: &Reply, finding: &Finding) -> bool {
    reply.spans.is_empty() || reply.spans.iter().any(|expected| overlaps(finding, expected.span))
}

fn overlaps(finding: &Finding, span: Span) -> bool {
    finding.span.overlaps(span) || finding.also.iter().any(|also| also.overlaps(span))
}

fn share(part: usize, whole: usize) -> Option<f64> {
    (0 < whole).then(|| part as f64 / whole as f64)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::labelled::Expected;

    /// A reply of twenty letters; spans are given by their ends and category.
    fn reply(label: Label, difficulty: &str, spans: &[(usize, usize, &str)]) -> Reply {
        let expected = |&(start, end, category): &(usize, usize, &str)| Expected {
            span: Span::new(start, end),
            category: (!category.is_empty()).then(|| category.to_owned()),
        };
        Reply {
            id: None,
            text: "x".repeat(20),
            label,
            spans: spans.iter().map(expected).collect(),
            difficulty: Some(difficulty.to_owned()),
        }
    }

    fn finding(rule: &str, severity: Severity, start: usize, end: usize) -> Finding {
        Finding {
            rule: rule.to_owned(),
            category: rule.split('/').next().unwrap_or_default().to_owned(),
            severity,
            message: String::new(),
            span: Span::new(start, end),
            sentence: Span::new(start, end),
            also: Vec::new(),
            passage: 0,
            fixes: Vec::new(),
            note: None,
            weighed: None,
        }
    }

    /// Six replies: two found, one of them under another category, one missed, one wrong, one clean, one alarm.
    pub(in crate::labelled) fn scores() -> (Scores, Vec<Verdict>) {
        use Severity::{Error, Info, Warning};
        let rows = [
            (reply(Label::Flag, "plain", &[(0, 5, "a")]), vec![finding("a/x", Error, 4, 9)]),
            (reply(Label::Flag, "plain", &[(0, 5, "a"), (8, 9, "")]), vec![finding("b/y", Warning, 0, 3)]),
            (reply(Label::Flag, "hard", &[(0, 5, "b")]), vec![]),
            (reply(Label::Flag, "hard", &[(0, 5, "b")]), vec![finding("a/x", Error, 5, 6), finding("a/z", Info, 7, 8)]),
            (reply(Label::Clean, "plain", &[]), vec![]),
            (reply(Label::Clean, "trap", &[]), vec![finding("a/x", Error, 0, 1), finding("a/x", Error, 2, 3)]),
        ];
        let mut scores = Scores::default();
        let verdicts = rows.iter().map(|(reply, findings)| scores.judge(reply, findings)).collect();
        (scores, verdicts)
    }

    fn replies(flagged: usize, found: usize, clean: usize, alarmed: usize) -> Replies {
        Replies { flagged, found, clean, alarmed }
    }

    fn findings(on_spans: usize, elsewhere: usize, on_clean: usize) -> Findings {
        Findings { on_spans, elsewhere, on_clean }
    }

    #[test]
    fn a_reply_is_right_missed_wrong_or_a_false_alarm() {
        use Verdict::{False, Missed, Right, Wrong};
        assert_eq!(scores().1, [Right, Right, Missed, Wrong, Right, False]);
    }

    #[test]
    fn replies_are_counted_overall_and_by_difficulty() {
        let (scores, _) = scores();
        assert_eq!(scores.overall, replies(4, 3, 2, 1));
        assert_eq!(scores.wrong, 1);
        let hard = ("hard".to_owned(), replies(2, 1, 0, 0));
        let plain = ("plain".to_owned(), replies(2, 2, 1, 0));
        let trap = ("trap".to_owned(), replies(0, 0, 1, 1));
        assert_eq!(scores.difficulties, BTreeMap::from([hard, plain, trap]));
    }

    #[test]
    fn spans_are_found_by_any_rule_and_named_by_those_of_their_category() {
        let (scores, _) = scores();
        assert_eq!(scores.spans, Spans { expected: 5, found: 2, named: 1 });
        assert_eq!(scores.categories["a"].spans, Spans { expected: 2, found: 2, named: 1 });
        assert_eq!(scores.categories["b"].spans, Spans { expected: 2, found: 0, named: 0 });
    }

    #[test]
    fn findings_are_counted_by_rule_category_and_severity() {
        let (scores, _) = scores();
        assert_eq!(scores.rules["a/x"], findings(1, 1, 2));
        assert_eq!(scores.rules["a/z"], findings(0, 1, 0));
        assert_eq!(scores.categories["a"].findings, findings(1, 2, 2));
        assert_eq!(scores.categories["b"].findings, findings(1, 0, 0));
        assert_eq!(scores.severities[&Severity::Error], findings(1, 1, 2));
        assert_eq!(scores.severities[&Severity::Info], findings(0, 1, 0));
    }

    #[test]
    fn shares_are_of_what_there_is() {
        assert_eq!(replies(4, 3, 2, 1).recall(), Some(0.75));
        assert_eq!(replies(4, 3, 2, 1).precision(), Some(0.75));
        assert_eq!(findings(1, 2, 1).precision(), Some(0.75));
        assert_eq!(Spans { expected: 4, found: 1, named: 0 }.recall(), Some(0.25));
        assert_eq!(replies(0, 0, 2, 0).recall(), None);
        assert_eq!(replies(2, 0, 2, 0).precision(), None);
    }

    #[test]
    fn a_reply_without_spans_is_flagged_as_a_whole() {
        let mut scores = Scores::default();
        let whole = reply(Label::Flag, "plain", &[]);
        assert_eq!(scores.judge(&whole, &[finding("a/x", Severity::Error, 9, 10)]), Verdict::Right);
        assert_eq!(scores.rules["a/x"], findings(1, 0, 0));
        assert_eq!(scores.spans, Spans::default());
    }

    #[test]
    fn a_second_place_of_a_finding_counts_too() {
        let mut again = finding("a/x", Severity::Error, 9, 10);
        again.also = vec![Span::new(0, 1)];
        let mut scores = Scores::default();
        assert_eq!(scores.judge(&reply(Label::Flag, "plain", &[(0, 5, "a")]), &[again]), Verdict::Right);
        assert_eq!(scores.spans.found, 1);
    }
}
