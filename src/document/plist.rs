//! Property lists, in which macOS and TextExpander keep snippets: every string with its place in the file.

use std::borrow::Cow;

use quick_xml::{
    Reader,
    escape::unescape,
    events::{BytesStart, Event},
};

use super::{
    bom_length,
    place::Place,
    reading::Reading,
    records::{Read, Taker},
    spelling::Spelling,
    tree::{Builder, Tree},
    written::Written,
};
use crate::{mapped::MappedText, span::Span};

/// How deep values may stand inside each other.
const DEEPEST: usize = 128;

/// The longest entity is the number of a character, such as `&#x1F642;`.
const LONGEST_ENTITY: usize = 16;

/// Reads a whole file, or says why it is not a property list.
pub(super) fn read<'t>(source: &'t str, reading: &Reading) -> Result<Read<'t>, String> {
    let built = Grower::new(source).grown().map_err(|reason| format!("it is not a property list ({reason})"))?;
    let mut taker = Taker::new(&reading.fields, reading);
    taker.take_tree(Tree::new(source, built), Place::start(""));
    Ok(taker.finished())
}

/// What is open around a value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Plist,
    Array,
    Dict,
}

/// Turns the parser's events into a tree.
struct Grower<'t> {
    source: &'t str,
    /// Where the parser began.
    start: usize,
    reader: Reader<&'t [u8]>,
    open: Vec<Open>,
    /// A key waits for its value.
    has_key: bool,
    built: Builder<'t>,
}

impl<'t> Grower<'t> {
    fn new(source: &'t str) -> Grower<'t> {
        let start = bom_length(source);
        let reader = Reader::from_str(&source[start..]);
        Grower { source, start, reader, open: Vec::new(), has_key: false, built: Builder::default() }
    }

    fn grown(mut self) -> Result<Builder<'t>, String> {
        loop {
            match self.event()? {
                Event::Start(tag) => self.begin(&tag)?,
                Event::Empty(tag) => self.empty(&tag)?,
                Event::End(_) => self.end()?,
                Event::Text(text) if text.trim().is_empty() => {}
                Event::Comment(_) | Event::Decl(_) | Event::DocType(_) | Event::PI(_) => {}
                Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => {
                    return Err(self.wrong("words between values"));
                }
                Event::Eof if self.open.is_empty() && 0 < self.built.len() => return Ok(self.built),
                Event::Eof => return Err(self.wrong("it ends too early")),
            }
        }
    }

