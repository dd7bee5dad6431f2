//! Walks a folder in name order and passes over what is not meant to be checked.

use std::{
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
};

use ignore::{
    Match,
    gitignore::{Gitignore, GitignoreBuilder},
};
use walkdir::{DirEntry, IntoIter, WalkDir};

use super::{
    baseline,
    config::Configuration,
    input::{Draft, Input, Place, display},
    trouble::reason,
};

/// Files that name what to pass over; the later one has the last word.
const IGNORE_FILES: [&str; 2] = [".gitignore", ".tonelintignore"];

/// The drafts of one folder, and what is passed over there.
pub(crate) struct Walk<'w> {
    configuration: &'w Configuration<'w>,
    entries: IntoIter,
    /// The folder as given, and where it really is: ignore files of its parents speak of the latter.
    given: PathBuf,
    real: PathBuf,
    /// Ignore files of the folders we are in, outermost first, with the depth of their folder.
    ignored: Vec<(usize, Gitignore)>,
    respect_ignore_files: bool,
    /// Paths that are read in their own turn.
    elsewhere: HashSet<PathBuf>,
    /// The files that findings are written to.
    outputs: HashSet<PathBuf>,
}

impl<'w> Walk<'w> {
    /// The drafts below `folder`.
    pub(crate) fn new(
        folder: PathBuf,
        configuration: &'w Configuration<'w>,
        elsewhere: HashSet<PathBuf>,
        outputs: HashSet<PathBuf>,
        respect_ignore_files: bool,
    ) -> Walk<'w> {
        let real = folder.canonicalize().unwrap_or_else(|_| folder.clone());
        let mut walk = Walk {
            configuration,
            entries: WalkDir::new(&folder).sort_by_file_name().into_iter(),
            given: folder,
            ignored: Vec::new(),
            respect_ignore_files,
            elsewhere,
            outputs,
            real,
        };
        for parent in parents(&walk.real) {
            walk.read_ignore_files(&parent, 0);
        }
        walk
    }

    fn read_ignore_files(&mut self, folder: &Path, depth: usize) {
        if !self.respect_ignore_files {
            return;
        }
        for name in IGNORE_FILES {
            let path = folder.join(name);
            if path.is_file() {
                let mut builder = GitignoreBuilder::new(folder);
                // As with git, a line that cannot be understood names nothing.
                let _ = builder.add(path);
                self.ignored.extend(builder.build().map(|ignored| (depth, ignored)));
            }
        }
    }

    /// What to do with one entry; nothing when there is nothing to say about it.
    fn judge(&mut self, entry: DirEntry) -> Option<Input> {
        let is_folder = entry.file_type().is_dir();
        // Ignore files of folders that we have left say nothing about this entry.
        while self.ignored.last().is_some_and(|(depth, _)| 0 < *depth && entry.depth() < *depth) {
            self.ignored.pop();
        }
        let named = 0 < entry.depth() && self.elsewhere.contains(&tidied(entry.path()));
        let reason = self.reason_to_pass_over(&entry);
        if is_folder {
            if named || reason.is_some() {
                self.entries.skip_current_dir();
            } else {
                self.read_ignore_files(&self.real_path(entry.path()), entry.depth() + 1);
            }
        }
        match reason {
            _ if named => None,
            Some(reason) => Some(Input::skipped(entry.path(), reason)),
            None if is_folder => None,
            None => {
                let name = display(entry.path());
                Some(Input::Draft(Draft { name, place: Place::File(entry.into_path()), named: false }))
            }
        }
    }

    fn reason_to_pass_over(&self, entry: &DirEntry) -> Option<&'static str> {
        if entry.depth() == 0 {
            return None;
        }
        let name = entry.file_name().to_string_lossy();
        let kind = entry.file_type();
        if name.starts_with('.') {
            Some("hidden")
        } else if kind.is_file() && name == baseline::NAME {
            Some(baseline::REASON)
        } else if kind.is_dir() && name == "node_modules" {
            Some("node_modules")
        } else if is_licence(&name) {
            Some("licence text")
        } else if self.is_ignored(entry) {
            Some("ignored")
        } else if kind.is_symlink() {
            // Followed links could lead in circles, or to drafts that are read anyway.
            Some("symbolic link")
        } else if !kind.is_dir() && !kind.is_file() {
            Some("not a file")
        } else if let Some(reason) =
            self.configuration.reason_to_pass_over_found(&self.real_path(entry.path()), kind.is_dir())
        {
            Some(reason)
        } else if self.outputs.contains(&self.real_path(entry.path())) {
            Some("the findings are written there")
        } else {
            None
        }
    }

    fn is_ignored(&self, entry: &DirEntry) -> bool {
        if self.ignored.is_empty() {
            return false;
        }
        let path = self.real_path(entry.path());
        let is_folder = entry.file_type().is_dir();
        // The innermost file that has something to say decides.
        let said = self.ignored.iter().rev().map(|(_, ignored)| ignored.matched(&path, is_folder));
        said.into_iter().find(|said| !said.is_none()).is_some_and(|said: Match<_>| said.is_ignore())
    }

    fn real_path(&self, path: &Path) -> PathBuf {
        match path.strip_prefix(&self.given) {
            Ok(rest) if rest == Path::new("") => self.real.clone(),
            Ok(rest) => self.real.join(rest),
            Err(_) => path.to_owned(),
        }
    }
}

impl Iterator for Walk<'_> {
    type Item = Input;

    fn next(&mut self) -> Option<Input> {
        loop {
            let input = match self.entries.next()? {
                Ok(entry) => self.judge(entry),
                Err(error) => {
                    let path = error.path().unwrap_or(&self.given);
                    let reason = error.io_error().map_or_else(|| error.to_string(), reason);
                    Some(Input::unreadable(path, reason))
                }
            };
            if input.is_some() {
                return input;
            }
        }
    }
}

/// Whether a file or folder that a repository carries beside its replies is called what licence texts are: `LICENSE`,
/// `LICENSE-MIT`, `COPYING.LESSER`, `icons.LICENSE.txt`, `LICENSES`. Only in capitals, as replies speak of licences, too.
fn is_licence(name: &str) -> bool {
    let mut parts = name.split(['.', '-', '_']);
    parts
        .any(|part| ["LICENSE", "LICENCE", "LICENSES", "LICENCES", "COPYING", "COPYRIGHT", "UNLICENSE"].contains(&part))
}

/// The folders above `folder` whose ignore files hold for it, outermost first: up to the root of its
/// repository, or up to the working folder where there is none.
fn parents(folder: &Path) -> Vec<PathBuf> {
    let above = || folder.ancestors().skip(1);
    // A repository within a repository has its own rules.
    if is_repository(folder) {
        return Vec::new();
    }
    let here = std::env::current_dir().and_then(fs::canonicalize).ok();
    let top = above().find(|parent| is_repository(parent));
    let top = top.or_else(|| above().find(|parent| here.as_deref() == Some(parent)));
    let Some(top) = top else { return Vec::new() };
    let mut parents: Vec<PathBuf> = above().take_while(|parent| parent.starts_with(top)).map(Path::to_owned).collect();
    parents.reverse();
    parents
}

fn is_repository(folder: &Path) -> bool {
    folder.join(".git").exists()
}

/// As the paths on the command line were tidied, so that the two can be compared.
fn tidied(path: &Path) -> PathBuf {
    path.strip_prefix(".").unwrap_or(path).to_owned()
}
