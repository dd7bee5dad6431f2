//! HTML: the parser says what is markup, the reader of running text does the rest.

use std::borrow::Cow;

use html5gum::{StartTag, Token, Tokenizer, emitters::default::DefaultEmitter};

use super::{
    Passage, Quoted, bom_length, html_cut,
    html_cut::Cut,
    inline::{self, Becomes, Edit},
    placeholder,
    spelling::Spelling,
    tag::{self, Effect},
};
use crate::{mapped::MappedText, span::Span};

/// The writer's words of a whole file, as one passage.
pub(super) fn read(source: &str, quoted: Quoted) -> Vec<Passage<'_>> {
    vec![Passage { text: text(source, quoted), locator: None, title: None, spelling: Spelling::html() }]
}

/// The writer's words of a piece of HTML, of a whole page or of a fragment.
pub(super) fn text(source: &str, quoted: Quoted) -> MappedText<'_> {
    let start = bom_length(source);
    let masked = placeholder::mask(source);
    let mut markup = Markup::new(source, quoted);
    markup.change(Span::new(0, start), Becomes::Nothing);
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(&masked[start..], emitter) {
        let Ok(token) = token;
        let place = |span: html5gum::Span| Span::new(start + span.start, start + span.end);
        match token {
            Token::StartTag(tag) => markup.open(&tag, place(tag.span)),
            Token::EndTag(tag) => markup.close(&tag.name, place(tag.span)),
            Token::Comment(comment) => markup.comment(&comment.value, place(comment.span)),
            Token::Doctype(doctype) => markup.markup(place(doctype.span), Effect::Nothing),
            Token::String(_) | Token::Error(_) => {}
        }
    }
    inline::read(source, markup.finished(), quoted)
}

/// Whether a text is meant as HTML: it has a tag, a comment or a doctype that mail and help-desks write.
pub(super) fn is_likely(text: &str) -> bool {
    memchr::memchr_iter(b'<', text.as_bytes()).take(256).any(|at| {
        let rest = &text.as_bytes()[at..];
        let is_doctype = rest.get(..9).is_some_and(|start| start.eq_ignore_ascii_case(b"<!doctype"));
        is_doctype || rest.starts_with(b"<!--") || tag::parse(text, at).is_some()
    })
}

/// What becomes of a whole element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unread {
    /// Nothing is seen of it.
    Gone,
    /// It stands apart, and nothing of it is the writer's.
    Apart,
    /// It is code: something stands there that is not words.
    Code,
}

/// Elements whose content no customer reads.
const GONE: [&str; 14] = [
    "audio", "canvas", "head", "iframe", "math", "noscript", "object", "script", "style", "svg", "template",
    "textarea", "title", "video",
];
const CODE: [&str; 6] = ["code", "kbd", "pre", "samp", "tt", "var"];
/// Elements that have no content.
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];
/// Elements that end where the next of their kind begins.
const FOLLOWED: [&str; 7] = ["dd", "dt", "li", "option", "td", "th", "tr"];

/// Browsers stop nesting here too.
const DEEPEST: usize = 512;

/// An element that is open.
struct Open {
    name: String,
    unread: Option<Unread>,
}

/// Collects what is not plain words, from the parser's tokens.
struct Markup<'t> {
    source: &'t str,
    quoted: Quoted,
    edits: Vec<Edit<'t>>,
    /// Everything before this byte is decided about.
    at: usize,
    open: Vec<Open>,
    /// Since where nothing is read, and how many elements were open outside.
    unread: Option<(usize, usize)>,
    /// The rest of the mail is an older one.
    is_over: bool,
}

impl<'t> Markup<'t> {
    fn new(source: &'t str, quoted: Quoted) -> Markup<'t> {
        Markup { source, quoted, edits: Vec::new(), at: 0, open: Vec::new(), unread: None, is_over: false }
    }

    fn open(&mut self, tag: &StartTag<usize>, span: Span) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        if self.is_over {
            return;
        }
        let effect = tag::effect(&name, false).unwrap_or(Effect::Nothing);
        self.close_implied(&name, effect, span.start);
        let cut = if self.quoted == Quoted::Include { Cut::Nothing } else { html_cut::of(tag) };
        if cut == Cut::Rest && self.unread.is_none() {
            self.text(span.start);
            self.is_over = true;
            return;
        }
        let unread = self.unread_by(tag, &name, cut, effect);
        if self.unread.is_none() {
            match unread {
                Some(_) => self.text(span.start),
                None => self.markup(span, effect),
            }
        }
        if VOID.contains(&name.as_str()) {
            if unread.is_some() && self.unread.is_none() {
                self.change(span, Becomes::Nothing);
            }
            return;
        }
        if unread.is_some() && self.unread.is_none() {
            self.unread = Some((span.start, self.open.len()));
        }
        if self.open.len() < DEEPEST || unread.is_some() {
            self.open.push(Open { name, unread });
        }
    }

