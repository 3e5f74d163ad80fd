//! The things a page describes in data, whichever vocabulary it uses.
//!
//! JSON-LD, microdata and RDFa become the same objects: `@type` and properties.

use usher_engine::Json;

use crate::literal;
use crate::markup::{At, Markup, key, names};
use crate::wording::{has_phrase, named, plain};

/// Most things of one page.
const MAX_THINGS: usize = 300;

/// Deepest thing within a thing.
const MAX_DEPTH: u8 = 8;

/// Longest block that is read; the longest among those we measure with has 90 KB.
const MAX_BLOCK_BYTES: usize = 400_000;

/// Properties that lead to things the page is not about.
const ASIDE: &str = "related|similar|accessory|consumable|item list element|recommendation|\
    referenced|has part|mentions|review|item reviewed|ordered item|order item|item shipped|\
    related products|part of order|is variant of";

/// Where something was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// `<script type="application/ld+json">`.
    JsonLd,
    /// `itemscope` and `itemprop`.
    Microdata,
    /// `typeof` and `property`.
    Rdfa,
    /// `<meta>`: Open Graph and its relatives.
    Meta,
    /// Values in scripts: data layers and platform objects.
    Script,
    /// What people see.
    Visible,
    /// The address of the page.
    Address,
}

impl Source {
    /// Its name for people.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::JsonLd => "json-ld",
            Self::Microdata => "microdata",
            Self::Rdfa => "rdfa",
            Self::Meta => "meta",
            Self::Script => "script",
            Self::Visible => "visible",
            Self::Address => "address",
        }
    }
}

/// One thing with its properties.
#[derive(Clone, Debug)]
pub(crate) struct Thing {
    /// Its properties, `@type` among them.
    pub(crate) json: Json,
    /// Where it was read.
    pub(crate) source: Source,
    /// Whether it is only mentioned: part of a list, or related to another.
    pub(crate) is_aside: bool,
    /// Where it stands in the page.
    pub(crate) at: At,
}

/// Every thing the page describes, those within others after them.
#[must_use]
pub(crate) fn all(page: &Markup) -> Vec<Thing> {
    let mut things = Vec::new();
    for at in 0..page.len() {
        if things.len() >= MAX_THINGS {
            break;
        }
        let found = match page.name(at) {
            "script" if is_json_ld(page, at) => {
                let text = page.content(at + 1);
                let is_filled = page.end(at) > at + 1 && text.len() <= MAX_BLOCK_BYTES;
                is_filled.then(|| literal::read(text)).flatten().map(|json| (json, Source::JsonLd))
            }
            _ if page.raw(at, const { key("itemscope") }).is_some()
                && !is_within(page, at, const { key("itemscope") }) =>
            {
                Some((microdata(page, at, MAX_DEPTH), Source::Microdata))
            }
            _ if page.raw(at, const { key("typeof") }).is_some()
                && !is_within(page, at, const { key("typeof") }) =>
            {
                Some((rdfa(page, at, MAX_DEPTH), Source::Rdfa))
            }
            _ => None,
        };
        if let Some((json, source)) = found {
            let property = page.raw(at, const { key("itemprop") }).unwrap_or_default();
            let is_aside = has_phrase(&named(property), ASIDE);
            spread(&mut things, json, (source, at, is_aside), MAX_DEPTH);
        }
    }
    resolve(&mut things);
    things
}

fn is_json_ld(page: &Markup, at: At) -> bool {
    page.raw(at, const { key("type") }).is_some_and(|kind| {
        let kind = kind.trim_ascii().split(';').next().unwrap_or_default();
        kind.eq_ignore_ascii_case("application/ld+json")
    })
}

fn is_within(page: &Markup, at: At, key: u8) -> bool {
    let mut place = page.parent(at);
    while let Some(around) = place {
        if page.raw(around, key).is_some() {
            return true;
        }
        place = page.parent(around);
    }
    false
}

