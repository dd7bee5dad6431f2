//! Flags become settings.

use std::{num::NonZeroUsize, thread};

use tonelint::{
    Quoted, Reading, Severity,
    document::{ReadAs, Shape},
};

use super::args::{ChangeArgs, CheckArgs, InputArgs, OutputArgs, PackArgs};

/// What a run of `check` goes by.
#[derive(Debug)]
pub(crate) struct Settings {
    /// Whether `check` was written out.
    pub(crate) command_named: bool,
    /// What is read.
    pub(crate) input: InputArgs,
    /// Which of the findings there count.
    pub(crate) changes: ChangeArgs,
    /// What is looked for.
    pub(crate) packs: PackArgs,
    /// Where findings go, and what is said beside them.
    pub(crate) output: OutputArgs,
    /// What of a draft is read.
    pub(crate) reading: Reading,
    /// How many threads.
    pub(crate) threads: usize,
    /// Findings below this are not shown.
    pub(crate) min_severity: Severity,
    /// Findings from this on fail the run; none when nothing does.
    pub(crate) fail_on: Option<Severity>,
}

impl Settings {
    /// What the flags say, and what holds where they are silent.
    pub(crate) fn new(args: CheckArgs, command_named: bool) -> Settings {
        let CheckArgs { input, changes, packs, output, exit } = args;
        Settings {
            reading: reading(&input),
            threads: threads(input.jobs),
            min_severity: output.min_severity.into(),
            // With --exit-zero findings never matter; trouble has a code of its own.
            fail_on: if exit.exit_zero { None } else { exit.fail_on.threshold() },
            command_named,
            input,
            changes,
            packs,
            output,
        }
    }
}

/// What the flags say about which words of a draft are read.
pub(crate) fn reading(args: &InputArgs) -> Reading {
    Reading {
        quoted: if args.include_quoted { Quoted::Include } else { Quoted::Skip },
        fields: args.fields.clone(),
        columns: args.columns.clone(),
        read_as: read_as(args.read_as.as_deref()),
        include_notes: args.include_notes,
        include_inactive: args.include_inactive,
    }
}

/// What --as says. Names that are not known do not get this far.
fn read_as(name: Option<&str>) -> ReadAs {
    match name {
        None => ReadAs::Recognised,
        Some(name) => Shape::builtin(name).map_or(ReadAs::Unknown, |shape| ReadAs::Shape(shape.into())),
    }
}

/// How many threads --jobs asks for.
pub(crate) fn threads(jobs: usize) -> usize {
    let all_cores = || thread::available_parallelism().map_or(1, NonZeroUsize::get);
    if jobs == 0 { all_cores() } else { jobs }
}
