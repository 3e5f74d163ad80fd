//! One style sheet of the shadow root.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/ui/sheet.js")]
extern "C" {
    fn adopt(root: &JsValue, css: &str) -> JsValue;

    #[wasm_bindgen(js_name = takeOff)]
    fn take_off(root: &JsValue, sheet: &JsValue);
}

/// A sheet in use; dropping it takes it off.
pub(super) struct Sheet {
    root: JsValue,
    sheet: JsValue,
}

impl Sheet {
    /// Puts a sheet on a shadow root, after those it has.
    pub(super) fn adopt(root: &JsValue, css: &str) -> Self {
        Self { root: root.clone(), sheet: adopt(root, css) }
    }
}

impl Drop for Sheet {
    fn drop(&mut self) {
        take_off(&self.root, &self.sheet);
    }
}
