//! `tonelint baseline` on real files: what it accepts, what it survives, and what it notices.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use super::drafts;

const PACK: &str = r#"
[pack]
name = "small"
[[rule]]
id = "asinine"
severity = "error"
message = "uses a word that no reply recovers from"
why = "w"
phrases = ["asinine", "you're the problem"]
note = "say what happened"
[[rule.example]]
bad = "That is asinine."
good = "That is a pity."
[[rule.example]]
bad = "You're the problem."
good = "There is a problem."
"#;

/// Three macros, two of them with old findings, as they were exported at first.
const MACROS: &str = r#"{"macros": [
  {"id": 11, "title": "Late", "body": "It is asinine, and it is late again."},
  {"id": 12, "title": "Lost", "body": "You’re the problem here, not the parcel."},
  {"id": 13, "title": "Found", "body": "We have found your parcel at last."}
]}
"#;

/// The same macros in another order, with other spaces and escapes, and their keys the other way round.
const EXPORTED_ANEW: &str = r#"{
    "count": 3,
    "macros": [
        {"body": "We have found your parcel at last.", "title": "Found", "id": 13},
        {
            "body": "You\u2019re   the problem here, not the parcel.",
            "active": true,
            "title": "Lost",
            "id": 12
        },
        {"body": "It is \u0061sinine, and it is late again.", "title": "Late", "id": 11}
    ]
}"#;

fn tonelint(folder: &Path, arguments: &[&str]) -> Output {
    let pack = ["--no-builtin", "--pack", "small.toml"];
    let mut command = Command::new(env!("CARGO_BIN_EXE_tonelint"));
    command.args(arguments).args(pack).current_dir(folder).output().expect("tonelint runs")
}

/// What a run prints, and its exit code.
#[track_caller]
fn check(folder: &Path, arguments: &[&str], printed: &str, code: i32) {
    let output = tonelint(folder, arguments);
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(String::from_utf8_lossy(&output.stdout), printed, "{arguments:?} {told}");
    assert_eq!(output.status.code(), Some(code), "{arguments:?} {told}");
}

fn write(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).expect("it can be written");
}

fn read(folder: &Path) -> String {
    fs::read_to_string(folder.join("tonelint-baseline.toml")).expect("there is a baseline")
}

/// A folder with the macros as they were, and their baseline.
fn accepted() -> tempfile::TempDir {
    let folder = drafts::folder(&[("small.toml", PACK), ("macros.json", MACROS)]);
    let accepts = "tonelint-baseline.toml accepts 2 findings\n";
    check(folder.path(), &["baseline", "write", "macros.json"], accepts, 0);
    folder
}

#[test]
fn macros_that_were_sorted_indented_and_exported_anew_have_no_new_finding() {
    let folder = accepted();
    let clean = "0 findings beyond the baseline, 2 in it, 0 stale rows\n";
    check(folder.path(), &["baseline", "check", "--strict", "macros.json"], clean, 0);
    write(folder.path(), "macros.json", EXPORTED_ANEW);
    check(folder.path(), &["baseline", "check", "--strict", "macros.json"], clean, 0);
    let before = read(folder.path());
    check(folder.path(), &["-f", "line", "macros.json"], "", 0);
    check(folder.path(), &["baseline", "write", "macros.json"], "tonelint-baseline.toml accepts 2 findings\n", 0);
    assert_eq!(read(folder.path()), before);
}

#[test]
fn a_new_bad_macro_is_one_finding() {
    let folder = accepted();
    let worse = EXPORTED_ANEW.replace(
        "\"macros\": [",
        "\"macros\": [{\"id\": 14, \"title\": \"New\", \"body\": \"How asinine can a parcel be?\"},",
    );
    write(folder.path(), "macros.json", &worse);
    let finding = "macros.json:3:56: error[small/asinine] uses a word that no reply recovers from: \"asinine\" \
                   (macros[id=14].body, New)\n";
    check(folder.path(), &["-f", "line", "macros.json"], finding, 1);
    let counted = format!("{finding}1 finding beyond the baseline, 2 in it, 0 stale rows\n");
    check(folder.path(), &["baseline", "check", "macros.json"], &counted, 1);
}

#[test]
fn the_same_words_in_another_macro_or_once_more_in_the_same_one_are_new() {
    let folder = accepted();
    let moved = MACROS.replace("We have found", "It is asinine, we have found");
    write(folder.path(), "macros.json", &moved);
    assert_eq!(tonelint(folder.path(), &["baseline", "check", "macros.json"]).status.code(), Some(1));
    let twice = MACROS.replace("It is asinine", "That was asinine. It is asinine");
    write(folder.path(), "macros.json", &twice);
    let checked = tonelint(folder.path(), &["baseline", "check", "macros.json"]);
    let printed = String::from_utf8_lossy(&checked.stdout).into_owned();
    assert!(printed.ends_with("1 finding beyond the baseline, 2 in it, 0 stale rows\n"), "{printed}");
}

