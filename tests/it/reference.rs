//! The matcher against a plain one: slow, and short enough to be seen to be right.

mod plain;
mod typed;

use proptest::{prelude::*, test_runner::Config};
use tonelint::{Document, Format, Linter};

use super::small_pack;
use plain::Reading;
use typed::{Node, draft, phrase};

/// How many drafts and rules are compared; `TONELINT_CASES` asks for more.
fn cases() -> u32 {
    std::env::var("TONELINT_CASES").ok().and_then(|typed| typed.parse().ok()).unwrap_or(3_000)
}

fn by_the_linter(phrases: &[String], draft: &str) -> Result<Vec<(usize, usize)>, String> {
    let phrases: Vec<&str> = phrases.iter().map(String::as_str).collect();
    let list = typed::LIST.iter().map(|entry| (*entry).to_owned()).collect();
    let pack = small_pack::pack(&phrases, &[("list", list)], "bad").map_err(|mistakes| mistakes[0].to_string())?;
    let report = Linter::new([pack]).lint("draft", Document::parse(draft, Format::Plain));
    let mut spans: Vec<(usize, usize)> = report
        .findings
        .iter()
        .flat_map(|finding| [finding.span].into_iter().chain(finding.also.clone()))
        .map(|span| (span.start, span.end))
        .collect();
    spans.sort_unstable();
    Ok(spans)
}

fn check(rule: &[Node], draft: &str) -> Result<(), TestCaseError> {
    let typed: Vec<String> = rule.iter().map(Node::typed).collect();
    let found = by_the_linter(&typed, draft);
    if !rule.iter().all(Node::is_allowed) {
        prop_assert!(found.is_err(), "{:?} should be refused", typed);
        return Ok(());
    }
    let expected = Reading::new(draft).matches(rule);
    prop_assert_eq!(found, Ok(expected), "{:?} in {:?}", typed, draft);
    Ok(())
}

proptest! {
    #![proptest_config(Config { cases: cases(), failure_persistence: None, ..Config::default() })]

    #[test]
    fn a_rule_finds_what_the_plain_matcher_finds(
        rule in prop::collection::hash_set(phrase(), 1..4),
        draft in draft(),
    ) {
        check(&rule.into_iter().collect::<Vec<_>>(), &draft)?;
    }
}
