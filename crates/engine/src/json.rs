//! JSON text from serde, without floats and without a dependency.
//!
//! `serde_json` stays out of the wasm (16.7 KB brotli), and the browser's
//! `JSON.stringify` can be bent by a page that puts `toJSON` on
//! `Array.prototype` (reference/privacy.md M10). This writer costs about 2 KB,
//! writes the same bytes in the browser and natively, and cannot be bent.

use core::fmt;

use serde::Serialize;
use serde::ser;

/// Writes a value as JSON; `null` where it holds something JSON has no form for.
///
/// Shape: integers, strings, booleans, sequences, maps with string keys,
/// structs and externally tagged enums. Floats are refused on purpose: money
/// is a decimal string here.
#[must_use]
pub fn to_json<T: Serialize + ?Sized>(value: &T) -> String {
    let mut text = String::new();
    match value.serialize(Writer { text: &mut text }) {
        Ok(()) => text,
        Err(Unwritable) => String::from("null"),
    }
}

/// Appends a JSON string, escaped.
pub(crate) fn push_string(text: &mut String, value: &str) {
    text.push('"');
    for character in value.chars() {
        match character {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            control if control < ' ' || control == '\u{2028}' || control == '\u{2029}' => {
                push_escape(text, control);
            }
            other => text.push(other),
        }
    }
    text.push('"');
}

fn push_escape(text: &mut String, character: char) {
    text.push_str("\\u");
    for place in [12, 8, 4, 0] {
        let digit = (u32::from(character) >> place) & 0xF;
        text.push(char::from_digit(digit, 16).unwrap_or('0'));
    }
}

/// Appends an integer in decimal.
pub(crate) fn push_integer(text: &mut String, value: i64) {
    if value < 0 {
        text.push('-');
    }
    push_unsigned(text, value.unsigned_abs());
}

fn push_unsigned(text: &mut String, value: u64) {
    let mut divisor = 1_u64;
    while value / divisor >= 10 {
        divisor = divisor.saturating_mul(10);
    }
    while divisor > 0 {
        let digit = u32::try_from(value / divisor % 10).unwrap_or(0);
        text.push(char::from_digit(digit, 10).unwrap_or('0'));
        divisor /= 10;
    }
}

/// The value has no JSON form.
#[derive(Debug)]
struct Unwritable;

impl fmt::Display for Unwritable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("no JSON form")
    }
}

impl core::error::Error for Unwritable {}

impl ser::Error for Unwritable {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

struct Writer<'a> {
    text: &'a mut String,
}

/// A list, map or struct being written.
struct Open<'a> {
    text: &'a mut String,
    is_first: bool,
    close: &'static str,
}

impl<'a> Writer<'a> {
    fn open(self, open: &str, close: &'static str) -> Open<'a> {
        self.text.push_str(open);
        Open { text: self.text, is_first: true, close }
    }

    fn open_variant(self, variant: &str, open: &str, close: &'static str) -> Open<'a> {
        self.text.push('{');
        push_string(self.text, variant);
        self.text.push(':');
        self.open(open, close)
    }
}

impl Open<'_> {
    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        if !self.is_first {
            self.text.push(',');
        }
        self.is_first = false;
        value.serialize(Writer { text: self.text })
    }

    fn field<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) -> Result<(), Unwritable> {
        self.element(key)?;
        self.text.push(':');
        value.serialize(Writer { text: self.text })
    }

    fn close(self) {
        self.text.push_str(self.close);
    }
}

macro_rules! write_integers {
    ($($method:ident $kind:ty),+) => {
        $(fn $method(self, value: $kind) -> Result<(), Unwritable> {
            push_integer(self.text, i64::try_from(value).map_err(|_| Unwritable)?);
            Ok(())
        })+
    };
}

impl<'a> ser::Serializer for Writer<'a> {
    type Ok = ();
    type Error = Unwritable;
    type SerializeSeq = Open<'a>;
    type SerializeTuple = Open<'a>;
    type SerializeTupleStruct = Open<'a>;
    type SerializeTupleVariant = Open<'a>;
    type SerializeMap = Open<'a>;
    type SerializeStruct = Open<'a>;
    type SerializeStructVariant = Open<'a>;

    write_integers!(
        serialize_i8 i8, serialize_i16 i16, serialize_i32 i32, serialize_i64 i64,
        serialize_u8 u8, serialize_u16 u16, serialize_u32 u32, serialize_u64 u64
    );

    fn serialize_bool(self, value: bool) -> Result<(), Unwritable> {
        self.text.push_str(if value { "true" } else { "false" });
        Ok(())
    }

    fn serialize_f32(self, _: f32) -> Result<(), Unwritable> {
        Err(Unwritable)
    }

    fn serialize_f64(self, _: f64) -> Result<(), Unwritable> {
        Err(Unwritable)
    }

    fn serialize_char(self, value: char) -> Result<(), Unwritable> {
        push_string(self.text, value.encode_utf8(&mut [0; 4]));
        Ok(())
    }

    fn serialize_str(self, value: &str) -> Result<(), Unwritable> {
        push_string(self.text, value);
        Ok(())
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Unwritable> {
        Err(Unwritable)
    }

    fn serialize_none(self) -> Result<(), Unwritable> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Unwritable> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Unwritable> {
        self.text.push_str("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Unwritable> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Unwritable> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Unwritable> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Unwritable> {
        let mut open = self.open("{", "}");
        open.field(variant, value)?;
        open.close();
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Open<'a>, Unwritable> {
        Ok(self.open("[", "]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Open<'a>, Unwritable> {
        Ok(self.open("[", "]"))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Open<'a>, Unwritable> {
        Ok(self.open("[", "]"))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Open<'a>, Unwritable> {
        Ok(self.open_variant(variant, "[", "]}"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Open<'a>, Unwritable> {
        Ok(self.open("{", "}"))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Open<'a>, Unwritable> {
        Ok(self.open("{", "}"))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Open<'a>, Unwritable> {
        Ok(self.open_variant(variant, "{", "}}"))
    }
}

macro_rules! write_elements {
    ($($trait:ident $method:ident),+) => {
        $(impl ser::$trait for Open<'_> {
            type Ok = ();
            type Error = Unwritable;
            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
                self.element(value)
            }
            fn end(self) -> Result<(), Unwritable> {
                self.close();
                Ok(())
            }
        })+
    };
}

macro_rules! write_fields {
    ($($trait:ident),+) => {
        $(impl ser::$trait for Open<'_> {
            type Ok = ();
            type Error = Unwritable;
            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                key: &'static str,
                value: &T,
            ) -> Result<(), Unwritable> {
                self.field(key, value)
            }
            fn end(self) -> Result<(), Unwritable> {
                self.close();
                Ok(())
            }
        })+
    };
}

write_elements!(
    SerializeSeq serialize_element, SerializeTuple serialize_element,
    SerializeTupleStruct serialize_field, SerializeTupleVariant serialize_field
);
write_fields!(SerializeStruct, SerializeStructVariant);

impl ser::SerializeMap for Open<'_> {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Unwritable> {
        self.element(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        self.text.push(':');
        value.serialize(Writer { text: self.text })
    }

    fn end(self) -> Result<(), Unwritable> {
        self.close();
        Ok(())
    }
}
