//! Asks git. Always with arguments, never through a shell, and whatever the user's settings are.

use std::{
    collections::{HashMap, HashSet},
    ffi::OsStr,
    io::{self, BufReader, Read},
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use super::{Lines, hunks};
use crate::cli::{
    clean,
    input::path_of,
    trouble::{Trouble, reason},
};

/// The last commit.
pub(super) const HEAD: &str = "HEAD";

/// The repository that the program runs in.
pub(super) struct Git {
    root: PathBuf,
}

impl Git {
    /// Finds it.
    pub(super) fn here() -> Result<Git, Trouble> {
        let output = asked(Path::new("."), &["rev-parse", "--show-toplevel"])?;
        let told = output.stdout.strip_suffix(b"\n").unwrap_or(&output.stdout);
        if !output.status.success() || told.is_empty() {
            return Err(Trouble::with_help(
                format!("git finds no repository here: {}", complaint(&output.stderr)),
                "--diff-base and --changed-only look at the repository of the working folder",
            ));
        }
        let root = path_of(told);
        let root = root.canonicalize().map_err(|error| Trouble::reading(&root, &error))?;
        Ok(Git { root })
    }

    /// Where it is.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// The commit to compare with: where the branch left `revision`, or that itself where git cannot tell.
    /// Nothing before the first commit.
    pub(super) fn base(&self, revision: &str) -> Result<Option<String>, Trouble> {
        if revision.starts_with('-') {
            return Err(Trouble::with_help(
                format!("`{revision}` is no revision"),
                "name a branch, a tag or a commit: `--diff-base origin/main`",
            ));
        }
        let Some(commit) = self.commit(revision)? else {
            if revision == HEAD {
                return Ok(None);
            }
            return Err(Trouble::with_help(
                format!("git knows no revision `{revision}`"),
                "it may have to be fetched first: `git fetch origin main` brings `origin/main`",
            ));
        };
        let output = asked(&self.root, &["merge-base", &commit, HEAD])?;
        let base = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        Ok(Some(if output.status.success() && !base.is_empty() { base } else { commit }))
    }

    fn commit(&self, revision: &str) -> Result<Option<String>, Trouble> {
        let commit = format!("{revision}^{{commit}}");
        let output = asked(&self.root, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?;
        let told = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        Ok((output.status.success() && !told.is_empty()).then_some(told))
    }

    /// The lines that are new or changed since `base`, committed or not.
    pub(super) fn changed_lines(&self, base: &str) -> Result<HashMap<Vec<u8>, Lines>, Trouble> {
        let settings = ["-c", "core.quotePath=false", "-c", "diff.suppressBlankEmpty=false"];
        let whatever_the_settings =
            ["--no-color", "--no-ext-diff", "--no-textconv", "--src-prefix=a/", "--dst-prefix=b/", "--submodule=short"];
        // --text: what git takes for binary, such as UTF-16, has lines all the same.
        let form = ["--unified=0", "--inter-hunk-context=0", "--find-renames", "--text", "--ignore-submodules"];
        let mut git = command(&self.root);
        git.args(settings).arg("diff").args(whatever_the_settings).args(form).args([base, "--"]);
        let mut child = git.stderr(Stdio::piped()).stdout(Stdio::piped()).spawn().map_err(|error| failed(&error))?;
        // The two streams are read at once: git waits while one of them is full.
        let errors = child.stderr.take().map(|mut stderr| {
            std::thread::spawn(move || {
                let mut told = Vec::new();
                stderr.read_to_end(&mut told).map(|_| told)
            })
        });
        let lines = child.stdout.take().map(|stdout| hunks::read(BufReader::new(stdout)));
        let status = child.wait().map_err(|error| failed(&error))?;
        let errors = errors.and_then(|errors| errors.join().ok()).and_then(Result::ok).unwrap_or_default();
        match lines {
            Some(Ok(lines)) if status.success() => Ok(lines),
            Some(Err(error)) if status.success() => Err(failed(&error)),
            _ => Err(Trouble::new(format!("git cannot tell what changed: {}", complaint(&errors)))),
        }
    }

    /// Every file that is in the index.
    pub(super) fn known(&self) -> Result<HashSet<Vec<u8>>, Trouble> {
        let output = asked(&self.root, &["ls-files", "-z", "--cached"])?;
        if !output.status.success() {
            return Err(Trouble::new(format!("git cannot list its files: {}", complaint(&output.stderr))));
        }
        Ok(output.stdout.split(|&byte| byte == 0).filter(|name| !name.is_empty()).map(<[u8]>::to_vec).collect())
    }
}

fn command(folder: &Path) -> Command {
    let mut git = Command::new("git");
    // Reading must not lock what somebody else is working with, nor ask for a password.
    git.current_dir(folder).env("GIT_OPTIONAL_LOCKS", "0").env("LC_ALL", "C").stdin(Stdio::null());
    git
}

fn asked<A: AsRef<OsStr>>(folder: &Path, arguments: &[A]) -> Result<Output, Trouble> {
    command(folder).args(arguments).output().map_err(|error| failed(&error))
}

fn failed(error: &io::Error) -> Trouble {
    let reason = match error.kind() {
        io::ErrorKind::NotFound => "it is not installed, or not on the PATH".to_owned(),
        _ => reason(error),
    };
    Trouble::with_help(format!("cannot run `git`: {reason}"), "--diff-base and --changed-only ask git what changed")
}

/// The first line of what git says.
fn complaint(stderr: &[u8]) -> String {
    let told = String::from_utf8_lossy(stderr);
    let first = told.lines().next().unwrap_or("it does not say why");
    clean::line(first.strip_prefix("fatal: ").unwrap_or(first)).into_owned()
}
