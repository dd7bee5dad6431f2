//! Paths as people write them in .gitignore, said of files below one folder.

use std::path::{Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// Path patterns and the folder that they speak of.
#[derive(Clone, Debug)]
pub(super) struct Globs {
    folder: PathBuf,
    patterns: Gitignore,
    /// The first pattern as a path.
    only: Option<PathBuf>,
}

impl Globs {
    /// Reads patterns; `refuse` is told the number of one that is wrong, why, and the way out.
    pub(super) fn read<'p>(
        folder: &Path,
        typed: impl IntoIterator<Item = &'p str>,
        mut refuse: impl FnMut(usize, String, Option<String>),
    ) -> Globs {
        let mut builder = GitignoreBuilder::new(folder);
        let mut only = None;
        for (number, typed) in typed.into_iter().enumerate() {
            let below = typed.strip_prefix("./").unwrap_or(typed);
            only.get_or_insert_with(|| PathBuf::from(below.strip_prefix('/').unwrap_or(below)));
            if Path::new(below).components().any(|part| part.as_os_str() == "..") {
                let help = "patterns speak of what is below; put a configuration into the folder that is meant";
                refuse(number, format!("the pattern `{typed}` leads out of its folder"), Some(help.to_owned()));
            } else if let Err(error) = builder.add_line(None, &escaped(below)) {
                refuse(number, format!("the pattern `{typed}` cannot be read: {}", reason(&error)), None);
            }
        }
        let patterns = builder.build().unwrap_or_else(|error| {
            refuse(0, format!("the patterns cannot be joined: {error}"), None);
            Gitignore::empty()
        });
        Globs { folder: folder.to_owned(), patterns, only }
    }

    /// Whether a pattern names this very file or folder.
    pub(super) fn name(&self, path: &Path, is_folder: bool) -> bool {
        self.patterns.matched(self.below(path), is_folder).is_ignore()
    }

    /// Whether a pattern names this file, or a folder that holds it.
    pub(super) fn hold(&self, path: &Path) -> bool {
        self.patterns.matched_path_or_any_parents(self.below(path), false).is_ignore()
    }

    /// Whether the patterns can only mean this very file, and not one of many.
    pub(super) fn mean_only(&self, path: &Path) -> bool {
        let typed = self.patterns.num_ignores() == 1 && self.patterns.num_whitelists() == 0;
        typed && Some(self.below(path)) == self.only.as_deref()
    }

    /// What a file somewhere else is compared by is its whole path: names still fit, places do not.
    fn below<'f>(&self, path: &'f Path) -> &'f Path {
        path.strip_prefix(&self.folder).unwrap_or_else(|_| {
            let mut parts = path.components();
            while parts.as_path().has_root() && parts.next().is_some() {}
            parts.as_path()
        })
    }
}

/// In a list there are no comments.
fn escaped(pattern: &str) -> String {
    if pattern.starts_with('#') { format!("\\{pattern}") } else { pattern.to_owned() }
}

fn reason(error: &ignore::Error) -> String {
    match error {
        ignore::Error::Glob { err, .. } => err.clone(),
        ignore::Error::WithLineNumber { err, .. }
        | ignore::Error::WithPath { err, .. }
        | ignore::Error::WithDepth { err, .. } => reason(err),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn globs(patterns: &[&str]) -> (Globs, Vec<String>) {
        let mut refused = Vec::new();
        let globs = Globs::read(Path::new("/house"), patterns.iter().copied(), |_, why, _| refused.push(why));
        (globs, refused)
    }

    #[track_caller]
    fn check(patterns: &[&str], path: &str, expected: bool) {
        let (globs, refused) = globs(patterns);
        assert_eq!((globs.hold(Path::new(path)), refused), (expected, Vec::new()), "{patterns:?} {path}");
    }

    #[test]
    fn patterns_are_those_of_gitignore() {
        check(&["archive/"], "/house/old/archive/late.md", true);
        check(&["/archive/"], "/house/old/archive/late.md", false);
        check(&["macros/*.json"], "/house/macros/late.json", true);
        check(&["./macros/*.json"], "/house/macros/late.json", true);
        check(&["macros/*.json"], "/house/other/macros/late.json", false);
        check(&["*.md", "!late.md"], "/house/late.md", false);
        check(&["#late.md"], "/house/#late.md", true);
    }

    #[test]
    fn elsewhere_names_fit_and_places_do_not() {
        check(&["*.csv"], "/barn/late.csv", true);
        check(&["macros/*.csv"], "/barn/macros/late.csv", false);
    }

    #[test]
    fn a_path_without_wildcards_means_one_file() {
        let check = |patterns: &[&str], path: &str, expected: bool| {
            assert_eq!(globs(patterns).0.mean_only(Path::new(path)), expected, "{patterns:?} {path}");
        };
        check(&["macros/late.md"], "/house/macros/late.md", true);
        check(&["/late.md"], "/house/late.md", true);
        check(&["late.md"], "/house/macros/late.md", false);
        check(&["macros/*.md"], "/house/macros/late.md", false);
        check(&["macros/"], "/house/macros/late.md", false);
        check(&["late.md", "early.md"], "/house/late.md", false);
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let check = |pattern: &str, expected: &str| {
            let (_, refused) = globs(&[pattern]);
            assert!(refused.len() == 1 && refused[0].contains(expected), "{refused:?}");
        };
        check("macros/[z-a]", "the pattern `macros/[z-a]` cannot be read: invalid range");
        check("../late.md", "the pattern `../late.md` leads out of its folder");
    }
}
