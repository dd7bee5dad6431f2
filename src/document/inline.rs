//! Reads running text: entities, tags, code, placeholders and names of things are not words.

use std::borrow::Cow;

use super::{
    Quoted, comment,
    finder::{Finder, Next},
    names::{self, Named},
    placeholder::{Placeholders, Shows},
    tag::{self, Effect, Tag},
};
use crate::{mapped::MappedText, span::Span};

/// Something that a reader of a whole format knows about a stretch of the source.
#[derive(Clone, Debug)]
pub(super) struct Edit<'t> {
    pub(super) span: Span,
    pub(super) becomes: Becomes<'t>,
}

/// What the customer sees instead of that stretch.
#[derive(Clone, Debug)]
pub(super) enum Becomes<'t> {
    Nothing,
    /// Nothing, and it may have something to say to this tool.
    Comment,
    Hole,
    Break,
    Text(Cow<'t, str>),
}

/// The text of `source` as the customer sees it; `edits` are in source order.
pub(super) fn read<'t>(source: &'t str, edits: Vec<Edit<'t>>, quoted: Quoted) -> MappedText<'t> {
    let mut reader = Reader::new(source, quoted);
    for edit in edits {
        reader.read_until(edit.span.start);
        reader.apply(edit);
    }
    reader.read_until(source.len());
    reader.text
}

/// Whether a byte may begin, end or stand inside something that is not plain words.
const TRIGGERS: [bool; 256] = {
    let mut triggers = [false; 256];
    let marks = b"&<[]!`{%$#@:/\\._";
    let mut index = 0;
    while index < marks.len() {
        triggers[marks[index] as usize] = true;
        index += 1;
    }
    triggers
};

/// A Markdown link whose text is being read.
#[derive(Clone, Copy, Debug)]
struct Link {
    /// Where its `](url)` stands.
    rest: Span,
}

struct Reader<'t> {
    source: &'t str,
    quoted: Quoted,
    text: MappedText<'t>,
    /// Everything before this byte has been decided about.
    at: usize,
    /// Where the words begin that were not pushed yet.
    pending: usize,
    /// Marks before this byte were seen to belong to ordinary words.
    settled: usize,
    /// How many quoting tags are open.
    quotes: usize,
    link: Option<Link>,
    /// A sentence end that waits for more text, so that none stands at the end.
    ending: Option<usize>,
    placeholders: Placeholders<'t>,
    finder: Finder<'t>,
    ticks: [Next; 3],
}

