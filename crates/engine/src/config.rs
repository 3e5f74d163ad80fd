//! What the site owner can set: read once, mended where it can be, with every
//! problem named.

use crate::consent::Purpose;
use crate::custom::Custom;
use crate::design::Design;
use crate::event::joined;
use crate::json::Json;
use crate::limit::{Limit, Manners};
use crate::name::place_of;
use crate::play::Play;
use crate::rhythm::PATIENCE;
use crate::starter::STARTER_PACK;
use crate::time::Millis;

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
    pub plays: Vec<&'static Play>,
    /// When a card may be shown.
    pub manners: Manners,
    /// What may happen before a choice.
    pub before_consent: BeforeConsent,
    /// Whether the widget asks for consent itself.
    pub asks_consent: bool,
    /// After how long without an order a client counts as late, and as lapsed, who
    /// has no rhythm of orders of one's own.
    pub patience: [Millis; 2],
    /// Whether a consent manager of the site is the authority, even before it is there.
    pub expects_manager: bool,
    /// The first purpose that Global Privacy Control denies, with all after it.
    pub control_denies: Purpose,
    /// Whether nothing is asked, and where no choice was made all is refused: Do Not Track.
    /// A shell takes it back where the browser does not say so.
    pub refuses_tracking: bool,
    /// The touchpoints the site owner declared.
    pub touchpoints: Vec<Custom>,
    /// The journey as the site owner intends it.
    pub designs: Vec<Design>,
    /// The configuration of which only what counts at once was read.
    pub unread: Option<Json>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            plays: STARTER_PACK.iter().collect(),
            manners: Manners::default(),
            before_consent: BeforeConsent::Quiet,
            asks_consent: true,
            patience: PATIENCE,
            expects_manager: false,
            control_denies: Purpose::Share,
            refuses_tracking: false,
            touchpoints: Vec::new(),
            designs: Vec::new(),
            unread: None,
        }
    }
}

/// Something in the configuration that was not taken as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigIssue {
    /// Where, as a path of keys.
    pub path: String,
    /// What is wrong and what counts instead.
    pub reason: &'static str,
}

impl ConfigIssue {
    /// Without the feature `reasons` the words are left to `usher check`: a visitor's
    /// browser names the place alone (docs/decisions/0016-reasons-stay-at-home.md).
    pub(crate) fn new(path: &str, reason: &'static str) -> Self {
        let elsewhere = "is not as it must be, `usher check` says why";
        let reason = if cfg!(feature = "reasons") { reason } else { elsewhere };
        Self { path: path.to_owned(), reason }
    }
}

impl Config {
    /// Reads a configuration as far as it can be read, and names the rest.
    ///
    /// Shape: an object; every key may be missing (docs/configuration.md).
    #[must_use]
    pub fn read_whole(json: &Json) -> (Self, Vec<ConfigIssue>) {
        let (mut config, mut issues) = (Self::default(), Vec::new());
        config.patience = patience(json);
        config.set_all("", json, &mut issues);
        config.read_written(json, &mut issues);
        (config, issues)
    }

    /// Reads only what counts from the first moment on, and keeps the rest for
    /// [`crate::Engine::take_written`], with which the code for it loads. There are no
    /// plays before, the numbers are the defaults, and nothing is named yet.
    #[must_use]
    pub fn begin(json: Json) -> Self {
        let is = |key, word| json.get(key).and_then(Json::as_text) == Some(word);
        let is_page = is("before_consent", "page");
        let expects_manager = is("consent", "manager") || is("consent", "google");
        Self {
            plays: Vec::new(),
            before_consent: if is_page { BeforeConsent::Page } else { BeforeConsent::Quiet },
            asks_consent: !expects_manager && !is("consent", "site"),
            expects_manager,
            control_denies: if is("gpc_scope", "all") {
                Purpose::Analytics
            } else {
                Purpose::Share
            },
            refuses_tracking: is("respect_dnt", "yes"),
            patience: patience(&json),
            manners: Manners::default(),
            touchpoints: Vec::new(),
            designs: Vec::new(),
            unread: Some(json),
        }
    }

    /// Reads what was kept by [`Config::begin`]; what counted from the first moment
    /// on goes on to count.
    pub(crate) fn finish(&mut self) -> Vec<ConfigIssue> {
        let Some(json) = self.unread.take() else { return Vec::new() };
        let (whole, issues) = Self::read_whole(&json);
        let Self { before_consent, asks_consent, expects_manager, .. } = *self;
        let Self { control_denies, refuses_tracking, .. } = *self;
        *self = Self { before_consent, asks_consent, expects_manager, ..whole };
        (self.control_denies, self.refuses_tracking) = (control_denies, refuses_tracking);
        issues
    }

    fn set_all(&mut self, path: &str, json: &Json, issues: &mut Vec<ConfigIssue>) {
        let Json::Object(fields) = json else {
            let reason = "must be an object; left out";
            issues.push(ConfigIssue::new(path, reason));
            return;
        };
        let mark = if path.is_empty() { "" } else { "." };
        for (name, value) in fields {
            self.set(&joined(&[path, mark, name]), value, issues);
        }
    }

