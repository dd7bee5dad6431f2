//! How reports are written: what every format does, and the list of formats.

mod checkstyle;
mod fingerprint;
mod github;
mod gitlab;
mod json;
mod junit;
mod line;
mod markdown;
mod message;
mod rdjson;
mod sarif;
mod snippet;
mod text;
mod xml;

use std::io::{self, Write};

use tonelint::{Finding, Pack, Report};

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
    let parts =
        passage.into_iter().flat_map(|passage| [passage.locator.as_deref(), passage.title.as_deref()]).flatten();
    let parts: Vec<_> = parts.map(clean::line).collect();
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

/// What formats tell beside the findings.
#[derive(Debug)]
pub(crate) struct Background<'l> {
    /// The rules in force, with all that is written about them.
    pub(crate) packs: &'l [Pack],
    /// The folder that the program runs in, as paths begin that are in it.
    pub(crate) folder: String,
}

impl Background<'_> {
    /// The path of a draft as code hosts know it: from the folder that the program runs in.
    fn path<'r>(&self, report: &'r Report<'_>) -> &'r str {
        let below = report.name.strip_prefix(&self.folder).filter(|_| !self.folder.is_empty());
        below.unwrap_or(&report.name)
    }
}

impl Format {
    /// What writes this format.
    pub(crate) fn reporter<'l>(self, look: Look, background: &'l Background<'l>) -> Box<dyn Reporter + 'l> {
        match self {
            Format::Pretty => Box::new(text::Pretty::new(look)),
            Format::Line => Box::new(line::Line::new(look.paint)),
            Format::Json => Box::new(json::Json::default()),
            Format::Jsonl => Box::new(json::JsonLines),
            Format::Sarif => Box::new(sarif::Sarif::new(background)),
            Format::Github => Box::new(github::Github::new(background)),
            Format::Gitlab => Box::new(gitlab::Gitlab::new(background)),
            Format::Junit => Box::new(junit::Junit::new(background)),
            Format::Checkstyle => Box::new(checkstyle::Checkstyle::new(background)),
            Format::Rdjson => Box::new(rdjson::Rdjson::whole(background)),
            Format::Rdjsonl => Box::new(rdjson::Rdjson::lines(background)),
            Format::Markdown => Box::new(markdown::Markdown::new(background)),
        }
    }

    /// Whether it says how much was not checked.
    pub(crate) fn tells_totals(self) -> bool {
        matches!(self, Format::Pretty | Format::Json | Format::Jsonl)
    }
}

/// A table of the findings that is at most so many bytes long.
pub(crate) fn step_summary<'l>(background: &'l Background<'l>, room: usize) -> Box<dyn Reporter + 'l> {
    Box::new(markdown::Markdown::within(background, room))
}

pub(crate) use json::{Place, SCHEMA, write as write_json};
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

    /// No packs, in no folder.
    pub(super) static NOWHERE: Background<'static> = Background { packs: &[], folder: String::new() };

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
