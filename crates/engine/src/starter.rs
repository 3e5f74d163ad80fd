//! The starter pack: plays that need no configuration.

use crate::condition::Condition;
use crate::journey::Stage;
use crate::page::PageKind;
use crate::play::{Format, Need, Play, PlayId, Subject};
use crate::touchpoint::TouchpointName;

/// A check-in makes sense once the parcel can have come, and not after a month. P16.
const CHECK_IN_DAYS: (u32, u32) = (3, 30);

/// Seconds on a product page without a decision that count as hesitation.
const HESITATION_SECONDS: u32 = 45;

/// The plays every shop has from the start.
#[must_use]
pub fn starter_pack() -> Vec<Play> {
    vec![compare(), answer(), check_in()]
}

fn compare() -> Play {
    Play {
        id: PlayId(String::from("compare")),
        format: Format::Compare,
        subject: Subject::LookedAt,
        stage: Stage::Consideration,
        need: Need::Functional,
        when: Condition::All(vec![
            Condition::ItemsOfOneKind(3),
            Condition::Page(vec![PageKind::Product, PageKind::Category, PageKind::Search]),
            Condition::Stage(vec![Stage::Awareness, Stage::Consideration, Stage::Desire]),
            never_yet(TouchpointName::CompareItems),
            never_yet(TouchpointName::AddToCart),
        ]),
        benefit: 60,
    }
}

fn answer() -> Play {
    Play {
        id: PlayId(String::from("answer")),
        format: Format::Answer,
        subject: Subject::OfferTerms,
        stage: Stage::Desire,
        need: Need::Functional,
        when: Condition::All(vec![
            Condition::Page(vec![PageKind::Product, PageKind::Cart]),
            Condition::OfferTerms,
            Condition::DwellSeconds(HESITATION_SECONDS),
            never_yet(TouchpointName::ReadPolicy),
        ]),
        benefit: 50,
    }
}

fn check_in() -> Play {
    let (from, to) = CHECK_IN_DAYS;
    Play {
        id: PlayId(String::from("check-in")),
        format: Format::CheckIn,
        subject: Subject::LastOrder,
        stage: Stage::Support,
        need: Need::Emotional,
        when: Condition::DaysSinceOrder { from, to },
        benefit: 80,
    }
}

fn never_yet(touchpoint: TouchpointName) -> Condition {
    let seen = Condition::Seen { touchpoint, at_least: 1, within_minutes: None };
    Condition::Not(Box::new(seen))
}
