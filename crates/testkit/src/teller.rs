//! Writes one visit down as events, the way the widget sends them.

use usher_engine::{Millis, Stage, Timestamp, Uuid};

use crate::chance::Chance;
use crate::happening::Happening;

/// A product of the generated shop.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ware {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) path: &'static str,
    /// Euros and cents.
    pub(crate) price: &'static str,
}

/// What is offered, as events name it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Offer {
    pub(crate) play: &'static str,
    pub(crate) format: &'static str,
    pub(crate) stage: Stage,
    pub(crate) need: &'static str,
}

/// A place in the shop.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub(crate) kind: &'static str,
    pub(crate) path: &'static str,
}

/// One visit, as far as it is told.
#[derive(Debug)]
pub(crate) struct Teller {
    pub(crate) chance: Chance,
    pub(crate) now: Timestamp,
    pub(crate) events: Vec<Happening>,
    session: Uuid,
    subject: Option<Uuid>,
    place: Place,
    stage: Option<Stage>,
}

impl Teller {
    pub(crate) fn new(mut chance: Chance, subject: Option<Uuid>, now: Timestamp) -> Self {
        let session = chance.uuid();
        let place = Place { kind: "home", path: "/" };
        Self { chance, now, events: Vec::new(), session, subject, place, stage: None }
    }

    /// Time passes.
    pub(crate) fn wait(&mut self, from_seconds: i64, to_seconds: i64) {
        let millis = self.chance.between(from_seconds * 1_000, to_seconds * 1_000);
        self.now = self.now.plus(Millis(millis));
    }

    /// The visitor allowed analytics, and perhaps more.
    pub(crate) fn receipt(&mut self) {
        let personalise = if self.subject.is_some() { "granted" } else { "denied" };
        self.push("consent.receipt", format!(
            "{{\"purposes\":{{\"help\":\"granted\",\"analytics\":\"granted\",\"personalise\":\"{personalise}\",\
             \"share\":\"denied\"}},\"source\":\"visitor\",\"policy\":1,\"gpc\":false}}"
        ));
    }

    /// Another page is opened.
    pub(crate) fn open(&mut self, place: Place) {
        self.place = place;
        self.touch("page_view", "");
    }

    /// A touchpoint; `more` is further fields of its data, each ending in a comma.
    pub(crate) fn touch(&mut self, name: &str, more: &str) {
        let data = format!("{{{more}{}}}", self.page());
        self.push(&format!("touchpoint.{name}"), data);
    }

    /// A touchpoint about products.
    pub(crate) fn touch_wares(&mut self, name: &str, wares: &[Ware], more: &str) {
        let listed: Vec<String> = wares.iter().map(item).collect();
        self.touch(name, &format!("{more}\"items\":[{}],", listed.join(",")));
    }

    /// A stage is reached, if the visit is not there already.
    pub(crate) fn reach(&mut self, stage: Stage, touchpoint: &str, count: u32) {
        if self.stage == Some(stage) {
            return;
        }
        let from =
            self.stage.map_or(String::new(), |from| format!("\"from\":\"{}\",", from.as_str()));
        let confidence = if count > 2 { "high" } else { "medium" };
        let data = format!(
            "{{\"stage\":\"{}\",{from}\"confidence\":\"{confidence}\",\"evidence\":[{}],{}}}",
            stage.as_str(),
            self.evidence(touchpoint, count),
            self.page()
        );
        self.stage = Some(stage);
        self.push("journey.stage_entered", data);
    }

    /// The relationship or the phase has changed.
    pub(crate) fn become_of(&mut self, what: &str, value: &str, touchpoint: &str, count: u32) {
        let data = format!(
            "{{\"{what}\":\"{value}\",\"evidence\":[{}]}}",
            self.evidence(touchpoint, count)
        );
        self.push(&format!("journey.{what}_changed"), data);
    }

    /// Something became of a play.
    pub(crate) fn play(&mut self, name: &str, offer: Offer, how: &str) {
        let how = if how.is_empty() { String::new() } else { format!(",\"how\":\"{how}\"") };
        let data = format!(
            "{{\"play\":\"{}\",\"format\":\"{}\",\"stage\":\"{}\",\"need\":\"{}\",{}{how}}}",
            offer.play,
            offer.format,
            offer.stage.as_str(),
            offer.need,
            self.page()
        );
        self.push(&format!("play.{name}"), data);
    }

    /// A question was answered on a scale.
    pub(crate) fn score(&mut self, play: &str, question: &str, score: i64) {
        self.choose(play, question, &score.to_string());
    }

    /// A question was answered with a choice.
    pub(crate) fn choose(&mut self, play: &str, question: &str, choice: &str) {
        let data =
            format!("{{\"play\":\"{play}\",\"question\":\"{question}\",\"choice\":\"{choice}\"}}");
        self.push("voice.answered", data);
    }

    /// Something was written. The text holds no character that JSON would escape.
    pub(crate) fn comment(&mut self, play: &str, question: &str, text: &str) {
        let data =
            format!("{{\"play\":\"{play}\",\"question\":\"{question}\",\"text\":\"{text}\"}}");
        self.push("voice.commented", data);
    }

    /// A prospect is a qualified lead now, or is handed to a person.
    pub(crate) fn lead(&mut self, name: &str, more: &str, ware: Ware) {
        let data = format!(
            "{{{more}\"evidence\":[{},{}],\"items\":[{}],{}}}",
            self.evidence("view_item", 4),
            self.evidence("read_policy", 1),
            item(&ware),
            self.page()
        );
        self.push(&format!("lead.{name}"), data);
    }

    fn evidence(&self, touchpoint: &str, count: u32) -> String {
        let at = self.now.to_rfc3339();
        format!("{{\"touchpoint\":\"{touchpoint}\",\"count\":{count},\"at\":\"{at}\"}}")
    }

    fn page(&self) -> String {
        format!("\"page\":{{\"kind\":\"{}\",\"path\":\"{}\"}}", self.place.kind, self.place.path)
    }

    fn push(&mut self, name: &str, data: String) {
        let sequence = u32::try_from(self.events.len() + 1).unwrap_or(u32::MAX);
        let id = self.chance.uuid();
        self.events.push(Happening {
            id,
            name: name.to_owned(),
            at: self.now,
            sequence,
            session: self.session.clone(),
            subject: self.subject.clone(),
            data,
        });
    }
}

fn item(ware: &Ware) -> String {
    format!(
        "{{\"item_id\":\"{}\",\"item_name\":\"{}\",\"item_category\":\"{}\",\"price\":\"{}\",\
         \"currency\":\"EUR\",\"quantity\":1}}",
        ware.id, ware.name, ware.kind, ware.price
    )
}
