//! Template placeholders of every family: how far one reaches, and what the customer sees of it.

use std::borrow::Cow;

use super::finder::Finder;
use crate::span::Span;

/// What a placeholder is to the customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shows {
    /// Words that are filled in later.
    Words,
    /// Nothing: the start or end of a condition, a comment, a cursor mark.
    Nothing,
    /// Nothing, but what follows stands instead of what came before: `{{else}}`.
    Alternative,
}

/// Words that are asked for in hand-made placeholders such as `[order number]` or `<your name>`.
const SLOT_WORDS: &[&str] = &[
    "name",
    "firstname",
    "lastname",
    "surname",
    "username",
    "date",
    "time",
    "day",
    "month",
    "year",
    "link",
    "url",
    "email",
    "e-mail",
    "phone",
    "number",
    "no.",
    "amount",
    "price",
    "address",
    "order",
    "ticket",
    "case",
    "id",
    "reference",
    "customer",
    "client",
    "agent",
    "company",
    "product",
    "item",
    "city",
    "country",
    "option",
    "reason",
    "step",
    "insert",
    "enter",
    "your",
    "placeholder",
    "signature",
    "title",
    "team",
    "code",
    "tracking",
    "account",
    "invoice",
    "website",
    "department",
];

/// Names after `$` that are taken for a variable although they have no underscore.
const DOLLAR_NAMES: &[&str] = &[
    "NAME",
    "FIRSTNAME",
    "LASTNAME",
    "USER",
    "USERNAME",
    "EMAIL",
    "DATE",
    "TIME",
    "ORDER",
    "TICKET",
    "AGENT",
    "CUSTOMER",
    "COMPANY",
    "PRODUCT",
    "URL",
    "LINK",
    "ID",
    "SITENAME",
    "AMOUNT",
    "NUMBER",
    "HOME",
    "PATH",
    "SUBJECT",
];

/// Words that open a Liquid or Jinja tag; anything else between `{%` and `%}` is filled in.
const BLOCK_WORDS: &[&str] = &[
    "if",
    "endif",
    "unless",
    "endunless",
    "case",
    "endcase",
    "for",
    "endfor",
    "block",
    "endblock",
    "set",
    "endset",
    "assign",
    "capture",
    "endcapture",
    "raw",
    "endraw",
    "with",
    "endwith",
    "macro",
    "endmacro",
    "import",
    "from",
    "extends",
    "autoescape",
    "endautoescape",
    "filter",
    "endfilter",
    "break",
    "continue",
    "increment",
    "decrement",
    "tablerow",
    "endtablerow",
    "load",
    "do",
    "liquid",
    "layout",
    "verbatim",
    "endverbatim",
    "trans",
    "endtrans",
    "blocktrans",
    "endblocktrans",
    "call",
    "endcall",
    "apply",
    "endapply",
    "spaceless",
    "endspaceless",
    "switch",
    "endswitch",
];

/// Words that start the other branch of a condition, in every family.
const BRANCH_WORDS: &[&str] = &["else", "elsif", "elif", "elseif", "when", "pluralize"];

/// Words and endings of code between `<%-` and `%>` that shows nothing by itself; anything else is filled in.
const CODE_WORDS: &[&str] = &["if", "unless", "for", "while", "case", "end", "begin", "do", "var", "let", "const"];
const CODE_ENDS: &[&str] = &["{", "}", ";", "do", "|", "-"];

/// A placeholder is short; what is longer than this is text between unlucky marks.
const LONGEST: usize = 300;
/// Block tags and comments may take several lines.
const LONGEST_BLOCK: usize = 4000;

/// Finds placeholders in one source, from left to right.
#[derive(Debug)]
pub(super) struct Placeholders<'t> {
    source: &'t str,
    finder: Finder<'t>,
}

