//! The replies that wait for a label: drafts that are one reply each, and rows of JSON Lines.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

use tonelint::{Format, labelled::Unlabelled};

use super::rows;
use crate::cli::{
    args::{InputArgs, LabelArgs, ReadingArgs},
    config::Configuration,
    input::{self, Draft, Input, Place},
    labelled::{TOLD, parsed_by},
    summary::Missing,
    trouble::Trouble,
    voice::Voice,
};

/// A reply to ask about.
#[derive(Debug)]
pub(super) struct Waiting {
    /// Its name: that of its row, or of its file.
    pub(super) id: String,
    /// What the customer would read.
    pub(super) text: String,
    /// How that is read.
    pub(super) format: Format,
}

/// What there is to ask about.
#[derive(Debug, Default)]
pub(super) struct Queue {
    /// The replies, each once.
    pub(super) replies: Vec<Waiting>,
    /// Whether something should have been read and could not be; that was told.
    pub(super) is_incomplete: bool,
}

/// What tells replies apart. White space around a reply says nothing about it.
pub(super) fn key(text: &str) -> &str {
    text.trim()
}

/// Everything that the flags name, in order.
pub(super) fn queue(args: &LabelArgs, configuration: &Configuration<'_>, voice: Voice) -> Result<Queue, Trouble> {
    refuse_useless_paths(args)?;
    let torn = rows::aside(&args.output).canonicalize().ok();
    let mut queue = Queue::default();
    let mut seen = HashSet::new();
    for input in input::inputs(&inputs_of(args), configuration, Some(&args.output))? {
        let found = match input {
            // What was set aside is no draft.
            Input::Draft(draft) if !draft.named && torn.is_some() && path_of(&draft) == torn => continue,
            Input::Draft(draft) => replies_in(&draft)?,
            Input::Missing(missing) => Err(missing),
        };
        match found {
            Ok(replies) => queue.replies.extend(replies.into_iter().filter(|reply| {
                let key = key(&reply.text);
                !key.is_empty() && seen.insert(key.to_owned())
            })),
            Err(Missing::Skipped(missed)) => voice.skipped(&missed),
            Err(Missing::Unreadable(missed) | Missing::Unusable(missed, _)) => {
                voice.unreadable(&missed, None);
                queue.is_incomplete = true;
            }
        }
    }
    Ok(queue)
}

fn refuse_useless_paths(args: &LabelArgs) -> Result<(), Trouble> {
    const NAME: &str = "name files or folders: `tonelint label drafts/`";
    let is_stdin = |path: &PathBuf| path == Path::new("-");
    if args.paths.is_empty() {
        return Err(Trouble::with_help(
            "nothing to label",
            "name files or folders: `tonelint label drafts/`; standard input is for the answers",
        ));
    }
    if args.paths.iter().any(is_stdin) {
        return Err(Trouble::with_help("answers are read from standard input, so no reply can come from there", NAME));
    }
    let output = args.output.canonicalize().ok();
    match args.paths.iter().find(|path| path.is_file() && path.canonicalize().ok() == output) {
        Some(path) => Err(Trouble::with_help(
            format!("`{}` cannot be read from and added to at once", input::display(path)),
            "give -o another file",
        )),
        None => Ok(()),
    }
}

fn inputs_of(args: &LabelArgs) -> InputArgs {
    InputArgs {
        paths: args.paths.clone(),
        text: None,
        stdin_filename: None,
        files_from: None,
        null: false,
        no_ignore: args.no_ignore,
        reading: ReadingArgs::default(),
        jobs: 1,
    }
}

fn path_of(draft: &Draft) -> Option<PathBuf> {
    match &draft.place {
        Place::File(path) => path.canonicalize().ok(),
        Place::Given(_) | Place::Stdin => None,
    }
}

/// The replies of one file. A row that cannot be read ends the run: it is a reply that nobody would miss.
fn replies_in(draft: &Draft) -> Result<Result<Vec<Waiting>, Missing>, Trouble> {
    let text = match input::read(draft, None) {
        Ok(read) => read.text,
        Err(missing) => return Ok(Err(missing)),
    };
    if has_rows(&draft.name) {
        return rows_in(&draft.name, &text).map(Ok);
    }
    let text = text.trim_start_matches('\u{feff}').trim_end().to_owned();
    Ok(Ok(vec![Waiting { id: draft.name.clone(), text, format: Format::of_name(&draft.name) }]))
}

fn has_rows(name: &str) -> bool {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    ["jsonl", "ndjson"].iter().any(|known| known.eq_ignore_ascii_case(extension))
}

fn rows_in(name: &str, text: &str) -> Result<Vec<Waiting>, Trouble> {
    let mut replies = Vec::new();
    let mut mistakes = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        match parsed_by(Unlabelled::parse, name, number, line.as_bytes()) {
            Ok(None) => {}
            Ok(Some(reply)) => {
                let id = reply.id.unwrap_or_else(|| format!("{name}:{number}"));
                // `tonelint test --labelled` reads every row as plain text.
                replies.push(Waiting { id, text: reply.text, format: Format::Plain });
            }
            Err(mistake) => mistakes.push(*mistake),
        }
        if mistakes.len() == TOLD {
            break;
        }
    }
    if mistakes.is_empty() { Ok(replies) } else { Err(Trouble::Mistakes(mistakes)) }
}
