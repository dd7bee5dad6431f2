//! All phrases of all rules joined: positions, what they take, and what may follow.
//!
//! Joined by the build script for the built-in packs, and at start-up for
//! packs that are given; the matcher makes it deterministic where a text needs it.

mod build;
mod flat;
mod join;
mod vocabulary;

use crate::phrase::Mark;
use flat::Shorts;

pub(crate) use build::MachineBuilder;
pub(crate) use flat::{Numbers, Reader, Writer};
pub(crate) use vocabulary::{Hasher, Vocabulary, WordId};

/// A position of the joined automaton.
pub(crate) type Position = u32;
/// Where a search begins: the phrases of one guard, or of one context list.
pub(crate) type Root = u32;

/// No root, no rule.
pub(crate) const NONE: u32 = u32::MAX;

/// What a position takes, in the vocabulary's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Test {
    Word(WordId),
    /// This word, written in capitals.
    Shouted(WordId),
    Class(u32),
    /// The bit of a look.
    Look(u8),
    Mark(Mark),
    Any,
    Start,
    End,
}

const MARKS: [Mark; 9] = [
    Mark::Comma,
    Mark::Semicolon,
    Mark::Colon,
    Mark::Period,
    Mark::Exclamation,
    Mark::Question,
    Mark::Dash,
    Mark::Ellipsis,
    Mark::Quote,
];

impl Test {
    const LAST: u32 = 1 << 31;

    fn encode(self, is_last: bool) -> u32 {
        let (kind, value) = match self {
            Test::Word(word) => (0, word),
            Test::Class(class) => (1, class),
            Test::Look(look) => (2, u32::from(look)),
            Test::Mark(mark) => (3, MARKS.iter().position(|known| *known == mark).unwrap_or(0) as u32),
            Test::Any => (4, 0),
            Test::Start => (5, 0),
            Test::End => (6, 0),
            Test::Shouted(word) => (7, word),
        };
        kind << 28 | value | if is_last { Test::LAST } else { 0 }
    }

    fn decode(code: u32) -> Test {
        let value = code & 0x0fff_ffff;
        match code >> 28 & 7 {
            0 => Test::Word(value),
            1 => Test::Class(value),
            2 => Test::Look(value as u8),
            3 => Test::Mark(MARKS[value as usize % MARKS.len()]),
            4 => Test::Any,
            5 => Test::Start,
            6 => Test::End,
            _ => Test::Shouted(value),
        }
    }
}

/// All phrases joined, as flat arrays that may lie in the binary itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct Machine {
    /// What each position takes, and whether a phrase may end there.
    tests: Numbers,
    /// What follows each position: where in `links`, how many, and from where they are counted.
    follow: Numbers,
    /// Followers, counted from the first position of their phrase.
    links: Shorts,
    /// Groups of each position, one bit each.
    groups: Shorts,
    /// The first position of each phrase.
    bases: Numbers,
    /// Where each phrase begins: ranges of `firsts`.
    first_starts: Numbers,
    firsts: Shorts,
    /// The rule of each phrase; [`NONE`] for guards and lists.
    owners: Numbers,
    /// Of each rule: the roots of except, unless and only-if.
    guards: Numbers,
    /// The phrases of each root: ranges of phrase numbers.
    roots: Numbers,
    /// Classes that each word belongs to: ranges of `memberships`, which are sorted by word and class.
    class_starts: Numbers,
    memberships: Numbers,
    class_count: u32,
    /// Rules' phrases by the word that opens them; by the class; and others.
    by_word: Index,
    by_class: Index,
    by_other: Numbers,
    /// Bits of the looks that some phrase asks for.
    looks: u8,
}

/// Positions by a number: ranges of one list.
#[derive(Clone, Debug, Default)]
struct Index {
    starts: Numbers,
    positions: Numbers,
}

impl Index {
    fn get(&self, number: u32) -> impl Iterator<Item = Position> + '_ {
        let at = number as usize;
        let end = if at + 1 < self.starts.len() { self.starts.get(at + 1) } else { self.starts.get(at) };
        self.positions.slice(self.starts.get(at) as usize, end as usize)
    }

    /// From (number, position) pairs.
    fn new(count: usize, mut pairs: Vec<(u32, Position)>) -> Index {
        pairs.sort_unstable();
        let mut starts = vec![0; count + 1];
        pairs.iter().for_each(|(number, _)| starts[*number as usize + 1] += 1);
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        Index {
            starts: starts.into_iter().collect(),
            positions: pairs.into_iter().map(|(_, position)| position).collect(),
        }
    }

    fn pairs(&self) -> Vec<(u32, Position)> {
        let numbers = 0..self.starts.len().saturating_sub(1) as u32;
        numbers.flat_map(|number| self.get(number).map(move |position| (number, position))).collect()
    }
}

impl Machine {
    /// What a position takes.
    pub(crate) fn test(&self, position: Position) -> Test {
        Test::decode(self.tests.get(position as usize))
    }

    /// The phrase that a match ending at this position completes.
    pub(crate) fn completed(&self, position: Position) -> Option<u32> {
        (self.tests.get(position as usize) & Test::LAST != 0).then(|| self.phrase_of(position))
    }

    /// The phrase that a position belongs to.
    fn phrase_of(&self, position: Position) -> u32 {
        let (mut low, mut high) = (0, self.bases.len());
        while low < high {
            let middle = (low + high) / 2;
            if self.bases.get(middle) <= position { low = middle + 1 } else { high = middle }
        }
        low as u32 - 1
    }

