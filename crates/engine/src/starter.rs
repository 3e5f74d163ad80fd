//! The starter pack: plays that need no configuration.

use crate::condition::Condition;
use crate::fact::{Fact, Measure};
use crate::frustration::HELP_AT;
use crate::journey::Stage;
use crate::play::{Format, Need, Play, PlayId, Subject};
use crate::touchpoint::TouchpointName;

/// The plays every shop has from the start.
pub static STARTER_PACK: [Play; 4] = [
    Play {
        id: PlayId("compare"),
        format: Format::Compare,
        subject: Subject::LookedAt,
        stage: Stage::Consideration,
        need: Need::Functional,
        when: Condition::All(&[
            Condition::least(Measure::ItemsOfOneKind, 3),
            Condition::Is(Fact::Page, &["product", "category", "search"]),
            Condition::Is(Fact::Stage, &["awareness", "consideration", "desire"]),
            Condition::Not(&Condition::seen(TouchpointName::CompareItems)),
            Condition::Not(&Condition::seen(TouchpointName::AddToCart)),
        ]),
        benefit: 60,
    },
    Play {
        id: PlayId("answer"),
        format: Format::Answer,
        subject: Subject::OfferTerms,
        stage: Stage::Desire,
        need: Need::Functional,
        when: Condition::All(&[
            Condition::Is(Fact::Page, &["product", "cart"]),
            Condition::least(Measure::OfferTerms, 1),
            // So long on a page without a decision counts as hesitation.
            Condition::least(Measure::DwellSeconds, 45),
            Condition::Not(&Condition::seen(TouchpointName::ReadPolicy)),
        ]),
        benefit: 50,
    },
    Play {
        id: PlayId("help-here"),
        format: Format::Answer,
        subject: Subject::Help,
        stage: Stage::Support,
        need: Need::Functional,
        when: Condition::All(&[
            Condition::least(Measure::Frustration, HELP_AT),
            Condition::Not(&Condition::seen(TouchpointName::OpenHelp)),
        ]),
        benefit: 70,
    },
    Play {
        id: PlayId("check-in"),
        format: Format::CheckIn,
        subject: Subject::LastOrder,
        stage: Stage::Support,
        need: Need::Emotional,
        // Once the parcel can have come, and not after a month. P16.
        when: Condition::Number(Measure::DaysSinceOrder, 3, 30),
        benefit: 80,
    },
];
