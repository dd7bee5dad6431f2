//! Words, marks and sentence ends of a passage, folded for comparison.

mod neighbours;
mod quotes;
mod symbol;
mod unusual;

use crate::{
    machine::{Hasher, Vocabulary, WordId},
    mapped::{BREAK, HOLE},
    phrase::{Look, is_emoji, is_skin_tone},
};

pub(crate) use quotes::set_aside_quotes;
pub(crate) use symbol::Symbol;

/// A word, a mark, a hole or a sentence boundary, and its bytes in the passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) symbol: Symbol,
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// Whether the word begins with a capital letter.
    pub(crate) capital: bool,
}

/// Splits `text` from byte `from` up to the first paragraph end at or after
/// byte `until` into `tokens`, which is cleared first. Returns where it stopped.
pub(crate) fn tokenize(
    text: &str,
    from: usize,
    until: usize,
    vocabulary: &Vocabulary,
    tokens: &mut Vec<Token>,
) -> usize {
    tokens.clear();
    let mut tokenizer = Tokenizer {
        text,
        bytes: text.as_bytes(),
        at: from,
        vocabulary,
        tokens,
        words: 0,
        sentence_from: 0,
        first_word: (0, 0),
        at_start: true,
    };
    tokenizer.run(until);
    let at = tokenizer.at;
    tokenizer.end_sentence(Symbol::BREAK, at, at);
    neighbours::join_spaced_letters(text, vocabulary, tokens);
    neighbours::set_off_holes(tokens);
    at
}

struct Tokenizer<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    vocabulary: &'t Vocabulary,
    tokens: &'t mut Vec<Token>,
    /// Words since the sentence began.
    words: usize,
    /// The token that the sentence begins with.
    sentence_from: usize,
    /// Where the first of its words stands.
    first_word: (usize, usize),
    /// Whether the next word begins a sentence.
    at_start: bool,
}

