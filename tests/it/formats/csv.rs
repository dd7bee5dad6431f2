//! Tables: places through quotation marks, HTML in JSON in a cell, heads, delimiters, and what `fix` may write.

use proptest::prelude::*;
use tonelint::{Choice, Document, Format, Reading, Remark, Span};

use super::{found, found_in, located, mended, sample};

fn columns(names: &[&str]) -> Reading {
    Reading { columns: names.iter().map(|name| (*name).to_owned()).collect(), ..Reading::default() }
}

/// The cells of a table, as an independent parser reads them.
fn cells(text: &str, delimiter: u8) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
    let rows = reader.records().map(|row| row.expect("it is a table"));
    rows.map(|row| row.iter().map(str::to_owned).collect()).collect()
}

fn check(source: &str, reading: &Reading, expected: &[(&str, &str, &str)]) {
    let found = located(source, Format::Csv, reading);
    let found: Vec<_> = found.iter().map(|(locator, title, raw)| (&**locator, &**title, &**raw)).collect();
    assert_eq!(found, expected, "{source}");
}

#[test]
fn every_finding_names_its_cell_and_its_bytes() {
    let title = "Late \"refund\"";
    let expected = [
        ("row 2, column reply", title, "calm\r\ndown"),
        ("row 2, column actions_json[0].value", title, r"You\u2019re&nbsp;the <b>only<\/b> person"),
        ("row 2, column actions_json[0].value", title, "calm down"),
        ("row 3, column reply", "Plain", "calm down"),
        ("row 3, column note", "Plain", "wait\"\"your turn"),
    ];
    check(&sample("macros.csv"), &Reading::default(), &expected);
    check(&sample("macros.csv"), &columns(&["reply"]), &[expected[0], expected[3]]);
    check(&sample("macros.csv"), &columns(&["REPLY", "4"]), &expected[..4]);
}

#[test]
fn a_column_that_is_not_there_is_told_as_it_was_typed() {
    let source = sample("macros.csv");
    let document = Document::read(&source, Format::Csv, &columns(&["reply", "body.text"]));
    assert_eq!(document.remarks(), [Remark::Missing("body.text".to_owned())]);
}

#[test]
fn a_table_needs_no_heads_and_any_delimiter_will_do() {
    let snippets = ";late,\"Hi %filltext:name=first name%, please calm down.\"\n;no,\"Please calm down, now.\"\n";
    let expected = [("row 1, column 2", ";late", "calm down"), ("row 2, column 2", ";no", "calm down")];
    check(snippets, &Reading::default(), &expected);
    check(snippets, &columns(&["2"]), &expected);
    // Spreadsheets leave columns without heads behind the last one.
    check("a,reply,,\n1,please calm down,,\n", &Reading::default(), &[("row 2, column reply", "", "calm down")]);
    // A label behind some of them makes no table with semicolons of it.
    let labelled = format!("{snippets};go,\"Calm down, or go.\",Sent off\n");
    check(&labelled, &columns(&["2"]), &[expected[0], expected[1], ("row 3, column 2", ";go", "Calm down")]);
    for delimiter in [",", ";", "\t", "|"] {
        let source = ["a,reply", "1,please calm down", "2,well"].join("\n").replace(',', delimiter);
        check(&source, &Reading::default(), &[("row 2, column reply", "", "calm down")]);
    }
    let expected = [("row 2, column reply", "", "calm down")];
    check("sep=|\na|reply\n1, 2|please calm down\n", &Reading::default(), &expected);
    assert_eq!(found("please calm down, now\tplease, calm down\n", Format::Tsv).len(), 2);
    assert_eq!(found("", Format::Csv), Vec::<&str>::new());
    assert_eq!(found("\r\n\r\n", Format::Csv), Vec::<&str>::new());
}

