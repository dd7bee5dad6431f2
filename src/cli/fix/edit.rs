//! A line of text that is being edited: no screen in here, so that it can be tested key by key.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use unicode_width::UnicodeWidthChar;

use crate::cli::clean;

/// What a key did to the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edited {
    /// It may look different now.
    Open,
    /// It is as it should be.
    Done,
    /// It is not wanted after all.
    Given,
}

/// A line, and where the cursor stands in it.
#[derive(Debug)]
pub(super) struct Line {
    letters: Vec<char>,
    cursor: usize,
    /// The cursor stands before a [slot] that the next letter takes the place of.
    at_slot: bool,
    /// Where the part begins that is shown.
    view: usize,
}

impl Line {
    /// A line to edit, with the cursor at its first [slot], or at its end.
    pub(super) fn new(text: &str) -> Line {
        let letters: Vec<char> = text.chars().collect();
        let mut line = Line { cursor: letters.len(), letters, at_slot: false, view: 0 };
        line.next_slot(0);
        line
    }

    /// The text as it stands.
    pub(super) fn text(&self) -> String {
        self.letters.iter().collect()
    }

    /// Takes in words that are pasted; several lines of them are one.
    pub(super) fn paste(&mut self, words: &str) {
        let lines: Vec<&str> =
            words.split(char::is_control).map(str::trim_end).filter(|line| !line.is_empty()).collect();
        for letter in lines.join(" ").chars() {
            self.press(KeyEvent::from(KeyCode::Char(letter)));
        }
    }

    /// What a key does.
    pub(super) fn press(&mut self, key: KeyEvent) -> Edited {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        let slot = std::mem::take(&mut self.at_slot);
        match key.code {
            KeyCode::Enter => return Edited::Done,
            KeyCode::Esc => return Edited::Given,
            KeyCode::Char('c' | 'g') if control => return Edited::Given,
            KeyCode::Char('j' | 'm') if control => return Edited::Done,
            KeyCode::Left => self.cursor = self.cursor.saturating_sub(1),
            KeyCode::Right => self.cursor = (self.cursor + 1).min(self.letters.len()),
            KeyCode::Home => self.cursor = 0,
            KeyCode::End => self.cursor = self.letters.len(),
            KeyCode::Char('a') if control => self.cursor = 0,
            KeyCode::Char('e') if control => self.cursor = self.letters.len(),
            KeyCode::Char('u') if control => drop(self.letters.drain(..std::mem::take(&mut self.cursor))),
            KeyCode::Char('k') if control => self.letters.truncate(self.cursor),
            KeyCode::Char('w') if control => self.remove_word(),
            KeyCode::Tab => self.next_slot(self.cursor + 1),
            KeyCode::Backspace | KeyCode::Delete if slot => self.remove_slot(),
            KeyCode::Backspace if 0 < self.cursor => {
                self.cursor -= 1;
                self.letters.remove(self.cursor);
            }
            KeyCode::Delete if self.cursor < self.letters.len() => drop(self.letters.remove(self.cursor)),
            KeyCode::Char(letter) if !control && !key.modifiers.contains(KeyModifiers::ALT) => {
                if slot {
                    self.remove_slot();
                }
                self.letters.insert(self.cursor, letter);
                self.cursor += 1;
            }
            _ => self.at_slot = slot,
        }
        Edited::Open
    }

    /// To the next [slot] from a place on, or the first one after the last.
    fn next_slot(&mut self, from: usize) {
        let slots = |from: usize| {
            (from..self.letters.len()).find(|at| self.letters[*at] == '[' && self.letters[*at..].contains(&']'))
        };
        if let Some(slot) = slots(from).or_else(|| slots(0)) {
            self.cursor = slot;
            self.at_slot = true;
        }
    }

    fn remove_slot(&mut self) {
        let end = self.letters[self.cursor..].iter().position(|letter| *letter == ']');
        let end = end.map_or(self.cursor, |length| self.cursor + length + 1);
        self.letters.drain(self.cursor..end);
    }

    fn remove_word(&mut self) {
        let before = &self.letters[..self.cursor];
        let end = before.iter().rposition(|letter| !letter.is_whitespace()).map_or(0, |at| at + 1);
        let start = before[..end].iter().rposition(|letter| letter.is_whitespace()).map_or(0, |at| at + 1);
        self.letters.drain(start..self.cursor);
        self.cursor = start;
    }

    /// The [slot] that the next letter takes the place of.
    pub(super) fn slot(&self) -> Option<String> {
        let rest = self.letters[self.cursor..].iter().take_while(|_| self.at_slot);
        let end = rest.clone().position(|letter| *letter == ']')?;
        Some(rest.take(end + 1).collect())
    }

    /// Where the part begins that was shown last.
    pub(super) fn view(&self) -> usize {
        self.view
    }

