//! `GET /leads`: prospects who have run out of time, with what they did on their own.

use super::chart::{Bar, Breadth, Chart, Whole, bars};
use super::forms::{MarkWords, mark_form};
use super::layout::{empty, example_note, reading};
use super::live::short;
use super::numbers::{count_of, date, figure, span_of};
use super::plays::examples;
use super::story::evidence;
use super::table::Table;
use super::view::{View, Wanted};
use super::words::{clean_long, items, text};
use crate::app::Desk;
use crate::error::AppError;
use crate::store::{Count, Lead, Measure, Store};
use axum::extract::{Query, State};
use maud::{Markup, html};

/// Draws the page.
pub(crate) async fn leads(
    State(desk): State<Desk>,
    Query(wanted): Query<Wanted>,
) -> Result<Markup, AppError> {
    let view = wanted.view(&desk.store).await?;
    let (leads, counted) = desk.store.leads(view.span.whose).await?;
    let counts = desk.store.sums(Measure::Lead, view.span).await?;
    let content = html! {
        @if leads.is_empty() {
            (empty("No leads yet", &teaching()))
        } @else {
            (example_note(&view, "/leads", examples(&desk.store, &view).await?))
            section aria-label="Totals" {
                dl.counts {
                    div { dt { "Waiting for someone" } dd { (figure(counted.open)) } }
                    div { dt { "Taken on" } dd { (figure(counted.claimed)) } }
                    div { dt { "Qualified, these days" } dd { (figure(number(&counts, "qualified"))) } }
                    div { dt { "Asked for a person" } dd { (figure(number(&counts, "handed_off"))) } }
                }
            }
            section.panel aria-labelledby="leads-title" {
                div.panel-head { h2 #leads-title { "Who needs you" } }
                (list(&leads).foot("leads", &view))
                ul.cards { @for lead in &leads { (card(lead, view.now_millis)) } }
            }
        }
    };
    let lead = "Those who asked for a person come first, the newest on top.";
    Ok(reading(("Leads", "/leads"), lead, &view.filters("/leads", false), &content))
}

/// The charts of the page, for taking away.
pub(super) async fn charts(store: &Store, view: &View) -> Result<Vec<Chart>, AppError> {
    Ok(vec![list(&store.leads(view.span.whose).await?.0)])
}

fn teaching() -> Markup {
    html! {
        p {
            "A prospect who has looked things up alone and has run out of time is a qualified lead: "
            "two independent signs within two weeks, such as a full cart and the returns page. The "
            "widget says so with " code { "usher.lead.qualified" } ", and with "
            code { "usher.lead.handed_off" } " when the visitor asks for a person."
        }
        p { "Here you see who they are waiting for, and what they have already done themselves." }
    }
}

fn number(counts: &[Count], name: &str) -> u64 {
    counts.iter().filter(|count| count.a == name).map(|count| count.number).sum()
}

fn list(leads: &[Lead]) -> Chart {
    let row = |lead: &Lead| {
        vec![
            lead.session.clone(),
            lead.qualified_millis.map(date).unwrap_or_default(),
            lead.handed_off_millis.map(date).unwrap_or_default(),
            text(&lead.facts, &["situation"]),
            text(&lead.facts, &["goal"]),
            items(&lead.facts),
            lead.claimed_millis.map(date).unwrap_or_default(),
        ]
    };
    let count = |is_asked: bool| {
        leads.iter().filter(|lead| lead.handed_off_millis.is_some() == is_asked).count() as u64
    };
    let bar = |label: &str, class, number| Bar {
        label: label.to_owned(),
        parts: vec![(class, number)],
        note: figure(number),
    };
    let drawn =
        [bar("Asked for a person", "spent", count(true)), bar("Qualified", "calm", count(false))];
    Chart {
        id: "list",
        title: "Leads",
        wide: bars(&drawn, Whole::Count, Breadth::Wide),
        narrow: None,
        table: Table {
            columns: vec![
                "Journey",
                "Qualified",
                "Asked for a person",
                "Situation",
                "Goal",
                "Looked at",
                "Taken on",
            ],
            rows: leads.iter().map(row).collect(),
        },
    }
}

fn card(lead: &Lead, now_millis: i64) -> Markup {
    let (situation, goal) = (fact(lead, "situation"), fact(lead, "goal"));
    let looked_at = items(&lead.facts);
    let is_open = lead.claimed_millis.is_none();
    let about = format!("lead {}", short(&lead.session));
    let words = MarkWords { about, todo: "Take it on", done: "taken on" };
    html! {
        li.card data-state=(if is_open { "open" } else { "done" }) {
            div.card-head {
                h3 { @if lead.handed_off_millis.is_some() { "Asked for a person" } @else { "Qualified" } }
                span.note { (ago(lead.time_millis, now_millis)) }
                @if lead.is_example { span.mark { "example" } }
            }
            @if !situation.is_empty() || !goal.is_empty() {
                dl.facts {
                    @if !situation.is_empty() { div { dt { "Now" } dd { bdi { (situation) } } } }
                    @if !goal.is_empty() { div { dt { "Wants" } dd { bdi { (goal) } } } }
                }
            }
            @if !looked_at.is_empty() { p.note { "Looked at " bdi { (looked_at) } } }
            (evidence(&lead.facts))
            div.quote-foot {
                a.journey href={ "/journeys/" (lead.session) } { "Journey " (short(&lead.session)) }
                (mark_form(("lead", &lead.session), lead.claimed_millis.map(|at| at - lead.time_millis), &words))
            }
        }
    }
}

fn fact(lead: &Lead, name: &str) -> String {
    clean_long(lead.facts.get(name).and_then(serde_json::Value::as_str).unwrap_or_default())
}

/// How long ago, or the day when that is more than a week.
pub(super) fn ago(millis: i64, now_millis: i64) -> String {
    match now_millis - millis {
        ..60_000 => "just now".to_owned(),
        past if past < 7 * 86_400_000 => format!("{} ago", span_of(past)),
        _ => date(millis),
    }
}

/// What the first page says about leads.
pub(super) fn waiting(open: u64) -> String {
    match open {
        0 => "Nobody is waiting.".to_owned(),
        open => format!("{} waiting for someone.", count_of(open, "lead")),
    }
}
