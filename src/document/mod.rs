//! What the customer will read, and where it stands in the file.

use std::sync::OnceLock;

use crate::{
    mapped::MappedText,
    span::{Position, Span},
};

/// How a source is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text and e-mail as text.
    Plain,
    /// Markdown.
    Markdown,
}

impl Format {
    /// The format that a file of this name has.
    pub fn of_name(name: &str) -> Format {
        match name.rsplit_once('.') {
            Some((_, "md" | "markdown" | "mdx" | "mkd" | "mdown")) => Format::Markdown,
            _ => Format::Plain,
        }
    }

    /// Its name in output.
    pub fn name(self) -> &'static str {
        match self {
            Format::Plain => "plain text",
            Format::Markdown => "Markdown",
        }
    }
}

/// Whether quoted words are looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Quoted {
    /// Quotes belong to somebody else.
    #[default]
    Skip,
    /// Quotes are read like the rest.
    Include,
}

/// One stretch of customer-visible text with one owner.
#[derive(Clone, Debug)]
pub struct Passage<'t> {
    /// The text, with its way back to the source.
    pub text: MappedText<'t>,
    /// Which record of a structured file it is.
    pub locator: Option<String>,
    /// The record's title.
    pub title: Option<String>,
}

/// A source and its passages. Any string is a document.
#[derive(Debug)]
pub struct Document<'t> {
    source: &'t str,
    format: Format,
    quoted: Quoted,
    passages: Vec<Passage<'t>>,
    lines: OnceLock<Vec<usize>>,
}

impl<'t> Document<'t> {
    /// Reads a source; quoted words are left out.
    pub fn parse(source: &'t str, format: Format) -> Document<'t> {
        Document::parse_with(source, format, Quoted::Skip)
    }

    /// Reads a source.
    pub fn parse_with(source: &'t str, format: Format, quoted: Quoted) -> Document<'t> {
        let text = MappedText::verbatim(source, Span::new(0, source.len()));
        let passages = vec![Passage { text, locator: None, title: None }];
        Document { source, format, quoted, passages, lines: OnceLock::new() }
    }

    /// The source as given.
    pub fn source(&self) -> &'t str {
        self.source
    }

    /// How it was read.
    pub fn format(&self) -> Format {
        self.format
    }

    /// Whether quoted words are looked at.
    pub fn quoted(&self) -> Quoted {
        self.quoted
    }

    /// The passages, in source order.
    pub fn passages(&self) -> &[Passage<'t>] {
        &self.passages
    }

    /// The source at `span`.
    pub fn slice(&self, span: Span) -> &'t str {
        &self.source[span.range()]
    }

    /// Where byte `offset` of the source stands, in every unit.
    pub fn position(&self, offset: usize) -> Position {
        let lines = self.lines.get_or_init(|| {
            let after = |(at, _): (usize, &str)| at + 1;
            std::iter::once(0).chain(self.source.match_indices('\n').map(after)).collect()
        });
        let line = lines.partition_point(|&start| start <= offset);
        let before = &self.source[lines[line - 1]..offset];
        Position { byte: offset, line, column: before.chars().count() + 1, utf16: before.encode_utf16().count() + 1 }
    }
}
