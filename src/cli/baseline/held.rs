//! Which baseline holds for which draft: the one that was named, or the nearest one upwards from the draft.

use std::{
    collections::{BTreeSet, HashMap},
    env, fs, io,
    path::{Path, PathBuf},
};

use tonelint::{Baseline, Linter, Report, Row};

use super::NAME;
use crate::cli::{
    args::BaselineArgs,
    input::{self, Draft, Input, Place},
    trouble::Trouble,
};

/// A baseline and the drafts that were held against it.
pub(crate) struct Open {
    /// Its file.
    pub(crate) file: PathBuf,
    /// What the file held when it was read; nothing if it is still to be written.
    pub(crate) text: Option<String>,
    pub(crate) baseline: Baseline,
    /// The drafts, as its rows name them.
    pub(crate) read: BTreeSet<String>,
    /// Rows of these drafts whose rules are not in force for them: nobody knows whether they are gone.
    aside: BTreeSet<Row>,
    /// The folder that its rows begin at.
    root: PathBuf,
}

impl Open {
    /// A baseline in this file, or an empty one if there is no such file.
    pub(crate) fn at(file: &Path) -> Result<Open, Trouble> {
        let text = match fs::read_to_string(file) {
            Ok(text) => Some(text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(Trouble::reading(file, &error)),
        };
        let name = shown(file);
        let parsed = text.as_deref().map(|text| Baseline::parse(&name, text)).transpose();
        let baseline = parsed.map_err(|error| Trouble::Mistakes(vec![*error]))?.unwrap_or_default();
        let folder = file.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
        let root = folder.canonicalize().map_err(|error| Trouble::writing(&name, &error))?;
        Ok(Open { file: file.to_owned(), text, baseline, read: BTreeSet::new(), aside: BTreeSet::new(), root })
    }

    /// What rows call a draft, and that it was read.
    pub(crate) fn path_of(&mut self, draft: &Path) -> String {
        let path = draft.strip_prefix(&self.root).unwrap_or(draft);
        let path = input::display(path);
        self.read.insert(path.clone());
        path
    }

    /// Leaves the rows of a draft alone whose rules do not look at it. Drafts of one run may go by different
    /// configurations.
    pub(crate) fn set_aside(&mut self, path: &str, linter: &Linter) {
        let accepted = self.baseline.of(path);
        let rows = accepted.stale().map(|(row, ..)| row).filter(|row| !looks_for(linter, &row.rule));
        self.aside.extend(rows.cloned());
    }

    /// Whether the draft of a row was read, or is not there any more.
    pub(crate) fn is_judged(&self, row: &Row) -> bool {
        match self.read.contains(&row.path) {
            true => !self.aside.contains(row),
            false => !self.root.join(&row.path).exists(),
        }
    }
}

/// Whether a rule, or a check of suppressions, is in force.
fn looks_for(linter: &Linter, id: &str) -> bool {
    let mut rules = linter.packs().iter().flat_map(|pack| &pack.rules);
    rules.any(|rule| rule.id == id) || linter.suppressions().checks.keys().any(|check| check.id() == id)
}

/// What is accepted in one draft, however often it is read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Accepted {
    path: String,
    baseline: Baseline,
}

impl Accepted {
    /// Takes what is accepted out of a report on the draft.
    pub(crate) fn absorb(&self, report: &mut Report<'_>) {
        self.baseline.of(&self.path).absorb(&self.path, report);
    }
}

/// The baselines of a run.
pub(crate) struct Held {
    open: Vec<Open>,
    /// Which of them holds for the drafts of a folder.
    by_folder: HashMap<PathBuf, Option<usize>>,
    /// Whether the first one holds for every draft, or none at all.
    is_settled: bool,
    trouble: Option<Trouble>,
}

impl Held {
    /// What the flags ask for.
    pub(crate) fn new(args: &BaselineArgs) -> Result<Held, Trouble> {
        let open = match &args.baseline {
            Some(file) => vec![Open::at(file)?],
            None => Vec::new(),
        };
        if let Some(Open { file, text: None, .. }) = open.first() {
            let missing = io::Error::from(io::ErrorKind::NotFound);
            return Err(Trouble::reading(file, &missing));
        }
        let is_settled = args.no_baseline || !open.is_empty();
        Ok(Held { open, by_folder: HashMap::new(), is_settled, trouble: None })
    }

    /// Takes the findings that are accepted out of the report on a draft. An error ends the run; [`Held::settle`]
    /// says why.
    pub(crate) fn absorb(&mut self, input: &Input, report: &mut Report<'_>) -> io::Result<()> {
        if !report.findings.is_empty() {
            self.accepted(input)?.absorb(report);
        }
        Ok(())
    }

    /// What is accepted in a draft.
    pub(crate) fn accepted(&mut self, input: &Input) -> io::Result<Accepted> {
        let Some(path) = real_path(input) else { return Ok(Accepted::default()) };
        match self.holding(&path) {
            Ok(Some(open)) => {
                let path = open.path_of(&path);
                Ok(Accepted { baseline: open.baseline.of(&path), path })
            }
            Ok(None) => Ok(Accepted::default()),
            Err(trouble) => {
                self.trouble = Some(trouble);
                Err(io::Error::other("the baseline cannot be read"))
            }
        }
    }

    /// Why the run ended early, if a baseline was the reason.
    pub(crate) fn settle(&mut self) -> Result<(), Trouble> {
        self.trouble.take().map_or(Ok(()), Err)
    }

    fn holding(&mut self, draft: &Path) -> Result<Option<&mut Open>, Trouble> {
        if self.is_settled {
            return Ok(self.open.first_mut());
        }
        let folder = draft.parent().unwrap_or(Path::new("/"));
        let at = match self.by_folder.get(folder) {
            Some(at) => *at,
            None => {
                let at = self.find(folder)?;
                self.by_folder.insert(folder.to_owned(), at);
                at
            }
        };
        Ok(at.and_then(|at| self.open.get_mut(at)))
    }

    fn find(&mut self, folder: &Path) -> Result<Option<usize>, Trouble> {
        let Some(file) = nearest(folder) else { return Ok(None) };
        if let Some(at) = self.open.iter().position(|open| open.file == file) {
            return Ok(Some(at));
        }
        self.open.push(Open::at(&file)?);
        Ok(Some(self.open.len() - 1))
    }
}

/// A file as people here call it.
fn shown(file: &Path) -> String {
    let here = env::current_dir().and_then(fs::canonicalize).ok();
    input::display(here.and_then(|here| file.strip_prefix(here).ok()).unwrap_or(file))
}

/// The nearest baseline from a folder upwards, no further than the folder of the repository.
pub(crate) fn nearest(folder: &Path) -> Option<PathBuf> {
    for folder in folder.ancestors() {
        let file = folder.join(NAME);
        if file.is_file() {
            return Some(file);
        }
        if folder.join(".git").exists() {
            return None;
        }
    }
    None
}

/// Where a draft is, without links on the way to it; nothing for text that has no name.
pub(crate) fn real_path(input: &Input) -> Option<PathBuf> {
    let Input::Draft(Draft { name, place, .. }) = input else { return None };
    let path = match place {
        Place::File(path) => path.clone(),
        Place::Given(_) | Place::Stdin if name.starts_with('<') => return None,
        Place::Given(_) | Place::Stdin => PathBuf::from(name),
    };
    let path = env::current_dir().ok()?.join(path);
    let folder = path.parent()?;
    Some(folder.canonicalize().unwrap_or_else(|_| folder.to_owned()).join(path.file_name()?))
}
