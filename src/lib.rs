//! Reads a draft reply before a customer does, and offers kinder wording.

mod baseline;
mod builtin;
mod day;
pub mod document;
mod error;
#[doc(hidden)]
pub mod fields;
mod finding;
mod fix;
pub mod guide;
pub mod labelled;
pub mod learned;
mod linter;
#[allow(dead_code, reason = "the build script joins the built-in packs with the rest of it")]
mod machine;
pub mod mapped;
mod matcher;
mod mend;
#[allow(dead_code, reason = "the build script reads the context lists with the rest of it")]
mod pack;
mod phrase;
mod proof;
mod report;
mod rewrite;
mod rule;
pub mod score;
mod set;
mod span;
mod suppress;
mod token;
mod weights;

pub use baseline::{Baseline, Row};
pub use builtin::Beside;
pub use day::{Day, NoDay};
pub use document::{Document, Encoding, Format, Passage, Quoted, Reading, Remark, Spelling};
pub use error::Error;
pub use finding::{Finding, Weighed};
pub use fix::{Applicability, Fix, FixKind};
pub use linter::Linter;
pub use mend::{Choice, Mended, mend, mend_by};
pub use pack::Pack;
pub use proof::{Failure, Proof, prove};
pub use report::{Report, Silenced, Silencer};
pub use rule::{Allowance, Example, Prose, Rule, Scope, Severity, Thresholds};
pub use set::Set;
pub use span::{Position, Span};
pub use suppress::{Check, Suppressions};
