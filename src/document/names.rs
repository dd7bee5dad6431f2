//! Names of things in running text: addresses, paths, files, handles, identifiers.

use crate::span::Span;

/// What a mark inside a word turned out to belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// The name of a thing: not prose.
    Thing(Span),
    /// Prose up to this byte; other marks before it need not be asked about.
    Prose(usize),
}

/// Endings of file names. Those that are also words of a reply (`key`, `go`, `so`) are not here:
/// `end.Next` and `that.go on` are sentences with a missing space.
const EXTENSIONS: &[&str] = &[
    "7z", "aac", "apk", "app", "avi", "bak", "bat", "bmp", "cfg", "conf", "cpp", "cs", "css", "csv", "deb", "dll",
    "dmg", "doc", "docx", "eml", "epub", "exe", "flac", "gif", "gz", "heic", "hpp", "htm", "html", "ics", "ini", "ipa",
    "iso", "java", "jpeg", "jpg", "js", "json", "jsonl", "jsx", "log", "md", "mkv", "mobi", "mov", "mp3", "mp4",
    "mpeg", "msg", "msi", "odt", "ods", "pdf", "pem", "php", "plist", "png", "ppt", "pptx", "ps1", "psd", "py", "rar",
    "rpm", "rs", "rtf", "scss", "sh", "sql", "sqlite", "svg", "tar", "tgz", "tif", "tiff", "tmp", "toml", "ts", "tsv",
    "tsx", "ttf", "txt", "vcf", "wav", "webm", "webp", "woff", "xls", "xlsm", "xlsx", "xml", "yaml", "yml", "zip",
];

/// Last parts of host names that cannot be a word after a missing space.
const DOMAINS: &[&str] = &["com", "org", "net", "edu", "gov", "io", "dev", "uk", "eu", "de", "fr", "ca", "au"];

/// Decides about the word around the mark at byte `at`.
///
/// Nothing before `floor` and nothing from `limit` on is looked at.
pub(super) fn around(source: &str, floor: usize, at: usize, limit: usize) -> Option<Named> {
    let bytes = source.as_bytes();
    if let Some(start) = address_start(bytes, floor, at) {
        return Some(Named::Thing(Span::new(start, address_end(source, at + 1, limit))));
    }
    if !could_be_inside_a_name(bytes, at, limit) {
        return None;
    }
    let start = word_start(source, floor, at);
    let end = word_end(source, at, limit);
    let word = &source[start..end];
    // Marks of emphasis stand around a name, but `~/` begins one.
    let trimmed = word.trim_start_matches(['*', '_', ':']);
    let trimmed = trimmed.strip_prefix("~~").unwrap_or(trimmed);
    let lead = word.len() - trimmed.len();
    let word = trimmed.trim_end_matches(['.', '*', '_', '~', ':', '!', '?']);
    match name_in(word) {
        Some((from, to)) => Some(Named::Thing(Span::new(start + lead + from, start + lead + to))),
        None => Some(Named::Prose(end)),
    }
}

/// Sorts out the usual full stops, slashes and colons before anything costs time.
fn could_be_inside_a_name(bytes: &[u8], at: usize, limit: usize) -> bool {
    let next = bytes.get(at + 1).filter(|_| at + 1 < limit);
    let word = |byte: &u8| byte.is_ascii_alphanumeric() || 0x80 <= *byte;
    match bytes[at] {
        b'.' => next.is_some_and(|byte| word(byte) || b"/_".contains(byte)),
        b'_' => next.is_some_and(word) && 0 < at && word(&bytes[at - 1]),
        b'@' => next.is_some_and(|byte| word(byte) || *byte == b'_'),
        b'/' => next.is_some_and(|byte| word(byte) || b"._".contains(byte)),
        b'\\' => next.is_some_and(|byte| word(byte) || *byte == b'\\'),
        _ => false,
    }
}

/// Where a web or mail address starts whose `://`, `mailto:` or `www.` has its mark at `at`.
fn address_start(bytes: &[u8], floor: usize, at: usize) -> Option<usize> {
    let before = &bytes[floor..at];
    match bytes[at] {
        b':' if bytes[at..].starts_with(b"://") => {
            let scheme = before
                .iter()
                .rev()
                .take(20)
                .take_while(|byte| byte.is_ascii_alphanumeric() || b"+-".contains(byte))
                .count();
            (2 <= scheme).then_some(at - scheme)
        }
        b':' => ["mailto", "tel", "sms"]
            .iter()
            .find(|scheme| ends_with_word(before, scheme.as_bytes()))
            .filter(|_| bytes.get(at + 1).is_some_and(|byte| !byte.is_ascii_whitespace()))
            .map(|scheme| at - scheme.len()),
        b'.' if ends_with_word(before, b"www") => {
            bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric).then_some(at - b"www".len())
        }
        _ => None,
    }
}

fn ends_with_word(before: &[u8], word: &[u8]) -> bool {
    let Some(start) = before.len().checked_sub(word.len()) else { return false };
    let glued = start.checked_sub(1).is_some_and(|at| before[at].is_ascii_alphanumeric());
    !glued && before[start..].eq_ignore_ascii_case(word)
}

/// Where the address ends; marks that belong to the sentence around it are not part of it.
fn address_end(source: &str, from: usize, limit: usize) -> usize {
    let rest = &source[from..limit];
    let mut open = 0_usize;
    let mut end = rest.len();
    for (at, mark) in rest.char_indices() {
        match mark {
            '(' => open += 1,
            ')' if open == 0 => {
                end = at;
                break;
            }
            ')' => open -= 1,
            '&' if ends_address(&rest[at..]) => {
                end = at;
                break;
            }
            '{' | '}' | '<' | '>' | '"' | '`' | '|' | '^' | '[' | ']' => {
                end = at;
                break;
            }
            _ if is_gap(mark) => {
                end = at;
                break;
            }
            _ => {}
        }
    }
    from + rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_', '~']).len()
}

