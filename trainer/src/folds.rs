//! Cross-validation: every sentence is judged by weights that never saw its neighbours.

use std::thread;

use crate::{
    data::{Corpus, Sentence, Verdict},
    fit,
};

/// In how many parts the replies are cut.
const FOLDS: usize = 5;

/// People label alike replies one after the other, so this many neighbours stay together.
const NEIGHBOURS: usize = 100;

/// What weights that were trained without a sentence make of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct HeldOut {
    pub(crate) score: i32,
    pub(crate) category: usize,
}

fn fold(reply: usize, neighbours: usize) -> usize {
    reply / neighbours % FOLDS
}

/// Judges every sentence with weights trained on `share` of the other folds' replies, which is
/// every one of them for 1.
pub(crate) fn judge(corpus: &Corpus, share: f64) -> Result<Vec<HeldOut>, String> {
    // A team that begins has few replies, and every fold needs some.
    let neighbours = (corpus.replies.len() / FOLDS).clamp(1, NEIGHBOURS);
    let judge_fold = |number: usize| {
        let is_used = |reply: usize| (reply as f64 * 0.618_033_988_75).fract() < share;
        let others = |sentence: &&Sentence| fold(sentence.reply, neighbours) != number && is_used(sentence.reply);
        let training = fit::fit(&corpus.sentences.iter().filter(others).collect::<Vec<_>>(), &corpus.categories)?;
        let weights = fit::weights(&training)?;
        let own =
            corpus.sentences.iter().enumerate().filter(|(_, sentence)| fold(sentence.reply, neighbours) == number);
        let judged = own.map(|(at, sentence)| {
            let (score, category) = weights.score(sentence.features.iter().copied());
            (at, HeldOut { score, category })
        });
        Ok(judged.collect::<Vec<_>>())
    };
    let folds: Vec<Result<Vec<(usize, HeldOut)>, String>> = thread::scope(|scope| {
        let judge_fold = &judge_fold;
        let threads: Vec<_> = (0..FOLDS).map(|number| scope.spawn(move || judge_fold(number))).collect();
        let died = || Err("a thread of the cross-validation ended early".to_owned());
        threads.into_iter().map(|thread| thread.join().unwrap_or_else(|_| died())).collect()
    });
    let mut judged = vec![HeldOut { score: 0, category: 0 }; corpus.sentences.len()];
    for fold in folds {
        fold?.into_iter().for_each(|(at, held_out)| judged[at] = held_out);
    }
    Ok(judged)
}

/// Scores and labels, for calibration: what is unclear teaches nothing.
pub(crate) fn labelled(corpus: &Corpus, judged: &[HeldOut]) -> Vec<(i32, bool)> {
    let clear = corpus.sentences.iter().zip(judged).filter(|(sentence, _)| sentence.verdict != Verdict::Unclear);
    clear.map(|(sentence, judged)| (judged.score, sentence.verdict != Verdict::Clean)).collect()
}
