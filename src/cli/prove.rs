//! `tonelint test`: every rule against its own examples, or against labelled replies.

use tonelint::Proof;

use super::{
    args::TestArgs,
    clean,
    config::{Configuration, Flags},
    labelled, output, packs,
    paint::Paint,
    summary::{Outcome, counted},
    trouble::Trouble,
    voice::Voice,
};

/// Holds rules against their own examples, or against labelled replies.
pub(crate) fn test(args: &TestArgs, voice: Voice) -> Result<Outcome, Trouble> {
    let paint = Paint::of(args.color.color, &std::io::stdout());
    match &args.labelled.labelled {
        Some(file) => labelled::measure(file, &args.labelled, &args.packs, paint, voice),
        None if args.packs.are_given() => Err(Trouble::with_help(
            "--pack, --no-builtin, --select and --ignore go with --labelled",
            "name the packs to prove: `tonelint test house.toml`",
        )),
        None => prove(args, paint),
    }
}

/// Proves the packs, one line when all is well.
fn prove(args: &TestArgs, paint: Paint) -> Result<Outcome, Trouble> {
    let configuration = Configuration::new(Flags::rules(&args.packs))?;
    let packs = packs::to_prove(&args.names, || configuration.known_packs())?;
    let proof = tonelint::prove(&packs);
    output::print(&told(&proof, paint))?;
    Ok(if proof.failures.is_empty() { Outcome::Clean } else { Outcome::Findings })
}

fn told(proof: &Proof, paint: Paint) -> String {
    let failed = |failure: &tonelint::Failure| {
        let rule = clean::line(&failure.rule).into_owned();
        format!("{}: {}\n", paint.strong(&rule), clean::lines(&failure.message))
    };
    let failures: String = proof.failures.iter().map(failed).collect();
    let verdict = match proof.failures.len() {
        0 => "all as they should be".to_owned(),
        count => format!("{count} not as {} should be", if count == 1 { "it" } else { "they" }),
    };
    let packs = counted(proof.packs, "pack", "packs");
    let rules = counted(proof.rules, "rule", "rules");
    let examples = counted(proof.examples, "example", "examples");
    format!("{failures}{packs}, {rules}, {examples}: {verdict}\n")
}

#[cfg(test)]
mod tests {
    use tonelint::Failure;

    use super::*;

    fn check(failures: Vec<Failure>, expected: &str) {
        let proof = Proof { packs: 1, rules: 142, examples: 690, phrases: 800, failures };
        assert_eq!(told(&proof, Paint::PLAIN), expected);
    }

    #[test]
    fn one_line_is_enough_when_all_is_well() {
        check(Vec::new(), "1 pack, 142 rules, 690 examples: all as they should be\n");
    }

    #[test]
    fn what_failed_is_named_before_the_totals() {
        let message = "`You alone.` is not found".to_owned();
        let failure = Failure { rule: "isolating/only-one".to_owned(), message };
        check(
            vec![failure],
            "isolating/only-one: `You alone.` is not found\n\
             1 pack, 142 rules, 690 examples: 1 not as it should be\n",
        );
    }
}
