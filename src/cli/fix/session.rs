//! What an interactive session knows and decides: which finding is next, what each answer changes, what undo brings back.

use std::collections::HashSet;

use tonelint::{Document, Finding, Fix, Format, Report, Span};

use super::{
    Open,
    allowance::{self, Allowance},
    lint,
};

/// One draft, with what was decided about it.
#[derive(Clone, Debug)]
struct State {
    text: String,
    findings: Vec<Finding>,
    /// The record of each passage that findings are in.
    locators: Vec<Option<String>>,
    /// Rules and places that are to stay as they are.
    skipped: Vec<(String, Span)>,
    /// What is fine in this draft.
    allowed: Vec<Allowed>,
    applied: usize,
    /// How many comments were written that allow something.
    comments: usize,
}

/// Words that a rule may find in a draft, this time.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Allowed {
    rule: String,
    words: String,
    /// The record that they stand in.
    locator: Option<String>,
}

/// What an answer may change.
#[derive(Clone, Debug)]
struct Moment {
    draft: usize,
    state: State,
    skipped_rules: HashSet<String>,
}

/// Everything between the first question and the last.
pub(super) struct Session {
    drafts: Vec<Open>,
    states: Vec<State>,
    skipped_rules: HashSet<String>,
    past: Vec<Moment>,
}

/// A finding that nobody has decided about yet.
#[derive(Clone, Debug)]
pub(super) struct Question {
    /// Which draft it is in.
    pub(super) draft: usize,
    /// What was found.
    pub(super) finding: Finding,
    /// Its number, and how many there are as far as anybody knows.
    pub(super) number: usize,
    pub(super) of: usize,
}

impl Session {
    /// A session about these drafts.
    pub(super) fn new(drafts: Vec<Open>) -> Session {
        let mut session = Session { drafts, states: Vec::new(), skipped_rules: HashSet::new(), past: Vec::new() };
        for at in 0..session.drafts.len() {
            let text = session.drafts[at].text.clone();
            let (findings, locators) = session.found(at, &text);
            let (skipped, allowed) = (Vec::new(), Vec::new());
            let state = State { text, findings, locators, skipped, allowed, applied: 0, comments: 0 };
            session.states.push(state);
        }
        session
    }

    /// What is found in a draft, and the record of each of its passages.
    fn found(&self, draft: usize, text: &str) -> (Vec<Finding>, Vec<Option<String>>) {
        let Report { document, findings, .. } = self.report(draft, text);
        (findings, document.passages().iter().map(|passage| passage.locator.clone()).collect())
    }

