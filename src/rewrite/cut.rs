//! Leaves words out, with the commas, spaces and capitals that they leave behind.

use super::{Change, Rewriter, agreement, fill::capitalized, greeting};
use crate::{
    fix::{Applicability, Fix, FixKind},
    mapped::{BREAK, HOLE},
};

/// Marks that tie an opening to the rest of its sentence.
const TIES: [char; 7] = [',', ':', ';', '-', '–', '—', '…'];

/// Words whose clause ends with a comma, whatever stands in the middle of it.
const OPENERS: [&str; 29] = [
    "if",
    "when",
    "once",
    "after",
    "before",
    "as",
    "because",
    "since",
    "although",
    "though",
    "while",
    "unless",
    "until",
    "hi",
    "hello",
    "dear",
    "well",
    "oh",
    "yes",
    "no",
    "now",
    "ok",
    "okay",
    "thanks",
    "sorry",
    "however",
    "therefore",
    "also",
    "still",
];

/// What a sentence does not end with when the words behind it are gone.
const LOOSE: [char; 4] = [',', '–', '—', ' '];

/// Words that tie a clause to the one before, and end no sentence.
const JOINTS: [&str; 5] = ["and", "but", "so", "or", "because"];

impl Rewriter<'_> {
    /// The words go, with the comma and the space that they leave behind.
    pub(super) fn cut(&self) -> Fix {
        // A label such as `Answer:` opens a sentence of its own.
        let (before, words) = self.text().split_at(self.found.start);
        let follows_label = before.trim_end().ends_with(':') && words.starts_with(char::is_uppercase);
        let opens = self.found.opens_sentence || follows_label;
        let change = if opens { self.without_opening() } else { self.without_aside() };
        self.close_up(self.fix(FixKind::Cut, change))
    }

    /// The next word opens the sentence instead.
    fn without_opening(&self) -> Change {
        let (text, start) = (self.text(), self.found.start);
        let sentence_end = self.found.sentence.1.max(self.found.end);
        let rest = &text[self.found.end..sentence_end];
        let ties = rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || TIES.contains(&c)).len();
        let end = self.found.end + ties;
        let rest = &text[end..sentence_end];
        if !rest.contains(|c: char| c.is_alphanumeric() || c == HOLE) {
            return self.without_sentence();
        }
        let marks = rest.len() - rest.trim_start_matches(['"', '“', '‘', '\'', '*', '_', '(']).len();
        let word = rest[marks..].split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        // iPhone stays as it is, and nobody knows what a placeholder begins with.
        let is_odd = word.chars().skip(1).any(char::is_uppercase);
        if word.is_empty() || is_odd || !text[start..].starts_with(|c: char| !c.is_lowercase()) {
            return Change { start, end, replacement: String::new() };
        }
        let first = word.chars().next().map_or(0, char::len_utf8);
        let replacement = capitalized_after(&rest[..marks], &word[..first]);
        Change { start, end: end + marks + first, replacement }
    }

    /// Nothing else stands in the sentence: it goes, with its mark and the space on one side of it.
    fn without_sentence(&self) -> Change {
        let text = self.text();
        let (start, end) = self.found.sentence;
        // A label or a greeting stays.
        let is_alone = !text[start.min(self.found.start)..self.found.start].contains(char::is_alphanumeric);
        let start = if is_alone { start.min(self.found.start) } else { self.found.start };
        let spaces = |c: char| c == ' ' || c == '\t';
        let after = &text[end.max(self.found.end)..];
        let end = text.len() - after.trim_start_matches(spaces).len();
        let ends_line = text[end..].is_empty() || text[end..].starts_with(['\n', '\r', BREAK]);
        let start = if ends_line { text[..start].trim_end_matches(spaces).len() } else { start };
        Change { start, end, replacement: String::new() }
    }

    /// A line that holds nothing else goes whole, and with it the blank lines that set it apart. A mark that
    /// stays alone on its line is for a person to judge.
    fn close_up(&self, mut fix: Fix) -> Fix {
        let (before, after) = (&self.source[..fix.span.start], &self.source[fix.span.end..]);
        let breaks = after.len() - after.trim_start_matches(['\n', '\r']).len();
        let line = before.rsplit('\n').next().unwrap_or_default();
        if !fix.replacement.is_empty() || (breaks == 0 && !after.is_empty()) {
            return fix;
        }
        if line.is_empty() {
            fix.span.end += breaks;
        } else if !line.contains(char::is_alphanumeric) && line != "\u{FEFF}" {
            fix.applicability = Applicability::Review;
        }
        fix
    }

    /// What stands before and behind the words closes up.
    fn without_aside(&self) -> Change {
        let (text, found) = (self.text(), self.found);
        let (before, after) = (&text[..found.start], &text[found.end..]);
        let inner = &text[found.start..found.end];
        // The end of a block counts as white space to everybody else.
        let is_space = |c: char| c.is_whitespace() && c != BREAK;
        let kept = before.trim_end_matches(is_space).len();
        let gap = after.len() - after.trim_start_matches(is_space).len();
        let next = after[gap..].chars().next();
        let breaks = after[..gap].matches('\n').count();
        let ends = next.is_none_or(|c| matches!(c, '.' | '!' | '?' | ';' | ':' | ')' | BREAK)) || 1 < breaks;
        if ends {
            // What ends the sentence moves up to the words before, which need no comma there.
            let kept = without_joint(before[..kept].trim_end_matches(LOOSE)).trim_end_matches(LOOSE).len();
            let is_mark = next.is_some_and(|c| c != BREAK) && !after[..gap].contains('\n');
            let end = if is_mark { found.end + gap } else { found.end };
            return Change { start: kept, end, replacement: String::new() };
        }
        let comma_before = before[..kept].ends_with(',') || inner.starts_with(',');
        let comma_after = inner.ends_with(',') || next == Some(',');
        let start = if inner.starts_with(',') { found.start } else { before[..kept].trim_end_matches(',').len() };
        let end = if next == Some(',') { found.end + gap + 1 } else { found.end };
        let behind = text[end..].len() - text[end..].trim_start().len();
        if comma_before && comma_after {
            let comma = if self.needs_comma() { "," } else { "" };
            let space = if behind == 0 { " " } else { "" };
            return Change { start, end, replacement: format!("{comma}{space}") };
        }
        // One gap stays; the one before, unless only the other is a line break.
        let gap_before = &before[kept..];
        if gap_before.is_empty() || (text[end..end + behind].contains('\n') && !gap_before.contains('\n')) {
            let start = if inner.starts_with(',') { found.start } else { kept };
            return Change { start, end, replacement: String::new() };
        }
        let change = Change { start: found.start, end: end + behind, replacement: String::new() };
        agreement::with_article_before(text, change)
    }

    /// Whether the clause before an aside would end with a comma without it.
    fn needs_comma(&self) -> bool {
        let (sentence, _) = greeting::sentence_without(self.text(), self.found);
        let opening = self.text()[sentence..self.found.start].split(|c: char| !c.is_alphanumeric()).next();
        opening.is_some_and(|word| OPENERS.iter().any(|opener| opener.eq_ignore_ascii_case(word)))
    }
}

/// Without the word that led to what is gone.
fn without_joint(text: &str) -> &str {
    let joint = JOINTS.iter().find_map(|joint| {
        let rest = text.len().checked_sub(joint.len()).and_then(|at| text.split_at_checked(at));
        rest.filter(|(before, last)| last.eq_ignore_ascii_case(joint) && before.ends_with(char::is_whitespace))
    });
    joint.map_or(text, |(before, _)| before)
}

fn capitalized_after(marks: &str, first: &str) -> String {
    format!("{marks}{}", capitalized(first))
}
