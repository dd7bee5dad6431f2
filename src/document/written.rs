//! The ways in which structured files write a text.

use std::borrow::Cow;

use super::{csv, json, plist, scalar::Scalar, spelling::Spelling, toml, yaml_scalar};
use crate::{mapped::MappedText, span::Span};

/// How a text stands in its file, where that can be told by a letter or two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// As it is read, and nothing else can be written there.
    Fixed,
    /// JSON, between its quotation marks.
    Json,
    /// TOML, with its quotation marks.
    Toml,
    /// YAML without quotation marks, in brackets or not.
    Plain { is_flow: bool },
    /// YAML, with its single quotation marks.
    Single,
    /// YAML, with its double quotation marks.
    Double,
    /// A cell with its quotation marks, and what stands between cells.
    Quoted(u8),
    /// A cell without.
    Bare(u8),
    /// XML, between its tags, and without any inside.
    Xml,
}

impl Written {
    /// The text that stands at `span`, and how words are written there.
    pub(super) fn read(self, source: &str, span: Span) -> (MappedText<'_>, Spelling) {
        let verbatim = || MappedText::verbatim(source, span);
        match self {
            Written::Fixed => (verbatim(), Spelling::fixed()),
            Written::Json => (json::unescaped(source, span), Spelling::json()),
            Written::Toml => toml::read_text(source, span),
            Written::Plain { is_flow } => {
                (yaml_scalar::plain(source, span), Spelling::scalar(Scalar::Plain { span, is_flow }))
            }
            Written::Single => (yaml_scalar::single(source, span), Spelling::scalar(Scalar::Single { span })),
            Written::Double => (yaml_scalar::double(source, span), Spelling::scalar(Scalar::Double { span })),
            Written::Quoted(delimiter) => (csv::unquoted(source, span), Spelling::csv(true, delimiter.into())),
            Written::Xml => (plist::unescaped(source, span), Spelling::xml()),
            Written::Bare(delimiter) => (verbatim(), Spelling::csv(false, delimiter.into())),
        }
    }

    /// The text alone. Many things are asked of keys and of short texts, so those are looked at where they stand.
    pub(super) fn said(self, source: &str, span: Span) -> Cow<'_, str> {
        let raw = &source[span.range()];
        let is_as_read = match self {
            Written::Fixed | Written::Bare(_) => true,
            Written::Json => memchr::memchr(b'\\', raw.as_bytes()).is_none(),
            Written::Xml => memchr::memchr(b'&', raw.as_bytes()).is_none(),
            Written::Plain { .. } => memchr::memchr2(b'\n', b'\r', raw.as_bytes()).is_none(),
            Written::Toml | Written::Single | Written::Double | Written::Quoted(_) => false,
        };
        if is_as_read { Cow::Borrowed(raw) } else { self.read(source, span).0.into_str() }
    }
}

/// Whether a text that is written like this begins with a bracket, as JSON does. Nobody escapes those, and most texts
/// need not be put together to find out.
pub(super) fn may_hold_json(raw: &str) -> bool {
    let mut rest = raw;
    loop {
        let trimmed = rest.trim_start().trim_start_matches(['"', '\'']);
        rest = ["\\n", "\\r", "\\t"].iter().find_map(|blank| trimmed.strip_prefix(blank)).unwrap_or(trimmed);
        if rest.len() == trimmed.len() {
            return rest.starts_with(['[', '{']);
        }
    }
}
