//! Turns parsed phrases into automata over tokens, with word lists looked up.

use std::{
    cell::OnceCell,
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use rustc_hash::FxHashMap;

use super::{
    Automaton, Label, MAX_ENTRIES, MAX_GROUPS, MAX_LINKS, MAX_STEPS, Node, WordSet,
    contraction::{Form, PAIRS, SHORT},
    inflection, merge, parse,
};

/// Word lists by name: a pack's own before the built-in ones.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lists {
    lists: BTreeMap<String, Vec<Node>>,
    /// Lists that many packs share; parsed when a phrase names them.
    shared: BTreeMap<String, (Vec<String>, OnceCell<Vec<Node>>)>,
}

impl Lists {
    /// Adds a list, in place of one of the same name.
    pub(crate) fn insert(&mut self, name: String, entries: Vec<Node>) {
        self.lists.insert(name, entries);
    }

    /// Adds a list that is known to be right, as typed.
    pub(crate) fn share(&mut self, name: String, entries: Vec<String>) {
        self.shared.insert(name, (entries, OnceCell::new()));
    }

    /// The names of all lists, sorted.
    pub(crate) fn names(&self) -> BTreeSet<&str> {
        self.lists.keys().chain(self.shared.keys()).map(String::as_str).collect()
    }

    fn entries(&self, name: &str) -> Option<&[Node]> {
        let own = self.lists.get(name).map(Vec::as_slice);
        own.or_else(|| {
            let (typed, parsed) = self.shared.get(name)?;
            Some(parsed.get_or_init(|| typed.iter().filter_map(|entry| parse(entry).ok()).collect()))
        })
    }

    /// Replaces every list name in `node` by what the list stands for. The
    /// error is the name of a list that does not exist, or uses itself.
    pub(crate) fn resolve(&self, node: Node) -> Result<Node, ListError> {
        if !names_list(&node) {
            return Ok(node);
        }
        let mut budget = MAX_ENTRIES;
        self.resolved(&node, &mut Vec::new(), &mut budget)
    }

    /// Like [`Lists::resolve`], for an entry of a list, which cannot use that list.
    pub(crate) fn resolve_in(&self, list: &str, node: &Node) -> Result<Node, ListError> {
        let mut budget = MAX_ENTRIES;
        self.resolved(node, &mut vec![list.to_owned()], &mut budget)
    }

    fn resolved(&self, node: &Node, within: &mut Vec<String>, budget: &mut usize) -> Result<Node, ListError> {
        Ok(match node {
            Node::List(name) => {
                if within.contains(name) {
                    return Err(ListError::Circular(name.clone()));
                }
                let entries = self.entries(name).ok_or_else(|| ListError::Unknown(name.clone()))?;
                *budget = budget.checked_sub(entries.len()).ok_or_else(|| ListError::TooLong(name.clone()))?;
                within.push(name.clone());
                let entries = self.all_resolved(entries, within, budget)?;
                within.pop();
                // A list is not a bracket of the phrase: its own groups capture nothing.
                Node::Choice(entries.into_iter().map(without_groups).collect())
            }
            Node::Sequence(items) => Node::Sequence(self.all_resolved(items, within, budget)?),
            Node::Choice(items) => Node::Choice(self.all_resolved(items, within, budget)?),
            Node::Repeat(inner, least, most) => {
                Node::Repeat(Box::new(self.resolved(inner, within, budget)?), *least, *most)
            }
            Node::Group(number, inner) => Node::Group(*number, Box::new(self.resolved(inner, within, budget)?)),
            other => other.clone(),
        })
    }

    fn all_resolved(
        &self,
        nodes: &[Node],
        within: &mut Vec<String>,
        budget: &mut usize,
    ) -> Result<Vec<Node>, ListError> {
        nodes.iter().map(|node| self.resolved(node, within, budget)).collect()
    }
}

