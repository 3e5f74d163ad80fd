//! `GET /map`: the journey map, a river that runs through seven stages and past the sale.
//!
//! As wide as the journeys that reached a stage; what leaves it downwards are the
//! journeys that stopped there. Below: what went wrong there, which needs were met, and
//! how the time before the sale weighs against the time after it.

mod brief;
mod drill;
mod findings;
mod needs;
mod picture;
mod river;

pub(super) use brief::{labels, panel, shapes, summary};
pub(super) use findings::worst_place;

use super::chart::Chart;
use super::layout::{empty, example_note, reading};
use super::numbers::count_of;
use super::plays::examples;
use super::table::Table;
use super::view::{View, Wanted};
use crate::app::Desk;
use crate::error::AppError;
use crate::intended::Intended;
use crate::stage::{self, OnTheMap, Stage};
use crate::store::{JourneyMap, NEEDS, SIGNALS};
use axum::extract::{Query, State};
use maud::{Markup, html};
use picture::Picture;
use std::sync::Arc;

/// What the map is drawn from.
struct Reading {
    map: JourneyMap,
    before: Option<JourneyMap>,
    intended: Arc<Intended>,
}

impl Reading {
    async fn of(desk: &Desk, view: &View) -> Result<Self, AppError> {
        let map = desk.store.map_of(view.span, view.now_millis).await?;
        let before = match view.before {
            Some(span) => Some(desk.store.map_of(span, view.now_millis).await?),
            None => None,
        };
        let before = before.filter(|before| before.most_reached() > 0);
        Ok(Self { map, before, intended: Arc::clone(&desk.intended) })
    }
}

/// What a signal is called on screen, by its place in [`SIGNALS`].
const SIGNAL_TITLES: [&str; SIGNALS.len()] = [
    "Form errors",
    "Rage clicks",
    "Dead clicks",
    "Searches in vain",
    "Errors on click",
    "Wrong turns",
    "Going in circles",
    "Coupon trouble",
];

/// What a need is called on screen, by its place in [`NEEDS`].
const NEED_TITLES: [&str; 3] = ["Functional", "Social", "Emotional"];

/// What is counted of each need, in the table.
const NEED_COLUMNS: [&str; 9] = [
    "Functional: plays intended",
    "Functional: shown",
    "Functional: taken up",
    "Social: plays intended",
    "Social: shown",
    "Social: taken up",
    "Emotional: plays intended",
    "Emotional: shown",
    "Emotional: taken up",
];

/// Draws the page.
pub(crate) async fn map(
    State(desk): State<Desk>,
    Query(wanted): Query<Wanted>,
) -> Result<Markup, AppError> {
    let view = wanted.view(&desk.store).await?;
    let read = Reading::of(&desk, &view).await?;
    let chosen = wanted.stage.as_deref().and_then(stage::named);
    let signal = wanted.signal.as_deref();
    let signal = signal.and_then(|name| SIGNALS.iter().position(|known| *known == name));
    let drilled = match chosen {
        Some(stage) => drill::panel(&desk, &view, (stage, signal), &read.map).await?,
        None => html! {},
    };
    let content = html! {
        @if read.map.journeys == 0 {
            @if view.first_day().is_none() {
                (empty("No journeys yet", &teaching()))
            } @else {
                (empty("No journeys in these days", &html! {
                    (teaching())
                    p { "Looking for older journeys? " a href=(view.link("/map", &[("days", "all")])) { "Look at all time" } "." }
                }))
            }
        } @else {
            (example_note(&view, "/map", examples(&desk.store, &view).await?))
            (findings::panel(&read, &view))
            section.panel.whole-map aria-labelledby="map-title" {
                div.panel-head {
                    h2 #map-title { (count_of(read.map.journeys, "journey")) " in " (view.days_in_words()) }
                    (key(&read))
                }
                @if Stage::EVERY.iter().all(|stage| read.map.of(*stage).reached == 0) {
                    p.lead {
                        "No stage was told in these journeys, so no river runs here yet. The widget "
                        "tells each one with " code { "usher.journey.stage_entered" } "."
                    }
                }
                (Picture { read: &read, view: &view, chosen }.draw())
                (needs::narrow(&read, &view))
                (chart(&read, &view).foot("map", &view))
            }
            (drilled)
        }
    };
    let lead = "Where people go on, where they stop, and what they were missing.";
    Ok(reading(("Journey map", "/map"), lead, &view.filters("/map", true), &content))
}

