//! A marketer reads the desk: through a flood, by keyboard alone, with motion reduced, on paper.

use fantoccini::key::Key;
use serde_json::{Value, json};
use usher_tests::{A_WHILE, Browser, Engine, Site, SiteChanges, Visitor, eventually};

/// Events of a desk on which every page has something to show.
const EVENTS: usize = 20_000;

async fn filled() -> (Site, Visitor, String) {
    let site = Site::open(SiteChanges::default()).await;
    site.fill_with_examples(EVENTS).await;
    let desk = site.open_desk().await;
    let visitor = Visitor::new(Browser::start(Engine::Chromium).await, site.origin());
    (site, visitor, desk)
}

/// What a reader sees of the stream, and whether the page still draws.
const STREAM: &str = r##"
    const count = () => { window.drawn += 1; requestAnimationFrame(count); };
    if (window.drawn === undefined) { window.drawn = 0; count(); }
    return {
        frames: window.drawn,
        rows: document.querySelectorAll("#rows > li").length,
        note: document.querySelector("#stream-note").textContent,
        pause: document.querySelector("#pause").textContent,
    };
"##;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_stream_says_what_it_passes_over_and_the_page_goes_on() {
    let site = Site::open(SiteChanges::default()).await;
    let desk = site.open_desk().await;
    let visitor = Visitor::new(Browser::start(Engine::Chromium).await, site.origin());
    visitor.open_at_desk(&format!("{desk}live")).await;
    let before = visitor.run(STREAM, vec![]).await;
    eventually("the stream to be live", A_WHILE, async || {
        let state = visitor.run("return document.querySelector('#status').dataset.state", vec![]);
        (state.await == "live").then_some(())
    })
    .await;
    // Five seconds at 5,000 events a second, as fast as this machine takes them.
    for _ in 0..5 {
        site.flood(5_000).await;
        // A page that is frozen answers no script.
        assert!(visitor.run(STREAM, vec![]).await["rows"].as_u64().expect("rows") <= 200);
    }
    let seen = eventually("a word about what was passed over", A_WHILE, async || {
        let seen = visitor.run(STREAM, vec![]).await;
        seen["note"].as_str().is_some_and(|note| note.contains("passed over")).then_some(seen)
    })
    .await;
    assert!(seen["note"].as_str().expect("a note").contains("None is lost"), "{seen}");
    assert!(seen["frames"].as_u64() > before["frames"].as_u64(), "{before} {seen}");
    visitor.run("document.querySelector('#pause').click()", vec![]).await;
    assert_eq!(visitor.run(STREAM, vec![]).await["pause"], "Go on");
}

/// What has the focus: its name, whether it can be seen to have it, and where it leads.
const FOCUSED: &str = r#"
    const it = document.activeElement;
    const { outlineStyle, outlineWidth } = getComputedStyle(it);
    // In a drawing the whole column is framed.
    const { stroke } = getComputedStyle(it.querySelector(":scope > .column") ?? it);
    const { top, bottom } = it.getBoundingClientRect();
    return {
        is: it.id || it.getAttribute("class") || it.tagName,
        outlined: stroke !== "none" || (outlineStyle !== "none" && outlineWidth !== "0px"),
        within: bottom > 0 && top < innerHeight,
        to: it.getAttribute("href") ?? "",
    };
"#;

async fn press(visitor: &Visitor, key: Key) -> Value {
    let focused = visitor.browser.client.active_element().await.expect("something has the focus");
    focused.send_keys(&String::from(char::from(key))).await.expect("a key can be pressed");
    visitor.run(FOCUSED, vec![]).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_people_are_lost_is_found_by_keyboard_alone() {
    let (_site, visitor, desk) = filled().await;
    visitor.open_at_desk(&format!("{desk}map?days=all")).await;
    let first = press(&visitor, Key::Tab).await;
    assert_eq!(first["is"], "skip", "the first stop leads past the menu: {first}");
    assert_eq!(first["within"], true, "{first}");
    press(&visitor, Key::Enter).await;
    let mut stage = Value::Null;
    for _ in 0..60 {
        let focused = press(&visitor, Key::Tab).await;
        assert_eq!(focused["within"], true, "{focused}");
        assert_eq!(focused["outlined"], true, "{focused}");
        assert!(!focused["to"].as_str().expect("an address").ends_with("/live"), "past the menu");
        if focused["to"].as_str().is_some_and(|to| to.contains("stage=consideration")) {
            stage = focused;
            break;
        }
    }
    assert_ne!(stage, Value::Null, "no key leads to a stage of the map");
    press(&visitor, Key::Enter).await;
    eventually("journeys that stopped there", A_WHILE, async || {
        let list = "return location.search.includes('stage=consideration')
            && document.querySelectorAll('main a.journey').length > 0";
        (visitor.run(list, vec![]).await == true).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_moves_for_who_does_not_want_it() {
    let (_site, visitor, desk) = filled().await;
    let moving = "return document.getAnimations().length";
    visitor.open_at_desk(&desk).await;
    eventually("the light of the stream to breathe", A_WHILE, async || {
        (visitor.run(moving, vec![]).await != 0).then_some(())
    })
    .await;
    let features = json!({ "features": [{ "name": "prefers-reduced-motion", "value": "reduce" }] });
    visitor.browser.emulate("Emulation.setEmulatedMedia", features).await;
    for (name, page) in visitor.tour_of_desk(&desk).await {
        visitor.open_at_desk(&page).await;
        assert_eq!(visitor.run(moving, vec![]).await, 0, "{name}");
    }
}

/// What is on paper of what can only be pressed, and what stands out of the paper.
const ON_PAPER: &str = r##"
    const shown = [...document.querySelectorAll("nav, button, textarea, select, .skip, .take-away")]
        .filter((it) => it.getClientRects().length > 0).map((it) => it.outerHTML.slice(0, 80));
    const { scrollWidth, clientWidth } = document.documentElement;
    const { backgroundColor, color } = getComputedStyle(document.body);
    return { shown, outside: scrollWidth - clientWidth, paper: backgroundColor,
        isInkDark: color.match(/\d+/g).every((part) => Number(part) < 90) };
"##;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_can_be_printed() {
    let (_site, visitor, desk) = filled().await;
    for (name, page) in visitor.tour_of_desk(&desk).await {
        if name == "sign-in" {
            continue;
        }
        visitor.open_at_desk(&page).await;
        // A4 without its margins, at 96 dots an inch; the reader's screen is dark.
        visitor.look_like((718, 1_000), "dark").await;
        let features = json!({ "media": "print",
            "features": [{ "name": "prefers-color-scheme", "value": "dark" }] });
        visitor.browser.emulate("Emulation.setEmulatedMedia", features).await;
        let seen = visitor.run(ON_PAPER, vec![]).await;
        assert_eq!(seen["shown"], json!([]), "{name}");
        assert_eq!(seen["outside"], 0, "{name}");
        assert_eq!(seen["paper"], "rgb(255, 255, 255)", "{name} spends ink on its background");
        assert_eq!(seen["isInkDark"], true, "{name} cannot be read on paper");
        let pdf = visitor.browser.ask_tools("Page.printToPDF", json!({})).await;
        let pdf = pdf["data"].as_str().unwrap_or_default();
        // "%PDF-" in base64.
        assert!(pdf.starts_with("JVBERi") && pdf.len() > 10_000, "{name}: {} bytes", pdf.len());
        visitor.browser.emulate("Emulation.setEmulatedMedia", json!({ "media": "" })).await;
        visitor.look_as_before().await;
    }
}
