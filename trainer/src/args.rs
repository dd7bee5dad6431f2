//! Flags and their values; no behaviour.

use std::path::PathBuf;

use clap::Parser;

/// Train learned rules from labelled replies: a pack, its weights, and a report on how often it is wrong.
#[derive(Debug, Parser)]
#[command(
    name = "tonelint train",
    bin_name = "tonelint train",
    version,
    after_help = "Exit codes: 0 trained, 2 something could not be read, learned or written.",
    after_long_help = "\
Examples:
  tonelint train replies.jsonl                     house-tone.toml, .weights and .md, on top of the built-in replies
  tonelint train replies.jsonl --alone -n billing  from these replies alone, into billing.toml …
  tonelint check --pack house-tone.toml drafts/    what the pack finds; --ignore learned leaves the built-in one out

Exit codes: 0 trained, 2 something could not be read, learned or written."
)]
pub(crate) struct Args {
    /// Labelled replies, as `tonelint label` writes them
    ///
    /// One JSON object a line: {"text": "…", "label": "flag", "spans": [{"quote": "…", "category": "…"}]}.
    /// The label is `flag` or `clean`. A flagged reply teaches most with spans: the words that should not be
    /// sent, and their category. Good replies matter as much as bad ones, most of all those that use the
    /// same words innocently.
    #[arg(value_name = "FILE", required_unless_present = "built_in")]
    pub(crate) files: Vec<PathBuf>,

    /// Learn from these replies alone, without those that the built-in rules were trained on
    #[arg(long, conflicts_with = "built_in")]
    pub(crate) alone: bool,

    /// Name of the pack, and of its three files
    #[arg(short, long, value_name = "NAME", default_value = "house-tone", conflicts_with = "built_in")]
    pub(crate) name: String,

    /// Folder for the three files
    #[arg(short, long, value_name = "FOLDER", default_value = ".", conflicts_with = "built_in")]
    pub(crate) output: PathBuf,

    /// How sure a rule has to be before a sentence is a warning, in percent
    #[arg(long, value_name = "PERCENT", default_value_t = 75, value_parser = clap::value_parser!(u8).range(1..=100))]
    pub(crate) warning: u8,

    /// Train the built-in rules: from training/ to rules/learned.weights and training/report.md
    #[arg(long, conflicts_with = "files")]
    pub(crate) built_in: bool,

    /// Write nothing; fail if the files there are not what training gives
    #[arg(long, requires = "built_in")]
    pub(crate) check: bool,
}
