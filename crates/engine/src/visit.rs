//! The visits of one visitor, and what coming back says.

use crate::engine::Engine;
use crate::mark::MarkKind;
use crate::memory::{SESSION_GAP, tally};
use crate::page::PageKind;
use crate::time::{Millis, Timestamp};
use crate::touchpoint::{Touchpoint, TouchpointName};
use crate::wire::wire_struct;

/// Visits kept; enough for a mean, and few enough to follow a change.
const MAX_VISITS: usize = 8;
/// A visit this long after the last one still counts as coming back. 5.1.
const RETURN_WINDOW: Millis = Millis::days(14);
/// Coming back twice, and to the same product, counts within this. 5.1, 5.2.
const SOON: Millis = Millis::days(7);

/// One visit, in short.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Visit {
    /// When it began.
    pub at: Timestamp,
    /// Pages looked at.
    pub pages: u32,
    /// How many of them were about help.
    pub help_pages: u32,
}

impl Engine {
    /// Counts what the engine noticed by itself. It is evidence, and no event.
    pub(crate) fn notice(&mut self, name: TouchpointName, now: Timestamp) {
        tally(&mut self.session.tallies, (name, ""), (now, 1));
        tally(&mut self.lasting.tallies, (name, ""), (now, 1));
    }

    /// What a touchpoint says across visits; to be called before it is counted.
    pub(crate) fn note_across_visits(&mut self, touchpoint: &Touchpoint, now: Timestamp) {
        let before = self.lasting.last_seen;
        if self.lasting.visits.is_empty() || before.is_some_and(|at| now.since(at) >= SESSION_GAP) {
            self.begin_visit(before, now);
        }
        let is_help = self.page.as_ref().is_some_and(|page| {
            matches!(page.kind, PageKind::Help | PageKind::Contact | PageKind::OrderStatus)
        });
        let mut visit_at = now;
        if let Some(visit) = self.lasting.visits.last_mut() {
            let pages = u32::from(touchpoint.name == TouchpointName::PageView);
            visit.pages = visit.pages.saturating_add(pages);
            visit.help_pages = visit.help_pages.saturating_add(pages * u32::from(is_help));
            visit_at = visit.at;
        }
        self.know_items(touchpoint, visit_at, now);
        tally(&mut self.lasting.tallies, (touchpoint.name, ""), (now, 1));
    }

    fn begin_visit(&mut self, before: Option<Timestamp>, now: Timestamp) {
        let visits = &mut self.lasting.visits;
        if visits.len() >= MAX_VISITS {
            visits.remove(0);
        }
        visits.push(Visit { at: now, ..Visit::default() });
        let soon = visits.iter().filter(|visit| now.since(visit.at) <= SOON).count();
        if before.is_some_and(|before| now.since(before) <= RETURN_WINDOW) {
            self.notice(TouchpointName::ReturnVisit, now);
        }
        // The visit returned to counts among them.
        if soon > 2 {
            self.notice(TouchpointName::FrequentVisit, now);
        }
    }

    fn know_items(&mut self, touchpoint: &Touchpoint, visit_at: Timestamp, now: Timestamp) {
        let kind = match touchpoint.name {
            TouchpointName::ViewItem => MarkKind::Plain,
            TouchpointName::AddToWishlist => MarkKind::Wished,
            _ => return,
        };
        for item in &touchpoint.items {
            let id = &item.product.id;
            let is_latest = self.lasting.known.last().is_some_and(|mark| mark.of == *id);
            let Some(before) = self.lasting.know(id, kind, now) else { continue };
            let is_earlier = before.at < visit_at;
            if kind == MarkKind::Wished || (is_latest && !is_earlier) {
                continue;
            }
            if before.kind == MarkKind::Wished {
                self.notice(TouchpointName::ReturnToWish, now);
            }
            if is_earlier && now.since(before.at) <= SOON {
                self.notice(TouchpointName::ReturnToItem, now);
            }
        }
    }
}

wire_struct!(Visit { at, pages, help_pages });
