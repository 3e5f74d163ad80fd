//! What is remembered of the visitor's touchpoints, with a bound on everything.

use crate::id::Uuid;
use crate::page::Product;
use crate::play::PlayId;
use crate::time::{Millis, Timestamp};
use crate::touchpoint::{Touchpoint, TouchpointName};
use crate::wire::{wire_names, wire_struct};

/// A visit ends after this much inactivity. Source: GA4's definition.
pub(crate) const SESSION_GAP: Millis = Millis::minutes(30);

/// Times kept per touchpoint name. Eight is more than any rule counts within a window.
const MAX_TIMES: usize = 8;

/// Products kept per visit; the one looked at longest ago is forgotten first.
const MAX_ITEMS: usize = 24;

/// Orders kept. Enough for a yearly rhythm; the oldest is forgotten first.
const MAX_ORDERS: usize = 12;

/// Showings kept for the budgets; the weekly limit is 8 at most.
const MAX_SHOWN: usize = 16;

/// Refusals kept; three in a month already mean silence.
const MAX_REFUSALS: usize = 32;

/// How often and when a touchpoint happened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Which touchpoint.
    pub name: TouchpointName,
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
    /// Page view on which the last card was shown.
    pub card_page_view: u32,
    /// Cards shown unasked in this visit.
    pub cards: u32,
    /// Touchpoints by name.
    pub tallies: Vec<Tally>,
    /// Products looked at, in the order of the last look.
    pub items: Vec<ItemMemory>,
}

impl SessionMemory {
    pub(crate) fn begin(now: Timestamp) -> Self {
        Self { started: now, last_active: now, ..Self::default() }
    }

    pub(crate) fn is_over(&self, now: Timestamp) -> bool {
        now.since(self.last_active) >= SESSION_GAP
    }

    /// Counts a touchpoint.
    pub(crate) fn note(&mut self, touchpoint: &Touchpoint, now: Timestamp) {
        self.last_active = self.last_active.max(now);
        self.tally(touchpoint.name, now);
        if touchpoint.name == TouchpointName::PageView {
            self.page_views = self.page_views.saturating_add(1);
        }
        if touchpoint.name == TouchpointName::ViewItem {
            for item in &touchpoint.items {
                self.look_at(&item.product, now);
            }
        }
    }

    fn tally(&mut self, name: TouchpointName, now: Timestamp) {
        if let Some(tally) = self.tallies.iter_mut().find(|tally| tally.name == name) {
            tally.count = tally.count.saturating_add(1);
            if tally.times.len() >= MAX_TIMES {
                tally.times.remove(0);
            }
            tally.times.push(now);
        } else {
            self.tallies.push(Tally { name, count: 1, times: vec![now] });
        }
    }

    fn look_at(&mut self, product: &Product, now: Timestamp) {
        let known = self.items.iter().position(|item| item.product.id == product.id);
        let mut item = match known {
            Some(place) => self.items.remove(place),
            None => ItemMemory {
                product: product.clone(),
                first: now,
                last: now,
                dwell: Millis(0),
                views: 0,
            },
        };
        // A page that names a product without its facts must not erase them.
        if product.attributes.len() >= item.product.attributes.len() {
            item.product = product.clone();
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
        self.tallies.iter().find(|tally| tally.name == name)
    }

    pub(crate) fn count(&self, name: TouchpointName) -> u32 {
        self.tally_of(name).map_or(0, |tally| tally.count)
    }

    /// How often within the last `window`; at most the times kept.
    pub(crate) fn count_within(&self, name: TouchpointName, window: Millis, now: Timestamp) -> u32 {
        let mut count = 0;
        if let Some(tally) = self.tally_of(name) {
            for time in &tally.times {
                count += u32::from(now.since(*time) <= window);
            }
        }
        count
    }

    /// The latest kind of product looked at, and the products of that kind,
    /// latest look last.
    pub(crate) fn items_of_latest_kind(&self) -> Vec<&ItemMemory> {
        let mut items = Vec::new();
        if let Some(latest) = self.items.last() {
            for item in &self.items {
                if item.product.category == latest.product.category {
                    items.push(item);
                }
            }
        }
        items
    }
}

/// An order placed on this device.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrderMemory {
    /// The shop's order number.
    pub id: String,
    /// When it was placed.
    pub at: Timestamp,
    /// Whether the check-in for it was shown.
    pub is_checked_in: bool,
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
    /// Orders, oldest first.
    pub orders: Vec<OrderMemory>,
    /// Cards shown unasked, oldest first.
    pub shown: Vec<Shown>,
}

impl LastingMemory {
    /// Remembers an order once, however often its page is loaded.
    pub(crate) fn add_order(&mut self, id: &str, now: Timestamp) -> bool {
        if self.orders.iter().any(|order| order.id == id) {
            return false;
        }
        self.orders.push(OrderMemory { id: id.to_owned(), at: now, is_checked_in: false });
        if self.orders.len() > MAX_ORDERS {
            self.orders.remove(0);
        }
        true
    }

    pub(crate) fn add_shown(&mut self, play: &PlayId, now: Timestamp) {
        self.shown.push(Shown { play: play.clone(), at: now });
        if self.shown.len() > MAX_SHOWN {
            self.shown.remove(0);
        }
    }

    pub(crate) fn shown_within(&self, window: Millis, now: Timestamp) -> u32 {
        let mut count = 0;
        for shown in &self.shown {
            count += u32::from(now.since(shown.at) < window);
        }
        count
    }
}

/// One card shown unasked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Which play.
    pub play: PlayId,
    /// When.
    pub at: Timestamp,
}

/// How a play was refused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RefusalKind {
    /// Closed with ×.
    #[default]
    Closed,
    /// "Not now".
    NotNow,
}

impl RefusalKind {
    /// The name used in events and in what is kept.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::NotNow => "not_now",
        }
    }
}

/// One refusal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refusal {
    /// Which play.
    pub play: PlayId,
    /// When.
    pub at: Timestamp,
    /// How.
    pub kind: RefusalKind,
}

/// What the visitor explicitly asked to be remembered; necessary to honour it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preferences {
    /// "Stop showing tips".
    pub are_tips_stopped: bool,
    /// Refusals, oldest first.
    pub refusals: Vec<Refusal>,
}

impl Preferences {
    pub(crate) fn refuse(&mut self, play: &PlayId, kind: RefusalKind, now: Timestamp) {
        self.refusals.push(Refusal { play: play.clone(), at: now, kind });
        if self.refusals.len() > MAX_REFUSALS {
            self.refusals.remove(0);
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        !self.are_tips_stopped && self.refusals.is_empty()
    }
}

wire_struct!(Tally { count, times; name });
wire_struct!(ItemMemory { first, last, dwell, views; product });
wire_struct!(SessionMemory {
    id,
    started,
    last_active,
    sequence,
    visible,
    page_views,
    card_page_view,
    cards,
    tallies,
    items,
});
wire_struct!(OrderMemory { id, at, is_checked_in });
wire_struct!(LastingMemory { visitor, last_seen, last_visit, orders, shown });
wire_struct!(Shown { at; play });
wire_struct!(Refusal { at; play, kind });
wire_struct!(Preferences { are_tips_stopped, refusals });
wire_names!(RefusalKind: Closed, NotNow);
