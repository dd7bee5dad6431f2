//! A configuration and what it extends, found, read and held against the rules that exist.

use std::{
    fs,
    path::{Component, Path, PathBuf},
    sync::Arc,
};

use tonelint::{Error, Pack, Severity};

use super::{
    allow::Tally,
    file::{Edits, File, Grade, Row, RuleEdit, Said, Typed},
    source::Source,
};
use crate::cli::{
    input::display,
    packs::{self, Asked},
    suppressions,
    trouble::{Trouble, reason},
};

/// What a configuration is called; the first that is there counts.
pub(crate) const NAMES: [&str; 2] = ["tonelint.toml", ".tonelint.toml"];

/// Most configurations that extend each other.
const LONGEST: usize = 16;

/// Longest configuration, in bytes.
const MAX_BYTES: u64 = 1024 * 1024;

/// A configuration and what it extends, the one that everything begins with first.
#[derive(Debug)]
pub(super) struct Chain {
    pub(super) files: Vec<File>,
    /// What became of the rows of each file.
    pub(super) tallies: Vec<Vec<Tally>>,
}

/// The configuration nearest to a folder, going up to the root of its repository, or to the top where there is
/// none. `look` is told every file that is looked for, and whether it is there.
pub(super) fn find(folder: &Path, mut look: impl FnMut(&Path, bool)) -> Option<PathBuf> {
    for ancestor in folder.ancestors() {
        for name in NAMES {
            let path = ancestor.join(name);
            let is_there = path.is_file();
            look(&path, is_there);
            if is_there {
                return Some(path);
            }
        }
        if ancestor.join(".git").exists() {
            return None;
        }
    }
    None
}

impl Chain {
    /// Reads a configuration and what it extends, beside the packs that flags ask for. Its path patterns speak of
    /// `folder`, if that is not its own.
    pub(super) fn read(path: &Path, folder: Option<&Path>, by_flags: &[Asked]) -> Result<Chain, Trouble> {
        let mut files = Vec::new();
        let mut seen = Vec::new();
        let mut next = Some((path.to_owned(), None::<Said<String>>));
        while let Some((path, extended_by)) = next.take() {
            let blame = |trouble: Trouble| match &extended_by {
                Some(said) => Trouble::Mistakes(said.at.blame(trouble)),
                None => trouble,
            };
            let real = path.canonicalize().map_err(|error| blame(Trouble::reading(&path, &error)))?;
            if seen.contains(&real) {
                let help = "take one of the `extends` out, so that there is one to begin with";
                return Err(blame(Trouble::with_help(format!("`{}` extends itself", display(&path)), help)));
            }
            if seen.len() == LONGEST {
                let message = format!("more than {LONGEST} configurations extend each other");
                return Err(blame(Trouble::new(message)));
            }
            let own_folder = real.parent().unwrap_or(Path::new("/")).to_owned();
            let folder = if seen.is_empty() { folder.unwrap_or(&own_folder) } else { &own_folder };
            let typed = read_text(&path).map_err(blame)?;
            let file = File::parse(&path, folder, typed).map_err(Trouble::Mistakes)?;
            next = file.extends.clone().map(|said| {
                let beside = path.parent().unwrap_or(Path::new(""));
                (joined(beside, &said.value), Some(said))
            });
            seen.push(real);
            files.push(file);
        }
        files.reverse();
        let tallies = files.iter().map(|file| file.rows.iter().map(|_| Tally::default()).collect()).collect();
        let chain = Chain { files, tallies };
        let mistakes = chain.mistakes(by_flags);
        if mistakes.is_empty() { Ok(chain) } else { Err(Trouble::Mistakes(mistakes)) }
    }

    /// The last that is said about something.
    pub(super) fn last<T>(&self, said: impl Fn(&File) -> Option<&Said<T>>) -> Option<&Said<T>> {
        self.files.iter().rev().find_map(said)
    }

    /// Everything that is said about rules, whatever files it is for.
    fn edits(&self) -> impl Iterator<Item = &Edits> {
        self.files
            .iter()
            .flat_map(|file| std::iter::once(&file.edits).chain(file.overrides.iter().map(|one| &one.edits)))
    }

    /// Every `[[source]]`, the first said first.
    pub(super) fn sources(&self) -> impl Iterator<Item = &Source> {
        self.files.iter().flat_map(|file| &file.sources).map(|said| &said.value)
    }

    /// Every pack that it names.
    pub(super) fn asked(&self) -> impl Iterator<Item = &Asked> {
        self.edits().flat_map(|edits| &edits.packs).map(|said| &said.value.asked)
    }

    /// The packs in files that it names.
    pub(super) fn packs(&self) -> Vec<Pack> {
        let mut seen: Vec<&Path> = Vec::new();
        let mut packs = Vec::new();
        for asked in self.asked() {
            if let Asked::Read(file) = asked
                && !seen.contains(&file.path.as_path())
            {
                seen.push(&file.path);
                packs.push(file.pack.clone());
            }
        }
        packs
    }

