//! Makes words from a draft safe to print: what would steer a terminal, a log or the machine that runs a
//! build is spelled out.

use std::{borrow::Cow, fmt::Write, ops::Range};

/// One line: control and bidirectional characters become `\u{…}`, line breaks and tabs a space, and what
/// looks like a command to a build server begins with `\u{23}`.
pub(crate) fn line(text: &str) -> Cow<'_, str> {
    match cleaned(text) {
        Cow::Borrowed(text) => disarmed(text),
        Cow::Owned(text) => Cow::Owned(disarmed(&text).into_owned()),
    }
}

fn cleaned(text: &str) -> Cow<'_, str> {
    let unbroken: Cow<'_, str> = if text.contains(['\n', '\r', '\t']) {
        Cow::Owned(text.split(['\n', '\r', '\t']).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "))
    } else {
        Cow::Borrowed(text)
    };
    match unbroken {
        Cow::Borrowed(text) => spelled_out(text, steers),
        Cow::Owned(text) => Cow::Owned(spelled_out(&text, steers).into_owned()),
    }
}

/// Several lines: as [`line`], but line breaks and tabs stay.
pub(crate) fn lines(text: &str) -> Cow<'_, str> {
    spelled_out(text, |c| steers(c) && c != '\n' && c != '\t')
}

/// A message for standard error, which build servers read as well: as [`lines`], and no line but the
/// first can begin with `::`.
pub(crate) fn message(text: &str) -> String {
    let mut parts = text.split('\n').map(|part| disarmed(part).into_owned());
    let first = parts.next().unwrap_or_default();
    let rest = parts.map(|part| format!("\n{}", at_start(&part)));
    lines(&(first + &rest.collect::<String>())).into_owned()
}

/// The start of a line. `::` there is a command to GitHub's runner, blanks in front of it or not.
pub(crate) fn at_start(text: &str) -> Cow<'_, str> {
    let words = text.trim_start();
    match words.strip_prefix("::") {
        Some(rest) => Cow::Owned(format!("{}\\u{{3a}}:{rest}", &text[..text.len() - words.len()])),
        None => Cow::Borrowed(text),
    }
}

/// Whether a terminal or a log would act on `c` instead of showing it, or a format cannot hold it.
pub(crate) fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        || matches!(c, '\u{FFFE}' | '\u{FFFF}')
}

/// The `##` of `##vso[`, `##[` and `##teamcity[`: build servers act on them wherever they stand in a line.
pub(crate) fn commands(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + text[at..].find("##")?;
            let rest = text[start..].trim_start_matches('#');
            let end = text.len() - rest.len();
            at = end;
            if rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric()).starts_with('[') {
                return Some(start..end);
            }
        }
    })
}

fn disarmed(text: &str) -> Cow<'_, str> {
    let mut clean = String::new();
    let mut written = 0;
    for command in commands(text) {
        clean += &text[written..command.start];
        clean += &r"\u{23}".repeat(command.len());
        written = command.end;
    }
    if written == 0 { Cow::Borrowed(text) } else { Cow::Owned(clean + &text[written..]) }
}

/// Pieces that are printed one behind the other, such that no command arises across them.
pub(crate) fn disarm_pieces(pieces: &mut [String; 3]) {
    let joined = pieces.concat();
    let commands: Vec<Range<usize>> = commands(&joined).collect();
    let mut end = joined.len();
    for piece in pieces.iter_mut().rev() {
        let start = end - piece.len();
        for command in commands.iter().rev() {
            let within = command.start.max(start)..command.end.min(end);
            if within.start < within.end {
                let place = within.start - start..within.end - start;
                piece.replace_range(place.clone(), &r"\u{23}".repeat(place.len()));
            }
        }
        end = start;
    }
}

fn spelled_out(text: &str, unsafe_to_print: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&unsafe_to_print) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if unsafe_to_print(c) {
            // Writing to a string cannot fail.
            let _ = write!(clean, "\\u{{{:x}}}", u32::from(c));
        } else {
            clean.push(c);
        }
    }
    Cow::Owned(clean)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_escape_sequence_is_spelled_out() {
        assert_eq!(line("\u{1b}[31mred\u{7f}\u{9b}"), r"\u{1b}[31mred\u{7f}\u{9b}");
    }

    #[test]
    fn text_direction_marks_are_spelled_out() {
        assert_eq!(line("a\u{202e}b\u{2066}c\u{2028}"), r"a\u{202e}b\u{2066}c\u{2028}");
    }

    #[test]
    fn a_line_break_becomes_a_space_in_one_line_and_stays_in_several() {
        assert_eq!(line("the only\r\n\tone"), "the only one");
        assert_eq!(lines("a\n\tb"), "a\n\tb");
    }

    #[test]
    fn ordinary_words_are_left_alone() {
        assert!(matches!(line("naïve – 日本語 👍 ## heading [x] #5 ##"), Cow::Borrowed(_)));
    }

    #[test]
    fn what_looks_like_a_command_to_a_build_server_is_spelled_out_wherever_it_stands() {
        assert_eq!(line("see ##vso[task.complete]x"), r"see \u{23}\u{23}vso[task.complete]x");
        assert_eq!(line("a ###[error] ##teamcity[x"), r"a \u{23}\u{23}\u{23}[error] \u{23}\u{23}teamcity[x");
        let mut pieces = ["a #", "#vso", "[x] ##[y"].map(str::to_owned);
        disarm_pieces(&mut pieces);
        assert_eq!(pieces, [r"a \u{23}", r"\u{23}vso", r"[x] \u{23}\u{23}[y"]);
    }

    #[test]
    fn no_line_of_a_message_begins_like_a_command() {
        assert_eq!(message("`a\n  ::error::b`: ::c"), "`a\n  \\u{3a}:error::b`: ::c");
        assert_eq!(at_start("::debug.md"), r"\u{3a}:debug.md");
    }
}
