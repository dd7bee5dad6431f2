//! `tonelint fix -i`, driven through a real terminal.

use std::{
    fs::{self, File, OpenOptions},
    io::{Read, Write},
    os::{fd::OwnedFd, unix::process::ExitStatusExt},
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc::{self, Receiver},
    thread,
    time::{Duration, Instant},
};

use rustix::{
    process::{Pid, Signal, kill_process},
    pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt},
    termios::{LocalModes, Winsize, tcgetattr, tcsetwinsize},
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
message = "makes the reader a number"
why = "w"
phrases = ["wait your turn"]
write = ["Your turn comes [when].", "We call you next."]
[[rule.example]]
bad = "Wait your turn."
good = "Your turn comes at two."
[[rule]]
id = "hm"
message = "sighs"
why = "w"
phrases = ["hm"]
note = "say what is the matter"
[[rule.example]]
bad = "Hm."
good = "The key is missing."
"#;

const UP: &str = "\x1b[A";
const DOWN: &str = "\x1b[B";
const RIGHT: &str = "\x1b[C";
const LEFT: &str = "\x1b[D";
const CTRL_C: &str = "\x03";

/// A session on a terminal of eighty columns.
struct Session {
    folder: TempDir,
    child: Child,
    terminal: File,
    /// Keeps the terminal open, and shows how it is set.
    inner: OwnedFd,
    output: Receiver<Vec<u8>>,
    /// Everything that was printed, and how much of it was waited for.
    seen: String,
    waited: usize,
}

impl Session {
    fn start(files: &[(&str, &str)]) -> Session {
        Session::start_with(files, &[("NO_COLOR", "1")])
    }

    fn start_with(files: &[(&str, &str)], environment: &[(&str, &str)]) -> Session {
        let mut arguments = vec!["-i", "--no-builtin", "--pack", "small.toml"];
        arguments.extend(files.iter().map(|(name, _)| *name));
        Session::open(files, &arguments, environment)
    }

    /// `tonelint fix` with these arguments.
    fn open(files: &[(&str, &str)], arguments: &[&str], environment: &[(&str, &str)]) -> Session {
        let folder = drafts::folder(&[&[("small.toml", PACK)], files].concat());
        let outer = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("there are terminals");
        grantpt(&outer).and_then(|()| unlockpt(&outer)).expect("it is ours");
        let name = ptsname(&outer, Vec::new()).expect("it has a name");
        let path = Path::new(name.to_str().expect("names of terminals are plain"));
        let inner = OpenOptions::new().read(true).write(true).open(path).expect("it can be opened");
        let size = Winsize { ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0 };
        tcsetwinsize(&inner, size).expect("it has a size");
        let stream = || Stdio::from(inner.try_clone().expect("it can be shared"));
        let mut command = Command::new(env!("CARGO_BIN_EXE_tonelint"));
        for name in ["NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "CLICOLOR"] {
            command.env_remove(name);
        }
        let child = command
            .arg("fix")
            .args(arguments)
            .env("TERM", "xterm")
            .envs(environment.iter().copied())
            .current_dir(folder.path())
            .stdin(stream())
            .stdout(stream())
            .stderr(stream())
            .spawn()
            .expect("tonelint runs");
        let terminal = File::from(outer);
        let output = listen(terminal.try_clone().expect("it can be shared"));
        let inner = OwnedFd::from(inner);
        Session { folder, child, terminal, inner, output, seen: String::new(), waited: 0 }
    }

    fn hear(&mut self, deadline: Instant) -> bool {
        let left = deadline.saturating_duration_since(Instant::now());
        match self.output.recv_timeout(left) {
            Ok(bytes) => {
                self.seen.push_str(&String::from_utf8_lossy(&bytes));
                true
            }
            Err(_) => false,
        }
    }

    /// Waits until this is printed, after what was waited for before.
    #[track_caller]
    fn wait_for(&mut self, words: &str) -> &mut Session {
        let deadline = Instant::now() + Duration::from_secs(20);
        loop {
            if let Some(at) = self.seen[self.waited..].find(words) {
                self.waited += at + words.len();
                return self;
            }
            assert!(self.hear(deadline), "{words:?} does not come after {:?}", &self.seen[self.waited..]);
        }
    }

