//! Flags that several commands have.

use std::path::PathBuf;

use clap::{Args, builder::PossibleValuesParser};
use tonelint::document::Shape;

use super::{Color, Encoding, FailOn, Format, Severity};

#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Baseline")]
pub(crate) struct BaselineArgs {
    /// Leave out what this baseline accepts
    ///
    /// Without it, the nearest tonelint-baseline.toml is used, from the folder of each draft upwards to that of
    /// the repository.
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,

    /// Show what a baseline accepts as well
    #[arg(long, conflicts_with = "baseline")]
    pub(crate) no_baseline: bool,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "Drafts")]
pub(crate) struct ChangeArgs {
    /// Only findings on lines that changed since this revision
    ///
    /// Asks git, from the working folder. What the other side of a branch changed meanwhile does not count, a
    /// file that git does not know has changed throughout, and what was left out is counted.
    #[arg(long, value_name = "REV", conflicts_with = "changed_only")]
    pub(crate) diff_base: Option<String>,

    /// Only findings on lines that are not committed yet
    #[arg(long)]
    pub(crate) changed_only: bool,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "Drafts")]
pub(crate) struct InputArgs {
    /// Files and folders to read; `-` is standard input
    ///
    /// Without a path, standard input is read if something is piped into it. Folders are walked in name
    /// order; hidden files, node_modules, licence texts (LICENSE, COPYING), symbolic links and what
    /// .gitignore or .tonelintignore name are passed over. A file that is named here is read, unless tonelint.toml excludes it.
    #[arg(value_name = "PATH", help_heading = None)]
    pub(crate) paths: Vec<PathBuf>,

    /// Check this text
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub(crate) text: Option<String>,

    /// Name standard input, or --text, as if it were this file
    ///
    /// The name is printed with the findings and decides how the text is read: `reply.md` is Markdown.
    #[arg(long, value_name = "NAME")]
    pub(crate) stdin_filename: Option<String>,

    /// Also check the paths listed in this file, one a line; `-` is standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) files_from: Option<PathBuf>,

    /// The paths in --files-from end with a NUL byte instead of a line break
    #[arg(short = '0', long, requires = "files_from")]
    pub(crate) null: bool,

    /// Read what .gitignore, .tonelintignore and the configuration exclude as well
    ///
    /// Hidden files, node_modules and licence texts are still passed over; name them to have them read.
    #[arg(long)]
    pub(crate) no_ignore: bool,

    #[command(flatten)]
    pub(crate) reading: ReadingArgs,

    /// Use this many threads, or 0 for as many as suit the machine
    ///
    /// The output is the same whatever the number.
    #[arg(short, long, value_name = "N", default_value_t = 0)]
    pub(crate) jobs: usize,
}

#[derive(Args, Debug, Default)]
#[command(next_help_heading = "Drafts")]
pub(crate) struct ReadingArgs {
    /// Check quoted words too
    ///
    /// Quoted lines and longer quotations are usually somebody else's words and left alone.
    #[arg(long)]
    pub(crate) include_quoted: bool,

    /// Read only this field of JSON, YAML and TOML files and property lists
    ///
    /// A path of keys, such as `macros.actions.value`, or the end of one, such as `body`. May be given several
    /// times. Without it, every value that looks like a sentence is read.
    #[arg(long = "field", value_name = "PATH")]
    pub(crate) fields: Vec<String>,

    /// Read only this column of tables
    ///
    /// The name at its head, or its number from 1. May be given several times. Without it, every cell that
    /// looks like a sentence is read.
    #[arg(long = "column", value_name = "NAME|N")]
    pub(crate) columns: Vec<String>,

