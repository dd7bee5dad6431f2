//! One test binary; its modules in reading order.

mod drafts;
mod small_pack;

mod cli;
mod document;
mod documents;
mod process;

mod grammar;
mod reference;

#[cfg(unix)]
mod allowances;
mod asking;
mod auditing;
mod baselines;
mod broken_packs;
mod changed;
mod configuring;
mod encodings;
mod fixing;
mod formats;
mod hostile;
mod labelled;
mod labelling;
mod learned;
mod outputs;
mod overlaps;
mod packs;
mod places;
mod rewrites;
#[cfg(target_os = "linux")]
mod room;
mod rule_pages;
mod schema;
mod suppressions;

mod contexts;
mod seeing_through;
mod spans;

mod walls;

mod tidy;
