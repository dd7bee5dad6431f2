//! Transcripts of chats: the team's turns are read, those of others are not.

use tonelint::Format;

use super::{check_plain, check_untouched};

#[test]
fn only_the_turns_of_the_team_are_read() {
    check_plain(&[
        (
            "[14:02] Customer: This is stupid.\n[14:03] Agent: Hi there,\nhow can I help?\n[14:04] Customer: Help\n\nme now.",
            "Hi there,\nhow can I help?\n",
        ),
        ("Customer: Where is it?\nSupport: On its way.\nCustomer: Liar.\n", "On its way.\n"),
        ("14:02 Anna (Support): One.\n14:03 Bo: Two.\n14:04 Anna (Support): Three.\n", "One.\n¶Three.\n"),
        (
            "(2:02 PM) Visitor 81: One.\r\n(2:03 PM) Kim: Two.\r\n(2:04 PM) Visitor 81: Three.\r\n(2:05 PM) Kim: Four.",
            "Two.\r\n¶Four.",
        ),
        (
            "2025-01-13 14:02:10 - User: One\n2025-01-13 14:02:40 - Support Bot: Two\n2025-01-13 14:03 - User:\nThree",
            "Two\n",
        ),
        ("**Maria:** One\n**Me:** Two\n**Maria:** Three\n**Me:** Four", "Two\n¶Four"),
        ("Customer: a\nCustomer Support: b\nCustomer: c", "b\n"),
    ]);
}

#[test]
fn names_and_times_in_an_ordinary_reply_are_no_turns() {
    check_untouched(&[
        "Note: it ships today.\nStep: sign it.\nNote: it is late.\nStep: send it.",
        "Hi Ana,\n\nCustomer: Lena Vance\nAgent: Kim\nOrder: 4711\nStatus: late\n\nBest wishes",
        "Support: 555 0100\nSales: 555 0101\nPress: 555 0102",
        "Customer: Where is it?\nSupport: On its way.",
        "9:00 Doors open\n9:30 Team: you meet us\n10:00 Lunch",
        "[14:02] Ann: One\n[14:03] Bo: Two\n[14:04] Ann: Three",
        "Customer: One\nAgent: Two\n[14:03] Customer: Three",
        "Here is what was said.\nCustomer: One\nAgent: Two\nCustomer: Three",
    ]);
}

#[test]
fn a_transcript_inside_of_another_file_is_one_too() {
    let source = r#"{"log": "Customer: This is stupid.\nAgent: It is on its way.\nCustomer: Liar."}"#;
    super::check(Format::Json, &[(source, "It is on its way.\n")]);
}
