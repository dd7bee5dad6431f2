//! Plain text, and mail as text.

use super::{
    Format, Passage, Quoted, bom_length, chat,
    inline::{self, Becomes, Edit},
    mail::{self, Owner, Part},
    spelling::Spelling,
};
use crate::{mapped::MappedText, span::Span};

/// The writer's words of a whole file, as one passage.
pub(super) fn read(source: &str, quoted: Quoted) -> Vec<Passage<'_>> {
    vec![Passage { text: text(source, quoted), locator: None, title: None, spelling: Spelling::plain() }]
}

/// The writer's words of a piece of text.
pub(super) fn text(source: &str, quoted: Quoted) -> MappedText<'_> {
    let start = bom_length(source);
    let mut edits = Vec::new();
    if 0 < start {
        edits.push(Edit { span: Span::new(0, start), becomes: Becomes::Nothing });
    }
    for part in mail::parts(source, start, Format::Plain) {
        match part.owner {
            Owner::Writer => {}
            Owner::Quote if quoted == Quoted::Include => unquote(source, part, &mut edits),
            _ => edits.push(Edit { span: part.span, becomes: Becomes::Break }),
        }
    }
    let others = chat::set_aside(source, start);
    if !others.is_empty() {
        edits.extend(others.into_iter().map(|span| Edit { span, becomes: Becomes::Break }));
        edits.sort_by_key(|edit| edit.span);
    }
    inline::read(source, edits, quoted)
}

/// Takes the marks off quoted lines, which are read like the rest.
fn unquote(source: &str, part: Part, edits: &mut Vec<Edit<'_>>) {
    let Span { start, end } = part.span;
    edits.push(Edit { span: Span::new(start, start), becomes: Becomes::Break });
    for line in mail::lines_from(source, start).take_while(|line| line.start < end) {
        let marks = Span::new(line.start, line.start + mail::quote_prefix(line.text));
        if !marks.is_empty() {
            edits.push(Edit { span: marks, becomes: Becomes::Nothing });
        }
    }
    edits.push(Edit { span: Span::new(end, end), becomes: Becomes::Break });
}
