//! `tonelint fix` on real files: what it changes, what it leaves alone, and what a kill leaves behind.

use std::{
    collections::BTreeMap,
    env, fs,
    io::{self, Write},
    path::Path,
    process::{Command, Output, Stdio},
    thread,
    time::Instant,
};

use tempfile::TempDir;

use super::drafts;

const PACK: &str = r#"
[pack]
name = "small"
[[rule]]
id = "kindly"
message = "sounds like an order"
why = "w"
phrases = ["kindly"]
swap = ["please"]
[[rule.example]]
bad = "Kindly sit."
good = "Please sit."
[[rule]]
id = "queue"
severity = "error"
message = "makes the reader a number"
why = "w"
phrases = ["wait your turn"]
write = ["It is your turn [when].", "We call you next."]
[[rule.example]]
bad = "Wait your turn."
good = "Your turn comes at two."
"#;

/// A folder with a pack and these files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    drafts::folder(&[&[(".small.toml", PACK)], files].concat())
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tonelint"));
    for name in ["NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "CLICOLOR"] {
        command.env_remove(name);
    }
    command.args(["fix", "--no-builtin", "--pack", ".small.toml"]).args(arguments);
    command.current_dir(folder).stdin(Stdio::null());
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().expect("tonelint runs")
}

#[track_caller]
fn check(output: &Output, code: i32, stderr: &str) {
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains(stderr), "{stderr:?} is not in {told:?}");
    assert_eq!(output.status.code(), Some(code), "{told}");
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).expect("it is there")
}

/// Every file below a folder and what is in it; what a kill left beside is not a file of anybody.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("it is a folder") {
        let path = entry.expect("a folder lists its files").path();
        let name = path.file_name().expect("it has a name").to_string_lossy().into_owned();
        if path.is_dir() && name != ".git" {
            files.extend(self::files(&path).into_iter().map(|(below, text)| (format!("{name}/{below}"), text)));
        } else if path.is_file() && !name.starts_with(".tonelint-") {
            files.insert(name, fs::read_to_string(&path).expect("it is text"));
        }
    }
    files
}

#[test]
fn every_byte_beside_the_rewrite_is_kept() {
    let folder = folder(&[
        ("crlf.md", "Hi,\r\n\r\nkindly sit.\r\nBye"),
        ("bom.txt", "\u{FEFF}Kindly sit. \t\n\n\n"),
        ("mixed.txt", "one\r\ntwo\nKindly sit.\rfour\u{7}\n"),
        ("kind.txt", "Please sit.\n"),
    ]);
    check(&run(folder.path(), &["."]), 0, "fixed 3 in 3 files\n");
    assert_eq!(read(folder.path(), "crlf.md"), "Hi,\r\n\r\nplease sit.\r\nBye");
    assert_eq!(read(folder.path(), "bom.txt"), "\u{FEFF}Please sit. \t\n\n\n");
    assert_eq!(read(folder.path(), "mixed.txt"), "one\r\ntwo\nPlease sit.\rfour\u{7}\n");
    assert_eq!(read(folder.path(), "kind.txt"), "Please sit.\n");
}

#[test]
fn what_is_not_safe_is_left_and_decides_the_exit_code() {
    let draft = "Kindly sit. Wait your turn.\n";
    let folder = folder(&[("a.txt", draft), ("b.txt", draft)]);
    check(&run(folder.path(), &["a.txt"]), 1, "fixed 1 in 1 file; 1 left\n");
    assert_eq!(read(folder.path(), "a.txt"), "Please sit. Wait your turn.\n");
    check(&run(folder.path(), &["a.txt"]), 1, "nothing to fix; 1 left\n");
    check(&run(folder.path(), &["--fail-on", "never", "a.txt"]), 0, "1 left");
    check(&run(folder.path(), &["--exit-zero", "a.txt"]), 0, "1 left");
    check(&run(folder.path(), &["--unsafe", "b.txt"]), 0, "fixed 2 in 1 file\n");
    assert_eq!(read(folder.path(), "b.txt"), "Please sit. We call you next.\n");
}

