//! Labelled replies, cut into the sentences that training is about.

use tonelint::{
    Document, Format, Linter, Pack, Span,
    labelled::{Label, Reply},
    learned::Feature,
};

/// A file of labelled replies, by name.
#[derive(Clone, Debug)]
pub(crate) struct File {
    pub(crate) name: String,
    pub(crate) text: String,
}

/// All sentences of all replies.
#[derive(Debug)]
pub(crate) struct Corpus {
    pub(crate) replies: Vec<Reply>,
    pub(crate) sentences: Vec<Sentence>,
    /// Names of the categories, sorted.
    pub(crate) categories: Vec<String>,
}

/// One sentence of a reply, by number.
#[derive(Debug)]
pub(crate) struct Sentence {
    pub(crate) reply: usize,
    pub(crate) span: Span,
    pub(crate) verdict: Verdict,
    /// Each once, in order.
    pub(crate) features: Vec<Feature>,
    /// The words that each feature was first seen in.
    pub(crate) places: Vec<Span>,
    /// What the sentence teaches apart from the whole of it.
    parts: Vec<(Verdict, Vec<Feature>)>,
}

/// What the labels say of one sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Nothing in it is underlined.
    Clean,
    /// Underlined, for a category by number if the label names one.
    Flagged(Option<usize>),
    /// Too little of it is underlined to say, or the reply is flagged as a whole.
    Unclear,
}

/// Reads every reply of these files; the error is the first mistake, with its place.
pub(crate) fn read(files: &[File]) -> Result<Corpus, String> {
    let mut replies = Vec::new();
    for file in files {
        for (line, row) in file.text.lines().enumerate().filter(|(_, row)| !row.trim().is_empty()) {
            let reply = Reply::parse(&file.name, line + 1, row).map_err(|error| error.to_string())?;
            replies.push(reply);
        }
    }
    let named = replies.iter().flat_map(|reply| &reply.spans).filter_map(|span| span.category.clone());
    let mut categories: Vec<String> = named.collect();
    categories.sort();
    categories.dedup();
    let linter = Linter::new(Pack::builtin().into_iter().filter(|pack| pack.name != "learned"));
    let mut sentences = Vec::new();
    for (number, reply) in replies.iter().enumerate() {
        let document = Document::parse(&reply.text, Format::Plain);
        for sentence in linter.sentences(&document) {
            let verdict = verdict(reply, sentence.span, &categories);
            let parts = parts(reply, &sentence.features, verdict);
            let (features, places) = sentence.features.into_iter().unzip();
            sentences.push(Sentence { reply: number, span: sentence.span, verdict, features, places, parts });
        }
    }
    Ok(Corpus { replies, sentences, categories })
}

/// A sentence is flagged if it holds a third of what is underlined, or if half of it is.
fn verdict(reply: &Reply, sentence: Span, categories: &[String]) -> Verdict {
    if reply.label == Label::Flag && reply.spans.is_empty() {
        return Verdict::Unclear;
    }
    let shared = |span: Span| span.end.min(sentence.end).saturating_sub(span.start.max(sentence.start));
    let most = reply.spans.iter().max_by_key(|expected| shared(expected.span));
    match most.map(|expected| (expected, shared(expected.span))) {
        None | Some((_, 0)) => Verdict::Clean,
        Some((expected, shared)) => {
            let is_flagged = expected.span.len() <= shared * 3 || sentence.len() <= shared * 2;
            let number = || categories.iter().position(|name| Some(name) == expected.category.as_ref());
            if is_flagged { Verdict::Flagged(number()) } else { Verdict::Unclear }
        }
    }
}

/// A sentence of which this share is underlined needs no lessons of its own for the parts.
const WHOLE: f64 = 0.8;

/// A rest with fewer features says nothing.
const FEWEST_FEATURES: usize = 20;

