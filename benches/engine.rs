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

/// Reading a pack of this many rules.
#[divan::bench(args = [300, 3_000], sample_count = 20)]
fn generated_rules_read(bencher: Bencher<'_, '_>, rules: usize) {
    let pack = Picker::new().pack(rules);
    bencher.counter(BytesCount::of_str(&pack)).bench(|| parsed(black_box(&pack)));
}

/// Making a linter of a pack of this many rules.
#[divan::bench(args = [300, 3_000], sample_count = 20)]
fn generated_rules_joined(bencher: Bencher<'_, '_>, rules: usize) {
    let pack = parsed(&Picker::new().pack(rules));
    bencher.with_inputs(|| pack.clone()).bench_values(|pack| Linter::new([pack]));
}

/// One megabyte of replies, with a pack of this many rules.
#[divan::bench(args = [300, 3_000], sample_count = 20)]
fn generated_rules_on_one_megabyte(bencher: Bencher<'_, '_>, rules: usize) {
    let mut picker = Picker::new();
    let pack = parsed(&picker.pack(rules));
    linter(vec![pack], bencher, &picker.text(1_000_000));
}