    fn unread_by(&self, tag: &StartTag<usize>, name: &str, cut: Cut, effect: Effect) -> Option<Unread> {
        if cut == Cut::Element || (effect == Effect::Quotes && self.quoted == Quoted::Skip) {
            Some(Unread::Apart)
        } else if GONE.contains(&name) || html_cut::is_hidden(tag) {
            Some(if effect == Effect::Break { Unread::Apart } else { Unread::Gone })
        } else if CODE.contains(&name) {
            Some(Unread::Code)
        } else {
            None
        }
    }

    /// `<p>` ends where the next block begins, `<li>` where the next item does.
    fn close_implied(&mut self, name: &str, effect: Effect, at: usize) {
        let is_block = effect == Effect::Break || effect == Effect::Quotes || name == "pre";
        while let Some(last) = self.open.last() {
            let is_followed = last.name == name && FOLLOWED.contains(&name);
            let is_paragraph = is_block && last.name == "p";
            if !is_followed && !is_paragraph {
                break;
            }
            self.close_down_to(self.open.len() - 1, at);
        }
    }

    fn close(&mut self, name: &[u8], span: Span) {
        let name = String::from_utf8_lossy(name);
        if self.is_over {
            return;
        }
        let effect = tag::effect(&name, true).unwrap_or(Effect::Nothing);
        if let Some(at) = self.open.iter().rposition(|open| open.name == name) {
            let is_inline = effect == Effect::Nothing && !GONE.contains(&&*name) && !CODE.contains(&&*name);
            let holds_blocks =
                || self.open[at + 1..].iter().any(|open| tag::effect(&open.name, false) == Some(Effect::Break));
            if is_inline && self.open[at].unread.is_none() && holds_blocks() {
                // A wrongly nested `</b>` ends no paragraph.
                self.open[at].name.clear();
            } else {
                self.close_down_to(at, span.end);
            }
        }
        if self.unread.is_none() {
            self.markup(span, effect);
        }
    }

    /// Elements end at byte `end`; words may be read again from there.
    fn close_down_to(&mut self, count: usize, end: usize) {
        if let Some((start, outside)) = self.unread.filter(|(_, outside)| count <= *outside) {
            let unread = self.open.get(outside).and_then(|open| open.unread);
            self.unread = None;
            self.leave(unread.unwrap_or(Unread::Gone), Span::new(start, end));
        }
        self.open.truncate(count);
    }

    fn leave(&mut self, unread: Unread, span: Span) {
        match unread {
            Unread::Gone => self.change(span, Becomes::Nothing),
            Unread::Apart => self.change(span, Becomes::Break),
            Unread::Code => self.change(span, Becomes::Hole),
        }
    }

    fn comment(&mut self, comment: &[u8], span: Span) {
        if self.unread.is_some() || self.is_over {
            return;
        }
        self.change(span, Becomes::Comment);
        self.is_over = self.quoted == Quoted::Skip && comment.trim_ascii() == b"originalMessage";
    }

    /// A tag that the customer does not see, with what it does to the words around it.
    fn markup(&mut self, span: Span, effect: Effect) {
        if self.unread.is_some() || span.start < self.at {
            return;
        }
        match effect {
            Effect::Nothing | Effect::Hides(_) => self.change(span, Becomes::Nothing),
            Effect::Break | Effect::Quotes => self.change(span, Becomes::Break),
            Effect::NewLine => self.change(span, Becomes::Text("\n".into())),
            Effect::QuotationMark => self.change(span, Becomes::Text("\"".into())),
        }
    }

    fn change(&mut self, span: Span, becomes: Becomes<'t>) {
        self.text(span.start);
        if self.at < span.end {
            self.edits.push(Edit { span: Span::new(self.at, span.end), becomes });
            self.at = span.end;
        }
    }

    /// The words up to byte `end`. A line break in them is a space; it stays as it is inside a line, where it
    /// does no harm.
    fn text(&mut self, end: usize) {
        let start = self.at;
        if end <= start {
            return;
        }
        let words = &self.source.as_bytes()[start..end];
        let mut from = 0;
        while let Some(found) = memchr::memchr2(b'\n', b'\r', &words[from..]) {
            let is_space = |byte: &&u8| byte.is_ascii_whitespace();
            let before = words[from..from + found].iter().rev().take_while(is_space).count();
            let after = words[from + found..].iter().take_while(is_space).count();
            let (first, last) = (from + found - before, from + found + after);
            let is_inside = 0 < first && last < words.len();
            if !(is_inside && matches!(&words[first..last], b"\n" | b"\r\n")) {
                let span = Span::new(start + first, start + last);
                self.edits.push(Edit { span, becomes: Becomes::Text(Cow::Borrowed(" ")) });
            }
            from = last;
        }
        self.at = end;
    }

    fn finished(mut self) -> Vec<Edit<'t>> {
        let end = self.source.len();
        if let Some((start, outside)) = self.unread.take() {
            let unread = self.open.get(outside).and_then(|open| open.unread).unwrap_or(Unread::Gone);
            self.leave(unread, Span::new(start, end));
        } else if self.is_over {
            self.change(Span::new(self.at, end), Becomes::Break);
        }
        self.text(end);
        self.edits
    }
}
