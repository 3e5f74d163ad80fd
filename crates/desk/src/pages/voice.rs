//! `GET /voice`: what visitors say, how sure one may be of it, and what is unanswered.

use super::chart::{Bar, Breadth, Chart, Point, Whole, bars, lines};
use super::forms::{MarkWords, mark_form};
use super::layout::{empty, example_note, reading};
use super::live::short;
use super::numbers::{count_of, date, figure, percent_within, short_date, span_of};
use super::plays::examples;
use super::table::Table;
use super::thanks;
use super::view::{View, Wanted};
use super::words::clean_long;
use crate::app::Desk;
use crate::error::AppError;
use crate::statistics::{FEWEST_ANSWERS, Interval, Part, net_promoter, share_from};
use crate::store::{Answering, Comment, Count, Measure, Store, Thanks};
use axum::extract::{Query, State};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// One of the three scales.
struct Scale {
    question: &'static str,
    title: &'static str,
    says: &'static str,
    ends: (f64, f64),
    scores: usize,
}

const SCALES: [Scale; 3] = [
    Scale {
        question: "nps",
        title: "Would recommend (NPS)",
        says: "those who give 9 or 10, less those who give 6 or lower",
        ends: (-100.0, 100.0),
        scores: 11,
    },
    Scale {
        question: "csat",
        title: "Satisfied (CSAT)",
        says: "per cent who give 4 or 5 of 5",
        ends: (0.0, 100.0),
        scores: 6,
    },
    Scale {
        question: "ces",
        title: "Found it easy (CES)",
        says: "per cent who give 5, 6 or 7 of 7",
        ends: (0.0, 100.0),
        scores: 8,
    },
];

/// Most weeks or days one line shows.
const MOST_POINTS: i64 = 60;

impl Scale {
    fn read(&self, scores: &[u64]) -> Option<Interval> {
        match self.question {
            "nps" => net_promoter(scores),
            "csat" => share_from(scores, 4),
            _ => share_from(scores, 5),
        }
    }

    /// How often each score was given, by the first day of its stretch.
    fn stretches(&self, counts: &[Count], stretch: i64) -> BTreeMap<i64, Vec<u64>> {
        let mut stretches: BTreeMap<i64, Vec<u64>> = BTreeMap::new();
        for count in counts.iter().filter(|count| count.a == self.question) {
            let scores = stretches
                .entry(count.day.div_euclid(stretch) * stretch)
                .or_insert_with(|| vec![0; self.scores]);
            let place = count.b.parse::<usize>().ok();
            if let Some(score) = place.and_then(|place| scores.get_mut(place)) {
                *score += count.number;
            }
        }
        stretches
    }

    fn all(&self, counts: &[Count]) -> Vec<u64> {
        let stretches = self.stretches(counts, 1);
        let mut all = vec![0; self.scores];
        for scores in stretches.values() {
            for (sum, score) in all.iter_mut().zip(scores) {
                *sum += score;
            }
        }
        all
    }

    fn chart(&self, counts: &[Count], view: &View) -> Chart {
        let stretches = self.stretches(counts, 7);
        let first = view.first_day().or_else(|| stretches.keys().next().copied()).unwrap_or(0);
        let today = crate::store::day_of(view.now_millis);
        let first = first.max(today - MOST_POINTS * 7).div_euclid(7);
        let weeks: Vec<i64> = (first..=today.div_euclid(7)).map(|week| week * 7).collect();
        let value = |week: &i64| stretches.get(week).and_then(|scores| self.read(scores));
        let points: Vec<Point> = weeks
            .iter()
            .map(|week| Point { label: short_date(*week), value: value(week) })
            .collect();
        let row = |week: &i64| {
            let answers: u64 = stretches.get(week).map_or(0, |scores| scores.iter().sum());
            let value = value(week);
            let number =
                |number: Option<f64>| number.map_or_else(String::new, |n| format!("{n:.0}"));
            vec![
                short_date(*week),
                answers.to_string(),
                number(value.map(|value| value.middle)),
                number(value.map(|value| value.low)),
                number(value.map(|value| value.high)),
            ]
        };
        Chart {
            id: self.question,
            title: self.title,
            wide: lines(&points, self.ends, Breadth::Narrow),
            narrow: None,
            table: Table {
                columns: vec!["Week from", "Answers", "Value", "From", "To"],
                rows: weeks.iter().map(row).collect(),
            },
        }
    }
}

