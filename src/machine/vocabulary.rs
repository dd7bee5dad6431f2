//! The words that some rule asks for, each with a number.

use super::flat::{Letters, Numbers, Reader, Writer};

/// A word's number; 0 is a word that no rule asks for.
pub(crate) type WordId = u32;

/// The exact table of known words, and the beginnings that stand for many.
#[derive(Clone, Debug, Default)]
pub(crate) struct Vocabulary {
    /// Open addressing, a power of two long; 0 is free.
    slots: Vec<WordId>,
    /// Hash of each word, by number; 0 for beginnings.
    hashes: Vec<u32>,
    /// All words, one after the other, and where each ends.
    letters: Letters,
    ends: Vec<u32>,
    /// Beginnings, the longest first.
    prefixes: Vec<WordId>,
    /// Words that people mask; the first `offensive` of them offend on their own.
    maskable: Vec<WordId>,
    offensive: usize,
}

/// Hashes a word byte by byte.
#[derive(Clone, Copy)]
pub(crate) struct Hasher(u32);

impl Hasher {
    pub(crate) fn new() -> Hasher {
        Hasher(0x811c_9dc5)
    }

    #[inline]
    pub(crate) fn push(&mut self, byte: u8) {
        self.0 = (self.0 ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }

    /// The hash, its high bits mixed into the low ones that pick a slot.
    #[inline]
    pub(crate) fn finish(self) -> u32 {
        self.0 ^ (self.0 >> 15)
    }
}

fn hash(word: &str) -> u32 {
    let mut hasher = Hasher::new();
    word.bytes().for_each(|byte| hasher.push(byte));
    hasher.finish()
}

impl Vocabulary {
    pub(crate) fn new() -> Vocabulary {
        // Number 0 is taken: it stands for every other word.
        Vocabulary { slots: vec![0; 1024], hashes: vec![0], ends: vec![0], ..Vocabulary::default() }
    }

    /// How many words there are, number 0 included.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The number of a word, new or known.
    pub(crate) fn insert(&mut self, word: &str) -> WordId {
        let hash = hash(word);
        if let Some(known) = self.find_hashed(hash, word.as_bytes()) {
            return known;
        }
        let id = self.push(hash, word);
        if self.len() * 2 > self.slots.len() {
            self.grow();
        }
        self.occupy(id);
        id
    }

    /// The number that stands for words with this beginning and no entry of their own.
    pub(crate) fn insert_prefix(&mut self, prefix: &str) -> WordId {
        if let Some(id) = self.prefixes.iter().copied().find(|id| self.text(*id) == prefix) {
            return id;
        }
        let id = self.push(0, prefix);
        let at = self.prefixes.partition_point(|known| self.text(*known).len() >= prefix.len());
        self.prefixes.insert(at, id);
        id
    }

    fn push(&mut self, hash: u32, word: &str) -> WordId {
        let id = self.len() as WordId;
        self.letters.to_mut().push_str(word);
        self.hashes.push(hash);
        self.ends.push(self.letters.len() as u32);
        id
    }

    fn occupy(&mut self, id: WordId) {
        let mask = self.slots.len() - 1;
        let mut slot = self.hashes[id as usize] as usize & mask;
        while self.slots[slot] != 0 {
            slot = (slot + 1) & mask;
        }
        self.slots[slot] = id;
    }

    fn grow(&mut self) {
        let ids: Vec<WordId> = self.slots.iter().copied().filter(|id| *id != 0).collect();
        self.slots = vec![0; self.slots.len() * 2];
        ids.into_iter().for_each(|id| self.occupy(id));
    }

    /// The word or beginning with this number.
    pub(crate) fn text(&self, id: WordId) -> &str {
        let start = if id == 0 { 0 } else { self.ends[id as usize - 1] };
        &self.letters[start as usize..self.ends[id as usize] as usize]
    }

