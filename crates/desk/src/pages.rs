//! What the marketer sees: pages drawn on the server.

mod figures;
mod layout;
mod live;
mod map;
mod overview;
mod plays;
mod sign_in;
mod story;
mod words;

pub(crate) use figures::Figures;
pub(crate) use live::LiveRow;
pub(crate) use overview::overview;
pub(crate) use sign_in::{sign_in, signed_in, signed_out};
pub(crate) use story::story;

use axum::http::{HeaderName, header};

/// A file of ours, as an answer.
type Asset = ([(HeaderName, &'static str); 2], &'static str);

const STYLE_SHEET: &str =
    concat!(include_str!("../assets/base.css"), include_str!("../assets/desk.css"));

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