fn names_list(node: &Node) -> bool {
    match node {
        Node::List(_) => true,
        Node::Sequence(items) | Node::Choice(items) => items.iter().any(names_list),
        Node::Repeat(inner, _, _) | Node::Group(_, inner) => names_list(inner),
        _ => false,
    }
}

/// What can be wrong with the lists of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ListError {
    /// No list has this name.
    Unknown(String),
    /// The list uses itself.
    Circular(String),
    /// The list, with those that it uses, has too many entries.
    TooLong(String),
}

fn without_groups(node: Node) -> Node {
    let all = |nodes: Vec<Node>| nodes.into_iter().map(without_groups).collect();
    match node {
        Node::Group(_, inner) => without_groups(*inner),
        Node::Sequence(items) => Node::Sequence(all(items)),
        Node::Choice(items) => Node::Choice(all(items)),
        Node::Repeat(inner, least, most) => Node::Repeat(Box::new(without_groups(*inner)), least, most),
        other => other,
    }
}

/// Compiles the phrases of one pack; they share its word sets.
#[derive(Debug, Default)]
pub(crate) struct Compiler {
    sets: Vec<WordSet>,
    numbers: FxHashMap<WordSet, u32>,
    /// Of each set: which pairs its words stand first and second in.
    masks: Vec<(u128, u128)>,
}

/// What can be wrong with a phrase as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CompileError {
    /// More positions or links than the bound.
    TooLarge,
    /// A match could be empty.
    Empty,
    /// A match could begin with any word.
    OpenStart,
    /// A match could be a sentence start or end, which nobody can see.
    Unseen,
}

impl Compiler {
    /// The word sets of everything compiled so far.
    pub(crate) fn into_sets(self) -> Vec<WordSet> {
        self.sets
    }

    /// Compiles a phrase whose lists are resolved.
    pub(crate) fn compile(&mut self, node: &Node) -> Result<Automaton, CompileError> {
        let mut builder = Builder { compiler: self, automaton: Automaton::default(), groups: 0, links: 0 };
        let shape = builder.build(node)?;
        if shape.nullable {
            return Err(CompileError::Empty);
        }
        if is_unseen(node) {
            return Err(CompileError::Unseen);
        }
        let mut automaton = builder.automaton;
        automaton.first = sorted(shape.first);
        automaton.last = sorted(shape.last);
        let is_open = |position: &u16| automaton.labels[*position as usize] == Label::Any;
        if automaton.first.iter().any(is_open) {
            return Err(CompileError::OpenStart);
        }
        self.contract(&mut automaton)?;
        automaton.follow.iter_mut().for_each(|follow| follow.sort_unstable());
        let links: usize = automaton.follow.iter().map(Vec::len).sum();
        // Plain phrases have nothing to merge, and packs are read at every start.
        if links > 2 * automaton.labels.len() {
            merge::merge(self, &mut automaton);
        }
        Ok(automaton)
    }

    /// The set with this number.
    pub(super) fn set_of(&self, number: u32) -> &WordSet {
        &self.sets[number as usize]
    }

    /// The number of a set, new or known.
    pub(super) fn set(&mut self, mut set: WordSet) -> u32 {
        for (word, short) in SHORT {
            if set.words.iter().any(|known| known == word) {
                set.words.extend(short.iter().map(|short| (*short).to_owned()));
            }
        }
        set.words.sort();
        set.words.dedup();
        set.prefixes.sort();
        set.prefixes.dedup();
        self.known(set)
    }

    fn known(&mut self, set: WordSet) -> u32 {
        let next = self.sets.len() as u32;
        let number = *self.numbers.entry(set.clone()).or_insert(next);
        if number == next {
            self.masks.push(masks_of(&set));
            self.sets.push(set);
        }
        number
    }

    /// Adds other spellings of two positions: slips, and both in one word.
    fn contract(&mut self, automaton: &mut Automaton) -> Result<(), CompileError> {
        // Where each position stands in the phrase; added ones stand where what they replace does.
        let mut ranks: Vec<usize> = (0..automaton.labels.len()).collect();
        self.slip(automaton, &mut ranks)?;
        self.join(automaton, &ranks)
    }

