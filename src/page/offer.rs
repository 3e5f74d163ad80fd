//! What an offer says: price, stock, delivery and returns.

use usher_engine::{Delivery, Json, Money, Returns};

use super::foreign::{self, own, own_any, own_text, own_whole, text_or_empty};
use super::graph::Graph;
use crate::property;

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
    let available = offers.iter().find(|offer| is_available(offer) == Some(true));
    available.or(offers.first()).copied()
}

/// The price, wherever the offer puts it.
pub(super) fn price<'a>(graph: &Graph<'a>, offer: &'a Json) -> Option<Money> {
    let read = |source: &Json, keys: &str| {
        keys.split(' ').find_map(|key| {
            let amount = own(source, key)?;
            let currency = own_text(source, "priceCurrency");
            let currency = currency.unwrap_or_else(|| text_or_empty(offer, "priceCurrency"));
            foreign::price(amount, &currency)
        })
    };
    read(offer, "price lowPrice")
        .or_else(|| read(graph.first_under(offer, "priceSpecification")?, "price minPrice"))
}

/// Whether it can be had now; none where the offer does not say.
pub(super) fn is_available(offer: &Json) -> Option<bool> {
    let mut state = own_text(offer, "availability")?;
    state.make_ascii_lowercase();
    // "In stock" and "out of stock", as some shops write.
    state.retain(|letter| letter != ' ');
    let state = foreign::after(&state, b"/#:");
    let is_in = |known: &str| known.split(' ').any(|known| known == state);
    if is_in(AVAILABLE) {
        Some(true)
    } else if is_in(UNAVAILABLE) {
        Some(false)
    } else {
        None
    }
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
    let days = |part: &str, end: &str| {
        let part = graph.first_under(time, part)?;
        let days = foreign::whole(own(part, end).or_else(|| own(part, "value"))?)?;
        let is_hours = own_text(part, "unitCode").is_some_and(|unit| unit == "HUR");
        Some(if is_hours { days.div_ceil(24) } else { days })
    };
    let total = |end: &str| {
        let transit = days("transitTime", end)?;
        Some(transit.saturating_add(days("handlingTime", end).unwrap_or(0)))
    };
    let way = Delivery { price, days_from: total("minValue"), days_to: total("maxValue") };
    let says_something = way.price.is_some() || way.days_from.is_some() || way.days_to.is_some();
    says_something.then_some(way)
}

/// Compares decimal strings by length of the whole part, then by digits: no floats.
fn is_cheaper(one: &Delivery, other: &Delivery) -> bool {
    match (&one.price, &other.price) {
        (Some(one), Some(other)) => {
            let (one, other) = (&one.amount, &other.amount);
            let places = |amount: &str| foreign::until(amount, b".").len();
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
    let is_free = own_text(policy, "returnFees").map(|fees| fees.ends_with("FreeReturn"));
    (days.is_some() || is_free.is_some()).then_some(Returns { days, is_free })
}

/// The path of an address of this site; empty for every other address.
pub(super) fn site_path(address: &str) -> String {
    match property::url(address) {
        Some(url) if property::text(&url, "origin") == property::of_location("origin") => {
            property::text(&url, "pathname")
        }
        _ => String::new(),
    }
}
