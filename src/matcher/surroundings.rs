//! The words around a match: its clause, its sentence and the next one.

use std::ops::Range;

use crate::token::{Symbol, Token};

/// How many marks and breaks may stand between a sentence and the next one.
const MOST_BETWEEN: usize = 100;

/// Words that begin a part of the clause which nothing before them governs.
const LINKS: &[&str] = &["but", "because", "since"];

/// A match among the tokens around it.
pub(super) struct Surroundings<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) found: Range<usize>,
    pub(super) clause: Range<usize>,
    pub(super) sentence: Range<usize>,
    pub(super) next_sentence: Range<usize>,
}

impl<'a> Surroundings<'a> {
    pub(super) fn new(text: &'a str, tokens: &'a [Token], found: Range<usize>) -> Surroundings<'a> {
        let sentence = sentence_around(tokens, &found);
        let next_sentence = sentence_after(tokens, sentence.end);
        let is_break = |at: &usize| breaks_clause(text, tokens, *at);
        let start = (sentence.start..found.start).rev().find(is_break).map_or(sentence.start, |at| at + 1);
        let end = (found.end..sentence.end).find(is_break).unwrap_or(sentence.end);
        Surroundings { text, tokens, found, clause: start..end, sentence, next_sentence }
    }

    /// The sentence that holds the match, its end mark included.
    pub(super) fn sentence(&self) -> Range<usize> {
        self.sentence.clone()
    }
}

/// The sentences that the match touches, end mark included.
pub(super) fn sentence_around(tokens: &[Token], found: &Range<usize>) -> Range<usize> {
    let start = tokens[..found.start].iter().rposition(|token| token.symbol.ends_sentence()).map_or(0, |at| at + 1);
    let last = found.end.saturating_sub(1).max(found.start);
    let end =
        tokens[last..].iter().position(|token| token.symbol.ends_sentence()).map_or(tokens.len(), |at| last + at + 1);
    start..end
}

/// The next sentence that has words, after blank lines and repeated marks, but not behind a long row of those: a
/// draft of nothing else would be gone through again from each of them.
fn sentence_after(tokens: &[Token], from: usize) -> Range<usize> {
    let mut near = tokens[from..].iter().take(MOST_BETWEEN);
    let Some(start) = near.position(|token| token.symbol.is_word()).map(|at| from + at) else {
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

/// The sentence before the match, and behind it.
pub(super) fn outside(sentence: &Range<usize>, found: &Range<usize>) -> (Range<usize>, Range<usize>) {
    (sentence.start..found.start, found.end.min(sentence.end)..sentence.end)
}

impl Surroundings<'_> {
    pub(super) fn word(&self, at: usize) -> &str {
        let token = self.tokens[at];
        &self.text[token.start as usize..token.end as usize]
    }

    pub(super) fn is_word(&self, at: usize, word: &str) -> bool {
        self.tokens.get(at).is_some_and(|token| token.symbol.is_word()) && self.word(at).eq_ignore_ascii_case(word)
    }

    /// The part of the clause before the match from which a word can govern it.
    pub(super) fn governing(&self) -> Range<usize> {
        let before = self.clause.start..self.found.start;
        let cuts = |at: &usize| {
            self.tokens[*at].symbol == Symbol::COMMA && !self.closes_aside(*at)
                || LINKS.iter().any(|link| self.is_word(*at, link)) && !self.is_word(at.saturating_sub(1), "anything")
        };
        // The comma that opens an aside is passed over with the one that closes it.
        let cut = before.clone().rev().find(|at| cuts(at) && !self.opens_aside(*at));
        cut.map_or(before.start, |at| at + 1)..before.end
    }

    /// Whether a comma stands right behind a condition: `If, for any reason, …`.
    pub(super) fn opens_aside(&self, at: usize) -> bool {
        self.tokens[at].symbol == Symbol::COMMA
            && at
                .checked_sub(1)
                .is_some_and(|before| ["if", "when", "once", "unless"].iter().any(|word| self.is_word(before, word)))
    }

    /// Whether a comma is the next one after such a comma.
    pub(super) fn closes_aside(&self, at: usize) -> bool {
        let commas = (self.clause.start..at).rev().filter(|before| self.tokens[*before].symbol == Symbol::COMMA);
        commas.take(1).any(|before| self.opens_aside(before))
    }

    /// Where the first comma or joining word of a range stands; its end if there is none.
    pub(super) fn joint(&self, range: Range<usize>) -> usize {
        let joins = |at: &usize| {
            self.tokens[*at].symbol == Symbol::COMMA
                || LINKS.iter().chain(&["and", "so", "or"]).any(|link| self.is_word(*at, link))
        };
        range.clone().find(joins).unwrap_or(range.end)
    }
}
