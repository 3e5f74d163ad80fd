//! The way through the shop, and the ways that say that something is hard to find.
//!
//! Source: reference/guidance.md 5.4.

use crate::memory::SessionMemory;
use crate::page::PageKind;
use crate::time::{Millis, Timestamp};
use crate::touchpoint::{Cause, TouchpointName};
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
struct Way {
    name: TouchpointName,
    cause: Option<Cause>,
    /// Only pages opened within this count.
    window: Millis,
    /// Whether putting something into the cart ends it.
    ends_with_cart: bool,
    /// How often it was so; 0 when it is not so.
    count: fn(&[Step]) -> usize,
}

static WAYS: [Way; 5] = [
    Way {
        name: TouchpointName::QuickBack,
        cause: None,
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
        cause: None,
        window: Millis::seconds(15),
        ends_with_cart: false,
        count: |steps| {
            let here = steps.last().map(|step| step.place);
            at_least(3, steps.iter().filter(|step| Some(step.place) == here).count())
        },
    },
    Way {
        name: TouchpointName::PogoSticking,
        cause: None,
        window: Millis::minutes(10),
        ends_with_cart: true,
        count: |steps| at_least(3, steps.windows(3).filter(|trip| is_trip(trip)).count()),
    },
    Way {
        name: TouchpointName::ItemOscillation,
        cause: None,
        window: Millis::minutes(15),
        ends_with_cart: true,
        count: is_between_two,
    },
    Way {
        name: TouchpointName::ZeroResultSearch,
        cause: Some(Cause::Reworded),
        window: Millis::minutes(2),
        ends_with_cart: true,
        count: |steps| {
            let mut searches = steps.iter().filter(|step| step.kind == PageKind::Search);
            let mut last = searches.next().map(|step| step.place);
            let mut reworded = 0;
            for search in searches {
                reworded += usize::from(Some(search.place) != last);
                last = Some(search.place);
            }
            at_least(3, reworded)
        },
    },
];

const fn at_least(least: usize, count: usize) -> usize {
    if count < least { 0 } else { count }
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
fn is_between_two(steps: &[Step]) -> usize {
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

/// What the way to this page means: each signal, how it came to it, and how often.
pub(crate) fn read_ways(
    session: &SessionMemory,
    now: Timestamp,
) -> Vec<(TouchpointName, Option<Cause>, usize)> {
    let last = |name| session.tally_of(name).map_or(Timestamp(i64::MIN), |tally| tally.last());
    let mut found = Vec::new();
    for way in &WAYS {
        // What was told once is not told again; a new one may begin on the same page.
        let mut since = last(way.name);
        if way.ends_with_cart {
            since = since.max(last(TouchpointName::AddToCart));
        }
        let steps = &session.trail.steps;
        let is_old = |step: &Step| step.at < since || now.since(step.at) > way.window;
        let first = steps.iter().rposition(is_old).map_or(0, |place| place + 1);
        let count = (way.count)(steps.get(first..).unwrap_or_default());
        if count > 0 {
            found.push((way.name, way.cause, count));
        }
    }
    found
}

wire_struct!(Step { kind, place, at, is_pressed });
wire_struct!(Trail { steps, pressed, vain, is_stuck });
