//! The JSON schema of tonelint.toml, for editors.

use serde_json::{Map, Value, json};

use super::{
    keys::{GRADES, KEYS, Key, Kind, RULE},
    source::shapes,
};

/// The schema, as it is committed.
pub(super) fn schema() -> String {
    let mut schema = table(KEYS, &[]);
    schema["$schema"] = "http://json-schema.org/draft-07/schema#".into();
    schema["title"] = "tonelint.toml".into();
    schema["description"] = "What tonelint goes by in a folder and below.".into();
    format!("{schema:#}\n")
}

fn table(keys: &[Key], required: &[&str]) -> Value {
    let properties: Map<String, Value> = keys.iter().map(|key| (key.name.to_owned(), described(key))).collect();
    let mut table = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    if !required.is_empty() {
        table["required"] = json!(required);
    }
    table
}

fn described(key: &Key) -> Value {
    let mut value = value(key.kind);
    value["description"] = key.about.into();
    let default = format!("it = {}", key.default);
    if let Some(default) =
        toml::from_str::<Value>(&default).ok().and_then(|mut table| table.get_mut("it").map(Value::take))
    {
        value["default"] = default;
    }
    value
}

fn value(kind: Kind) -> Value {
    match kind {
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Text => json!({ "type": "string" }),
        Kind::Texts => json!({ "type": "array", "items": { "type": "string", "minLength": 1 } }),
        Kind::Choice(names) => json!({ "enum": names }),
        Kind::Desk => json!({ "enum": shapes() }),
        Kind::Percent => json!({ "type": "integer", "minimum": 1, "maximum": 100 }),
        // Editors hand the days of TOML over as strings.
        Kind::Day => json!({ "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }),
        Kind::Rules => json!({
            "type": "object",
            "additionalProperties": { "anyOf": [{ "enum": GRADES }, table(RULE, &[])] },
        }),
        Kind::Tables(keys, required) => json!({ "type": "array", "items": table(keys, required) }),
    }
}
