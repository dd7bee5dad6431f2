//! Phrases that a configuration allows: what they silence, and what they do not.

use std::sync::Arc;

use tonelint::{Allowance, Document, Format, Linter, Pack, Set, Severity};

/// What the built-in rules find in a text when `phrases` are allowed for the rules that `is_meant`.
fn found(text: &str, phrases: &[&str], is_meant: impl Fn(&str) -> bool) -> Vec<String> {
    let allowance = Arc::new(Allowance::parse("terms", phrases).expect("the phrases can be read"));
    let mut packs = Pack::builtin();
    let rules = packs.iter_mut().flat_map(|pack| &mut pack.rules);
    rules.filter(|rule| is_meant(&rule.id)).for_each(|rule| rule.allow(&allowance));
    let report = Linter::new(packs).lint("", Document::parse(text, Format::Plain));
    report.findings.into_iter().map(|finding| finding.rule).collect()
}

#[track_caller]
fn check(text: &str, phrases: &[&str], expected: &[&str]) {
    assert_eq!(found(text, phrases, |_| true), expected, "{text}");
}

const ASININE: &str = "denigrating/asinine";

#[test]
fn a_name_silences_what_shares_a_word_with_it() {
    check("Your Asinine Llama mug is here.", &[], &[ASININE]);
    check("Your Asinine Llama mug is here.", &["Asinine Llama"], &[]);
    check("Your asinine\nllama mug is here.", &["Asinine Llama"], &[]);
}

#[test]
fn what_stands_beside_a_name_is_still_found() {
    check("Your Llama 3000 asinine mug is here.", &["Llama 3000"], &[ASININE]);
    check("Your Asinine Llama mug is asinine.", &["Asinine Llama"], &[ASININE]);
    check("The Llama is here. That was asinine.", &["Llama is here", "here that"], &[ASININE]);
}

#[test]
fn what_is_allowed_for_one_rule_is_allowed_for_no_other() {
    let text = "Your Asinine Llama mug is here.";
    assert_eq!(found(text, &["Asinine Llama"], |id| id == ASININE), [""; 0]);
    assert_eq!(found(text, &["Asinine Llama"], |id| id != ASININE), [ASININE]);
}

#[test]
fn a_learned_rule_is_silent_about_words_that_weighed_most() {
    let text = "I do hope this third explanation finally meets your expectations.";
    check(text, &[], &["learned/passive-aggressive"]);
    check(text, &["third explanation finally"], &[]);
    // It is in the sentence, and weighs little.
    check(text, &["third explanation"], &["learned/passive-aggressive"]);
}

#[test]
fn a_mistake_in_a_phrase_names_the_phrase() {
    let mistakes = Allowance::parse("terms", &["fine", "Dumb (Waiter"]).expect_err("a bracket is open");
    assert_eq!(mistakes.len(), 1);
    assert!(mistakes[0].message.contains("`Dumb (Waiter`"), "{}", mistakes[0]);
    assert_eq!(mistakes[0].place.map(|(line, _)| line), Some(2));
}

#[test]
fn a_rule_that_is_graded_anew_stays_in_its_set() {
    let mut packs = Pack::builtin();
    let rules = packs.iter_mut().flat_map(|pack| &mut pack.rules);
    for rule in rules.filter(|rule| rule.learned.is_none()) {
        let set = rule.set();
        [Severity::Info, Severity::Error, Severity::Warning].into_iter().for_each(|severity| rule.regrade(severity));
        assert_eq!((rule.severity, rule.set()), (Severity::Warning, set), "{}", rule.id);
    }
    assert!(packs.iter().flat_map(|pack| &pack.rules).any(|rule| rule.set() == Some(Set::Hints)));
}
