//! YAML: every scalar of every document, with its place in the file.

use std::borrow::Cow;

use saphyr_parser::{Event, Parser, ScalarStyle, Tag};

use super::{
    bom_length,
    reading::Reading,
    records::{Read, Taker},
    tree::{Node, Place},
    yaml_scalar::{Raw, mapped},
};
use crate::span::Span;

/// How deep lists and maps may stand inside each other.
const DEEPEST: usize = 400;

/// Reads a whole file, or says why it is not YAML.
pub(super) fn read<'t>(source: &'t str, reading: &Reading) -> Result<Read<'t>, String> {
    let documents = documents(source).map_err(|reason| format!("it is not YAML ({reason})"))?;
    let mut taker = Taker::new(&reading.fields, reading);
    let is_one = documents.len() == 1;
    for (index, document) in documents.into_iter().enumerate() {
        let before = if is_one { String::new() } else { format!("document {}, ", index + 1) };
        taker.take_tree(document, Place::start(before));
    }
    Ok(taker.finished())
}

/// The documents of a file as trees, or why it is not YAML.
fn documents(source: &str) -> Result<Vec<Node<'_>>, String> {
    let start = bom_length(source);
    let mut builder = Builder { source, places: Cursor::new(source, start), open: Vec::new(), documents: Vec::new() };
    for event in Parser::new_from_str(&source[start..]) {
        let (event, span) = event.map_err(|error| format!("line {}: {}", error.marker().line(), error.info()))?;
        builder.add(event, span)?;
    }
    Ok(builder.documents)
}

/// Turns the parser's places, which are characters, into bytes.
struct Cursor<'t> {
    source: &'t str,
    /// Where the parser began.
    start: usize,
    character: usize,
    byte: usize,
}

impl<'t> Cursor<'t> {
    fn new(source: &'t str, start: usize) -> Cursor<'t> {
        Cursor { source, start, character: 0, byte: start }
    }

    /// Where the parser's character `index` stands. Places come almost in order, so the way is short from one
    /// to the next.
    fn byte(&mut self, index: usize) -> usize {
        if self.character <= index {
            let mut rest = self.source[self.byte..].chars();
            while self.character < index && rest.next().is_some() {
                self.character += 1;
            }
            self.byte = self.source.len() - rest.as_str().len();
        } else {
            let mut before = self.source[self.start..self.byte].chars();
            while index < self.character && before.next_back().is_some() {
                self.character -= 1;
            }
            self.byte = self.start + before.as_str().len();
        }
        self.byte
    }

    fn span(&mut self, span: saphyr_parser::Span) -> Span {
        let start = self.byte(span.start.index());
        Span::new(start, self.byte(span.end.index()).max(start))
    }
}

/// A list or a map that has begun.
struct Open<'t> {
    /// Whether it stands in brackets, or inside of something that does.
    is_flow: bool,
    /// A key that waits for its value.
    key: Option<Cow<'t, str>>,
    parts: Parts<'t>,
}

enum Parts<'t> {
    List(Vec<Node<'t>>),
    Map(Vec<(Cow<'t, str>, Node<'t>)>),
}

/// Builds trees of what the parser reads. Aliases are not followed: a text is read where its anchor is.
struct Builder<'t> {
    source: &'t str,
    places: Cursor<'t>,
    open: Vec<Open<'t>>,
    documents: Vec<Node<'t>>,
}