    /// What may follow a position.
    pub(crate) fn following(&self, position: Position) -> impl Iterator<Item = Position> + '_ {
        let at = position as usize * 3;
        let (start, count, base) = (self.follow.get(at), self.follow.get(at + 1), self.follow.get(at + 2));
        self.links.slice(start as usize, (start + count) as usize).map(move |link| base + Position::from(link))
    }

    /// Where a phrase begins.
    pub(crate) fn firsts(&self, phrase: u32) -> impl Iterator<Item = Position> + '_ {
        let base = self.bases.get(phrase as usize);
        let range =
            self.first_starts.get(phrase as usize) as usize..self.first_starts.get(phrase as usize + 1) as usize;
        self.firsts.slice(range.start, range.end).map(move |first| base + Position::from(first))
    }

    /// The groups of a position, one bit each.
    pub(crate) fn groups(&self, position: Position) -> u16 {
        self.groups.get(position as usize)
    }

    /// Which rule a phrase belongs to.
    pub(crate) fn owner(&self, phrase: u32) -> u32 {
        self.owners.get(phrase as usize)
    }

    /// The phrases of a rule; they stand together.
    pub(crate) fn phrases_of(&self, rule: u32) -> std::ops::Range<u32> {
        let start = self.owners.iter().position(|owner| owner == rule).unwrap_or(0);
        let count = self.owners.iter().skip(start).take_while(|owner| *owner == rule).count();
        start as u32..(start + count) as u32
    }

    /// How many rules there are.
    pub(crate) fn rule_count(&self) -> usize {
        self.guards.len() / 3
    }

    /// The roots of a rule's except, unless and only-if.
    pub(crate) fn guards(&self, rule: u32) -> [Option<Root>; 3] {
        std::array::from_fn(|kind| Some(self.guards.get(rule as usize * 3 + kind)).filter(|root| *root != NONE))
    }

    /// How many roots there are.
    pub(crate) fn root_count(&self) -> usize {
        self.roots.len() / 2
    }

    /// Where the phrases of a root begin.
    pub(crate) fn root(&self, root: Root) -> impl Iterator<Item = Position> + '_ {
        let range = self.roots.get(root as usize * 2)..self.roots.get(root as usize * 2 + 1);
        range.flat_map(|phrase| self.firsts(phrase))
    }

    /// The classes that a word belongs to, sorted.
    pub(crate) fn classes_of(&self, word: WordId) -> impl Iterator<Item = u32> + '_ {
        let at = word as usize;
        self.memberships.slice(self.class_starts.get(at) as usize, self.class_starts.get(at + 1) as usize)
    }

    /// Whether a word belongs to a class.
    pub(crate) fn is_member(&self, word: WordId, class: u32) -> bool {
        let (mut low, mut high) = (self.class_starts.get(word as usize), self.class_starts.get(word as usize + 1));
        while low < high {
            let middle = (low + high) / 2;
            match self.memberships.get(middle as usize).cmp(&class) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return true,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        false
    }

    /// Where rules' phrases begin that open with this word.
    pub(crate) fn opened_by(&self, word: WordId) -> impl Iterator<Item = Position> + '_ {
        self.by_word.get(word).chain(self.classes_of(word).flat_map(|class| self.by_class.get(class)))
    }

    /// Where rules' phrases begin that open with a mark or a look.
    pub(crate) fn opened_otherwise(&self) -> impl Iterator<Item = Position> + '_ {
        self.by_other.iter()
    }

    /// Bits of the looks that some phrase asks for.
    pub(crate) fn looks(&self) -> u8 {
        self.looks
    }

    /// How many words the vocabulary had when the phrases were joined.
    pub(crate) fn word_count(&self) -> usize {
        self.class_starts.len().saturating_sub(1)
    }

    pub(crate) fn write(&self, writer: &mut Writer) {
        for numbers in [
            &self.tests,
            &self.follow,
            &self.bases,
            &self.first_starts,
            &self.owners,
            &self.guards,
            &self.roots,
            &self.class_starts,
            &self.memberships,
            &self.by_word.starts,
            &self.by_word.positions,
            &self.by_class.starts,
            &self.by_class.positions,
            &self.by_other,
            &[self.class_count, u32::from(self.looks)].into_iter().collect(),
        ] {
            writer.numbers(numbers);
        }
        [&self.links, &self.groups, &self.firsts].into_iter().for_each(|shorts| writer.shorts(shorts));
    }

    pub(crate) fn read(reader: &mut Reader) -> Machine {
        let [
            tests,
            follow,
            bases,
            first_starts,
            owners,
            guards,
            roots,
            class_starts,
            memberships,
            word_starts,
            word_positions,
            class_index,
            class_positions,
            by_other,
            counts,
        ] = std::array::from_fn(|_| reader.numbers());
        let [links, groups, firsts] = std::array::from_fn(|_| reader.shorts());
        Machine {
            tests,
            follow,
            links,
            groups,
            bases,
            first_starts,
            firsts,
            owners,
            guards,
            roots,
            class_starts,
            memberships,
            class_count: counts.get(0),
            by_word: Index { starts: word_starts, positions: word_positions },
            by_class: Index { starts: class_index, positions: class_positions },
            by_other,
            looks: counts.get(1) as u8,
        }
    }
}
