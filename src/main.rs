//! Process edge: turns the outcome into an exit code.

mod cli;

use std::{env, process::ExitCode};

fn main() -> ExitCode {
    cli::run(env::args_os()).into()
}
