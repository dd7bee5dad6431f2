//! A passage as its reader sees it, with the words of findings marked.

use tonelint::{Document, Passage, Span, mapped};

/// What stands in a hole is shown if it is no longer than this: a placeholder, and not a whole quoted mail.
const LONGEST_HOLE: usize = 80;

/// What is shown in place of a hole that is not.
const LEFT_OUT: &str = "[…]";

/// A passage to be read.
#[derive(Debug, Default)]
pub(super) struct Shown {
    pub(super) locator: Option<String>,
    pub(super) text: String,
    pub(super) marks: Vec<Mark>,
}

/// The words of one finding in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) span: Span,
    /// Index of the finding in its reply.
    pub(super) finding: usize,
}

impl Shown {
    /// The text in stretches, each with the findings that its words belong to.
    pub(super) fn pieces(&self) -> Vec<(&str, Vec<usize>)> {
        let mut edges: Vec<usize> = self.marks.iter().flat_map(|mark| [mark.span.start, mark.span.end]).collect();
        edges.extend([0, self.text.len()]);
        edges.sort_unstable();
        edges.dedup();
        let mut marks: Vec<Mark> = self.marks.clone();
        marks.sort_by_key(|mark| mark.span);
        let mut coming = marks.into_iter().peekable();
        let mut open: Vec<Mark> = Vec::new();
        let piece = |pair: &[usize]| {
            open.retain(|mark| pair[0] < mark.span.end);
            while let Some(mark) = coming.next_if(|mark| mark.span.start <= pair[0]) {
                open.extend((pair[0] < mark.span.end).then_some(mark));
            }
            (&self.text[pair[0]..pair[1]], open.iter().map(|mark| mark.finding).collect())
        };
        edges.windows(2).map(piece).collect()
    }

    /// Puts other words in the place of some; marks stay around the words that they were around. The
    /// replacements are in text order and do not overlap.
    pub(super) fn replace(&mut self, replacements: &[(Span, &str)]) {
        let mut text = String::with_capacity(self.text.len());
        let mut at = 0;
        // Where the old text is in the new one: each replacement with both its places.
        let mut moved: Vec<(Span, Span)> = Vec::new();
        for (span, words) in replacements {
            text.push_str(&self.text[at..span.start]);
            let start = text.len();
            text.push_str(words);
            moved.push((*span, Span::new(start, text.len())));
            at = span.end;
        }
        text.push_str(&self.text[at..]);
        for mark in &mut self.marks {
            mark.span = Span::new(new_place(&moved, mark.span.start, false), new_place(&moved, mark.span.end, true));
        }
        self.text = text;
    }
}

/// Where `at` is after the replacements; inside of one it is the edge of it.
fn new_place(moved: &[(Span, Span)], at: usize, is_end: bool) -> usize {
    let before = moved.partition_point(|(old, _)| old.start < at);
    let Some((old, new)) = before.checked_sub(1).and_then(|last| moved.get(last)) else { return at };
    match at {
        _ if old.end <= at => new.end + (at - old.end),
        _ if is_end => new.end,
        _ => new.start,
    }
}

/// A passage of a document, through which parts of it are looked at.
#[derive(Clone, Copy)]
pub(super) struct View<'d, 't> {
    pub(super) document: &'d Document<'t>,
    pub(super) passage: &'d Passage<'t>,
}

impl View<'_, '_> {
    /// Hands out what a stretch of the passage looks like, character by character or hole by hole, with where
    /// it is in the passage.
    fn each(self, span: Span, mut each: impl FnMut(usize, &str)) {
        let text = &self.passage.text;
        for (at, c) in text.as_str().get(span.range()).unwrap_or_default().char_indices() {
            let at = span.start + at;
            match c {
                mapped::HOLE => {
                    let stood = self.document.slice(text.source_span(Span::new(at, at + c.len_utf8())));
                    each(at, &hole(&self.passage.spelling.read(stood)));
                }
                mapped::BREAK => each(at, "\n"),
                c => each(at, c.encode_utf8(&mut [0; 4])),
            }
        }
    }

