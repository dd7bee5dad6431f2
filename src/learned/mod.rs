//! Learned rules: what the words of a sentence weigh together.
//!
//! Training gives every run of words a weight; a sentence scores the sum of those that stand in
//! it. Nothing here allocates per sentence once it is warm, and all sums are of whole numbers, so
//! that a sentence scores the same on every machine.

mod features;

use std::ops::Range;

use crate::{
    machine::Vocabulary,
    rule::Thresholds,
    span::Span,
    token::{Symbol, Token},
};
use features::Item;

pub use crate::weights::{Category, Feature, MAX_WEIGHTS_BYTES, Record, Training, Weighted, Weights};

/// A sentence of a draft, as learned rules see it; what training is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands, in bytes of the draft as given.
    pub span: Span,
    /// Its features, each once, in order, with the words that the first of them is made of.
    pub features: Vec<(Feature, Span)>,
}

/// What was read of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    /// The number of the category that it reads as.
    pub(crate) category: usize,
    pub(crate) confidence: u8,
    /// The tokens of the clauses that carry the weight.
    pub(crate) tokens: Range<usize>,
    /// The words that weighed most, the heaviest first, by token.
    pub(crate) heaviest: Vec<usize>,
}

/// What reading needs to write on; kept between sentences.
#[derive(Debug, Default)]
pub(crate) struct Pad {
    items: Vec<Item>,
    hits: Vec<Hit>,
    categories: Vec<i32>,
    carried: Vec<i32>,
}

/// A feature with a weight: its first entry, how many it has, and the items it was seen in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Hit {
    entry: u32,
    entries: u32,
    from: u32,
    to: u32,
}

/// Weights, and what the rules of their pack ask for.
#[derive(Debug)]
pub(crate) struct Judge {
    weights: Weights,
    /// By category: the rule, and when it speaks.
    rules: Vec<Option<(u32, Thresholds)>>,
    /// The least confidence that any of them asks for.
    least: u8,
}

/// Fewest words of a sentence that is judged: less is a heading, a name, a greeting.
const FEWEST_WORDS: usize = 3;

/// A sentence of this many words has a run that is known at least.
const WORDS_FOR_A_RUN: usize = 12;

/// Most words that are named as the heaviest.
const MOST_NAMED: usize = 5;

/// Weights are shared among the items of a feature in parts of this size: a multiple of 1 to 4.
const PARTS: i32 = 12;

impl Judge {
    pub(crate) fn new(weights: Weights, rules: Vec<Option<(u32, Thresholds)>>) -> Judge {
        let least = rules.iter().flatten().map(|(_, thresholds)| thresholds.least()).min().unwrap_or(u8::MAX);
        Judge { weights, rules, least }
    }

    /// The rule for a category, and when it speaks; none if it is not in force.
    pub(crate) fn rule(&self, category: usize) -> Option<(u32, Thresholds)> {
        self.rules.get(category).copied().flatten()
    }

    /// Reads one sentence; nothing if its words weigh too little for any rule.
    pub(crate) fn read(
        &self,
        text: &str,
        tokens: &[Token],
        sentence: Range<usize>,
        vocabulary: &Vocabulary,
        pad: &mut Pad,
    ) -> Option<Reading> {
        if tokens[sentence.clone()].iter().filter(|token| token.symbol.is_word()).count() < FEWEST_WORDS {
            return None;
        }
        features::read(text, tokens, sentence.clone(), vocabulary, &mut pad.items);
        self.look_up(tokens, pad);
        if !is_familiar(tokens, pad) {
            return None;
        }
        let (category, confidence) = self.weigh(pad);
        if confidence < self.least {
            return None;
        }
        self.carry(pad);
        let tokens_of = |items: Range<usize>| pad.items[items.start].token..pad.items[items.end - 1].token + 1;
        let clauses = tokens_of(heaviest_clauses(tokens, pad));
        let heaviest = heaviest_words(tokens, pad);
        Some(Reading { category, confidence, tokens: clauses, heaviest })
    }

    /// The features that have weights, each once.
    fn look_up(&self, tokens: &[Token], pad: &mut Pad) {
        let hits = &mut pad.hits;
        hits.clear();
        features::each(&pad.items, tokens, |sighting| {
            let entries = self.weights.entries(sighting.feature);
            if !entries.is_empty() {
                hits.push(Hit {
                    entry: entries.start as u32,
                    entries: entries.len() as u32,
                    from: sighting.items.start as u32,
                    to: sighting.items.end as u32,
                });
            }
        });
        hits.sort_unstable();
        hits.dedup_by_key(|hit| hit.entry);
    }

