//! Which lines of a reply are the writer's own: quotes, attributions, old mail and signatures are not.
//!
//! The rules are those of the reply parsers that mail programs' users live with: below an
//! attribution or a separator everything is old mail, unless it is quoted with `>`: then the
//! unquoted lines between are inline replies, and the writer's own. A draft that begins with a
//! forwarded message has no words of the writer.

use super::{
    Format,
    attribution::{self, Strength},
    header::{self, Block},
};
use crate::span::Span;

/// Whose words a stretch of lines is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    Writer,
    /// The mark in front of a list item; what follows is the writer's.
    Marker,
    /// A fenced block.
    Code,
    /// Somebody else's words.
    Quote,
    /// What mail programs and help-desks add.
    Nobody,
}

/// A stretch of the source with one owner.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) span: Span,
    pub(super) owner: Owner,
}

/// One line; `next` is where the following one starts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'t> {
    pub(super) start: usize,
    pub(super) next: usize,
    /// Without its line ending.
    pub(super) text: &'t str,
}

/// The line that starts at byte `start`.
pub(super) fn line_at(source: &str, start: usize) -> Line<'_> {
    let end = memchr::memchr(b'\n', &source.as_bytes()[start..]).map_or(source.len(), |length| start + length);
    let text = &source[start..end];
    let text = text.strip_suffix('\r').unwrap_or(text);
    Line { start, next: (end + 1).min(source.len()), text }
}

/// The lines from byte `at` on.
pub(super) fn lines_from(source: &str, mut at: usize) -> impl Iterator<Item = Line<'_>> {
    std::iter::from_fn(move || {
        let line = (at < source.len()).then(|| line_at(source, at))?;
        at = line.next;
        Some(line)
    })
}

/// The parts of a source, in order, without gaps. The writer's are as long as possible.
pub(super) fn parts(source: &str, start: usize, format: Format) -> Vec<Part> {
    let mut walk = Walk {
        source,
        format,
        parts: Vec::new(),
        above: [None; 2],
        below: Below::Writer,
        headers_until: 0,
        wrote: false,
    };
    let mut at = walk.own_headers(start);
    while at < source.len() {
        let line = line_at(source, at);
        at = walk.step(line);
    }
    walk.parts
}

/// What lines without a mark of their own are, from here on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Below {
    Writer,
    Signature,
    History,
}

struct Walk<'t> {
    source: &'t str,
    format: Format,
    parts: Vec<Part>,
    /// Where the two lines above start, nearest first, if the writer's sentence may have begun there.
    above: [Option<usize>; 2],
    below: Below,
    /// Header lines before this byte were seen not to belong to a mail.
    headers_until: usize,
    /// Whether the writer has said anything yet.
    wrote: bool,
}

impl<'t> Walk<'t> {
    /// Reads one line, or all lines of what begins there; returns where to go on.
    fn step(&mut self, line: Line<'t>) -> usize {
        let text = unindented(line.text);
        if is_quote(text) {
            return self.give(line.start, line.next, Owner::Quote);
        }
        match self.below {
            Below::History => return self.give(line.start, line.next, Owner::Quote),
            Below::Signature => return self.give(line.start, line.next, Owner::Nobody),
            Below::Writer => {}
        }
        let marked = match text.as_bytes().first() {
            Some(b'`' | b'~') => self.fence(line, text),
            Some(b'-' | b'_' | b'*' | b'=' | b'#' | b'[' | b'<' | 0xE2) => self.separator(line, text),
            Some(b'A'..=b'Z' | b'a'..=b'z' | 0xC0..) => self.mail_words(line, text),
            Some(b'0'..=b'9') => self.attribution(line),
            _ => None,
        };
        marked.unwrap_or_else(|| self.words(line, text))
    }

    fn mail_words(&mut self, line: Line<'t>, text: &str) -> Option<usize> {
        if attribution::is_sent_from(text) {
            return Some(self.give(line.start, line.next, Owner::Nobody));
        }
        if attribution::starts_forwarding(text) {
            return Some(self.old_mail(line.start, line.next));
        }
        self.header_block(line).or_else(|| self.attribution(line))
    }

