//! TOML: every string with its place in the file.

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};
use toml_parser::{Source, lexer::TokenKind};

use super::{
    bom_length,
    escape::escape,
    place::Place,
    reading::Reading,
    records::{Read, Taker},
    scalar::Scalar,
    spelling::Spelling,
    tree::{Builder, Tree},
    written::Written,
};
use crate::{mapped::MappedText, span::Span};

/// How many names a key may have: `a.b.c` has three. Every name is one level more.
const LONGEST_KEY: usize = 16;

/// About what the parser keeps of a token, in bytes.
const ROOM_OF_TOKEN: usize = 64;

/// The same for a table or a list.
const ROOM_OF_TABLE: usize = 600;

/// What a file may take that is no larger than most, in bytes.
const MOST_ROOM: usize = 1 << 27;

/// How many times its own size a large file may take. Short replies take some twenty times theirs.
const MOST_TIMES: usize = 30;

/// How deep values may stand inside each other.
const DEEPEST: usize = 128;

/// Reads a whole file, or says why it is not TOML.
pub(super) fn read<'t>(source: &'t str, reading: &Reading) -> Result<Read<'t>, String> {
    let built = built(source).map_err(|reason| format!("it is not TOML ({reason})"))?;
    let mut taker = Taker::new(&reading.fields, reading);
    taker.take_tree(Tree::new(source, built), Place::start(""));
    Ok(taker.finished())
}

fn built(source: &str) -> Result<Builder<'_>, String> {
    let start = bom_length(source);
    let mut grower = Grower { source, start, built: Builder::default() };
    let parsed = &source[start..];
    let outlook = Outlook::of(parsed);
    if let Some(at) = outlook.long_key {
        return Err(format!("line {}: a key has more than {LONGEST_KEY} names", grower.line(at)));
    }
    if MOST_ROOM.max(parsed.len() * MOST_TIMES) < outlook.room {
        return Err("it holds far more marks and values than words".to_owned());
    }
    let table = DeTable::parse(parsed).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        format!("line {}: {}", grower.line(at), error.message().replace('\n', "; "))
    })?;
    grower.table(table.into_inner(), 0)?;
    Ok(grower.built)
}

/// What is known of a file before it is parsed.
#[derive(Default)]
struct Outlook {
    /// Where a key begins that would lead too deep.
    long_key: Option<usize>,
    /// About how much room the parser takes.
    room: usize,
}

impl Outlook {
    fn of(source: &str) -> Outlook {
        let mut outlook = Outlook::default();
        let mut dots = 0;
        for token in Source::new(source).lex() {
            outlook.room += ROOM_OF_TOKEN;
            match token.kind() {
                TokenKind::Dot => dots += 1,
                TokenKind::Atom | TokenKind::BasicString | TokenKind::LiteralString | TokenKind::Whitespace => {}
                _ => dots = 0,
            }
            if matches!(token.kind(), TokenKind::Dot | TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket) {
                outlook.room += ROOM_OF_TABLE;
            }
            if dots == LONGEST_KEY {
                outlook.long_key = Some(token.span().start());
                break;
            }
        }
        outlook
    }
}

/// Turns the parser's tree into ours.
struct Grower<'t> {
    source: &'t str,
    /// Where the parser began.
    start: usize,
    built: Builder<'t>,
}

impl<'t> Grower<'t> {
    /// The line in which the parser's byte `at` stands.
    fn line(&self, at: usize) -> usize {
        let before = &self.source.as_bytes()[..(self.start + at).min(self.source.len())];
        memchr::memchr_iter(b'\n', before).count() + 1
    }

    fn table(&mut self, table: DeTable<'t>, depth: usize) -> Result<(), String> {
        self.built.begin_map();
        for (key, value) in table {
            self.built.name(key.into_inner());
            self.value(value, depth)?;
        }
        self.built.end();
        Ok(())
    }

    fn value(&mut self, value: Spanned<DeValue<'t>>, depth: usize) -> Result<(), String> {
        let range = value.span();
        let span = Span::new(self.start + range.start, self.start + range.end);
        if depth == DEEPEST {
            return Err(format!("line {}: it is more than {DEEPEST} levels deep", self.line(range.start)));
        }
        match value.into_inner() {
            DeValue::String(value) => self.text(span, &value),
            DeValue::Array(array) => {
                self.built.begin_list();
                for element in array {
                    self.value(element, depth + 1)?;
                }
                self.built.end();
            }
            DeValue::Table(table) => self.table(table, depth + 1)?,
            DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => {
                self.built.plain(span);
            }
        }
        Ok(())
    }

    /// The string that stands at `span`, which the parser reads as `value`.
    fn text(&mut self, span: Span, value: &str) {
        if read_text(self.source, span).0.as_str() == value {
            return self.built.text(span, Written::Toml);
        }
        // What is read in another way than the parser reads it is one place as a whole.
        let mut whole = MappedText::new();
        whole.push_replaced(value, span);
        self.built.aside(whole, Spelling::fixed());
    }
}

/// The text of a string that stands at `span`, with its marks, and how words are written there.
pub(super) fn read_text(source: &str, span: Span) -> (MappedText<'_>, Spelling) {
    let raw = &source[span.range()];
    let (marks, scalar) = match raw.as_bytes() {
        [b'"', b'"', b'"', ..] => (3, Scalar::EscapedLines),
        [b'\'', b'\'', b'\'', ..] => (3, Scalar::VerbatimLines),
        [b'"', ..] => (1, Scalar::Escaped),
        _ => (1, Scalar::Verbatim),
    };
    let inner = Span::new(span.start + marks, span.end.max(span.start + 2 * marks) - marks);
    (unescaped(source, inner, scalar), Spelling::scalar(scalar))
}

fn unescaped(source: &str, span: Span, scalar: Scalar) -> MappedText<'_> {
    let bytes = source.as_bytes();
    let mut text = MappedText::new();
    let has_lines = matches!(scalar, Scalar::VerbatimLines | Scalar::EscapedLines);
    let mut kept = match &bytes[span.range()] {
        [b'\n', ..] if has_lines => span.start + 1,
        [b'\r', b'\n', ..] if has_lines => span.start + 2,
        _ => span.start,
    };
    let has_escapes = matches!(scalar, Scalar::Escaped | Scalar::EscapedLines);
    while has_escapes && let Some(found) = memchr::memchr(b'\\', &bytes[kept..span.end]) {
        let at = kept + found;
        let is_white = |byte: &&u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
        let white = bytes[at + 1..span.end].iter().take_while(is_white).count();
        match escape(&source[at..]).filter(|_| white == 0) {
            Some((c, length)) => {
                text.push_verbatim(source, Span::new(kept, at));
                text.push_replaced(c.encode_utf8(&mut [0; 4]), Span::new(at, at + length));
                kept = at + length;
            }
            // A line that goes on in the next one: the break is a part of the blank in front of it.
            None => {
                let next = at + 1 + white;
                let blank = if source[kept..at].ends_with(' ') { at - 1 } else { at };
                text.push_verbatim(source, Span::new(kept, blank));
                text.push_replaced(&source[blank..at], Span::new(blank, next));
                kept = next;
            }
        }
    }
    text.push_verbatim(source, Span::new(kept.min(span.end), span.end));
    text
}
