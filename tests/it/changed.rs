//! Findings on changed lines only: real repositories, asked through the real program.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use tempfile::TempDir;

use crate::{drafts, outputs};

const OLD: &str = "Hi Ana,\n\nobviously it is late.\n\nBest,\nTom\n";

/// A repository with these files in its first commit.
fn repository(files: &[(&str, &str)]) -> TempDir {
    let folder = drafts::folder(files);
    git(folder.path(), &["init", "--quiet", "--initial-branch=main"]);
    commit(folder.path());
    folder
}

fn commit(folder: &Path) {
    git(folder, &["add", "--all"]);
    git(folder, &["commit", "--quiet", "--allow-empty", "--message=x"]);
}

fn git(folder: &Path, arguments: &[&str]) {
    let who = ["-c", "user.name=x", "-c", "user.email=x@example.org"];
    let output = alone("git", folder).args(who).args(arguments).output().expect("git runs");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// A program that does not know the repository and the settings around this test.
fn alone(program: &str, folder: &Path) -> Command {
    let mut command = Command::new(program);
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        command.env_remove(name);
    }
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1").current_dir(folder);
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = alone(env!("CARGO_BIN_EXE_tonelint"), folder);
    command.args(["-f", "json", "--isolated"]).args(arguments).output().expect("tonelint runs")
}

/// `path:line` of what is found, and how many findings were left out.
#[track_caller]
fn check(folder: &Path, arguments: &[&str], expected: &[&str], left_out: usize) {
    let output = run(folder, arguments);
    let read: serde_json::Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("no JSON: {}", String::from_utf8_lossy(&output.stderr)));
    let place = |finding: &serde_json::Value| {
        format!("{}:{}", finding["path"].as_str().unwrap_or("?"), finding["start"]["line"])
    };
    let found: Vec<String> = read["findings"].as_array().into_iter().flatten().map(place).collect();
    assert_eq!(found, expected, "{arguments:?}");
    assert_eq!(read["summary"]["unchanged"], left_out, "{arguments:?}");
    assert_eq!(output.status.code(), Some(i32::from(!expected.is_empty())), "{arguments:?}");
}

#[test]
fn only_lines_that_changed_count_and_the_rest_is_counted() {
    let folder = repository(&[("a.md", OLD), ("b.md", OLD)]);
    let path = folder.path();
    check(path, &["--changed-only", "."], &[], 2);
    fs::write(path.join("a.md"), format!("{OLD}\nobviously it is late.\n")).expect("it can be written");
    check(path, &["--changed-only", "."], &["a.md:8"], 2);
    // Staged is not committed yet; committed is, but not in what it is compared with.
    git(path, &["add", "a.md"]);
    check(path, &["--changed-only", "."], &["a.md:8"], 2);
    commit(path);
    check(path, &["--changed-only", "."], &[], 3);
    check(path, &["--diff-base", "HEAD~1", "."], &["a.md:8"], 2);
    let pretty = alone(env!("CARGO_BIN_EXE_tonelint"), path).args(["--changed-only", "."]).output().expect("it runs");
    assert_eq!(
        String::from_utf8_lossy(&pretty.stdout),
        "no findings in 2 files (3 on lines that did not change)\n1 skipped (hidden)\n"
    );
}

#[test]
fn of_the_same_words_a_baseline_accepts_those_on_old_lines() {
    let folder = repository(&[("a.md", OLD)]);
    let path = folder.path();
    let mut write = alone(env!("CARGO_BIN_EXE_tonelint"), path);
    write.args(["baseline", "write", "--isolated", "a.md"]).output().expect("it runs");
    commit(path);
    check(path, &["--changed-only", "a.md"], &[], 0);
    fs::write(path.join("a.md"), format!("obviously it is late.\n\n{OLD}")).expect("it can be written");
    check(path, &["--changed-only", "a.md"], &["a.md:1"], 0);
    fs::write(path.join("a.md"), format!("obviously it is late.\n\nobviously it is late.\n\n{OLD}")).expect("it can");
    check(path, &["--changed-only", "a.md"], &["a.md:1", "a.md:3"], 0);
}

#[test]
fn paths_may_be_given_from_any_folder_and_in_full() {
    let folder = repository(&[("macros/a.md", OLD), ("b.md", OLD)]);
    let path = folder.path();
    fs::write(path.join("macros/a.md"), OLD.replace("late", "lost")).expect("it can be written");
    check(path, &["--changed-only", "macros/a.md", "b.md"], &["macros/a.md:3"], 1);
    check(&path.join("macros"), &["--changed-only", "a.md", "../b.md"], &["a.md:3"], 1);
    let full = path.join("macros/a.md").display().to_string();
    check(&path.join("macros"), &["--changed-only", &full], &[&format!("{full}:3")], 0);
}

