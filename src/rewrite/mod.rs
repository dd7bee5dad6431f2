//! From what a rule offers to rewrites that fit their place.

use crate::{
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

struct Rewriter<'a> {
    found: &'a Match,
    passage: &'a MappedText<'a>,
    source: &'a str,
}

impl Rewriter<'_> {
    fn text(&self) -> &str {
        self.passage.as_str()
    }

    /// A fix of passage bytes; safe only where the source reads exactly as the passage does.
    fn fix(&self, kind: FixKind, start: usize, end: usize, replacement: String) -> Fix {
        let span = self.passage.source_span(Span::new(start, end));
        let replaced = &self.text()[start..end];
        let is_plain = self.source.get(span.range()) == Some(replaced) && !replaced.contains(HOLE);
        let has_slot = replacement.contains('[');
        let safe = kind != FixKind::Write && is_plain && !has_slot;
        let applicability = if safe { Applicability::Safe } else { Applicability::Review };
        Fix { kind, span, replacement, applicability }
    }

    /// Drop-in text with its captures, in the case of what it replaces.
    fn swap(&self, swap: &str) -> Fix {
        let mut filled = String::new();
        let mut rest = swap;
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let Some((number, after)) = after.split_once('}') else { break };
            let group = number
                .parse::<usize>()
                .ok()
                .and_then(|number| self.found.captures.get(number.checked_sub(1)?).copied().flatten());
            filled.push_str(group.map_or("", |(start, end)| &self.text()[start..end]));
            rest = after;
        }
        filled.push_str(rest);
        let first = self.text()[self.found.start..].chars().next().unwrap_or('a');
        let replacement = if self.found.opens_sentence || first.is_uppercase() {
            capitalized(&filled)
        } else {
            uncapitalized(&filled)
        };
        let replacement = replacement.split_whitespace().collect::<Vec<_>>().join(" ");
        self.fix(FixKind::Swap, self.found.start, self.found.end, replacement)
    }

    /// The words go, with the comma and the space that they leave behind.
    fn cut(&self) -> Fix {
        let (text, found) = (self.text(), self.found);
        let after = &text[found.end..];
        let comma = after.len() - after.trim_start_matches([' ', ',']).len();
        if !found.opens_sentence {
            let kept = text[..found.start].trim_end_matches([' ', ',']).len();
            let ends = after.starts_with(['.', '!', '?', ',', ';', ':']) || after.trim().is_empty();
            return if ends {
                self.fix(FixKind::Cut, kept, found.end, String::new())
            } else {
                self.fix(FixKind::Cut, found.start, found.end + comma, String::new())
            };
        }
        let end = found.end + comma;
        match text[end..].chars().next().filter(|c| c.is_alphanumeric()) {
            Some(first) => {
                let capital: String = first.to_uppercase().collect();
                self.fix(FixKind::Cut, found.start, end + first.len_utf8(), capital)
            }
            None => self.cut_sentence(),
        }
    }

    /// Nothing else stands in the sentence: it goes, with its mark and one space.
    fn cut_sentence(&self) -> Fix {
        let (start, end) = self.found.sentence;
        let end = end.max(self.found.end);
        let after = &self.text()[end..];
        let space = after.len() - after.trim_start_matches(' ').len();
        self.fix(FixKind::Cut, start, end + space, String::new())
    }

    /// A sentence in place of the whole sentence.
    fn write(&self, text: &str) -> Fix {
        let (start, end) = self.found.sentence;
        self.fix(FixKind::Write, start.min(self.found.start), end.max(self.found.end), text.to_owned())
    }
}

fn capitalized(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// In the middle of a sentence only `I` keeps its capital.
fn uncapitalized(text: &str) -> String {
    let first_word = text.split([' ', '\'', '’']).next().unwrap_or("");
    if first_word == "I" {
        return text.to_owned();
    }
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}