#[test]
fn unsafe_takes_nothing_away_that_cannot_be_typed_again() {
    let draft =
        "Wait your turn, {{name}}.\nPlease [wait your turn](https://example.com).\nWait your turn until 14:30.\n";
    let folder = folder(&[("a.md", draft)]);
    check(&run(folder.path(), &["--unsafe", "a.md"]), 1, "nothing to fix; 3 left");
    assert_eq!(read(folder.path(), "a.md"), draft);
}

#[test]
fn rules_can_be_chosen() {
    let folder = folder(&[("a.txt", "Kindly sit.\n")]);
    check(&run(folder.path(), &["--ignore", "small/kindly", "a.txt"]), 0, "nothing to fix");
    check(&run(folder.path(), &["--select", "small/queue", "a.txt"]), 0, "nothing to fix");
    check(&run(folder.path(), &["--select", "small/kindly", "a.txt"]), 0, "fixed 1 in 1 file");
}

#[test]
fn what_is_piped_in_goes_out() {
    let folder = folder(&[]);
    let piped = |arguments: &[&str], text: &str| {
        let mut child = command(folder.path(), arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("tonelint runs");
        child.stdin.take().expect("it is piped").write_all(text.as_bytes()).expect("tonelint listens");
        child.wait_with_output().expect("tonelint ends")
    };
    let output = piped(&[], "\u{FEFF}Kindly\r\nsit.");
    check(&output, 0, "fixed 1 in 1 file");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "\u{FEFF}Please\r\nsit.");
    let output = piped(&["-q", "-"], "Nothing to see here.");
    assert_eq!(
        (output.stdout.as_slice(), output.stderr.as_slice()),
        (b"Nothing to see here.".as_slice(), b"".as_slice())
    );
    let output = piped(&["--diff", "--stdin-filename", "late.md"], "Kindly sit.\n");
    check(&output, 1, "would fix 1 in 1 file");
    let expected = "--- a/late.md\n+++ b/late.md\n@@ -1 +1 @@\n-Kindly sit.\n+Please sit.\n";
    assert_eq!(String::from_utf8_lossy(&output.stdout), expected);
}

#[test]
fn a_diff_shows_what_fix_does_and_git_applies_it() {
    let drafts = [
        ("drafts/crlf.md", "Hi,\r\n\r\nkindly sit.\r\nBye"),
        ("drafts/my draft.txt", "\u{FEFF}Kindly sit.\n"),
        ("drafts/naïve \"quote\".txt", "1\n2\n3\n4\nKindly sit.\n6\n7\n8\n9\nKindly go"),
        ("drafts/kind.txt", "Please sit.\n"),
    ];
    let shown = folder(&drafts);
    let output = run(shown.path(), &["--diff", "drafts"]);
    check(&output, 1, "would fix 4 in 3 files");
    let untouched = folder(&drafts);
    assert_eq!(files(shown.path()), files(untouched.path()), "--diff changes nothing");
    check(&run(untouched.path(), &["drafts"]), 0, "fixed 4 in 3 files");
    let git = |arguments: &[&str]| {
        let status = Command::new("git").args(arguments).current_dir(shown.path()).status();
        assert!(status.expect("git runs").success(), "{arguments:?}");
    };
    fs::write(shown.path().join("fix.diff"), &output.stdout).expect("it can be written");
    git(&["init", "-q"]);
    git(&["apply", "--whitespace=nowarn", "fix.diff"]);
    fs::remove_file(shown.path().join("fix.diff")).expect("it is there");
    assert_eq!(files(shown.path()), files(untouched.path()), "the diff says what fix does");
    check(&run(shown.path(), &["--diff", "drafts"]), 0, "nothing to fix");
}

#[test]
fn a_diff_holds_the_bytes_of_a_file_in_its_encoding() {
    let folder = folder(&[]);
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let path = folder.path().join("a.txt");
    fs::write(&path, utf16("\u{FEFF}Hi,\nkindly sit, naïve one.\nBye")).expect("it can be written");
    let output = run(folder.path(), &["--diff", "a.txt"]);
    check(&output, 1, "would fix 1 in 1 file");
    fs::write(folder.path().join("fix.diff"), &output.stdout).expect("it can be written");
    for arguments in [["init", "-q"], ["apply", "fix.diff"]] {
        let status = Command::new("git").args(arguments).current_dir(folder.path()).status();
        assert!(status.expect("git runs").success(), "{arguments:?}");
    }
    assert_eq!(fs::read(&path).expect("it is there"), utf16("\u{FEFF}Hi,\nplease sit, naïve one.\nBye"));
}

