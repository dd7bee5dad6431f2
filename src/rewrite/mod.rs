//! From what a rule offers to rewrites that fit their place.

mod agreement;
mod bracket;
mod cut;
mod fill;
mod greeting;

use crate::{
    finding::Finding,
    fix::{Applicability, Fix, FixKind},
    mapped::{HOLE, MappedText},
    matcher::Match,
    rule::Rule,
    span::Span,
};

/// The rewrites of one match, best first: swaps, the cut, then whole sentences.
pub(crate) fn fixes(rule: &Rule, found: &Match, passage: &MappedText<'_>, source: &str) -> Vec<Fix> {
    let rewriter = Rewriter { found, passage, source };
    let mut fixes: Vec<Fix> = rule.prose().swap.iter().map(|swap| rewriter.swap(swap)).collect();
    if rule.prose().cut {
        fixes.push(rewriter.cut());
    }
    fixes.extend(rule.prose().write.iter().map(|text| rewriter.write(text)));
    fixes
}

/// The sentence of a match that a `write` takes the place of, in bytes of the source.
pub(crate) fn sentence(found: &Match, passage: &MappedText<'_>) -> Span {
    let (start, end) = greeting::sentence_without(passage.as_str(), found);
    passage.source_span(Span::new(start, end))
}

/// Leaves one sentence-level rewrite in each sentence, that of the gravest finding that has any, and no
/// drop-in text where the words of two findings overlap: the two would not fit each other. The findings
/// are in text order.
pub(crate) fn settle(findings: &mut [Finding]) {
    let drops_in = |finding: &Finding| finding.fixes.iter().any(|fix| fix.kind != FixKind::Write);
    let mut dropping: Vec<&mut Finding> = findings.iter_mut().filter(|finding| drops_in(finding)).collect();
    let starts: Vec<usize> = dropping.iter().map(|finding| finding.span.start).collect();
    let mut reached = 0;
    for (at, finding) in dropping.iter_mut().enumerate() {
        let meets_next = starts.get(at + 1).is_some_and(|next| *next < finding.span.end);
        if finding.span.start < reached || meets_next {
            finding.fixes.retain(|fix| fix.kind == FixKind::Write);
        }
        reached = reached.max(finding.span.end);
    }
    let mut rest = findings;
    while let Some(first) = rest.first() {
        let mut end = first.sentence.end;
        let mut count = 0;
        while rest.get(count).is_some_and(|finding| count == 0 || finding.sentence.start < end) {
            end = end.max(rest[count].sentence.end);
            count += 1;
        }
        let (together, others) = rest.split_at_mut(count);
        leave_one_write(together);
        rest = others;
    }
}

/// Of findings whose sentences touch each other, the graver keeps what would replace the sentence.
fn leave_one_write(findings: &mut [Finding]) {
    let writes = |finding: &Finding| finding.fixes.iter().any(|fix| fix.kind == FixKind::Write);
    let mut writers: Vec<usize> = (0..findings.len()).filter(|at| writes(&findings[*at])).collect();
    writers.sort_by_key(|at| {
        let finding = &findings[*at];
        (std::cmp::Reverse(finding.severity), std::cmp::Reverse(finding.span.len()), finding.span.start)
    });
    let mut taken: Vec<(Span, String)> = Vec::new();
    for at in writers {
        let finding = &mut findings[at];
        let Some((_, graver)) = taken.iter().find(|(other, _)| other.overlaps(finding.sentence)) else {
            taken.push((finding.sentence, finding.rule.clone()));
            continue;
        };
        finding.fixes.retain(|fix| fix.kind != FixKind::Write);
        if finding.fixes.is_empty() && finding.note.is_none() {
            finding.note = Some(format!("the sentence that {graver} offers replaces these words too"));
        }
    }
}

/// What takes the place of a stretch of the passage.
struct Change {
    start: usize,
    end: usize,
    replacement: String,
}

struct Rewriter<'a> {
    found: &'a Match,
    passage: &'a MappedText<'a>,
    source: &'a str,
}

