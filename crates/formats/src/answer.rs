//! What an answer means, for receivers that report errors inside of a success too.

use usher_engine::Json;

use crate::format::{Ack, Format};

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The receiver has the events.
    Accepted,
    /// Not now.
    Retry,
    /// Too much at once: send fewer.
    Split,
    /// Something in it is wrong: send fewer, until what is meant is alone.
    Unreadable,
    /// Refused for good.
    Refused,
}

/// Judges an answer by its status, media type and body.
///
/// Shape: status 0 is an answer that never came.
#[must_use]
pub fn judge(format: &Format, status: u16, kind: &str, body: &str) -> Verdict {
    match status {
        // A hotel's log-in page answers 200 to everything.
        200..=299 if kind.starts_with("text/html") => Verdict::Retry,
        200..=299 if is_taken(format.ack, body) => Verdict::Accepted,
        // Some of it was not taken; the ids keep the rest from counting twice.
        200..=299 => Verdict::Retry,
        413 => Verdict::Split,
        400 | 422 => Verdict::Unreadable,
        0 | 408 | 425 | 429 | 500..=599 => Verdict::Retry,
        _ => Verdict::Refused,
    }
}

/// Whether the body says that everything was taken.
fn is_taken(ack: Ack, body: &str) -> bool {
    let read = || Json::read(body).unwrap_or(Json::Null);
    match ack {
        Ack::Status => true,
        Ack::NoErrors => read().get("errors") != Some(&Json::Bool(true)),
        Ack::NoRejected => {
            let rejected = |json: &Json| {
                let count = json.get("partialSuccess")?.get("rejectedLogRecords")?.clone();
                Some(!matches!(count, Json::Number(0)) && count != Json::Text("0".to_owned()))
            };
            !rejected(&read()).unwrap_or(false)
        }
        Ack::NoOffsetErrors => {
            let json = read();
            let Some(Json::List(offsets)) = json.get("offsets") else { return true };
            offsets.iter().all(|offset| matches!(offset.get("error_code"), None | Some(Json::Null)))
        }
        Ack::NoneFailed => {
            let json = read();
            let failed =
                ["FailedRecordCount", "FailedEntryCount"].map(|key| json.get(key).cloned());
            failed.iter().all(|count| matches!(count, None | Some(Json::Number(0))))
        }
        // One JSON document for each record, one after the other.
        Ack::NoErrorCodes => {
            !body.split("\"error_code\":").skip(1).any(|rest| !rest.trim_start().starts_with("200"))
        }
    }
}
