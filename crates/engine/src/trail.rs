//! The way through the shop, and the ways that say that something is hard to find.
//!
//! Source: reference/guidance.md 5.4.

use crate::memory::{SessionMemory, Tally};
use crate::page::PageKind;
use crate::time::{Millis, Timestamp};
use crate::touchpoint::TouchpointName;
use crate::wire::wire_struct;

/// Pages kept. Three trips from a list to an item and back are seven.
const MAX_STEPS: usize = 12;

/// Two searches without a result within this are one need that is not met.
const VAIN_WINDOW: Millis = Millis::minutes(5);
/// Back so soon means that the page was not what its link promised.
const QUICK: Millis = Millis::seconds(7);
/// A look at an item that was shorter was no real look.
const SHORT_LOOK: Millis = Millis::seconds(30);

/// One page of the way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// What kind of page it was.
    pub kind: PageKind,
    /// The page's own number; see [`crate::PageFacts::place`].
    pub place: u32,
    /// When it was opened.
    pub at: Timestamp,
    /// Whether something was pressed on the page before.
    pub is_pressed: bool,
}

/// The latest pages of a visit, and what else has to outlive a page to be understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trail {
    /// The latest pages, oldest first.
    pub steps: Vec<Step>,
    /// When something was last pressed.
    pub pressed: Option<Timestamp>,
    /// When a search last had no result.
    pub vain: Option<Timestamp>,
    /// Whether buying did not work: pressed again and again, and nothing bought since.
    pub is_stuck: bool,
}

/// A way that means something: a row of [`WAYS`].
pub(crate) struct Way {
    pub(crate) name: TouchpointName,
    /// In which way the signal came about; empty where there is one only.
    pub(crate) how: &'static str,
    /// Only pages opened within this count.
    window: Millis,
    /// Whether putting something into the cart ends it.
    ends_with_cart: bool,
    /// How often it was so; 0 when it is not so.
    count: fn(&[Step]) -> u32,
}

pub(crate) static WAYS: [Way; 5] = [
    Way {
        name: TouchpointName::QuickBack,
        how: "",
        window: Millis::hours(1),
        ends_with_cart: false,
        count: |steps| match steps {
            [.., from, there, back]
                if from.place == back.place
                    && there.place != back.place
                    && there.is_pressed
                    && back.at.since(there.at) <= QUICK =>
            {
                1
            }
            _ => 0,
        },
    },
    Way {
        name: TouchpointName::PageLoop,
        how: "",
        window: Millis::seconds(15),
        ends_with_cart: false,
        count: |steps| {
            let here = steps.last().map(|step| step.place);
            at_least_three(steps.iter().map(|step| Some(step.place) == here))
        },
    },
    Way {
        name: TouchpointName::PogoSticking,
        how: "",
        window: Millis::minutes(10),
        ends_with_cart: true,
        count: |steps| at_least_three(steps.windows(3).map(is_trip)),
    },
    Way {
        name: TouchpointName::ItemOscillation,
        how: "",
        window: Millis::minutes(15),
        ends_with_cart: true,
        count: is_between_two,
    },
    Way {
        name: TouchpointName::ZeroResultSearch,
        how: "reworded",
        window: Millis::minutes(2),
        ends_with_cart: true,
        count: |steps| {
            let mut last = None;
            let mut reworded = 0;
            for search in steps.iter().filter(|step| step.kind == PageKind::Search) {
                reworded += u32::from(last.is_some_and(|last| last != search.place));
                last = Some(search.place);
            }
            if reworded < 3 { 0 } else { reworded }
        },
    },
];

/// How often it was so, from three times on.
fn at_least_three(found: impl Iterator<Item = bool>) -> u32 {
    let mut count = 0;
    for is_so in found {
        count += u32::from(is_so);
    }
    if count < 3 { 0 } else { count }
}

const fn is_list(step: &Step) -> bool {
    matches!(step.kind, PageKind::Category | PageKind::Search)
}

/// From a list to an item, a short look, and back.
fn is_trip(steps: &[Step]) -> bool {
    matches!(steps, [list, item, back]
        if is_list(list)
            && item.kind == PageKind::Product
            && is_list(back)
            && back.at.since(item.at) < SHORT_LOOK)
}

/// Whether the last four items are two: one, the other, and both again.
fn is_between_two(steps: &[Step]) -> u32 {
    let mut items = steps.iter().rev().filter(|step| step.kind == PageKind::Product);
    let mut next = || items.next().map(|step| step.place);
    let [last, other, same, first] = [next(), next(), next(), next()];
    let is_so = last == same && other == first && last != other && first.is_some();
    if is_so { 2 } else { 0 }
}

impl Trail {
    /// A page more.
    pub(crate) fn walk(&mut self, kind: PageKind, place: u32, now: Timestamp) {
        let before = self.steps.last().map(|step| step.at);
        let is_pressed = before.is_some_and(|before| self.pressed >= Some(before));
        self.steps.push(Step { kind, place, at: now, is_pressed });
        if self.steps.len() > MAX_STEPS {
            self.steps.remove(0);
        }
    }

    /// Whether this search without a result is the second one in a while.
    pub(crate) fn search_in_vain(&mut self, now: Timestamp) -> bool {
        let before = self.vain.replace(now);
        let is_second = before.is_some_and(|before| now.since(before) <= VAIN_WINDOW);
        if is_second {
            self.vain = None;
        }
        is_second
    }
}

impl Way {
    /// How often it was so, if the way to this page is this one.
    pub(crate) fn read(&self, session: &SessionMemory, now: Timestamp) -> u32 {
        let last = |name| session.tally_of(name).map_or(Timestamp(i64::MIN), Tally::last);
        // What was told once is not told again; a new one may begin on the same page.
        let mut since = last(self.name);
        if self.ends_with_cart {
            since = since.max(last(TouchpointName::AddToCart));
        }
        let steps = &session.trail.steps;
        let is_old = |step: &Step| step.at < since || now.since(step.at) > self.window;
        let first = steps.iter().rposition(is_old).map_or(0, |place| place + 1);
        (self.count)(steps.get(first..).unwrap_or_default())
    }
}

wire_struct!(Step { kind, place, at, is_pressed });
wire_struct!(Trail { steps, pressed, vain, is_stuck });
