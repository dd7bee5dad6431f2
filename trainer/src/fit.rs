//! From labelled sentences to weights.

use rustc_hash::FxHashMap;
use tonelint::learned::{Category, Feature, Record, Training, Weighted, Weights};

use crate::{
    data::{Sentence, Verdict},
    logistic::{self, Rows},
};

/// A feature has to be seen in this many sentences before it gets a weight.
const SEEN_AT_LEAST: u32 = 2;

/// How strongly weights are pulled towards 0.
const PULL: f64 = 6.0;

/// Rounds of the optimiser; more change the third digit.
const ROUNDS: u64 = 60;

/// Most rows of the file that hold weights.
const MOST_ROWS: usize = 65_000;

/// Whole numbers are this many times the weights.
pub(crate) const UNIT: f64 = 32.0;
const CATEGORY_UNIT: f64 = 16.0;

/// Most categories that one feature speaks for; each takes a row.
const MOST_CATEGORIES: usize = 1;

/// What is known of one feature.
#[derive(Clone, Debug, Default)]
struct Seen {
    clean: u32,
    flagged: u32,
    /// How often in each category; empty until it is.
    by_category: Vec<u32>,
}

/// Trains on these sentences; confidences are filled in later.
pub(crate) fn fit(sentences: &[&Sentence], categories: &[String]) -> Result<Training, String> {
    let seen = count(sentences, categories.len());
    let mut features: Vec<Feature> = seen.keys().copied().collect();
    features.sort_unstable();
    let scales = scales(&features, &seen);
    let columns: FxHashMap<Feature, u32> = features.iter().copied().zip(0..).collect();
    let mut rows = Rows::default();
    for (verdict, features) in sentences.iter().flat_map(|sentence| sentence.lessons()) {
        let label = verdict != Verdict::Clean;
        let cells = features.iter().filter_map(|feature| columns.get(feature));
        rows.push(cells.map(|column| (*column, scales[*column as usize])), label);
    }
    let (weights, bias) = logistic::fit(&rows, PULL, ROUNDS)?;
    let shares = Shares::new(sentences, categories.len(), &seen);
    let weighed = features.iter().zip(weights.iter().zip(&scales)).map(|(feature, (weight, scale))| {
        let weight = whole(weight * scale * UNIT);
        Weighted { feature: *feature, weight, shares: shares.of(&seen[feature]) }
    });
    Ok(Training {
        categories: categories.iter().zip(&shares.starts).map(|(name, start)| category(name, *start)).collect(),
        card: String::new(),
        bias: (bias * UNIT).round() as i32,
        scores: vec![0; 101],
        features: heaviest(weighed.collect()),
    })
}

/// A category whose record is not known yet.
fn category(name: &str, start: i32) -> Category {
    Category { name: name.to_owned(), start, record: Record::default() }
}

fn count(sentences: &[&Sentence], categories: usize) -> FxHashMap<Feature, Seen> {
    let mut seen: FxHashMap<Feature, Seen> = FxHashMap::default();
    for (verdict, features) in sentences.iter().flat_map(|sentence| sentence.lessons()) {
        for feature in features {
            let seen = seen.entry(*feature).or_default();
            match verdict {
                Verdict::Clean => seen.clean += 1,
                Verdict::Flagged(category) => {
                    seen.flagged += 1;
                    if let Some(category) = category {
                        seen.by_category.resize(categories, 0);
                        seen.by_category[category] += 1;
                    }
                }
                Verdict::Unclear => {}
            }
        }
    }
    seen.retain(|_, seen| SEEN_AT_LEAST <= seen.clean + seen.flagged);
    seen
}

/// How telling each feature is by itself, after Wang and Manning, "Baselines and Bigrams" (2012):
/// scaled by it, what is telling needs less weight and is pulled back less.
fn scales(features: &[Feature], seen: &FxHashMap<Feature, Seen>) -> Vec<f64> {
    let total =
        |part: fn(&Seen) -> u32| -> f64 { features.iter().map(|feature| f64::from(part(&seen[feature])) + 1.0).sum() };
    let (flagged, clean) = (total(|seen| seen.flagged), total(|seen| seen.clean));
    let scale = |feature: &Feature| {
        let seen = &seen[feature];
        let (flagged, clean) = ((f64::from(seen.flagged) + 1.0) / flagged, (f64::from(seen.clean) + 1.0) / clean);
        libm::log(flagged / clean).abs()
    };
    features.iter().map(scale).collect()
}

