//! `GET /customers`: in which phase clients are, and who is about to go.

use super::chart::{Bar, Breadth, Chart, Whole, bars};
use super::layout::{empty, example_note, reading};
use super::leads::ago;
use super::live::short;
use super::numbers::{count_of, figure, percent, span_of};
use super::plays::examples;
use super::table::Table;
use super::view::{View, Wanted};
use super::words::clean;
use crate::app::Desk;
use crate::error::AppError;
use crate::statistics::Part;
use crate::store::{Client, Count, Late, Measure, Span, Standing, Store};
use axum::extract::{Query, State};
use maud::{Markup, html};
use usher_engine::Millis;

/// The growth phases, with what each of them asks for.
const PHASES: [(&str, &str, &str); 5] = [
    (
        "introduction",
        "Introduction",
        "The second order: make it easy, and ask whether it was as expected.",
    ),
    ("growth", "Growth", "They come back: show what goes with what they have."),
    ("maturity", "Maturity", "Where clients are taken for granted: thank them."),
    ("renewal", "Renewal", "Ready to order again: keep out of the way, and be quick."),
    ("decline", "Decline", "Something went wrong: ask while it can still be turned."),
];

/// Draws the page.
pub(crate) async fn customers(
    State(desk): State<Desk>,
    Query(wanted): Query<Wanted>,
) -> Result<Markup, AppError> {
    let view = wanted.view(&desk.store).await?;
    let phases = phases(&desk.store, &view).await?;
    let late = desk.store.late(view.span.whose, view.now_millis).await?;
    let shown = standing(wanted.show.as_deref());
    let is_empty = phases.is_empty() && late.judged == 0;
    let content = html! {
        @if is_empty {
            (empty("No clients are known yet", &teaching()))
        } @else {
            (example_note(&view, "/customers", examples(&desk.store, &view).await?))
            (late_panel(late, desk.bundle.patience(), (&view, shown.as_ref())))
            @if let Some((name, standing)) = &shown {
                (list_panel(&desk.store, &view, (name, standing)).await?)
            }
            section.panel aria-labelledby="phases-title" {
                div.panel-head { h2 #phases-title { "Growth phases" } }
                p.lead { "The last phase each client was in, all time." }
                (phase_chart(&phases).figure("customers", &view))
                (phase_notes(&phases, &view))
            }
        }
    };
    let lead =
        "How clients are doing: counts first. One by one only those who allowed personalisation.";
    // Phases and lateness are as of now, so the length of time has nothing to change.
    Ok(reading(("Customers", "/customers"), lead, &html! {}, &content))
}

/// The charts of the page, for taking away.
pub(super) async fn charts(store: &Store, view: &View) -> Result<Vec<Chart>, AppError> {
    let late = store.late(view.span.whose, view.now_millis).await?;
    Ok(vec![phase_chart(&phases(store, view).await?), late_chart(late)])
}

async fn phases(store: &Store, view: &View) -> Result<Vec<Count>, AppError> {
    store.sums(Measure::Phase, Span::ALL.of(view.span.whose)).await
}

/// Who is listed, as the address says.
fn standing(show: Option<&str>) -> Option<(&'static str, Standing)> {
    match show? {
        "at-risk" => Some(("At risk", Standing::AtRisk)),
        "lapsed" => Some(("Lapsed", Standing::Lapsed)),
        phase => {
            let (name, title, _) = PHASES.into_iter().find(|(name, ..)| *name == phase)?;
            Some((title, Standing::Phase(name.to_owned())))
        }
    }
}

fn teaching() -> Markup {
    html! {
        p {
            "A client goes from introduction through growth to maturity, where companies take "
            "people for granted. From there it is renewal or decline. The widget tells each change "
            "with " code { "usher.journey.phase_changed" } " and its evidence."
        }
        p {
            "Who is late by their own rhythm appears here as at risk, while it can still be turned. "
            "This takes visitors who allowed personalisation and have ordered twice; of everyone "
            "else the desk says that it does not know."
        }
    }
}

fn late_panel(
    late: Late,
    patience: [Millis; 2],
    (view, shown): (&View, Option<&(&'static str, Standing)>),
) -> Markup {
    let [late_days, lapsed_days] = patience.map(|patience| patience.0 / Millis::days(1).0);
    let current = |standing: &Standing| shown.filter(|(_, on)| on == standing).map(|_| "true");
    html! {
        section.panel aria-labelledby="late-title" {
            div.panel-head { h2 #late-title { "Who is about to go" } }
            div.standings {
                a.standing href=(view.link("/customers", &[("show", "at-risk")])) aria-current=[current(&Standing::AtRisk)] {
                    span.big { (figure(late.at_risk)) } span { "at risk" }
                    small { "later than 1.5 times their usual interval; with two orders, than " (late_days) " days" }
                }
                a.standing href=(view.link("/customers", &[("show", "lapsed")])) aria-current=[current(&Standing::Lapsed)] {
                    span.big { (figure(late.lapsed)) } span { "lapsed" }
                    small { "later than 2.5 times; with two orders, than " (lapsed_days) " days" }
                }
                div.standing {
                    span.big { (figure(late.judged.saturating_sub(late.at_risk + late.lapsed))) }
                    span { "in their rhythm" }
                    small { "of " (count_of(late.judged, "client")) " with two orders and more" }
                }
            }
            (late_chart(late).foot("customers", view))
        }
    }
}

fn late_chart(late: Late) -> Chart {
    let fine = late.judged.saturating_sub(late.at_risk + late.lapsed);
    let list = [
        ("In their rhythm", "taken", fine),
        ("At risk", "ignored", late.at_risk),
        ("Lapsed", "refused", late.lapsed),
    ];
    let bar = |(label, class, number): (&str, &'static str, u64)| Bar {
        label: label.to_owned(),
        parts: vec![(class, number)],
        note: figure(number),
    };
    Chart {
        id: "late",
        title: "Clients by lateness",
        wide: bars(&list.map(bar), Whole::Count, Breadth::Wide),
        narrow: None,
        table: Table {
            columns: vec!["Standing", "Clients"],
            rows: list
                .iter()
                .map(|(label, _, number)| vec![(*label).to_owned(), number.to_string()])
                .collect(),
        },
    }
}

async fn list_panel(
    store: &Store,
    view: &View,
    (name, standing): (&str, &Standing),
) -> Result<Markup, AppError> {
    let clients = store.clients(standing.clone(), view.span.whose, view.now_millis).await?;
    Ok(html! {
        section.panel aria-labelledby="list-title" {
            div.panel-head { h2 #list-title { (name) } a href=(view.link("/customers", &[])) { "Close" } }
            @if clients.is_empty() {
                p.empty { "Nobody, as far as is known." }
            } @else {
                p.note { "The newest " (clients.len()) ". Only visitors who allowed personalisation are listed one by one." }
                ul.people { @for client in &clients { (person(client, view.now_millis)) } }
            }
        }
    })
}

fn person(client: &Client, now_millis: i64) -> Markup {
    html! {
        li {
            span.who { "Visitor " bdi { (clean(short_of(&client.visitor))) } }
            span { (count_of(client.orders as u64, "order")) }
            @if let Some(last) = client.last_order { span { "last " (ago(last, now_millis)) } }
            @if let Some(rhythm) = client.rhythm_millis { span { "usually every " (span_of(rhythm)) } }
            @if let Some(session) = &client.journey {
                a.journey href={ "/journeys/" (session) } { "Journey " (short(session)) }
            }
        }
    }
}

/// The beginning of a stranger's id; it may hold letters of any length.
fn short_of(visitor: &str) -> &str {
    match visitor.char_indices().nth(8) {
        Some((end, _)) => visitor.get(..end).unwrap_or(visitor),
        None => visitor,
    }
}

fn number(phases: &[Count], name: &str) -> u64 {
    phases.iter().filter(|count| count.a == name).map(|count| count.number).sum()
}

fn phase_chart(phases: &[Count]) -> Chart {
    let all: u64 = phases.iter().map(|count| count.number).sum();
    let list: Vec<Bar> = PHASES
        .iter()
        .map(|(name, title, _)| Bar {
            label: (*title).to_owned(),
            parts: vec![(
                if *name == "decline" { "refused" } else { "calm" },
                number(phases, name),
            )],
            note: format!(
                "{} · {}",
                figure(number(phases, name)),
                percent(Part { some: number(phases, name), all }.share())
            ),
        })
        .collect();
    Chart {
        id: "phases",
        title: "Clients by growth phase",
        wide: bars(&list, Whole::Count, Breadth::Wide),
        narrow: Some(bars(&list, Whole::Count, Breadth::Narrow)),
        table: Table {
            columns: vec!["Phase", "Clients"],
            rows: phases
                .iter()
                .map(|count| vec![count.a.clone(), count.number.to_string()])
                .collect(),
        },
    }
}

fn phase_notes(phases: &[Count], view: &View) -> Markup {
    html! {
        ul.findings {
            @for (name, title, asks) in PHASES {
                @if number(phases, name) > 0 {
                    li {
                        a href=(view.link("/customers", &[("show", name)])) { (title) } " – " (asks)
                    }
                }
            }
        }
    }
}
