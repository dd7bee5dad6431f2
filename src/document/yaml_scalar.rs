//! The five ways in which YAML writes a text, and where each character of it stands.

use saphyr_parser::ScalarStyle;

use super::{escape::escape, scalar::Scalar, spelling::Spelling, written::Written};
use crate::{mapped::MappedText, span::Span};

/// A scalar as it stands in the file.
pub(super) struct Raw {
    /// With the quotation marks around it; of a block, from its first words to the end of its lines.
    pub(super) span: Span,
    pub(super) style: ScalarStyle,
    /// How many spaces stand in front of the lines of a block.
    pub(super) indent: usize,
    /// Whether it stands in brackets.
    pub(super) is_flow: bool,
}

impl Raw {
    /// Goes on from a tag and an anchor, which the parser counts in, to the words, which are read as `value`.
    pub(super) fn skip_properties(&mut self, source: &str, value: &str) {
        let mut rest = &source[self.span.range()];
        loop {
            let is_break = |c: char| c == '\n' || c == '\r';
            rest = match rest.chars().next() {
                Some('&' | '!') => rest.trim_start_matches(|c: char| !c.is_ascii_whitespace()),
                Some('#') => rest.trim_start_matches(|c| !is_break(c)),
                Some(c) if c.is_ascii_whitespace() => rest.trim_start(),
                _ => break,
            };
        }
        self.span.start = self.span.end - rest.len();
        if matches!(self.style, ScalarStyle::Literal | ScalarStyle::Folded) {
            self.skip_header(source, value);
        }
    }

    /// How it is written, where that can be told without the words.
    pub(super) fn written(&self) -> Option<Written> {
        match self.style {
            ScalarStyle::Plain => Some(Written::Plain { is_flow: self.is_flow }),
            ScalarStyle::SingleQuoted => Some(Written::Single),
            ScalarStyle::DoubleQuoted => Some(Written::Double),
            ScalarStyle::Literal | ScalarStyle::Folded => None,
        }
    }

    /// Goes on from the mark of a block to its first words.
    fn skip_header(&mut self, source: &str, value: &str) {
        let bytes = source.as_bytes();
        let words = value.trim_start_matches('\n');
        // Every line break in front of the words is a line of the file, and one ends the header.
        for _ in words.len()..=value.len() {
            let rest = &bytes[self.span.start..self.span.end];
            let line = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
            self.span.start += line + break_length(&rest[line..]);
        }
        let spaces = |text: &[u8]| text.iter().take_while(|byte| **byte == b' ').count();
        let all = spaces(&bytes[self.span.start..self.span.end]);
        self.indent = all.saturating_sub(spaces(words.as_bytes()));
        self.span.start += self.indent;
    }
}

/// The text of a scalar that is not told by its place alone, and how words are written there. The parser reads it
/// as `value`.
pub(super) fn mapped<'t>(source: &'t str, raw: &Raw, value: &str) -> (MappedText<'t>, Spelling) {
    let start = raw.span.start;
    let scalar = match raw.style {
        ScalarStyle::Literal => Some(Scalar::Literal { start, indent: raw.indent }),
        ScalarStyle::Folded => Some(Scalar::Folded { start }),
        ScalarStyle::Plain | ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => None,
    };
    let block = scalar.map(|scalar| (block(source, raw, value), Spelling::scalar(scalar)));
    block.filter(|(text, _)| text.as_str() == value).unwrap_or_else(|| {
        // What is read in another way than the parser reads it is one place as a whole.
        let mut whole = MappedText::new();
        whole.push_replaced(value, raw.span);
        (whole, Spelling::fixed())
    })
}

pub(super) fn plain(source: &str, span: Span) -> MappedText<'_> {
    flow(source, span, ScalarStyle::Plain)
}

/// The text between single quotation marks.
pub(super) fn single(source: &str, span: Span) -> MappedText<'_> {
    flow(source, inner(span), ScalarStyle::SingleQuoted)
}

/// The text between double quotation marks.
pub(super) fn double(source: &str, span: Span) -> MappedText<'_> {
    flow(source, inner(span), ScalarStyle::DoubleQuoted)
}

/// What follows the closing mark is not always left out by the parser.
fn inner(span: Span) -> Span {
    Span::new((span.start + 1).min(span.end), span.end)
}

