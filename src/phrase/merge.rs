//! Makes automata small: positions that nothing can tell apart become one.

use rustc_hash::FxHashMap;

use super::{Automaton, Label, WordSet, compile::Compiler};

/// Merges until nothing changes. A list with many two-word entries, three
/// times in a row, would otherwise be linked from everywhere to everywhere.
pub(super) fn merge(compiler: &mut Compiler, automaton: &mut Automaton) {
    while merge_futures(automaton) | merge_twins(compiler, automaton) {}
}

/// Positions that take the same and have the same future are one, wherever they are reached from.
fn merge_futures(automaton: &mut Automaton) -> bool {
    let mut known: FxHashMap<(Label, u16, bool, &[u16]), u16> = FxHashMap::default();
    let mut same: Vec<u16> = Vec::with_capacity(automaton.labels.len());
    for position in 0..automaton.labels.len() {
        let ends = automaton.last.contains(&(position as u16));
        let key = (automaton.labels[position], automaton.groups[position], ends, automaton.follow[position].as_slice());
        same.push(*known.entry(key).or_insert(position as u16));
    }
    keep(automaton, &same)
}

/// Groups, whether a match may begin and end here, followers and predecessors.
type Surroundings<'a> = (u16, bool, bool, &'a [u16], &'a [u16]);

/// Positions with the same past and future take the words of both.
fn merge_twins(compiler: &mut Compiler, automaton: &mut Automaton) -> bool {
    let count = automaton.labels.len();
    let mut before: Vec<Vec<u16>> = vec![Vec::new(); count];
    for (position, follow) in automaton.follow.iter().enumerate() {
        follow.iter().for_each(|next| before[*next as usize].push(position as u16));
    }
    let mut twins: FxHashMap<Surroundings<'_>, Vec<u16>> = FxHashMap::default();
    let mut order: Vec<u16> = Vec::new();
    for (position, before) in before.iter().enumerate() {
        let number = position as u16;
        let (opens, ends) = (automaton.first.contains(&number), automaton.last.contains(&number));
        let key = (automaton.groups[position], opens, ends, automaton.follow[position].as_slice(), before.as_slice());
        if matches!(automaton.labels[position], Label::Words(_)) {
            let group = twins.entry(key).or_default();
            group.push(number);
            if group.len() == 2 {
                order.push(group[0]);
            }
        }
    }
    let groups: Vec<Vec<u16>> = twins.into_values().filter(|group| group.len() > 1).collect();
    let mut same: Vec<u16> = (0..count as u16).collect();
    let mut merged: Vec<(u16, Label)> = Vec::new();
    for first in order {
        let Some(group) = groups.iter().find(|group| group[0] == first) else { continue };
        let mut union = WordSet::default();
        for position in group {
            same[*position as usize] = first;
            if let Label::Words(set) = automaton.labels[*position as usize] {
                union.words.extend_from_slice(&compiler.set_of(set).words);
                union.prefixes.extend_from_slice(&compiler.set_of(set).prefixes);
            }
        }
        merged.push((first, Label::Words(compiler.set(union))));
    }
    for (position, label) in merged {
        automaton.labels[position as usize] = label;
    }
    keep(automaton, &same)
}

/// Keeps the positions that stand for themselves; the others become what they
/// are the same as. Returns whether any went.
fn keep(automaton: &mut Automaton, same: &[u16]) -> bool {
    let stays = |position: usize| same[position] as usize == position;
    let mut renumbered = vec![0; same.len()];
    let mut next = 0;
    for position in (0..same.len()).filter(|position| stays(*position)) {
        renumbered[position] = next;
        next += 1;
    }
    if next as usize == same.len() {
        return false;
    }
    let moved = |positions: &[u16]| {
        let mut moved: Vec<u16> =
            positions.iter().map(|position| renumbered[same[*position as usize] as usize]).collect();
        moved.sort_unstable();
        moved.dedup();
        moved
    };
    let kept: Vec<usize> = (0..same.len()).filter(|position| stays(*position)).collect();
    *automaton = Automaton {
        labels: kept.iter().map(|position| automaton.labels[*position]).collect(),
        groups: kept.iter().map(|position| automaton.groups[*position]).collect(),
        follow: kept.iter().map(|position| moved(&automaton.follow[*position])).collect(),
        first: moved(&automaton.first),
        last: moved(&automaton.last),
    };
    true
}
