//! How our types are kept and sent: each one names its fields once, and the
//! same list is used to write and to read it.
//!
//! Reading never fails halfway: a field that is missing or of another shape is
//! its default, an element that cannot be read is left out. The codec is no
//! generic: one copy of it serves every type. With a reader and a writer per type
//! the engine's wasm was 5 KB larger before compression (2026-11-22).

use crate::id::Uuid;
use crate::json::{Json, push_bool, push_integer, push_key, push_separator, push_string};
use crate::name::place_of;
use crate::time::{Millis, Timestamp};

/// A type with a JSON form.
pub trait Wire {
    /// Writes its JSON form, or is overwritten with what is read.
    fn walk(&mut self, codec: &mut Codec<'_>);
}

/// One text being written, or one value being read.
#[derive(Debug, Default)]
pub struct Codec<'a> {
    /// What is read now; none while writing.
    source: Option<&'a Json>,
    /// What is written so far.
    text: String,
    /// Whether something that has to be there was not, or had another shape.
    is_broken: bool,
}

/// The JSON form of a value.
#[must_use]
pub fn to_json<T: Wire + Clone>(value: &T) -> String {
    write(&mut value.clone())
}

/// The JSON form of a value that may be walked through itself.
pub(crate) fn write(value: &mut dyn Wire) -> String {
    let mut codec = Codec::default();
    value.walk(&mut codec);
    codec.text
}

/// A value from its JSON form; none when it is broken or of another shape.
#[must_use]
pub fn from_json<T: Wire + Default>(text: &str) -> Option<T> {
    let mut value = T::default();
    read_into(text, &mut value).then_some(value)
}

/// Reads over a value that is there; false, and nothing changed, when the text is
/// no JSON.
pub(crate) fn read_into(text: &str, value: &mut dyn Wire) -> bool {
    Json::read(text).is_ok_and(|json| is_read(&json, value))
}

/// A value from JSON that was read; none when it is of another shape.
#[must_use]
pub fn from_value<T: Wire + Default>(json: &Json) -> Option<T> {
    let mut value = T::default();
    is_read(json, &mut value).then_some(value)
}

fn is_read(json: &Json, value: &mut dyn Wire) -> bool {
    let mut codec = Codec { source: Some(json), ..Codec::default() };
    value.walk(&mut codec);
    !codec.is_broken
}

impl<'a> Codec<'a> {
    /// A field of an object; what cannot be read stays as it is.
    pub(crate) fn field(&mut self, key: &str, value: &mut dyn Wire) {
        let was_broken = self.is_broken;
        self.needed(key, value);
        self.is_broken = was_broken;
    }

    /// A field without which the whole object is none.
    pub(crate) fn needed(&mut self, key: &str, value: &mut dyn Wire) {
        let Some(object) = self.source else {
            push_key(&mut self.text, key);
            value.walk(self);
            return;
        };
        self.source = object.get(key);
        match self.source {
            Some(_) => value.walk(self),
            None => self.is_broken = true,
        }
        self.source = Some(object);
    }

    /// Goes into an object; false when there is none to be read.
    pub(crate) fn begin(&mut self) -> bool {
        match self.source {
            None => self.text.push('{'),
            Some(Json::Object(_)) => {}
            Some(_) => self.is_broken = true,
        }
        !self.is_broken
    }

    /// Comes out of an object.
    pub(crate) fn end(&mut self) {
        if self.source.is_none() {
            self.text.push('}');
        }
    }

    /// One word out of some, by its place: the one written, or the one read.
    pub(crate) fn word(&mut self, place: usize, words: &[&str]) -> usize {
        let Some(json) = self.source else {
            push_string(&mut self.text, words.get(place).copied().unwrap_or_default());
            return place;
        };
        let read = place_of(json.as_text().unwrap_or_default(), words);
        self.is_broken |= read.is_none();
        read.unwrap_or(place)
    }

