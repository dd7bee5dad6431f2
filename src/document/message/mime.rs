//! The parts of a message: which of them are shown as its text, and how each is stored.

use mail_parser::{ContentType, HeaderName, Message, MessageParser};

use super::{
    super::{mail, reading::Remark},
    flowed::Flow,
    stored::Transfer,
};
use crate::span::Span;

/// What a text part holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Plain,
    Html,
}

/// A part that is shown as text of the message.
#[derive(Debug)]
pub(super) struct Text {
    pub(super) kind: Kind,
    pub(super) body: Span,
    pub(super) charset: Option<String>,
    pub(super) transfer: Transfer,
    /// Whether its lines are flowed, and how they are joined.
    pub(super) flowed: Option<Flow>,
    /// Which part it is: `2.1`. Nothing for a message in one part.
    pub(super) number: String,
}

/// What of messages is not read.
#[derive(Debug, Default)]
pub(super) struct Unread {
    attachments: usize,
    /// Whole messages inside of others: not the writer's words.
    forwarded: usize,
    /// Parts that are nested too deep, or too many.
    lost: usize,
    /// Messages in parts that cannot be told apart.
    unparted: usize,
}

impl Unread {
    /// What there is to say about it.
    pub(super) fn remarks(&self) -> Vec<Remark> {
        let attachments = counted(self.attachments, "attachment", "attachments");
        let forwarded = counted(self.forwarded, "forwarded message", "forwarded messages");
        let left_out: Vec<String> = attachments.into_iter().chain(forwarded).collect();
        let verb = if self.attachments + self.forwarded == 1 { "is" } else { "are" };
        let left_out = (!left_out.is_empty()).then(|| format!("{} {verb} not read", left_out.join(" and ")));
        let lost = counted(self.lost, "part is left out", "parts are left out")
            .map(|parts| format!("{parts}: they stand too deep, or are too many"));
        let unparted = counted(self.unparted, "message", "messages")
            .map(|messages| format!("the parts of {messages} cannot be told apart and are read as they stand"));
        let partly = lost.into_iter().chain(unparted).map(Remark::Partly);
        left_out.map(Remark::LeftOut).into_iter().chain(partly).collect()
    }
}

fn counted(count: usize, one: &str, many: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        count => Some(format!("{count} {many}")),
    }
}

/// Whether a line is a header field: a name without spaces, and a colon.
pub(super) fn is_field(line: &str) -> bool {
    let name = line.bytes().take(100).take_while(|byte| byte.is_ascii_graphic() && *byte != b':').count();
    0 < name && line.as_bytes().get(name) == Some(&b':')
}

/// The header fields of a message or a part.
pub(super) struct Head<'t> {
    source: &'t str,
    span: Span,
    /// Where the body begins.
    body: usize,
}

impl<'t> Head<'t> {
    /// The fields at the start of `span`, up to an empty line, or to one that is no field.
    pub(super) fn of(source: &'t str, span: Span) -> Head<'t> {
        let mut end = span.start;
        for line in mail::lines_from(&source[..span.end], span.start) {
            if line.text.is_empty() {
                return Head { source, span: Span::new(span.start, end), body: line.next };
            }
            let goes_on = span.start < end && line.text.starts_with([' ', '\t']);
            if !goes_on && !is_field(line.text) {
                break;
            }
            end = line.next;
        }
        Head { source, span: Span::new(span.start, end), body: end }
    }

    /// Whether these are headers of a mail, and not the first words of something else.
    pub(super) fn is_mail(&self) -> bool {
        const NAMES: [&str; 8] =
            ["from", "subject", "date", "message-id", "mime-version", "content-type", "received", "to"];
        let count = NAMES.iter().filter(|name| self.field(name).is_some()).count();
        2 <= count || (0 < count && self.body < self.source.len() && self.span.end < self.body)
    }

    /// The value of the first field of this name, which is given in lower case.
    pub(super) fn field(&self, name: &str) -> Option<Span> {
        let mut lines = mail::lines_from(&self.source[..self.span.end], self.span.start).peekable();
        let is_named = |text: &str| {
            let start = text.as_bytes().get(..name.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()))
                && text[name.len()..].starts_with(':')
        };
        let line = lines.find(|line| is_named(line.text))?;
        let mut end = line.start + line.text.len();
        for more in lines.take_while(|line| line.text.starts_with([' ', '\t'])) {
            end = more.start + more.text.len();
        }
        let start = line.start + name.len() + 1;
        let value = &self.source[start..end];
        let start = start + (value.len() - value.trim_start().len());
        Some(Span::new(start, start + value.trim().len()))
    }
}

/// Parts inside of parts are read down to here.
const DEEPEST: usize = 16;

/// The most texts of one message that are read.
const MOST_TEXTS: usize = 1000;

/// The texts of a message that stands at `span`.
pub(super) fn texts(parser: &MessageParser, source: &str, span: Span, unread: &mut Unread) -> Vec<Text> {
    let mut walk = Walk { parser, source, unread, count: 0 };
    walk.part(span, Place { depth: 0, number: String::new(), is_digest: false })
}

/// Where a part stands.
struct Place {
    depth: usize,
    number: String,
    /// Parts of a digest are messages unless they say otherwise.
    is_digest: bool,
}

struct Walk<'a> {
    parser: &'a MessageParser,
    source: &'a str,
    unread: &'a mut Unread,
    /// How many texts there are so far.
    count: usize,
}

