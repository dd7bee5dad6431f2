//! The terminal of an interactive session: lines that stay, and one line at the bottom that changes.
//!
//! A screen reader says whatever is printed, so nothing is printed twice: of the last line only what changed, as a shell
//! does it. The cursor stays on that line, and goes back by backspaces, which readers know from there.

use std::io::{self, IsTerminal, Stdout, Write};

use crossterm::{
    cursor::MoveRight,
    event::{self, DisableBracketedPaste, EnableBracketedPaste, Event, KeyCode, KeyEvent, KeyEventKind},
    execute, queue, terminal,
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

/// Whether somebody can be asked.
pub(super) fn is_there() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// A terminal that hands over every key; it is as it was when this is dropped, or a signal ends the program.
pub(super) struct Terminal {
    out: Stdout,
    paint: Paint,
    columns: usize,
    /// What stands on the last line, and the column of the cursor there.
    shown: String,
    column: usize,
}

impl Terminal {
    pub(super) fn open(color: args::Color) -> io::Result<Terminal> {
        let out = io::stdout();
        let columns = columns(&out);
        let paint = Paint::of(color, &out);
        put_back_on_signals()?;
        terminal::enable_raw_mode()?;
        if tells_pastes() {
            // A console that cannot is as good as one that was not asked.
            let _ = execute!(&out, EnableBracketedPaste);
        }
        Ok(Terminal { out, paint, columns, shown: String::new(), column: 0 })
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

    /// Puts another text behind the lead of the last line.
    pub(super) fn prompt(&mut self, lead: &str, text: &str) -> io::Result<()> {
        let line = cut(&format!("{lead}{}", clean::line(text)), self.columns - 1);
        // All of the text is written: half of an answer means nothing to whoever hears it.
        let kept = if self.shown == line { line.len() } else { shared(&self.shown, &line).min(lead.len()) };
        self.redraw(kept, &line, &line)
    }

    /// The line that is being edited, with the cursor in its place.
    pub(super) fn line(&mut self, lead: &str, line: &mut Line) -> io::Result<()> {
        let view = line.view();
        let (before, after) = line.shown(self.columns - 1 - lead.len());
        let has_moved = line.view() != view;
        let before = format!("{lead}{before}");
        let line = format!("{before}{after}");
        let kept = shared(&self.shown, &line);
        // Letters that happen to be the same are not half of a word.
        self.redraw(if has_moved { kept.min(lead.len()) } else { kept }, &line, &before)
    }

    /// Makes the last line look like this, from behind what is kept of it; the cursor goes behind `before`.
    fn redraw(&mut self, kept: usize, line: &str, before: &str) -> io::Result<()> {
        if kept < self.shown.len().max(line.len()) {
            self.move_to(line[..kept].width())?;
            let blank = " ".repeat(self.shown.width().saturating_sub(line.width()));
            write!(self.out, "{}{blank}", &line[kept..])?;
            self.column = line.width() + blank.len();
            line.clone_into(&mut self.shown);
        }
        self.move_to(before.width())?;
        self.out.flush()
    }

    fn move_to(&mut self, column: usize) -> io::Result<()> {
        if column < self.column {
            write!(self.out, "{}", "\u{8}".repeat(self.column - column))?;
        } else if let Ok(count @ 1..) = u16::try_from(column - self.column) {
            queue!(self.out, MoveRight(count))?;
        }
        self.column = column;
        Ok(())
    }

    /// The last line stays, if there is one.
    pub(super) fn end_line(&mut self) -> io::Result<()> {
        if self.shown.is_empty() {
            return Ok(());
        }
        self.shown.clear();
        self.column = 0;
        self.say("")
    }

    /// The next key. Words that are pasted are none that means anything.
    pub(super) fn key(&mut self) -> io::Result<KeyEvent> {
        Ok(match self.typed()? {
            Typed::Key(key) => key,
            Typed::Pasted(_) => KeyCode::Null.into(),
        })
    }

    /// The next key, or the next words that are pasted.
    pub(super) fn typed(&mut self) -> io::Result<Typed> {
        loop {
            let typed = match event::read()? {
                Event::Key(key) if key.kind != KeyEventKind::Release => Typed::Key(key),
                Event::Paste(words) => Typed::Pasted(words),
                _ => continue,
            };
            // A window may be another size by now.
            self.columns = columns(&self.out);
            return Ok(typed);
        }
    }
}

/// What somebody does at the keyboard.
pub(super) enum Typed {
    Key(KeyEvent),
    Pasted(String),
}

/// Whether the terminal can tell pasted words from typed ones, so that no line of them is taken for an answer.
fn tells_pastes() -> bool {
    std::env::var_os("TERM").is_none_or(|name| name != "dumb")
}

/// Makes the terminal as it was. There is nobody to tell when it cannot be.
fn put_back() {
    if tells_pastes() {
        let _ = execute!(io::stdout(), DisableBracketedPaste);
    }
    let _ = terminal::disable_raw_mode();
}

/// Makes a signal that ends the program put the terminal back first: nobody could see what they type there.
#[cfg(unix)]
fn put_back_on_signals() -> io::Result<()> {
    use signal_hook::{
        consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM},
        iterator::Signals,
        low_level::emulate_default_handler,
    };
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM])?;
    std::thread::spawn(move || {
        for signal in signals.forever() {
            put_back();
            let _ = emulate_default_handler(signal);
        }
    });
    Ok(())
}

#[cfg(not(unix))]
fn put_back_on_signals() -> io::Result<()> {
    Ok(())
}

impl Drop for Terminal {
    fn drop(&mut self) {
        put_back();
    }
}

/// How many columns of the terminal are written to.
fn columns(out: &Stdout) -> usize {
    let size = terminal_size::terminal_size_of(out).map_or(COLUMNS, |(width, _)| usize::from(width.0));
    size.clamp(FEWEST_COLUMNS, MOST_COLUMNS)
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

/// How many bytes two lines begin with alike.
fn shared(old: &str, new: &str) -> usize {
    old.chars().zip(new.chars()).take_while(|(old, new)| old == new).map(|(letter, _)| letter.len_utf8()).sum()
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
