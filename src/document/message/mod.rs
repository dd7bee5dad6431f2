//! E-mail files and mailboxes: the texts of a message, the way the customer's mail program shows them.

mod flowed;
mod mime;
mod stored;
mod subject;

use std::sync::Arc;

use encoding_rs::Encoding;
use mail_parser::MessageParser;

use self::{
    mime::{Kind, Text, Unread},
    stored::{Charset, Transfer},
};
use super::{
    Passage, header, html, inline, mail, plain,
    reading::{Reading, Remark},
    records::Read,
    spelling::Spelling,
};
use crate::{mapped::MappedText, span::Span};

/// Reads a file that holds one message, or says why it holds none.
pub(super) fn read<'t>(source: &'t str, reading: &Reading) -> Result<Read<'t>, String> {
    let mut reader = Reader::new(source, reading, false);
    let start = super::bom_length(source);
    reader.message(Span::new(start, source.len()), None)?;
    Ok(reader.finished())
}

/// Reads a mailbox: messages one after the other, or says why it is none.
pub(super) fn read_mbox<'t>(source: &'t str, reading: &Reading) -> Result<Read<'t>, String> {
    let mut reader = Reader::new(source, reading, true);
    let mut count = 0;
    for message in Messages::of(source) {
        count += 1;
        let locator = format!("message {count}");
        if reader.message(message, Some(&locator)).is_err() {
            reader.broken += 1;
        }
    }
    if count == reader.broken {
        return Err("it is not a mailbox (no line begins with `From ` above the headers of a message)".to_owned());
    }
    Ok(reader.finished())
}

/// Whether a file is a mailbox, whatever its name is: a line such as `From - Mon Jan 13 09:12:01 2025` above
/// the headers of a message.
pub(super) fn is_mbox(source: &str) -> bool {
    let line = mail::line_at(source, 0);
    let is_open = is_opening(line.text) && has_time(line.text);
    is_open && mime::Head::of(source, Span::new(line.next, source.len())).is_mail()
}

/// Whether a file that is not UTF-8 begins as a message does; then its parts say how they are stored.
pub(super) fn is_stored_in_parts(start: &[u8]) -> bool {
    const NAMES: [&str; 4] = ["mime-version:", "message-id:", "received:", "content-type:"];
    let head = String::from_utf8_lossy(&start[..start.len().min(4096)]).to_ascii_lowercase();
    let begins = head.lines().next().is_some_and(|line| line.starts_with("from ") || mime::is_field(line));
    let mut fields = head.lines().take_while(|line| !line.is_empty());
    begins && fields.any(|line| NAMES.iter().any(|name| line.starts_with(name)))
}

fn is_opening(line: &str) -> bool {
    line.starts_with("From ")
}

/// `09:12`, which stands in every line that opens a message and hardly ever in a sentence that begins with `From`.
fn has_time(line: &str) -> bool {
    let is_time = |w: &[u8]| w[0].is_ascii_digit() && w[1] == b':' && w[2].is_ascii_digit();
    line.as_bytes().windows(3).any(is_time)
}

/// The messages of a mailbox, in order.
struct Messages<'t> {
    source: &'t str,
    at: usize,
}

impl Messages<'_> {
    fn of(source: &str) -> Messages<'_> {
        Messages { source, at: super::bom_length(source) }
    }
}

impl Iterator for Messages<'_> {
    type Item = Span;

    /// A message reaches to an empty line above a line with `From ` and a header below. What stands in
    /// front of the first one belongs to none.
    fn next(&mut self) -> Option<Span> {
        let mut start = None;
        let mut is_blank_above = true;
        let mut lines = mail::lines_from(self.source, self.at).peekable();
        while let Some(line) = lines.next() {
            let opens = is_blank_above
                && is_opening(line.text)
                && lines.peek().is_some_and(|next| mime::is_field(next.text) || next.text.starts_with(">From "));
            match start {
                Some(start) if opens => {
                    self.at = line.start;
                    return Some(Span::new(start, line.start));
                }
                None if opens => start = Some(line.next),
                _ => {}
            }
            is_blank_above = line.text.is_empty();
        }
        self.at = self.source.len();
        start.map(|start| Span::new(start, self.source.len()))
    }
}

/// Collects the passages of messages.
struct Reader<'t, 'r> {
    source: &'t str,
    reading: &'r Reading,
    parser: MessageParser,
    is_mbox: bool,
    /// Whether there is nothing but ASCII in the file, which then is UTF-8 as well.
    is_ascii: bool,
    passages: Vec<Passage<'t>>,
    unread: Unread,
    /// Messages without headers.
    broken: usize,
}

