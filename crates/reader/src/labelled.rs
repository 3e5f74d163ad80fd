//! Facts that stand behind their label: `Brand: Acme`, `SKU 4711`, and what a form
//! sends along with the product.

use crate::markup::{At, Markup};
use crate::parting::{first_part, is_letter, last_part, rest_part, without_end, without_start};
use crate::phrases::{BRAND_LABELS, SKU_LABELS};
use crate::scene::Scene;
use crate::vocabulary::{key, names};
use crate::wording::{has_phrase, is_phrase, named, spaced};

/// Longest text with a label that is looked at.
const MAX_BYTES: usize = 120;

/// The shop's own number, and who makes the product, as far as labels say.
#[derive(Clone, Debug, Default)]
pub(crate) struct Labelled {
    /// After a label.
    pub(crate) sku: String,
    /// After a label.
    pub(crate) brand: String,
    /// What is sent when the product is bought.
    pub(crate) sent: String,
}

/// Looks for labels outside of asides.
#[must_use]
pub(crate) fn read(scene: &Scene<'_>) -> Labelled {
    let mut labelled = Labelled::default();
    let page = scene.page;
    for at in 0..page.len() {
        if page.is(at, const { names("input") }) {
            note_sent(&mut labelled, page, at);
        }
        note_named(&mut labelled, scene, at);
        let text = page.content(at);
        if !page.is_text(at) || text.len() > MAX_BYTES || scene.is_aside(at) {
            continue;
        }
        for (labels, value) in
            [(SKU_LABELS, &mut labelled.sku), (BRAND_LABELS, &mut labelled.brand)]
        {
            let is_code = labels == SKU_LABELS;
            if value.is_empty()
                && let Some(said) = after_label(scene, at, labels)
                && (!is_code || is_number(&said))
                && said.len() <= if is_code { 30 } else { 60 }
            {
                *value = said;
            }
        }
    }
    labelled
}

/// An element whose own names say what it holds: `class="sku"`, `data-qa="product-brand"`.
fn note_named(labelled: &mut Labelled, scene: &Scene<'_>, at: At) {
    let page = scene.page;
    if !page.is(at, const { names("span div p b strong a td dd li em h2 h3 small") })
        || page.end(at) - at > 6
    {
        return;
    }
    let names = page.names(at);
    if names.len() > 80 {
        return;
    }
    if labelled.sku.is_empty()
        && has_phrase(&names, "sku|product sku|product code|article number|product reference|mpn")
        && !scene.is_aside(at)
    {
        let words = page.words(at, 60);
        let code = last_part(&words, ": ");
        if is_number(code) {
            labelled.sku = code.to_owned();
        }
    }
    if labelled.brand.is_empty()
        && has_phrase(
            &names,
            "product brand|brand name|brand|manufacturer name|product manufacturer",
        )
        && !scene.is_aside(at)
    {
        let words = page.words(at, 60);
        if !words.is_empty() && words.len() < 40 && !words.contains(':') {
            labelled.brand = words;
        }
    }
}

/// Hidden fields of the form that buys.
fn note_sent(labelled: &mut Labelled, page: &Markup, at: At) {
    if !labelled.sent.is_empty() || page.raw(at, const { key("type") }) != Some("hidden") {
        return;
    }
    let name = named(page.raw(at, const { key("name") }).unwrap_or_default());
    const SENT: &str = "product id|productid|id product|add to cart|product|sku|item id|itemid|\
        products id|product code|artikelnr|pid";
    if is_phrase(&name, SENT) {
        let value = page.attribute(at, const { key("value") });
        if is_number(&value) && value.len() <= 30 {
            labelled.sent = value;
        }
    }
}

/// What stands behind a label: after the colon, or in what follows.
fn after_label(scene: &Scene<'_>, at: At, labels: &'static str) -> Option<String> {
    let page = scene.page;
    let text = crate::wording::single_spaced(&crate::wording::decoded(page.content(at)));
    let label = first_part(&text, ":：#");
    let (label, rest) = match label.len() < text.len() {
        true => (label, rest_part(&text, ":：#").trim_ascii()),
        false => split_words(&text, labels),
    };
    let words = spaced(label);
    let is_label = is_phrase(&words, labels);
    if !is_label {
        return None;
    }
    if !rest.is_empty() {
        return Some(without_end(without_start(rest, ".: #"), ".: #").to_owned());
    }
    // The next text outside of the label's own element, and near it.
    let mut next = at + 1;
    let last = (at + 8).min(page.len());
    while next < last {
        if page.is_text(next) || page.raw(next, const { key("content") }).is_some() {
            let element = if page.is_text(next) { scene.element(next) } else { next };
            let words = page.words(element.max(at), MAX_BYTES);
            let words = if words.is_empty() {
                page.attribute(next, const { key("content") })
            } else {
                words
            };
            let words = without_end(without_start(&words, ".: #"), ".: #");
            if !words.is_empty() {
                return Some(words.to_owned());
            }
        }
        next += 1;
    }
    None
}

/// `SKU 4711` and `Art. Nr. 4711`: the last word, if it is a number.
fn split_words<'t>(text: &'t str, _labels: &'static str) -> (&'t str, &'t str) {
    let last = last_part(text, " ");
    match text.get(..text.len() - last.len()) {
        Some(label) if !label.is_empty() && last.bytes().any(|byte| byte.is_ascii_digit()) => {
            (label, last)
        }
        _ => (text, ""),
    }
}

/// Whether a text is a number of a shop: one word with a digit.
#[must_use]
pub(crate) fn is_number(text: &str) -> bool {
    let is_sign = |letter: char| is_letter(letter) || matches!(letter, '-' | '.' | '/' | '_');
    text.len() >= 2
        && text.chars().any(|letter| letter.is_ascii_digit())
        && text.chars().all(is_sign)
}

/// The longest number in a path, as shops put it there: `/x-3410048.php`.
#[must_use]
pub(crate) fn number_in_path(path: &str) -> Option<&str> {
    let mut best: Option<&str> = None;
    for run in path.split(|letter: char| !letter.is_ascii_digit()) {
        if run.len() >= 4 && run.len() <= 14 && best.is_none_or(|best| run.len() >= best.len()) {
            best = Some(run);
        }
    }
    best
}
