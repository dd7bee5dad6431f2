//! Files in, files out: a team's own pack, or the built-in one.

use std::{
    fs,
    path::{Path, PathBuf},
};

use tonelint::Pack;

use crate::{
    args::Args,
    data::File,
    train::{self, Example, Outcome},
};

/// The replies that the built-in rules are trained on.
static BUILT_IN: &[(&str, &str)] = &[
    ("answers.jsonl", include_str!("../../training/answers.jsonl")),
    ("assistants.jsonl", include_str!("../../training/assistants.jsonl")),
    ("belittling.jsonl", include_str!("../../training/belittling.jsonl")),
    ("blaming.jsonl", include_str!("../../training/blaming.jsonl")),
    ("bots.jsonl", include_str!("../../training/bots.jsonl")),
    ("channels.jsonl", include_str!("../../training/channels.jsonl")),
    ("closing.jsonl", include_str!("../../training/closing.jsonl")),
    ("doubting.jsonl", include_str!("../../training/doubting.jsonl")),
    ("finance.jsonl", include_str!("../../training/finance.jsonl")),
    ("formal.jsonl", include_str!("../../training/formal.jsonl")),
    ("insulting.jsonl", include_str!("../../training/insulting.jsonl")),
    ("office.jsonl", include_str!("../../training/office.jsonl")),
    ("ordinary.jsonl", include_str!("../../training/ordinary.jsonl")),
    ("patronising.jsonl", include_str!("../../training/patronising.jsonl")),
    ("public.jsonl", include_str!("../../training/public.jsonl")),
    ("refusing.jsonl", include_str!("../../training/refusing.jsonl")),
    ("retail.jsonl", include_str!("../../training/retail.jsonl")),
    ("sentences.jsonl", include_str!("../../training/sentences.jsonl")),
    ("services.jsonl", include_str!("../../training/services.jsonl")),
    ("shops.jsonl", include_str!("../../training/shops.jsonl")),
    ("software.jsonl", include_str!("../../training/software.jsonl")),
    ("sour.jsonl", include_str!("../../training/sour.jsonl")),
    ("support-clean.jsonl", include_str!("../../training/support-clean.jsonl")),
    ("support-flag.jsonl", include_str!("../../training/support-flag.jsonl")),
    ("terse.jsonl", include_str!("../../training/terse.jsonl")),
    ("threatening.jsonl", include_str!("../../training/threatening.jsonl")),
    ("trades.jsonl", include_str!("../../training/trades.jsonl")),
    ("travel.jsonl", include_str!("../../training/travel.jsonl")),
    ("twins.jsonl", include_str!("../../training/twins.jsonl")),
    ("wordings.jsonl", include_str!("../../training/wordings.jsonl")),
];

/// Trains what the flags ask for; what there is to say about it.
pub(crate) fn run(args: &Args) -> Result<String, String> {
    if args.built_in { built_in(args) } else { own(args) }
}

fn built_in_files() -> Vec<File> {
    BUILT_IN.iter().map(|(name, text)| File { name: format!("training/{name}"), text: (*text).to_owned() }).collect()
}

/// The committed weights and report, from the committed replies.
fn built_in(args: &Args) -> Result<String, String> {
    let packs = Pack::builtin();
    let thresholds = packs.iter().flat_map(|pack| &pack.rules).find_map(|rule| rule.learned);
    let warning = thresholds.map_or(args.warning, |thresholds| thresholds.warning);
    let outcome = train::train("The built-in learned rules", &built_in_files(), warning)?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let files = [
        (root.join("rules/learned.weights"), outcome.weights.as_slice()),
        (root.join("training/report.md"), outcome.report.as_bytes()),
    ];
    for (path, bytes) in files {
        if !args.check {
            write(&path, bytes)?;
        } else if fs::read(&path).map_err(|error| told(&path, &error))? != bytes {
            return Err(format!(
                "{} is not what training gives\n  = help: run `cargo run --release -p tonelint-train -- --built-in`",
                path.display()
            ));
        }
    }
    Ok(outcome.card)
}

/// A pack of a team's own replies.
fn own(args: &Args) -> Result<String, String> {
    let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if args.name.is_empty() || !args.name.chars().all(is_name) || args.name.starts_with('-') || args.name.ends_with('-')
    {
        return Err(format!("`{}` is no pack name: use small letters, digits and `-`", args.name));
    }
    let mut files = if args.alone { Vec::new() } else { built_in_files() };
    for path in &args.files {
        let text = fs::read_to_string(path).map_err(|error| told(path, &error))?;
        files.push(File { name: path.display().to_string(), text });
    }
    let outcome = train::train(&format!("The pack {}", args.name), &files, args.warning)?;
    if outcome.categories.iter().all(|(_, example)| example.is_none()) {
        return Err(format!(
            "no sentence of these replies reaches {} percent, so there would be no rules\n  = help: label more replies, \
             leave out --alone, or ask for less with --warning",
            args.warning
        ));
    }
    fs::create_dir_all(&args.output).map_err(|error| told(&args.output, &error))?;
    let folder = if args.output == Path::new(".") { Path::new("") } else { &args.output };
    let beside = |extension: &str| folder.join(format!("{}.{extension}", args.name));
    write(&beside("weights"), &outcome.weights)?;
    write(&beside("md"), outcome.report.as_bytes())?;
    // A pack that somebody has worked on is theirs.
    let pack = beside("toml");
    let kept = pack.exists();
    if !kept {
        write(&pack, pack_text(args, &outcome).as_bytes())?;
    }
    let place = pack.display();
    Ok(format!(
        "{}\n{place} {}; the report is {}\ntry it: tonelint check --pack {place} --ignore learned …",
        outcome.card,
        if kept { "was there already and is left as it is" } else { "is ready" },
        beside("md").display(),
    ))
}

/// A pack with one rule for each category; its words are for the team to change.
fn pack_text(args: &Args, outcome: &Outcome) -> String {
    let name = &args.name;
    let mut text = format!(
        "# Learned from labelled replies. The words are yours to change; the weights come from training.\n\n\
         [pack]\nname = \"{name}\"\ntitle = \"{name}\"\n\
         description = \"Reads sentences by the weight of their words.\"\n\
         weights = \"{name}.weights\"\n# How sure a rule has to be, in percent.\nwarning = {}\n",
        args.warning
    );
    for (category, example) in &outcome.categories {
        let Some(Example { bad, good }) = example else {
            text.push_str(&format!("\n# {category}: none of its sentences is sure enough for a rule.\n"));
            continue;
        };
        text.push_str(&format!(
            "\n[[rule]]\nid = \"{category}\"\nmessage = \"reads as {category}\"\n\
             why = \"It is worded like replies that were labelled {category}.\"\n\
             note = \"say it again in plain words\"\n\
             [[rule.example]]\nbad = {}\ngood = {}\n",
            toml::Value::from(bad.as_str()),
            toml::Value::from(good.as_str()),
        ));
    }
    text
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    fs::write(path, bytes).map_err(|error| told(path, &error))
}

fn told(path: impl Into<PathBuf>, error: &std::io::Error) -> String {
    format!("{}: {error}", path.into().display())
}