    /// What only shows when all files and packs are known, those that flags ask for too.
    fn mistakes(&self, by_flags: &[Asked]) -> Vec<Error> {
        let by_flags = by_flags.iter().filter_map(|asked| match asked {
            Asked::Read(file) => Some(file.pack.clone()),
            Asked::Set(_) | Asked::Whole(_) => None,
        });
        let all: Vec<Pack> = self.packs().into_iter().chain(by_flags).chain(Pack::builtin()).collect();
        let named = self.edits().flat_map(|edits| edits.select.iter().flatten().chain(&edits.ignore));
        let edits = || self.edits().flat_map(|edits| &edits.rules);
        let rows = || self.files.iter().flat_map(|file| &file.rows);
        let named = named.chain(edits().map(|edit| &edit.name)).chain(rows().filter_map(|row| row.rule.as_ref()));
        let unknown = named.filter_map(|said| {
            let trouble = packs::check_known(&said.value, &all).err()?;
            Some(said.at.blame(trouble))
        });
        let misfits = edits().filter_map(|edit| misfit(edit, &all));
        let unexplained = rows().filter(|row| self.needs_reason() && row.reason.is_none()).map(without_reason);
        let mut mistakes: Vec<Error> = unknown.chain(misfits).chain(unexplained).flatten().collect();
        let nearness = |origin: &str| self.files.iter().rev().position(|file| display(&file.path) == origin);
        mistakes.sort_by_key(|mistake| (nearness(&mistake.origin), mistake.place));
        mistakes
    }

    /// Whether what is allowed has to say why.
    pub(super) fn needs_reason(&self) -> bool {
        self.last(|file| file.require_reason.as_ref()).is_some_and(|said| said.value)
    }
}

/// A learned rule has thresholds and is never sure enough of an error; the others have a severity.
fn misfit(edit: &RuleEdit, packs: &[Pack]) -> Option<Vec<Error>> {
    let rules = packs.iter().flat_map(|pack| pack.rules.iter().map(move |rule| (pack, rule)));
    let meant = rules.filter(|(pack, rule)| packs::picks(&edit.name.value, pack, rule));
    let (learned, written): (Vec<_>, Vec<_>) = meant.partition(|(_, rule)| rule.learned.is_some());
    let name = &edit.name.value;
    if !learned.is_empty() && written.is_empty() && edit.grade == Some(Grade::Of(Severity::Error)) {
        let help = "make it \"warning\", \"info\" or \"off\"".to_owned();
        return Some(edit.name.at.mistake(format!("`{name}` is learned, and never sure enough for an error"), help));
    }
    let is_check = suppressions::is_named(name);
    if is_check && edit.allow.is_some() {
        let help = "`[[allow]]` allows it in a file, and \"off\" everywhere".to_owned();
        return Some(edit.name.at.mistake(format!("`{name}` is about comments, so no words are allowed in it"), help));
    }
    if learned.is_empty() && (is_check || !written.is_empty()) && (edit.warning.is_some() || edit.info.is_some()) {
        let help = "`warning` and `info` are how sure a learned rule has to be; give this one a severity".to_owned();
        return Some(edit.name.at.mistake(format!("`{name}` is not learned, so it has no thresholds"), help));
    }
    None
}

fn without_reason(row: &Row) -> Vec<Error> {
    let help = "add reason = \"…\"; the configuration says require-reason = true".to_owned();
    row.at.mistake("what is allowed here has no reason", help)
}

/// `macros/../tonelint.toml` is `tonelint.toml`, unless `macros` is a link to somewhere else.
fn joined(folder: &Path, typed: &str) -> PathBuf {
    let whole = folder.join(typed);
    let mut tidied = PathBuf::new();
    for part in whole.components() {
        let can_go_up = matches!(tidied.components().next_back(), Some(Component::Normal(_)));
        if part == Component::ParentDir && can_go_up {
            tidied.pop();
        } else {
            tidied.push(part);
        }
    }
    let is_same = tidied.canonicalize().ok() == whole.canonicalize().ok();
    if is_same { tidied } else { whole }
}

fn read_text(path: &Path) -> Result<Typed, Trouble> {
    let failed = |error: &std::io::Error| Trouble::reading(path, error);
    let length = fs::metadata(path).map_err(|error| failed(&error))?.len();
    if MAX_BYTES < length {
        let message = format!("`{}` has {length} bytes; {MAX_BYTES} are the bound", display(path));
        return Err(Trouble::new(message));
    }
    let bytes = fs::read(path).map_err(|error| failed(&error))?;
    let text = String::from_utf8(bytes).map_err(|_| {
        let help = "save the configuration as UTF-8";
        Trouble::with_help(format!("cannot read `{}`: not UTF-8 text", display(path)), help)
    })?;
    Ok(Typed { origin: display(path), text })
}

/// The configuration at a path that somebody names, or why it cannot be looked at.
pub(super) fn given(path: &Path, here: &Path, by_flags: &[Asked]) -> Result<Arc<Chain>, Trouble> {
    if path.is_dir() {
        let help = format!("name the file: `-c {}`", display(&path.join(NAMES[0])));
        return Err(Trouble::with_help(format!("cannot read `{}`: it is a folder", display(path)), help));
    }
    fs::metadata(path).map_err(|error| {
        Trouble::new(format!("cannot read the configuration `{}`: {}", display(path), reason(&error)))
    })?;
    Chain::read(path, Some(here), by_flags).map(Arc::new)
}
