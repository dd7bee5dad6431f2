//! The program as people run it: the committed weights, and a pack of a team's own.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use tonelint::{Document, Format, Linter, Pack};

fn train(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tonelint-train"));
    command.current_dir(folder).args(arguments).output().expect("the program starts")
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

#[test]
fn the_committed_weights_and_report_are_what_the_committed_replies_give() {
    let output = train(&root(), &["--built-in", "--check"]);
    assert!(output.status.success(), "{}", told(&output));
}

/// Replies of a shop whose agents sneer in one way only.
fn replies() -> String {
    let mut rows = String::new();
    for number in 0..60 {
        let order = 4100 + number * 7;
        rows += &format!(
            r#"{{"text": "Order {order} is on its way. Marvellous detective work there, Sherlock.", "label": "flag", "spans": [{{"quote": "Marvellous detective work there, Sherlock.", "category": "mocking"}}]}}"#
        );
        rows += "\n";
        rows +=
            &format!(r#"{{"text": "Order {order} is on its way. It should reach you by Friday.", "label": "clean"}}"#);
        rows += "\n";
    }
    rows
}

#[test]
fn a_pack_of_ones_own_is_written_and_works() {
    let folder = tempfile::tempdir().expect("there is a place for temporary files");
    let at = |name: &str| folder.path().join(name);
    fs::write(at("replies.jsonl"), replies()).expect("it can be written");
    let output = train(folder.path(), &["replies.jsonl", "--alone", "-n", "shop", "-o", "packs"]);
    assert!(output.status.success(), "{}", told(&output));
    let text = fs::read_to_string(at("packs/shop.toml")).expect("it was written");
    let mut weights = |name: &str| fs::read(at("packs").join(name)).map_err(|error| error.to_string());
    let pack = Pack::parse_beside("shop.toml", &text, &mut weights).expect("it is a pack");
    let proof = tonelint::prove(std::slice::from_ref(&pack));
    assert!(proof.failures.is_empty(), "{:?}", proof.failures);
    let linter = Linter::new([pack]);
    let found = |text: &str| linter.lint("draft", Document::parse(text, Format::Plain)).findings;
    assert_eq!(found("Hello. What marvellous detective work there, Sherlock.")[0].rule, "shop/mocking");
    assert!(found("Hello. It should reach you by Monday.").is_empty());
    assert!(fs::read_to_string(at("packs/shop.md")).expect("it was written").contains("## With fewer replies"));
}

#[test]
fn a_pack_that_somebody_has_worked_on_is_left_as_it_is() {
    let folder = tempfile::tempdir().expect("there is a place for temporary files");
    fs::write(folder.path().join("replies.jsonl"), replies()).expect("it can be written");
    fs::write(folder.path().join("house-tone.toml"), "# mine\n").expect("it can be written");
    let output = train(folder.path(), &["replies.jsonl", "--alone"]);
    assert!(output.status.success() && told(&output).contains("was there already"), "{}", told(&output));
    assert_eq!(fs::read_to_string(folder.path().join("house-tone.toml")).expect("it is there"), "# mine\n");
}

#[test]
fn what_cannot_be_used_is_named() {
    let folder = tempfile::tempdir().expect("there is a place for temporary files");
    fs::write(folder.path().join("few.jsonl"), replies().lines().take(8).collect::<Vec<_>>().join("\n"))
        .expect("it can be written");
    fs::write(folder.path().join("wrong.jsonl"), "{\"text\": \"Hi.\", \"label\": \"rude\"}\n")
        .expect("it can be written");
    let check = |arguments: &[&str], expected: &str| {
        let output = train(folder.path(), arguments);
        assert!(output.status.code() == Some(2) && told(&output).contains(expected), "{}", told(&output));
    };
    check(&["few.jsonl", "--alone"], "are too few to learn from");
    // Where the same words are fine half of the time, nothing is ever sure.
    let fine = r#"{"text": "Marvellous detective work there, Sherlock.", "label": "clean"}"#;
    let mixed = format!("{}{}", replies(), format!("{fine}\n").repeat(40));
    fs::write(folder.path().join("mixed.jsonl"), mixed).expect("it can be written");
    check(&["mixed.jsonl", "--alone", "--warning", "99"], "reaches 99 percent, so there would be no rules");
    check(&["wrong.jsonl", "--alone"], "wrong.jsonl:1:1: unknown label `rude`");
    check(&["missing.jsonl", "--alone"], "missing.jsonl: ");
    check(&["few.jsonl", "-n", "Our Tone"], "`Our Tone` is no pack name");
    check(&[], "required");
    check(&["--check"], "--built-in");
}
