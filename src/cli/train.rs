//! `tonelint train`: hands on to the program that trains, which most installations do without.

use std::{env, ffi::OsString, io, path::PathBuf, process::Command};

use super::trouble::Trouble;

/// The program that trains.
const TRAINER: &str = "tonelint-train";

/// Runs the trainer with these arguments; its exit code.
pub(crate) fn run(arguments: Vec<OsString>) -> Result<u8, Trouble> {
    match Command::new(trainer()).args(arguments).status() {
        // Ended by a signal: it has no code of its own.
        Ok(status) => Ok(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(2)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(Trouble::with_help(
            format!("training is a program of its own, `{TRAINER}`, and it is not installed"),
            "in the repository of tonelint, run `cargo install --path trainer`",
        )),
        Err(error) => Err(Trouble::new(format!("`{TRAINER}` cannot be started: {error}"))),
    }
}

/// Beside this program, or wherever the search path has it.
fn trainer() -> PathBuf {
    let name = format!("{TRAINER}{}", env::consts::EXE_SUFFIX);
    let beside = env::current_exe().ok().map(|program| program.with_file_name(&name));
    beside.filter(|program| program.is_file()).unwrap_or_else(|| PathBuf::from(name))
}
