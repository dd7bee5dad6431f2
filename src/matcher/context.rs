//! Context tests: whether words that match are used against the reader.
//!
//! Each test looks at the clause around the match, at most one sentence
//! further, for the lists of `rules/context.toml`. A test that holds silences
//! a rule that names it in `quiet-when`.

use std::ops::Range;

use super::Scratch;
use crate::{
    machine::{Machine, Root},
    token::{Symbol, Token},
};

/// The context tests that a rule can name, and the one that every rule has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Context {
    Own,
    Third,
    Negated,
    Conditional,
    Asked,
    Offered,
    Beneficial,
    Regretted,
    Sincere,
    Safety,
    Legal,
    Requested,
    Factual,
    Epistemic,
    Name,
}

impl Context {
    /// The test that packs call `name`; none for names that only document a rule.
    pub(crate) fn named(name: &str) -> Option<Context> {
        Some(match name {
            "self" => Context::Own,
            "third" => Context::Third,
            "neg" => Context::Negated,
            "cond" => Context::Conditional,
            "ask" => Context::Asked,
            "offer" => Context::Offered,
            "benefit" => Context::Beneficial,
            "regret" => Context::Regretted,
            "sincere" => Context::Sincere,
            "safety" => Context::Safety,
            "legal" => Context::Legal,
            "request" => Context::Requested,
            "fact" => Context::Factual,
            "epistemic" => Context::Epistemic,
            "name" => Context::Name,
            _ => return None,
        })
    }
}

macro_rules! lists {
    ($($field:ident = $name:literal),* $(,)?) => {
        /// The lists of `rules/context.toml`, ready to be searched for.
        #[derive(Debug, Default)]
        pub(crate) struct ContextLists { $($field: Option<Root>),* }

        impl ContextLists {
            /// The roots of the lists, by name.
            pub(crate) fn new(roots: &[(String, Root)]) -> ContextLists {
                let named = |name: &str| roots.iter().find(|(known, _)| known == name).map(|(_, root)| *root);
                ContextLists { $($field: named($name)),* }
            }

            /// Names of the lists that tests look for.
            #[cfg(test)]
            pub(crate) const NAMES: &[&str] = &[$($name),*];
        }
    };
}

lists! {
    first_person = "first-person", second_person = "second-person", third_person = "third-person", party = "party",
    our_side = "our-side", opinion = "opinion", negator = "negator", not_negating = "not-negating",
    condition = "condition", not_condition = "not-condition", choice = "choice", fact_question = "fact-question",
    asked = "asked", offer = "offer", benefit = "benefit", regret = "regret", not_regret = "not-regret",
    sincere = "sincere", thanks = "thanks", grumble = "grumble", safety = "safety", legal = "legal", request = "request", fact = "fact",
    epistemic = "epistemic", report = "report", report_after = "report-after",
}

/// A match among the tokens around it.
pub(crate) struct Surroundings<'a> {
    text: &'a str,
    tokens: &'a [Token],
    found: Range<usize>,
    clause: Range<usize>,
    sentence: Range<usize>,
    next_sentence: Range<usize>,
}

impl<'a> Surroundings<'a> {
    pub(crate) fn new(text: &'a str, tokens: &'a [Token], found: Range<usize>) -> Surroundings<'a> {
        let sentence = sentence_around(tokens, &found);
        let next_sentence = sentence_after(tokens, sentence.end);
        let is_break = |at: &usize| breaks_clause(text, tokens, *at);
        let start = (sentence.start..found.start).rev().find(is_break).map_or(sentence.start, |at| at + 1);
        let end = (found.end..sentence.end).find(is_break).unwrap_or(sentence.end);
        Surroundings { text, tokens, found, clause: start..end, sentence, next_sentence }
    }

    /// The sentence that holds the match, its end mark included.
    pub(crate) fn sentence(&self) -> Range<usize> {
        self.sentence.clone()
    }
}

/// The sentences that the match touches, end mark included.
pub(crate) fn sentence_around(tokens: &[Token], found: &Range<usize>) -> Range<usize> {
    let start = tokens[..found.start].iter().rposition(|token| token.symbol.ends_sentence()).map_or(0, |at| at + 1);
    let last = found.end.saturating_sub(1).max(found.start);
    let end =
        tokens[last..].iter().position(|token| token.symbol.ends_sentence()).map_or(tokens.len(), |at| last + at + 1);
    start..end
}

