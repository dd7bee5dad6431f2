//! Flowed text: paragraphs whose lines end in a space, as phones and mail programs send them.

use super::super::mail;
use crate::{mapped::MappedText, span::Span};

/// How the lines of a paragraph are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flow {
    /// The space at the end of a line stands between words.
    Spaced,
    /// The space is a mark of the break alone: words go on in the next line.
    Joined,
}

/// The text with its paragraphs put together again, without the space that protects the start of a line.
pub(super) fn unwrapped<'t>(carrier: &MappedText<'t>, flow: Flow) -> MappedText<'t> {
    let source = carrier.as_str();
    let mut text = MappedText::new();
    let mut is_joined = false;
    for line in mail::lines_from(source, 0) {
        let marks = depth(line.text);
        let stuffing = usize::from(line.text[marks..].starts_with(' '));
        let end = line.start + line.text.len();
        let start = line.start
            + if is_joined {
                marks + stuffing
            } else if marks == 0 {
                stuffing
            } else {
                0
            };
        let content = &line.text[marks + stuffing..];
        let next = source.get(line.next..).unwrap_or_default();
        let is_soft = content.ends_with(' ') && !is_signature(content) && depth(next) == marks;
        is_joined = flow == Flow::Joined && is_soft && !next.is_empty() && !is_signature(&next[marks..]);
        if is_joined {
            text.push_verbatim(source, Span::new(start, end - 1));
        } else {
            text.push_verbatim(source, Span::new(start, line.next));
        }
    }
    text.within(carrier)
}

/// How many quote marks stand at the start.
fn depth(text: &str) -> usize {
    text.bytes().take_while(|&byte| byte == b'>').count()
}

/// A signature is no paragraph, and ends the one above.
fn is_signature(content: &str) -> bool {
    content.strip_prefix("-- ").is_some_and(|rest| rest.is_empty() || rest.starts_with(['\r', '\n']))
}
