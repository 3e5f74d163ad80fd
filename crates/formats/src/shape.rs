//! How one event is written for a kind of receiver.

use usher_engine::{Json, to_json};

use crate::envelope::Envelope;
use crate::format::Settings;
use crate::instant;
use crate::text::{base64, json, push_json, push_text, quoted};
use crate::words;

/// Writes an object of texts and of values that are JSON already.
fn push_object(body: &mut String, fields: &[(&str, String)]) {
    body.push('{');
    let mut is_first = true;
    for (key, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
        if !is_first {
            body.push(',');
        }
        is_first = false;
        push_text(body, key);
        body.push(':');
        body.push_str(value);
    }
    body.push('}');
}

/// The attributes of the CloudEvents HTTP binding, in binary mode.
pub(crate) fn binary_headers(event: &Envelope) -> Vec<(String, String)> {
    let Json::Object(fields) = event.whole() else { return Vec::new() };
    let attributes = fields.iter().filter(|(name, _)| name != "data" && name != "datacontenttype");
    attributes
        .map(|(name, value)| {
            let value = value.as_text().map_or_else(|| json(value), str::to_owned);
            (format!("ce-{name}"), value)
        })
        .collect()
}

pub(crate) fn segment(body: &mut String, event: &Envelope, _: &Settings) {
    let name = words::of_segment(event.name());
    let context = {
        let mut text = String::new();
        let library = "{\"name\":\"usher\",\"version\":\"1\"}".to_owned();
        push_object(&mut text, &[("library", library)]);
        text
    };
    push_object(
        body,
        &[
            ("type", quoted("track")),
            ("event", quoted(name)),
            ("messageId", quoted(event.text("id"))),
            ("timestamp", quoted(event.text("time"))),
            ("anonymousId", quoted(event.somebody())),
            ("context", context),
            ("properties", json(event.data())),
        ],
    );
}

pub(crate) fn posthog(body: &mut String, event: &Envelope, _: &Settings) {
    let mut properties = match event.data() {
        Json::Object(fields) => fields.clone(),
        _ => Vec::new(),
    };
    let session = Json::Text(event.text("ushersession").to_owned());
    properties.push(("usher_session".to_owned(), session));
    if event.text("subject").is_empty() {
        // Nobody is named, so no person is made of it.
        properties.push(("$process_person_profile".to_owned(), Json::Bool(false)));
    }
    push_object(
        body,
        &[
            ("event", quoted(event.name())),
            ("distinct_id", quoted(event.somebody())),
            ("uuid", quoted(event.text("id"))),
            ("timestamp", quoted(event.text("time"))),
            ("properties", json(&Json::Object(properties))),
        ],
    );
}

pub(crate) fn snowplow(body: &mut String, event: &Envelope, settings: &Settings) {
    // Iglu has names without dots.
    let name = event.name().replace('.', "_");
    let inner = format!(
        "{{\"schema\":{},\"data\":{}}}",
        quoted(&format!("iglu:dev.usher/{name}/jsonschema/1-0-0")),
        json(event.data())
    );
    let outer = format!(
        "{{\"schema\":\"iglu:com.snowplowanalytics.snowplow/unstruct_event/jsonschema/1-0-0\",\"data\":{inner}}}"
    );
    let at = instant::millis(event.text("time")).map(|at| quoted(&to_json(&at)));
    push_object(
        body,
        &[
            ("e", quoted("ue")),
            ("eid", quoted(event.text("id"))),
            ("dtm", at.unwrap_or_default()),
            ("tv", quoted("usher-1")),
            ("p", quoted("web")),
            ("aid", quoted(&settings.key)),
            ("sid", quoted(event.text("ushersession"))),
            ("ue_pr", quoted(&outer)),
        ],
    );
}

pub(crate) fn ga4_open(_: &Settings, events: &[Envelope]) -> String {
    let somebody = events.first().map_or("", Envelope::somebody);
    let mut text = String::from("{\"client_id\":");
    push_text(&mut text, somebody);
    text.push_str(",\"events\":[");
    text
}

pub(crate) fn ga4(body: &mut String, event: &Envelope, _: &Settings) {
    let mut parameters = match event.data() {
        Json::Object(fields) => fields.clone(),
        _ => Vec::new(),
    };
    // Parameters are flat but for `items`.
    parameters
        .retain(|(key, value)| key == "items" || !matches!(value, Json::Object(_) | Json::List(_)));
    let session = Json::Text(event.text("ushersession").to_owned());
    parameters.push(("session_id".to_owned(), session));
    parameters.push(("engagement_time_msec".to_owned(), Json::Number(1)));
    let parameters = json(&Json::Object(parameters));
    push_object(body, &[("name", quoted(&words::of_ga4(event.name()))), ("params", parameters)]);
}