    fn press(&mut self, keys: &str) -> &mut Session {
        self.terminal.write_all(keys.as_bytes()).expect("the terminal takes keys");
        self
    }

    /// Waits for the end; the exit code.
    #[track_caller]
    fn end(&mut self) -> i32 {
        let deadline = Instant::now() + Duration::from_secs(20);
        loop {
            if let Some(status) = self.child.try_wait().expect("it is our child") {
                while self.hear(Instant::now() + Duration::from_millis(50)) {}
                let modes = tcgetattr(&self.inner).expect("it is a terminal").local_modes;
                assert!(modes.contains(LocalModes::ICANON | LocalModes::ECHO), "the terminal is left raw");
                return status.code().expect("it ends by itself");
            }
            assert!(Instant::now() < deadline, "it does not end after {:?}", self.seen);
            self.hear(Instant::now() + Duration::from_millis(20));
        }
    }

    fn file(&self, name: &str) -> String {
        fs::read_to_string(self.folder.path().join(name)).expect("it is there")
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // A test that failed leaves nobody behind who waits for keys.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn listen(mut terminal: File) -> Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = [0; 4096];
        while let Ok(count @ 1..) = terminal.read(&mut bytes) {
            if sender.send(bytes[..count].to_vec()).is_err() {
                return;
            }
        }
    });
    receiver
}

/// A session over one file: keys, each pressed when the words before it were printed; what the file
/// holds then, and the exit code.
#[track_caller]
fn check(text: &str, steps: &[(&str, &str)], expected: &str, code: i32) {
    let mut session = Session::start(&[("a.md", text)]);
    for (words, keys) in steps {
        session.wait_for(words).press(keys);
    }
    assert_eq!(session.end(), code, "{}", session.seen);
    assert_eq!(session.file("a.md"), expected, "{}", session.seen);
}

#[test]
fn a_number_takes_a_rewrite_and_the_end_saves_it() {
    let steps = [("1: Please sit.", ""), ("Answer: 1", "1"), ("Now: Please sit.", ""), ("That was the last one", "q")];
    check("Kindly sit.\n", &steps, "Please sit.\n", 0);
}

#[test]
fn arrows_point_and_enter_takes() {
    let steps = [("Answer: 1", DOWN), ("2, We call you next.", "\r"), ("last one", "\r")];
    check("So wait your turn!\r\nBye", &steps, "We call you next.\r\nBye", 0);
    let steps = [("Answer: 1", UP), ("q, save and quit", UP), ("u, undo", "\r"), ("nothing to take back", "q")];
    check("Kindly sit.\n", &steps, "Kindly sit.\n", 1);
}

#[test]
fn a_slot_is_filled_in_before_the_rewrite_is_taken() {
    let steps = [
        ("Answer: 1", "1"),
        ("Fill in: when", ""),
        ("Edit: Your turn comes ", "at two\r"),
        ("Now: Your turn comes at two.", "q"),
    ];
    check("Wait your turn.\n", &steps, "Your turn comes at two.\n", 0);
    let steps = [("Answer: 1", "1"), ("Edit: ", "\x1b"), ("Not edited", "s"), ("Skipped", "q")];
    check("Wait your turn.\n", &steps, "Wait your turn.\n", 1);
}

#[test]
fn a_sentence_can_be_written_anew() {
    let steps =
        [("Answer: s, skip", UP), ("e, edit", "\r"), ("Edit: Hm, no.", "\x15The key is missing.\r"), ("last one", "q")];
    check("One. Hm, no. Two.\n", &steps, "One. The key is missing. Two.\n", 0);
}

