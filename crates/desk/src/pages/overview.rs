//! `GET /`: the desk's first page.

use super::figures::{Figures, figure};
use super::{layout, live, map, plays};
use crate::app::Desk;
use crate::catalogue;
use crate::error::AppError;
use crate::store::{Page, Totals};
use axum::extract::{Query, State};
use maud::{Markup, html};
use serde::Deserialize;

/// Rows of the stream that a fresh page shows.
const FIRST_ROWS: u32 = 40;

/// What the page is narrowed to.
#[derive(Debug, Deserialize)]
pub(crate) struct Wanted {
    family: Option<String>,
}

/// Draws the first page.
pub(crate) async fn overview(
    State(desk): State<Desk>,
    Query(wanted): Query<Wanted>,
) -> Result<Markup, AppError> {
    let family = wanted.family.as_deref().and_then(catalogue::family_named);
    // Read first: what arrives while the rest is read comes again over the stream.
    let newest = *desk.store.latest().borrow();
    let page = Page { after: 0, limit: FIRST_ROWS, family };
    let rows = desk.store.newest_rows(page).await?;
    let figures = Figures::read(&desk.store).await?;
    let is_empty = figures.totals.events == 0;
    let content = html! {
        h1.unseen { "What is happening in the shop" }
        @if is_empty {
            (welcome(&desk.snippet))
        } @else {
            (counts(&figures.totals))
            (map::panel(&figures.map))
        }
        div.pair {
            (live::panel(&rows, family, newest))
            (plays::panel(&figures.totals))
        }
    };
    Ok(layout::page("Overview", &status(), &content))
}

/// Says whether the page follows the stream; the script changes it.
fn status() -> Markup {
    html! {
        p.status #status data-state="still" role="status" {
            span.status-dot aria-hidden="true" {}
            span #status-text { "Reload to see newer events" }
        }
    }
}

fn counts(totals: &Totals) -> Markup {
    html! {
        section aria-label="Totals" {
            dl.counts {
                (count("Journeys", "total-journeys", totals.journeys))
                (count("Plays shown", "total-shown", totals.plays.shown))
                (count("Purchases", "total-purchases", totals.purchases))
                (count("Events", "total-events", totals.events))
            }
        }
    }
}

fn count(label: &str, id: &str, count: u64) -> Markup {
    html! { div { dt { (label) } dd id=(id) { (figure(count)) } } }
}

/// The first thing a new owner sees.
fn welcome(snippet: &str) -> Markup {
    html! {
        section.panel.welcome aria-labelledby="welcome-title" {
            h2 #welcome-title { "No events yet" }
            p.lead { "Paste this line into your shop, before " code { "</head>" } ":" }
            pre tabindex="0" aria-label="The line to paste" { code { (snippet) } }
            p {
                "Then open your shop, allow the sharing of visits, and look at a product. "
                "This page fills itself the moment the first event arrives. "
                "Nothing is sent before a visitor has agreed."
            }
        }
    }
}
