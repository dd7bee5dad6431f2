//! The project's own labelled replies: no rule, no category and not the whole falls below what it has reached.

use std::fs;

use tonelint::{
    Document, Format, Linter, Pack, Set,
    labelled::{Floor, Reply, Scores},
};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/labelled");

fn read(name: &str) -> String {
    fs::read_to_string(format!("{FOLDER}/{name}")).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn replies() -> Vec<Reply> {
    let text = read("replies.jsonl");
    let lines = text.lines().enumerate();
    let parsed = lines.map(|(at, line)| Reply::parse("replies.jsonl", at + 1, line));
    parsed.collect::<Result<_, _>>().unwrap_or_else(|mistake| panic!("{mistake}"))
}

/// Everything but matters of taste.
fn linter() -> Linter {
    let mut packs = Pack::builtin();
    packs.iter_mut().for_each(|pack| pack.rules.retain(|rule| rule.set() != Some(Set::Hints)));
    let rules = packs.iter_mut().flat_map(|pack| &mut pack.rules);
    rules.filter_map(|rule| rule.learned.as_mut()).for_each(|thresholds| thresholds.info = None);
    Linter::new(packs)
}

fn scores() -> Scores {
    let linter = linter();
    let mut scores = Scores::default();
    for reply in replies() {
        let report = linter.lint("reply", Document::parse(&reply.text, Format::Plain));
        scores.judge(&reply, &report.findings);
    }
    scores
}

#[test]
fn nothing_falls_below_the_floor() {
    let floor = Floor::parse("floor.toml", &read("floor.toml")).unwrap_or_else(|mistake| panic!("{mistake}"));
    let falls = floor.falls(&Floor::of(&scores()));
    let told: Vec<String> =
        falls.iter().map(|fall| format!("{}: {:?}, floor {:?}", fall.what, fall.now, fall.floor)).collect();
    assert!(told.is_empty(), "{}\nCONTRIBUTING.md says how a floor is moved", told.join("\n"));
}

#[test]
fn as_many_replies_are_clean_as_are_flagged() {
    let overall = scores().overall;
    assert!(0 < overall.flagged);
    assert_eq!(overall.flagged, overall.clean);
}

#[test]
fn every_reply_has_a_name_of_its_own_and_a_difficulty() {
    let mut seen = std::collections::BTreeSet::new();
    for reply in replies() {
        let id = reply.id.expect("a row has an id");
        assert!(reply.difficulty.is_some(), "{id} has no difficulty");
        assert!(seen.insert(id.clone()), "{id} is there twice");
    }
}
