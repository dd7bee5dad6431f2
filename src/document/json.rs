//! JSON and JSON Lines: every string value with its place in the file.

use super::{
    Passage, bom_length, json_parser, mail,
    place::Place,
    reading::{Reading, Remark},
    records::{Read, Taker},
    shape::Markup,
    spelling::Spelling,
    tree::{Builder, Tree},
};
use crate::{mapped::MappedText, span::Span};

/// Reads a whole file, or says why it is not JSON.
pub(super) fn read<'t>(source: &'t str, reading: &Reading) -> Result<Read<'t>, String> {
    let built = built_at(source, Span::new(bom_length(source), source.len()))
        .map_err(|reason| format!("it is not JSON ({reason})"))?;
    let mut taker = Taker::new(&reading.fields, reading);
    taker.take_tree(Tree::new(source, built), Place::start(""));
    Ok(taker.finished())
}

/// Reads a file that holds one value a line. Lines that are not JSON are read as plain text.
pub(super) fn read_lines<'t>(source: &'t str, reading: &Reading) -> Result<Read<'t>, String> {
    let mut taker = Taker::new(&reading.fields, reading);
    let mut broken = Broken::default();
    let mut good = 0;
    for (number, line) in mail::lines_from(source, bom_length(source)).enumerate() {
        let number = number + 1;
        if line.text.trim().is_empty() {
            continue;
        }
        let span = Span::new(line.start, line.start + line.text.len());
        match built_at(source, span) {
            Ok(built) => {
                good += 1;
                taker.take_tree(Tree::new(source, built), Place::start(format!("line {number}, ")));
            }
            Err(_) => broken.push(number, span),
        }
    }
    if good == 0 && 0 < broken.count {
        return Err("no line of it is JSON".to_owned());
    }
    let mut read = taker.finished();
    if let Some(first) = broken.rows.first() {
        let lines = if broken.count == 1 { "line is" } else { "lines are" };
        let told = format!("{} {lines} not JSON and read as plain text, first line {}", broken.count, first.first);
        read.remarks.push(Remark::Partly(told));
    }
    read.passages.extend(broken.rows.iter().map(|row| row.passage(source, reading)));
    Ok(read)
}

/// Lines that are not JSON.
#[derive(Default)]
struct Broken {
    rows: Vec<Row>,
    count: usize,
}

/// Such lines that follow each other, by their numbers. They are one text: there may be a million of them.
struct Row {
    first: usize,
    last: usize,
    span: Span,
}

impl Broken {
    fn push(&mut self, number: usize, span: Span) {
        self.count += 1;
        match self.rows.last_mut().filter(|row| row.last + 1 == number) {
            Some(row) => (row.last, row.span.end) = (number, span.end),
            None => self.rows.push(Row { first: number, last: number, span }),
        }
    }
}

impl Row {
    fn passage<'t>(&self, source: &'t str, reading: &Reading) -> Passage<'t> {
        let lines = MappedText::verbatim(source, self.span);
        let (text, _) = Markup::Plain.read(lines, Spelling::fixed(), reading.quoted);
        let Row { first, last, .. } = self;
        let locator = if first == last { format!("line {first}") } else { format!("lines {first} to {last}") };
        Passage { text, locator: Some(locator), title: None, spelling: Spelling::fixed() }
    }
}

/// Whether a file that is called JSON holds one object a line, as many exports do.
pub(super) fn are_lines(source: &str) -> bool {
    let is_object = |text: &str| text.trim_start().starts_with('{') && text.trim_end().ends_with('}');
    let mut lines = mail::lines_from(source, bom_length(source)).filter(|line| !line.text.trim().is_empty());
    let first = lines.next().filter(|first| is_object(first.text));
    // The last line of what was cut short has no end.
    let goes_on = first.is_some() && lines.next().is_some_and(|second| second.text.trim_start().starts_with('{'));
    goes_on && first.is_some_and(|first| built(first.text).is_ok())
}

/// What a JSON text holds, or why it is not JSON.
pub(super) fn built<'t>(source: &str) -> Result<Builder<'t>, String> {
    built_at(source, Span::new(0, source.len()))
}

fn built_at<'t>(source: &str, span: Span) -> Result<Builder<'t>, String> {
    built_with(source, span, true)
}

/// The same of a text that is JSON to every reader of YAML, too: comments are written in another way there.
pub(super) fn built_strictly<'t>(source: &str, span: Span) -> Result<Builder<'t>, String> {
    built_with(source, span, false)
}

fn built_with<'t>(source: &str, span: Span, may_comment: bool) -> Result<Builder<'t>, String> {
    json_parser::parse(source, span, may_comment).map_err(|json_parser::Slip(reason)| {
        let mut letters = reason.chars();
        letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
    })
}

/// The text of a string whose content stands at `span`.
pub(super) fn unescaped(source: &str, span: Span) -> MappedText<'_> {
    let bytes = source.as_bytes();
    let mut text = MappedText::new();
    let mut at = span.start;
    while let Some(found) = memchr::memchr(b'\\', &bytes[at..span.end]) {
        let escape = at + found;
        text.push_verbatim(source, Span::new(at, escape));
        let (c, length) = escaped(&source[escape..span.end]);
        at = escape + length;
        match c {
            Some(c) => text.push_replaced(c.encode_utf8(&mut [0; 4]), Span::new(escape, at)),
            // Nobody can tell what it was, so nobody writes there.
            None => text.push_hole(Span::new(escape, at)),
        }
    }
    text.push_verbatim(source, Span::new(at, span.end));
    text
}

/// What the escape in front of `rest` stands for, and how long it is; nothing for half of a character. The parser
/// has seen that it is one.
fn escaped(rest: &str) -> (Option<char>, usize) {
    let simple = match rest.as_bytes().get(1) {
        Some(b'n') => '\n',
        Some(b't') => '\t',
        Some(b'r') => '\r',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{C}',
        Some(b'u') => return by_number(rest),
        _ => {
            let c = rest[1..].chars().next().unwrap_or('\\');
            return (Some(c), 1 + rest[1..].chars().next().map_or(0, char::len_utf8));
        }
    };
    (Some(simple), 2)
}

/// `\u00e9`, or two of them for one character.
fn by_number(rest: &str) -> (Option<char>, usize) {
    let unit = |at: usize| rest.get(at + 2..at + 6).and_then(|digits| u16::from_str_radix(digits, 16).ok());
    let units = [unit(0), unit(6).filter(|_| rest.get(6..8) == Some("\\u"))];
    let one = units.into_iter().take(1).flatten();
    let both = units.into_iter().flatten();
    if let Some(Ok(c)) = char::decode_utf16(one).next() {
        return (Some(c), 6);
    }
    match char::decode_utf16(both).next() {
        Some(Ok(c)) => (Some(c), 12),
        _ => (None, 6.min(rest.len())),
    }
}
