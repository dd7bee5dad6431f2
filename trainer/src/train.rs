//! One training from the first line to the report.

use tonelint::learned::{Record, Training, Weights};

use crate::{
    data::{self, Corpus, File, Sentence, Verdict},
    fit, folds,
    folds::HeldOut,
    report::Subject,
};

/// Fewest replies of either label that anything can be learned from.
const FEWEST: usize = 25;

/// What training gives.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// Each category, with what is found for it and what is not, if anything of it is found.
    pub(crate) categories: Vec<(String, Option<Example>)>,
    pub(crate) weights: Vec<u8>,
    pub(crate) report: String,
    /// What the weights were trained on and how often they are wrong.
    pub(crate) card: String,
}

/// Sentences of the replies themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Example {
    pub(crate) bad: String,
    pub(crate) good: String,
}

/// Trains on these files. `warning` is the confidence that records are measured at.
pub(crate) fn train(title: &str, files: &[File], warning: u8) -> Result<Outcome, String> {
    let corpus = data::read(files)?;
    refuse_too_few(&corpus)?;
    let mut training = fit::fit(&corpus.sentences.iter().collect::<Vec<_>>(), &corpus.categories)?;
    let judged = folds::judge(&corpus, 1.0)?;
    fit::calibrate(&mut training, &folds::labelled(&corpus, &judged))?;
    record(&mut training, &corpus, &judged, warning)?;
    let weights = fit::weights(&training)?;
    let subject =
        Subject { title, files, corpus: &corpus, training: &training, weights: &weights, judged: &judged, warning };
    let (card, report) = (subject.card(), subject.write()?);
    training.card.clone_from(&card);
    let categories = examples(&corpus, &weights, warning);
    Ok(Outcome { categories, weights: training.to_bytes()?, report, card })
}

/// For each category the flagged sentence that reads worst, and a clean one that reads best.
fn examples(corpus: &Corpus, weights: &Weights, warning: u8) -> Vec<(String, Option<Example>)> {
    let scored = |sentence: &Sentence| weights.score(sentence.features.iter().copied());
    let text = |at: usize| {
        let sentence = &corpus.sentences[at];
        corpus.replies[sentence.reply].text[sentence.span.range()].to_owned()
    };
    let mut clean = Vec::new();
    let mut worst: Vec<Option<(i32, usize)>> = vec![None; corpus.categories.len()];
    for (at, sentence) in corpus.sentences.iter().enumerate() {
        let (score, read) = scored(sentence);
        match sentence.verdict {
            Verdict::Clean => clean.push((score, at)),
            Verdict::Flagged(Some(category)) if category == read && warning <= weights.confidence(score) => {
                let known = &mut worst[category];
                *known = Some(known.map_or((score, at), |known| if known.0 < score { (score, at) } else { known }));
            }
            Verdict::Flagged(_) | Verdict::Unclear => {}
        }
    }
    clean.sort_unstable();
    let good = |number: usize| clean.get(number).or(clean.first()).map(|(_, at)| text(*at));
    let example = |(number, name): (usize, &String)| {
        let example = worst[number].zip(good(number)).map(|((_, at), good)| Example { bad: text(at), good });
        (name.clone(), example)
    };
    corpus.categories.iter().enumerate().map(example).collect()
}

fn refuse_too_few(corpus: &Corpus) -> Result<(), String> {
    let flagged = corpus.sentences.iter().filter(|sentence| matches!(sentence.verdict, Verdict::Flagged(_))).count();
    let clean = corpus.sentences.iter().filter(|sentence| sentence.verdict == Verdict::Clean).count();
    if flagged.min(clean) < FEWEST {
        return Err(format!(
            "{flagged} flagged and {clean} clean sentences are too few to learn from: {FEWEST} of each are the least, \
             and some hundreds are better\n  = help: leave `--alone` out to learn on top of the built-in replies"
        ));
    }
    if corpus.categories.is_empty() {
        return Err("no span names a category, so no rule would have a name\n  = help: write {\"quote\": \"…\", \
                    \"category\": \"…\"} in spans"
            .to_owned());
    }
    Ok(())
}

/// How often each category is found and right, among the sentences that were held out.
fn record(training: &mut Training, corpus: &Corpus, judged: &[HeldOut], warning: u8) -> Result<(), String> {
    let weights = fit::weights(training)?;
    let percent = |hit: usize, all: usize| (hit * 100 + all / 2).checked_div(all).unwrap_or(0) as u8;
    let rows = || corpus.sentences.iter().zip(judged).filter(|(sentence, _)| sentence.verdict != Verdict::Unclear);
    let is_found = |judged: &HeldOut| warning <= weights.confidence(judged.score);
    for (number, category) in training.categories.iter_mut().enumerate() {
        let own = || rows().filter(|(sentence, _)| sentence.verdict == Verdict::Flagged(Some(number)));
        let found = || own().filter(|(_, judged)| is_found(judged));
        let read = || rows().filter(|(_, judged)| is_found(judged) && judged.category == number);
        category.record = Record {
            found: percent(found().count(), own().count()),
            named: percent(found().filter(|(_, judged)| judged.category == number).count(), found().count()),
            right: percent(read().filter(|(sentence, _)| sentence.verdict != Verdict::Clean).count(), read().count()),
        };
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Replies whose labels depend on one word.
    fn replies(count: usize) -> File {
        let row = |number: usize| match number % 2 {
            0 => format!(
                r#"{{"text": "Order {number} shipped. What a clown move, honestly.", "label": "flag", "spans": [{{"quote": "What a clown move, honestly.", "category": "mocking"}}]}}"#
            ),
            _ => format!(r#"{{"text": "Order {number} shipped. You will have it on Friday.", "label": "clean"}}"#),
        };
        File { name: "replies.jsonl".to_owned(), text: (0..count).map(|number| row(number) + "\n").collect() }
    }

    #[test]
    fn the_same_replies_give_the_same_bytes() {
        let first = train("x", &[replies(200)], 90).expect("there is something to learn");
        let again = train("x", &[replies(200)], 90).expect("there is something to learn");
        assert_eq!(first.weights, again.weights);
        assert_eq!(first.report, again.report);
        let [(name, Some(example))] = &first.categories[..] else { panic!("{:?}", first.categories) };
        assert_eq!((&**name, &*example.bad), ("mocking", "What a clown move, honestly."));
    }

    #[test]
    fn too_few_replies_and_none_with_a_category_are_refused() {
        let told = train("x", &[replies(20)], 90).expect_err("they are too few");
        assert!(told.starts_with("10 flagged and 30 clean sentences are too few to learn from"), "{told}");
        let mut nameless = replies(200);
        nameless.text = nameless.text.replace(r#", "category": "mocking""#, "");
        let told = train("x", &[nameless], 90).expect_err("no rule has a name");
        assert!(told.starts_with("no span names a category"), "{told}");
    }

    #[test]
    fn labels_that_do_not_depend_on_the_words_are_refused() {
        let row = |number: usize| {
            let label = ["clean", "clean", "flag", "flag"][number % 4];
            let spans =
                if label == "flag" { r#", "spans": [{"quote": "It is so.", "category": "blaming"}]"# } else { "" };
            format!(r#"{{"text": "It is so.", "label": "{label}"{spans}}}"#) + "\n"
        };
        let file = File { name: "f".to_owned(), text: (0..200).map(row).collect() };
        let told = train("x", &[file], 90).expect_err("nothing can be learned");
        assert!(told.starts_with("the labels do not depend on the words"), "{told}");
    }
}
