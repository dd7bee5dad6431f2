//! Findings for programs; the structs in this file are the format.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};
use tonelint::{Applicability, Document, Position, Report, Severity, Span};

use super::Reporter;
use crate::cli::{
    clean,
    summary::{Missed, Summary},
};

/// Changes when a field changes its meaning.
pub(crate) const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct Finding<'r> {
    path: &'r str,
    locator: Option<&'r str>,
    title: Option<&'r str>,
    rule: &'r str,
    category: &'r str,
    severity: &'static str,
    message: &'r str,
    text: &'r str,
    start: Place,
    end: Place,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also: Vec<Range>,
    suggestions: Vec<Suggestion<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    learned: Option<Learned<'r>>,
}

/// Why a learned rule spoke: how sure it is in percent, and the words that weighed most.
#[derive(Serialize)]
struct Learned<'r> {
    confidence: u8,
    words: Vec<&'r str>,
}

#[derive(Serialize)]
struct Suggestion<'r> {
    kind: &'static str,
    text: &'r str,
    safe: bool,
    start: Place,
    end: Place,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    loses: Vec<&'r str>,
}

#[derive(Serialize)]
struct Range {
    start: Place,
    end: Place,
}

/// A position in every unit that a program may count in.
#[derive(Serialize)]
pub(crate) struct Place {
    byte: usize,
    line: usize,
    column: usize,
    utf16: usize,
}

impl From<Position> for Place {
    fn from(Position { byte, line, column, utf16, .. }: Position) -> Place {
        Place { byte, line, column, utf16 }
    }
}

#[derive(Serialize)]
struct Totals<'s> {
    files: usize,
    replies: usize,
    findings: usize,
    error: usize,
    warning: usize,
    info: usize,
    suppressed: usize,
    baselined: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    unchanged: Option<usize>,
    skipped: Vec<NotChecked<'s>>,
    unreadable: Vec<NotChecked<'s>>,
}

#[derive(Serialize)]
struct NotChecked<'s> {
    path: &'s str,
    reason: &'s str,
}

#[derive(Serialize)]
struct Last<'s> {
    summary: Totals<'s>,
}

/// One object: the schema, the findings, the summary. Written as it comes, so that nothing is collected.
#[derive(Default)]
pub(super) struct Json {
    begun: bool,
}

impl Json {
    /// What stands before the next finding.
    fn lead(&mut self) -> String {
        let lead = if self.begun { ",\n  ".to_owned() } else { head() + "\n  " };
        self.begun = true;
        lead
    }
}

fn head() -> String {
    format!("{{\"schema\": {SCHEMA},\n \"findings\": [")
}

impl Reporter for Json {
    fn report(&mut self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        for finding in &report.findings {
            out.write_all(self.lead().as_bytes())?;
            write(&Finding::new(report, finding), out)?;
        }
        Ok(())
    }

    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        if !self.begun {
            out.write_all(head().as_bytes())?;
        }
        out.write_all(b"],\n \"summary\": ")?;
        write(&Totals::new(summary), out)?;
        out.write_all(b"}\n")
    }
}

/// One object a line: each finding, then the summary.
pub(super) struct JsonLines;

impl Reporter for JsonLines {
    fn report(&mut self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        for finding in &report.findings {
            write(&Finding::new(report, finding), out)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }

    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        write(&Last { summary: Totals::new(summary) }, out)?;
        out.write_all(b"\n")
    }
}

impl<'r> Finding<'r> {
    fn new(report: &'r Report<'_>, finding: &'r tonelint::Finding) -> Finding<'r> {
        let document = &report.document;
        let passage = document.passages().get(finding.passage);
        let Range { start, end } = Range::new(document, finding.span);
        Finding {
            path: &report.name,
            locator: passage.and_then(|passage| passage.locator.as_deref()),
            title: passage.and_then(|passage| passage.title.as_deref()),
            rule: &finding.rule,
            category: &finding.category,
            severity: finding.severity.name(),
            message: &finding.message,
            text: document.slice(finding.span),
            start,
            end,
            also: finding.also.iter().map(|&span| Range::new(document, span)).collect(),
            suggestions: finding.fixes.iter().map(|fix| Suggestion::new(document, fix)).collect(),
            note: finding.note.as_deref(),
            learned: finding.weighed.as_ref().map(|weighed| Learned {
                confidence: weighed.confidence,
                words: weighed.words.iter().map(|span| document.slice(*span)).collect(),
            }),
        }
    }
}

impl<'r> Suggestion<'r> {
    fn new(document: &Document<'r>, fix: &'r tonelint::Fix) -> Suggestion<'r> {
        let Range { start, end } = Range::new(document, fix.span);
        let safe = fix.applicability == Applicability::Safe;
        let loses = fix.loses.iter().map(|span| document.slice(*span)).collect();
        Suggestion { kind: fix.kind.name(), text: &fix.replacement, safe, start, end, loses }
    }
}

impl Range {
    fn new(document: &Document<'_>, span: Span) -> Range {
        let place = |offset| document.position(offset).into();
        Range { start: place(span.start), end: place(span.end) }
    }
}

