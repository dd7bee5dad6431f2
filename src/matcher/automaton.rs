//! All phrases of all rules as one automaton over word numbers, made deterministic where a text needs it.

use std::collections::HashMap;

use crate::{
    phrase::{Automaton, Label, Mark, WordSet},
    token::{Symbol, Token, Vocabulary, WordId},
};

/// A position of the joined automaton.
type Position = u32;
/// A state of the deterministic automaton; 0 is dead.
type StateId = u32;
/// Where a search begins: the phrases of one rule's guard, or of one context list.
pub(crate) type Root = u32;

const DEAD: StateId = 0;
const UNKNOWN: StateId = u32::MAX;
/// States kept before the cache starts afresh; a bound on memory, not on texts.
const MAX_STATES: usize = 60_000;

/// A label with the vocabulary's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Test {
    Word(WordId),
    Class(u32),
    Look(u8),
    Mark(Mark),
    Any,
    Start,
    End,
}

/// A joined phrase: where its positions are, and what it belongs to.
#[derive(Clone, Debug)]
struct Joined {
    base: Position,
    first: Vec<u16>,
    groups: Vec<u16>,
}

/// All phrases joined.
#[derive(Debug, Default)]
pub(crate) struct Machine {
    tests: Vec<Test>,
    /// What follows each position: a range of `links`.
    follow: Vec<(u32, u32)>,
    links: Vec<Position>,
    /// The phrase that a match at this position completes, plus one; or 0.
    accepts: Vec<u32>,
    phrases: Vec<Joined>,
    /// Classes that each word belongs to: a range of `memberships`.
    classes: Vec<(u32, u32)>,
    memberships: Vec<u32>,
    class_count: u32,
    /// Where rules' phrases begin, by word, by class, and otherwise.
    first_by_word: HashMap<WordId, Vec<Position>>,
    first_by_class: HashMap<u32, Vec<Position>>,
    first_other: Vec<Position>,
    roots: Vec<Vec<Position>>,
    /// Bits of the looks that some phrase asks for.
    looks: u8,
}

/// Joins phrases into a machine and their words into a vocabulary.
#[derive(Debug)]
pub(crate) struct MachineBuilder {
    machine: Machine,
    pub(crate) vocabulary: Vocabulary,
    members: Vec<(WordId, u32)>,
    prefixes: Vec<(String, u32)>,
    sets: Vec<Option<Test>>,
}

impl MachineBuilder {
    pub(crate) fn new() -> MachineBuilder {
        let machine = Machine::default();
        MachineBuilder {
            machine,
            vocabulary: Vocabulary::new(),
            members: Vec::new(),
            prefixes: Vec::new(),
            sets: Vec::new(),
        }
    }

