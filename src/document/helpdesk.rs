//! The files of help-desks that are known by name: a table, not code.

use std::sync::LazyLock;

use super::{
    shape::{Field, Markup, People, Shape},
    tree::Node,
};
use Markup::{Either, Html, Markdown, Plain};

/// A shape as the table has it; the words are those of selectors and conditions.
struct Row {
    /// What is typed for it.
    id: &'static str,
    name: &'static str,
    marks: &'static [&'static str],
    records: &'static [&'static str],
    /// Where the same words stand twice, the first is what the product sends and what others are made from:
    /// that is the one to read, and to write a rewrite to.
    texts: &'static [&'static [(&'static str, Markup)]],
    /// Notes among colleagues in a record that customers read other texts of.
    asides: &'static [&'static [(&'static str, Markup)]],
    /// Only the beginning of a text, where the text itself is not there.
    previews: &'static [&'static str],
    titles: &'static [&'static str],
    others: &'static [&'static str],
    /// Where people are listed, what names one, who is not of the team, and where a record names its author.
    people: Option<[&'static str; 4]>,
    notes: &'static [&'static str],
    inactive: &'static [&'static str],
    foreign: &'static [&'static str],
    is_thread: bool,
    /// Replies stand in the fences of a Markdown file.
    is_fenced: bool,
}

const ROW: Row = Row {
    id: "",
    name: "",
    marks: &[],
    records: &[],
    texts: &[],
    asides: &[],
    previews: &[],
    titles: &[],
    others: &[],
    people: None,
    notes: &[],
    inactive: &[],
    foreign: &[],
    is_thread: false,
    is_fenced: false,
};

