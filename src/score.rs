//! How kind a reply is as one number, and a library of them.
//!
//! A reply begins with 100 points and loses 30 for every error, 10 for every warning and 3 for every hint per
//! 100 words, a shorter one as if it had 100, and never more than it has; a library has the mean of its replies.

use crate::rule::Severity;

/// Replies of fewer words are taken as if they had so many: a greeting with one hint is no disaster.
pub const LEAST_WORDS: u64 = 100;

/// How many points a finding of a severity costs in 100 words.
pub fn cost(severity: Severity) -> u64 {
    match severity {
        Severity::Error => 30,
        Severity::Warning => 10,
        Severity::Info => 3,
    }
}

/// How many words a text has: stretches between spaces with a letter or digit in them. What a placeholder, a
/// quote or code stands for is not counted.
///
/// ```
/// use tonelint::score::words;
/// assert_eq!(words("Hi \u{FFFC}, it's 3 o'clock – well?"), 5);
/// ```
pub fn words(text: &str) -> u64 {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count() as u64
}

/// How many findings there are of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// What must not be sent.
    pub error: u64,
    /// What needs a second look.
    pub warning: u64,
    /// Matters of taste.
    pub info: u64,
}

impl Counts {
    /// Counts one more.
    pub fn add(&mut self, severity: Severity) {
        *self.of_mut(severity) += 1;
    }

    /// Counts all of these, too.
    pub fn add_all(&mut self, other: Counts) {
        for severity in [Severity::Error, Severity::Warning, Severity::Info] {
            *self.of_mut(severity) += other.of(severity);
        }
    }

    /// How many there are of a severity.
    pub fn of(self, severity: Severity) -> u64 {
        match severity {
            Severity::Error => self.error,
            Severity::Warning => self.warning,
            Severity::Info => self.info,
        }
    }

    fn of_mut(&mut self, severity: Severity) -> &mut u64 {
        match severity {
            Severity::Error => &mut self.error,
            Severity::Warning => &mut self.warning,
            Severity::Info => &mut self.info,
        }
    }

    /// How many there are.
    pub fn total(self) -> u64 {
        self.error + self.warning + self.info
    }

    /// How many points they cost in 100 words.
    pub fn cost(self) -> u64 {
        let cost = |severity| self.of(severity).saturating_mul(cost(severity));
        cost(Severity::Error).saturating_add(cost(Severity::Warning)).saturating_add(cost(Severity::Info))
    }
}

/// The score of a reply, from 0 to 100; 100 means that nothing was found.
///
/// Among replies of the same length, one with more or graver findings never has a better score.
///
/// ```
/// use tonelint::score::{Counts, Score};
/// let found = Counts { error: 1, warning: 2, info: 0 };
/// assert_eq!(Score::of(found, 40).value(), 50);
/// assert_eq!(Score::of(found, 250).value(), 80);
/// assert_eq!(Score::of(Counts::default(), 250), Score::BEST);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Score(u8);

impl Score {
    /// Nothing was found.
    pub const BEST: Score = Score(100);

    /// The score of a reply of so many words. Rounded down, so that one finding in a long reply shows.
    pub fn of(found: Counts, words: u64) -> Score {
        let lost = found.cost().saturating_mul(100).div_ceil(words.max(LEAST_WORDS));
        Score(100 - lost.min(100) as u8)
    }

    /// The score as a number.
    pub fn value(self) -> u8 {
        self.0
    }
}

/// The mean of scores, each as heavy as somebody says.
///
/// ```
/// use tonelint::score::{Counts, Mean, Score};
/// let bad = Score::of(Counts { error: 1, warning: 0, info: 0 }, 80);
/// let mut library = Mean::default();
/// assert_eq!(library.tenths(), None);
/// library.add(Score::BEST, 2);
/// library.add(bad, 1);
/// assert_eq!(library.tenths(), Some(900));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mean {
    sum: u128,
    weight: u128,
}

impl Mean {
    /// Adds a score `weight` times: once for a reply, or as often as it is used.
    pub fn add(&mut self, score: Score, weight: u64) {
        self.sum += u128::from(score.0) * u128::from(weight);
        self.weight += u128::from(weight);
    }