impl<'t> Placeholders<'t> {
    pub(super) fn new(source: &'t str) -> Placeholders<'t> {
        Placeholders { source, finder: Finder::new(source) }
    }

    /// The placeholder that begins at byte `at`: where it ends, and what it shows.
    ///
    /// Longer forms are tried first. Only those with two marks on either side cross the end of a line, if
    /// they hold code; an opening mark without its end is text.
    pub(super) fn at(&mut self, at: usize) -> Option<(usize, Shows)> {
        let bytes = self.source.as_bytes();
        let second = bytes.get(at + 1).copied();
        match (*bytes.get(at)?, second?) {
            (b'{', b'{') => self.mustache(at),
            (b'{', b'%') => self.liquid(at),
            (b'{', b'#') => self.delimited(at, 2, "#}", LONGEST_BLOCK).map(|end| (end, Shows::Nothing)),
            (b'{', b'!') => self.named(at, 2),
            (b'{', _) => self.single_brace(at),
            (b'<', b'%') => self.erb(at),
            (b'<', _) => self.angle(at),
            (b'#' | b'$' | b'%', b'{') => self.named(at, 2),
            (b'%', b'(') => self.gettext(at),
            (b'%', _) => self.percent(at),
            (b'$', b'|') => self.source[at..].starts_with("$|$").then_some((at + 3, Shows::Nothing)),
            (b'$', _) => self.dollar(at),
            (b'[', b'[') => self.double_square(at),
            (b'[', _) => self.square(at),
            _ => None,
        }
    }

    /// Where the text from `at` ends when `open` bytes of opening mark are followed by `close`,
    /// with no second opening mark between them.
    fn delimited(&mut self, at: usize, open: usize, close: &'static str, longest: usize) -> Option<usize> {
        let found = self.finder.find(close, at + open)?;
        let inside = self.source.get(at + open..found).filter(|inside| inside.len() <= longest)?;
        let opening = &self.source[at..at + 2];
        (!inside.contains(opening)).then_some(found + close.len())
    }

    /// `{{ x }}`, `{{{ x }}}`, `{{#if x}}`, `{{!-- comment --}}`.
    fn mustache(&mut self, at: usize) -> Option<(usize, Shows)> {
        let rest = &self.source[at..];
        if rest.starts_with("{{!--") || rest.starts_with("{{~!--") {
            return self.delimited(at, 5, "--}}", LONGEST_BLOCK).map(|end| (end, Shows::Nothing));
        }
        let (open, close) = match rest.bytes().take(5).take_while(|&byte| byte == b'{').count() {
            2 => (2, "}}"),
            3 => (3, "}}}"),
            4 => (4, "}}}}"),
            // Too many to be an opening mark; the last of them may still be one.
            _ => return None,
        };
        let end = self.delimited(at, open, close, LONGEST_BLOCK)?;
        let inside = self.source[at + open..end - open].trim_start_matches(['~', '-']).trim();
        // What four braces stand around is the start or the end of text without placeholders.
        let shows = if open == 4 { Shows::Nothing } else { mustache_shows(inside) };
        let fits = shows != Shows::Words || (inside.len() <= LONGEST && is_value(inside));
        fits.then_some((end, shows))
    }

    /// `{% if x %}`, `{%- else -%}`, `{% comment %}…{% endcomment %}`, `{%customer.firstName%}`.
    fn liquid(&mut self, at: usize) -> Option<(usize, Shows)> {
        let end = self.delimited(at, 2, "%}", LONGEST_BLOCK)?;
        let inside = &self.source[at + 2..end - 2];
        let word = first_word(inside);
        if BRANCH_WORDS.contains(&word) {
            return Some((end, Shows::Alternative));
        }
        if word == "comment" {
            let close = self.finder.find("endcomment", end)?;
            return Some((self.finder.find("%}", close)? + 2, Shows::Nothing));
        }
        let is_comment = word == "endcomment" || inside.trim_start_matches('-').trim_start().starts_with('#');
        if BLOCK_WORDS.contains(&word) || is_comment {
            return Some((end, Shows::Nothing));
        }
        let is_tag = !word.is_empty() && !has_empty_line(inside);
        let is_field = inside.len() <= LONGEST && !inside.contains('\n');
        (is_tag || is_field).then_some((end, Shows::Words))
    }

    /// `<%= x %>`, `<% if x %>`, `<%# comment %>`; `<%- x %>` is one or the other, by the engine.
    fn erb(&mut self, at: usize) -> Option<(usize, Shows)> {
        let end = self.delimited(at, 2, "%>", LONGEST_BLOCK)?;
        let inside = &self.source[at + 2..end - 2];
        let shows = match inside.as_bytes().first() {
            Some(b'=') => Shows::Words,
            Some(b'-') if is_filled_in(&inside[1..]) => Shows::Words,
            _ if BRANCH_WORDS.contains(&first_word(inside)) => Shows::Alternative,
            _ => Shows::Nothing,
        };
        Some((end, shows))
    }

    /// `#{x}`, `${x}`, `%{x,fallback:there}`, `{!Contact.FirstName}`: a name, then anything.
    fn named(&mut self, at: usize, open: usize) -> Option<(usize, Shows)> {
        let first = *self.source.as_bytes().get(at + open)?;
        if !first.is_ascii_alphanumeric() && !b"_@$ ".contains(&first) {
            return None;
        }
        let end = self.finder.find_in_line("}", at + open)?;
        let inside = &self.source[at + open..end];
        let fits = inside.len() <= LONGEST && !inside.contains('{') && !inside.trim().is_empty();
        fits.then_some((end + 1, Shows::Words))
    }

    /// `{first_name}`, `{0}`: nothing but a name.
    fn single_brace(&self, at: usize) -> Option<(usize, Shows)> {
        let bytes = self.source.as_bytes();
        let name = bytes[at + 1..].iter().take(60).take_while(|&&byte| is_name(byte) || byte == b':').count();
        let closed = bytes.get(at + 1 + name) == Some(&b'}');
        (0 < name && closed).then_some((at + name + 2, Shows::Words))
    }

    /// `%(name)s`.
    fn gettext(&self, at: usize) -> Option<(usize, Shows)> {
        let bytes = self.source.as_bytes();
        let name = bytes[at + 2..].iter().take(60).take_while(|&&byte| is_name(byte)).count();
        let end = at + 2 + name;
        let closed = bytes.get(end) == Some(&b')');
        let kind = bytes.get(end + 1).is_some_and(|byte| b"sdifgr".contains(byte));
        (0 < name && closed && kind).then_some((end + 2, Shows::Words))
    }

    /// `%FIRST_NAME%`, `%filltext:name=first name%`; never what follows a number.
    fn percent(&mut self, at: usize) -> Option<(usize, Shows)> {
        const FILLS: [&str; 8] =
            ["%filltext:", "%fillarea:", "%fillpopup:", "%fillpart:", "%fillday:", "%snippet:", "%key:", "%date:"];
        let bytes = self.source.as_bytes();
        if at.checked_sub(1).is_some_and(|before| bytes[before].is_ascii_digit()) {
            return None;
        }
        let rest = &self.source[at..];
        if FILLS.iter().any(|fill| rest.starts_with(fill)) {
            let end = self.finder.find_in_line("%", at + 1)?;
            return (end - at <= LONGEST).then_some((end + 1, Shows::Words));
        }
        let name = bytes[at + 1..].iter().take(60).take_while(|&&byte| is_name(byte)).count();
        let end = at + 1 + name;
        let closed = bytes.get(end) == Some(&b'%');
        let glued = bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric);
        let named = bytes[at + 1].is_ascii_alphabetic() && 1 < name;
        (named && closed && !glued).then_some((end + 1, Shows::Words))
    }

