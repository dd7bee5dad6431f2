//! Joins phrases into a machine, and their words into a vocabulary.

use rustc_hash::FxHashMap;

use super::{Index, Machine, NONE, Position, Reader, Root, Test, Vocabulary, WordId, Writer};
use crate::phrase::{Automaton, Label, Look, WordSet};

/// A machine that can still grow.
#[derive(Debug)]
pub(crate) struct MachineBuilder {
    machine: Machine,
    pub(crate) vocabulary: Vocabulary,
    /// Words of new classes.
    members: Vec<(WordId, u32)>,
    prefixes: Vec<(String, u32)>,
    /// Tests of the word sets of the pack that is being added.
    sets: Vec<Option<Test>>,
    opened_by_word: Vec<(u32, Position)>,
    opened_by_class: Vec<(u32, Position)>,
    /// Followers that some position of the pack has, and where they are.
    known_links: FxHashMap<Vec<u16>, u32>,
    offensive: Vec<WordId>,
    others: Vec<WordId>,
    /// How many phrases were there to begin with.
    filed: usize,
}

/// The compiled phrases of one rule.
pub(crate) struct RulePhrases<'p> {
    pub(crate) phrases: &'p [Automaton],
    /// except, unless, only-if.
    pub(crate) guards: [&'p [Automaton]; 3],
    /// Whether its words are such as people mask.
    pub(crate) is_error: bool,
}

impl MachineBuilder {
    pub(crate) fn new() -> MachineBuilder {
        let mut machine = Machine::default();
        machine.first_starts.push(0);
        MachineBuilder::growing(machine, Vocabulary::new())
    }

    /// Reads what [`MachineBuilder::finish_flat`] wrote; more can be added.
    pub(crate) fn read(bytes: &'static [u8]) -> MachineBuilder {
        let mut reader = Reader::new(bytes);
        let machine = Machine::read(&mut reader);
        MachineBuilder::growing(machine, Vocabulary::read(&mut reader))
    }

    fn growing(machine: Machine, vocabulary: Vocabulary) -> MachineBuilder {
        MachineBuilder {
            filed: machine.bases.len(),
            machine,
            vocabulary,
            members: Vec::new(),
            prefixes: Vec::new(),
            sets: Vec::new(),
            opened_by_word: Vec::new(),
            opened_by_class: Vec::new(),
            known_links: FxHashMap::default(),
            offensive: Vec::new(),
            others: Vec::new(),
        }
    }

    /// The phrases that are added next use the word sets of another pack.
    pub(crate) fn begin_pack(&mut self, sets: &[WordSet]) {
        self.sets = vec![None; sets.len()];
        self.known_links.clear();
    }

    /// Adds a rule's phrases, which are looked for everywhere, and its guards; returns its number.
    pub(crate) fn add_rule(&mut self, sets: &[WordSet], rule: &RulePhrases<'_>) -> u32 {
        let number = self.machine.rule_count() as u32;
        for automaton in rule.phrases {
            let phrase = self.join(sets, automaton, number);
            self.open(phrase);
            if rule.is_error {
                self.note_maskable(phrase);
            }
        }
        for guard in rule.guards {
            let root = self.add_root(sets, guard).unwrap_or(NONE);
            self.machine.guards.push(root);
        }
        number
    }

    /// Adds phrases that are looked for on demand; none if there are none.
    pub(crate) fn add_root(&mut self, sets: &[WordSet], automata: &[Automaton]) -> Option<Root> {
        if automata.is_empty() {
            return None;
        }
        let start = self.machine.bases.len() as u32;
        for automaton in automata {
            self.join(sets, automaton, NONE);
        }
        self.machine.roots.push(start);
        self.machine.roots.push(self.machine.bases.len() as u32);
        Some(self.machine.root_count() as Root - 1)
    }

    fn join(&mut self, sets: &[WordSet], automaton: &Automaton, owner: u32) -> u32 {
        let phrase = self.machine.bases.len() as u32;
        let base = self.machine.tests.len() as Position;
        self.machine.bases.push(base);
        self.machine.owners.push(owner);
        for (position, label) in automaton.labels.iter().enumerate() {
            let test = match label {
                Label::Words(number) => self.set(sets, *number),
                Label::Shouted(number) => {
                    self.machine.looks |= Look::Caps.bit();
                    Test::Shouted(self.vocabulary.insert(&sets[*number as usize].words[0]))
                }
                Label::Look(look) => {
                    self.machine.looks |= look.bit();
                    Test::Look(look.bit())
                }
                Label::Mark(mark) => Test::Mark(*mark),
                Label::Any => Test::Any,
                Label::Start => Test::Start,
                Label::End => Test::End,
            };
            let is_last = automaton.last.contains(&(position as u16));
            self.machine.tests.push(test.encode(is_last));
            self.machine.groups.push(automaton.groups[position]);
            self.link(&automaton.follow[position], base);
        }
        automaton.first.iter().for_each(|first| self.machine.firsts.push(*first));
        self.machine.first_starts.push(self.machine.firsts.len() as u32);
        phrase
    }