    /// The writer's own line, perhaps a list item.
    fn words(&mut self, line: Line<'t>, text: &str) -> usize {
        let blank = text.trim().is_empty();
        let indent = line.text.len() - line.text.trim_start().len();
        let marker = item_marker(line.text.trim_start());
        if 0 < marker && self.format == Format::Plain {
            self.give(line.start, line.start + indent + marker, Owner::Marker);
            self.give(line.start + indent + marker, line.next, Owner::Writer);
        } else {
            self.give(line.start, line.next, Owner::Writer);
        }
        self.wrote |= !blank;
        self.above = if blank { [None; 2] } else { [Some(line.start), self.above[0]] };
        line.next
    }

    fn give(&mut self, start: usize, end: usize, owner: Owner) -> usize {
        if owner != Owner::Writer {
            self.above = [None; 2];
        }
        match self.parts.last_mut() {
            Some(last) if last.owner == owner && last.span.end == start => last.span.end = end,
            _ => self.parts.push(Part { span: Span::new(start, end), owner }),
        }
        end
    }

    /// Takes back what was given from byte `start` on.
    fn take_back(&mut self, start: usize) {
        while self.parts.pop_if(|part| start <= part.span.start).is_some() {}
        if let Some(last) = self.parts.last_mut() {
            last.span.end = last.span.end.min(start);
        }
    }

    /// ```` ``` ```` up to its end; a lost end is common in pasted logs, and all below is code.
    fn fence(&mut self, line: Line<'t>, text: &str) -> Option<usize> {
        let mark = if text.starts_with('`') { '`' } else { '~' };
        let length = text.len() - text.trim_start_matches(mark).len();
        if length < 3 || text[length..].contains('`') {
            return None;
        }
        let closes = |line: &Line<'_>| {
            let text = unindented(line.text).trim_end();
            length <= text.len() && text.trim_start_matches(mark).is_empty()
        };
        let end = lines_from(self.source, line.next).find(closes).map_or(self.source.len(), |line| line.next);
        Some(self.give(line.start, end, Owner::Code))
    }

    /// Lines that begin with a run of marks: signatures, separators, lines of help-desks.
    fn separator(&mut self, line: Line<'t>, text: &str) -> Option<usize> {
        if self.is_signature(line, text) {
            self.below = Below::Signature;
            return Some(self.give(line.start, line.next, Owner::Nobody));
        }
        if attribution::is_reply_marker(text) {
            if self.wrote {
                return Some(self.old_mail(line.start, line.next));
            }
            return Some(self.give(line.start, line.next, Owner::Nobody));
        }
        let ruled = 20 <= text.len() && text.trim_end().bytes().all(|byte| byte == b'_');
        if ruled && header::block_below(self.source, line.next).is_some_and(|block| block.is_mail()) {
            return Some(self.old_mail(line.start, line.next));
        }
        if attribution::is_separator(text) {
            return Some(self.old_mail(line.start, line.next));
        }
        self.header_block(line).or_else(|| self.attribution(line))
    }

    /// `-- ` alone; clients lose the space, so `--` counts when little more follows.
    fn is_signature(&self, line: Line<'t>, text: &str) -> bool {
        if text.trim_end() != "--" {
            return false;
        }
        if 2 < text.len() {
            return true;
        }
        // In Markdown, `--` below a line makes that line a heading.
        self.format == Format::Plain && self.wrote && is_short_tail(self.source, line.next)
    }

    /// A block such as `From: … Sent: … Subject: …` in front of old mail.
    fn header_block(&mut self, line: Line<'t>) -> Option<usize> {
        if line.start < self.headers_until {
            return None;
        }
        header::parse(line.text)?;
        let block = header::block_at(self.source, line.start);
        // A later start of the same block would tell even less.
        self.headers_until = block.end;
        block.is_mail().then(|| self.old_mail(line.start, line.start))
    }

    /// `On … wrote:`, which may take three lines.
    fn attribution(&mut self, line: Line<'t>) -> Option<usize> {
        if !attribution::ends_like_one(line.text) {
            return None;
        }
        let starts = [Some(line.start), self.above[0], self.above[1]];
        let (start, strength) = attribution::find(self.source, &starts, line)?;
        let quoted = is_quote_below(self.source, line.next);
        if strength == Strength::Likely && !quoted {
            return None;
        }
        self.take_back(start);
        Some(self.old_mail(start, line.next))
    }

    /// Nobody's lines from `start` to `end`, headers of the old mail included, and what is below.
    fn old_mail(&mut self, start: usize, end: usize) -> usize {
        let end = match header::block_below(self.source, end) {
            Some(block) if block.is_mail() => block.end,
            _ => end,
        };
        self.give(start, end, Owner::Nobody);
        if !is_quote_below(self.source, end) {
            self.below = Below::History;
        }
        end
    }

    /// The draft's own header lines at its very start. The subject is read by the customer, so it
    /// is kept, unless it is the one of the mail that is answered.
    fn own_headers(&mut self, start: usize) -> usize {
        let block = header::block_at(self.source, start);
        if !block.is_own(self.source) {
            return start;
        }
        let Block { end, subject, .. } = block;
        match subject.filter(|subject| !header::is_answer(&self.source[subject.range()])) {
            Some(subject) => {
                self.give(start, subject.start, Owner::Nobody);
                self.give(subject.start, subject.end, Owner::Writer);
                self.give(subject.end, end, Owner::Nobody);
            }
            None => {
                self.give(start, end, Owner::Nobody);
            }
        }
        end
    }
}