/// A thing and those within it, each by itself.
fn spread(things: &mut Vec<Thing>, json: Json, of: (Source, At, bool), depth: u8) {
    let Some(depth) = depth.checked_sub(1) else { return };
    let (source, at, is_aside) = of;
    match json {
        Json::List(list) => {
            for json in list.into_iter().take(MAX_THINGS) {
                spread(things, json, of, depth);
            }
        }
        Json::Object(fields) if things.len() < MAX_THINGS => {
            let inner: Vec<(bool, Json)> = fields
                .iter()
                .filter(|(_, value)| matches!(value, Json::Object(_) | Json::List(_)))
                .map(|(key, value)| (has_phrase(&named(key), ASIDE), value.clone()))
                .collect();
            things.push(Thing { json: Json::Object(fields), source, is_aside, at });
            for (is_mentioned, json) in inner {
                spread(things, json, (source, at, is_aside || is_mentioned), depth);
            }
        }
        _ => {}
    }
}

/// Puts things where only their `@id` is given; one step, so that no circle can form.
fn resolve(things: &mut [Thing]) {
    let named: Vec<(String, Json)> = things
        .iter()
        .filter(|thing| thing.json.get("@type").is_some())
        .filter_map(|thing| {
            Some((thing.json.get("@id")?.as_text()?.to_owned(), thing.json.clone()))
        })
        .collect();
    let full = |value: &Json| {
        let id = value.get("@id").and_then(Json::as_text)?;
        let is_only = value.get("@type").is_none();
        named.iter().find(|(known, _)| is_only && known == id).map(|(_, json)| json.clone())
    };
    for thing in things {
        let Json::Object(fields) = &mut thing.json else { continue };
        for (_, value) in fields {
            let entries = match value {
                Json::List(list) => list.as_mut_slice(),
                other => std::slice::from_mut(other),
            };
            for entry in entries {
                if let Some(json) = full(entry) {
                    *entry = json;
                }
            }
        }
    }
}

/// The thing of an element with `itemscope`.
fn microdata(page: &Markup, at: At, depth: u8) -> Json {
    let mut fields =
        vec![("@type".to_owned(), Json::Text(page.attribute(at, const { key("itemtype") })))];
    let id = page.attribute(at, const { key("itemid") });
    if !id.is_empty() {
        fields.push(("@id".to_owned(), Json::Text(id)));
    }
    item_properties(page, (at + 1, page.end(at)), &mut fields, depth);
    for id in page.attribute(at, const { key("itemref") }).split_ascii_whitespace() {
        let is_named = |place: &At| page.raw(*place, const { key("id") }) == Some(id);
        if let Some(place) = (0..page.len()).find(is_named) {
            item_properties(page, (place, page.end(place)), &mut fields, depth);
        }
    }
    Json::Object(fields)
}

fn item_properties(
    page: &Markup,
    (start, end): (At, At),
    fields: &mut Vec<(String, Json)>,
    depth: u8,
) {
    let Some(depth) = depth.checked_sub(1) else { return };
    let mut at = start;
    while at < end {
        let is_scope = page.raw(at, const { key("itemscope") }).is_some();
        if let Some(names) = page.raw(at, const { key("itemprop") }) {
            let value =
                if is_scope { microdata(page, at, depth) } else { Json::Text(value_of(page, at)) };
            push_all(fields, names, &value);
        }
        at = if is_scope { page.end(at) } else { at + 1 };
    }
}

/// The thing of an element with `typeof`.
fn rdfa(page: &Markup, at: At, depth: u8) -> Json {
    let mut fields =
        vec![("@type".to_owned(), Json::Text(page.attribute(at, const { key("typeof") })))];
    let Some(depth) = depth.checked_sub(1) else { return Json::Object(fields) };
    let mut place = at + 1;
    while place < page.end(at) {
        let is_scope = page.raw(place, const { key("typeof") }).is_some();
        let names = page
            .raw(place, const { key("property") })
            .or_else(|| page.raw(place, const { key("rel") }));
        if let Some(names) = names {
            let value =
                if is_scope { rdfa(page, place, depth) } else { Json::Text(value_of(page, place)) };
            push_all(&mut fields, names, &value);
        }
        place = if is_scope { page.end(place) } else { place + 1 };
    }
    Json::Object(fields)
}

