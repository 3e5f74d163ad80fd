//! What a site owner writes: plays with their conditions, touchpoints of one's own,
//! and the intended journey.

use serde_json::{Map, Value, json};
use usher_engine::{Fact, FieldKind, Measure, Need, Stage, TouchpointName};

use crate::config::{KeyKind, Limit, Note};

/// The four keys.
pub(crate) fn notes() -> [Note; 4] {
    let row = |path, meaning, default, limit| Note {
        path,
        kind: KeyKind::Written,
        meaning,
        default,
        limit,
    };
    [
        row(
            "plays",
            "plays of your own, beside those of the starter pack",
            json!([]),
            Limit::Schema(plays, "a list of [plays](#plays-of-your-own)"),
        ),
        row(
            "touchpoints",
            "touchpoints of your own",
            json!({}),
            Limit::Schema(touchpoints, "[names with their fields](#touchpoints-of-your-own)"),
        ),
        row(
            "journey",
            "the intended journey",
            json!({}),
            Limit::Schema(
                journey,
                "[stages with what they are to be](#the-journey-as-you-intend-it)",
            ),
        ),
        row(
            "endpoints",
            "where events go beside `data-endpoint`",
            json!([]),
            Limit::Schema(endpoints, "a list of [endpoints](endpoints.md)"),
        ),
    ]
}

/// Where events go too, as `www/loader/endpoints.js` takes it.
fn endpoints() -> Value {
    let text = || json!({ "type": "string" });
    let formats: Vec<&str> = usher_formats::FORMATS.iter().map(|format| format.word).collect();
    let properties = json!({
        "url": text(),
        "name": text(),
        "format": { "enum": formats },
        "mode": { "enum": ["simple", "typed"] },
        "key": text(),
        "template": text(),
        "headers": { "type": "object", "additionalProperties": text() },
        "events": { "type": "array", "items": text() },
        "purpose": { "enum": ["analytics", "share"] },
        "compress": { "type": "boolean" },
    });
    json!({
        "type": "array",
        "items": {
            "type": "object",
            "properties": properties,
            "required": ["url"],
            "additionalProperties": false,
        },
    })
}

/// How a play can be drawn that is written; the reader's own list.
pub const FORMATS: [&str; 4] = ["tip", "guide", "answer", "thanks"];

/// The keys of a play, for suggestions.
pub const PLAY_KEYS: [&str; 11] = [
    "id", "format", "stage", "need", "title", "summary", "content", "link", "why", "when",
    "benefit",
];

/// The keys a condition can have.
pub fn condition_keys() -> impl Iterator<Item = &'static str> {
    let groups = ["all", "any", "not", "seen", "attribute"].into_iter();
    let facts = Fact::ALL.iter().map(|fact| fact.as_str());
    groups.chain(facts).chain(Measure::ALL.iter().map(|measure| measure.as_str()))
}

/// The words a key of a play or of a condition can have; none where any will do.
#[must_use]
pub fn words(key: &str) -> Vec<&'static str> {
    match key {
        "format" => FORMATS.to_vec(),
        "seen" | "touchpoint" => TouchpointName::WORDS.to_vec(),
        _ => Fact::from_name(key).map(|fact| fact.words().to_vec()).unwrap_or_default(),
    }
}

const MAX_TEXT: u32 = 2_000;

fn plays() -> Value {
    let text = || json!({ "type": "string", "minLength": 1, "maxLength": MAX_TEXT });
    let link = json!({
        "type": "object",
        "properties": {
            "label": text(),
            "url": { "type": "string", "pattern": "^(/(?!/)|https://)" },
        },
        "required": ["label", "url"],
    });
    json!({
        "type": "array",
        "items": {
            "type": "object",
            "properties": {
                "id": text(),
                "format": { "enum": FORMATS, "default": "tip" },
                "stage": { "enum": Stage::WORDS },
                "need": { "enum": Need::WORDS },
                "title": text(),
                "summary": text(),
                "content": { "type": "array", "items": { "type": "string" } },
                "link": link,
                "why": text(),
                "when": condition(3),
                "benefit": { "type": "integer", "minimum": 0, "maximum": 100, "default": 50 },
            },
            "required": ["id", "stage", "need", "title", "when"],
            "additionalProperties": false,
        },
    })
}

