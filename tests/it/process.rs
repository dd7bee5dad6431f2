//! What only a whole process can show: pipes, permissions, threads, streams.

use std::{
    fs,
    io::{Read, Write},
    path::Path,
    process::{Command, Output, Stdio},
};

use tempfile::TempDir;

const KIND: &str = "Thank you for telling us. Here is what happens next.\n";

/// A folder with these files.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("there is a place for temporary files");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("it can be made");
        fs::write(path, bytes).expect("it can be written");
    }
    folder
}

fn tonelint(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tonelint"));
    for name in ["NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "CLICOLOR"] {
        command.env_remove(name);
    }
    command.args(arguments).current_dir(folder).stdin(Stdio::null());
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    tonelint(folder, arguments).output().expect("tonelint runs")
}

fn fed(arguments: &[&str], input: &[u8]) -> Output {
    let folder = folder(&[]);
    let mut child = tonelint(folder.path(), arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("tonelint runs");
    child.stdin.take().expect("it is piped").write_all(input).expect("tonelint listens");
    child.wait_with_output().expect("tonelint ends")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn check(output: &Output, code: i32, stdout: &str, stderr: &str) {
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert!(out.contains(stdout), "{stdout:?} is not in {out:?}; standard error: {err:?}");
    assert!(err.contains(stderr), "{stderr:?} is not in {err:?}");
    assert_eq!(output.status.code(), Some(code), "{out}{err}");
}

/// The summary that `--format json` ends with.
fn summary(output: &Output) -> serde_json::Value {
    let all: serde_json::Value = serde_json::from_slice(&output.stdout).expect("the output is JSON");
    all["summary"].clone()
}

/// The skipped paths and reasons, as `path: reason`.
fn skipped(output: &Output) -> Vec<String> {
    let summary = summary(output);
    let field = |missed: &serde_json::Value, name: &str| missed[name].as_str().unwrap_or("?").to_owned();
    let all = summary["skipped"].as_array().cloned().unwrap_or_default();
    all.iter().map(|missed| format!("{}: {}", field(missed, "path"), field(missed, "reason"))).collect()
}

/// The paths that were read, in order, as `-v` tells them.
fn read(output: &Output) -> Vec<String> {
    let told = text(&output.stderr);
    let path = |line: &str| line.strip_prefix("tonelint: read `")?.split('`').next().map(str::to_owned);
    told.lines().filter_map(path).collect()
}

#[test]
fn a_piped_draft_is_read_without_a_path() {
    check(&fed(&[], KIND.as_bytes()), 0, "no findings in 1 file", "");
    check(&fed(&["-v"], KIND.as_bytes()), 0, "", "read `<stdin>` as plain text");
    let named = fed(&["-v", "--stdin-filename", "./drafts/late.md", "-"], KIND.as_bytes());
    check(&named, 0, "", "read `drafts/late.md` as Markdown");
}

#[test]
fn nothing_to_check_is_a_usage_error() {
    let folder = folder(&[]);
    check(&run(folder.path(), &[]), 2, "", "tonelint: nothing to check\n  = help: name a file or folder");
}

#[test]
fn piped_bytes_that_are_not_text_are_an_error() {
    check(&fed(&["-"], b"caf\xe9"), 2, "", "cannot read `<stdin>`: not UTF-8 text");
    check(&fed(&[], b"\0\0"), 2, "", "cannot read `<stdin>`: not text");
}

#[test]
fn a_file_that_is_not_text_is_skipped_in_a_folder_and_an_error_by_name() {
    let folder = folder(&[("logo.png", b"\x89PNG\0"), ("old.txt", b"caf\xe9"), ("wide.txt", b"\xff\xfeh")]);
    let walked = run(folder.path(), &["-f", "json", "."]);
    check(&walked, 0, "", "");
    let expected = ["logo.png: not text", "old.txt: not UTF-8 text", "wide.txt: not UTF-16 text"];
    assert_eq!(skipped(&walked), expected);
    check(&run(folder.path(), &["logo.png"]), 2, "", "cannot read `logo.png`: not text");
    check(&run(folder.path(), &["old.txt"]), 2, "", "cannot read `old.txt`: not UTF-8 text");
}

#[test]
fn a_missing_path_does_not_hide_the_others() {
    let folder = folder(&[("a.txt", KIND.as_bytes())]);
    let output = run(folder.path(), &["-f", "json", "missing.txt", "a.txt"]);
    check(&output, 2, "", "tonelint: cannot read `missing.txt`: no such file or folder");
    assert_eq!(summary(&output)["files"], 1);
    assert_eq!(summary(&output)["unreadable"][0]["reason"], "no such file or folder");
    check(&run(folder.path(), &["--exit-zero", "missing.txt"]), 2, "", "cannot read");
}

#[test]
fn folders_are_walked_in_name_order_and_each_draft_once() {
    let files: [(&str, &[u8]); 4] = [("b/2.txt", b""), ("b/1.txt", b""), ("a.txt", b""), ("c.txt", b"")];
    let folder = folder(&files);
    let all = ["a.txt", "b/1.txt", "b/2.txt", "c.txt"];
    assert_eq!(read(&run(folder.path(), &["-v", "."])), all);
    assert_eq!(read(&run(folder.path(), &["-v", "./b/", "b/2.txt", "b"])), ["b/1.txt", "b/2.txt"]);
    assert_eq!(read(&run(folder.path(), &["-v", "c.txt", "."])), ["c.txt", "a.txt", "b/1.txt", "b/2.txt"]);
}

#[test]
fn ignore_files_hold_from_the_repository_root_down_and_the_nearest_has_the_last_word() {
    let folder = folder(&[
        (".git/HEAD", b""),
        (".gitignore", b"*.log\nbuild/\n"),
        ("drafts/.tonelintignore", b"old-*\n!keep.log\n"),
        ("drafts/build/a.txt", b""),
        ("drafts/keep.log", b""),
        ("drafts/new.txt", b""),
        ("drafts/old-1.txt", b""),
        ("drafts/other.log", b""),
        ("drafts/node_modules/a.txt", b""),
    ]);
    let drafts = folder.path().join("drafts");
    for (place, path) in [(folder.path(), "drafts"), (drafts.as_path(), ".")] {
        let read: Vec<String> = read(&run(place, &["-v", path]));
        let names: Vec<&str> = read.iter().map(|path| path.trim_start_matches("drafts/")).collect();
        assert_eq!(names, ["keep.log", "new.txt"], "from {path}");
    }
    let output = run(&drafts, &["-f", "json", "."]);
    let expected = [
        ".tonelintignore: hidden",
        "build: ignored",
        "node_modules: node_modules",
        "old-1.txt: ignored",
        "other.log: ignored",
    ];
    assert_eq!(skipped(&output), expected);
    let all = read(&run(&drafts, &["-v", "--no-ignore", "."]));
    assert_eq!(all, ["build/a.txt", "keep.log", "new.txt", "old-1.txt", "other.log"]);
    assert_eq!(read(&run(&drafts, &["-v", "other.log", "build"])), ["other.log", "build/a.txt"]);
}

#[test]
fn licence_texts_in_folders_are_passed_over_and_replies_about_licences_are_not() {
    let folder = folder(&[
        ("COPYING.LESSER", b""),
        ("LICENSE", b""),
        ("LICENSE-MIT.md", b""),
        ("LICENSES/mine.txt", b""),
        ("icons.LICENSE.txt", b""),
        ("license-key.md", b""),
        ("renew a license.txt", b""),
    ]);
    let output = run(folder.path(), &["-f", "json", "."]);
    let names = ["COPYING.LESSER", "LICENSE", "LICENSE-MIT.md", "LICENSES", "icons.LICENSE.txt"];
    assert_eq!(skipped(&output), names.map(|name| format!("{name}: licence text")));
    assert_eq!(read(&run(folder.path(), &["-v", "."])), ["license-key.md", "renew a license.txt"]);
    assert_eq!(read(&run(folder.path(), &["-v", "LICENSE", "LICENSES"])), ["LICENSE", "LICENSES/mine.txt"]);
}

#[test]
fn a_list_of_paths_can_come_from_a_file_or_a_pipe() {
    let folder = folder(&[("a b.txt", b""), ("c.txt", b""), ("list", b"a b.txt\r\n\nc.txt")]);
    assert_eq!(read(&run(folder.path(), &["-v", "--files-from", "list"])), ["a b.txt", "c.txt"]);
    fs::write(folder.path().join("list"), b"c.txt\0a b.txt\0").expect("it can be written");
    assert_eq!(read(&run(folder.path(), &["-v", "--files-from", "list", "-0"])), ["c.txt", "a b.txt"]);
    let missing = run(folder.path(), &["--files-from", "nowhere"]);
    check(&missing, 2, "", "cannot read `nowhere`: no such file or folder");
    check(&fed(&["--files-from", "-"], b"nowhere.txt\n"), 2, "", "cannot read `nowhere.txt`");
    check(&fed(&["--files-from", "-", "-"], b""), 2, "", "at once");
    check(&fed(&["--files-from", "-"], b""), 0, "no findings in 0 files", "");
}

#[test]
fn findings_can_go_to_a_file_but_not_over_a_draft() {
    let folder = folder(&[("a.txt", KIND.as_bytes())]);
    let written = folder.path().join("out.json");
    for _ in 0..2 {
        check(&run(folder.path(), &["-f", "json", "-o", "out.json", "."]), 0, "", "");
        let text = fs::read_to_string(&written).expect("it was written");
        assert!(text.contains("\"files\": 1,"), "{text}");
    }
    let refused = run(folder.path(), &["-o", "a.txt", "./a.txt"]);
    check(&refused, 2, "", "would destroy the draft");
    assert_eq!(fs::read_to_string(folder.path().join("a.txt")).expect("it is there"), KIND);
    check(&run(folder.path(), &["-o", "no/such/place", "a.txt"]), 2, "", "cannot write `no/such/place`");
}

#[test]
fn the_output_is_the_same_whatever_the_number_of_threads() {
    let folder = folder(&[]);
    for number in 0..700 {
        let bytes: &[u8] = if number % 7 == 0 { b"\0" } else { KIND.as_bytes() };
        fs::write(folder.path().join(format!("{number}.txt")), bytes).expect("it can be written");
    }
    let alone = run(folder.path(), &["-v", "-f", "json", "-j", "1", "."]);
    assert_eq!(summary(&alone)["files"], 600);
    for threads in ["2", "8"] {
        let together = run(folder.path(), &["-v", "-f", "json", "-j", threads, "."]);
        assert_eq!(alone.stdout, together.stdout);
        assert_eq!(alone.stderr, together.stderr);
    }
}

#[test]
fn a_completion_script_exists_for_every_shell() {
    let folder = folder(&[]);
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        check(&run(folder.path(), &["completions", shell]), 0, "tonelint", "");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_device_that_never_ends_is_noticed() {
    let folder = folder(&[]);
    check(&run(folder.path(), &["/dev/zero"]), 2, "", "cannot read `/dev/zero`: not text");
}

#[cfg(unix)]
mod unix {
    use std::os::unix::{fs::PermissionsExt, fs::symlink, net::UnixListener};

    use super::*;

    #[test]
    fn a_closed_pipe_ends_quietly() {
        let folder = folder(&[]);
        for arguments in [&["--help"][..], &["completions", "bash"], &["rules", "-f", "json"], &["-f", "json", "."]] {
            let mut child = tonelint(folder.path(), arguments)
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .expect("tonelint runs");
            drop(child.stdout.take());
            let mut said = String::new();
            let mut stderr = child.stderr.take().expect("it is piped");
            stderr.read_to_string(&mut said).expect("it is text");
            let status = child.wait().expect("tonelint ends");
            assert_eq!((status.code(), said.as_str()), (Some(0), ""), "{arguments:?}");
        }
    }

    #[test]
    fn a_pipe_given_by_name_is_read_and_one_found_in_a_folder_is_passed_over() {
        let folder = folder(&[("a.txt", b"")]);
        let pipe = folder.path().join("pipe");
        let made = Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs");
        assert!(made.success());
        let walked = run(folder.path(), &["-f", "json", "."]);
        assert_eq!(skipped(&walked), ["pipe: not a file"]);
        let child = tonelint(folder.path(), &["-v", "pipe"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("tonelint runs");
        fs::write(&pipe, KIND).expect("tonelint reads");
        assert_eq!(read(&child.wait_with_output().expect("tonelint ends")), ["pipe"]);
    }

    #[test]
    fn a_socket_is_passed_over_in_a_folder_and_an_error_by_name() {
        let folder = folder(&[]);
        let _listener = UnixListener::bind(folder.path().join("socket")).expect("it can be made");
        assert_eq!(skipped(&run(folder.path(), &["-f", "json", "."])), ["socket: not a file"]);
        check(&run(folder.path(), &["socket"]), 2, "", "cannot read `socket`");
    }

    #[test]
    fn links_in_a_folder_are_passed_over_and_a_link_by_name_is_followed() {
        let folder = folder(&[("a/a.txt", b"")]);
        symlink("..", folder.path().join("a/loop")).expect("it can be made");
        symlink("a", folder.path().join("b")).expect("it can be made");
        symlink("nowhere", folder.path().join("broken")).expect("it can be made");
        let walked = run(folder.path(), &["-f", "json", "."]);
        let expected = ["a/loop: symbolic link", "b: symbolic link", "broken: symbolic link"];
        assert_eq!(skipped(&walked), expected);
        assert_eq!(read(&run(folder.path(), &["-v", "b"])), ["b/a.txt"]);
        check(&run(folder.path(), &["broken"]), 2, "", "no such file or folder");
    }

    #[test]
    fn what_may_not_be_read_is_an_error_and_does_not_hide_the_others() {
        let folder = folder(&[("a.txt", b""), ("locked.txt", b""), ("locked/b.txt", b"")]);
        for name in ["locked.txt", "locked"] {
            let closed = fs::Permissions::from_mode(0o000);
            fs::set_permissions(folder.path().join(name), closed).expect("it can be locked");
        }
        let output = run(folder.path(), &["-v", "."]);
        // Locks mean nothing to root, as which tests run in many containers.
        if fs::read(folder.path().join("locked.txt")).is_err() {
            check(&output, 2, "2 not read (permission denied)", "cannot read `locked`: permission denied");
            check(&output, 2, "", "cannot read `locked.txt`: permission denied");
        }
        assert_eq!(read(&output)[0], "a.txt");
        // The folder could not be removed otherwise.
        let open = fs::Permissions::from_mode(0o700);
        fs::set_permissions(folder.path().join("locked"), open).expect("it can be unlocked");
    }

    #[test]
    fn a_name_that_would_steer_the_terminal_is_spelled_out() {
        let folder = folder(&[("a\u{1b}[2J.txt", b"\0")]);
        let output = run(folder.path(), &["-v", "."]);
        check(&output, 0, "", r"skipped `a\u{1b}[2J.txt`: not text");
        assert!(!text(&output.stderr).contains('\u{1b}'));
    }
}

#[test]
fn a_draft_cannot_steer_the_terminal_that_shows_it() {
    let pack = r#"
        [pack]
        name = "house"
        [[rule]]
        id = "obvious"
        message = "says that the reader should have seen it"
        why = "They wrote because it was not."
        phrases = ["obviously"]
        cut = true
        [[rule.example]]
        bad = "It is obviously late."
        good = "It is late."
    "#;
    let draft = "\u{1b}]0;owned\u{7}Hi,\n\u{1b}[31m it is obviously late\u{202e}!\n";
    let folder = folder(&[("house.toml", pack.as_bytes()), ("draft\u{1b}[2J.txt", draft.as_bytes())]);
    for format in ["pretty", "line", "json", "jsonl"] {
        let output = run(folder.path(), &["--no-builtin", "--pack", "house.toml", "-v", "-f", format, "."]);
        check(&output, 1, "house/obvious", "read `");
        let shown = text(&output.stdout) + &text(&output.stderr);
        let steers = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
        assert!(!shown.contains(steers), "{format}: {shown:?}");
    }
}
