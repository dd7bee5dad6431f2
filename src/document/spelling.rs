//! How words are written at a place of a file: the escapes of every format around them.

use encoding_rs::Encoding;

use crate::span::Span;

/// One format around a text, with its way of writing characters that mean something to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layer {
    Html,
    Json,
    /// A cell with quotation marks around it.
    Quoted,
    /// A cell without.
    Bare(char),
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

    pub(super) fn json() -> Spelling {
        Spelling { layers: vec![Layer::Json] }
    }

    pub(super) fn csv(is_quoted: bool, delimiter: char) -> Spelling {
        Spelling { layers: vec![if is_quoted { Layer::Quoted } else { Layer::Bare(delimiter) }] }
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
            Layer::Fixed => None,
            Layer::Ascii => text.is_ascii().then(|| text.to_owned()),
            Layer::QuotedPrintable(encoding) => quoted_printable(text, encoding),
            Layer::Html => Some(text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")),
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