/// The next sentence that has words, after blank lines and repeated marks.
fn sentence_after(tokens: &[Token], from: usize) -> Range<usize> {
    let Some(start) = tokens[from..].iter().position(|token| token.symbol.is_word()).map(|at| from + at) else {
        return from..from;
    };
    let end =
        tokens[start..].iter().position(|token| token.symbol.ends_sentence()).map_or(tokens.len(), |at| start + at + 1);
    start..end
}

/// Clauses end at `;`, `:`, a dash, a new start, and at a comma before and, but, so, or.
fn breaks_clause(text: &str, tokens: &[Token], at: usize) -> bool {
    match tokens[at].symbol {
        Symbol::SEMICOLON | Symbol::COLON | Symbol::DASH | Symbol::START => true,
        Symbol::COMMA => tokens.get(at + 1).is_some_and(|next| {
            let word = &text[next.start as usize..next.end as usize];
            ["and", "but", "so", "or"].iter().any(|joint| joint.eq_ignore_ascii_case(word))
        }),
        _ => false,
    }
}

/// The lists, and what is needed to search for them.
pub(crate) struct Tester<'m> {
    pub(crate) machine: &'m Machine,
    pub(crate) lists: &'m ContextLists,
    pub(crate) scratch: &'m mut Scratch,
}