#[test]
fn new_files_have_changed_throughout_and_renamed_ones_where_they_differ() {
    let folder = repository(&[("a.md", &OLD.repeat(3)), (".gitignore", "ignored.md\n")]);
    let path = folder.path();
    git(path, &["mv", "a.md", "moved.md"]);
    let text = fs::read_to_string(path.join("moved.md")).expect("it is there");
    fs::write(path.join("moved.md"), text.replacen("late", "lost", 1)).expect("it can be written");
    fs::write(path.join("new.md"), OLD).expect("it can be written");
    fs::write(path.join("ignored.md"), OLD).expect("it can be written");
    check(path, &["--changed-only", "."], &["moved.md:3", "new.md:3"], 2);
    check(path, &["--changed-only", "ignored.md"], &["ignored.md:3"], 0);
}

#[test]
fn a_finding_counts_when_any_of_its_lines_changed() {
    let folder = repository(&[("a.md", "Nobody else has\nthis problem.\n"), ("b.json", "")]);
    let path = folder.path();
    fs::write(path.join("a.md"), "Nobody else has\nthis problem!\n").expect("it can be written");
    check(path, &["--changed-only", "a.md"], &["a.md:1"], 0);
    // What is said again counts as well.
    fs::write(path.join("house.toml"), outputs::PACK).expect("it can be written");
    fs::write(path.join("c.md"), "A late parcel,\nand a late parcel.\n").expect("it can be written");
    commit(path);
    fs::write(path.join("c.md"), "A late parcel,\nand the late parcel.\n").expect("it can be written");
    check(path, &["--changed-only", "--no-builtin", "--pack", "house.toml", "c.md"], &["c.md:1"], 0);
    // A file on one line has changed altogether.
    let json = |name: &str| format!(r#"{{"name": "{name}", "body": "obviously it is late."}}"#);
    fs::write(path.join("b.json"), json("x")).expect("it can be written");
    commit(path);
    check(path, &["--changed-only", "--field", "body", "b.json"], &[], 1);
    fs::write(path.join("b.json"), json("y")).expect("it can be written");
    check(path, &["--changed-only", "--field", "body", "b.json"], &["b.json:1"], 0);
}

#[test]
fn what_others_did_meanwhile_is_no_change_of_ours() {
    let folder = repository(&[("a.md", OLD)]);
    let path = folder.path();
    git(path, &["branch", "ours"]);
    fs::write(path.join("a.md"), "Hi Ana,\n").expect("it can be written");
    commit(path);
    git(path, &["checkout", "--quiet", "ours"]);
    check(path, &["--diff-base", "main", "a.md"], &[], 1);
}

#[test]
fn settings_of_the_user_and_names_that_git_quotes_make_no_difference() {
    let folder = repository(&[("a.md", OLD), (".gitattributes", "*.md -diff\n")]);
    let path = folder.path();
    for setting in [
        ["color.ui", "always"],
        ["diff.noprefix", "true"],
        ["diff.mnemonicPrefix", "true"],
        ["diff.external", "false"],
        ["diff.interHunkContext", "9"],
        ["diff.context", "9"],
    ] {
        git(path, &["config", setting[0], setting[1]]);
    }
    let name = if cfg!(windows) { "à b.md" } else { "à \"b\"\n\t.md" };
    fs::write(path.join(name), OLD).expect("it can be written");
    commit(path);
    fs::write(path.join(name), OLD.replace("late", "lost")).expect("it can be written");
    fs::write(path.join("a.md"), format!("obviously it is late.\n{OLD}")).expect("it can be written");
    check(path, &["--changed-only", "."], &["a.md:1", &format!("{name}:3")], 1);
}

#[test]
fn before_the_first_commit_everything_is_new() {
    let folder = drafts::folder(&[("a.md", OLD)]);
    git(folder.path(), &["init", "--quiet"]);
    git(folder.path(), &["add", "--all"]);
    check(folder.path(), &["--changed-only", "."], &["a.md:3"], 0);
}

#[test]
fn text_that_is_in_no_file_has_nothing_to_be_compared_with() {
    let folder = repository(&[("a.md", OLD)]);
    check(folder.path(), &["--changed-only", "--text", "obviously it is late."], &["<text>:1"], 0);
}

#[test]
fn what_git_cannot_answer_is_an_error_that_helps() {
    #[track_caller]
    fn check(output: &Output, expected: &str) {
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(told.contains(expected), "{told}");
        assert!(told.contains("= help: "), "{told}");
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(output.stdout.is_empty());
    }
    let folder = repository(&[("a.md", OLD)]);
    let path = folder.path();
    check(&run(path, &["--diff-base", "mian", "."]), "git knows no revision `mian`");
    check(&run(path, &["--diff-base=--output=x", "."]), "`--output=x` is no revision");
    assert!(!path.join("x").exists());
    let outside = drafts::folder(&[("a.md", OLD)]);
    check(&run(outside.path(), &["--changed-only", "."]), "git finds no repository here: ");
    let mut without = alone(env!("CARGO_BIN_EXE_tonelint"), path);
    without.env("PATH", outside.path()).args(["--changed-only", "."]);
    check(&without.output().expect("tonelint runs"), "cannot run `git`: it is not installed");
}
