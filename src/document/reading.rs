//! What of a source is read, and what there is to say about it afterwards.

use std::{fmt, sync::Arc};

use super::{Quoted, shape::Shape};

/// What of a source is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Whether quoted words are looked at.
    pub quoted: Quoted,
    /// The fields of structured files that are read, as paths of keys or the ends of such paths; without any,
    /// every value that looks like a sentence is.
    pub fields: Vec<String>,
    /// The same for columns of tables, by their heads or by number from 1.
    pub columns: Vec<String>,
    /// What structured files are taken for, where neither fields nor columns are asked for.
    pub read_as: ReadAs,
    /// Notes among colleagues are read too.
    pub include_notes: bool,
    /// What is switched off is read too.
    pub include_inactive: bool,
}

/// What a structured file is taken for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ReadAs {
    /// The files of a help-desk that look like them, and otherwise files that nothing is known about.
    #[default]
    Recognised,
    /// A file that nothing is known about: every value that looks like a sentence is read.
    Unknown,
    /// Files of this shape.
    Shape(Arc<Shape>),
}

/// Why a record is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Skip {
    /// It is switched off.
    Inactive,
    /// It is a note among colleagues.
    Notes,
    /// A customer wrote it, a colleague's machine, or nobody knows who.
    Others,
    /// There are no rules for its language.
    Foreign,
}

impl Skip {
    /// All reasons.
    pub const ALL: [Skip; 4] = [Skip::Inactive, Skip::Notes, Skip::Others, Skip::Foreign];

    /// That so many records are left out for this reason: `2 internal notes`.
    pub fn counted(self, count: usize) -> String {
        let (one, many) = match self {
            Skip::Inactive => ("inactive reply", "inactive replies"),
            Skip::Notes => ("internal note", "internal notes"),
            Skip::Others => ("message that somebody else wrote", "messages that somebody else wrote"),
            Skip::Foreign => ("reply in another language", "replies in other languages"),
        };
        format!("{count} {}", if count == 1 { one } else { many })
    }
}

impl From<Quoted> for Reading {
    fn from(quoted: Quoted) -> Reading {
        Reading { quoted, ..Reading::default() }
    }
}

/// Something that a user should know about how a source was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// It is not what its name says, so it was read as plain text; why.
    Broken(String),
    /// Nobody said which values are replies: `read` of `values` look like sentences.
    Guessed {
        /// How many were read.
        read: usize,
        /// How many there are.
        values: usize,
    },
    /// It is what a help-desk writes: the name of the shape.
    Recognised(String),
    /// It should be of this shape, and none of the texts of the shape are in it.
    Unfit(String),
    /// Some records are left out.
    Skipped {
        /// Why.
        why: Skip,
        /// How many.
        count: usize,
    },
    /// So many texts are only beginnings of texts.
    Previews(usize),
    /// A field or column that was asked for is not there.
    Missing(String),
    /// Some of it could not be read as what it should be.
    Partly(String),
    /// Some of it is nobody's reply and was left out: how much of what.
    LeftOut(String),
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Remark::Broken(reason) => write!(f, "{reason}, so it is read as plain text"),
            Remark::Guessed { read, values } => write!(f, "{read} of {values} values look like sentences and are read"),
            Remark::Recognised(name) => write!(f, "it is read as {name}"),
            Remark::Unfit(name) => {
                write!(f, "no text of {name} is in it, so what looks like a sentence is read")
            }
            Remark::Skipped { why, count } => write!(f, "left out: {}", why.counted(*count)),
            Remark::Previews(1) => {
                f.write_str("1 text in it is a preview that is cut short; fetch the reply to check it whole")
            }
            Remark::Previews(count) => {
                write!(f, "{count} texts in it are previews that are cut short; fetch each reply to check it whole")
            }
            Remark::Missing(name) => write!(f, "there is no `{name}` in it"),
            Remark::Partly(reason) | Remark::LeftOut(reason) => f.write_str(reason),
        }
    }
}

/// Whether the keys on the way to a value are those of a path that somebody typed, or end with it. Places in
/// lists do not matter: `macros[].actions[].value` is `macros.actions.value`; nor do capitals, as in heads of columns.
pub(super) fn is_at(path: &str, typed: &str) -> bool {
    let mut wanted = String::new();
    let mut in_brackets = false;
    for c in typed.trim_start_matches("$.").chars() {
        match c {
            '[' => in_brackets = true,
            ']' => in_brackets = false,
            _ if in_brackets => {}
            _ => wanted.push(c),
        }
    }
    let wanted = wanted.trim_matches('.');
    let Some((before, end)) = path.len().checked_sub(wanted.len()).and_then(|at| path.split_at_checked(at)) else {
        return false;
    };
    end.eq_ignore_ascii_case(wanted) && (before.is_empty() || before.ends_with('.')) && !wanted.is_empty()
}

/// Whether a value could be something that somebody wrote to somebody.
pub(super) fn is_sentence(text: &str) -> bool {
    let is_word = |word: &&str| {
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        0 < letters && word.chars().count() <= letters * 2
    };
    let words = text.split_whitespace().filter(|word| !word.starts_with("http")).take(200);
    let (mut all, mut plain) = (0, 0);
    for word in words {
        all += 1;
        plain += usize::from(is_word(&word));
    }
    // Some languages write no spaces between words.
    let is_dense = 8 <= text.chars().filter(|c| ('\u{3040}'..='\u{9FFF}').contains(c)).take(8).count();
    is_dense || (3 <= plain && all < plain * 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_found_by_its_end() {
        let check = |path: &str, typed: &str, expected: bool| assert_eq!(is_at(path, typed), expected, "{typed}");
        check("macros.actions.value", "macros[].actions[].value", true);
        check("macros.actions.value", "$.macros[id=3].actions[0].value", true);
        check("Macros.actions.Value", "macros.Actions.value", true);
        check("über.a", "er.A", false);
        check("macros.actions.value", "value", true);
        check("macros.actions.value", "actions.value", true);
        check("macros.actions.value", "alue", false);
        check("macros.actions.value", "macros.actions", false);
        check("macros.actions.value", "", false);
        check("body", "body", true);
    }

    #[test]
    fn a_sentence_is_told_from_a_name_or_a_number() {
        let check = |text: &str, expected: bool| assert_eq!(is_sentence(text), expected, "{text}");
        check("Please calm down.", true);
        check("<p>Hi {{name}},</p><p>please calm down</p>", true);
        check("落ち着いてください、お願いします。", true);
        check("Refund::Late", false);
        check("2024-01-02 10:11:12 +0000 UTC", false);
        check("https://example.com/a b", false);
        check("channel:chat", false);
    }
}
