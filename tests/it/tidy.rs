//! House rules that a machine can check.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// The rooms of the library, lowest first; each line uses only itself and lines below it.
const FLOORS: &[&[&str]] = &[
    &["span", "error", "phrase", "weights", "day"],
    &["mapped", "rule", "fix", "fields"],
    &["document", "finding", "pack", "score", "set"],
    &["machine"],
    &["token", "builtin", "report", "labelled"],
    &["learned", "suppress", "baseline"],
    &["matcher"],
    &["rewrite"],
    &["linter"],
    &["proof", "guide", "mend"],
];

/// Most lines of one file, without its tests, blank lines and comments.
const MOST_LINES: usize = 600;

struct File {
    /// Its path below `src`, with `/`.
    path: String,
    text: String,
}

impl File {
    /// What is compiled into the product: everything before the tests.
    fn product(&self) -> &str {
        self.text.split("#[cfg(test)]\nmod tests").next().unwrap_or("")
    }

    /// The lines of the product that are neither blank nor comments, numbered from 1.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.product().lines().enumerate().map(|(number, line)| (number + 1, line.trim()));
        lines.filter(|(_, line)| !line.is_empty() && !line.starts_with("//"))
    }

    /// The room that the file belongs to.
    fn room(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or("");
        first.strip_suffix(".rs").unwrap_or(first)
    }

    fn is_library(&self) -> bool {
        !matches!(self.room(), "cli" | "main" | "lib")
    }

    /// The rooms of this crate that the product names.
    fn uses(&self) -> Vec<String> {
        let product: String = self.code().map(|(_, line)| format!("{line}\n")).collect();
        product.split("crate::").skip(1).flat_map(rooms_named).collect()
    }
}

/// The first names after `crate::`, which may be a list in braces.
fn rooms_named(rest: &str) -> Vec<String> {
    let name = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let Some(list) = rest.strip_prefix('{') else { return vec![name(rest)] };
    let mut depth = 0;
    let mut at_name = true;
    let mut names = Vec::new();
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => at_name = true,
            c if c.is_alphabetic() && at_name => {
                names.push(name(&list[at..]));
                at_name = false;
            }
            _ => {}
        }
    }
    names
}

fn files() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the sources are part of the repository") {
            let path: PathBuf = entry.expect("a folder lists its files").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let below = path.strip_prefix(&root).expect("it was found there");
                let text = fs::read_to_string(&path).expect("sources are text");
                files.push(File { path: below.to_string_lossy().replace('\\', "/"), text });
            }
        }
    }
    files
}

/// No file has anything to say about `complaint`.
#[track_caller]
fn check(complaint: impl Fn(&File) -> Vec<String>) {
    let complaints: Vec<String> = files()
        .iter()
        .flat_map(|file| complaint(file).into_iter().map(|found| format!("src/{}: {found}", file.path)))
        .collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

/// The lines of code that hold one of these.
fn lines_with(file: &File, wanted: &[&str]) -> Vec<String> {
    let held = |line: &str| wanted.iter().any(|word| line.contains(word));
    file.code().filter(|(_, line)| held(line)).map(|(number, line)| format!("line {number}: {line}")).collect()
}

#[test]
fn a_file_opens_by_saying_what_it_is_for() {
    check(|file| if file.text.starts_with("//! ") { vec![] } else { vec!["opens without `//!`".to_owned()] });
}

#[test]
fn a_room_uses_only_rooms_below_it() {
    let floor = |room: &str| FLOORS.iter().position(|rooms| rooms.contains(&room));
    check(|file| {
        if !file.is_library() {
            return vec![];
        }
        let Some(own) = floor(file.room()) else { return vec!["has no floor in the table above".to_owned()] };
        let is_wrong = |used: &String| used != file.room() && floor(used).is_none_or(|used_floor| own <= used_floor);
        file.uses().into_iter().filter(is_wrong).map(|used| format!("uses `{used}`")).collect()
    });
}

#[test]
fn the_binary_uses_the_library_by_its_public_names() {
    check(|file| match file.room() {
        "cli" | "main" => {
            file.uses().into_iter().filter(|used| used != "cli").map(|used| format!("uses `{used}`")).collect()
        }
        _ => vec![],
    });
}

#[test]
fn what_belongs_to_the_command_line_stays_there() {
    check(|file| match file.room() {
        "cli" | "main" => vec![],
        _ => lines_with(file, &["clap", "colored", "walkdir", "std::fs", "std::env", "std::io", "std::net"]),
    });
}

#[test]
fn no_shortcut_is_left_in_the_product() {
    check(|file| lines_with(file, &[".unwrap()", "todo!", "unimplemented!", "println!", "dbg!"]));
}

#[test]
fn nothing_is_put_off_in_a_comment() {
    check(|file| {
        let marks = ["todo", "fixme", "xxx", "hack"].map(str::to_uppercase);
        let put_off = |line: &&str| marks.iter().any(|mark| line.contains(mark));
        file.text.lines().filter(put_off).map(str::to_owned).collect()
    });
}

#[test]
fn no_file_is_too_long_to_read() {
    check(|file| match file.code().count() {
        lines if lines <= MOST_LINES => vec![],
        lines => vec![format!("has {lines} lines of code; {MOST_LINES} are the bound")],
    });
}

#[test]
fn a_line_of_a_pack_fits_a_review() {
    let long = std::fs::read_dir("rules").expect("the packs are there").flat_map(|entry| {
        let path = entry.expect("the folder can be read").path();
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let is_long = |(_, line): &(usize, &str)| 120 < line.chars().count();
        let place = |(at, _): (usize, &str)| format!("{}:{}", path.display(), at + 1);
        text.lines().enumerate().filter(is_long).map(place).collect::<Vec<String>>()
    });
    assert_eq!(long.collect::<Vec<String>>(), Vec::<String>::new());
}
