//! What the marketer sees: pages drawn on the server.

mod chart;
mod customers;
mod downloads;
mod figures;
mod forms;
mod gains;
mod layout;
mod leads;
mod live;
mod map;
mod numbers;
mod overview;
mod plays;
mod sign_in;
mod story;
mod table;
mod thanks;
mod view;
mod voice;
mod words;

pub(crate) use figures::Figures;
pub(crate) use live::{LiveFilter, LiveRow};
pub(crate) use sign_in::{sign_in, signed_in, signed_out};

use crate::app::Desk;
use axum::Router;
use axum::routing::{get, post};

use axum::http::{HeaderName, header};

/// The addresses of the pages and of what belongs to them.
pub(crate) fn routes() -> Router<Desk> {
    Router::new()
        .route("/", get(overview::overview))
        .route("/live", get(live::live))
        .route("/map", get(map::map))
        .route("/plays", get(plays::plays))
        .route("/voice", get(voice::voice))
        .route("/leads", get(leads::leads))
        .route("/customers", get(customers::customers))
        .route("/return", get(gains::gains))
        .route("/journeys/{session}", get(story::story))
        .route("/charts/{page}/{file}", get(downloads::chart))
        .route("/marks", post(forms::mark))
        .route("/thanks", post(forms::thank))
        .route("/examples/forget", post(forms::forget_examples))
}

/// A file of ours, as an answer.
type Asset = ([(HeaderName, &'static str); 2], &'static str);

const STYLE_SHEET: &str = concat!(
    include_str!("../assets/colours.css"),
    include_str!("../assets/base.css"),
    include_str!("../assets/chart.css"),
    include_str!("../assets/desk.css"),
    include_str!("../assets/pages.css"),
);

/// `GET /desk.css`
pub(crate) async fn style_sheet() -> Asset {
    asset("text/css; charset=utf-8", STYLE_SHEET)
}

/// `GET /desk.js`
pub(crate) async fn script() -> Asset {
    asset("text/javascript; charset=utf-8", include_str!("../assets/desk.js"))
}

/// `GET /icon.svg`
pub(crate) async fn icon() -> Asset {
    asset("image/svg+xml", include_str!("../assets/icon.svg"))
}

/// The browser asks again each time, so a new version is never mixed with an old one.
fn asset(media_type: &'static str, text: &'static str) -> Asset {
    let headers = [(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, "no-cache")];
    (headers, text)
}
