//! What a finding is known by when the file around it was exported anew, sorted or indented.

use unicode_normalization::UnicodeNormalization;

use crate::{
    document::{Document, Passage},
    finding::Finding,
};

/// Which finding is accepted. Neither lines nor places in lists are part of it, nor the words themselves.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    /// The file, relative to the folder of the baseline.
    pub path: String,
    /// The record of a structured file; empty in others.
    pub record: String,
    /// Full id of the rule.
    pub rule: String,
    /// A number made from the words.
    pub words: u64,
}

impl Row {
    /// What a finding in the file at `path` is known by.
    pub(super) fn new(path: &str, document: &Document<'_>, finding: &Finding) -> Row {
        let passage = document.passages().get(finding.passage);
        let found = passage.map(|passage| passage.text.at_source(finding.span)).filter(|words| !words.is_empty());
        let words = hash(&folded(found.as_deref().unwrap_or_else(|| document.slice(finding.span))));
        let record = passage.map(record).unwrap_or_default();
        Row { path: path.to_owned(), record, rule: finding.rule.clone(), words }
    }

    /// Where the rows of a file begin.
    pub(super) fn first(path: &str) -> Row {
        Row { path: path.to_owned(), record: String::new(), rule: String::new(), words: 0 }
    }
}

/// The place of a record without what changes when others are added: its id, else its title, else its words.
fn record(passage: &Passage<'_>) -> String {
    let Some(locator) = &passage.locator else { return String::new() };
    let place = without_numbers(locator);
    if place.contains("[id=") || place.contains(" of thread ") {
        return place;
    }
    match &passage.title {
        Some(title) => format!("{place}: {title}"),
        None => format!("{place}: {:016x}", hash(&folded(passage.text.as_str()))),
    }
}

/// `macros[4].body` is `macros[].body`, and `row 17, column reply` is `row, column reply`.
fn without_numbers(locator: &str) -> String {
    let mut place = String::new();
    let mut rest = locator;
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    while let Some(c) = rest.chars().next() {
        let is_word_start = place.is_empty() || place.ends_with([' ', ',']);
        let counted =
            ["row ", "line ", "message ", "reply "].iter().find(|word| is_word_start && rest.starts_with(**word));
        if let Some(word) = counted.filter(|word| 0 < digits(&rest[word.len()..])) {
            place.push_str(word.trim_end());
            rest = &rest[word.len() + digits(&rest[word.len()..])..];
            continue;
        }
        place.push(c);
        rest = &rest[c.len_utf8()..];
        if c == '[' && rest[digits(rest)..].starts_with(']') {
            rest = &rest[digits(rest)..];
        }
    }
    place
}

/// Words in small letters with single spaces, without marks: what stays the same however they are written.
fn folded(text: &str) -> String {
    let mut folded = String::new();
    let mut is_between = false;
    for c in text.nfkc().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            if is_between && !folded.is_empty() {
                folded.push(' ');
            }
            folded.push(c);
            is_between = false;
        } else {
            // An apostrophe, a soft hyphen or a character without width stands inside of a word.
            is_between |= !"'’‘ʼ`´\u{AD}\u{200B}\u{200C}\u{200D}\u{2060}\u{FEFF}".contains(c);
        }
    }
    folded
}

/// FNV-1a with 64 bits: written down in one line, and the same in every version.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_one_that_files_were_written_with() {
        assert_eq!(hash(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(hash("a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(hash("foobar"), 0x8594_4171_f739_67e8);
        assert_eq!(hash(&folded("You’re the ONLY one!")), 0xc2d5_9a83_4b27_8bb4);
    }

    #[test]
    fn words_are_the_same_however_they_are_written() {
        let check = |text: &str, expected: &str| assert_eq!(folded(text), expected);
        check("You’re  the\nonly, ONE", "youre the only one");
        check("you're the only one", "youre the only one");
        check("\u{FFFC} Cafe\u{301} ﬁne\u{AD}ly … ", "café finely");
        check("a-b c\u{A0}d", "a b c d");
        check("?!", "");
    }

    #[test]
    fn a_place_has_no_numbers_but_those_of_ids() {
        let check = |locator: &str, expected: &str| assert_eq!(without_numbers(locator), expected);
        check("macros[id=360001].actions[4].value", "macros[id=360001].actions[].value");
        check("[0][12].a7", "[][].a7");
        check("row 17, column reply", "row, column reply");
        check("row 17, column 3", "row, column 3");
        check("line 3, ticket.line 4", "line, ticket.line 4");
        check("message 3 of thread 12", "message of thread 12");
        check("reply 2", "reply");
        check("line 3, message 3 of thread 12", "line, message of thread 12");
        check("[1a].row 7 é[", "[1a].row 7 é[");
    }
}
