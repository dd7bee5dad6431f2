//! What the documents say: their packs, tables, shell lines and links.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use tonelint::{Document, Format, Linter, Pack};

/// The documents in which packs may stand.
const PACKS: [&str; 3] = ["CONTRIBUTING.md", "docs/packs.md", "docs/phrases.md"];

/// All pages, the front page first.
fn documents() -> Vec<String> {
    let mut documents: Vec<String> = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(String::from).into();
    for folder in ["docs", "docs/rules", "training"] {
        let names = fs::read_dir(root().join(folder)).expect("the folder is there");
        let names = names.map(|entry| entry.expect("it can be listed").file_name().into_string().expect("it is UTF-8"));
        documents.extend(names.filter(|name| name.ends_with(".md")).map(|name| format!("{folder}/{name}")));
    }
    documents
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The fenced blocks of one language.
fn blocks(text: &str, language: &str) -> Vec<String> {
    let fence = format!("\n```{language}\n");
    let blocks = text.split(&fence).skip(1);
    blocks.map(|rest| rest.split("\n```").next().unwrap_or("").to_owned() + "\n").collect()
}

fn parsed(origin: &str, text: &str) -> Pack {
    Pack::parse(origin, text).unwrap_or_else(|mistakes| panic!("{}", mistakes[0]))
}

#[test]
fn every_pack_and_rule_in_the_documents_proves_itself() {
    let mut proven = 0;
    for document in PACKS {
        for block in blocks(&read(document), "toml") {
            let bare = block.starts_with("[[rule]]");
            let pack = if bare { format!("[pack]\nname = \"house\"\n{block}") } else { block };
            let proof = tonelint::prove(&[parsed(document, &pack)]);
            assert_eq!(proof.failures, [], "{document}");
            proven += proof.rules;
        }
    }
    assert!(0 < proven);
}

#[test]
fn the_pack_in_the_documents_is_the_one_in_the_examples() {
    let house = read("examples/house.toml");
    assert!(blocks(&read("docs/packs.md"), "toml").contains(&house));
}

/// Whether a context test silences a rule for the words in bold.
fn is_silent(test: &str, sentence: &str) -> bool {
    let words = sentence.split("**").nth(1).unwrap_or_else(|| panic!("no words are bold in {sentence}"));
    let pack = format!(
        "[pack]\nname = \"house\"\n[[rule]]\nid = \"bold\"\nmessage = \"m\"\nwhy = \"w\"\nphrases = [\"{words}\"]\n\
         quiet-when = [\"{test}\"]\nnote = \"n\"\n[[rule.example]]\nbad = \"b\"\ngood = \"g\"\n"
    );
    let text = sentence.replace("**", "");
    Linter::new([parsed(test, &pack)]).lint("row", Document::parse(&text, Format::Plain)).findings.is_empty()
}

#[test]
fn every_row_of_the_context_tests_is_true_on_both_sides() {
    let packs = read("docs/packs.md");
    let table = packs.split("## Context tests").nth(1).and_then(|rest| rest.split("\n## ").next()).unwrap_or("");
    let rows: Vec<Vec<&str>> = table
        .lines()
        .filter(|line| line.starts_with("| `"))
        .map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect())
        .collect();
    assert_eq!(rows.len(), 15);
    for row in rows {
        let [name, _, silent, speaks] = row[..] else { panic!("{row:?} does not have four cells") };
        let name = name.trim_matches('`');
        assert!(is_silent(name, silent), "{name} does not silence: {silent}");
        assert!(!is_silent(name, speaks), "{name} silences: {speaks}");
    }
}

#[test]
fn every_link_in_the_documents_leads_somewhere() {
    for document in &documents() {
        let text = read(document);
        let folder = Path::new(document).parent().expect("a file is in a folder").to_owned();
        let links = text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(link, _)| link);
        for link in links.filter(|link| !link.starts_with("https://")) {
            let (path, heading) = link.split_once('#').unwrap_or((link, ""));
            let target = if path.is_empty() { PathBuf::from(document) } else { folder.join(path) };
            assert!(root().join(&target).exists(), "{document} links to {link}");
            let slug = |line: &str| line.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
            let is_there = || read(&target).lines().any(|line| line.starts_with('#') && slug(line) == heading);
            assert!(heading.is_empty() || is_there(), "{document} links to {link}");
        }
    }
}

#[test]
fn every_page_is_in_the_index() {
    let index = read("docs/README.md");
    let pages: Vec<String> =
        documents().into_iter().filter_map(|page| Some(page.strip_prefix("docs/")?.to_owned())).collect();
    assert!(pages.contains(&"ci.md".to_owned()));
    for page in pages.iter().filter(|page| !page.contains('/') && *page != "README.md") {
        assert!(index.contains(&format!("]({page})")), "docs/README.md does not name {page}");
    }
}

#[test]
fn lines_of_prose_are_not_long() {
    for document in documents().iter().filter(|page| !page.starts_with("docs/rules/") && *page != "training/report.md")
    {
        let text = read(document);
        let prose = text.split("```").step_by(2).flat_map(str::lines).filter(|line| !line.starts_with(['|', '!']));
        for line in prose {
            assert!(line.chars().count() <= 140, "{document} has a long line: {line}");
        }
    }
}

/// The lines of all `sh` blocks, without comments.
fn shell_lines(document: &str) -> Vec<String> {
    let lines = blocks(&read(document), "sh").join("\n");
    lines
        .lines()
        .map(|line| line.split(" #").next().unwrap_or("").trim().to_owned())
        .filter(|l| !l.is_empty())
        .collect()
}

/// Runs a line as somebody would who has just changed the drafts of a repository.
#[cfg(unix)]
fn typed(line: &str) -> Option<i32> {
    let folder = tempfile::tempdir().expect("there is a place for temporary files");
    let copy = Command::new("cp").arg("-r").arg(root().join("examples")).arg(folder.path()).status();
    assert!(copy.expect("cp runs").success());
    let bin = Path::new(env!("CARGO_BIN_EXE_tonelint")).parent().expect("it is in a folder");
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap_or_default());
    let line = format!("git init -q && git add . && {line}");
    let run = Command::new("sh").args(["-c", &line]).env("PATH", path).current_dir(folder.path()).output();
    run.expect("sh runs").status.code()
}

/// Installs as somebody would, but what has just been built, and elsewhere.
fn installed(line: &str) -> Option<i32> {
    let folder = tempfile::tempdir().expect("there is a place for temporary files");
    let arguments = line.split(' ').skip(1).chain(["--debug", "--offline", "--root"]);
    let run = Command::new("cargo").args(arguments).arg(folder.path()).current_dir(root()).output();
    let run = run.expect("cargo runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    run.status.code()
}

#[test]
#[cfg(unix)]
fn every_shell_line_of_the_documents_runs() {
    for line in ["README.md", "CONTRIBUTING.md"].into_iter().flat_map(shell_lines) {
        let code = match line.as_str() {
            // This very run: benches are tested too, once each.
            "cargo test" | "cargo bench" => Some(0),
            // The trainer's own test runs it.
            "cargo run --release -p tonelint-train -- --built-in" => Some(0),
            install if install.starts_with("cargo install ") => installed(install),
            other => typed(other),
        };
        assert!(matches!(code, Some(0 | 1)), "{line} ends with {code:?}");
    }
    assert!(read(".ci/run").lines().any(|line| line == "cargo test"));
}