#[test]
fn lines_that_are_pasted_are_one_line() {
    let pasted = "\x1b[200~The key\r\nis missing.\rq\r\x1b[201~";
    let steps = [
        ("Answer: s, skip", pasted),
        ("This key is no answer here", "e"),
        ("Edit: Hm, no.", "\x15"),
        ("       ", pasted),
        ("The key is missing. q", " Quick!\r"),
        ("Now: The key is missing. q Quick!", "q"),
    ];
    check("One. Hm, no. Two.\n", &steps, "One. The key is missing. q Quick! Two.\n", 0);
}

#[test]
fn a_finding_a_rule_and_words_can_be_left_as_they_are() {
    let text = "Kindly sit. Hm. Kindly go. Hm. Wait your turn.\n";
    let mut session = Session::start(&[("a.txt", text)]);
    session.wait_for("1 of 5").press("s").wait_for("2 of 5").press("r").wait_for("3 of 4").press("a");
    session.wait_for("this time: a comment in plain text could be sent").wait_for("4 of 4").press("2");
    session.wait_for("last one").press("q");
    assert_eq!(session.end(), 1);
    assert_eq!(session.file("a.txt"), "Kindly sit. Hm. Kindly go. Hm. We call you next.\n");
}

#[test]
fn allow_writes_a_comment_that_undo_takes_back() {
    let text = "Hm.\r\n\r\nSo sit.\r\nKindly go.\r\n";
    let comment = "<!-- tonelint-ignore small/kindly -->";
    let steps = [
        ("1 of 2", "s"),
        ("2 of 2", "a"),
        ("Allowed by a comment: tonelint-ignore small/kindly\r", ""),
        ("last one", "q"),
    ];
    check(text, &steps, &format!("Hm.\r\n\r\nSo sit.\r\nKindly go. {comment}\r\n"), 1);
    let steps = [("1 of 2", "a"), ("2 of 2", "u"), ("1 of 2", "s"), ("2 of 2", "s"), ("last one", "q")];
    check(text, &steps, text, 1);
    let steps =
        [("1 of 2", "a"), ("2 of 2", CTRL_C), ("Leave without saving 1 change?", "y"), ("Nothing is saved", "")];
    check(text, &steps, text, 1);
    let comment = "<!-- tonelint-ignore-next-line small/hm -->";
    let steps = [("1 of 2", "a"), ("2 of 2", "1"), ("last one", "q"), ("fixed 1 in 1 file; 1 allowed", "")];
    check(text, &steps, &format!("{comment}\r\nHm.\r\n\r\nSo sit.\r\nPlease go.\r\n"), 0);
}

#[test]
fn a_reason_is_asked_for_where_one_is_required() {
    let mut session = Session::start(&[("a.md", "Kindly go.\n"), ("tonelint.toml", "require-reason = true\n")]);
    session.wait_for("1 of 1").press("a").wait_for("asks for a reason").press("\x1b").wait_for("Not allowed.");
    session
        .press("a")
        .wait_for("asks for a reason")
        .press("It  is\r")
        .wait_for("Allowed by")
        .wait_for("last one")
        .press("q");
    assert_eq!(session.end(), 0, "{}", session.seen);
    let comment = "<!-- tonelint-ignore-next-line small/kindly -- It is -->";
    assert_eq!(session.file("a.md"), format!("{comment}\nKindly go.\n"));
}

