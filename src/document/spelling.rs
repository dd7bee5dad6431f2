//! How words are written at a place of a file: the escapes of every format around them.

use encoding_rs::Encoding;

use super::{Quoted, html, plist, scalar::Scalar};
use crate::{mapped::HOLE, span::Span};

/// One format around a text, with its way of writing characters that mean something to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layer {
    Html,
    Xml,
    Json,
    /// A cell with quotation marks around it.
    Quoted,
    /// A cell without.
    Bare(char),
    /// A text of YAML or TOML.
    Scalar(Scalar),
    /// Nothing can be written there.
    Fixed,
    /// Letters outside ASCII have no place there.
    Ascii,
    /// Mail in which bytes of this encoding are written as `=E9`.
    QuotedPrintable(&'static Encoding),
}

/// How text is spelled in a passage. Plain text and Markdown are written as they are read.
///
/// ```
/// use tonelint::{Document, Format};
/// let page = Document::parse("<p>Hi</p>", Format::Html);
/// let spelling = &page.passages()[0].spelling;
/// assert_eq!(spelling.spell("this & that", &[]).as_deref(), Some("this &amp; that"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spelling {
    /// The innermost format first.
    layers: Vec<Layer>,
}

impl Spelling {
    /// Text as it stands.
    pub(super) fn plain() -> Spelling {
        Spelling::default()
    }

    pub(super) fn html() -> Spelling {
        Spelling { layers: vec![Layer::Html] }
    }

    pub(super) fn xml() -> Spelling {
        Spelling { layers: vec![Layer::Xml] }
    }

    pub(super) fn json() -> Spelling {
        Spelling { layers: vec![Layer::Json] }
    }

    pub(super) fn csv(is_quoted: bool, delimiter: char) -> Spelling {
        Spelling { layers: vec![if is_quoted { Layer::Quoted } else { Layer::Bare(delimiter) }] }
    }

    pub(super) fn scalar(scalar: Scalar) -> Spelling {
        Spelling { layers: vec![Layer::Scalar(scalar)] }
    }

    /// Words that are stored in a way that leaves no room for others.
    pub(super) fn fixed() -> Spelling {
        Spelling { layers: vec![Layer::Fixed] }
    }

    /// Mail that says that it is ASCII, or is not sure to hold anything else.
    pub(super) fn ascii() -> Spelling {
        Spelling { layers: vec![Layer::Ascii] }
    }

    pub(super) fn quoted_printable(encoding: &'static Encoding) -> Spelling {
        Spelling { layers: vec![Layer::QuotedPrintable(encoding)] }
    }

    /// This spelling in a text that is spelled like `outer` itself.
    pub(super) fn inside(mut self, outer: &Spelling) -> Spelling {
        self.layers.reserve_exact(outer.layers.len());
        self.layers.extend(&outer.layers);
        self
    }

    /// The text as the file has to hold it; nothing where it cannot be written. The parts of it that are
    /// `kept`, in order, are in the words of the file already.
    pub fn spell(&self, text: &str, kept: &[&str]) -> Option<String> {
        let mut spelled = String::new();
        let mut rest = text;
        for part in kept.iter().filter(|part| !part.trim().is_empty()) {
            if let Some((before, after)) = rest.split_once(part) {
                spelled.push_str(&self.escaped(before)?);
                spelled.push_str(part);
                rest = after;
            }
        }
        spelled.push_str(&self.escaped(rest)?);
        Some(spelled)
    }

    /// The words that `spell` made for `span` of the source, in lines as long as the file around them may have.
    pub(crate) fn fit(&self, spelled: String, source: &str, span: Span) -> String {
        let is_wrapped = self.layers.iter().any(|layer| matches!(layer, Layer::QuotedPrintable(_)));
        if is_wrapped { soft_wrapped(spelled, source.as_bytes(), span) } else { spelled }
    }

