//! Touchpoints of the site owner's own: declared in the configuration, reported by
//! the page, and usable in conditions.

use crate::consent::Purpose;
use crate::effect::Fault;
use crate::engine::Engine;
use crate::event::joined;
use crate::json::{Json, Object};
use crate::memory::tally;
use crate::name::named;
use crate::time::Timestamp;
use crate::touchpoint::TouchpointName;
use crate::trigger::{Reader, inside};

/// Most that can be declared; each one seen is counted in the memory of the visit.
const MAX_CUSTOM: usize = 32;
/// Longest name, in bytes; it is part of the type of an event.
const MAX_NAME: usize = 40;
/// Longest text of a field, in bytes; longer ones are left out.
const MAX_TEXT: usize = 200;

named! {
    /// What a field of a touchpoint of one's own can be.
    pub enum FieldKind {
        /// A text.
        Text = "text",
        /// A number.
        Number = "number",
        /// True or false.
        Flag = "flag",
    }
}

/// A touchpoint the site owner declared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Custom {
    /// Its name: small letters, digits and `_`.
    pub name: &'static str,
    /// What it carries.
    pub fields: Vec<(String, FieldKind)>,
}

impl Reader<'_> {
    /// `{"quiz_done": {"score": "number"}}`
    pub(crate) fn customs(&mut self, path: &str, json: &Json) -> Vec<Custom> {
        let mut customs = Vec::new();
        let Json::Object(declared) = json else {
            self.refuse::<()>(path, "must be an object; left out");
            return customs;
        };
        for (name, fields) in declared.iter().take(MAX_CUSTOM) {
            customs.extend(self.custom(&inside(path, name), name, fields));
        }
        customs
    }

    fn custom(&mut self, path: &str, name: &str, json: &Json) -> Option<Custom> {
        let is_plain = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_');
        if name.is_empty() || name.len() > MAX_NAME || !name.bytes().all(is_plain) {
            return self.refuse(path, "must be named in small letters, digits and _; left out");
        }
        if TouchpointName::from_name(name).is_some() {
            return self.refuse(path, "is a touchpoint of Usher already; left out");
        }
        let Json::Object(declared) = json else {
            return self.refuse(path, "must be an object; left out");
        };
        let mut fields = Vec::new();
        for (field, kind) in declared {
            match kind.as_text().and_then(FieldKind::from_name) {
                Some(kind) => fields.push((field.clone(), kind)),
                None => {
                    let reason = "must be \"text\", \"number\" or \"flag\"; left out";
                    self.refuse::<()>(&inside(path, field), reason);
                }
            }
        }
        Some(Custom { name: name.to_owned().leak(), fields })
    }
}

/// Takes note of a touchpoint of the site owner's own, as it was declared.
pub(crate) fn note_custom(engine: &mut Engine, name: &str, facts: &Json, now: Timestamp) {
    let Some(place) = engine.config.touchpoints.iter().position(|known| known.name == name) else {
        engine.count_fault(Some(Fault::UnknownTouchpoint));
        return;
    };
    if !engine.may_remember() {
        return;
    }
    engine.renew_session(now);
    engine.session.last_active = engine.session.last_active.max(now);
    tally(&mut engine.session.tallies, (TouchpointName::Custom, name), (now, 8));
    engine.persist_soon(now);
    if !engine.grants.allows(Purpose::Analytics) {
        return;
    }
    let (Some(custom), Some(page)) = (engine.config.touchpoints.get(place), &engine.page) else {
        return;
    };
    let mut data = Object::new();
    data.page(page);
    for (field, kind) in &custom.fields {
        // What is not as it was declared does not leave the device.
        match (kind, facts.get(field)) {
            (FieldKind::Text, Some(Json::Text(text))) if text.len() <= MAX_TEXT => {
                data.text(field, text);
            }
            (FieldKind::Number, Some(Json::Number(number))) => data.integer(field, *number),
            (FieldKind::Number, Some(Json::Decimal(number))) => data.json(field, number),
            (FieldKind::Flag, Some(Json::Bool(flag))) => data.flag(field, *flag),
            _ => {}
        }
    }
    let data = data.finish();
    engine.record(&joined(&["touchpoint.", name]), &data, now);
}
