//! A chart: a drawing for wide screens and one for phones, its numbers, and both to
//! take away.

mod bars;
mod forest;
mod lines;

pub(super) use bars::{Bar, Whole, bars};
pub(super) use forest::{Span as Spread, forest};
pub(super) use lines::{Point, lines};

use super::table::Table;
use super::view::View;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use maud::{Markup, PreEscaped, html};

/// What makes a drawing look the same outside the desk.
const STYLE: &str = concat!(
    include_str!("../../assets/colours.css"),
    include_str!("../../assets/chart.css"),
    "svg { background: var(--card); font-family: system-ui, sans-serif; }"
);

/// How wide a drawing is, in its own units; one is about a CSS pixel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Breadth {
    /// For a screen of a desk.
    Wide,
    /// For a phone.
    Narrow,
}

impl Breadth {
    pub(super) fn pick<T>(self, wide: T, narrow: T) -> T {
        match self {
            Self::Wide => wide,
            Self::Narrow => narrow,
        }
    }
}

/// A drawing: its size, and what is in it.
pub(super) struct Drawing {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) shapes: Markup,
}

/// A chart of a page.
pub(super) struct Chart {
    /// Its name in addresses.
    pub(super) id: &'static str,
    /// What it shows.
    pub(super) title: &'static str,
    pub(super) wide: Drawing,
    pub(super) narrow: Option<Drawing>,
    pub(super) table: Table,
}

impl Chart {
    /// The chart in a page called `page`.
    pub(super) fn figure(&self, page: &str, view: &View) -> Markup {
        html! {
            figure.chart aria-label=(self.title) {
                (svg(&self.wide, if self.narrow.is_some() { "wide" } else { "small" }))
                @if let Some(narrow) = &self.narrow { (svg(narrow, "narrow")) }
                (self.foot(page, view))
            }
        }
    }

    /// The numbers as a table, and the ways to take them away.
    pub(super) fn foot(&self, page: &str, view: &View) -> Markup {
        let file = |kind: &str| view.link(&format!("/charts/{page}/{}.{kind}", self.id), &[]);
        html! {
            figcaption.chart-foot {
                details.numbers {
                    summary { "The numbers" span.unseen { ": " (self.title) } }
                    (self.table.draw(self.title))
                }
                span.take-away {
                    a href=(file("svg")) download { "SVG" span.unseen { " of " (self.title) } }
                    a href=(file("csv")) download { "CSV" span.unseen { " of " (self.title) } }
                }
            }
        }
    }

    /// The chart as a file, if there is such a kind of file.
    pub(super) fn file(&self, kind: &str) -> Option<Response> {
        let (media_type, text) = match kind {
            "svg" => ("image/svg+xml; charset=utf-8", self.svg_file()),
            "csv" => ("text/csv; charset=utf-8", self.table.csv()),
            _ => return None,
        };
        let name = format!("attachment; filename=\"usher-{}.{kind}\"", self.id);
        let name = HeaderValue::from_str(&name).ok()?;
        let headers = [
            (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
            (header::CONTENT_DISPOSITION, name),
        ];
        Some((headers, text).into_response())
    }

    fn svg_file(&self) -> String {
        let Drawing { width, height, shapes } = &self.wide;
        html! {
            svg xmlns="http://www.w3.org/2000/svg" viewBox={ "0 0 " (width) " " (height) }
                width=(width) height=(height) {
                title { (self.title) }
                // Ours, and without a sign that XML would read.
                style { (PreEscaped(STYLE)) }
                (shapes)
            }
        }
        .into_string()
    }
}

fn svg(drawing: &Drawing, class: &str) -> Markup {
    let Drawing { width, height, shapes } = drawing;
    html! {
        svg class={ "drawing " (class) } viewBox={ "0 0 " (width) " " (height) } aria-hidden="true" {
            (shapes)
        }
    }
}
