//! The product a page is about, from its JSON-LD.

use usher_engine::{Json, Product};

use super::foreign::{self, own, own_list, own_text, own_words, text};
use super::graph::{Graph, is_a};
use super::{dom, offer};

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
    let mut products = graph.of(PRODUCT);
    let count = products.iter().filter(|node| !is_variant(node)).count();
    products.retain(|node| own(node, "name").is_some());
    let first = products.first().copied()?;
    if count <= 1 || is_a(first, "ProductGroup") {
        return Some(first);
    }
    let here = dom::path();
    products.retain(|node| offer::site_path(&foreign::text_or_empty(node, "url @id")) == here);
    products.first().copied()
}

fn is_variant(node: &Json) -> bool {
    foreign::own_any(node, "isVariantOf inProductGroupWithID").is_some()
}

/// Reads a product with everything it says about itself.
pub(super) fn read<'a>(graph: &Graph<'a>, node: &'a Json, offer: Option<&'a Json>) -> Product {
    let path = own_text(node, "url").map(|url| offer::site_path(&url)).unwrap_or_default();
    let url = if path.is_empty() { dom::path() } else { path };
    let id = own_text(node, "sku productID productGroupID mpn gtin gtin13 gtin12 gtin14 gtin8");
    Product {
        id: id.unwrap_or_else(|| url.clone()),
        name: own_words(node, "name"),
        category: category(node),
        brand: own_words(node, "brand manufacturer"),
        price: offer.and_then(|offer| offer::price(graph, offer)),
        is_available: offer.and_then(offer::is_available),
        url,
        attributes: attributes(node),
    }
}

/// The last step of `Home > Paint > Matt`; a taxonomy number says nothing.
fn category(node: &Json) -> String {
    let path = own_words(node, "category");
    let path = path.trim_end_matches([' ', '>', '/']);
    let last = foreign::after(path, b">/").trim_ascii();
    if last.starts_with("http") || last.bytes().all(|byte| byte.is_ascii_digit()) {
        return String::new();
    }
    last.to_owned()
}

fn attributes(node: &Json) -> Vec<(String, String)> {
    let mut facts: Vec<(String, String)> = Vec::new();
    for property in own_list(node, "additionalProperty") {
        if let Some(fact) = quantity(property) {
            keep(&mut facts, own_words(property, "name propertyID"), fact);
        }
    }
    for key in PLAIN_FACTS.split(' ') {
        let Some(fact) = own(node, key).and_then(plain_fact) else { continue };
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
    if facts.len() < MAX_ATTRIBUTES && !is_known && !name.is_empty() {
        facts.push((name, fact));
    }
}

/// A text, a list of texts, or a quantity with its unit.
fn plain_fact(value: &Json) -> Option<String> {
    if foreign::own_any(value, "value minValue").is_some() {
        return quantity(value);
    }
    let mut fact = String::new();
    for entry in foreign::list(value).iter().take(12) {
        let Some(entry) = text(entry) else { continue };
        if !fact.is_empty() {
            fact.push_str(", ");
        }
        fact.push_str(&entry);
    }
    (!fact.is_empty()).then_some(fact)
}

/// `value` or `minValue`–`maxValue`, with the unit.
fn quantity(property: &Json) -> Option<String> {
    let mut fact = match own(property, "value") {
        Some(value) => plain_fact(value)?,
        None => {
            let mut range = own_text(property, "minValue")?;
            let most = foreign::text_or_empty(property, "maxValue");
            if !most.is_empty() && most != range {
                range.push('–');
                range.push_str(&most);
            }
            range
        }
    };
    let unit = foreign::text_or_empty(property, "unitText");
    let code = foreign::text_or_empty(property, "unitCode");
    let unit = if unit.is_empty() { unit_symbol(&code) } else { &unit };
    if !matches!(unit, "" | "%") {
        fact.push('\u{a0}');
    }
    fact.push_str(unit);
    Some(fact)
}

/// The symbol of a UN/CEFACT unit code; an unknown code stays as it is.
fn unit_symbol(code: &str) -> &str {
    match code {
        "MTK" => "m²",
        "MTQ" => "m³",
        "MTR" => "m",
        "CMT" => "cm",
        "MMT" => "mm",
        "INH" => "in",
        "LTR" => "l",
        "MLT" => "ml",
        "KGM" => "kg",
        "GRM" => "g",
        "GM" => "g/m²",
        "HUR" => "h",
        "MIN" => "min",
        "WTT" => "W",
        "CEL" => "°C",
        "P1" => "%",
        "C62" | "EA" => "",
        other => other,
    }
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