/// How features speak for categories among what is flagged: the logarithm of how much oftener
/// they are seen there than elsewhere.
struct Shares {
    /// What each category starts from: how common it is.
    starts: Vec<i32>,
    /// Features seen in each category, and in all.
    totals: Vec<f64>,
    total: f64,
}

impl Shares {
    fn new(sentences: &[&Sentence], categories: usize, seen: &FxHashMap<Feature, Seen>) -> Shares {
        let mut sizes = vec![0_u32; categories];
        for sentence in sentences {
            if let Verdict::Flagged(Some(category)) = sentence.verdict {
                sizes[category] += 1;
            }
        }
        let all = f64::from(sizes.iter().sum::<u32>()) + categories as f64;
        let start = |size: &u32| (libm::log((f64::from(*size) + 1.0) / all) * CATEGORY_UNIT).round() as i32;
        let mut totals = vec![0.0; categories];
        for counts in seen.values() {
            counts.by_category.iter().zip(&mut totals).for_each(|(count, total)| *total += f64::from(*count));
        }
        let smoothed: Vec<f64> = totals.iter().map(|total| total + SMOOTHING * seen.len() as f64).collect();
        Shares { starts: sizes.iter().map(start).collect(), total: smoothed.iter().sum(), totals: smoothed }
    }

    /// The categories that a feature speaks for most.
    fn of(&self, seen: &Seen) -> Vec<(u8, i8)> {
        let all: f64 = seen.by_category.iter().map(|count| f64::from(*count) + SMOOTHING).sum();
        let share = |(number, count): (usize, &u32)| {
            let here = (f64::from(*count) + SMOOTHING) / self.totals[number];
            let elsewhere = (all - f64::from(*count) - SMOOTHING) / (self.total - self.totals[number]);
            (number as u8, whole(libm::log(here / elsewhere) * CATEGORY_UNIT))
        };
        let mut shares: Vec<(u8, i8)> = seen.by_category.iter().enumerate().map(share).collect();
        shares.retain(|(_, share)| 0 < *share);
        shares.sort_by_key(|(category, share)| (-i32::from(*share), *category));
        shares.truncate(MOST_CATEGORIES);
        shares
    }
}

/// What is added to every count, so that nothing is impossible.
const SMOOTHING: f64 = 0.5;

fn whole(weight: f64) -> i8 {
    weight.round().clamp(-127.0, 127.0) as i8
}

/// As many of the heaviest features as there is room for.
fn heaviest(mut features: Vec<Weighted>) -> Vec<Weighted> {
    features.retain(|weighted| weighted.weight != 0);
    features.sort_by_key(|weighted| (-i32::from(weighted.weight.unsigned_abs()), weighted.feature));
    let mut rows = 0;
    features.retain(|weighted| {
        rows += weighted.shares.len().max(1);
        rows <= MOST_ROWS
    });
    features.sort_by_key(|weighted| weighted.feature);
    features
}

/// Fills in the score that each confidence asks for, from what sentences that were held out of
/// training scored, and whether they are flagged.
pub(crate) fn calibrate(training: &mut Training, held_out: &[(i32, bool)]) -> Result<(), String> {
    let mut rows = Rows::default();
    held_out.iter().for_each(|(score, flagged)| rows.push([(0, f64::from(*score) / UNIT)], *flagged));
    let (slope, bias) = logistic::fit(&rows, 1e-6, 200)?;
    let slope = slope.first().copied().filter(|slope| 0.01 < *slope);
    let slope = slope.ok_or("the labels do not depend on the words: nothing can be learned from these replies")?;
    let score = |percent: u32| match percent {
        0 => i32::MIN,
        // Nothing is quite certain.
        _ => {
            let share = f64::from(percent).min(99.9) / 100.0;
            ((libm::log(share / (1.0 - share)) - bias) / slope * UNIT).ceil() as i32
        }
    };
    training.scores = (0..=100).map(score).collect();
    Ok(())
}

/// The weights as a linter reads them.
pub(crate) fn weights(training: &Training) -> Result<Weights, String> {
    Weights::parse(training.to_bytes()?)
}