    fn event(&mut self) -> Result<Event<'t>, String> {
        self.reader.read_event().map_err(|error| self.wrong(&error.to_string()))
    }

    /// Where the parser is.
    fn at(&self) -> usize {
        let at = usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX);
        self.source.len().min(self.start.saturating_add(at))
    }

    fn wrong(&self, reason: &str) -> String {
        let line = memchr::memchr_iter(b'\n', &self.source.as_bytes()[..self.at()]).count() + 1;
        format!("line {line}: {reason}")
    }

    fn begin(&mut self, tag: &BytesStart<'_>) -> Result<(), String> {
        if self.open.len() == DEEPEST {
            return Err(self.wrong(&format!("it is more than {DEEPEST} levels deep")));
        }
        match tag.name().as_ref() {
            "plist" if self.open.is_empty() => self.open.push(Open::Plist),
            "dict" => {
                self.value()?;
                self.built.begin_map();
                self.open.push(Open::Dict);
            }
            "array" => {
                self.value()?;
                self.built.begin_list();
                self.open.push(Open::Array);
            }
            "key" => {
                if self.has_key || self.open.last() != Some(&Open::Dict) {
                    return Err(self.wrong("a key stands where a value is expected"));
                }
                self.has_key = true;
                let span = self.inside()?;
                if is_markup(self.source, span) {
                    self.built.name(whole(self.source, span).into_str());
                } else {
                    self.built.key(span, Written::Xml);
                }
            }
            "string" => {
                self.value()?;
                let span = self.inside()?;
                if is_markup(self.source, span) {
                    self.built.aside(whole(self.source, span), Spelling::fixed());
                } else {
                    self.built.text(span, Written::Xml);
                }
            }
            "integer" | "real" | "date" => {
                self.value()?;
                let span = self.inside()?;
                self.built.plain(span);
            }
            "data" => {
                self.value()?;
                self.inside()?;
                self.built.nothing();
            }
            _ => return Err(self.unknown(tag)),
        }
        Ok(())
    }

    fn empty(&mut self, tag: &BytesStart<'_>) -> Result<(), String> {
        match tag.name().as_ref() {
            "true" | "false" => {
                self.value()?;
                let end = self.at();
                let name = end - "/>".len() - tag.len();
                self.built.plain(Span::new(name, name + tag.name().as_ref().len()));
            }
            "string" | "data" => {
                self.value()?;
                self.built.nothing();
            }
            "dict" => {
                self.value()?;
                self.built.begin_map();
                self.built.end();
            }
            "array" => {
                self.value()?;
                self.built.begin_list();
                self.built.end();
            }
            _ => return Err(self.unknown(tag)),
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), String> {
        match self.open.pop() {
            Some(Open::Dict) if self.has_key => return Err(self.wrong("a key has no value")),
            Some(Open::Dict | Open::Array) => self.built.end(),
            Some(Open::Plist) | None => {}
        }
        Ok(())
    }

    /// A value comes next.
    fn value(&mut self) -> Result<(), String> {
        let has_key = std::mem::take(&mut self.has_key);
        match self.open.last() {
            Some(Open::Dict) if !has_key => Err(self.wrong("a value has no key")),
            Some(Open::Plist) | None if 0 < self.built.len() => Err(self.wrong("it holds more than one value")),
            _ => Ok(()),
        }
    }

    fn unknown(&self, tag: &BytesStart<'_>) -> String {
        self.wrong(&format!("`<{}>` is unknown", tag.name().as_ref()))
    }

    /// What stands between the tag that has been read and its end.
    fn inside(&mut self) -> Result<Span, String> {
        let start = self.at();
        loop {
            let end = self.at();
            match self.event()? {
                Event::End(_) => return Ok(Span::new(start, end)),
                Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) | Event::Comment(_) | Event::PI(_) => {}
                _ => return Err(self.wrong("a tag stands inside of a text")),
            }
        }
    }
}

/// Whether there is more in a text than words and entities.
fn is_markup(source: &str, span: Span) -> bool {
    memchr::memchr(b'<', &source.as_bytes()[span.range()]).is_some()
}

/// A text with comments or `<![CDATA[…]]>` in it, which is one place as a whole.
fn whole(source: &str, span: Span) -> MappedText<'_> {
    let mut reader = Reader::from_str(&source[span.range()]);
    let mut said = String::new();
    loop {
        match reader.read_event() {
            Ok(Event::Text(text)) => said.push_str(&text),
            Ok(Event::CData(text)) => said.push_str(&text),
            Ok(Event::GeneralRef(name)) => said.push_str(&entity(&format!("&{};", &*name))),
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    let mut text = MappedText::new();
    text.push_replaced(&said, span);
    text
}

/// What an entity stands for; one that XML does not know is read as it stands.
fn entity(typed: &str) -> Cow<'_, str> {
    unescape(typed).unwrap_or(Cow::Borrowed(typed))
}

/// The text at `span` of an XML file, in which there is no markup.
pub(super) fn unescaped(source: &str, span: Span) -> MappedText<'_> {
    let mut text = MappedText::new();
    let mut kept = span.start;
    for found in memchr::memchr_iter(b'&', &source.as_bytes()[span.range()]) {
        let at = span.start + found;
        let rest = &source.as_bytes()[at..span.end];
        let Some(end) = rest.iter().take(LONGEST_ENTITY).position(|&byte| byte == b';') else { continue };
        text.push_verbatim(source, Span::new(kept, at));
        kept = at + end + 1;
        text.push_replaced(&entity(&source[at..kept]), Span::new(at, kept));
    }
    text.push_verbatim(source, Span::new(kept, span.end));
    text
}