impl Tester<'_> {
    /// Whether a context test holds.
    pub(crate) fn holds(&mut self, context: Context, around: &Surroundings<'_>) -> bool {
        let lists = self.lists;
        let sentence = around.sentence.clone();
        let further = around.sentence.start..around.next_sentence.end.max(around.sentence.end);
        match context {
            Context::Own => self.own(around),
            Context::Third => self.third(around),
            Context::Negated => self.negated(around),
            Context::Conditional => self.conditional(around),
            Context::Asked => self.asked(around),
            Context::Offered => self.has(lists.offer, around, further),
            Context::Beneficial => self.has(lists.benefit, around, sentence),
            Context::Regretted => self.regretted(around),
            Context::Sincere => self.sincere(around),
            Context::Safety => self.has(lists.safety, around, further),
            Context::Legal => self.has(lists.legal, around, sentence),
            Context::Requested => self.has(lists.request, around, sentence),
            Context::Factual => self.has(lists.fact, around, sentence),
            Context::Epistemic => self.epistemic(around),
            Context::Name => is_name(around),
        }
    }

    /// Whether the match is what somebody else said: `you wrote that …`.
    pub(crate) fn reported(&mut self, around: &Surroundings<'_>) -> bool {
        if self.has(self.lists.report_after, around, around.found.end..around.sentence.end) {
            return true;
        }
        let before = around.clause.start..around.found.start;
        let but = before.clone().rev().find(|at| around.is_word(*at, "but")).map_or(before.start, |at| at + 1);
        let frames = self.all(self.lists.report, around, but..before.end);
        frames.last().is_some_and(|(_, end)| around.tokens.get(*end).is_none_or(|token| token.symbol != Symbol::COMMA))
    }

    fn all(&mut self, list: Option<Root>, around: &Surroundings<'_>, range: Range<usize>) -> Vec<(usize, usize)> {
        let Some(root) = list.filter(|_| range.start < range.end) else { return Vec::new() };
        let found = self.scratch.cache.search(self.machine, root, &around.tokens[range.clone()]);
        found.into_iter().map(|(start, end)| (start + range.start, end + range.start)).collect()
    }

    fn has(&mut self, list: Option<Root>, around: &Surroundings<'_>, range: Range<usize>) -> bool {
        !self.all(list, around, range).is_empty()
    }

    fn last(&mut self, list: Option<Root>, around: &Surroundings<'_>, range: Range<usize>) -> Option<usize> {
        self.all(list, around, range).last().map(|(start, _)| *start)
    }

    /// `sincere`: plain warmth in the sentence, or thanks that open the next one.
    fn sincere(&mut self, around: &Surroundings<'_>) -> bool {
        let lists = self.lists;
        let (before, after) = outside(&around.sentence, &around.found);
        let next = around.next_sentence.start..around.next_sentence.end.min(around.next_sentence.start + 3);
        let warm = self.has(lists.sincere, around, around.sentence.clone()) || self.has(lists.thanks, around, next);
        warm && !self.has(lists.grumble, around, before) && !self.has(lists.grumble, around, after)
    }

    /// `self`: the thing judged belongs to the writer's side.
    fn own(&mut self, around: &Surroundings<'_>) -> bool {
        let lists = self.lists;
        let (before, after) = (around.clause.start..around.found.start, around.found.end..around.clause.end);
        if self.has(lists.second_person, around, around.found.clone()) {
            return false;
        }
        if self.has(lists.our_side, around, after.clone()) {
            return true;
        }
        let first = self.last(lists.first_person, around, before.clone());
        let other = self.last(lists.second_person, around, before.clone()).max(self.last(
            lists.third_person,
            around,
            before.clone(),
        ));
        match (first, other) {
            (Some(first), other) if Some(first) > other => {
                // `I think that is silly` judges the other side all the same.
                !self.all(lists.opinion, around, before).iter().any(|(start, end)| *start <= first && first < *end)
            }
            (None, None) => {
                self.has(lists.first_person, around, after.clone()) && !self.has(lists.second_person, around, after)
            }
            _ => false,
        }
    }

    /// `third`: the clause is about somebody or something else.
    fn third(&mut self, around: &Surroundings<'_>) -> bool {
        let lists = self.lists;
        let before = around.clause.start..around.found.start;
        if self.has(lists.second_person, around, before.clone()) {
            return false;
        }
        if around.has_other_subject(self, before) {
            return true;
        }
        let near = around.found.end..around.clause.end.min(around.found.end + 5);
        !self.has(lists.second_person, around, around.found.clone())
            && self.has(lists.party, around, near.clone())
            && !self.has(lists.second_person, around, near)
    }

    /// `neg`: a negator governs the match, with no comma or `but` between.
    fn negated(&mut self, around: &Surroundings<'_>) -> bool {
        let reach = around.governing();
        let idle = self.all(self.lists.not_negating, around, around.clause.start..around.clause.end);
        let negators = self.all(self.lists.negator, around, reach);
        negators.iter().any(|(start, end)| !idle.iter().any(|(from, to)| from <= start && end <= to))
    }

    /// `cond`: the match stands in a condition.
    fn conditional(&mut self, around: &Surroundings<'_>) -> bool {
        let reach = around.governing();
        let idle = self.all(self.lists.not_condition, around, around.clause.start..around.clause.end);
        let conditions = self.all(self.lists.condition, around, reach);
        conditions.iter().any(|(start, end)| !idle.iter().any(|(from, to)| from <= start && end <= to))
    }

    /// `ask`: a real question, or the answer to one.
    fn asked(&mut self, around: &Surroundings<'_>) -> bool {
        let lists = self.lists;
        let sentence = around.sentence.clone();
        if self.has(lists.asked, around, sentence.clone()) {
            return true;
        }
        let asks = around.tokens[sentence.clone()].iter().any(|token| token.symbol == Symbol::QUESTION);
        asks && (self.has(lists.choice, around, around.found.start..sentence.end)
            || self.has(lists.fact_question, around, sentence)
            || self.has(lists.offer, around, around.next_sentence.clone()))
    }

    /// `regret`: the phrase is what the writer is sorry for.
    fn regretted(&mut self, around: &Surroundings<'_>) -> bool {
        let sentence = around.sentence.clone();
        let before = sentence.start..around.found.start;
        let idle = self.all(self.lists.not_regret, around, sentence);
        let but = before.clone().rev().find(|at| around.is_word(*at, "but")).map_or(before.start, |at| at + 1);
        let regrets = self.all(self.lists.regret, around, but..before.end);
        regrets.iter().any(|(start, end)| !idle.iter().any(|(from, to)| from <= start && end <= to))
    }

    /// `epistemic`: must or should as an inference, or as a debt to the customer.
    fn epistemic(&mut self, around: &Surroundings<'_>) -> bool {
        let frames = self.all(self.lists.epistemic, around, around.clause.clone());
        frames.iter().any(|(start, end)| *start < around.found.end && around.found.start < *end)
    }
}

fn outside(sentence: &Range<usize>, found: &Range<usize>) -> (Range<usize>, Range<usize>) {
    (sentence.start..found.start, found.end.min(sentence.end)..sentence.end)
}

