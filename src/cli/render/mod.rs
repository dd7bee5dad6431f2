//! How reports are written: what every format does, and the list of formats.

mod json;
mod line;
mod snippet;
mod text;

use std::io::{self, Write};

use tonelint::{Finding, Report};

use super::{args::Format, clean, paint::Paint, summary::Summary};

/// Writes the reports of a run in one format.
pub(crate) trait Reporter {
    /// Writes one report, as it arrives.
    fn report(&mut self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()>;

    /// Writes what comes once, at the end.
    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()>;
}

/// Which record of a structured file a finding is in, and how people call it: ` (locator, title)`.
fn record(report: &Report<'_>, finding: &Finding) -> String {
    let passage = report.document.passages().get(finding.passage);
    let parts = passage.into_iter().flat_map(|passage| [&passage.locator, &passage.title]).flatten();
    let parts: Vec<_> = parts.map(|part| clean::line(part)).collect();
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
}

/// What a format may have to know about its reader.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    /// Colours, or none.
    pub(crate) paint: Paint,
    /// Columns of the terminal, if it is one.
    pub(crate) width: Option<usize>,
    /// Whether findings are all that is wanted.
    pub(crate) quiet: bool,
    /// Whether the reader wants to know why.
    pub(crate) verbose: bool,
}

impl Format {
    /// What writes this format.
    pub(crate) fn reporter(self, look: Look) -> Box<dyn Reporter> {
        match self {
            Format::Pretty => Box::new(text::Pretty::new(look)),
            Format::Line => Box::new(line::Line::new(look.paint)),
            Format::Json => Box::new(json::Json::default()),
            Format::Jsonl => Box::new(json::JsonLines),
        }
    }
}

pub(crate) use json::{SCHEMA, write as write_json};
pub(crate) use text::{passed_over, statistics};

#[cfg(test)]
mod tests {
    use tonelint::{Applicability, Document, Fix, FixKind, Severity, Span};

    use super::*;

    /// A report on `text` with one error on `words`.
    pub(super) fn report<'t>(text: &'t str, words: &str) -> Report<'t> {
        let start = text.find(words).expect("the words are in the text");
        let finding = Finding {
            rule: "isolating/only-one".to_owned(),
            category: "isolating".to_owned(),
            severity: Severity::Error,
            message: "tells the customer that nobody else has this problem".to_owned(),
            span: Span::new(start, start + words.len()),
            sentence: Span::new(0, 0),
            also: Vec::new(),
            passage: 0,
            fixes: Vec::new(),
            note: None,
            weighed: None,
        };
        let document = Document::parse(text, tonelint::Format::Plain);
        Report { name: "drafts/late.md".to_owned(), document, findings: vec![finding], silenced: Vec::new() }
    }

    /// A fix of this kind for the words found.
    pub(super) fn fix(report: &Report<'_>, kind: FixKind, replacement: &str) -> Fix {
        let applicability = if kind == FixKind::Write { Applicability::Review } else { Applicability::Safe };
        let span = report.findings[0].span;
        Fix { kind, span, replacement: replacement.to_owned(), applicability, loses: Vec::new() }
    }

    /// What a format writes for these reports.
    pub(super) fn written(mut reporter: impl Reporter, reports: Vec<Report<'_>>) -> String {
        let mut out = Vec::new();
        let mut summary = Summary::default();
        for mut report in reports {
            summary.add(&mut report, Severity::Info, None);
            reporter.report(&report, &mut out).expect("a vector can be written to");
        }
        reporter.finish(&summary, &mut out).expect("a vector can be written to");
        String::from_utf8(out).expect("formats write text")
    }
}