impl Rewriter<'_> {
    fn text(&self) -> &str {
        self.passage.as_str()
    }

    /// A fix of passage bytes; safe only where the source reads exactly as the passage does, and where
    /// nothing is lost that the writer cannot do without.
    fn fix(&self, kind: FixKind, change: Change) -> Fix {
        let Change { start, end, replacement } = change;
        let span = self.passage.source_span(Span::new(start, end));
        let replaced = &self.text()[start..end];
        let is_plain = self.source.get(span.range()) == Some(replaced) && !replaced.contains(HOLE);
        let touches_hole = self.text()[..start].ends_with(HOLE) || self.text()[end..].starts_with(HOLE);
        let loses = self.losses(Span::new(start, end), &replacement);
        let has_slot = replacement.contains('[');
        let safe = kind != FixKind::Write && is_plain && !touches_hole && loses.is_empty() && !has_slot;
        let applicability = if safe { Applicability::Safe } else { Applicability::Review };
        Fix { kind, span, replacement, applicability, loses }
    }

    /// Placeholders, links, code, markup and numbers that stand in the passage and not in what takes its place.
    fn losses(&self, span: Span, replacement: &str) -> Vec<Span> {
        let mut kept = replacement.to_owned();
        let mut keeps = |text: &str| {
            let found = kept.find(text);
            if let Some(at) = found {
                // What is there once makes up for one.
                kept.replace_range(at..at + text.len(), " ");
            }
            found.is_some()
        };
        let mut losses = self.passage.unseen(span);
        let source = |span: Span| self.source.get(span.range()).unwrap_or_default();
        let marks: Vec<&str> = losses.iter().filter_map(|span| emphasis(source(*span))).collect();
        // Emphasis that begins and ends inside goes with the words; half a pair would stay behind.
        let is_whole = |mark: &str| marks.iter().filter(|other| **other == mark).count() % 2 == 0;
        losses.retain(|span| {
            let text = source(*span);
            !is_layout(text) && !emphasis(text).is_some_and(is_whole) && !keeps(text)
        });
        let text = self.text();
        for (start, end) in numbers(&text[span.range()]) {
            if !keeps(&text[span.start + start..span.start + end]) {
                losses.push(self.passage.source_span(Span::new(span.start + start, span.start + end)));
            }
        }
        losses.sort();
        losses
    }

    /// Drop-in text with its captures, in the case of what it replaces.
    fn swap(&self, swap: &str) -> Fix {
        let replacement = self.filled(swap);
        if replacement.is_empty() {
            return self.cut();
        }
        let change = Change { start: self.found.start, end: self.found.end, replacement };
        self.fix(FixKind::Swap, agreement::agreed(self.text(), change))
    }

    /// Whether a word with an ordinary first letter would have a capital in the place of the words found.
    fn is_place_of_capital(&self) -> bool {
        let before = &self.text()[self.found.sentence.0.min(self.found.start)..self.found.start];
        let is_first = !before.contains(|c: char| c.is_alphanumeric() || c == HOLE);
        self.found.opens_sentence && (is_first || before.trim_end_matches(' ').ends_with('\n'))
    }

    /// A sentence in place of the whole sentence, with all its marks.
    fn write(&self, text: &str) -> Fix {
        let (start, end) = greeting::sentence_without(self.text(), self.found);
        let follows_greeting = start != self.found.sentence.0.min(self.found.start);
        let (before, words) = self.text().split_at(start);
        // Words in brackets begin as they did.
        let is_same_line = match before.chars().next_back() {
            Some(last) if bracket::is_opening(last) => !words.starts_with(char::is_uppercase),
            last => last != Some('\n'),
        };
        let replacement = if follows_greeting && is_same_line { fill::uncapitalized(text) } else { text.to_owned() };
        self.fix(FixKind::Write, Change { start, end, replacement })
    }
}

/// Whether this only says where lines end: in mail, one that goes on in the next ends in `=`.
pub(crate) fn is_layout(markup: &str) -> bool {
    matches!(markup.trim(), "" | "=")
}

/// The mark or the name of the tag, if this only makes words look different.
pub(crate) fn emphasis(markup: &str) -> Option<&str> {
    let tag = markup.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
    match tag {
        Some(tag) => Some(tag.strip_prefix('/').unwrap_or(tag))
            .filter(|name| ["b", "strong", "i", "em", "u", "s", "small", "span"].contains(name)),
        None => Some(markup).filter(|mark| mark.trim_matches(['*', '_', '~']).is_empty()),
    }
}

/// The words with a digit in them, without the marks around them.
fn numbers(text: &str) -> Vec<(usize, usize)> {
    let mut numbers = Vec::new();
    let mut at = 0;
    for word in text.split_inclusive([' ', '\n', '\t', '\u{A0}', HOLE]) {
        let trimmed = word.trim_start_matches(|c: char| !c.is_alphanumeric());
        let start = at + word.len() - trimmed.len();
        let number = trimmed.trim_end_matches(|c: char| !c.is_alphanumeric());
        if number.contains(|c: char| c.is_numeric()) {
            numbers.push((start, start + number.len()));
        }
        at += word.len();
    }
    numbers
}
