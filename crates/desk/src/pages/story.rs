//! `GET /journeys/{session}`: one journey, told from its beginning.

use super::layout;
use super::live::{short, time};
use super::numbers::{date, figure, span_of};
use super::words::{clean, evidence_name, text, words};
use crate::app::Desk;
use crate::error::AppError;
use crate::export::rfc3339;
use crate::stage::{OnTheMap, Stage};
use crate::store::{JourneyRecord, Row};
use axum::extract::{Path, State};
use maud::{Markup, html};
use serde_json::Value;

/// Most events one page tells; longer journeys say that they are longer.
const MAX_EVENTS: u32 = 500;

/// A pause this long is worth a line of its own.
const LONG_PAUSE_MILLIS: i64 = 5 * 60 * 1000;

/// Most pieces of evidence told for one stage.
const MAX_EVIDENCE: usize = 8;

/// Draws one journey.
pub(crate) async fn story(
    State(desk): State<Desk>,
    Path(session): Path<String>,
) -> Result<Markup, AppError> {
    let found = desk.store.journey(session, MAX_EVENTS).await?;
    let (journey, rows) = found.ok_or(AppError::NotFound("this journey is not known here"))?;
    let content = html! {
        p.back { a href="/map" { "← All journeys" } }
        h1 {
            "Journey " span.light { (short(&journey.session)) }
            @if journey.is_example { " " span.mark { "example data" } }
        }
        p.lead { (outline(&journey)) }
        (track(&journey))
        section.panel.narrow aria-labelledby="story-title" {
            div.panel-head { h2 #story-title { "What happened" } }
            (timeline(&rows))
            @if journey.events > u64::from(MAX_EVENTS) {
                p.note { "The first " (MAX_EVENTS) " of " (figure(journey.events)) " events." }
            }
        }
        @if !journey.others.is_empty() { (others(&journey)) }
    };
    let title = format!("Journey {}", short(&journey.session));
    Ok(layout::page(&title, "", &html! {}, &content))
}

fn outline(journey: &JourneyRecord) -> Markup {
    let came_to = match (journey.is_purchased, journey.is_handed_off) {
        (true, _) => "It led to a purchase.",
        (_, true) => "It was handed to a person.",
        _ => "Nothing was bought.",
    };
    let millis = journey.last_millis.saturating_sub(journey.first_millis);
    html! {
        (figure(journey.events)) (if journey.events == 1 { " event" } else { " events" })
        " in " (span_of(millis)) ", from " (time(&rfc3339(journey.first_millis)))
        " on " (date(journey.first_millis)) ". " (came_to)
        // In the words of the visitor's own device, which may have seen a stage fade.
        @if let Some(stage) = journey.readings.stage() {
            " It is at " strong { (stage.as_str()) } "."
        } @else if let Some(stage) = journey.last_stage {
            " It was at " strong { (stage.as_str()) } "."
        }
        @if let Some(relationship) = journey.readings.relationship() {
            " The visitor is a " strong { (relationship) }
            @if let Some(phase) = journey.readings.phase() { ", in " strong { (phase) } }
            "."
        }
    }
}

/// The seven stages, with those the journey entered.
fn track(journey: &JourneyRecord) -> Markup {
    html! {
        ol.track aria-label="Stages of this journey" {
            @for stage in Stage::EVERY {
                @let state = state(journey, stage);
                li data-side=(stage.side().name()) data-state=(state) {
                    span.track-dot aria-hidden="true" {}
                    (stage.title())
                    span.unseen { ": " (state) }
                }
            }
        }
    }
}

fn state(journey: &JourneyRecord, stage: Stage) -> &'static str {
    match (journey.last_stage == Some(stage), journey.has_entered(stage)) {
        (true, _) => "here",
        (_, true) => "reached",
        _ => "not reached",
    }
}

fn timeline(rows: &[Row]) -> Markup {
    let earlier = rows.iter().map(|row| Some(row.time_millis));
    let earlier = std::iter::once(None).chain(earlier);
    html! {
        ol.story {
            @for (row, earlier) in rows.iter().zip(earlier) {
                @let pause = row.time_millis.saturating_sub(earlier.unwrap_or(row.time_millis));
                @if pause >= LONG_PAUSE_MILLIS {
                    li.pause { (span_of(pause)) " later" }
                }
                (moment(row))
            }
        }
    }
}

fn moment(row: &Row) -> Markup {
    let facts = row.facts();
    let told = words(&row.family, &row.name, &facts);
    html! {
        li.moment data-family=(row.family) {
            (time(&rfc3339(row.time_millis)))
            div {
                p { (told.says) " " bdi { (told.about) } }
                @match row.family.as_str() {
                    "journey" => { (evidence(&facts)) }
                    "play" => { (reason(&facts)) }
                    _ => {}
                }
            }
        }
    }
}

/// Why the stage was reached.
pub(super) fn evidence(facts: &Value) -> Markup {
    let pieces = facts.get("evidence").and_then(Value::as_array);
    let confidence = text(facts, &["confidence"]);
    html! {
        @if let Some(pieces) = pieces {
            ul.evidence aria-label="Evidence" {
                @for piece in pieces.iter().take(MAX_EVIDENCE) {
                    li {
                        bdi { (evidence_name(&text(piece, &["touchpoint"]))) }
                        @let count = text(piece, &["count"]);
                        @if !count.is_empty() { " × " bdi { (count) } }
                    }
                }
            }
        }
        @if !confidence.is_empty() { p.note { "Confidence: " bdi { (confidence) } } }
    }
}

/// Why a play was chosen, or was not.
fn reason(facts: &Value) -> Markup {
    let reason = text(facts, &["reason"]);
    let need = text(facts, &["need"]);
    html! {
        @if !need.is_empty() { p.note { "Serves the " bdi { (need) } " need" } }
        @if !reason.is_empty() { p.note { "Because: " bdi { (reason) } } }
    }
}

fn others(journey: &JourneyRecord) -> Markup {
    html! {
        section.panel.narrow aria-labelledby="others-title" {
            div.panel-head { h2 #others-title { "Other journeys of this visitor" } }
            p.note { "The visitor allowed personalisation, so journeys are linked." }
            ul.links {
                @for session in &journey.others {
                    li { a href={ "/journeys/" (session) } { "Journey " (clean(short(session))) } }
                }
            }
        }
    }
}