    /// Followers are counted from the phrase's start, so that many positions share them.
    fn link(&mut self, follow: &[u16], base: Position) {
        let start = match self.known_links.get(follow) {
            Some(start) => *start,
            None => {
                let start = self.machine.links.len() as u32;
                follow.iter().for_each(|next| self.machine.links.push(*next));
                self.known_links.insert(follow.to_vec(), start);
                start
            }
        };
        self.machine.follow.push(start);
        self.machine.follow.push(follow.len() as u32);
        self.machine.follow.push(base);
    }

    fn set(&mut self, sets: &[WordSet], number: u32) -> Test {
        if let Some(test) = self.sets[number as usize] {
            return test;
        }
        let set = &sets[number as usize];
        let test = match (set.words.as_slice(), set.prefixes.as_slice()) {
            ([word], []) => Test::Word(self.vocabulary.insert(word)),
            (words, prefixes) => {
                let class = self.machine.class_count;
                self.machine.class_count += 1;
                for word in words {
                    let id = self.vocabulary.insert(word);
                    self.members.push((id, class));
                }
                self.prefixes.extend(prefixes.iter().map(|prefix| (prefix.clone(), class)));
                Test::Class(class)
            }
        };
        self.sets[number as usize] = Some(test);
        test
    }

    /// Files a phrase under what opens it.
    fn open(&mut self, phrase: u32) {
        let firsts: Vec<Position> = self.machine.firsts(phrase).collect();
        for position in firsts {
            match self.machine.test(position) {
                Test::Word(word) => self.opened_by_word.push((word, position)),
                Test::Class(class) => self.opened_by_class.push((class, position)),
                _ => self.machine.by_other.push(position),
            }
        }
    }

    /// Words of errors are masked by those who know what they are.
    fn note_maskable(&mut self, phrase: u32) {
        let base = self.machine.bases.get(phrase as usize);
        let firsts: Vec<Position> = self.machine.firsts(phrase).collect();
        for position in base..self.machine.tests.len() as Position {
            let words: Vec<WordId> = match self.machine.test(position) {
                Test::Word(word) => vec![word],
                // Classes are filed by class in the order in which they were added.
                Test::Class(class) => {
                    let start = self.members.partition_point(|(_, of)| *of < class);
                    self.members[start..].iter().take_while(|(_, of)| *of == class).map(|(word, _)| *word).collect()
                }
                _ => continue,
            };
            let is_alone = firsts.contains(&position) && self.machine.completed(position).is_some();
            if is_alone { self.offensive.extend(words) } else { self.others.extend(words) }
        }
    }

    /// The machine and the vocabulary, ready to run.
    pub(crate) fn finish(mut self) -> (Machine, Vocabulary) {
        // Built-in packs alone are filed already.
        let added = self.machine.bases.len() > self.filed;
        if added || self.vocabulary.len() > self.machine.word_count() {
            self.file();
        }
        (self.machine, self.vocabulary)
    }

    /// The machine and the vocabulary as bytes.
    pub(crate) fn finish_flat(self) -> Vec<u8> {
        let (machine, vocabulary) = self.finish();
        let mut writer = Writer::default();
        machine.write(&mut writer);
        vocabulary.write(&mut writer);
        writer.finish()
    }

    /// Files words under their classes and phrases under their first words.
    fn file(&mut self) {
        let machine = &mut self.machine;
        let mut members = std::mem::take(&mut self.members);
        for word in 0..machine.word_count() as WordId {
            members.extend(machine.classes_of(word).map(|class| (word, class)));
        }
        let known = machine.word_count() as WordId;
        for (prefix, _) in &self.prefixes {
            self.vocabulary.insert_prefix(prefix);
        }
        // New words belong to the classes of the beginnings that were there before.
        for id in known..self.vocabulary.len() as WordId {
            let beginnings = self.vocabulary.prefixes_of(id).filter(|prefix| *prefix < known);
            members.extend(beginnings.flat_map(|prefix| machine.classes_of(prefix)).map(|class| (id, class)));
        }
        if !self.prefixes.is_empty() {
            for id in 1..self.vocabulary.len() as WordId {
                let text = self.vocabulary.text(id);
                let own = self.prefixes.iter().filter(|(prefix, _)| text.starts_with(prefix.as_str()));
                members.extend(own.map(|(_, class)| (id, *class)));
            }
        }
        members.sort_unstable();
        members.dedup();
        let classes = Index::new(self.vocabulary.len(), members);
        machine.class_starts = classes.starts;
        machine.memberships = classes.positions;
        self.opened_by_word.extend(machine.by_word.pairs());
        self.opened_by_class.extend(machine.by_class.pairs());
        machine.by_word = Index::new(self.vocabulary.len(), std::mem::take(&mut self.opened_by_word));
        machine.by_class = Index::new(machine.class_count as usize, std::mem::take(&mut self.opened_by_class));
        self.vocabulary.add_maskable(std::mem::take(&mut self.offensive), std::mem::take(&mut self.others));
    }
}
