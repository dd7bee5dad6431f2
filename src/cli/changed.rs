//! Which lines changed since a revision, as git tells it.

mod git;
mod hunks;

use std::{
    collections::{HashMap, HashSet},
    ops::RangeInclusive,
    path::{Path, PathBuf},
};

use tonelint::{Document, Finding, Report, Span};

use self::git::Git;
use super::{
    args::ChangeArgs,
    input::{Input, Place},
    trouble::Trouble,
};

/// Lines of a file, counted from 1.
type Lines = Vec<RangeInclusive<usize>>;

/// What changed in a repository since a revision.
#[derive(Debug)]
pub(crate) struct Changes {
    /// Where the repository is, without links on the way.
    root: PathBuf,
    /// The new and the changed lines, by path below the root.
    lines: HashMap<Vec<u8>, Lines>,
    /// What git knows; everything else has changed throughout.
    known: HashSet<Vec<u8>>,
}

/// What the flags ask git for; nothing if they do not.
pub(crate) fn changes(args: &ChangeArgs) -> Result<Option<Changes>, Trouble> {
    let revision = match &args.diff_base {
        Some(revision) => revision,
        None if args.changed_only => git::HEAD,
        None => return Ok(None),
    };
    let git = Git::here()?;
    let root = git.root().to_owned();
    let changes = match git.base(revision)? {
        Some(base) => Changes { root, lines: git.changed_lines(&base)?, known: git.known()? },
        // Nothing is committed yet.
        None => Changes { root, lines: HashMap::new(), known: HashSet::new() },
    };
    Ok(Some(changes))
}

impl Changes {
    /// Puts what is on lines that did not change in front of the rest, as a baseline accepts what is met first: of
    /// the same words on an old line and on a new one, the new ones are what nobody has accepted.
    pub(crate) fn put_unchanged_first(&self, input: &Input, report: &mut Report<'_>) {
        let Some(lines) = self.lines_of(input) else { return };
        let Report { document, findings, .. } = report;
        findings.sort_by_cached_key(|finding| touches(document, finding, lines));
    }

    /// Takes from a report what is on lines that did not change; how many findings that were.
    pub(crate) fn keep(&self, input: &Input, report: &mut Report<'_>) -> usize {
        let Some(lines) = self.lines_of(input) else { return 0 };
        let found = report.findings.len();
        let Report { document, findings, .. } = report;
        findings.retain(|finding| touches(document, finding, lines));
        found - findings.len()
    }

    /// The lines that changed in a draft; none when all of it is new.
    fn lines_of(&self, input: &Input) -> Option<&[RangeInclusive<usize>]> {
        let Input::Draft(draft) = input else { return None };
        let Place::File(path) = &draft.place else { return None };
        let path = path.canonicalize().ok()?;
        let path = bytes_of(path.strip_prefix(&self.root).ok()?);
        let changed = self.lines.get(&path).map(Vec::as_slice);
        changed.or_else(|| self.known.contains(&path).then_some(&[]))
    }
}

fn touches(document: &Document<'_>, finding: &Finding, lines: &[RangeInclusive<usize>]) -> bool {
    let line = |offset| document.position(offset).line;
    let touches = |span: &Span| {
        let (first, last) = (line(span.start), line(span.end.max(span.start + 1) - 1));
        // Hunks stand in the order of the file.
        let next = lines.partition_point(|lines| *lines.end() < first);
        lines.get(next).is_some_and(|lines| *lines.start() <= last)
    };
    std::iter::once(&finding.span).chain(&finding.also).any(touches)
}

/// A path as git writes it.
#[cfg(unix)]
fn bytes_of(path: &Path) -> Vec<u8> {
    use std::os::unix::ffi::OsStrExt;
    path.as_os_str().as_bytes().to_owned()
}

#[cfg(not(unix))]
fn bytes_of(path: &Path) -> Vec<u8> {
    path.to_string_lossy().replace('\\', "/").into_bytes()
}
