//! What a sentence is made of, for learned rules: runs of words, hashed.

use std::ops::Range;

use crate::{
    machine::{Hasher, Vocabulary},
    phrase::Look,
    token::{Symbol, Token},
    weights::Feature,
};

/// A word or a mark of a sentence, as features see it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Item {
    word: u32,
    /// The beginning of the word, which its inflections share.
    stem: u32,
    /// Which token it is.
    pub(crate) token: usize,
}

/// A feature and the items that it is made of.
pub(crate) struct Sighting {
    pub(crate) feature: Feature,
    pub(crate) items: Range<usize>,
}

/// Longest run of words that is one feature, and the longest run of stems.
const LONGEST_RUN: usize = 3;
const LONGEST_STEM_RUN: usize = 3;

/// How many letters of a word are its stem.
const STEM_LETTERS: usize = 4;

/// Items that are no words; real words have larger hashes almost surely.
const START: u32 = 64;
const NUMBER: u32 = 65;

/// Kinds of features, so that equal runs of different kinds differ.
const WORDS: u64 = 1;
const STEMS: u64 = 2;
const SHOUTED: u64 = 3;

/// The words and marks of the sentence at `range`, into `items`, which is cleared first.
pub(crate) fn read(text: &str, tokens: &[Token], range: Range<usize>, vocabulary: &Vocabulary, items: &mut Vec<Item>) {
    items.clear();
    let first = range.start;
    items.push(Item { word: START, stem: START, token: first });
    for (at, token) in tokens[range].iter().enumerate() {
        let token_at = first + at;
        let plain = |word| Item { word, stem: word, token: token_at };
        match token.symbol.as_word() {
            Some((_, looks)) if looks & Look::Number.bit() != 0 => items.push(plain(NUMBER)),
            Some((0, _)) => {
                let raw = &text[token.start as usize..token.end as usize];
                items.push(hashed(raw, token_at));
            }
            Some((id, _)) => items.push(hashed(vocabulary.text(id), token_at)),
            None => match token.symbol {
                Symbol::START | Symbol::END | Symbol::HYPHEN | Symbol::SILENT => {}
                Symbol::ASIDE => items.push(plain(Symbol::HOLE.0)),
                symbol => items.push(plain(symbol.0)),
            },
        }
    }
}

/// A word by its letters, whatever their case and its apostrophe.
fn hashed(word: &str, token: usize) -> Item {
    let mut hasher = Hasher::new();
    let mut stem = None;
    for (number, c) in word.chars().enumerate() {
        if number == STEM_LETTERS {
            stem = Some(hasher.finish());
        }
        match c {
            _ if c.is_ascii() => hasher.push(c.to_ascii_lowercase() as u8),
            '’' | '‘' | 'ʼ' | '′' => hasher.push(b'\''),
            _ => c.to_lowercase().for_each(|c| c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| hasher.push(byte))),
        }
    }
    let word = hasher.finish();
    Item { word, stem: stem.unwrap_or(word), token }
}

/// Calls `see` with every feature of a sentence, repeated ones included.
pub(crate) fn each(items: &[Item], tokens: &[Token], mut see: impl FnMut(Sighting)) {
    for start in 0..items.len() {
        let mut words = step(0, WORDS);
        let mut stems = step(0, STEMS);
        let mut differs = false;
        for (length, item) in items[start..].iter().take(LONGEST_RUN).enumerate() {
            let run = start..start + length + 1;
            words = step(words, u64::from(item.word));
            see(Sighting { feature: finish(words), items: run.clone() });
            stems = step(stems, u64::from(item.stem));
            differs |= item.stem != item.word;
            // Without a shortened word it would say the same again.
            if differs && length < LONGEST_STEM_RUN {
                see(Sighting { feature: finish(stems), items: run });
            }
        }
    }
    let is_shouted =
        |item: &Item| tokens[item.token].symbol.as_word().is_some_and(|(_, looks)| looks & Look::Caps.bit() != 0);
    let shouted = items.iter().filter(|item| is_shouted(item)).count();
    if let (Some(first), Some(last)) = (items.iter().position(is_shouted), items.iter().rposition(is_shouted)) {
        let feature = finish(step(step(0, SHOUTED), shouted.min(3) as u64));
        see(Sighting { feature, items: first..last + 1 });
    }
}

fn step(hash: u64, next: u64) -> u64 {
    let mixed = (hash ^ next).wrapping_add(0x9e37_79b9_7f4a_7c15).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed ^ (mixed >> 31)
}

fn finish(hash: u64) -> Feature {
    Feature::from_hash(hash.wrapping_mul(0x94d0_49bb_1331_11eb))
}
