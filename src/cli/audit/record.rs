//! Which passages are one reply, what it is called, and where it is kept.

/// The part of a locator that names the record: `macros[id=3]` of `macros[id=3].actions[4].value`, `row 7` of
/// `row 7, column reply`, `message 2` of `message 2, part 1`. What is in no list is a record of its own.
pub(super) fn record(locator: &str) -> &str {
    let is_counted = ["row ", "line ", "message "].iter().any(|start| locator.starts_with(start));
    let end = if is_counted { locator.find(',') } else { locator.find(']').map(|at| at + 1) };
    &locator[..end.unwrap_or(locator.len())]
}

/// The id that a locator tells.
pub(super) fn id(locator: &str) -> Option<&str> {
    let (_, rest) = locator.split_once("[id=")?;
    rest.split_once(']').map(|(id, _)| id)
}

/// What a reply is kept under: what its title says in front of `::`, the folder of its file, or the file that it
/// is a record of.
pub(super) fn folder(path: &str, is_record: bool, title: Option<&str>) -> String {
    if let Some((folder, _)) = title.and_then(|title| title.rsplit_once("::")) {
        return folder.split("::").map(str::trim).collect::<Vec<_>>().join(" / ");
    }
    let folder = path.rsplit_once('/').map(|(folder, _)| folder).filter(|folder| !folder.is_empty());
    if is_record { path } else { folder.unwrap_or(".") }.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_the_first_part_of_a_locator_that_is_in_a_list() {
        let check = |locator: &str, expected: &str, named: Option<&str>| {
            assert_eq!((record(locator), id(locator)), (expected, named), "{locator}");
        };
        check("macros[id=3].actions[4].value", "macros[id=3]", Some("3"));
        check("[id=late].content", "[id=late]", Some("late"));
        check("[4].messages[0].text", "[4]", None);
        check("row 7, column reply", "row 7", None);
        check("row 7, column actions[0].value", "row 7", None);
        check("line 3, macros[id=9].body", "line 3", Some("9"));
        check("greeting.body", "greeting.body", None);
        check("broken[id=3", "broken[id=3", None);
        check("message 2, part 1", "message 2", None);
        check("message 3 of thread 12", "message 3 of thread 12", None);
    }

    #[test]
    fn a_folder_is_told_by_the_title_or_the_path() {
        let check = |path: &str, is_record: bool, title: Option<&str>, expected: &str| {
            assert_eq!(folder(path, is_record, title), expected);
        };
        check("macros.json", true, Some("Refund::Late"), "Refund");
        check("macros.json", true, Some("Refund::Late :: Third"), "Refund / Late");
        check("macros.json", true, Some("Refund"), "macros.json");
        check("drafts/late.md", false, None, "drafts");
        check("late.md", false, None, ".");
    }
}