#[test]
fn where_a_comment_would_be_sent_the_end_tells_what_keeps_it_allowed() {
    let (name, other) = ("in/for {us} [1]!.json", "out/for {us} [1]!.json");
    let text = "[{\"id\": 7, \"body\": \"Kindly sit down.\"}, {\"id\": 8, \"body\": \"Kindly sit down.\"}]\n";
    let arguments = ["-i", "--no-builtin", "--pack", "small.toml", name];
    let mut session = Session::open(&[(name, text), (other, text)], &arguments, &[("NO_COLOR", "1")]);
    session.wait_for("1 of 2").press("a").wait_for("this time: a comment in it would be sent");
    session
        .wait_for("2 of 2")
        .press("s")
        .wait_for("last one")
        .press("q")
        .wait_for("this keeps what was allowed this time:\r\n\r\n");
    assert_eq!(session.end(), 1);
    assert_eq!(session.file(name), text);
    let told = session.seen[session.waited..].replace("\r\n", "\n");
    let rows = told.split("\n\n").next().expect("there is something");
    fs::write(session.folder.path().join("tonelint.toml"), rows).expect("it can be written");
    let mut command = Command::new(env!("CARGO_BIN_EXE_tonelint"));
    command
        .args(["--no-builtin", "--pack", "small.toml", "-f", "line", name, other])
        .current_dir(session.folder.path());
    let output = command.output().expect("tonelint runs");
    let found = String::from_utf8_lossy(&output.stdout).into_owned();
    let places: Vec<&str> = found.lines().filter_map(|line| line.split(['(', ')']).nth(1)).collect();
    assert_eq!(places, ["[id=8].body", "[id=7].body", "[id=8].body"], "{rows}\n{found}");
}

#[test]
fn what_nothing_was_saved_of_is_not_kept_allowed() {
    let mut session = Session::start(&[("a.txt", "Kindly sit. Hm.\n")]);
    session.wait_for("1 of 2").press("1").wait_for("2 of 2").press("a").wait_for("last one").press(CTRL_C);
    session.wait_for("Leave without").press("y").wait_for("Nothing is saved");
    assert_eq!(session.end(), 1);
    assert!(!session.seen.contains("[[allow]]"), "{}", session.seen);
}

#[test]
fn undo_takes_back_the_last_answers_even_the_last_of_all() {
    let text = "Kindly sit. Kindly go.\n";
    let steps = [
        ("1 of 2", "1"),
        ("2 of 2", "1"),
        ("last one", "u"),
        ("2 of 2", "u"),
        ("1 of 2", "s"),
        ("2 of 2", "1"),
        ("last", "q"),
    ];
    check(text, &steps, "Kindly sit. Please go.\n", 1);
}

#[test]
fn quitting_saves_what_was_chosen_and_leaving_does_not() {
    let text = "Kindly sit. Kindly go.\n";
    check(
        text,
        &[("1 of 2", "1"), ("2 of 2", "q"), ("saved a.md", ""), ("fixed 1 in 1 file; 1 left", "")],
        "Please sit. Kindly go.\n",
        1,
    );
    check(
        text,
        &[("1 of 2", "1"), ("2 of 2", CTRL_C), ("Leave without saving 1 change?", "y"), ("Nothing is saved", "")],
        text,
        1,
    );
    check(
        text,
        &[("1 of 2", "1"), ("2 of 2", CTRL_C), ("y or n", "n"), ("Going on.", ""), ("Answer: 1", "1"), ("last", "q")],
        "Please sit. Please go.\n",
        0,
    );
    check(text, &[("1 of 2", CTRL_C)], text, 1);
}

#[test]
fn a_signal_that_ends_a_session_leaves_the_terminal_and_the_file_as_they_were() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT] {
        let mut session = Session::start(&[("a.md", "Kindly sit. Hm.\n")]);
        session.wait_for("1 of 2").press("1").wait_for("2 of 2").wait_for("Answer: ");
        let child = Pid::from_child(&session.child);
        kill_process(child, signal).expect("it is our child");
        let status = session.child.wait().expect("it is our child");
        assert_eq!(status.signal(), Some(signal.as_raw()));
        let modes = tcgetattr(&session.inner).expect("it is a terminal").local_modes;
        assert!(modes.contains(LocalModes::ICANON | LocalModes::ECHO), "the terminal is left raw");
        assert_eq!(session.file("a.md"), "Kindly sit. Hm.\n");
    }
}

#[test]
fn several_files_are_one_session_and_one_that_changed_is_left_alone() {
    let mut session = Session::start(&[("a.md", "Kindly sit.\n"), ("b.md", "Thanks.\n"), ("c.md", "Kindly go.\n")]);
    session
        .wait_for("1 of 2: a.md, line 1, column 1")
        .press("1")
        .wait_for("2 of 2: c.md")
        .press("1")
        .wait_for("last one");
    fs::write(session.folder.path().join("a.md"), "Somebody else's words.\n").expect("it can be written");
    session.press("q").wait_for("`a.md` is left as it is: it changed since it was read").wait_for("saved c.md");
    assert_eq!(session.end(), 2);
    assert_eq!(
        (session.file("a.md"), session.file("c.md")),
        ("Somebody else's words.\n".to_owned(), "Please go.\n".to_owned())
    );
}

