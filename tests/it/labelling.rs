//! `tonelint label`, answered through a pipe: what is asked, what is kept, and what is never lost.

use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};

use tempfile::TempDir;
use tonelint::labelled::{Label, Reply};

use super::drafts::folder;

const FAULT: &str = "Hi Ana,\n\nthat was asinine. Call me at noon.\n";
const KIND: &str = "Thank you for telling us.\n";

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tonelint"));
    command.arg("label").args(arguments).args(["--color", "never"]).current_dir(folder);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Labels with these answers, one a word; `_` is an empty one.
fn label(folder: &TempDir, arguments: &[&str], answers: &str) -> Output {
    let lines: String = answers.split(' ').map(|answer| answer.replace('_', "").replace('+', " ") + "\n").collect();
    typed(folder, arguments, &lines)
}

fn typed(folder: &TempDir, arguments: &[&str], answers: &str) -> Output {
    let mut child = command(folder.path(), arguments).spawn().expect("tonelint runs");
    // A run that ends early leaves the rest unread.
    let _ = child.stdin.take().expect("it is piped").write_all(answers.as_bytes());
    child.wait_with_output().expect("tonelint ends")
}

fn screen(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[track_caller]
fn check(output: &Output, code: i32, told: &str) {
    let screen = screen(output);
    assert!(screen.contains(told), "{told:?} is not in:\n{screen}");
    assert_eq!(output.status.code(), Some(code), "{screen}");
    assert_eq!(output.stdout, b"", "{screen}");
}

/// The rows of a file, each as `id label: words (category), …`.
fn rows(folder: &TempDir, name: &str) -> Vec<String> {
    let text = fs::read_to_string(folder.path().join(name)).unwrap_or_default();
    let row = |(at, line)| {
        let reply = Reply::parse(name, at + 1, line).unwrap_or_else(|mistake| panic!("{mistake}"));
        let words: Vec<String> = reply
            .spans
            .iter()
            .map(|span| format!("{} ({})", &reply.text[span.span.range()], span.category.as_deref().unwrap_or("-")))
            .collect();
        let label = if reply.label == Label::Flag { "flag" } else { "clean" };
        format!("{} {label}: {}", reply.id.unwrap_or_default(), words.join(", "))
    };
    text.lines().enumerate().map(row).collect()
}

#[track_caller]
fn check_rows(folder: &TempDir, expected: &[&str]) {
    assert_eq!(rows(folder, "labelled.jsonl"), expected);
}

#[test]
fn what_tonelint_finds_is_offered() {
    let folder = folder(&[("a.txt", FAULT), ("b.txt", KIND)]);
    let output = label(&folder, &["a.txt", "b.txt"], "f _ _ c q");
    check(&output, 0, "tonelint finds: \"asinine\" (denigrating)");
    check(&output, 0, "2 replies labelled in `labelled.jsonl`, 0 left");
    check_rows(&folder, &["a.txt flag: asinine (denigrating)", "b.txt clean: "]);
}

#[test]
fn rows_are_measured_by_tonelint_test() {
    let folder = folder(&[("a.txt", FAULT), ("b.txt", KIND)]);
    label(&folder, &["."], "f 2 _ c");
    check_rows(&folder, &["a.txt flag: that was asinine. (denigrating)", "b.txt clean: "]);
    let mut command = Command::new(env!("CARGO_BIN_EXE_tonelint"));
    command.args(["test", "--labelled", "labelled.jsonl"]).current_dir(folder.path());
    let told = command.output().expect("tonelint runs");
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    assert!(told.contains("overall        1      1  100.0%      1       0     100.0%"), "{told}");
    assert!(told.contains("denigrating         1      1  100.0%                      1"), "{told}");
}

#[test]
fn words_are_named_by_number_by_typing_or_not_at_all() {
    let folder = folder(&[("a.txt", FAULT)]);
    for (answers, expected) in [
        ("f 1+3 mock -", "a.txt flag: Hi Ana, (mocking), Call me at noon. (-)"),
        ("f 1-2 _", "a.txt flag: Hi Ana,\n\nthat was asinine. (denigrating)"),
        ("f THAT+was 3", "a.txt flag: that was (condescending)"),
        ("f \"noon\"+1 cond 16", "a.txt flag: noon (condescending), Hi Ana, (threatening)"),
        ("flag whole", "a.txt flag: "),
    ] {
        check(&label(&folder, &["a.txt"], answers), 0, "1 reply labelled");
        check_rows(&folder, &[expected]);
        fs::remove_file(folder.path().join("labelled.jsonl")).expect("it is there");
    }
}

#[test]
fn a_wrong_answer_is_told_what_is_possible_and_asked_again() {
    let folder = folder(&[("a.txt", KIND)]);
    let output = label(&folder, &["a.txt"], "yes f _ 7 us+all tell d house dis 99 _ dism");
    for told in [
        "`yes` is none of the answers:\n  f  it should not be sent as it is\n",
        "tonelint finds nothing here, so the words are yours:\nWhich words?",
        "there is no sentence 7, only 1\nWhich words?",
        "`us all` is not in the reply; type words as they stand there\nWhich words?",
        "`d` could be denigrating, disbelieving, dismissive; type a letter more\nA number",
        "no category begins with `house`; type 1 to 16, first letters, or -\nA number",
        "there is no number 99; type 1 to 16, or -\nA number",
        "type a number from 1 to 16, first letters, or - for none of them\nA number",
    ] {
        check(&output, 0, told);
    }
    check_rows(&folder, &["a.txt flag: tell (dismissive)"]);
}

#[test]
fn a_category_may_come_from_a_pack_or_from_a_row() {
    let row = r#"{"id": "x", "text": "b", "label": "flag", "spans": [{"quote": "b", "category": "ours"}]}"#;
    let pack = "[pack]\nname = \"house\"\n[[rule]]\nid = \"tell\"\nmessage = \"m\"\nwhy = \"w\"\nphrases = [\"telling\"]\n\
                note = \"n\"\n[[rule.example]]\nbad = \"telling\"\ngood = \"g\"\n";
    let folder = folder(&[("a.txt", KIND), ("house.toml", pack), ("labelled.jsonl", &format!("{row}\n"))]);
    let arguments = ["a.txt", "--no-builtin", "--pack", "house.toml"];
    let output = label(&folder, &arguments, "f telling+us _");
    check(&output, 0, "What words can do to their reader:\n  1 house, 2 ours, - none of them\n");
    check_rows(&folder, &["x flag: b (ours)", "a.txt flag: telling us (house)"]);
}

#[test]
fn what_is_answered_is_not_asked_again() {
    let folder = folder(&[("a.txt", FAULT), ("b.txt", KIND), ("c.txt", "Later.\n"), ("d.txt", " \n"), ("e.txt", KIND)]);
    check(&label(&folder, &["."], "s c q"), 0, "1 reply labelled in `labelled.jsonl`, 1 skipped, 1 left");
    check_rows(&folder, &["b.txt clean: "]);
    let output = label(&folder, &["."], "c c");
    check(&output, 0, "1 of 3 replies labelled already in `labelled.jsonl`\n\nReply 1 of 3: a.txt\n");
    check_rows(&folder, &["b.txt clean: ", "a.txt clean: ", "c.txt clean: "]);
    check(&label(&folder, &["."], "q"), 0, "0 replies labelled, 0 left");
}

#[test]
fn undo_takes_back_the_last_answer_and_asks_again() {
    let folder = folder(&[("a.txt", FAULT), ("b.txt", KIND), ("c.txt", "Later.\n")]);
    let output = label(&folder, &["."], "u c u f w s u s c u f w q");
    check(&output, 0, "There is no answer to take back.\n");
    check(&output, 0, "The last row is taken back from `labelled.jsonl`.\n\nReply 1 of 3: a.txt\n");
    check_rows(&folder, &["a.txt flag: ", "c.txt flag: "]);
}

#[test]
fn undo_reaches_the_last_row_of_an_earlier_run() {
    let folder = folder(&[("a.txt", FAULT), ("b.txt", KIND)]);
    label(&folder, &["."], "c c q");
    check(&label(&folder, &["."], "x u f w q"), 0, "`x` is neither u, to take the last answer back, nor q, to end");
    check_rows(&folder, &["a.txt clean: ", "b.txt flag: "]);
    let stranger = "{\"text\": \"from elsewhere\", \"label\": \"clean\"}\n";
    fs::write(folder.path().join("labelled.jsonl"), stranger).expect("it can be written");
    check(&label(&folder, &["."], "u q"), 0, "There is no answer to take back.\n");
    assert_eq!(fs::read_to_string(folder.path().join("labelled.jsonl")).expect("it is there"), stranger);
}

#[test]
fn undo_within_a_flagged_reply_goes_one_question_back() {
    let folder = folder(&[("a.txt", FAULT)]);
    label(&folder, &["a.txt"], "f 2 u u f 3 host");
    check_rows(&folder, &["a.txt flag: Call me at noon. (hostile)"]);
}

#[test]
fn a_reply_that_nobody_has_finished_is_not_saved() {
    let folder = folder(&[("a.txt", FAULT), ("b.txt", KIND)]);
    for answers in ["f", "f q", "f 1+2", "f 2 q", "q"] {
        check(&label(&folder, &["."], answers), 0, "0 replies labelled, 2 left");
        assert!(!folder.path().join("labelled.jsonl").exists(), "after {answers}");
    }
    check(&typed(&folder, &["."], ""), 0, "0 replies labelled, 2 left");
    check(&typed(&folder, &["."], "c"), 0, "1 reply labelled in `labelled.jsonl`, 1 left");
}

#[test]
fn every_answer_is_saved_before_the_next_question() {
    let folder = folder(&[("a.txt", FAULT), ("b.txt", KIND)]);
    let mut child = command(folder.path(), &["."]).spawn().expect("tonelint runs");
    let mut answers = child.stdin.take().expect("it is piped");
    answers.write_all(b"c\n").expect("tonelint listens");
    let mut waited = 0;
    while rows(&folder, "labelled.jsonl").is_empty() {
        std::thread::sleep(std::time::Duration::from_millis(20));
        waited += 1;
        assert!(waited < 1000, "nothing is saved");
    }
    child.kill().expect("it can be killed");
    child.wait().expect("it has ended");
    check_rows(&folder, &["a.txt clean: "]);
}

#[test]
fn a_row_that_was_cut_off_is_set_aside_and_its_reply_asked_again() {
    let row = "{\"id\":\"b.txt\",\"text\":\"Thank you for telling us.\",\"label\":\"clean\",\"spans\":[]}\n";
    let torn = "{\"id\":\"a.txt\",\"text\":\"Hi An";
    let folder = folder(&[("a.txt", FAULT), ("b.txt", KIND), ("labelled.jsonl", &format!("{row}{torn}"))]);
    let output = label(&folder, &["."], "c");
    check(
        &output,
        0,
        "the last line of `labelled.jsonl` was cut off in the middle and is set aside in `labelled.jsonl.torn`",
    );
    check(&output, 0, "Reply 1 of 2: a.txt");
    check_rows(&folder, &["b.txt clean: ", "a.txt clean: "]);
    assert_eq!(
        fs::read_to_string(folder.path().join("labelled.jsonl.torn")).expect("it is there"),
        format!("{torn}\n")
    );
    check(&label(&folder, &["."], "q"), 0, "2 of 2 replies labelled already");
}

#[test]
fn rows_of_json_lines_keep_their_names() {
    let queue = "\u{feff}{\"id\": 7, \"text\": \"One.\", \"queue\": \"returns\"}\n\n{\"text\": \"Two.\", \"label\": \"flag\"}\n";
    let folder = folder(&[("in/queue.jsonl", queue)]);
    check(&label(&folder, &["in", "-o", "out.jsonl"], "c c"), 0, "Reply 2 of 2: in/queue.jsonl:3\n");
    assert_eq!(rows(&folder, "out.jsonl"), ["7 clean: ", "in/queue.jsonl:3 clean: "]);
}

#[test]
fn input_that_cannot_be_used_is_told_before_anything_is_asked() {
    let folder = folder(&[
        ("a.txt", KIND),
        ("empty.txt", ""),
        ("queue.jsonl", "{\"text\": \"One.\"}\n{\"txet\": \"Two.\"}\n"),
        ("bad.jsonl", "{\"text\": \"One.\", \"label\": \"clean\"}\n\n{\"text\": \"Two.\"}\n"),
    ]);
    for (arguments, told) in [
        (&[][..], "nothing to label\n  = help: name files or folders"),
        (&["-"], "answers are read from standard input, so no reply can come from there"),
        (&["empty.txt"], "there are no replies to label"),
        (&["queue.jsonl"], "queue.jsonl:2:1: unknown key `txet`\n  = help: did you mean `text`?"),
        (&["a.txt", "-o", "bad.jsonl"], "bad.jsonl:3:1: the reply has no `label`"),
        (&["a.txt", "-o", "a.txt"], "`a.txt` cannot be read from and added to at once"),
        (&["a.txt", "-o", "-"], "labelled replies go to a file, not to standard output"),
        (&["a.txt", "-o", "."], "`.` is not a file that rows can be added to"),
        (&["a.txt", "-o", "no/where.jsonl"], "cannot write `no/where.jsonl`: no such file or folder"),
        (&["nowhere.txt"], "cannot read `nowhere.txt`: no such file or folder"),
    ] {
        let output = label(&folder, arguments, "c");
        check(&output, 2, told);
        assert!(!screen(&output).contains("[f]lag"), "{arguments:?}");
    }
    assert!(!folder.path().join("labelled.jsonl").exists());
}

#[test]
fn a_file_that_cannot_be_read_does_not_hide_the_others() {
    let folder = folder(&[("a.txt", KIND)]);
    let output = label(&folder, &["nowhere.txt", "a.txt"], "c");
    check(&output, 2, "cannot read `nowhere.txt`");
    check_rows(&folder, &["a.txt clean: "]);
}

#[test]
fn a_draft_cannot_steer_the_terminal_and_every_line_fits() {
    let steering = format!("\u{1b}]0;owned\u{7}{} asinine\u{202e} \u{1b}[2Jtail\r\n", "on and on ".repeat(30));
    let folder = folder(&[("a.txt", steering.as_str())]);
    let output = label(&folder, &["a.txt"], "f 1 _ \u{1b}[31m u f \u{1b}[2J _ \u{1b} _ q");
    check(&output, 0, r"\u{1b}[2Jtail");
    let screen = screen(&output);
    assert!(!screen.contains(|c: char| c != '\n' && (c.is_control() || c == '\u{202e}')), "{screen:?}");
    assert!(screen.lines().all(|line| line.chars().count() <= 80), "{screen}");
}

#[cfg(unix)]
#[test]
fn taking_back_keeps_links_and_permissions() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = folder(&[("a.txt", KIND), ("kept/rows.jsonl", "")]);
    let rows = folder.path().join("kept/rows.jsonl");
    fs::set_permissions(&rows, fs::Permissions::from_mode(0o600)).expect("it can be changed");
    symlink("kept/rows.jsonl", folder.path().join("labelled.jsonl")).expect("it can be made");
    check(&label(&folder, &["a.txt"], "c u f w q"), 0, "The last row is taken back");
    check_rows(&folder, &["a.txt flag: "]);
    assert!(folder.path().join("labelled.jsonl").is_symlink());
    assert_eq!(fs::metadata(&rows).expect("it is there").permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::read_dir(folder.path().join("kept")).expect("it is there").count(), 1);
}
