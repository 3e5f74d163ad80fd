//! `GET /`: the desk's first page.

use super::figures::Figures;
use super::gains::next_to_write;
use super::layout::example_note;
use super::leads::waiting;
use super::numbers::{count_of, figure, points};
use super::plays::examples;
use super::{layout, live, map, plays};
use crate::app::Desk;
use crate::catalogue;
use crate::error::AppError;
use crate::stage::OnTheMap;
use crate::statistics::{Verdict, compare};
use crate::store::{Measure, Page, Span, Totals, Whose};
use axum::extract::{Query, State};
use maud::{Markup, html};
use serde::Deserialize;

/// Rows of the stream on the first page; the live page has more.
const FIRST_ROWS: u32 = 14;

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
    let view = super::view::Wanted::everything().view(&desk.store).await?;
    let is_empty = figures.totals.events == 0;
    let content = html! {
        h1.unseen { "What is happening in the shop" }
        @if is_empty {
            (welcome(&desk.snippet))
        } @else {
            (example_note(&view, "/live", examples(&desk.store, &view).await?))
            (counts(&figures.totals))
            (answers(&desk, &figures).await?)
            (map::panel(&figures.map))
        }
        div.pair {
            (live::panel(&rows, family, newest))
            (plays::panel(&figures.totals))
        }
    };
    Ok(layout::page("Overview", "/", &live::status(), &content))
}

/// The four questions a marketer comes with, answered in a sentence each.
async fn answers(desk: &Desk, figures: &Figures) -> Result<Markup, AppError> {
    let everyone = Whose::Everyone;
    let now_millis = jiff::Timestamp::now().as_millisecond();
    let (_, leads) = desk.store.leads(everyone).await?;
    let (_, answering) = desk.store.comments(everyone).await?;
    let late = desk.store.late(everyone, now_millis).await?;
    let asked = desk.store.sums(Measure::Unanswered, Span::ALL).await?;
    let effects = desk.store.effects(Span::ALL).await?;
    let needs_us = [
        waiting(leads.open),
        format!("{} to answer.", count_of(answering.open, "comment")),
        format!("{} at risk.", count_of(late.at_risk, "client")),
    ];
    let (shown, withheld) = super::plays::parts(&effects.all, 0);
    let helped = match compare(shown, withheld) {
        Verdict::Measured(change) => format!("Purchases after a card: {}.", points(change)),
        Verdict::TooFew { .. } => "Not enough visitors yet to say so honestly.".to_owned(),
        Verdict::NoHoldout => "Without a holdout nobody can tell.".to_owned(),
    };
    let write = next_to_write(&asked);
    Ok(html! {
        ul.answers {
            li {
                h2 { a href="/map" { "Where do we lose people?" } }
                p {
                    @match map::worst_place(&figures.map) {
                        Some((stage, part)) => { (stage.title()) ": " (figure(part.some)) " of " (figure(part.all)) " went no further." }
                        None => { "No journey has stopped yet." }
                    }
                }
            }
            li { h2 { a href="/return" { "What helped?" } } p { (helped) } }
            li { h2 { a href="/leads" { "Who needs us?" } } p { (needs_us.join(" ")) } }
            li {
                h2 { a href="/return" { "What should we write next?" } }
                p { bdi { (write.unwrap_or_else(|| "No search was told that found nothing.".to_owned())) } }
            }
        }
    })
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
