//! The matcher against a plain one: slow, and short enough to be seen to be right.

mod plain;
mod typed;

use proptest::{prelude::*, test_runner::Config};
use tonelint::{Document, Format, Linter};

use super::small_pack;
use plain::Reading;
use typed::{Node, draft, phrase};

/// How many rules are tried, on ten drafts each; `TONELINT_CASES` asks for more.
fn cases() -> u32 {
    std::env::var("TONELINT_CASES").ok().and_then(|typed| typed.parse().ok()).unwrap_or(400)
}

/// A linter for one rule, if a pack may hold it.
fn linter(phrases: &[String]) -> Option<Linter> {
    let phrases: Vec<&str> = phrases.iter().map(String::as_str).collect();
    let list = typed::LIST.iter().map(|entry| (*entry).to_owned()).collect();
    small_pack::pack(&phrases, &[("list", list)], "bad").ok().map(|pack| Linter::new([pack]))
}

fn found(linter: &Linter, draft: &str) -> Vec<(usize, usize)> {
    let report = linter.lint("draft", Document::parse(draft, Format::Plain));
    let mut spans: Vec<(usize, usize)> = report
        .findings
        .iter()
        .flat_map(|finding| [finding.span].into_iter().chain(finding.also.clone()))
        .map(|span| (span.start, span.end))
        .collect();
    spans.sort_unstable();
    spans
}

fn check(rule: &[Node], drafts: &[String]) -> Result<(), TestCaseError> {
    let typed: Vec<String> = rule.iter().map(Node::typed).collect();
    let linter = linter(&typed);
    prop_assert_eq!(linter.is_some(), rule.iter().all(Node::is_allowed), "whether {:?} is allowed", typed);
    for draft in drafts.iter().filter(|_| linter.is_some()) {
        let found = linter.as_ref().map(|linter| found(linter, draft));
        prop_assert_eq!(found, Some(Reading::new(draft).matches(rule)), "{:?} in {:?}", typed, draft);
    }
    Ok(())
}

proptest! {
    #![proptest_config(Config { cases: cases(), failure_persistence: None, ..Config::default() })]

    #[test]
    fn a_rule_finds_what_the_plain_matcher_finds(
        rule in prop::collection::hash_set(phrase(), 1..4),
        drafts in prop::collection::vec(draft(), 10),
    ) {
        check(&rule.into_iter().collect::<Vec<_>>(), &drafts)?;
    }
}
