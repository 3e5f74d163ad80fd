//! `GET /api/events`: the log as lines of JSON, with a cursor.

use crate::app::Desk;
use crate::error::AppError;
use crate::event::Event;
use crate::store::{Page, Row};
use axum::extract::{Query, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

/// Most lines of one answer; ask again after the last `seq` for more.
const MAX_LIMIT: u32 = 1_000;

/// The header with the number of the last line.
const CURSOR: HeaderName = HeaderName::from_static("usher-after");

/// Which stretch of the log is wanted.
#[derive(Debug, Deserialize)]
pub(crate) struct Wanted {
    #[serde(default)]
    after: i64,
    limit: Option<u32>,
}

/// One line: a CloudEvent again, with the desk's own attributes.
#[derive(Serialize)]
struct Line<'a> {
    seq: i64,
    received: String,
    known: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    misfit: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    writekey: Option<&'a str>,
    #[serde(flatten)]
    envelope: Envelope<'a>,
}

/// An event as CloudEvents writes it.
#[derive(Serialize)]
pub(crate) struct Envelope<'a> {
    specversion: &'static str,
    id: &'a str,
    source: &'a str,
    #[serde(rename = "type")]
    event_type: &'a str,
    time: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ushersession: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    usherseq: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    usherpurpose: Option<&'a str>,
    #[serde(flatten)]
    extensions: Map<String, Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a RawValue>,
}

/// Events after a number, oldest first, one JSON object a line.
#[utoipa::path(
    get, path = "/api/events", tag = "events",
    params(
        ("after" = Option<i64>, Query, description = "Begin after this number; without it, at the beginning"),
        ("limit" = Option<u32>, Query, description = "At most this many lines; 1,000 is the most"),
    ),
    responses(
        (status = 200, description = "One event a line; none when there is nothing newer",
            content_type = "application/x-ndjson", body = String,
            headers(("usher-after" = i64, description = "The cursor: `after` of the next request"))),
        (status = 401, description = "No token, or one nobody made", body = crate::error::Refused),
    ),
    security(("token" = ["read"])),
)]
pub(crate) async fn events(
    State(desk): State<Desk>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, AppError> {
    let page = Page {
        after: wanted.after,
        limit: wanted.limit.unwrap_or(MAX_LIMIT).min(MAX_LIMIT),
        family: None,
    };
    Ok(lines(&desk.store.rows_after(page).await?))
}

/// Rows as an answer; `usher-after` is the cursor that the next request goes on from.
pub(crate) fn lines(rows: &[Row]) -> Response {
    let text: String = rows.iter().filter_map(line).collect();
    let mut response = ([(header::CONTENT_TYPE, "application/x-ndjson")], text).into_response();
    if let Some(last) = rows.last() {
        response.headers_mut().insert(CURSOR, HeaderValue::from(last.seq));
    }
    response
}

/// A row as one line. The log holds valid JSON only, so no line is ever left out.
pub(crate) fn line(row: &Row) -> Option<String> {
    let line = Line {
        seq: row.seq,
        received: rfc3339(row.received_millis),
        known: row.is_known,
        misfit: row.misfit.as_deref(),
        writekey: row.write_key.as_deref(),
        envelope: Envelope::of_row(row)?,
    };
    let mut text = serde_json::to_string(&line).ok()?;
    text.push('\n');
    Some(text)
}

impl<'a> Envelope<'a> {
    /// `None` for a row whose texts are no JSON; the log holds none.
    pub(crate) fn of_row(row: &'a Row) -> Option<Self> {
        Some(Self {
            specversion: "1.0",
            id: &row.id,
            source: &row.source,
            event_type: &row.event_type,
            time: rfc3339(row.time_millis),
            subject: row.subject.as_deref(),
            ushersession: row.session.as_deref(),
            usherseq: row.sequence,
            usherpurpose: row.purpose.as_deref(),
            extensions: serde_json::from_str(&row.extensions).ok()?,
            data: row.data.as_deref().map(serde_json::from_str).transpose().ok()?,
        })
    }

    pub(crate) fn of_event(event: &'a Event) -> Self {
        Self {
            specversion: "1.0",
            id: &event.id,
            source: &event.source,
            event_type: &event.event_type,
            time: rfc3339(event.time_millis),
            subject: event.subject.as_deref(),
            ushersession: event.session.as_deref(),
            usherseq: event.sequence,
            usherpurpose: event.purpose.as_deref(),
            // Both were read as JSON before.
            extensions: serde_json::from_str(&event.extensions).unwrap_or_default(),
            data: event.data.as_deref().and_then(|data| serde_json::from_str(data).ok()),
        }
    }
}

/// An event as it was sent, without what the desk says about it.
pub(crate) fn event(row: &Row) -> Option<String> {
    serde_json::to_string(&Envelope::of_row(row)?).ok()
}

/// A time of the log as text, in UTC with milliseconds.
pub(crate) fn rfc3339(millis: i64) -> String {
    jiff::Timestamp::from_millisecond(millis).map(|time| format!("{time:.3}")).unwrap_or_default()
}
