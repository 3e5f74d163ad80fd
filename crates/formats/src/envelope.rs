//! One event, taken out of its envelope.

use usher_engine::Json;

/// An event as the widget makes it.
#[derive(Clone, Debug)]
pub struct Envelope {
    whole: Json,
}

impl Envelope {
    /// The events of a batch; what is no object is left out.
    #[must_use]
    pub fn read_batch(body: &str) -> Vec<Self> {
        let Ok(Json::List(events)) = Json::read(body) else { return Vec::new() };
        let is_object = |event: &Json| matches!(event, Json::Object(_));
        events.into_iter().filter(is_object).map(|whole| Self { whole }).collect()
    }

    /// All of it.
    #[must_use]
    pub const fn whole(&self) -> &Json {
        &self.whole
    }

    /// An attribute that is a text; empty where there is none.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.whole.get(name).and_then(Json::as_text).unwrap_or_default()
    }

    /// The payload.
    #[must_use]
    pub fn data(&self) -> &Json {
        self.whole.get("data").unwrap_or(&Json::Null)
    }

    /// `family.name`.
    #[must_use]
    pub fn name(&self) -> &str {
        let kind = self.text("type");
        kind.strip_prefix("usher.").unwrap_or(kind)
    }

    /// The visitor, or the visit where nobody is named.
    #[must_use]
    pub fn somebody(&self) -> &str {
        match self.text("subject") {
            "" => self.text("ushersession"),
            subject => subject,
        }
    }
}
