//! Where old mail begins in HTML, as mail programs and help-desks mark it, and what no reader sees.

use html5gum::StartTag;

/// What an element says about old mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    Nothing,
    /// It holds old mail.
    Element,
    /// Everything from here on is old mail.
    Rest,
}

/// Classes of elements that hold old mail, attributions or signatures.
const CLASSES: [&str; 14] = [
    "gmail_attr",
    "gmail_extra",
    "gmail_quote",
    "gmail_quote_container",
    "gmail_signature",
    "moz-cite-prefix",
    "moz-forward-container",
    "moz-signature",
    "protonmail_quote",
    "protonmail_signature_block",
    "tutanota_quote",
    "yahoo_quoted",
    "yahoo_signature",
    "zmail_extra",
];
/// Ids of elements behind which everything is old mail.
const RESTS: [&str; 4] =
    ["appendonsend", "divRplyFwdMsg", "mail-editor-reference-message-container", "OLK_SRC_BODY_SECTION"];

/// What a start tag says about old mail.
pub(super) fn of(tag: &StartTag<usize>) -> Cut {
    let id = attribute(tag, "id");
    let class = attribute(tag, "class");
    let divider = attribute(tag, "data-marker") == "__DIVIDER__";
    if divider || RESTS.iter().any(|known| is_named(&id, known)) || is_outlook_rule(&attribute(tag, "style")) {
        return Cut::Rest;
    }
    let holds = class.split_ascii_whitespace().any(|class| CLASSES.contains(&class));
    if holds || id.starts_with("yahoo_quoted_") || id == "Signature" || attribute(tag, "name") == "quote" {
        return Cut::Element;
    }
    Cut::Nothing
}

/// Web mail puts a prefix of its own before ids.
fn is_named(id: &str, known: &str) -> bool {
    id == known || id.strip_prefix("x_").is_some_and(|id| id == known)
}

/// The line that Outlook draws above the header of old mail.
fn is_outlook_rule(style: &str) -> bool {
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    let rule = style.split_once("border-top:solid#").map(|(_, rest)| rest);
    rule.is_some_and(|rest| rest.get(6..).is_some_and(|width| width.starts_with("1.0pt") || width.starts_with("1pt")))
}

/// Whether nobody sees the element.
pub(super) fn is_hidden(tag: &StartTag<usize>) -> bool {
    if tag.attributes.keys().any(|name| &***name == b"hidden") {
        return true;
    }
    let style = attribute(tag, "style").to_ascii_lowercase();
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    style.split(';').any(|one| {
        let one = one.trim_end_matches("!important");
        ["display:none", "visibility:hidden", "mso-hide:all"].contains(&one)
    })
}

fn attribute(tag: &StartTag<usize>, name: &str) -> String {
    let found = tag.attributes.iter().find(|(known, _)| &****known == name.as_bytes());
    found.map(|(_, value)| String::from_utf8_lossy(value).into_owned()).unwrap_or_default()
}
