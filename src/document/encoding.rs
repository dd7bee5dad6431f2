//! How the characters of a file are stored, so that places can be told in its own bytes.

use super::message;

/// How a file stores its characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    #[default]
    Utf8,
    /// UTF-16, the low byte first.
    Utf16Le,
    /// UTF-16, the high byte first.
    Utf16Be,
    /// windows-1252, which spreadsheets write in the West; Latin-1 is read the same way.
    Windows1252,
}

/// How many units are looked at to tell UTF-16 by its zeros.
const SAMPLE: usize = 4096;

impl Encoding {
    /// Its name in output.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16Le => "UTF-16 LE",
            Encoding::Utf16Be => "UTF-16 BE",
            Encoding::Windows1252 => "windows-1252",
        }
    }

    /// What the first bytes of a file say: a byte order mark, or the zeros between Latin letters.
    /// Everything else is UTF-8 or nothing.
    ///
    /// ```
    /// use tonelint::Encoding;
    /// assert_eq!(Encoding::of(b"\xFF\xFEH\0i\0"), Encoding::Utf16Le);
    /// assert_eq!(Encoding::of(b"\0H\0i\0 \0t\0h\0e\0r\0e"), Encoding::Utf16Be);
    /// assert_eq!(Encoding::of(b"Hi there"), Encoding::Utf8);
    /// ```
    pub fn of(start: &[u8]) -> Encoding {
        match start {
            [0xFF, 0xFE, ..] => Encoding::Utf16Le,
            [0xFE, 0xFF, ..] => Encoding::Utf16Be,
            _ => by_zeros(start),
        }
    }

    /// What the head of an HTML page or of XML declares, of the encodings that its bytes do not tell. The parts of an
    /// e-mail declare each its own, so that its bytes are kept one by one, as windows-1252 does.
    ///
    /// ```
    /// use tonelint::Encoding;
    /// let page = b"<html><meta charset='ISO-8859-1'>na\xEFve";
    /// assert_eq!(Encoding::declared(page), Some(Encoding::Windows1252));
    /// ```
    pub fn declared(start: &[u8]) -> Option<Encoding> {
        if message::is_stored_in_parts(start) {
            return Some(Encoding::Windows1252);
        }
        let head = String::from_utf8_lossy(&start[..start.len().min(1024)]).to_ascii_lowercase();
        let by_page = || head.split_once("<meta").and_then(|(_, meta)| meta.split_once("charset="));
        let by_xml = || head.split_once("<?xml").and_then(|(_, xml)| xml.split_once("encoding="));
        let (_, label) = by_page().or_else(by_xml)?;
        let label = label.trim_start_matches(['"', '\'', ' ']);
        let label = label.split(|c: char| !(c.is_ascii_alphanumeric() || "-_:".contains(c))).next()?;
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
        (encoding == encoding_rs::WINDOWS_1252).then_some(Encoding::Windows1252)
    }

    /// The text of a whole file, a byte order mark included; nothing when the bytes are not of this encoding.
    pub fn decode(self, bytes: Vec<u8>) -> Option<String> {
        match self {
            Encoding::Utf8 => String::from_utf8(bytes).ok(),
            Encoding::Utf16Le => from_utf16(&bytes, encoding_rs::UTF_16LE),
            Encoding::Utf16Be => from_utf16(&bytes, encoding_rs::UTF_16BE),
            Encoding::Windows1252 => {
                encoding_rs::WINDOWS_1252.decode_without_bom_handling_and_without_replacement(&bytes).map(Into::into)
            }
        }
    }

    /// The bytes of a whole file; nothing when the encoding has no place for one of the characters.
    pub fn encode(self, text: &str) -> Option<Vec<u8>> {
        match self {
            Encoding::Utf8 => Some(text.as_bytes().to_vec()),
            Encoding::Utf16Le => Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
            Encoding::Utf16Be => Some(text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
            Encoding::Windows1252 => {
                let (bytes, _, unknown) = encoding_rs::WINDOWS_1252.encode(text);
                (!unknown).then(|| bytes.into_owned())
            }
        }
    }
}

fn from_utf16(bytes: &[u8], encoding: &'static encoding_rs::Encoding) -> Option<String> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(Into::into)
}

/// Latin text in UTF-16 has a zero in nearly every unit, always on the same side; an emoji may have one on the other
/// side, and on both sides text has none.
fn by_zeros(start: &[u8]) -> Encoding {
    let units = || start.chunks_exact(2).take(SAMPLE);
    let zeros = |side: usize| units().filter(|unit| unit[side] == 0).count();
    let all = units().count();
    let most = |zeros: usize| 2 < all && all * 7 <= zeros * 10;
    if units().any(|unit| unit == [0, 0]) {
        Encoding::Utf8
    } else if most(zeros(1)) {
        Encoding::Utf16Le
    } else if most(zeros(0)) {
        Encoding::Utf16Be
    } else {
        Encoding::Utf8
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Encoding; 4] = [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Windows1252];

    #[test]
    fn what_is_written_is_read_again() {
        for encoding in ALL {
            let bytes = encoding.encode("naïve – “yes”\r\n").expect("every encoding has these");
            assert_eq!(encoding.decode(bytes).as_deref(), Some("naïve – “yes”\r\n"), "{encoding:?}");
        }
        let every_byte: Vec<u8> = (0..=255).collect();
        let text = Encoding::Windows1252.decode(every_byte.clone()).expect("every byte is a character");
        assert_eq!(Encoding::Windows1252.encode(&text), Some(every_byte));
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert_eq!(Encoding::Windows1252.encode("日"), None);
        assert_eq!(Encoding::Utf16Le.decode(b"a".to_vec()), None);
        assert_eq!(Encoding::Utf16Le.decode(vec![0x00, 0xD8, b'a', 0]), None);
        assert_eq!(Encoding::Utf8.decode(vec![0xEF]), None);
    }

    #[test]
    fn zeros_on_both_sides_are_no_text() {
        assert_eq!(Encoding::of(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), Encoding::Utf8);
        assert_eq!(Encoding::of(&[0; 64]), Encoding::Utf8);
        assert_eq!(Encoding::of(b"H\0i\0"), Encoding::Utf8);
        assert_eq!(Encoding::of(b"H\0i\0!\0"), Encoding::Utf16Le);
        for encoding in [Encoding::Utf16Le, Encoding::Utf16Be] {
            let bytes = encoding.encode("Hi there \u{1F600}").expect("it has every letter");
            assert_eq!(Encoding::of(&bytes), encoding);
            assert_eq!(Encoding::of(&[&bytes[..], b"\0\0"].concat()), Encoding::Utf8);
        }
    }
}
