//! Puts the stages in order for one draft.

use std::sync::Mutex;

use crate::{
    builtin,
    document::{Document, Format},
    finding::{Finding, Weighed},
    fix::Fix,
    learned::Sentence,
    matcher::{Match, Matcher, Scratch, settle},
    pack::Pack,
    report::Report,
    rewrite,
    rule::Rule,
    span::Span,
};

/// Everything needed to lint, built once.
///
/// ```
/// use tonelint::{Document, Format, Linter, Pack};
/// let linter = Linter::new(Pack::builtin());
/// let draft = Document::parse("Hi Ana, that was asinine.", Format::Plain);
/// let report = linter.lint("draft", draft);
/// assert_eq!(report.document.slice(report.findings[0].span), "asinine");
/// ```
#[derive(Debug)]
pub struct Linter {
    packs: Vec<Pack>,
    matcher: Matcher,
    /// Where each rule of the matcher is: pack and rule.
    places: Vec<(usize, usize)>,
    /// Kept between drafts, one for every thread that has linted at the same time.
    scratches: Mutex<Vec<Scratch>>,
}

/// What one rule makes of one text.
#[derive(Debug, Default)]
pub(crate) struct Trace {
    /// Whether it matches.
    pub(crate) matches: bool,
    /// Which of its phrases, then patterns, stand in the text.
    pub(crate) phrases: Vec<usize>,
}

impl Linter {
    /// A linter for these packs.
    pub fn new(packs: impl IntoIterator<Item = Pack>) -> Linter {
        let packs: Vec<Pack> = packs.into_iter().collect();
        let uses_builtin = packs.iter().flat_map(|pack| &pack.rules).any(Rule::is_builtin);
        let matcher = Matcher::new(&packs, builtin::machine(uses_builtin), &builtin::context_lists());
        let rules = |(pack, rules): (usize, &Pack)| (0..rules.rules.len()).map(move |rule| (pack, rule));
        let places = packs.iter().enumerate().flat_map(rules).collect();
        Linter { packs, matcher, places, scratches: Mutex::default() }
    }

    /// The packs in force.
    pub fn packs(&self) -> &[Pack] {
        &self.packs
    }

    /// Finds what would hurt the reader of one draft. Cannot fail; may be
    /// called from many threads. Findings are in text order.
    pub fn lint<'t>(&self, name: &str, document: Document<'t>) -> Report<'t> {
        let mut scratch = self.borrow();
        let mut findings = Vec::new();
        for (number, passage) in document.passages().iter().enumerate() {
            let matches = self.matcher.matches(passage, document.quoted(), &mut scratch);
            let first = findings.len();
            for (found, also) in settle(matches) {
                findings.push(self.finding(&document, number, &found, &also));
            }
            rewrite::settle(&mut findings[first..]);
        }
        self.keep(scratch);
        // Passages may stand in another order than the records that hold them.
        findings.sort_by(|one: &Finding, two| (one.span, &one.rule).cmp(&(two.span, &two.rule)));
        Report { name: name.to_owned(), document, findings, silenced: Vec::new() }
    }

    /// The sentences of a draft as learned rules see them, in passage order, whatever the rules in
    /// force make of them. This is what training reads.
    ///
    /// ```
    /// use tonelint::{Document, Format, Linter};
    /// let draft = Document::parse("Hi Ana. It ships today.", Format::Plain);
    /// let sentences = Linter::new([]).sentences(&draft);
    /// assert_eq!(draft.slice(sentences[1].span), "It ships today.");
    /// ```
    pub fn sentences(&self, document: &Document<'_>) -> Vec<Sentence> {
        let mut scratch = self.borrow();
        let mut sentences = Vec::new();
        for passage in document.passages() {
            let source = |(start, end)| passage.text.source_span(Span::new(start, end));
            let read = self.matcher.sentences(passage, document.quoted(), &mut scratch);
            sentences.extend(read.into_iter().map(|(place, features)| Sentence {
                span: source(place),
                features: features.into_iter().map(|(feature, place)| (feature, source(place))).collect(),
            }));
        }
        self.keep(scratch);
        sentences
    }

    /// What rule `number` makes of a text by itself, before overlaps are settled.
    pub(crate) fn trace(&self, text: &str, number: u32) -> Trace {
        let mut scratch = self.borrow();
        let document = Document::parse(text, Format::Plain);
        let mut trace = Trace::default();
        for passage in document.passages() {
            let matches = self.matcher.matches(passage, document.quoted(), &mut scratch);
            trace.matches |= matches.iter().any(|found| found.rule == number);
            trace.phrases.extend(self.matcher.exercised(passage, number, &mut scratch));
        }
        self.keep(scratch);
        trace
    }

    fn borrow(&self) -> Scratch {
        let pooled = self.scratches.lock().ok().and_then(|mut scratches| scratches.pop());
        pooled.unwrap_or_else(|| self.matcher.scratch())
    }

    fn keep(&self, scratch: Scratch) {
        if let Ok(mut scratches) = self.scratches.lock() {
            scratches.push(scratch);
        }
    }

    /// The rewrites of a match, in the spelling of the file around it, and what to say when they cannot be
    /// written there.
    fn fixes(&self, document: &Document<'_>, number: usize, rule: &Rule, found: &Match) -> (Vec<Fix>, Option<String>) {
        let passage = &document.passages()[number];
        let fixes = rewrite::fixes(rule, found, &passage.text, document.source());
        let (start, end) = found.sentence;
        let unseen = passage.text.unseen(Span::new(start.min(found.start), end.max(found.end)));
        let kept: Vec<&str> = unseen.into_iter().map(|span| document.slice(span)).collect();
        let count = fixes.len();
        let spelled = fixes.into_iter().filter_map(|fix| {
            let replacement = passage.spelling.spell(&fix.replacement, &kept)?;
            let replacement = passage.spelling.fit(replacement, document.source(), fix.span);
            Some(Fix { replacement, ..fix })
        });
        let spelled: Vec<Fix> = spelled.collect();
        let is_lost = spelled.is_empty() && 0 < count;
        (
            spelled,
            is_lost.then(|| "no other words can be written here without rewriting the file around them".to_owned()),
        )
    }

    fn finding(&self, document: &Document<'_>, number: usize, found: &Match, also: &[(usize, usize)]) -> Finding {
        let (pack, rule) = self.places[found.rule as usize];
        let rule = &self.packs[pack].rules[rule];
        let passage = &document.passages()[number];
        let source = |(start, end): (usize, usize)| passage.text.source_span(Span::new(start, end));
        let (fixes, hindrance) = self.fixes(document, number, rule, found);
        Finding {
            rule: rule.id.clone(),
            category: rule.category().to_owned(),
            severity: found.severity,
            message: rule.prose().message.clone(),
            span: source((found.start, found.end)),
            sentence: rewrite::sentence(found, &passage.text),
            also: also.iter().copied().map(source).collect(),
            passage: number,
            fixes,
            note: rule.prose().note.clone().or(hindrance),
            weighed: found.weighed.as_ref().map(|(confidence, words)| Weighed {
                confidence: *confidence,
                words: words.iter().copied().map(source).collect(),
            }),
        }
    }
}
