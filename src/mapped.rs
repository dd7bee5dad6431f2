//! Text in which every byte remembers the range of the source it came from.

use std::borrow::Cow;

use crate::span::Span;

/// Stands for something that is not the writer's words; nothing matches inside it.
///
/// A draft that holds this character has a hole there too: it is what mail clients leave behind
/// for a picture.
pub const HOLE: char = '\u{FFFC}';

/// Stands for a sentence end that no mark shows: a block, a list item, a table cell.
pub const BREAK: char = '\u{2029}';

/// What a reader makes of a source, and where each byte of it stands there.
///
/// It is built from left to right by pushing pieces of one source. As long as the pieces are
/// verbatim and adjacent the text borrows the source, so a plain draft costs nothing.
///
/// ```
/// use tonelint::{Span, mapped::MappedText};
/// let source = "the <b>only</b> one";
/// let mut text = MappedText::new();
/// text.push_verbatim(source, Span::new(0, 4));
/// text.push_replaced("", Span::new(4, 7));
/// text.push_verbatim(source, Span::new(7, 11));
/// text.push_replaced("", Span::new(11, 15));
/// text.push_verbatim(source, Span::new(15, 19));
/// assert_eq!(text.as_str(), "the only one");
/// assert_eq!(text.source_span(Span::new(4, 8)), Span::new(7, 11));
/// assert_eq!(text.source_span(Span::new(0, 12)), Span::new(0, 19));
/// ```
#[derive(Clone, Debug)]
pub struct MappedText<'t> {
    text: Cow<'t, str>,
    /// In text order; none is empty in the text.
    pieces: Vec<Piece>,
    comments: Vec<Comment>,
}

/// A comment that speaks to this tool; it leaves nothing in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// What it says, without the marks around it.
    pub text: String,
    /// Where it stands in the source, with its marks.
    pub span: Span,
}

/// A stretch of the text with one origin. A draft may hold millions of them.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// Where it begins in the text; it ends where the next one begins.
    at: u32,
    /// Where it begins in the source.
    start: u32,
    /// Where it ends there.
    end: u32,
    /// Whether its bytes are those of the source, so that a part of it maps to a part.
    verbatim: bool,
}

impl Piece {
    fn new(at: usize, source: Span, verbatim: bool) -> Piece {
        Piece { at: narrow(at), start: narrow(source.start), end: narrow(source.end), verbatim }
    }

    fn at(&self) -> usize {
        self.at as usize
    }

    fn source(&self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }
}

/// Places in larger sources cannot be told from each other.
pub(crate) const LARGEST: usize = u32::MAX as usize;

/// A place as it is kept.
pub(crate) fn narrow(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

impl Default for MappedText<'_> {
    fn default() -> Self {
        MappedText::new()
    }
}