    /// A list of other elements; `self.source` is none while writing.
    fn list(&mut self) -> Option<&'a [Json]> {
        match self.source? {
            Json::List(list) => Some(list),
            _ => {
                self.is_broken = true;
                Some(&[])
            }
        }
    }

    fn integer(&mut self, value: i64) -> i64 {
        match self.source {
            None => push_integer(&mut self.text, value),
            Some(Json::Number(read)) => return *read,
            Some(_) => self.is_broken = true,
        }
        value
    }

    /// Writes an element of a list.
    pub(crate) fn element(&mut self, value: &mut dyn Wire) {
        push_separator(&mut self.text);
        value.walk(self);
    }

    /// Writes what stands between values.
    pub(crate) fn mark(&mut self, mark: char) {
        self.text.push(mark);
    }

    /// What was written.
    pub(crate) fn into_text(self) -> String {
        self.text
    }
}

/// Gives a struct a JSON form with these fields; those after `;` must be
/// there, or the whole is none.
macro_rules! wire_struct {
    ($name:ident { $($field:ident),* $(,)? $(; $($needed:ident),+)? }) => {
        impl $crate::wire::Wire for $name {
            fn walk(&mut self, codec: &mut $crate::wire::Codec<'_>) {
                if codec.begin() {
                    $(codec.field(stringify!($field), &mut self.$field);)*
                    $($(codec.needed(stringify!($needed), &mut self.$needed);)+)?
                    codec.end();
                }
            }
        }
    };
}

pub(crate) use wire_struct;

impl Wire for bool {
    fn walk(&mut self, codec: &mut Codec<'_>) {
        match codec.source {
            None => push_bool(&mut codec.text, *self),
            Some(Json::Bool(value)) => *self = *value,
            Some(_) => codec.is_broken = true,
        }
    }
}

impl Wire for i64 {
    fn walk(&mut self, codec: &mut Codec<'_>) {
        *self = codec.integer(*self);
    }
}

impl Wire for u32 {
    fn walk(&mut self, codec: &mut Codec<'_>) {
        match Self::try_from(codec.integer(i64::from(*self))) {
            Ok(value) => *self = value,
            Err(_) => codec.is_broken = true,
        }
    }
}

impl Wire for String {
    fn walk(&mut self, codec: &mut Codec<'_>) {
        match codec.source {
            None => push_string(&mut codec.text, self),
            Some(Json::Text(read)) => self.clone_from(read),
            Some(_) => codec.is_broken = true,
        }
    }
}

/// None is `null`, and so is whatever cannot be read.
impl<T: Wire + Default> Wire for Option<T> {
    fn walk(&mut self, codec: &mut Codec<'_>) {
        if let Some(json) = codec.source {
            if !is_read(json, self.insert(T::default())) {
                *self = None;
            }
            return;
        }
        match self {
            Some(value) => value.walk(codec),
            None => codec.text.push_str("null"),
        }
    }
}

impl<T: Wire + Default> Wire for Vec<T> {
    fn walk(&mut self, codec: &mut Codec<'_>) {
        if let Some(list) = codec.list() {
            self.clear();
            for json in list {
                let mut element = T::default();
                if is_read(json, &mut element) {
                    self.push(element);
                }
            }
            return;
        }
        codec.mark('[');
        for element in self {
            codec.element(element);
        }
        codec.mark(']');
    }
}

/// A pair is a list of two.
impl Wire for (String, String) {
    fn walk(&mut self, codec: &mut Codec<'_>) {
        let Some(list) = codec.list() else {
            codec.mark('[');
            codec.element(&mut self.0);
            codec.element(&mut self.1);
            codec.mark(']');
            return;
        };
        let [name, value] = list else {
            codec.is_broken = true;
            return;
        };
        codec.is_broken |= !is_read(name, &mut self.0) || !is_read(value, &mut self.1);
    }
}

macro_rules! wire_newtypes {
    ($($name:ident),+) => {
        $(impl Wire for $name {
            fn walk(&mut self, codec: &mut Codec<'_>) {
                self.0.walk(codec);
            }
        })+
    };
}

wire_newtypes!(Timestamp, Millis, Uuid);
