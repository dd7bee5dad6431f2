//! Every finding points at whole characters of the draft, in order, and at words that its rule finds.

use std::{sync::LazyLock, thread};

use proptest::{prelude::*, sample::select};
use tonelint::{Document, Finding, Format, Linter};

use super::small_pack;

const PHRASES: &[&str] = &["calm down", "stupid", "you are wrong", "^ as I told you", "nobody else $", "no ... way"];

static LINTER: LazyLock<Linter> = LazyLock::new(|| small_pack::linter(PHRASES));

/// What holds the phrases above, as people may type it.
const PLANTED: &[&str] = &[
    "calm down",
    "Calm, down",
    "CALM\ndown",
    "calm\u{a0}down",
    "st*pid",
    "stuuupid",
    "s t u p i d",
    "ѕtupid",
    "stu\u{ad}pid",
    "you're wrong",
    "You’re \"wrong\"",
    "youre *wrong*",
    "As I told you",
    "nobody else",
    "no, not in any way",
];

const NASTY: &[&str] = &[
    " ",
    "  ",
    "\n",
    "\r\n",
    "\n\n",
    "\t",
    "\u{a0}",
    "\u{200b}",
    "\u{ad}",
    "\u{feff}",
    "\u{fffc}",
    "\u{2028}",
    "\u{2029}",
    "\0",
    ".",
    "...",
    "…",
    "!",
    "?",
    ",",
    ";",
    ":",
    "-",
    "--",
    "–",
    "'",
    "’",
    "\"",
    "“",
    "”",
    "«",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "```",
    "<b>",
    "</b>",
    "<",
    ">",
    "> ",
    "&amp;",
    "&nbsp;",
    "&#39;",
    "[",
    "](",
    "](x)",
    "(",
    ")",
    "{{",
    "}}",
    "{{name}}",
    "%",
    "$",
    "#",
    "@",
    "|",
    "e\u{301}",
    "é",
    "ß",
    "İ",
    "ﬁ",
    "你",
    "🙄",
    "🤷🏽‍♀️",
    "\u{1f3fd}",
    "\u{200d}",
    "\u{301}",
    "a",
    "I",
    "1",
    "A55",
    "Mr.",
    "Hi Ana,",
    "On Monday, Ana wrote:\n",
    "-- \n",
    "https://a.example/b",
];

fn draft() -> impl Strategy<Value = String> {
    let piece = prop_oneof![1 => select(PLANTED), 3 => select(NASTY), 1 => Just(" ")];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn findings(draft: &str, format: Format) -> Vec<Finding> {
    LINTER.lint("draft", Document::parse(draft, format)).findings
}

/// Every span is a stretch of whole characters; findings come in text order.
fn check_places(draft: &str, findings: &[Finding]) -> Result<(), TestCaseError> {
    for span in findings.iter().flat_map(|finding| finding.also.iter().chain([&finding.span])) {
        prop_assert!(!span.is_empty(), "{span:?} is empty in {draft:?}");
        prop_assert!(draft.get(span.range()).is_some(), "{span:?} cuts a character of {draft:?}");
    }
    for fix in findings.iter().flat_map(|finding| &finding.fixes) {
        prop_assert!(draft.get(fix.span.range()).is_some(), "{fix:?} cuts a character of {draft:?}");
    }
    prop_assert!(findings.is_sorted_by_key(|finding| finding.span), "{draft:?} gives {findings:?}");
    Ok(())
}

/// The words that a finding points at are found again without the draft around them.
fn check_words(draft: &str, found: &[Finding]) -> Result<(), TestCaseError> {
    for finding in found {
        let words = &draft[finding.span.range()];
        prop_assert!(!findings(words, Format::Plain).is_empty(), "{words:?} of {draft:?} is not found alone");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn findings_point_at_whole_words_in_order(drafts in prop::collection::vec(draft(), 8)) {
        for draft in &drafts {
            for format in [Format::Plain, Format::Markdown, Format::Html] {
                let found = findings(draft, format);
                check_places(draft, &found)?;
                prop_assert_eq!(&findings(draft, format), &found, "a second look at {:?}", draft);
            }
            check_words(draft, &findings(draft, Format::Plain))?;
        }
    }
}

#[test]
fn threads_that_share_a_linter_find_the_same() {
    let drafts: Vec<String> =
        PLANTED.iter().flat_map(|one| NASTY.iter().map(move |other| format!("{other}{one}{other} {one}"))).collect();
    let all = || drafts.iter().map(|draft| findings(draft, Format::Markdown)).collect::<Vec<_>>();
    let alone = all();
    thread::scope(|scope| {
        let threads: Vec<_> = (0..2).map(|_| scope.spawn(all)).collect();
        for thread in threads {
            assert_eq!(thread.join().expect("linting does not panic"), alone);
        }
    });
}

#[test]
fn every_character_is_got_past() {
    let basic = (0..=0xFFFF).filter_map(char::from_u32);
    let draft: String = basic.flat_map(|c| [' ', c, 'a', c, ' ', c, c, '\n', '\n']).collect();
    let found = findings(&format!("{draft}Stay calm down here"), Format::Plain);
    assert_eq!(found.len(), 1);
}
