//! What the site owner can set: read once, mended where it can be, with every
//! problem named.

use std::sync::Arc;

use crate::json::Json;
use crate::manners::Manners;
use crate::play::Play;
use crate::starter::starter_pack;
use crate::time::Millis;
use crate::wire::{from_value, wire_struct};

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
        let mut plays = Vec::new();
        for play in starter_pack() {
            plays.push(Arc::new(play));
        }
        Self {
            plays,
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
    pub path: String,
    /// What is wrong and what counts instead.
    pub reason: &'static str,
}

/// What a key takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    /// A whole number, 0 or more.
    Number,
    /// One of some words.
    Word,
    /// A list of words.
    Words,
    /// Keys of its own.
    Group,
}

/// Every key there is, as a path. Schemas and documents are made from it.
pub const CONFIG_KEYS: [(&str, KeyKind); 9] = [
    ("manners", KeyKind::Group),
    ("manners.per_session", KeyKind::Number),
    ("manners.per_day", KeyKind::Number),
    ("manners.per_week", KeyKind::Number),
    ("manners.gap_minutes", KeyKind::Number),
    ("manners.earliest_seconds", KeyKind::Number),
    ("without", KeyKind::Words),
    ("before_consent", KeyKind::Word),
    ("consent", KeyKind::Word),
];

/// Looks for keys that do not exist and values of the wrong type.
fn check(json: &Json, prefix: &str, issues: &mut Vec<ConfigIssue>) {
    let Json::Object(fields) = json else {
        let reason = "must be an object; the defaults count";
        issues.push(ConfigIssue { path: prefix.trim_end_matches('.').to_owned(), reason });
        return;
    };
    for (name, value) in fields {
        let mut path = prefix.to_owned();
        path.push_str(name);
        let known = CONFIG_KEYS.iter().find(|(known, _)| *known == path);
        let Some((_, kind)) = known else {
            issues.push(ConfigIssue { path, reason: "there is no such key; left out" });
            continue;
        };
        let reason = match (kind, value) {
            (KeyKind::Group, value) => {
                path.push('.');
                check(value, &path, issues);
                continue;
            }
            (KeyKind::Number, Json::Number(0..)) | (KeyKind::Word, Json::Text(_)) => continue,
            (KeyKind::Words, Json::List(_)) => continue,
            (KeyKind::Number, _) => "must be a whole number; the default counts",
            (KeyKind::Word, _) => "must be a word in quotes; the default counts",
            (KeyKind::Words, _) => "must be a list of words; left out",
        };
        issues.push(ConfigIssue { path, reason });
    }
}

impl ConfigWire {
    /// Reads a configuration as far as it can be read, and names the rest.
    #[must_use]
    pub fn of(json: &Json) -> (Self, Vec<ConfigIssue>) {
        let mut issues = Vec::new();
        check(json, "", &mut issues);
        (from_value(json).unwrap_or_default(), issues)
    }

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
                issues.push(ConfigIssue { path: String::from("without"), reason });
            }
        }
        match self.before_consent.as_deref() {
            None | Some("quiet") => {}
            Some("page") => config.before_consent = BeforeConsent::Page,
            Some(_) => issues.push(ConfigIssue {
                path: String::from("before_consent"),
                reason: "must be \"quiet\" or \"page\"; quiet counts",
            }),
        }
        match self.consent.as_deref() {
            None | Some("ask") => {}
            Some("site") => config.asks_consent = false,
            Some(_) => issues.push(ConfigIssue {
                path: String::from("consent"),
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
        let mut at_most = |path: &str, value: Option<u32>, default, most| match value {
            Some(value) if value > most => {
                issues.push(ConfigIssue {
                    path: path.to_owned(),
                    reason: "over the hard limit; the limit counts",
                });
                most
            }
            Some(value) => value,
            None => default,
        };
        let per_session =
            at_most("manners.per_session", self.per_session, default.per_session, hard.per_session);
        let per_day = at_most("manners.per_day", self.per_day, default.per_day, hard.per_day);
        let per_week = at_most("manners.per_week", self.per_week, default.per_week, hard.per_week);
        let mut at_least = |path: &str, value: Option<Millis>, default, least| match value {
            Some(value) if value < least => {
                issues.push(ConfigIssue {
                    path: path.to_owned(),
                    reason: "under the hard limit; the limit counts",
                });
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

#[cfg(test)]
mod tests {
    use super::*;

    fn issues(text: &str) -> Vec<(String, &'static str)> {
        let json = Json::read(text).unwrap_or(Json::Null);
        let (wire, mut issues) = ConfigWire::of(&json);
        issues.extend(wire.read().1);
        issues.into_iter().map(|issue| (issue.path, issue.reason)).collect()
    }

    #[test]
    fn every_problem_is_named_with_its_place() {
        assert_eq!(issues("{}"), []);
        assert_eq!(issues("[]"), [(String::new(), "must be an object; the defaults count")]);
        let found = issues(r#"{"manners":{"per_day":"many","per_dya":1},"consent":"never"}"#);
        let paths: Vec<&str> = found.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(paths, ["manners.per_day", "manners.per_dya", "consent"]);
    }

    #[test]
    fn a_hard_limit_cannot_be_passed() {
        let json = Json::read(r#"{"manners":{"per_session":9,"earliest_seconds":1}}"#);
        let (config, issues) = ConfigWire::of(&json.unwrap_or(Json::Null)).0.read();
        assert_eq!(config.manners.per_session, Manners::HARD.per_session);
        assert_eq!(config.manners.earliest, Manners::HARD.earliest);
        assert_eq!(issues.len(), 2);
    }
}
