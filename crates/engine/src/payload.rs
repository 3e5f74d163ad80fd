//! The payloads of events, in GA4's words where it has one.

use serde::Serialize;

use crate::consent::{Grants, Receipt};
use crate::journey::{Confidence, Evidence, Stage, StageReading};
use crate::json::to_json;
use crate::page::PageFacts;
use crate::play::Play;
use crate::touchpoint::{Item, Touchpoint};

#[derive(Serialize)]
struct PagePayload<'a> {
    kind: &'static str,
    path: &'a str,
}

impl<'a> PagePayload<'a> {
    fn of(page: &'a PageFacts) -> Self {
        Self { kind: page.kind.as_str(), path: &page.path }
    }
}

#[derive(Serialize)]
struct ItemPayload<'a> {
    item_id: &'a str,
    item_name: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    item_category: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    item_brand: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    price: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    currency: Option<&'a str>,
    quantity: u32,
}

impl<'a> ItemPayload<'a> {
    fn of(item: &'a Item) -> Self {
        let product = &item.product;
        let price = product.price.as_ref();
        Self {
            item_id: &product.id,
            item_name: &product.name,
            item_category: &product.category,
            item_brand: &product.brand,
            price: price.map(|price| price.amount.as_str()),
            currency: price.map(|price| price.currency.as_str()),
            quantity: item.quantity,
        }
    }
}

#[derive(Serialize)]
struct TouchpointPayload<'a> {
    page: PagePayload<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    items: Vec<ItemPayload<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    transaction_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    currency: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    results: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    policy: Option<&'static str>,
}

/// Most products in one event; a category page may list hundreds.
const MAX_ITEMS: usize = 12;

/// `touchpoint.*`
pub(crate) fn touchpoint(touchpoint: &Touchpoint, page: &PageFacts) -> String {
    let order = touchpoint.order.as_ref();
    let total = order.and_then(|order| order.total.as_ref());
    to_json(&TouchpointPayload {
        page: PagePayload::of(page),
        items: touchpoint.items.iter().take(MAX_ITEMS).map(ItemPayload::of).collect(),
        transaction_id: order.map(|order| order.id.as_str()),
        value: total.map(|total| total.amount.as_str()),
        currency: total.map(|total| total.currency.as_str()),
        results: touchpoint.results,
        policy: touchpoint.policy.map(crate::page::PolicyKind::as_str),
    })
}

#[derive(Serialize)]
struct StagePayload<'a> {
    stage: Stage,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<Stage>,
    confidence: Confidence,
    evidence: Vec<EvidencePayload>,
    page: PagePayload<'a>,
}

#[derive(Serialize)]
struct EvidencePayload {
    touchpoint: &'static str,
    count: u32,
    at: String,
}

impl EvidencePayload {
    fn of(evidence: &Evidence) -> Self {
        Self {
            touchpoint: evidence.touchpoint.as_str(),
            count: evidence.count,
            at: evidence.at.to_rfc3339(),
        }
    }
}

/// `journey.stage_entered`
pub(crate) fn stage(reading: &StageReading, from: Option<Stage>, page: &PageFacts) -> String {
    to_json(&StagePayload {
        stage: reading.stage,
        from,
        confidence: reading.confidence,
        evidence: reading.evidence.iter().map(EvidencePayload::of).collect(),
        page: PagePayload::of(page),
    })
}

#[derive(Serialize)]
struct PlayPayload<'a> {
    play: &'a str,
    format: &'static str,
    stage: Stage,
    need: &'static str,
    page: PagePayload<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    how: Option<&'static str>,
}

/// `play.*`; `how` says in which way it was refused.
pub(crate) fn play(play: &Play, how: Option<&'static str>, page: &PageFacts) -> String {
    to_json(&PlayPayload {
        play: &play.id.0,
        format: play.format.as_str(),
        stage: play.stage,
        need: play.need.as_str(),
        page: PagePayload::of(page),
        how,
    })
}

#[derive(Serialize)]
struct VoicePayload<'a> {
    play: &'a str,
    question: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    choice: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
}

/// `voice.answered`
pub(crate) fn answered(play: &Play, question: &str, choice: &str) -> String {
    to_json(&VoicePayload { play: &play.id.0, question, choice: Some(choice), text: None })
}

/// `voice.commented`
pub(crate) fn commented(play: &Play, question: &str, text: &str) -> String {
    to_json(&VoicePayload { play: &play.id.0, question, choice: None, text: Some(text) })
}

#[derive(Serialize)]
struct ReceiptPayload {
    purposes: Grants,
    source: &'static str,
    policy: u32,
    gpc: bool,
}

/// `consent.receipt`
pub(crate) fn receipt(receipt: &Receipt) -> String {
    to_json(&ReceiptPayload {
        purposes: receipt.purposes,
        source: receipt.source.as_str(),
        policy: receipt.policy,
        gpc: receipt.gpc,
    })
}