    /// Adds, beside two positions whose second word is often mistaken, the mistaken one. Only
    /// the words that it is mistaken after lead there: `(should|will) have` is not `will of`.
    fn slip(&mut self, automaton: &mut Automaton, ranks: &mut Vec<usize>) -> Result<(), CompileError> {
        let masks = self.all_pair_masks(automaton);
        for one in 0..masks.len() {
            for two in automaton.follow[one].clone().into_iter().map(usize::from).filter(|two| *two < masks.len()) {
                let (firsts, slips) = slips_of(masks[one].0 & masks[two].1);
                if slips.is_empty() {
                    continue;
                }
                let first = self.added(automaton, firsts, one, one)?;
                let slip = self.added(automaton, slips, two, two)?;
                automaton.follow[usize::from(first)] = vec![slip];
                link_like(automaton, one, first);
                ranks.extend([one, two]);
            }
        }
        Ok(())
    }

    /// Adds, beside every two positions that may be written as one word, that word.
    fn join(&mut self, automaton: &mut Automaton, ranks: &[usize]) -> Result<(), CompileError> {
        let masks = self.all_pair_masks(automaton);
        // From the end, so that a joined word knows what may be joined behind it (`that's what's`).
        let mut order: Vec<usize> = (0..masks.len()).collect();
        order.sort_by_key(|position| std::cmp::Reverse(ranks[*position]));
        for one in order {
            for two in automaton.follow[one].clone().into_iter().map(usize::from).filter(|two| *two < masks.len()) {
                let joined = joined_of(masks[one].0 & masks[two].1);
                if !joined.is_empty() {
                    let position = self.added(automaton, joined, one, two)?;
                    link_like(automaton, one, position);
                }
            }
        }
        self.open_inside(automaton, &masks)
    }

    /// A match may begin inside a joined word: `not worth` finds *isn't worth*.
    fn open_inside(&mut self, automaton: &mut Automaton, masks: &[(u128, u128)]) -> Result<(), CompileError> {
        let firsts: Vec<usize> = automaton.first.iter().map(|first| usize::from(*first)).collect();
        for first in firsts.into_iter().filter(|first| *first < masks.len()) {
            let joined = joined_of(masks[first].1);
            if !joined.is_empty() {
                let position = self.added(automaton, joined, first, first)?;
                automaton.first.push(position);
            }
        }
        Ok(())
    }

    fn all_pair_masks(&self, automaton: &Automaton) -> Vec<(u128, u128)> {
        automaton.labels.iter().map(|label| self.pair_masks(label)).collect()
    }

    /// A new position for `words` that stands for positions `one` and `two` together.
    fn added(
        &mut self,
        automaton: &mut Automaton,
        words: BTreeSet<String>,
        one: usize,
        two: usize,
    ) -> Result<u16, CompileError> {
        let position = automaton.labels.len();
        if position >= MAX_STEPS {
            return Err(CompileError::TooLarge);
        }
        let set = self.set(WordSet { words: words.into_iter().collect(), prefixes: Vec::new() });
        automaton.labels.push(Label::Words(set));
        automaton.groups.push(automaton.groups[one] | automaton.groups[two]);
        automaton.follow.push(automaton.follow[two].clone());
        if automaton.last.contains(&(two as u16)) {
            automaton.last.push(position as u16);
        }
        Ok(position as u16)
    }

    /// Which pairs have a word of this label first, and which second.
    fn pair_masks(&self, label: &Label) -> (u128, u128) {
        match label {
            Label::Words(set) => self.masks[*set as usize],
            _ => (0, 0),
        }
    }
}

