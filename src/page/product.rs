//! The product a page is about, from its JSON-LD.

use usher_engine::Product;
use wasm_bindgen::JsValue;

use super::foreign::{MAX_TEXT_CHARS, own, own_list, own_text, own_words, text};
use super::graph::{Graph, Node};
use super::plain::plain_text;
use super::{dom, offer};

/// Most facts of a product that are kept for comparing.
const MAX_ATTRIBUTES: usize = 40;

const PRODUCT: [&str; 7] = [
    "Product",
    "ProductGroup",
    "ProductModel",
    "IndividualProduct",
    "SomeProducts",
    "Vehicle",
    "Car",
];

/// Properties that are facts by themselves, with the label they are shown under.
const PLAIN_FACTS: [(&str, &str); 8] = [
    ("color", "Color"),
    ("material", "Material"),
    ("size", "Size"),
    ("pattern", "Pattern"),
    ("width", "Width"),
    ("height", "Height"),
    ("depth", "Depth"),
    ("weight", "Weight"),
];

/// The product the page is about; none where it describes none, or a list.
///
/// Several products mean a list, unless one of them names this page as its own.
pub(super) fn main_product(graph: &Graph) -> Option<&Node> {
    let mut named = graph.of(&PRODUCT).filter(|node| own(&node.value, "name").is_some());
    let first = named.next()?;
    let is_alone = graph.of(&PRODUCT).filter(|node| !is_variant(node)).nth(1).is_none();
    if is_alone || first.is_a(&["ProductGroup"]) {
        return Some(first);
    }
    let here = dom::path();
    std::iter::once(first).chain(named).find(|node| {
        own_text(&node.value, &["url", "@id"]).is_some_and(|url| offer::site_path(&url) == here)
    })
}

fn is_variant(node: &Node) -> bool {
    own(&node.value, "isVariantOf").is_some() || own(&node.value, "inProductGroupWithID").is_some()
}

/// Reads a product with everything it says about itself.
pub(super) fn read(graph: &Graph, node: &Node) -> Product {
    let value = &node.value;
    let path = own_text(value, &["url"]).map(|url| offer::site_path(&url)).unwrap_or_default();
    let url = if path.is_empty() { dom::path() } else { path };
    let id = own_text(
        value,
        &[
            "sku",
            "productID",
            "productGroupID",
            "mpn",
            "gtin",
            "gtin13",
            "gtin12",
            "gtin14",
            "gtin8",
        ],
    );
    let offer = offer::best(graph, value);
    Product {
        id: id.unwrap_or_else(|| url.clone()),
        name: own_words(value, &["name"]).unwrap_or_default(),
        category: own(value, "category").map(|value| category(&value)).unwrap_or_default(),
        brand: own_words(value, &["brand", "manufacturer"]).unwrap_or_default(),
        price: offer.as_ref().and_then(offer::price),
        is_available: offer.as_ref().and_then(offer::is_available),
        url,
        attributes: attributes(value),
    }
}

/// The last step of `Home > Paint > Matt`; a taxonomy number says nothing.
fn category(value: &JsValue) -> String {
    let path = plain_text(&text(value).unwrap_or_default(), MAX_TEXT_CHARS);
    let last = path.rsplit(['>', '/']).map(str::trim).find(|step| !step.is_empty());
    let last = last.unwrap_or_default();
    if last.starts_with("http") || last.bytes().all(|byte| byte.is_ascii_digit()) {
        return String::new();
    }
    last.to_owned()
}

fn attributes(value: &JsValue) -> Vec<(String, String)> {
    let mut facts: Vec<(String, String)> = Vec::new();
    for property in own_list(value, "additionalProperty") {
        let name = own_words(&property, &["name", "propertyID"]);
        if let (Some(name), Some(fact)) = (name, quantity(&property)) {
            keep(&mut facts, name, fact);
        }
    }
    for (key, label) in PLAIN_FACTS {
        let Some(fact) = own(value, key).and_then(|value| plain_fact(&value)) else { continue };
        // A fact said twice, as "Colour" and as `color`, is one fact.
        if !facts.iter().any(|(_, said)| said.eq_ignore_ascii_case(&fact)) {
            keep(&mut facts, label.to_owned(), fact);
        }
    }
    facts
}

fn keep(facts: &mut Vec<(String, String)>, name: String, fact: String) {
    let is_known = facts.iter().any(|(known, _)| known.eq_ignore_ascii_case(&name));
    if facts.len() < MAX_ATTRIBUTES && !is_known {
        facts.push((name, fact));
    }
}

/// A text, a list of texts, or a quantity with its unit.
fn plain_fact(value: &JsValue) -> Option<String> {
    if own(value, "value").is_some() || own(value, "minValue").is_some() {
        return quantity(value);
    }
    let mut fact = String::new();
    for entry in super::foreign::list(value).take(12).filter_map(|entry| text(&entry)) {
        if !fact.is_empty() {
            fact.push_str(", ");
        }
        fact.push_str(&entry);
    }
    (!fact.is_empty()).then_some(fact)
}

/// `value` or `minValue`–`maxValue`, with the unit.
fn quantity(property: &JsValue) -> Option<String> {
    let mut fact = match own(property, "value") {
        Some(value) => plain_fact(&value)?,
        None => {
            let mut range = own_text(property, &["minValue"])?;
            if let Some(most) = own_text(property, &["maxValue"]).filter(|most| *most != range) {
                range.push('–');
                range.push_str(&most);
            }
            range
        }
    };
    let unit = own_text(property, &["unitText"])
        .or_else(|| own_text(property, &["unitCode"]).map(|code| unit_symbol(&code).to_owned()));
    if let Some(unit) = unit.filter(|unit| !unit.is_empty()) {
        if unit != "%" {
            fact.push('\u{a0}');
        }
        fact.push_str(&unit);
    }
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
