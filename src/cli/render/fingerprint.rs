//! What a finding is recognised by from one run to the next: never its line, which moves.

use std::collections::HashMap;

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

/// The hash of every line of a source by which GitHub's code scanning recognises findings, and how often it
/// was there before: the first hundred characters from the start of the line on, without blanks and tabs.
pub(super) fn line_hashes(source: &str) -> Vec<String> {
    let (units, starts) = units(source);
    let leaving = (0..BLOCK).fold(1u64, |power, _| power.wrapping_mul(BASE));
    let mut seen: HashMap<u64, usize> = HashMap::new();
    let mut hashes = Vec::with_capacity(starts.len());
    let mut hash = 0u64;
    for end in 0..units.len() + BLOCK {
        let unit = |at: usize| u64::from(units.get(at).copied().unwrap_or(0));
        let left = if end < BLOCK { 0 } else { unit(end - BLOCK) };
        hash = hash.wrapping_mul(BASE).wrapping_add(unit(end)).wrapping_sub(leaving.wrapping_mul(left));
        if starts.get(hashes.len()).is_some_and(|start| start + BLOCK == end + 1) {
            let count = seen.entry(hash).or_default();
            *count += 1;
            hashes.push(format!("{hash:x}:{count}"));
        }
    }
    hashes
}

/// The characters that count, in UTF-16 units, and where among them lines start.
fn units(source: &str) -> (Vec<u16>, Vec<usize>) {
    let mut units = Vec::with_capacity(source.len() + 1);
    let mut starts = Vec::new();
    let mut at_start = true;
    let mut after_return = false;
    // The end of the source counts as a character that no text has.
    for unit in source.encode_utf16().chain([u16::MAX]) {
        let is_line_feed = unit == u16::from(b'\n');
        let passed_over = unit == u16::from(b' ') || unit == u16::from(b'\t') || (after_return && is_line_feed);
        after_return = unit == u16::from(b'\r');
        if passed_over {
            continue;
        }
        if at_start {
            starts.push(units.len());
        }
        at_start = after_return || is_line_feed;
        units.push(if after_return { u16::from(b'\n') } else { unit });
    }
    (units, starts)
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

    // What GitHub's own upload makes of these texts.
    #[test]
    fn lines_have_the_hashes_that_code_scanning_gives_them() {
        assert_eq!(line_hashes(""), ["c129715d7a2bc9a3:1"]);
        let short = ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"];
        assert_eq!(line_hashes(" a\nb\n  \t\tc\n d"), short);
        assert_eq!(line_hashes(" a\r\nb\r  \t\tc\r\n d"), short);
    }

    #[test]
    fn lines_that_read_the_same_are_counted() {
        let hashes = line_hashes(&"Lorem ipsum dolor sit amet.\n".repeat(10));
        assert_eq!(hashes[..2], ["a7f2ff13bc495cf2:1", "a7f2ff13bc495cf2:2"]);
        assert_eq!(
            hashes[6..],
            [
                "a7f2ff1481e87703:1",
                "a9cf91f7bbf1862b:1",
                "55ec222b86bcae53:1",
                "cc97dc7b1d7d8f7b:1",
                "c129715d7a2bc9a3:1"
            ]
        );
    }
}
