//! The payloads of events, in GA4's words where it has one.

use crate::consent::Receipt;
use crate::journey::{Evidence, Stage, StageReading};
use crate::json::{Object, push_list};
use crate::page::{PageFacts, PolicyKind};
use crate::play::Play;
use crate::touchpoint::{Item, Touchpoint};
use crate::wire::to_json;

/// Most products in one event; a category page may list hundreds.
const MAX_ITEMS: usize = 12;

/// Writes one JSON object.
fn object(fill: impl FnOnce(&mut Object<'_>)) -> String {
    let mut text = String::new();
    let mut object = Object::begin(&mut text);
    fill(&mut object);
    object.end();
    text
}

fn put_page(object: &mut Object<'_>, page: &PageFacts) {
    let mut inner = Object::begin(object.key("page"));
    inner.text("kind", page.kind.as_str());
    inner.text("path", &page.path);
    inner.end();
}

fn push_item(text: &mut String, item: &Item) {
    let product = &item.product;
    let mut object = Object::begin(text);
    object.text("item_id", &product.id);
    object.text("item_name", &product.name);
    object.text_if("item_category", filled(&product.category));
    object.text_if("item_brand", filled(&product.brand));
    let price = product.price.as_ref();
    object.text_if("price", price.map(|price| price.amount.as_str()));
    object.text_if("currency", price.map(|price| price.currency.as_str()));
    object.number("quantity", i64::from(item.quantity));
    object.end();
}

fn filled(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

/// `touchpoint.*`
pub(crate) fn touchpoint(touchpoint: &Touchpoint, page: &PageFacts) -> String {
    object(|object| {
        put_page(object, page);
        let items = touchpoint.items.get(..MAX_ITEMS).unwrap_or(&touchpoint.items);
        if !items.is_empty() {
            push_list(object.key("items"), items, push_item);
        }
        if let Some(order) = &touchpoint.order {
            object.text("transaction_id", &order.id);
            let total = order.total.as_ref();
            object.text_if("value", total.map(|total| total.amount.as_str()));
            object.text_if("currency", total.map(|total| total.currency.as_str()));
        }
        if let Some(results) = touchpoint.results {
            object.number("results", i64::from(results));
        }
        object.text_if("policy", touchpoint.policy.map(PolicyKind::as_str));
    })
}

fn push_evidence(text: &mut String, evidence: &Evidence) {
    let mut object = Object::begin(text);
    object.text("touchpoint", evidence.touchpoint.as_str());
    object.number("count", i64::from(evidence.count));
    object.text("at", &evidence.at.to_rfc3339());
    object.end();
}

/// `journey.stage_entered`
pub(crate) fn stage(reading: &StageReading, from: Option<Stage>, page: &PageFacts) -> String {
    object(|object| {
        object.text("stage", reading.stage.as_str());
        object.text_if("from", from.map(Stage::as_str));
        object.text("confidence", reading.confidence.as_str());
        push_list(object.key("evidence"), &reading.evidence, push_evidence);
        put_page(object, page);
    })
}

/// `play.*`; `how` says in which way it was refused.
pub(crate) fn play(play: &Play, how: Option<&str>, page: &PageFacts) -> String {
    object(|object| {
        object.text("play", &play.id.0);
        object.text("format", play.format.as_str());
        object.text("stage", play.stage.as_str());
        object.text("need", play.need.as_str());
        put_page(object, page);
        object.text_if("how", how);
    })
}

/// `voice.answered`
pub(crate) fn answered(play: &Play, question: &str, choice: &str) -> String {
    object(|object| {
        object.text("play", &play.id.0);
        object.text("question", question);
        object.text("choice", choice);
    })
}

/// `voice.commented`
pub(crate) fn commented(play: &Play, question: &str, text: &str) -> String {
    object(|object| {
        object.text("play", &play.id.0);
        object.text("question", question);
        object.text("text", text);
    })
}

/// `consent.receipt`
pub(crate) fn receipt(receipt: &Receipt) -> String {
    object(|object| {
        object.key("purposes").push_str(&to_json(&receipt.purposes));
        object.text("source", receipt.source.as_str());
        object.number("policy", i64::from(receipt.policy));
        object.key("gpc").push_str(if receipt.gpc { "true" } else { "false" });
    })
}
