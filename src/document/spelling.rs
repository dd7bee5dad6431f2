//! How words are written at a place of a file: the escapes of every format around them.

use super::scalar::Scalar;
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
    /// A text of YAML or TOML.
    Scalar(Scalar),
    /// Nothing can be written there.
    Fixed,
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

    pub(super) fn scalar(scalar: Scalar) -> Spelling {
        Spelling { layers: vec![Layer::Scalar(scalar)] }
    }

    /// Words that are stored in a way that leaves no room for others.
    pub(super) fn fixed() -> Spelling {
        Spelling { layers: vec![Layer::Fixed] }
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

    /// Whether the file around `span` stays what it is when what stands there becomes `spelled`.
    pub(crate) fn has_room_for(&self, source: &str, span: Span, spelled: &str) -> bool {
        self.layers.iter().all(|layer| match layer {
            Layer::Scalar(scalar) => scalar.has_room_for(source, span, spelled),
            _ => true,
        })
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
