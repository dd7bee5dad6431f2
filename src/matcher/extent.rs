//! From the tokens of a match to the bytes that a person would underline.

use std::ops::Range;

use crate::token::{Symbol, Token};

/// From the first byte of the first token to the last byte of the last one.
pub(super) fn bytes(tokens: &[Token]) -> (usize, usize) {
    let start = tokens.first().map_or(0, |token| token.start as usize);
    (start, tokens.last().map_or(start, |token| token.end as usize))
}

/// The tokens of a match that a person would underline.
pub(super) fn underlined(text: &str, tokens: &[Token], range: Range<usize>) -> Range<usize> {
    balanced(text, tokens, visible(tokens, range))
}

/// A mark at the edge of a match was asked for, but where a sentence start or
/// end was, what stands between it and the words was not.
fn visible(tokens: &[Token], range: Range<usize>) -> Range<usize> {
    let is_edge = |at: usize| tokens[at].start == tokens[at].end;
    let is_taken = |at: &usize| !is_edge(*at) && !tokens[*at].symbol.is_passed_over();
    let start = if is_edge(range.start) { range.clone().find(is_taken) } else { None };
    let end = if is_edge(range.end - 1) { range.clone().rfind(is_taken) } else { None };
    start.unwrap_or(range.start)..end.map_or(range.end, |at| at + 1)
}

/// Takes in the other one of a pair of quotation or emphasis marks of which
/// one is inside, so that whatever replaces the words leaves no half behind.
fn balanced(text: &str, tokens: &[Token], range: Range<usize>) -> Range<usize> {
    let Some(lonely) = lonely_mark(text, tokens, range.clone()) else { return range };
    let is_partner = |at: usize| tokens.get(at).is_some_and(|token| kind(text, *token) == Some(lonely));
    let adjoins = |at: usize| tokens[at].end == tokens[at + 1].start;
    let mut end = range.end;
    while is_partner(end) && adjoins(end - 1) {
        end += 1;
    }
    // The start of a sentence stands behind the mark that opens with it.
    let mut start = range.start;
    if end == range.end && 0 < start && tokens[start - 1].symbol == Symbol::START {
        start -= 1;
    }
    while end == range.end && 0 < start && is_partner(start - 1) && adjoins(start - 1) {
        start -= 1;
    }
    let start = if tokens[start].symbol == Symbol::START { range.start } else { start };
    start..end
}

/// The mark that stands an odd number of times among these tokens; `**` counts once.
fn lonely_mark(text: &str, tokens: &[Token], range: Range<usize>) -> Option<PairedMark> {
    let is_run = |one: &Token, two: &Token| one.end == two.start && kind(text, *one) == kind(text, *two);
    let runs: Vec<PairedMark> = tokens[range].chunk_by(is_run).filter_map(|run| kind(text, run[0])).collect();
    let is_lonely = |mark: &&PairedMark| runs.iter().filter(|other| other == mark).count() % 2 == 1;
    runs.iter().find(is_lonely).copied()
}

/// Marks that come in pairs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PairedMark {
    Double,
    Single,
    Star,
    Underscore,
    Tilde,
}

fn kind(text: &str, token: Token) -> Option<PairedMark> {
    match token.symbol {
        Symbol::DOUBLE_QUOTE => Some(PairedMark::Double),
        Symbol::SINGLE_QUOTE => Some(PairedMark::Single),
        Symbol::SILENT => match &text[token.start as usize..token.end as usize] {
            "*" => Some(PairedMark::Star),
            "_" => Some(PairedMark::Underscore),
            "~" => Some(PairedMark::Tilde),
            _ => None,
        },
        _ => None,
    }
}

/// Without the tokens at the edges that cover no text or that nobody hears, and without the blank lines behind.
pub(super) fn trimmed(tokens: &[Token]) -> &[Token] {
    let is_heard = |symbol: Symbol| symbol == Symbol::COMMA || symbol != Symbol::BREAK && !symbol.is_passed_over();
    let counts = |token: &Token| token.start < token.end && is_heard(token.symbol);
    let start = tokens.iter().position(counts).unwrap_or(0);
    let end = tokens.iter().rposition(counts).map_or(tokens.len(), |at| at + 1);
    &tokens[start..end]
}
