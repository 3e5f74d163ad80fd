//! What an offer says: price, stock, delivery and returns.

use usher_engine::{Delivery, Money, Returns};
use wasm_bindgen::JsValue;

use super::foreign::{self, own, own_text, whole};
use super::graph::Graph;

/// An offer and the graph its parts are found in.
pub(super) struct Offer<'a> {
    graph: &'a Graph,
    value: JsValue,
}

/// The offer that counts for the visitor: the first that can be had, else the first.
pub(super) fn best<'a>(graph: &'a Graph, product: &JsValue) -> Option<Offer<'a>> {
    let mut offers: Vec<Offer<'a>> =
        graph.under(product, "offers").map(|value| Offer { graph, value }).collect();
    if offers.is_empty() {
        // A group of variants has its offers in the variants.
        let variant = graph.under(product, "hasVariant").next()?;
        return graph.under(&variant, "offers").next().map(|value| Offer { graph, value });
    }
    let place = offers.iter().position(|offer| is_available(offer) == Some(true)).unwrap_or(0);
    Some(offers.swap_remove(place))
}

/// The price, wherever the offer puts it.
pub(super) fn price(offer: &Offer<'_>) -> Option<Money> {
    let value = &offer.value;
    let specification =
        offer.graph.under(value, "priceSpecification").next().unwrap_or(JsValue::UNDEFINED);
    for (source, key) in [
        (value, "price"),
        (value, "lowPrice"),
        (&specification, "price"),
        (&specification, "minPrice"),
    ] {
        let Some(amount) = own(source, key) else { continue };
        let currency = own_text(source, &["priceCurrency"])
            .or_else(|| own_text(value, &["priceCurrency"]))
            .unwrap_or_default();
        if let Some(price) = foreign::price(&amount, &currency) {
            return Some(price);
        }
    }
    None
}

/// Whether it can be had now; none where the offer does not say.
pub(super) fn is_available(offer: &Offer<'_>) -> Option<bool> {
    let stated = own_text(&offer.value, &["availability"])?;
    let state = stated.rsplit(['/', '#', ':']).next().unwrap_or_default().trim();
    let has = |known: &[&str]| known.iter().any(|known| state.eq_ignore_ascii_case(known));
    if has(&[
        "InStock",
        "LimitedAvailability",
        "OnlineOnly",
        "InStoreOnly",
        "PreOrder",
        "PreSale",
        "BackOrder",
        "MadeToOrder",
        "in_stock",
        "in stock",
    ]) {
        Some(true)
    } else if has(&["OutOfStock", "SoldOut", "Discontinued", "Reserved", "out of stock"]) {
        Some(false)
    } else {
        None
    }
}

/// The cheapest way of delivery that is stated.
pub(super) fn delivery(offer: &Offer<'_>) -> Option<Delivery> {
    let mut best: Option<Delivery> = None;
    for details in offer.graph.under(&offer.value, "shippingDetails") {
        if let Some(way) = delivery_way(offer.graph, &details) {
            let is_better = best.as_ref().is_none_or(|known| is_cheaper(&way, known));
            if is_better {
                best = Some(way);
            }
        }
    }
    best
}

fn delivery_way(graph: &Graph, details: &JsValue) -> Option<Delivery> {
    if own(details, "doesNotShip").is_some_and(|value| value == JsValue::TRUE) {
        return None;
    }
    let rate = graph.under(details, "shippingRate").next();
    let price = rate.and_then(|rate| {
        let currency = own_text(&rate, &["currency", "priceCurrency"]).unwrap_or_default();
        foreign::price(&own(&rate, "value").or_else(|| own(&rate, "price"))?, &currency)
    });
    let time = graph.under(details, "deliveryTime").next().unwrap_or(JsValue::UNDEFINED);
    let days = |part: &str, end: &str| {
        let part = graph.under(&time, part).next()?;
        let days = whole(&own(&part, end).or_else(|| own(&part, "value"))?)?;
        let is_hours = own_text(&part, &["unitCode"]).is_some_and(|unit| unit == "HUR");
        Some(if is_hours { days.div_ceil(24) } else { days })
    };
    let total = |end: &str| {
        let transit = days("transitTime", end)?;
        Some(transit.saturating_add(days("handlingTime", end).unwrap_or(0)))
    };
    let way = Delivery { price, days_from: total("minValue"), days_to: total("maxValue") };
    (way != Delivery::default()).then_some(way)
}

/// Compares decimal strings by length of the whole part, then by digits: no floats.
fn is_cheaper(one: &Delivery, other: &Delivery) -> bool {
    let key = |way: &Delivery| {
        let amount = way.price.as_ref().map(|price| price.amount.clone())?;
        Some((amount.find('.').unwrap_or(amount.len()), amount))
    };
    match (key(one), key(other)) {
        (Some(one), Some(other)) => one < other,
        (one, other) => one.is_some() && other.is_none(),
    }
}

/// The return policy, of the offer or of whoever sells.
pub(super) fn returns(graph: &Graph, holder: &JsValue) -> Option<Returns> {
    let policy = graph.under(holder, "hasMerchantReturnPolicy").next()?;
    let category = own_text(&policy, &["returnPolicyCategory"]).unwrap_or_default();
    let days = if category.ends_with("NotPermitted") {
        Some(0)
    } else {
        own(&policy, "merchantReturnDays").and_then(|days| whole(&days))
    };
    let fees = own_text(&policy, &["returnFees"]).unwrap_or_default();
    let is_free = (!fees.is_empty()).then(|| fees.ends_with("FreeReturn"));
    (days.is_some() || is_free.is_some()).then_some(Returns { days, is_free })
}

impl Offer<'_> {
    /// The return policy this offer states.
    pub(super) fn returns(&self) -> Option<Returns> {
        returns(self.graph, &self.value)
    }
}

/// The path of an address of this site; empty for every other address.
pub(super) fn site_path(url: &str) -> String {
    let Some(location) = web_sys::window().map(|window| window.location()) else {
        return String::new();
    };
    let (Ok(here), Ok(origin)) = (location.href(), location.origin()) else {
        return String::new();
    };
    match web_sys::Url::new_with_base(url, &here) {
        Ok(url) if url.origin() == origin => url.pathname(),
        _ => String::new(),
    }
}
