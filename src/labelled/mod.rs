//! Replies that people have labelled, and how well what is found agrees with them.

mod floor;
mod row;
mod score;

use crate::span::Span;

pub use floor::{Bar, Fall, Floor};
pub use score::{Category, Findings, Replies, Scores, Spans, Verdict};

/// What people say about a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// It should not be sent as it is.
    Flag,
    /// It is fine.
    Clean,
}

impl Label {
    /// Its name in files and in output.
    pub fn name(self) -> &'static str {
        match self {
            Label::Flag => "flag",
            Label::Clean => "clean",
        }
    }
}

/// A stretch of a reply that a reader would underline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// Where it is, in bytes of the text.
    pub span: Span,
    /// What it does to its reader, by the name of a category.
    pub category: Option<String>,
}

/// One labelled reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// Its name, if it has one.
    pub id: Option<String>,
    /// The draft.
    pub text: String,
    /// What people say about it.
    pub label: Label,
    /// What should be found; empty in a clean reply, and in one that is flagged as a whole.
    pub spans: Vec<Expected>,
    /// How hard it is, in the words of whoever labelled it.
    pub difficulty: Option<String>,
}

/// A reply that waits for people to judge it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unlabelled {
    /// Its name, if it has one.
    pub id: Option<String>,
    /// The draft.
    pub text: String,
}
