//! What can happen to a device, its tabs and their requests.

use proptest::prelude::*;

use crate::TABS;

/// Something that happens to one of the tabs, or to its oldest request.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    /// So many things happen in it.
    Tell(u8),
    /// One thing happens that is larger than may be sent.
    TellMuch,
    /// Time passes for all.
    Pass(u32),
    /// Its page is hidden or left for a while; what is under way stays so.
    Hide,
    /// Its page is left for another.
    Leave,
    /// Its process ends, with all it knew.
    Crash,
    /// It ends after so many more effects were carried out, in the middle of a step.
    CrashSoon(u8),
    /// Its oldest request is answered.
    Answer(Answer),
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Answer {
    Accepted,
    /// Accepted, but the connection breaks before the answer.
    LostOnTheWayBack,
    Busy(Option<u16>),
    TooLarge,
    /// Of an endpoint that does not understand one of them.
    Unreadable,
    Refused,
}

fn answer() -> impl Strategy<Value = Answer> {
    prop_oneof![
        6 => Just(Answer::Accepted),
        2 => Just(Answer::LostOnTheWayBack),
        3 => prop::option::of(0_u16..100).prop_map(Answer::Busy),
        1 => Just(Answer::TooLarge),
        1 => Just(Answer::Unreadable),
        1 => Just(Answer::Refused),
    ]
}

pub(crate) fn act() -> impl Strategy<Value = (usize, Act)> {
    let act = prop_oneof![
        6 => (1_u8..30).prop_map(Act::Tell),
        1 => Just(Act::Tell(250)),
        1 => Just(Act::TellMuch),
        6 => (100_u32..40_000).prop_map(Act::Pass),
        1 => Just(Act::Hide),
        2 => Just(Act::Leave),
        2 => Just(Act::Crash),
        2 => (0_u8..12).prop_map(Act::CrashSoon),
        8 => answer().prop_map(Act::Answer),
    ];
    (0..TABS, act)
}