/// One condition. A schema with references cannot stand inside another one without
/// its own address, so groups are written out to a depth.
fn condition(depth: u32) -> Value {
    let word_or_words = |known: &[&str]| {
        let one = match known {
            [] => json!({ "type": "string" }),
            known => json!({ "enum": known }),
        };
        json!({ "anyOf": [one, { "type": "array", "items": one, "minItems": 1 }] })
    };
    let number = || json!({ "type": "integer" });
    let bounds = json!({ "anyOf": [
        { "type": ["integer", "boolean"] },
        {
            "type": "object",
            "properties": { "at_least": number(), "at_most": number() },
            "minProperties": 1,
            "additionalProperties": false,
        },
    ]});
    let mut keys = Map::new();
    let within: Value = if depth == 0 { json!({ "type": "object" }) } else { condition(depth - 1) };
    for group in ["all", "any"] {
        keys.insert(group.into(), json!({ "type": "array", "items": within }));
    }
    keys.insert("not".into(), within);
    keys.insert(
        "seen".into(),
        json!({ "anyOf": [
            { "type": "string" },
            {
                "type": "object",
                "properties": {
                    "touchpoint": { "type": "string" },
                    "at_least": { "type": "integer", "minimum": 0 },
                    "within_minutes": { "type": "integer", "minimum": 0 },
                },
                "required": ["touchpoint"],
                "additionalProperties": false,
            },
        ]}),
    );
    keys.insert(
        "attribute".into(),
        json!({
            "type": "object",
            "minProperties": 1,
            "maxProperties": 1,
            "additionalProperties": word_or_words(&[]),
        }),
    );
    for fact in Fact::ALL {
        keys.insert(fact.as_str().into(), word_or_words(fact.words()));
    }
    for measure in Measure::ALL {
        keys.insert(measure.as_str().into(), bounds.clone());
    }
    json!({
        "type": "object",
        "minProperties": 1,
        "properties": keys,
        "additionalProperties": false,
    })
}

fn touchpoints() -> Value {
    json!({
        "type": "object",
        "maxProperties": 32,
        "propertyNames": { "pattern": "^[a-z0-9_]{1,40}$" },
        "additionalProperties": {
            "type": "object",
            "additionalProperties": { "enum": FieldKind::WORDS },
        },
    })
}

fn journey() -> Value {
    let design = json!({
        "type": "object",
        "properties": {
            "need": { "enum": Need::WORDS },
            "plays": { "type": "array", "items": { "type": "string" } },
            "promise": { "type": "string" },
        },
        "additionalProperties": false,
    });
    json!({
        "type": "object",
        "propertyNames": { "enum": Stage::WORDS },
        "additionalProperties": design,
    })
}

/// The type of one of the three keys in TypeScript.
pub(crate) fn type_of(path: &str) -> String {
    match path {
        "plays" => String::from("UsherPlay[]"),
        "touchpoints" => {
            String::from("Record<string, Record<string, \"text\" | \"number\" | \"flag\">>")
        }
        "endpoints" => String::from("UsherEndpoint[]"),
        _ => String::from("Partial<Record<UsherStage, UsherDesign>>"),
    }
}

/// The types those refer to.
pub(crate) fn declarations() -> String {
    let union = |words: &[&str]| {
        let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
        quoted.join(" | ")
    };
    let formats: Vec<&str> = usher_formats::FORMATS.iter().map(|format| format.word).collect();
    let endpoint = format!(
        "/** Where events go beside `data-endpoint`. */\nexport interface UsherEndpoint {{\n  url: string;\n  \
         name?: string;\n  format?: {};\n  mode?: \"simple\" | \"typed\";\n  key?: string;\n  \
         template?: string;\n  headers?: Record<string, string>;\n  events?: string[];\n  \
         purpose?: \"analytics\" | \"share\";\n  compress?: boolean;\n}}\n\n",
        union(&formats),
    );
    let mut out = endpoint;
    out += &format!(
        "export type UsherStage = {};\n\n/** What a stage is to be for the visitor. */\n\
         export interface UsherDesign {{\n  need?: {needs};\n  plays?: string[];\n  \
         promise?: string;\n}}\n\n/** A play of your own. */\nexport interface UsherPlay {{\n  \
         id: string;\n  format?: {};\n  stage: UsherStage;\n  need: {needs};\n  title: string;\n  \
         summary?: string;\n  content?: string[];\n  link?: {{ label: string; url: string }};\n  \
         why?: string;\n  when: UsherCondition;\n  benefit?: number;\n}}\n\n\
         /** At least the number, or within bounds. */\n\
         export type UsherBounds = number | boolean | {{ at_least?: number; at_most?: number }};\n\n\
         /** When a play fits: all of its keys have to hold. */\n\
         export interface UsherCondition {{\n  all?: UsherCondition[];\n  \
         any?: UsherCondition[];\n  not?: UsherCondition;\n  seen?: string | {{ touchpoint: \
         string; at_least?: number; within_minutes?: number }};\n  \
         attribute?: Record<string, string | string[]>;\n",
        union(Stage::WORDS),
        union(&FORMATS),
        needs = union(Need::WORDS),
    );
    for fact in Fact::ALL {
        let word = match fact.words() {
            [] => String::from("string"),
            words => union(words),
        };
        out.push_str(&format!("  {}?: {word} | ({word})[];\n", fact.as_str()));
    }
    for measure in Measure::ALL {
        out.push_str(&format!("  {}?: UsherBounds;\n", measure.as_str()));
    }
    out.push_str("}\n\n");
    out
}
