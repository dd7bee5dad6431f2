//! The lines of a draft around a span, fit to be printed with the span underlined.

use tonelint::Span;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::cli::clean;

/// More lines than this are not shown of one span.
const LINES: usize = 6;

/// One line of a draft, cleaned, in three parts of which the middle one is underlined.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) before: String,
    pub(super) marked: String,
    pub(super) after: String,
}

impl Line {
    /// What stands below the line, as wide as it looks on a terminal; a blank line has nothing to point at.
    pub(super) fn underline(&self) -> (String, String) {
        let blank = self.before.is_empty() && self.marked.is_empty() && self.after.is_empty();
        let carets = if blank { 0 } else { self.marked.width().max(1) };
        (" ".repeat(self.before.width()), "^".repeat(carets))
    }
}

/// The lines that `span` stands on, each at most `room` columns wide.
pub(super) fn lines(source: &str, span: Span, room: usize) -> Vec<Line> {
    // Only what may be shown is looked at: an export can be one line of many megabytes.
    let reach = room.saturating_mul(4);
    let head = last_bytes(&source[..span.start], reach);
    let tail = first_bytes(&source[span.end..], reach);
    let before = head.rsplit('\n').next().unwrap_or_default();
    let after = tail.split('\n').next().unwrap_or_default();
    let cut_before = before.len() == head.len() && head.len() < span.start;
    let cut_after = after.len() == tail.len() && tail.len() < source.len() - span.end;

    let mut pieces: Vec<&str> = source[span.range()].split('\n').take(LINES).collect();
    let last = pieces.len() - 1;
    for piece in &mut pieces[..last] {
        *piece = piece.trim_end();
    }
    let piece = |(at, piece): (usize, &str)| {
        let piece = first_bytes(piece, reach);
        let words = piece.trim_start();
        let indent = &piece[..piece.len() - words.len()];
        let (before, cut_before) = if at == 0 { (before, cut_before) } else { (indent, false) };
        let marked = if at == 0 { piece } else { words };
        let (after, cut_after) = if at == last { (after.trim_end(), cut_after) } else { ("", false) };
        let mut parts = [before, marked, after].map(shown);
        clean::disarm_pieces(&mut parts);
        window(parts, cut_before, cut_after, room)
    };
    pieces.iter().copied().enumerate().map(piece).collect()
}

/// Cuts a line to `room` columns around its marked part.
fn window([before, marked, after]: [String; 3], cut_before: bool, cut_after: bool, room: usize) -> Line {
    let marked = first_columns(&marked, room, false);
    // An empty span still gets one column, so that there is something to point with.
    let rest = room.saturating_sub(marked.width().max(1));
    // Either side may use what the other one leaves of its half.
    let before = last_columns(&before, rest - after.width().min(rest / 2), cut_before);
    let after = first_columns(&after, rest.saturating_sub(before.width()), cut_after);
    Line { before, marked, after }
}

/// The part of a line as it is printed: tabs as four columns, what would steer a terminal spelled out.
fn shown(text: &str) -> String {
    clean::line(&text.replace('\t', "    ")).into_owned()
}

/// The first columns of a text, and `…` if it goes on.
fn first_columns(text: &str, room: usize, goes_on: bool) -> String {
    if !goes_on && text.width() <= room {
        return text.to_owned();
    }
    let kept = bytes_within(text.chars(), room);
    format!("{}…", &text[..kept])
}

/// The last columns of a text, after `…` if there is more.
fn last_columns(text: &str, room: usize, goes_on: bool) -> String {
    if !goes_on && text.width() <= room {
        return text.to_owned();
    }
    let kept = bytes_within(text.chars().rev(), room);
    format!("…{}", &text[text.len() - kept..])
}

/// How many bytes of a text fit beside a `…`.
fn bytes_within(chars: impl Iterator<Item = char>, room: usize) -> usize {
    let mut used = 1;
    let fits = |c: &char| {
        used += c.width().unwrap_or(0);
        used <= room
    };
    chars.take_while(fits).map(char::len_utf8).sum()
}

fn first_bytes(text: &str, count: usize) -> &str {
    let end = (0..=count.min(text.len())).rev().find(|&end| text.is_char_boundary(end));
    &text[..end.unwrap_or(0)]
}

fn last_bytes(text: &str, count: usize) -> &str {
    let start = (text.len().saturating_sub(count)..=text.len()).find(|&start| text.is_char_boundary(start));
    &text[start.unwrap_or(text.len())..]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, words: &str, room: usize, expected: &[[&str; 3]]) {
        let start = source.find(words).expect("the words are in the source");
        let found = lines(source, Span::new(start, start + words.len()), room);
        let found: Vec<[&str; 3]> =
            found.iter().map(|line| [line.before.as_str(), line.marked.as_str(), line.after.as_str()]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_short_line_is_shown_whole() {
        check("One.\nYou failed us.\nTwo.", "failed", 80, &[["You ", "failed", " us."]]);
    }

    #[test]
    fn a_span_on_two_lines_shows_both() {
        check(
            "You are the\r\n  only one here.",
            "the\r\n  only",
            80,
            &[["You are ", "the", ""], ["  ", "only", " one here."]],
        );
    }

    #[test]
    fn a_long_line_is_cut_on_both_sides() {
        let source = format!("{} failed {}", "a".repeat(500), "b".repeat(500));
        check(&source, "failed", 20, &[["…aaaaa ", "failed", " bbbbb…"]]);
    }

    #[test]
    fn one_side_uses_what_the_other_leaves() {
        let source = format!("failed {}", "b".repeat(500));
        check(&source, "failed", 20, &[["", "failed", " bbbbbbbbbbbb…"]]);
        let source = format!("{} failed", "a".repeat(500));
        check(&source, "failed", 20, &[["…aaaaaaaaaaaa ", "failed", ""]]);
    }

    #[test]
    fn a_span_wider_than_the_terminal_is_cut() {
        check(&"x".repeat(100), &"x".repeat(100), 20, &[["", "xxxxxxxxxxxxxxxxxxx…", ""]]);
    }

    #[test]
    fn wide_characters_and_tabs_are_underlined_as_wide_as_they_look() {
        let found = lines("\t日本 失敗!", Span::new(8, 14), 80);
        assert_eq!(found[0].underline(), (" ".repeat(9), "^^^^".to_owned()));
    }

    #[test]
    fn what_would_steer_a_terminal_is_spelled_out_and_underlined_as_shown() {
        check("a\u{202e}b\u{7}c", "b\u{7}", 80, &[[r"a\u{202e}", r"b\u{7}", "c"]]);
    }

    #[test]
    fn a_span_of_many_lines_is_not_shown_to_its_end() {
        let source = "x\n".repeat(50);
        let found = lines(&source, Span::new(0, source.len()), 80);
        assert_eq!(found.len(), LINES);
    }
}
