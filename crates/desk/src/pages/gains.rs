//! `GET /return`: what proactive help changed, what it cost, and what to write next.

use super::chart::{Bar, Breadth, Chart, Whole, bars};
use super::layout::{empty, example_note, reading};
use super::numbers::{count_of, figure, points};
use super::plays::{OUTCOMES, effect_chart, effect_row, examples, parts, spread};
use super::table::Table;
use super::view::{View, Wanted};
use super::words::clean;
use crate::app::Desk;
use crate::error::AppError;
use crate::statistics::{Verdict, compare, float};
use crate::store::{Count, Effect, Measure, PlayCount, Store};
use axum::extract::{Query, State};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Most questions one page shows.
const MOST_ASKED: usize = 12;

/// Draws the page.
pub(crate) async fn gains(
    State(desk): State<Desk>,
    Query(wanted): Query<Wanted>,
) -> Result<Markup, AppError> {
    let view = wanted.view(&desk.store).await?;
    let effects = desk.store.effects(view.span).await?;
    let totals = desk.store.totals_of(view.span).await?;
    let asked = desk.store.sums(Measure::Unanswered, view.span).await?;
    let is_empty = totals.plays.shown + totals.plays.withheld == 0 && asked.is_empty();
    let content = html! {
        @if is_empty {
            (empty("Nothing to weigh yet", &teaching()))
        } @else {
            (example_note(&view, "/return", examples(&desk.store, &view).await?))
            section.panel aria-labelledby="changed-title" {
                div.panel-head { h2 #changed-title { "What help changed" } }
                p.lead { "Every visitor who was offered something against every visitor in the holdout." }
                (changed(&effects.all).figure("return", &view))
                (avoided(&effects.all))
            }
            div.pair.even {
                (cost_panel(&totals.plays, totals.journeys))
                (asked_panel(&asked, &view))
            }
        }
    };
    let lead = "What proactive help brought, what it cost in attention, and what to write next.";
    Ok(reading(("Return", "/return"), lead, &view.filters("/return", false), &content))
}

/// The charts of the page, for taking away.
pub(super) async fn charts(store: &Store, view: &View) -> Result<Vec<Chart>, AppError> {
    let effects = store.effects(view.span).await?;
    let asked = store.sums(Measure::Unanswered, view.span).await?;
    Ok(vec![changed(&effects.all), unanswered(&asked)])
}

fn teaching() -> Markup {
    html! {
        p {
            "Whether help pays is a comparison: visitors who were offered something against visitors "
            "from whom it was held back. Switch on a holdout and wait; the desk says how many "
            "visitors are still missing, and no number before."
        }
        p {
            "Searches of the help that find nothing arrive as "
            code { "usher.touchpoint.zero_result_search" } ". They become a list of what to write next."
        }
    }
}

fn changed(effect: &Effect) -> Chart {
    let mut list = Vec::new();
    let mut rows = Vec::new();
    for (place, (outcome, is_more_better)) in OUTCOMES.into_iter().enumerate() {
        list.push(spread(outcome, parts(effect, place), is_more_better));
        rows.push(effect_row("all plays", outcome, parts(effect, place)));
    }
    effect_chart(("changed", "What help changed", "Plays"), &list, rows)
}

/// How many times nobody had to be asked, where that can be said.
fn avoided(effect: &Effect) -> Markup {
    let (shown, withheld) = parts(effect, 2);
    html! {
        p.note {
            @match compare(shown, withheld) {
                Verdict::Measured(change) if change.is_clear() => {
                    @let visitors = float(shown.all);
                    @if change.middle < 0.0 {
                        "About " (figure((-change.middle * visitors) as u64)) " visitors did not have to ask a person ("
                        (figure((-change.high * visitors) as u64)) " to " (figure((-change.low * visitors) as u64)) "): " (points(change)) "."
                    } @else {
                        "Help led more visitors to a person: " (points(change)) "."
                    }
                }
                Verdict::Measured(_) => { "Whether it spared anyone asking a person cannot be told: the difference may as well be none." }
                _ => { "How many were spared asking a person cannot be told yet." }
            }
        }
    }
}

fn cost_panel(plays: &PlayCount, journeys: u64) -> Markup {
    let per_ten = |number: u64| format!("{:.1}", float(number) * 10.0 / float(journeys.max(1)));
    html! {
        section.panel aria-labelledby="cost-title" {
            div.panel-head { h2 #cost-title { "What it cost in attention" } a href="/plays" { "By play" } }
            dl.facts.wide-facts {
                div { dt { "Cards in ten journeys" } dd { (per_ten(plays.shown)) } }
                div { dt { "Refusals in ten journeys" } dd { (per_ten(plays.dismissed)) } }
                div { dt { "Taken up for each refusal" } dd {
                    @if plays.dismissed == 0 { "no refusals" } @else { (format!("{:.1}", float(plays.accepted) / float(plays.dismissed))) }
                } }
            }
            p.note { "Refusals are remembered on the visitor's device: three mean a month of silence." }
        }
    }
}

fn asked_panel(asked: &[Count], view: &View) -> Markup {
    let questions = by_words(asked);
    html! {
        section.panel aria-labelledby="asked-title" {
            div.panel-head { h2 #asked-title { "What to write next" } }
            @if questions.is_empty() {
                p.empty { "No search was told that found nothing." }
            } @else {
                p.lead { "Asked most often, and answered by nothing." }
                (unanswered(asked).figure("return", view))
                p.note {
                    "Words come along only when the site's configuration lets them; without words you "
                    "see the page on which people searched in vain."
                }
            }
        }
    }
}

/// Words, or the page where there are none, with how often; the most frequent first.
fn by_words(asked: &[Count]) -> Vec<(String, u64)> {
    let mut questions: BTreeMap<String, u64> = BTreeMap::new();
    for count in asked {
        let words = match (count.a.as_str(), count.b.as_str()) {
            ("", "") => "without words".to_owned(),
            ("", page) => format!("on {page}"),
            (words, _) => words.to_lowercase(),
        };
        *questions.entry(words).or_default() += count.number;
    }
    let mut questions: Vec<_> = questions.into_iter().collect();
    questions.sort_by(|one, two| two.1.cmp(&one.1).then(one.0.cmp(&two.0)));
    questions.truncate(MOST_ASKED);
    questions
}

fn unanswered(asked: &[Count]) -> Chart {
    let questions = by_words(asked);
    let list: Vec<Bar> = questions
        .iter()
        .map(|(words, number)| Bar {
            label: words.clone(),
            parts: vec![("spent", *number)],
            note: figure(*number),
        })
        .collect();
    Chart {
        id: "unanswered",
        title: "Searches that found nothing",
        wide: bars(&list, Whole::Count, Breadth::Narrow),
        narrow: None,
        table: Table {
            columns: vec!["Words or page", "Times"],
            rows: questions
                .iter()
                .map(|(words, number)| vec![words.clone(), number.to_string()])
                .collect(),
        },
    }
}

/// What the first page says about what to write next.
pub(super) fn next_to_write(asked: &[Count]) -> Option<String> {
    let (words, number) = by_words(asked).into_iter().next()?;
    Some(format!(
        "“{}”: {} in vain.",
        clean(&words),
        count_of(number, "search").replace("searchs", "searches")
    ))
}
