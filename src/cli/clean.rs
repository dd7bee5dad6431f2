//! Makes words from a draft safe to print: what would steer a terminal or a log is spelled out.

use std::{borrow::Cow, fmt::Write};

/// One line: control and bidirectional characters become `\u{…}`, line breaks and tabs a space.
pub(crate) fn line(text: &str) -> Cow<'_, str> {
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

/// Whether a terminal or a log would act on `c` instead of showing it.
pub(crate) fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
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
        assert!(matches!(line("naïve – 日本語 👍"), Cow::Borrowed(_)));
    }
}
