//! How long the whole process takes for one draft, as an agent or a hook waits for it.

use std::{
    io::Write,
    process::{Command, Stdio},
};

use generated::Picker;

#[allow(dead_code)]
mod generated;

fn main() {
    divan::main();
}

fn tonelint(arguments: &[&str], input: &[u8]) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_tonelint"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("tonelint runs");
    child.stdin.take().expect("it is piped").write_all(input).expect("tonelint listens");
    child.wait().expect("tonelint ends");
}

/// A draft of 150 words, piped in.
#[divan::bench]
fn one_draft(bencher: divan::Bencher<'_, '_>) {
    let draft = Picker::new().draft();
    bencher.bench(|| tonelint(&["-f", "json"], draft.as_bytes()));
}

/// No draft at all: what starting and stopping costs.
#[divan::bench]
fn no_draft(bencher: divan::Bencher<'_, '_>) {
    bencher.bench(|| tonelint(&["--version"], b""));
}
