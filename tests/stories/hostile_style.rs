//! A page whose style sheet leaves nothing as it was.

use serde_json::{Value, json};
use usher_tests::Engine::Chromium;
use usher_tests::{A_MOMENT, SiteChanges, Visitor, enter, eventually};

fn hostile() -> SiteChanges {
    let link = "<link rel=\"stylesheet\" href=\"/test/hostile.css\"></head>";
    let bar = "<div id=\"hostile-bar\">Sale!</div></body>";
    let words = vec![("</head>", link.to_owned()), ("</body>", bar.to_owned())];
    SiteChanges { words, ..SiteChanges::default() }
}

/// Size of something in the widget, and whether a finger on its middle would hit it.
async fn measure(visitor: &Visitor, selector: &str) -> (f64, f64, bool) {
    let script = r#"
        const { shadowRoot } = document.querySelector("[data-usher-host]");
        const element = shadowRoot.querySelector(arguments[0]);
        const { x, y, width, height } = element.getBoundingClientRect();
        const hit = (root) => root.elementFromPoint(x + width / 2, y + height / 2);
        const isOnTop = hit(document) === shadowRoot.host && element.contains(hit(shadowRoot));
        return [width, height, isOnTop];
    "#;
    let measured: Value = visitor.run(script, vec![json!(selector)]).await;
    serde_json::from_value(measured).expect("a width, a height and a word")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hostile_style_sheet_neither_hides_nor_covers_the_widget() {
    let (_site, visitor) = enter(Chromium, hostile()).await;
    visitor.sees(".launcher").await;
    visitor.sees(".prompt").await;
    for selector in [".launcher", ".prompt .choice button:first-child"] {
        let (width, height, is_on_top) = measure(&visitor, selector).await;
        assert!(width >= 44.0 && height >= 44.0, "{selector} is {width} × {height}");
        assert!(is_on_top, "something lies over {selector}");
    }
    visitor.press(".prompt .choice button", "Refuse all").await;
    visitor.loses(".prompt").await;
    visitor.press_at(".launcher").await;
    visitor.sees(".panel").await;
    let (_, height, is_on_top) = measure(&visitor, ".panel .close").await;
    assert!(height >= 44.0 && is_on_top, "the panel cannot be closed");
    let seen = "const host = document.querySelector('[data-usher-host]'); \
                const style = getComputedStyle(host.shadowRoot.querySelector('.panel')); \
                return [style.opacity, style.transform, style.fontSize].join(' ')";
    eventually("the panel as we drew it", A_MOMENT, async || {
        (visitor.run(seen, vec![]).await == "1 none 15px").then_some(())
    })
    .await;
    visitor.assert_console_is_clean().await;
}