/// The underlined part of a sentence, and the rest, which is clean: a long helpful sentence with a
/// short jibe would teach that help is rude. Nothing where all of it is underlined.
fn parts(reply: &Reply, features: &[(Feature, Span)], verdict: Verdict) -> Vec<(Verdict, Vec<Feature>)> {
    let touches = |span: &Span| {
        reply.spans.iter().any(|expected| span.start < expected.span.end && expected.span.start < span.end)
    };
    let (inside, outside): (Vec<&(Feature, Span)>, Vec<_>) = features.iter().partition(|(_, span)| touches(span));
    if !matches!(verdict, Verdict::Flagged(_)) || features.len() as f64 * WHOLE <= inside.len() as f64 {
        return Vec::new();
    }
    let part =
        |verdict, part: Vec<&(Feature, Span)>| (verdict, part.into_iter().map(|(feature, _)| *feature).collect());
    let mut parts = vec![part(verdict, inside)];
    if FEWEST_FEATURES < outside.len() {
        parts.push(part(Verdict::Clean, outside));
    }
    parts
}

impl Sentence {
    /// What training is told: these features, this verdict. The whole sentence comes first.
    pub(crate) fn lessons(&self) -> impl Iterator<Item = (Verdict, &[Feature])> {
        let parts = self.parts.iter().map(|(verdict, features)| (*verdict, &features[..]));
        let whole = (self.verdict, &self.features[..]);
        std::iter::once(whole).chain(parts).filter(|(verdict, _)| *verdict != Verdict::Unclear)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corpus(row: &str) -> Corpus {
        read(&[File { name: "f".to_owned(), text: row.to_owned() }]).expect("the row is a reply")
    }

    fn verdicts(row: &str) -> Vec<Verdict> {
        corpus(row).sentences.iter().map(|sentence| sentence.verdict).collect()
    }

    #[test]
    fn a_sentence_is_flagged_if_enough_of_it_is_underlined() {
        let row = |quote: &str| {
            format!(
                r#"{{"text": "Hi. You people never learn. It ships today, so calm down. Bye now.", "label": "flag",
                   "spans": [{{"quote": "{quote}", "category": "hostile"}}]}}"#
            )
            .replace('\n', " ")
        };
        let flagged = Verdict::Flagged(Some(0));
        assert_eq!(
            verdicts(&row("You people never learn.")),
            [Verdict::Clean, flagged, Verdict::Clean, Verdict::Clean]
        );
        assert_eq!(verdicts(&row("calm down")), [Verdict::Clean, Verdict::Clean, flagged, Verdict::Clean]);
    }

    #[test]
    fn a_reply_that_is_flagged_as_a_whole_teaches_nothing_about_its_sentences() {
        assert_eq!(verdicts(r#"{"text": "Hi Ana. Calm down.", "label": "flag"}"#), [Verdict::Unclear; 2]);
        assert_eq!(verdicts(r#"{"text": "Hi Ana. It ships.", "label": "clean"}"#), [Verdict::Clean; 2]);
    }

    #[test]
    fn a_sentence_that_is_underlined_in_part_gives_three_lessons() {
        let text = "The parcel left our warehouse on Monday and it should reach you by Friday at noon, so calm down.";
        let row = format!(r#"{{"text": "{text}", "label": "flag", "spans": [{{"quote": "so calm down"}}]}}"#);
        let corpus = corpus(&row);
        let (verdicts, sizes): (Vec<Verdict>, Vec<usize>) =
            corpus.sentences[0].lessons().map(|(verdict, features)| (verdict, features.len())).unzip();
        let flagged = Verdict::Flagged(None);
        assert_eq!(verdicts, [flagged, flagged, Verdict::Clean]);
        assert_eq!(sizes[0], sizes[1] + sizes[2]);
        assert!(sizes[1] < sizes[2], "{sizes:?}");
    }

    #[test]
    fn a_mistake_names_its_file_and_line() {
        let file = File { name: "ours.jsonl".to_owned(), text: "\n{\"text\": \"Hi.\"}\n".to_owned() };
        let told = read(&[file]).expect_err("the label is missing");
        assert!(told.starts_with("ours.jsonl:2:1: the reply has no `label`"), "{told}");
    }
}
