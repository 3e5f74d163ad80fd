//! One style sheet of the shadow root.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleSheet, Element, HtmlElement, ShadowRoot};

/// A sheet in use; dropping it takes it off.
pub(super) enum Sheet {
    /// The ordinary way: needs no permission from the page's policy.
    Constructed(ShadowRoot, CssStyleSheet),
    /// For browsers without constructed sheets (Safari before 16.4): a `<style>`
    /// with the nonce of the page's own scripts. Remove in 2027.
    Inline(Element),
}

impl Sheet {
    /// Puts a sheet on a shadow root, after those it has.
    pub(super) fn adopt(shadow: &ShadowRoot, css: &str) -> Option<Self> {
        Self::constructed(shadow, css).or_else(|| Self::inline(shadow, css))
    }

    fn constructed(shadow: &ShadowRoot, css: &str) -> Option<Self> {
        let sheet = CssStyleSheet::new().ok()?;
        sheet.replace_sync(css).ok()?;
        if !js_sys::Reflect::has(shadow, &"adoptedStyleSheets".into()).unwrap_or_default() {
            return None;
        }
        let sheets = Array::from(&shadow.adopted_style_sheets());
        sheets.push(&sheet);
        shadow.set_adopted_style_sheets(&sheets);
        Some(Self::Constructed(shadow.clone(), sheet))
    }

    fn inline(shadow: &ShadowRoot, css: &str) -> Option<Self> {
        let document = web_sys::window()?.document()?;
        let style: HtmlElement = document.create_element("style").ok()?.dyn_into().ok()?;
        if let Ok(Some(script)) = document.query_selector("script[nonce]") {
            style.set_nonce(&script.unchecked_into::<HtmlElement>().nonce());
        }
        style.set_text_content(Some(css));
        shadow.append_child(&style).ok()?;
        Some(Self::Inline(style.into()))
    }
}

impl Drop for Sheet {
    fn drop(&mut self) {
        match self {
            Self::Inline(style) => style.remove(),
            Self::Constructed(shadow, sheet) => {
                let sheet = JsValue::from(&*sheet);
                let keep = |other: JsValue, _, _| other != sheet;
                let sheets = Array::from(&shadow.adopted_style_sheets());
                shadow.set_adopted_style_sheets(&sheets.filter(&mut { keep }));
            }
        }
    }
}
