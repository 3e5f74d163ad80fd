//! Reads one CloudEvents JSON object, attribute by attribute.

use super::{Event, Reason, redaction};
use crate::catalogue::{Kind, shape};
use serde_json::Value;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Most bytes one event may take as JSON. The widget's own events are about 300
/// bytes; 32 KiB leaves room for a long comment and keeps a full batch in memory.
pub const MAX_EVENT_BYTES: usize = 32 * 1024;

/// Deepest nesting of one event; ours need four (threat model, row 24).
pub(super) const MAX_DEPTH: usize = 16;

/// Longest `id` and `type`, in bytes.
const MAX_NAME_BYTES: usize = 256;
/// Longest `source`, in bytes: what browsers and proxies agree to call a URL.
const MAX_SOURCE_BYTES: usize = 2048;
/// Longest session, in bytes; a UUID has 36.
const MAX_SESSION_BYTES: usize = 64;

/// Attributes that are columns, and ours that an exported event carries.
const NOT_EXTENSIONS: [&str; 16] = [
    "specversion",
    "id",
    "source",
    "type",
    "time",
    "subject",
    "ushersession",
    "usherseq",
    "usherpurpose",
    "data",
    "data_base64",
    "seq",
    "received",
    "known",
    "misfit",
    "writekey",
];

type Attributes<'a> = BTreeMap<Cow<'a, str>, &'a RawValue>;

/// Reads one event from its JSON text.
///
/// Shape: a CloudEvents 1.0 object whose `specversion` is "1.0" and which has `id`,
/// `source`, `type` and an RFC 3339 `time`. Unknown types and attributes are kept.
/// Errors: the reason, with the id when that could be read; the sender has to change
/// the event before sending it again.
/// Source: CloudEvents 1.0.2, "JSON event format".
pub fn read(json: &str) -> Result<Event, (Option<String>, Reason)> {
    check_size(json).map_err(|reason| (None, reason))?;
    let attributes: Attributes<'_> =
        serde_json::from_str(json).map_err(|_| (None, Reason::NotAnObject))?;
    let id = required(&attributes, "id", MAX_NAME_BYTES).map_err(|reason| (None, reason))?;
    read_attributes(&attributes, &id).map_err(|reason| (Some(id), reason))
}

/// Whether a text is small and flat enough to be parsed.
pub(crate) fn check_size(json: &str) -> Result<(), Reason> {
    if json.len() > MAX_EVENT_BYTES {
        return Err(Reason::TooLarge);
    }
    match depth(json) > MAX_DEPTH {
        true => Err(Reason::TooDeep),
        false => Ok(()),
    }
}

fn read_attributes(attributes: &Attributes<'_>, id: &str) -> Result<Event, Reason> {
    if required(attributes, "specversion", MAX_NAME_BYTES)? != "1.0" {
        return Err(Reason::Malformed("specversion", "\"1.0\""));
    }
    let event_type = required(attributes, "type", MAX_NAME_BYTES)?;
    let (data, facts, is_cleaned) = data(attributes)?;
    // A visitor is a random id; one that names a person is no use to anybody, and
    // what happened is kept without it.
    let subject = text(attributes, "subject", MAX_NAME_BYTES)?;
    let is_named = subject.as_deref().is_some_and(|subject| !redaction::is_nameless(subject));
    let kind = Kind::of(&event_type);
    Ok(Event {
        id: id.to_owned(),
        source: required(attributes, "source", MAX_SOURCE_BYTES)?,
        misfit: shape::misfit(&kind, &facts),
        is_redacted: is_cleaned || is_named,
        write_key: None,
        kind,
        event_type,
        time_millis: time(attributes)?,
        subject: subject.filter(|_| !is_named),
        session: session(attributes)?,
        sequence: sequence(attributes)?,
        erase_hash: erase_hash(attributes)?,
        purpose: text(attributes, "usherpurpose", MAX_NAME_BYTES)?,
        extensions: extensions(attributes)?,
        data,
        facts,
    })
}

/// A text attribute that has to be there.
fn required(
    attributes: &Attributes<'_>,
    name: &'static str,
    max_bytes: usize,
) -> Result<String, Reason> {
    text(attributes, name, max_bytes)?.ok_or(Reason::Missing(name))
}