    /// The category that the sentence reads as, and how sure that it reads as any.
    fn weigh(&self, pad: &mut Pad) -> (usize, u8) {
        let entries = pad.hits.iter().flat_map(|hit| hit.entry as usize..(hit.entry + hit.entries) as usize);
        let (score, category) = self.weights.sum(entries, &mut pad.categories);
        (category, self.weights.confidence(score))
    }

    /// How much of the score each item carries.
    fn carry(&self, pad: &mut Pad) {
        pad.carried.clear();
        pad.carried.resize(pad.items.len(), 0);
        for hit in &pad.hits {
            let weight = self.weights.entry(hit.entry as usize).0;
            let length = (hit.to - hit.from) as i32;
            for carried in &mut pad.carried[hit.from as usize..hit.to as usize] {
                *carried += weight * PARTS / length;
            }
        }
    }
}

/// The sentences of a stretch of tokens that have words, each with the mark that ends it.
pub(crate) fn sentences(tokens: &[Token]) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut from = 0;
    let ends = tokens.iter().enumerate().filter(|(_, token)| token.symbol.ends_sentence()).map(|(at, _)| at + 1);
    let sentences = ends.map(move |end| std::mem::replace(&mut from, end)..end);
    sentences.filter(|range| tokens[range.clone()].iter().any(|token| token.symbol.is_word()))
}

/// The features of a sentence, each once, with the tokens of the first that was seen.
pub(crate) fn features_of(
    text: &str,
    tokens: &[Token],
    sentence: Range<usize>,
    vocabulary: &Vocabulary,
) -> Vec<(Feature, Range<usize>)> {
    let mut items = Vec::new();
    features::read(text, tokens, sentence, vocabulary, &mut items);
    let mut seen = Vec::new();
    features::each(&items, tokens, |sighting| {
        let run = &items[sighting.items];
        seen.push((sighting.feature, run[0].token..run[run.len() - 1].token + 1));
    });
    seen.sort_by_key(|(feature, range)| (*feature, range.start));
    seen.dedup_by_key(|(feature, _)| *feature);
    seen
}

/// Whether the weights know runs of words in it. Another language shares a word here and there, and
/// hardly ever two in a row.
fn is_familiar(tokens: &[Token], pad: &Pad) -> bool {
    let is_word = |item: &Item| tokens[item.token].symbol.is_word();
    let is_run = |hit: &&Hit| {
        let items = &pad.items[hit.from as usize..hit.to as usize];
        1 < items.len() && items.iter().all(is_word)
    };
    let words = pad.items.iter().filter(|item| is_word(item)).count();
    let runs = pad.hits.iter().filter(is_run).count();
    words.max(1) <= runs * WORDS_FOR_A_RUN
}

/// The run of clauses, by item, that carries most.
fn heaviest_clauses(tokens: &[Token], pad: &Pad) -> Range<usize> {
    let ends_clause = |item: &Item| {
        matches!(
            tokens[item.token].symbol,
            Symbol::COMMA | Symbol::SEMICOLON | Symbol::COLON | Symbol::DASH | Symbol::ELLIPSIS
        )
    };
    let (mut best, mut best_sum) = (0..pad.items.len(), i32::MIN);
    let (mut start, mut sum, mut clause) = (0, 0, 0);
    for (at, item) in pad.items.iter().enumerate() {
        clause += pad.carried[at];
        if !ends_clause(item) && at + 1 < pad.items.len() {
            continue;
        }
        sum += clause;
        if best_sum < sum {
            (best, best_sum) = (start..at + 1, sum);
        }
        clause = 0;
        if sum < 0 {
            (start, sum) = (at + 1, 0);
        }
    }
    best
}

/// The words that carry most, the heaviest first; of equal ones the first.
fn heaviest_words(tokens: &[Token], pad: &Pad) -> Vec<usize> {
    let mut words: Vec<(i32, usize)> = pad
        .items
        .iter()
        .zip(&pad.carried)
        .filter(|(item, carried)| tokens[item.token].symbol.is_word() && 0 < **carried)
        .map(|(item, carried)| (-carried, item.token))
        .collect();
    words.sort_unstable();
    words.truncate(MOST_NAMED);
    words.into_iter().map(|(_, token)| token).collect()
}
