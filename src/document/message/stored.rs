//! Text as mail stores it, in bytes of some charset behind some transfer encoding, with the place of each byte.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::super::mail;
use crate::{mapped::MappedText, span::Span};

/// How a part's bytes are written in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Transfer {
    /// As they are: of 7 or 8 bits.
    Bits(u8),
    QuotedPrintable,
    Base64,
}

impl Transfer {
    pub(super) fn named(name: &str) -> Transfer {
        match name.trim().to_ascii_lowercase().as_str() {
            "quoted-printable" => Transfer::QuotedPrintable,
            "base64" => Transfer::Base64,
            "8bit" | "binary" => Transfer::Bits(8),
            _ => Transfer::Bits(7),
        }
    }
}

/// What a part says about its charset.
#[derive(Clone, Copy, Debug)]
pub(super) enum Charset {
    Named(&'static Encoding),
    /// Nothing that is known: UTF-8 if the bytes are, else windows-1252.
    Unknown,
}

impl Charset {
    pub(super) fn named(label: Option<&str>) -> Charset {
        let label = label.map(str::trim).filter(|label| !label.eq_ignore_ascii_case("us-ascii"));
        match label.and_then(|label| Encoding::for_label(label.as_bytes())) {
            // Many programs say UTF-8 and write what they have.
            Some(encoding) if encoding != UTF_8 => Charset::Named(encoding),
            _ => Charset::Unknown,
        }
    }

    fn of(self, bytes: &[u8]) -> &'static Encoding {
        match self {
            Charset::Named(encoding) => encoding,
            Charset::Unknown if std::str::from_utf8(bytes).is_ok() => UTF_8,
            Charset::Unknown => WINDOWS_1252,
        }
    }
}

/// The text of a part whose body is these stretches of the source, and the encoding of its bytes.
pub(super) fn text<'t>(
    source: &'t str,
    body: &[Span],
    transfer: Transfer,
    charset: Charset,
) -> (MappedText<'t>, &'static Encoding) {
    let is_ascii = body.iter().all(|span| source[span.range()].is_ascii());
    let is_simple = match charset {
        Charset::Unknown => true,
        Charset::Named(encoding) => encoding.is_ascii_compatible(),
    };
    let (mut text, mut stored) = (MappedText::new(), Stored::default());
    if matches!(transfer, Transfer::Bits(_)) && is_ascii && is_simple {
        body.iter().for_each(|span| text.push_verbatim(source, *span));
        return (text, charset.of(b""));
    }
    for span in body {
        match transfer {
            Transfer::Bits(_) => stored.bits(source, *span),
            Transfer::QuotedPrintable => stored.quoted_printable(source, *span),
            Transfer::Base64 => stored.base64(source, *span),
        }
    }
    let encoding = stored.decode(source, charset, &mut text);
    (text, encoding)
}

/// Bytes, and where each of them stands in the source.
#[derive(Debug, Default)]
pub(super) struct Stored {
    bytes: Vec<u8>,
    runs: Vec<Run>,
    /// Whether letters stand in the source that no single byte was read as: it is UTF-8.
    is_utf8: bool,
}

/// Bytes that are written in one way.
#[derive(Clone, Copy, Debug)]
struct Run {
    /// The first of them.
    at: usize,
    source: Span,
    way: Way,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// As they are.
    Verbatim,
    /// Together, as one thing.
    Whole,
    /// Three by three, as four letters each.
    Quanta,
}

impl Stored {
    fn push(&mut self, bytes: &[u8], source: Span, way: Way) {
        if let Some(last) = self.runs.last_mut()
            && way != Way::Whole
            && last.way == way
            && last.source.end == source.start
        {
            last.source.end = source.end;
        } else {
            self.runs.push(Run { at: self.bytes.len(), source, way });
        }
        self.bytes.extend_from_slice(bytes);
    }

    /// Characters of the source that stand for their bytes. Where the file is not UTF-8 each byte was read as
    /// a character of windows-1252.
    pub(super) fn bits(&mut self, source: &str, span: Span) {
        let text = &source[span.range()];
        let mut rest = 0;
        while let Some(found) = text.as_bytes()[rest..].iter().position(|byte| !byte.is_ascii()) {
            let at = rest + found;
            self.ascii(source, Span::new(span.start + rest, span.start + at));
            let c = text[at..].chars().next().unwrap_or_default();
            rest = at + c.len_utf8();
            let place = Span::new(span.start + at, span.start + rest);
            match byte_of(c).filter(|_| !self.is_utf8) {
                Some(byte) => self.push(&[byte], place, Way::Whole),
                None => self.turn_to_utf8(source, c, place),
            }
        }
        self.ascii(source, Span::new(span.start + rest, span.end));
    }

