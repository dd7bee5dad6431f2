//! Questions on one stream, answers from another, one a line; nothing that a screen reader could not read.

use std::{
    borrow::Cow,
    io::{self, BufRead, IsTerminal, Write},
};

use unicode_width::UnicodeWidthStr;

use super::sentences;
use crate::cli::{clean, trouble::Trouble};

/// No line is wider, so that it fits in every terminal.
const WIDEST: usize = 78;

/// Somebody who answers.
pub(super) struct Dialogue<'d> {
    answers: Box<dyn BufRead + 'd>,
    screen: Box<dyn Write + 'd>,
    /// Whether answers are repeated on the screen, because nobody has typed them there.
    repeats: bool,
}

impl<'d> Dialogue<'d> {
    /// Asks on standard error, whatever becomes of standard output, and reads standard input.
    pub(super) fn standard() -> Dialogue<'d> {
        let stdin = io::stdin();
        let repeats = !stdin.is_terminal();
        Dialogue { answers: Box::new(stdin.lock()), screen: Box::new(io::stderr()), repeats }
    }

    /// A dialogue between these.
    #[cfg(test)]
    pub(super) fn between(answers: &'d [u8], screen: &'d mut Vec<u8>) -> Dialogue<'d> {
        Dialogue { answers: Box::new(answers), screen: Box::new(screen), repeats: true }
    }

    /// Shows text that is clean already.
    pub(super) fn say(&mut self, text: &str) {
        // Whoever has closed the screen still answers, or does not.
        let _ = self.screen.write_all(text.as_bytes()).and_then(|()| self.screen.flush());
    }

    /// Shows what is wrong with an answer.
    pub(super) fn refuse(&mut self, why: &str) {
        self.say(&wrapped(clean::line(why).split(' '), "", ""));
    }

    /// The next answer, without the white space around it; none when there will be no more.
    pub(super) fn ask(&mut self, question: &str) -> Result<Option<String>, Trouble> {
        self.say(question);
        let mut line = Vec::new();
        let read = self.answers.read_until(b'\n', &mut line);
        let read = read.map_err(|error| Trouble::new(format!("cannot read the answers: {error}")))?;
        if read == 0 {
            self.say("\n");
            return Ok(None);
        }
        let answer = String::from_utf8_lossy(&line).trim().to_owned();
        if self.repeats {
            self.say(&format!("{}\n", clean::line(&answer)));
        }
        Ok(Some(answer))
    }
}

/// Lines that are not too wide: the first begins with `first`, the others with `others`.
pub(super) fn wrapped<'p>(pieces: impl IntoIterator<Item = &'p str>, first: &str, others: &str) -> String {
    let mut lines = String::new();
    let mut line = first.to_owned();
    let mut is_empty = true;
    for piece in pieces {
        if !is_empty && WIDEST < line.width() + 1 + piece.width() {
            lines += line.trim_end();
            lines.push('\n');
            others.clone_into(&mut line);
            is_empty = true;
        }
        if !is_empty {
            line.push(' ');
        }
        line += piece;
        is_empty = false;
    }
    lines += line.trim_end();
    lines.push('\n');
    lines
}

/// A text on lines of its own, each a little to the right. Where a line is too wide, its paragraph is
/// filled anew.
pub(super) fn shown(text: &str) -> String {
    let lines: Vec<Cow<'_, str>> = text.lines().map(clean::line).collect();
    let begins = |line: &str| line.starts_with(' ') || sentences::begins_block(line);
    let paragraphs = lines.chunk_by(|line, next| !line.trim().is_empty() && !begins(next));
    paragraphs.map(paragraph).collect()
}

fn paragraph(lines: &[Cow<'_, str>]) -> String {
    if lines.iter().all(|line| 2 + line.width() <= WIDEST) {
        return lines.iter().map(|line| format!("  {line}").trim_end().to_owned() + "\n").collect();
    }
    wrapped(lines.join(" ").split(' '), "  ", "  ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_fits() {
        let text = shown(&format!("Hi,\n\n\t{}\u{1b}[2J", "naïve 👍 ".repeat(30)));
        assert!(text.starts_with("  Hi,\n\n  naïve"), "{text}");
        assert!(text.lines().all(|line| line.width() <= WIDEST), "{text}");
        assert!(text.contains(r"\u{1b}[2J") && !text.contains('\u{1b}'), "{text}");
    }

    #[test]
    fn a_paragraph_is_filled_anew_only_where_a_line_is_too_wide() {
        assert_eq!(shown("a\nb\n\n- c\n  d"), "  a\n  b\n\n  - c\n    d\n");
        let wide = "x".repeat(38);
        assert_eq!(shown(&format!("{wide} {wide}\ny\n- z")), format!("  {wide}\n  {wide} y\n  - z\n"));
    }

    #[test]
    fn a_word_that_is_too_wide_has_a_line_of_its_own() {
        let wide = "x".repeat(100);
        assert_eq!(wrapped(["a", &wide, "b"], "  ", "    "), format!("  a\n    {wide}\n    b\n"));
    }

    #[test]
    fn an_answer_is_a_line_and_may_lack_its_end() {
        let mut screen = Vec::new();
        let mut dialogue = Dialogue::between(b" c \r\nq\xff\x1b", &mut screen);
        let mut ask = || dialogue.ask("? ").expect("it can be read");
        assert_eq!(ask().as_deref(), Some("c"));
        assert_eq!(ask().as_deref(), Some("q\u{fffd}\u{1b}"));
        assert_eq!(ask(), None);
        drop(dialogue);
        assert_eq!(String::from_utf8_lossy(&screen), "? c\n? q\u{fffd}\\u{1b}\n? \n");
    }
}
