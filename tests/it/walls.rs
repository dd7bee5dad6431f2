//! Long drafts of one thing are linted in time that grows with their length, not faster.

use std::time::{Duration, Instant};

use tonelint::{Document, Format, Linter};

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

fn time(linter: &Linter, draft: &str) -> Duration {
    let begun = Instant::now();
    linter.lint("draft", Document::parse(draft, Format::Plain));
    begun.elapsed()
}

#[test]
fn a_wall_of_anything_takes_time_in_proportion() {
    let linter = small_pack::linter(PHRASES);
    for piece in PIECES {
        let long = time(&linter, &piece.repeat(100_000 / piece.len()));
        // Unoptimised, on a busy machine, each takes less than a second; squares take minutes.
        assert!(long < Duration::from_secs(30), "{piece:?} takes {long:?}");
    }
}
