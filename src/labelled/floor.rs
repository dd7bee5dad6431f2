//! The least that labelled replies have to show: found at least, false alarms at most.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::Scores;
use crate::error::Error;

/// What stands at the top of the file.
const HEAD: &str = "\
# The least that the labelled replies have to show, written by `tonelint test --labelled … --write-floor`.
# Overall counts replies. A category finds the spans that people gave it, a rule finds any span; the false
# alarms of both are findings in clean replies. What is not listed has found nothing, and raises no alarm.

";

/// One line to stay above.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Bar {
    /// At least this much is found.
    pub found: usize,
    /// At most so many false alarms are raised.
    pub false_alarms: usize,
}

/// The least that is expected of everything, of each category and of each rule.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Floor {
    overall: Bar,
    #[serde(default)]
    category: BTreeMap<String, Bar>,
    #[serde(default)]
    rule: BTreeMap<String, Bar>,
}

/// Something that fell below the floor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fall {
    /// `overall`, `category blaming`, `rule blaming/your-fault`.
    pub what: String,
    /// What it has to reach.
    pub floor: Bar,
    /// What it reaches.
    pub now: Bar,
}

impl Floor {
    /// The floor just below these scores.
    pub fn of(scores: &Scores) -> Floor {
        let overall = Bar { found: scores.overall.found, false_alarms: scores.overall.alarmed };
        let categories = scores.categories.iter().map(|(name, category)| {
            (name, Bar { found: category.spans.found, false_alarms: category.findings.on_clean })
        });
        let rules = scores
            .rules
            .iter()
            .map(|(name, findings)| (name, Bar { found: findings.on_spans, false_alarms: findings.on_clean }));
        Floor { overall, category: worth_listing(categories), rule: worth_listing(rules) }
    }

    /// Reads a floor file; `origin` names it in errors.
    ///
    /// ```
    /// use tonelint::labelled::Floor;
    /// assert!(Floor::parse("floor.toml", "[overall]\nfound = 7\nfalse-alarms = 0\n").is_ok());
    /// let error = Floor::parse("floor.toml", "[overall]\nfuond = 7\n").unwrap_err();
    /// assert_eq!(error.place, Some((2, 1)));
    /// ```
    pub fn parse(origin: &str, text: &str) -> Result<Floor, Box<Error>> {
        toml::from_str(text).map_err(|error| {
            let message = format!("the floor cannot be read: {}", error.message().trim().replace('\n', "; "));
            Error::in_text(origin, text, error.span().unwrap_or(0..1), message, None).into()
        })
    }

    /// The file that [`Floor::parse`] reads.
    pub fn to_toml(&self) -> String {
        HEAD.to_owned() + &toml::to_string(self).expect("tables of numbers can be written")
    }

    /// What is worse in `now` than here: everything, then categories, then rules, by name.
    pub fn falls(&self, now: &Floor) -> Vec<Fall> {
        let overall = [("overall".to_owned(), self.overall, now.overall)];
        let all = overall
            .into_iter()
            .chain(pairs("category", &self.category, &now.category))
            .chain(pairs("rule", &self.rule, &now.rule));
        let is_worse = |floor: Bar, now: Bar| now.found < floor.found || floor.false_alarms < now.false_alarms;
        all.filter(|(_, floor, now)| is_worse(*floor, *now))
            .map(|(what, floor, now)| Fall { what, floor, now })
            .collect()
    }
}

fn worth_listing<'n>(bars: impl Iterator<Item = (&'n String, Bar)>) -> BTreeMap<String, Bar> {
    bars.filter(|(_, bar)| *bar != Bar::default()).map(|(name, bar)| (name.clone(), bar)).collect()
}

/// Both bars of everything that has one.
fn pairs(kind: &str, floor: &BTreeMap<String, Bar>, now: &BTreeMap<String, Bar>) -> Vec<(String, Bar, Bar)> {
    let names: BTreeSet<&String> = floor.keys().chain(now.keys()).collect();
    let bar = |bars: &BTreeMap<String, Bar>, name| bars.get(name).copied().unwrap_or_default();
    names.into_iter().map(|name| (format!("{kind} {name}"), bar(floor, name), bar(now, name))).collect()
}

#[cfg(test)]
mod tests {
    use super::{super::score::tests::scores, *};

    const FLOOR: &str = r#"[overall]
found = 3
false-alarms = 1

[category.a]
found = 2
false-alarms = 2

[rule."a/x"]
found = 1
false-alarms = 2

[rule."b/y"]
found = 1
false-alarms = 0
"#;

    fn now() -> Floor {
        Floor::of(&scores().0)
    }

    fn falls(floor: &str) -> Vec<String> {
        let floor = Floor::parse("floor.toml", floor).expect("it is written correctly");
        floor.falls(&now()).into_iter().map(|fall| fall.what).collect()
    }

    #[test]
    fn a_floor_is_written_so_that_its_changes_can_be_read() {
        assert_eq!(now().to_toml(), HEAD.to_owned() + FLOOR);
        assert_eq!(Floor::parse("floor.toml", &now().to_toml()), Ok(now()));
    }

    #[test]
    fn what_stands_on_its_floor_or_above_has_not_fallen() {
        assert_eq!(falls(FLOOR), [""; 0]);
        let lower = FLOOR.replace("found = 3", "found = 2").replace("false-alarms = 2", "false-alarms = 9");
        assert_eq!(falls(&lower), [""; 0]);
    }

    #[test]
    fn each_that_finds_less_or_raises_more_alarms_is_named() {
        assert_eq!(falls(&FLOOR.replace("found = 3", "found = 4")), ["overall"]);
        assert_eq!(falls(&FLOOR.replace("false-alarms = 2", "false-alarms = 1")), ["category a", "rule a/x"]);
        assert_eq!(falls(&FLOOR.replace("b/y", "b/gone")), ["rule b/gone"]);
    }

    #[test]
    fn what_is_not_listed_may_raise_no_alarm() {
        let unlisted = FLOOR.replace("[rule.\"a/x\"]\nfound = 1\nfalse-alarms = 2\n", "");
        assert_eq!(falls(&unlisted), ["rule a/x"]);
    }

    #[test]
    fn a_mistake_in_a_floor_is_shown_where_it_is() {
        let error = Floor::parse("floor.toml", "[overall]\nfound = 3\nfalse-alarms = 1\n[rule.x]\nfound = -1\n")
            .expect_err("nothing can be found less than never")
            .to_string();
        assert!(error.starts_with("floor.toml:5:9: the floor cannot be read: "), "{error}");
    }
}
