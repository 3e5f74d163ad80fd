//! What `data` of a known event has to look like (docs/events.md).
//!
//! An event that does not fit is kept and marked: a newer widget may say more than
//! this desk knows, and what a sender got wrong is seen at the desk, not lost.

use super::Kind;
use crate::stage::Stage;
use serde_json::Value;

/// What a field holds.
#[derive(Clone, Copy, Debug)]
enum Form {
    /// Text.
    Text,
    /// A decimal number as text, such as "65.90", or a number.
    Amount,
    /// One of the seven stages.
    Stage,
    /// One of these words.
    Word(&'static [&'static str]),
    /// An array of objects.
    Objects,
    /// An object.
    Object,
}

/// One field: its name in `data` with `data.` before it, its form, whether it must be.
struct Field(&'static str, Form, Need);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Need {
    Must,
    May,
}

use Form::{Amount, Object, Objects, Text, Word};
use Need::{May, Must};

/// The fields of every event of a family.
const OF_FAMILY: [(&str, &[Field]); 3] = [
    (
        "touchpoint",
        &[
            Field("data.page", Object, May),
            Field("data.items", Objects, May),
            Field("data.value", Amount, May),
            Field("data.currency", Text, May),
            Field("data.transaction_id", Text, May),
        ],
    ),
    (
        "play",
        &[
            Field("data.play", Text, Must),
            Field("data.format", Text, May),
            Field("data.stage", Form::Stage, May),
            Field("data.need", Word(&["functional", "social", "emotional"]), May),
        ],
    ),
    ("voice", &[Field("data.play", Text, May)]),
];

/// The fields of one event in particular.
const OF_EVENT: [(&str, &str, &[Field]); 4] = [
    (
        "journey",
        "stage_entered",
        &[
            Field("data.stage", Form::Stage, Must),
            Field("data.from", Form::Stage, May),
            Field("data.confidence", Word(&["low", "medium", "high"]), May),
            Field("data.evidence", Objects, May),
        ],
    ),
    ("voice", "answered", &[Field("data.question", Text, Must), Field("data.choice", Text, Must)]),
    ("voice", "commented", &[Field("data.text", Text, Must)]),
    ("consent", "receipt", &[Field("data.purposes", Object, Must)]),
];

/// The first part of `data` that does not fit, such as `data.stage`.
///
/// Shape: `None` when all fits, and for types the catalogue does not know.
pub(crate) fn misfit(kind: &Kind, facts: &Value) -> Option<&'static str> {
    if !kind.is_known {
        return None;
    }
    if !facts.is_null() && !facts.is_object() {
        return Some("data");
    }
    let of_family = OF_FAMILY.iter().filter(|(family, _)| *family == kind.family);
    let of_event =
        OF_EVENT.iter().filter(|(family, name, _)| *family == kind.family && *name == kind.name);
    of_family
        .flat_map(|(_, fields)| fields.iter())
        .chain(of_event.flat_map(|(_, _, fields)| fields.iter()))
        .find(|field| !field.fits(facts))
        .map(|field| field.0)
}

impl Field {
    fn fits(&self, facts: &Value) -> bool {
        let name = self.0.strip_prefix("data.").unwrap_or(self.0);
        match facts.get(name) {
            None | Some(Value::Null) => self.2 == May,
            Some(value) => self.1.fits(value),
        }
    }
}

impl Form {
    fn fits(self, value: &Value) -> bool {
        match self {
            Text => value.is_string(),
            Amount => value.is_number() || value.as_str().is_some_and(is_decimal),
            Self::Stage => value.as_str().is_some_and(|name| Stage::from_name(name).is_some()),
            Word(words) => value.as_str().is_some_and(|word| words.contains(&word)),
            Objects => value.as_array().is_some_and(|list| list.iter().all(Value::is_object)),
            Object => value.is_object(),
        }
    }
}

fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && digits.matches('.').count() <= 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn misfit_of(event_type: &str, data: Value) -> Option<&'static str> {
        misfit(&Kind::of(event_type), &data)
    }

    #[test]
    fn what_the_widget_sends_fits() {
        let data = json!({"items": [{"item_id": "1"}], "value": "65.90", "page": {"path": "/"}});
        assert_eq!(misfit_of("usher.touchpoint.purchase", data), None);
        assert_eq!(misfit_of("usher.touchpoint.page_view", Value::Null), None);
    }

    #[test]
    fn the_first_part_that_does_not_fit_is_named() {
        let name = "usher.journey.stage_entered";
        assert_eq!(misfit_of(name, json!({"stage": "bliss"})), Some("data.stage"));
        assert_eq!(misfit_of(name, Value::Null), Some("data.stage"));
        assert_eq!(misfit_of("usher.play.shown", json!([1])), Some("data"));
        let value = json!({"value": "1.2.3"});
        assert_eq!(misfit_of("usher.touchpoint.purchase", value), Some("data.value"));
    }

    #[test]
    fn a_type_that_is_not_known_cannot_misfit() {
        assert_eq!(misfit_of("com.acme.sold", json!(7)), None);
        assert_eq!(misfit_of("usher.touchpoint.colour_mixed", json!({"value": []})), None);
    }
}
