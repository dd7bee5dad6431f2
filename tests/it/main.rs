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
mod broken_packs;
mod configuring;
mod encodings;
mod fixing;
mod formats;
mod labelled;
mod labelling;
mod learned;
mod overlaps;
mod packs;
mod places;
mod rewrites;
mod rule_pages;
mod schema;

mod contexts;
mod seeing_through;
mod spans;

mod walls;

mod tidy;
