//! The weights file of a learned pack: small, versioned, checked, and read where it lies.
//!
//! All numbers are little-endian. The file holds, in this order: the magic line, the version, the
//! number of categories and of entries, a checksum of everything behind it; for each category its
//! name, its starting score and its record; what the weights were trained on; the score that every
//! sentence starts from; the score that each confidence from 0 to 100 asks for; where each bucket
//! of features ends; and for each entry the rest of its key, its weight, its category and its
//! weight for that category.

use std::{borrow::Cow, ops::Range};

/// What a weights file begins with; the version follows.
const MAGIC: &[u8] = b"tonelint weights\n";
const VERSION: u16 = 1;

/// Largest weights file, in bytes: what is read for every run stays small.
pub const MAX_WEIGHTS_BYTES: usize = 400 * 1024;

/// Most categories, and the longest name of one in bytes.
const MAX_CATEGORIES: usize = 64;
const MAX_NAME: usize = 40;

/// Bits of a feature's key that pick its bucket, and those that tell it from its neighbours.
const BUCKET_BITS: u32 = 14;
const REST_BITS: u32 = 16;
const BUCKETS: usize = 1 << BUCKET_BITS;

/// No category: the weight counts for none in particular.
const NO_CATEGORY: u8 = u8::MAX;

/// A feature: something about a sentence that may have a weight. 30 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Feature(u32);

impl Feature {
    /// The feature that a hash stands for: its upper 30 bits.
    pub(crate) fn from_hash(hash: u64) -> Feature {
        Feature((hash >> (64 - BUCKET_BITS - REST_BITS)) as u32)
    }

    fn bucket(self) -> usize {
        (self.0 >> REST_BITS) as usize
    }

    fn rest(self) -> u16 {
        self.0 as u16
    }
}

/// How often one category is found and right, in percent of sentences that were held out of
/// training, at the confidence of a warning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Of the sentences of this category, those that are found.
    pub found: u8,
    /// Of those, the ones that are named as this category.
    pub named: u8,
    /// Of the sentences that are found and read as this category, those that deserve it.
    pub right: u8,
}

/// A category of a weights file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Category {
    /// Its name; a rule of this id speaks for it.
    pub name: String,
    /// What a sentence scores for it to begin with.
    pub start: i32,
    /// How often it is right.
    pub record: Record,
}

/// What training found: the weight of each feature, and what scores mean.
///
/// This is the writable form; [`Weights`] is what a linter reads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Training {
    /// The categories; features name them by their number here.
    pub categories: Vec<Category>,
    /// What the weights were trained on and how often they are wrong, in a sentence or two.
    pub card: String,
    /// What every sentence starts from.
    pub bias: i32,
    /// The least score for each confidence from 0 to 100.
    pub scores: Vec<i32>,
    /// The features that have a weight, each once, in any order.
    pub features: Vec<Weighted>,
}

/// A feature and what it weighs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weighted {
    /// The feature.
    pub feature: Feature,
    /// How much it speaks against a sentence.
    pub weight: i8,
    /// How much it speaks for single categories, by their number.
    pub shares: Vec<(u8, i8)>,
}

/// A weights file, checked, ready to be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weights {
    bytes: Cow<'static, [u8]>,
    categories: Vec<Category>,
    card: String,
    bias: i32,
    scores: Vec<i32>,
    entries: usize,
    /// Where the buckets' ends, the rests of the keys, the weights and the categories begin.
    ends: usize,
    rests: usize,
    weights: usize,
    shares: usize,
}