/// What a file looks like is compared in this order; the pickier of two that are alike stands first.
const ROWS: &[Row] = &[
    Row {
        id: "zendesk-macros",
        name: "Zendesk macros",
        marks: &["title", "actions.field", "actions.value"],
        records: &["macros", "macro"],
        texts: &[
            &[("actions[field=comment_value_html].value", Html), ("actions[field=comment_value].value", Either)],
            // What is for one channel only is a text of its own: `["channel:chat", "…"]`.
            &[("actions[field=comment_value_html].value.1", Html)],
            &[("actions[field=comment_value].value.1", Either)],
            &[("actions[field=subject].value", Plain)],
        ],
        titles: &["title", "raw_title"],
        notes: &["actions[field=comment_mode_is_public].value = false"],
        inactive: &["active = false"],
        ..ROW
    },
    Row {
        id: "zendesk-csv",
        name: "Zendesk macros in a table",
        marks: &["title", "actions_json"],
        texts: &[
            &[
                ("actions_json[field=comment_value_html].value", Html),
                ("actions_json[field=comment_value].value", Either),
            ],
            // What is for one channel only is a text of its own: `["channel:chat", "…"]`.
            &[("actions_json[field=comment_value_html].value.1", Html)],
            &[("actions_json[field=comment_value].value.1", Either)],
            &[("actions_json[field=subject].value", Plain)],
        ],
        titles: &["title"],
        notes: &["actions_json[field=comment_mode_is_public].value = false"],
        inactive: &["active = false|0|no"],
        ..ROW
    },
    Row {
        id: "zendesk-content",
        name: "Zendesk dynamic content",
        marks: &["content", "locale_id|locale", "placeholder"],
        records: &["items.variants", "item.variants", "variants"],
        texts: &[&[("content", Either)]],
        titles: &["name"],
        inactive: &["active = false"],
        foreign: &["locale != en*"],
        ..ROW
    },
    Row {
        id: "zendesk-comments",
        name: "Zendesk ticket comments",
        marks: &["author_id", "public", "html_body|plain_body|body"],
        records: &["tickets.comments", "ticket.comments", "comments"],
        texts: &[&[("html_body", Html), ("plain_body", Plain), ("body", Either)]],
        titles: &["subject", "raw_subject"],
        // Who is an agent stands in a list of users; without one, whoever asked is not.
        others: &["author_id = @requester_id", "author_id = @requester.id"],
        people: Some(["users", "id", "role = end-user", "author_id"]),
        notes: &["public = false"],
        is_thread: true,
        ..ROW
    },
    Row {
        id: "freshdesk-replies",
        name: "Freshdesk canned responses",
        marks: &["title", "content", "content_html"],
        records: &["canned_responses", "responses"],
        texts: &[&[("content_html", Html), ("content", Plain)]],
        titles: &["title"],
        ..ROW
    },
    Row {
        id: "freshdesk-conversations",
        name: "Freshdesk conversations",
        marks: &["body|body_text", "incoming", "private"],
        records: &["tickets.conversations", "conversations"],
        texts: &[&[("body", Html), ("body_text", Plain)]],
        titles: &["subject"],
        others: &["incoming = true"],
        notes: &["private = true"],
        is_thread: true,
        ..ROW
    },
    Row {
        id: "intercom-conversations",
        name: "Intercom conversations",
        marks: &["body", "author.type", "conversation_parts"],
        records: &[
            "conversations.source",
            "source",
            "conversations.conversation_parts.conversation_parts",
            "conversation_parts.conversation_parts",
        ],
        texts: &[&[("body", Html)]],
        titles: &["title", "source.subject"],
        others: &["author.type != admin|bot|team", "redacted = true"],
        notes: &["part_type != comment"],
        is_thread: true,
        ..ROW
    },
    Row {
        id: "intercom-macros",
        name: "Intercom macros",
        marks: &["name", "body|body_text", "visible_to"],
        records: &["data"],
        texts: &[&[("body", Html), ("body_text", Plain)]],
        titles: &["name"],
        ..ROW
    },
    Row {
        id: "helpscout-replies",
        name: "Help Scout saved replies",
        marks: &["name", "text|preview", "chatText|chatPreview"],
        records: &["_embedded.saved-replies", "_embedded.replies"],
        // Mail and chat have texts of their own, so both are read.
        texts: &[&[("text", Html)], &[("chatText", Plain)]],
        previews: &["preview", "chatPreview"],
        titles: &["name"],
        ..ROW
    },
    Row {
        id: "helpscout-threads",
        name: "Help Scout threads",
        marks: &["body", "type", "createdBy"],
        records: &[
            "_embedded.conversations._embedded.threads",
            "_embedded.threads",
            "conversations.threads",
            "threads",
        ],
        texts: &[&[("body", Html)]],
        titles: &["subject"],
        others: &["createdBy.type = customer|system_user", "type = customer|lineitem|beaconchat|phone|forwardparent"],
        notes: &["type = note"],
        is_thread: true,
        ..ROW
    },
    Row {
        id: "gorgias-macros",
        name: "Gorgias macros",
        marks: &["name", "actions.name", "actions.arguments"],
        records: &["data", "macros"],
        texts: &[
            &[
                ("actions[name!=addInternalNote].arguments.body_html", Html),
                ("actions[name!=addInternalNote].arguments.body_text", Plain),
            ],
            &[("actions[name=setSubject].arguments.subject", Plain)],
        ],
        asides: &[&[
            ("actions[name=addInternalNote].arguments.body_html", Html),
            ("actions[name=addInternalNote].arguments.body_text", Plain),
        ]],
        titles: &["name"],
        inactive: &["archived_datetime != null"],
        foreign: &["language != en*"],
        ..ROW
    },
    Row {
        id: "gorgias-messages",
        name: "Gorgias messages",
        marks: &["from_agent", "body_text|body_html|stripped_text"],
        records: &["tickets.messages", "messages", "data"],
        texts: &[&[("body_html", Html), ("stripped_text", Plain), ("body_text", Plain)]],
        titles: &["subject"],
        others: &["from_agent = false"],
        notes: &["public = false"],
        is_thread: true,
        ..ROW
    },
    Row {
        id: "front",
        name: "Front message templates",
        marks: &["id = rsp_*", "name", "body"],
        records: &["_results"],
        texts: &[&[("body", Html)], &[("subject", Plain)]],
        titles: &["name"],
        ..ROW
    },
    Row {
        id: "salesforce-macros",
        name: "Salesforce macro instructions",
        marks: &["Operation", "Target", "Value"],
        records: &["result.records", "records"],
        texts: &[&[(
            "[Operation=Set|Insert][Target=*SendEmail*|*Body*|*Subject*|*Comment*][Value!=MacroFormula:*].Value",
            Either,
        )]],
        titles: &["Macro.Name", r"Macro\.Name", "Name"],
        ..ROW
    },
    Row {
        id: "salesforce-quicktext",
        name: "Salesforce QuickText",
        marks: &["Name", "Message", "Channel|IsInsertable|attributes.type"],
        records: &["result.records", "records"],
        texts: &[&[("Message", Plain)]],
        titles: &["Name"],
        ..ROW
    },
    Row {
        id: "osticket-replies",
        name: "osTicket canned responses",
        marks: &["title", "response", "isenabled|notes|dept_id"],
        texts: &[&[("response", Html)]],
        titles: &["title"],
        inactive: &["isenabled = 0|false"],
        foreign: &["lang != en*"],
        ..ROW
    },
    Row {
        id: "osticket-threads",
        name: "osTicket thread entries",
        marks: &["body", "staff_id", "type = M|R|N"],
        texts: &[&[("body", Either)]],
        titles: &["title", "subject"],
        others: &["type = M"],
        notes: &["type = N"],
        is_thread: true,
        ..ROW
    },
    Row {
        id: "zammad-modules",
        name: "Zammad text modules",
        marks: &["name", "content", "keywords|foreign_id"],
        texts: &[&[("content", Html)]],
        titles: &["name"],
        inactive: &["active = false|0"],
        ..ROW
    },
    Row {
        id: "zammad-articles",
        name: "Zammad articles",
        marks: &["body", "sender", "internal"],
        records: &["tickets.articles", "articles"],
        texts: &[&[("body", Either)]],
        titles: &["title", "subject"],
        others: &["sender != Agent"],
        notes: &["internal = true"],
        is_thread: true,
        ..ROW
    },
    Row {
        id: "chatwoot-replies",
        name: "Chatwoot canned responses",
        marks: &["short_code", "content"],
        records: &["payload", "data"],
        texts: &[&[("content", Markdown)]],
        titles: &["short_code"],
        ..ROW
    },
    Row {
        id: "chatwoot-messages",
        name: "Chatwoot messages",
        marks: &["content", "message_type", "private|content_type|conversation_id"],
        records: &["conversations.messages", "messages", "data.payload.messages", "payload"],
        texts: &[&[("content", Markdown)]],
        others: &["message_type = 0|2|incoming|activity"],
        notes: &["private = true"],
        is_thread: true,
        ..ROW
    },
    Row {
        id: "frappe",
        name: "Frappe Helpdesk saved replies",
        marks: &["title", "message", "scope|teams"],
        records: &["data", "docs"],
        texts: &[&[("message", Html)]],
        titles: &["title"],
        ..ROW
    },
    Row {
        id: "github-replies",
        name: "GitHub saved replies",
        marks: &["replies|data.viewer.savedReplies", "name|title", "body"],
        records: &["replies", "data.viewer.savedReplies.nodes"],
        texts: &[&[("body", Markdown)]],
        titles: &["name", "title"],
        ..ROW
    },
    Row {
        id: "triage-bot",
        name: "triage bot commands",
        marks: &["type = comment|label|*_label", "name", "action|comment"],
        texts: &[&[("comment", Markdown)]],
        titles: &["name"],
        ..ROW
    },
    Row {
        id: "espanso",
        name: "Espanso matches",
        marks: &["matches", "trigger|triggers|regex"],
        records: &["matches", "global_vars"],
        texts: &[
            &[("replace", Either)],
            &[("markdown", Markdown)],
            &[("html", Html)],
            &[("form", Plain)],
            &[("vars.params.echo", Plain)],
            &[("params.echo", Plain)],
            &[("vars.params.choices[]", Plain)],
            &[("params.choices[]", Plain)],
            &[("vars.params.values[]", Plain)],
            &[("params.values[]", Plain)],
            // A choice that has a label of its own.
            &[("vars.params.values.id", Plain)],
            &[("params.values.id", Plain)],
        ],
        titles: &["label", "trigger", "triggers", "regex"],
        ..ROW
    },
    Row {
        id: "zulip",
        name: "Zulip saved snippets",
        marks: &["title", "content", "date_created"],
        records: &["saved_snippets"],
        texts: &[&[("content", Markdown)]],
        titles: &["title"],
        ..ROW
    },
    Row {
        id: "freescout-threads",
        name: "FreeScout threads",
        marks: &["body", "type = 1|2|3|4|8", "state|conversation_id"],
        records: &["conversations.threads", "threads"],
        texts: &[&[("body", Html)]],
        titles: &["subject"],
        others: &["type != 2|3|8"],
        notes: &["type = 3"],
        is_thread: true,
        ..ROW
    },
    Row {
        id: "twitter",
        name: "customer support on Twitter",
        marks: &["tweet_id", "author_id", "inbound", "text"],
        texts: &[&[("text", Plain)]],
        titles: &["author_id"],
        others: &["inbound = true"],
        ..ROW
    },
    Row {
        id: "bitext",
        name: "instructions and responses",
        marks: &["instruction", "response"],
        texts: &[&[("response", Plain)]],
        titles: &["intent"],
        ..ROW
    },
    Row {
        id: "abcd",
        name: "dialogues of agents and customers",
        marks: &["0 = agent|customer|action|user|system", "1"],
        records: &["train.original", "dev.original", "test.original", "original"],
        texts: &[&[("1", Plain)]],
        others: &["0 != agent"],
        is_thread: true,
        ..ROW
    },
    Row {
        id: "rasa",
        name: "Rasa responses",
        marks: &["responses", "text|buttons.title|custom|image"],
        records: &["responses.*"],
        texts: &[&[("text", Plain)], &[("buttons.title", Plain)]],
        ..ROW
    },
    Row {
        id: "textexpander",
        name: "TextExpander or aText snippets",
        marks: &["1 = ;*|:*|,*|/*|!*|#*|.*|-*|=*|~*", "2"],
        texts: &[&[("2", Either)]],
        titles: &["1"],
        ..ROW
    },
    Row {
        id: "textexpander-plist",
        name: "TextExpander snippets",
        marks: &["snippetsTE2", "abbreviation", "plainText"],
        records: &["snippetsTE2"],
        texts: &[&[("plainText", Either)]],
        titles: &["label", "abbreviation"],
        ..ROW
    },
    Row { id: "markdown-catalogue", name: "a catalogue of replies", is_fenced: true, ..ROW },
];

