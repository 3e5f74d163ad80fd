//! What each number of the manners means; defaults and limits are the engine's own.

use serde_json::json;
use usher_engine::{Bounds, Limit as Number};

use crate::config::{KeyKind, Limit, Note};

/// Key in the configuration and meaning, in the order of the engine's table.
const MEANINGS: [(&str, &str); Number::ALL.len()] = [
    ("manners.per_session", "unasked cards a visit; one more if it is support (P1)"),
    ("manners.per_day", "unasked cards a day (P1)"),
    ("manners.per_week", "unasked cards in seven days (P1)"),
    ("manners.gap_minutes", "between two, of active time in a visit (P2)"),
    ("manners.earliest_seconds", "in view before the first (P3)"),
    ("manners.person_seconds", "in view before a person is offered (P3)"),
    ("manners.pause_millis", "without pointer, key or scroll (P4)"),
    ("manners.settling_seconds", "after a page was opened (P5)"),
    ("manners.key_seconds", "after a key (P5)"),
    ("manners.scroll_millis", "after scrolling (P5)"),
    ("manners.closed_play_days", "a play is silent after it was closed (P7)"),
    ("manners.closed_hours", "everything is silent after a card was closed (P7)"),
    ("manners.not_now_hours", "a play is silent after \"Not now\" (P8)"),
    ("manners.silence_days", "everything is silent for, and refusals count within (P9)"),
    ("manners.refusals", "so many refusals mean silence (P9)"),
    ("manners.closings", "so many closings of one play are for good (P9)"),
    (
        "manners.ignored_seconds",
        "in view without an interaction before a card becomes a pill (P10)",
    ),
    ("manners.ignores", "so many ignored cards are one refusal (P10)"),
    (
        "manners.exits_a_month",
        "cards in 30 days that come because the visitor is leaving; only at a desktop (P14)",
    ),
    ("manners.ask_from_days", "after an order before anything is asked about it (P16)"),
    ("manners.ask_until_days", "after an order as long as it may be asked about (P16)"),
    ("manners.survey_days", "between two surveys, whichever (P17)"),
    ("manners.nps_from_days", "after the first order before a client is asked for a score (P18)"),
    ("manners.nps_percent", "clients in a hundred who are asked for a score (P18)"),
    ("manners.nps_shown_days", "after a score was asked for (P18)"),
    ("manners.nps_answered_days", "after a score was given (P18)"),
    ("manners.nps_refused_days", "after it was refused (P18)"),
    ("manners.nps_refused_again_days", "after it was refused again (P18)"),
    ("manners.ces_days", "between two questions about effort (P19)"),
    ("manners.referral_days", "between two offers to recommend (P21)"),
    ("manners.referrals_a_year", "offers to recommend in 365 days (P21)"),
    ("manners.referral_orders", "orders after which one may be offered (P21)"),
    ("manners.helping_percent", "cards in a hundred shown to clients that must help (P22)"),
    ("manners.promotion_days", "between two that promote, before the sale and after it (P22)"),
    ("manners.holdout_percent", "visitors in a hundred to whom nothing unasked is shown (P24)"),
    (
        "manners.control_percent",
        "visitors in a hundred to whom a play is not shown, for each play others (P24)",
    ),
    (
        "manners.preference_days",
        "a refusal that is not for good is kept without the grant to remember (P25)",
    ),
    ("manners.tries", "so many showings without a click are for good (P26)"),
];

/// The rows of the manners. A key that is not described is found by a test.
pub(crate) fn notes() -> impl Iterator<Item = Note> {
    MEANINGS.iter().zip(Number::ALL).map(|((path, meaning), number)| {
        let Bounds { default, least, most, .. } = number.bounds();
        let most = (most < u32::MAX).then(|| i64::from(most));
        Note {
            path,
            kind: KeyKind::Number,
            meaning,
            default: json!(default),
            limit: Limit::Between(i64::from(least), most),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{MEANINGS, Number};

    #[test]
    fn every_number_is_described_in_the_order_of_the_table() {
        let described = MEANINGS.iter().map(|(path, _)| path.trim_start_matches("manners."));
        assert!(described.eq(Number::ALL.iter().map(|number| number.as_str())));
    }
}
