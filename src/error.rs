//! What can be wrong with a pack, or with another file that people write.

use std::{fmt, ops::Range};

/// A mistake in a file: where it is, what was typed, and the way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// The file, as given.
    pub origin: String,
    /// Line and column of the mistake, from 1; the column counts code points.
    pub place: Option<(usize, usize)>,
    /// What is wrong, in the author's own words.
    pub message: String,
    /// The line as typed, and how many of its code points to underline.
    pub excerpt: Option<(String, usize)>,
    /// The way out.
    pub help: Option<String>,
}

impl Error {
    /// A mistake at some bytes of a file.
    pub(crate) fn in_text(origin: &str, text: &str, at: Range<usize>, message: String, help: Option<String>) -> Error {
        let start = at.start.min(text.len());
        let before = &text[..start];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = text[line_start..].lines().next().unwrap_or("");
        let width = text.get(start..at.end.min(line_start + line.len())).map_or(1, |typed| typed.chars().count());
        Error {
            origin: origin.to_owned(),
            place: Some((before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)),
            message,
            excerpt: Some((line.to_owned(), width)),
            help,
        }
    }
}

impl std::error::Error for Error {}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.origin)?;
        if let Some((line, column)) = self.place {
            write!(f, ":{line}:{column}")?;
        }
        write!(f, ": {}", self.message)?;
        if let (Some((line, column)), Some((text, width))) = (self.place, &self.excerpt) {
            let number = line.to_string();
            let gutter = " ".repeat(number.len());
            let Window { shown, lead, carets } = Window::around(text, column - 1, *width);
            write!(f, "\n{gutter} |\n{number} | {shown}\n{gutter} | {lead}{carets}")?;
        }
        if let Some(help) = &self.help {
            write!(f, "\n  = help: {help}")?;
        }
        Ok(())
    }
}

/// Most characters of a line that are shown.
const WIDEST: usize = 100;
/// How many of them stand before what is wrong in a line that is longer.
const BEFORE: usize = 40;

/// The part of a line that is shown, and the line with the carets below it.
struct Window {
    shown: String,
    lead: String,
    carets: String,
}

impl Window {
    fn around(text: &str, at: usize, width: usize) -> Window {
        let length = text.chars().count();
        let start = if length <= WIDEST { 0 } else { at.saturating_sub(BEFORE).min(length - WIDEST) };
        let end = length.min(start + WIDEST);
        let mut shown: String = text.chars().skip(start).take(end - start).collect();
        let mut lead: String = text.chars().take(at).skip(start).map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
        if 0 < start {
            shown.insert(0, '…');
            lead.insert(0, ' ');
        }
        if end < length {
            shown.push('…');
        }
        let carets = "^".repeat(width.min(end.saturating_sub(at)).max(1));
        Window { shown, lead, carets }
    }
}