/// A text attribute; `None` when it is absent, null or empty.
fn text(
    attributes: &Attributes<'_>,
    name: &'static str,
    max_bytes: usize,
) -> Result<Option<String>, Reason> {
    let Some(raw) = attributes.get(name) else {
        return Ok(None);
    };
    let value: Option<String> =
        serde_json::from_str(raw.get()).map_err(|_| Reason::Malformed(name, "a JSON string"))?;
    let Some(value) = value.filter(|value| !value.is_empty()) else {
        return Ok(None);
    };
    if value.len() > max_bytes {
        return Err(Reason::Malformed(name, "shorter"));
    }
    // CloudEvents 1.0.2, "Type system": control characters are not allowed in String.
    if value.chars().any(char::is_control) {
        return Err(Reason::Malformed(name, "free of control characters"));
    }
    Ok(Some(value))
}

fn time(attributes: &Attributes<'_>) -> Result<i64, Reason> {
    let written = required(attributes, "time", MAX_NAME_BYTES)?;
    let time: jiff::Timestamp = written.parse().map_err(|_| {
        Reason::Malformed("time", "an RFC 3339 time such as 2026-11-21T20:00:00.123Z")
    })?;
    Ok(time.as_millisecond())
}

/// The session becomes part of an address on the desk, so its letters are few.
fn session(attributes: &Attributes<'_>) -> Result<Option<String>, Reason> {
    let session = text(attributes, "ushersession", MAX_SESSION_BYTES)?;
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
    match session {
        Some(session) if !session.chars().all(is_plain) => Err(Reason::Malformed(
            "ushersession",
            "made of letters, digits, - and _ (a UUID is best)",
        )),
        session => Ok(session),
    }
}

/// Only a hash may come: whoever sent the token itself would give it to every reader.
fn erase_hash(attributes: &Attributes<'_>) -> Result<Option<String>, Reason> {
    let hash = text(attributes, "ushererase", MAX_NAME_BYTES)?;
    let is_digit = |letter: u8| letter.is_ascii_digit() || (b'a'..=b'f').contains(&letter);
    match hash {
        Some(hash) if hash.len() != 64 || !hash.bytes().all(is_digit) => {
            Err(Reason::Malformed("ushererase", "SHA-256 in 64 lower-case hexadecimal digits"))
        }
        hash => Ok(hash),
    }
}

fn sequence(attributes: &Attributes<'_>) -> Result<Option<i64>, Reason> {
    let Some(raw) = attributes.get("usherseq") else {
        return Ok(None);
    };
    let sequence: Option<i64> = serde_json::from_str(raw.get())
        .map_err(|_| Reason::Malformed("usherseq", "a whole number, 0 or more"))?;
    match sequence {
        Some(sequence) if sequence < 0 => {
            Err(Reason::Malformed("usherseq", "a whole number, 0 or more"))
        }
        sequence => Ok(sequence),
    }
}

/// The payload as text and as read, and whether something was taken out of it.
fn data(attributes: &Attributes<'_>) -> Result<(Option<String>, Value, bool), Reason> {
    if attributes.contains_key("data_base64") {
        return Err(Reason::Malformed("data", "JSON; `data_base64` is not kept"));
    }
    let Some(raw) = attributes.get("data") else {
        return Ok((None, Value::Null, false));
    };
    let mut facts = serde_json::from_str(raw.get()).map_err(|_| Reason::BadData)?;
    let is_cleaned = redaction::clean(&mut facts);
    let text = if is_cleaned { facts.to_string() } else { compact(raw.get()) };
    Ok((Some(text), facts, is_cleaned))
}

/// Everything that has no column of its own, so that an export loses nothing.
fn extensions(attributes: &Attributes<'_>) -> Result<String, Reason> {
    let rest: BTreeMap<&str, Value> = attributes
        .iter()
        .filter(|(name, _)| !NOT_EXTENSIONS.contains(&name.as_ref()))
        .map(|(name, raw)| {
            let mut value = serde_json::from_str(raw.get())?;
            redaction::clean_attribute(name, &mut value);
            Ok((name.as_ref(), value))
        })
        .collect::<Result<_, serde_json::Error>>()
        .map_err(|_| Reason::BadData)?;
    serde_json::to_string(&rest).map_err(|_| Reason::BadData)
}