    /// Whether the file around `span` stays what it is when what stands there becomes `spelled`.
    pub(crate) fn has_room_for(&self, source: &str, span: Span, spelled: &str) -> bool {
        self.layers.iter().all(|layer| match layer {
            Layer::Scalar(scalar) => scalar.has_room_for(source, span, spelled),
            _ => true,
        })
    }

    /// What a stretch of the file says to a reader: the way back from [`Spelling::spell`].
    ///
    /// ```
    /// use tonelint::{Document, Format};
    /// let page = Document::parse("<p>Hi</p>", Format::Html);
    /// let spelling = &page.passages()[0].spelling;
    /// assert_eq!(spelling.read("<b>this</b> &amp; {{that}}"), "this & {{that}}");
    /// ```
    pub fn read(&self, spelled: &str) -> String {
        self.layers.iter().rev().fold(spelled.to_owned(), |text, layer| layer.read(text))
    }

    fn escaped(&self, text: &str) -> Option<String> {
        self.layers.iter().try_fold(text.to_owned(), |text, layer| layer.escaped(&text))
    }
}

impl Layer {
    fn escaped(self, text: &str) -> Option<String> {
        match self {
            Layer::Json => Some(text.chars().map(json_escaped).collect()),
            Layer::Quoted => Some(text.replace('"', "\"\"")),
            Layer::Bare(delimiter) => {
                let needs_marks = text.contains([delimiter, '"', '\n', '\r']);
                (!needs_marks).then(|| text.to_owned())
            }
            Layer::Scalar(scalar) => scalar.escaped(text),
            Layer::Fixed => None,
            Layer::Ascii => text.is_ascii().then(|| text.to_owned()),
            Layer::QuotedPrintable(encoding) => quoted_printable(text, encoding),
            Layer::Html | Layer::Xml => Some(text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")),
        }
    }

    fn read(self, spelled: String) -> String {
        match self {
            Layer::Xml => plist::unescaped(&spelled, Span::new(0, spelled.len())).into_str().into_owned(),
            Layer::Json => serde_json::from_str(&format!("\"{spelled}\"")).unwrap_or(spelled),
            Layer::Quoted => spelled.replace("\"\"", "\""),
            Layer::Scalar(scalar) => scalar.read(spelled),
            Layer::QuotedPrintable(encoding) => from_quoted_printable(&spelled, encoding),
            Layer::Bare(_) | Layer::Fixed | Layer::Ascii => spelled,
            Layer::Html => {
                let read = html::text(&spelled, Quoted::Include);
                let mut seen = String::with_capacity(read.as_str().len());
                for (at, c) in read.as_str().char_indices() {
                    let stood = read.source_span(Span::new(at, at + c.len_utf8()));
                    match spelled.get(stood.range()) {
                        Some(words) if c == HOLE => seen.push_str(words),
                        _ => seen.push(c),
                    }
                }
                seen
            }
        }
    }
}

fn json_escaped(c: char) -> String {
    match c {
        '"' => "\\\"".to_owned(),
        '\\' => "\\\\".to_owned(),
        '\n' => "\\n".to_owned(),
        '\r' => "\\r".to_owned(),
        '\t' => "\\t".to_owned(),
        c if c < ' ' => format!("\\u{:04x}", u32::from(c)),
        c => c.to_string(),
    }
}

/// Line ends stay; bytes that are no visible ASCII are written by their numbers.
fn quoted_printable(text: &str, encoding: &'static Encoding) -> Option<String> {
    let (bytes, _, is_unknown) = encoding.encode(text);
    let mut escaped = String::with_capacity(bytes.len());
    for &byte in &*bytes {
        match byte {
            b'=' | 0x7F.. | 0..=8 | 0x0B | 0x0C | 0x0E..=0x1F => escaped.push_str(&format!("={byte:02X}")),
            _ => escaped.push(char::from(byte)),
        }
    }
    (!is_unknown).then_some(escaped)
}

/// The way back from [`quoted_printable`]: numbers are bytes, and lines that end with `=` go on.
fn from_quoted_printable(text: &str, encoding: &'static Encoding) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('=') {
        bytes.extend_from_slice(before.as_bytes());
        let byte = after.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        let is_soft_break = || ["\r\n", "\n"].iter().find_map(|end| after.strip_prefix(end));
        rest = match (byte, is_soft_break()) {
            (Some(byte), _) => {
                bytes.push(byte);
                &after[2..]
            }
            (None, Some(next)) => next,
            (None, None) => {
                bytes.push(b'=');
                after
            }
        };
    }
    bytes.extend_from_slice(rest.as_bytes());
    encoding.decode_without_bom_handling(&bytes).0.into_owned()
}

