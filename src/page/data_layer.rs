//! The GA4 data layer: what the shop already tells its analytics.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Array;
use usher_engine::{Input, Item, Order, Product, Touchpoint, TouchpointName};
use wasm_bindgen::prelude::*;

use super::foreign::{self, own, own_text};
use super::listener::{Later, soon};
use super::overhear::Overhear;
use super::warning::Warning;
use super::{Report, dom, route};

/// Most products of one entry that are read.
const MAX_ITEMS: usize = 50;

/// Most entries that are read at start; Google's own tag keeps 300.
const MAX_BACKLOG: u32 = 300;

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
        let heard = move || {
            let reader = reader.clone();
            soon(move || {
                if let Some(reader) = reader.upgrade() {
                    reader.read_when_settled();
                }
            });
        };
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
            let touchpoint = touchpoint(&entry);
            *self.last.borrow_mut() = Some(entry);
            if let Some(touchpoint) = touchpoint {
                (self.report)(Input::Touchpoint(Box::new(touchpoint)));
            }
        }
    }
}

/// What an entry says, if it says something about the journey.
///
/// Shape: `{event, ecommerce}`, `{event, …}` or the arguments of
/// `gtag('event', name, parameters)`, which look like an array and are none.
fn touchpoint(entry: &JsValue) -> Option<Touchpoint> {
    let is_call = own_text(entry, &["0"]).is_some_and(|first| first == "event");
    let (name, parameters) = if is_call {
        (own_text(entry, &["1"])?, own(entry, "2").unwrap_or(JsValue::UNDEFINED))
    } else {
        let parameters = own(entry, "ecommerce").or_else(|| own(entry, "eventModel"));
        (own_text(entry, &["event"])?, parameters.unwrap_or_else(|| entry.clone()))
    };
    let name = known_name(&name)?;
    let mut touchpoint = Touchpoint::named(name);
    touchpoint.items = items(&parameters);
    match name {
        TouchpointName::Purchase | TouchpointName::Refund => {
            touchpoint.order = Some(order(&parameters));
        }
        TouchpointName::Search => touchpoint.results = results(&parameters, entry),
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

fn items(parameters: &JsValue) -> Vec<Item> {
    let shared = own_text(parameters, &["currency"]).unwrap_or_default();
    foreign::own_list(parameters, "items")
        .filter(JsValue::is_object)
        .take(MAX_ITEMS)
        .map(|item| {
            let currency = own_text(&item, &["currency"]).unwrap_or_else(|| shared.clone());
            let price = own(&item, "price").and_then(|price| foreign::price(&price, &currency));
            let quantity = own(&item, "quantity").and_then(|count| foreign::whole(&count));
            let product = Product {
                id: own_text(&item, &["item_id", "id", "sku"]).unwrap_or_default(),
                name: own_text(&item, &["item_name", "name"]).unwrap_or_default(),
                category: own_text(&item, &["item_category", "category"]).unwrap_or_default(),
                brand: own_text(&item, &["item_brand", "brand"]).unwrap_or_default(),
                price,
                ..Product::default()
            };
            Item { product, quantity: quantity.unwrap_or(1) }
        })
        .filter(|item| !item.product.id.is_empty() || !item.product.name.is_empty())
        .collect()
}

fn order(parameters: &JsValue) -> Order {
    let currency = own_text(parameters, &["currency"]).unwrap_or_default();
    Order {
        id: own_text(parameters, &["transaction_id", "id"]).unwrap_or_default(),
        total: own(parameters, "value").and_then(|value| foreign::price(&value, &currency)),
    }
}

/// How many results there were; the words searched for are never read.
fn results(parameters: &JsValue, entry: &JsValue) -> Option<u32> {
    const NAMES: [&str; 4] =
        ["results", "results_count", "number_of_results", "search_results_count"];
    [parameters, entry]
        .iter()
        .find_map(|holder| NAMES.iter().find_map(|name| foreign::whole(&own(holder, name)?)))
}
