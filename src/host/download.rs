//! Hands the visitor a file.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, HtmlElement, Url};

/// Offers a text as a download; does nothing where the browser refuses.
pub fn offer(name: &str, text: &str) {
    let parts = Array::of1(&JsValue::from_str(text));
    let Ok(blob) = Blob::new_with_str_sequence(&parts) else { return };
    let Ok(url) = Url::create_object_url_with_blob(&blob) else { return };
    let document = web_sys::window().and_then(|window| window.document());
    let link = document.and_then(|document| document.create_element("a").ok());
    if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
        let is_ready = link.set_attribute("href", &url).and(link.set_attribute("download", name));
        if is_ready.is_ok() {
            link.click();
        }
    }
    drop(Url::revoke_object_url(&url));
}