impl Walk<'_> {
    fn part(&mut self, span: Span, place: Place) -> Vec<Text> {
        let head = Head::of(self.source, span);
        let body = Span::new(head.body.min(span.end), span.end);
        let parsed = self.parser.parse_headers(&self.source.as_bytes()[head.span.range()]);
        let content = Content { message: parsed.as_ref() };
        let (kind, subtype) = content.kind(place.is_digest);
        match (kind.as_str(), subtype.as_str()) {
            ("multipart", _) => self.multipart(&content, &subtype, body, place),
            ("message", "rfc822" | "global") => {
                self.unread.forwarded += 1;
                Vec::new()
            }
            ("text", "plain" | "html") if !content.is_attachment(place.depth) => {
                self.count += 1;
                if MOST_TEXTS < self.count {
                    self.unread.lost += 1;
                    return Vec::new();
                }
                let kind = if subtype == "html" { Kind::Html } else { Kind::Plain };
                vec![content.text(kind, body, place.number)]
            }
            _ => {
                self.unread.attachments += 1;
                Vec::new()
            }
        }
    }

    fn multipart(&mut self, content: &Content<'_>, subtype: &str, body: Span, place: Place) -> Vec<Text> {
        if DEEPEST <= place.depth {
            self.unread.lost += 1;
            return Vec::new();
        }
        let boundary = content.attribute("boundary").filter(|boundary| !boundary.is_empty());
        let parts = boundary.map(|boundary| parts(self.source, body, &boundary));
        let Some(parts) = parts.filter(|parts| !parts.is_empty()) else {
            self.unread.unparted += 1;
            return vec![content.text(Kind::Plain, body, place.number)];
        };
        let mut found = Vec::new();
        for (index, part) in parts.into_iter().enumerate() {
            let join = if place.number.is_empty() { "" } else { "." };
            let number = format!("{}{join}{}", place.number, index + 1);
            let texts = self.part(part, Place { depth: place.depth + 1, number, is_digest: subtype == "digest" });
            found.push(texts);
        }
        if subtype == "alternative" { self.best(found) } else { found.into_iter().flatten().collect() }
    }

    /// Of several forms of one text, the plain one if there is any with words in it.
    fn best(&self, mut forms: Vec<Vec<Text>>) -> Vec<Text> {
        let has_words = |form: &Vec<Text>| form.iter().any(|text| !self.source[text.body.range()].trim().is_empty());
        let is_plain = |form: &Vec<Text>| form.iter().all(|text| text.kind == Kind::Plain);
        let plain = forms.iter().position(|form| has_words(form) && is_plain(form));
        match plain.or_else(|| forms.iter().position(has_words)) {
            Some(best) => forms.swap_remove(best),
            None => Vec::new(),
        }
    }
}

/// What the headers of a part say about its body.
struct Content<'a> {
    message: Option<&'a Message<'a>>,
}

impl Content<'_> {
    fn value(&self, name: HeaderName<'_>) -> Option<&ContentType<'_>> {
        let headers = &self.message?.parts.first()?.headers;
        headers.iter().find(|header| header.name == name)?.value.as_content_type()
    }

    fn attribute(&self, name: &str) -> Option<String> {
        self.value(HeaderName::ContentType)?.attribute(name).map(str::to_owned)
    }

    fn kind(&self, is_digest: bool) -> (String, String) {
        let kind = self
            .value(HeaderName::ContentType)
            .map(|value| (value.ctype().to_ascii_lowercase(), value.subtype().unwrap_or("plain").to_ascii_lowercase()));
        let otherwise = if is_digest { ("message", "rfc822") } else { ("text", "plain") };
        kind.unwrap_or_else(|| (otherwise.0.to_owned(), otherwise.1.to_owned()))
    }

    /// Whether a text is a file beside the message, and not the message.
    fn is_attachment(&self, depth: usize) -> bool {
        let disposition = self.value(HeaderName::ContentDisposition);
        let is_named = || disposition.is_none() && self.attribute("name").is_some();
        disposition.is_some_and(ContentType::is_attachment) || (0 < depth && is_named())
    }

    fn text(&self, kind: Kind, body: Span, number: String) -> Text {
        let flows = self.attribute("format").is_some_and(|format| format.eq_ignore_ascii_case("flowed"));
        let deletes = self.attribute("delsp").is_some_and(|delsp| delsp.eq_ignore_ascii_case("yes"));
        let flowed = flows.then_some(if deletes { Flow::Joined } else { Flow::Spaced });
        let transfer = Transfer::named(self.transfer().unwrap_or_default());
        Text { kind, body, charset: self.attribute("charset"), transfer, flowed, number }
    }

    fn transfer(&self) -> Option<&str> {
        let headers = &self.message?.parts.first()?.headers;
        headers.iter().find(|header| header.name == HeaderName::ContentTransferEncoding)?.value.as_text()
    }
}

/// What stands between the lines that a boundary makes; the last part may lack its end.
fn parts(source: &str, body: Span, boundary: &str) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut start = None;
    for line in mail::lines_from(&source[..body.end], body.start) {
        let Some(rest) = line.text.strip_prefix("--").and_then(|rest| rest.strip_prefix(boundary)) else { continue };
        let rest = rest.trim_end();
        if !rest.is_empty() && rest != "--" {
            continue;
        }
        if let Some(start) = start {
            parts.push(Span::new(start, before_line_end(source, start, line.start)));
        }
        start = rest.is_empty().then_some(line.next);
        if start.is_none() {
            return parts;
        }
    }
    parts.extend(start.map(|start| Span::new(start, body.end)));
    parts
}

/// The line end above a boundary belongs to the boundary.
fn before_line_end(source: &str, start: usize, end: usize) -> usize {
    let text = &source[start..end];
    let text = text.strip_suffix('\n').unwrap_or(text);
    start + text.strip_suffix('\r').unwrap_or(text).len()
}
