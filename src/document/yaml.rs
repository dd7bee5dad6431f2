//! YAML: every scalar of every document, with its place in the file.

use std::{borrow::Cow, rc::Rc};

use saphyr_parser::{Event, Parser, ScalarStyle, Tag};

use super::{
    bom_length, json,
    place::Place,
    reading::Reading,
    records::{Read, Taker},
    tree::{Builder, Tree},
    written::Written,
    yaml_scalar::{Raw, mapped},
};
use crate::span::Span;

/// How deep lists and maps may stand inside each other.
const DEEPEST: usize = 400;

/// How many values may stand in brackets that belong together, if they are short.
const MOST_IN_BRACKETS: usize = 1 << 14;

/// From how many bytes on a value in brackets is no longer short.
const SHORTEST: usize = 24;

/// Reads a whole file, or says why it is not YAML.
pub(super) fn read<'t>(source: &'t str, reading: &Reading) -> Result<Read<'t>, String> {
    let tree = Rc::new(tree(source).map_err(|reason| format!("it is not YAML ({reason})"))?);
    let mut taker = Taker::new(&reading.fields, reading);
    let is_one = tree.roots().nth(1).is_none();
    for (index, at) in tree.roots().enumerate() {
        let before = if is_one { String::new() } else { format!("document {}, ", index + 1) };
        taker.take_root(Rc::clone(&tree), at, Place::start(before));
    }
    Ok(taker.finished())
}

/// The documents of a file, or why it is not YAML.
fn tree(source: &str) -> Result<Tree<'_>, String> {
    let start = bom_length(source);
    if source[start..].trim_start().starts_with(['{', '['])
        && let Ok(built) = json::built_strictly(source, Span::new(start, source.len()))
    {
        return Ok(Tree::new(source, built));
    }
    if let Some(at) = crowd(source) {
        let line = memchr::memchr_iter(b'\n', &source.as_bytes()[..at]).count() + 1;
        return Err(format!("line {line}: there are more than {MOST_IN_BRACKETS} short values in brackets"));
    }
    let places = Cursor::new(source, start);
    let mut grower = Grower { source, places, open: Vec::new(), built: Builder::default() };
    for event in Parser::new_from_str(&source[start..]) {
        let (event, span) = event.map_err(|error| format!("line {}: {}", error.marker().line(), error.info()))?;
        grower.add(event, span)?;
    }
    Ok(Tree::new(source, grower.built))
}

/// Where a bracket begins that holds a crowd of short values. What may turn out to be a key, which everything but the
/// value of a key may, is kept by the parser until it closes, with hundreds of bytes for each value. A bracket in a text
/// may never close; it ends where lines are indented less than what is in brackets can be.
fn crowd(source: &str) -> Option<usize> {
    let (mut depth, mut start, mut count, mut least) = (0_usize, 0, 0, 0);
    let mut line_start = 0;
    for line in source.split_inclusive('\n') {
        let words = line.trim_start_matches(' ');
        let spaces = line.len() - words.len();
        let is_outside = spaces < least && !words.starts_with(['[', '{', ']', '}', ',', '\r', '\n']);
        depth = if is_outside { 0 } else { depth };
        for (at, byte) in line.bytes().enumerate() {
            match byte {
                b'[' | b'{' if depth == 0 && line[..at].trim_end().ends_with(':') => {}
                b'[' | b'{' if depth == 0 => {
                    (depth, start, count, least) = (1, line_start + at, 1, spaces + usize::from(spaces < at));
                }
                b'[' | b'{' => (depth, count) = (depth + 1, count + 1),
                b']' | b'}' => depth = depth.saturating_sub(1),
                b',' | b':' if 0 < depth => count += 1,
                _ => {}
            }
            if MOST_IN_BRACKETS < count && (line_start + at - start) / count < SHORTEST {
                return Some(start);
            }
        }
        line_start += line.len();
    }
    None
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
struct Open {
    /// Where it begins in the tree.
    at: usize,
    /// Whether it stands in brackets, or inside of something that does.
    is_flow: bool,
    /// Whether the next thing in it is a key.
    awaits_key: bool,
    is_map: bool,
}

/// Builds a tree of what the parser reads. Aliases are not followed: a text is read where its anchor is.
struct Grower<'t> {
    source: &'t str,
    places: Cursor<'t>,
    open: Vec<Open>,
    built: Builder<'t>,
}

