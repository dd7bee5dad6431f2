//! Reads a pack of one's own, proves it, and puts its safe rewrites into a text.
//!
//! ```text
//! $ cargo run --example own_pack
//! before: Kindly send two photos, then wait your turn.
//! after:  Please send two photos, then wait your turn.
//! left:   house/back-of-the-line
//! ```

#![allow(clippy::print_stdout, reason = "it shows what it did")]

use tonelint::{Applicability, Document, Fix, Format, Linter, Pack};

const DRAFT: &str = "Kindly send two photos, then wait your turn.";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pack = Pack::parse("house.toml", include_str!("house.toml")).map_err(|mut mistakes| mistakes.remove(0))?;

    let proof = tonelint::prove(std::slice::from_ref(&pack));
    if let Some(failure) = proof.failures.first() {
        return Err(format!("{}: {}", failure.rule, failure.message).into());
    }

    let linter = Linter::new([pack]);
    let before = linter.lint("draft", Document::parse(DRAFT, Format::Plain));
    let fixes = before.findings.iter().filter_map(|finding| finding.fixes.first());
    let safe: Vec<&Fix> = fixes.filter(|fix| fix.applicability == Applicability::Safe).collect();

    // From the end, so that no fix moves another; of two that want the same words the later one gets them.
    let mut text = DRAFT.to_owned();
    let mut untouched = text.len();
    for fix in safe.iter().rev() {
        if fix.span.end <= untouched {
            text.replace_range(fix.span.range(), &fix.replacement);
            untouched = fix.span.start;
        }
    }

    println!("before: {DRAFT}");
    println!("after:  {text}");
    for finding in &linter.lint("draft", Document::parse(&text, Format::Plain)).findings {
        println!("left:   {}", finding.rule);
    }
    Ok(())
}