    /// Take structured files for those of this help-desk
    ///
    /// Without it, the files of help-desks are recognised by what is in them, and -v says as what. `none`
    /// takes every file for one that nothing is known about. docs/formats.md lists the names; one that is not
    /// known is answered with all of them. --field and --column win.
    #[arg(long = "as", value_name = "NAME", hide_possible_values = true,
        value_parser = PossibleValuesParser::new(Shape::names().chain(["none"])))]
    pub(crate) read_as: Option<String>,

    /// Check internal notes too
    ///
    /// They are read in the files of help-desks that tell them apart, and otherwise counted.
    #[arg(long)]
    pub(crate) include_notes: bool,

    /// Check replies that are switched off too
    ///
    /// They are read in the files of help-desks that tell them apart, and otherwise counted.
    #[arg(long)]
    pub(crate) include_inactive: bool,

    /// Read files that are not UTF-8 as this
    ///
    /// UTF-8, and UTF-16 with a byte order mark or in Latin letters, need no flag. Places are bytes of the
    /// file as it is stored, and `fix` writes it back in its own encoding.
    #[arg(long, value_enum, value_name = "NAME")]
    pub(crate) encoding: Option<Encoding>,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "Rules")]
pub(crate) struct PackArgs {
    /// Add a pack: a TOML file, a built-in pack, or a set (core, dignity, hints)
    ///
    /// May be given several times. `core` is on by default: every error and warning of the built-in packs
    /// but servile. `dignity` is the pack servile, `hints` every matter of taste in the others. A built-in
    /// pack that is named here comes whole, with its hints. A file that is named like a pack is reached
    /// with `./name`.
    #[arg(long = "pack", value_name = "PATH|NAME")]
    pub(crate) packs: Vec<String>,

    /// Leave the built-in packs out
    #[arg(long)]
    pub(crate) no_builtin: bool,

    /// Go by this configuration, wherever the drafts are
    ///
    /// Without it, the tonelint.toml or .tonelint.toml nearest to a draft holds for it, from its folder upwards
    /// to the root of the repository. Flags beat it. Path patterns in FILE speak of the current folder.
    #[arg(short, long, value_name = "FILE", conflicts_with = "isolated")]
    pub(crate) config: Option<PathBuf>,

    /// Ignore every configuration file
    ///
    /// No tonelint.toml is looked for, and only flags count.
    #[arg(long)]
    pub(crate) isolated: bool,

    /// Use only these rules: rule ids, pack names or @categories, separated by commas
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub(crate) select: Vec<String>,

    /// Leave these rules out, even selected ones: ids, pack names or @categories
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub(crate) ignore: Vec<String>,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "Output")]
pub(crate) struct OutputArgs {
    /// How findings are written
    #[arg(short, long, value_enum, value_name = "FORMAT", default_value_t = Format::Pretty)]
    pub(crate) format: Format,

    /// Write the findings to this file; the exit code stays the same
    ///
    /// `sarif=out.sarif` writes another format than --format, beside what goes to standard output. May be given
    /// several times. `-` is standard output, and `./a=b` a file with `=` in its name.
    #[arg(short, long = "output", value_name = "[FORMAT=]FILE")]
    pub(crate) outputs: Vec<PathBuf>,

    /// Show and count findings of this severity and above [default: info]
    ///
    /// What is not shown still counts for --fail-on.
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub(crate) min_severity: Option<Severity>,

    /// Add the number of findings of each rule, category and severity
    ///
    /// Printed at the end in the pretty format, and to standard error with the others.
    #[arg(long)]
    pub(crate) statistics: bool,

    /// Print findings only
    #[arg(short, long)]
    pub(crate) quiet: bool,

    /// Tell what was read, what was skipped, and why
    #[arg(short, long, conflicts_with = "quiet")]
    pub(crate) verbose: bool,

    #[command(flatten)]
    pub(crate) color: ColorArgs,
}

#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct ColorArgs {
    /// When to use colours
    ///
    /// `auto` follows NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE and CLICOLOR, then whether a terminal reads the output.
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    pub(crate) color: Color,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "Exit code")]
pub(crate) struct ExitArgs {
    /// Exit with 1 for findings of this severity and above [default: warning]
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub(crate) fail_on: Option<FailOn>,

    /// Exit with 0 even if there are findings; trouble is still 2
    #[arg(long)]
    pub(crate) exit_zero: bool,
}