impl Training {
    /// The file that holds this.
    ///
    /// # Errors
    /// When it would be larger than a weights file may be.
    pub fn to_bytes(&self) -> Result<Vec<u8>, String> {
        let mut features: Vec<_> = self.features.iter().collect();
        features.sort_by_key(|weighted| weighted.feature);
        let mut ends = Vec::with_capacity(BUCKETS);
        let (mut rests, mut weights, mut shares) = (Vec::new(), Vec::new(), Vec::new());
        let mut rows = 0;
        let mut bucket = 0;
        for Weighted { feature, weight, shares: categories } in features {
            while bucket < feature.bucket() {
                ends.push(rows as u16);
                bucket += 1;
            }
            let none = [(NO_CATEGORY, 0)];
            let categories = if categories.is_empty() { &none[..] } else { categories };
            for (number, (category, share)) in categories.iter().enumerate() {
                rests.extend(feature.rest().to_le_bytes());
                weights.push(if number == 0 { *weight as u8 } else { 0 });
                shares.extend([*category, *share as u8]);
                rows += 1;
            }
        }
        if rows > usize::from(u16::MAX) {
            return Err(format!("{rows} weights; {} are the bound", u16::MAX));
        }
        ends.resize(BUCKETS, rows as u16);
        let mut body = Vec::new();
        for Category { name, start, record } in &self.categories {
            body.push(name.len() as u8);
            body.extend(name.as_bytes());
            body.extend(start.to_le_bytes());
            body.extend([record.found, record.named, record.right]);
        }
        body.extend((self.card.len() as u16).to_le_bytes());
        body.extend(self.card.as_bytes());
        body.extend(self.bias.to_le_bytes());
        self.scores.iter().for_each(|score| body.extend(score.to_le_bytes()));
        ends.iter().for_each(|end| body.extend(end.to_le_bytes()));
        body.extend(rests);
        body.extend(weights);
        body.extend(shares);
        let mut bytes = MAGIC.to_vec();
        bytes.extend(VERSION.to_le_bytes());
        bytes.extend((self.categories.len() as u16).to_le_bytes());
        bytes.extend((rows as u32).to_le_bytes());
        bytes.extend(checksum(&body).to_le_bytes());
        bytes.extend(body);
        if bytes.len() > MAX_WEIGHTS_BYTES {
            return Err(format!("{} bytes of weights; {MAX_WEIGHTS_BYTES} are the bound", bytes.len()));
        }
        Weights::parse(bytes.clone()).map(|_| bytes)
    }
}

impl Weights {
    /// Reads a weights file and checks all of it.
    ///
    /// # Errors
    /// When it is no weights file, of another version, too large, cut short or damaged.
    ///
    /// ```
    /// use tonelint::learned::{Training, Weights};
    /// let training = Training { scores: vec![0; 101], ..Training::default() };
    /// let mut bytes = training.to_bytes().unwrap();
    /// assert!(Weights::parse(bytes.clone()).is_ok());
    /// *bytes.last_mut().unwrap() ^= 1;
    /// assert_eq!(Weights::parse(bytes).unwrap_err(), "its checksum does not fit: the file is damaged");
    /// ```
    pub fn parse(bytes: Vec<u8>) -> Result<Weights, String> {
        let weights = Weights::laid_out(Cow::Owned(bytes))?;
        let body = &weights.bytes[HEAD..];
        if checksum(body).to_le_bytes() != weights.bytes[HEAD - 4..HEAD] {
            return Err("its checksum does not fit: the file is damaged".to_owned());
        }
        weights.check()?;
        Ok(weights)
    }

    /// Reads the weights that are compiled in; a test checks them, not every run.
    pub(crate) fn builtin(bytes: &'static [u8]) -> Result<Weights, String> {
        Weights::laid_out(Cow::Borrowed(bytes))
    }

    fn laid_out(bytes: Cow<'static, [u8]>) -> Result<Weights, String> {
        if bytes.len() > MAX_WEIGHTS_BYTES {
            return Err(format!("it has {} bytes; {MAX_WEIGHTS_BYTES} are the bound", bytes.len()));
        }
        let mut reader = Reader { bytes: &bytes, at: 0 };
        if reader.take(MAGIC.len()) != Some(MAGIC) {
            return Err("it is not a weights file".to_owned());
        }
        let version = reader.short().ok_or(SHORT)?;
        if version != VERSION {
            return Err(format!("it is of version {version}; this program reads version {VERSION}"));
        }
        let count = usize::from(reader.short().ok_or(SHORT)?);
        let entries = reader.number().ok_or(SHORT)? as usize;
        reader.take(4).ok_or(SHORT)?;
        if count > MAX_CATEGORIES || entries > usize::from(u16::MAX) {
            return Err(format!("it says that it has {count} categories and {entries} weights: too many"));
        }
        let mut categories = Vec::with_capacity(count);
        for _ in 0..count {
            let length = usize::from(reader.take(1).ok_or(SHORT)?[0]);
            let name = reader.take(length).ok_or(SHORT)?;
            let fits = |byte: &u8| byte.is_ascii_lowercase() || *byte == b'-';
            if name.is_empty() || MAX_NAME < name.len() || !name.iter().all(fits) {
                return Err("one of its categories has a name that no category has".to_owned());
            }
            let (name, start) = (String::from_utf8_lossy(name).into_owned(), reader.signed().ok_or(SHORT)?);
            let [found, named, right] = *reader.take(3).ok_or(SHORT)? else { return Err(SHORT.to_owned()) };
            categories.push(Category { name, start, record: Record { found, named, right } });
        }
        let length = usize::from(reader.short().ok_or(SHORT)?);
        let card = String::from_utf8_lossy(reader.take(length).ok_or(SHORT)?).into_owned();
        let bias = reader.signed().ok_or(SHORT)?;
        let scores = (0..=100).map(|_| reader.signed()).collect::<Option<Vec<i32>>>().ok_or(SHORT)?;
        let ends = reader.at;
        let rests = ends + BUCKETS * 2;
        let (weights, shares) = (rests + entries * 2, rests + entries * 3);
        if shares + entries * 2 != bytes.len() {
            return Err(format!("it has {} bytes where {} were said", bytes.len(), shares + entries * 2));
        }
        Ok(Weights { categories, card, bias, scores, entries, ends, rests, weights, shares, bytes })
    }