    /// The number of a lower-case word, if it is known.
    pub(crate) fn find(&self, word: &str) -> Option<WordId> {
        self.find_hashed(hash(word), word.as_bytes())
    }

    /// The number of a word whose lower-case bytes have this hash.
    #[inline]
    pub(crate) fn find_hashed(&self, hash: u32, word: &[u8]) -> Option<WordId> {
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            let id = self.slots[slot];
            if id == 0 {
                return None;
            }
            if self.hashes[id as usize] == hash && self.text(id).as_bytes().eq_ignore_ascii_case(word) {
                return Some(id);
            }
            slot = (slot + 1) & mask;
        }
    }

    /// The number of the longest beginning that this word has, or 0.
    pub(crate) fn find_prefix(&self, word: &[u8]) -> WordId {
        let fits = |id: &WordId| {
            let prefix = self.text(*id).as_bytes();
            word.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
        };
        self.prefixes.iter().copied().find(fits).unwrap_or(0)
    }

    /// The beginnings that a word has.
    pub(crate) fn prefixes_of(&self, word: WordId) -> impl Iterator<Item = WordId> + '_ {
        let text = self.text(word);
        self.prefixes.iter().copied().filter(move |id| text.starts_with(self.text(*id)))
    }

    /// Whether any beginnings are known.
    pub(crate) fn has_prefixes(&self) -> bool {
        !self.prefixes.is_empty()
    }

    /// Adds words that people mask: those that offend on their own, and others.
    pub(crate) fn add_maskable(&mut self, offensive: Vec<WordId>, others: Vec<WordId>) {
        let known_others = self.maskable.split_off(self.offensive);
        let mut all = std::mem::take(&mut self.maskable);
        let mut seen = vec![false; self.len()];
        let mut add = |all: &mut Vec<WordId>, words: Vec<WordId>, least: usize, vocabulary: &Vocabulary| {
            for id in words {
                let long = vocabulary.text(id).chars().count() >= least;
                if long && !std::mem::replace(&mut seen[id as usize], true) {
                    all.push(id);
                }
            }
        };
        let known = std::mem::take(&mut all);
        add(&mut all, known, 0, self);
        add(&mut all, offensive, 3, self);
        self.offensive = all.len();
        add(&mut all, known_others, 0, self);
        add(&mut all, others, 3, self);
        self.maskable = all;
    }

    /// The word that a masked spelling stands for; 0 bytes are masked letters.
    /// With most letters masked only a word that offends on its own is meant.
    pub(crate) fn find_masked(&self, masked: &[u8]) -> Option<WordId> {
        let length = |id: WordId| (self.ends[id as usize] - self.ends[id as usize - 1]) as usize;
        let fits = |id: &&WordId| {
            length(**id) == masked.len()
                && self.text(**id).bytes().zip(masked).all(|(letter, shown)| *shown == 0 || letter == *shown)
        };
        let hidden = masked.iter().filter(|byte| **byte == 0).count();
        let likely = if hidden * 2 > masked.len() { self.offensive } else { self.maskable.len() };
        self.maskable[..likely].iter().find(fits).copied()
    }

    pub(crate) fn write(&self, writer: &mut Writer) {
        for list in
            [&self.slots, &self.hashes, &self.ends, &self.prefixes, &self.maskable, &vec![self.offensive as u32]]
        {
            writer.numbers(&list.iter().copied().collect::<Numbers>());
        }
        writer.letters(&self.letters);
    }

    pub(crate) fn read(reader: &mut Reader) -> Vocabulary {
        // Looked up for every word of a text, so these are worth a copy.
        let mut numbers = || reader.numbers().iter().collect::<Vec<u32>>();
        let [slots, hashes, ends, prefixes, maskable, offensive] = std::array::from_fn(|_| numbers());
        let offensive = offensive.first().map_or(0, |count| *count as usize);
        Vocabulary { slots, hashes, ends, prefixes, maskable, offensive, letters: reader.letters() }
    }
}
