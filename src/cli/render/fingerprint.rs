//! What a finding is recognised by from one run to the next: never its line, which moves.

use std::collections::{BTreeSet, HashMap, VecDeque};

use siphasher::sip128::SipHasher13;
use tonelint::{Finding, Report};

/// How many characters from the start of a line GitHub looks at.
const BLOCK: usize = 100;

/// What GitHub multiplies by for every character.
const BASE: u64 = 37;

/// Tells findings apart by rule, file and words, and those that agree in all three by their order.
#[derive(Default)]
pub(super) struct Fingerprints {
    seen: HashMap<u128, u32>,
}

impl Fingerprints {
    /// The fingerprint of a finding; no two of a run are the same.
    pub(super) fn of(&mut self, path: &str, report: &Report<'_>, finding: &Finding) -> String {
        let words = report.document.slice(finding.span).to_lowercase();
        let words: Vec<&str> = words.split_whitespace().collect();
        let key = hashed([&finding.rule, path, &words.join(" ")].join("\0").as_bytes());
        let count = self.seen.entry(key).or_default();
        *count += 1;
        format!("{:032x}", hashed(format!("{key:x}:{count}").as_bytes()))
    }
}

/// The same on every machine and in every version: people's decisions about findings hang on it.
fn hashed(bytes: &[u8]) -> u128 {
    SipHasher13::new().hash(bytes).as_u128()
}

/// The hashes of some lines of a source by which GitHub's code scanning recognises findings, and how often each
/// was there before: the first hundred characters from the start of the line on, without blanks and tabs.
pub(super) fn line_hashes(source: &str, wanted: &BTreeSet<usize>) -> HashMap<usize, String> {
    // Twice through the source, so that what is held depends on the findings and not on the lines.
    let mut counts: HashMap<u64, usize> = HashMap::new();
    each_line(source, |line, hash| {
        if wanted.contains(&line) {
            counts.insert(hash, 0);
        }
    });
    let mut hashes = HashMap::new();
    each_line(source, |line, hash| {
        if let Some(count) = counts.get_mut(&hash) {
            *count += 1;
            if wanted.contains(&line) {
                hashes.insert(line, format!("{hash:x}:{count}"));
            }
        }
    });
    hashes
}

/// Calls `hashed` with the number and the hash of every line, in order.
fn each_line(source: &str, mut hashed: impl FnMut(usize, u64)) {
    let leaving = (0..BLOCK).fold(1u64, |power, _| power.wrapping_mul(BASE));
    let mut block = [0u16; BLOCK];
    let mut hash = 0u64;
    let mut starts: VecDeque<usize> = VecDeque::new();
    let mut line = 0;
    let rest = std::iter::repeat_n((0, false), BLOCK);
    for (at, (unit, is_start)) in units(source).chain(rest).enumerate() {
        if is_start {
            starts.push_back(at);
        }
        let left = std::mem::replace(&mut block[at % BLOCK], unit);
        hash = hash.wrapping_mul(BASE).wrapping_add(unit.into()).wrapping_sub(leaving.wrapping_mul(left.into()));
        if starts.front().is_some_and(|start| start + BLOCK == at + 1) {
            starts.pop_front();
            line += 1;
            hashed(line, hash);
        }
    }
}

/// The characters that count, in UTF-16 units, and whether a line starts with them.
fn units(source: &str) -> impl Iterator<Item = (u16, bool)> {
    let mut at_start = true;
    let mut after_return = false;
    // The end of the source counts as a character that no text has.
    source.encode_utf16().chain([u16::MAX]).filter_map(move |unit| {
        let is_line_feed = unit == u16::from(b'\n');
        let passed_over = unit == u16::from(b' ') || unit == u16::from(b'\t') || (after_return && is_line_feed);
        after_return = unit == u16::from(b'\r');
        if passed_over {
            return None;
        }
        let is_start = std::mem::replace(&mut at_start, after_return || is_line_feed);
        Some((if after_return { u16::from(b'\n') } else { unit }, is_start))
    })
}

#[cfg(test)]
mod tests {
    use super::{super::tests::report, *};

    fn fingerprints(texts: &[&str]) -> Vec<String> {
        let mut fingerprints = Fingerprints::default();
        let mut of = |text: &&str| {
            let report = report(text, text.trim_start());
            fingerprints.of("late.md", &report, &report.findings[0])
        };
        texts.iter().map(&mut of).collect()
    }

    #[test]
    fn a_finding_that_moves_keeps_its_fingerprint() {
        assert_eq!(fingerprints(&["the only\nperson"]), fingerprints(&["\n\n  The only  person"]));
        assert_ne!(fingerprints(&["the only person"]), fingerprints(&["the only one"]));
    }

    #[test]
    fn findings_that_agree_in_all_have_different_fingerprints() {
        let all = fingerprints(&["the only person", "the only person"]);
        assert_ne!(all[0], all[1]);
    }

    #[test]
    fn a_fingerprint_is_the_same_in_every_version() {
        assert_eq!(fingerprints(&["the only person"]), ["0aa092de65787448a0ea8d3bdd079a10"]);
    }

    fn hashes(source: &str) -> Vec<String> {
        let lines = BTreeSet::from_iter(1..20);
        let hashes = line_hashes(source, &lines);
        lines.iter().map_while(|line| hashes.get(line).cloned()).collect()
    }

    // What GitHub's own upload makes of these texts.
    #[test]
    fn lines_have_the_hashes_that_code_scanning_gives_them() {
        assert_eq!(hashes(""), ["c129715d7a2bc9a3:1"]);
        let short = ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"];
        assert_eq!(hashes(" a\nb\n  \t\tc\n d"), short);
        assert_eq!(hashes(" a\r\nb\r  \t\tc\r\n d"), short);
    }

    #[test]
    fn lines_that_read_the_same_are_counted() {
        let lines = hashes(&"Lorem ipsum dolor sit amet.\n".repeat(10));
        assert_eq!(lines[..2], ["a7f2ff13bc495cf2:1", "a7f2ff13bc495cf2:2"]);
        assert_eq!(
            lines[6..],
            [
                "a7f2ff1481e87703:1",
                "a9cf91f7bbf1862b:1",
                "55ec222b86bcae53:1",
                "cc97dc7b1d7d8f7b:1",
                "c129715d7a2bc9a3:1"
            ]
        );
    }

    #[test]
    fn only_lines_that_are_asked_for_have_a_hash() {
        let hashes = line_hashes(&"Lorem ipsum dolor sit amet.\n".repeat(10), &BTreeSet::from([2]));
        assert_eq!(hashes, HashMap::from([(2, "a7f2ff13bc495cf2:2".to_owned())]));
    }
}
