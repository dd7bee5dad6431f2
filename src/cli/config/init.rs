//! `tonelint init`: a tonelint.toml that says what could be said, and changes nothing until it is edited.

use std::{fs::OpenOptions, io::Write};

use super::{
    chain::NAMES,
    keys::{ALLOW, KEYS, Key, Kind, OVERRIDE, RULE, SOURCE},
};
use crate::cli::{args::InitArgs, clean, input::display, output, summary::Outcome, trouble::Trouble};

/// Longest line of a comment.
const WIDTH: usize = 100;

/// Writes a configuration into a folder; one that is there stays, unless it is to be replaced.
pub(crate) fn init(args: &InitArgs) -> Result<Outcome, Trouble> {
    let path = args.folder.join(NAMES[0]);
    let name = display(&path);
    let there = NAMES.iter().map(|name| args.folder.join(name)).find(|path| path.exists());
    if let Some(there) = there.filter(|_| !args.force) {
        let help = "edit it, or write over tonelint.toml with --force";
        return Err(Trouble::with_help(format!("there is a configuration already: `{}`", display(&there)), help));
    }
    let mut options = OpenOptions::new();
    options.write(true);
    // Between looking and writing somebody else may have been faster.
    if args.force {
        options.create(true).truncate(true)
    } else {
        options.create_new(true)
    };
    let written = options.open(&path).and_then(|mut file| file.write_all(template().as_bytes()));
    written.map_err(|error| Trouble::writing(&name, &error))?;
    output::print(&format!("wrote {}; `tonelint config` shows what is in force\n", clean::line(&name)))?;
    Ok(Outcome::Clean)
}

/// The whole file. What can be taken into use is behind a `#` without a space.
pub(super) fn template() -> String {
    let mut text =
        "# What tonelint goes by in this folder and below. Flags beat it; a configuration in a folder below\n\
                    # holds there alone, unless it says `extends`. Take the # away from what you want to say.\n"
            .to_owned();
    let (tables, plain): (Vec<&Key>, Vec<&Key>) =
        KEYS.iter().partition(|key| matches!(key.kind, Kind::Rules | Kind::Tables(..)));
    for key in plain {
        text += &format!("\n{}#{} = {}\n", comment(key), key.name, key.example);
    }
    for key in tables {
        text += &format!("\n{}", comment(key));
        text += &match key.name {
            "rules" => rules(),
            "override" => {
                format!("#[[override]]\n{}#rules = {{ \"@stonewalling\" = \"off\" }}\n", lines(OVERRIDE.iter().take(1)))
            }
            "source" => format!("#[[source]]\n{}", lines(SOURCE.iter().filter(|key| key.name != "as"))),
            _ => format!("#[[{}]]\n{}", key.name, lines(ALLOW.iter())),
        };
    }
    text
}

fn rules() -> String {
    let learned = RULE.iter().filter(|key| matches!(key.kind, Kind::Percent));
    let others = RULE.iter().filter(|key| !matches!(key.kind, Kind::Percent));
    let line = |key: &Key| format!("{}#{} = {}\n", comment(key), key.name, key.example);
    let table = |name: &str, lines: String| format!("#[rules.\"{name}\"]\n{lines}");
    format!(
        "#[rules]\n#\"@commanding\" = \"info\"\n#\"hostile/fed-up\" = \"off\"\n\n{}\n{}",
        table("isolating/only-one", others.map(line).collect()),
        table("learned", learned.map(line).collect())
    )
}

fn lines<'k>(keys: impl Iterator<Item = &'k Key>) -> String {
    keys.map(|key| format!("{}#{} = {}\n", comment(key), key.name, key.example)).collect()
}

/// What a key is good for, and what holds without it.
fn comment(key: &Key) -> String {
    let default = match key.default {
        "" | "[]" | "{}" => String::new(),
        default => format!(" Without it: {default}."),
    };
    let mut comment = String::new();
    let mut line = "#".to_owned();
    for word in format!("{}{default}", key.about).split(' ') {
        if WIDTH < line.chars().count() + word.chars().count() {
            comment += &format!("{line}\n");
            line = "#".to_owned();
        }
        line += &format!(" {word}");
    }
    format!("{comment}{line}\n")
}
