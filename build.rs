//! Checks the packs in `rules/` and joins their phrases, so that a run spends its time on the draft.

#![allow(clippy::print_stderr, reason = "what a build script prints is how cargo tells why it failed")]
#![allow(clippy::print_stdout, reason = "and how it is told what to watch")]

use std::{env, fs, path::Path, process::exit};

// The library's own rooms, so that there is one definition of what a pack is.
#[allow(dead_code, unused_imports, missing_docs, unreachable_pub)]
#[path = "src/error.rs"]
mod error;
#[allow(dead_code, unused_imports, missing_docs, unreachable_pub)]
#[path = "src/fields.rs"]
mod fields;
#[allow(dead_code, unused_imports, missing_docs, unreachable_pub)]
#[path = "src/machine/mod.rs"]
mod machine;
#[allow(dead_code, unused_imports, missing_docs, unreachable_pub)]
#[path = "src/pack/mod.rs"]
mod pack;
#[allow(dead_code, unused_imports, missing_docs, unreachable_pub)]
#[path = "src/phrase/mod.rs"]
mod phrase;
#[allow(dead_code, unused_imports, missing_docs, unreachable_pub)]
#[path = "src/rule.rs"]
mod rule;
#[allow(dead_code, unused_imports, missing_docs, unreachable_pub)]
#[path = "src/weights.rs"]
mod weights;

/// In the order in which they win a tie over the same words.
const PACKS: &[&str] = &[
    "denigrating",
    "isolating",
    "hostile",
    "threatening",
    "blaming",
    "disbelieving",
    "dismissive",
    "condescending",
    "passive-aggressive",
    "stonewalling",
    "mocking",
    "commanding",
    "profanity",
    "rejecting",
    "servile",
    "overclaiming",
    "learned",
];

fn main() {
    for path in [
        "rules",
        "src/error.rs",
        "src/fields.rs",
        "src/machine",
        "src/pack",
        "src/phrase",
        "src/rule.rs",
        "src/weights.rs",
    ] {
        println!("cargo::rerun-if-changed={path}");
    }
    let (path, words) = read("words");
    // Read for its mistakes only: every pack looks up what it needs.
    pack::PhraseLists::parse(&path, &words, "").unwrap_or_else(|mistakes| refuse(&mistakes));
    let (path, text) = read("context");
    let contexts = pack::PhraseLists::parse(&path, &text, &words).unwrap_or_else(|mistakes| refuse(&mistakes));
    let packs: Vec<pack::Pack> = PACKS.iter().map(|name| checked(name, &words)).collect();

    let mut builder = machine::MachineBuilder::new();
    let lists = builder.join_lists(&contexts);
    write("lists.bin", &flattened(&lists));
    write("context.machine", &builder.finish_flat());

    let mut builder = machine::MachineBuilder::new();
    builder.join_lists(&contexts);
    let packs: Vec<pack::Pack> = packs.into_iter().map(|pack| joined(pack, &mut builder)).collect();
    write("prose.bin", &prose(&packs));
    let packs: Vec<pack::Pack> = packs.into_iter().map(without_prose).collect();
    write("packs.bin", &flattened(&packs));
    write("rules.machine", &builder.finish_flat());
}

fn read(name: &str) -> (String, String) {
    let path = format!("rules/{name}.toml");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| fail(&format!("{path}: {error}")));
    (path, text)
}

fn checked(name: &str, words: &str) -> pack::Pack {
    let (path, text) = read(name);
    pack::Pack::parse_with(&path, &text, words).unwrap_or_else(|mistakes| refuse(&mistakes))
}

/// The pack with its phrases moved into the machine.
fn joined(mut pack: pack::Pack, builder: &mut machine::MachineBuilder) -> pack::Pack {
    builder.begin_pack(&pack.sets);
    let numbers: Vec<u32> = pack.rules.iter().map(|rule| builder.join_rule(&pack, rule)).collect();
    for (rule, number) in pack.rules.iter_mut().zip(numbers) {
        rule.triggers.phrases = rule::Compiled::BuiltIn(number);
    }
    pack.sets.clear();
    pack
}

/// The prose of all rules, one after the other, behind the places where each ends.
fn prose(packs: &[pack::Pack]) -> Vec<u8> {
    let mut texts = Vec::new();
    let mut ends = Vec::new();
    for rule in packs.iter().flat_map(|pack| &pack.rules) {
        if let rule::ProseSource::Given(prose) = &rule.prose {
            texts.extend(flattened(prose));
        }
        ends.push(texts.len() as u32);
    }
    let mut writer = machine::Writer::default();
    writer.numbers(&ends.into_iter().collect());
    writer.bytes(&texts);
    writer.finish()
}

/// The machine numbers rules as the packs do, so one number finds both halves.
fn without_prose(mut pack: pack::Pack) -> pack::Pack {
    for rule in &mut pack.rules {
        if let rule::Compiled::BuiltIn(number) = rule.triggers.phrases {
            rule.prose = rule::ProseSource::BuiltIn(number);
        }
    }
    pack
}

fn flattened<T: serde::Serialize>(value: &T) -> Vec<u8> {
    postcard::to_allocvec(value).unwrap_or_else(|error| fail(&error.to_string()))
}

fn write(name: &str, bytes: &[u8]) {
    let out = env::var_os("OUT_DIR").unwrap_or_else(|| fail("cargo sets OUT_DIR"));
    fs::write(Path::new(&out).join(name), bytes).unwrap_or_else(|error| fail(&error.to_string()));
}

fn refuse(mistakes: &[error::Error]) -> ! {
    mistakes.iter().for_each(|mistake| eprintln!("{mistake}"));
    exit(1)
}

fn fail(message: &str) -> ! {
    eprintln!("{message}");
    exit(1)
}
