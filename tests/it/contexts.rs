//! What silences a rule, and what does not: words in `[brackets]` are the match.

mod about;
mod company;
mod turned;

use tonelint::{Document, Format, Linter};

use super::small_pack;

/// A sentence, and where its words in brackets stand.
struct Row {
    draft: String,
    start: usize,
    end: usize,
}

impl Row {
    fn new(typed: &str) -> Row {
        let start = typed.find('[').expect("a row has words in brackets");
        let end = typed.find(']').expect("the brackets close") - 1;
        Row { draft: typed.replace(['[', ']'], ""), start, end }
    }

    fn words(&self) -> &str {
        &self.draft[self.start..self.end]
    }

    /// Whether the linter finds exactly the words in brackets.
    fn is_found(&self, linter: &Linter) -> bool {
        let report = linter.lint("draft", Document::parse(&self.draft, Format::Plain));
        let mut spans =
            report.findings.iter().flat_map(|finding| [finding.span].into_iter().chain(finding.also.clone()));
        spans.any(|span| span.range() == (self.start..self.end))
    }
}

/// A linter for one rule around these words.
fn linter(words: &str, quiet_when: &[&str]) -> Linter {
    Linter::new([small_pack::quiet_pack(&[words], quiet_when).expect("words in brackets are a phrase")])
}

/// Which rows do not do as their column says, each with what is wrong.
fn wrong(rows: &[&str], complaint: &str, is_right: impl Fn(&Row) -> bool) -> Vec<String> {
    let wrong = rows.iter().filter(|typed| !is_right(&Row::new(typed)));
    wrong.map(|typed| format!("{complaint}: {typed}")).collect()
}

/// A rule with this test is silent about the first sentences and speaks about
/// the others; without it, it finds the words in all of them.
#[track_caller]
fn check(test: &str, silent: &[&str], speaks: &[&str]) {
    let found = |row: &Row, quiet_when: &[&str]| row.is_found(&linter(row.words(), quiet_when));
    let complaints = [
        wrong(silent, "not found without the test", |row| found(row, &[])),
        wrong(speaks, "not found without the test", |row| found(row, &[])),
        wrong(silent, "should be silent", |row| !found(row, &[test])),
        wrong(speaks, "should speak", |row| found(row, &[test])),
    ]
    .concat();
    assert!(complaints.is_empty(), "{test}\n{}", complaints.join("\n"));
    assert!(10 <= silent.len() && 10 <= speaks.len(), "{test} needs ten sentences on either side");
}

/// Every rule is silent about the first sentences, though it finds their words
/// where they stand alone, and speaks about the others.
#[track_caller]
fn check_always(silent: &[&str], speaks: &[&str]) {
    let alone = |row: &Row| Row::new(&format!("[{}]", row.words())).is_found(&linter(row.words(), &[]));
    let found = |row: &Row| row.is_found(&linter(row.words(), &[]));
    let complaints = [
        wrong(silent, "not found alone", alone),
        wrong(silent, "should be silent", |row| !found(row)),
        wrong(speaks, "should speak", found),
    ]
    .concat();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    assert!(10 <= silent.len() && 10 <= speaks.len(), "there are ten sentences on either side");
}

#[test]
fn a_test_that_no_rule_knows_is_refused() {
    assert!(small_pack::quiet_pack(&["rude"], &["kind"]).is_err());
}

#[test]
fn the_next_sentence_is_not_looked_for_behind_a_long_row_of_marks() {
    let is_found = |marks: usize| {
        let row = Row::new(&format!("[Calm down].{} If you like, we can help.", " ?".repeat(marks)));
        row.is_found(&linter("calm down", &["offer"]))
    };
    assert_eq!([0, 50, 2_000].map(is_found), [false, false, true]);
}