/// A file after an editor, which knows nothing but bytes, has put in the one suggestion that there is.
fn edited(folder: &Path, name: &str) -> Vec<u8> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tonelint"));
    command.args(["-f", "json", "--no-builtin", "--pack", ".small.toml", name]).current_dir(folder);
    let output = command.output().expect("tonelint runs");
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    let suggestion = &found["findings"][0]["suggestions"][0];
    let at = |edge: &str| suggestion[edge]["byte"].as_u64().expect("it is a number") as usize;
    let mut bytes = fs::read(folder.join(name)).expect("it is there");
    let text = suggestion["text"].as_str().expect("it is a text");
    bytes.splice(at("start")..at("end"), text.bytes());
    bytes
}

#[test]
fn an_editor_does_with_a_suggestion_what_fix_does() {
    let drafts = [
        ("a.json", "[{\"body\": \"\\u00e4 A &amp; B: kindly sit.\"}]\n"),
        ("b.csv", "id,body\n1,\"So, kindly \"\"sit\"\" there.\"\n"),
        ("c.yaml", "body: 'It''s late, kindly sit there.'\n"),
        ("d.toml", "body = \"So, kindly \\\"sit\\\" there.\"\n"),
        ("e.html", "<p>A &amp; B: kindly sit.</p>\n"),
        ("f.eml", "Content-Transfer-Encoding: quoted-printable\nSubject: x\n\nSo =C3=A4, kindly sit.\n"),
    ];
    let folder = folder(&drafts);
    let pack = PACK.replace("swap = [\"please\"]", "swap = ['please do, it''s \"A\" & é =']").replace("''s", "’s");
    fs::write(folder.path().join(".small.toml"), pack).expect("it can be written");
    for (name, text) in drafts {
        let edited = edited(folder.path(), name);
        check(&run(folder.path(), &["--unsafe", name]), 0, "fixed 1 in 1 file");
        assert_eq!(String::from_utf8_lossy(&edited), read(folder.path(), name));
        assert_ne!(read(folder.path(), name), text);
    }
}

#[test]
fn files_with_a_syntax_of_their_own_are_left_alone() {
    let macros = "body = Kindly sit.\n";
    let broken = "body: {{name}}, kindly sit.\n";
    let folder = folder(&[("macros.PO", macros), ("macros.yaml", broken), ("a.txt", "Kindly sit.\n")]);
    let output = run(folder.path(), &["."]);
    for name in ["macros.PO", "macros.yaml"] {
        let told = format!("`{name}` is left alone: it is read as plain text, and a rewrite could break its syntax");
        check(&output, 1, &told);
    }
    check(&output, 1, "fixed 1 in 1 file; 2 left");
    assert_eq!(read(folder.path(), "macros.PO"), macros);
    assert_eq!(read(folder.path(), "macros.yaml"), broken);
}

#[test]
fn one_file_that_cannot_be_read_does_not_keep_the_others_from_being_fixed() {
    let folder = folder(&[("a.txt", "Kindly sit.\n")]);
    let output = run(folder.path(), &["missing.txt", "a.txt"]);
    check(&output, 2, "cannot read `missing.txt`: no such file or folder");
    check(&output, 2, "fixed 1 in 1 file");
    assert_eq!(read(folder.path(), "a.txt"), "Please sit.\n");
}

