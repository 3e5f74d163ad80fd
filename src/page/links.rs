//! Links of the page that can help.

use usher_engine::{Link, LinkKind};
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::plain::cut;
use super::{dom, foreign, words};
use crate::property;

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
    let Some(list) = dom::list("a[href]") else { return Vec::new() };
    let count = list.length();
    let mut found: Vec<(u8, Link)> = Vec::new();
    for step in 0..count.min(FROM_END + FROM_START) {
        let place = if step < FROM_END { count - 1 - step } else { step - FROM_END };
        if let Some(node) = list.item(place) {
            note_link(&mut found, node.unchecked_ref());
        }
    }
    // One per kind, in the order the kinds are offered.
    let mut links = Vec::new();
    for (kind, _) in words::LINKS {
        let place = found.iter().position(|(_, link)| link.kind == kind);
        links.extend(place.map(|place| found.swap_remove(place).1));
    }
    links
}

/// Keeps the link under each kind it serves better than the one known so far.
fn note_link(found: &mut Vec<(u8, Link)>, element: &Element) {
    let href = dom::attribute(element, "href").unwrap_or_default();
    let Some(url) = safe_address(href.trim_ascii()) else { return };
    let label = label_of(element);
    let spoken = words::spaced(&label);
    let written = words::spaced(foreign::until(&href, b"?#"));
    let rel = dom::attribute(element, "rel").unwrap_or_default();
    for (kind, phrases) in words::LINKS {
        let Some(rank) = rank(kind, phrases, (&spoken, &written, &rel)) else { continue };
        let place = found.iter().position(|(_, known)| known.kind == kind);
        let is_better = place.and_then(|place| found.get(place)).is_none_or(|known| rank < known.0);
        if is_better {
            if let Some(place) = place {
                found.swap_remove(place);
            }
            found.push((rank, Link { kind, url: url.clone(), label: label.clone() }));
        }
    }
}

/// How sure it is that the link is of this kind: 0 is surest; none is not at all.
fn rank(kind: LinkKind, phrases: &str, (spoken, written, rel): (&str, &str, &str)) -> Option<u8> {
    let is_rel = kind == LinkKind::Help && words::has_phrase(&words::spaced(rel), "help");
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
    // Longer than a label, since markup is written with blanks.
    let mut text = dom::content(element, 1_000);
    for name in ["aria-label", "title"] {
        if text.trim_ascii().is_empty() {
            text = dom::attribute(element, name).unwrap_or_default();
        }
    }
    let mut label = String::new();
    for word in text.split_ascii_whitespace() {
        if !label.is_empty() {
            label.push(' ');
        }
        label.push_str(word);
    }
    label.truncate(cut(&label, MAX_LABEL_CHARS).len());
    label
}

/// The address a visitor may be led to: http, https or a path of this site.
///
/// Shape: a path where it is this site, the whole address elsewhere; fragments
/// are kept, because help pages are long. `javascript:`, `data:`, `mailto:`
/// and a mere `#` give none.
fn safe_address(href: &str) -> Option<String> {
    if href.is_empty() || href.starts_with('#') {
        return None;
    }
    let url = property::url(href)?;
    if !matches!(property::text(&url, "protocol").as_str(), "http:" | "https:") {
        return None;
    }
    let mut address = property::text(&url, "origin");
    if address == property::of_location("origin") {
        address.clear();
    }
    for part in ["pathname", "search", "hash"] {
        address.push_str(&property::text(&url, part));
    }
    (address.len() <= 500).then_some(address)
}