    fn ascii(&mut self, source: &str, span: Span) {
        if !span.is_empty() {
            self.push(&source.as_bytes()[span.range()], span, Way::Verbatim);
        }
    }

    /// The source cannot be bytes in disguise: what was taken for one becomes the letter that it is.
    fn turn_to_utf8(&mut self, source: &str, c: char, place: Span) {
        if !self.is_utf8 {
            *self = self.with_letters(source);
        }
        self.push(c.encode_utf8(&mut [0; 4]).as_bytes(), place, Way::Whole);
    }

    /// The same with the letters that stand in the source in UTF-8.
    fn with_letters(&self, source: &str) -> Stored {
        let mut stored = Stored { is_utf8: true, ..Stored::default() };
        for (index, run) in self.runs.iter().enumerate() {
            let end = self.runs.get(index + 1).map_or(self.bytes.len(), |next| next.at);
            let written = &source.as_bytes()[run.source.range()];
            let is_letter = run.way == Way::Whole && written.iter().all(|byte| !byte.is_ascii());
            stored.push(if is_letter { written } else { &self.bytes[run.at..end] }, run.source, run.way);
        }
        stored
    }

    /// `=E2=80=99`, lines that go on after `=`, and spaces at line ends that are only padding.
    fn quoted_printable(&mut self, source: &str, span: Span) {
        for line in mail::lines_from(&source[..span.end], span.start) {
            let end = line.start + line.text.len();
            let content = line.text.trim_end_matches([' ', '\t']);
            match content.strip_suffix('=') {
                Some(content) => self.escaped(source, Span::new(line.start, line.start + content.len())),
                None => {
                    self.escaped(source, Span::new(line.start, line.start + content.len()));
                    self.ascii(source, Span::new(end, line.next.min(span.end)));
                }
            }
        }
    }

    fn escaped(&mut self, source: &str, span: Span) {
        let bytes = &source.as_bytes()[..span.end];
        let mut at = span.start;
        let mut from = span.start;
        while let Some(found) = memchr::memchr(b'=', &bytes[from..]) {
            let escape = from + found;
            from = escape + 1;
            if let Some(byte) = bytes.get(escape + 1..escape + 3).and_then(by_digits) {
                self.bits(source, Span::new(at, escape));
                self.push(&[byte], Span::new(escape, escape + 3), Way::Whole);
                (at, from) = (escape + 3, escape + 3);
            }
        }
        self.bits(source, Span::new(at, span.end));
    }

    /// The same in a header, where `_` is a space.
    pub(super) fn header_words(&mut self, source: &str, span: Span) {
        let mut at = span.start;
        for (found, _) in source[span.range()].match_indices('_') {
            let mark = span.start + found;
            self.escaped(source, Span::new(at, mark));
            self.push(b" ", Span::new(mark, mark + 1), Way::Whole);
            at = mark + 1;
        }
        self.escaped(source, Span::new(at, span.end));
    }

    /// Four letters for three bytes; whatever is no letter of it is passed over.
    pub(super) fn base64(&mut self, source: &str, span: Span) {
        let mut bits = 0_u32;
        let mut count = 0;
        let mut start = span.start;
        for (at, byte) in span.range().zip(&source.as_bytes()[span.range()]) {
            match sextet(*byte) {
                Some(value) => {
                    if count == 0 {
                        start = at;
                    }
                    bits = bits << 6 | u32::from(value);
                    count += 1;
                }
                None if *byte == b'=' => {
                    self.quantum(bits, count, Span::new(start, at));
                    (bits, count) = (0, 0);
                }
                None => {}
            }
            if count == 4 {
                self.quantum(bits, count, Span::new(start, at + 1));
                (bits, count) = (0, 0);
            }
        }
        self.quantum(bits, count, Span::new(start, span.end));
    }

    fn quantum(&mut self, bits: u32, count: usize, place: Span) {
        let [_, bytes @ ..] = (bits << (6 * (4 - count))).to_be_bytes();
        let length = count.saturating_sub(1);
        let way = if place.len() == 4 && length == 3 { Way::Quanta } else { Way::Whole };
        if 0 < length {
            self.push(&bytes[..length], place, way);
        }
    }