impl<'s> Totals<'s> {
    fn new(summary: &'s Summary) -> Totals<'s> {
        let not_checked = |missed: &'s Missed| NotChecked { path: &missed.path, reason: &missed.reason };
        Totals {
            files: summary.files,
            replies: summary.replies,
            findings: summary.findings,
            error: summary.of(Severity::Error),
            warning: summary.of(Severity::Warning),
            info: summary.of(Severity::Info),
            suppressed: summary.suppressed,
            baselined: summary.baselined,
            unchanged: summary.unchanged,
            skipped: summary.skipped.iter().map(not_checked).collect(),
            unreadable: summary.unreadable.iter().map(not_checked).collect(),
        }
    }
}

/// Writes one value on one line.
pub(crate) fn write(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(out, Tame)).map_err(io::Error::from)
}

/// Spaces where people expect them, and escapes for what would steer a terminal: JSON ends up in logs,
/// and its readers get the same text either way.
struct Tame;

impl Formatter for Tame {
    fn begin_object_key<W: Write + ?Sized>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { out.write_all(b", ") }
    }

    fn begin_array_value<W: Write + ?Sized>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { out.write_all(b", ") }
    }

    fn begin_object_value<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn write_string_fragment<W: Write + ?Sized>(&mut self, out: &mut W, text: &str) -> io::Result<()> {
        let steering = text.match_indices(clean::steers).map(|(at, steering)| at..at + steering.len());
        let mut places: Vec<_> = steering.chain(clean::commands(text)).collect();
        places.sort_by_key(|place| place.start);
        let mut written = 0;
        for place in places {
            out.write_all(&text.as_bytes()[written..place.start])?;
            for c in text[place.clone()].chars() {
                write!(out, "\\u{:04x}", u32::from(c))?;
            }
            written = place.end;
        }
        out.write_all(&text.as_bytes()[written..])
    }
}

#[cfg(test)]
mod tests {
    use tonelint::FixKind;

    use super::{
        super::tests::{fix, report, written},
        *,
    };

    const DRAFT: &str = "Hé 👍 You're the only person who.";

    const FINDING: &str = r#"{"path": "drafts/late.md", "locator": null, "title": null, "rule": "isolating/only-one", "category": "isolating", "severity": "error", "message": "tells the customer that nobody else has this problem", "text": "the only", "start": {"byte": 16, "line": 1, "column": 13, "utf16": 14}, "end": {"byte": 24, "line": 1, "column": 21, "utf16": 22}, "suggestions": [{"kind": "cut", "text": "", "safe": true, "start": {"byte": 16, "line": 1, "column": 13, "utf16": 14}, "end": {"byte": 24, "line": 1, "column": 21, "utf16": 22}}]}"#;

    const SUMMARY: &str = r#"{"files": 1, "replies": 1, "findings": 1, "error": 1, "warning": 0, "info": 0, "suppressed": 0, "baselined": 0, "skipped": [], "unreadable": []}"#;

    fn found() -> Report<'static> {
        let mut report = report(DRAFT, "the only");
        report.findings[0].fixes = vec![fix(&report, FixKind::Cut, "")];
        report
    }

    #[test]
    fn one_object_holds_the_findings_and_the_summary() {
        let expected = format!("{{\"schema\": 1,\n \"findings\": [\n  {FINDING}],\n \"summary\": {SUMMARY}}}\n");
        assert_eq!(written(Json::default(), vec![found()]), expected);
    }

    #[test]
    fn several_findings_and_none_are_valid_too() {
        let count = |reports| {
            let text = written(Json::default(), reports);
            let value: serde_json::Value = serde_json::from_str(&text).expect("the output is JSON");
            value["findings"].as_array().map(Vec::len)
        };
        assert_eq!(count(vec![found(), found(), found()]), Some(3));
        assert_eq!(count(Vec::new()), Some(0));
    }

    #[test]
    fn json_lines_end_with_the_summary() {
        let expected = format!("{FINDING}\n{{\"summary\": {SUMMARY}}}\n");
        assert_eq!(written(JsonLines, vec![found()]), expected);
    }

    #[test]
    fn further_places_and_a_note_are_there_only_if_there_are_any() {
        let mut report = found();
        report.findings[0].also = vec![Span::new(0, 1)];
        report.findings[0].note = Some("say what happened".to_owned());
        let text = written(JsonLines, vec![report]);
        assert!(text.contains(r#""also": [{"start": {"byte": 0, "#), "{text}");
        assert!(text.contains(r#""note": "say what happened"}"#), "{text}");
    }

    #[test]
    fn what_a_rewrite_takes_away_is_there_only_if_there_is_any() {
        let mut report = found();
        report.findings[0].fixes[0].loses = vec![Span::new(9, 15)];
        let text = written(JsonLines, vec![report]);
        assert!(text.contains(r#""loses": ["You're"]}]"#), "{text}");
    }

    #[test]
    fn what_would_steer_a_terminal_is_escaped_and_read_back_unchanged() {
        let words = "a\u{202e}b\u{1b}\u{9b}\"c ##vso[x]";
        let text = written(JsonLines, vec![report(words, words)]);
        assert!(!text.contains("##vso["), "{text:?}");
        assert!(!text.contains(|c| clean::steers(c) && c != '\n'), "{text:?}");
        let first = text.lines().next().unwrap_or_default();
        let value: serde_json::Value = serde_json::from_str(first).expect("the output is JSON");
        assert_eq!(value["text"], words);
    }
}
