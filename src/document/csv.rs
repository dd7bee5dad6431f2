//! Tables with commas, semicolons, tabs or bars between cells: every cell with its place in the file.

use std::{borrow::Cow, rc::Rc};

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

use super::{
    bom_length,
    place::{self, Place},
    reading::{ReadAs, Reading, Remark},
    records::{Read, Taker},
    tree::{Builder, Tree},
    written::Written,
};
use crate::{mapped::MappedText, span::Span};

/// What may stand between cells.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// How much of a file is looked at to see what stands between its cells.
const SAMPLE: usize = 64 * 1024;

/// A row with more cells is none: spreadsheets hold fewer, and a cell takes far more room than the comma before it.
const MOST_CELLS: usize = 1 << 16;

/// Heads of columns and titles are short.
const LONGEST_HEAD: usize = 60;

/// Where a cell stands, and how it is written.
type Cell = (Span, Written);

/// One row; `number` counts from 1, as spreadsheets do.
struct Row {
    number: usize,
    cells: Vec<Cell>,
}

/// The names of the columns as values carry them.
type Names<'t> = Rc<Vec<Cow<'t, str>>>;

/// Reads a whole file, or says why it is not a table.
pub(super) fn read<'t>(source: &'t str, delimiter: Option<u8>, reading: &Reading) -> Result<Read<'t>, String> {
    let (start, declared) = after_declaration(source, bom_length(source));
    let delimiter = delimiter.or(declared).unwrap_or_else(|| guessed(&source[start..]));
    let mut table = Table::new(source, start, delimiter);
    let Some(first) = table.row().map_err(not_a_table)? else { return Ok(Read::default()) };
    let heads = heads(&first, source, reading);
    let asked: Vec<String> = reading.columns.iter().map(|typed| column(typed, heads.as_deref())).collect();
    let mut taker = Taker::new(&asked, reading);
    let has_heads = heads.is_some();
    let mut names: Names<'_> = Rc::default();
    if !has_heads {
        take(&first, false, &mut names, source, &mut taker);
    } else if let Some(heads) = &heads {
        names = Rc::new(heads.iter().enumerate().map(|(at, head)| named(Some(head), at)).collect());
    }
    while let Some(row) = table.row().map_err(not_a_table)? {
        take(&row, has_heads, &mut names, source, &mut taker);
    }
    if table.number == 1 && has_heads && reading.columns.is_empty() {
        // Heads alone are no table.
        take(&first, false, &mut Rc::default(), source, &mut taker);
    }
    let mut read = taker.finished();
    // What was asked for is named as it was typed.
    for remark in &mut read.remarks {
        if let Remark::Missing(path) = remark
            && let Some(at) = asked.iter().position(|asked| asked == path)
        {
            *path = reading.columns[at].clone();
        }
    }
    Ok(read)
}

fn not_a_table(reason: String) -> String {
    format!("it is not a table ({reason})")
}

/// `sep=;` in the first line is for spreadsheets.
fn after_declaration(source: &str, start: usize) -> (usize, Option<u8>) {
    let line = super::mail::line_at(source, start);
    match line.text.as_bytes() {
        [b's', b'e', b'p', b'=', delimiter] => (line.next, Some(*delimiter)),
        _ => (start, None),
    }
}

/// What stands between the cells: that which gives the most rows the same number of them.
fn guessed(source: &str) -> u8 {
    let mut end = source.len().min(SAMPLE);
    while !source.is_char_boundary(end) {
        end -= 1;
    }
    let sample = &source[..end];
    let score = |delimiter: &&u8| {
        let mut table = Table::new(sample, 0, **delimiter);
        let mut widths = Vec::new();
        while let Ok(Some(row)) = table.row() {
            let is_torn = row.cells.iter().any(|(span, _)| is_torn(&sample[span.range()]));
            widths.push(if is_torn { 0 } else { row.cells.len() });
        }
        let width = widths.iter().copied().find(|width| 0 < *width).unwrap_or_default();
        let alike = widths.iter().filter(|other| **other == width && 1 < width).count();
        (alike * 100 / widths.len().max(1), width)
    };
    // Of equals the first wins: commas are the usual thing.
    DELIMITERS.iter().rev().max_by_key(score).copied().unwrap_or(b',')
}