impl<'t, 'r> Reader<'t, 'r> {
    fn new(source: &'t str, reading: &'r Reading, is_mbox: bool) -> Reader<'t, 'r> {
        Reader {
            source,
            reading,
            parser: MessageParser::new().with_mime_headers(),
            is_mbox,
            is_ascii: source.is_ascii(),
            passages: Vec::new(),
            unread: Unread::default(),
            broken: 0,
        }
    }

    /// The subject of a message, if it is no answer's, and its texts.
    fn message(&mut self, span: Span, locator: Option<&str>) -> Result<(), String> {
        let head = mime::Head::of(self.source, span);
        if !head.is_mail() {
            return Err("it has no headers of a mail".to_owned());
        }
        let subject = head.field("subject").map(|value| subject::decoded(self.source, value));
        let title = subject.as_ref().map(|(text, _)| title_of(text)).filter(|title| !title.is_empty());
        let title: Option<Arc<str>> = title.map(Arc::from);
        if let Some((text, is_encoded)) = subject
            && !header::is_answer(text.as_str())
        {
            let words = inline::read(text.as_str(), Vec::new(), self.reading.quoted).within(&text);
            let spelling = if is_encoded { Spelling::fixed() } else { Spelling::ascii() };
            let locator = Some(joined(locator, "subject"));
            self.passages.push(Passage { text: words, locator, title: title.clone(), spelling });
        }
        let texts = mime::texts(&self.parser, self.source, span, &mut self.unread);
        let is_one = texts.len() == 1;
        for text in texts {
            let locator = match (&text.number, locator) {
                (number, locator) if !is_one && !number.is_empty() => Some(joined(locator, &format!("part {number}"))),
                (_, locator) => locator.map(str::to_owned),
            };
            self.text(&text, locator, title.clone());
        }
        Ok(())
    }

    fn text(&mut self, text: &Text, locator: Option<String>, title: Option<Arc<str>>) {
        let spans = if self.is_mbox { without_escapes(self.source, text.body) } else { vec![text.body] };
        let charset = Charset::named(text.charset.as_deref());
        let (carrier, charset) = stored::text(self.source, &spans, text.transfer, charset);
        let layer = self.spelling(text, charset, &carrier);
        let carrier = match text.flowed {
            Some(flow) if text.kind == Kind::Plain => flowed::unwrapped(&carrier, flow),
            _ => carrier,
        };
        let (words, spelling) = match text.kind {
            Kind::Plain => (plain::text(carrier.as_str(), self.reading.quoted), layer),
            Kind::Html => (html::text(carrier.as_str(), self.reading.quoted), Spelling::html().inside(&layer)),
        };
        self.passages.push(Passage { text: words.within(&carrier), locator, title, spelling });
    }

    /// How words are written in a part whose bytes turned out to be of this encoding.
    fn spelling(&self, text: &Text, charset: &'static Encoding, carrier: &MappedText<'_>) -> Spelling {
        let is_utf8 = charset == encoding_rs::UTF_8 && text.transfer == Transfer::Bits(8) && self.is_ascii;
        // Letters outside ASCII that are read as they stand in the file can have others beside them.
        let is_as_it_stands =
            carrier.is_borrowed() && [encoding_rs::UTF_8, encoding_rs::WINDOWS_1252].contains(&charset);
        let has_letters = is_as_it_stands && !carrier.as_str().is_ascii();
        match text.transfer {
            Transfer::Base64 => Spelling::fixed(),
            _ if !charset.is_ascii_compatible() => Spelling::fixed(),
            Transfer::QuotedPrintable => Spelling::quoted_printable(charset),
            Transfer::Bits(_) if is_utf8 || has_letters => Spelling::plain(),
            Transfer::Bits(_) => Spelling::ascii(),
        }
    }

    fn finished(self) -> Read<'t> {
        let mut remarks = self.unread.remarks();
        if 0 < self.broken {
            let messages = if self.broken == 1 { "message has" } else { "messages have" };
            remarks.push(Remark::Partly(format!("{} {messages} no headers and cannot be read", self.broken)));
        }
        Read { count: self.passages.len(), passages: self.passages, remarks }
    }
}

fn joined(locator: Option<&str>, part: &str) -> String {
    locator.map_or_else(|| part.to_owned(), |locator| format!("{locator}, {part}"))
}

/// A subject in one line, as it stands beside findings.
fn title_of(subject: &MappedText<'_>) -> String {
    let words: Vec<&str> = subject.as_str().split_whitespace().collect();
    words.join(" ").chars().take(200).collect()
}

/// Mailboxes put a `>` in front of lines that begin with `From `; what is between those marks.
fn without_escapes(source: &str, span: Span) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = span.start;
    for line in mail::lines_from(&source[..span.end], span.start) {
        if line.text.starts_with('>') && line.text.trim_start_matches('>').starts_with("From ") {
            spans.push(Span::new(start, line.start));
            start = line.start + 1;
        }
    }
    spans.push(Span::new(start, span.end));
    spans
}
