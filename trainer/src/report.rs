//! What training found, and how often it is wrong, as Markdown.

use std::fmt::Write as _;

use tonelint::{
    labelled::Label,
    learned::{Training, Weights},
};

use crate::{
    data::{Corpus, File, Verdict},
    folds::{self, HeldOut},
};

/// Confidences that the table of thresholds shows.
const THRESHOLDS: &[u8] = &[70, 80, 85, 90, 93, 95, 96, 97, 98, 99];

/// How many sentences are listed that were judged most wrongly, on either side.
const WORST: usize = 12;

/// How many of the heaviest features are listed, on either side.
const HEAVIEST: usize = 40;

/// Share of ordinary clean replies that may be flagged in the learning curve.
const CURVE_ALARMS: f64 = 0.02;

/// Everything that the report is about.
pub(crate) struct Subject<'c> {
    pub(crate) title: &'c str,
    pub(crate) files: &'c [File],
    pub(crate) corpus: &'c Corpus,
    pub(crate) training: &'c Training,
    pub(crate) weights: &'c Weights,
    pub(crate) judged: &'c [HeldOut],
    /// From which confidence a sentence is a warning.
    pub(crate) warning: u8,
}

/// One row of a table of shares.
#[derive(Clone, Copy, Default)]
struct Share {
    hit: usize,
    all: usize,
}

impl Share {
    fn count(&mut self, is_hit: bool) {
        self.hit += usize::from(is_hit);
        self.all += 1;
    }

    fn text(self) -> String {
        match self.all {
            0 => "-".to_owned(),
            all => format!("{:.1} %", 100.0 * self.hit as f64 / all as f64),
        }
    }
}