/// Draws the page.
pub(crate) async fn voice(
    State(desk): State<Desk>,
    Query(wanted): Query<Wanted>,
) -> Result<Markup, AppError> {
    let view = wanted.view(&desk.store).await?;
    let scores = desk.store.by_day(Measure::Score, view.span).await?;
    let choices = desk.store.sums(Measure::Choice, view.span).await?;
    let (comments, answering) = desk.store.comments(view.span.whose).await?;
    let published = desk.store.published().await?;
    let is_empty = scores.is_empty() && choices.is_empty() && comments.is_empty();
    let content = html! {
        @if is_empty {
            (empty("Nobody has said anything yet", &teaching()))
        } @else {
            (example_note(&view, "/voice", examples(&desk.store, &view).await?))
            div.trio-panels {
                @for scale in &SCALES { (scale_panel(scale, &scores, &view)) }
            }
            @if !choices.is_empty() { (check_in_panel(&choices, &view)) }
            (comments_panel((&comments, &published), answering, &view))
            (thanks::panel(&published))
        }
    };
    let lead = "What visitors answered and wrote. What nobody has answered comes first.";
    Ok(reading(("Voice", "/voice"), lead, &view.filters("/voice", false), &content))
}

/// The charts of the page, for taking away.
pub(super) async fn charts(store: &Store, view: &View) -> Result<Vec<Chart>, AppError> {
    let scores = store.by_day(Measure::Score, view.span).await?;
    let choices = store.sums(Measure::Choice, view.span).await?;
    let (comments, _) = store.comments(view.span.whose).await?;
    let mut charts: Vec<Chart> = SCALES.iter().map(|scale| scale.chart(&scores, view)).collect();
    charts.push(check_in(&choices));
    charts.push(comments_file(&comments));
    Ok(charts)
}

fn teaching() -> Markup {
    html! {
        p {
            "A few days after a purchase the widget asks three things: was it what you expected, do "
            "you need help, what can we improve. Surveys ask one question more. Answers arrive as "
            code { "usher.voice.answered" } ", written words as " code { "usher.voice.commented" } "."
        }
        p {
            "Here they become three lines over time, each with how far it may be off, and a list of "
            "everything written, with what nobody has answered on top."
        }
    }
}

fn scale_panel(scale: &Scale, counts: &[Count], view: &View) -> Markup {
    let scores = scale.all(counts);
    let answers: u64 = scores.iter().sum();
    let title = format!("{}-title", scale.question);
    html! {
        section.panel.scale aria-labelledby=(title) {
            h2 id=(title) { (scale.title) }
            @match scale.read(&scores) {
                Some(value) => {
                    p.reading {
                        span.big { (whole(value.middle)) } " "
                        span.margin { "± " (format!("{:.0}", value.margin().max(1.0))) }
                    }
                    p.note { (count_of(answers, "answer")) "; " (scale.says) }
                    (scale.chart(counts, view).figure("voice", view))
                }
                None => {
                    p.empty {
                        (count_of(answers, "answer")) " in " (view.days_in_words()) ". A number "
                        "appears from " (FEWEST_ANSWERS) " answers on."
                    }
                }
            }
        }
    }
}

fn whole(value: f64) -> String {
    if value <= -0.5 { format!("−{:.0}", value.abs()) } else { format!("{:.0}", value.max(0.0)) }
}