/// Whether a bare cell holds the beginning of a quoted one: `late,"Hi there` in a table whose abbreviations begin with `;`.
fn is_torn(cell: &str) -> bool {
    let mut pairs = cell.as_bytes().windows(2);
    !cell.starts_with('"') && pairs.any(|pair| DELIMITERS.contains(&pair[0]) && pair[1] == b'"')
}

/// The heads of the columns, if the first row has them: short names, all different.
fn heads<'t>(first: &Row, source: &'t str, reading: &Reading) -> Option<Vec<Cow<'t, str>>> {
    if matches!(&reading.read_as, ReadAs::Shape(shape) if shape.is_headless()) {
        return None;
    }
    let heads: Vec<Cow<'_, str>> = first.cells.iter().map(|cell| head(*cell, source)).collect();
    let is_asked_for = |head: &Cow<'_, str>| reading.columns.iter().any(|typed| typed.eq_ignore_ascii_case(head));
    let is_name = |head: &Cow<'_, str>| {
        let begins = head.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_');
        let ends = !head.ends_with(['.', '!', '?']) && !head.contains(',');
        begins && ends && head.len() <= LONGEST_HEAD && head.split_whitespace().count() <= 4 && !head.contains('\n')
    };
    let mut known: Vec<&Cow<'_, str>> = heads.iter().filter(|head| !head.is_empty()).collect();
    let named = known.len();
    known.sort();
    known.dedup();
    let are_names = known.len() == named && heads.iter().all(|head| head.is_empty() || is_name(head));
    let is_somebody_there = heads.iter().any(is_name);
    (heads.iter().any(is_asked_for) || (are_names && is_somebody_there)).then_some(heads)
}

/// What a head says; every row shows it again, so it is borrowed where it stands as it is read.
fn head(cell: Cell, source: &str) -> Cow<'_, str> {
    match said(cell, source) {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}

fn said((span, written): Cell, source: &str) -> Cow<'_, str> {
    written.said(source, span)
}

/// The name of a column as values carry it: its head, or else its number. A dot in it is no path.
fn named<'t>(head: Option<&Cow<'t, str>>, at: usize) -> Cow<'t, str> {
    match head.filter(|head| !head.is_empty()) {
        None => Cow::Owned((at + 1).to_string()),
        Some(head) if head.contains('.') => Cow::Owned(head.replace('.', &place::DOT.to_string())),
        Some(head) => head.clone(),
    }
}

/// What was typed for a column, as values carry it: a head in any case, or a number.
fn column(typed: &str, heads: Option<&[Cow<'_, str>]>) -> String {
    let heads = heads.unwrap_or_default();
    let by_head = heads.iter().position(|head| head.eq_ignore_ascii_case(typed.trim()));
    let by_number = typed.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    match by_head.or(by_number) {
        Some(at) => named(heads.get(at), at).into_owned(),
        None => typed.replace('.', &place::DOT.to_string()),
    }
}

/// Hands over a row as a map. Where no head says so, the first of several cells is its title.
fn take<'t>(row: &Row, has_heads: bool, names: &mut Names<'t>, source: &'t str, taker: &mut Taker<'t, '_>) {
    let known = names.len();
    if known < row.cells.len() {
        Rc::make_mut(names).extend((known..row.cells.len()).map(|at| named(None, at)));
    }
    let first = row.cells.first().filter(|_| !has_heads && 1 < row.cells.len());
    let title = first.and_then(|cell| place::shown(&said(*cell, source)));
    let place = Place::start(format!("row {}, column ", row.number)).with_title(title);
    let mut built = Builder::with_names(Rc::clone(names));
    built.begin_map();
    for (at, (span, written)) in row.cells.iter().enumerate() {
        built.numbered_name(at);
        built.text(*span, *written);
    }
    built.end();
    taker.take_tree(Tree::new(source, built), place);
}