#[test]
fn questions_need_a_terminal() {
    let folder = folder(&[("a.txt", "Kindly sit.\n")]);
    check(&run(folder.path(), &["-i", "a.txt"]), 2, "-i asks questions, and there is no terminal to ask on");
    check(&run(folder.path(), &["-i", "-"]), 2, "-i asks on standard input, so nothing can be read from there");
    check(&run(folder.path(), &["-i", "--diff", "a.txt"]), 2, "cannot be used with");
    assert_eq!(read(folder.path(), "a.txt"), "Kindly sit.\n");
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};

    use super::*;

    #[test]
    fn permissions_and_owner_are_kept() {
        let folder = folder(&[("a.txt", "Kindly sit.\n")]);
        let path = folder.path().join("a.txt");
        // Only the administrator may give a file away.
        let given = chown(&path, Some(4711), Some(4712)).is_ok();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("it is ours");
        check(&run(folder.path(), &["a.txt"]), 0, "fixed 1");
        let found = fs::metadata(&path).expect("it is there");
        assert_eq!(found.mode() & 0o7777, 0o640);
        if given {
            assert_eq!((found.uid(), found.gid()), (4711, 4712));
        }
    }

    /// A list of permissions as the kernel keeps it: 4711 may read, the group of the file may not.
    fn access_list() -> Vec<u8> {
        let [owner, user, group, mask, other] = [0x01_u16, 0x02, 0x04, 0x10, 0x20];
        let nobody = u32::MAX;
        let entries = [(owner, 6, nobody), (user, 4, 4711), (group, 0, nobody), (mask, 4, nobody), (other, 0, nobody)];
        let mut list = 2_u32.to_le_bytes().to_vec();
        for (tag, may, who) in entries {
            list.extend([tag, may].into_iter().flat_map(u16::to_le_bytes));
            list.extend(u32::to_le_bytes(who));
        }
        list
    }

    /// Sets an attribute; whether this file system has such.
    fn set(path: &Path, name: &str, value: &[u8]) -> bool {
        let done = xattr::set(path, name, value);
        if let Err(error) = &done {
            // Not captured, so that whoever runs the tests sees it.
            let _ = writeln!(io::stderr(), "SKIPPED: {name} cannot be kept where {} is: {error}", path.display());
        }
        done.is_ok()
    }

    #[test]
    fn attributes_are_kept() {
        let folder = folder(&[("a.txt", "Kindly sit.\n")]);
        let path = folder.path().join("a.txt");
        let values: [(&str, &[u8]); 3] =
            [("user.origin", b"desk 7"), ("user.empty", b""), ("system.posix_acl_access", &access_list())];
        let kept: Vec<_> = values.into_iter().filter(|(name, value)| set(&path, name, value)).collect();
        let mode = || fs::metadata(&path).expect("it is there").mode();
        let before = mode();
        check(&run(folder.path(), &["a.txt"]), 0, "fixed 1");
        for (name, value) in kept {
            assert_eq!(xattr::get(&path, name).expect("it can be read").as_deref(), Some(value), "{name}");
        }
        assert_eq!(mode(), before);
    }

    #[test]
    fn nobody_may_read_a_file_who_might_not_before() {
        let folder = folder(&[("a.txt", "Kindly sit.\n")]);
        let path = folder.path().join("a.txt");
        // What begins from now on in this folder may be read by 4711; the file has begun before.
        if set(folder.path(), "system.posix_acl_default", &access_list()) {
            check(&run(folder.path(), &["a.txt"]), 0, "fixed 1");
            assert_eq!(xattr::get(&path, "system.posix_acl_access").expect("it can be read"), None);
        }
    }

    #[test]
    fn another_name_of_the_same_file_keeps_what_it_had() {
        let folder = folder(&[("a.txt", "Kindly sit.\n")]);
        fs::hard_link(folder.path().join("a.txt"), folder.path().join("b.txt")).expect("names can be given");
        check(&run(folder.path(), &["a.txt"]), 0, "fixed 1");
        assert_eq!(read(folder.path(), "a.txt"), "Please sit.\n");
        assert_eq!(read(folder.path(), "b.txt"), "Kindly sit.\n");
    }

    #[test]
    fn a_link_is_followed_to_its_file_and_stays_a_link() {
        let folder = folder(&[("real/a.txt", "Kindly sit.\n")]);
        symlink("real/a.txt", folder.path().join("link.txt")).expect("links can be made");
        check(&run(folder.path(), &["link.txt"]), 0, "fixed 1");
        assert_eq!(fs::read_link(folder.path().join("link.txt")).expect("it is a link"), Path::new("real/a.txt"));
        assert_eq!(read(folder.path(), "real/a.txt"), "Please sit.\n");
    }

    #[test]
    fn a_pipe_with_a_name_is_no_file_to_write_to() {
        let folder = folder(&[]);
        let status = Command::new("mkfifo").arg(folder.path().join("pipe.txt")).status();
        assert!(status.expect("there is mkfifo").success());
        let child = command(folder.path(), &["pipe.txt"]).stderr(Stdio::piped()).spawn().expect("tonelint runs");
        fs::write(folder.path().join("pipe.txt"), "Kindly sit.\n").expect("somebody reads");
        let output = child.wait_with_output().expect("tonelint ends");
        check(&output, 2, "`pipe.txt` is left as it is: it is a pipe or a device, not a file");
    }

    #[test]
    fn a_full_disk_leaves_the_old_file_and_nothing_beside_it() {
        let folder = folder(&[("a.txt", "Kindly sit.\n")]);
        let before = fs::read_dir(folder.path()).expect("it is a folder").count();
        // No byte can be written to any file: the shell hands its limits down.
        let script = "ulimit -f 0; trap '' XFSZ; exec \"$0\" fix --no-builtin --pack .small.toml a.txt";
        let output = Command::new("sh")
            .args(["-c", script, env!("CARGO_BIN_EXE_tonelint")])
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .output();
        check(&output.expect("there is a shell"), 2, "`a.txt` is left as it is: ");
        assert_eq!(read(folder.path(), "a.txt"), "Kindly sit.\n");
        assert_eq!(fs::read_dir(folder.path()).expect("it is a folder").count(), before);
    }

    #[test]
    fn a_file_that_may_not_be_written_to_is_left_alone() {
        let folder = folder(&[("a.txt", "Kindly sit.\n")]);
        let path = folder.path().join("a.txt");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).expect("it is ours");
        // The administrator may write to it all the same.
        if fs::OpenOptions::new().append(true).open(&path).is_err() {
            check(&run(folder.path(), &["a.txt"]), 2, "`a.txt` is left as it is: permission denied");
            assert_eq!(read(folder.path(), "a.txt"), "Kindly sit.\n");
        }
    }
}

