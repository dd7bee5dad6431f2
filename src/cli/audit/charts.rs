//! Counts become bars: widths that a page can draw, and what a bar says and leads to.

use serde::Serialize;
use tonelint::{Severity, score::Counts};

use super::model::{Reply, SEVERITIES};

/// How wide the longest bar is, in the units of the drawing.
pub(super) const WIDTH: u64 = 1000;

/// Nothing that is there is drawn thinner than this.
const LEAST: u64 = 6;

/// One bar in parts, a part for a severity.
#[derive(Debug, Serialize)]
pub(super) struct Bar {
    pub(super) parts: Vec<Part>,
}

#[derive(Debug, Serialize)]
pub(super) struct Part {
    pub(super) severity: &'static str,
    pub(super) called: &'static str,
    pub(super) count: u64,
    pub(super) x: u64,
    pub(super) width: u64,
}

impl Bar {
    /// The bar for these counts, if `most` fill the whole width.
    pub(super) fn new(counts: Counts, most: u64) -> Bar {
        let mut x = 0;
        let parts = SEVERITIES.map(|severity| {
            let count = counts.of(severity);
            let width = if count == 0 { 0 } else { scaled(count, most, WIDTH).max(LEAST) };
            let part = Part { severity: severity.name(), called: called(severity, count), count, x, width };
            x += width;
            part
        });
        Bar { parts: parts.into_iter().filter(|part| 0 < part.count).collect() }
    }
}

/// What people call findings of a severity.
pub(super) fn called(severity: Severity, count: u64) -> &'static str {
    match (severity, count) {
        (Severity::Error, 1) => "error",
        (Severity::Error, _) => "errors",
        (Severity::Warning, 1) => "warning",
        (Severity::Warning, _) => "warnings",
        (Severity::Info, 1) => "hint",
        (Severity::Info, _) => "hints",
    }
}

/// `part` of `most`, in units of which `most` has `whole`.
fn scaled(part: u64, most: u64, whole: u64) -> u64 {
    (u128::from(part) * u128::from(whole) / u128::from(most.max(1))) as u64
}

/// A column of the chart that shows how many replies have which score.
#[derive(Debug, Serialize)]
pub(super) struct Column {
    /// The scores that it stands for: `40-59`.
    pub(super) scores: String,
    pub(super) replies: u64,
    pub(super) x: u64,
    pub(super) y: u64,
    pub(super) height: u64,
    /// 0 for the worst scores, 5 for the best.
    pub(super) step: usize,
}

/// The height of the chart of scores.
pub(super) const HEIGHT: u64 = 120;

/// How far columns are apart.
const PITCH: u64 = 60;

/// First and last score of each column.
const STEPS: [(u8, u8); 6] = [(0, 19), (20, 39), (40, 59), (60, 79), (80, 99), (100, 100)];

/// How many replies have which score.
pub(super) fn columns(replies: &[Reply]) -> Vec<Column> {
    let mut counts = [0; STEPS.len()];
    for reply in replies {
        let score = reply.score.value();
        let step = STEPS.iter().position(|(_, last)| score <= *last).unwrap_or(STEPS.len() - 1);
        counts[step] += 1;
    }
    let most = counts.iter().copied().max().unwrap_or(0);
    let column = |(step, (first, last)): (usize, (u8, u8))| {
        let replies = counts[step];
        let height = if replies == 0 { 0 } else { scaled(replies, most, HEIGHT).max(2) };
        let scores = if first == last { first.to_string() } else { format!("{first}-{last}") };
        Column { scores, replies, x: step as u64 * PITCH, y: HEIGHT - height, height, step }
    };
    STEPS.into_iter().enumerate().map(column).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_bar_stand_beside_each_other() {
        let bar = Bar::new(Counts { error: 1, warning: 0, info: 3 }, 8);
        let places: Vec<_> = bar.parts.iter().map(|part| (part.severity, part.x, part.width)).collect();
        assert_eq!(places, [("error", 0, 125), ("info", 125, 375)]);
    }

    #[test]
    fn what_is_there_is_seen() {
        let bar = Bar::new(Counts { error: 1, warning: 0, info: 0 }, u64::MAX);
        assert!(0 < bar.parts[0].width);
        assert!(Bar::new(Counts::default(), 0).parts.is_empty());
    }
}