static SHAPES: LazyLock<Vec<(&'static str, Shape)>> =
    LazyLock::new(|| ROWS.iter().map(|row| (row.id, row.shape())).collect());

impl Row {
    fn shape(&self) -> Shape {
        let texts = self.texts.iter().enumerate().map(|(at, fields)| {
            let whole = fields.iter().map(|(field, markup)| Field::new(read(field), *markup));
            let preview = |at: &&str| Field { is_preview: true, ..Field::new(read(at), Either) };
            whole.chain(self.previews.get(at).iter().map(|at| preview(at))).collect()
        });
        let aside = |(at, markup): &(&str, Markup)| Field { is_note: true, ..Field::new(read(at), *markup) };
        let asides = self.asides.iter().map(|fields| fields.iter().map(aside).collect());
        Shape {
            name: self.name.to_owned(),
            marks: all(self.marks),
            records: all(self.records),
            texts: texts.chain(asides).collect(),
            titles: all(self.titles),
            only: Vec::new(),
            others: all(self.others),
            people: self.people.map(|[list, id, others, author]| People {
                list: read(list),
                id: read(id),
                others: read(others),
                author: read(author),
            }),
            notes: all(self.notes),
            inactive: all(self.inactive),
            foreign: all(self.foreign),
            is_thread: self.is_thread,
            is_fenced: self.is_fenced,
        }
    }
}

fn all<T: std::str::FromStr<Err = String>>(typed: &[&str]) -> Vec<T> {
    typed.iter().map(|typed| read(typed)).collect()
}

fn read<T: std::str::FromStr<Err = String>>(typed: &str) -> T {
    // A test reads every row.
    typed.parse().unwrap_or_else(|reason| panic!("the table of help-desks is wrong: {reason}"))
}

/// The first shape that trees look like.
pub(super) fn recognised<'t, 's, I>(trees: impl Fn() -> I) -> Option<&'static Shape>
where
    't: 's,
    I: Iterator<Item = Node<'s, 't>>,
{
    SHAPES.iter().map(|(_, shape)| shape).find(|shape| shape.is_of(trees()))
}

impl Shape {
    /// The shape of a help-desk's files, by the name that [`Shape::names`] has for it.
    ///
    /// ```
    /// use tonelint::document::Shape;
    /// let shape = Shape::builtin("zendesk-macros").map(|shape| shape.name);
    /// assert_eq!(shape.as_deref(), Some("Zendesk macros"));
    /// ```
    pub fn builtin(name: &str) -> Option<Shape> {
        let row = SHAPES.iter().find(|(id, _)| *id == name);
        row.map(|(_, shape)| shape.clone())
    }

    /// The names of all shapes that are known.
    pub fn names() -> impl Iterator<Item = &'static str> {
        ROWS.iter().map(|row| row.id)
    }
}
