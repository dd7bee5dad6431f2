//! Context tests: whether words that match are used against the reader.
//!
//! Each test looks at the clause around the match, at most one sentence
//! further, for the lists of `rules/context.toml`. A test that holds silences
//! a rule that names it in `quiet-when`.

use std::ops::Range;

use super::{
    Scratch,
    surroundings::{Surroundings, outside},
};
use crate::{
    machine::{Machine, Root},
    token::Symbol,
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
    third_subject = "third-subject", our_side = "our-side", for_us = "for-us", our_thing = "our-thing",
    towards = "towards", opinion = "opinion", negator = "negator", not_negating = "not-negating",
    new_part = "new-part", condition = "condition", not_condition = "not-condition", choice = "choice",
    fact_question = "fact-question", asked = "asked", rhetorical = "rhetorical", offer = "offer",
    not_offer = "not-offer", benefit = "benefit", not_benefit = "not-benefit", regret = "regret",
    not_regret = "not-regret", sincere = "sincere", thanks = "thanks", grumble = "grumble", safety = "safety",
    not_safety = "not-safety", legal = "legal", not_legal = "not-legal", request = "request", fact = "fact",
    epistemic = "epistemic", report = "report", report_after = "report-after",
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
        match context {
            Context::Own => self.own(around),
            Context::Third => self.third(around),
            Context::Negated => self.negated(around),
            Context::Conditional => self.conditional(around),
            Context::Asked => self.asked(around),
            Context::Offered => self.accompanied(lists.offer, lists.not_offer, around, true),
            Context::Beneficial => self.accompanied(lists.benefit, lists.not_benefit, around, false),
            Context::Regretted => self.regretted(around),
            Context::Sincere => self.sincere(around),
            Context::Safety => self.accompanied(lists.safety, lists.not_safety, around, true),
            Context::Legal => self.accompanied(lists.legal, lists.not_legal, around, false),
            Context::Requested => self.accompanied(lists.request, None, around, false),
            Context::Factual => self.accompanied(lists.fact, None, around, false),
            Context::Epistemic => self.epistemic(around),
            Context::Name => is_name(around),
        }
    }

    /// Whether an entry of a list stands beside the match: in its sentence, or
    /// in the next one too. What the match itself says does not excuse it.
    fn accompanied(
        &mut self,
        list: Option<Root>,
        idle: Option<Root>,
        around: &Surroundings<'_>,
        next_too: bool,
    ) -> bool {
        let (before, mut after) = outside(&around.sentence, &around.found);
        if next_too {
            after.end = after.end.max(around.next_sentence.end);
        }
        let within = around.sentence.start..after.end;
        self.counts(list, before, idle, within.clone(), around) || self.counts(list, after, idle, within, around)
    }

    /// Whether an entry of `list` stands in `range` and does not end a longer,
    /// idle phrase: `not only` negates nothing.
    fn counts(
        &mut self,
        list: Option<Root>,
        range: Range<usize>,
        idle: Option<Root>,
        within: Range<usize>,
        around: &Surroundings<'_>,
    ) -> bool {
        let found = self.all(list, around, range);
        if found.is_empty() {
            return false;
        }
        let idle = self.all(idle, around, within);
        found.iter().any(|(_, end)| !idle.iter().any(|(from, to)| from < end && end <= to))
    }

    /// Whether the match is what somebody else said: `you wrote that …`.
    pub(crate) fn reported(&mut self, around: &Surroundings<'_>) -> bool {
        if self.has(self.lists.report_after, around, around.found.end..around.sentence.end) {
            return true;
        }
        let before = around.clause.start..around.found.start;
        let but = before.clone().rev().find(|at| around.is_word(*at, "but")).map_or(before.start, |at| at + 1);
        let frames = self.all(self.lists.report, around, but..before.end);
        // `You wrote a rude email` and `you said so, calm down` report nothing.
        let is_one_of = |at: usize, words: &[&str]| words.iter().any(|word| around.is_word(at, word));
        let goes_on = |end: usize| {
            let clause = if is_one_of(end, ECHOES) { end + 1 } else { end };
            around.tokens.get(clause).is_none_or(|token| token.symbol != Symbol::COMMA) && !is_one_of(end, OBJECTS)
        };
        frames.last().is_some_and(|(_, end)| goes_on(*end))
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

    /// `sincere`: plain warmth beside the match, or thanks that open the next sentence.
    fn sincere(&mut self, around: &Surroundings<'_>) -> bool {
        let lists = self.lists;
        let (before, after) = outside(&around.sentence, &around.found);
        let next = around.next_sentence.start..around.next_sentence.end.min(around.next_sentence.start + 3);
        let warm = self.has(lists.sincere, around, before)
            || self.has(lists.sincere, around, after)
            || self.has(lists.thanks, around, next);
        let grumbles = self.all(lists.grumble, around, around.sentence.clone());
        warm && !grumbles.iter().any(|(start, end)| *start < around.found.start || around.found.end < *end)
    }

    /// `self`: the thing judged belongs to the writer's side.
    fn own(&mut self, around: &Surroundings<'_>) -> bool {
        let lists = self.lists;
        let (before, after) = (around.clause.start..around.found.start, around.found.end..around.clause.end);
        if self.has(lists.second_person, around, around.found.clone()) {
            return false;
        }
        let second = self.last(lists.second_person, around, before.clone());
        if self.has(lists.our_side, around, after.clone())
            || second.is_none() && self.has(lists.for_us, around, after.clone())
        {
            return true;
        }
        let first = self.doers(around, before.clone()).last().copied();
        let things = self.all(lists.our_thing, around, before.clone());
        let mut thirds = self.all(lists.third_person, around, before.clone());
        thirds.retain(|(_, end)| !things.iter().any(|(_, to)| to == end));
        let third = thirds.last().map(|(start, _)| *start);
        match (first, second.max(third)) {
            (Some(first), other) if Some(first) > other => {
                // `I think that is silly` judges the other side all the same.
                !self.all(lists.opinion, around, before).iter().any(|(start, end)| *start <= first && first < *end)
            }
            (None, None) => {
                let near = after.start..around.joint(after.clone());
                !self.doers(around, near.clone()).is_empty() && !self.has(lists.second_person, around, near)
            }
            _ => false,
        }
    }

    /// Where I and we stand, but for those to whom it is done.
    fn doers(&mut self, around: &Surroundings<'_>, range: Range<usize>) -> Vec<usize> {
        let lists = self.lists;
        let done_to = self.all(lists.towards, around, range.clone());
        let mut doers = self.all(lists.first_person, around, range);
        // `Thanks to our silly form` is about the form.
        doers.retain(|(start, end)| {
            *end == around.found.start || !done_to.iter().any(|(_, to)| to == end || to == &(start + 1))
        });
        doers.into_iter().map(|(start, _)| start).collect()
    }

    /// `third`: the clause is about somebody or something else.
    fn third(&mut self, around: &Surroundings<'_>) -> bool {
        let lists = self.lists;
        let before = around.clause.start..around.found.start;
        if self.has(lists.second_person, around, before.clone()) {
            return false;
        }
        if self.has_other_subject(around, before.clone()) || self.has(lists.third_subject, around, before) {
            return true;
        }
        let near = around.found.end..around.clause.end.min(around.found.end + 5);
        !self.has(lists.second_person, around, around.found.clone())
            && self.has(lists.party, around, near.clone())
            && !self.has(lists.second_person, around, near)
    }

    /// `neg`: a negator governs the match, with no comma, `but` or new subject between.
    fn negated(&mut self, around: &Surroundings<'_>) -> bool {
        let lists = self.lists;
        let reach = around.governing();
        let parts = self.all(lists.new_part, around, reach.start..around.found.end);
        let last = parts.iter().rev().find(|(start, _)| *start < around.found.start);
        let start = last.map_or(reach.start, |(start, _)| *start);
        self.counts(lists.negator, start..reach.end, lists.not_negating, around.clause.clone(), around)
    }

    /// `cond`: the match stands in a condition.
    fn conditional(&mut self, around: &Surroundings<'_>) -> bool {
        let lists = self.lists;
        self.counts(lists.condition, around.governing(), lists.not_condition, around.clause.clone(), around)
    }

    /// `ask`: a real question, or the answer to one.
    fn asked(&mut self, around: &Surroundings<'_>) -> bool {
        let lists = self.lists;
        let sentence = around.sentence.clone();
        if self.has(lists.asked, around, sentence.clone()) {
            return true;
        }
        let asks = around.tokens[sentence.clone()].iter().any(|token| token.symbol == Symbol::QUESTION);
        if !asks || self.has(lists.rhetorical, around, sentence.clone()) {
            return false;
        }
        let (before, after) = outside(&sentence, &around.found);
        self.has(lists.choice, around, after.clone())
            || self.has(lists.fact_question, around, before)
            || self.has(lists.fact_question, around, after)
            || self.has(lists.offer, around, around.next_sentence.clone())
    }

    /// `regret`: the phrase is what the writer is sorry for.
    fn regretted(&mut self, around: &Surroundings<'_>) -> bool {
        let lists = self.lists;
        let before = around.sentence.start..around.found.start;
        let but = before.clone().rev().find(|at| around.is_word(*at, "but")).map_or(before.start, |at| at + 1);
        self.counts(lists.regret, but..before.end, lists.not_regret, around.sentence.clone(), around)
    }

    /// `epistemic`: must or should as an inference, or as a debt to the customer.
    fn epistemic(&mut self, around: &Surroundings<'_>) -> bool {
        let frames = self.all(self.lists.epistemic, around, around.clause.clone());
        frames.iter().any(|(start, end)| *start < around.found.end && around.found.start < *end)
    }

    /// Whether the clause opens with a subject other than you or we.
    fn has_other_subject(&mut self, around: &Surroundings<'_>, before: Range<usize>) -> bool {
        let lists = self.lists;
        let mut words = before
            .clone()
            .filter(|at| around.tokens[*at].symbol.is_word())
            .skip_while(|at| LEADS.iter().any(|lead| around.is_word(*at, lead)));
        let Some(first) = words.next() else { return false };
        if self.all(lists.third_person, around, first..before.end).first().is_some_and(|(start, _)| *start == first) {
            return true;
        }
        if DETERMINERS.iter().any(|determiner| around.is_word(first, determiner)) {
            let is_subject = |noun| !ABOUT_THE_MESSAGE.iter().chain(VERBS).any(|word| around.is_word(noun, word));
            return words.next().is_some_and(is_subject);
        }
        let starts_sentence = first.checked_sub(1).is_some_and(|at| around.tokens[at].symbol == Symbol::START);
        let is_first_person =
            !self.all(lists.first_person, around, first..before.end).iter().all(|(start, _)| *start != first);
        around.tokens[first].capital && !starts_sentence && !is_first_person
    }
}

