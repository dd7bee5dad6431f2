//! Looks ahead for closing marks without ever reading the same stretch twice.

/// The next occurrence of one thing, remembered until the reader has passed it.
///
/// A draft may hold a million opening marks and no closing one; asking for the closing mark at
/// each of them has to stay linear.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Next {
    known: Option<Known>,
}

#[derive(Clone, Copy, Debug)]
struct Known {
    from: usize,
    found: Option<usize>,
}

impl Next {
    /// The first occurrence at or after `at`; `search` looks for it from a place on.
    pub(super) fn at_or_after(&mut self, at: usize, search: impl FnOnce(usize) -> Option<usize>) -> Option<usize> {
        if let Some(Known { from, found }) = self.known
            && from <= at
            && found.is_none_or(|found| at <= found)
        {
            return found;
        }
        let found = search(at);
        self.known = Some(Known { from: at, found });
        found
    }
}

/// The next occurrences of a few fixed strings, in any letter case.
#[derive(Debug)]
pub(super) struct Finder<'t> {
    source: &'t str,
    needles: Vec<(&'static str, Next)>,
}

impl<'t> Finder<'t> {
    pub(super) fn new(source: &'t str) -> Finder<'t> {
        Finder { source, needles: Vec::new() }
    }

    /// Where `needle` stands next, at or after `at`.
    pub(super) fn find(&mut self, needle: &'static str, at: usize) -> Option<usize> {
        let index = match self.needles.iter().position(|(known, _)| *known == needle) {
            Some(index) => index,
            None => {
                self.needles.push((needle, Next::default()));
                self.needles.len() - 1
            }
        };
        let bytes = self.source.as_bytes();
        self.needles[index].1.at_or_after(at, |from| find_ignoring_case(bytes, needle, from))
    }

    /// The same, but not past the end of the line.
    pub(super) fn find_in_line(&mut self, needle: &'static str, at: usize) -> Option<usize> {
        let line_end = self.find("\n", at).unwrap_or(self.source.len());
        self.find(needle, at).filter(|&found| found < line_end)
    }
}

fn find_ignoring_case(bytes: &[u8], needle: &str, from: usize) -> Option<usize> {
    let needle = needle.as_bytes();
    // Every needle begins with a mark, or with a letter that is given in lower case.
    let first = *needle.first()?;
    let matches = |&at: &usize| bytes.get(at..at + needle.len()).is_some_and(|part| part.eq_ignore_ascii_case(needle));
    let rest = bytes.get(from..)?;
    memchr::memchr2_iter(first, first.to_ascii_uppercase(), rest).map(|at| from + at).find(|at| matches(at))
}
