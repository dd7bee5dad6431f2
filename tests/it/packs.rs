//! The packs that come with the tool hold what they promise.

use std::{collections::BTreeSet, fs, path::Path};

use tonelint::Pack;

#[test]
fn every_rule_passes_its_own_examples() {
    let failures: Vec<String> = tonelint::prove(&Pack::builtin())
        .failures
        .into_iter()
        .map(|failure| format!("{}: {}", failure.rule, failure.message))
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn every_file_of_rules_is_built_in_under_its_own_name() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let files: BTreeSet<String> = fs::read_dir(folder)
        .expect("the packs are part of the repository")
        .map(|entry| entry.expect("a folder lists its files").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .map(|path| path.file_stem().expect("a file has a name").to_string_lossy().into_owned())
        .filter(|name| name != "words" && name != "context")
        .collect();
    let builtin: BTreeSet<String> = Pack::builtin().into_iter().map(|pack| pack.name).collect();
    assert_eq!(builtin, files);
}

#[test]
fn no_two_rules_have_the_same_id() {
    let mut seen = BTreeSet::new();
    for rule in Pack::builtin().into_iter().flat_map(|pack| pack.rules) {
        assert!(seen.insert(rule.id.clone()), "{} is there twice", rule.id);
    }
}
