//! One place to write to. A file is put in its place when it is complete; until then the old one stays.

use std::{
    fs::{self, File, OpenOptions, Permissions},
    io::{self, BufWriter, Seek, Write},
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;

use crate::cli::trouble::Trouble;

/// An open place.
pub(super) struct Place {
    name: String,
    kind: Kind,
}

enum Kind {
    /// A terminal, a pipe, a device: what is written is gone at once.
    Stream(Box<dyn Write>),
    /// A file, written elsewhere first: a folder that is being walked should not show it.
    File { draft: BufWriter<File>, path: PathBuf },
}

impl Place {
    /// Standard output.
    pub(super) fn stdout() -> Place {
        Place::stream(BufWriter::new(io::stdout().lock()), super::STDOUT.to_owned())
    }

    /// Something that is open already.
    pub(super) fn stream(out: impl Write + 'static, name: String) -> Place {
        Place { name, kind: Kind::Stream(Box::new(out)) }
    }

    /// What is or will be at `path`. Says at once when it cannot be written.
    pub(super) fn file(path: &Path) -> Result<Place, Trouble> {
        let name = path.display().to_string();
        let kind = Kind::of(path).map_err(|error| Trouble::writing(&name, &error))?;
        Ok(Place { name, kind })
    }

    /// How people call it.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Puts a file in its place.
    pub(super) fn settle(self) -> io::Result<()> {
        match self.kind {
            Kind::Stream(_) => Ok(()),
            Kind::File { draft, path } => {
                let mut draft = draft.into_inner().map_err(io::IntoInnerError::into_error)?;
                draft.rewind()?;
                put(&mut draft, &path)
            }
        }
    }
}

impl Write for Place {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.kind {
            Kind::Stream(out) => out.write(bytes),
            Kind::File { draft, .. } => draft.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.kind {
            Kind::Stream(out) => out.flush(),
            // Nobody reads it yet.
            Kind::File { .. } => Ok(()),
        }
    }
}

impl Kind {
    fn of(path: &Path) -> io::Result<Kind> {
        let path = match path.canonicalize() {
            Ok(real) => {
                // A file that may not be written to would be replaced all the same: its folder decides about names.
                let file = OpenOptions::new().write(true).open(&real)?;
                if !file.metadata()?.is_file() {
                    return Ok(Kind::Stream(Box::new(BufWriter::new(file))));
                }
                real
            }
            // A link that leads nowhere yet, or nothing at all.
            Err(_) if path.is_symlink() => return Ok(Kind::Stream(Box::new(BufWriter::new(File::create(path)?)))),
            Err(_) => {
                beside(path)?;
                path.to_owned()
            }
        };
        Ok(Kind::File { draft: BufWriter::new(tempfile::tempfile()?), path })
    }
}

/// A new file in the folder of `path`.
fn beside(path: &Path) -> io::Result<NamedTempFile> {
    let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".tonelint-").suffix(".tmp");
    if let Some(permissions) = ordinary() {
        builder.permissions(permissions);
    }
    builder.tempfile_in(folder)
}

/// What other programs ask for; the user's mask takes away from it.
#[cfg(unix)]
fn ordinary() -> Option<Permissions> {
    use std::os::unix::fs::PermissionsExt;
    Some(Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn ordinary() -> Option<Permissions> {
    None
}

fn put(draft: &mut File, path: &Path) -> io::Result<()> {
    let Ok(mut new) = beside(path) else {
        // The folder takes no new files, but this one may be written.
        return io::copy(draft, &mut File::create(path)?).map(drop);
    };
    io::copy(draft, &mut new)?;
    if let Ok(old) = fs::metadata(path) {
        new.as_file().set_permissions(old.permissions())?;
    }
    new.persist(path).map(drop).map_err(|error| error.error)
}
