//! How words are written in the texts of YAML and TOML, and where others would change what the file says.

use super::{escape::escape, yaml};
use crate::span::Span;

/// A way of writing a text, with the place of all of it where that matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scalar {
    /// YAML without quotation marks, in brackets or not.
    Plain { span: Span, is_flow: bool },
    /// YAML in single quotation marks.
    Single { span: Span },
    /// YAML in double quotation marks.
    Double { span: Span },
    /// YAML, line by line; its words begin at `start`.
    Literal { start: usize, indent: usize },
    /// YAML, lines that are joined; its words begin at `start`.
    Folded { start: usize },
    /// TOML in single quotation marks.
    Verbatim,
    /// TOML in three single quotation marks.
    VerbatimLines,
    /// TOML in double quotation marks.
    Escaped,
    /// TOML in three double quotation marks.
    EscapedLines,
}

const BREAKS: [char; 2] = ['\n', '\r'];
const BLANKS: [char; 2] = [' ', '\t'];

/// What means something to YAML at the beginning of a plain scalar.
const INDICATORS: &[char] =
    &['-', '?', ':', ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`'];

impl Scalar {
    /// The text as it is written there; nothing where it cannot be.
    pub(super) fn escaped(self, text: &str) -> Option<String> {
        let is_odd = |c: char| c.is_control() && c != '\t';
        let is_line = !text.contains(is_odd);
        let is_lines = !text.contains(|c| is_odd(c) && c != '\n');
        match self {
            Scalar::Plain { .. } | Scalar::Folded { .. } => is_line.then(|| text.to_owned()),
            Scalar::Single { .. } => is_line.then(|| text.replace('\'', "''")),
            Scalar::Literal { indent, .. } => {
                is_lines.then(|| text.replace('\n', &format!("\n{}", " ".repeat(indent))))
            }
            Scalar::Double { .. } | Scalar::Escaped => Some(text.chars().map(escaped).collect()),
            Scalar::Verbatim => (is_line && !text.contains('\'')).then(|| text.to_owned()),
            Scalar::VerbatimLines => {
                let is_safe = !text.contains("''") && !text.starts_with('\'') && !text.ends_with('\'');
                (is_lines && is_safe).then(|| text.to_owned())
            }
            Scalar::EscapedLines => {
                Some(text.chars().map(|c| if c == '\n' { c.to_string() } else { escaped(c) }).collect())
            }
        }
    }

    /// The way back from [`Scalar::escaped`].
    pub(super) fn read(self, spelled: String) -> String {
        match self {
            Scalar::Plain { .. } | Scalar::Folded { .. } | Scalar::Verbatim | Scalar::VerbatimLines => spelled,
            Scalar::Single { .. } => spelled.replace("''", "'"),
            Scalar::Literal { indent, .. } => spelled.replace(&format!("\n{}", " ".repeat(indent)), "\n"),
            Scalar::Double { .. } | Scalar::Escaped | Scalar::EscapedLines => unescaped(&spelled),
        }
    }

    /// Whether the file says the same around `span` when what stands there becomes `spelled`.
    pub(super) fn has_room_for(self, source: &str, span: Span, spelled: &str) -> bool {
        let is_one_line = || !source.get(span.range()).is_some_and(|words| words.contains(BREAKS));
        match self {
            Scalar::Verbatim | Scalar::VerbatimLines | Scalar::Escaped | Scalar::EscapedLines => true,
            Scalar::Literal { start, .. } => {
                let (before, after) = around(source, Span::new(start, source.len()), span);
                let is_first = before.trim_end().is_empty();
                // The first line says how far all of them are indented.
                !is_first || begins_with_words(spelled, after)
            }
            Scalar::Folded { start } => {
                let (before, after) = around(source, Span::new(start, source.len()), span);
                is_one_line() && (!opens_line(before) || begins_with_words(spelled, after))
            }
            Scalar::Single { span: whole } | Scalar::Double { span: whole } => {
                let (before, after) = around(source, whole, span);
                is_one_line() && (!opens_line(before) || begins_with_words(spelled, after))
            }
            Scalar::Plain { span: whole, is_flow } => {
                let (before, after) = around(source, whole, span);
                is_one_line() && is_plain(before, spelled, after, is_flow)
            }
        }
    }
}

/// What stands before and after `span` in the whole of a scalar.
fn around(source: &str, whole: Span, span: Span) -> (&str, &str) {
    let before = source.get(whole.start..span.start).unwrap_or_default();
    (before, source.get(span.end..whole.end).unwrap_or_default())
}

fn opens_line(before: &str) -> bool {
    let before = before.trim_end_matches(BLANKS);
    before.is_empty() || before.ends_with(BREAKS)
}

fn begins_with_words(spelled: &str, after: &str) -> bool {
    let first = spelled.chars().chain(after.chars()).next();
    first.is_some_and(|c| !c.is_whitespace())
}

/// Whether words without quotation marks around them stay such words.
fn is_plain(before: &str, spelled: &str, after: &str, is_flow: bool) -> bool {
    let ends_line = after.trim_start_matches(BLANKS).is_empty() || after.trim_start_matches(BLANKS).starts_with(BREAKS);
    let opens_line = opens_line(before);
    if opens_line {
        let first = spelled.chars().chain(after.chars()).next();
        let is_all = before.is_empty() && ends_line && yaml::is_value(spelled.trim());
        if is_all || spelled.starts_with("...") || first.is_none_or(|c| c.is_whitespace() || INDICATORS.contains(&c)) {
            return false;
        }
    }
    let joined: String =
        before.chars().next_back().into_iter().chain(spelled.chars()).chain(after.chars().take(1)).collect();
    let has_mark = |mark: &str| joined.contains(mark);
    let is_cut = [": ", ":\t", ":\n", ":\r", " #", "\t#"].into_iter().any(has_mark)
        || (ends_line && joined.trim_end().ends_with(':'));
    !is_cut && !(is_flow && (spelled.contains([',', '[', ']', '{', '}']) || spelled.ends_with(':')))
}

/// What a text with escapes says.
fn unescaped(text: &str) -> String {
    let mut read = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        read.push_str(&rest[..at]);
        let (c, length) = escape(&rest[at..]).unwrap_or(('\\', 1));
        read.push(c);
        rest = &rest[at + length..];
    }
    read + rest
}

/// A character between double quotation marks.
fn escaped(c: char) -> String {
    match c {
        '"' => "\\\"".to_owned(),
        '\\' => "\\\\".to_owned(),
        '\n' => "\\n".to_owned(),
        '\r' => "\\r".to_owned(),
        '\t' => "\\t".to_owned(),
        c if c.is_control() => format!("\\u{:04x}", u32::from(c)),
        c => c.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the words in brackets of a text may become others.
    #[track_caller]
    fn check(scalar: impl Fn(Span) -> Scalar, text: &str, spelled: &str, expected: bool) {
        let (start, end) = (text.find('<').expect("it is marked"), text.find('>').expect("it is marked") - 1);
        let source = text.replace(['<', '>'], "");
        let has_room = scalar(Span::new(0, source.len())).has_room_for(&source, Span::new(start, end), spelled);
        assert_eq!(has_room, expected, "{text:?} with {spelled:?}");
    }

    #[test]
    fn plain_words_stay_plain_words() {
        let check_in = |is_flow: bool| {
            move |text: &str, spelled: &str, expected: bool| {
                check(|span| Scalar::Plain { span, is_flow }, text, spelled, expected);
            }
        };
        let check = check_in(false);
        check("see <you> there", "\"them\", [all]", true);
        check("see <you> there", "it: you", false);
        check("see <you> there", "no #1", false);
        check("see<, you> there", ":", false);
        check("see <x>#1", "", false);
        check("see <you>", "you:", false);
        check("see <you>\n  there", "you:", false);
        check("<Hi, >- no", "", false);
        check("<Hi> there", "- no", false);
        check("<Hi> there", "\"Hi\"", false);
        check("<Hi> there", "Hey", true);
        check("<Hi>", "true", false);
        check("<Hi>", "", false);
        check("<Hi> there", "true", true);
        check("see\n  <you> there", "# you", false);
        check("see\n  <you>\n  there", "", false);
        check("see\n  <you\n  there>", "you there", false);
        let check = check_in(true);
        check("see <you> there", "you, all", false);
        check("see <you> there", "you {all}", false);
        check("see <you> there", "you all", true);
    }

    #[test]
    fn lines_of_blocks_and_quotations_stay_lines() {
        let literal = |_: Span| Scalar::Literal { start: 0, indent: 2 };
        check(literal, "<Hi, >there\n  you", "", true);
        check(literal, "<Hi,> there\n  you", "", false);
        check(literal, "<Hi>\n  you", "", false);
        check(literal, "Hi\n  <you>\n", "", true);
        check(literal, "Hi <you\n  there>", "all", true);
        let folded = |_: Span| Scalar::Folded { start: 0 };
        check(folded, "Hi\n  <you>\n  there", "", false);
        check(folded, "Hi\n  <you,> there", "", false);
        check(folded, "Hi\n  <you> there", "all", true);
        check(folded, "Hi <you\n  there>", "all", false);
        let single = |span: Span| Scalar::Single { span };
        check(single, "'<Hi>'", "", true);
        check(single, "'Hi\n  <you>\n  there'", "", false);
        check(single, "'Hi\n  <you> there'", "all", true);
        check(single, "'Hi <you\n  there>'", "all", false);
    }
}