impl Subject<'_> {
    /// What the weights were trained on and how often they are wrong, in short.
    pub(crate) fn card(&self) -> String {
        let highest = self.highest();
        let flagged = |label: Label| {
            let mut share = Share::default();
            let rows = self.corpus.replies.iter().zip(&highest);
            rows.filter(|(reply, _)| reply.label == label)
                .for_each(|(_, highest)| share.count(self.warning <= *highest));
            share.text()
        };
        format!(
            "Trained on {} labelled replies. At {} percent, {} of the bad and {} of the good replies that were held \
             out of training were flagged.",
            self.corpus.replies.len(),
            self.warning,
            flagged(Label::Flag),
            flagged(Label::Clean),
        )
    }

    /// The report.
    pub(crate) fn write(&self) -> Result<String, String> {
        let mut text = format!("# {}\n\n", self.title);
        self.head(&mut text);
        self.thresholds(&mut text);
        self.categories(&mut text);
        self.curve(&mut text)?;
        self.worst(&mut text);
        self.heaviest(&mut text);
        Ok(text)
    }

    fn head(&self, text: &mut String) {
        let count = |verdict: fn(&Verdict) -> bool| {
            self.corpus.sentences.iter().filter(|sentence| verdict(&sentence.verdict)).count()
        };
        let _ = writeln!(
            text,
            "{} replies in {} files; {} sentences: {} flagged, {} clean, {} unclear and left out. {} features with a \
             weight.\n\nAll figures are of replies that were held out: each was judged by weights trained on the \
             other four fifths.\n",
            self.corpus.replies.len(),
            self.files.len(),
            self.corpus.sentences.len(),
            count(|verdict| matches!(verdict, Verdict::Flagged(_))),
            count(|verdict| *verdict == Verdict::Clean),
            count(|verdict| *verdict == Verdict::Unclear),
            self.training.features.len(),
        );
    }

    /// The highest confidence in each reply.
    fn highest(&self) -> Vec<u8> {
        let mut highest = vec![0; self.corpus.replies.len()];
        for (sentence, judged) in self.corpus.sentences.iter().zip(self.judged) {
            let confidence = self.weights.confidence(judged.score);
            highest[sentence.reply] = highest[sentence.reply].max(confidence);
        }
        highest
    }

    /// Each difficulty in order of appearance, flagged ones first.
    fn difficulties(&self) -> Vec<(Label, String)> {
        let mut found: Vec<(Label, String)> = Vec::new();
        for label in [Label::Flag, Label::Clean] {
            for reply in self.corpus.replies.iter().filter(|reply| reply.label == label) {
                let difficulty = reply.difficulty.clone().unwrap_or_else(|| "all".to_owned());
                if !found.contains(&(label, difficulty.clone())) {
                    found.push((label, difficulty));
                }
            }
        }
        found
    }

    fn thresholds(&self, text: &mut String) {
        let difficulties = self.difficulties();
        text.push_str("## Replies flagged, by confidence asked for\n\n| confidence |");
        for (label, difficulty) in &difficulties {
            let _ = write!(text, " {} {difficulty} |", if *label == Label::Flag { "bad" } else { "good" });
        }
        let _ = writeln!(text, " precision |\n| ---: |{}", " ---: |".repeat(difficulties.len() + 1));
        let highest = self.highest();
        for threshold in THRESHOLDS {
            let mut shares = vec![Share::default(); difficulties.len()];
            let mut precision = Share::default();
            for (reply, highest) in self.corpus.replies.iter().zip(&highest) {
                let difficulty = reply.difficulty.as_deref().unwrap_or("all");
                let is = |known: &(Label, String)| known.0 == reply.label && known.1 == difficulty;
                if let Some(at) = difficulties.iter().position(is) {
                    shares[at].count(threshold <= highest);
                }
                if threshold <= highest {
                    precision.count(reply.label == Label::Flag);
                }
            }
            let cells: Vec<String> = shares.iter().map(|share| share.text()).collect();
            let _ = writeln!(text, "| {threshold} | {} | {} |", cells.join(" | "), precision.text());
        }
        text.push('\n');
    }

    fn categories(&self, text: &mut String) {
        let names = &self.corpus.categories;
        let mut recall = vec![Share::default(); names.len()];
        let mut naming = recall.clone();
        let mut precision = recall.clone();
        for (sentence, judged) in self.corpus.sentences.iter().zip(self.judged) {
            let is_found = self.warning <= self.weights.confidence(judged.score);
            if is_found && sentence.verdict != Verdict::Unclear {
                precision[judged.category].count(sentence.verdict != Verdict::Clean);
            }
            if let Verdict::Flagged(Some(category)) = sentence.verdict {
                recall[category].count(is_found);
                if is_found {
                    naming[category].count(judged.category == category);
                }
            }
        }
        let _ = writeln!(
            text,
            "## Sentences flagged at {} percent, by category\n\n| category | found | of these named so | of what reads \
             as it, bad |\n| --- | ---: | ---: | ---: |",
            self.warning
        );
        for (number, name) in names.iter().enumerate() {
            let cells = [recall[number], naming[number], precision[number]].map(Share::text);
            let _ = writeln!(text, "| {name} | {} |", cells.join(" | "));
        }
        text.push('\n');
    }

    fn curve(&self, text: &mut String) -> Result<(), String> {
        let _ = writeln!(
            text,
            "## With fewer replies\n\nBad replies found where {:.0} % of the ordinary good ones are flagged.\n\n| \
             replies | found |\n| ---: | ---: |",
            CURVE_ALARMS * 100.0
        );
        for share in [0.125, 0.25, 0.5, 1.0] {
            let judged = folds::judge(self.corpus, share)?;
            let mut highest = vec![i32::MIN; self.corpus.replies.len()];
            for (sentence, judged) in self.corpus.sentences.iter().zip(&judged) {
                highest[sentence.reply] = highest[sentence.reply].max(judged.score);
            }
            let rows = || self.corpus.replies.iter().zip(&highest);
            let mut ordinary: Vec<i32> = rows()
                .filter(|(reply, _)| reply.label == Label::Clean && reply.difficulty.as_deref() != Some("trap"))
                .map(|(_, highest)| *highest)
                .collect();
            ordinary.sort_unstable_by(|one, two| two.cmp(one));
            let least = ordinary.get((ordinary.len() as f64 * CURVE_ALARMS) as usize).copied().unwrap_or(0);
            let mut found = Share::default();
            for (_, highest) in rows().filter(|(reply, _)| reply.label == Label::Flag) {
                found.count(least < *highest);
            }
            let _ = writeln!(text, "| {:.0} | {} |", self.corpus.replies.len() as f64 * share * 0.8, found.text());
        }
        text.push('\n');
        Ok(())
    }

    fn worst(&self, text: &mut String) {
        let mut rows: Vec<(i32, usize)> = self.judged.iter().map(|judged| judged.score).zip(0..).collect();
        rows.sort_unstable();
        let mut list = |title: &str, rows: Vec<&(i32, usize)>| {
            let _ = writeln!(text, "## {title}\n\n| confidence | reads as | sentence |\n| ---: | --- | --- |");
            for (score, at) in rows {
                let sentence = &self.corpus.sentences[*at];
                let words = &self.corpus.replies[sentence.reply].text[sentence.span.range()];
                let category = &self.corpus.categories[self.judged[*at].category];
                let confidence = self.weights.confidence(*score);
                let _ = writeln!(text, "| {confidence} | {category} | {} |", cell(words));
            }
            text.push('\n');
        };
        let of = |at: usize| self.corpus.sentences[at].verdict;
        let clean = rows.iter().rev().filter(|(_, at)| of(*at) == Verdict::Clean).take(WORST).collect();
        list("Clean sentences that read worst", clean);
        let flagged = rows.iter().filter(|(_, at)| matches!(of(*at), Verdict::Flagged(_))).take(WORST).collect();
        list("Flagged sentences that read best", flagged);
    }

    fn heaviest(&self, text: &mut String) {
        let mut features: Vec<_> =
            self.training.features.iter().map(|weighted| (weighted.weight, weighted.feature)).collect();
        features.sort_unstable();
        let mut list = |title: &str, features: Vec<&(i8, _)>| {
            let named =
                features.iter().filter_map(|(_, feature)| self.words(*feature)).map(|words| format!("`{words}`"));
            let _ = writeln!(text, "## {title}\n\n{}\n", named.collect::<Vec<_>>().join(", "));
        };
        list("What speaks most against a sentence", features.iter().rev().take(HEAVIEST).collect());
        list("What speaks most for it", features.iter().take(HEAVIEST).collect());
    }

    /// The words that a feature was first seen in.
    fn words(&self, feature: tonelint::learned::Feature) -> Option<String> {
        self.corpus.sentences.iter().find_map(|sentence| {
            let at = sentence.features.binary_search(&feature).ok()?;
            let words = &self.corpus.replies[sentence.reply].text[sentence.places[at].range()];
            Some(words.replace('`', "'").split_whitespace().collect::<Vec<_>>().join(" "))
        })
    }
}

/// Text that stays in its cell.
fn cell(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.replace('\\', "\\\\").replace('|', "\\|").replace('<', "&lt;")
}