    /// The phrases that are added next use the word sets of another pack.
    pub(crate) fn begin_pack(&mut self, sets: &[WordSet]) {
        self.sets = vec![None; sets.len()];
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

    /// Adds a phrase; returns its number.
    fn join(&mut self, sets: &[WordSet], automaton: &Automaton) -> u32 {
        let base = self.machine.tests.len() as Position;
        let phrase = self.machine.phrases.len() as u32;
        for label in &automaton.labels {
            let test = match label {
                Label::Words(number) => self.set(sets, *number),
                Label::Look(look) => {
                    self.machine.looks |= look.bit();
                    Test::Look(look.bit())
                }
                Label::Mark(mark) => Test::Mark(*mark),
                Label::Any => Test::Any,
                Label::Start => Test::Start,
                Label::End => Test::End,
            };
            self.machine.tests.push(test);
            self.machine.accepts.push(0);
        }
        for follow in &automaton.follow {
            let start = self.machine.links.len() as u32;
            self.machine.links.extend(follow.iter().map(|next| base + Position::from(*next)));
            self.machine.follow.push((start, self.machine.links.len() as u32));
        }
        for last in &automaton.last {
            self.machine.accepts[(base + Position::from(*last)) as usize] = phrase + 1;
        }
        let joined = Joined { base, first: automaton.first.clone(), groups: automaton.groups.clone() };
        self.machine.phrases.push(joined);
        phrase
    }

    /// Adds a phrase that is looked for everywhere; returns its number.
    pub(crate) fn add(&mut self, sets: &[WordSet], automaton: &Automaton) -> u32 {
        let phrase = self.join(sets, automaton);
        let base = self.machine.phrases[phrase as usize].base;
        for first in &automaton.first {
            let position = base + Position::from(*first);
            match self.machine.tests[position as usize] {
                Test::Word(word) => self.machine.first_by_word.entry(word).or_default().push(position),
                Test::Class(class) => self.machine.first_by_class.entry(class).or_default().push(position),
                _ => self.machine.first_other.push(position),
            }
        }
        phrase
    }

    /// Adds phrases that are looked for on demand.
    pub(crate) fn add_root(&mut self, sets: &[WordSet], automata: &[Automaton]) -> Option<Root> {
        if automata.is_empty() {
            return None;
        }
        let mut firsts = Vec::new();
        for automaton in automata {
            let phrase = self.join(sets, automaton);
            let base = self.machine.phrases[phrase as usize].base;
            firsts.extend(automaton.first.iter().map(|first| base + Position::from(*first)));
        }
        self.machine.roots.push(firsts);
        Some(self.machine.roots.len() as Root - 1)
    }

    /// The words that phrase `number` finds by themselves.
    pub(crate) fn lone_words(&self, number: u32, automaton: &Automaton) -> Vec<WordId> {
        let base = self.machine.phrases[number as usize].base;
        let lone = automaton.first.iter().filter(|first| automaton.last.contains(first));
        lone.flat_map(|first| self.words_of(base + Position::from(*first))).collect()
    }

    /// All words of phrase `number`.
    pub(crate) fn all_words(&self, number: u32) -> Vec<WordId> {
        let base = self.machine.phrases[number as usize].base;
        let end = self
            .machine
            .phrases
            .get(number as usize + 1)
            .map_or(self.machine.tests.len() as Position, |next| next.base);
        (base..end).flat_map(|position| self.words_of(position)).collect()
    }

    fn words_of(&self, position: Position) -> Vec<WordId> {
        match self.machine.tests[position as usize] {
            Test::Word(word) => vec![word],
            Test::Class(class) => self.members.iter().filter(|(_, of)| *of == class).map(|(word, _)| *word).collect(),
            _ => Vec::new(),
        }
    }

    /// The machine and the vocabulary, ready to run.
    pub(crate) fn finish(mut self) -> (Machine, Vocabulary) {
        self.resolve_prefixes();
        self.members.sort_unstable();
        self.members.dedup();
        let mut classes = vec![(0, 0); self.vocabulary.len()];
        for (at, (word, class)) in self.members.iter().enumerate() {
            let range: &mut (u32, u32) = &mut classes[*word as usize];
            if range.0 == range.1 {
                *range = (at as u32, at as u32);
            }
            range.1 = at as u32 + 1;
            self.machine.memberships.push(*class);
        }
        self.machine.classes = classes;
        (self.machine, self.vocabulary)
    }

    /// Every word and every beginning belongs to the classes of the beginnings it has.
    fn resolve_prefixes(&mut self) {
        if self.prefixes.is_empty() {
            return;
        }
        for (prefix, _) in &self.prefixes {
            self.vocabulary.insert_prefix(prefix);
        }
        for id in 1..self.vocabulary.len() as WordId {
            let text = self.vocabulary.text(id);
            let own = self.prefixes.iter().filter(|(prefix, _)| text.starts_with(prefix.as_str()));
            self.members.extend(own.map(|(_, class)| (id, *class)));
        }
    }
}

impl Machine {
    fn classes_of(&self, word: WordId) -> &[u32] {
        let (start, end) = self.classes[word as usize];
        &self.memberships[start as usize..end as usize]
    }

