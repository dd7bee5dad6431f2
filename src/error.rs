//! What can be wrong with a pack.

use std::fmt;

/// A mistake in a pack: where it is, what was typed, and the way out.
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
            let lead: String = text.chars().take(column - 1).map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
            let carets = "^".repeat((*width).max(1));
            write!(f, "\n{gutter} |\n{number} | {text}\n{gutter} | {lead}{carets}")?;
        }
        if let Some(help) = &self.help {
            write!(f, "\n  = help: {help}")?;
        }
        Ok(())
    }
}
