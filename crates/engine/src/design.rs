//! The journey as the site owner intends it, and what became of its moments.

use crate::condition::Situation;
use crate::consent::Purpose;
use crate::decide::Allowed;
use crate::engine::Engine;
use crate::event::joined;
use crate::gate::Worth;
use crate::journey::Stage;
use crate::json::{Json, Object};
use crate::limit::Limit;
use crate::name::named;
use crate::play::{Need, Play};
use crate::reason::Reason;
use crate::time::Timestamp;
use crate::trigger::{Reader, inside};

/// What a stage is to be for the visitor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Design {
    /// Which stage.
    pub stage: Stage,
    /// The need that is to be met in it.
    pub need: Option<Need>,
    /// The plays that meet it, by id.
    pub plays: Vec<String>,
    /// What the visitor is promised, in the owner's words; only for the marketer.
    pub promise: String,
}

named! {
    /// What became of a moment the site owner designed.
    #[derive(Default)]
    pub enum Outcome {
        /// No play of it fitted.
        #[default]
        Nothing = "nothing",
        /// One fitted, and the manners held it back.
        Withheld = "withheld",
        /// One was shown.
        Met = "met",
    }
}

impl Reader<'_> {
    /// `{"desire": {"need": "functional", "plays": ["answer"], "promise": "…"}}`
    pub(crate) fn designs(&mut self, path: &str, json: &Json) -> Vec<Design> {
        let mut designs = Vec::new();
        let Json::Object(stages) = json else {
            self.refuse::<()>(path, "must be an object; left out");
            return designs;
        };
        for (word, json) in stages {
            let path = inside(path, word);
            match Stage::from_name(word) {
                Some(stage) => designs.push(self.design(&path, stage, json)),
                None => drop(self.refuse::<()>(&path, "is not a stage; left out")),
            }
        }
        designs
    }

    fn design(&mut self, path: &str, stage: Stage, json: &Json) -> Design {
        let mut design = Design { stage, need: None, plays: Vec::new(), promise: String::new() };
        let Json::Object(fields) = json else {
            self.refuse::<()>(path, "must be an object; left out");
            return design;
        };
        for (key, value) in fields {
            let word = value.as_text().unwrap_or_default();
            match (key.as_str(), value) {
                ("need", _) if Need::from_name(word).is_some() => {
                    design.need = Need::from_name(word);
                }
                ("plays", Json::List(plays)) => {
                    let ids = plays.iter().filter_map(Json::as_text);
                    design.plays = ids.map(str::to_owned).collect();
                }
                ("promise", Json::Text(text)) => design.promise.clone_from(text),
                _ => drop(self.refuse::<()>(
                    &inside(path, key),
                    "must be \"need\", \"plays\" or \"promise\" as they are described; left out",
                )),
            }
        }
        design
    }
}

/// A play is shown, or without one the page ends. Not a method, so that only
/// [`Engine::take_written`] refers to it.
pub(crate) fn moment(engine: &mut Engine, shown: Option<&'static Play>, now: Timestamp) {
    match (shown, engine.stage()) {
        (Some(play), Some(stage)) => {
            engine.report_moment(stage, (Outcome::Met, play.id.0, ""), now);
        }
        (Some(_), None) => {}
        (None, _) => engine.end_moment(now),
    }
}

impl Engine {
    /// What becomes of the designed moment of the present stage, when a page ends.
    fn end_moment(&mut self, now: Timestamp) {
        // A page nobody settled on is no moment.
        if self.config.designs.is_empty()
            || self.moment.visible(now) < self.config.manners.length(Limit::Settling)
        {
            return;
        }
        let Some(page) = self.page.clone() else { return };
        let situation = self.situation(&page, now);
        let Some(stage) = situation.stage() else { return };
        let Some(design) = self.config.designs.iter().find(|design| design.stage == stage) else {
            return;
        };
        let manners = self.manners(&situation);
        let mut found = (Outcome::Nothing, "", "");
        for play in &self.candidates {
            let is_designed = design.plays.iter().any(|id| id == play.id.0);
            if is_designed && play.when.holds(&situation, &mut |_, _, _| {}) {
                found = (Outcome::Withheld, play.id.0, self.hindrance(play, &situation, &manners));
            }
        }
        self.report_moment(stage, found, now);
    }

    /// What kept a play that fits from being shown.
    fn hindrance(&self, play: &Play, situation: &Situation<'_>, allowed: &Allowed) -> &'static str {
        if !self.grants.allows(Purpose::Help) {
            return "help is not granted";
        }
        match self.allow(play, situation, allowed) {
            Err(withheld) => withheld.by.as_str(),
            Ok(()) if Worth::of(play, situation).value() <= 0 => Reason::NotWorthIt.as_str(),
            // It was never a good moment, or the page was left too soon.
            Ok(()) => "the moment",
        }
    }

    /// Tells what became of a moment, once a visit unless it became better.
    fn report_moment(
        &mut self,
        stage: Stage,
        (outcome, play, by): (Outcome, &str, &str),
        now: Timestamp,
    ) {
        let Some(design) = self.config.designs.iter().find(|design| design.stage == stage) else {
            return;
        };
        if outcome == Outcome::Met && !design.plays.iter().any(|id| id == play) {
            return;
        }
        let word = joined(&[stage.as_str(), " ", outcome.as_str()]);
        let met = joined(&[stage.as_str(), " ", Outcome::Met.as_str()]);
        if self.session.moments.iter().any(|told| *told == word || *told == met) {
            return;
        }
        let Some(page) = &self.page else { return };
        let mut data = Object::new();
        data.text("stage", stage.as_str());
        data.text("need", design.need.map_or("", Need::as_str));
        data.text("outcome", outcome.as_str());
        data.text("play", play);
        data.text("by", by);
        data.text("promise", &design.promise);
        data.page(page);
        let data = data.finish();
        self.session.moments.push(word);
        self.record("journey.moment", &data, now);
    }
}