    fn report<'t>(&self, draft: usize, text: &'t str) -> Report<'t> {
        Session::drafted(&self.drafts[draft], text)
    }

    fn drafted<'t>(draft: &Open, text: &'t str) -> Report<'t> {
        let document = Document::read(text, Format::of_name(&draft.name), draft.desk.reading());
        lint(&draft.desk, &draft.name, document, &draft.accepted)
    }

    /// What was found in a draft before anybody answered.
    pub(super) fn first_findings(&self, draft: &Open) -> Vec<Finding> {
        Session::drafted(draft, &draft.text).findings
    }

    /// The first finding that is not decided about.
    pub(super) fn next(&self) -> Option<Question> {
        let mut open = (0..self.states.len()).flat_map(|draft| self.open(draft).map(move |finding| (draft, finding)));
        let (draft, finding) = open.next()?;
        let finding = finding.clone();
        let done = self.past.len();
        Some(Question { draft, finding, number: done + 1, of: done + 1 + open.count() })
    }

    fn open(&self, draft: usize) -> impl Iterator<Item = &Finding> {
        let state = &self.states[draft];
        state.findings.iter().filter(move |finding| {
            let is_skipped = |(rule, span): &(String, Span)| *rule == finding.rule && span.overlaps(finding.span);
            !self.skipped_rules.contains(&finding.rule)
                && !state.skipped.iter().any(is_skipped)
                && !state.allowed.contains(&state.allowance(finding))
        })
    }

    /// The name of a draft.
    pub(super) fn name(&self, draft: usize) -> &str {
        &self.drafts[draft].name
    }

    /// A draft as it stands.
    pub(super) fn text(&self, draft: usize) -> &str {
        &self.states[draft].text
    }

    /// Line and column of a place in a draft.
    pub(super) fn position(&self, draft: usize, offset: usize) -> (usize, usize) {
        let before = &self.text(draft)[..offset];
        let line = before.rsplit('\n').next().unwrap_or_default();
        (before.matches('\n').count() + 1, line.chars().count() + 1)
    }

    /// The sentence of a finding together with what a fix would change, and how it would read.
    pub(super) fn rewritten(&self, question: &Question, fix: Option<&Fix>) -> (Span, String) {
        let text = self.text(question.draft);
        let Finding { sentence, span, .. } = question.finding;
        let mut whole = Span::new(sentence.start.min(span.start), sentence.end.max(span.end));
        let Some(fix) = fix else { return (whole, text[whole.range()].to_owned()) };
        whole = Span::new(whole.start.min(fix.span.start), whole.end.max(fix.span.end));
        let (before, after) = (&text[whole.start..fix.span.start], &text[fix.span.end..whole.end]);
        (whole, format!("{before}{}{after}", fix.replacement))
    }

    fn remember(&mut self, draft: usize) {
        let state = self.states[draft].clone();
        self.past.push(Moment { draft, state, skipped_rules: self.skipped_rules.clone() });
    }

    /// Whether a draft can still be read as what it is with other words in the place of some of it.
    pub(super) fn may_hold(&self, draft: usize, span: Span, words: &str) -> bool {
        let old = self.text(draft);
        let new = format!("{}{words}{}", &old[..span.start], &old[span.end..]);
        let shape = |text: &str| {
            Document::read(text, Format::of_name(self.name(draft)), self.drafts[draft].desk.reading()).shape()
        };
        shape(old) == shape(&new)
    }

    /// Puts other words in the place of some of a draft.
    pub(super) fn replace(&mut self, draft: usize, span: Span, words: &str) {
        self.remember(draft);
        self.put(draft, span, words);
        self.states[draft].applied += 1;
    }

    fn put(&mut self, draft: usize, span: Span, words: &str) {
        let text = self.text(draft);
        let text = format!("{}{words}{}", &text[..span.start], &text[span.end..]);
        let (findings, locators) = self.found(draft, &text);
        let state = &mut self.states[draft];
        let grown = |at: usize| (at + words.len()).saturating_sub(span.len());
        state.skipped.retain(|(_, place)| !place.overlaps(span));
        for (_, place) in state.skipped.iter_mut().filter(|(_, place)| span.end <= place.start) {
            *place = Span::new(grown(place.start), grown(place.end));
        }
        state.text = text;
        (state.findings, state.locators) = (findings, locators);
    }

    /// Leaves one finding as it is, wherever its rule matched in the sentence.
    pub(super) fn skip(&mut self, question: &Question) {
        self.remember(question.draft);
        let rule = &question.finding.rule;
        let places = question.finding.also.iter().chain([&question.finding.span]);
        self.states[question.draft].skipped.extend(places.map(|place| (rule.clone(), *place)));
    }

    /// Leaves every finding of the rule as it is, in every draft.
    pub(super) fn skip_rule(&mut self, question: &Question) {
        self.remember(question.draft);
        self.skipped_rules.insert(question.finding.rule.clone());
    }

    /// Whether a comment can be written that allows the rule here, and the configuration wants it to say why.
    pub(super) fn wants_reason(&self, question: &Question) -> bool {
        let needs_reason = self.drafts[question.draft].desk.linter().suppressions().needs_reason;
        needs_reason && self.allowance(question, Some("because")).is_some()
    }

    /// Writes a comment that allows the rule here, for this reason; where there is no place for one, leaves these words of this
    /// rule as they are, in this draft, this time. What the comment says, or why there is none.
    pub(super) fn allow(&mut self, question: &Question, reason: Option<&str>) -> Result<String, &'static str> {
        let draft = question.draft;
        self.remember(draft);
        if let Some(Allowance { at, text }) = self.allowance(question, reason) {
            self.put(draft, Span::new(at, at), &text);
            self.states[draft].comments += 1;
            // The marks around a comment are the same for every rule, and a nuisance to hear.
            return Ok(text.trim().trim_matches(['<', '!', '-', '>', '#']).trim().to_owned());
        }
        let state = &mut self.states[draft];
        state.allowed.push(state.allowance(&question.finding));
        let format = self.report(draft, self.text(draft)).document.format();
        Err(allowance::hindrance(format))
    }

    /// What would keep allowed what was allowed for this time, as rows of a configuration.
    pub(super) fn rows(&self) -> Vec<String> {
        let mut rows = Vec::new();
        for (draft, state) in self.drafts.iter().zip(&self.states) {
            let needs_reason = draft.desk.linter().suppressions().needs_reason;
            for Allowed { rule, locator, .. } in &state.allowed {
                let row = allowance::row(&draft.name, locator.as_deref(), rule, needs_reason);
                if !rows.contains(&row) {
                    rows.push(row);
                }
            }
        }
        rows
    }

    /// A comment that does what it should and nothing else.
    fn allowance(&self, question: &Question, reason: Option<&str>) -> Option<Allowance> {
        let (draft, finding) = (question.draft, &question.finding);
        let text = self.text(draft);
        let before = self.report(draft, text);
        let mut allowances = allowance::allowances(&before.document, finding, reason).into_iter();
        allowances.find(|allowance| {
            let new = format!("{}{}{}", &text[..allowance.at], allowance.text, &text[allowance.at..]);
            allowance::is_enough(&before, &self.report(draft, &new), allowance, finding)
        })
    }

    /// Takes the last answer back; whether there was one.
    pub(super) fn undo(&mut self) -> bool {
        let Some(Moment { draft, state, skipped_rules }) = self.past.pop() else { return false };
        self.states[draft] = state;
        self.skipped_rules = skipped_rules;
        true
    }

    /// What was decided about each draft.
    pub(super) fn results(&self) -> impl Iterator<Item = Decided<'_>> {
        let states = self.states.iter();
        self.drafts.iter().zip(states).map(|(draft, State { text, findings, applied, comments, .. })| Decided {
            draft,
            text,
            applied: *applied,
            comments: *comments,
            findings,
        })
    }
}

