//! What is found in the sample of every help-desk, and what is left out.

use super::Place;

/// A sample of every help-desk: what is found in it, and what is left out.
pub(super) const DESKS: &[(&str, &[Place], &str)] = &[
    (
        "zendesk-macros",
        &[
            ("macros[id=41001].actions[3].value", "Parcel::Late", r#"wait your turn"#),
            ("macros[id=41001].actions[4].value", "Parcel::Late", r#"calm&nbsp;down"#),
            ("macros[id=41002].actions[0].value[1]", "Chat::Hold", r#"You are the\u0020only person"#),
        ],
        "1 inactive reply, 1 internal note",
    ),
    (
        "zendesk-csv",
        &[
            ("row 2, column actions_json[2].value", "Parcel late", r#"calm\ndown"#),
            ("row 4, column actions_json[0].value", "Rich", r#"You&nbsp;are the <i>only</i> person"#),
        ],
        "1 inactive reply, 1 internal note",
    ),
    (
        "zendesk-content",
        &[
            ("items[id=7].variants[id=71].content", "Late parcel", r#"calm down"#),
            ("items[id=8].variants[id=81].content", "Queue", r#"Wait your turn"#),
        ],
        "1 inactive reply, 1 reply in another language",
    ),
    (
        "zendesk-comments",
        &[
            ("line 1, message 2 of thread 501", "Lamp", r#"calm&nbsp;down"#),
            ("line 2, message 2 of thread 502", "Vase", r#"You are the only person"#),
            ("line 3, message 2 of thread 503", "Rug", r#"Wait your turn"#),
        ],
        "1 internal note, 3 messages that somebody else wrote",
    ),
    (
        "freshdesk-replies",
        &[
            ("[id=9].content_html", "Password", r#"calm<!-- x --> down"#),
            ("[id=10].content", "Plain only", r#"wait your turn"#),
        ],
        "",
    ),
    (
        "freshdesk-conversations",
        &[("message 3 of thread 88", "", r#"calm\tdown"#)],
        "1 internal note, 1 message that somebody else wrote",
    ),
    (
        "intercom-conversations",
        &[
            ("message 1 of thread 12", "Broken cup", r#"calm down"#),
            ("message 4 of thread 12", "Broken cup", r#"You are the <b>only</b> person"#),
        ],
        "1 internal note, 3 messages that somebody else wrote",
    ),
    (
        "intercom-macros",
        &[("data[id=123].body", "Delay", r#"calm down"#), ("data[id=124].body", "Wait", r#"Wait <em>your</em> turn"#)],
        "",
    ),
    (
        "helpscout-replies",
        &[
            ("[id=15].text", "Sale", r#"calm down"#),
            ("[id=15].chatText", "Sale", r#"calm down"#),
            ("[id=16].text", "Queue", r#"wait your turn"#),
            ("[id=16].chatText", "Queue", r#"wait your turn"#),
            ("[id=17].preview", "Cut", r#"You are the only person"#),
        ],
        "",
    ),
    (
        "helpscout-threads",
        &[("message 2 of thread 77", "Kettle", r#"calm down"#)],
        "1 internal note, 2 messages that somebody else wrote",
    ),
    (
        "gorgias-macros",
        &[
            ("data[id=5].actions[1].arguments.subject", "Where is it", r#"wait your turn"#),
            ("data[id=5].actions[3].arguments.body_html", "Where is it", r#"calm&#32;down"#),
        ],
        "1 inactive reply, 2 internal notes, 1 reply in another language",
    ),
    (
        "gorgias-messages",
        &[("line 1, message 2 of thread 300", "Scarf", r#"calm down"#)],
        "1 internal note, 1 message that somebody else wrote",
    ),
    (
        "front",
        &[
            ("_results[id=rsp_42].subject", "Invoice", r#"You are the only person"#),
            ("_results[id=rsp_42].body", "Invoice", r#"calm <span>down"#),
        ],
        "",
    ),
    (
        "salesforce-macros",
        &[
            ("row 3, column Value", "Late lamp", r#"calm <b>down"#),
            ("row 4, column Value", "Late lamp", r#"Wait your turn"#),
        ],
        "",
    ),
    (
        "salesforce-quicktext",
        &[
            ("result.records[id=574A].Message", "Late", r#"calm down"#),
            ("result.records[id=574B].Message", "Calm down", r#"wait your turn"#),
        ],
        "",
    ),
    (
        "osticket-replies",
        &[("[0].response", "Late parcel", r#"calm\ndown"#)],
        "1 inactive reply, 1 reply in another language",
    ),
    (
        "osticket-threads",
        &[("line 2, body", "Kiln", r#"calm down"#)],
        "1 internal note, 1 message that somebody else wrote",
    ),
    (
        "zammad-modules",
        &[("row 2, column content", "Late", r#"calm down"#), ("row 4, column content", "Queue", r#"wait your turn"#)],
        "1 inactive reply",
    ),
    (
        "zammad-articles",
        &[("message 2 of thread 31", "Loom", r#"calm <i>down"#)],
        "1 internal note, 2 messages that somebody else wrote",
    ),
    (
        "chatwoot-replies",
        &[("[id=7].content", "late", r#"calm** down"#), ("[id=8].content", "queue", r#"wait your turn"#)],
        "",
    ),
    (
        "chatwoot-messages",
        &[("message 2 of thread 6", "", r#"calm* down"#)],
        "1 internal note, 2 messages that somebody else wrote",
    ),
    ("frappe", &[("data[0].message", "Late", r#"calm <strong>down"#)], ""),
    (
        "github-replies",
        &[
            ("replies[0].body", "Duplicate: calm down", r#"calm down"#),
            ("replies[1].body", "Queue", r#"wait_ your turn"#),
        ],
        "",
    ),
    (
        "triage-bot",
        &[("[1].comment", "*question", r#"calm down"#), ("[1].comment", "*question", r#"You are the _only_ person"#)],
        "",
    ),
    (
        "espanso",
        &[
            ("global_vars[0].params.echo", "closing", r#"Wait your turn"#),
            ("matches[0].replace", "Calm down, late", r#"calm down"#),
            ("matches[0].vars[0].params.values[0]", "Calm down, late", r#"You are the only person"#),
            ("matches[0].vars[0].params.values[1].id", "Calm down, late", r#"wait your turn"#),
            ("matches[1].html", ":page", r#"calm <b>down"#),
            ("matches[2].markdown", ":md", r#"calm* down"#),
            ("matches[3].form", ":form", r#"wait your turn"#),
        ],
        "",
    ),
    ("zulip", &[("saved_snippets[id=1].content", "Late: calm down", r#"calm** down"#)], ""),
    (
        "freescout-threads",
        &[("message 2 of thread 12", "", r#"calm&nbsp;down"#)],
        "1 internal note, 2 messages that somebody else wrote",
    ),
    ("twitter", &[("row 3, column text", "LampShop", r#"calm down"#)], "1 message that somebody else wrote"),
    (
        "bitext",
        &[
            ("row 2, column response", "cancel_order", r#"calm down"#),
            ("row 3, column response", "track_order", r#"You are the only person"#),
        ],
        "",
    ),
    (
        "abcd",
        &[
            ("message 1 of thread 3695", "", r#"calm down"#),
            ("message 4 of thread 3695", "", r#"You are the only person"#),
        ],
        "2 messages that somebody else wrote",
    ),
    (
        "rasa",
        &[
            ("responses.utter_late[0].text", "utter_late", r#"calm down"#),
            ("responses.utter_late[1].buttons[0].title", "utter_late", r#"Wait your turn"#),
        ],
        "",
    ),
    (
        "textexpander",
        &[("row 1, column 2", ";late", r#"calm down"#), ("row 2, column 2", ";wait", r#"Wait your turn"#)],
        "",
    ),
    (
        "textexpander-plist",
        &[
            ("snippetsTE2[0].plainText", "Late parcel: calm down", r#"calm&#32;down"#),
            ("snippetsTE2[1].plainText", ";wait", r#"wait&amp;nbsp;your turn"#),
        ],
        "",
    ),
    (
        "markdown-catalogue",
        &[("reply 1", "Late parcel", r#"calm** down"#), ("reply 2", "In the queue", r#"wait your turn"#)],
        "",
    ),
];