impl Tokenizer<'_> {
    fn run(&mut self, until: usize) {
        while self.at < self.bytes.len() {
            match self.bytes[self.at] {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => self.word(),
                b' ' | b'\t' | b'\r' => self.at += 1,
                b'\n' => {
                    if self.newline() && self.at >= until {
                        return;
                    }
                }
                byte if byte < 0x80 => self.ascii_mark(byte),
                _ => self.other_character(),
            }
            if self.at >= until && self.tokens.last().is_some_and(|token| token.symbol == Symbol::BREAK) {
                return;
            }
        }
    }

    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(b' ')
    }

    fn push(&mut self, symbol: Symbol, start: usize, end: usize) {
        // A row of marks that phrases pass over would be gone through from each of them.
        if symbol.is_passed_over() && start < end {
            self.end_what_goes_on(start);
        }
        self.tokens.push(Token { symbol, start: start as u32, end: end as u32, capital: false });
    }

    fn push_word(&mut self, symbol: Symbol, start: usize, end: usize) {
        self.end_what_goes_on(start);
        if self.at_start {
            self.push(Symbol::START, start, start);
            self.at_start = false;
        }
        let capital = self.text[start..end].chars().next().is_some_and(char::is_uppercase);
        self.tokens.push(Token { symbol, start: start as u32, end: end as u32, capital });
        if self.words == 0 {
            self.first_word = (start, end);
        }
        self.words += 1;
    }

    fn end_what_goes_on(&mut self, at: usize) {
        if LONGEST_SENTENCE < self.tokens.len().saturating_sub(self.sentence_from) {
            self.end_sentence(Symbol::BREAK, at, at);
        }
    }

    fn end_sentence(&mut self, symbol: Symbol, start: usize, end: usize) {
        if self.words > 0 {
            let last = self.tokens.iter().rev().find(|token| token.symbol.is_word() || token.symbol == Symbol::HOLE);
            let at = last.map_or(start, |token| token.end as usize);
            self.push(Symbol::END, at, at);
        }
        self.push(symbol, start, end);
        self.words = 0;
        self.sentence_from = self.tokens.len();
        self.at_start = true;
    }

    /// A line end; returns whether the paragraph ends with it.
    fn newline(&mut self) -> bool {
        let start = self.at;
        self.at += 1;
        let blank = self.bytes[self.at..].iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'\r'));
        let ends = blank.is_some_and(|blank| self.byte(self.at + blank) == b'\n');
        if ends {
            self.at += blank.unwrap_or(0) + 1;
            if self.tokens.last().is_none_or(|token| token.symbol != Symbol::BREAK) {
                self.end_sentence(Symbol::BREAK, start, self.at);
            }
        }
        ends
    }

    /// A word that begins with an ASCII letter or digit.
    fn word(&mut self) {
        let start = self.at;
        let mut hasher = Hasher::new();
        let mut seen = Seen::default();
        let mut at = start;
        loop {
            let byte = self.byte(at);
            match byte {
                b'a'..=b'z' => seen.letters += 1,
                b'A'..=b'Z' => {
                    seen.letters += 1;
                    seen.capitals += 1;
                }
                b'0'..=b'9' => seen.digits = true,
                b'\'' if at > start && self.byte(at + 1).is_ascii_alphabetic() => {}
                b'.' | b',' | b':' if self.byte(at - 1).is_ascii_digit() && self.byte(at + 1).is_ascii_digit() => {}
                _ => break,
            }
            seen.triple |= at >= start + 2
                && byte.is_ascii_alphabetic()
                && byte | 32 == self.bytes[at - 1] | 32
                && byte | 32 == self.bytes[at - 2] | 32;
            hasher.push(byte.to_ascii_lowercase());
            at += 1;
        }
        let next = self.byte(at);
        if next >= 0x80 && self.word_goes_on(at) {
            return self.unusual_word(start);
        }
        if unusual::is_mask(next) && self.masked_word(start, at) {
            return;
        }
        if matches!(next, b'`') && self.byte(at + 1).is_ascii_alphabetic() {
            return self.unusual_word(start);
        }
        let word = &self.bytes[start..at];
        let known = self.vocabulary.find_hashed(hasher.finish(), word);
        let id = known.unwrap_or_else(|| self.other_spelling(start, at, seen));
        self.at = at;
        self.push_word(Symbol::word(id, seen.looks(&self.text[start..at])), start, at);
    }

    /// A plain ASCII word that no rule asks for: one of a family, or a word in disguise.
    fn other_spelling(&self, start: usize, end: usize, seen: Seen) -> WordId {
        let word = &self.text[start..end];
        if self.vocabulary.has_prefixes() {
            let id = self.vocabulary.find_prefix(word.as_bytes());
            if id != 0 {
                return id;
            }
        }
        if seen.triple {
            return unusual::unstretched(&word.to_ascii_lowercase(), self.vocabulary).unwrap_or(0);
        }
        if seen.digits && seen.letters > 0 {
            return unusual::unmasked(word, self.vocabulary).unwrap_or(0);
        }
        0
    }

    /// Whether the character at `at` belongs to the word before it.
    fn word_goes_on(&self, at: usize) -> bool {
        let mut rest = self.text[at..].chars();
        match rest.next() {
            Some(c) if unusual::is_apostrophe(c) => rest.next().is_some_and(char::is_alphanumeric),
            Some(c) => {
                c.is_alphanumeric() || unusual::is_invisible(c) || unicode_normalization::char::is_combining_mark(c)
            }
            None => false,
        }
    }

    /// A word with characters outside ASCII, or with an unusual apostrophe.
    fn unusual_word(&mut self, start: usize) {
        let mut end = start;
        for c in self.text[start..].chars() {
            let goes_on = if unusual::is_apostrophe(c) {
                self.text[end + c.len_utf8()..].starts_with(char::is_alphanumeric)
            } else {
                c.is_alphanumeric() || unusual::is_invisible(c) || unicode_normalization::char::is_combining_mark(c)
            };
            // The first character always belongs, so that the tokenizer gets on.
            if start < end && !goes_on {
                break;
            }
            end += c.len_utf8();
        }
        let word = &self.text[start..end];
        let folded = unusual::folded(word);
        let mut seen = Seen { triple: unusual::is_stretched(&folded), ..Seen::default() };
        for c in word.chars() {
            seen.letters += u32::from(c.is_alphabetic());
            seen.capitals += u32::from(c.is_uppercase());
            seen.digits |= c.is_numeric();
        }
        let id = self.folded_id(&folded, seen);
        // A word of invisible characters alone says nothing.
        self.at = end;
        if !folded.is_empty() {
            let seen_end = start + word.trim_end_matches(unusual::is_invisible).len();
            self.push_word(Symbol::word(id, seen.looks(&folded)), start, seen_end);
        }
    }

    fn folded_id(&self, folded: &str, seen: Seen) -> WordId {
        if let Some(id) = self.vocabulary.find(folded) {
            return id;
        }
        let prefix = self.vocabulary.find_prefix(folded.as_bytes());
        if prefix != 0 {
            return prefix;
        }
        let stretched = if seen.triple { unusual::unstretched(folded, self.vocabulary) } else { None };
        stretched.or_else(|| unusual::unmasked(folded, self.vocabulary)).unwrap_or(0)
    }

    /// Tries the word that goes on behind a mask (`st*pid`, `a$$`); false if there is none.
    fn masked_word(&mut self, start: usize, at: usize) -> bool {
        let rest = &self.bytes[at..];
        let length = rest.iter().take(LONGEST_MASKED + 1).take_while(|byte| is_masked_letter(**byte)).count();
        if length > LONGEST_MASKED || at - start > LONGEST_MASKED {
            return false;
        }
        // `*sigh*` is emphasis: a known word with nothing but marks behind it is that word.
        let is_marked = rest[..length].iter().all(|byte| unusual::is_mask(*byte));
        if is_marked && at - start > 2 && self.vocabulary.find(&self.text[start..at].to_ascii_lowercase()).is_some() {
            return false;
        }
        let whole = &self.text[start..at + length];
        // Marks at the end close an emphasis or a sentence before they mask.
        let open = whole.trim_end_matches(['*', '!', '#', '+', '|']);
        for word in [open, whole] {
            if word.len() == at - start {
                continue;
            }
            if let Some(id) = unusual::unmasked(word, self.vocabulary) {
                self.at = start + word.len();
                self.push_word(Symbol::word(id, 0), start, self.at);
                return true;
            }
        }
        false
    }

    fn ascii_mark(&mut self, byte: u8) {
        let start = self.at;
        if is_grawlix(byte) && self.grawlix(start) {
            return;
        }
        self.at += 1;
        match byte {
            b'.' => self.period(start),
            b'!' => self.end_sentence(Symbol::EXCLAMATION, start, self.at),
            b'?' => self.end_sentence(Symbol::QUESTION, start, self.at),
            b',' => self.comma(start),
            b';' => self.push(Symbol::SEMICOLON, start, self.at),
            b':' => {
                self.push(Symbol::COLON, start, self.at);
                self.at_start |= self.text[self.at..].starts_with(char::is_whitespace);
            }
            b'-' => self.hyphen(start),
            b'"' => self.push(Symbol::DOUBLE_QUOTE, start, self.at),
            b'\'' | b'`' => self.push(Symbol::SINGLE_QUOTE, start, self.at),
            b'&' => {
                let id = self.vocabulary.find("and").unwrap_or(0);
                self.push_word(Symbol::word(id, 0), start, self.at);
            }
            b'$' | b'@' if self.byte(self.at).is_ascii_alphabetic() && self.masked_start(start) => {}
            // What is not heard, or heard with the number beside it.
            b'*' | b'_' | b'~' | b'[' | b']' | b'%' | b'$' | b'#' => self.push(Symbol::SILENT, start, self.at),
            _ => self.push(Symbol::OTHER, start, self.at),
        }
    }

    /// Three or more marks of different kinds in a row: `#@$%!`; false if they are not.
    fn grawlix(&mut self, start: usize) -> bool {
        let rest = &self.bytes[start..];
        let length = rest.iter().take(LONGEST_MASKED + 1).take_while(|byte| is_grawlix(**byte)).count();
        let kinds = (0..length).filter(|at| !rest[..*at].contains(&rest[*at]));
        if !(3..=LONGEST_MASKED).contains(&length)
            || kinds.count() < 2
            || rest.get(length).is_some_and(u8::is_ascii_alphanumeric)
        {
            return false;
        }
        // A mark that ends the sentence does not swear.
        let swears = self.text[start..start + length].trim_end_matches('!').len();
        if swears < 2 || self.bytes[start] == b'!' {
            return false;
        }
        self.at = start + length;
        self.push_word(Symbol::word(0, Look::Grawlix.bit()), start, self.at);
        true
    }

    /// A word whose first letter is masked, as in `@sinine`.
    fn masked_start(&mut self, start: usize) -> bool {
        let rest = &self.bytes[start..];
        let length = rest.iter().take(LONGEST_MASKED + 1).take_while(|byte| is_masked_letter(**byte)).count();
        if length > LONGEST_MASKED {
            return false;
        }
        let Some(id) = unusual::unmasked(&self.text[start..start + length], self.vocabulary) else { return false };
        self.at = start + length;
        self.push_word(Symbol::word(id, 0), start, self.at);
        true
    }

    /// A period ends a sentence, unless it is an ellipsis, an initial or an abbreviation.
    fn period(&mut self, start: usize) {
        while self.byte(self.at) == b'.' {
            self.at += 1;
        }
        if self.at > start + 1 {
            return self.ellipsis(start);
        }
        let next = self.text[self.at..].chars().next().unwrap_or(' ');
        let closes =
            next.is_whitespace() || matches!(next, '"' | '\'' | '”' | '’' | ')' | ']' | '*' | '_' | BREAK | HOLE | '<');
        let word = self.tokens.last().filter(|token| token.symbol.is_word() && token.end as usize == start);
        let word = word.map_or("", |token| &self.text[token.start as usize..token.end as usize]);
        // `p.m.` goes on, unless a capital says that a sentence begins.
        let is_dotted = word.len() == 1 && start >= 2 && self.bytes[start - 2] == b'.';
        let following = self.text[self.at..].trim_start().chars().next();
        let goes_on = is_dotted && following.is_some_and(char::is_lowercase);
        if goes_on || is_abbreviation(word) || (!closes && !next.is_uppercase()) {
            self.push(Symbol::SILENT, start, self.at);
        } else {
            self.end_sentence(Symbol::PERIOD, start, self.at);
        }
    }

    /// An ellipsis ends a sentence if the next word begins one. With no words before it, it is a blank to fill in.
    fn ellipsis(&mut self, start: usize) {
        if self.words == 0 {
            return self.push(Symbol::SILENT, start, self.at);
        }
        let next = self.text[self.at..].chars().find(|c| !c.is_whitespace() && !matches!(c, '"' | '\'' | '“' | '‘'));
        if next.is_some_and(char::is_lowercase) {
            self.push(Symbol::ELLIPSIS, start, self.at);
        } else {
            self.end_sentence(Symbol::LAST_ELLIPSIS, start, self.at);
        }
    }

    fn comma(&mut self, start: usize) {
        self.push(Symbol::COMMA, start, self.at);
        // `Hi Ana, calm down`: the sentence begins after the greeting.
        self.at_start |= self.words <= 4 && self.opens_with_greeting();
    }

    fn opens_with_greeting(&self) -> bool {
        let word = self.text[self.first_word.0..self.first_word.1].to_ascii_lowercase();
        let is_interjection = self.words == 1 && INTERJECTIONS.contains(&word.as_str());
        self.words > 0 && (is_interjection || GREETINGS.contains(&word.as_str()))
    }

    /// A hyphen inside a word joins; between words it is a dash.
    fn hyphen(&mut self, start: usize) {
        while self.byte(self.at) == b'-' {
            self.at += 1;
        }
        let is_wordy = |c: char| c.is_alphanumeric() || c == HOLE || unusual::is_invisible(c);
        let follows = self.text[..start].ends_with(is_wordy);
        let is_single = self.at == start + 1;
        if is_single && follows && self.text[self.at..].starts_with(is_wordy) {
            self.push(Symbol::HYPHEN, start, self.at);
        } else if is_single && follows && matches!(self.byte(self.at), b'\n' | b'\r') {
            self.line_end_hyphen(start);
        } else {
            self.push(Symbol::DASH, start, self.at);
        }
    }

    /// `per-⏎son`: two halves of one word, if that is a known word.
    fn line_end_hyphen(&mut self, start: usize) {
        self.push(Symbol::HYPHEN, start, self.at);
        let Some(first) =
            self.tokens.len().checked_sub(2).map(|at| self.tokens[at]).filter(|token| token.symbol.is_word())
        else {
            return;
        };
        let rest = self.text[self.at..].trim_start_matches(['\r', '\n', ' ', '\t']);
        let begin = self.text.len() - rest.len();
        let length = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        let is_one_line_end = self.text[self.at..begin].matches('\n').count() <= 1;
        if length == 0 || length > 40 || begin - self.at > 40 || !is_one_line_end {
            return;
        }
        let joined =
            format!("{}{}", &self.text[first.start as usize..first.end as usize], &rest[..length]).to_lowercase();
        if let Some(id) = self.vocabulary.find(&joined) {
            let at = self.tokens.len() - 2;
            self.tokens[at].symbol = Symbol::word(id, 0);
            self.tokens[at].end = (begin + length) as u32;
            self.tokens.pop();
            self.at = begin + length;
        }
    }

    /// A character outside ASCII that begins no ASCII word.
    fn other_character(&mut self) {
        let start = self.at;
        let Some(c) = self.text[start..].chars().next() else { return };
        self.at += c.len_utf8();
        match c {
            HOLE => {
                self.push(Symbol::HOLE, start, self.at);
                if self.at_start {
                    self.tokens.insert(
                        self.tokens.len() - 1,
                        Token { symbol: Symbol::START, start: start as u32, end: start as u32, capital: false },
                    );
                    self.at_start = false;
                }
                if self.words == 0 {
                    self.first_word = (start, self.at);
                }
                self.words += 1;
            }
            BREAK | '\u{2028}' => self.end_sentence(Symbol::BREAK, start, self.at),
            '…' => self.ellipsis(start),
            '“' | '”' | '„' | '«' | '»' | '‟' | '＂' | '″' => {
                self.push(Symbol::DOUBLE_QUOTE, start, self.at)
            }
            '‘' | '’' | '‚' | '‹' | '›' | '′' | 'ʼ' | 'ʹ' => {
                self.push(Symbol::SINGLE_QUOTE, start, self.at)
            }
            '–' | '—' | '―' | '−' | '\u{2010}' | '\u{2011}' | '\u{2012}' => self.dash(start, c),
            '！' => self.end_sentence(Symbol::EXCLAMATION, start, self.at),
            '？' | '⁇' | '⁈' | '‽' => self.end_sentence(Symbol::QUESTION, start, self.at),
            '‼' | '⁉' => self.end_sentence(Symbol::EXCLAMATION, start, self.at),
            '，' => self.comma(start),
            c if is_emoji(c) => self.emoji(start, c),
            c if unusual::is_invisible(c) || c.is_whitespace() || c.is_control() => {
                if self.word_goes_on(self.at)
                    && unusual::is_invisible(c)
                    && self.text[self.at..].starts_with(char::is_alphanumeric)
                {
                    self.unusual_word(self.at);
                }
            }
            c if c.is_alphanumeric() => self.unusual_word(start),
            c if unicode_normalization::char::is_combining_mark(c) || is_skin_tone(c) => {}
            '£' | '€' | '¥' | '°' | '•' => self.push(Symbol::SILENT, start, self.at),
            _ => self.push(Symbol::OTHER, start, self.at),
        }
    }

    fn dash(&mut self, start: usize, c: char) {
        let before = self.text[..start].chars().next_back().is_some_and(char::is_alphanumeric);
        let after = self.text[self.at..].starts_with(char::is_alphanumeric);
        let joins = matches!(c, '\u{2010}' | '\u{2011}') && before && after;
        self.push(if joins { Symbol::HYPHEN } else { Symbol::DASH }, start, self.at);
    }

    /// A pictogram, with the joiners, skin tones and variants that belong to it.
    fn emoji(&mut self, start: usize, c: char) {
        let mut joined = false;
        for next in self.text[self.at..].chars() {
            let belongs = joined || next == '\u{200d}' || next == '\u{fe0f}' || is_skin_tone(next);
            if !belongs {
                break;
            }
            joined = next == '\u{200d}';
            self.at += next.len_utf8();
        }
        let id = self.vocabulary.find(c.encode_utf8(&mut [0; 4])).unwrap_or(0);
        self.push_word(Symbol::word(id, Look::Emoji.bit()), start, self.at);
    }
}

