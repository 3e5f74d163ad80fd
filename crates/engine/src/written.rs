//! Plays the site owner wrote into the configuration.

use crate::config::{Config, ConfigIssue};
use crate::event::joined;
use crate::journey::Stage;
use crate::json::Json;
use crate::page::{Link, LinkKind};
use crate::play::{Format, Need, Play, PlayId, Subject};
use crate::trigger::{Reader, element, inside};

/// What a written play says; texts of the shop, never HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// One line.
    pub title: String,
    /// One or two lines under it.
    pub summary: String,
    /// What opens, a paragraph each.
    pub content: Vec<String>,
    /// Where the shop says more.
    pub link: Option<Link>,
    /// Why the visitor sees it, in one sentence; empty for one of ours.
    pub why: String,
}

/// Keys of a play, in the order of docs/configuration.md.
const KEYS: [&str; 11] = [
    "id", "format", "stage", "need", "title", "summary", "content", "link", "why", "when",
    "benefit",
];
/// How written content can be drawn.
const FORMATS: [Format; 4] = [Format::Tip, Format::Guide, Format::Answer, Format::Thanks];
/// Longest text taken, in bytes; a card holds less.
const MAX_TEXT: usize = 2_000;
/// Most plays; the time of a decision is measured with a hundred.
const MAX_PLAYS: usize = 1_000;
const DEFAULT_BENEFIT: i64 = 50;

impl Config {
    /// Reads what the site owner wrote; touchpoints first, because conditions name
    /// them, and the journey last, because it names plays.
    pub(crate) fn read_written(&mut self, json: &Json, issues: &mut Vec<ConfigIssue>) {
        let part = |key: &str| json.get(key);
        if let Some(json) = part("touchpoints") {
            self.touchpoints = Reader { issues, customs: &[] }.customs("touchpoints", json);
        }
        let mut reader = Reader { issues, customs: &self.touchpoints };
        if let Some(json) = part("plays") {
            reader.plays("plays", json, &mut self.plays);
        }
        if let Some(json) = part("journey") {
            self.designs = reader.designs("journey", json);
        }
        for design in &self.designs {
            let is_known = |id: &String| self.plays.iter().any(|play| play.id.0 == id);
            if !design.plays.iter().all(is_known) {
                let path = joined(&["journey.", design.stage.as_str(), ".plays"]);
                issues.push(ConfigIssue::new(&path, "names a play that is not there"));
            }
        }
    }
}

impl Reader<'_> {
    /// Reads the plays of a list. One that is wrong is left out, and the rest run.
    pub(crate) fn plays(&mut self, path: &str, json: &Json, plays: &mut Vec<&'static Play>) {
        let Json::List(list) = json else {
            self.refuse::<()>(path, "must be a list; left out");
            return;
        };
        for (place, json) in list.iter().enumerate().take(MAX_PLAYS) {
            let path = element(path, place);
            let Some(play) = self.play(&path, json) else { continue };
            if plays.iter().any(|known| known.id == play.id) {
                self.refuse::<()>(&inside(&path, "id"), "is the id of another play; left out");
            } else {
                plays.push(Box::leak(Box::new(play)));
            }
        }
    }

    /// Every part is looked at, so that all problems are named at once.
    fn play(&mut self, path: &str, json: &Json) -> Option<Play> {
        let Json::Object(fields) = json else {
            return self.refuse(path, "must be an object; left out");
        };
        for (key, _) in fields {
            if !KEYS.contains(&key.as_str()) {
                self.refuse::<()>(&inside(path, key), "there is no such key; left out");
            }
        }
        let id = self.text(path, json, "id", true);
        let stage = self.one_of(path, json, "stage", Stage::WORDS);
        let need = self.one_of(path, json, "need", Need::WORDS);
        let words = FORMATS.map(Format::as_str);
        let format = match json.get("format") {
            None => Some(0),
            Some(_) => self.one_of(path, json, "format", &words),
        };
        let benefit = match json.get("benefit") {
            None => Some(DEFAULT_BENEFIT),
            Some(json) => self.number(&inside(path, "benefit"), json),
        };
        let written = self.written(path, json);
        let when_path = inside(path, "when");
        let when = match json.get("when") {
            Some(json) => self.condition(&when_path, json),
            None => self.refuse(&when_path, "is missing; this play is left out"),
        };
        Some(Play {
            id: PlayId(id?.leak()),
            format: FORMATS.get(format?).copied()?,
            subject: Subject::Written(Box::leak(Box::new(written?))),
            stage: Stage::ALL.get(stage?).copied()?,
            need: Need::ALL.get(need?).copied()?,
            when: when?,
            benefit: u32::try_from(benefit?.clamp(0, 100)).unwrap_or(0),
        })
    }

    fn written(&mut self, path: &str, json: &Json) -> Option<Written> {
        let title = self.text(path, json, "title", true);
        let summary = self.text(path, json, "summary", false);
        let why = self.text(path, json, "why", false);
        let mut content = Vec::new();
        if let Some(Json::List(list)) = json.get("content") {
            content.extend(list.iter().filter_map(Json::as_text).map(str::to_owned));
        }
        let link_path = inside(path, "link");
        let link = match json.get("link") {
            None => Some(None),
            Some(json) => self.link(&link_path, json).map(Some),
        };
        Some(Written { title: title?, summary: summary?, content, link: link?, why: why? })
    }

    /// Only addresses that lead to a page, so that no script can be behind one.
    fn link(&mut self, path: &str, json: &Json) -> Option<Link> {
        let label = self.text(path, json, "label", true);
        let url = self.text(path, json, "url", true)?;
        let is_path = url.starts_with('/') && !url.starts_with("//");
        if is_path || url.starts_with("https://") {
            return Some(Link { kind: LinkKind::Help, url, label: label? });
        }
        self.refuse(&inside(path, "url"), "must begin with \"/\" or \"https://\"")
    }

    fn text(&mut self, path: &str, json: &Json, key: &str, is_needed: bool) -> Option<String> {
        match json.get(key) {
            Some(Json::Text(text)) if !text.is_empty() && text.len() <= MAX_TEXT => {
                Some(text.clone())
            }
            None if !is_needed => Some(String::new()),
            _ => self.refuse(&inside(path, key), "must be a text, and not too long"),
        }
    }

    fn one_of(&mut self, path: &str, json: &Json, key: &str, words: &[&str]) -> Option<usize> {
        let word = json.get(key).and_then(Json::as_text).unwrap_or_default();
        let place = words.iter().position(|known| *known == word);
        place.or_else(|| self.refuse(&inside(path, key), "is not one of the words for this"))
    }
}
