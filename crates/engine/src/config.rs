//! What the site owner can set: read once, mended where it can be, with every
//! problem named.

use std::sync::Arc;

use crate::manners::Manners;
use crate::play::Play;
use crate::starter::starter_pack;
use crate::time::Millis;
use crate::wire::wire_struct;

/// What may happen before the visitor has chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BeforeConsent {
    /// Static files, the launcher, and help when the visitor opens it.
    #[default]
    Quiet,
    /// Also help from the current page's own facts, in memory, dropped on navigation.
    Page,
}

/// The settings the engine runs with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The plays, in no order of importance.
    pub plays: Vec<Arc<Play>>,
    /// When a card may be shown.
    pub manners: Manners,
    /// What may happen before a choice.
    pub before_consent: BeforeConsent,
    /// Whether the widget asks for consent itself.
    pub asks_consent: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            plays: starter_pack().into_iter().map(Arc::new).collect(),
            manners: Manners::default(),
            before_consent: BeforeConsent::Quiet,
            asks_consent: true,
        }
    }
}

/// The configuration as it is written: every key may be missing.
#[derive(Clone, Debug, Default)]
pub struct ConfigWire {
    /// Limits on showing cards.
    pub manners: MannersWire,
    /// Plays of the starter pack that are not wanted, by id.
    pub without: Vec<String>,
    /// `quiet` or `page`.
    pub before_consent: Option<String>,
    /// `ask` (the widget asks) or `site` (the site reports the choice).
    pub consent: Option<String>,
}

/// Limits as they are written.
#[derive(Clone, Debug, Default)]
pub struct MannersWire {
    /// Unasked cards a visit, 0 to 2.
    pub per_session: Option<u32>,
    /// Unasked cards a day, 0 to 3.
    pub per_day: Option<u32>,
    /// Unasked cards in seven days, 0 to 8.
    pub per_week: Option<u32>,
    /// Minutes between two, at least 3.
    pub gap_minutes: Option<u32>,
    /// Seconds in view before the first, at least 10.
    pub earliest_seconds: Option<u32>,
}

/// Something in the configuration that was not taken as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigIssue {
    /// Where, as a path of keys.
    pub path: &'static str,
    /// What is wrong and what counts instead.
    pub reason: &'static str,
}

impl ConfigWire {
    /// The settings that can be honoured, and what could not.
    #[must_use]
    pub fn read(&self) -> (Config, Vec<ConfigIssue>) {
        let mut issues = Vec::new();
        let mut config = Config { manners: self.manners.read(&mut issues), ..Config::default() };
        for id in &self.without {
            let before = config.plays.len();
            config.plays.retain(|play| &play.id.0 != id);
            if config.plays.len() == before {
                let reason = "no play of the starter pack has this id; left out";
                issues.push(ConfigIssue { path: "without", reason });
            }
        }
        match self.before_consent.as_deref() {
            None | Some("quiet") => {}
            Some("page") => config.before_consent = BeforeConsent::Page,
            Some(_) => issues.push(ConfigIssue {
                path: "before_consent",
                reason: "must be \"quiet\" or \"page\"; quiet counts",
            }),
        }
        match self.consent.as_deref() {
            None | Some("ask") => {}
            Some("site") => config.asks_consent = false,
            Some(_) => issues.push(ConfigIssue {
                path: "consent",
                reason: "must be \"ask\" or \"site\"; ask counts",
            }),
        }
        (config, issues)
    }
}

impl MannersWire {
    fn read(&self, issues: &mut Vec<ConfigIssue>) -> Manners {
        let default = Manners::default();
        let hard = Manners::HARD;
        let mut at_most = |path, value: Option<u32>, default, most| match value {
            Some(value) if value > most => {
                issues.push(ConfigIssue { path, reason: "over the hard limit; the limit counts" });
                most
            }
            Some(value) => value,
            None => default,
        };
        let per_session =
            at_most("manners.per_session", self.per_session, default.per_session, hard.per_session);
        let per_day = at_most("manners.per_day", self.per_day, default.per_day, hard.per_day);
        let per_week = at_most("manners.per_week", self.per_week, default.per_week, hard.per_week);
        let mut at_least = |path, value: Option<Millis>, default, least| match value {
            Some(value) if value < least => {
                issues.push(ConfigIssue { path, reason: "under the hard limit; the limit counts" });
                least
            }
            Some(value) => value,
            None => default,
        };
        let gap = self.gap_minutes.map(|minutes| Millis::minutes(i64::from(minutes)));
        let gap = at_least("manners.gap_minutes", gap, default.gap, hard.gap);
        let earliest = self.earliest_seconds.map(|seconds| Millis::seconds(i64::from(seconds)));
        let earliest =
            at_least("manners.earliest_seconds", earliest, default.earliest, hard.earliest);
        Manners { per_session, per_day, per_week, gap, earliest }
    }
}

wire_struct!(ConfigWire { manners, without, before_consent, consent });
wire_struct!(MannersWire { per_session, per_day, per_week, gap_minutes, earliest_seconds });
