//! Leaves words out, with the commas, spaces and capitals that they leave behind.

use super::{
    Change, Rewriter, agreement,
    bracket::{BRACKETS, is_closing, within_brackets},
    fill::{capitalized, opens_with_capitals},
    greeting,
};
use crate::{
    fix::{Applicability, Fix, FixKind},
    mapped::BREAK,
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

const SPACES: [char; 2] = [' ', '\t'];

/// Marks with no space behind them.
const OPENING: [char; 7] = ['(', '[', '“', '‘', '«', '—', '–'];

/// What a sentence does not end with when the words behind it are gone.
const LOOSE: [char; 4] = [',', '–', '—', ' '];

/// Words that tie a clause to the one before, and end no sentence.
const JOINTS: [&str; 5] = ["and", "but", "so", "or", "because"];

impl Rewriter<'_> {
    /// The words go, with the comma and the space that they leave behind.
    pub(super) fn cut(&self) -> Fix {
        if let Some(found) = greeting::behind_greeting(self.text(), self.found) {
            return Rewriter { found: &found, ..*self }.cut();
        }
        // A label such as `Answer:` opens a sentence of its own.
        let (before, words) = self.text().split_at(self.found.start);
        let follows_label = before.trim_end().ends_with(':') && words.starts_with(char::is_uppercase);
        let opens = self.found.opens_sentence || follows_label;
        let change = match self.brackets() {
            Some((start, end)) => self.without(start, end),
            None if opens => self.without_opening(),
            None => self.without_aside(),
        };
        self.close_up(self.fix(FixKind::Cut, change))
    }

    /// The next word opens the sentence instead.
    fn without_opening(&self) -> Change {
        let (text, start) = (self.text(), self.found.start);
        let sentence_end = self.found.sentence.1.max(self.found.end);
        let rest = &text[self.found.end..sentence_end];
        let ties = rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || TIES.contains(&c)).len();
        let end = self.found.end + ties;
        let (ties, rest) = rest.split_at(ties);
        // What closes behind the words was opened before them.
        if rest.trim_start_matches(['.', '!', '?']).starts_with(is_closing) {
            let start = text[..start].trim_end_matches(SPACES).len();
            return Change { start, end, replacement: String::new() };
        }
        if !rest.contains(says_something) {
            return self.without_sentence();
        }
        let marks = rest.len() - rest.trim_start_matches(['"', '“', '‘', '\'', '*', '_', '(']).len();
        let word = rest[marks..].split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        // iPhone stays as it is, and nobody knows what a placeholder begins with.
        let is_odd = word.chars().skip(1).any(char::is_uppercase);
        // A line that begins with a capital of its own does not move up.
        let line_end = ties.find(['\r', '\n']).filter(|_| !self.opens_line() && !word.starts_with(char::is_lowercase));
        if let Some(at) = line_end {
            let start = text[..start].trim_end_matches(SPACES).len();
            return Change { start, end: self.found.end + at, replacement: String::new() };
        }
        if word.is_empty() || is_odd || !self.gives_capital() {
            return Change { start, end, replacement: String::new() };
        }
        let first = word.chars().next().map_or(0, char::len_utf8);
        let replacement = format!("{}{}", &rest[..marks], capitalized(&word[..first]));
        Change { start, end: end + marks + first, replacement }
    }

    /// Whether the words found stand at the start of their line.
    fn opens_line(&self) -> bool {
        let before = self.text()[..self.found.start].trim_end_matches(SPACES);
        before.is_empty() || before.ends_with(['\n', BREAK])
    }

    /// Whether the word behind an opening gets its capital.
    fn gives_capital(&self) -> bool {
        let found = &self.text()[self.found.start..];
        let follows_label = self.text()[..self.found.start].trim_end().ends_with(':');
        match opens_with_capitals(found) {
            true => follows_label || self.is_place_of_capital(),
            false => found.starts_with(|c: char| !c.is_lowercase()),
        }
    }

    /// Nothing else stands in the sentence: it goes, with its mark and the space on one side of it.
    fn without_sentence(&self) -> Change {
        let text = self.text();
        let (start, end) = self.found.sentence;
        let whole = (start.min(self.found.start), end.max(self.found.end));
        let (start, end) = within_brackets(text, whole, (self.found.start, self.found.end));
        let (start, end) = (start.min(self.found.start), end.max(self.found.end));
        // A label or a greeting stays.
        let is_alone = !text[start..self.found.start].contains(char::is_alphanumeric);
        let start = if is_alone { start } else { self.found.start };
        self.without(start, end)
    }

    /// Where brackets begin and end that hold nothing else.
    fn brackets(&self) -> Option<(usize, usize)> {
        let (before, after) = (&self.text()[..self.found.start], &self.text()[self.found.end..]);
        let close = after.trim_start_matches(['.', '!', '?']);
        let is_pair = |(open, end): &&(char, char)| before.ends_with(*open) && close.starts_with(*end);
        let (open, end) = BRACKETS.iter().find(is_pair)?;
        let marks = after.len() - close.len();
        Some((self.found.start - open.len_utf8(), self.found.end + marks + end.len_utf8()))
    }

    /// These words go, with the space on one side of them.
    fn without(&self, start: usize, end: usize) -> Change {
        let text = self.text();
        let end = text.len() - text[end..].trim_start_matches(SPACES).len();
        let is_end = |c: char| matches!(c, '\n' | '\r' | BREAK | '.' | '!' | '?' | ',' | ';' | ':') || is_closing(c);
        let ends = text[end..].chars().next().is_none_or(is_end);
        let start = if ends { text[..start].trim_end_matches(SPACES).len() } else { start };
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
        if gap_before.is_empty() && before.ends_with(|c: char| OPENING.contains(&c)) {
            return Change { start: found.start, end: end + behind, replacement: String::new() };
        }
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
        let clause = self.text()[sentence..self.found.start.max(sentence)].trim_end_matches(LOOSE);
        let opening = clause.split(|c: char| !c.is_alphanumeric()).next();
        // `However, the date, frankly, is right`: it has its comma.
        !clause.contains(',')
            && opening.is_some_and(|word| OPENERS.iter().any(|opener| opener.eq_ignore_ascii_case(word)))
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

/// Whether this is more than a mark: a letter, a pictogram, a placeholder.
fn says_something(letter: char) -> bool {
    const FIRST_PICTOGRAM: char = '←';
    letter.is_alphanumeric() || FIRST_PICTOGRAM <= letter && letter != BREAK
}
