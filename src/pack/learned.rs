//! The packs whose rules are learned: weights in place of phrases.

use super::{
    WeightsSource,
    read::{Head, Reader, head_of, values},
};
use crate::{
    fields::{Fields, listed},
    rule::{Compiled, Prose, ProseSource, Rule, Scope, Severity, Thresholds, Triggers},
};

/// What a rule of a learned pack may say.
const LEARNED_KEYS: &[&str] = &["id", "warning", "info", "message", "why", "write", "note", "allows", "example"];

/// Finds the weights that a pack names.
pub(crate) type FindWeights<'f> = dyn FnMut(&str) -> Result<WeightsSource, String> + 'f;

/// What `[pack]` says of rules that are learned.
pub(super) struct Learned {
    pub(super) weights: WeightsSource,
    thresholds: Thresholds,
}

impl Learned {
    pub(super) fn read<'t>(fields: &Fields<'_, 't, '_>, find: &mut FindWeights<'_>) -> Option<Learned> {
        let Some(name) = fields.text("weights") else {
            for key in ["warning", "info"] {
                if fields.get(key).is_some() {
                    let help = "add weights = \"…\", the file that training wrote".to_owned();
                    fields.mistake(fields.at.clone(), format!("`{key}` is for packs that are learned"), help);
                }
            }
            return None;
        };
        let thresholds = Thresholds {
            warning: percent(fields, "warning").unwrap_or(DEFAULT_WARNING),
            info: percent(fields, "info"),
        };
        match find(&name.value) {
            Ok(weights) => Some(Learned { weights, thresholds }),
            Err(error) => {
                fields.mistake(name.at, format!("the weights `{}` cannot be used: {error}", name.value), None);
                None
            }
        }
    }
}

/// How sure a learned rule has to be, if nobody says.
const DEFAULT_WARNING: u8 = 95;

fn percent(fields: &Fields<'_, '_, '_>, key: &str) -> Option<u8> {
    let value = fields.count(key)?;
    let fits = u8::try_from(value).ok().filter(|value| *value <= 100);
    if fits.is_none() {
        let help = "it is how sure the rule has to be, from 1 to 100 percent".to_owned();
        fields.mistake(fields.at.clone(), format!("{key} = {value} of {} is no percentage", fields.name), help);
    }
    fits
}

impl<'t> Reader<'_, 't> {
    /// A rule that has weights in place of phrases; its id is the category that it reads.
    pub(super) fn learned_rule(&mut self, fields: &Fields<'_, 't, '_>, head: &Head, learned: &Learned) -> Option<Rule> {
        fields.refuse_unknown(LEARNED_KEYS);
        let id = fields.required_text("id", "a category that the weights know, as in \"mocking\"");
        if let (Some(id), WeightsSource::Given(weights)) = (&id, &learned.weights) {
            let known: Vec<&str> = weights.categories().iter().map(|category| &*category.name).collect();
            if !known.contains(&id.value.as_str()) {
                let help = format!("the weights know {}", listed(&known));
                fields.mistake(id.at.clone(), format!("the weights know no category `{}`", id.value), help);
            }
        }
        let message = fields.required_text("message", "what the words do to the reader");
        let why = fields.required_text("why", "why that matters, for `tonelint explain`");
        let examples = self.examples(fields);
        let write = values(fields.texts("write"));
        let note = fields.text("note").map(|text| text.value);
        if write.is_empty() && note.is_none() {
            let help = "add write = […], or note = \"…\" where no text should be offered".to_owned();
            fields.mistake(head_of(fields), format!("{} offers nothing instead", fields.name), help);
        }
        let thresholds = Thresholds {
            warning: percent(fields, "warning").unwrap_or(learned.thresholds.warning),
            info: percent(fields, "info").or(learned.thresholds.info),
        };
        let allows = values(fields.texts("allows"));
        let prose =
            Prose { message: message?.value, why: why?.value, write, note, allows, examples, ..Prose::default() };
        Some(Rule {
            id: format!("{}/{}", head.name, id?.value),
            severity: Severity::Warning,
            quiet_when: Vec::new(),
            scope: Scope::default(),
            max: None,
            beside: false,
            learned: Some(thresholds),
            graded: None,
            triggers: Triggers { phrases: Compiled::Given(Box::default()), patterns: Vec::new(), allowed: Vec::new() },
            prose: ProseSource::Given(Box::new(prose)),
        })
    }
}
