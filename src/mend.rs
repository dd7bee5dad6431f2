//! Applies rewrites to a draft until there is nothing left to apply, and checks every one of them.

use std::collections::HashMap;

use crate::{
    document::{Document, Format, Reading},
    finding::Finding,
    fix::{Applicability, Fix},
    linter::Linter,
    report::Report,
    rewrite::{emphasis, is_layout},
    span::Span,
};

/// A rewrite can make room for the next one; this many times are enough for any sentence.
const ROUNDS: usize = 100;

/// So many rewrites are tried in halves, to find out which of them does harm; of more, those that
/// stand nearest to it are left out.
const FEW: usize = 64;

/// Which rewrites are applied without a person looking at them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The first safe one of each finding.
    Safe,
    /// Where there is no safe one, the first that has no `[slot]` and takes nothing away that cannot be
    /// typed again: a placeholder, a link, code, a number.
    First,
}

impl Choice {
    /// The rewrite that would be applied for a finding.
    pub fn of(self, finding: &Finding) -> Option<&Fix> {
        let safe = finding.fixes.iter().find(|fix| fix.applicability == Applicability::Safe);
        let rest = || finding.fixes.iter().find(|fix| fix.slot().is_none() && fix.loses.is_empty());
        match self {
            Choice::Safe => safe,
            Choice::First => safe.or_else(rest),
        }
    }
}

/// A draft after its rewrites.
#[derive(Debug)]
pub struct Mended {
    /// The text.
    pub text: String,
    /// How many rewrites were applied.
    pub applied: usize,
    /// How many were not, because something else would have been found then.
    pub held_back: usize,
    /// What is still found, in text order.
    pub findings: Vec<Finding>,
}

/// Applies the chosen rewrites, lints the result, and goes on until nothing is left to apply. A
/// rewrite that would leave its own finding or create another, or that would change what is a
/// placeholder, a link or code, is not applied.
///
/// ```
/// use tonelint::{Choice, Format, Linter, Pack, Reading, mend};
/// let linter = Linter::new(Pack::builtin());
/// let draft = "Unless I'm mistaken, you must send the form.";
/// let mended = mend(&linter, draft, Format::Plain, &Reading::default(), Choice::Safe);
/// assert_eq!((mended.text.as_str(), mended.applied), ("Please send the form.", 2));
/// ```
pub fn mend(linter: &Linter, text: &str, format: Format, reading: &Reading, choice: Choice) -> Mended {
    mend_by(|document| linter.lint("", document), text, format, reading, choice)
}

/// The same with findings that somebody else makes: a caller who allows some of them keeps those out.
///
/// ```
/// use tonelint::{Choice, Format, Linter, Pack, Reading, mend_by};
/// let linter = Linter::new(Pack::builtin());
/// fn is_fine(rule: &str) -> bool {
///     rule == "commanding/you-must"
/// }
/// let draft = "Unless I'm mistaken, you must send the form.";
/// let mended = mend_by(
///     |document| {
///         let mut report = linter.lint("", document);
///         report.findings.retain(|finding| !is_fine(&finding.rule));
///         report
///     },
///     draft,
///     Format::Plain,
///     &Reading::default(),
///     Choice::Safe,
/// );
/// assert_eq!(mended.text, "You must send the form.");
/// ```
pub fn mend_by(
    lint: impl for<'d> Fn(Document<'d>) -> Report<'d>,
    text: &str,
    format: Format,
    reading: &Reading,
    choice: Choice,
) -> Mended {
    let read = |text: &str| State::new(&lint, text.to_owned(), format, reading);
    let mut mender = Mender { read: &read, state: read(text), applied: 0, held_back: 0 };
    for _ in 0..ROUNDS {
        let chosen: Vec<Fix> = mender.state.findings.iter().filter_map(|finding| choice.of(finding)).cloned().collect();
        let (_, chosen) = Fix::apply_all(&mender.state.text, chosen);
        let before = mender.applied;
        mender.held_back = 0;
        if chosen.len() <= FEW {
            mender.apply_few(chosen)
        } else {
            mender.apply_many(chosen)
        }
        if mender.applied == before {
            break;
        }
    }
    let Mender { state: State { text, findings, .. }, applied, held_back, .. } = mender;
    Mended { text, applied, held_back, findings }
}

/// A text, and what can be said about it.
struct State {
    text: String,
    findings: Vec<Finding>,
    /// What a rewrite must not change about the file around it.
    shape: (Format, usize),
    /// What is in it besides words and their emphasis, sorted.
    unseen: Vec<String>,
}