    /// Adds the text of these bytes, and tells how they were read.
    pub(super) fn decode<'t>(self, source: &'t str, charset: Charset, text: &mut MappedText<'t>) -> &'static Encoding {
        if self.is_utf8 {
            return self.decode_as(UTF_8, source, text);
        }
        let encoding = charset.of(&self.bytes);
        if matches!(charset, Charset::Unknown) && encoding != UTF_8 {
            let with_letters = self.with_letters(source);
            if std::str::from_utf8(&with_letters.bytes).is_ok() {
                return with_letters.decode_as(UTF_8, source, text);
            }
        }
        self.decode_as(encoding, source, text)
    }

    fn decode_as<'t>(
        &self,
        encoding: &'static Encoding,
        source: &'t str,
        text: &mut MappedText<'t>,
    ) -> &'static Encoding {
        let mut writer = Writer { stored: self, source, run: 0, text };
        let mut decoder = encoding.new_decoder_without_bom_handling();
        let mut letters = String::with_capacity(64);
        // The first byte of the letter that is being read.
        let (mut start, mut at) = (0, 0);
        while at < self.bytes.len() {
            if start == at && encoding.is_ascii_compatible() {
                let plain = self.bytes[at..].iter().take_while(|byte| byte.is_ascii()).count();
                if 0 < plain {
                    writer.ascii(at, at + plain);
                    (start, at) = (at + plain, at + plain);
                    continue;
                }
            }
            let is_last = at + 1 == self.bytes.len();
            let _ = decoder.decode_to_string(&self.bytes[at..=at], &mut letters, is_last);
            at += 1;
            if !letters.is_empty() {
                writer.letters(start, at, &letters);
                letters.clear();
                start = at;
            }
        }
        encoding
    }
}

/// The byte that a character stands for in a file that was read byte by byte.
fn byte_of(c: char) -> Option<u8> {
    let mut buffer = [0; 4];
    let (bytes, _, is_unknown) = WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
    match (&*bytes, is_unknown) {
        ([byte], false) => Some(*byte),
        _ => None,
    }
}

fn by_digits(digits: &[u8]) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    match digits {
        [high, low] => Some(digit(*high)? << 4 | digit(*low)?),
        _ => None,
    }
}

fn sextet(byte: u8) -> Option<u8> {
    match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

/// Pushes text in the order of the bytes it comes from.
struct Writer<'s, 't, 'm> {
    stored: &'s Stored,
    source: &'t str,
    /// The run that holds the last byte that was asked for.
    run: usize,
    text: &'m mut MappedText<'t>,
}

impl Writer<'_, '_, '_> {
    /// Where byte `at` stands, and how many bytes from there on stand in one stretch with it.
    fn place(&mut self, at: usize) -> (Span, Way, usize) {
        let runs = &self.stored.runs;
        while runs.get(self.run + 1).is_some_and(|next| next.at <= at) {
            self.run += 1;
        }
        let Run { at: first, source, way } = runs[self.run];
        let end = runs.get(self.run + 1).map_or(self.stored.bytes.len(), |next| next.at);
        let offset = at - first;
        match way {
            Way::Whole => (source, way, end - at),
            Way::Verbatim => {
                let start = source.start + offset;
                (Span::new(start, source.end), way, end - at)
            }
            Way::Quanta => {
                let start = source.start + offset / 3 * 4;
                (Span::new(start, start + 4), way, 3 - offset % 3)
            }
        }
    }

    /// Bytes `from` to `to`, which are ASCII.
    fn ascii(&mut self, mut from: usize, to: usize) {
        while from < to {
            let (place, way, length) = self.place(from);
            let end = to.min(from + length);
            if way == Way::Verbatim {
                self.text.push_verbatim(self.source, Span::new(place.start, place.start + (end - from)));
            } else if let Ok(text) = std::str::from_utf8(&self.stored.bytes[from..end]) {
                self.text.push_replaced(text, place);
            }
            from = end;
        }
    }

    /// The letters that bytes `from` to `to` turned out to be.
    fn letters(&mut self, from: usize, to: usize, letters: &str) {
        let first = self.place(from).0;
        let (last, way, _) = self.place(to - 1);
        let end = if way == Way::Verbatim { last.start + 1 } else { last.end };
        let place = Span::new(first.start, end);
        if self.source.get(place.range()) == Some(letters) {
            self.text.push_verbatim(self.source, place);
        } else {
            self.text.push_replaced(letters, place);
        }
    }
}
