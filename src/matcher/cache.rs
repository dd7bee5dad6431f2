//! The joined automaton, made deterministic where a text needs it.

use rustc_hash::FxHashMap;

use crate::{
    machine::{Machine, Position, Root, Test},
    phrase::Look,
    token::{Symbol, Token},
};

/// A state of the deterministic automaton; 0 is dead.
type StateId = u32;

const DEAD: StateId = 0;
const UNKNOWN: StateId = u32::MAX;
/// States kept before the cache starts afresh; a bound on memory, not on texts.
const MAX_STATES: usize = 60_000;

/// Whether a position takes a symbol.
fn takes(machine: &Machine, position: Position, symbol: Symbol) -> bool {
    match (machine.test(position), symbol.as_word()) {
        (Test::Word(wanted), Some((word, _))) => wanted == word,
        (Test::Shouted(wanted), Some((word, looks))) => wanted == word && looks & Look::Caps.bit() != 0,
        (Test::Class(class), Some((word, _))) => machine.is_member(word, class),
        (Test::Look(look), Some((_, looks))) => looks & look != 0,
        (Test::Any, word) => word.is_some() || symbol == Symbol::HOLE,
        (Test::Mark(mark), None) => symbol.is_mark(mark),
        (Test::Start, None) => symbol == Symbol::START,
        (Test::End, None) => symbol == Symbol::END,
        _ => false,
    }
}

/// Where the groups of a match stand: tokens, by group number.
pub(crate) fn captures(machine: &Machine, phrase: u32, tokens: &[Token]) -> Vec<Option<(usize, usize)>> {
    let mut groups: Vec<Option<(usize, usize)>> = Vec::new();
    for (at, position) in path(machine, phrase, tokens) {
        let mask = machine.groups(position);
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

/// Of the tokens that a match covers, those that its phrase asks for.
pub(crate) fn taken(machine: &Machine, phrase: u32, tokens: &[Token]) -> Vec<usize> {
    path(machine, phrase, tokens).into_iter().map(|(at, _)| at).collect()
}

/// A step on the way through a phrase: token, position, and the step before it.
type Step = (usize, Position, usize);

/// One way through a phrase over exactly these tokens: (token, position) pairs.
fn path(machine: &Machine, phrase: u32, tokens: &[Token]) -> Vec<(usize, Position)> {
    let mut steps: Vec<Step> = Vec::new();
    let mut live: Vec<usize> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let mut next: Vec<usize> = Vec::new();
        let mut reach = |position: Position, from: usize, steps: &mut Vec<Step>| {
            let known = next.iter().any(|step| steps[*step].1 == position);
            if !known && takes(machine, position, token.symbol) {
                steps.push((at, position, from));
                next.push(steps.len() - 1);
            }
        };
        if at == 0 {
            machine.firsts(phrase).for_each(|first| reach(first, usize::MAX, &mut steps));
        }
        for step in &live {
            machine.following(steps[*step].1).for_each(|position| reach(position, *step, &mut steps));
        }
        if token.symbol.is_passed_over() {
            next.extend(&live);
        }
        live = next;
    }
    let done = live.into_iter().find(|step| machine.completed(steps[*step].1).is_some());
    let mut path = Vec::new();
    let mut step = done.unwrap_or(usize::MAX);
    while let Some((at, position, from)) = steps.get(step) {
        path.push((*at, *position));
        step = *from;
    }
    path.reverse();
    path
}

/// One state: where in which phrases we are, and what has just been completed.
#[derive(Debug)]
struct State {
    positions: Box<[Position]>,
    accepts: Box<[u32]>,
    /// How many symbols have been tried here, up to when it pays to sort what follows.
    tried: u8,
    sorted: Option<Box<Followers>>,
}

impl State {
    fn new(positions: Box<[Position]>, accepts: Box<[u32]>) -> State {
        State { positions, accepts, tried: 0, sorted: None }
    }
}

/// Symbols tried in a state before what follows is sorted: a single draft
/// tries few, a library thousands.
const TRIED_BEFORE_SORTING: u8 = 8;

/// What may follow a state, by what it takes.
#[derive(Debug, Default)]
struct Followers {
    by_word: Vec<(u32, Position)>,
    by_class: Vec<(u32, Position)>,
    others: Vec<Position>,
}

impl Followers {
    fn new(machine: &Machine, positions: &[Position]) -> Followers {
        let mut followers = Followers::default();
        for position in positions.iter().flat_map(|position| machine.following(*position)) {
            match machine.test(position) {
                Test::Word(word) => followers.by_word.push((word, position)),
                Test::Class(class) => followers.by_class.push((class, position)),
                _ => followers.others.push(position),
            }
        }
        for pairs in [&mut followers.by_word, &mut followers.by_class] {
            pairs.sort_unstable();
            pairs.dedup();
        }
        followers.others.sort_unstable();
        followers.others.dedup();
        followers
    }

    fn taking(&self, machine: &Machine, symbol: Symbol) -> Vec<Position> {
        let mut taking: Vec<Position> =
            self.others.iter().copied().filter(|position| takes(machine, *position, symbol)).collect();
        if let Some((word, _)) = symbol.as_word() {
            taking.extend(of_number(&self.by_word, word));
            taking.extend(machine.classes_of(word).flat_map(|class| of_number(&self.by_class, class)));
        }
        taking
    }
}

/// The positions of one number, in pairs sorted by number.
fn of_number(pairs: &[(u32, Position)], number: u32) -> impl Iterator<Item = Position> + '_ {
    let start = pairs.partition_point(|(other, _)| *other < number);
    pairs[start..].iter().take_while(move |(other, _)| *other == number).map(|(_, position)| *position)
}