/// Which pairs a word of the set stands first in, and which second.
fn masks_of(set: &WordSet) -> (u128, u128) {
    static MASKS: LazyLock<FxHashMap<&str, (u128, u128)>> = LazyLock::new(|| {
        let mut masks: FxHashMap<&str, (u128, u128)> = FxHashMap::default();
        for (number, (first, second, _)) in PAIRS.iter().enumerate() {
            masks.entry(first).or_default().0 |= 1 << number;
            masks.entry(second).or_default().1 |= 1 << number;
        }
        masks
    });
    let known = set.words.iter().filter_map(|word| MASKS.get(word.as_str()));
    known.fold((0, 0), |masks, (first, second)| (masks.0 | first, masks.1 | second))
}

const _: () = assert!(PAIRS.len() <= 128, "a mask of pairs has 128 bits");

fn pairs_of(mask: u128) -> impl Iterator<Item = &'static (&'static str, &'static str, &'static [Form])> {
    PAIRS.iter().enumerate().filter(move |(number, _)| mask >> number & 1 == 1).map(|(_, pair)| pair)
}

/// One word for both words of these pairs.
fn joined_of(mask: u128) -> BTreeSet<String> {
    let forms = pairs_of(mask).flat_map(|(_, _, forms)| forms.iter());
    forms.filter_map(|form| if let Form::Joined(word) = form { Some((*word).to_owned()) } else { None }).collect()
}

/// First words of pairs whose second one is mistaken, and what it is mistaken for.
fn slips_of(mask: u128) -> (BTreeSet<String>, BTreeSet<String>) {
    let slips = pairs_of(mask).flat_map(|(first, _, forms)| forms.iter().map(move |form| (first, form)));
    let words = slips.filter_map(|(first, form)| match form {
        Form::Second(word) => Some(((*first).to_owned(), (*word).to_owned())),
        Form::Joined(_) => None,
    });
    words.unzip()
}

/// Links a new position wherever `old` is linked.
fn link_like(automaton: &mut Automaton, old: usize, new: u16) {
    for follow in automaton.follow.iter_mut().filter(|follow| follow.contains(&(old as u16))) {
        follow.push(new);
    }
    if automaton.first.contains(&(old as u16)) {
        automaton.first.push(new);
    }
}

/// Whether a match may consist of sentence starts and ends alone.
fn is_unseen(node: &Node) -> bool {
    match node {
        Node::Start | Node::End => true,
        Node::Sequence(items) => items.iter().all(is_unseen),
        Node::Choice(options) => options.iter().any(is_unseen),
        Node::Repeat(inner, least, _) => *least == 0 || is_unseen(inner),
        Node::Group(_, inner) => is_unseen(inner),
        _ => false,
    }
}

fn sorted(mut positions: Vec<u16>) -> Vec<u16> {
    positions.sort_unstable();
    positions.dedup();
    positions
}

/// What a part of a phrase looks like from outside.
#[derive(Clone, Debug, Default)]
struct Shape {
    nullable: bool,
    first: Vec<u16>,
    last: Vec<u16>,
}

struct Builder<'c> {
    compiler: &'c mut Compiler,
    automaton: Automaton,
    groups: u16,
    links: usize,
}

