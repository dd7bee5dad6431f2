//! Lints one text and prints what was found, as a help-desk could do beside the reply box.
//!
//! ```text
//! $ cargo run --example lint_text "You're the only person who has had this problem."
//! ```

#![allow(clippy::print_stdout, reason = "it shows what it found")]

use std::env;

use tonelint::{Applicability, Document, Format, Linter, Pack};

const DRAFT: &str = "Hi Aisha,\n\nyou're the only person who has had this problem.\n";

fn main() {
    let text = env::args().nth(1).unwrap_or_else(|| DRAFT.to_owned());

    // Built once; lints any number of drafts, from any number of threads.
    let linter = Linter::new(Pack::builtin());

    let report = linter.lint("draft", Document::parse(&text, Format::Plain));
    for finding in &report.findings {
        let place = report.document.position(finding.span.start);
        let words = report.document.slice(finding.span);
        println!("{}:{} {} `{words}`: {}", place.line, place.column, finding.severity.name(), finding.message);
        for fix in &finding.fixes {
            let who =
                if fix.applicability == Applicability::Safe { "can be applied" } else { "for a person to choose" };
            println!("  {} ({who}): {}", fix.kind.name(), fix.replacement);
        }
    }
    println!("{} findings", report.findings.len());
}
