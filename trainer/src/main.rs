//! Trains the learned rules of tonelint from labelled replies.
//!
//! ```text
//! labelled replies ──▶ Corpus      data       sentences, their features, what the labels say
//! Corpus ────────────▶ Training    fit        weights; logistic has the arithmetic
//! Corpus ────────────▶ held out    folds      what weights make of replies that they never saw
//! both ──────────────▶ Outcome     train      confidences, records, the report
//! Outcome ───────────▶ files       house      a pack, its weights and its report
//! ```

mod args;
mod data;
mod fit;
mod folds;
mod house;
mod logistic;
mod report;
mod train;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let args = match args::Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // Nobody may be listening, which changes nothing about the outcome.
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    match house::run(&args) {
        Ok(told) => {
            say(&told);
            ExitCode::SUCCESS
        }
        Err(trouble) => {
            say(&format!("error: {trouble}"));
            ExitCode::from(2)
        }
    }
}

#[allow(clippy::print_stderr, reason = "the one place that talks")]
fn say(text: &str) {
    eprintln!("{text}");
}
