//! Totals by day: what every page is drawn from, so that no page reads the log.

use rusqlite::{Connection, named_params, params};
use std::collections::BTreeMap;

/// A day in milliseconds; days are counted in UTC from 1970.
pub(super) const DAY_MILLIS: i64 = 24 * 60 * 60 * 1000;

/// Longest text a total is kept under, in bytes. What strangers name is cut here, so
/// that one of them cannot make every page long.
const MAX_KEY_BYTES: usize = 96;

/// What is counted. The two texts of a count mean what stands behind each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// Events: family, name.
    Event,
    /// Journeys that began.
    Journey,
    /// Journeys that entered a stage: stage.
    Reached,
    /// Journeys by the last stage they entered: stage, or nothing when none was told;
    /// `bought` when something was.
    Last,
    /// Journeys without a purchase in which something went wrong: last stage, signal.
    Felt,
    /// Journeys by the plays they were shown: number of plays, "9" for nine and more.
    Attention,
    /// Journeys by outcome: `purchased`, `handed_off`, `open`.
    Outcome,
    /// Plays shown: stage, need.
    Delivered,
    /// Plays taken up: stage, need.
    TakenUp,
    /// What became of plays: play, name of the event.
    Play,
    /// Visitors a play was meant for: play, arm and outcome.
    Effect,
    /// Purchases, each transaction once.
    Purchase,
    /// Answers on a scale: question, score.
    Score,
    /// Answers from a choice: question, choice.
    Choice,
    /// Searches without a result: words, page.
    Unanswered,
    /// Leads: `qualified`, `handed_off`.
    Lead,
    /// Visitors who allowed personalisation, by growth phase: phase. Not by day.
    Phase,
}

impl Measure {
    fn name(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Journey => "journey",
            Self::Reached => "reached",
            Self::Last => "last",
            Self::Felt => "felt",
            Self::Attention => "attention",
            Self::Outcome => "outcome",
            Self::Delivered => "delivered",
            Self::TakenUp => "taken_up",
            Self::Play => "play",
            Self::Effect => "effect",
            Self::Purchase => "purchase",
            Self::Score => "score",
            Self::Choice => "choice",
            Self::Unanswered => "unanswered",
            Self::Lead => "lead",
            Self::Phase => "phase",
        }
    }
}

/// Whose events are meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Whose {
    /// Everything, example data included.
    #[default]
    Everyone,
    /// What shops sent.
    Shops,
    /// Generated example data alone.
    Examples,
}

impl Whose {
    /// As a condition on `is_example`: nothing when both are meant.
    pub(super) fn is_example(self) -> Option<bool> {
        match self {
            Self::Everyone => None,
            Self::Shops => Some(false),
            Self::Examples => Some(true),
        }
    }
}

/// A stretch of days, both ends included, and whose events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first day, counted from 1970 in UTC.
    pub from_day: i64,
    /// The last day.
    pub to_day: i64,
    /// Whose events.
    pub whose: Whose,
}

impl Span {
    /// All there is.
    pub const ALL: Self = Self { from_day: i64::MIN, to_day: i64::MAX, whose: Whose::Everyone };

    /// The same days of whoever is meant.
    #[must_use]
    pub fn of(self, whose: Whose) -> Self {
        Self { whose, ..self }
    }

    /// The stretch of the same length just before; the same when there is no beginning.
    #[must_use]
    pub fn before(self) -> Self {
        if self.from_day == i64::MIN {
            return self;
        }
        let length = self.to_day.saturating_sub(self.from_day).saturating_add(1);
        let to_day = self.from_day.saturating_sub(1);
        Self { from_day: self.from_day.saturating_sub(length), to_day, ..self }
    }

    /// The milliseconds from the first moment up to, and without, the last.
    pub(super) fn millis(self) -> (i64, i64) {
        let from = self.from_day.saturating_mul(DAY_MILLIS);
        let to = self.to_day.saturating_add(1).saturating_mul(DAY_MILLIS);
        (from, to)
    }
}

/// One total: its day, its two texts, and the number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The day, from 1970; 0 in a sum over days.
    pub day: i64,
    /// First text.
    pub a: String,
    /// Second text.
    pub b: String,
    /// How many.
    pub number: u64,
}

/// The day of a moment.
#[must_use]
pub fn day_of(millis: i64) -> i64 {
    millis.div_euclid(DAY_MILLIS)
}