impl<'t> Builder<'t> {
    fn add(&mut self, event: Event<'_>, span: saphyr_parser::Span) -> Result<(), String> {
        match event {
            Event::SequenceStart(..) => self.begin(Parts::List(Vec::new()), span)?,
            Event::MappingStart(..) => self.begin(Parts::Map(Vec::new()), span)?,
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop().map(|open| open.parts) {
                Some(Parts::List(elements)) => self.push(Node::List(elements)),
                Some(Parts::Map(entries)) => self.push(Node::Map(entries)),
                None => {}
            },
            Event::Alias(_) => {
                let span = self.places.span(span);
                self.push(Node::Plain(Cow::Borrowed(&self.source[span.range()])));
            }
            Event::Scalar(value, style, anchor, tag) => {
                let mut raw = Raw { span: self.places.span(span), style, indent: span.start.col(), is_flow: false };
                if 0 < anchor || tag.is_some() {
                    raw.skip_properties(self.source, &value);
                }
                let node = self.scalar(&value, raw, tag.as_deref());
                self.push(node);
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) | Event::DocumentEnd => {}
        }
        Ok(())
    }

    fn begin(&mut self, parts: Parts<'t>, span: saphyr_parser::Span) -> Result<(), String> {
        if self.open.len() == DEEPEST {
            return Err(format!("line {}: it is more than {DEEPEST} levels deep", span.start.line()));
        }
        let span = self.places.span(span);
        let is_bracket = self.source[span.range()].ends_with(['[', '{']);
        let is_flow = is_bracket || self.open.last().is_some_and(|open| open.is_flow);
        self.open.push(Open { is_flow, key: None, parts });
        Ok(())
    }

    fn push(&mut self, node: Node<'t>) {
        let Some(open) = self.open.last_mut() else {
            self.documents.push(node);
            return;
        };
        match &mut open.parts {
            Parts::List(elements) => elements.push(node),
            Parts::Map(entries) => match open.key.take() {
                Some(key) => entries.push((key, node)),
                None => open.key = Some(key(node, self.source)),
            },
        }
    }

    fn scalar(&self, value: &str, raw: Raw, tag: Option<&Tag>) -> Node<'t> {
        let as_written = || Node::Plain(Cow::Borrowed(&self.source[raw.span.range()]));
        let type_of = tag.filter(|tag| tag.is_yaml_core_schema()).map_or("", |tag| tag.suffix.as_str());
        match (type_of, raw.style) {
            ("binary", _) => return as_written(),
            ("str", _) => {}
            (_, ScalarStyle::Plain) if is_nothing(value) => return Node::Plain(Cow::Borrowed("null")),
            (_, ScalarStyle::Plain) if is_value(value) => return as_written(),
            _ => {}
        }
        let is_flow = self.open.last().is_some_and(|open| open.is_flow);
        let (text, spelling) = mapped(self.source, &Raw { is_flow, ..raw }, value);
        Node::Text(text, spelling)
    }
}

/// What a key is called. Lists and maps as keys have no name.
fn key<'t>(node: Node<'t>, source: &'t str) -> Cow<'t, str> {
    match node {
        Node::Text(text, _) if text.is_borrowed() => {
            let whole = text.source_span(Span::new(0, text.as_str().len()));
            Cow::Borrowed(&source[whole.range()])
        }
        Node::Text(text, _) => Cow::Owned(text.as_str().to_owned()),
        Node::Plain(text) => text,
        Node::List(_) | Node::Map(_) => Cow::Borrowed("?"),
    }
}

