//! The GA4 data layer: what the shop already tells its analytics.
//!
//! Other sources come in its form, from a part of their own (www/loader/commerce).

use std::cell::Cell;
use std::rc::{Rc, Weak};

use usher_engine::{Input, Item, Json, Order, Touchpoint, TouchpointName};
use wasm_bindgen::JsValue;

use super::foreign::{self, own, own_any, own_text, text_or_empty};
use super::listener::Listener;
use super::{Report, dom, product, route};
use crate::later::Later;
use crate::pieces::words;
use crate::property;

/// Most products of one entry that are read.
const MAX_ITEMS: usize = 50;

/// Most entries that are read at start; Google's own tag keeps 300.
const MAX_BACKLOG: u32 = 300;

/// Longest entry that is read; one with 50 products is under 40 KB.
const MAX_ENTRY_CHARS: u32 = 262_144;

/// Where others are told of what is bought: Meta, TikTok, analytics.js, Shopify and
/// WooCommerce.
const OTHERS: &str = "fbq ttq ga Shopify wc wc_add_to_cart_params";

/// What GA4 calls the names of an item; some shops use schema.org's words.
const GA4: product::Names = product::Names {
    id: "item_id id sku",
    name: "item_name name",
    category: "item_category category",
    brand: "item_brand brand",
};

/// Follows the data layer until dropped.
pub struct DataLayer(Rc<Reader>);

struct Reader {
    report: Report,
    layer: Listener,
    later: Later,
    /// Whether it says which products it is about.
    is_telling: Cell<bool>,
}

/// Reports what is in `window.dataLayer`, and what comes later, also where there
/// is none yet.
#[must_use]
pub fn listen(report: Report) -> DataLayer {
    let reader = Rc::new_cyclic(|this: &Weak<Reader>| {
        let heard = come_back(this);
        let come_back = come_back(this);
        Reader {
            report,
            layer: Listener::new("dataLayer", Box::new(move |_| heard())),
            later: Later::new(Box::new(move |_| come_back())),
            is_telling: Cell::new(false),
        }
    });
    reader.read();
    DataLayer(reader)
}

fn come_back(reader: &Weak<Reader>) -> impl Fn() + use<> {
    let reader = reader.clone();
    move || {
        if let Some(reader) = reader.upgrade() {
            reader.come_back();
        }
    }
}

impl DataLayer {
    /// What is listened to, where it does not say it all: which products it is about is
    /// said elsewhere, or perhaps there too.
    #[must_use]
    pub fn incomplete(&self) -> Option<&JsValue> {
        let mut is_incomplete = !self.0.is_telling.get();
        for name in words(OTHERS) {
            is_incomplete |= !property::own(&property::window(), name).is_undefined();
        }
        is_incomplete.then(|| self.0.layer.listening())
    }
}

impl Reader {
    /// An entry pushed between two pages belongs to the second, so the engine
    /// has to hear of that page first.
    fn come_back(&self) {
        if route::is_settling() {
            self.later.after(route::SETTLE_MILLIS / 2);
        } else {
            self.read();
        }
    }

    fn read(&self) {
        let layer = self.layer.listening();
        while let Some(entry) = dom::next_entry(layer, MAX_BACKLOG, MAX_ENTRY_CHARS) {
            // What has no form as JSON, or was cut, says nothing.
            let entry = Json::read(&entry).unwrap_or(Json::Null);
            if let Some(touchpoint) = touchpoint(&entry) {
                self.is_telling.set(self.is_telling.get() || !touchpoint.items.is_empty());
                (self.report)(Input::Touchpoint(Box::new(touchpoint)));
            }
        }
    }
}

/// What an entry says, if it says something about the journey.
///
/// Shape: `{event, ecommerce}`, `{event, …}` or the arguments of
/// `gtag('event', name, parameters)`, which look like an array and are none.
fn touchpoint(entry: &Json) -> Option<Touchpoint> {
    let is_call = own_text(entry, "0").is_some_and(|first| first == "event");
    let (name, parameters) = if is_call { ("1", "2") } else { ("event", "ecommerce eventModel") };
    let name = known_name(&own_text(entry, name)?)?;
    let parameters = own_any(entry, parameters);
    let parameters = parameters.unwrap_or(if is_call { &Json::Null } else { entry });
    let mut touchpoint = Touchpoint::named(name);
    let currency = text_or_empty(parameters, "currency");
    touchpoint.items = items(parameters, &currency);
    match name {
        TouchpointName::Purchase | TouchpointName::Refund => {
            let total = own(parameters, "value").and_then(|value| foreign::price(value, &currency));
            let id = text_or_empty(parameters, "transaction_id id");
            touchpoint.order = Some(Order { id, total });
        }
        // How many there were; the words searched for are never read.
        TouchpointName::Search => {
            touchpoint.results = results(parameters).or_else(|| results(entry));
        }
        _ => {}
    }
    Some(touchpoint)
}

/// The names taken from a page; what we observe ourselves is not among them.
fn known_name(name: &str) -> Option<TouchpointName> {
    if name == "view_search_results" {
        return Some(TouchpointName::Search);
    }
    TouchpointName::from_name(name).filter(|name| {
        !matches!(
            name,
            TouchpointName::PageView
                | TouchpointName::CompareItems
                | TouchpointName::ReadPolicy
                | TouchpointName::ViewOrder
                | TouchpointName::OpenHelp
        )
    })
}

fn items(parameters: &Json, currency: &str) -> Vec<Item> {
    let mut items = Vec::new();
    for item in foreign::own_list(parameters, "items").iter().take(MAX_ITEMS) {
        let own_currency = text_or_empty(item, "currency");
        let currency = if own_currency.is_empty() { currency } else { &own_currency };
        let mut product = product::named(item, &GA4);
        product.price = own(item, "price").and_then(|price| foreign::price(price, currency));
        if !product.id.is_empty() || !product.name.is_empty() {
            let quantity = foreign::own_whole(item, "quantity").unwrap_or(1);
            items.push(Item { product, quantity });
        }
    }
    items
}

fn results(holder: &Json) -> Option<u32> {
    foreign::own_whole(holder, "results results_count number_of_results search_results_count")
}