/// Where a count belongs beside its measure and texts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    pub(super) day: i64,
    pub(super) is_example: bool,
}

/// Changes of totals, gathered over one commit and written once.
#[derive(Debug, Default)]
pub(super) struct Counts {
    changed: BTreeMap<(Measure, i64, bool, String, String), i64>,
}

const WRITE: &str = "
INSERT INTO counts (measure, day, is_example, a, b, number) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (measure, day, is_example, a, b) DO UPDATE SET number = number + excluded.number";

/// A total that came down to nothing leaves, so that the same log gives the same rows.
const CLEAR: &str = "
DELETE FROM counts WHERE measure = ?1 AND day = ?2 AND is_example = ?3 AND a = ?4 AND b = ?5
    AND number = 0";

impl Counts {
    pub(super) fn add(&mut self, measure: Measure, slot: Slot, texts: (&str, &str), number: i64) {
        let key = (measure, slot.day, slot.is_example, cut(texts.0), cut(texts.1));
        *self.changed.entry(key).or_default() += number;
    }

    pub(super) fn write(self, db: &Connection) -> rusqlite::Result<()> {
        let mut write = db.prepare_cached(WRITE)?;
        let mut clear = db.prepare_cached(CLEAR)?;
        for ((measure, day, is_example, a, b), number) in self.changed {
            if number != 0 {
                write.execute(params![measure.name(), day, is_example, a, b, number])?;
            }
            if number < 0 {
                clear.execute(params![measure.name(), day, is_example, a, b])?;
            }
        }
        Ok(())
    }
}

/// Sums over the days of a span, largest first.
pub(super) fn sums(db: &Connection, measure: Measure, span: Span) -> rusqlite::Result<Vec<Count>> {
    read(
        db,
        "SELECT 0, a, b, SUM(number) AS total FROM counts
         WHERE measure = :measure AND day BETWEEN :from AND :to
           AND (:is_example IS NULL OR is_example = :is_example)
         GROUP BY a, b HAVING total > 0 ORDER BY total DESC, a, b",
        (measure, span),
    )
}

/// The same day by day, in the order of days.
pub(super) fn by_day(
    db: &Connection,
    measure: Measure,
    span: Span,
) -> rusqlite::Result<Vec<Count>> {
    read(
        db,
        "SELECT day, a, b, SUM(number) AS total FROM counts
         WHERE measure = :measure AND day BETWEEN :from AND :to
           AND (:is_example IS NULL OR is_example = :is_example)
         GROUP BY day, a, b HAVING total > 0 ORDER BY day, a, b",
        (measure, span),
    )
}

/// One number over everything a measure counts in a span.
pub(super) fn total(db: &Connection, measure: Measure, span: Span) -> rusqlite::Result<u64> {
    let total: i64 = db
        .prepare_cached(
            "SELECT COALESCE(SUM(number), 0) FROM counts
             WHERE measure = :measure AND day BETWEEN :from AND :to
               AND (:is_example IS NULL OR is_example = :is_example)",
        )?
        .query_row(
            named_params! {
                ":measure": measure.name(), ":from": span.from_day, ":to": span.to_day,
                ":is_example": span.whose.is_example(),
            },
            |row| row.get(0),
        )?;
    Ok(u64::try_from(total).unwrap_or(0))
}

fn read(
    db: &Connection,
    query: &str,
    (measure, span): (Measure, Span),
) -> rusqlite::Result<Vec<Count>> {
    let wanted = named_params! {
        ":measure": measure.name(), ":from": span.from_day, ":to": span.to_day,
        ":is_example": span.whose.is_example(),
    };
    db.prepare_cached(query)?
        .query_map(wanted, |row| {
            Ok(Count { day: row.get(0)?, a: row.get(1)?, b: row.get(2)?, number: row.get(3)? })
        })?
        .collect()
}

/// A text short enough to be a key, cut between letters.
fn cut(text: &str) -> String {
    let mut end = text.len().min(MAX_KEY_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_span_before_ends_where_the_span_begins() {
        let span = Span { from_day: 100, to_day: 127, whose: Whose::Shops };
        let before = span.before();
        assert_eq!((before.from_day, before.to_day), (72, 99));
        assert_eq!(Span::ALL.before(), Span::ALL);
    }

    #[test]
    fn a_key_is_cut_between_letters() {
        assert_eq!(cut(&"ä".repeat(60)), "ä".repeat(48));
        assert_eq!(cut("short"), "short");
    }
}
