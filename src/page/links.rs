//! Links of the page that can help.

use usher_engine::{Link, LinkKind};

use super::{dom, words};
use crate::pieces::{cut, until};

/// Links looked at from the end and from the beginning of the page.
///
/// Help is linked in the footer, then in the header; a page with thousands of
/// links in between must not take our time.
const FROM_END: u32 = 120;
const FROM_START: u32 = 60;

/// Most characters of a label.
const MAX_LABEL_CHARS: usize = 80;

/// One link per kind, the one with the plainest label, in the order of the kinds.
pub(super) fn read() -> Vec<Link> {
    let texts = dom::links(FROM_END, FROM_START);
    let text = |link: u32, part| dom::text_at(&texts, link * 4 + part);
    // For each kind, how sure the best link is, and which it is.
    let mut best = [(u8::MAX, 0); words::LINKS.len()];
    for link in 0..texts.length() / 4 {
        let spoken = words::spaced(cut(&text(link, 1), MAX_LABEL_CHARS));
        let written = words::spaced(until(&text(link, 2), "?#"));
        let rel = text(link, 3);
        for ((kind, phrases), best) in words::LINKS.into_iter().zip(&mut best) {
            let rank = rank(kind, phrases, (&spoken, &written, &rel));
            if rank < best.0 {
                *best = (rank, link);
            }
        }
    }
    let mut links = Vec::new();
    for ((kind, _), (rank, link)) in words::LINKS.into_iter().zip(best) {
        if rank < u8::MAX {
            let label = cut(&text(link, 1), MAX_LABEL_CHARS).to_owned();
            links.push(Link { kind, url: text(link, 0), label });
        }
    }
    links
}

/// How sure it is that the link is of this kind: 0 is surest, [`u8::MAX`] is not at all.
fn rank(kind: LinkKind, phrases: &str, (spoken, written, rel): (&str, &str, &str)) -> u8 {
    let is_rel = kind == LinkKind::Help && words::has_phrase(&words::spaced(rel), "help");
    // A sentence that mentions delivery is not the delivery page.
    let is_short = spoken.bytes().filter(|byte| *byte == b' ').count() <= 6;
    let is_spoken = is_short && words::has_phrase(spoken, phrases);
    let is_written = words::has_phrase(written, phrases);
    if is_rel || (is_spoken && is_written) {
        0
    } else if is_spoken {
        1
    } else if is_written && spoken.len() > 2 {
        2
    } else {
        u8::MAX
    }
}