/// `create` with the event's id: what is there already is not written again.
pub(crate) fn elasticsearch(body: &mut String, event: &Envelope, _: &Settings) {
    let mut action = String::new();
    push_object(&mut action, &[("_id", quoted(event.text("id")))]);
    push_object(body, &[("create", action)]);
    body.push('\n');
    push_json(body, event.whole());
}

/// A row: attributes are columns, and `data` is one text, which every version reads.
pub(crate) fn clickhouse(body: &mut String, event: &Envelope, _: &Settings) {
    let Json::Object(fields) = event.whole() else { return };
    let mut row = fields.clone();
    for (name, value) in &mut row {
        if name == "data" {
            *value = Json::Text(json(value));
        }
    }
    push_json(body, &Json::Object(row));
}

pub(crate) fn otlp_open(events: &[Envelope]) -> String {
    let source = events.first().map_or("", |event| event.text("source"));
    format!(
        "{{\"resourceLogs\":[{{\"resource\":{{\"attributes\":[{{\"key\":\"service.name\",\"value\":{{\"stringValue\":{}}}}}]}},\"scopeLogs\":[{{\"scope\":{{\"name\":\"usher\"}},\"logRecords\":[",
        quoted(source)
    )
}

pub(crate) fn otlp(body: &mut String, event: &Envelope, _: &Settings) {
    let at = instant::millis(event.text("time")).unwrap_or(0);
    let nanos = quoted(&(to_json(&at) + "000000"));
    let mut attributes = String::from("[");
    let mut push = |key: &str, value: &str| {
        if attributes.len() > 1 {
            attributes.push(',');
        }
        attributes.push_str("{\"key\":");
        push_text(&mut attributes, key);
        attributes.push_str(",\"value\":{\"stringValue\":");
        push_text(&mut attributes, value);
        attributes.push_str("}}");
    };
    for name in ["id", "type", "subject", "ushersession", "usherpurpose"] {
        let value = event.text(name);
        if !value.is_empty() {
            push(name, value);
        }
    }
    attributes.push(']');
    let mut data = String::new();
    push_object(&mut data, &[("stringValue", quoted(&json(event.data())))]);
    push_object(
        body,
        &[
            ("timeUnixNano", nanos.clone()),
            ("observedTimeUnixNano", nanos),
            ("severityNumber", "9".to_owned()),
            ("eventName", quoted(event.text("type"))),
            ("body", data),
            ("attributes", attributes),
        ],
    );
}

/// Keyed by the visit, so that its events stay in order.
pub(crate) fn kafka_v2(body: &mut String, event: &Envelope, _: &Settings) {
    let key = quoted(event.text("ushersession"));
    push_object(body, &[("key", key), ("value", json(event.whole()))]);
}

pub(crate) fn kafka_v3(body: &mut String, event: &Envelope, _: &Settings) {
    let (mut key, mut value) = (String::new(), String::new());
    push_object(
        &mut key,
        &[("type", quoted("STRING")), ("data", quoted(event.text("ushersession")))],
    );
    push_object(&mut value, &[("type", quoted("JSON")), ("data", json(event.whole()))]);
    push_object(body, &[("key", key), ("value", value)]);
}

/// What Amazon's services call the action.
pub(crate) fn amazon_headers(target: &str) -> Vec<(String, String)> {
    vec![("X-Amz-Target".to_owned(), target.to_owned())]
}

/// Keyed by the visit, so that its events stay in order.
pub(crate) fn kinesis(body: &mut String, event: &Envelope, _: &Settings) {
    let data = quoted(&base64(&json(event.whole())));
    push_object(body, &[("Data", data), ("PartitionKey", quoted(event.text("ushersession")))]);
}

/// `Time` is in seconds, as the JSON protocol of Amazon has it.
pub(crate) fn eventbridge(body: &mut String, event: &Envelope, settings: &Settings) {
    let bus = if settings.key.is_empty() { "default" } else { &settings.key };
    let at = instant::millis(event.text("time")).map(|at| to_json(&(at / 1_000)));
    push_object(
        body,
        &[
            ("Time", at.unwrap_or_default()),
            ("Source", quoted(event.text("source"))),
            ("DetailType", quoted(event.text("type"))),
            ("Detail", quoted(&json(event.whole()))),
            ("EventBusName", quoted(bus)),
        ],
    );
}

/// `{{name}}` stands for an attribute as JSON, `{{event}}` for the whole envelope; what is
/// not there is `null`.
pub(crate) fn template(body: &mut String, event: &Envelope, settings: &Settings) {
    let mut rest = settings.template.as_str();
    while let Some((before, after)) = rest.split_once("{{") {
        body.push_str(before);
        let Some((name, after)) = after.split_once("}}") else {
            rest = "";
            break;
        };
        match name.trim() {
            "event" => push_json(body, event.whole()),
            name => push_json(body, event.whole().get(name).unwrap_or(&Json::Null)),
        }
        rest = after;
    }
    body.push_str(rest);
}