#[test]
fn what_is_gone_is_stale_until_it_is_pruned() {
    let folder = accepted();
    write(folder.path(), "macros.json", &MACROS.replace("It is asinine, and it", "It"));
    let stale = "stale: macros.json, macros[id=11].body: small/asinine (1 of 1 gone)\n\
                 0 findings beyond the baseline, 1 in it, 1 stale row\n";
    check(folder.path(), &["baseline", "check", "macros.json"], stale, 0);
    check(folder.path(), &["baseline", "check", "--strict", "macros.json"], stale, 1);
    let pruned = "tonelint-baseline.toml: 1 taken out, accepts 1 finding\n";
    check(folder.path(), &["baseline", "prune", "macros.json"], pruned, 0);
    let clean = "0 findings beyond the baseline, 1 in it, 0 stale rows\n";
    check(folder.path(), &["baseline", "check", "--strict", "macros.json"], clean, 0);
    fs::remove_file(folder.path().join("macros.json")).expect("it is there");
    write(folder.path(), "kind.txt", "Thank you.");
    let gone = "tonelint-baseline.toml: 1 taken out, accepts 0 findings\n";
    check(folder.path(), &["baseline", "prune", "kind.txt"], gone, 0);
}

#[test]
fn a_strict_baseline_only_gets_smaller() {
    let folder = accepted();
    let before = read(folder.path());
    write(folder.path(), "macros.json", &MACROS.replace("We have found", "It is asinine, we have found"));
    let new = "new: macros.json, macros[id=13].body: small/asinine (1, and 0 accepted)\n";
    check(folder.path(), &["baseline", "write", "--strict", "macros.json"], new, 1);
    assert_eq!(read(folder.path()), before);
    write(folder.path(), "macros.json", &MACROS.replace("asinine", "sad"));
    let smaller = "tonelint-baseline.toml accepts 1 finding\n";
    check(folder.path(), &["baseline", "write", "--strict", "macros.json"], smaller, 0);
}

#[test]
fn drafts_that_are_not_named_and_rules_that_are_off_keep_their_rows() {
    let folder = accepted();
    write(folder.path(), "old.txt", "How asinine.");
    check(folder.path(), &["baseline", "write", "old.txt"], "tonelint-baseline.toml accepts 3 findings\n", 0);
    write(folder.path(), "old.txt", "How sad.");
    let other_rules = ["baseline", "prune", "old.txt", "--ignore", "small/asinine"];
    check(folder.path(), &other_rules, "tonelint-baseline.toml: 0 taken out, accepts 3 findings\n", 0);
    check(
        folder.path(),
        &["baseline", "prune", "old.txt"],
        "tonelint-baseline.toml: 1 taken out, accepts 2 findings\n",
        0,
    );
}

#[test]
fn writing_for_some_rules_keeps_the_rows_of_the_others() {
    let folder = accepted();
    let before = read(folder.path());
    let said = "tonelint-baseline.toml accepts 2 findings\n";
    check(folder.path(), &["baseline", "write", "macros.json", "--ignore", "small/asinine"], said, 0);
    assert_eq!(read(folder.path()), before);
}

#[test]
fn rows_of_rules_that_are_off_for_some_drafts_are_kept() {
    let folder = accepted();
    write(folder.path(), "old.txt", "How asinine.");
    check(folder.path(), &["baseline", "write", "old.txt"], "tonelint-baseline.toml accepts 3 findings\n", 0);
    let off =
        "packs = [\"small.toml\"]\n[[override]]\npaths = [\"old.txt\"]\nrules = { \"small/asinine\" = \"off\" }\n";
    write(folder.path(), "tonelint.toml", off);
    let none_stale = "0 findings beyond the baseline, 2 in it, 0 stale rows\n";
    check(folder.path(), &["baseline", "check", "--strict", "old.txt", "macros.json"], none_stale, 0);
    let none_out = "tonelint-baseline.toml: 0 taken out, accepts 3 findings\n";
    check(folder.path(), &["baseline", "prune", "old.txt", "macros.json"], none_out, 0);
}

#[test]
fn rows_of_a_table_are_known_by_title_or_by_their_words() {
    for (old, new) in [
        (
            "title,reply\nLate,\"How asinine of us, truly.\"\nLost,We are on our way to you.\n",
            "title;note;reply\nLost;x;We are on our way to you.\n\"Late\";;How  ASININE of us, truly.\n",
        ),
        (
            "How asinine of us to say that.\nWe are on our way to you.\n",
            "We are on our way to you.\nHow asinine of us to say that.\n",
        ),
    ] {
        let folder = drafts::folder(&[("small.toml", PACK), ("macros.csv", old)]);
        let accepts = "tonelint-baseline.toml accepts 1 finding\n";
        check(folder.path(), &["baseline", "write", "macros.csv"], accepts, 0);
        write(folder.path(), "macros.csv", new);
        let clean = "0 findings beyond the baseline, 1 in it, 0 stale rows\n";
        check(folder.path(), &["baseline", "check", "--strict", "macros.csv"], clean, 0);
    }
}