impl Surroundings<'_> {
    fn word(&self, at: usize) -> &str {
        let token = self.tokens[at];
        &self.text[token.start as usize..token.end as usize]
    }

    fn is_word(&self, at: usize, word: &str) -> bool {
        self.tokens[at].symbol.is_word() && self.word(at).eq_ignore_ascii_case(word)
    }

    /// The part of the clause before the match from which a word can govern it.
    fn governing(&self) -> Range<usize> {
        let before = self.clause.start..self.found.start;
        let cut = before.clone().rev().find(|at| self.tokens[*at].symbol == Symbol::COMMA || self.is_word(*at, "but"));
        cut.map_or(before.start, |at| at + 1)..before.end
    }

    /// Whether the clause opens with a subject other than you or we.
    fn has_other_subject(&self, tester: &mut Tester<'_>, before: Range<usize>) -> bool {
        let lists = tester.lists;
        let mut words = before
            .clone()
            .filter(|at| self.tokens[*at].symbol.is_word())
            .skip_while(|at| LEADS.iter().any(|lead| self.is_word(*at, lead)));
        let Some(first) = words.next() else { return false };
        if tester.all(lists.third_person, self, first..before.end).first().is_some_and(|(start, _)| *start == first) {
            return true;
        }
        if DETERMINERS.iter().any(|determiner| self.is_word(first, determiner)) {
            let is_subject = |noun| !ABOUT_THE_MESSAGE.iter().chain(VERBS).any(|word| self.is_word(noun, word));
            return words.next().is_some_and(is_subject);
        }
        let starts_sentence = first.checked_sub(1).is_some_and(|at| self.tokens[at].symbol == Symbol::START);
        let is_first_person =
            !tester.all(lists.first_person, self, first..before.end).iter().all(|(start, _)| *start != first);
        self.tokens[first].capital && !starts_sentence && !is_first_person
    }
}

/// Words before the subject of a clause.
const LEADS: &[&str] = &[
    "and",
    "but",
    "so",
    "or",
    "because",
    "that",
    "when",
    "if",
    "while",
    "as",
    "although",
    "though",
    "since",
    "then",
    "also",
    "to",
    "unless",
    "once",
    "after",
    "before",
    "unfortunately",
    "sadly",
    "luckily",
    "please",
    "well",
];
/// Words that open a subject.
const DETERMINERS: &[&str] = &[
    "the", "this", "these", "those", "a", "an", "our", "my", "his", "her", "their", "its", "each", "every", "some",
    "any", "another", "one", "most", "many", "both", "all",
];
/// Words that show that `this` or `one` stood alone: `This is silly` is about the message.
const VERBS: &[&str] = &[
    "is",
    "was",
    "are",
    "were",
    "has",
    "had",
    "have",
    "will",
    "would",
    "can",
    "could",
    "must",
    "should",
    "does",
    "did",
    "seems",
    "sounds",
    "looks",
    "isn't",
    "wasn't",
    "just",
    "really",
    "simply",
    "clearly",
    "obviously",
    "honestly",
    "frankly",
];
/// Subjects that are the customer's own words or doing.
const ABOUT_THE_MESSAGE: &[&str] = &[
    "complaint",
    "request",
    "question",
    "message",
    "email",
    "claim",
    "review",
    "whole",
    "issue",
    "problem",
    "only",
    "way",
    "fact",
    "idea",
    "story",
    "tone",
    "thing",
    "time",
    "customer",
    "person",
];

/// `name`: the words are a proper name or a title.
fn is_name(around: &Surroundings<'_>) -> bool {
    let words: Vec<usize> = around.found.clone().filter(|at| around.tokens[*at].symbol.is_word()).collect();
    let is_capital = |at: &usize| {
        let opens = at.checked_sub(1).is_some_and(|before| around.tokens[before].symbol == Symbol::START);
        let word = around.word(*at);
        let shouted = word.len() > 1 && word.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
        around.tokens[*at].capital && !opens && !shouted && !word.starts_with("I'") && word != "I"
    };
    let greeted = words.first().and_then(|first| first.checked_sub(1)).is_some_and(|at| {
        ["mr", "mrs", "ms", "miss", "dr", "dear", "hi", "hello", "hey"].iter().any(|title| around.is_word(at, title))
    });
    // `Calm Down.` is a sentence in capitals, not a title inside one.
    let is_whole = !around.sentence.clone().any(|at| around.tokens[at].symbol.is_word() && !around.found.contains(&at));
    greeted || (!is_whole && words.iter().any(is_capital))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::ContextLists;

    #[test]
    fn every_list_that_a_test_looks_for_is_in_the_file() {
        let file: BTreeMap<String, BTreeMap<String, Vec<String>>> =
            toml::from_str(include_str!("../../rules/context.toml")).expect("it is TOML");
        for name in ContextLists::NAMES {
            assert!(file["words"].contains_key(*name), "there is no list `{name}`");
        }
    }
}
