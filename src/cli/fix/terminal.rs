//! The terminal of an interactive session: lines that stay, and one line at the bottom that changes.
//!
//! Nothing is drawn twice but that last line, and no cursor is moved but to its start, so that what is
//! on the screen is also what a screen reader says, and a terminal without any abilities will do.

use std::io::{self, IsTerminal, Stdout, Write};

use crossterm::{
    event::{self, Event, KeyEvent, KeyEventKind},
    terminal,
};
use tonelint::Finding;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::edit::Line;
use crate::cli::{args, clean, paint::Paint};

/// Columns where the terminal does not say.
const COLUMNS: usize = 80;

/// Columns that are used even on the narrowest terminal, and no more than this many on the widest.
const FEWEST_COLUMNS: usize = 20;
const MOST_COLUMNS: usize = 100;

/// What the line that is edited begins with.
const EDIT: &str = "> ";

/// Whether somebody can be asked.
pub(super) fn is_there() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// A terminal that hands over every key; it is as it was when this is dropped.
pub(super) struct Terminal {
    out: Stdout,
    paint: Paint,
    columns: usize,
    /// What stands on the last line, before the cursor and behind.
    shown: (String, String),
}

impl Terminal {
    pub(super) fn open(color: args::Color) -> io::Result<Terminal> {
        let out = io::stdout();
        let size = terminal_size::terminal_size_of(&out).map_or(COLUMNS, |(width, _)| usize::from(width.0));
        let columns = size.clamp(FEWEST_COLUMNS, MOST_COLUMNS);
        let paint = Paint::of(color, &out);
        terminal::enable_raw_mode()?;
        Ok(Terminal { out, paint, columns, shown: Default::default() })
    }

    /// A line as it stands.
    pub(super) fn say(&mut self, line: &str) -> io::Result<()> {
        write!(self.out, "{line}\r\n")?;
        self.out.flush()
    }

    /// Words of a draft or a pack behind a lead, on as many lines as they need.
    pub(super) fn tell(&mut self, lead: &str, words: &str) -> io::Result<()> {
        for (at, line) in wrapped(lead, &clean::line(words), self.columns).iter().enumerate() {
            let (lead, rest) = if at == 0 { line.split_at(lead.len()) } else { ("", line.as_str()) };
            let line = if lead.is_empty() { rest.to_owned() } else { format!("{}{rest}", self.paint.strong(lead)) };
            self.say(&line)?;
        }
        Ok(())
    }

    /// The rule that speaks, and what the words do to the reader.
    pub(super) fn finding(&mut self, finding: &Finding) -> io::Result<()> {
        let rule = clean::line(&finding.rule).into_owned();
        let lead = format!("  {} {rule}", finding.severity.name());
        let lines = wrapped("", &format!("{}: {}", lead.trim_start(), clean::line(&finding.message)), self.columns - 2);
        for (at, line) in lines.iter().enumerate() {
            let shown = match line.strip_prefix(lead.trim_start()).filter(|_| at == 0) {
                Some(rest) => format!("{}{rest}", self.paint.severity(finding.severity, lead.trim_start())),
                None => line.clone(),
            };
            self.say(&format!("  {shown}"))?;
        }
        Ok(())
    }

    /// Changes the last line.
    pub(super) fn prompt(&mut self, text: &str) -> io::Result<()> {
        let text = cut(&clean::line(text), self.columns - 1);
        self.redraw(&text, "")
    }

    /// The line that is being edited, with the cursor in its place.
    pub(super) fn line(&mut self, line: &Line) -> io::Result<()> {
        let (before, after) = line.shown(self.columns - 1 - EDIT.len());
        self.redraw(&format!("{EDIT}{before}"), &after)
    }

    fn redraw(&mut self, before: &str, after: &str) -> io::Result<()> {
        let shown = (before.to_owned(), after.to_owned());
        if self.shown == shown {
            return Ok(());
        }
        let used = self.shown.0.width() + self.shown.1.width();
        let rest = " ".repeat(used.saturating_sub(before.width() + after.width()));
        write!(self.out, "\r{before}{after}{rest}")?;
        if !after.is_empty() || !rest.is_empty() {
            // Written again up to the cursor, which needs no terminal that can move it.
            write!(self.out, "\r{before}")?;
        }
        self.shown = shown;
        self.out.flush()
    }

    /// The last line stays.
    pub(super) fn end_line(&mut self) -> io::Result<()> {
        self.shown = Default::default();
        self.say("")
    }

    /// The next key.
    pub(super) fn key(&mut self) -> io::Result<KeyEvent> {
        loop {
            if let Event::Key(key) = event::read()?
                && key.kind != KeyEventKind::Release
            {
                return Ok(key);
            }
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // There is nobody to tell when it cannot be put back.
        let _ = terminal::disable_raw_mode();
    }
}

/// Words behind a lead, on lines of at most so many columns; what follows is indented.
fn wrapped(lead: &str, words: &str, columns: usize) -> Vec<String> {
    let indent = if lead.is_empty() { "" } else { "    " };
    let mut lines = vec![lead.to_owned()];
    let mut is_fresh = true;
    for word in words.split_whitespace() {
        let mut rest = word;
        loop {
            let line = lines.last_mut().expect("there is always a line");
            let gap = usize::from(!is_fresh);
            let room = columns.saturating_sub(line.width() + gap);
            if rest.width() <= room {
                line.push_str(if is_fresh { "" } else { " " });
                line.push_str(rest);
                is_fresh = false;
                break;
            }
            if is_fresh {
                // A word that is longer than a line is cut.
                let length = fitting(rest, room.max(1));
                line.push_str(&rest[..length]);
                rest = &rest[length..];
            }
            lines.push(indent.to_owned());
            is_fresh = true;
        }
    }
    lines
}

/// How many bytes fit into so many columns; at least one character.
fn fitting(text: &str, columns: usize) -> usize {
    let mut used = 0;
    let fits = |(at, letter): &(usize, char)| {
        used += letter.width().unwrap_or(0);
        used <= columns || *at == 0
    };
    text.char_indices().take_while(fits).map(|(at, letter)| at + letter.len_utf8()).last().unwrap_or(0)
}

/// The first columns of a text, and `…` if it goes on.
fn cut(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    format!("{}…", &text[..fitting(text, columns - 1)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_wrapped_behind_their_lead() {
        assert_eq!(wrapped("  1: ", "one two three four", 14), ["  1: one two", "    three four"]);
        assert_eq!(wrapped("", "one", 14), ["one"]);
        assert_eq!(wrapped("", "abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrapped("1: ", "日本語日本語", 7), ["1: 日本", "    語", "    日", "    本", "    語"]);
    }

    #[test]
    fn a_prompt_is_cut_to_its_line() {
        assert_eq!(cut("one two", 5), "one …");
        assert_eq!(cut("one", 5), "one");
    }
}
