//! Other people's words inside quotation marks, and words that are named rather than used.

use super::{Symbol, Token};

/// Most tokens between two quotation marks that belong together.
const LONGEST: usize = 300;

/// Words before short quoted text that say it is a label, a title or a mention.
const NAMES_WORDS: &[&str] = &[
    "says", "said", "saying", "reads", "read", "shows", "showing", "displays", "tap", "click", "press", "choose",
    "select", "pick", "hit", "open", "field", "status", "button", "tab", "menu", "option", "labelled", "labeled",
    "called", "named", "titled", "marked", "headed", "entitled", "word", "words", "phrase", "term", "message", "error",
    "column", "folder", "page", "setting", "link", "heading", "section", "to", "under", "as", "wrote", "write", "type",
    "enter", "mode", "badge", "banner", "category", "reason", "subject",
];

/// Words after short quoted text that say it is a label or a mention.
const NAMED_WORDS: &[&str] = &[
    "button", "tab", "menu", "field", "option", "setting", "status", "page", "folder", "column", "message", "screen",
    "label", "section", "link", "icon", "badge", "mode",
];

/// Verbs after short quoted text that say the same, unless it is `your` text.
const VERBS: &[&str] = &["is", "was", "means", "isn't", "wasn't", "isn’t", "wasn’t"];

/// Turns what stands between quotation marks and is not the writer's own into
/// holes. One or two words are the writer's scare quotes, unless something
/// beside them says that they are a label.
pub(crate) fn set_aside_quotes(text: &str, tokens: &mut Vec<Token>) {
    if !tokens.iter().any(|token| is_quote(token.symbol)) {
        return;
    }
    let mut kept: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        match closing(text, tokens, at).filter(|close| is_set_aside(text, tokens, at, *close)) {
            Some(close) => {
                push_hole(text, tokens, at, close, &mut kept);
                at = close + 1;
            }
            None => {
                kept.push(tokens[at]);
                at += 1;
            }
        }
    }
    *tokens = kept;
}

fn is_quote(symbol: Symbol) -> bool {
    symbol == Symbol::DOUBLE_QUOTE || symbol == Symbol::SINGLE_QUOTE
}

fn push_hole(text: &str, tokens: &[Token], open: usize, close: usize, kept: &mut Vec<Token>) {
    // A sentence that opens with a quotation starts before it.
    if tokens[open + 1].symbol == Symbol::START {
        kept.push(Token { start: tokens[open].start, end: tokens[open].start, ..tokens[open + 1] });
    }
    kept.push(Token { symbol: Symbol::HOLE, start: tokens[open].start, end: tokens[close].end, capital: false });
    let ends = tokens[open..close]
        .iter()
        .rev()
        .find(|token| token.symbol != Symbol::SILENT)
        .is_some_and(|token| token.symbol.ends_sentence());
    let next = text[tokens[close].end as usize..].chars().find(|c| !c.is_whitespace());
    if ends && next.is_some_and(char::is_uppercase) {
        let at = tokens[close].end;
        kept.push(Token { symbol: Symbol::BREAK, start: at, end: at, capital: false });
        kept.push(Token { symbol: Symbol::START, start: at, end: at, capital: false });
    }
}

/// Where the quotation that opens at `open` closes, if one opens there.
fn closing(text: &str, tokens: &[Token], open: usize) -> Option<usize> {
    let kind = tokens[open].symbol;
    if !is_quote(kind) || !opens(text, tokens[open]) {
        return None;
    }
    let near = &tokens[open + 1..tokens.len().min(open + LONGEST)];
    let mut found = None;
    for (offset, token) in near.iter().enumerate() {
        if token.symbol == Symbol::BREAK {
            break;
        }
        if token.symbol == kind && closes(text, *token) {
            found = Some(open + 1 + offset);
            break;
        }
    }
    found
}

fn character_before(text: &str, token: Token) -> char {
    text[..token.start as usize].chars().next_back().unwrap_or(' ')
}

fn character_after(text: &str, token: Token) -> char {
    text[token.end as usize..].chars().next().unwrap_or(' ')
}

fn opens(text: &str, token: Token) -> bool {
    let (before, after) = (character_before(text, token), character_after(text, token));
    !before.is_alphanumeric() && !after.is_whitespace()
}

fn closes(text: &str, token: Token) -> bool {
    let (before, after) = (character_before(text, token), character_after(text, token));
    !before.is_whitespace() && !after.is_alphanumeric()
}

fn is_set_aside(text: &str, tokens: &[Token], open: usize, close: usize) -> bool {
    let inside = &tokens[open + 1..close];
    let words = inside.iter().filter(|token| token.symbol.is_word()).count();
    words >= 3 || (words > 0 && is_named(text, tokens, open, close))
}

fn is_named(text: &str, tokens: &[Token], open: usize, close: usize) -> bool {
    let word_of = |token: &Token| text[token.start as usize..token.end as usize].to_lowercase();
    let before = tokens[..open]
        .iter()
        .rev()
        .take_while(|token| !token.symbol.ends_sentence())
        .find(|token| token.symbol.is_word());
    let after = tokens[close + 1..]
        .iter()
        .take_while(|token| !token.symbol.ends_sentence())
        .find(|token| token.symbol.is_word());
    // `Your "problem" is old` says whose it is, not what it is called.
    let so_called = |end: usize| {
        end.checked_sub("so-called".len())
            .and_then(|start| text.get(start..end))
            .is_some_and(|words| words.eq_ignore_ascii_case("so-called"))
    };
    let scares = before.is_some_and(|token| word_of(token) == "your" || so_called(token.end as usize));
    let names =
        |words: &[&str], token: Option<&Token>| token.is_some_and(|token| words.contains(&word_of(token).as_str()));
    names(NAMED_WORDS, after) || !scares && (names(NAMES_WORDS, before) || names(VERBS, after))
}