    /// `$FIRST_NAME`, `$SITENAME$`; neither `$5` nor a masked word such as `$TUPID`.
    fn dollar(&self, at: usize) -> Option<(usize, Shows)> {
        let bytes = self.source.as_bytes();
        if at.checked_sub(1).is_some_and(|before| bytes[before].is_ascii_alphanumeric()) {
            return None;
        }
        let length =
            bytes[at + 1..].iter().take(60).take_while(|&&byte| byte.is_ascii_alphanumeric() || byte == b'_').count();
        let end = at + 1 + length;
        let name = &self.source[at + 1..end];
        let starts = name.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic());
        let upper = !name.bytes().any(|byte| byte.is_ascii_lowercase());
        if starts && upper && 1 < length && bytes.get(end) == Some(&b'$') {
            return Some((end + 1, Shows::Words));
        }
        let variable = name.trim_matches('_').contains('_') || DOLLAR_NAMES.contains(&name);
        (starts && variable).then_some((end, Shows::Words))
    }

    /// `[[value]]`.
    fn double_square(&mut self, at: usize) -> Option<(usize, Shows)> {
        let end = self.finder.find_in_line("]]", at + 2)?;
        let inside = &self.source[at + 2..end];
        let fits = inside.len() <= 60 && !inside.contains(['[', ']']) && !inside.trim().is_empty();
        let link = self.source[end + 2..].starts_with('(');
        (fits && !link).then_some((end + 2, Shows::Words))
    }

    /// `[NAME]`, `[First Name]`, `[order number]`; never a Markdown link.
    fn square(&mut self, at: usize) -> Option<(usize, Shows)> {
        let end = self.finder.find_in_line("]", at + 1)?;
        let inside = &self.source[at + 1..end];
        let after = &self.source[end + 1..];
        let line_start = at == 0 || self.source.as_bytes()[at - 1] == b'\n';
        let link = after.starts_with(['(', '[']) || (line_start && after.starts_with(':'));
        (!link && is_slot(inside, true)).then_some((end + 1, Shows::Words))
    }

    /// `<account_id>`, `<insert issue>`; tags of HTML are for the caller to try first.
    fn angle(&mut self, at: usize) -> Option<(usize, Shows)> {
        let end = self.finder.find_in_line(">", at + 1)?;
        let inside = &self.source[at + 1..end];
        let element = inside.starts_with("attribute ") && inside.len() <= LONGEST;
        (element || is_slot(inside, false)).then_some((end + 1, Shows::Words))
    }
}