/// A line without up to three spaces in front; with more of them it is nothing but words.
fn unindented(text: &str) -> &str {
    let indent = text.bytes().take_while(|&byte| byte == b' ').count();
    if indent <= 3 { &text[indent..] } else { text }
}

fn is_quote(text: &str) -> bool {
    text.starts_with('>') || text.starts_with("&gt;")
}

fn is_quote_below(source: &str, at: usize) -> bool {
    lines_from(source, at).find(|line| !line.text.trim().is_empty()).is_some_and(|line| is_quote(unindented(line.text)))
}

/// How long the quote marks at the start of a line are.
pub(super) fn quote_prefix(text: &str) -> usize {
    let rest = text.trim_start_matches(' ');
    let mut rest = if is_quote(rest) { rest } else { text };
    while let Some(inner) = rest.strip_prefix('>').or_else(|| rest.strip_prefix("&gt;")) {
        rest = inner.strip_prefix(' ').unwrap_or(inner);
    }
    text.len() - rest.len()
}

/// At most eleven short lines up to the end or a quote, as reply parsers count.
fn is_short_tail(source: &str, at: usize) -> bool {
    let mut count = 0;
    for line in lines_from(source, at) {
        if is_quote(unindented(line.text)) || attribution::is_separator(line.text) {
            break;
        }
        count += usize::from(!line.text.trim().is_empty());
        if 11 < count || 240 < line.text.len() || 60 < line.text.chars().count() {
            return false;
        }
    }
    0 < count
}

/// How long the mark of a list item is, its space included: `- `, `1. `, `a) `.
fn item_marker(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mark = match bytes.first() {
        Some(b'-' | b'*' | b'+') => 1,
        Some(0xE2) if ["•", "‣", "◦", "–", "▪"].iter().any(|mark| text.starts_with(mark)) => 3,
        Some(0xC2) if text.starts_with('·') => 2,
        Some(b'0'..=b'9') => {
            let digits = bytes.iter().take(4).take_while(|byte| byte.is_ascii_digit()).count();
            let closed = digits <= 3 && bytes.get(digits).is_some_and(|byte| b".)".contains(byte));
            if closed { digits + 1 } else { 0 }
        }
        Some(b'a'..=b'z' | b'A'..=b'Z') if bytes.get(1) == Some(&b')') => 2,
        _ => 0,
    };
    let spaced = bytes.get(mark).is_some_and(|byte| b" \t".contains(byte));
    if 0 < mark && spaced { mark + 1 } else { 0 }
}