/// The longest line of quoted-printable text, its last `=` included.
const LONGEST_LINE: usize = 76;

/// Breaks lines softly where they would become too long. What stands around `span` stays as it is.
fn soft_wrapped(text: String, source: &[u8], span: Span) -> String {
    // A file with longer lines than mail may have does not keep to the rule anyway.
    const FAR: usize = 1000;
    let before = &source[span.start.saturating_sub(FAR)..span.start];
    let after = &source[span.end..source.len().min(span.end + FAR)];
    let column = before.iter().rev().take_while(|byte| **byte != b'\n').count();
    let rest = after.iter().take_while(|byte| **byte != b'\n' && **byte != b'\r').count();
    let was_short = column + span.len() + rest <= LONGEST_LINE || source[span.range()].contains(&b'\n');
    let lines_fit = |column: usize| {
        let last = text.rsplit('\n').next().unwrap_or_default().len() + if text.contains('\n') { 0 } else { column };
        text.lines().all(|line| line.len() + column <= LONGEST_LINE) && last + rest <= LONGEST_LINE
    };
    if column == FAR || rest == FAR || lines_fit(column) || !was_short {
        return text;
    }
    let is_crlf = source.iter().position(|byte| *byte == b'\n').is_some_and(|at| 0 < at && source[at - 1] == b'\r');
    let line_break = if is_crlf { "=\r\n" } else { "=\n" };
    let mut wrapped = String::new();
    let mut column = column;
    let mut letters = text.as_str();
    while let Some(first) = letters.chars().next() {
        // An escape is not cut in two.
        let length = if first == '=' && !letters[1..].starts_with(['\r', '\n']) { 3 } else { first.len_utf8() };
        let (unit, others) = letters.split_at_checked(length).unwrap_or((letters, ""));
        if unit == "\n" {
            column = 0;
        } else {
            if LONGEST_LINE <= column + unit.len() {
                wrapped.push_str(line_break);
                column = 0;
            }
            column += unit.len();
        }
        wrapped.push_str(unit);
        letters = others;
    }
    if 0 < rest && LONGEST_LINE < column + rest {
        wrapped.push_str(line_break);
    }
    wrapped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_spelled_is_read_back() {
        let scalars =
            [Scalar::Single { span: Span::new(0, 0) }, Scalar::Double { span: Span::new(0, 0) }, Scalar::EscapedLines];
        let mut layers = vec![Spelling::plain(), Spelling::html(), Spelling::json(), Spelling::csv(true, ',')];
        layers.extend(scalars.map(Spelling::scalar));
        layers.push(Spelling::quoted_printable(encoding_rs::UTF_8));
        for text in ["plain", "\"a\" & <b>\n\\ é", "{{name | or: \"you\"}}, 1 < 2"] {
            for inner in &layers {
                for outer in &layers {
                    let spelling = inner.clone().inside(outer);
                    let Some(spelled) = spelling.spell(text, &[]) else { continue };
                    assert_eq!(spelling.read(&spelled), text, "{spelling:?}");
                }
            }
        }
    }

    #[test]
    fn lines_of_a_block_are_read_without_their_indent() {
        let block = Spelling::scalar(Scalar::Literal { start: 0, indent: 2 });
        assert_eq!(block.read(&block.spell("a\n b\nc", &[]).expect("there is room")), "a\n b\nc");
    }

    #[test]
    fn what_cannot_be_read_is_left_as_it_stands() {
        assert_eq!(Spelling::json().read("a \\x b"), "a \\x b");
    }
}