    fn takes(&self, test: Test, symbol: Symbol) -> bool {
        match (test, symbol.as_word()) {
            (Test::Word(wanted), Some((word, _))) => wanted == word,
            (Test::Class(class), Some((word, _))) => self.classes_of(word).binary_search(&class).is_ok(),
            (Test::Look(look), Some((_, looks))) => looks & look != 0,
            (Test::Any, word) => word.is_some() || symbol == Symbol::HOLE,
            (Test::Mark(mark), None) => symbol.is_mark(mark),
            (Test::Start, None) => symbol == Symbol::START,
            (Test::End, None) => symbol == Symbol::END,
            _ => false,
        }
    }

    fn follow_of(&self, position: Position) -> &[Position] {
        let (start, end) = self.follow[position as usize];
        &self.links[start as usize..end as usize]
    }

    /// Where the groups of a match stand: tokens, by group number.
    pub(crate) fn captures(&self, phrase: u32, tokens: &[Token]) -> Vec<Option<(usize, usize)>> {
        let joined = &self.phrases[phrase as usize];
        let mut groups: Vec<Option<(usize, usize)>> = Vec::new();
        for (at, position) in self.path(joined, tokens) {
            let mask = joined.groups[(position - joined.base) as usize];
            for group in (0..16).filter(|group| mask >> group & 1 == 1) {
                if groups.len() <= group {
                    groups.resize(group + 1, None);
                }
                let start = groups[group].map_or(at, |(start, _)| start);
                groups[group] = Some((start, at + 1));
            }
        }
        groups
    }

    /// One way through a phrase over exactly these tokens: (token, position) pairs.
    fn path(&self, joined: &Joined, tokens: &[Token]) -> Vec<(usize, Position)> {
        // Each step remembers the step before it, so that the way back is known.
        let mut steps: Vec<(usize, Position, usize)> = Vec::new();
        let mut live: Vec<usize> = Vec::new();
        for (at, token) in tokens.iter().enumerate() {
            let mut next = Vec::new();
            let mut reach = |position: Position, from: usize, steps: &mut Vec<(usize, Position, usize)>| {
                let known = next.iter().any(|step: &usize| steps[*step].1 == position);
                if !known && self.takes(self.tests[position as usize], token.symbol) {
                    steps.push((at, position, from));
                    next.push(steps.len() - 1);
                }
            };
            if at == 0 {
                joined
                    .first
                    .iter()
                    .for_each(|first| reach(joined.base + Position::from(*first), usize::MAX, &mut steps));
            }
            for step in &live {
                for &position in self.follow_of(steps[*step].1) {
                    reach(position, *step, &mut steps);
                }
            }
            if token.symbol.is_passed_over() {
                next.extend(live.iter().filter(|step| steps[**step].0 != at));
            }
            live = next;
        }
        let done = live.into_iter().find(|step| self.accepts[steps[*step].1 as usize] != 0);
        let mut path = Vec::new();
        let mut step = done.unwrap_or(usize::MAX);
        while let Some((at, position, from)) = steps.get(step) {
            path.push((*at, *position));
            step = *from;
        }
        path.reverse();
        path
    }
}

/// One state: where in which phrases we are, and what has just been completed.
#[derive(Debug)]
struct State {
    positions: Box<[Position]>,
    accepts: Box<[u32]>,
}

/// The deterministic automaton as far as texts have needed it.
#[derive(Debug)]
pub(crate) struct Cache {
    states: Vec<State>,
    known: HashMap<(Box<[Position]>, Box<[u32]>), StateId>,
    /// States after one symbol, for symbols that are plain words.
    starts: Vec<StateId>,
    other_starts: HashMap<Symbol, StateId>,
    transitions: Transitions,
    roots: Vec<StateId>,
}

impl Cache {
    pub(crate) fn new(machine: &Machine) -> Cache {
        let dead = State { positions: Box::default(), accepts: Box::default() };
        Cache {
            states: vec![dead],
            known: HashMap::new(),
            starts: vec![UNKNOWN; machine.classes.len()],
            other_starts: HashMap::new(),
            transitions: Transitions::new(),
            roots: vec![UNKNOWN; machine.roots.len()],
        }
    }