    /// The part of the line that fits into `room` columns around the cursor: before it, and behind.
    ///
    /// It stays until the cursor leaves it, which then stands in the middle: when a line moves, all of it is read out.
    pub(super) fn shown(&mut self, room: usize) -> (String, String) {
        let width = |letter: &char| shown(*letter).width().unwrap_or(0);
        let before: usize = self.letters.iter().take(self.cursor).skip(self.view).map(width).sum();
        if self.cursor < self.view || room < before {
            let mut used = 0;
            let fits = |letter: &&char| {
                used += width(letter);
                used <= room / 2
            };
            let start = self.cursor - self.letters[..self.cursor].iter().rev().take_while(fits).count();
            // Half a word says little.
            let gap = self.letters[start..self.cursor].iter().position(|letter| letter.is_whitespace());
            let word = gap.map(|gap| start + gap + 1).filter(|word| 0 < start && *word < self.cursor);
            self.view = word.unwrap_or(start);
        }
        let mut used = 0;
        let fits = |letter: &&char| {
            used += width(letter);
            used <= room
        };
        let start = self.view;
        let end = start + self.letters[start..].iter().take_while(fits).count();
        let part = |letters: &[char]| letters.iter().map(|letter| shown(*letter)).collect();
        (part(&self.letters[start..self.cursor]), part(&self.letters[self.cursor..end]))
    }
}

/// A letter as it is printed: line breaks stay in the text and look like spaces.
fn shown(letter: char) -> char {
    match letter {
        letter if letter.is_whitespace() => ' ',
        letter if clean::steers(letter) => '?',
        letter => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, keys: &[KeyCode], expected: &str) {
        let mut line = Line::new(text);
        for key in keys {
            assert_eq!(line.press(KeyEvent::from(*key)), Edited::Open);
        }
        assert_eq!(line.text(), expected);
    }

    fn control(text: &str, letter: char, expected: &str) {
        let mut line = Line::new(text);
        line.press(KeyEvent::from(KeyCode::Left));
        line.press(KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL));
        line.press(KeyEvent::from(KeyCode::Char('x')));
        assert_eq!(line.text(), expected);
    }

    #[test]
    fn letters_go_where_the_cursor_stands() {
        use KeyCode::{Backspace, Char, Delete, End, Home, Left, Right};
        check("ab", &[Char('c'), Left, Left, Char('x')], "axbc");
        check("ab", &[Home, Delete, Right, Right, Char('é')], "bé");
        check("日本", &[Backspace, Left, Backspace, End, Char('!')], "日!");
    }

    #[test]
    fn the_first_letter_takes_the_place_of_a_slot_and_tab_goes_to_the_next() {
        use KeyCode::{Backspace, Char, Tab};
        check("By [when] at [place].", &[Char('6'), Tab, Char('x')], "By 6 at x.");
        check("By [when].", &[Backspace], "By .");
        check("By [when] at [place].", &[Tab, Char('x')], "By [when] at x.");
    }

    #[test]
    fn words_and_ends_of_lines_go_at_once() {
        control("one two!", 'w', "one x!");
        control("one two", 'u', "xo");
        control("one two", 'k', "one twx");
        control("one two", 'a', "xone two");
        control("one two", 'e', "one twox");
    }

    #[test]
    fn enter_takes_it_and_escape_gives_it_up() {
        assert_eq!(Line::new("a").press(KeyEvent::from(KeyCode::Enter)), Edited::Done);
        assert_eq!(Line::new("a").press(KeyEvent::from(KeyCode::Esc)), Edited::Given);
    }

    #[test]
    fn a_long_line_is_shown_around_the_cursor_and_steers_nothing() {
        let mut line = Line::new(&format!("{}\u{1b}\nend", "a".repeat(100)));
        assert_eq!(line.shown(10), ("end".to_owned(), String::new()));
        for _ in 0..4 {
            line.press(KeyEvent::from(KeyCode::Left));
        }
        assert_eq!(line.shown(10), ("aaaa?".to_owned(), " end".to_owned()));
        line.press(KeyEvent::from(KeyCode::Home));
        assert_eq!(line.shown(10), (String::new(), "a".repeat(10)));
    }

    #[test]
    fn what_is_shown_moves_only_when_the_cursor_leaves_it() {
        let mut line = Line::new("");
        let mut typed = |letter: char| {
            line.press(KeyEvent::from(KeyCode::Char(letter)));
            line.shown(4).0
        };
        assert_eq!(
            "abcdefg".chars().map(&mut typed).collect::<Vec<_>>(),
            ["a", "ab", "abc", "abcd", "de", "def", "defg"]
        );
        for expected in [("def", "g"), ("de", "fg"), ("d", "efg"), ("", "defg"), ("ab", "cd")] {
            line.press(KeyEvent::from(KeyCode::Left));
            assert_eq!(line.shown(4), (expected.0.to_owned(), expected.1.to_owned()));
        }
    }
}
