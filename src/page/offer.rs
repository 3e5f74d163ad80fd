//! What an offer says: price, stock, delivery and returns.

use usher_engine::{Delivery, Json, Money, Returns};

use super::dom;
use super::foreign::{self, own, own_any, own_whole, text_or_empty};
use super::graph::Graph;
use crate::pieces::{after, has_word, until, words};

const AVAILABLE: &str = "instock limitedavailability onlineonly instoreonly preorder presale \
    backorder madetoorder in_stock";
const UNAVAILABLE: &str = "outofstock soldout discontinued reserved";

/// The offer that counts for the visitor: the first that can be had, else the first.
pub(super) fn best<'a>(graph: &Graph<'a>, product: &'a Json) -> Option<&'a Json> {
    let offers = graph.under(product, "offers");
    if offers.is_empty() {
        // A group of variants has its offers in the variants.
        let variant = graph.first_under(product, "hasVariant")?;
        return graph.first_under(variant, "offers");
    }
    for offer in &offers {
        if is_available(offer) == Some(true) {
            return Some(offer);
        }
    }
    offers.first().copied()
}

/// The price, wherever the offer puts it.
pub(super) fn price<'a>(graph: &Graph<'a>, offer: &'a Json) -> Option<Money> {
    price_in(offer, "price lowPrice", offer).or_else(|| {
        let specification = graph.first_under(offer, "priceSpecification")?;
        price_in(specification, "price minPrice", offer)
    })
}

/// The first of these amounts that is one, in the currency stated with it or else in the offer's.
fn price_in(holder: &Json, amounts: &str, offer: &Json) -> Option<Money> {
    let mut currency = text_or_empty(holder, "priceCurrency");
    if currency.is_empty() {
        currency = text_or_empty(offer, "priceCurrency");
    }
    for amount in words(amounts) {
        let price = own(holder, amount).and_then(|amount| foreign::price(amount, &currency));
        if price.is_some() {
            return price;
        }
    }
    None
}

/// Whether it can be had now; none where the offer does not say.
pub(super) fn is_available(offer: &Json) -> Option<bool> {
    let stated = text_or_empty(offer, "availability");
    let mut state = String::with_capacity(stated.len());
    for byte in after(&stated, "/#:").bytes() {
        // "In stock" and "out of stock", as some shops write.
        if byte != b' ' {
            state.push(char::from(byte.to_ascii_lowercase()));
        }
    }
    let is_available = has_word(AVAILABLE, &state);
    (is_available || has_word(UNAVAILABLE, &state)).then_some(is_available)
}

/// The cheapest way of delivery that is stated.
pub(super) fn delivery<'a>(graph: &Graph<'a>, offer: &'a Json) -> Option<Delivery> {
    let mut best: Option<Delivery> = None;
    for details in graph.under(offer, "shippingDetails") {
        let Some(way) = delivery_way(graph, details) else { continue };
        if best.as_ref().is_none_or(|known| is_cheaper(&way, known)) {
            best = Some(way);
        }
    }
    best
}

fn delivery_way<'a>(graph: &Graph<'a>, details: &'a Json) -> Option<Delivery> {
    if matches!(own(details, "doesNotShip"), Some(Json::Bool(true))) {
        return None;
    }
    let rate = graph.first_under(details, "shippingRate");
    let price = rate.and_then(|rate| {
        foreign::price(
            own_any(rate, "value price")?,
            &text_or_empty(rate, "currency priceCurrency"),
        )
    });
    let time = graph.first_under(details, "deliveryTime").unwrap_or(&Json::Null);
    let total = |end: &str| {
        let transit = days(graph, time, "transitTime", end)?;
        Some(transit.saturating_add(days(graph, time, "handlingTime", end).unwrap_or(0)))
    };
    let way =
        Delivery { price, days_from: total("minValue value"), days_to: total("maxValue value") };
    let says_something = way.price.is_some() || way.days_from.is_some() || way.days_to.is_some();
    says_something.then_some(way)
}

/// How many days a part of the delivery takes.
fn days<'a>(graph: &Graph<'a>, time: &'a Json, part: &str, end: &str) -> Option<u32> {
    let part = graph.first_under(time, part)?;
    let days = foreign::own_whole(part, end)?;
    let is_hours = text_or_empty(part, "unitCode") == "HUR";
    Some(if is_hours { days.div_ceil(24) } else { days })
}

/// Compares decimal strings by length of the whole part, then by digits: no floats.
fn is_cheaper(one: &Delivery, other: &Delivery) -> bool {
    match (&one.price, &other.price) {
        (Some(one), Some(other)) => {
            let (one, other) = (&one.amount, &other.amount);
            let places = |amount: &str| until(amount, ".").len();
            (places(one), one) < (places(other), other)
        }
        (one, other) => one.is_some() && other.is_none(),
    }
}

/// The return policy, of an offer or of whoever sells.
pub(super) fn returns<'a>(graph: &Graph<'a>, holder: &'a Json) -> Option<Returns> {
    let policy = graph.first_under(holder, "hasMerchantReturnPolicy")?;
    let category = text_or_empty(policy, "returnPolicyCategory");
    let days = if category.ends_with("NotPermitted") {
        Some(0)
    } else {
        own_whole(policy, "merchantReturnDays")
    };
    let fees = text_or_empty(policy, "returnFees");
    let is_free = (!fees.is_empty()).then(|| fees.ends_with("FreeReturn"));
    (days.is_some() || is_free.is_some()).then_some(Returns { days, is_free })
}

/// The path of an address of this site; empty for every other address.
pub(super) fn site_path(address: &str) -> String {
    let address = dom::address(address);
    let path = if address.starts_with('/') { until(&address, "?#") } else { "" };
    path.to_owned()
}
