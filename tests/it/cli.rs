//! Replays every transcript in tests/cmd.

#[test]
fn every_transcript_is_true() {
    trycmd::TestCases::new().case("tests/cmd/*.md");
}
