//! How a page is looked at: size, colours, and everything standing still.

use serde_json::json;

use crate::patience::{A_MOMENT, eventually};
use crate::visitor::Visitor;

/// Counts what still moves, in the page and in the widget.
const MOVING: &str = r#"
    const root = document.querySelector('[data-usher-host=""]')?.shadowRoot;
    const all = [...(root?.getAnimations() ?? []), ...document.getAnimations()];
    return all.filter((it) => it.playState === "running"
        && it.effect.getTiming().iterations === 1).length;
"#;

impl Visitor {
    /// Takes a window of this width and height, and a colour scheme; Chromium only.
    pub async fn look_like(&self, (width, height): (u32, u32), scheme: &str) {
        let metrics = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600,
        });
        self.browser.emulate("Emulation.setScrollbarsHidden", json!({ "hidden": true })).await;
        self.browser.emulate("Emulation.setDeviceMetricsOverride", metrics).await;
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.browser.emulate("Emulation.setEmulatedMedia", features).await;
    }

    /// Takes its own window again.
    pub async fn look_as_before(&self) {
        self.browser.emulate("Emulation.clearDeviceMetricsOverride", json!({})).await;
    }

    /// Waits until nothing moves: what fades in has the contrast of half a colour.
    pub async fn wait_until_still(&self) {
        eventually("everything to stand still", A_MOMENT, async || {
            (self.run(MOVING, vec![]).await == 0).then_some(())
        })
        .await;
    }
}
