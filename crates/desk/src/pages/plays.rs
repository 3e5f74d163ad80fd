//! `GET /plays`: what became of each play, whether it helped, and what it cost.

mod brief;
mod cost;

pub(super) use brief::panel;

use super::chart::{Bar, Breadth, Chart, Spread, Whole, bars, forest};
use super::layout::{empty, example_note, reading};
use super::numbers::{figure, percent, percent_within, points};
use super::table::Table;
use super::view::{View, Wanted};
use crate::app::Desk;
use crate::error::AppError;
use crate::statistics::{Part, Verdict, compare};
use crate::store::{Arm, Count, Effect, Effects, Measure, PlayCount, Store, Totals, Whose};
use axum::extract::{Query, State};
use maud::{Markup, html};

/// A share of fewer showings than this says more about chance than about the play.
pub(super) const ENOUGH_SHOWINGS: u64 = 30;

/// Plays drawn in one chart; the table has all of them.
const MOST_DRAWN: usize = 14;

/// What a play may change, and whether more of it is better.
pub(super) const OUTCOMES: [(&str, bool); 3] =
    [("Purchase", true), ("Coming back", true), ("Asking a person", false)];

/// The outcomes as addresses name them.
const SHOWS: [&str; 3] = ["purchase", "return", "contact"];

/// The place of the outcome an address asks for.
fn outcome(wanted: &Wanted) -> usize {
    let show = wanted.show.as_deref().unwrap_or_default();
    SHOWS.iter().position(|known| *known == show).unwrap_or(0)
}

/// Everything the page is drawn from.
struct Reading {
    totals: Totals,
    effects: Effects,
    attention: Vec<Count>,
}

impl Reading {
    async fn of(store: &Store, view: &View) -> Result<Self, AppError> {
        Ok(Self {
            totals: store.totals_of(view.span).await?,
            effects: store.effects(view.span).await?,
            attention: store.sums(Measure::Attention, view.span).await?,
        })
    }
}

/// Draws the page.
pub(crate) async fn plays(
    State(desk): State<Desk>,
    Query(wanted): Query<Wanted>,
) -> Result<Markup, AppError> {
    let view = wanted.view(&desk.store).await?;
    let read = Reading::of(&desk.store, &view).await?;
    let all = &read.totals.plays;
    let outcome = outcome(&wanted);
    let content = html! {
        @if read.totals.by_play.is_empty() {
            (empty("No play was shown yet", &teaching()))
        } @else {
            (example_note(&view, "/plays", examples(&desk.store, &view).await?))
            section aria-label="Totals" {
                dl.counts {
                    div { dt { "Shown" } dd { (figure(all.shown)) } }
                    div { dt { "Taken up" } dd { (figure(all.accepted)) } }
                    div { dt { "Refused" } dd { (figure(all.dismissed)) } }
                    div { dt { "Held back" } dd { (figure(all.withheld)) } }
                }
            }
            (became_panel(&read, &view))
            (helped_panel(&read, &view, outcome))
            div.pair.even {
                (cost::attention_panel(&read, &view))
                (cost::silent_panel(&read.totals))
            }
        }
    };
    let lead = "What was offered, what visitors did with it, and whether it helped.";
    Ok(reading(("Plays", "/plays"), lead, &view.filters("/plays", false), &content))
}

fn teaching() -> Markup {
    html! {
        p {
            "Usher waits until a visitor has looked around and pauses; then it offers one thing "
            "that fits. From the first " code { "usher.play.shown" } " on, this page shows what "
            "became of each play."
        }
        p {
            "Whether a play helps can only be told by holding it back from some visitors. With a "
            "holdout, the widget sends " code { "usher.play.withheld" } " where it would have shown "
            "one, and this page compares the two."
        }
    }
}

/// The charts of the page, for taking away.
pub(super) async fn charts(store: &Store, view: &View) -> Result<Vec<Chart>, AppError> {
    let read = Reading::of(store, view).await?;
    Ok(vec![
        became(&read.totals.by_play),
        helped(&read.effects, 0),
        cost::attention(&read.attention),
    ])
}

/// Events of the span that were generated.
pub(super) async fn examples(store: &Store, view: &View) -> Result<u64, AppError> {
    if !view.has_examples || view.span.whose == Whose::Shops {
        return Ok(0);
    }
    let counts = store.sums(Measure::Event, view.span.of(Whose::Examples)).await?;
    Ok(counts.iter().map(|count| count.number).sum())
}

fn became_panel(read: &Reading, view: &View) -> Markup {
    let plays = &read.totals.by_play;
    html! {
        section.panel aria-labelledby="became-title" {
            div.panel-head {
                h2 #became-title { "What became of each play" }
                ul.key aria-label="Colours" {
                    li { span.swatch.taken {} "taken up" }
                    li { span.swatch.refused {} "refused" }
                    li { span.swatch.ignored {} "ignored" }
                    li { span.swatch.missing {} "unavailable" }
                }
            }
            (became(plays).figure("plays", view))
            p.note {
                "Ignored is not refused: the card went away by itself. Unavailable means that the "
                "card could not find its place on the page, which is the shop's to mend. A share "
                "appears from " (ENOUGH_SHOWINGS) " showings on."
            }
        }
    }
}