/// The charts of the page, for taking away.
pub(super) async fn charts(desk: &Desk, view: &View) -> Result<Vec<Chart>, AppError> {
    Ok(vec![chart(&Reading::of(desk, view).await?, view)])
}

fn teaching() -> Markup {
    html! {
        p {
            "The map begins with the first stage a visitor reaches: the widget reads it from what "
            "the visitor does, and sends it as " code { "usher.journey.stage_entered" } " with its "
            "evidence."
        }
        p {
            "Then a river runs here through seven stages, as wide as the journeys that reached each "
            "one. What falls out of it stopped there. Below it stands what went wrong at each stage, "
            "and which needs you meant to meet against those that were met."
        }
    }
}

fn key(read: &Reading) -> Markup {
    html! {
        ul.key aria-label="How to read the map" {
            li { span.swatch.before {} "before the sale" }
            li { span.swatch.after {} "after it" }
            li { span.swatch.stopped {} "stopped there" }
            @if read.before.is_some() { li { span.swatch.ghost {} "the days before" } }
        }
    }
}

fn chart(read: &Reading, view: &View) -> Chart {
    let row = |stage: Stage| {
        let count = read.map.of(stage);
        let mut row = vec![stage.title().to_owned()];
        row.extend(
            [count.reached, count.stopped, count.bought, count.here]
                .map(|number| number.to_string()),
        );
        row.extend(count.felt.map(|number| number.to_string()));
        for (place, (delivered, taken)) in count.delivered.iter().zip(count.taken_up).enumerate() {
            row.push(read.intended.at(stage, place).count().to_string());
            row.push(delivered.to_string());
            row.push(taken.to_string());
        }
        let before = read.before.map(|before| before.of(stage));
        row.push(before.map(|count| count.reached.to_string()).unwrap_or_default());
        row.push(before.map(|count| count.stopped.to_string()).unwrap_or_default());
        row
    };
    let picture = Picture { read, view, chosen: None };
    Chart {
        id: "journey-map",
        title: "Journey map",
        wide: picture.wide(picture::For::File),
        narrow: None,
        table: Table {
            columns: [
                &["Stage", "Reached it", "Stopped there", "Bought", "There now"][..],
                &SIGNAL_TITLES,
                &NEED_COLUMNS,
                &["Reached it before", "Stopped there before"],
            ]
            .concat(),
            rows: Stage::EVERY.into_iter().map(row).collect(),
        },
    }
}

/// How the plays, shown or intended, lie around the sale.
fn delivered_balance(map: &JourneyMap) -> [u64; 3] {
    let mut sides = [0; 3];
    for stage in Stage::EVERY {
        if let Some(side) = sides.get_mut(stage.side() as usize) {
            *side += map.of(stage).delivered.iter().sum::<u64>();
        }
    }
    sides
}

/// The needs that plays are intended for and nothing was shown for.
fn gaps(read: &Reading) -> Vec<(Stage, usize)> {
    let mut gaps = Vec::new();
    for stage in Stage::EVERY {
        for place in 0..NEEDS.len() {
            let is_intended = read.intended.at(stage, place).next().is_some();
            let shown = read.map.of(stage).delivered.get(place).copied().unwrap_or(0);
            if is_intended && shown == 0 {
                gaps.push((stage, place));
            }
        }
    }
    gaps
}
