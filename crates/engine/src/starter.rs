//! The starter pack: plays that need no configuration.

use crate::condition::Condition;
use crate::journey::Stage;
use crate::page::PageKind;
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
            Condition::ItemsOfOneKind(3),
            Condition::Page(&[PageKind::Product, PageKind::Category, PageKind::Search]),
            Condition::Stage(&[Stage::Awareness, Stage::Consideration, Stage::Desire]),
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
            Condition::Page(&[PageKind::Product, PageKind::Cart]),
            Condition::OfferTerms,
            // So long on a page without a decision counts as hesitation.
            Condition::DwellSeconds(45),
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
            Condition::Frustrated,
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
        when: Condition::DaysSinceOrder { from: 3, to: 30 },
        benefit: 80,
    },
];
