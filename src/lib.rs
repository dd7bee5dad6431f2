//! Reads a draft reply before a customer does, and offers kinder wording.

pub mod document;
mod error;
mod finding;
mod fix;
mod linter;
pub mod mapped;
mod pack;
mod proof;
mod report;
mod rule;
mod span;

pub use document::{Document, Format, Passage, Quoted};
pub use error::Error;
pub use finding::Finding;
pub use fix::{Applicability, Fix, FixKind};
pub use linter::Linter;
pub use pack::Pack;
pub use proof::{Failure, Proof, prove};
pub use report::Report;
pub use rule::{Example, Rule, Severity};
pub use span::{Position, Span};