#[test]
fn a_rewrite_is_escaped_and_the_rest_of_the_file_stays() {
    let source = sample("macros.csv");
    let fixed = mended(&source, Format::Csv, Choice::First);
    let (old, new) = (cells(&source, b';'), cells(&fixed.text, b';'));
    assert_eq!(new[1][2], "Hi {{name}},\r\n\r\nplease take \"care\" & <3; \"now\".");
    assert!(new[1][3].contains(r#"person, take \"care\" &amp; &lt;3</p>"#), "{}", new[1][3]);
    // A cell without quotation marks has no room for one.
    assert_eq!(new[2][..4], old[2][..4]);
    assert_eq!(new[2][4], "We call you.");
    for (row, column) in [(0, 0), (0, 4), (1, 0), (1, 1), (1, 4)] {
        assert_eq!(new[row][column], old[row][column]);
    }
}

#[test]
fn a_cell_that_never_ends_makes_it_plain_text() {
    let document = Document::parse("a,b\n1,\"please calm down\n", Format::Csv);
    assert_eq!(document.format(), Format::Plain);
    let [Remark::Broken(reason)] = document.remarks() else { panic!("{:?}", document.remarks()) };
    assert_eq!(reason, "it is not a table (the quoted cell at byte 6 never ends)");
}

#[test]
fn a_row_without_bounds_is_no_row() {
    let row = |cells: usize| format!("a,b\n{}please calm down", ",".repeat(cells - 1));
    let widest = row(1 << 16);
    assert_eq!(Document::parse(&widest, Format::Csv).format(), Format::Csv);
    let wider = row((1 << 16) + 1);
    let document = Document::parse(&wider, Format::Csv);
    let [Remark::Broken(reason)] = document.remarks() else { panic!("{:?}", document.remarks()) };
    assert_eq!(reason, "it is not a table (row 2 has more than 65536 cells)");
    assert_eq!(found_in(document), ["calm down"]);
}

#[test]
fn odd_cells_are_read_as_they_stand() {
    assert_eq!(found("a,b\n1,please calm \"down\" at once\n", Format::Csv), ["calm \"down\""]);
    assert_eq!(found("a,b\n1,\"please calm\" down at once\n", Format::Csv).len(), 1);
    let long = format!("a,b\n1,\"{} please calm down\"\n", "well \"\"so\"\" ".repeat(5_000));
    assert_eq!(found(&long, Format::Csv), ["calm down"]);
    let many = format!("{}\n{}please calm down", "a,".repeat(20_000), ",".repeat(20_000));
    assert_eq!(found(&many, Format::Csv).len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn text_comes_back_with_its_places(
        rows in prop::collection::vec(prop::collection::vec("[a-c\",;\n\r\té日 ]{0,12}", 2..4), 1..5),
        delimiter in prop::sample::select(vec![b',', b';', b'\t', b'|']),
        is_dos in any::<bool>(),
    ) {
        let end = if is_dos { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
        let mut writer =
            csv::WriterBuilder::new().flexible(true).delimiter(delimiter).terminator(end).from_writer(Vec::new());
        let width = rows[0].len();
        for row in &rows {
            let padded = row.iter().map(String::as_str).chain(std::iter::repeat("")).take(width);
            writer.write_record(padded).expect("a vector can be written to");
        }
        let source = String::from_utf8(writer.into_inner().expect("it is a vector")).expect("it is text");
        let declared = format!("sep={}\n{source}", char::from(delimiter));
        let numbers: Vec<String> = (1..=width).map(|number| number.to_string()).collect();
        let reading = Reading { columns: numbers, ..Reading::default() };
        let document = Document::read(&declared, Format::Csv, &reading);
        prop_assert_eq!(document.format(), Format::Csv);
        let expected = cells(&source, delimiter);
        let mut read = 0;
        for passage in document.passages() {
            let locator = passage.locator.clone().unwrap_or_default();
            let number = locator.split([' ', ',']).nth(1).and_then(|number| number.parse::<usize>().ok());
            let row = &expected[number.expect("rows have numbers") - 1];
            for (at, c) in passage.text.as_str().char_indices().filter(|(_, c)| c.is_alphanumeric()) {
                let raw = document.slice(passage.text.source_span(Span::new(at, at + c.len_utf8())));
                prop_assert_eq!(raw, c.to_string());
                read += 1;
                prop_assert!(row.iter().any(|cell| cell.contains(c)));
            }
        }
        let heads = usize::from(document.passages().len() < expected.iter().map(Vec::len).sum());
        let letters = |row: &Vec<String>| row.concat().chars().filter(|c| c.is_alphanumeric()).count();
        prop_assert_eq!(read, expected.iter().skip(heads).map(letters).sum::<usize>());
    }

    #[test]
    fn a_rewrite_leaves_a_table_behind(before in "[a-z\",\n ]{0,20}", after in "[a-z\",\n ]{0,20}") {
        let text = format!("{before} please calm down. {after}");
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["id", "reply"]).expect("a vector can be written to");
        writer.write_record(["1", &text]).expect("a vector can be written to");
        let source = String::from_utf8(writer.into_inner().expect("it is a vector")).expect("it is text");
        let fixed = mended(&source, Format::Csv, Choice::First);
        if 0 < fixed.applied {
            prop_assert_eq!(&cells(&fixed.text, b',')[1][1], &text.replace("calm down", "take \"care\" & <3"));
        }
    }

    #[test]
    fn any_string_is_a_table(source in "[a\",;\t|\r\n é]{0,40}") {
        for format in [Format::Csv, Format::Tsv] {
            let document = Document::parse(&source, format);
            for passage in document.passages() {
                let whole = passage.text.source_span(Span::new(0, passage.text.as_str().len()));
                prop_assert!(source.get(whole.range()).is_some(), "{:?} of {:?}", whole, source);
            }
        }
    }
}
