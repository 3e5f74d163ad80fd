//! The live stream: rows, and what one may filter by.

use super::words::words;
use crate::catalogue;
use crate::export::rfc3339;
use crate::store::Row;
use maud::{Markup, html};
use serde::Serialize;

/// One event as a row of the stream. The same row is drawn by the server and by the
/// page's script, which sets it as text.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct LiveRow {
    /// Its number in the log.
    seq: i64,
    /// When it was observed, RFC 3339.
    time: String,
    /// Its family; ours, so it may name a style.
    family: String,
    /// Our words.
    says: &'static str,
    /// The sender's words, cleaned.
    about: String,
    /// The journey; letters, digits, - and _ only.
    session: Option<String>,
    /// Whether the catalogue knows the type.
    known: bool,
}

impl LiveRow {
    /// The row of an event.
    pub(crate) fn of(row: &Row) -> Self {
        let words = words(&row.family, &row.name, &row.facts());
        Self {
            seq: row.seq,
            time: rfc3339(row.time_millis),
            family: row.family.clone(),
            says: words.says,
            about: words.about,
            session: row.session.clone(),
            known: row.is_known,
        }
    }

    fn draw(&self) -> Markup {
        html! {
            li.row data-seq=(self.seq) {
                (time(&self.time))
                span.family data-family=(self.family) { (self.family) }
                span.said {
                    (self.says) " " bdi { (self.about) }
                    @if !self.known { span.mark title="This type is not in the catalogue" { "new" } }
                }
                @if let Some(session) = &self.session {
                    a.journey href={ "/journeys/" (session) } {
                        span.unseen { "Journey " } (short(session))
                    }
                }
            }
        }
    }
}

/// A time of day; the page's script turns it into the reader's own.
pub(super) fn time(rfc3339: &str) -> Markup {
    let clock = rfc3339.get(11..19).unwrap_or_default();
    html! { time datetime=(rfc3339) { (clock) } }
}

/// The beginning of a session, enough to tell journeys apart in a list.
pub(super) fn short(session: &str) -> &str {
    session.get(..8).unwrap_or(session)
}

/// The stream panel: filters, pause, the newest rows.
pub(super) fn panel(rows: &[Row], family: Option<&'static str>, newest: i64) -> Markup {
    html! {
        section.panel.stream aria-labelledby="stream-title" {
            div.panel-head {
                h2 #stream-title { "Live stream" }
                button.quiet #pause type="button" aria-pressed="false" hidden { "Pause" }
            }
            nav.filters aria-label="Families of events" {
                (filter(None, family))
                @for name in catalogue::family_names() { (filter(Some(name), family)) }
            }
            p.note #stream-note hidden {}
            ol.rows #rows data-newest=(newest) data-family=(family.unwrap_or_default()) {
                @for row in rows { (LiveRow::of(row).draw()) }
            }
            @if rows.is_empty() {
                p.empty #rows-empty {
                    "Nothing here yet. It appears the moment it happens."
                }
            }
        }
    }
}

fn filter(family: Option<&'static str>, chosen: Option<&'static str>) -> Markup {
    let href = family.map_or("/".to_owned(), |name| format!("/?family={name}"));
    let current = (family == chosen).then_some("page");
    html! { a href=(href) aria-current=[current] { (title(family)) } }
}

fn title(family: Option<&'static str>) -> &'static str {
    match family {
        None => "Everything",
        Some("touchpoint") => "Touchpoints",
        Some("journey") => "Stages",
        Some("play") => "Plays",
        Some("voice") => "Voice",
        Some("lead") => "Leads",
        Some("consent") => "Consent",
        Some(other) => other,
    }
}
