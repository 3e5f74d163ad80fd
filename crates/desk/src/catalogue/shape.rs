//! What `data` of a known event has to look like: the fields of `usher-schema`.
//!
//! An event that does not fit is kept and marked: a newer widget may say more than
//! this desk knows, and what a sender got wrong is seen at the desk, not lost.

use super::{Kind, TYPES};
use serde_json::Value;
use usher_schema::field::{Field, Shape};

/// The fields of one object, ready to be looked at.
#[derive(Debug)]
pub(super) struct Form(Vec<Part>);

#[derive(Debug)]
struct Part {
    name: &'static str,
    /// Such as `data.stage`; what is inside a list has the list's.
    path: String,
    is_required: bool,
    holds: Holds,
}

#[derive(Debug)]
enum Holds {
    /// Text, of at most so many characters.
    Text(usize),
    /// A decimal number as text, such as "65.90"; a number from other senders.
    Decimal,
    Whole,
    Flag,
    /// One of these words.
    Word(Vec<&'static str>),
    Object(Form),
    /// At most so many objects.
    Objects(usize, Form),
}

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
    TYPES.get(&format!("{}.{}", kind.family, kind.name))?.misfit(facts)
}

impl Form {
    pub(super) fn of_fields(fields: &[Field]) -> Self {
        Self::of("data", fields)
    }

    fn of(path: &str, fields: &[Field]) -> Self {
        let part = |field: &Field| {
            let is_event = path == "data";
            let path = format!("{path}.{}", field.name);
            let holds = Holds::of(&path, field.shape);
            // What is around an event is the widget's to tell: a sender that is no browser
            // has no page, one that is no engine no evidence, and not every shop numbers
            // its products.
            let is_around = matches!(holds, Holds::Object(_) | Holds::Objects(..))
                || field.name == "confidence";
            let is_required = field.is_required && !is_around && is_event;
            Part { name: field.name, path, is_required, holds }
        };
        Self(fields.iter().map(part).collect())
    }

    fn misfit(&self, facts: &Value) -> Option<&str> {
        self.0.iter().find_map(|part| match facts.get(part.name) {
            None | Some(Value::Null) => part.is_required.then_some(part.path.as_str()),
            Some(value) => part.misfit(value),
        })
    }
}

impl Part {
    fn misfit(&self, value: &Value) -> Option<&str> {
        let fits = match &self.holds {
            Holds::Object(form) if value.is_object() => return form.misfit(value),
            Holds::Objects(most, form) => match value.as_array() {
                Some(list) if list.len() <= *most && list.iter().all(Value::is_object) => {
                    return list.iter().find_map(|object| form.misfit(object));
                }
                _ => false,
            },
            Holds::Object(_) => false,
            Holds::Text(most) => value.as_str().is_some_and(|text| text.chars().count() <= *most),
            Holds::Decimal => value.is_number() || value.as_str().is_some_and(is_decimal),
            Holds::Whole => value.is_u64(),
            Holds::Flag => value.is_boolean(),
            Holds::Word(words) => value.as_str().is_some_and(|word| words.contains(&word)),
        };
        (!fits).then_some(self.path.as_str())
    }
}

impl Holds {
    fn of(path: &str, shape: Shape) -> Self {
        match shape {
            // A time, an id or a code that is none harms nobody; the desk reads none here.
            Shape::Text | Shape::Currency | Shape::Time | Shape::Uuid => Self::Text(usize::MAX),
            Shape::ShortText(most) => Self::Text(most as usize),
            Shape::Decimal => Self::Decimal,
            Shape::Whole => Self::Whole,
            Shape::Flag => Self::Flag,
            Shape::OneOf(words) => Self::Word(words()),
            Shape::Object(fields) => Self::Object(Form::of(path, fields)),
            Shape::List(most, fields) => Self::Objects(most as usize, Form::of(path, fields)),
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
        let page = json!({"kind": "product", "path": "/"});
        let item = json!({"item_id": "1", "item_name": "Juniper", "quantity": 1});
        let data = json!({"items": [item], "value": "65.90", "page": page});
        assert_eq!(misfit_of("usher.touchpoint.purchase", data), None);
        assert_eq!(misfit_of("usher.touchpoint.page_view", Value::Null), None);
        assert_eq!(misfit_of("usher.journey.stage_entered", json!({"stage": "unknown"})), None);
    }

    #[test]
    fn the_first_part_that_does_not_fit_is_named() {
        let name = "usher.journey.stage_entered";
        assert_eq!(misfit_of(name, json!({"stage": "bliss"})), Some("data.stage"));
        assert_eq!(misfit_of(name, Value::Null), Some("data.stage"));
        assert_eq!(misfit_of("usher.play.shown", json!([1])), Some("data"));
        let value = json!({"value": "1.2.3"});
        assert_eq!(misfit_of("usher.touchpoint.purchase", value), Some("data.value"));
        let page = json!({"page": {"kind": "moon", "path": "/"}});
        assert_eq!(misfit_of("usher.touchpoint.page_view", page), Some("data.page.kind"));
    }

    #[test]
    fn a_type_that_is_not_known_cannot_misfit() {
        assert_eq!(misfit_of("com.acme.sold", json!(7)), None);
        assert_eq!(misfit_of("usher.touchpoint.colour_mixed", json!({"value": []})), None);
    }
}
