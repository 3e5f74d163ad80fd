//! The desk's export as journey scripts, one for each visit.
//!
//! An export holds what the visitor did and answered. It does not hold how the
//! visitor moved and looked, nor what the pages said beside their products, so the
//! visitor counts as looking and still, and a play that needs a page's own terms
//! may have nothing to say.

use serde_json::Value;
use std::collections::BTreeMap;

/// One event of an export.
struct Told {
    millis: i64,
    sequence: i64,
    name: String,
    has_subject: bool,
    data: Value,
}

/// Touchpoints that a page says by itself when it is opened.
const OF_PAGES: [&str; 5] =
    ["view_item", "view_item_list", "view_cart", "view_order", "read_policy"];

/// Lines of a script by the name of the visit.
///
/// Errors: the line that is no event, and why.
pub fn script_of_export(text: &str) -> Result<Vec<(String, String)>, String> {
    let mut visits: BTreeMap<String, Vec<Told>> = BTreeMap::new();
    for (place, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let wrong = |why: &str| format!("line {} is no event: {why}", place + 1);
        let event: Value = serde_json::from_str(line).map_err(|_| wrong("it is not JSON"))?;
        let said = |name: &str| event.get(name).and_then(Value::as_str).unwrap_or_default();
        let time: jiff::Timestamp =
            said("time").parse().map_err(|_| wrong("`time` is no RFC 3339 time"))?;
        let Some(name) = said("type").strip_prefix("usher.") else { continue };
        let told = Told {
            millis: time.as_millisecond(),
            sequence: event.get("usherseq").and_then(Value::as_i64).unwrap_or_default(),
            name: name.to_owned(),
            has_subject: !said("subject").is_empty(),
            data: event.get("data").cloned().unwrap_or_default(),
        };
        visits.entry(said("ushersession").to_owned()).or_default().push(told);
    }
    Ok(visits.into_iter().map(|(visit, events)| (visit, script(events))).collect())
}

fn script(mut events: Vec<Told>) -> String {
    events.sort_by_key(|event| (event.millis, event.sequence));
    let start = events.first().map_or(0, |event| event.millis);
    let mut out = items(&events);
    let is_known = events.iter().any(|event| event.has_subject);
    let grants = if is_known { "help analytics personalise" } else { "help analytics" };
    out.push_str(&format!("00:00 consent granted {grants}\n"));
    for (place, event) in events.iter().enumerate() {
        let rest = events.get(place + 1..).unwrap_or_default();
        if let Some(act) = act(event, rest) {
            out.push_str(&format!("{} {act}\n", clock(event.millis - start)));
        }
    }
    out
}

/// The products, declared once each.
fn items(events: &[Told]) -> String {
    let mut declared = BTreeMap::new();
    for item in events.iter().flat_map(|event| list(&event.data)) {
        let Some(id) = word(item, "item_id") else { continue };
        let mut line = format!("item {id}");
        for (key, field) in [("kind", "item_category"), ("name", "item_name"), ("price", "price")] {
            if let Some(value) = word(item, field) {
                line.push_str(&format!(" \"{key}={value}\""));
            }
        }
        declared.entry(id).or_insert(line);
    }
    declared.into_values().map(|line| line + "\n").collect()
}

fn list(data: &Value) -> &[Value] {
    data.get("items").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// A text as a word of a script: whatever would end it is left out.
fn word(value: &Value, field: &str) -> Option<String> {
    let text = value.get(field)?.as_str()?;
    let plain: String = text.chars().filter(|sign| *sign != '"' && !sign.is_control()).collect();
    (!plain.is_empty()).then_some(plain)
}

fn ids(data: &Value) -> String {
    list(data)
        .iter()
        .filter_map(|item| word(item, "item_id"))
        .map(|id| format!(" \"{id}\""))
        .collect()
}

/// What the visitor did, as a script says it; what followed from it is left out.
fn act(event: &Told, rest: &[Told]) -> Option<String> {
    let data = &event.data;
    let (family, name) = event.name.split_once('.')?;
    let question = || word(data, "question");
    match (family, name) {
        ("touchpoint", "page_view") => Some(page(event, rest)),
        ("touchpoint", name) if OF_PAGES.contains(&name) => None,
        ("touchpoint", "open_help") => Some("help opens".to_owned()),
        // The play itself says so when it is accepted.
        ("touchpoint", "compare_items") => None,
        ("touchpoint", name) => {
            let order = word(data, "transaction_id").map(|id| format!(" \"order={id}\""));
            let total = word(data, "value").map(|value| format!(" total={value}"));
            let results = data.get("results").map(|count| format!(" results={count}"));
            let parts = [order, total, results].into_iter().flatten().collect::<String>();
            Some(format!("{name}{}{parts}", ids(data)))
        }
        ("play", "accepted") => Some("accept".to_owned()),
        ("play", "completed") => Some("complete".to_owned()),
        ("play", "dismissed") => Some(match word(data, "how").as_deref() {
            Some("not_now") => "not_now".to_owned(),
            Some("stop_tips") => "stop_tips".to_owned(),
            _ => "dismiss".to_owned(),
        }),
        ("voice", "answered") => Some(format!("answer {} {}", question()?, word(data, "choice")?)),
        ("voice", "commented") => {
            Some(format!("comment {} \"{}\"", question()?, word(data, "text")?))
        }
        _ => None,
    }
}

/// A page with the product that it showed, which a later event of the page tells.
fn page(event: &Told, rest: &[Told]) -> String {
    let page = event.data.get("page").cloned().unwrap_or_default();
    let kind = word(&page, "kind").unwrap_or_else(|| "other".to_owned());
    let path = word(&page, "path").filter(|path| path.starts_with('/'));
    let same = rest
        .iter()
        .take_while(|later| later.name != "touchpoint.page_view")
        .find(|later| later.name == "touchpoint.view_item");
    let item = same.map(|later| ids(&later.data)).unwrap_or_default();
    let policy = rest
        .iter()
        .take_while(|later| later.name != "touchpoint.page_view")
        .find_map(|later| word(&later.data, "policy"))
        .map(|policy| format!(" policy={policy}"))
        .unwrap_or_default();
    format!("open {kind} \"{}\"{item}{policy}", path.unwrap_or_else(|| "/".to_owned()))
}

/// `HH:MM:SS.mmm`, with days before it where there are any.
fn clock(millis: i64) -> String {
    let (days, rest) = (millis / 86_400_000, millis % 86_400_000);
    let (hours, minutes) = (rest / 3_600_000, rest / 60_000 % 60);
    let (seconds, millis) = (rest / 1_000 % 60, rest % 1_000);
    let day = if days > 0 { format!("{days}d ") } else { String::new() };
    format!("{day}{hours:02}:{minutes:02}:{seconds:02}.{millis:03}")
}