/// What was decided about a draft.
pub(super) struct Decided<'s> {
    pub(super) draft: &'s Open,
    /// The text that it should have.
    pub(super) text: &'s str,
    /// How many rewrites are in it.
    pub(super) applied: usize,
    /// How many comments that allow something.
    pub(super) comments: usize,
    /// What is still found.
    pub(super) findings: &'s [Finding],
}

impl State {
    /// What allows a finding, and others like it in its record: words are compared in small letters, with single spaces.
    fn allowance(&self, finding: &Finding) -> Allowed {
        let words = self.text[finding.span.range()].split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let locator = self.locators.get(finding.passage).cloned().flatten();
        Allowed { rule: finding.rule.clone(), words, locator }
    }
}

#[cfg(test)]
mod tests {
    use tonelint::{Encoding, Linter, Pack};

    use super::*;
    use crate::cli::{baseline::Accepted, config::Desk};

    const TEXT: &str = "Obviously, it is late. You must sign it. Obviously, it is red.";

    /// A linter for the words of the text above.
    fn linter() -> Linter {
        let rule = |id: &str, phrase: &str, repair: &str, bad: &str| {
            format!(
                "[[rule]]\nid = '{id}'\nmessage = 'm'\nwhy = 'w'\nphrases = ['{phrase}']\n{repair}\n\
                 [[rule.example]]\nbad = '{bad}'\ngood = 'x'\n"
            )
        };
        let rules = rule("obvious", "obviously", "cut = true", "obviously")
            + &rule("must", "you must (sign)", "swap = [\"please {1}\"]", "you must sign");
        let pack = Pack::parse("small.toml", &format!("[pack]\nname = 'small'\n{rules}"));
        Linter::new([pack.expect("the pack is written correctly")])
    }

    fn draft() -> Open {
        let desk = Desk::of(linter());
        let (text, accepted) = (TEXT.to_owned(), Accepted::default());
        Open { name: "a.txt".to_owned(), path: "a.txt".into(), text, encoding: Encoding::Utf8, desk, accepted }
    }

    fn check(answers: &[fn(&mut Session)], expected: &str, left: &[&str]) {
        let mut session = Session::new(vec![draft()]);
        answers.iter().for_each(|answer| answer(&mut session));
        assert_eq!(session.text(0), expected);
        let open: Vec<String> = session.open(0).map(|finding| session.states[0].allowance(finding).words).collect();
        assert_eq!(open, left);
    }

    fn question(session: &Session) -> Question {
        session.next().expect("something is left to ask")
    }

    fn take_first(session: &mut Session) {
        let question = question(session);
        let fix = question.finding.fixes[0].clone();
        session.replace(0, fix.span, &fix.replacement);
    }

    fn skip(session: &mut Session) {
        let question = question(session);
        session.skip(&question);
    }

    fn undo(session: &mut Session) {
        assert!(session.undo());
    }

    #[test]
    fn a_rewrite_that_is_taken_changes_the_text_and_leaves_the_rest_to_ask() {
        check(&[], TEXT, &["obviously", "you must sign", "obviously"]);
        check(&[take_first, take_first], "It is late. Please sign it. Obviously, it is red.", &["obviously"]);
    }

    #[test]
    fn what_is_skipped_stays_skipped_while_the_text_before_it_changes() {
        let answers: &[fn(&mut Session)] = &[take_first, skip, |session| {
            session.replace(0, Span::new(0, 2), "The parcel");
            assert_eq!(session.states[0].skipped[0].1, Span::new(20, 33));
        }];
        check(answers, "The parcel is late. You must sign it. Obviously, it is red.", &["obviously"]);
    }

    #[test]
    fn a_rule_is_skipped_everywhere_and_words_are_allowed_wherever_they_stand() {
        let skip_rule: fn(&mut Session) = |session| {
            let question = question(session);
            session.skip_rule(&question);
        };
        let allow: fn(&mut Session) = |session| {
            let question = question(session);
            assert_eq!(session.allow(&question, None), Err(allowance::hindrance(Format::Plain)));
        };
        check(&[skip_rule], TEXT, &["you must sign"]);
        check(&[allow], TEXT, &["you must sign"]);
    }

    #[test]
    fn undo_brings_back_the_text_and_the_question() {
        check(&[take_first, skip, undo, undo], TEXT, &["obviously", "you must sign", "obviously"]);
        assert!(!Session::new(Vec::new()).undo());
    }

    #[test]
    fn a_sentence_is_shown_as_it_would_read() {
        let session = Session::new(vec![draft()]);
        let question = question(&session);
        let (span, sentence) = session.rewritten(&question, question.finding.fixes.first());
        assert_eq!((&TEXT[span.range()], sentence.as_str()), ("Obviously, it is late.", "It is late."));
    }
}
