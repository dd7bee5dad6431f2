//! The plain matcher: drafts cut into parts, and every way through a phrase tried.

use super::typed::Node;

/// Two words, and how they may be written as one.
const JOINED: &[(&str, &str, &[&str])] = &[
    ("you", "are", &["you're", "youre", "ur"]),
    ("i", "have", &["i've", "ive"]),
    ("you", "have", &["you've"]),
    ("i", "will", &["i'll"]),
    ("you", "will", &["you'll"]),
    ("do", "not", &["don't", "dont"]),
    ("are", "not", &["aren't", "ain't"]),
    ("is", "not", &["ain't"]),
    ("am", "not", &["ain't"]),
    ("has", "not", &["ain't"]),
    ("have", "not", &["haven't", "ain't"]),
    ("can", "not", &["can't", "cannot"]),
    ("will", "not", &["won't"]),
    ("should", "not", &["shouldn't"]),
    ("should", "have", &["should've"]),
];

const GREETINGS: &[&str] = &["hi", "dear"];

/// A part of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Word(String),
    Hole,
    /// A placeholder between commas.
    Aside,
    Mark(char),
    /// A quotation mark.
    Silent,
    Start,
    End,
    Break,
}

impl Part {
    /// Whether a phrase that does not ask for it goes on behind it.
    fn is_passed_over(&self) -> bool {
        matches!(self, Part::Aside | Part::Silent | Part::Start | Part::End | Part::Mark(',' | '-' | '~' | '·'))
    }
}

/// A draft as it is read: its parts, and their bytes.
pub(super) struct Reading {
    parts: Vec<(Part, usize, usize)>,
}

impl Reading {
    pub(super) fn new(draft: &str) -> Reading {
        let mut reader = Reader { draft, at: 0, parts: Vec::new(), opening: true, words: Vec::new() };
        while reader.at < draft.len() {
            reader.part();
        }
        reader.end_sentence();
        let mut reading = Reading { parts: reader.parts };
        reading.set_asides_apart();
        reading
    }

    fn set_asides_apart(&mut self) {
        for at in 1..self.parts.len() {
            let between = self.parts[at - 1].0 == Part::Mark(',')
                && self.parts.get(at + 1).is_some_and(|next| matches!(next.0, Part::Mark(',') | Part::End));
            // Quotations hold more than a name, and always stand for a word.
            let is_placeholder = self.parts[at].2 - self.parts[at].1 == "{{name}}".len();
            if self.parts[at].0 == Part::Hole && between && is_placeholder {
                self.parts[at].0 = Part::Aside;
            }
        }
    }

    /// The longest match from each start, leftmost first, none overlapping.
    pub(super) fn matches(&self, rule: &[Node]) -> Vec<(usize, usize)> {
        let rule: Vec<Node> = rule.iter().map(Node::spelled_out).collect();
        let mut spans = Vec::new();
        let mut at = 0;
        while at < self.parts.len() {
            let paths =
                rule.iter().flat_map(|node| self.paths(node, &Path { at, half: None, word: None, taken: Vec::new() }));
            let whole = paths.filter(|path| path.half.is_none() && path.taken.first() == Some(&at));
            match whole.max_by_key(|path| path.at) {
                Some(path) => {
                    spans.push(self.span(&path));
                    at = path.at;
                }
                None => at += 1,
            }
        }
        spans
    }

    /// The bytes of what was taken; sentence starts and ends have none. A
    /// quotation mark whose partner is inside belongs to it.
    fn span(&self, path: &Path) -> (usize, usize) {
        let seen: Vec<usize> = path.taken.iter().copied().filter(|at| self.parts[*at].1 < self.parts[*at].2).collect();
        let (first, last) = (seen[0], seen[seen.len() - 1]);
        let (start, end) = (self.parts[first].1, self.parts[last].2);
        let is_lonely = self.parts[first..=last].iter().filter(|part| part.0 == Part::Silent).count() % 2 == 1;
        let partner = |at: Option<usize>| {
            let part = self.parts.get(at?)?;
            (is_lonely && part.0 == Part::Silent && (part.1 == end || part.2 == start)).then_some((part.1, part.2))
        };
        // The start of a sentence stands behind the mark that opens with it.
        let opens =
            first.checked_sub(1).map(|at| if self.parts[at].0 == Part::Start { at.checked_sub(1) } else { Some(at) });
        match (partner(opens.flatten()), partner(Some(last + 1))) {
            (_, Some((_, end))) => (start, end),
            (Some((start, _)), None) => (start, end),
            (None, None) => (start, end),
        }
    }