fn check_in_panel(choices: &[Count], view: &View) -> Markup {
    html! {
        section.panel aria-labelledby="check-in-title" {
            div.panel-head { h2 #check-in-title { "After the sale" } }
            p.lead { "Was it really what you expected? Do you need help with anything?" }
            (check_in(choices).figure("voice", view))
        }
    }
}

/// What the widget asks after the sale, in a few words; another question by its name.
fn asked(question: &str) -> &str {
    match question {
        "expectation" => "As expected",
        "help" => "Needs help",
        _ => question,
    }
}

fn check_in(choices: &[Count]) -> Chart {
    // The answers to one question stand together, the most frequent first.
    let mut choices: Vec<&Count> = choices.iter().collect();
    choices.sort_by(|one, other| one.a.cmp(&other.a).then(other.number.cmp(&one.number)));
    let all_of = |question: &str| -> u64 {
        choices.iter().filter(|count| count.a == question).map(|count| count.number).sum()
    };
    let list: Vec<Bar> = choices
        .iter()
        .take(8)
        .map(|count| {
            let part = Part { some: count.number, all: all_of(&count.a) };
            let note = percent_within(part);
            Bar {
                label: format!("{}: {}", asked(&count.a), count.b),
                parts: vec![("calm", count.number)],
                note: note.unwrap_or_else(|| figure(count.number)),
            }
        })
        .collect();
    let row = |count: &&Count| vec![count.a.clone(), count.b.clone(), count.number.to_string()];
    Chart {
        id: "check-in",
        title: "Answers after the sale",
        wide: bars(&list, Whole::Count, Breadth::Wide),
        narrow: Some(bars(&list, Whole::Count, Breadth::Narrow)),
        table: Table {
            columns: vec!["Question", "Answer", "Times"],
            rows: choices.iter().map(row).collect(),
        },
    }
}

fn comments_file(comments: &[Comment]) -> Chart {
    let row = |comment: &Comment| {
        vec![
            date(comment.time_millis),
            comment.question.clone(),
            comment.text.clone(),
            comment.session.clone().unwrap_or_default(),
            comment.replied_millis.map(date).unwrap_or_default(),
        ]
    };
    Chart {
        id: "comments",
        title: "What visitors wrote",
        wide: bars(&[], Whole::Count, Breadth::Wide),
        narrow: None,
        table: Table {
            columns: vec!["Day", "Question", "Words", "Journey", "Answered"],
            rows: comments.iter().map(row).collect(),
        },
    }
}

fn comments_panel(
    (comments, published): (&[Comment], &[Thanks]),
    answering: Answering,
    view: &View,
) -> Markup {
    html! {
        section.panel aria-labelledby="wrote-title" {
            div.panel-head {
                h2 #wrote-title { "In their words" }
                a href=(view.link("/charts/voice/comments.csv", &[])) download { "CSV" span.unseen { " of what visitors wrote" } }
            }
            p.lead {
                (count_of(answering.open, "comment")) " nobody has answered, "
                (figure(answering.replied)) " answered"
                @if let Some(median) = answering.median_millis {
                    ". Half of the answers took less than " (span_of(median))
                }
                "."
            }
            @if comments.is_empty() {
                p.empty { "Nobody has written anything yet." }
            } @else {
                ul.quotes { @for comment in comments { (quote(comment, published)) } }
            }
        }
    }
}

fn quote(comment: &Comment, published: &[Thanks]) -> Markup {
    let done_after = comment.replied_millis.map(|at| at - comment.time_millis);
    let about = format!("comment {}", comment.seq);
    let words = MarkWords { about, todo: "Answered", done: "answered" };
    html! {
        li.quote data-state=(if comment.replied_millis.is_some() { "done" } else { "open" }) {
            blockquote { p { bdi { (clean_long(&comment.text)) } } }
            div.quote-foot {
                span { (date(comment.time_millis)) }
                @if comment.is_example { span.mark { "example" } }
                @if let Some(session) = &comment.session {
                    a.journey href={ "/journeys/" (session) } { "Journey " (short(session)) }
                }
                (mark_form(("comment", &comment.seq.to_string()), done_after, &words))
            }
            (thanks::beside(comment, published))
        }
    }
}
