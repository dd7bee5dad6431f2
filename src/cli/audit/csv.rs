//! An audit as a table: a row for each finding, and one for each clean reply. Safe to open in a spreadsheet.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use csv::{ErrorKind, QuoteStyle, Writer, WriterBuilder};

use super::model::{Audit, Found, Reply, Status};
use crate::cli::clean;

const HEADS: [&str; 18] = [
    "score", "uses", "status", "path", "record", "id", "title", "folder", "words", "severity", "category", "rule",
    "text", "message", "rewrite", "line", "column", "kind",
];

/// Writes the replies, the worst first.
pub(super) fn write(audit: &Audit, out: &mut dyn Write) -> io::Result<()> {
    // Without this mark spreadsheets take the letters for those of another encoding.
    out.write_all("\u{FEFF}".as_bytes())?;
    let mut table = WriterBuilder::new().quote_style(QuoteStyle::NonNumeric).from_writer(out);
    table.write_record(HEADS).map_err(plain)?;
    for reply in &audit.replies {
        if reply.is_clean() {
            row(&mut table, reply, None)?;
        }
        reply.findings.iter().try_for_each(|found| row(&mut table, reply, Some(found)))?;
    }
    table.flush()
}

fn row(table: &mut Writer<&mut dyn Write>, reply: &Reply, found: Option<&Found>) -> io::Result<()> {
    let of = |text: fn(&Found) -> &str| Cow::Borrowed(found.map_or("", text));
    let number =
        |number: fn(&Found) -> usize| Cow::Owned(found.map_or_else(String::new, |found| number(found).to_string()));
    let own = |text: &Option<String>| text.clone().unwrap_or_default();
    let cells: [Cow<'_, str>; HEADS.len()] = [
        reply.score.value().to_string().into(),
        reply.uses.map_or_else(String::new, |uses| uses.to_string()).into(),
        of(|found| found.status.map_or("", Status::name)),
        reply.path.as_str().into(),
        own(&reply.record).into(),
        own(&reply.id).into(),
        own(&reply.title).into(),
        reply.folder.as_str().into(),
        reply.words.to_string().into(),
        of(|found| found.severity.name()),
        of(|found| &found.category),
        of(|found| &found.rule),
        of(|found| &found.words),
        of(|found| &found.message),
        of(|found| found.rewrites.first().map_or("", |rewrite| &rewrite.sentence)),
        number(|found| found.start.line),
        number(|found| found.start.column),
        of(|found| found.rewrites.first().map_or("", |rewrite| rewrite.kind.name())),
    ];
    table.write_record(cells.iter().map(|cell| inert(cell).into_owned())).map_err(plain)
}

/// What went wrong below the table; a reader who has seen enough is still told from other trouble.
fn plain(error: csv::Error) -> io::Error {
    match error.into_kind() {
        ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// The cell with a `'` in front of what a spreadsheet would take for a formula, and without what would turn its
/// text round.
fn inert(cell: &str) -> Cow<'_, str> {
    let starts = ['=', '+', '-', '@', '\t', '\r', '\n', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}'];
    let clean = clean::lines(cell);
    // Some programs pass over blanks, and over marks that nobody sees, in front of a formula.
    let is_blank = |c: char| c == ' ' || c == '\u{A0}' || c == '\u{FEFF}' || c == '\u{200B}';
    if cell.trim_start_matches(is_blank).starts_with(starts) { format!("'{clean}").into() } else { clean }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_is_text() {
        for cell in
            ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u{FF1D}1", "\u{200B}=1", "\u{FEFF}@x"]
        {
            assert!(inert(cell).starts_with('\''), "{cell:?}");
        }
        for cell in ["", "Hi, a = b", "a-b", "'=1", "12"] {
            assert_eq!(inert(cell), cell);
        }
        assert_eq!(inert("a\u{202e}b"), "a\\u{202e}b");
    }
}