/// Takes the space between tokens out, so that one event is one line wherever it is
/// written; numbers and text stay as they were sent.
fn compact(json: &str) -> String {
    let (mut is_quoted, mut is_escaped) = (false, false);
    let mut line = String::with_capacity(json.len());
    let mut from = 0;
    for (at, byte) in json.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_quoted => is_escaped = true,
            b'"' => is_quoted = !is_quoted,
            b' ' | b'\t' | b'\n' | b'\r' if !is_quoted => {
                line.push_str(json.get(from..at).unwrap_or_default());
                from = at + 1;
            }
            _ => {}
        }
    }
    line.push_str(json.get(from..).unwrap_or_default());
    line
}

/// How deeply JSON text is nested, without recursion; text in quotes does not count.
fn depth(json: &str) -> usize {
    let (mut open, mut deepest) = (0_usize, 0_usize);
    let (mut is_quoted, mut is_escaped) = (false, false);
    for byte in json.bytes() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_quoted => is_escaped = true,
            b'"' => is_quoted = !is_quoted,
            b'{' | b'[' if !is_quoted => {
                open += 1;
                deepest = deepest.max(open);
            }
            b'}' | b']' if !is_quoted => open = open.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(json: &str) -> String {
        read(json).unwrap_err().1.to_string()
    }

    fn with(extra: &str) -> String {
        format!(
            r#"{{"specversion":"1.0","id":"a","source":"https://shop.example/","type":"usher.play.shown","time":"2026-11-21T20:00:00.123Z"{extra}}}"#
        )
    }

    #[test]
    fn a_complete_event_is_read() {
        let event = read(&with(
            r#","ushersession":"s-1","usherseq":4,"usherage":1830,"data":{"play":"x"}"#,
        ))
        .unwrap();
        assert_eq!(event.time_millis, 1_795_291_200_123);
        assert_eq!(event.session.as_deref(), Some("s-1"));
        assert_eq!(event.sequence, Some(4));
        assert_eq!(event.extensions, r#"{"usherage":1830}"#);
        assert_eq!(event.data.as_deref(), Some(r#"{"play":"x"}"#));
    }

    #[test]
    fn each_fault_has_its_own_reason() {
        assert!(reason("[]").contains("JSON object"));
        assert!(reason("{}").contains("`id` is missing"));
        assert!(reason(&with("").replace("\"1.0\"", "\"0.3\"")).contains("`specversion`"));
        assert!(reason(&with("").replace("2026-11-21T20", "yesterday")).contains("RFC 3339"));
        assert!(reason(&with(r#","ushersession":"../x""#)).contains("`ushersession`"));
        assert!(reason(&with(r#","usherseq":-1"#)).contains("`usherseq`"));
        assert!(reason(&with(r#","data":"\ud800""#)).contains("surrogate"));
        assert!(reason(&with(r#","data_base64":"AA==""#)).contains("data_base64"));
        assert!(reason(&with(r#","subject":"a\u0000b""#)).contains("control"));
        let deep = format!(r#","data":{}{}"#, "[".repeat(20), "]".repeat(20));
        assert!(reason(&with(&deep)).contains("16 levels"));
        let large = format!(r#","data":"{}""#, "x".repeat(MAX_EVENT_BYTES));
        assert!(reason(&with(&large)).contains("32 KiB"));
    }

    #[test]
    fn brackets_inside_text_do_not_count_as_depth() {
        let braces = format!(r#","data":"{}\"{}""#, "[".repeat(40), "{".repeat(40));
        assert!(read(&with(&braces)).is_ok());
    }

    #[test]
    fn data_becomes_one_line_and_keeps_its_numbers_and_text() {
        let event = read(&with(",\"data\":{ \"a\" :\n[1.50, \"x \\\" y\"]\r}")).unwrap();
        assert_eq!(event.data.as_deref(), Some(r#"{"a":[1.50,"x \" y"]}"#));
    }

    #[test]
    fn an_event_exported_by_a_desk_can_be_taken_in_again() {
        let event = read(&with(r#","seq":7,"received":"2026-11-21T20:00:01Z","known":true"#));
        assert_eq!(event.unwrap().extensions, "{}");
        let hash = "0b".repeat(32);
        let extra = format!(r#","ushererase":"{hash}""#);
        let event = read(&with(&extra)).unwrap();
        assert_eq!(event.extensions, format!(r#"{{"ushererase":"{hash}"}}"#));
    }
}
