//! Files that are not UTF-8: every place is one of the file as it is stored, and `fix` keeps the encoding.

use std::{
    fs,
    path::Path,
    process::{Command, Output, Stdio},
};

use proptest::prelude::*;
use tempfile::TempDir;
use tonelint::{Document, Encoding, Format};

const PACK: &str = "[pack]\nname = 'small'\n[[rule]]\nid = 'asinine'\nmessage = 'm'\nwhy = 'w'\nphrases = ['asinine']\n\
                    swap = ['odd']\n[[rule.example]]\nbad = 'An asinine one.'\ngood = 'An odd one.'\n";

const DRAFT: &str = "Hé “Ana” 👍,\r\nthat was asinine – “really”.\r\n";

const ENCODINGS: [Encoding; 4] = [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Windows1252];

fn encoded(encoding: Encoding, text: &str) -> Vec<u8> {
    encoding.encode(text).expect("it has all these letters")
}

fn folder(files: &[(&str, Vec<u8>)]) -> TempDir {
    let folder = tempfile::tempdir().expect("there is a place for temporary files");
    fs::write(folder.path().join(".small.toml"), PACK).expect("it can be written");
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).expect("it can be written");
    }
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let (command, rest) = arguments.split_first().expect("there is a command");
    Command::new(env!("CARGO_BIN_EXE_tonelint"))
        .args([command, "--no-builtin", "--pack", ".small.toml"])
        .args(rest)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .expect("tonelint runs")
}

/// The bytes that the only finding points at.
fn found(folder: &Path, name: &str, more: &[&str]) -> Vec<u8> {
    let output = run(folder, &[&["check", "-f", "json", name], more].concat());
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).expect("the output is JSON");
    let findings = value["findings"].as_array().expect("there is a list");
    assert_eq!(findings.len(), 1, "{name}: {}", String::from_utf8_lossy(&output.stderr));
    let byte = |edge: &str| findings[0][edge]["byte"].as_u64().expect("it is a number") as usize;
    fs::read(folder.join(name)).expect("it is there")[byte("start")..byte("end")].to_vec()
}

#[test]
fn a_finding_is_cut_out_of_the_file_as_it_is_stored() {
    let latin = DRAFT.replace(" 👍", "");
    let folder = folder(&[
        ("plain.txt", encoded(Encoding::Utf8, DRAFT)),
        ("bom.txt", encoded(Encoding::Utf8, &format!("\u{FEFF}{DRAFT}"))),
        ("le.txt", encoded(Encoding::Utf16Le, &format!("\u{FEFF}{DRAFT}"))),
        ("be.md", encoded(Encoding::Utf16Be, &format!("\u{FEFF}{DRAFT}"))),
        ("bare-le.txt", encoded(Encoding::Utf16Le, DRAFT)),
        ("bare-be.txt", encoded(Encoding::Utf16Be, DRAFT)),
        ("sheet.txt", encoded(Encoding::Windows1252, &latin)),
        ("page.html", encoded(Encoding::Windows1252, &format!("<meta charset=windows-1252><p>{latin}"))),
    ]);
    let check = |name: &str, encoding: Encoding, more: &[&str]| {
        assert_eq!(found(folder.path(), name, more), encoded(encoding, "asinine"), "{name}");
    };
    check("plain.txt", Encoding::Utf8, &[]);
    check("bom.txt", Encoding::Utf8, &[]);
    check("le.txt", Encoding::Utf16Le, &[]);
    check("be.md", Encoding::Utf16Be, &[]);
    check("bare-le.txt", Encoding::Utf16Le, &[]);
    check("bare-be.txt", Encoding::Utf16Be, &[]);
    check("page.html", Encoding::Windows1252, &[]);
    check("sheet.txt", Encoding::Windows1252, &["--encoding", "windows-1252"]);
    let output = run(folder.path(), &["check", "sheet.txt"]);
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("cannot read `sheet.txt`: not UTF-8 text") && told.contains("--encoding"), "{told}");
}