/// How many files a run that is killed is in the middle of.
const KILLED_FILES: usize = 60;

/// Kills runs at times that cover the whole of one; how many of them had changed a part of the files.
fn kill(times: usize) -> usize {
    let old = |number: usize| format!("{}Kindly take number {number}.\n", "One line more.\n".repeat(300));
    let new = |number: usize| old(number).replace("Kindly", "Please");
    let folder = folder(&[]);
    let name = |number: usize| folder.path().join(format!("{number}.txt"));
    let reset =
        || (0..KILLED_FILES).for_each(|number| fs::write(name(number), old(number)).expect("it can be written"));
    reset();
    let begin = Instant::now();
    check(&run(folder.path(), &["."]), 0, "fixed 60 in 60 files");
    let whole = begin.elapsed();
    let mut in_the_middle = 0;
    for time in 0..times {
        reset();
        let mut child = command(folder.path(), &["-q", "."]).spawn().expect("tonelint runs");
        // Spread evenly, in an order that no machine runs in step with.
        let share = (time * 619 % times) as u32;
        thread::sleep(whole * share / times as u32);
        child.kill().and_then(|()| child.wait()).expect("it is our child");
        let mut changed = 0;
        for number in 0..KILLED_FILES {
            let found = fs::read_to_string(name(number)).expect("no file is lost");
            changed += usize::from(found == new(number));
            assert!(found == new(number) || found == old(number), "{number}.txt is torn at {} bytes", found.len());
        }
        in_the_middle += usize::from(0 < changed && changed < KILLED_FILES);
        remove_leftovers(folder.path());
    }
    in_the_middle
}

/// What a killed run had begun to write beside a file.
fn remove_leftovers(folder: &Path) {
    for entry in fs::read_dir(folder).expect("it is a folder") {
        let path = entry.expect("a folder lists its files").path();
        if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(".tonelint-")) {
            fs::remove_file(path).expect("it can be removed");
        }
    }
}

#[test]
fn a_kill_leaves_every_file_whole() {
    let in_the_middle = kill(30);
    assert!(0 < in_the_middle, "no run was killed while it was writing");
}

/// `cargo test --test it a_thousand_kills -- --ignored`: minutes, not seconds.
#[test]
#[ignore = "takes minutes"]
fn a_thousand_kills_leave_every_file_whole() {
    let in_the_middle = kill(1000);
    assert!(200 < in_the_middle, "only {in_the_middle} runs were killed while they were writing");
}
