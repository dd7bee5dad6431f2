//! Replays every transcript: in tests/cmd, and in what people read first.

#[test]
fn every_transcript_is_true() {
    let cases = trycmd::TestCases::new();
    cases.case("tests/cmd/*.md");
    cases.case("README.md").case("CONTRIBUTING.md").case("docs/packs.md");
}
