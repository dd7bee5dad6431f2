//! Checks the packs in `rules/` and flattens them, so that a run spends its time on the draft.

use std::{env, fs, path::Path, process::exit};

// The library's own reader, so that there is one definition of what a pack is.
#[allow(dead_code, unused_imports, missing_docs, unreachable_pub)]
#[path = "src/error.rs"]
mod error;
#[allow(dead_code, unused_imports, missing_docs, unreachable_pub)]
#[path = "src/pack/mod.rs"]
mod pack;
#[allow(dead_code, unused_imports, missing_docs, unreachable_pub)]
#[path = "src/phrase/mod.rs"]
mod phrase;
#[allow(dead_code, unused_imports, missing_docs, unreachable_pub)]
#[path = "src/rule.rs"]
mod rule;

/// In the order in which they win a tie over the same words.
const PACKS: &[&str] = &[];

#[derive(serde::Serialize)]
struct Builtin {
    packs: Vec<pack::Pack>,
    contexts: pack::PhraseLists,
}

fn main() {
    println!("cargo::rerun-if-changed=rules");
    println!("cargo::rerun-if-changed=src/pack");
    println!("cargo::rerun-if-changed=src/phrase");
    println!("cargo::rerun-if-changed=src/rule.rs");
    println!("cargo::rerun-if-changed=src/error.rs");
    let read = |name: &str| {
        let path = format!("rules/{name}.toml");
        let text = fs::read_to_string(&path).unwrap_or_else(|error| fail(&format!("{path}: {error}")));
        (path, text)
    };
    let words = read("words").1;
    let checked = |name: &str| {
        let (path, text) = read(name);
        pack::Pack::parse_with(&path, &text, &words).unwrap_or_else(|mistakes| refuse(&mistakes))
    };
    let (path, text) = read("context");
    let contexts = pack::PhraseLists::parse(&path, &text, &words).unwrap_or_else(|mistakes| refuse(&mistakes));
    let builtin = Builtin { packs: PACKS.iter().map(|name| checked(name)).collect(), contexts };
    let bytes = postcard::to_allocvec(&builtin).unwrap_or_else(|error| fail(&error.to_string()));
    let out = env::var_os("OUT_DIR").unwrap_or_else(|| fail("cargo sets OUT_DIR"));
    fs::write(Path::new(&out).join("builtin.bin"), bytes).unwrap_or_else(|error| fail(&error.to_string()));
}

fn refuse(mistakes: &[error::Error]) -> ! {
    mistakes.iter().for_each(|mistake| eprintln!("{mistake}"));
    exit(1)
}

fn fail(message: &str) -> ! {
    eprintln!("{message}");
    exit(1)
}