    /// The mean in tenths of a point, rounded down, so that the best is reached only where every score is the
    /// best; nothing without scores.
    pub fn tenths(self) -> Option<u16> {
        // A mean of numbers up to 100 fits.
        (0 < self.weight).then(|| (self.sum * 10 / self.weight) as u16)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn counts() -> impl Strategy<Value = Counts> {
        let count = || prop_oneof![0..6u64, 0..u64::MAX / 4];
        (count(), count(), count()).prop_map(|(error, warning, info)| Counts { error, warning, info })
    }

    fn severity() -> impl Strategy<Value = Severity> {
        prop_oneof![Just(Severity::Info), Just(Severity::Warning), Just(Severity::Error)]
    }

    fn mean(scores: &[(Score, u64)]) -> Option<u16> {
        let mut mean = Mean::default();
        scores.iter().for_each(|(score, weight)| mean.add(*score, *weight));
        mean.tenths()
    }

    fn scores() -> impl Strategy<Value = Vec<(Score, u64)>> {
        let score = (counts(), 0..500u64).prop_map(|(found, words)| Score::of(found, words));
        prop::collection::vec((score, 1..1_000_000_000u64), 1..40)
    }

    proptest! {
        #[test]
        fn a_score_is_between_0_and_100(found in counts(), words in any::<u64>()) {
            prop_assert!(Score::of(found, words).value() <= 100);
        }

        #[test]
        fn only_a_clean_reply_has_the_best_score(found in counts(), words in any::<u64>()) {
            prop_assert_eq!(Score::of(found, words) == Score::BEST, found.total() == 0);
        }

        #[test]
        fn one_finding_more_is_never_better(found in counts(), severity in severity(), words in any::<u64>()) {
            let mut more = found;
            more.add(severity);
            prop_assert!(Score::of(more, words) <= Score::of(found, words));
        }

        #[test]
        fn a_graver_finding_is_never_better(found in counts(), words in any::<u64>()) {
            let graver = |from: Severity, to| {
                let mut graver = found;
                *graver.of_mut(from) -= 1;
                graver.add(to);
                graver
            };
            if 0 < found.info {
                prop_assert!(Score::of(graver(Severity::Info, Severity::Warning), words) <= Score::of(found, words));
            }
            if 0 < found.warning {
                prop_assert!(Score::of(graver(Severity::Warning, Severity::Error), words) <= Score::of(found, words));
            }
        }

        #[test]
        fn the_same_findings_in_more_words_are_never_worse(found in counts(), words in 0..10_000u64, more in 0..10_000u64) {
            prop_assert!(Score::of(found, words) <= Score::of(found, words + more));
        }

        #[test]
        fn a_library_is_between_its_worst_and_its_best_reply(scores in scores()) {
            let tenths = scores.iter().map(|(score, _)| u16::from(score.value()) * 10);
            let mean = mean(&scores).expect("there are scores");
            prop_assert!(tenths.clone().min() <= Some(mean) && Some(mean) <= tenths.max());
        }

        #[test]
        fn the_order_of_replies_does_not_matter(scores in scores()) {
            let mut sorted = scores.clone();
            sorted.sort();
            prop_assert_eq!(mean(&scores), mean(&sorted));
        }

        #[test]
        fn a_better_reply_never_makes_a_library_worse(scores in scores(), at in any::<prop::sample::Index>()) {
            let mut better = scores.clone();
            let (score, _) = &mut better[at.index(scores.len())];
            *score = Score(score.0.saturating_add(1).min(100));
            prop_assert!(mean(&scores) <= mean(&better));
        }
    }

    #[test]
    fn the_scores_of_a_table_made_by_hand() {
        let check = |error, warning, info, words, expected| {
            assert_eq!(Score::of(Counts { error, warning, info }, words).value(), expected);
        };
        check(0, 0, 0, 0, 100);
        check(1, 0, 0, 0, 70);
        check(1, 0, 0, 100, 70);
        check(1, 0, 0, 101, 70);
        check(1, 0, 0, 200, 85);
        check(0, 1, 0, 60, 90);
        check(0, 0, 1, 60, 97);
        check(0, 0, 1, 100_000, 99);
        check(2, 2, 2, 100, 14);
        check(4, 0, 0, 100, 0);
        check(40, 0, 0, 100, 0);
    }
}