/// Every placeholder of a source, in order; what stands inside another one is not listed.
pub(super) fn spans(source: &str) -> Vec<Span> {
    let mut placeholders = Placeholders::new(source);
    let mut spans = Vec::new();
    let mut at = 0;
    while let Some(found) = source.as_bytes()[at..].iter().position(|byte| b"{<#%$[".contains(byte)) {
        at += found;
        let tag = || super::tag::parse(source, at).is_some();
        match placeholders.at(at) {
            Some((end, _)) if source[at..].starts_with("<%") || !tag() => {
                spans.push(Span::new(at, end));
                at = end;
            }
            _ => at += 1,
        }
    }
    spans
}

/// The source with letters in place of placeholders, byte for byte: `{{ a_b }}`, `[NAME]` and
/// `<x_y>` mean something else to a parser of Markdown or HTML. Line ends stay, so that blocks do too.
pub(super) fn mask(source: &str) -> Cow<'_, str> {
    let mut masked = String::new();
    let mut copied = 0;
    for span in spans(source) {
        masked.push_str(&source[copied..span.start]);
        let letter = |byte: u8| if byte == b'\n' || byte == b'\r' { char::from(byte) } else { 'x' };
        masked.extend(source[span.range()].bytes().map(letter));
        copied = span.end;
    }
    if copied == 0 {
        return Cow::Borrowed(source);
    }
    masked.push_str(&source[copied..]);
    Cow::Owned(masked)
}

/// Whether what is filled in stands in one line, or in several as only code does.
fn is_value(inside: &str) -> bool {
    let is_code = || inside.contains(['|', '(', '=', '"', '\'']) || !inside.contains(char::is_whitespace);
    !inside.contains('\n') || (is_code() && !has_empty_line(inside))
}

fn has_empty_line(inside: &str) -> bool {
    inside.trim().lines().any(|line| line.trim().is_empty())
}

/// Whether what stands behind `<%-` is a value and not code around text.
fn is_filled_in(inside: &str) -> bool {
    let word = first_word(inside);
    let code = inside.trim_end();
    let ends_as_code = CODE_ENDS.iter().any(|end| code.ends_with(end));
    !CODE_WORDS.contains(&word) && !BRANCH_WORDS.contains(&word) && !ends_as_code && !code.trim_start().starts_with('}')
}

fn mustache_shows(inside: &str) -> Shows {
    match inside.as_bytes().first() {
        // New marks for what follows, between two signs.
        Some(b'=') if 1 < inside.len() && inside.ends_with('=') => Shows::Nothing,
        Some(b'#' | b'/' | b'!') => Shows::Nothing,
        Some(b'^') => Shows::Alternative,
        _ if BRANCH_WORDS.contains(&first_word(inside)) && first_word(inside) != "when" => Shows::Alternative,
        _ => Shows::Words,
    }
}

/// The word that says what a tag does: `if` in `- if x`.
fn first_word(inside: &str) -> &str {
    let inside = inside.trim_start_matches(['-', '+', '~']).trim_start();
    let word = inside.split(|mark: char| !mark.is_ascii_alphabetic()).next().unwrap_or("");
    let rest = &inside[word.len()..];
    // `{%if.x%}` and `{%for,fallback=you%}` name a field.
    if rest.starts_with(['.', ',', '_']) { "" } else { word }
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"_.-".contains(&byte)
}

/// Whether what stands between brackets asks for something to be filled in.
fn is_slot(inside: &str, title_case: bool) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b" _-/.'#&".contains(&byte);
    if 40 < inside.len() || inside.starts_with([' ', '/']) || !inside.bytes().all(plain) {
        return false;
    }
    let words: Vec<&str> = inside.split(' ').filter(|word| !word.is_empty()).collect();
    let letters = inside.bytes().filter(u8::is_ascii_alphabetic).count();
    if letters < 2 || 6 < words.len() {
        return false;
    }
    let upper = !inside.bytes().any(|byte| byte.is_ascii_lowercase());
    let identifier = words.len() == 1 && inside.trim_matches('_').contains('_');
    let asks = words.iter().any(|word| SLOT_WORDS.iter().any(|slot| is_word(word, slot)));
    let titled = title_case && (2..=4).contains(&words.len()) && words.iter().all(|word| is_title(word));
    upper || identifier || asks || titled
}

/// Whether `word` is `slot`, in any case and with a mark, a genitive or a plural at its end.
fn is_word(word: &str, slot: &str) -> bool {
    let word = word.trim_end_matches(['.', '#']);
    let word = word.strip_suffix("'s").unwrap_or(word);
    word.eq_ignore_ascii_case(slot) || word.strip_suffix('s').is_some_and(|one| one.eq_ignore_ascii_case(slot))
}

fn is_title(word: &str) -> bool {
    let small = ["of", "the", "and", "or", "to", "for", "in"];
    let starts = word.bytes().next().is_some_and(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    word.len() <= 14 && (starts || small.contains(&word))
}