/// A file of each kind, with letters outside ASCII in front of the words that are found.
const KINDS: [(&str, &str); 9] = [
    ("json", "{\"id\": 7, \"text\": \"Well, é that was asinine of him.\"}\n"),
    ("jsonl", "{\"id\": 7, \"text\": \"Well, é that was asinine of him.\"}\n[1]\n"),
    ("csv", "id,text\n7,\"Well, é that was asinine of him.\"\n"),
    ("yaml", "id: 7\ntext: |\n  Well, é that was asinine of him.\n"),
    ("toml", "id = 7\ntext = 'Well, é that was asinine of him.'\n"),
    ("plist", "<plist><dict><key>text</key><string>Well, é that was asinine of him.</string></dict></plist>\n"),
    (
        "eml",
        "From: a@example.org\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\nWell, é that was asinine.\n",
    ),
    ("html", "<p>Well, é that was asinine of him.</p>\n"),
    ("md", "# Hi\n\nWell, é that was asinine of him.\n"),
];

/// The ways in which a file is stored, and what is said of it where it is not read; a mail may hold any bytes.
fn stored(text: &str) -> [(&'static str, Vec<u8>, Option<&'static str>); 9] {
    let bytes = |part: &[u8]| {
        let (before, after) = text.split_once('é').expect("it is there");
        [before.as_bytes(), part, after.as_bytes()].concat()
    };
    let utf16 = |encoding: Encoding, mark: &str, more: &[u8]| {
        [encoded(encoding, &format!("{mark}{text}")), more.to_vec()].concat()
    };
    let not_utf8 = Some("not UTF-8 text");
    [
        ("mark", bytes("é \u{FEFF}".as_bytes()), None),
        ("wide", utf16(Encoding::Utf16Le, "", b""), None),
        ("wide-be", utf16(Encoding::Utf16Be, "", b""), None),
        ("odd", utf16(Encoding::Utf16Le, "\u{FEFF}", b"x"), Some("not UTF-16 text")),
        ("odd-bare", utf16(Encoding::Utf16Le, "", b"x"), Some("not UTF-16 text")),
        ("nothing", bytes(b"\0"), Some("not text")),
        ("latin", bytes(b"\xE9"), not_utf8),
        ("mixed", bytes("é \u{2019}\u{FFFD}".as_bytes()).into_iter().chain(*b"\n# \xE9\n").collect(), not_utf8),
        ("half", bytes(b"\xED\xA0\xBD"), not_utf8),
    ]
}

#[test]
fn every_kind_of_file_is_read_as_it_is_stored_or_refused_in_plain_words() {
    for (kind, text) in KINDS {
        for (way, bytes, refused) in stored(text) {
            let name = format!("{way}.{kind}");
            let folder = folder(&[(&name, bytes)]);
            let refused = refused.filter(|said| kind != "eml" || *said != "not UTF-8 text");
            let Some(said) = refused else {
                let word = found(folder.path(), &name, &[]);
                let letters: Vec<u8> = word.into_iter().filter(|byte| *byte != 0).collect();
                assert_eq!(letters, b"asinine", "{name}");
                continue;
            };
            let output = run(folder.path(), &["check", "-v", &name]);
            let told = String::from_utf8_lossy(&output.stderr);
            assert!(told.contains(&format!("cannot read `{name}`: {said}\n")), "{name}: {told}");
            assert_eq!(output.status.code(), Some(2), "{name}");
        }
    }
}

/// A mail whose parts are stored in two ways, neither of them the other.
fn mixed_mail(words: &str) -> Vec<u8> {
    let head = "From: a@example.org\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";
    let part = |charset: &str| format!("--b\r\nContent-Type: text/plain; charset={charset}\r\n\r\n");
    let text = |name: &str| format!("Zoë – {name}, {words}\r\n");
    let latin = encoded(Encoding::Windows1252, &text("one"));
    let wide = encoded(Encoding::Utf8, &text("two"));
    let parts = [part("iso-8859-1").into_bytes(), latin, part("utf-8").into_bytes(), wide];
    [head.into(), parts.concat(), b"--b--\r\n".to_vec()].concat()
}