impl<'t> MappedText<'t> {
    /// A text without anything in it yet.
    pub fn new() -> MappedText<'t> {
        MappedText { text: Cow::Borrowed(""), pieces: Vec::new(), comments: Vec::new() }
    }

    /// The source at `span`, as it stands; borrows.
    ///
    /// Panics when `span` is not a range of whole characters of the source.
    pub fn verbatim(source: &'t str, span: Span) -> MappedText<'t> {
        let mut text = MappedText::new();
        text.push_verbatim(source, span);
        text
    }

    /// Adds the source at `span`, as it stands. `source` is the same at every call.
    ///
    /// Panics when `span` is not a range of whole characters of the source.
    pub fn push_verbatim(&mut self, source: &'t str, span: Span) {
        if span.is_empty() {
            return;
        }
        match self.pieces.last_mut() {
            None => {
                self.text = Cow::Borrowed(&source[span.range()]);
                // Most texts of a structured file are one piece, and there are many of them.
                self.pieces.reserve_exact(1);
                self.pieces.push(Piece::new(0, span, true));
            }
            Some(last) if last.verbatim && last.source().end == span.start => {
                last.end = narrow(span.end);
                match &mut self.text {
                    Cow::Borrowed(text) => *text = &source[last.source().range()],
                    Cow::Owned(text) => text.push_str(&source[span.range()]),
                }
            }
            Some(_) => self.push_piece(&source[span.range()], span, true),
        }
    }

    /// Adds text that stands for the source at `span`: an entity, an escape. Empty text is markup
    /// that the customer does not see.
    pub fn push_replaced(&mut self, text: &str, span: Span) {
        if !text.is_empty() {
            self.push_piece(text, span, false);
        }
    }

    /// Adds a hole for the source at `span`: somebody else's words.
    pub fn push_hole(&mut self, span: Span) {
        self.push_replaced(HOLE.encode_utf8(&mut [0; 4]), span);
    }

    /// Adds a sentence end that stands before byte `at` of the source. Nothing happens at the
    /// start of the text and after another break.
    pub fn push_break(&mut self, at: usize) {
        if !self.text.is_empty() && !self.text.ends_with(BREAK) {
            self.push_replaced(BREAK.encode_utf8(&mut [0; 4]), Span::new(at, at));
        }
    }

    /// Notes a comment that speaks to this tool and is left out of the text.
    pub fn push_comment(&mut self, text: &str, span: Span) {
        self.comments.push(Comment { text: text.to_owned(), span });
    }

    /// The comments that speak to this tool, in source order.
    pub fn comments(&self) -> &[Comment] {
        &self.comments
    }

    /// Whether nothing was changed of `source`, and no comment found in it.
    pub(crate) fn is_all_of(&self, source: &str) -> bool {
        let is_one = matches!(&self.pieces[..], [piece] if piece.verbatim && piece.source().start == 0);
        is_one && self.text.len() == source.len() && self.comments.is_empty()
    }

    fn push_piece(&mut self, text: &str, source: Span, verbatim: bool) {
        self.pieces.push(Piece::new(self.text.len(), source, verbatim));
        self.text.to_mut().push_str(text);
    }

    /// The text to match on.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The same, for good.
    pub(crate) fn into_str(self) -> Cow<'t, str> {
        self.text
    }

    /// Whether the text is one stretch of the source as it stands.
    pub fn is_borrowed(&self) -> bool {
        matches!(self.text, Cow::Borrowed(_))
    }

    /// The smallest range of the source that holds everything the bytes `span` of the text came
    /// from.
    ///
    /// A replaced piece counts whole, even when `span` covers only a part of it. Markup that left
    /// nothing in the text is inside when it stands in the middle, and outside at the edges. An
    /// empty span maps to an empty one; what reaches past the text is cut to it.
    pub fn source_span(&self, span: Span) -> Span {
        let start = self.place(span.start.min(self.text.len()), |place| place.start);
        if span.is_empty() || self.text.len() <= span.start {
            return Span::new(start, start);
        }
        let last = span.end.min(self.text.len()) - 1;
        let end = self.place(last, |place| place.end);
        // Breaks have no width, so pieces are in source order and this only guards odd pushes.
        Span::new(start.min(end), end)
    }

    /// The smallest range of the text that holds everything that came from `span` of the source: the way back
    /// from [`MappedText::source_span`]. What left nothing in the text has an empty range.
    ///
    /// ```
    /// use tonelint::{Span, mapped::MappedText};
    /// let source = "the <b>only</b> one";
    /// let mut text = MappedText::new();
    /// text.push_verbatim(source, Span::new(0, 4));
    /// text.push_replaced("", Span::new(4, 7));
    /// text.push_verbatim(source, Span::new(7, 11));
    /// assert_eq!(text.text_span(Span::new(7, 11)), Span::new(4, 8));
    /// assert_eq!(text.text_span(Span::new(2, 9)), Span::new(2, 6));
    /// assert_eq!(text.text_span(Span::new(4, 7)), Span::new(4, 4));
    /// ```
    pub fn text_span(&self, source: Span) -> Span {
        let first = self.pieces.partition_point(|piece| piece.source().end <= source.start);
        let mut found: Option<Span> = None;
        for (index, piece) in self.pieces.iter().enumerate().skip(first) {
            if source.end <= piece.source().start {
                break;
            }
            let end = self.pieces.get(index + 1).map_or(self.text.len(), |next| next.at());
            let within = |at: usize| piece.at() + at.saturating_sub(piece.source().start).min(end - piece.at());
            let whole = Span::new(piece.at(), end);
            let part = if piece.verbatim { Span::new(within(source.start), within(source.end)) } else { whole };
            // A sentence end that no mark shows has no width in the source.
            if piece.source().is_empty() || part.is_empty() {
                continue;
            }
            found = Some(found.map_or(part, |found| Span::new(found.start, part.end)));
        }
        let at = self.pieces.get(first).map_or(self.text.len(), |piece| piece.at());
        found.unwrap_or(Span::new(at, at))
    }

    /// Everything of the source inside `span` of the text that no reader would see as words: what
    /// holes stand for, and markup that left nothing behind. In source order.
    ///
    /// ```
    /// use tonelint::{Span, mapped::MappedText};
    /// let source = "ask <b>{{name}}</b> today";
    /// let mut text = MappedText::new();
    /// text.push_verbatim(source, Span::new(0, 4));
    /// text.push_replaced("", Span::new(4, 7));
    /// text.push_hole(Span::new(7, 15));
    /// text.push_replaced("", Span::new(15, 19));
    /// text.push_verbatim(source, Span::new(19, 25));
    /// let whole = Span::new(0, text.as_str().len());
    /// assert_eq!(text.unseen(whole), [Span::new(4, 7), Span::new(7, 15), Span::new(15, 19)]);
    /// ```
    pub fn unseen(&self, span: Span) -> Vec<Span> {
        let first = self.pieces.partition_point(|piece| piece.at() <= span.start).saturating_sub(1);
        let inside = self.pieces[first..].iter().take_while(|piece| piece.at() < span.end);
        let mut unseen = Vec::new();
        let mut before: Option<usize> = None;
        for piece in inside {
            if let Some(end) = before.filter(|end| *end < piece.source().start) {
                unseen.push(Span::new(end, piece.source().start));
            }
            if !piece.verbatim && self.text[piece.at()..].starts_with(HOLE) {
                unseen.push(piece.source());
            }
            before = Some(piece.source().end);
        }
        unseen
    }

    /// This text with its places in the source of another one: `self` was read from what `carrier` says.
    ///
    /// ```
    /// use tonelint::{Span, mapped::MappedText};
    /// let source = r"a\tb";
    /// let mut carrier = MappedText::new();
    /// carrier.push_verbatim(source, Span::new(0, 1));
    /// carrier.push_replaced("\t", Span::new(1, 3));
    /// carrier.push_verbatim(source, Span::new(3, 4));
    /// let text = MappedText::verbatim(carrier.as_str(), Span::new(1, 3)).within(&carrier);
    /// assert_eq!(text.as_str(), "\tb");
    /// assert_eq!(text.source_span(Span::new(0, 2)), Span::new(1, 4));
    /// ```
    #[must_use]
    pub fn within<'s>(&self, carrier: &MappedText<'_>) -> MappedText<'s> {
        let mut text = MappedText::new();
        text.text = Cow::Owned(String::with_capacity(self.text.len()));
        let within = |comment: &Comment| Comment { span: carrier.source_span(comment.span), ..comment.clone() };
        text.comments = self.comments.iter().map(within).collect();
        text.pieces.reserve_exact(self.pieces.len());
        for (index, piece) in self.pieces.iter().enumerate() {
            let end = self.pieces.get(index + 1).map_or(self.text.len(), |next| next.at());
            let words = &self.text[piece.at()..end];
            if piece.verbatim {
                carrier.parts(piece.source(), |part, source, verbatim| {
                    let start = part.start - piece.source().start;
                    text.push_piece(&words[start..start + part.len()], source, verbatim);
                });
            } else {
                text.push_piece(words, carrier.source_span(piece.source()), false);
            }
        }
        text
    }

    /// Hands out the pieces inside `span` of the text: where each stands in it, where it came from, and
    /// whether it stands there verbatim.
    fn parts(&self, span: Span, mut part: impl FnMut(Span, Span, bool)) {
        let first = self.pieces.partition_point(|piece| piece.at() <= span.start).saturating_sub(1);
        for (index, piece) in self.pieces.iter().enumerate().skip(first).take_while(|(_, piece)| piece.at() < span.end)
        {
            let end = self.pieces.get(index + 1).map_or(self.text.len(), |next| next.at());
            let place = Span::new(piece.at().max(span.start), end.min(span.end));
            if place.is_empty() {
                continue;
            }
            let start = piece.source().start + (place.start - piece.at());
            let source = if piece.verbatim { Span::new(start, start + place.len()) } else { piece.source() };
            part(place, source, piece.verbatim);
        }
    }

    /// From the first to the last byte of the source that it came from; nothing for an empty text.
    pub(crate) fn extent(&self) -> Option<Span> {
        let (first, last) = (self.pieces.first()?, self.pieces.last()?);
        Some(Span::new(first.source().start, last.source().end))
    }

    /// Whether something in the text came from this byte of the source.
    pub(crate) fn covers(&self, at: usize) -> bool {
        let number = self.pieces.partition_point(|piece| piece.source().end <= at);
        self.pieces.get(number).is_some_and(|piece| piece.source().start <= at)
    }

    /// Where the stretches of words begin in the source: one place for each line of each piece that has any.
    pub(crate) fn word_places(&self) -> impl Iterator<Item = usize> {
        self.pieces.iter().enumerate().flat_map(|(index, piece)| {
            let end = self.pieces.get(index + 1).map_or(self.text.len(), |next| next.at());
            let mut at = piece.source().start;
            self.text[piece.at()..end].split_inclusive('\n').filter_map(move |line| {
                let start = at;
                at += if piece.verbatim { line.len() } else { 0 };
                let blank = line.find(|c: char| !c.is_whitespace())?;
                Some(if piece.verbatim { start + blank } else { start })
            })
        })
    }

    /// What the text says at `source`, a range of the source.
    pub(crate) fn at_source(&self, source: Span) -> String {
        let first = self.pieces.partition_point(|piece| piece.source().end <= source.start);
        let inside = self.pieces[first..].iter().enumerate().take_while(|(_, piece)| piece.source().start < source.end);
        let mut words = String::new();
        for (index, piece) in inside {
            let end = self.pieces.get(first + index + 1).map_or(self.text.len(), |next| next.at());
            let text = &self.text[piece.at()..end];
            if piece.verbatim {
                let start = source.start.saturating_sub(piece.source().start);
                let end = text.len().min(source.end - piece.source().start);
                words.push_str(text.get(start..end).unwrap_or_default());
            } else {
                words.push_str(text);
            }
        }
        words
    }

    /// The text at `span` as a writer would type it: what is seen of words, and everything else as it stands
    /// in the source.
    pub(crate) fn typed(&self, span: Span, source: &str) -> String {
        let mut typed = String::new();
        let mut before: Option<usize> = None;
        self.parts(span, |place, from, verbatim| {
            let gap = before.filter(|end| *end < from.start).and_then(|end| source.get(end..from.start));
            typed.push_str(gap.unwrap_or_default());
            let words = &self.text[place.range()];
            let is_hole = !verbatim && words.starts_with(HOLE);
            typed.push_str(if is_hole { source.get(from.range()).unwrap_or(words) } else { words });
            before = Some(from.end);
        });
        typed
    }

    /// The source range that the byte at `at` came from, seen through `edge`. One past the last
    /// byte of the text maps to the end of the source range.
    fn place(&self, at: usize, edge: impl Fn(Span) -> usize) -> usize {
        let after = self.pieces.partition_point(|piece| piece.at() <= at);
        let Some(piece) = after.checked_sub(1).and_then(|index| self.pieces.get(index)) else {
            return 0;
        };
        if at == self.text.len() {
            return piece.source().end;
        }
        if !piece.verbatim {
            return edge(piece.source());
        }
        let byte = piece.source().start + (at - piece.at());
        edge(Span::new(byte, byte + 1))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Clone, Debug)]
    enum Push {
        Verbatim(usize),
        Replaced(usize, &'static str),
        Hole(usize),
        Break,
    }

    fn pushes() -> impl Strategy<Value = Vec<Push>> {
        let push = prop_oneof![
            (1..5usize).prop_map(Push::Verbatim),
            (1..5usize, prop::sample::select(vec!["", "é", "xyz"]))
                .prop_map(|(length, text)| Push::Replaced(length, text)),
            (1..5usize).prop_map(Push::Hole),
            Just(Push::Break),
        ];
        prop::collection::vec(push, 0..12)
    }

    fn text<'t>(source: &'t str, pushes: &[Push]) -> MappedText<'t> {
        let mut text = MappedText::new();
        let mut at = 0;
        for push in pushes {
            let mut span = |length: usize| {
                let span = Span::new(at, at + length);
                at += length;
                span
            };
            match *push {
                Push::Verbatim(length) => text.push_verbatim(source, span(length)),
                Push::Replaced(length, words) => text.push_replaced(words, span(length)),
                Push::Hole(length) => text.push_hole(span(length)),
                Push::Break => text.push_break(at),
            }
        }
        text
    }

    proptest! {
        /// There and back again: every piece of the text is found by where it stood.
        #[test]
        fn what_came_from_a_place_is_found_by_it(pushes in pushes()) {
            let source = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz";
            let text = text(source, &pushes);
            let chars: Vec<(usize, char)> = text.as_str().char_indices().filter(|(_, c)| *c != BREAK).collect();
            for &(start, _) in &chars {
                for &(last, c) in chars.iter().filter(|(last, _)| start <= *last) {
                    let stood = text.source_span(Span::new(start, last + c.len_utf8()));
                    let found = text.text_span(stood);
                    prop_assert!(found.start <= start && last < found.end, "{start}..={last} is not in {found:?}");
                    prop_assert_eq!(text.source_span(found), stood);
                }
            }
        }
    }
}