    /// What reading it where it lies relies on.
    fn check(&self) -> Result<(), String> {
        let ends: Vec<usize> = (0..BUCKETS).map(|bucket| self.end(bucket)).collect();
        if !ends.is_sorted() || ends.last() != Some(&self.entries) {
            return Err("its buckets are out of order: the file is damaged".to_owned());
        }
        let fits = |entry| {
            let category = self.bytes[self.shares + entry * 2];
            category == NO_CATEGORY || usize::from(category) < self.categories.len()
        };
        if !(0..self.entries).all(fits) || !self.scores.is_sorted() {
            return Err("it names a category or a confidence that it does not have".to_owned());
        }
        Ok(())
    }

    /// Its categories, by number.
    pub fn categories(&self) -> &[Category] {
        &self.categories
    }

    /// What the weights were trained on and how often they are wrong.
    pub fn card(&self) -> &str {
        &self.card
    }

    /// What a sentence with these features scores, and the number of the category that it reads
    /// as. A feature counts once, however often it is given.
    pub fn score(&self, features: impl IntoIterator<Item = Feature>) -> (i32, usize) {
        let mut entries: Vec<usize> = features.into_iter().flat_map(|feature| self.entries(feature)).collect();
        entries.sort_unstable();
        entries.dedup();
        self.sum(entries.into_iter(), &mut Vec::new())
    }

    /// The score of these entries and their category; `categories` is written on.
    pub(crate) fn sum(&self, entries: impl Iterator<Item = usize>, categories: &mut Vec<i32>) -> (i32, usize) {
        let mut score = self.bias;
        categories.clear();
        categories.extend(self.categories.iter().map(|category| category.start));
        for entry in entries {
            let (weight, share) = self.entry(entry);
            score += weight;
            if let Some((category, weight)) = share {
                categories[category] += weight;
            }
        }
        // Of equal ones the first.
        let best = (0..categories.len()).rev().max_by_key(|category| categories[*category]);
        (score, best.unwrap_or(0))
    }

    /// The confidence that a score stands for, from 0 to 100.
    pub fn confidence(&self, score: i32) -> u8 {
        self.scores.partition_point(|least| *least <= score).saturating_sub(1) as u8
    }

    fn end(&self, bucket: usize) -> usize {
        let at = self.ends + bucket * 2;
        usize::from(u16::from_le_bytes([self.bytes[at], self.bytes[at + 1]]))
    }

    /// The entries of a feature; none if it has no weight.
    #[inline]
    pub(crate) fn entries(&self, feature: Feature) -> Range<usize> {
        let bucket = feature.bucket();
        let start = bucket.checked_sub(1).map_or(0, |before| self.end(before));
        let rests = &self.bytes[self.rests + start * 2..self.rests + self.end(bucket) * 2];
        let rest = feature.rest().to_le_bytes();
        let mut found = rests.chunks_exact(2).enumerate().filter(|(_, known)| **known == rest);
        let Some((first, _)) = found.next() else { return 0..0 };
        start + first..start + first + 1 + found.count()
    }

    /// The weight of an entry, and its category with the weight for that.
    #[inline]
    pub(crate) fn entry(&self, entry: usize) -> (i32, Option<(usize, i32)>) {
        let share = self.shares + entry * 2;
        let category = self.bytes[share];
        let weight = |at: usize| i32::from(self.bytes[at] as i8);
        let for_category = (category != NO_CATEGORY).then(|| (usize::from(category), weight(share + 1)));
        (weight(self.weights + entry), for_category)
    }
}

const SHORT: &str = "it is cut short";

/// Length of what stands before the checked part.
const HEAD: usize = MAGIC.len() + 2 + 2 + 4 + 4;