    /// Starts afresh when texts have needed too many states. Only between searches.
    pub(crate) fn trim(&mut self, machine: &Machine) {
        if self.states.len() > MAX_STATES {
            *self = Cache::new(machine);
        }
    }

    /// The phrases that a match ending in this state completes.
    fn accepts(&self, state: StateId) -> &[u32] {
        &self.states[state as usize].accepts
    }

    fn intern(&mut self, machine: &Machine, mut positions: Vec<Position>, fresh: &[Position]) -> StateId {
        if positions.is_empty() {
            return DEAD;
        }
        positions.sort_unstable();
        positions.dedup();
        let mut accepts: Vec<u32> =
            fresh.iter().map(|at| machine.accepts[*at as usize]).filter(|phrase| *phrase != 0).collect();
        accepts.sort_unstable();
        accepts.dedup();
        let key = (positions.into_boxed_slice(), accepts.into_boxed_slice());
        if let Some(state) = self.known.get(&key) {
            return *state;
        }
        let id = self.states.len() as StateId;
        self.states.push(State { positions: key.0.clone(), accepts: key.1.clone() });
        self.known.insert(key, id);
        id
    }

    /// The state after a match has begun with `symbol`.
    #[inline]
    fn start(&mut self, machine: &Machine, symbol: Symbol) -> StateId {
        let known = match symbol.as_word() {
            Some((word, looks)) if looks & machine.looks == 0 => self.starts[word as usize],
            _ => self.other_starts.get(&symbol).copied().unwrap_or(UNKNOWN),
        };
        if known != UNKNOWN { known } else { self.new_start(machine, symbol) }
    }

    fn new_start(&mut self, machine: &Machine, symbol: Symbol) -> StateId {
        let mut positions: Vec<Position> = machine
            .first_other
            .iter()
            .copied()
            .filter(|at| machine.takes(machine.tests[*at as usize], symbol))
            .collect();
        if let Some((word, _)) = symbol.as_word() {
            positions.extend(machine.first_by_word.get(&word).into_iter().flatten());
            for class in machine.classes_of(word) {
                positions.extend(machine.first_by_class.get(class).into_iter().flatten());
            }
        }
        let fresh = positions.clone();
        let state = self.intern(machine, positions, &fresh);
        match symbol.as_word() {
            Some((word, looks)) if looks & machine.looks == 0 => self.starts[word as usize] = state,
            _ => {
                self.other_starts.insert(symbol, state);
            }
        }
        state
    }

    /// The state after one more symbol.
    #[inline]
    fn next(&mut self, machine: &Machine, state: StateId, symbol: Symbol) -> StateId {
        match self.transitions.get(state, symbol) {
            Some(next) => next,
            None => self.new_transition(machine, state, symbol),
        }
    }

    fn new_transition(&mut self, machine: &Machine, state: StateId, symbol: Symbol) -> StateId {
        let mut fresh = Vec::new();
        for &position in &self.states[state as usize].positions {
            let follow = machine.follow_of(position);
            fresh.extend(follow.iter().filter(|next| machine.takes(machine.tests[**next as usize], symbol)));
        }
        let mut positions = fresh.clone();
        if symbol.is_passed_over() {
            positions.extend(&self.states[state as usize].positions);
        }
        let next = self.intern(machine, positions, &fresh);
        self.transitions.insert(state, symbol, next);
        next
    }

    /// The longest match of each phrase that begins with token `at`: calls
    /// `found` with phrase and end, shorter ends first.
    #[inline]
    pub(crate) fn matches_at(
        &mut self,
        machine: &Machine,
        tokens: &[Token],
        at: usize,
        mut found: impl FnMut(u32, usize),
    ) {
        let mut state = self.start(machine, tokens[at].symbol);
        let mut end = at + 1;
        while state != DEAD {
            for phrase in self.states[state as usize].accepts.iter() {
                found(phrase - 1, end);
            }
            let Some(token) = tokens.get(end) else { break };
            state = self.next(machine, state, token.symbol);
            end += 1;
        }
    }

