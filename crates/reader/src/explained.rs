//! What was understood of a page, put together with what was known before, as JSON.

use usher_engine::{PageKind, Understood, from_json, to_json};

use crate::markup::Markup;
use crate::reading::{Address, Reading, read};

/// Reads a page and tells what is understood of it.
///
/// Shape: `known` is an [`Understood`] as JSON, from the page's JSON-LD alone; the
/// answer is one too, with `evidence` (fact, source and words) in addition. What was
/// settled before stays as it is.
#[must_use]
pub fn explained(page: &Markup, address: &Address, known: &str) -> String {
    let known: Understood = from_json(known).unwrap_or_default();
    let mut reading = read(page, address);
    let evidence = evidence(&mut reading);
    let understood = merged(known, reading);
    let mut text = to_json(&understood);
    text.pop();
    text.push_str(",\"evidence\":");
    text.push_str(&evidence);
    text.push('}');
    text
}

fn evidence(reading: &mut Reading) -> String {
    let mut list = Vec::new();
    for known in reading.evidence.drain(..) {
        let mut said = known.source.to_owned();
        said.push_str(": ");
        said.push_str(&known.said);
        list.push((known.fact.to_owned(), said));
    }
    to_json(&list)
}

/// The rules where both speak: the whole page knows its kind better than JSON-LD alone;
/// of a product it knows name, number, price and stock better, while who makes it, its
/// category and facts for comparing stay as JSON-LD has them; questions in data count before others.
fn merged(mut known: Understood, reading: Reading) -> Understood {
    if known.is_settled() {
        return known;
    }
    known.kind = reading.kind;
    let before = known.product.take();
    if known.kind == PageKind::Product {
        known.product = reading.product;
        if let (Some(product), Some(before)) = (&mut known.product, before) {
            // An address stands in where there is no number.
            if product.id.starts_with('/') {
                product.id = before.id;
            }
            if product.name.is_empty() {
                product.name = before.name;
            }
            for (read, known) in
                [(&mut product.brand, before.brand), (&mut product.category, before.category)]
            {
                if !known.is_empty() {
                    *read = known;
                }
            }
            product.price = product.price.take().or(before.price);
            product.is_available = product.is_available.or(before.is_available);
            product.url = before.url;
            product.attributes = before.attributes;
        }
    }
    if known.questions.is_empty() {
        for question in reading.questions {
            known.questions.push((question.question, question.answer));
        }
    }
    known
}
