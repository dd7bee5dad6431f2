//! Settles overlaps: one stretch of text gives one finding.

use std::collections::BTreeMap;

use super::Match;

/// Keeps of every overlapping matches the longest, then the graver, then the
/// one whose rule comes first; the same rule again in one sentence joins the
/// first. Matches of rules that may stand beside others are settled among
/// themselves, so that one stretch of text gives two findings at most.
/// Returned in text order, each with the places where it matched again.
pub(crate) fn settle(matches: Vec<Match>) -> Vec<(Match, Vec<(usize, usize)>)> {
    let (beside, others): (Vec<Match>, Vec<Match>) = matches.into_iter().partition(|found| found.beside);
    let mut kept = longest(others);
    kept.extend(longest(beside));
    kept.sort_by_key(|found| (found.start, found.end, found.rule));
    let mut settled: Vec<(Match, Vec<(usize, usize)>)> = Vec::new();
    for found in kept {
        let same = |(first, _): &&mut (Match, Vec<(usize, usize)>)| {
            first.rule == found.rule && first.sentence == found.sentence
        };
        match settled.iter_mut().rev().take(16).find(same) {
            Some((_, also)) => also.push((found.start, found.end)),
            None => settled.push((found, Vec::new())),
        }
    }
    settled
}

/// The matches that win where they overlap, in text order.
fn longest(mut matches: Vec<Match>) -> Vec<Match> {
    matches.sort_by_key(|found| {
        let length = found.end - found.start;
        (std::cmp::Reverse(length), std::cmp::Reverse(found.severity), found.rule, found.start)
    });
    // By start; what is kept does not overlap, so only the last one before an end can be in the way.
    let mut kept: BTreeMap<usize, Match> = BTreeMap::new();
    for found in matches {
        let before = kept.range(..found.end).next_back();
        if before.is_none_or(|(_, other)| other.end <= found.start) {
            kept.insert(found.start, found);
        }
    }
    kept.into_values().collect()
}