/// What tells states apart: positions, and the phrases that are completed.
type StateKey = (Box<[Position]>, Box<[u32]>);

/// The deterministic automaton as far as texts have needed it.
#[derive(Debug)]
pub(crate) struct Cache {
    states: Vec<State>,
    known: FxHashMap<StateKey, StateId>,
    /// States after one symbol, for symbols that are plain words.
    starts: Vec<StateId>,
    other_starts: FxHashMap<Symbol, StateId>,
    transitions: Transitions,
    roots: Vec<StateId>,
}

impl Cache {
    pub(crate) fn new(machine: &Machine) -> Cache {
        let dead = State::new(Box::default(), Box::default());
        Cache {
            states: vec![dead],
            known: FxHashMap::default(),
            starts: vec![UNKNOWN; machine.word_count()],
            other_starts: FxHashMap::default(),
            transitions: Transitions::new(),
            roots: vec![UNKNOWN; machine.root_count()],
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
        let mut accepts: Vec<u32> = fresh.iter().filter_map(|at| machine.completed(*at)).collect();
        accepts.sort_unstable();
        accepts.dedup();
        let key = (positions.into_boxed_slice(), accepts.into_boxed_slice());
        if let Some(state) = self.known.get(&key) {
            return *state;
        }
        let id = self.states.len() as StateId;
        self.states.push(State::new(key.0.clone(), key.1.clone()));
        self.known.insert(key, id);
        id
    }

    /// The state after a match has begun with `symbol`.
    #[inline]
    fn start(&mut self, machine: &Machine, symbol: Symbol) -> StateId {
        let known = match symbol.as_word() {
            Some((word, looks)) if looks & machine.looks() == 0 => self.starts[word as usize],
            _ => self.other_starts.get(&symbol).copied().unwrap_or(UNKNOWN),
        };
        if known != UNKNOWN { known } else { self.new_start(machine, symbol) }
    }

    fn new_start(&mut self, machine: &Machine, symbol: Symbol) -> StateId {
        let mut positions: Vec<Position> =
            machine.opened_otherwise().filter(|at| takes(machine, *at, symbol)).collect();
        if let Some((word, _)) = symbol.as_word() {
            positions.extend(machine.opened_by(word));
        }
        let fresh = positions.clone();
        let state = self.intern(machine, positions, &fresh);
        match symbol.as_word() {
            Some((word, looks)) if looks & machine.looks() == 0 => self.starts[word as usize] = state,
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
        let fresh = self.following(machine, state, symbol);
        let mut positions = fresh.clone();
        if symbol.is_passed_over() {
            positions.extend(&self.states[state as usize].positions);
        }
        let next = self.intern(machine, positions, &fresh);
        self.transitions.insert(state, symbol, next);
        next
    }

    /// The positions after a state that take a symbol.
    fn following(&mut self, machine: &Machine, state: StateId, symbol: Symbol) -> Vec<Position> {
        let state = &mut self.states[state as usize];
        if let Some(followers) = &state.sorted {
            return followers.taking(machine, symbol);
        }
        state.tried += 1;
        if state.tried > TRIED_BEFORE_SORTING {
            state.sorted = Some(Box::new(Followers::new(machine, &state.positions)));
        }
        let following = state.positions.iter().flat_map(|position| machine.following(*position));
        following.filter(|next| takes(machine, *next, symbol)).collect()
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
                found(*phrase, end);
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
            self.states.push(State::new(Box::default(), Box::default()));
            self.roots[root as usize] = self.states.len() as StateId - 1;
        }
        let state = self.roots[root as usize];
        if let Some(next) = self.transitions.get(state, symbol) {
            return next;
        }
        let fresh: Vec<Position> = machine.root(root).filter(|at| takes(machine, *at, symbol)).collect();
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
