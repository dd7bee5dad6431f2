//! Reads a phrase as typed into a [`Node`].

use super::{Look, MAX_CHARACTERS, MAX_GAP, MAX_REPEAT, Mark, Node, PhraseError, contraction};

/// Parses a phrase.
pub(crate) fn parse(phrase: &str) -> Result<Node, PhraseError> {
    let length = phrase.chars().count();
    if length > MAX_CHARACTERS {
        let message = format!("it has {length} characters; {MAX_CHARACTERS} are the bound");
        return Err(PhraseError::new(0, phrase.len(), message)
            .help("write it as two phrases, or move a choice into a word list"));
    }
    let mut parser = Parser { phrase, at: 0, groups: 0 };
    let node = parser.choice()?;
    if parser.at < phrase.len() {
        return Err(PhraseError::new(parser.at, 1, "this `)` closes no group")
            .help("open it with `(`; brackets cannot be asked for"));
    }
    Ok(node)
}

struct Parser<'p> {
    phrase: &'p str,
    at: usize,
    groups: usize,
}

impl Parser<'_> {
    fn rest(&self) -> &str {
        &self.phrase[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    fn skip_space(&mut self) {
        let trimmed = self.rest().trim_start();
        self.at = self.phrase.len() - trimmed.len();
    }

    fn choice(&mut self) -> Result<Node, PhraseError> {
        let mut options = vec![self.sequence()?];
        while self.take('|') {
            options.push(self.sequence()?);
        }
        Ok(if options.len() == 1 { options.swap_remove(0) } else { Node::Choice(options) })
    }

    fn sequence(&mut self) -> Result<Node, PhraseError> {
        let start = self.at;
        let mut items = Vec::new();
        loop {
            self.skip_space();
            match self.peek() {
                None | Some(')' | '|') => break,
                Some(_) => {
                    let atom = self.atom()?;
                    items.push(self.quantified(atom)?);
                }
            }
        }
        match items.len() {
            0 => Err(PhraseError::new(start, (self.at - start).max(1), "there is nothing here to find")
                .help("every choice of a group needs a word; `(a|b)?` is a group that may be missing")),
            1 => Ok(items.swap_remove(0)),
            _ => Ok(Node::Sequence(items)),
        }
    }

    fn atom(&mut self) -> Result<Node, PhraseError> {
        let start = self.at;
        match self.peek() {
            Some('(') => self.group(),
            Some('<') => self.list(),
            Some('\\') => self.literal(),
            Some('.') => self.gap_or_period(),
            Some('_') => self.one(Node::Any),
            Some('^') => self.one(Node::Start),
            Some('$') => self.one(Node::End),
            Some('-' | '–' | '—') => self.one(Node::Mark(Mark::Dash)),
            Some(c) if mark(c).is_some() => self.one(Node::Mark(mark(c).unwrap_or(Mark::Comma))),
            // Texts say `&` for the word.
            Some('&') => self.one(Node::Word("and".to_owned())),
            Some(c) if is_word(c) => self.word(),
            Some(c @ ('£' | '€' | '%' | '#')) => {
                Err(PhraseError::new(start, c.len_utf8(), format!("`{c}` cannot be asked for"))
                    .help("currency signs, `%` and `#` are passed over in texts; leave it out"))
            }
            Some(c @ ('*' | '~' | '{')) => {
                Err(PhraseError::new(start, 1, format!("`{c}` has nothing before it to belong to"))
                    .help("put it right after a word, without a space"))
            }
            Some(c) => Err(PhraseError::new(start, c.len_utf8(), format!("`{c}` means nothing in a phrase"))
                .help("words, ( | ), <list>, ?, {0,3}, ~, *, _, ..., ^, $ and the marks , ; : ! ? . - can stand here")),
            None => Err(PhraseError::new(start, 1, "the phrase ends too early")),
        }
    }

    fn one(&mut self, node: Node) -> Result<Node, PhraseError> {
        self.at += self.peek().map_or(0, char::len_utf8);
        Ok(node)
    }

    fn group(&mut self) -> Result<Node, PhraseError> {
        let open = self.at;
        self.at += 1;
        let number = self.groups;
        self.groups += 1;
        let inner = self.choice()?;
        if !self.take(')') {
            return Err(PhraseError::new(open, 1, "this group is never closed").help("close it with `)`"));
        }
        Ok(Node::Group(number, Box::new(inner)))
    }

    fn list(&mut self) -> Result<Node, PhraseError> {
        let open = self.at;
        let Some(length) = self.rest().find('>') else {
            return Err(PhraseError::new(open, 1, "this `<` is never closed").help("a word list is written `<name>`"));
        };
        let name = self.rest()[1..length].to_owned();
        if name.len() > 1 && name.chars().all(|c| c.is_ascii_uppercase()) {
            self.at += length + 1;
            return Ok(Node::Shouted(name.to_ascii_lowercase()));
        }
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
            return Err(PhraseError::new(open, length + 1, format!("`<{name}>` is not a list name"))
                .help("list names are made of small letters, digits and `-`"));
        }
        self.at += length + 1;
        let look = Look::NAMES.iter().find(|(known, _)| *known == name);
        Ok(look.map_or(Node::List(name), |(_, look)| Node::Look(*look)))
    }

    fn literal(&mut self) -> Result<Node, PhraseError> {
        let start = self.at;
        self.at += 1;
        match self.peek() {
            Some(c) if mark(c).is_some() || c == '-' || c == '.' => {
                let node = if c == '-' { Mark::Dash } else { mark(c).unwrap_or(Mark::Period) };
                self.one(Node::Mark(node))
            }
            next => {
                let typed: String = next.into_iter().collect();
                Err(PhraseError::new(start, 1 + typed.len(), format!("`\\{typed}` means nothing in a phrase"))
                    .help("`\\` makes a mark literal: `\\?`, `\\!`, `\\.`, `\\,`, `\\;`, `\\:`, `\\-`, `\\…`"))
            }
        }
    }

    fn gap_or_period(&mut self) -> Result<Node, PhraseError> {
        let start = self.at;
        if !self.rest().starts_with("...") {
            return self.one(Node::Mark(Mark::Period));
        }
        self.at += 3;
        let digits = self.digits();
        let most = match digits.as_str() {
            "" => 4,
            digits => digits.parse::<u8>().unwrap_or(u8::MAX),
        };
        if !(1..=MAX_GAP).contains(&most) {
            return Err(PhraseError::new(start, self.at - start, format!("a gap is one to {MAX_GAP} words long"))
                .help("`...` is up to four words, `...2` up to two"));
        }
        Ok(Node::Repeat(Box::new(Node::Any), 0, most))
    }

    fn digits(&mut self) -> String {
        let digits: String = self.rest().chars().take_while(char::is_ascii_digit).collect();
        self.at += digits.len();
        digits
    }

    /// A word, with its inflections (`~`), its endings (`*`) and its hyphens.
    fn word(&mut self) -> Result<Node, PhraseError> {
        let mut parts = vec![self.word_part()];
        while self.peek() == Some('-') && self.rest()[1..].starts_with(is_word) {
            self.at += 1;
            parts.push(Node::Repeat(Box::new(Node::Mark(Mark::Dash)), 0, 1));
            parts.push(self.word_part());
        }
        Ok(if parts.len() == 1 { parts.swap_remove(0) } else { Node::Sequence(parts) })
    }

    fn word_part(&mut self) -> Node {
        let rest = self.rest();
        let end = rest.find(|c: char| !is_word(c) && !is_apostrophe(c)).unwrap_or(rest.len());
        let typed = rest[..end].trim_end_matches(is_apostrophe);
        let word: String = typed.chars().flat_map(fold).collect();
        // `goodness' sake`: an apostrophe at the end of a word is not heard.
        self.at += if rest[typed.len()..].starts_with(['~', '*']) { typed.len() } else { end };
        if self.take('~') {
            Node::Inflected(word)
        } else if self.take('*') {
            Node::Prefix(word)
        } else {
            contraction::spelled_out(&word)
        }
    }

    fn quantified(&mut self, atom: Node) -> Result<Node, PhraseError> {
        let start = self.at;
        if self.take('?') {
            return Ok(Node::Repeat(Box::new(atom), 0, 1));
        }
        if !self.take('{') {
            return Ok(atom);
        }
        let least = self.digits();
        let most = if self.take(',') { self.digits() } else { least.clone() };
        let closed = self.take('}');
        let (Ok(least), Ok(most), true) = (least.parse::<u8>(), most.parse::<u8>(), closed) else {
            return Err(PhraseError::new(start, self.at - start, "this is not a repetition")
                .help("a repetition is written `{0,3}` or `{2}`"));
        };
        if most == 0 || most > MAX_REPEAT || least > most {
            let typed = &self.phrase[start..self.at];
            return Err(PhraseError::new(start, typed.len(), format!("`{typed}` cannot be counted"))
                .help(format!("the second number is at least the first, and one to {MAX_REPEAT}")));
        }
        Ok(Node::Repeat(Box::new(atom), least, most))
    }
}

fn mark(c: char) -> Option<Mark> {
    Some(match c {
        ',' => Mark::Comma,
        ';' => Mark::Semicolon,
        ':' => Mark::Colon,
        '!' => Mark::Exclamation,
        '?' => Mark::Question,
        '…' => Mark::Ellipsis,
        '"' | '“' | '”' => Mark::Quote,
        _ => return None,
    })
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || super::is_emoji(c)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

fn fold(c: char) -> impl Iterator<Item = char> {
    let c = if is_apostrophe(c) { '\'' } else { c };
    c.to_lowercase()
}
