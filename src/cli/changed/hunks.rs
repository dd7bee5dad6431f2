//! Reads `git diff --unified=0`: which lines of which file are new.

use std::{
    collections::HashMap,
    io::{self, BufRead},
    ops::RangeInclusive,
};

use super::Lines;

/// The new lines of every file that has some, by its path below the root of the repository.
pub(super) fn read(mut diff: impl BufRead) -> io::Result<HashMap<Vec<u8>, Lines>> {
    let mut files: HashMap<Vec<u8>, Lines> = HashMap::new();
    let mut file: Option<Vec<u8>> = None;
    let mut line = Vec::new();
    // Lines of drafts may look like heads; only as many as a hunk names are passed over as its own.
    let mut left = 0;
    loop {
        line.clear();
        if diff.read_until(b'\n', &mut line)? == 0 {
            return Ok(files);
        }
        let text = line.strip_suffix(b"\n").unwrap_or(&line);
        if 0 < left && matches!(text.first(), Some(b'+' | b'-')) {
            left -= 1;
        } else if let Some(name) = text.strip_prefix(b"+++ ") {
            file = new_name(name);
        } else if let Some(hunk) = text.strip_prefix(b"@@ ").and_then(Hunk::parse) {
            left = hunk.length;
            if let (Some(file), Some(lines)) = (&file, hunk.added) {
                files.entry(file.clone()).or_default().push(lines);
            }
        }
    }
}

/// The head of a hunk.
struct Hunk {
    /// The lines that are new; none when some are only gone.
    added: Option<RangeInclusive<usize>>,
    /// How many lines of the diff belong to it.
    length: usize,
}

impl Hunk {
    /// `-4,2 +4,3 @@ …`
    fn parse(text: &[u8]) -> Option<Hunk> {
        let text = std::str::from_utf8(&text[..text.iter().position(|&byte| byte == b'@')?]).ok()?;
        let (old, new) = text.trim().strip_prefix('-')?.split_once(" +")?;
        let range = |range: &str| -> Option<(usize, usize)> {
            let (start, count) = range.split_once(',').unwrap_or((range, "1"));
            Some((start.parse().ok()?, count.parse().ok()?))
        };
        let ((_, gone), (start, count)) = (range(old)?, range(new)?);
        let added = (0 < count).then(|| start..=start.saturating_add(count - 1));
        Some(Hunk { added, length: gone.saturating_add(count) })
    }
}

/// The path behind `+++`; none when the file is gone.
fn new_name(name: &[u8]) -> Option<Vec<u8>> {
    let name = match name.strip_prefix(b"\"") {
        Some(quoted) => unquoted(quoted),
        // Git ends a name that has a blank in it with a tab.
        None => name.strip_suffix(b"\t").unwrap_or(name).to_vec(),
    };
    name.strip_prefix(b"b/").map(<[u8]>::to_vec)
}

/// A name as C writes it, up to its closing quotation mark.
fn unquoted(quoted: &[u8]) -> Vec<u8> {
    let mut name = Vec::with_capacity(quoted.len());
    let mut bytes = quoted.iter().copied().peekable();
    while let Some(byte) = bytes.next().filter(|&byte| byte != b'"') {
        let escaped = if byte == b'\\' { bytes.next() } else { None };
        name.push(match escaped {
            None => byte,
            Some(digit @ b'0'..=b'7') => {
                let mut value = u32::from(digit - b'0');
                while let Some(digit) = bytes.next_if(|next| value < 32 && (b'0'..=b'7').contains(next)) {
                    value = value * 8 + u32::from(digit - b'0');
                }
                u8::try_from(value).unwrap_or(b'?')
            }
            Some(b'a') => 0x07,
            Some(b'b') => 0x08,
            Some(b't') => b'\t',
            Some(b'n') => b'\n',
            Some(b'v') => 0x0B,
            Some(b'f') => 0x0C,
            Some(b'r') => b'\r',
            Some(other) => other,
        });
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(diff: &str, expected: &[(&str, &[(usize, usize)])]) {
        let read = read(diff.as_bytes()).expect("bytes can be read");
        let mut read: Vec<(String, Vec<(usize, usize)>)> = (read.into_iter())
            .map(|(name, lines)| {
                let lines = lines.into_iter().map(RangeInclusive::into_inner).collect();
                (String::from_utf8_lossy(&name).into_owned(), lines)
            })
            .collect();
        read.sort();
        let expected: Vec<_> = expected.iter().map(|(name, lines)| ((*name).to_owned(), lines.to_vec())).collect();
        assert_eq!(read, expected);
    }

    #[test]
    fn new_lines_are_known_by_file_and_lines_that_are_gone_leave_nothing() {
        check(
            "--- a/late.md\n+++ b/late.md\n@@ -2 +2,2 @@ Hi\n-x\n+y\n+z\n@@ -9,2 +10,0 @@\n-a\n-b\n\
             --- a/gone.md\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n",
            &[("late.md", &[(2, 3)])],
        );
    }

    #[test]
    fn a_draft_that_looks_like_a_diff_is_read_as_text() {
        check(
            "--- a/a.md\n+++ b/a.md\n@@ -1,2 +1,2 @@\n--- a/b.md\n-@@ -1 +1 @@\n+++ b/b.md\n+@@ -7 +7 @@\n@@ -9 +9 @@\n-x\n+y\n",
            &[("a.md", &[(1, 2), (9, 9)])],
        );
    }

    #[test]
    fn names_that_git_quotes_are_read_as_they_are() {
        check("+++ \"b/a\\n\\303\\251\\\"\\\\.md\"\n@@ -0,0 +1 @@\n+x\n", &[("a\né\"\\.md", &[(1, 1)])]);
        check("+++ b/two words.md\t\n@@ -0,0 +1 @@\n+x\n", &[("two words.md", &[(1, 1)])]);
    }

    #[test]
    fn anything_else_is_passed_over() {
        check("@@ nonsense\n@@ -1 +99999999999999999999 @@\n+++ x\n\\ No newline\n", &[]);
    }
}
