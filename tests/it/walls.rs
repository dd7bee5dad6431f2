//! Long drafts of one thing are linted in time that grows with their length, not faster.

use tonelint::{Document, Format};

use super::small_pack;

const PHRASES: &[&str] = &[
    "calm down",
    "stupid",
    "you are (the|a|so|very){0,3} ... wrong",
    "^ as I told you",
    "nobody else $",
    "a* b c d e",
];

/// Each of these once took, or could take, time that grows with the square of the length.
const PIECES: &[&str] = &[
    "a*",
    "*",
    "a ",
    "a",
    "\"",
    "\"a ",
    "a\" ",
    "“a ",
    " 'a",
    "a' ",
    ",",
    ", \u{fffc}",
    "\u{200b}",
    "a\u{200b}",
    "a\u{301}",
    "\n",
    "a-\n",
    "a-",
    "a.",
    ". ",
    "… ",
    "calm down ",
    "stupid\n",
    "stupid. ",
    "\"stupid\" ",
    "if you are so ",
    "you said that stupid ",
    "🙄\u{200d}",
    "$a",
    "s*",
    "1.",
    "#@",
    "[",
    "](",
    "<",
    "{{",
    "On a wrote:\n",
];

#[test]
fn behind_a_wall_of_anything_the_next_paragraph_is_read() {
    let linter = small_pack::linter(PHRASES);
    for piece in PIECES {
        // Long enough that time in squares would be minutes, and short enough for every run of the tests.
        let draft = format!("{}\n\nThat is a stupid thing to say.", piece.repeat(100_000 / piece.len()));
        let report = linter.lint("draft", Document::parse(&draft, Format::Plain));
        let last = report.findings.last().map(|finding| report.document.slice(finding.span));
        assert_eq!(last, Some("stupid"), "behind {piece:?}");
    }
}
