//! How our types are kept and sent: each one says once how it is written and read.
//!
//! Reading never fails halfway: a field that is missing or of another shape is
//! its default, an element that cannot be read is left out.

use crate::id::Uuid;
use crate::json::{Json, Object, push_integer, push_list, push_string};
use crate::time::{Millis, Timestamp};

/// A type with a JSON form.
pub trait Wire: Sized {
    /// Appends its JSON form.
    fn put(&self, text: &mut String);
    /// Reads it; none when the value is of another shape.
    fn take(json: &Json) -> Option<Self>;
}

/// The JSON form of a value.
#[must_use]
pub fn to_json<T: Wire>(value: &T) -> String {
    let mut text = String::new();
    value.put(&mut text);
    text
}

/// A value from its JSON form; none when it is broken or of another shape.
#[must_use]
pub fn from_json<T: Wire>(text: &str) -> Option<T> {
    T::take(&Json::read(text).ok()?)
}

/// A field of an object, or its default.
pub(crate) fn field<T: Wire + Default>(json: &Json, key: &str) -> T {
    json.get(key).and_then(T::take).unwrap_or_default()
}

/// Gives a struct a JSON form with these fields. All of them need a default;
/// those after `;` must be there, or the whole is none.
macro_rules! wire_struct {
    ($name:ident { $($field:ident),* $(,)? $(; $($needed:ident),+)? }) => {
        impl $crate::wire::Wire for $name {
            fn put(&self, text: &mut String) {
                let mut object = $crate::json::Object::begin(text);
                $($crate::wire::put_field(&mut object, stringify!($field), &self.$field);)*
                $($($crate::wire::put_field(&mut object, stringify!($needed), &self.$needed);)+)?
                object.end();
            }

            fn take(json: &$crate::json::Json) -> Option<Self> {
                if !matches!(json, $crate::json::Json::Object(_)) {
                    return None;
                }
                Some(Self {
                    $($field: $crate::wire::field(json, stringify!($field)),)*
                    $($($needed: json.get(stringify!($needed))
                        .and_then($crate::wire::Wire::take)?,)+)?
                })
            }
        }
    };
}

/// Gives an enum without values a JSON form: its name.
macro_rules! wire_names {
    ($name:ident: $($variant:ident),+ $(,)?) => {
        impl $crate::wire::Wire for $name {
            fn put(&self, text: &mut String) {
                $crate::json::push_string(text, self.as_str());
            }

            fn take(json: &$crate::json::Json) -> Option<Self> {
                let name = json.as_text()?;
                [$(Self::$variant),+].into_iter().find(|known| known.as_str() == name)
            }
        }
    };
}

pub(crate) use {wire_names, wire_struct};

/// A field of an object; a list that is empty and a value that is none are
/// left out.
pub(crate) fn put_field<T: Wire>(object: &mut Object<'_>, key: &str, value: &T) {
    value.put(object.key(key));
}

impl Wire for bool {
    fn put(&self, text: &mut String) {
        text.push_str(if *self { "true" } else { "false" });
    }

    fn take(json: &Json) -> Option<Self> {
        match json {
            Json::Bool(value) => Some(*value),
            _ => None,
        }
    }
}

impl Wire for i64 {
    fn put(&self, text: &mut String) {
        push_integer(text, *self);
    }

    fn take(json: &Json) -> Option<Self> {
        match json {
            Json::Number(value) => Some(*value),
            _ => None,
        }
    }
}

impl Wire for u32 {
    fn put(&self, text: &mut String) {
        push_integer(text, i64::from(*self));
    }

    fn take(json: &Json) -> Option<Self> {
        i64::take(json).and_then(|value| Self::try_from(value).ok())
    }
}

impl Wire for String {
    fn put(&self, text: &mut String) {
        push_string(text, self);
    }

    fn take(json: &Json) -> Option<Self> {
        json.as_text().map(Self::from)
    }
}

impl<T: Wire> Wire for Option<T> {
    fn put(&self, text: &mut String) {
        match self {
            Some(value) => value.put(text),
            None => text.push_str("null"),
        }
    }

    fn take(json: &Json) -> Option<Self> {
        Some(T::take(json))
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn put(&self, text: &mut String) {
        push_list(text, self, |text, element| element.put(text));
    }

    fn take(json: &Json) -> Option<Self> {
        match json {
            Json::List(list) => Some(list.iter().filter_map(T::take).collect()),
            _ => None,
        }
    }
}

/// A pair is a list of two.
impl Wire for (String, String) {
    fn put(&self, text: &mut String) {
        text.push('[');
        self.0.put(text);
        text.push(',');
        self.1.put(text);
        text.push(']');
    }

    fn take(json: &Json) -> Option<Self> {
        match json {
            Json::List(list) => match list.as_slice() {
                [name, value] => Some((String::take(name)?, String::take(value)?)),
                _ => None,
            },
            _ => None,
        }
    }
}

macro_rules! wire_newtypes {
    ($($name:ident),+) => {
        $(impl Wire for $name {
            fn put(&self, text: &mut String) {
                self.0.put(text);
            }

            fn take(json: &Json) -> Option<Self> {
                Wire::take(json).map(Self)
            }
        })+
    };
}

wire_newtypes!(Timestamp, Millis, Uuid);
