//! The GA4 data layer: what the shop already tells its analytics.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Array;
use usher_engine::{Input, Item, Json, Order, Product, Touchpoint, TouchpointName};
use wasm_bindgen::prelude::*;

use super::foreign::{self, own, own_any, own_text, text_or_empty};
use super::listener::{Later, soon};
use super::overhear::Overhear;
use super::warning::Warning;
use super::{Report, dom, route};

/// Most products of one entry that are read.
const MAX_ITEMS: usize = 50;

/// Most entries that are read at start; Google's own tag keeps 300.
const MAX_BACKLOG: u32 = 300;

/// Longest entry that is read; one with 50 products is under 40 KB.
const MAX_ENTRY_CHARS: u32 = 262_144;

/// Pause before looking again for a data layer that is not there yet, doubled
/// each time: 1, 2, 4, 8 and 16 seconds.
const FIRST_PAUSE_MILLIS: i32 = 1_000;
const LAST_PAUSE_MILLIS: i32 = 16_000;

/// Follows the data layer until dropped.
pub struct DataLayer {
    _reader: Rc<Reader>,
    /// What the owner should hear about.
    pub warning: Option<Warning>,
}

struct Reader {
    report: Report,
    /// The entry that was read last; the array may be cut at its beginning.
    last: RefCell<Option<JsValue>>,
    layer: RefCell<Option<Array>>,
    push: RefCell<Option<Overhear>>,
    later: RefCell<Option<Later>>,
    pause: Cell<i32>,
}

/// Reports what is in `window.dataLayer`, and what comes later.
///
/// A data layer that does not exist yet is looked for again; one that is not
/// an array is left alone and named in `warning`.
#[must_use]
pub fn listen(report: Report) -> DataLayer {
    let reader = Rc::new(Reader {
        report,
        last: RefCell::new(None),
        layer: RefCell::new(None),
        push: RefCell::new(None),
        later: RefCell::new(None),
        pause: Cell::new(FIRST_PAUSE_MILLIS),
    });
    let later = Rc::downgrade(&reader);
    *reader.later.borrow_mut() = Some(Later::new(move || {
        if let Some(reader) = later.upgrade() {
            reader.come_back();
        }
    }));
    let warning = reader.attach();
    DataLayer { _reader: reader, warning }
}

impl Reader {
    /// Begins with the data layer, or waits for it.
    fn attach(self: &Rc<Self>) -> Option<Warning> {
        let Some(layer) = dom::window_property("dataLayer") else {
            let pause = self.pause.get();
            self.pause.set(pause.saturating_mul(2));
            if pause <= LAST_PAUSE_MILLIS {
                self.after(pause);
            }
            return None;
        };
        let Ok(layer) = layer.dyn_into::<Array>() else {
            return Some(Warning::DataLayerNotArray);
        };
        let reader = Rc::downgrade(self);
        let heard = Box::new(move || {
            let reader = reader.clone();
            soon(Box::new(move || {
                if let Some(reader) = reader.upgrade() {
                    reader.read_when_settled();
                }
            }));
        });
        *self.push.borrow_mut() = Overhear::new(&layer, "push", heard);
        *self.layer.borrow_mut() = Some(layer);
        self.read();
        None
    }

    fn after(&self, millis: i32) {
        if let Some(later) = self.later.borrow().as_ref() {
            later.after(millis);
        }
    }

    fn come_back(self: &Rc<Self>) {
        if self.layer.borrow().is_some() {
            self.read_when_settled();
        } else {
            // Too late for a warning: it belongs to the start.
            let _: Option<Warning> = self.attach();
        }
    }

    /// An entry pushed between two pages belongs to the second, so the engine
    /// has to hear of that page first.
    fn read_when_settled(&self) {
        if route::is_settling() {
            self.after(route::SETTLE_MILLIS / 2);
        } else {
            self.read();
        }
    }

    fn read(&self) {
        let Some(layer) = self.layer.borrow().clone() else { return };
        let end = layer.length();
        let start = match self.last.borrow().as_ref() {
            Some(last) => u32::try_from(layer.last_index_of(last, -1)).map_or(0, |place| place + 1),
            None => 0,
        };
        for place in start.max(end.saturating_sub(MAX_BACKLOG))..end {
            let entry = layer.get(place);
            let touchpoint = touchpoint(&read_entry(&entry));
            *self.last.borrow_mut() = Some(entry);
            if let Some(touchpoint) = touchpoint {
                (self.report)(Input::Touchpoint(Box::new(touchpoint)));
            }
        }
    }
}

/// An entry as JSON; `null` for what has no such form: a circle, an element.
fn read_entry(entry: &JsValue) -> Json {
    let text = js_sys::JSON::stringify(entry).unwrap_or_default();
    Json::read(&dom::bounded(&text, MAX_ENTRY_CHARS)).unwrap_or(Json::Null)
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
        let own_currency = own_text(item, "currency");
        let currency = own_currency.as_deref().unwrap_or(currency);
        let product = Product {
            id: text_or_empty(item, "item_id id sku"),
            name: text_or_empty(item, "item_name name"),
            category: text_or_empty(item, "item_category category"),
            brand: text_or_empty(item, "item_brand brand"),
            price: own(item, "price").and_then(|price| foreign::price(price, currency)),
            ..Product::default()
        };
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