fn became(plays: &[PlayCount]) -> Chart {
    let list: Vec<Bar> = plays
        .iter()
        .take(MOST_DRAWN)
        .map(|play| Bar {
            label: play.play.clone(),
            parts: vec![
                ("taken", play.accepted),
                ("refused", play.dismissed),
                ("ignored", play.ignored),
                ("missing", play.unavailable),
            ],
            note: match play.shown {
                ENOUGH_SHOWINGS.. => {
                    let part = Part { some: play.accepted, all: play.shown };
                    format!("{} taken up", percent(part.share()))
                }
                shown => format!("{} shown", figure(shown)),
            },
        })
        .collect();
    let row = |play: &PlayCount| {
        let numbers = [
            play.shown,
            play.accepted,
            play.completed,
            play.dismissed,
            play.ignored,
            play.unavailable,
            play.withheld,
        ];
        let mut row = vec![play.play.clone()];
        row.extend(numbers.map(|number| number.to_string()));
        row
    };
    Chart {
        id: "plays",
        title: "What became of each play",
        wide: bars(&list, Whole::Share, Breadth::Wide),
        narrow: Some(bars(&list, Whole::Share, Breadth::Narrow)),
        table: Table {
            columns: vec![
                "Play",
                "Shown",
                "Taken up",
                "Completed",
                "Refused",
                "Ignored",
                "Unavailable",
                "Held back",
            ],
            rows: plays.iter().map(row).collect(),
        },
    }
}

fn helped_panel(read: &Reading, view: &View, place: usize) -> Markup {
    html! {
        section.panel aria-labelledby="helped-title" {
            div.panel-head { h2 #helped-title { "Did it help?" } }
            p.lead {
                "Visitors who were shown a play against those from whom it was held back. The line "
                "is where the truth lies, 95 times in a hundred; the dot is the best guess."
            }
            nav.filters aria-label="What it may have changed" {
                @for (at, (outcome, _)) in OUTCOMES.into_iter().enumerate() {
                    @let show = if at == 0 { "" } else { SHOWS.get(at).copied().unwrap_or_default() };
                    a href={ (view.link("/plays", &[("show", show)])) "#helped-title" } aria-current=[(at == place).then_some("true")] { (outcome) }
                }
            }
            (helped(&read.effects, place).figure("plays", view))
            p.note {
                "No number stands here before a change of a fifth would be noticed four times in "
                "five. Visitors are counted once; without personalisation one visit is one visitor, "
                "and coming back cannot be seen."
            }
        }
    }
}

fn helped(effects: &Effects, place: usize) -> Chart {
    let mut plays: Vec<_> = effects.by_play.iter().collect();
    plays.sort_by_key(|(_, effect)| {
        std::cmp::Reverse(effect.withheld.visitors.min(effect.shown.visitors))
    });
    let (_, is_more_better) = OUTCOMES.get(place).copied().unwrap_or_default();
    let list: Vec<Spread> = plays
        .iter()
        .take(MOST_DRAWN)
        .map(|(play, effect)| spread(play, parts(effect, place), is_more_better))
        .collect();
    let mut rows = Vec::new();
    for (play, effect) in plays {
        for (place, (outcome, _)) in OUTCOMES.into_iter().enumerate() {
            rows.push(effect_row(play, outcome, parts(effect, place)));
        }
    }
    effect_chart(("effect", "Effect of each play against the holdout", "Play"), &list, rows)
}

/// Comparisons with the holdout as lines, and as a table; named by its id, its title
/// and what the lines are about.
pub(super) fn effect_chart(
    (id, title, about): (&'static str, &'static str, &'static str),
    list: &[Spread],
    rows: Vec<Vec<String>>,
) -> Chart {
    Chart {
        id,
        title,
        wide: forest(list, Breadth::Wide),
        narrow: Some(forest(list, Breadth::Narrow)),
        table: Table {
            columns: vec![
                about,
                "Outcome",
                "Shown to",
                "Of them",
                "Held back from",
                "Of those",
                "Effect",
            ],
            rows,
        },
    }
}

/// One comparison as a line.
pub(super) fn spread(label: &str, (shown, withheld): (Part, Part), is_more_better: bool) -> Spread {
    let verdict = compare(shown, withheld);
    Spread {
        label: label.to_owned(),
        value: measured(verdict),
        progress: match verdict {
            Verdict::TooFew { progress, .. } => progress,
            _ => 0.0,
        },
        note: verdict_in_short(verdict),
        is_more_better,
    }
}

/// The outcome at a place of [`OUTCOMES`], in both arms.
pub(super) fn parts(effect: &Effect, place: usize) -> (Part, Part) {
    let part = |arm: Arm| match place {
        0 => Part { some: arm.purchase, all: arm.visitors },
        1 => Part { some: arm.returned, all: arm.known },
        _ => Part { some: arm.contact, all: arm.visitors },
    };
    (part(effect.shown), part(effect.withheld))
}

fn measured(verdict: Verdict) -> Option<crate::statistics::Interval> {
    match verdict {
        Verdict::Measured(interval) => Some(interval),
        _ => None,
    }
}

/// A verdict, short enough to stand beside its line.
fn verdict_in_short(verdict: Verdict) -> String {
    match verdict {
        Verdict::NoHoldout => "nobody to compare with".to_owned(),
        Verdict::TooFew { missing, .. } => {
            format!("about {} visitors missing", figure(rounded(missing)))
        }
        Verdict::Measured(interval) => points(interval),
    }
}

/// Two leading digits: more would pretend to know the future.
fn rounded(number: u64) -> u64 {
    let mut unit = 1;
    while number / unit >= 100 {
        unit *= 10;
    }
    number.div_ceil(unit) * unit
}

pub(super) fn effect_row(
    play: &str,
    outcome: &str,
    (shown, withheld): (Part, Part),
) -> Vec<String> {
    let share = |part| percent_within(part).unwrap_or_else(|| "–".to_owned());
    vec![
        play.to_owned(),
        outcome.to_owned(),
        shown.all.to_string(),
        share(shown),
        withheld.all.to_string(),
        share(withheld),
        verdict_in_short(compare(shown, withheld)),
    ]
}
