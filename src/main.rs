//! Process edge: turns the outcome into an exit code.

fn main() {}
