//! Puts a new text in the place of a file, so that at any moment either the old or the new one is there, whole.

use std::{
    fs::{self, File, Metadata, OpenOptions},
    io::{self, Write},
    path::Path,
};

use tonelint::Encoding;

use super::trouble::reason;

/// Why a file was left as it is.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// It is not what was read any more.
    Changed,
    /// A letter has no place in its encoding.
    Letters(Encoding),
    /// A pipe or a device, in which nothing can be replaced.
    NoFile,
    /// It would not belong to the same people any more.
    Owner,
    /// The operating system does not allow it.
    Failed(io::Error),
}

impl Refusal {
    /// Why, in a few words.
    pub(crate) fn reason(&self) -> String {
        match self {
            Refusal::Changed => "it changed since it was read".to_owned(),
            Refusal::Letters(encoding) => format!("a rewrite has letters that {} does not have", encoding.name()),
            Refusal::NoFile => "it is a pipe or a device, not a file".to_owned(),
            Refusal::Owner => "it belongs to somebody else, and a new file would not".to_owned(),
            Refusal::Failed(error) => reason(error),
        }
    }
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Refusal {
        Refusal::Failed(error)
    }
}

/// Replaces what `path` leads to, if it still holds `old`. The new text is written beside it and takes
/// its name when it is complete; encoding, permissions, owner and attributes stay.
pub(crate) fn replace(path: &Path, encoding: Encoding, old: &str, new: &str) -> Result<(), Refusal> {
    let bytes = |text: &str| encoding.encode(text).ok_or(Refusal::Letters(encoding));
    replace_bytes(path, &bytes(old)?, &bytes(new)?)
}

/// The same, for a file that is not looked at as text.
pub(crate) fn replace_bytes(path: &Path, old: &[u8], new: &[u8]) -> Result<(), Refusal> {
    // A pipe would be waited for without an end.
    if !fs::metadata(path)?.is_file() {
        return Err(Refusal::NoFile);
    }
    let target = path.canonicalize()?;
    // A file that may not be written to would be replaced all the same: its folder decides about names.
    let replaced = OpenOptions::new().read(true).write(true).open(&target)?;
    let found = replaced.metadata()?;
    let folder = target.parent().unwrap_or(Path::new("."));
    let mut beside = tempfile::Builder::new().prefix(".tonelint-").suffix(".tmp").tempfile_in(folder)?;
    beside.write_all(new)?;
    belong(beside.as_file(), &found)?;
    keep_attributes(beside.as_file(), &replaced);
    beside.as_file().set_permissions(found.permissions())?;
    beside.as_file().sync_all()?;
    // As late as can be: what somebody else wrote in the meantime is worth more than a rewrite.
    if fs::read(&target)? != old {
        return Err(Refusal::Changed);
    }
    beside.persist(&target).map_err(|error| error.error)?;
    settle(folder);
    Ok(())
}

/// Gives a new file the owner and the group of another.
#[cfg(unix)]
fn belong(file: &File, like: &Metadata) -> Result<(), Refusal> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let new = file.metadata()?;
    if (new.uid(), new.gid()) == (like.uid(), like.gid()) {
        return Ok(());
    }
    fchown(file, Some(like.uid()), Some(like.gid())).map_err(|error| match error.kind() {
        io::ErrorKind::PermissionDenied => Refusal::Owner,
        _ => Refusal::Failed(error),
    })
}

#[cfg(not(unix))]
fn belong(_: &File, _: &Metadata) -> Result<(), Refusal> {
    Ok(())
}

/// Gives a new file the extended attributes of another, and only those; lists of who may read it are among them. What may
/// not be written is no reason to keep people from their rewrites.
#[cfg(unix)]
fn keep_attributes(new: &File, like: &File) {
    use xattr::FileExt;
    // These are about the bytes that were there, and a system takes them away when others are written.
    const OF_BYTES: [&str; 3] = ["security.capability", "security.evm", "security.ima"];
    let names = |file: &File| -> Vec<_> { file.list_xattr().into_iter().flatten().collect() };
    let kept = names(like);
    // A folder can have a list that every new file in it begins with.
    for name in names(new).iter().filter(|name| !kept.contains(name)) {
        let _ = new.remove_xattr(name);
    }
    for name in kept.iter().filter(|name| !OF_BYTES.iter().any(|known| *name == known)) {
        if let Ok(Some(value)) = like.get_xattr(name) {
            let _ = new.set_xattr(name, &value);
        }
    }
}

#[cfg(not(unix))]
fn keep_attributes(_: &File, _: &File) {}

/// Makes a new name last through a power cut, where folders can be asked to; the file is whole either way.
#[cfg(unix)]
fn settle(folder: &Path) {
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}

#[cfg(not(unix))]
fn settle(_: &Path) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_changed_since_it_was_read_is_left_alone() {
        let folder = tempfile::tempdir().expect("there is a place for temporary files");
        let path = folder.path().join("late.md");
        fs::write(&path, "newer").expect("it can be written");
        let refusal = replace(&path, Encoding::Utf8, "old", "new").expect_err("it changed");
        assert_eq!(refusal.reason(), "it changed since it was read");
        assert_eq!(fs::read_to_string(&path).expect("it is there"), "newer");
        let names: Vec<_> = fs::read_dir(folder.path()).expect("it is a folder").collect();
        assert_eq!(names.len(), 1, "{names:?}");
    }

    #[test]
    fn a_file_that_is_gone_is_not_made_again() {
        let folder = tempfile::tempdir().expect("there is a place for temporary files");
        let path = folder.path().join("late.md");
        let refusal = replace(&path, Encoding::Utf8, "old", "new").expect_err("it is gone");
        assert_eq!(refusal.reason(), "no such file or folder");
        assert!(!path.exists());
    }
}