#[test]
fn what_would_be_lost_is_said() {
    let mut session = Session::start(&[("a.md", "Wait your turn, {{name}}, until 14:30.\n")]);
    session.wait_for("1: Your turn comes [when]. (another sentence; loses `{{name}}`, `14:30`)").press(CTRL_C);
    assert_eq!(session.end(), 1);
}

#[test]
fn help_says_what_every_key_does() {
    let mut session = Session::start(&[("a.md", "Kindly sit.\n")]);
    session.wait_for("Answer: 1").press("?").wait_for("s: leave this finding as it is").wait_for("Ctrl-C: ");
    session.wait_for("Answer: 1").press("q");
    assert_eq!(session.end(), 1);
}

#[test]
fn on_a_dumb_terminal_no_escape_sequence_is_printed_and_no_line_is_too_long() {
    let long = format!("Kindly sit {}down.\n", "and wait for the others ".repeat(12));
    let mut session = Session::start_with(&[("a.md", &long)], &[("NO_COLOR", "1"), ("TERM", "dumb")]);
    session.wait_for("Answer: 1").press(DOWN).wait_for("e, edit").press("\r").wait_for("Edit: ");
    session.press("\x01Do ").wait_for("\u{8}D").wait_for("\u{8}o").wait_for("\u{8} ").press("\r").wait_for("Answer: ");
    session.press("q");
    assert_eq!(session.end(), 0);
    assert!(!session.seen.contains('\x1b'), "{:?}", session.seen);
    let screen = screen(&session.seen);
    assert!(screen.contains("\nEdit: Do Please sit and"), "{screen}");
    assert_eq!(screen.lines().find(|line| 80 < line.chars().count()), None);
}

#[test]
fn lines_are_as_long_as_the_terminal_has_become() {
    let mut session = Session::start(&[("a.md", "Kindly sit and wait for the others over there.\n")]);
    session.wait_for("Sentence: Kindly sit and wait for the others over there.").wait_for("Answer: 1");
    let size = Winsize { ws_row: 24, ws_col: 40, ws_xpixel: 0, ws_ypixel: 0 };
    tcsetwinsize(&session.inner, size).expect("it has a size");
    session
        .press("s")
        .wait_for("Skipped")
        .press("u")
        .wait_for("Sentence: Kindly sit and wait for the\r\n    others")
        .press("q");
    assert_eq!(session.end(), 1);
}

#[test]
fn a_key_that_is_no_answer_is_not_met_with_silence() {
    let steps = [
        ("Answer: 1", "x"),
        ("x is no answer here; h tells which are.\r\nAnswer: 1", "9"),
        ("9 is no answer here; h tells which are.\r\nAnswer: 1", "\x1b[24~"),
        ("This key is no answer here; h tells which are.\r\nAnswer: 1", "s"),
        ("last one", "e"),
        ("e is no answer here; Enter or q saves, u takes the last answer back.", "q"),
    ];
    check("Kindly sit.\n", &steps, "Kindly sit.\n", 1);
}

#[test]
fn a_line_to_edit_begins_with_the_rewrite_that_was_pointed_at() {
    let steps = [("Answer: 1", DOWN), ("2, We call you next.", "e"), ("Edit: We call you next.", " Soon.\r")];
    check(
        "Wait your turn.\n",
        &[&steps[..], &[("Now: We call you next. Soon.", "q")]].concat(),
        "We call you next. Soon.\n",
        0,
    );
}

