//! What a page is narrowed to: the days, whose events, and what they are compared with.

use crate::error::AppError;
use crate::store::{Span, Store, Whose, day_of};
use maud::{Markup, html};
use serde::Deserialize;
use std::fmt::Write;

/// The lengths a reader chooses from; the first is what a plain address shows.
const LENGTHS: [(&str, &str); 4] =
    [("28", "28 days"), ("7", "7 days"), ("90", "90 days"), ("all", "All time")];

/// Longest text of a filter, in letters.
const MAX_LETTERS: usize = 120;

/// The query of a page's address. Whatever is not understood is left out.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    days: Option<String>,
    data: Option<String>,
    compare: Option<String>,
    pub(super) stage: Option<String>,
    pub(super) signal: Option<String>,
    pub(super) family: Option<String>,
    pub(super) page: Option<String>,
    pub(super) play: Option<String>,
    pub(super) show: Option<String>,
}

/// What a page shows.
#[derive(Clone, Debug)]
pub(crate) struct View {
    /// The days and whose.
    pub(super) span: Span,
    /// The days before, when they are compared.
    pub(super) before: Option<Span>,
    /// The present, in milliseconds since 1970.
    pub(super) now_millis: i64,
    /// Whether there is example data to tell apart.
    pub(super) has_examples: bool,
    days: &'static str,
}

impl Wanted {
    /// Reads what is wanted.
    pub(super) async fn view(&self, store: &Store) -> Result<View, AppError> {
        let now_millis = jiff::Timestamp::now().as_millisecond();
        let asked = self.days.as_deref().unwrap_or_default();
        let known = LENGTHS.iter().map(|(days, _)| *days).find(|days| *days == asked);
        let days = known.unwrap_or("28");
        let whose = match self.data.as_deref() {
            Some("shop") => Whose::Shops,
            Some("example") => Whose::Examples,
            _ => Whose::Everyone,
        };
        let today = day_of(now_millis);
        let span = match days.parse::<i64>() {
            // Up to tomorrow: a visitor's clock may be a little ahead.
            Ok(days) => Span { from_day: today - days + 1, to_day: today + 1, whose },
            Err(_) => Span::ALL.of(whose),
        };
        let is_compared = self.compare.as_deref() != Some("no") && days != "all";
        Ok(View {
            span,
            before: is_compared.then(|| before(span)),
            now_millis,
            has_examples: store.has_examples().await?,
            days,
        })
    }

    /// No filter at all.
    pub(super) fn everything() -> Self {
        Self { days: Some("all".to_owned()), ..Self::default() }
    }

    /// A filter's text, cut.
    pub(super) fn text(filter: Option<&String>) -> String {
        filter.map(|text| text.chars().take(MAX_LETTERS).collect()).unwrap_or_default()
    }
}

/// The same number of days before; tomorrow is none of them.
fn before(span: Span) -> Span {
    let today = Span { to_day: span.to_day - 1, ..span };
    today.before()
}

impl View {
    /// The address of a page with these filters and `more` ones.
    pub(super) fn link(&self, path: &str, more: &[(&str, &str)]) -> String {
        let mut link = String::from(path);
        let mut pairs = self.pairs();
        pairs.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
        let more = more.iter().filter(|(_, value)| !value.is_empty()).copied();
        for (place, (name, value)) in pairs.into_iter().chain(more).enumerate() {
            let sign = if place == 0 { '?' } else { '&' };
            // Writing to a text cannot fail.
            let _written = write!(link, "{sign}{name}={}", escaped(value));
        }
        link
    }

    /// The filters that differ from a plain address.
    pub(super) fn pairs(&self) -> Vec<(&'static str, &'static str)> {
        let mut pairs = Vec::new();
        if self.days != "28" {
            pairs.push(("days", self.days));
        }
        match self.span.whose {
            Whose::Everyone => {}
            Whose::Shops => pairs.push(("data", "shop")),
            Whose::Examples => pairs.push(("data", "example")),
        }
        if self.before.is_none() && self.days != "all" {
            pairs.push(("compare", "no"));
        }
        pairs
    }

    /// The days in words, to follow "in".
    pub(super) fn days_in_words(&self) -> String {
        match self.days {
            "all" => "all".to_owned(),
            days => format!("the last {days} days"),
        }
    }

    /// The first and last day that charts draw, when the span has an end.
    pub(super) fn first_day(&self) -> Option<i64> {
        (self.days != "all").then_some(self.span.from_day)
    }

    /// The filters of a page, as links.
    pub(super) fn filters(&self, path: &str, has_compare: bool) -> Markup {
        html! {
            nav.view aria-label="What is shown" {
                ul {
                    @for (days, name) in [1, 0, 2, 3].into_iter().filter_map(|at| LENGTHS.get(at)) {
                        li { (self.choice(path, ("days", days, name), *days == self.days)) }
                    }
                }
                @if has_compare && self.days != "all" {
                    ul {
                        li { (self.choice(path, ("compare", "yes", "Compare with before"), self.before.is_some())) }
                        li { (self.choice(path, ("compare", "no", "These days alone"), self.before.is_none())) }
                    }
                }
                @if self.has_examples {
                    ul {
                        @for (value, name, whose) in [
                            ("all", "Everything", Whose::Everyone),
                            ("shop", "Shops alone", Whose::Shops),
                            ("example", "Example data alone", Whose::Examples),
                        ] {
                            li { (self.choice(path, ("data", value, name), self.span.whose == whose)) }
                        }
                    }
                }
            }
        }
    }

    fn choice(&self, path: &str, (filter, value, name): (&str, &str, &str), is_on: bool) -> Markup {
        // What a plain address shows anyway is left out of it.
        let plain =
            matches!((filter, value), ("days", "28") | ("data", "all") | ("compare", "yes"));
        let value = if plain { "" } else { value };
        let current = is_on.then_some("true");
        html! { a href=(self.link(path, &[(filter, value)])) aria-current=[current] { (name) } }
    }
}

/// A text as part of a query.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                escaped.push(char::from(byte));
            }
            byte => {
                let _written = write!(escaped, "%{byte:02X}");
            }
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn a_text_in_a_query_holds_no_sign_of_one() {
        assert_eq!(escaped("a b&c=ä\""), "a%20b%26c%3D%C3%A4%22");
    }
}
