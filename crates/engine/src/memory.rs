//! What is remembered of the visitor's touchpoints, with a bound on everything.

use crate::id::Uuid;
use crate::identity::Identity;
use crate::mark::{Mark, MarkKind, remember};
use crate::page::Product;
use crate::time::{Millis, Timestamp};
use crate::touchpoint::{Touchpoint, TouchpointName};
use crate::trail::Trail;
use crate::visit::Visit;
use crate::wire::wire_struct;

/// A visit ends after this much inactivity. Source: GA4's definition.
pub(crate) const SESSION_GAP: Millis = Millis::minutes(30);

/// Times kept per touchpoint name. Eight is more than any rule counts within a window.
const MAX_TIMES: usize = 8;

/// Products kept per visit; the one looked at longest ago is forgotten first.
const MAX_ITEMS: usize = 24;

/// Orders kept. Enough for a yearly rhythm; the oldest is forgotten first.
const MAX_ORDERS: usize = 12;

/// Products remembered across visits by their id; the oldest is forgotten first.
const MAX_KNOWN: usize = 24;

/// How often and when a touchpoint happened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Which touchpoint.
    pub name: TouchpointName,
    /// Which one of the site owner's own; empty for ours.
    pub of: String,
    /// How often in this visit.
    pub count: u32,
    /// The latest times, oldest first.
    pub times: Vec<Timestamp>,
}

impl Tally {
    /// When it last happened.
    #[must_use]
    pub fn last(&self) -> Timestamp {
        self.times.last().copied().unwrap_or_default()
    }
}

/// What the tallies say of a touchpoint.
pub(crate) fn tally_of(tallies: &[Tally], name: TouchpointName) -> Option<&Tally> {
    tallies.iter().find(|tally| tally.name == name)
}

/// Counts a touchpoint; at most so many of its times are kept.
pub(crate) fn tally(
    tallies: &mut Vec<Tally>,
    (name, of): (TouchpointName, &str),
    (now, most): (Timestamp, usize),
) {
    if let Some(tally) = tallies.iter_mut().find(|tally| tally.name == name && tally.of == of) {
        tally.count = tally.count.saturating_add(1);
        if tally.times.len() >= most {
            tally.times.remove(0);
        }
        tally.times.push(now);
    } else {
        tallies.push(Tally { name, of: of.to_owned(), count: 1, times: vec![now] });
    }
}

/// A product the visitor looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemMemory {
    /// Its facts, as last read.
    pub product: Product,
    /// When it was first looked at.
    pub first: Timestamp,
    /// When it was last looked at.
    pub last: Timestamp,
    /// How long it was in view, all looks together.
    pub dwell: Millis,
    /// How often it was looked at.
    pub views: u32,
}

/// The memory of one visit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SessionMemory {
    /// Its id in events; only under `analytics`.
    pub id: Option<Uuid>,
    /// When it began.
    pub started: Timestamp,
    /// When something last happened.
    pub last_active: Timestamp,
    /// Number of the last event.
    pub sequence: u32,
    /// How long pages were visible, without the current one.
    pub visible: Millis,
    /// Pages looked at.
    pub page_views: u32,
    /// How long pages had been visible when the last card was shown.
    pub card_visible: Millis,
    /// Cards shown unasked in this visit.
    pub cards: u32,
    /// The readings last reported, by their words, so that they are not reported
    /// again; in the order of `READINGS`.
    pub readings: Vec<String>,
    /// Things in the cart.
    pub cart_items: u32,
    /// What they come to, in hundredths of the shop's money.
    pub cart_cents: i64,
    /// What became of designed moments, so that it is not reported again: a stage
    /// and an outcome.
    pub moments: Vec<String>,
    /// What the site said it knows.
    pub stated: Identity,
    /// Touchpoints by name.
    pub tallies: Vec<Tally>,
    /// Products looked at, in the order of the last look.
    pub items: Vec<ItemMemory>,
    /// The latest pages.
    pub trail: Trail,
}

impl SessionMemory {
    pub(crate) fn begin(now: Timestamp) -> Self {
        Self { started: now, last_active: now, ..Self::default() }
    }

    pub(crate) fn is_over(&self, now: Timestamp) -> bool {
        now.since(self.last_active) >= SESSION_GAP
    }

    /// Counts a touchpoint.
    pub(crate) fn note(&mut self, touchpoint: Touchpoint, now: Timestamp) {
        self.last_active = self.last_active.max(now);
        tally(&mut self.tallies, (touchpoint.name, ""), (now, MAX_TIMES));
        if touchpoint.name == TouchpointName::PageView {
            self.page_views = self.page_views.saturating_add(1);
        }
        if touchpoint.name == TouchpointName::ViewItem {
            for item in touchpoint.items {
                self.look_at(item.product, now);
            }
        }
    }

    fn look_at(&mut self, product: Product, now: Timestamp) {
        let known = self.items.iter().position(|item| item.product.id == product.id);
        let mut item = match known {
            Some(place) => self.items.remove(place),
            None => ItemMemory { first: now, ..ItemMemory::default() },
        };
        // A page that names a product without its facts must not erase them.
        if product.attributes.len() >= item.product.attributes.len() {
            item.product = product;
        }
        item.last = now;
        item.views = item.views.saturating_add(1);
        self.items.push(item);
        if self.items.len() > MAX_ITEMS {
            self.items.remove(0);
        }
    }

