//! What `--diff` prints: a unified diff, as `git apply` and `patch` read it.

use std::{
    borrow::Cow,
    fmt::Write,
    path::{Component, Path},
};

use similar::{ChangeTag, TextDiff};

use crate::cli::{clean, paint::Paint};

/// For whom a diff is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    /// Colours, or none.
    pub(super) paint: Paint,
    /// Whether a terminal shows it, which is not to be steered; programs get every byte as it is.
    pub(super) for_terminal: bool,
}

/// The difference between two states of the file at `path`, in the bytes that it holds.
pub(super) fn unified(path: &Path, old: &[u8], new: &[u8], look: Look) -> Vec<u8> {
    let lines = |bytes| <[u8]>::split_inclusive(bytes, |byte| *byte == b'\n').collect::<Vec<&[u8]>>();
    let (old, new) = (lines(old), lines(new));
    let diff = TextDiff::from_slices(&old, &new);
    let paint = look.paint;
    let mut out = Vec::new();
    let heads = [("---", "a"), ("+++", "b")].map(|(mark, side)| format!("{mark} {}", name(side, path)));
    heads.iter().for_each(|head| out.extend(format!("{}\n", paint.strong(head)).bytes()));
    for hunk in diff.unified_diff().context_radius(3).iter_hunks() {
        out.extend(format!("{}\n", paint.frame(hunk.header().to_string().trim_end())).bytes());
        for change in hunk.iter_changes() {
            let value = change.value();
            let (line, end) = match value.strip_suffix(b"\n") {
                Some(line) => (line, "\n"),
                None => (value, "\n\\ No newline at end of file\n"),
            };
            out.extend(painted(change.tag(), line, look).iter());
            out.extend(end.bytes());
        }
    }
    out
}

/// A line behind its mark. What is no UTF-8 stays as it is, without a colour.
fn painted(tag: ChangeTag, line: &[u8], look: Look) -> Vec<u8> {
    let mark = match tag {
        ChangeTag::Equal => ' ',
        ChangeTag::Delete => '-',
        ChangeTag::Insert => '+',
    };
    let line = match std::str::from_utf8(line) {
        Ok(line) if look.for_terminal => clean::lines(line.trim_end_matches('\r')),
        Ok(line) => Cow::Borrowed(line),
        Err(_) => return [&[mark as u8], line].concat(),
    };
    let line = format!("{mark}{line}");
    let painted = match tag {
        ChangeTag::Equal => return line.into_bytes(),
        ChangeTag::Delete => look.paint.removed(&line),
        ChangeTag::Insert => look.paint.added(&line),
    };
    painted.to_string().into_bytes()
}

/// The name of one side: below the folder that the diff is applied in, and quoted as git does where it
/// would be misread.
fn name(side: &str, path: &Path) -> String {
    let parts = path.components().filter_map(|part| match part {
        Component::Normal(part) => Some(part.as_encoded_bytes()),
        Component::ParentDir => Some(b"..".as_slice()),
        Component::Prefix(_) | Component::RootDir | Component::CurDir => None,
    });
    let bytes = std::iter::once(side.as_bytes()).chain(parts).collect::<Vec<_>>().join(&b'/');
    let is_plain = |byte: &u8| !byte.is_ascii_control() && !matches!(byte, b'"' | b'\\');
    if let Ok(plain) = std::str::from_utf8(&bytes)
        && bytes.iter().all(is_plain)
        && !plain.contains(clean::steers)
    {
        // What reads the name stops at a tab, and takes a date for a part of it without one.
        let end = if plain.contains(' ') { "\t" } else { "" };
        return format!("{plain}{end}");
    }
    let mut quoted = String::from("\"");
    for byte in bytes {
        let _ = match byte {
            b'"' | b'\\' => write!(quoted, "\\{}", char::from(byte)),
            b' '..=b'~' => write!(quoted, "{}", char::from(byte)),
            _ => write!(quoted, "\\{byte:03o}"),
        };
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOOK: Look = Look { paint: Paint::PLAIN, for_terminal: false };

    #[test]
    fn every_byte_of_a_line_is_there_and_a_missing_line_break_is_told() {
        let (old, new) = ("\u{FEFF}one\r\ntwo", "\u{FEFF}one\r\nthree");
        let diff = unified(Path::new("a/late.md"), old.as_bytes(), new.as_bytes(), LOOK);
        let expected = "--- a/a/late.md\n+++ b/a/late.md\n@@ -1,2 +1,2 @@\n \u{FEFF}one\r\n-two\n\\ No newline at \
                        end of file\n+three\n\\ No newline at end of file\n";
        assert_eq!(String::from_utf8_lossy(&diff), expected);
    }

    #[test]
    fn a_terminal_is_not_steered() {
        let look = Look { for_terminal: true, ..LOOK };
        let diff = unified(Path::new("a.md"), b"\x1b[2Jone\r\n", b"two\r\n", look);
        let diff = String::from_utf8_lossy(&diff);
        assert!(diff.contains("-\\u{1b}[2Jone\n+two\n"), "{diff:?}");
    }

    #[test]
    fn odd_names_are_quoted_as_git_quotes_them() {
        assert_eq!(name("a", Path::new("./drafts//late.md")), "a/drafts/late.md");
        assert_eq!(name("b", Path::new("/drafts/naïve.md")), "b/drafts/naïve.md");
        assert_eq!(name("a", Path::new("my draft.md")), "a/my draft.md\t");
        assert_eq!(name("a", Path::new("say \"hi\"\n.md")), "\"a/say \\\"hi\\\"\\012.md\"");
    }
}
