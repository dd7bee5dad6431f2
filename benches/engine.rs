//! How long the library takes: for one draft, for a lot of text, to start, and with many rules.

use divan::{Bencher, black_box, counter::BytesCount};
use generated::Picker;
use tonelint::{Document, Format, Linter, Pack};

mod generated;

fn main() {
    divan::main();
}

fn linter(packs: Vec<Pack>, bencher: Bencher<'_, '_>, text: &str) {
    let linter = Linter::new(packs);
    bencher
        .counter(BytesCount::of_str(text))
        .bench(|| linter.lint("draft", Document::parse(black_box(text), Format::Plain)));
}

fn parsed(pack: &str) -> Pack {
    Pack::parse("generated.toml", pack).expect("it is written as packs are")
}

/// One draft of 150 words, with the built-in packs.
#[divan::bench]
fn one_draft(bencher: Bencher<'_, '_>) {
    linter(Pack::builtin(), bencher, &Picker::new().draft());
}

/// One megabyte of replies, with the built-in packs.
#[divan::bench(sample_count = 20)]
fn one_megabyte(bencher: Bencher<'_, '_>) {
    linter(Pack::builtin(), bencher, &Picker::new().text(1_000_000));
}

/// What happens before the first draft, with the built-in packs.
#[divan::bench]
fn start_up() -> Linter {
    Linter::new(Pack::builtin())
}

/// What happens before the first draft, with a pack of this many rules.
#[divan::bench(args = [300, 3_000], sample_count = 20)]
fn start_up_of_generated_rules(bencher: Bencher<'_, '_>, rules: usize) {
    let pack = Picker::new().pack(rules);
    bencher.bench(|| Linter::new([parsed(black_box(&pack))]));
}

/// One megabyte of replies, with a pack of this many rules.
#[divan::bench(args = [300, 3_000], sample_count = 20)]
fn one_megabyte_of_generated_rules(bencher: Bencher<'_, '_>, rules: usize) {
    let mut picker = Picker::new();
    let pack = parsed(&picker.pack(rules));
    linter(vec![pack], bencher, &picker.text(1_000_000));
}