/// Whether an entity stands here that is no part of an address.
fn ends_address(rest: &str) -> bool {
    ["&nbsp;", "&lt;", "&gt;", "&quot;", "&#"].iter().any(|entity| rest.starts_with(entity))
}

fn is_gap(mark: char) -> bool {
    mark.is_whitespace()
        || matches!(mark, '\u{2000}'..='\u{206F}' | '\u{3000}'..='\u{303F}' | '\u{FF01}'..='\u{FF1F}' | '\u{FFFC}')
}

fn ends_word(mark: char) -> bool {
    is_gap(mark) || "<>\"'()[]{}|`,;&=".contains(mark)
}

fn word_start(source: &str, floor: usize, at: usize) -> usize {
    let before = &source[floor..at];
    before
        .char_indices()
        .rev()
        .find(|(_, mark)| ends_word(*mark))
        .map_or(floor, |(found, mark)| floor + found + mark.len_utf8())
}

fn word_end(source: &str, at: usize, limit: usize) -> usize {
    source[at..limit].find(ends_word).map_or(limit, |found| at + found)
}

/// Where in `word` the name of a thing stands.
fn name_in(word: &str) -> Option<(usize, usize)> {
    if let Some(at) = word.find('@') {
        return mail_address(word, at).or_else(|| handle(word, at));
    }
    let named = is_path(word) || is_file_name(word) || is_host(word) || is_identifier(word);
    named.then_some((0, word.len()))
}

/// `jane@example.org`.
fn mail_address(word: &str, at: usize) -> Option<(usize, usize)> {
    let local = |byte: &u8| byte.is_ascii_alphanumeric() || b".+-_%".contains(byte) || 0x80 <= *byte;
    let fits = 0 < at && word.as_bytes()[..at].iter().all(local);
    let domain = &word[at + 1..];
    let length = domain.find(|mark: char| !mark.is_alphanumeric() && mark != '.' && mark != '-');
    let domain = domain[..length.unwrap_or(domain.len())].trim_end_matches(['.', '-']);
    let (host, last) = domain.rsplit_once('.')?;
    let top_level = 2 <= last.chars().count() && last.chars().all(char::is_alphabetic);
    (fits && !host.is_empty() && top_level).then_some((0, at + 1 + domain.len()))
}

/// `@jane_doe`. A masked word can begin with the same mark, and only those go on with `ss`.
fn handle(word: &str, at: usize) -> Option<(usize, usize)> {
    let name = &word[at + 1..];
    let length = name.find(|mark: char| !mark.is_alphanumeric() && !"_-.".contains(mark)).unwrap_or(name.len());
    let name = name[..length].trim_end_matches(['.', '-']);
    let masked = name.as_bytes().get(..2).is_some_and(|start| start.eq_ignore_ascii_case(b"ss"));
    (at == 0 && !name.is_empty() && !masked).then_some((0, 1 + name.len()))
}

/// `/etc/hosts`, `~/notes`, `C:\Users`, `docs/setup.md`; `and/or` and `24/7` are words.
fn is_path(word: &str) -> bool {
    if is_drive_path(word) || word.starts_with("\\\\") {
        return 3 < word.len();
    }
    if !word.contains('/') {
        return false;
    }
    if ["~/", "./", "../"].iter().any(|start| word.starts_with(start)) {
        return true;
    }
    let rooted =
        word.strip_prefix('/').is_some_and(|rest| !rest.starts_with('/') && rest.trim_end_matches('/').contains('/'));
    let mut parts = word.split('/').filter(|part| !part.is_empty());
    let first = parts.next().unwrap_or("");
    rooted || is_host(first) || parts.next_back().is_some_and(|last| is_file_name(last) || is_identifier(last))
}

fn is_drive_path(word: &str) -> bool {
    matches!(word.as_bytes(), [drive, b':', b'\\' | b'/', ..] if drive.is_ascii_alphabetic())
}

/// `invoice.pdf`, `Next.js`; the ending is in one letter case.
fn is_file_name(word: &str) -> bool {
    let Some((stem, extension)) = word.rsplit_once('.') else { return false };
    let lower = !extension.bytes().any(|byte| byte.is_ascii_uppercase());
    let upper = !extension.bytes().any(|byte| byte.is_ascii_lowercase());
    let known = EXTENSIONS.iter().any(|known| known.eq_ignore_ascii_case(extension));
    known && (lower || upper) && stem.chars().any(char::is_alphanumeric)
}

/// `example.com`.
fn is_host(word: &str) -> bool {
    let Some((rest, last)) = word.rsplit_once('.') else { return false };
    let label = |label: &str| !label.is_empty() && label.chars().all(|mark| mark.is_alphanumeric() || mark == '-');
    let dotted = 3 <= last.len() || rest.contains('.') || last == "io";
    DOMAINS.contains(&last) && dotted && rest.split('.').all(label)
}

/// `not_our_problem`: letters or digits on both sides of an underscore. A short word with a single
/// one may be a masked word (`st_pid`), which is for others to judge.
fn is_identifier(word: &str) -> bool {
    let joins = |at: usize| {
        let before = word[..at].chars().next_back().is_some_and(char::is_alphanumeric);
        before && word[at..].trim_start_matches('_').starts_with(char::is_alphanumeric)
    };
    let mut joints = word.match_indices('_').map(|(at, _)| at).filter(|&at| joins(at));
    let masked = word.len() <= 6 && word.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_');
    let enough = if masked { 1 } else { 0 };
    joints.nth(enough).is_some()
}
