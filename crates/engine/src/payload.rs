//! The payloads of events, in GA4's words where it has one.

use crate::consent::{Purpose, Receipt};
use crate::journey::{Confidence, Evidence};
use crate::json::Object;
use crate::page::{Money, PageFacts, PolicyKind};
use crate::play::Play;
use crate::sign::{Reading, Sign};
use crate::touchpoint::{Item, Touchpoint};

/// Most products in one event; a category page may list hundreds.
const MAX_ITEMS: usize = 12;

impl Object {
    pub(crate) fn page(&mut self, page: &PageFacts) {
        self.begin("page");
        self.text("kind", page.kind.as_str());
        self.text("path", &page.path);
        self.end();
    }

    fn money(&mut self, key: &str, money: Option<&Money>) {
        if let Some(money) = money {
            self.text(key, &money.amount);
            self.text("currency", &money.currency);
        }
    }

    fn item(&mut self, item: &Item) {
        let product = &item.product;
        self.begin("");
        self.text("item_id", &product.id);
        self.text("item_name", &product.name);
        self.text("item_category", &product.category);
        self.text("item_brand", &product.brand);
        self.money("price", product.price.as_ref());
        self.number("quantity", item.quantity);
        self.end();
    }
}

/// `touchpoint.*`
pub(crate) fn touchpoint(touchpoint: &Touchpoint, page: &PageFacts) -> String {
    let mut object = Object::new();
    object.page(page);
    if !touchpoint.items.is_empty() {
        object.begin_list("items");
        for item in touchpoint.items.iter().take(MAX_ITEMS) {
            object.item(item);
        }
        object.end_list();
    }
    if let Some(order) = &touchpoint.order {
        object.text("transaction_id", &order.id);
        object.money("value", order.total.as_ref());
    }
    if let Some(results) = touchpoint.results {
        object.number("results", results);
    }
    object.text("policy", touchpoint.policy.map_or("", PolicyKind::as_str));
    object.text("how", touchpoint.how);
    if touchpoint.count > 0 {
        object.number("count", touchpoint.count);
    }
    object.finish()
}

/// `journey.*` and `lead.qualified`: what a reading says, and what it rests on.
pub(crate) fn reading(
    (reading, sign): (&Reading, Option<&Sign>),
    evidence: &[Evidence],
    from: &str,
    page: &PageFacts,
) -> String {
    let mut object = Object::new();
    let word = reading.word(sign);
    object.text(reading.key, if word.is_empty() { "unknown" } else { word });
    object.text("from", from);
    object.text("confidence", sign.map_or(Confidence::Low, |sign| sign.confidence).as_str());
    object.begin_list("evidence");
    for evidence in evidence {
        object.begin("");
        object.text("touchpoint", evidence.touchpoint);
        object.number("count", evidence.count);
        object.text("at", &evidence.at.to_rfc3339());
        object.end();
    }
    object.end_list();
    object.page(page);
    object.finish()
}

/// `play.*`; the detail is in which way it was refused, or the arm it belongs to.
pub(crate) fn play(play: &Play, (key, detail): (&str, &str), page: &PageFacts) -> String {
    let mut object = Object::new();
    object.text("play", play.id.0);
    object.text("format", play.format.as_str());
    object.text("stage", play.stage.as_str());
    object.text("need", play.need.as_str());
    object.page(page);
    object.text(key, detail);
    object.finish()
}

/// `voice.answered` and `voice.commented`, told apart by the key of what was said.
pub(crate) fn voice(play: &Play, question: &str, (key, said): (&str, &str)) -> String {
    let mut object = Object::new();
    object.text("play", play.id.0);
    object.text("question", question);
    object.text(key, said);
    object.finish()
}

/// `consent.receipt`
pub(crate) fn receipt(receipt: &Receipt) -> String {
    let mut object = Object::new();
    object.begin("purposes");
    for purpose in &Purpose::CHOOSABLE {
        object.text(purpose.as_str(), receipt.purposes.of(*purpose).as_str());
    }
    object.end();
    object.text("source", receipt.source.as_str());
    object.number("policy", receipt.policy);
    object.flag("gpc", receipt.gpc);
    object.finish()
}
