//! What a condition can ask about: words and numbers of the moment.

use crate::condition::Situation;
use crate::frustration::frustration;
use crate::mark::MarkKind;
use crate::name::named;
use crate::page::{PageFacts, PageKind};
use crate::sign::READINGS;
use crate::surroundings::{DeviceClass, WEEKDAYS};
use crate::time::Millis;

named! {
    /// Something that is one word.
    pub enum Fact {
        /// The stage of the journey.
        Stage = "stage",
        /// The relationship with the shop.
        Relationship = "relationship",
        /// How it grows.
        Phase = "phase",
        /// The need the moment speaks for.
        Need = "need",
        /// The kind of the page.
        Page = "page",
        /// The language of the page.
        Language = "language",
        /// What the visitor holds in the hand.
        Device = "device",
        /// The day of the week where the visitor is.
        Weekday = "weekday",
    }
}

named! {
    /// Something that is a whole number.
    pub enum Measure {
        /// Whether the page says what delivery or returning takes, 0 or 1.
        OfferTerms = "offer_terms",
        /// Different products looked at in this visit, of the kind looked at last.
        ItemsOfOneKind = "items_of_one_kind",
        /// Seconds this page has been visible.
        DwellSeconds = "dwell_seconds",
        /// Whole days since the last order on this device that was not asked about
        /// yet; -1 without one.
        DaysSinceOrder = "days_since_order",
        /// Things in the cart.
        CartItems = "cart_items",
        /// What they come to, in whole units of the shop's money.
        CartValue = "cart_value",
        /// The hour where the visitor is, 0 to 23; -1 when it is not known.
        Hour = "hour",
        /// Pages looked at in this visit.
        PageViews = "page_views",
        /// Visits that are remembered, this one included.
        Visits = "visits",
        /// Orders, by the site's word or as seen on this device.
        Orders = "orders",
        /// Whether the visitor's pointer left the page at its top, 0 or 1: a play that
        /// asks for it follows P14.
        Leaving = "leaving",
        /// How hard the shop makes it: see `frustration.rs`.
        Frustration = "frustration",
    }
}

impl Fact {
    /// The words it can be; empty where any word can be asked for.
    #[must_use]
    pub fn words(self) -> &'static [&'static str] {
        match self {
            Self::Page => PageKind::WORDS,
            Self::Device => DeviceClass::WORDS,
            Self::Weekday => &WEEKDAYS,
            Self::Language => &[],
            _ => READINGS.get(self as usize).map_or(&[], |reading| reading.words),
        }
    }

    /// The word a page has for it.
    pub(crate) fn word_of_page(self, page: &PageFacts) -> &str {
        match self {
            Self::Page => page.kind.as_str(),
            // `de-AT` is German too.
            _ => page.language.split('-').next().unwrap_or_default(),
        }
    }

    /// The word now; empty when it is not known.
    pub(crate) fn word<'a>(self, situation: &'a Situation<'_>) -> &'a str {
        match self {
            Self::Page | Self::Language => self.word_of_page(situation.page),
            Self::Device => situation.surroundings.device.map_or("", DeviceClass::as_str),
            Self::Weekday => situation.surroundings.weekday(situation.now),
            _ => {
                let place = self as usize;
                let sign = situation.signs.get(place).copied().flatten();
                READINGS.get(place).map_or("", |reading| reading.word(sign))
            }
        }
    }
}

impl Measure {
    /// The number now.
    pub(crate) fn of(self, situation: &Situation<'_>) -> i64 {
        let (session, lasting) = (situation.memories.session, situation.memories.lasting);
        let count = match self {
            Self::OfferTerms => usize::from(situation.page.has_terms()),
            Self::Leaving => usize::from(situation.moment.is_leaving),
            Self::ItemsOfOneKind => situation.items_of_one_kind,
            Self::Visits => lasting.visits.len(),
            Self::Orders => situation.memories.order_count(),
            Self::DwellSeconds => {
                return situation.moment.visible(situation.now).whole_seconds();
            }
            Self::DaysSinceOrder => {
                let last = lasting.orders.last();
                let last = last.filter(|order| order.kind != MarkKind::CheckedIn);
                return last.map_or(-1, |order| situation.now.since(order.at).whole_days());
            }
            Self::CartItems => return i64::from(session.cart_items),
            Self::CartValue => return session.cart_cents / 100,
            Self::Hour => return situation.surroundings.hour(situation.now),
            Self::PageViews => return i64::from(session.page_views),
            Self::Frustration => {
                let fresh = situation.moment.untaken(situation.now).0;
                return frustration(session, Millis(session.visible.0.saturating_add(fresh)));
            }
        };
        i64::try_from(count).unwrap_or(i64::MAX)
    }
}
