//! Text in which every byte remembers the range of the source it came from.

use std::borrow::Cow;

use crate::span::Span;

/// Stands for something that is not the writer's words; nothing matches inside it.
pub const HOLE: char = '\u{FFFC}';

/// Stands for a sentence end that no mark shows: a block, a list item, a table cell.
pub const BREAK: char = '\u{2029}';

/// What a reader makes of a source, and where each byte of it stands there.
#[derive(Clone, Debug, Default)]
pub struct MappedText<'t> {
    text: Cow<'t, str>,
    offset: usize,
}

impl<'t> MappedText<'t> {
    /// The source at `span`, as it stands; borrows.
    pub fn verbatim(source: &'t str, span: Span) -> MappedText<'t> {
        MappedText { text: Cow::Borrowed(&source[span.range()]), offset: span.start }
    }

    /// The text to match on.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The smallest range of the source that holds everything `span` came from.
    pub fn source_span(&self, span: Span) -> Span {
        Span::new(span.start + self.offset, span.end + self.offset)
    }
}
