//! The product a page is about, from its JSON-LD.

use usher_engine::{Json, Product};

use super::foreign::{self, own, own_list, own_words, text, text_or_empty};
use super::graph::{Graph, is_a};
use super::{dom, offer};
use crate::pieces::{after, pieces, until, words};

/// Most facts of a product that are kept for comparing.
const MAX_ATTRIBUTES: usize = 40;

const PRODUCT: &str =
    "Product ProductGroup ProductModel IndividualProduct SomeProducts Vehicle Car";

/// Properties that are facts by themselves; capitalised, they are their label.
const PLAIN_FACTS: &str = "color material size pattern width height depth weight";

/// The product the page is about; none where it describes none, or a list.
///
/// Several products mean a list, unless one of them names this page as its own.
pub(super) fn main_product<'a>(graph: &Graph<'a>) -> Option<&'a Json> {
    let mut count = 0;
    let mut products = Vec::new();
    for node in graph.of(PRODUCT) {
        count += usize::from(!is_variant(node));
        if own(node, "name").is_some() {
            products.push(node);
        }
    }
    let first = products.first().copied()?;
    if count <= 1 || is_a(first, "ProductGroup") {
        return Some(first);
    }
    let here = dom::path();
    products.into_iter().find(|node| address(node, "url @id") == here)
}

/// The path of the page of a product on this site; empty where it names none.
fn address(node: &Json, keys: &str) -> String {
    offer::site_path(&foreign::text_or_empty(node, keys))
}

fn is_variant(node: &Json) -> bool {
    foreign::own_any(node, "isVariantOf inProductGroupWithID").is_some()
}

/// The keys of what a source calls a product; of each the first counts that is there.
pub(super) struct Names {
    pub(super) id: &'static str,
    pub(super) name: &'static str,
    pub(super) category: &'static str,
    pub(super) brand: &'static str,
}

/// The names of schema.org.
const SCHEMA: Names = Names {
    id: "sku productID productGroupID mpn gtin gtin13 gtin12 gtin14 gtin8",
    name: "name",
    category: "category",
    brand: "brand manufacturer",
};

/// A product as far as its names go.
pub(super) fn named(node: &Json, names: &Names) -> Product {
    Product {
        id: foreign::text_or_empty(node, names.id),
        name: own_words(node, names.name),
        category: own_words(node, names.category),
        brand: own_words(node, names.brand),
        ..Product::default()
    }
}

/// Reads a product with everything it says about itself.
pub(super) fn read<'a>(graph: &Graph<'a>, node: &'a Json, offer: Option<&'a Json>) -> Product {
    let mut product = named(node, &SCHEMA);
    product.category = last_step(&product.category);
    product.url = address(node, "url");
    if product.url.is_empty() {
        product.url = dom::path();
    }
    if product.id.is_empty() {
        product.id.clone_from(&product.url);
    }
    if let Some(offer) = offer {
        product.price = offer::price(graph, offer);
        product.is_available = offer::is_available(offer);
    }
    product.attributes = attributes(node);
    product
}

/// The last step of `Home > Paint > Matt`; a taxonomy number says nothing.
fn last_step(path: &str) -> String {
    let mut last = "";
    for step in pieces(path, b'>') {
        for step in pieces(step, b'/') {
            let step = step.trim_ascii();
            if !step.is_empty() {
                last = step;
            }
        }
    }
    let is_number = last.bytes().all(|byte| byte.is_ascii_digit());
    if last.starts_with("http") || is_number { String::new() } else { last.to_owned() }
}

fn attributes(node: &Json) -> Vec<(String, String)> {
    let mut facts: Vec<(String, String)> = Vec::new();
    for property in own_list(node, "additionalProperty") {
        keep(&mut facts, own_words(property, "name propertyID"), quantity(property));
    }
    for key in words(PLAIN_FACTS) {
        let Some(fact) = own(node, key).map(plain_fact) else { continue };
        // A fact said twice, as "Colour" and as `color`, is one fact.
        if !facts.iter().any(|(_, said)| said.eq_ignore_ascii_case(&fact)) {
            let mut label = key.to_owned();
            if let Some(first) = label.get_mut(..1) {
                first.make_ascii_uppercase();
            }
            keep(&mut facts, label, fact);
        }
    }
    facts
}

fn keep(facts: &mut Vec<(String, String)>, name: String, fact: String) {
    let is_known = facts.iter().any(|(known, _)| known.eq_ignore_ascii_case(&name));
    if facts.len() < MAX_ATTRIBUTES && !is_known && !name.is_empty() && !fact.is_empty() {
        facts.push((name, fact));
    }
}

/// A text, a list of texts, or a quantity with its unit; empty where it says nothing.
fn plain_fact(value: &Json) -> String {
    if foreign::own_any(value, "value minValue").is_some() {
        return quantity(value);
    }
    let mut fact = String::new();
    for entry in foreign::list(value).iter().take(12) {
        let entry = text(entry);
        if !fact.is_empty() && !entry.is_empty() {
            fact.push_str(", ");
        }
        fact.push_str(&entry);
    }
    fact
}

/// `value` or `minValue`–`maxValue`, with the unit; empty without either.
fn quantity(property: &Json) -> String {
    let mut fact = own(property, "value").map_or_else(|| range(property), plain_fact);
    if fact.is_empty() {
        return fact;
    }
    let unit = text_or_empty(property, "unitText");
    let code = text_or_empty(property, "unitCode");
    let unit = if unit.is_empty() { unit_symbol(&code) } else { &unit };
    if !matches!(unit, "" | "%") {
        fact.push('\u{a0}');
    }
    fact.push_str(unit);
    fact
}

fn range(property: &Json) -> String {
    let mut range = text_or_empty(property, "minValue");
    let most = text_or_empty(property, "maxValue");
    if !range.is_empty() && !most.is_empty() && most != range {
        range.push('–');
        range.push_str(&most);
    }
    range
}

/// UN/CEFACT unit codes, each with its symbol; what is counted has none.
const UNITS: &str = "MTK m²|MTQ m³|MTR m|CMT cm|MMT mm|INH in|LTR l|MLT ml|KGM kg|GRM g|\
    GM g/m²|HUR h|MIN min|WTT W|CEL °C|P1 %|C62 |EA ";

/// The symbol of a unit code; an unknown code stays as it is.
fn unit_symbol(code: &str) -> &str {
    for unit in pieces(UNITS, b'|') {
        if until(unit, " ") == code {
            return after(unit, " ");
        }
    }
    code
}

#[cfg(test)]
mod tests {
    use super::unit_symbol;

    #[test]
    fn units_are_shown_as_symbols() {
        assert_eq!(unit_symbol("MTK"), "m²");
        assert_eq!(unit_symbol("C62"), "");
        assert_eq!(unit_symbol("XYZ"), "XYZ");
    }
}