fn is_nothing(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// Whether a plain scalar is a number or a truth value.
pub(super) fn is_value(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let is_number = unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.') && unsigned.parse::<f64>().is_ok();
    let is_of_base = |prefix: &str, base: u32| {
        text.strip_prefix(prefix).is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_digit(base)))
    };
    let is_word = matches!(text, "true" | "True" | "TRUE" | "false" | "False" | "FALSE")
        || matches!(unsigned, ".inf" | ".Inf" | ".INF")
        || matches!(text, ".nan" | ".NaN" | ".NAN");
    is_number || is_word || is_nothing(text) || is_of_base("0x", 16) || is_of_base("0o", 8)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_norway::Value;

    use super::{super::escape::escape, *};

    /// What a file says under `key`, as we read it: the text, and where each letter and digit of it stands.
    fn read_here(source: &str) -> Option<(String, Vec<(char, &str)>)> {
        let documents = documents(source).ok()?;
        let Node::Text(text, spelling) = documents.first()?.get("key")? else { return None };
        assert_ne!(spelling, &crate::document::Spelling::fixed(), "{source:?} is read in another way: {text:?}");
        let letters = text.as_str().char_indices().filter(|(_, c)| c.is_alphanumeric());
        let place = |(at, c): (usize, char)| (c, text.source_span(Span::new(at, at + c.len_utf8())));
        let places = letters.map(place).map(|(c, span)| (c, &source[span.range()])).collect();
        Some((text.as_str().to_owned(), places))
    }

    /// What another parser says.
    fn read_there(source: &str) -> Option<String> {
        let value: Value = serde_norway::from_str(source).ok()?;
        value.get("key")?.as_str().map(str::to_owned)
    }

    /// The ways to write a text, with what indents its further lines.
    const STYLES: [(&str, &str); 13] = [
        ("key: @", "\n  "),
        ("key:\n    @", "\n "),
        ("key: '@'  # it's", "\n  "),
        ("key: \"@\"", "\n \t "),
        ("key: \"@\" # d\"", "\n  "),
        ("{key: @}", "\n  "),
        ("{a: [b, c], key: '@' }  # d'", "\n  "),
        ("key: |\n  @", "\n  "),
        ("key: |2-  # comment\n  @", "\n  "),
        ("key: !!str |+\n    @", "\n    "),
        ("key: >\n  @", "\n  "),
        ("key: &anchor >1-\n @", "\n "),
        ("key: >+\n\n   @", "\n   "),
    ];

    const WORDS: [&str; 24] = [
        "a", "b ", "é", "日", "🙂", " ", "  ", "\n", "\n", "\n\n", "\n ", "''", "\\n", "\\\"", "\\u00e9", "\\x41",
        "\\\n", "\\ ", "#", ":", ",", "- ", "!", "c d",
    ];

    #[test]
    fn values_are_told_from_words() {
        for text in ["3", "-3.5e4", "007", ".5", "5.", "0x1F", "0o17", "true", "False", "~", "-.inf", ".NaN", ""] {
            assert!(is_value(text), "{text}");
        }
        for text in ["yes", "inf", "nan", "1.2.3", "2024-01-02", "1 day", "0xZ", "-", ".", "+true", "e5"] {
            assert!(!is_value(text), "{text}");
        }
    }

    #[test]
    fn places_in_characters_become_places_in_bytes_in_both_directions() {
        let source = "\u{FEFF}aé日🙂b";
        let mut cursor = Cursor::new(source, 3);
        let bytes: Vec<usize> = [0, 3, 1, 4, 2, 5, 99].into_iter().map(|index| cursor.byte(index)).collect();
        assert_eq!(bytes, [3, 9, 4, 13, 6, 14, 14]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_text_is_what_another_parser_reads_and_every_letter_has_its_place(
            words in prop::collection::vec(prop::sample::select(WORDS.to_vec()), 0..14),
            style in prop::sample::select(STYLES.to_vec()),
            is_dos in any::<bool>(),
        ) {
            let (style, indent) = style;
            let text = words.concat().replace('\n', indent);
            let source = format!("\u{FEFF}# é🙂日\n{}\n", style.replace('@', &text));
            let source = if is_dos { source.replace('\n', "\r\n") } else { source };
            let (here, there) = (read_here(&source), read_there(&source));
            // Without quotation marks, the other parser takes some texts that the standard forbids.
            let is_quoted = style.contains(['\'', '"']);
            prop_assert!(!is_quoted || here.is_some() || there.is_none(), "{source:?} is not read");
            if let (Some((text, places)), Some(there)) = (&here, there) {
                prop_assert_eq!(text, &there, "{}", source);
                for (c, raw) in places {
                    let is_plain = *raw == c.to_string();
                    prop_assert!(is_plain || escape(raw).is_some_and(|(read, length)| read == *c && length == raw.len()), "{raw:?} for {c:?} in {source:?}");
                }
            }
        }
    }
}