#[test]
fn of_a_line_that_changes_only_what_is_new_is_printed() {
    let mut session = Session::start(&[("a.md", "Hm, no.\n")]);
    let back = |count: usize| "\u{8}".repeat(count);
    session.wait_for("Answer: s, skip").press(DOWN).wait_for(&format!("{}r, skip rule", back(7))).press(UP);
    session.wait_for(&format!("{}s, skip{}{}", back(12), " ".repeat(5), back(5))).press("e");
    session.wait_for("Edit: Hm, no.").press("!").wait_for("!").press("\x7f").wait_for("\u{8} \u{8}").press(LEFT);
    session.wait_for("\u{8}").press("t").wait_for("t.\u{8}").press(RIGHT).wait_for("\x1b[1C");
    session.press("\x1b").wait_for("Not edited").press("q");
    assert_eq!(session.end(), 1);
    assert_eq!(session.seen.matches("Hm, no").count(), 2, "{}", session.seen);
}

#[test]
fn words_that_are_a_whole_sentence_are_shown_once() {
    let mut session = Session::start(&[("a.md", "Wait your turn. Kindly sit.\n")]);
    session.wait_for("1 of 2").wait_for("Sentence: Wait your turn.").wait_for("Answer: 1").press("s");
    assert!(!session.seen.contains("Words: "), "{}", session.seen);
    session.wait_for("2 of 2").wait_for("Words: Kindly\r\n  Sentence: Kindly sit.").press("q");
    assert_eq!(session.end(), 1);
}

#[test]
fn colours_are_there_when_a_terminal_shows_them() {
    let mut session = Session::start_with(&[("a.md", "Kindly sit.\n")], &[]);
    session.wait_for("\x1b[").wait_for("Answer: 1").press("q");
    assert_eq!(session.end(), 1);
}

/// The lines that stay on the screen.
fn screen(seen: &str) -> String {
    let line = |printed: &str| {
        let mut shown: Vec<char> = Vec::new();
        let mut column = 0;
        for letter in printed.trim_end_matches('\r').chars() {
            match letter {
                '\u{8}' => column -= 1,
                letter => {
                    shown.splice(column..shown.len().min(column + 1), [letter]);
                    column += 1;
                }
            }
        }
        shown.into_iter().collect::<String>().trim_end().to_owned()
    };
    seen.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// `UPDATE=1 cargo test --test it session` writes the page anew; the front page shows its beginning.
#[test]
fn the_session_in_the_documents_is_a_real_one() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let name = "examples/drafts/paint-order.md";
    let draft = fs::read_to_string(root.join(name)).expect("the example is there");
    let mut session = Session::open(&[(name, &draft)], &["-i", name], &[("NO_COLOR", "1"), ("TERM", "dumb")]);
    for question in ["1 of 4", "2 of 4", "3 of 4", "4 of 4"] {
        session.wait_for(question).wait_for("Answer: 1").press("1");
    }
    session
        .wait_for("Fill in: problem")
        .wait_for("Edit: ")
        .press("the lids")
        .press("\t")
        .press("The courier brings new ones on Friday.");
    session.wait_for("iday.").press("\r").wait_for("last one").wait_for("Answer: q").press("q");
    assert_eq!(session.end(), 0, "{}", session.seen);
    let block = format!("```text\n$ tonelint fix -i {name}\n{}\n```", screen(&session.seen).trim_end());
    let page = root.join("docs/fix.md");
    let text = fs::read_to_string(&page).expect("the page is there");
    let start = text.find("```text\n$ tonelint fix -i").expect("the page has a session");
    let end = start + 3 + text[start + 3..].find("```").expect("it ends") + 3;
    if std::env::var_os("UPDATE").is_some() {
        let updated = format!("{}{block}{}", &text[..start], &text[end..]);
        fs::write(page, updated).expect("it can be written");
    } else {
        assert_eq!(&text[start..end], block);
    }
    let front = fs::read_to_string(root.join("README.md")).expect("there is a front page");
    let begun = block.split("\n\n2 of 4").next().expect("a text has a beginning");
    assert!(front.contains(&format!("{begun}\n```")), "the front page shows the first question as it is:\n{begun}");
}