impl Builder<'_> {
    fn build(&mut self, node: &Node) -> Result<Shape, CompileError> {
        match node {
            Node::Word(_) | Node::Inflected(_) | Node::Prefix(_) => {
                let mut set = WordSet::default();
                add_word(node, &mut set);
                self.words(set)
            }
            Node::Shouted(word) => {
                // Short spellings are never shouted.
                let set = self.compiler.known(WordSet { words: vec![word.clone()], prefixes: Vec::new() });
                self.position(Label::Shouted(set))
            }
            Node::Look(look) => self.position(Label::Look(*look)),
            Node::Mark(mark) => self.position(Label::Mark(*mark)),
            Node::Any => self.position(Label::Any),
            Node::Start => self.position(Label::Start),
            Node::End => self.position(Label::End),
            Node::Sequence(items) => self.sequence(items),
            Node::Choice(options) => self.choice(options),
            Node::Repeat(inner, least, most) => self.repeat(inner, *least, *most),
            Node::Group(number, inner) => self.group(*number, inner),
            Node::List(_) => unreachable!("lists are resolved before a phrase is compiled"),
        }
    }

    fn words(&mut self, set: WordSet) -> Result<Shape, CompileError> {
        let set = self.compiler.set(set);
        self.position(Label::Words(set))
    }

    fn position(&mut self, label: Label) -> Result<Shape, CompileError> {
        let position = self.automaton.labels.len();
        if position >= MAX_STEPS {
            return Err(CompileError::TooLarge);
        }
        self.automaton.labels.push(label);
        self.automaton.groups.push(self.groups);
        self.automaton.follow.push(Vec::new());
        let position = vec![position as u16];
        Ok(Shape { nullable: false, first: position.clone(), last: position })
    }

    fn link(&mut self, from: &[u16], to: &[u16]) -> Result<(), CompileError> {
        for &one in from {
            let follow = &mut self.automaton.follow[one as usize];
            for &two in to {
                if !follow.contains(&two) {
                    follow.push(two);
                    self.links += 1;
                }
            }
        }
        if self.links > MAX_LINKS { Err(CompileError::TooLarge) } else { Ok(()) }
    }

    fn then(&mut self, mut before: Shape, after: Shape) -> Result<Shape, CompileError> {
        self.link(&before.last, &after.first)?;
        if before.nullable {
            before.first.extend(&after.first);
        }
        let mut last = after.last;
        if after.nullable {
            last.extend(&before.last);
        }
        Ok(Shape { nullable: before.nullable && after.nullable, first: before.first, last })
    }

    fn sequence(&mut self, items: &[Node]) -> Result<Shape, CompileError> {
        let mut shape = Shape { nullable: true, ..Shape::default() };
        for item in items {
            let next = self.build(item)?;
            shape = self.then(shape, next)?;
        }
        Ok(shape)
    }

    /// All options that are single words share one position.
    fn choice(&mut self, options: &[Node]) -> Result<Shape, CompileError> {
        let mut set = WordSet::default();
        let mut others = Vec::new();
        flatten(options, &mut set, &mut others);
        let mut shape = Shape::default();
        if set != WordSet::default() {
            shape = self.words(set)?;
        }
        for option in others {
            let next = self.build(option)?;
            shape.nullable |= next.nullable;
            shape.first.extend(next.first);
            shape.last.extend(next.last);
        }
        Ok(shape)
    }

    fn repeat(&mut self, inner: &Node, least: u8, most: u8) -> Result<Shape, CompileError> {
        let mut shape = Shape { nullable: true, ..Shape::default() };
        for count in 0..most {
            let mut next = self.build(inner)?;
            next.nullable |= count >= least;
            shape = self.then(shape, next)?;
        }
        Ok(shape)
    }

    fn group(&mut self, number: usize, inner: &Node) -> Result<Shape, CompileError> {
        let outer = self.groups;
        if number < MAX_GROUPS {
            self.groups |= 1 << number;
        }
        let shape = self.build(inner);
        self.groups = outer;
        shape
    }
}

/// Sorts options into single words and everything else, through nested choices.
fn flatten<'n>(options: &'n [Node], set: &mut WordSet, others: &mut Vec<&'n Node>) {
    for option in options {
        match option {
            Node::Choice(inner) => flatten(inner, set, others),
            Node::Word(_) | Node::Inflected(_) | Node::Prefix(_) => add_word(option, set),
            other => others.push(other),
        }
    }
}

fn add_word(node: &Node, set: &mut WordSet) {
    match node {
        Node::Word(word) => set.words.push(word.clone()),
        Node::Inflected(word) => set.words.extend(inflection::forms(word)),
        Node::Prefix(word) => set.prefixes.push(word.clone()),
        _ => {}
    }
}
