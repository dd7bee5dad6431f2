//! Markdown: the parser says what is markup, the reader of running text does the rest.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{
    Format, Passage, Quoted, bom_length,
    inline::{self, Becomes, Edit},
    mail::{self, Owner, Part},
    placeholder, plain,
    spelling::Spelling,
};
use crate::{mapped::MappedText, span::Span};

/// So many marks are never too many, however short the words between them are.
const FEW: usize = 65_536;

/// The writer's words of a whole file, as one passage.
pub(super) fn read(source: &str, quoted: Quoted) -> Vec<Passage<'_>> {
    vec![Passage { text: text(source, quoted), locator: None, title: None, spelling: Spelling::plain() }]
}

/// Whether marks and line ends make up more than a third of a text. The parser keeps some sixty bytes for each of
/// them, and people write nothing like it.
pub(super) fn is_crowded(source: &str) -> bool {
    let weight = |byte: u8| match byte {
        b'[' | b']' | b'(' | b'*' | b'_' | b'~' | b'`' | b'<' | b'>' | b'!' | b'\\' | b'|' | b'-' | b'+' | b'#' => 1,
        b'\n' | b'&' => 2,
        _ => 0,
    };
    if source.len() <= FEW {
        return false;
    }
    let marks: usize = source.bytes().map(weight).sum();
    FEW < marks && source.len() < marks.saturating_mul(3)
}

/// The writer's words of a piece of Markdown; a crowd of marks is read as it stands.
pub(super) fn text(source: &str, quoted: Quoted) -> MappedText<'_> {
    if is_crowded(source) {
        return plain::text(source, quoted);
    }
    let start = bom_length(source);
    let masked = placeholder::mask(source);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut markup = Markup::new(source, &masked, quoted, start);
    for (event, range) in Parser::new_ext(&masked[start..], options).into_offset_iter() {
        markup.event(event, start + range.start..start + range.end);
    }
    markup.omit_until(source.len());
    inline::read(source, markup.edits, quoted)
}

/// Collects what is not plain words, from the parser's events.
struct Markup<'t, 'm> {
    source: &'t str,
    masked: &'m str,
    quoted: Quoted,
    edits: Vec<Edit<'t>>,
    /// Everything before this byte is decided about.
    at: usize,
    /// How many elements are open whose content the customer does not read as the writer's.
    hidden: usize,
    mail: std::iter::Peekable<std::vec::IntoIter<Part>>,
}

impl<'t, 'm> Markup<'t, 'm> {
    fn new(source: &'t str, masked: &'m str, quoted: Quoted, start: usize) -> Markup<'t, 'm> {
        let mail = mail::parts(source, start, Format::Markdown).into_iter().peekable();
        Markup { source, masked, quoted, edits: Vec::new(), at: 0, hidden: 0, mail }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            _ if 0 < self.hidden || range.start < self.at => {}
            _ if !self.is_visible(range.start) => self.end_sentence(),
            Event::Text(text) => self.text(&text, range.into()),
            Event::Html(_) | Event::InlineHtml(_) => self.keep(range.into()),
            Event::Code(_) | Event::FootnoteReference(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {
                self.replace(range.into(), Becomes::Hole);
            }
            Event::SoftBreak if self.source[range.clone()] == *"\n" => self.keep(range.into()),
            Event::SoftBreak | Event::HardBreak => self.replace(range.into(), Becomes::Text("\n".into())),
            Event::Rule => self.end_sentence(),
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Superscript | Tag::Subscript => {
            }
            Tag::Image { .. } => self.hidden += 1,
            Tag::CodeBlock(_) | Tag::MetadataBlock(_) => {
                self.end_sentence();
                self.hidden += 1;
            }
            Tag::BlockQuote(_) if self.quoted == Quoted::Skip => {
                self.end_sentence();
                self.hidden += 1;
            }
            _ => self.end_sentence(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => {}
            TagEnd::Superscript | TagEnd::Subscript => {}
            TagEnd::Image => self.hidden = self.hidden.saturating_sub(1),
            TagEnd::CodeBlock | TagEnd::MetadataBlock(_) => {
                self.hidden = self.hidden.saturating_sub(1);
                self.end_sentence();
            }
            TagEnd::BlockQuote(_) if self.quoted == Quoted::Skip => {
                self.hidden = self.hidden.saturating_sub(1);
                self.end_sentence();
            }
            _ => self.end_sentence(),
        }
    }

    /// Whether the writer's own words stand at byte `at`, or quoted ones that are asked for.
    fn is_visible(&mut self, at: usize) -> bool {
        while self.mail.next_if(|part| part.span.end <= at).is_some() {}
        let owner = self.mail.peek().map_or(Owner::Writer, |part| part.owner);
        match owner {
            Owner::Writer | Owner::Marker | Owner::Code => true,
            Owner::Quote => self.quoted == Quoted::Include,
            Owner::Nobody => false,
        }
    }

    fn text(&mut self, text: &str, span: Span) {
        let written = &self.masked[span.range()];
        if written != text {
            return self.replace(span, Becomes::Text(text.to_owned().into()));
        }
        let escaped = self.at < span.start && &self.source[self.at..span.start] == "\\";
        match self.source[span.range()].chars().next() {
            // A mark that was escaped on purpose means nothing to the reader of running text.
            Some(mark) if escaped => {
                let end = span.start + mark.len_utf8();
                let mark = &self.source[span.start..end];
                self.replace(Span::new(span.start, end), Becomes::Text(mark.into()));
                self.keep(Span::new(end, span.end));
            }
            _ => self.keep(span),
        }
    }

    /// Leaves `span` to the reader of running text.
    fn keep(&mut self, span: Span) {
        self.omit_until(span.start);
        self.at = self.at.max(span.end);
    }

    fn replace(&mut self, span: Span, becomes: Becomes<'t>) {
        self.omit_until(span.start);
        self.edits.push(Edit { span, becomes });
        self.at = self.at.max(span.end);
    }

    /// Whatever the parser was silent about is markup.
    fn omit_until(&mut self, end: usize) {
        if self.at < end {
            self.edits.push(Edit { span: Span::new(self.at, end), becomes: Becomes::Nothing });
            self.at = end;
        }
    }

    /// A sentence ends with the words that were kept last.
    fn end_sentence(&mut self) {
        let again = |edit: &Edit<'_>| matches!(edit.becomes, Becomes::Break) && edit.span.end == self.at;
        if !self.edits.last().is_some_and(again) {
            self.edits.push(Edit { span: Span::new(self.at, self.at), becomes: Becomes::Break });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_crowd_of_marks_is_one() {
        let lots = |piece: &str| piece.repeat(300_000 / piece.len());
        for piece in ["[", "- a\n", "*a* ", "\\*", "[a](b) ", "&amp;"] {
            assert!(is_crowded(&lots(piece)), "{piece:?}");
        }
        for piece in ["- Refund on its way\n", "| 17 May | refund by card |\n", "So *far* so [good](a.html).\n\n"] {
            assert!(!is_crowded(&lots(piece)), "{piece:?}");
        }
        assert!(!is_crowded(&"[".repeat(FEW)));
    }
}
