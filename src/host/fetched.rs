//! Reads a file of the site owner.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use super::log;
use crate::property;

/// The text of a file; none when it cannot be read, which is said once.
///
/// The request carries nothing about the visitor: no cookies, no referrer.
pub async fn text(url: &str) -> Option<String> {
    let read = read(url).await;
    if read.is_none() {
        log::warn(
            "the configuration file could not be read, so the defaults are used; \
             check that data-config leads to a JSON file on this site",
        );
    }
    read
}

async fn read(url: &str) -> Option<String> {
    let request = property::object(r#"{"credentials":"omit","referrerPolicy":"no-referrer"}"#)?;
    let answer = web_sys::window()?.fetch_with_str_and_init(url, request.unchecked_ref());
    let answer: Response = JsFuture::from(answer).await.ok()?.unchecked_into();
    if !property::is_true(&answer, "ok") {
        return None;
    }
    JsFuture::from(answer.text().ok()?).await.ok()?.as_string()
}