impl<'t> Reader<'t> {
    fn new(source: &'t str, quoted: Quoted) -> Reader<'t> {
        Reader {
            source,
            quoted,
            text: MappedText::new(),
            at: 0,
            pending: 0,
            settled: 0,
            quotes: 0,
            link: None,
            ending: None,
            placeholders: Placeholders::new(source),
            finder: Finder::new(source),
            ticks: [Next::default(); 3],
        }
    }

    fn apply(&mut self, edit: Edit<'t>) {
        let span = Span::new(edit.span.start.max(self.at), edit.span.end);
        let swallowed = edit.span.start < self.at;
        if span.end < span.start {
            return;
        }
        match edit.becomes {
            Becomes::Break => self.end_sentence(span),
            Becomes::Comment if !swallowed => self.comment(span),
            Becomes::Hole if !swallowed => self.push(span, |text| text.push_hole(span)),
            Becomes::Text(new) if !swallowed => {
                self.push(span, |text| text.push_replaced(&new, span));
            }
            _ => self.skip(span),
        }
    }

    /// Pushes what stands for `span`, after the words before it.
    fn push(&mut self, span: Span, push: impl FnOnce(&mut MappedText<'t>)) {
        self.flush(span.start);
        if self.quotes == 0 {
            self.push_ending();
            push(&mut self.text);
        }
        self.pass(span.end);
    }

    fn skip(&mut self, span: Span) {
        self.flush(span.start);
        self.pass(span.end);
    }

    /// A comment is no word of anybody's, but may say what is allowed.
    fn comment(&mut self, span: Span) {
        if self.quotes == 0
            && let Some(told) = comment::told(&self.source[span.range()])
        {
            self.text.push_comment(told, span);
        }
        self.skip(span);
    }

    fn end_sentence(&mut self, span: Span) {
        self.skip(span);
        self.ending.get_or_insert(span.start);
    }

    fn push_ending(&mut self) {
        if let Some(at) = self.ending.take() {
            self.text.push_break(at);
        }
    }

    fn flush(&mut self, end: usize) {
        if self.quotes == 0 && self.pending < end {
            self.push_ending();
            self.text.push_verbatim(self.source, Span::new(self.pending, end));
        }
        self.pending = self.pending.max(end);
    }

    fn pass(&mut self, end: usize) {
        self.at = self.at.max(end);
        self.pending = self.pending.max(end);
        self.settled = self.settled.max(end);
    }

    fn read_until(&mut self, limit: usize) {
        let bytes = self.source.as_bytes();
        while self.at < limit {
            match bytes[self.at..limit].iter().position(|&byte| TRIGGERS[usize::from(byte)]) {
                Some(found) => {
                    self.at += found;
                    let at = self.at;
                    self.read_mark(limit);
                    if self.at == at {
                        self.at += 1;
                    }
                }
                None => self.at = limit,
            }
        }
        self.flush(limit);
    }

    /// Decides about the mark at `self.at`; leaves it in place when it is a mark of the sentence.
    fn read_mark(&mut self, limit: usize) {
        match self.source.as_bytes()[self.at] {
            b'&' => self.read_entity(),
            b'<' => self.read_angle(),
            b'[' => self.read_square(),
            b']' => self.read_link_end(),
            b'!' => self.read_image(),
            b'`' => self.read_code(limit),
            b'{' | b'%' | b'$' | b'#' => {
                self.read_placeholder();
            }
            _ => self.read_name(limit),
        }
    }

    /// `&nbsp;`, `&#39;`; `&` alone is a word of the writer.
    fn read_entity(&mut self) {
        let rest = &self.source.as_bytes()[self.at + 1..];
        let length = rest.iter().take(32).take_while(|&&byte| byte.is_ascii_alphanumeric() || byte == b'#').count();
        if rest.get(length) != Some(&b';') {
            return;
        }
        let span = Span::new(self.at, self.at + length + 2);
        let entity = &self.source[span.range()];
        let text = htmlize::unescape(entity);
        if text != entity {
            self.push(span, |mapped| mapped.push_replaced(&text, span));
        }
    }

    fn read_angle(&mut self) {
        let rest = &self.source[self.at..];
        if rest.starts_with("<!--") {
            if let Some(end) = self.finder.find("-->", self.at + 4) {
                self.comment(Span::new(self.at, end + 3));
            }
        } else if rest.as_bytes().get(..9).is_some_and(|start| start.eq_ignore_ascii_case(b"<!doctype")) {
            if let Some(end) = self.finder.find_in_line(">", self.at) {
                self.skip(Span::new(self.at, end + 1));
            }
        } else if let Some(tag) = tag::parse(self.source, self.at) {
            self.read_tag(tag);
        } else {
            self.read_placeholder();
        }
    }

    fn read_tag(&mut self, tag: Tag) {
        let span = Span::new(self.at, tag.end);
        match tag.effect {
            Effect::Nothing => self.skip(span),
            Effect::Break => self.end_sentence(span),
            Effect::NewLine => self.push(span, |text| text.push_replaced("\n", span)),
            Effect::QuotationMark => self.push(span, |text| text.push_replaced("\"", span)),
            Effect::Hides(close) => self.read_hidden(span, close),
            Effect::Quotes => self.read_quoting(span, tag.closing),
        }
    }

    /// `<code>…</code>` is a hole; without its end, only the tag disappears.
    fn read_hidden(&mut self, tag: Span, close: &'static str) {
        let end = self.finder.find(close, tag.end).and_then(|found| tag::parse(self.source, found)).map(|tag| tag.end);
        match end {
            Some(end) => {
                let span = Span::new(tag.start, end);
                self.push(span, |text| text.push_hole(span));
            }
            None => self.skip(tag),
        }
    }

    /// Nothing is pushed while a quote is open. One that is never closed is not believed.
    fn read_quoting(&mut self, tag: Span, closing: bool) {
        self.end_sentence(tag);
        if self.quoted == Quoted::Include {
            return;
        }
        if !closing && self.finder.find("</blockquote", tag.end).is_some() {
            self.quotes += 1;
        } else if closing && 0 < self.quotes {
            self.quotes -= 1;
            if self.quotes == 0 {
                self.ending = Some(tag.end);
            }
        }
    }

    /// Whether a placeholder stood here.
    fn read_placeholder(&mut self) -> bool {
        let Some((end, shows)) = self.placeholders.at(self.at) else { return false };
        let span = Span::new(self.at, end);
        match shows {
            Shows::Words => self.push(span, |text| text.push_hole(span)),
            Shows::Nothing => self.comment(span),
            Shows::Alternative => self.end_sentence(span),
        }
        true
    }

    fn read_square(&mut self) {
        if self.read_placeholder() {
            return;
        }
        if let Some(link) = self.link_at(self.at) {
            self.link = Some(link);
            self.skip(Span::new(self.at, self.at + 1));
        }
    }

    fn read_link_end(&mut self) {
        if let Some(link) = self.link.take_if(|link| link.rest.start == self.at) {
            self.skip(link.rest);
        }
    }

    /// `![alt](url)`: the customer sees a picture.
    fn read_image(&mut self) {
        let bytes = self.source.as_bytes();
        if bytes.get(self.at + 1) == Some(&b'[')
            && let Some(link) = self.link_at(self.at + 1)
        {
            self.skip(Span::new(self.at, link.rest.end));
        }
    }

    /// The link whose text begins with the `[` at `at`, all in one line.
    fn link_at(&mut self, at: usize) -> Option<Link> {
        let bytes = self.source.as_bytes();
        let close = self.finder.find_in_line("]", at + 1)?;
        let nested = self.finder.find("[", at + 1).is_some_and(|open| open < close);
        if nested || bytes.get(close + 1) != Some(&b'(') {
            return None;
        }
        let mut open = 0_usize;
        let length = bytes[close + 1..].iter().position(|&byte| {
            match byte {
                b'(' => open += 1,
                b')' => open -= 1,
                _ => {}
            }
            // Another `[` means that this is no address, and would make the search quadratic.
            open == 0 || byte == b'\n' || byte == b'['
        })?;
        let end = close + 1 + length;
        (bytes[end] == b')').then_some(Link { rest: Span::new(close, end + 1) })
    }

    /// `` `code` ``, with one to three backticks, in one line.
    fn read_code(&mut self, limit: usize) {
        let bytes = self.source.as_bytes();
        let (at, ticks) = (self.at, run_of_ticks(bytes, self.at));
        self.at += ticks;
        let Some(next) = ticks.checked_sub(1).and_then(|index| self.ticks.get_mut(index)) else {
            return;
        };
        let Some(close) = next.at_or_after(at + ticks, |from| find_ticks(bytes, ticks, from)) else {
            return;
        };
        let line_end = self.finder.find("\n", at).unwrap_or(bytes.len());
        let end = close + ticks;
        // A backtick inside or between words is an apostrophe: don`t, it`s.
        let word = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
        let apostrophe = at.checked_sub(1).is_some_and(|before| word(bytes.get(before))) || word(bytes.get(end));
        if end <= line_end.min(limit) && !apostrophe {
            let span = Span::new(at, end);
            self.push(span, |text| text.push_hole(span));
        }
    }

    fn read_name(&mut self, limit: usize) {
        let address = self.source.as_bytes()[self.at] == b':';
        // Words are asked about once. An address can still begin inside a word: `see:http://…`.
        if self.at < self.settled && !address {
            return;
        }
        match names::around(self.source, self.pending.max(self.floor()), self.at, limit) {
            Some(Named::Thing(span)) => self.push(span, |text| text.push_hole(span)),
            Some(Named::Prose(end)) => self.settled = self.settled.max(end),
            None => {}
        }
    }

    /// Words before this byte are settled and no part of what comes.
    fn floor(&self) -> usize {
        if self.settled <= self.at { self.settled } else { self.pending }
    }
}

fn run_of_ticks(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().take_while(|&&byte| byte == b'`').count()
}

/// The next run of exactly `ticks` backticks.
fn find_ticks(bytes: &[u8], ticks: usize, mut from: usize) -> Option<usize> {
    loop {
        let at = from + memchr::memchr(b'`', bytes.get(from..)?)?;
        let run = run_of_ticks(bytes, at);
        if run == ticks {
            return Some(at);
        }
        from = at + run;
    }
}
