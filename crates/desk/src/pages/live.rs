//! The live stream: rows, and what one may filter by.

use super::layout;
use super::numbers::{figure, short_date};
use super::view::Wanted;
use super::words::words;
use crate::app::Desk;
use crate::catalogue;
use crate::error::AppError;
use crate::export::rfc3339;
use crate::stage::{self, OnTheMap, Stage};
use crate::store::{LOOKED_AT, Narrow, Row, day_of};
use axum::extract::{Query, State};
use maud::{Markup, html};
use serde::{Deserialize, Serialize};

/// Rows of the stream that a fresh page shows.
const FIRST_ROWS: u32 = 40;

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
    /// Days since 1970, in UTC; the page's script counts in the reader's own zone.
    #[serde(skip)]
    day: i64,
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
            day: day_of(row.time_millis),
        }
    }

    /// `today`: days since 1970; what happened on another day says on which.
    fn draw(&self, today: i64) -> Markup {
        html! {
            li.row data-seq=(self.seq) {
                @if self.day == today { (time(&self.time)) } @else { (earlier(&self.time, self.day)) }
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

/// The same on another day, to the minute.
fn earlier(rfc3339: &str, day: i64) -> Markup {
    let clock = rfc3339.get(11..16).unwrap_or_default();
    html! { time datetime=(rfc3339) { (short_date(day)) " " (clock) } }
}

/// The beginning of a session, enough to tell journeys apart in a list.
pub(super) fn short(session: &str) -> &str {
    session.get(..8).unwrap_or(session)
}

/// What the stream is narrowed to, as an address says it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct LiveFilter {
    family: Option<String>,
    stage: Option<String>,
    page: Option<String>,
    play: Option<String>,
}

impl LiveFilter {
    /// Reads it.
    ///
    /// Errors: a family or stage that does not exist, so that a wrong address does not
    /// look like a quiet shop.
    pub(crate) fn narrow(&self) -> Result<Narrow, AppError> {
        let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
        let family = match given(&self.family) {
            None => None,
            Some(name) => Some(
                catalogue::family_named(&name)
                    .ok_or(AppError::NotFound("there is no such family of events"))?,
            ),
        };
        let stage = match given(&self.stage) {
            None => None,
            Some(name) => {
                Some(stage::named(&name).ok_or(AppError::NotFound("there is no such stage"))?)
            }
        };
        Ok(Narrow {
            family,
            stage,
            page: Wanted::text(self.page.as_ref()),
            play: Wanted::text(self.play.as_ref()),
        })
    }
}

/// Draws `GET /live`.
pub(crate) async fn live(
    State(desk): State<Desk>,
    Query(filter): Query<LiveFilter>,
) -> Result<Markup, AppError> {
    let narrow = filter.narrow()?;
    // Read first: what arrives while the rest is read comes again over the stream.
    let newest = *desk.store.latest().borrow();
    let rows = desk.store.newest_wanted(0, FIRST_ROWS, narrow.clone()).await?;
    let content = html! {
        div.page-head {
            h1 { "Live" }
            p.lead {
                "What happens, as it happens. When events come faster than anyone can read, the "
                "newest are shown and the desk says how many it passed over. None is lost."
            }
        }
        (form(&narrow))
        section.panel.stream aria-label="The stream" {
            div.panel-head {
                p.note #stream-note role="status" {
                    @if narrow.is_deep() { "Looked for in the newest " (figure(u64::from(LOOKED_AT))) " events." }
                }
                button.quiet #pause type="button" aria-pressed="false" hidden { "Pause" }
            }
            (list(&rows, &narrow, (newest, 200)))
        }
    };
    Ok(layout::page("Live", "/live", &status(), &content))
}

/// Says whether the page follows the stream; the script changes it.
pub(super) fn status() -> Markup {
    html! {
        p.status #status data-state="still" role="status" {
            span.status-dot aria-hidden="true" {}
            span #status-text { "Reload to see newer events" }
        }
    }
}

fn form(narrow: &Narrow) -> Markup {
    html! {
        form.narrow-form method="get" action="/live" aria-label="What is shown" {
            label { "Kind"
                select name="family" {
                    option value="" selected[narrow.family.is_none()] { "Everything" }
                    @for name in catalogue::family_names().chain([catalogue::OTHER]) {
                        option value=(name) selected[narrow.family == Some(name)] { (title(Some(name))) }
                    }
                }
            }
            label { "Stage the journey is at"
                select name="stage" {
                    option value="" selected[narrow.stage.is_none()] { "Any" }
                    @for stage in Stage::EVERY {
                        option value=(stage.as_str()) selected[narrow.stage == Some(stage)] { (stage.title()) }
                    }
                }
            }
            label { "Page"
                input type="text" name="page" value=(narrow.page) placeholder="/paint/" autocomplete="off";
            }
            label { "Play"
                input type="text" name="play" value=(narrow.play) placeholder="compare" autocomplete="off";
            }
            button.quiet type="submit" { "Show" }
            @if narrow != &Narrow::default() { a href="/live" { "Show everything" } }
        }
    }
}

/// The stream panel of the first page: families, pause, the newest rows.
pub(super) fn panel(rows: &[Row], family: Option<&'static str>, newest: i64) -> Markup {
    let narrow = Narrow { family, ..Narrow::default() };
    html! {
        section.panel.stream aria-labelledby="stream-title" {
            div.panel-head {
                h2 #stream-title { "Live stream" }
                button.quiet #pause type="button" aria-pressed="false" hidden { "Pause" }
            }
            nav.filters aria-label="Families of events" {
                (choice(None, family))
                @for name in catalogue::family_names() { (choice(Some(name), family)) }
            }
            p.note #stream-note role="status" {}
            (list(rows, &narrow, (newest, 14)))
        }
    }
}

fn list(rows: &[Row], narrow: &Narrow, (newest, most): (i64, u32)) -> Markup {
    let today = day_of(jiff::Timestamp::now().as_millisecond());
    html! {
        ol.rows #rows data-newest=(newest) data-most=(most) data-family=(narrow.family.unwrap_or_default())
            data-stage=(narrow.stage.map_or("", Stage::as_str)) data-page=(narrow.page)
            data-play=(narrow.play) {
            @for row in rows { (LiveRow::of(row).draw(today)) }
        }
        @if rows.is_empty() {
            p.empty #rows-empty {
                "Nothing here yet. It appears the moment it happens."
            }
        }
    }
}

fn choice(family: Option<&'static str>, chosen: Option<&'static str>) -> Markup {
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
        Some("outbox") => "Sending",
        Some(catalogue::OTHER) => "Other",
        Some(other) => other,
    }
}