    /// All longest matches of a root's phrases that begin in `tokens`, as token ranges.
    pub(crate) fn search(&mut self, machine: &Machine, root: Root, tokens: &[Token]) -> Vec<(usize, usize)> {
        (0..tokens.len()).filter_map(|at| self.longest(machine, root, tokens, at).map(|end| (at, end))).collect()
    }

    /// Where the longest match of a root's phrases that begins with token `at` ends.
    pub(crate) fn longest(&mut self, machine: &Machine, root: Root, tokens: &[Token], at: usize) -> Option<usize> {
        let mut state = self.root_start(machine, root, tokens[at].symbol);
        let mut end = at + 1;
        let mut longest = None;
        while state != DEAD {
            if !self.accepts(state).is_empty() {
                longest = Some(end);
            }
            let Some(token) = tokens.get(end) else { break };
            state = self.next(machine, state, token.symbol);
            end += 1;
        }
        longest
    }

    fn root_start(&mut self, machine: &Machine, root: Root, symbol: Symbol) -> StateId {
        // A root is a state of its own, whose key can collide with no other:
        // it stands at no position, and accepts what no phrase is called.
        if self.roots[root as usize] == UNKNOWN {
            self.states.push(State { positions: Box::default(), accepts: Box::default() });
            self.roots[root as usize] = self.states.len() as StateId - 1;
        }
        let state = self.roots[root as usize];
        if let Some(next) = self.transitions.get(state, symbol) {
            return next;
        }
        let takes = |at: &&Position| machine.takes(machine.tests[**at as usize], symbol);
        let fresh: Vec<Position> = machine.roots[root as usize].iter().filter(takes).copied().collect();
        let next = self.intern(machine, fresh.clone(), &fresh);
        self.transitions.insert(state, symbol, next);
        next
    }
}

/// (state, symbol) → state, with open addressing.
#[derive(Debug)]
struct Transitions {
    keys: Vec<u64>,
    values: Vec<StateId>,
    count: usize,
}

const FREE: u64 = u64::MAX;

impl Transitions {
    fn new() -> Transitions {
        Transitions { keys: vec![FREE; 1 << 10], values: vec![DEAD; 1 << 10], count: 0 }
    }

    fn key(state: StateId, symbol: Symbol) -> u64 {
        u64::from(state) << 32 | u64::from(symbol.0)
    }

    #[inline]
    fn slot(&self, key: u64) -> usize {
        let mixed = key.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed >> 32) as usize & (self.keys.len() - 1)
    }

    #[inline]
    fn get(&self, state: StateId, symbol: Symbol) -> Option<StateId> {
        let key = Transitions::key(state, symbol);
        let mut slot = self.slot(key);
        loop {
            if self.keys[slot] == key {
                return Some(self.values[slot]);
            }
            if self.keys[slot] == FREE {
                return None;
            }
            slot = (slot + 1) & (self.keys.len() - 1);
        }
    }

    fn insert(&mut self, state: StateId, symbol: Symbol, next: StateId) {
        if (self.count + 1) * 2 > self.keys.len() {
            let (keys, values) = (std::mem::take(&mut self.keys), std::mem::take(&mut self.values));
            self.keys = vec![FREE; keys.len() * 2];
            self.values = vec![DEAD; values.len() * 2];
            for (key, value) in keys.into_iter().zip(values).filter(|(key, _)| *key != FREE) {
                self.place(key, value);
            }
        }
        self.place(Transitions::key(state, symbol), next);
        self.count += 1;
    }

    fn place(&mut self, key: u64, value: StateId) {
        let mut slot = self.slot(key);
        while self.keys[slot] != FREE {
            slot = (slot + 1) & (self.keys.len() - 1);
        }
        self.keys[slot] = key;
        self.values[slot] = value;
    }
}
