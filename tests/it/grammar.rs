//! The page about phrases tells the truth: every row of its tables is run.

use tonelint::{Format, Linter};

use super::small_pack;

const PAGE: &str = include_str!("../../docs/phrases.md");

/// The cells of a table row whose first cell is a phrase; `\|` is a bar inside a cell.
fn row(line: &str) -> Option<[String; 3]> {
    let inner = line.strip_prefix("| `")?.strip_suffix(" |")?;
    let cells: Vec<String> =
        inner.replace("\\|", "\u{1}").split(" | ").map(|cell| cell.replace('\u{1}', "|")).collect();
    let [phrase, finds, passes] = cells.try_into().ok()?;
    Some([phrase.strip_suffix('`')?.to_owned(), finds, passes])
}

/// What is wrong with one row.
fn check([phrase, finds, passes]: &[String; 3]) -> Option<String> {
    let pack = match small_pack::pack(&[phrase], &[], finds) {
        Ok(pack) => pack,
        Err(mistakes) => return Some(mistakes[0].to_string()),
    };
    let linter = Linter::new([pack]);
    let found = |text| small_pack::found(&linter, text, Format::Plain);
    if found(finds).is_empty() {
        return Some(format!("`{phrase}` does not find: {finds}"));
    }
    let words = found(passes);
    (!words.is_empty()).then(|| format!("`{phrase}` finds {words:?} in: {passes}"))
}

#[test]
fn every_row_of_the_page_about_phrases_is_true() {
    let rows: Vec<[String; 3]> = PAGE.lines().filter_map(row).collect();
    let wrong: Vec<String> = rows.iter().filter_map(check).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_row_of_the_page_is_overlooked() {
    let typed = PAGE.lines().filter(|line| line.starts_with('|') && line.contains('`')).count();
    assert_eq!(PAGE.lines().filter_map(row).count(), typed);
    assert!(40 < typed, "only {typed} rows");
}