/// Longer runs of letters and masks are not words; the bound keeps a wall of stars linear.
const LONGEST_MASKED: usize = 24;

fn is_masked_letter(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || unusual::is_mask(byte)
}

/// Most tokens of one sentence; one that goes on ends there, so that looking
/// around a match stays cheap in a text without any marks.
const LONGEST_SENTENCE: usize = 600;

/// What was seen while a word was read.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    letters: u32,
    capitals: u32,
    digits: bool,
    triple: bool,
}

impl Seen {
    fn looks(self, word: &str) -> u8 {
        let mut looks = 0;
        if self.digits {
            looks |= Look::Number.bit();
        } else if self.letters >= 2 && self.capitals == self.letters {
            looks |= Look::Caps.bit();
        }
        if self.triple && unusual::is_drawled(word) {
            looks |= Look::Stretched.bit();
        }
        looks
    }
}

/// Whether a mark may stand for a letter of a swear word that is not spelled at all.
fn is_grawlix(byte: u8) -> bool {
    matches!(byte, b'#' | b'@' | b'$' | b'%' | b'&' | b'*' | b'!')
}

const GREETINGS: &[&str] = &["hi", "hello", "hey", "dear", "hiya", "greetings", "good"];
const INTERJECTIONS: &[&str] = &[
    "ok",
    "okay",
    "well",
    "oh",
    "yes",
    "no",
    "so",
    "sorry",
    "thanks",
    "right",
    "look",
    "listen",
    "please",
    "sir",
    "madam",
    "honestly",
    "seriously",
    "again",
    "ah",
    "wow",
];

/// Whether a period after this word belongs to it.
fn is_abbreviation(word: &str) -> bool {
    let is_initial = word.len() == 1 && word != "I" && word.starts_with(char::is_uppercase);
    let known = [
        "mr", "mrs", "ms", "dr", "prof", "st", "vs", "approx", "dept", "ext", "incl", "jr", "sr", "no", "nos", "ref",
        "fig", "pp",
    ];
    // `No.` is a whole sentence too; only the small letters abbreviate.
    is_initial || known.iter().any(|known| known.eq_ignore_ascii_case(word) && !matches!(word, "No" | "NO" | "no"))
}