impl State {
    fn new(
        lint: impl for<'d> Fn(Document<'d>) -> Report<'d>,
        text: String,
        format: Format,
        reading: &Reading,
    ) -> State {
        let report = lint(Document::read(&text, format, reading));
        let mut unseen = Vec::new();
        for passage in report.document.passages() {
            let whole = Span::new(0, passage.text.as_str().len());
            unseen.extend(passage.text.unseen(whole).into_iter().map(|span| report.document.slice(span).to_owned()));
        }
        unseen.retain(|text| !is_layout(text) && emphasis(text).is_none());
        unseen.sort();
        let shape = report.document.shape();
        let findings = report.findings;
        State { findings, shape, unseen, text }
    }
}

struct Mender<'r> {
    read: &'r dyn Fn(&str) -> State,
    state: State,
    applied: usize,
    held_back: usize,
}

impl Mender<'_> {
    /// Applies these fixes, which are in text order and do not overlap, or as many of them as do no
    /// harm: what cannot be applied together is tried in halves.
    fn apply_few(&mut self, mut fixes: Vec<Fix>) {
        if fixes.is_empty() || self.try_all(&fixes).is_ok() {
            return;
        }
        if fixes.len() == 1 {
            self.held_back += 1;
            return;
        }
        let later = fixes.split_off(fixes.len() / 2);
        let length = self.state.text.len();
        self.apply_few(fixes);
        let moved = |span: Span| {
            let moved = |at: usize| at + self.state.text.len() - length;
            Span::new(moved(span.start), moved(span.end))
        };
        let later = later.into_iter().map(|fix| {
            let loses = fix.loses.iter().map(|span| moved(*span)).collect();
            Fix { span: moved(fix.span), loses, ..fix }
        });
        // What was applied may have settled the later ones as well.
        let offered: Vec<&Fix> = self.state.findings.iter().flat_map(|finding| &finding.fixes).collect();
        let later = later.filter(|fix| offered.contains(&fix)).collect();
        self.apply_few(later);
    }

    /// The same for a whole library in one file, which is read only a few times.
    fn apply_many(&mut self, mut fixes: Vec<Fix>) {
        while !fixes.is_empty() {
            let Err(blamed) = self.try_all(&fixes) else { return };
            self.held_back += blamed.len();
            let mut at = 0;
            fixes.retain(|_| {
                at += 1;
                blamed.binary_search(&(at - 1)).is_err()
            });
        }
    }

    /// Applies all of these, or says which of them do harm, by their numbers.
    fn try_all(&mut self, fixes: &[Fix]) -> Result<(), Vec<usize>> {
        let (text, applied) = Fix::apply_all(&self.state.text, fixes.to_vec());
        let next = (self.read)(&text);
        let blamed = blamed(&self.state, &applied, &next);
        if !blamed.is_empty() {
            return Err(blamed);
        }
        self.state = next;
        self.applied += applied.len();
        Ok(())
    }
}

/// The numbers of the fixes after which something is found that was not found before, or is not what it
/// was any more. None when all is well.
fn blamed(before: &State, applied: &[Fix], after: &State) -> Vec<usize> {
    if before.shape != after.shape || before.unseen != after.unseen {
        return (0..applied.len()).collect();
    }
    let known = known_places(before, applied);
    let way_back = WayBack::new(applied);
    let mut blamed = Vec::new();
    for finding in &after.findings {
        let place = way_back.span(finding.span);
        let places = known.get(finding.rule.as_str()).map_or(&[][..], Vec::as_slice);
        let nearest = places.partition_point(|known| known.start < place.end).checked_sub(1);
        if nearest.is_none_or(|nearest| places[nearest].end <= place.start) {
            blamed.extend(nearest_fixes(applied, place));
        }
    }
    blamed.sort_unstable();
    blamed.dedup();
    blamed
}

/// Where each rule was found, beside the findings that the fixes are for.
fn known_places<'s>(state: &'s State, applied: &[Fix]) -> HashMap<&'s str, Vec<Span>> {
    let is_applied =
        |fix: &Fix| applied.binary_search_by_key(&fix.span, |fix| fix.span).is_ok_and(|at| applied[at] == *fix);
    let mut known: HashMap<&str, Vec<Span>> = HashMap::new();
    for finding in &state.findings {
        let places = known.entry(&finding.rule).or_default();
        if !finding.fixes.iter().any(is_applied) {
            places.push(finding.span);
        }
        places.extend(&finding.also);
    }
    known.values_mut().for_each(|places| places.sort());
    known
}

/// The fixes that touch a place, or else the ones before and behind it.
fn nearest_fixes(applied: &[Fix], place: Span) -> std::ops::Range<usize> {
    let first = applied.partition_point(|fix| fix.span.end < place.start);
    let end = applied.partition_point(|fix| fix.span.start <= place.end);
    if first < end { first..end } else { first.saturating_sub(1)..(first + 1).min(applied.len()) }
}

/// From places in a text with fixes in it to those in the text without them.
struct WayBack {
    /// For each fix, where it is afterwards and where it was.
    moves: Vec<(Span, Span)>,
}