    /// Every way through a part of a phrase.
    fn paths(&self, node: &Node, from: &Path) -> Vec<Path> {
        match node {
            Node::Sequence(items) => items.iter().fold(vec![from.clone()], |paths, item| {
                distinct(paths.iter().flat_map(|path| self.paths(item, path)).collect())
            }),
            Node::Group(options) => distinct(options.iter().flat_map(|option| self.paths(option, from)).collect()),
            Node::Repeat(inner, least, most) => {
                let mut paths = vec![from.clone()];
                let mut all = if *least == 0 { paths.clone() } else { Vec::new() };
                for count in 1..=*most {
                    paths = distinct(paths.iter().flat_map(|path| self.paths(inner, path)).collect());
                    if least <= &count {
                        all.extend(paths.clone());
                    }
                }
                distinct(all)
            }
            single => self.steps(single, from),
        }
    }

    /// Every way to take one part, with what may be passed over before it.
    fn steps(&self, node: &Node, from: &Path) -> Vec<Path> {
        if let Some(half) = from.half {
            let taken = Path { half: None, word: Some(half), ..from.clone() };
            return if *node == Node::Word(half) { vec![taken] } else { Vec::new() };
        }
        let word = if let Node::Word(word) = node { Some(*word) } else { None };
        let mut steps = Vec::new();
        let mut at = from.at;
        while let Some((part, _, _)) = self.parts.get(at) {
            let mut taken = from.taken.clone();
            taken.push(at);
            let step = |half| Path { at: at + 1, half, word, taken: taken.clone() };
            if self.takes(node, part, from) {
                steps.push(step(None));
            }
            if let (Node::Word(first), Part::Word(word)) = (node, part) {
                let pairs = JOINED.iter().filter(|(one, _, forms)| one == first && forms.contains(&word.as_str()));
                steps.extend(pairs.map(|(_, second, _)| step(Some(*second))));
                // A match may begin with the second half of a word that stands for two.
                let opens = from.taken.is_empty();
                if opens && JOINED.iter().any(|(_, two, forms)| two == first && forms.contains(&word.as_str())) {
                    steps.push(step(None));
                }
            }
            if !part.is_passed_over() || from.taken.is_empty() {
                break;
            }
            at += 1;
        }
        steps
    }

    fn takes(&self, node: &Node, part: &Part, from: &Path) -> bool {
        match (node, part) {
            (Node::Word(wanted), Part::Word(word)) => {
                wanted == word
                    || (*wanted == "you" && word == "u")
                    || (*wanted == "have" && word == "of" && matches!(from.word, Some("should" | "not")))
            }
            (Node::Beginning(beginning), Part::Word(word)) => word.starts_with(beginning),
            (Node::Any, Part::Word(_) | Part::Hole) => true,
            (Node::Mark('…'), Part::Mark('~' | '…')) | (Node::Mark('-'), Part::Mark('–')) => true,
            (Node::Mark('.'), Part::Mark('…')) => true,
            (Node::Mark(wanted), Part::Mark(mark)) => wanted == mark,
            (Node::Start, Part::Start) | (Node::End, Part::End) => true,
            _ => false,
        }
    }
}

/// How far a match has come.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Path {
    /// The next part.
    at: usize,
    /// The word still to be asked for of a contraction that has been begun.
    half: Option<&'static str>,
    /// The word of the phrase that was asked for last, if it was one.
    word: Option<&'static str>,
    taken: Vec<usize>,
}

/// Of paths that can only go on alike, one.
fn distinct(paths: Vec<Path>) -> Vec<Path> {
    let mut kept: Vec<Path> = Vec::new();
    for path in paths {
        let alike = |other: &Path| {
            (other.at, other.half, other.word, other.taken.first())
                == (path.at, path.half, path.word, path.taken.first())
        };
        if !kept.iter().any(alike) {
            kept.push(path);
        }
    }
    kept
}

