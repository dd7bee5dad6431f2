//! Replies are ranked and counted: by category, rule, phrase and folder.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap, HashSet},
};

use tonelint::score::{Counts, Mean};

use super::model::{Folder, Found, Group, Reply};

/// Puts the replies first whose rewriting is worth most: the worst score, or what is lost to all who read it.
pub(super) fn rank(replies: &mut [Reply]) {
    // A stable sort: what is equally bad stays in the order of the files.
    replies.sort_by_key(|reply| {
        let lost = 100 - u64::from(reply.score.value());
        let reach = reply.uses.map(|uses| u128::from(uses) * u128::from(lost));
        (Reverse(reach), reply.score, Reverse(reply.counts.cost()))
    });
}

/// The score of the library: every reply once, and as often as it is used.
pub(super) fn scores(replies: &[Reply]) -> (Mean, Mean) {
    let (mut once, mut by_use) = (Mean::default(), Mean::default());
    for reply in replies {
        once.add(reply.score, 1);
        by_use.add(reply.score, reply.uses.unwrap_or(0));
    }
    (once, by_use)
}

/// Findings with the same key, the most read first, then the most frequent.
pub(super) fn groups<'r>(
    replies: &'r [Reply],
    key: fn(&'r Found) -> &'r str,
    of: fn(&'r Found) -> &'r str,
) -> Vec<Group> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut groups: Vec<Group> = Vec::new();
    for reply in replies {
        let mut seen: HashSet<&str> = HashSet::new();
        for found in &reply.findings {
            let name = key(found);
            let place = *places.entry(name).or_insert_with(|| {
                let (of, message) = (of(found).to_owned(), found.message.clone());
                groups.push(Group {
                    name: name.to_owned(),
                    counts: Counts::default(),
                    replies: 0,
                    uses: 0,
                    of,
                    message,
                });
                groups.len() - 1
            });
            let group = &mut groups[place];
            group.counts.add(found.severity);
            if seen.insert(name) {
                group.replies += 1;
                group.uses = group.uses.saturating_add(reply.uses.unwrap_or(0));
            }
        }
    }
    groups.sort_by(|one, two| {
        let order = |group: &Group| (Reverse(group.uses), Reverse(group.counts.total()), Reverse(group.counts.cost()));
        order(one).cmp(&order(two)).then_with(|| one.name.cmp(&two.name))
    });
    groups
}

/// Replies by folder, the worst first.
pub(super) fn folders(replies: &[Reply]) -> Vec<Folder> {
    let mut folders: BTreeMap<&str, Folder> = BTreeMap::new();
    for reply in replies {
        let folder =
            folders.entry(&reply.folder).or_insert_with(|| Folder { name: reply.folder.clone(), ..Folder::default() });
        folder.replies += 1;
        folder.clean += u64::from(reply.is_clean());
        folder.counts.add_all(reply.counts);
        folder.score.add(reply.score, 1);
    }
    let mut folders: Vec<Folder> = folders.into_values().collect();
    folders.sort_by_key(|folder| folder.score.tenths());
    folders
}