/// Words right behind `you said` that stand for the whole of what was said.
const ECHOES: &[&str] = &["so", "me", "us", "him", "her", "them", "it", "that", "this", "no", "yes"];
/// Words right behind `you wrote` that open a thing, not what was written.
const OBJECTS: &[&str] = &["of", "about", "for", "to", "a", "an", "some", "such"];
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
/// Words that show that `this` or `one` stood alone, or that the noun is still
/// to come: `This is silly` and `A very silly question` are about the message.
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
    "of",
    "more",
    "most",
    "very",
    "so",
    "such",
    "this",
    "that",
    "sheer",
    "pure",
    "utterly",
    "totally",
    "completely",
    "absolutely",
    "quite",
    "rather",
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
    "complaints",
    "requests",
    "questions",
    "messages",
    "emails",
    "claims",
    "reviews",
    "ideas",
    "stories",
    "demand",
    "demands",
    "excuse",
    "excuses",
    "attitude",
    "behaviour",
    "behavior",
    "argument",
    "reasoning",
    "logic",
    "patience",
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
    let follows = |names: &[&str]| {
        let before = words.first().and_then(|first| first.checked_sub(1));
        before.is_some_and(|at| names.iter().any(|name| around.is_word(at, name)))
    };
    // `Hey genius` greets nobody by name.
    let is_called = follows(&["mr", "mrs", "ms", "miss", "dr"])
        || follows(&["dear", "hi", "hello", "hey"]) && words.first().is_some_and(is_capital);
    // `Calm Down.` is a sentence in capitals, not a title inside one.
    let is_whole = !around.sentence.clone().any(|at| around.tokens[at].symbol.is_word() && !around.found.contains(&at));
    is_called || (!is_whole && words.iter().any(is_capital))
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
