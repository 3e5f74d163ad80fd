//! Links of the page that can help.

use js_sys::{JsString, Reflect};
use usher_engine::{Link, LinkKind};
use wasm_bindgen::prelude::*;
use web_sys::Element;

use super::{dom, foreign, words};

/// Links looked at from the end and from the beginning of the page.
///
/// Help is linked in the footer, then in the header; a page with thousands of
/// links in between must not take our time.
const FROM_END: u32 = 120;
const FROM_START: u32 = 60;

/// Most characters of a label.
const MAX_LABEL_CHARS: usize = 80;

/// One link per kind, the one with the plainest label.
pub(super) fn read() -> Vec<Link> {
    let Some(list) = dom::all("a[href]") else { return Vec::new() };
    let count = list.length();
    let from_end = (count.saturating_sub(FROM_END)..count).rev();
    let from_start = 0..FROM_START.min(count.saturating_sub(FROM_END));
    let mut found: Vec<(u8, Link)> = Vec::new();
    for place in from_end.chain(from_start) {
        let Some(element) = list.item(place).and_then(|node| node.dyn_into::<Element>().ok())
        else {
            continue;
        };
        note_link(&mut found, &element);
        if found.len() == words::LINKS.len() && found.iter().all(|(rank, _)| *rank == 0) {
            break;
        }
    }
    found.sort_by_key(|(_, link)| link.kind);
    found.into_iter().map(|(_, link)| link).collect()
}

/// Keeps the link under each kind it serves better than the one known so far.
fn note_link(found: &mut Vec<(u8, Link)>, element: &Element) {
    let Some(href) = dom::attribute(element, "href") else { return };
    let Some(url) = safe_address(&href) else { return };
    let label = label_of(element);
    // JavaScript lowers every alphabet; doing it here would cost 9 KB of tables.
    let lower = String::from(JsString::from(label.as_str()).to_lower_case());
    let spoken = words::spaced(&lower);
    let written = words::spaced(href.split(['?', '#']).next().unwrap_or_default());
    let rel = dom::attribute(element, "rel").unwrap_or_default();
    for (kind, phrases) in words::LINKS {
        let Some(rank) = rank(kind, phrases, (&spoken, &written, &rel)) else { continue };
        let link = Link { kind, url: url.clone(), label: label.clone() };
        match found.iter_mut().find(|(_, known)| known.kind == kind) {
            Some(known) if rank < known.0 => *known = (rank, link),
            Some(_) => {}
            None => found.push((rank, link)),
        }
    }
}

/// How sure it is that the link is of this kind: 0 is surest; none is not at all.
fn rank(
    kind: LinkKind,
    phrases: &[&str],
    (spoken, written, rel): (&str, &str, &str),
) -> Option<u8> {
    let is_rel = kind == LinkKind::Help && words::has_phrase(&words::spaced(rel), &["help"]);
    let is_spoken = words::has_phrase(spoken, phrases);
    // A sentence that mentions delivery is not the delivery page.
    let is_short = spoken.split(' ').count() <= 7;
    let is_written = words::has_phrase(written, phrases);
    if is_rel || (is_spoken && is_written && is_short) {
        Some(0)
    } else if is_spoken && is_short {
        Some(1)
    } else if is_written && spoken.len() > 2 {
        Some(2)
    } else {
        None
    }
}

/// What the visitor reads on the link, or what a screen reader says.
fn label_of(element: &Element) -> String {
    let content = Reflect::get(element, &JsValue::from_str("textContent"));
    let text = content.ok().and_then(|text| text.dyn_into::<JsString>().ok());
    let text = text.and_then(|text| foreign::bounded(&text.trim(), MAX_LABEL_CHARS));
    let text = text.or_else(|| dom::attribute(element, "aria-label"));
    let text = text.or_else(|| dom::attribute(element, "title")).unwrap_or_default();
    let mut label = String::with_capacity(text.len());
    for word in text.split_ascii_whitespace() {
        if !label.is_empty() {
            label.push(' ');
        }
        label.push_str(word);
    }
    label
}

/// The address a visitor may be led to: http, https or a path of this site.
///
/// Shape: a path where it is this site, the whole address elsewhere; fragments
/// are kept, because help pages are long. `javascript:`, `data:`, `mailto:`
/// and a mere `#` give none.
fn safe_address(href: &str) -> Option<String> {
    let href = href.trim();
    if href.is_empty() || href.starts_with('#') {
        return None;
    }
    let location = web_sys::window()?.location();
    let url = web_sys::Url::new_with_base(href, &location.href().ok()?).ok()?;
    if !matches!(url.protocol().as_str(), "http:" | "https:") {
        return None;
    }
    let mut address =
        if url.origin() == location.origin().ok()? { String::new() } else { url.origin() };
    address.push_str(&url.pathname());
    address.push_str(&url.search());
    address.push_str(&url.hash());
    (address.len() <= 500).then_some(address)
}
