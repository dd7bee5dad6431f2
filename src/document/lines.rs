//! Lines and columns of a source, looked up quickly on lines of any length.

use super::{bom_length, encoding::Encoding};
use crate::span::Position;

/// How far apart the places are at which characters were counted.
const STEP: usize = 4096;

/// Where lines start, and how many characters stand before every `STEP`th byte.
#[derive(Debug)]
pub(super) struct Lines {
    starts: Vec<usize>,
    counts: Vec<Count>,
}

/// How much text stands before a byte.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    characters: usize,
    utf16: usize,
}

impl Count {
    fn plus(self, bytes: &[u8]) -> Count {
        // The first byte of a character says how long it is; four bytes are two UTF-16 units.
        let characters = bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count();
        let long = bytes.iter().filter(|&&byte| 0xF0 <= byte).count();
        Count { characters: self.characters + characters, utf16: self.utf16 + characters + long }
    }
}

impl Lines {
    pub(super) fn new(source: &str) -> Lines {
        let after = |at: usize| at + 1;
        let ends = memchr::memchr_iter(b'\n', source.as_bytes());
        let starts = std::iter::once(0).chain(ends.map(after)).collect();
        let mut counts = vec![Count::default()];
        let mut count = Count::default();
        for chunk in source.as_bytes().chunks(STEP) {
            count = count.plus(chunk);
            counts.push(count);
        }
        Lines { starts, counts }
    }

    /// Where byte `offset` stands; inside a character, its start, and past the end, the end.
    pub(super) fn position(&self, source: &str, offset: usize, encoding: Encoding) -> Position {
        let mut byte = offset.min(source.len());
        while !source.is_char_boundary(byte) {
            byte -= 1;
        }
        let line = self.starts.partition_point(|&start| start <= byte);
        let start = self.starts[line - 1];
        // Editors show no column for a byte order mark.
        let first = if line == 1 { bom_length(source).min(byte) } else { start };
        let (before_line, before) = (self.count(source, first), self.count(source, byte));
        Position {
            byte: match encoding {
                Encoding::Utf8 => byte,
                Encoding::Utf16Le | Encoding::Utf16Be => 2 * before.utf16,
                Encoding::Windows1252 => before.characters,
            },
            line,
            column: before.characters - before_line.characters + 1,
            utf16: before.utf16 - before_line.utf16 + 1,
            utf8: byte - start + 1,
        }
    }

    fn count(&self, source: &str, byte: usize) -> Count {
        let step = byte / STEP;
        self.counts[step].plus(&source.as_bytes()[step * STEP..byte])
    }
}