/// Adds a value under each name; several values of one name become a list.
fn push_all(fields: &mut Vec<(String, Json)>, names: &str, value: &Json) {
    for name in names.split_ascii_whitespace() {
        let name = name.rsplit(['/', '#', ':']).next().unwrap_or(name);
        match fields.iter_mut().find(|(known, _)| known == name) {
            Some((_, Json::List(list))) => list.push(value.clone()),
            Some((_, known)) => {
                let first = std::mem::replace(known, Json::Null);
                *known = Json::List(vec![first, value.clone()]);
            }
            None => fields.push((name.to_owned(), value.clone())),
        }
    }
}

/// What an element says as data: its attribute for machines, else its words.
fn value_of(page: &Markup, at: At) -> String {
    for key in const { [key("content"), key("data-content")] } {
        let stated = page.attribute(at, key);
        if !stated.is_empty() {
            return stated;
        }
    }
    let holder = if page.is(at, const { names("a link area") }) {
        const { key("href") }
    } else if page.is(at, const { names("img audio embed iframe source track video") }) {
        const { key("src") }
    } else if page.is(at, const { names("object") }) {
        const { key("data") }
    } else if page.is(at, const { names("data meter input") }) {
        const { key("value") }
    } else {
        const { key("datetime") }
    };
    let stated = page.attribute(at, holder);
    // A link may carry a word as well as an address: `<a itemprop="brand" href="…">Acme</a>`.
    let words = page.words(at, 2_000);
    let is_named = page.is(at, const { names("a") })
        && !words.is_empty()
        && page.raw(at, const { key("itemprop") }) != Some("url");
    if stated.is_empty() || is_named { words } else { stated }
}

/// Whether a thing is of one of these types, with or without an address before.
#[must_use]
pub(crate) fn is_a(json: &Json, types: &str) -> bool {
    let is_known = |stated: &str| {
        stated.split_ascii_whitespace().any(|stated| {
            let name =
                stated.trim_end_matches('/').rsplit(['/', '#', ':']).next().unwrap_or(stated);
            types.split(' ').any(|known| known == name)
        })
    };
    match json.get("@type") {
        Some(Json::Text(stated)) => is_known(stated),
        Some(Json::List(list)) => list.iter().filter_map(Json::as_text).any(is_known),
        _ => false,
    }
}

/// What the first of these properties says in words; empty where none does.
#[must_use]
pub(crate) fn text(json: &Json, keys: &str) -> String {
    let mut said = keys.split(' ').filter_map(|key| json.get(key)).map(|value| words(value, 3));
    said.find(|words| !words.is_empty()).unwrap_or_default()
}

fn words(value: &Json, depth: u8) -> String {
    let Some(depth) = depth.checked_sub(1) else { return String::new() };
    match value {
        Json::Text(text) => plain(text),
        Json::Number(number) => usher_engine::to_json(number),
        Json::Decimal(number) => number.clone(),
        Json::List(list) => {
            let mut said = list.iter().map(|value| words(value, depth));
            said.find(|words| !words.is_empty()).unwrap_or_default()
        }
        Json::Object(_) => {
            let keys = "@value name value";
            let mut said =
                keys.split(' ').filter_map(|key| value.get(key)).map(|v| words(v, depth));
            said.find(|words| !words.is_empty()).unwrap_or_default()
        }
        Json::Null | Json::Bool(_) => String::new(),
    }
}

/// The things under a property.
#[must_use]
pub(crate) fn under<'a>(json: &'a Json, key: &str) -> &'a [Json] {
    match json.get(key) {
        Some(Json::List(list)) => list,
        Some(value @ Json::Object(_)) => std::slice::from_ref(value),
        _ => &[],
    }
}
