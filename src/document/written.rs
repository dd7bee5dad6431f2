//! The ways in which structured files write a text.

use super::{csv, json, scalar::Scalar, spelling::Spelling, toml, yaml_scalar};
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
            Written::Bare(delimiter) => (verbatim(), Spelling::csv(false, delimiter.into())),
        }
    }
}