    /// What a stretch of the passage looks like.
    pub(super) fn words(self, span: Span) -> String {
        let mut words = String::with_capacity(span.len());
        self.each(span, |_, seen| words.push_str(seen));
        words
    }

    /// The whole passage, with these places of it marked.
    pub(super) fn shown(self, places: Vec<(Span, usize)>) -> Shown {
        let whole = Span::new(0, self.passage.text.as_str().len());
        let mut edges: Vec<usize> = places.iter().flat_map(|(span, _)| [span.start, span.end]).collect();
        edges.sort_unstable();
        edges.dedup();
        let mut found: Vec<usize> = Vec::with_capacity(edges.len());
        let mut text = String::with_capacity(whole.len());
        self.each(whole, |at, seen| {
            while edges.get(found.len()).is_some_and(|edge| *edge <= at) {
                found.push(text.len());
            }
            text.push_str(seen);
        });
        found.resize(edges.len(), text.len());
        let new = |at: usize| edges.binary_search(&at).map_or(0, |edge| found[edge]);
        let mark = |(span, finding): (Span, usize)| Mark { span: Span::new(new(span.start), new(span.end)), finding };
        let marks = places.into_iter().map(mark).collect();
        Shown { locator: self.passage.locator.clone(), text, marks }
    }
}

/// What a hole looks like: what stands there, if it is short and, beside tags around it, nothing but words.
fn hole(stood: &str) -> String {
    let inside = |rest: &str| {
        let (_, rest) = rest.strip_prefix('<')?.split_once('>')?;
        let (words, _) = rest.rsplit_once("</")?;
        Some(words.to_owned())
    };
    let words = inside(stood).unwrap_or_else(|| stood.to_owned());
    let is_shown = words.len() <= LONGEST_HOLE && !words.contains(['\n', '<']);
    if is_shown { words } else { LEFT_OUT.to_owned() }
}

#[cfg(test)]
mod tests {
    use tonelint::Format;

    use super::*;

    fn shown(source: &str, words: &[&str]) -> Shown {
        let document = Document::parse(source, Format::Html);
        let passage = &document.passages()[0];
        let place = |(finding, words): (usize, &&str)| {
            let start = passage.text.as_str().find(words).expect("the words are there");
            (Span::new(start, start + words.len()), finding)
        };
        View { document: &document, passage }.shown(words.iter().enumerate().map(place).collect())
    }

    #[test]
    fn a_passage_is_shown_as_its_reader_sees_it() {
        let shown = shown("<p>Hi {{ name }},</p><p>it is &lt;your&gt; <b>fault</b>.</p>", &["<your> fault"]);
        assert_eq!(shown.text.trim(), "Hi {{ name }},\nit is <your> fault.");
        let marked: Vec<&str> = shown.marks.iter().map(|mark| &shown.text[mark.span.range()]).collect();
        assert_eq!(marked, ["<your> fault"]);
    }

    #[test]
    fn what_is_long_and_not_the_writers_is_left_out() {
        let code = "run ".repeat(LONGEST_HOLE);
        let shown = shown(&format!("<p>Type <code>{code}</code> or <code>stop</code>. No.</p>"), &["No"]);
        assert_eq!(shown.text.trim(), "Type […] or stop. No.");
    }

    #[test]
    fn pieces_know_the_findings_that_they_belong_to() {
        let shown = shown("one two three four", &["two three", "three four"]);
        let expected = [("one ", vec![]), ("two ", vec![0]), ("three", vec![0, 1]), (" four", vec![1])];
        assert_eq!(shown.pieces(), expected);
    }

    #[test]
    fn marks_stay_around_their_words_when_others_are_replaced() {
        let mut shown = shown("Ana, ask Bo Li now, Ana", &["ask Bo", "now, Ana", "Ana, ask"]);
        let span = |start, end| Span::new(start, end);
        shown.replace(&[(span(0, 3), "[name]"), (span(9, 14), "[x]"), (span(20, 23), "[name]")]);
        assert_eq!(shown.text.trim(), "[name], ask [x] now, [name]");
        let marked: Vec<&str> = shown.marks.iter().map(|mark| &shown.text[mark.span.range()]).collect();
        assert_eq!(marked, ["ask [x]", "now, [name]", "[name], ask"]);
    }
}
