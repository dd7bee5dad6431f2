//! Numbers and text as flat bytes, so that what is compiled in can be used where it lies.

use std::borrow::Cow;

/// Numbers of 32 bits, little-endian; borrowed until something is added.
#[derive(Clone, Debug, Default)]
pub(crate) struct Numbers(Cow<'static, [u8]>);

impl Numbers {
    pub(crate) fn len(&self) -> usize {
        self.0.len() / 4
    }

    /// The number at `at`; 0 past the end.
    #[inline]
    pub(crate) fn get(&self, at: usize) -> u32 {
        self.0.get(at * 4..).and_then(|rest| rest.first_chunk()).map_or(0, |bytes| u32::from_le_bytes(*bytes))
    }

    pub(crate) fn push(&mut self, number: u32) {
        self.0.to_mut().extend_from_slice(&number.to_le_bytes());
    }

    /// The numbers from `start` up to `end`.
    pub(crate) fn slice(&self, start: usize, end: usize) -> impl Iterator<Item = u32> + '_ {
        let bytes = self.0.get(start * 4..end * 4).unwrap_or_default();
        bytes.chunks_exact(4).map(|bytes| u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.slice(0, self.len())
    }
}

impl FromIterator<u32> for Numbers {
    fn from_iter<I: IntoIterator<Item = u32>>(numbers: I) -> Numbers {
        Numbers(Cow::Owned(numbers.into_iter().flat_map(u32::to_le_bytes).collect()))
    }
}

/// Numbers of 16 bits, little-endian; borrowed until something is added.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shorts(Cow<'static, [u8]>);

impl Shorts {
    pub(crate) fn len(&self) -> usize {
        self.0.len() / 2
    }

    pub(crate) fn push(&mut self, number: u16) {
        self.0.to_mut().extend_from_slice(&number.to_le_bytes());
    }

    /// The numbers from `start` up to `end`.
    pub(crate) fn slice(&self, start: usize, end: usize) -> impl Iterator<Item = u16> + '_ {
        let bytes = self.0.get(start * 2..end * 2).unwrap_or_default();
        bytes.chunks_exact(2).map(|bytes| u16::from_le_bytes([bytes[0], bytes[1]]))
    }

    /// The number at `at`; 0 past the end.
    pub(crate) fn get(&self, at: usize) -> u16 {
        self.slice(at, at + 1).next().unwrap_or(0)
    }
}

/// Text; borrowed until something is added.
pub(crate) type Letters = Cow<'static, str>;

/// Several arrays one after the other, each behind its length in bytes.
#[derive(Debug, Default)]
pub(crate) struct Writer(Vec<u8>);

impl Writer {
    pub(crate) fn numbers(&mut self, numbers: &Numbers) {
        self.bytes(&numbers.0);
    }

    pub(crate) fn shorts(&mut self, shorts: &Shorts) {
        self.bytes(&shorts.0);
    }

    pub(crate) fn letters(&mut self, letters: &str) {
        self.bytes(letters.as_bytes());
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
        self.0.extend_from_slice(bytes);
    }

    pub(crate) fn finish(self) -> Vec<u8> {
        self.0
    }
}

/// Reads what a [`Writer`] wrote. What is not there is empty.
#[derive(Debug)]
pub(crate) struct Reader(&'static [u8]);

impl Reader {
    pub(crate) fn new(bytes: &'static [u8]) -> Reader {
        Reader(bytes)
    }

    pub(crate) fn bytes(&mut self) -> &'static [u8] {
        let Some((length, rest)) = self.0.split_first_chunk() else { return &[] };
        let length = usize::try_from(u64::from_le_bytes(*length)).unwrap_or(usize::MAX);
        let (bytes, rest) = rest.split_at(length.min(rest.len()));
        self.0 = rest;
        bytes
    }

    pub(crate) fn numbers(&mut self) -> Numbers {
        Numbers(Cow::Borrowed(self.bytes()))
    }

    pub(crate) fn shorts(&mut self) -> Shorts {
        Shorts(Cow::Borrowed(self.bytes()))
    }

    pub(crate) fn letters(&mut self) -> Letters {
        Cow::Borrowed(std::str::from_utf8(self.bytes()).unwrap_or_default())
    }
}