impl<'t> Grower<'t> {
    fn add(&mut self, event: Event<'_>, span: saphyr_parser::Span) -> Result<(), String> {
        match event {
            Event::SequenceStart(..) => self.begin(false, span)?,
            Event::MappingStart(..) => self.begin(true, span)?,
            Event::SequenceEnd | Event::MappingEnd => self.end(),
            Event::Alias(_) => {
                let span = self.places.span(span);
                self.plain(span);
            }
            Event::Scalar(value, style, anchor, tag) => {
                let mut raw = Raw { span: self.places.span(span), style, indent: span.start.col(), is_flow: false };
                if 0 < anchor || tag.is_some() {
                    raw.skip_properties(self.source, &value);
                }
                self.scalar(&value, raw, tag.as_deref());
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) | Event::DocumentEnd => {}
        }
        Ok(())
    }

    fn begin(&mut self, is_map: bool, span: saphyr_parser::Span) -> Result<(), String> {
        if self.open.len() == DEEPEST {
            return Err(format!("line {}: it is more than {DEEPEST} levels deep", span.start.line()));
        }
        let span = self.places.span(span);
        let is_bracket = self.source[span.range()].ends_with(['[', '{']);
        let is_flow = is_bracket || self.open.last().is_some_and(|open| open.is_flow);
        self.open.push(Open { at: self.built.len(), is_flow, is_map, awaits_key: is_map });
        if is_map {
            self.built.begin_map();
        } else {
            self.built.begin_list();
        }
        Ok(())
    }

    fn end(&mut self) {
        self.built.end();
        let Some(open) = self.open.pop() else { return };
        if self.is_key() {
            // Lists and maps as keys have no name.
            self.built.take_back(open.at);
            self.built.name(Cow::Borrowed("?"));
        }
        self.turn();
    }

    /// Whether what comes next, or has just ended, is a key.
    fn is_key(&self) -> bool {
        self.open.last().is_some_and(|open| open.awaits_key)
    }

    /// A value follows a key, and a key a value.
    fn turn(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.awaits_key = open.is_map && !open.awaits_key;
        }
    }

    /// What is no text, as it is written.
    fn plain(&mut self, span: Span) {
        if self.is_key() {
            self.built.key(span, Written::Fixed);
        } else {
            self.built.plain(span);
        }
        self.turn();
    }

    fn nothing(&mut self) {
        if self.is_key() {
            self.built.name(Cow::Borrowed("null"));
        } else {
            self.built.nothing();
        }
        self.turn();
    }

    fn scalar(&mut self, value: &str, raw: Raw, tag: Option<&Tag>) {
        let type_of = tag.filter(|tag| tag.is_yaml_core_schema()).map_or("", |tag| tag.suffix.as_str());
        match (type_of, raw.style) {
            ("binary", _) => self.plain(raw.span),
            ("str", _) => self.text(value, raw),
            (_, ScalarStyle::Plain) if is_nothing(value) => self.nothing(),
            (_, ScalarStyle::Plain) if is_value(value) => self.plain(raw.span),
            _ => self.text(value, raw),
        }
    }

    fn text(&mut self, value: &str, raw: Raw) {
        let is_flow = self.open.last().is_some_and(|open| open.is_flow);
        let raw = Raw { is_flow, ..raw };
        let written = raw.written().filter(|written| written.read(self.source, raw.span).0.as_str() == value);
        match written {
            Some(written) if self.is_key() => self.built.key(raw.span, written),
            Some(written) => self.built.text(raw.span, written),
            None if self.is_key() => self.built.name(Cow::Owned(value.to_owned())),
            None => {
                let (text, spelling) = mapped(self.source, &raw, value);
                self.built.aside(text, spelling);
            }
        }
        self.turn();
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
        let tree = tree(source).ok()?;
        let (text, spelling) = tree.value(tree.roots().next()?).get("key")?.text()?;
        assert_ne!(spelling, crate::document::Spelling::fixed(), "{source:?} is read in another way: {text:?}");
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
