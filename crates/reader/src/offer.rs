//! What a product in data says about itself and its offer.

use usher_engine::Json;

use crate::thing::{Source, Thing, is_a, text, under};
use crate::wording::likeness;
use crate::{amount, currency, stock};

/// Types of things that are sold.
pub(crate) const PRODUCT: &str =
    "Product ProductGroup ProductModel IndividualProduct SomeProducts Vehicle Car Offering";

/// Types of offers.
const OFFER: &str = "Offer AggregateOffer Offer-aggregate";

/// Names of a shop's own number, the surest first.
const CODES: &str = "sku productID productId product_id identifier mpn gtin13 gtin gtin12 gtin14 \
    gtin8 isbn";

/// Facts of a product as one source has them; empty where it does not say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Facts {
    /// Its name.
    pub(crate) name: String,
    /// The shop's own number for it.
    pub(crate) sku: String,
    /// Decimal string.
    pub(crate) price: String,
    /// ISO code.
    pub(crate) currency: String,
    /// Who makes it.
    pub(crate) brand: String,
    /// Its kind, in the shop's words.
    pub(crate) category: String,
    /// Whether it can be had.
    pub(crate) is_available: Option<bool>,
}

/// What a product says.
#[must_use]
pub(crate) fn facts(thing: &Json, country: Option<&'static str>) -> Facts {
    let mut facts = Facts {
        name: text(thing, "name"),
        sku: text(thing, CODES),
        brand: text(thing, "brand manufacturer author"),
        category: text(thing, "category"),
        ..Facts::default()
    };
    let offer = best(thing);
    for holder in offer.into_iter().chain([thing]) {
        take_terms(&mut facts, holder, country);
    }
    facts
}

/// Price, currency and stock of an offer, or of a product that has them itself.
pub(crate) fn take_terms(facts: &mut Facts, holder: &Json, country: Option<&'static str>) {
    if facts.price.is_empty() {
        let specified = under(holder, "priceSpecification").first();
        for holder in [Some(holder), specified].into_iter().flatten() {
            let stated = text(holder, "price lowPrice minPrice hasCurrencyValue highPrice");
            if facts.price.is_empty() {
                facts.price = read_price(&stated);
                if is_nothing(&facts.price) {
                    // Nobody gives it away: whoever filled this in did not know the price.
                    facts.price.clear();
                }
                facts.currency = stated_currency(holder, &stated, country);
            }
        }
    }
    if facts.currency.is_empty() {
        facts.currency = stated_currency(holder, "", country);
    }
    if facts.is_available.is_none() {
        facts.is_available = stock::stated(&text(holder, "availability"));
    }
}

fn is_nothing(amount: &str) -> bool {
    !amount.is_empty() && amount.bytes().all(|byte| matches!(byte, b'0' | b'.'))
}

/// The price of another offer of the same product, where it is what people see most:
/// one for members, or on the internet.
pub(crate) fn seen_price(thing: &Json, seen: &str) -> Option<String> {
    let offers = under(thing, "offers");
    let prices = offers.iter().map(|offer| read_price(&text(offer, "price lowPrice")));
    let is_seen = |price: &String| without_cents(price) == without_cents(seen);
    (offers.len() > 1).then_some(prices)?.find(|price| !price.is_empty() && is_seen(price))
}

fn without_cents(amount: &str) -> &str {
    amount.strip_suffix(".00").unwrap_or(amount)
}

/// Data has decimal points; text put into a data field is as people write it.
fn read_price(stated: &str) -> String {
    let has_mark = amount::shown(stated).into_iter().find(|shown| shown.mark.is_some());
    let read = match has_mark {
        Some(shown) => Some(shown.amount),
        None => amount::stated(stated),
    };
    read.unwrap_or_default()
}

fn stated_currency(holder: &Json, price: &str, country: Option<&'static str>) -> String {
    let stated = text(holder, "priceCurrency currency hasCurrency pricecurrency");
    let shown = || {
        let shown = amount::shown(price).into_iter().find_map(|shown| shown.mark)?;
        Some(shown.code(country).to_owned())
    };
    currency::code(&stated, country).or_else(shown).unwrap_or_default()
}

/// The offer that counts for the visitor: the first that can be had, else the first.
fn best(thing: &Json) -> Option<&Json> {
    let offers = under(thing, "offers");
    if let Some(first) = offers.first() {
        let can_be_had = |offer: &&Json| stock::stated(&text(offer, "availability")) == Some(true);
        let single = offers.iter().find(can_be_had).unwrap_or(first);
        // A seller's own list of offers within an aggregate.
        let has_price = !text(single, "price lowPrice priceSpecification").is_empty();
        return if has_price { Some(single) } else { best(single).or(Some(single)) };
    }
    under(thing, "hasVariant model").first().and_then(best)
}

/// The product a page is about, out of what it describes.
///
/// Shape: `hints` are the page's headings and titles. Several products mean a
/// list, unless one of them has the page's own name.
#[must_use]
pub(crate) fn main<'a>(things: &'a [Thing], hints: &[String]) -> Option<&'a Thing> {
    let named: Vec<&Thing> = products(things).filter(|thing| !thing.is_aside).collect();
    let rank = |thing: &Thing| {
        let name = text(&thing.json, "name");
        let fits = hints.iter().map(|hint| likeness(&name, hint)).max().unwrap_or(0);
        let says = ["offers", "description", "sku", "brand", "image", "price"];
        let richness = says.iter().filter(|key| thing.json.get(key).is_some()).count() as u32;
        (fits / 20, richness)
    };
    let mut names: Vec<String> = named.iter().map(|thing| text(&thing.json, "name")).collect();
    names.retain(|name| !name.is_empty());
    let is_one = names.iter().all(|name| names.first() == Some(name));
    let mut best: Option<&Thing> = None;
    for thing in &named {
        if best.is_none_or(|best| rank(thing) > rank(best)) {
            best = Some(thing);
        }
    }
    // The only one with an offer is the one that is sold here.
    let mut sold = named.iter().filter(|thing| thing.json.get("offers").is_some());
    let only = sold.next().filter(|_| sold.next().is_none());
    best.filter(|best| is_one || rank(best).0 >= 3).or(only.copied())
}

/// Everything that is sold, mentioned or not.
pub(crate) fn products(things: &[Thing]) -> impl Iterator<Item = &Thing> {
    things.iter().filter(|thing| is_a(&thing.json, PRODUCT))
}

/// An offer that stands beside its product instead of within it.
pub(crate) fn loose(things: &[Thing], source: Source) -> Option<&Thing> {
    let mut offers = things
        .iter()
        .filter(|thing| thing.source == source && !thing.is_aside && is_a(&thing.json, OFFER));
    let first = offers.next()?;
    offers.next().is_none().then_some(first)
}