/// The rows of a file, one after the other.
struct Table<'t> {
    source: &'t str,
    reader: Box<Reader>,
    delimiter: u8,
    at: usize,
    number: usize,
    is_over: bool,
    /// The text of the last cell, as the parser reads it, and room behind it.
    room: Vec<u8>,
    length: usize,
}

impl<'t> Table<'t> {
    fn new(source: &'t str, start: usize, delimiter: u8) -> Table<'t> {
        let reader = Box::new(ReaderBuilder::new().delimiter(delimiter).build());
        Table { source, reader, delimiter, at: start, number: 0, is_over: false, room: vec![0; 1024], length: 0 }
    }

    /// The next row; an error when it never ends.
    fn row(&mut self) -> Result<Option<Row>, String> {
        if self.is_over {
            return Ok(None);
        }
        // Line ends that are left from the row before, and empty rows.
        let rest = &self.source.as_bytes()[self.at..];
        self.at += rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let mut cells = Vec::new();
        loop {
            let (start, end, is_last) = self.cell();
            if self.is_over && cells.is_empty() && start == end {
                return Ok(None);
            }
            if cells.len() == MOST_CELLS {
                return Err(format!("row {} has more than {MOST_CELLS} cells", self.number + 1));
            }
            cells.push(self.written(Span::new(start, end))?);
            if is_last {
                self.number += 1;
                return Ok(Some(Row { number: self.number, cells }));
            }
        }
    }

    /// Where the next cell stands, with its quotation marks; whether it is the last one of its row.
    fn cell(&mut self) -> (usize, usize, bool) {
        let start = self.at;
        self.length = 0;
        loop {
            let rest = &self.source.as_bytes()[self.at..];
            let (result, read, written) = self.reader.read_field(rest, &mut self.room[self.length..]);
            self.at += read;
            self.length += written;
            match result {
                ReadFieldResult::OutputFull => self.room.resize(self.room.len() * 2, 0),
                // The end of the file; asked once more, the parser gives what it has.
                ReadFieldResult::InputEmpty => {}
                ReadFieldResult::Field { record_end } => {
                    // What ends a cell is read with it, unless that is the end of the file.
                    let end = self.at - usize::from(0 < read);
                    return (start, end, record_end);
                }
                ReadFieldResult::End => {
                    self.is_over = true;
                    return (start, self.at, true);
                }
            }
        }
    }

    /// How the cell at `span` is written.
    fn written(&self, span: Span) -> Result<Cell, String> {
        let is_as_read = |text: &str| text.as_bytes() == &self.room[..self.length];
        let raw = &self.source[span.range()];
        let written = if raw.starts_with('"') {
            let text = closed(self.source, span);
            let text = text.ok_or_else(|| format!("the quoted cell at byte {} never ends", span.start))?;
            Some(Written::Quoted(self.delimiter)).filter(|_| is_as_read(text.as_str()))
        } else {
            Some(Written::Bare(self.delimiter)).filter(|_| is_as_read(raw))
        };
        // A cell that is written against all rules is read as it stands.
        Ok((span, written.unwrap_or(Written::Fixed)))
    }
}

/// The text of a quoted cell.
pub(super) fn unquoted(source: &str, span: Span) -> MappedText<'_> {
    closed(source, span).unwrap_or_else(|| MappedText::verbatim(source, span))
}

/// The text of a quoted cell; nothing if it never ends. What follows the last mark belongs to it.
fn closed(source: &str, span: Span) -> Option<MappedText<'_>> {
    let bytes = source.as_bytes();
    let mut text = MappedText::new();
    let mut at = span.start + 1;
    loop {
        let mark = at + memchr::memchr(b'"', &bytes[at..span.end])?;
        text.push_verbatim(source, Span::new(at, mark));
        at = mark + 2;
        if mark + 1 == span.end || bytes[mark + 1] != b'"' {
            text.push_verbatim(source, Span::new(mark + 1, span.end));
            return Some(text);
        }
        text.push_replaced("\"", Span::new(mark, at));
    }
}
