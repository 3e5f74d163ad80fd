//! What is understood of a page of the shop, from which evidence, and what would help.

use super::call::Answer;
use super::{Remark, Verdict};
use std::collections::BTreeMap;
use ureq::http::Uri;
use usher_engine::{PageKind, Product};
use usher_reader::{Address, Evidence, Markup, Reading, read};

/// Facts of a product that are worth stating, and how shops state them.
const WANTED: [(&str, &str); 5] = [
    ("name", "`name`"),
    ("sku", "`sku`"),
    ("price", "`offers.price`, a decimal with a point"),
    ("currency", "`offers.priceCurrency`, three letters of ISO 4217"),
    ("stock", "`offers.availability`, such as https://schema.org/InStock"),
];

/// Reads a page that was fetched as the widget reads it. What scripts of the page would
/// add is not there; the widget itself sees it.
pub(super) fn explain_reading(answer: &Answer, url: &str) -> Vec<Remark> {
    let Some(address) = address(url) else { return Vec::new() };
    if !(200..300).contains(&answer.status) {
        // Said once already, where the policy is looked at.
        return Vec::new();
    }
    let mut page = Markup::default();
    page.push(&answer.body);
    page.finish();
    let reading = read(&page, &address);
    let mut remarks = vec![explain_kind(&reading)];
    if let Some(product) = &reading.product {
        remarks.extend(explain_product(product, &reading.evidence));
    }
    if !reading.questions.is_empty() {
        let count = reading.questions.len();
        let first = reading.questions.first().map_or("", |question| question.question.as_str());
        let words = format!("Questions it answers: {count}, the first is “{first}”.");
        remarks.push(Remark::new(Verdict::Good, words));
    }
    remarks
}

fn address(url: &str) -> Option<Address> {
    let url: Uri = url.parse().ok()?;
    let path = url.path_and_query().map_or("/", |path| path.as_str());
    Some(Address { host: url.host()?.to_owned(), path: path.to_owned() })
}

fn explain_kind(reading: &Reading) -> Remark {
    let signs = reading.evidence.iter().find(|known| known.fact == "kind");
    let mut signs: Vec<&str> =
        signs.map_or("", |known| &known.said).split(' ').skip(1).map(in_words).collect();
    signs.dedup();
    let kind = reading.kind.as_str();
    if reading.kind == PageKind::Other {
        let words = "Kind of page: other. Nothing says that it is one of a shop's usual pages, and \
                     that is a good answer where it is none; a product page needs a heading, a price \
                     and something to press, or Product data.";
        return Remark::new(Verdict::Note, words);
    }
    let sure = if reading.lead >= 4 { "sure" } else { "not sure" };
    let signs = signs.join(", ");
    Remark::new(Verdict::Good, format!("Kind of page: {kind}, {sure}, by {signs}."))
}

fn in_words(sign: &str) -> &str {
    match sign {
        "address" => "its address",
        "platform" => "names its shop system gives",
        "data" => "its data",
        "sight" => "what people see",
        other => other,
    }
}

/// One remark a fact: what is believed and why, what else was said, what is missing.
fn explain_product(product: &Product, evidence: &[Evidence]) -> Vec<Remark> {
    let mut by_fact: BTreeMap<&str, Vec<&Evidence>> = BTreeMap::new();
    for known in evidence.iter().filter(|known| known.fact != "kind") {
        by_fact.entry(known.fact).or_default().push(known);
    }
    let mut remarks = Vec::new();
    for (fact, advice) in WANTED {
        remarks.push(match by_fact.get(fact) {
            Some(said) => explain_fact(fact, believed(product, fact), said),
            None => {
                let words = format!(
                    "The {fact} of the product is not known. State it in the page's Product data \
                     (JSON-LD): {advice}."
                );
                Remark::new(Verdict::Note, words)
            }
        });
    }
    if !evidence.iter().any(|known| known.source == "json-ld" && known.fact != "kind") {
        let words = "No Product in JSON-LD: what is known was read from the page itself, and can \
                     be lost with its next redesign.";
        remarks.push(Remark::new(Verdict::Note, words));
    }
    remarks
}

fn believed<'a>(product: &'a Product, fact: &str) -> &'a str {
    let price = product.price.as_ref();
    match fact {
        "name" => &product.name,
        "sku" => &product.id,
        "price" => price.map_or("", |price| &price.amount),
        "currency" => price.map_or("", |price| &price.currency),
        _ if product.is_available == Some(true) => "can be had",
        _ => "cannot be had",
    }
}

fn explain_fact(fact: &str, believed: &str, said: &[&Evidence]) -> Remark {
    let mut by = Vec::new();
    let mut others = Vec::new();
    for known in said {
        if known.said == believed {
            by.push(known.source);
        } else {
            others.push(format!("{} says “{}”", known.source, known.said));
        }
    }
    by.dedup();
    let by = if by.is_empty() { "several together".to_owned() } else { by.join(", ") };
    if others.is_empty() {
        return Remark::new(Verdict::Good, format!("{fact}: “{believed}” ({by})."));
    }
    let words = format!("{fact}: “{believed}” ({by}); {}.", others.join(", "));
    // A name is written in many ways; two prices are a mistake somewhere.
    let is_worse = matches!(fact, "price" | "currency" | "stock");
    Remark::new(if is_worse { Verdict::Note } else { Verdict::Good }, words)
}