#[test]
fn the_file_is_sorted_and_holds_no_words() {
    let folder = drafts::folder(&[("small.toml", PACK), ("b.txt", "How asinine."), ("a/b.txt", "Asinine! Asinine!")]);
    check(folder.path(), &["baseline", "write", "b.txt", "a"], "tonelint-baseline.toml accepts 3 findings\n", 0);
    let file = read(folder.path());
    let rows = "version = 1\n\n\
                [[finding]]\npath = \"a/b.txt\"\nrule = \"small/asinine\"\nwords = \"8f0f539fa3182084\"\ncount = 2\n\n\
                [[finding]]\npath = \"b.txt\"\nrule = \"small/asinine\"\nwords = \"8f0f539fa3182084\"\ncount = 1\n";
    assert!(file.starts_with("# ") && file.ends_with(rows), "{file}");
    assert!(!file.to_lowercase().replace("small/asinine", "").contains("asinine"), "{file}");
}

#[test]
fn the_nearest_baseline_holds_up_to_the_repository() {
    let files =
        [("small.toml", PACK), ("repo/.git/HEAD", ""), ("repo/in/old.txt", "How asinine."), ("out.txt", "Asinine.")];
    let folder = drafts::folder(&files);
    let repository = folder.path().join("repo");
    let pack = folder.path().join("small.toml");
    let pack = pack.to_str().expect("its name is text");
    let run = |at: &Path, arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tonelint"));
        let output = command.args(arguments).args(["--no-builtin", "--pack", pack]).current_dir(at).output();
        output.expect("tonelint runs").status.code()
    };
    assert_eq!(run(&repository, &["baseline", "write", "in"]), Some(0));
    assert_eq!(run(folder.path(), &["repo/in/old.txt"]), Some(0));
    assert_eq!(run(&repository.join("in"), &["old.txt"]), Some(0));
    assert_eq!(run(&repository.join("in"), &["--no-baseline", "old.txt"]), Some(1));
    // What lies outside of a repository is no business of its drafts.
    fs::rename(repository.join("tonelint-baseline.toml"), folder.path().join("tonelint-baseline.toml"))
        .expect("it is there");
    assert_eq!(run(&repository, &["in/old.txt"]), Some(1));
    assert_eq!(run(&repository, &["--baseline", "../tonelint-baseline.toml", "in/old.txt"]), Some(1));
}

#[test]
fn a_baseline_that_cannot_be_read_ends_the_run() {
    let check = |text: &str, expected: &str| {
        let folder =
            drafts::folder(&[("small.toml", PACK), ("old.txt", "How asinine."), ("tonelint-baseline.toml", text)]);
        let output = tonelint(folder.path(), &["old.txt"]);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(told.contains(expected), "{told}");
        assert_eq!(output.status.code(), Some(2));
    };
    check("version = 2\n[[row]]\n", "tonelint-baseline.toml:1:11: the baseline is of version 2");
    check("<<<<<<< ours", "tonelint: tonelint-baseline.toml:1:9: the baseline cannot be read");
    check("version = 1\nfindings = []\n", "unknown field `findings`");
    let row = |words: &str, count: usize| {
        format!("version = 1\n[[finding]]\npath = 'a'\nrule = 'b'\nwords = '{words}'\ncount = {count}\n")
    };
    check(&row("xyz", 1), "tonelint-baseline.toml:2:1: the baseline cannot be read: `xyz` is no number");
    check(&row("0123456789abcdef", 0), "a count of 0 accepts nothing");
}

#[test]
fn a_finding_that_two_branches_accepted_is_accepted_once() {
    let folder = accepted();
    let file = read(folder.path());
    let (head, rows) = file.split_once("[[finding]]").expect("there are rows");
    write(folder.path(), "tonelint-baseline.toml", &format!("{head}[[finding]]{rows}\n[[finding]]{rows}"));
    let clean = "0 findings beyond the baseline, 2 in it, 0 stale rows\n";
    check(folder.path(), &["baseline", "check", "--strict", "macros.json"], clean, 0);
}

#[test]
fn text_without_a_name_cannot_be_accepted() {
    let folder = drafts::folder(&[("small.toml", PACK)]);
    let output = tonelint(folder.path(), &["baseline", "write", "--text", "How asinine."]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("a baseline is about files") && told.contains("help: name files or folders"), "{told}");
    assert!(!folder.path().join("tonelint-baseline.toml").exists());
}

#[test]
fn fix_leaves_alone_what_is_accepted() {
    let pack = PACK.replace("note = \"say what happened\"", "cut = true");
    let folder = drafts::folder(&[("small.toml", &pack), ("old.txt", "How asinine.\n"), ("new.txt", "So asinine.\n")]);
    check(folder.path(), &["baseline", "write", "old.txt"], "tonelint-baseline.toml accepts 1 finding\n", 0);
    write(folder.path(), "old.txt", "How asinine. Asinine, really.\n");
    check(folder.path(), &["fix", "old.txt", "new.txt"], "", 0);
    let text = |name: &str| fs::read_to_string(folder.path().join(name)).expect("it is there");
    assert_eq!((text("old.txt"), text("new.txt")), ("How asinine. Really.\n".to_owned(), "So.\n".to_owned()));
    check(folder.path(), &["fix", "--no-baseline", "old.txt"], "", 0);
    assert_eq!(text("old.txt"), "How. Really.\n");
}
