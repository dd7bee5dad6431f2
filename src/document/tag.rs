//! Tags of HTML in the middle of text: which ones are known, and what each does to it.

/// What a tag does to the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// It styles words; the customer reads on.
    Nothing,
    /// It starts or ends a block.
    Break,
    /// It starts a new line.
    NewLine,
    /// It stands for a double quotation mark.
    QuotationMark,
    /// Its content is not prose: what closes it.
    Hides(&'static str),
    /// Its content is somebody else's.
    Quotes,
}

/// A tag in the source.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tag {
    /// One past its `>`.
    pub(super) end: usize,
    pub(super) closing: bool,
    pub(super) effect: Effect,
}

const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "del", "em", "font", "i", "img", "ins", "label", "mark",
    "nobr", "o:p", "s", "small", "span", "strike", "strong", "sub", "sup", "time", "u", "wbr",
];
const BLOCK: &[&str] = &[
    "address",
    "article",
    "aside",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];
const HIDING: &[(&str, &str)] = &[
    ("code", "</code"),
    ("kbd", "</kbd"),
    ("samp", "</samp"),
    ("var", "</var"),
    ("tt", "</tt"),
    ("pre", "</pre"),
    ("script", "</script"),
    ("style", "</style"),
    ("head", "</head"),
    ("svg", "</svg"),
    ("textarea", "</textarea"),
];

/// The tag that begins at byte `at` of `source`, which holds `<`. Unknown names are text.
pub(super) fn parse(source: &str, at: usize) -> Option<Tag> {
    let bytes = source.as_bytes();
    let closing = bytes.get(at + 1) == Some(&b'/');
    let start = at + 1 + usize::from(closing);
    let length = bytes.get(start..)?.iter().take(12).take_while(|&&byte| is_name(byte)).count();
    let effect = effect(&source[start..start + length], closing)?;
    let end = close(bytes, start + length)?;
    Some(Tag { end, closing, effect })
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b':'
}

/// What a tag of this name does; nothing for names that are not known.
pub(super) fn effect(name: &str, closing: bool) -> Option<Effect> {
    let named = |known: &str| known.eq_ignore_ascii_case(name);
    if INLINE.iter().any(|known| named(known)) {
        return Some(Effect::Nothing);
    }
    if BLOCK.iter().any(|known| named(known)) {
        return Some(Effect::Break);
    }
    if let Some((_, close)) = HIDING.iter().find(|(known, _)| named(known)) {
        return Some(if closing { Effect::Nothing } else { Effect::Hides(close) });
    }
    match name.to_ascii_lowercase().as_str() {
        "br" => Some(Effect::NewLine),
        "q" => Some(Effect::QuotationMark),
        "blockquote" => Some(Effect::Quotes),
        _ => None,
    }
}

/// One past the `>` that ends a tag whose name ends at `at`.
fn close(bytes: &[u8], mut at: usize) -> Option<usize> {
    if !bytes.get(at).is_some_and(|byte| byte.is_ascii_whitespace() || b"/>".contains(byte)) {
        return None;
    }
    loop {
        match bytes.get(at)? {
            b'>' => return Some(at + 1),
            // A tag inside a tag: the first one was only a `<` and a word.
            b'<' => return None,
            quote @ (b'"' | b'\'') => at += 2 + memchr::memchr(*quote, &bytes[at + 1..])?,
            _ => at += 1,
        }
    }
}
