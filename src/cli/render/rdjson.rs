//! Diagnostics and suggestions for reviewdog, which counts columns in bytes of UTF-8.

use std::io::{self, Write};

use serde::Serialize;
use tonelint::{Document, Finding, Report, Severity, Span};

use super::{Background, Reporter, message, write_json};
use crate::cli::summary::Summary;

const SOURCE: Source = Source { name: "tonelint" };

#[derive(Serialize)]
struct Diagnostic<'r> {
    message: String,
    location: Location<'r>,
    severity: &'static str,
    source: Source,
    code: Code<'r>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'r>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Related<'r>>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
}

#[derive(Serialize)]
struct Code<'r> {
    value: &'r str,
}

#[derive(Serialize)]
struct Location<'r> {
    path: &'r str,
    range: Range,
}

#[derive(Serialize)]
struct Related<'r> {
    message: &'static str,
    location: Location<'r>,
}

#[derive(Serialize)]
struct Suggestion<'r> {
    range: Range,
    text: &'r str,
}

#[derive(Serialize)]
struct Range {
    start: Place,
    end: Place,
}

#[derive(Serialize)]
struct Place {
    line: usize,
    column: usize,
}

/// One object with all diagnostics, or one diagnostic a line. Written as it comes.
pub(super) struct Rdjson<'l> {
    background: &'l Background<'l>,
    lines: bool,
    begun: bool,
}

impl<'l> Rdjson<'l> {
    /// One object.
    pub(super) fn whole(background: &'l Background<'l>) -> Rdjson<'l> {
        Rdjson { background, lines: false, begun: false }
    }

    /// One object a line.
    pub(super) fn lines(background: &'l Background<'l>) -> Rdjson<'l> {
        Rdjson { background, lines: true, begun: false }
    }

    fn lead(&mut self, out: &mut dyn Write) -> io::Result<()> {
        match (self.lines, std::mem::replace(&mut self.begun, true)) {
            (true, _) => Ok(()),
            (false, false) => {
                out.write_all(b"{\"source\": ")?;
                write_json(&SOURCE, out)?;
                out.write_all(b",\n \"diagnostics\": [\n  ")
            }
            (false, true) => out.write_all(b",\n  "),
        }
    }

    fn diagnostic<'r>(&self, report: &'r Report<'_>, finding: &'r Finding) -> Diagnostic<'r> {
        let document = &report.document;
        let path = self.background.path(report);
        let location = |span| Location { path, range: Range::new(document, span) };
        let again = |span: &Span| Related { message: "here again", location: location(*span) };
        Diagnostic {
            message: message::with_words(report, finding),
            location: location(finding.span),
            severity: severity(finding.severity),
            source: SOURCE,
            code: Code { value: &finding.rule },
            suggestions: (finding.fixes.iter())
                .map(|fix| Suggestion { range: Range::new(document, fix.span), text: &fix.replacement })
                .collect(),
            related_locations: finding.also.iter().map(again).collect(),
        }
    }
}

impl Reporter for Rdjson<'_> {
    fn report(&mut self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        for finding in &report.findings {
            self.lead(out)?;
            write_json(&self.diagnostic(report, finding), out)?;
            if self.lines {
                out.write_all(b"\n")?;
            }
        }
        Ok(())
    }

    fn finish(&mut self, _: &Summary, out: &mut dyn Write) -> io::Result<()> {
        match (self.lines, self.begun) {
            (true, _) => Ok(()),
            (false, true) => out.write_all(b"]}\n"),
            (false, false) => {
                self.lead(out)?;
                out.write_all(b"]}\n")
            }
        }
    }
}

impl Range {
    fn new(document: &Document<'_>, span: Span) -> Range {
        let place = |offset| {
            let position = document.position(offset);
            Place { line: position.line, column: position.utf8 }
        };
        Range { start: place(span.start), end: place(span.end) }
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Info => "INFO",
    }
}
