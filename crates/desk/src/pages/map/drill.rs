//! Journeys that stopped at one stage, to look at.

use super::SIGNAL_TITLES;
use crate::app::Desk;
use crate::error::AppError;
use crate::pages::leads::ago;
use crate::pages::live::short;
use crate::pages::numbers::{count_of, figure, span_of};
use crate::pages::view::View;
use crate::stage::{OnTheMap, Stage};
use crate::store::{Examples, JourneyMap, JourneyRecord, SIGNALS};
use maud::{Markup, html};

/// Journeys shown at once.
const MOST: u32 = 12;

pub(super) async fn panel(
    desk: &Desk,
    view: &View,
    (stage, signal): (Stage, Option<usize>),
    map: &JourneyMap,
) -> Result<Markup, AppError> {
    let wanted =
        Examples { span: view.span, stage, signal, now_millis: view.now_millis, limit: MOST };
    let journeys = desk.store.stopped_at(wanted).await?;
    let count = map.of(stage);
    Ok(html! {
        section.panel #examples aria-labelledby="examples-title" {
            div.panel-head {
                h2 #examples-title { "Journeys that stopped at " (stage.as_str()) }
                a href=(view.link("/map", &[])) { "Close" }
            }
            p.lead { (count_of(count.stopped, "journey")) " went no further; the newest are listed." }
            nav.filters aria-label="What went wrong" {
                (choice(view, stage, (None, signal.is_none()), "All"))
                @for (place, number) in count.felt.into_iter().enumerate().filter(|(_, number)| *number > 0) {
                    @let title = SIGNAL_TITLES.get(place).copied().unwrap_or_default();
                    (choice(view, stage, (Some(place), signal == Some(place)), &format!("{title} ({})", figure(number))))
                }
            }
            @if journeys.is_empty() {
                p.empty { "None among the newest." }
            } @else {
                ul.journeys { @for journey in &journeys { (row(journey, view.now_millis)) } }
            }
        }
    })
}

fn choice(
    view: &View,
    stage: Stage,
    (signal, is_on): (Option<usize>, bool),
    title: &str,
) -> Markup {
    let signal = signal.and_then(|place| SIGNALS.get(place)).copied().unwrap_or_default();
    let href = view.link("/map", &[("stage", stage.as_str()), ("signal", signal)]);
    html! { a href={ (href) "#examples" } aria-current=[is_on.then_some("true")] { (title) } }
}

fn row(journey: &JourneyRecord, now_millis: i64) -> Markup {
    let length = journey.last_millis.saturating_sub(journey.first_millis);
    html! {
        li {
            a.journey href={ "/journeys/" (journey.session) } { "Journey " (short(&journey.session)) }
            span.steps {
                span.unseen { "Stages: " }
                @for stage in Stage::EVERY {
                    @if journey.has_entered(stage) {
                        span.step data-side=(stage.side().name()) { span.unseen { (stage.title()) " " } }
                    } @else { span.step {} }
                }
            }
            span { (count_of(journey.events, "event")) " in " (span_of(length)) }
            span.felt-words {
                @for signal in journey.signals() {
                    @let place = SIGNALS.iter().position(|known| *known == signal);
                    span.mark { (place.and_then(|place| SIGNAL_TITLES.get(place)).copied().unwrap_or_default()) }
                }
                @if journey.is_purchased { span.mark.good { "bought" } }
                @if journey.is_example { span.mark { "example" } }
            }
            span.note { (ago(journey.last_millis, now_millis)) }
        }
    }
}