    /// Takes one setting as far as it can be honoured; `path` are its keys with
    /// points between them.
    fn set(&mut self, path: &str, value: &Json, issues: &mut Vec<ConfigIssue>) {
        let taken = match path {
            "manners" => {
                self.set_all(path, value, issues);
                return;
            }
            // Read as a whole (`written.rs`), or by what stands beside the widget.
            "touchpoints" | "plays" | "journey" | "consent_categories" | "endpoints" => Ok(()),
            "late_days" | "lapsed_days" => match days(value) {
                Some(_) => Ok(()),
                None => Err("must be a whole number of days, one or more; the default counts"),
            },
            "without" => self.leave_out(value),
            "before_consent" | "consent" | "gpc_scope" | "respect_dnt" => {
                self.set_word(path, value)
            }
            _ => match path.strip_prefix("manners.").and_then(Limit::from_name) {
                Some(limit) => set_limit(&mut self.manners, limit, value),
                None => Err("there is no such key; left out"),
            },
        };
        if let Err(reason) = taken {
            issues.push(ConfigIssue::new(path, reason));
        }
    }

    /// Takes a setting that is one of some words, of which the first is the default.
    fn set_word(&mut self, key: &str, value: &Json) -> Result<(), &'static str> {
        let words: &[&str] = match key {
            "before_consent" => &["quiet", "page"],
            "gpc_scope" => &["share", "all"],
            "respect_dnt" => &["no", "yes"],
            _ => &["ask", "site", "manager", "google"],
        };
        let known = value.as_text().and_then(|word| place_of(word, words));
        let place = known.unwrap_or(0);
        let is_other = place > 0;
        match key {
            "before_consent" if is_other => self.before_consent = BeforeConsent::Page,
            "before_consent" => self.before_consent = BeforeConsent::Quiet,
            "gpc_scope" if is_other => self.control_denies = Purpose::Analytics,
            "gpc_scope" => self.control_denies = Purpose::Share,
            "respect_dnt" => self.refuses_tracking = is_other,
            _ => {
                self.expects_manager = place > 1;
                self.asks_consent = !is_other;
            }
        }
        known.map(drop).ok_or("must be one of the words for it; the default counts")
    }

    fn leave_out(&mut self, ids: &Json) -> Result<(), &'static str> {
        let Json::List(ids) = ids else { return Err("must be a list; left out") };
        let mut taken = Ok(());
        for id in ids {
            let id = id.as_text().unwrap_or_default();
            match self.plays.iter().position(|play| play.id.0 == id) {
                Some(place) => drop(self.plays.remove(place)),
                None => taken = Err("no play of the starter pack has this id; left out"),
            }
        }
        taken
    }
}

/// Counts from the first moment on, like consent: the journey is read on each page.
fn patience(json: &Json) -> [Millis; 2] {
    let [late, lapsed] = PATIENCE;
    let or = |key, usual| json.get(key).and_then(days).unwrap_or(usual);
    [or("late_days", late), or("lapsed_days", lapsed)]
}

fn days(value: &Json) -> Option<Millis> {
    match value {
        Json::Number(days @ 1..) => Some(Millis::days(*days)),
        _ => None,
    }
}

/// Whether the second of two words is written, the first being the default; the
/// third text says so.
fn set_limit(manners: &mut Manners, limit: Limit, value: &Json) -> Result<(), &'static str> {
    let whole = match value {
        Json::Number(number) => u32::try_from(*number).ok(),
        _ => None,
    };
    let wanted = whole.ok_or("must be a whole number; the default counts")?;
    let is_taken = manners.set(limit, wanted);
    if is_taken { Ok(()) } else { Err("beyond the hard limit; the limit counts") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn issues(text: &str) -> Vec<(String, &'static str)> {
        let json = Json::read(text).unwrap_or(Json::Null);
        Config::read_whole(&json).1.into_iter().map(|issue| (issue.path, issue.reason)).collect()
    }

    #[test]
    fn every_problem_is_named_with_its_place() {
        assert_eq!(issues("{}"), []);
        assert_eq!(issues("[]"), [(String::new(), "must be an object; left out")]);
        let found = issues(r#"{"manners":{"per_day":"many","per_dya":1},"consent":"never"}"#);
        let paths: Vec<&str> = found.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(paths, ["manners.per_day", "manners.per_dya", "consent"]);
    }

    #[test]
    fn what_is_read_late_is_the_same_as_what_is_read_at_once() {
        let text = r#"{"manners":{"per_day":1,"x":2},"without":["answer"],"consent":"site"}"#;
        let json = Json::read(text).unwrap_or(Json::Null);
        let mut config = Config::begin(json.clone());
        assert!(!config.asks_consent && config.plays.is_empty());
        let issues = config.finish();
        assert_eq!((config, issues), Config::read_whole(&json));
    }

    #[test]
    fn a_hard_limit_cannot_be_passed() {
        let json = Json::read(r#"{"manners":{"per_session":9,"earliest_seconds":1}}"#);
        let (config, issues) = Config::read_whole(&json.unwrap_or(Json::Null));
        assert_eq!(config.manners.of(Limit::PerSession), 2);
        assert_eq!(config.manners.of(Limit::Earliest), 10);
        assert_eq!(issues.len(), 2);
    }
}
