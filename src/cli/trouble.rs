//! What ends a run before it is through: a flag, a pack or an output that cannot be used.

use std::{fmt, io, path::Path};

/// Why a run cannot go on. Always exit code 2.
#[derive(Clone, Debug)]
pub(crate) enum Trouble {
    /// Something on the command line.
    Usage {
        /// What is wrong, in the user's own words.
        message: String,
        /// The way out.
        help: Option<String>,
    },
    /// Mistakes in packs or other files that people write, all of them.
    Mistakes(Vec<tonelint::Error>),
}

impl Trouble {
    /// Something is wrong, and there is nothing to add.
    pub(crate) fn new(message: impl Into<String>) -> Trouble {
        Trouble::Usage { message: message.into(), help: None }
    }

    /// Something is wrong, and this helps.
    pub(crate) fn with_help(message: impl Into<String>, help: impl Into<String>) -> Trouble {
        Trouble::Usage { message: message.into(), help: Some(help.into()) }
    }

    /// A file that cannot be read.
    pub(crate) fn reading(path: &Path, error: &io::Error) -> Trouble {
        Trouble::new(format!("cannot read `{}`: {}", path.display(), reason(error)))
    }

    /// A file that cannot be written.
    pub(crate) fn writing(path: &str, error: &io::Error) -> Trouble {
        Trouble::new(format!("cannot write `{path}`: {}", reason(error)))
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Trouble::Usage { message, help } => {
                f.write_str(message)?;
                help.iter().try_for_each(|help| write!(f, "\n  = help: {help}"))
            }
            Trouble::Mistakes(errors) => {
                let all: Vec<String> = errors.iter().map(ToString::to_string).collect();
                f.write_str(&all.join("\n"))
            }
        }
    }
}

/// What the operating system says, in our words where we have better ones.
pub(crate) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_said_in_our_words() {
        assert_eq!(reason(&io::Error::from(io::ErrorKind::StorageFull)), "the disk is full");
    }
}
