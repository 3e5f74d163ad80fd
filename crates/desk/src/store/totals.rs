//! The counts at the top of the desk, and those of the plays.

use super::counts::{self, Measure, Span};
use super::visitors::ALL_PLAYS;
use rusqlite::{Connection, OptionalExtension};
use std::collections::BTreeMap;

/// Most plays one page lists; a shop has a dozen.
const MAX_PLAYS: usize = 100;

/// What happened to one play, or to all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlayCount {
    /// Its id, chosen by the site owner.
    pub play: String,
    /// Its format, when an event named it.
    pub format: Option<String>,
    /// The stage it serves, when an event named it.
    pub stage: Option<String>,
    /// The need it serves, when an event named it.
    pub need: Option<String>,
    /// Times it was put before a visitor.
    pub shown: u64,
    /// Times a visitor took it up.
    pub accepted: u64,
    /// Times a visitor saw it through.
    pub completed: u64,
    /// Times a visitor closed it.
    pub dismissed: u64,
    /// Times it went away unanswered.
    pub ignored: u64,
    /// Times its element was not there.
    pub unavailable: u64,
    /// Times it was held back from a visitor in the holdout.
    pub withheld: u64,
}

impl PlayCount {
    fn take(&mut self, name: &str, number: u64) {
        let field = match name {
            "shown" => &mut self.shown,
            "accepted" => &mut self.accepted,
            "completed" => &mut self.completed,
            "dismissed" => &mut self.dismissed,
            "ignored" => &mut self.ignored,
            "unavailable" => &mut self.unavailable,
            "withheld" => &mut self.withheld,
            _ => return,
        };
        *field += number;
    }
}

/// Visitors of one arm, and what came of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Arm {
    /// Visitors the play was meant for.
    pub visitors: u64,
    /// Of them, those who bought afterwards.
    pub purchase: u64,
    /// Those who asked a person afterwards.
    pub contact: u64,
    /// Visitors whose later visits can be seen.
    pub known: u64,
    /// Of those, who came back a day later or more.
    pub returned: u64,
}

/// What came of a play: those who saw it, and those from whom it was held back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    /// They were shown it.
    pub shown: Arm,
    /// The holdout.
    pub withheld: Arm,
}

/// Counts over a span.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Events in the log.
    pub events: u64,
    /// Journeys they belong to.
    pub journeys: u64,
    /// Purchases, each transaction once.
    pub purchases: u64,
    /// All plays together.
    pub plays: PlayCount,
    /// The plays shown most often.
    pub by_play: Vec<PlayCount>,
}

pub(super) fn of(db: &Connection, span: Span) -> rusqlite::Result<Totals> {
    let mut totals = Totals {
        events: counts::total(db, Measure::Event, span)?,
        journeys: counts::total(db, Measure::Journey, span)?,
        purchases: counts::total(db, Measure::Purchase, span)?,
        ..Totals::default()
    };
    let mut plays: BTreeMap<String, PlayCount> = BTreeMap::new();
    for count in counts::sums(db, Measure::Play, span)? {
        totals.plays.take(&count.b, count.number);
        plays.entry(count.a).or_default().take(&count.b, count.number);
    }
    totals.by_play = plays.into_iter().map(|(play, count)| PlayCount { play, ..count }).collect();
    let most = |play: &PlayCount| std::cmp::Reverse(play.shown.max(play.unavailable));
    totals.by_play.sort_by(|one, two| most(one).cmp(&most(two)).then(one.play.cmp(&two.play)));
    totals.by_play.truncate(MAX_PLAYS);
    for play in &mut totals.by_play {
        describe(db, play)?;
    }
    Ok(totals)
}

fn describe(db: &Connection, play: &mut PlayCount) -> rusqlite::Result<()> {
    let found = db
        .prepare_cached("SELECT format, stage, need FROM plays WHERE play = ?1")?
        .query_row([&play.play], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    if let Some((format, stage, need)) = found {
        (play.format, play.stage, play.need) = (format, stage, need);
    }
    Ok(())
}

/// What came of each play, and of all together under [`Effects::all`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effects {
    /// Any play against none.
    pub all: Effect,
    /// By play.
    pub by_play: BTreeMap<String, Effect>,
}

pub(super) fn effects(db: &Connection, span: Span) -> rusqlite::Result<Effects> {
    let mut effects = Effects::default();
    for count in counts::sums(db, Measure::Effect, span)? {
        let effect = match count.a.as_str() {
            ALL_PLAYS => &mut effects.all,
            play => effects.by_play.entry(play.to_owned()).or_default(),
        };
        let Some((arm, outcome)) = count.b.split_once(' ') else { continue };
        let arm = match arm {
            "withheld" => &mut effect.withheld,
            _ => &mut effect.shown,
        };
        match outcome {
            "visitors" => arm.visitors = count.number,
            "purchase" => arm.purchase = count.number,
            "contact" => arm.contact = count.number,
            "known" => arm.known = count.number,
            "return" => arm.returned = count.number,
            _ => {}
        }
    }
    Ok(effects)
}