struct Reader<'d> {
    draft: &'d str,
    at: usize,
    parts: Vec<(Part, usize, usize)>,
    /// Whether the next word opens a sentence.
    opening: bool,
    /// The words of the sentence so far.
    words: Vec<String>,
}

impl Reader<'_> {
    fn part(&mut self) {
        let rest = &self.draft[self.at..];
        let Some(c) = rest.chars().next() else { return };
        let blank = rest.len() - rest.trim_start_matches([' ', '\r', '\n', '\u{a0}']).len();
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’');
        if 0 < blank {
            if 1 < rest[..blank].matches('\n').count() {
                self.end_sentence();
            }
            self.at += blank;
        } else if is_word(c) {
            let word = rest.split(|c| !is_word(c)).next().unwrap_or("");
            self.words.push(word.to_lowercase().replace('’', "'"));
            self.push_word(Part::Word(word.to_lowercase().replace('’', "'")), word.len());
        } else if rest.starts_with("{{name}}") {
            self.words.push(String::new());
            self.push_word(Part::Hole, "{{name}}".len());
        } else if c == '"' {
            self.quotation();
        } else {
            self.mark(c);
        }
    }

    fn push(&mut self, part: Part, length: usize) {
        self.parts.push((part, self.at, self.at + length));
        self.at += length;
    }

    fn push_word(&mut self, part: Part, length: usize) {
        if std::mem::take(&mut self.opening) {
            self.push(Part::Start, 0);
        }
        self.push(part, length);
    }

    /// Three or more words in quotation marks are somebody else's.
    fn quotation(&mut self) {
        let length = self.draft[self.at + 1..].find('"').map_or(1, |length| length + 2);
        let words = self.draft[self.at..self.at + length].split_whitespace().count();
        if 3 <= words {
            self.words.extend(vec![String::new(); words]);
            self.push_word(Part::Hole, length);
            return;
        }
        self.push(Part::Silent, 1);
        let end = self.at + length - 2;
        while self.at < end {
            self.part();
        }
        self.push(Part::Silent, 1);
    }

    fn mark(&mut self, c: char) {
        let rest = &self.draft[self.at..];
        let ellipsis =
            if rest.starts_with("…") { '…'.len_utf8() } else { rest.len() - rest.trim_start_matches('.').len() };
        let after = &rest[ellipsis.max(c.len_utf8())..];
        match c {
            '.' | '…' if (c == '…' || 1 < ellipsis) && self.words.is_empty() => self.push(Part::Silent, ellipsis),
            '.' | '…' if c == '…' || 1 < ellipsis => {
                let goes_on =
                    after.trim_start_matches([' ', '\r', '\n', '\u{a0}', '"']).starts_with(char::is_lowercase);
                if !goes_on {
                    self.end_words();
                }
                self.push(Part::Mark(if goes_on { '~' } else { '…' }), ellipsis);
            }
            '.' if !closes_sentence(after) => self.push(Part::Mark('·'), 1),
            '.' | '!' | '?' => {
                self.end_words();
                self.push(Part::Mark(c), 1);
            }
            ',' => {
                self.push(Part::Mark(','), 1);
                let greets = self.words.first().is_some_and(|word| GREETINGS.contains(&word.as_str()));
                self.opening |= greets && self.words.len() <= 4;
            }
            ':' => {
                self.push(Part::Mark(':'), 1);
                self.opening |= after.starts_with(char::is_whitespace);
            }
            '-' => {
                let joins = self.draft[..self.at].ends_with(|c: char| c.is_alphanumeric() || c == '}');
                self.push(Part::Mark(if joins { '-' } else { '–' }), 1);
            }
            c => self.push(Part::Mark(c), c.len_utf8()),
        }
    }

    fn end_words(&mut self) {
        if !self.words.is_empty() {
            // The end stands right behind the last word, whatever has been passed over since.
            self.parts.push((Part::End, self.at, self.at));
        }
        self.words.clear();
        self.opening = true;
    }

    fn end_sentence(&mut self) {
        self.end_words();
        self.parts.push((Part::Break, self.at, self.at));
    }
}

/// Whether a period before this ends a sentence.
fn closes_sentence(after: &str) -> bool {
    let ends = |c: char| c.is_whitespace() || c.is_uppercase() || matches!(c, '"' | '{');
    after.is_empty() || after.starts_with(ends)
}