#[test]
fn the_parts_of_a_mail_are_each_stored_in_their_own_way() {
    let bytes = mixed_mail("that was asinine.");
    let folder = folder(&[("two.eml", bytes.clone())]);
    let output = run(folder.path(), &["check", "-f", "json", "two.eml"]);
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).expect("the output is JSON");
    let findings = value["findings"].as_array().expect("there is a list");
    let place =
        |finding: &serde_json::Value, edge: &str| finding[edge]["byte"].as_u64().expect("it is a number") as usize;
    let cuts = findings.iter().map(|finding| &bytes[place(finding, "start")..place(finding, "end")]);
    assert_eq!(cuts.collect::<Vec<_>>(), [b"asinine"; 2]);
    let output = run(folder.path(), &["fix", "two.eml"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(fs::read(folder.path().join("two.eml")).expect("it is there"), mixed_mail("that was odd."));
}

#[test]
fn what_a_file_declares_is_believed() {
    let check = |head: &str, expected: Option<Encoding>| {
        assert_eq!(Encoding::declared(&[head.as_bytes(), b" na\xEFve"].concat()), expected, "{head}");
    };
    let latin = Some(Encoding::Windows1252);
    check("<meta charset=\"ISO-8859-1\">", latin);
    check("<META http-equiv=Content-Type content='text/html; charset=cp1252'>", latin);
    check("<?xml version='1.0' encoding='latin1'?><html>", latin);
    check("<meta charset=iso-8859-15>", None);
    check("<meta charset=utf-8>", None);
    check("From: a@example.org\nContent-Type: text/plain\n\n", latin);
    check("From a 09:12\nReceived: x\n\n", latin);
    check("Note: this is stupid\n", None);
    check("Hi,\nReceived: nothing\n", None);
}

#[test]
fn fix_keeps_the_encoding() {
    let (old, new) = ("\u{FEFF}“Well”, sit.\r\nKindly sit, Zoë.\r\n", "\u{FEFF}“Well”, sit.\r\nPlease sit, Zoë.\r\n");
    let latin = |text: &str| encoded(Encoding::Windows1252, text.trim_start_matches('\u{FEFF}'));
    let folder = folder(&[
        ("le.txt", encoded(Encoding::Utf16Le, old)),
        ("be.txt", encoded(Encoding::Utf16Be, old)),
        ("sheet.txt", latin(old)),
    ]);
    let pack = "[pack]\nname = 'k'\n[[rule]]\nid = 'kindly'\nmessage = 'm'\nwhy = 'w'\nphrases = ['kindly sit']\n\
                swap = ['please sit']\n[[rule.example]]\nbad = 'Kindly sit.'\ngood = 'Please sit.'\n";
    fs::write(folder.path().join(".small.toml"), pack).expect("it can be written");
    let output = run(folder.path(), &["fix", "--encoding", "windows-1252", "."]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let read = |name: &str| fs::read(folder.path().join(name)).expect("it is there");
    assert_eq!(read("le.txt"), encoded(Encoding::Utf16Le, new));
    assert_eq!(read("be.txt"), encoded(Encoding::Utf16Be, new));
    assert_eq!(read("sheet.txt"), latin(new));
}

#[test]
fn a_rewrite_that_the_encoding_has_no_letters_for_is_refused() {
    let folder = folder(&[("sheet.txt", encoded(Encoding::Windows1252, "Zoë, kindly sit."))]);
    let pack = "[pack]\nname = 'k'\n[[rule]]\nid = 'kindly'\nmessage = 'm'\nwhy = 'w'\nphrases = ['kindly']\n\
                swap = ['お']\n[[rule.example]]\nbad = 'Kindly sit.'\ngood = 'Please sit.'\n";
    fs::write(folder.path().join(".small.toml"), pack).expect("it can be written");
    let output = run(folder.path(), &["fix", "--encoding", "windows-1252", "sheet.txt"]);
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("a rewrite has letters that windows-1252 does not have"), "{told}");
    assert_eq!(output.status.code(), Some(2));
    let bytes = fs::read(folder.path().join("sheet.txt")).expect("it is there");
    assert_eq!(bytes, encoded(Encoding::Windows1252, "Zoë, kindly sit."));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_place_is_the_length_of_what_stands_before_it(text in "[a-zé€\n👍日]{0,60}") {
        for encoding in ENCODINGS {
            let document = Document::parse(&text, Format::Plain).stored_as(encoding);
            for (at, _) in text.char_indices() {
                let Some(before) = encoding.encode(&text[..at]) else { break };
                prop_assert_eq!(document.position(at).byte, before.len(), "{:?} at {}", encoding, at);
            }
        }
    }
}