    /// Adds the time a product was in view.
    pub(crate) fn add_dwell(&mut self, product: &str, dwell: Millis) {
        if let Some(item) = self.items.iter_mut().find(|item| item.product.id == product) {
            item.dwell = Millis(item.dwell.0.saturating_add(dwell.0));
        }
    }

    pub(crate) fn tally_of(&self, name: TouchpointName) -> Option<&Tally> {
        tally_of(&self.tallies, name)
    }

    pub(crate) fn count(&self, name: TouchpointName) -> u32 {
        self.tally_of(name).map_or(0, |tally| tally.count)
    }

    /// How often a touchpoint happened, ours or one of the site owner's own.
    pub(crate) fn count_of(&self, name: TouchpointName, of: &str) -> u32 {
        self.find(name, of).map_or(0, |tally| tally.count)
    }

    fn find(&self, name: TouchpointName, of: &str) -> Option<&Tally> {
        self.tallies.iter().find(|tally| tally.name == name && tally.of == of)
    }

    /// How often within the last `window`; at most the times kept.
    pub(crate) fn count_within(
        &self,
        (name, of): (TouchpointName, &str),
        window: Millis,
        now: Timestamp,
    ) -> u32 {
        let mut count = 0;
        if let Some(tally) = self.find(name, of) {
            for time in &tally.times {
                count += u32::from(now.since(*time) <= window);
            }
        }
        count
    }

    /// The products of the kind looked at last, latest look last.
    pub(crate) fn items_of_latest_kind(&self) -> impl Iterator<Item = &ItemMemory> {
        let latest = self.items.last();
        self.items.iter().filter(move |item| {
            latest.is_some_and(|latest| item.product.category == latest.product.category)
        })
    }
}

/// The memory across visits; only under `personalise`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LastingMemory {
    /// A random id of this visitor on this site.
    pub visitor: Option<Uuid>,
    /// When something last happened, in this visit or the one before.
    pub last_seen: Option<Timestamp>,
    /// When the visit before this one ended.
    pub last_visit: Option<Timestamp>,
    /// Orders placed on this device, oldest first.
    pub orders: Vec<Mark>,
    /// Cards shown unasked, oldest first; one held out has no name.
    pub shown: Vec<Mark>,
    /// Showings nobody clicked on, and goals reached, by play.
    pub tries: Vec<Mark>,
    /// What was asked, by format, and how it went.
    pub asked: Vec<Mark>,
    /// What counts as a refusal without having been said.
    pub refusals: Vec<Mark>,
    /// Ignored cards that do not make a refusal yet.
    pub ignores: u32,
    /// Touchpoints of all visits by name, each with its last time.
    pub tallies: Vec<Tally>,
    /// Products known by their id, in the order of the last look.
    pub known: Vec<Mark>,
    /// The latest visits, this one included, oldest first.
    pub visits: Vec<Visit>,
    /// The readings last reported, as in the memory of the visit.
    pub readings: Vec<String>,
}

impl LastingMemory {
    /// Remembers an order once, however often its page is loaded.
    pub(crate) fn add_order(&mut self, id: &str, now: Timestamp) -> bool {
        if self.orders.iter().any(|order| order.of == id) {
            return false;
        }
        remember(&mut self.orders, (id, MarkKind::Plain, now), MAX_ORDERS);
        true
    }

    /// Somebody clicked on a play.
    pub(crate) fn click(&mut self, play: &str) {
        self.tries.retain(|one| one.of != play || one.kind == MarkKind::Done);
    }

    /// Takes a look at a product, or a wish for it; says what it was before.
    pub(crate) fn know(&mut self, id: &str, kind: MarkKind, now: Timestamp) -> Option<Mark> {
        let place = self.known.iter().position(|mark| mark.of == id);
        let before = place.map(|place| self.known.remove(place));
        let was = before.as_ref().map_or(MarkKind::Plain, |mark| mark.kind);
        remember(&mut self.known, (id, kind.max(was), now), MAX_KNOWN);
        before
    }
}

/// What the visitor explicitly asked to be remembered; necessary to honour it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preferences {
    /// "Stop showing tips".
    pub are_tips_stopped: bool,
    /// Refusals of plays, oldest first.
    pub refusals: Vec<Mark>,
}

impl Preferences {
    pub(crate) fn is_empty(&self) -> bool {
        !self.are_tips_stopped && self.refusals.is_empty()
    }

    /// Forgets refusals older than `life` that are not for good. P25.
    pub(crate) fn forget(&mut self, life: Millis, closings: u32, now: Timestamp) {
        let is_closed = |mark: &Mark, of: &str| mark.kind == MarkKind::Closed && mark.of == of;
        let all = self.refusals.clone();
        self.refusals.retain(|mark| {
            let times = all.iter().filter(|other| is_closed(other, &mark.of)).count();
            now.since(mark.at) < life || u32::try_from(times).is_ok_and(|times| times >= closings)
        });
    }
}

wire_struct!(Tally { of, count, times; name });
wire_struct!(ItemMemory { first, last, dwell, views; product });
wire_struct!(SessionMemory {
    id,
    started,
    last_active,
    sequence,
    visible,
    page_views,
    card_visible,
    cards,
    cart_items,
    cart_cents,
    moments,
    readings,
    stated,
    tallies,
    items,
    trail,
});
wire_struct!(LastingMemory {
    visitor,
    last_seen,
    last_visit,
    orders,
    shown,
    tries,
    asked,
    refusals,
    ignores,
    tallies,
    known,
    visits,
    readings,
});
wire_struct!(Preferences { are_tips_stopped, refusals });
