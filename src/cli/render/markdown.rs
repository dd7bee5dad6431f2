//! A table in Markdown, for comments and summaries; nothing in it is markup but its own.

use std::io::{self, Write};

use tonelint::{Finding, Report};

use super::{Background, Reporter, clean, message, text};
use crate::cli::summary::Summary;

/// One row for each finding, in the order of the drafts.
pub(super) struct Markdown<'l> {
    background: &'l Background<'l>,
    rows: Vec<String>,
    /// Bytes that may be written.
    room: usize,
}

const HEAD: &str = "| | place | words | what they do to the reader | instead |\n| --- | --- | --- | --- | --- |\n";

/// What is kept free for a last line.
const LAST: usize = 200;

impl<'l> Markdown<'l> {
    pub(super) fn new(background: &'l Background<'l>) -> Markdown<'l> {
        Markdown { background, rows: Vec::new(), room: usize::MAX }
    }

    /// Rows for which there is no room are counted in place of being written.
    pub(super) fn within(background: &'l Background<'l>, room: usize) -> Markdown<'l> {
        Markdown { background, rows: Vec::new(), room }
    }

    fn row(&self, report: &Report<'_>, finding: &Finding) -> String {
        let start = report.document.position(finding.span.start);
        let place = format!("{}:{}:{}", self.background.path(report), start.line, start.column);
        let passage = report.document.passages().get(finding.passage);
        let record =
            passage.into_iter().flat_map(|passage| [passage.locator.as_deref(), passage.title.as_deref()]).flatten();
        let record: String = record.map(|part| format!(" {}", code(part))).collect();
        let instead: Vec<String> = finding.fixes.iter().map(|fix| code(&text::instead(fix))).collect();
        format!(
            "| {} | {}{record} | {} | {} {} | {} |\n",
            finding.severity.name(),
            code(&place),
            code(report.document.slice(finding.span)),
            prose(&message::short(finding)),
            code(&finding.rule),
            instead.join(" "),
        )
    }
}

impl Reporter for Markdown<'_> {
    fn report(&mut self, report: &Report<'_>, _: &mut dyn Write) -> io::Result<()> {
        for finding in &report.findings {
            let row = self.row(report, finding);
            self.rows.push(row);
        }
        Ok(())
    }

    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        let title = format!("## tonelint: {}\n\n", prose(&text::totals(summary)));
        let mut room = self.room.saturating_sub(title.len() + HEAD.len() + LAST);
        if self.room < title.len() + LAST {
            return Ok(());
        }
        out.write_all(title.as_bytes())?;
        if self.rows.is_empty() {
            return Ok(());
        }
        let fits = |row: &&String| {
            let fits = row.len() <= room;
            room = room.saturating_sub(row.len());
            fits
        };
        let written: Vec<&String> = self.rows.iter().take_while(fits).collect();
        out.write_all(HEAD.as_bytes())?;
        written.iter().try_for_each(|row| out.write_all(row.as_bytes()))?;
        match self.rows.len() - written.len() {
            0 => out.write_all(b"\n"),
            left => writeln!(out, "\nand {left} more, for which there is no room here\n"),
        }
    }
}

/// Words as a code span, in which nothing is markup, nobody is notified and no address becomes a link.
fn code(text: &str) -> String {
    let text = clean::line(text).replace('|', "\\|");
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    match text.trim() {
        "" => String::new(),
        text if longest == 0 => format!("{fence}{text}{fence}"),
        text => format!("{fence} {text} {fence}"),
    }
}

/// Our own words and those of packs, in which a mark is a mark.
fn prose(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in clean::line(text).chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '$' | '!' => {
                escaped.extend(['\\', c]);
            }
            // Either would notify somebody, or become a link.
            '@' => escaped += "`@`",
            '/' if escaped.ends_with(":") => escaped += "`/`",
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{
        super::tests::{NOWHERE, report, written},
        *,
    };

    #[test]
    fn words_are_code_whatever_marks_they_hold() {
        assert_eq!(code("a `b` ``c|"), "``` a `b` ``c\\| ```");
        assert_eq!(code(" \n"), "");
    }

    #[test]
    fn no_mark_of_a_message_is_markup() {
        assert_eq!(prose("*a* <b> @c https://d"), "\\*a\\* \\<b\\> `@`c https:`/`/d");
    }

    #[test]
    fn rows_without_room_are_counted() {
        let reports = || (0..100).map(|_| report("the only person", "the only person")).collect();
        let all = written(Markdown::new(&NOWHERE), reports());
        assert_eq!(all.lines().filter(|line| line.starts_with("| error")).count(), 100);
        let some = written(Markdown::within(&NOWHERE, 2000), reports());
        assert!(some.len() <= 2000, "{}", some.len());
        let rows = some.lines().filter(|line| line.starts_with("| error")).count();
        assert!(0 < rows && some.contains(&format!("\nand {} more, ", 100 - rows)), "{some}");
        assert_eq!(written(Markdown::within(&NOWHERE, 100), reports()), "");
    }
}
