//! Regex rules: gated by words they cannot match without, compiled when first needed.

use std::{ops::Range, sync::OnceLock};

use regex::{Regex, RegexBuilder};
use rustc_hash::FxHashMap;

use super::{Candidate, Origin};
use crate::{
    machine::{Vocabulary, WordId},
    mapped::{BREAK, HOLE},
    rule::Pattern,
    token::{Symbol, Token},
};

/// Bound on the size of one compiled pattern, in bytes.
const SIZE_LIMIT: usize = 2 * 1024 * 1024;

/// All patterns, and which words call for which.
#[derive(Debug, Default)]
pub(super) struct Patterns {
    patterns: Vec<Compiled>,
    by_word: FxHashMap<WordId, Vec<usize>>,
    /// Whether a word, by number, calls for any.
    is_gate: Vec<bool>,
}

#[derive(Debug)]
struct Compiled {
    rule: u32,
    /// Which of the rule's patterns it is.
    number: usize,
    source: String,
    /// None inside: the pattern is too large to compile.
    regex: OnceLock<Option<Regex>>,
}

impl Patterns {
    pub(super) fn add(&mut self, rule: u32, patterns: &[Pattern], vocabulary: &mut Vocabulary) {
        for (number, pattern) in patterns.iter().enumerate() {
            for word in &pattern.words {
                let word = vocabulary.insert(word);
                self.is_gate.resize(self.is_gate.len().max(word as usize + 1), false);
                self.is_gate[word as usize] = true;
                self.by_word.entry(word).or_default().push(self.patterns.len());
            }
            self.patterns.push(Compiled { rule, number, source: pattern.regex.clone(), regex: OnceLock::new() });
        }
    }

    /// Searches each paragraph for the patterns that its words call for.
    pub(super) fn find(&self, text: &str, tokens: &[Token], candidates: &mut Vec<Candidate>) {
        if self.patterns.is_empty() {
            return;
        }
        let mut start = 0;
        while start < tokens.len() {
            let end = tokens[start..]
                .iter()
                .position(|token| token.symbol == Symbol::BREAK)
                .map_or(tokens.len(), |at| start + at + 1);
            let mut called: Vec<usize> = tokens[start..end]
                .iter()
                .filter_map(|token| token.symbol.as_word())
                .filter(|(word, _)| self.is_gate.get(*word as usize) == Some(&true))
                .filter_map(|(word, _)| self.by_word.get(&word))
                .flatten()
                .copied()
                .collect();
            called.sort_unstable();
            called.dedup();
            if !called.is_empty() {
                let view = View::new(text, tokens, start..end);
                called.iter().for_each(|at| self.patterns[*at].find(&view, tokens, candidates));
            }
            start = end;
        }
    }
}

impl Compiled {
    fn find(&self, view: &View, tokens: &[Token], candidates: &mut Vec<Candidate>) {
        let compile = || RegexBuilder::new(&self.source).case_insensitive(true).size_limit(SIZE_LIMIT).build().ok();
        let Some(regex) = self.regex.get_or_init(compile) else { return };
        for found in regex.captures_iter(&view.text) {
            let Some(whole) = found.get(0).filter(|whole| !whole.is_empty()) else { continue };
            let (start, end) = view.source(whole.range());
            let Some(range) = view.tokens_of(tokens, start, end) else { continue };
            let place = |group: regex::Match<'_>| view.source(group.range());
            let captures = found.iter().skip(1).map(|group| group.map(place)).collect();
            candidates.push(Candidate {
                rule: self.rule,
                tokens: range,
                origin: Origin::Pattern { number: self.number, start, end, captures },
            });
        }
    }
}

/// A paragraph as patterns see it: single spaces, straight quotes, quotations as holes.
struct View {
    text: String,
    /// Where each byte of `text` came from.
    places: Vec<u32>,
    end: usize,
    tokens: Range<usize>,
}

impl View {
    fn new(text: &str, tokens: &[Token], range: Range<usize>) -> View {
        let paragraph = &tokens[range.clone()];
        let start = paragraph.first().map_or(0, |token| token.start as usize);
        let end = paragraph.last().map_or(start, |token| token.end as usize);
        let mut view = View {
            text: String::with_capacity(end - start),
            places: Vec::with_capacity(end - start + 1),
            end,
            tokens: range,
        };
        let mut holes =
            paragraph.iter().filter(|token| token.symbol == Symbol::HOLE || token.symbol == Symbol::ASIDE).peekable();
        let mut at = start;
        while at < end {
            if let Some(hole) = holes.next_if(|hole| hole.start as usize <= at) {
                view.push(HOLE, at);
                at = (hole.end as usize).max(at);
                continue;
            }
            let Some(c) = text[at..].chars().next() else { break };
            view.push_folded(c, at);
            at += c.len_utf8();
        }
        view
    }

    fn push(&mut self, c: char, at: usize) {
        self.text.push(c);
        self.places.resize(self.text.len(), at as u32);
    }

    fn push_folded(&mut self, c: char, at: usize) {
        match c {
            BREAK => self.push('\n', at),
            c if c.is_whitespace() => {
                if !self.text.ends_with([' ', '\n']) {
                    self.push(' ', at);
                }
            }
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
            '’' | '‘' | 'ʼ' | '´' | '`' => self.push('\'', at),
            '“' | '”' | '„' | '«' | '»' => self.push('"', at),
            c => self.push(c, at),
        }
    }

    /// Bytes of the passage behind bytes of the view.
    fn source(&self, range: Range<usize>) -> (usize, usize) {
        let place = |at: usize| self.places.get(at).map_or(self.end, |place| *place as usize);
        (place(range.start), place(range.end))
    }

    /// The tokens that a match covers, if it covers any word or mark.
    fn tokens_of(&self, tokens: &[Token], start: usize, end: usize) -> Option<Range<usize>> {
        let inside = |token: &Token| (token.start as usize) < end && start < token.end as usize;
        let range = &tokens[self.tokens.clone()];
        let first = range.iter().position(inside)?;
        let last = range.iter().rposition(inside)?;
        Some(self.tokens.start + first..self.tokens.start + last + 1)
    }
}