impl WayBack {
    fn new(applied: &[Fix]) -> WayBack {
        let mut moves = Vec::new();
        let (mut old_end, mut new_end) = (0, 0);
        for fix in applied {
            let start = new_end + (fix.span.start - old_end);
            (old_end, new_end) = (fix.span.end, start + fix.replacement.len());
            moves.push((Span::new(start, new_end), fix.span));
        }
        WayBack { moves }
    }

    fn span(&self, span: Span) -> Span {
        Span::new(self.place(span.start, |was| was.start), self.place(span.end, |was| was.end))
    }

    /// A place inside a fix goes to an edge of where the fix was.
    fn place(&self, at: usize, edge: impl Fn(Span) -> usize) -> usize {
        let Some(last) = self.moves.partition_point(|(now, _)| now.start < at).checked_sub(1) else { return at };
        let (now, was) = self.moves[last];
        if at < now.end { edge(was) } else { was.end + (at - now.end) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::Pack;

    fn linter(rules: &str) -> Linter {
        let rules = rules.replace("[[rule]]", "[[rule]]\nmessage = 'm'\nwhy = 'w'");
        let text = format!("[pack]\nname = 'small'\n{rules}");
        Linter::new([Pack::parse("small.toml", &text).expect("the pack is written correctly")])
    }

    fn rule(id: &str, phrase: &str, repair: &str) -> String {
        format!(
            "[[rule]]\nid = '{id}'\nphrases = ['{phrase}']\n{repair}\n[[rule.example]]\nbad = '{phrase}'\ngood = 'x'\n"
        )
    }

    #[track_caller]
    fn check(rules: &[String], choice: Choice, text: &str, expected: &str, applied: usize, held_back: usize) {
        let mended = mend(&linter(&rules.concat()), text, Format::Plain, &Reading::default(), choice);
        assert_eq!((mended.text.as_str(), mended.applied, mended.held_back), (expected, applied, held_back));
    }

    #[test]
    fn rewrites_are_applied_until_nothing_is_left() {
        let rules = [rule("one", "kindly", "swap = ['please']"), rule("two", "obviously", "cut = true")];
        check(&rules, Choice::Safe, "Obviously, kindly sit. Obviously, kindly go.", "Please sit. Please go.", 4, 0);
    }

    #[test]
    fn a_rewrite_that_creates_a_finding_is_held_back_and_the_others_are_not() {
        let rules = [
            rule("one", "kindly", "swap = ['please']"),
            rule("two", "please sit", "note = 'n'"),
            rule("three", "obviously", "cut = true"),
        ];
        let text = "Kindly sit. Kindly go. Obviously, it is late.";
        check(&rules, Choice::Safe, text, "Kindly sit. Please go. It is late.", 2, 1);
    }

    #[test]
    fn of_many_rewrites_only_those_that_do_harm_are_held_back() {
        let rules = [rule("one", "kindly", "swap = ['please']"), rule("two", "please sit", "note = 'n'")];
        let (text, expected) = ("Kindly sit. Kindly go. ".repeat(200), "Kindly sit. Please go. ".repeat(200));
        check(&rules, Choice::Safe, &text, &expected, 200, 200);
    }

    #[test]
    fn a_rewrite_that_leaves_its_own_finding_is_held_back() {
        let rules = [rule("one", "kindly", "swap = ['kindly please']")];
        check(&rules, Choice::Safe, "Kindly sit.", "Kindly sit.", 0, 1);
    }

    #[test]
    fn whole_sentences_are_chosen_only_when_asked_for_and_without_slots() {
        let rules = [rule("one", "kindly", "write = ['It is [what].', 'Please sit.']")];
        check(&rules, Choice::Safe, "So kindly sit.", "So kindly sit.", 0, 0);
        check(&rules, Choice::First, "So kindly sit.", "Please sit.", 1, 0);
        check(&rules, Choice::First, "So kindly sit, {{name}}, at 4.", "So kindly sit, {{name}}, at 4.", 0, 0);
    }

    #[test]
    fn a_place_after_the_fixes_is_led_back_to_where_it_was() {
        let fix = |start, end, replacement: &str| Fix {
            kind: crate::fix::FixKind::Swap,
            span: Span::new(start, end),
            replacement: replacement.to_owned(),
            applicability: Applicability::Safe,
            loses: Vec::new(),
        };
        let way_back = WayBack::new(&[fix(2, 4, "xxxxx"), fix(10, 12, "")]);
        assert_eq!(way_back.span(Span::new(0, 2)), Span::new(0, 2));
        assert_eq!(way_back.span(Span::new(3, 5)), Span::new(2, 4));
        assert_eq!(way_back.span(Span::new(7, 8)), Span::new(4, 5));
        assert_eq!(way_back.span(Span::new(14, 15)), Span::new(13, 14));
    }
}
