//! Rules that find the same words: one finding, or two where the repairs differ.

use tonelint::{Document, Format, Linter, Pack};

const RULES: &str = r#"
    [pack]
    name = "house"
    severity = "error"

    [[rule]]
    id = "fool"
    message = "m"
    why = "w"
    phrases = ["you are (a|an) (damn)? fool"]
    note = "n"
    [[rule.example]]
    bad = "You are a fool."
    good = "Thank you."

    [[rule]]
    id = "fool-alone"
    message = "m"
    why = "w"
    phrases = ["fool"]
    note = "n"
    [[rule.example]]
    bad = "Fool."
    good = "Thank you."

    [[rule]]
    id = "swearing"
    beside = true
    message = "m"
    why = "w"
    phrases = ["damn", "damn fool"]
    note = "n"
    [[rule.example]]
    bad = "Damn."
    good = "Thank you."
"#;

#[track_caller]
fn check(text: &str, expected: &[(&str, &str)]) {
    let pack = Pack::parse("house.toml", RULES).expect("the rules are well formed");
    let report = Linter::new([pack]).lint("draft", Document::parse(text, Format::Plain));
    let found: Vec<(&str, &str)> =
        report.findings.iter().map(|finding| (finding.rule.as_str(), report.document.slice(finding.span))).collect();
    assert_eq!(found, expected);
}

#[test]
fn the_longest_of_two_stays() {
    check("You are a fool.", &[("house/fool", "You are a fool")]);
}

#[test]
fn what_calls_for_another_repair_stands_beside_it() {
    check("You are a damn fool.", &[("house/fool", "You are a damn fool"), ("house/swearing", "damn fool")]);
}

#[test]
fn the_same_rule_again_in_a_sentence_is_one_finding() {
    check("Damn it, damn.", &[("house/swearing", "Damn")]);
}
