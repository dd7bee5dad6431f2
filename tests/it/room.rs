//! What a draft takes while it is checked is a small multiple of its size, whatever stands in it.

use std::{
    fs,
    path::Path,
    process::{Command, Output, Stdio},
};

/// How large each draft is.
const SIZE: usize = 400_000;

/// What the program takes for itself, in an unoptimised build.
const OWN: usize = 32_000_000;

/// How many times its own size a draft may take.
const TIMES: usize = 25;

/// What a draft is called, how it begins, what it goes on with to its end, and how it ends.
const DRAFTS: &[(&str, &str, &str, &str)] = &[
    ("numbers.json", "[", "1,", "1]"),
    ("empty.json", "[", "\"\",", "1]"),
    ("letters.json", "[", "\"a\",", "1]"),
    ("maps.json", "[", "{},", "1]"),
    ("lists.json", "[", "[1],", "1]"),
    ("deep.json", "[", "[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]],", "1]"),
    ("keys.json", "{", "\"a\":1,", "\"b\":1}"),
    ("text.json", "[\"", "a b ", "\"]"),
    ("escapes.json", "[\"", "\\u0041", "\"]"),
    ("halves.json", "[\"", "\\ud83d", "\"]"),
    ("inside.json", "[\"[1,2,\\\"a\\\"", ",1", "]\"]"),
    ("open.json", "", "[", ""),
    ("marks.json", "", "\"", ""),
    ("broken.jsonl", "{}\n", "a\n", ""),
    ("empty.jsonl", "", "{}\n", ""),
    ("cells.csv", "", ",", ""),
    ("rows.csv", "", "a\n", ""),
    ("marks.csv", "", "\"", ""),
    ("items.yaml", "", "- a\n", ""),
    ("numbers.yaml", "a: [", "1,", "1]"),
    ("crowd.yaml", "- [", "a,", "1]"),
    ("json.yaml", "[", "1,", "1]"),
    ("keys.yaml", "", "? ", ""),
    ("documents.yaml", "", "---\n", ""),
    ("names.toml", "", "a.", "a = 1"),
    ("empty.plist", "<plist><array>", "<dict/>", "</array></plist>"),
    ("entities.plist", "<plist><string>", "&lt;", "</string></plist>"),
    ("mail.eml", "From: a@example.org\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n", "--b\n", ""),
    ("mails.mbox", "", "From a@example.org Mon Jan  1 10:00:00 2024\n", ""),
    ("brackets.md", "", "[", ""),
    ("items.md", "", "- a\n", ""),
    ("stars.md", "", "*a* ", ""),
    ("escaped.md", "", "\\*", ""),
    ("table.md", "|a|b|\n|-|-|\n", "|1|2|\n", ""),
    ("links.md", "", "[a](b) ", ""),
    ("entities.md", "", "&amp;", ""),
    ("quoted.md", "", "> ", ""),
    ("bold.html", "", "<b>", ""),
    ("questions.txt", "", "? ", ""),
];

/// Checks a draft with no more room than so many bytes.
fn run(folder: &Path, name: &str, room: usize) -> Output {
    let limited = format!("ulimit -d {} && exec \"$0\" \"$@\"", room / 1024);
    Command::new("sh")
        .args(["-c", &limited, env!("CARGO_BIN_EXE_tonelint"), "check", "--isolated", "-q", "-j1", name])
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .output()
        .expect("there is a shell")
}

#[test]
fn no_draft_takes_more_than_a_small_multiple_of_its_size() {
    let folder = tempfile::tempdir().expect("there is a place for temporary files");
    for (name, open, piece, close) in DRAFTS {
        let draft = format!("{open}{}{close}", piece.repeat(SIZE / piece.len()));
        fs::write(folder.path().join(name), &draft).expect("it can be written");
        let output = run(folder.path(), name, OWN + TIMES * draft.len());
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(matches!(output.status.code(), Some(0 | 1)), "{name}: {:?} {told}", output.status);
    }
    // The bound is one.
    assert!(!matches!(run(folder.path(), "text.json", OWN / 8).status.code(), Some(0 | 1)));
}