/// Plain words, or quoted ones up to the closing mark: one line break is a space, more are one less.
fn flow(source: &str, span: Span, style: ScalarStyle) -> MappedText<'_> {
    let bytes = source.as_bytes();
    let mut text = MappedText::new();
    // What was seen and not yet kept begins at `kept`.
    let (mut kept, mut at) = (span.start, span.start);
    while at < span.end {
        match bytes[at] {
            b'\n' | b'\r' => {
                let end = kept + source[kept..at].trim_end_matches([' ', '\t']).len();
                text.push_verbatim(source, Span::new(kept, end));
                let (next, breaks) = after_breaks(bytes, at, span.end);
                let folded = if breaks == 1 { " ".to_owned() } else { "\n".repeat(breaks - 1) };
                text.push_replaced(&folded, Span::new(end, next));
                (kept, at) = (next, next);
            }
            b'\'' if style == ScalarStyle::SingleQuoted && bytes.get(at + 1) != Some(&b'\'') => break,
            b'"' if style == ScalarStyle::DoubleQuoted => break,
            b'\'' if style == ScalarStyle::SingleQuoted => {
                text.push_verbatim(source, Span::new(kept, at));
                text.push_replaced("'", Span::new(at, at + 2));
                (kept, at) = (at + 2, at + 2);
            }
            b'\\' if style == ScalarStyle::DoubleQuoted => {
                text.push_verbatim(source, Span::new(kept, at));
                let next = match escape(&source[at..]) {
                    Some((c, length)) => {
                        text.push_replaced(c.encode_utf8(&mut [0; 4]), Span::new(at, at + length));
                        at + length
                    }
                    // A line that goes on in the next one.
                    None => {
                        let (next, breaks) = after_breaks(bytes, at + 1, span.end);
                        text.push_replaced(&"\n".repeat(breaks.saturating_sub(1)), Span::new(at, next));
                        next
                    }
                };
                (kept, at) = (next, next);
            }
            _ => at += 1,
        }
    }
    text.push_verbatim(source, Span::new(kept, at.max(kept)));
    text
}

/// Behind the line breaks and the white space at `at`, and how many breaks they are.
fn after_breaks(bytes: &[u8], mut at: usize, end: usize) -> (usize, usize) {
    let mut breaks = 0;
    while at < end && matches!(bytes[at], b' ' | b'\t' | b'\n' | b'\r') {
        let length = break_length(&bytes[at..end]);
        breaks += usize::from(0 < length);
        at += length.max(1);
    }
    (at, breaks)
}

fn break_length(bytes: &[u8]) -> usize {
    match bytes {
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => 0,
    }
}

/// The lines of a literal or folded block. What stands between their words is one piece: a line break, blank
/// lines and the indentation.
fn block<'t>(source: &'t str, raw: &Raw, value: &str) -> MappedText<'t> {
    let Raw { span, indent, .. } = *raw;
    let bytes = source.as_bytes();
    let mut text = MappedText::new();
    let leading = value.len() - value.trim_start_matches('\n').len();
    text.push_replaced(&value[..leading], Span::new(source[..span.start].trim_end().len(), span.start));
    let mut line = span.start;
    let mut before: Option<Line> = None;
    while line < span.end && text.as_str().len() < value.len() {
        let end = memchr::memchr2(b'\n', b'\r', &bytes[line..span.end]).map_or(span.end, |found| line + found);
        let this = Line { end, is_deeper: matches!(bytes[line], b' ' | b'\t') };
        if let Some(Gap { before, breaks }) = before.take().map(|before| before.gap(bytes, line)) {
            let is_folded = raw.style == ScalarStyle::Folded && !before.is_deeper && !this.is_deeper;
            let between = match breaks {
                1 if is_folded => " ".to_owned(),
                _ => "\n".repeat(breaks - usize::from(is_folded)),
            };
            text.push_replaced(&between, Span::new(before.end, line));
        }
        text.push_verbatim(source, Span::new(line, end));
        let Some(next) = next_line(bytes, end, span.end, indent) else {
            before = Some(this);
            break;
        };
        (before, line) = (Some(this), next);
    }
    let tail = value.get(text.as_str().len()..).unwrap_or_default();
    if let Some(last) = before
        && tail.bytes().all(|byte| byte == b'\n')
    {
        let end = last.end + source[last.end..span.end].rfind(['\n', '\r']).map_or(0, |found| found + 1);
        text.push_replaced(tail, Span::new(last.end, end));
    }
    text
}

/// A line of a block that holds words.
struct Line {
    end: usize,
    /// Whether white space stands in front of its words, which keeps its line breaks.
    is_deeper: bool,
}

/// What stands between two lines.
struct Gap {
    before: Line,
    breaks: usize,
}

impl Line {
    fn gap(self, bytes: &[u8], next: usize) -> Gap {
        let (mut at, mut breaks) = (self.end, 0);
        while at < next {
            let length = break_length(&bytes[at..next]);
            breaks += usize::from(0 < length);
            at += length.max(1);
        }
        Gap { before: self, breaks: breaks.max(1) }
    }
}

/// Where the words of the next line begin that has some, if the block goes on.
fn next_line(bytes: &[u8], end: usize, limit: usize, indent: usize) -> Option<usize> {
    let mut at = end;
    loop {
        at += break_length(&bytes[at..limit]);
        let spaces = bytes[at..limit].iter().take(indent).take_while(|byte| **byte == b' ').count();
        at += spaces;
        match bytes[at..limit].first() {
            Some(b'\n' | b'\r') => {}
            Some(_) if spaces == indent => return Some(at),
            _ => return None,
        }
    }
}