/// FNV-1a: tells damage, not malice; whoever may write the file may write any weights.
fn checksum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |hash: u32, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Reader<'b> {
    fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let taken = self.bytes.get(self.at..self.at.checked_add(length)?)?;
        self.at += length;
        Some(taken)
    }

    fn short(&mut self) -> Option<u16> {
        self.take(2).map(|bytes| u16::from_le_bytes([bytes[0], bytes[1]]))
    }

    fn number(&mut self) -> Option<u32> {
        self.take(4).map(|bytes| u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
    }

    fn signed(&mut self) -> Option<i32> {
        self.number().map(|number| number as i32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn feature(key: u32) -> Feature {
        Feature(key)
    }

    fn weighted(key: u32, weight: i8, shares: &[(u8, i8)]) -> Weighted {
        Weighted { feature: feature(key), weight, shares: shares.to_vec() }
    }

    fn category(name: &str, start: i32) -> Category {
        Category { name: name.to_owned(), start, record: Record { found: 50, named: 60, right: 70 } }
    }

    fn training() -> Training {
        Training {
            categories: vec![category("blaming", -7), category("mocking", 3)],
            card: "Trained on two replies — no more.".to_owned(),
            bias: -90,
            scores: (0..=100).map(|confidence| confidence * 10 - 500).collect(),
            features: vec![
                weighted(0x3fff_ffff, 9, &[]),
                weighted(5, -3, &[(1, 4), (0, -8)]),
                weighted(6, 127, &[(0, -128)]),
                weighted(0x0001_0006, -128, &[]),
            ],
        }
    }

    #[test]
    fn what_was_written_is_read() {
        let weights = Weights::parse(training().to_bytes().expect("it is small")).expect("it is whole");
        assert_eq!((weights.categories(), weights.card()), (&training().categories[..], &*training().card));
        assert_eq!(weights.score([]), (-90, 1));
        assert_eq!(weights.score([feature(5), feature(5), feature(7)]), (-93, 1));
        assert_eq!(weights.score([feature(6), feature(0x3fff_ffff)]), (46, 1));
        let found = |key| weights.entries(feature(key)).map(|entry| weights.entry(entry)).collect::<Vec<_>>();
        assert_eq!(found(5), [(-3, Some((1, 4))), (0, Some((0, -8)))]);
        assert_eq!(found(6), [(127, Some((0, -128)))]);
        assert_eq!(found(0x0001_0006), [(-128, None)]);
        assert_eq!(found(0x3fff_ffff), [(9, None)]);
        assert_eq!(found(7), []);
    }

    #[test]
    fn a_score_has_the_highest_confidence_that_it_reaches() {
        let weights = Weights::parse(training().to_bytes().expect("it is small")).expect("it is whole");
        let confidences = [-600, -500, -491, -490, 0, 499, 500, 9999].map(|score| weights.confidence(score));
        assert_eq!(confidences, [0, 0, 0, 1, 50, 99, 100, 100]);
    }

    #[test]
    fn every_damage_is_an_error_and_never_a_panic() {
        let whole = training().to_bytes().expect("it is small");
        for length in (0..whole.len()).filter(|length| *length < 600 || length % 97 == 0) {
            assert!(Weights::parse(whole[..length].to_vec()).is_err(), "{length} bytes of it");
        }
        for at in (0..whole.len()).filter(|at| *at < 600 || at % 53 == 0) {
            let mut damaged = whole.clone();
            damaged[at] ^= 0x55;
            assert!(Weights::parse(damaged).is_err(), "byte {at} of it");
        }
    }

    #[test]
    fn damage_is_named() {
        let told = |bytes: Vec<u8>| Weights::parse(bytes).expect_err("it is damaged");
        let mut whole = training().to_bytes().expect("it is small");
        assert_eq!(told(b"PK\x03\x04".to_vec()), "it is not a weights file");
        assert_eq!(told(vec![0; MAX_WEIGHTS_BYTES + 1]), "it has 409601 bytes; 409600 are the bound");
        assert_eq!(told(whole[..40].to_vec()), "it is cut short");
        whole[MAGIC.len()] = 9;
        assert_eq!(told(whole), "it is of version 9; this program reads version 1");
    }

    #[test]
    fn too_many_weights_are_refused() {
        let features = (0..70_000).map(|key| weighted(key, 1, &[])).collect();
        let told = Training { features, ..training() }.to_bytes().expect_err("it is too large");
        assert_eq!(told, "70000 weights; 65535 are the bound");
    }
}
