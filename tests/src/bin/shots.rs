//! Takes pictures of everything the widget and the desk show.
//!
//! `cargo run -p usher-tests --bin shots`: each picture on a phone and a desktop,
//! light and dark, in `tests/shots/`; and the README's, `docs/screenshot.png`.
//!
//! `--desk 0`, `--desk 100000`, `--desk 5000000`: every page of a desk with so many generated
//! events instead, as long as it is. None may stand out of its window.
//! `--inspect`: the inspector alone. `--document`: the pictures of `docs/desk.md`.

#![expect(clippy::expect_used, reason = "a picture that cannot be taken ends the program")]

use std::path::{Path, PathBuf};

use usher_tests::{Browser, Engine, Site, SiteChanges, Visitor, enter};

/// Phone and desktop.
const SIZES: [(u32, u32); 2] = [(390, 844), (1280, 800)];

/// A picture in the README is loaded by everyone who looks at the project.
const MOST_BYTES: usize = 300_000;

/// The most of a page that is taken, in pixels from its top.
const LONGEST: u32 = 8_000;

/// The pages in `docs/desk.md`, and how much of each.
const IN_DOCUMENT: [(&str, u32); 7] = [
    ("overview", 820),
    ("map", 1_500),
    ("plays", 1_320),
    ("voice", 1_120),
    ("leads", 820),
    ("customers", 900),
    ("return", 1_240),
];

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    std::fs::create_dir_all(folder()).expect("tests/shots can be made");
    match (arguments.next().as_deref(), arguments.next()) {
        (Some("--desk"), Some(events)) => {
            take_whole_desk(events.parse().expect("a number of events")).await;
        }
        (Some("--document"), None) => take_for_document().await,
        (Some("--inspect"), None) => take_inspector().await,
        _ => take_all().await,
    }
}

/// What an owner sees while the endpoint is down.
async fn take_inspector() {
    let (site, visitor) = enter(Engine::Chromium, SiteChanges::default()).await;
    site.set_down(true);
    visitor.accept_all().await;
    visitor.visit_with_widget("/help.html?usher=inspect").await;
    tokio::time::sleep(std::time::Duration::from_secs(3)).await;
    let open = "document.querySelector('[data-usher-host=inspect]').shadowRoot
        .querySelector('details').open = true";
    visitor.run(open, vec![]).await;
    take(&visitor, "inspector").await;
}

async fn take_all() {
    let (site, visitor) = enter(Engine::Chromium, SiteChanges::default()).await;
    visitor.sees(".prompt").await;
    take(&visitor, "prompt").await;
    visitor.accept_all().await;
    visitor.browse_until_helped().await;
    visitor.press(".card button.small", "Why am I seeing this?").await;
    take(&visitor, "card").await;
    visitor.press(".card .primary", "Compare").await;
    visitor.sees(".panel table").await;
    take(&visitor, "compare").await;
    take_for_readme(&visitor).await;
    visitor.press_at(".panel .close").await;
    visitor.press_at(".launcher").await;
    visitor.sees(".panel").await;
    take(&visitor, "panel").await;
    visitor.press(".panel button.line", "Privacy").await;
    let scroll = "document.querySelector('[data-usher-host]').shadowRoot\
                  .querySelector('.panel .purposes').scrollIntoView()";
    visitor.run(scroll, vec![]).await;
    take(&visitor, "privacy").await;
    visitor.press_at(".panel .close").await;
    visitor.add_to_cart().await;
    visitor.check_out(async || ()).await;
    take(&visitor, "payment").await;
    visitor.pay().await;
    site.wait_for("usher.touchpoint.purchase").await;
    return_and_check_in(&visitor).await;
    take_desk(&visitor, &site).await;
    take_from_right().await;
}

async fn return_and_check_in(visitor: &Visitor) {
    visitor.move_clock(5).await;
    visitor.open_new_tab().await;
    visitor.visit_with_widget("/").await;
    visitor.follow("/paint/").await;
    visitor.wait_for_card().await;
    visitor.press(".card .primary", "Tell us").await;
    visitor.press("label.option", "No").await;
    visitor.sees(".sorry").await;
    take(visitor, "check-in").await;
}

async fn take_desk(visitor: &Visitor, site: &Site) {
    visitor.move_clock(0).await;
    visitor.visit_with_widget("/").await;
    let now = visitor.run("return new Date().toISOString()", vec![]).await;
    site.fill_desk(now.as_str().expect("a time as text")).await;
    let desk = site.open_desk().await;
    for (name, page) in visitor.tour_of_desk(&desk).await {
        visitor.open_at_desk(&page).await;
        take(visitor, &format!("desk-{name}")).await;
    }
}

/// The pictures of `docs/desk.md`: what the demo's desk shows, and a lead's journey.
async fn take_for_document() {
    let site = Site::open(SiteChanges::default()).await;
    site.fill_with_examples(120_000).await;
    let visitor = Visitor::new(Browser::start(Engine::Chromium).await, site.origin());
    let desk = site.open_desk().await;
    for (name, page) in visitor.tour_of_desk(&desk).await {
        let Some((_, height)) = IN_DOCUMENT.iter().find(|(wanted, _)| *wanted == name) else {
            continue;
        };
        visitor.open_at_desk(&page).await;
        visitor.look_like((1280, *height), "light").await;
        let picture = picture(&visitor).await;
        assert!(picture.len() <= MOST_BYTES, "{name} has {} bytes", picture.len());
        let file = repository().join(format!("docs/desk/{name}.png"));
        std::fs::write(file, picture).expect("docs can be written to");
    }
}

/// Each page from its top to its end.
async fn take_whole_desk(events: usize) {
    let site = Site::open(SiteChanges::default()).await;
    site.fill_with_examples(events).await;
    let visitor = Visitor::new(Browser::start(Engine::Chromium).await, site.origin());
    let desk = site.open_desk().await;
    for (name, page) in visitor.tour_of_desk(&desk).await {
        visitor.open_at_desk(&page).await;
        for (width, height) in SIZES {
            for scheme in ["light", "dark"] {
                visitor.look_like((width, height), scheme).await;
                let outside = visitor.outside_at_the_right().await;
                assert!(outside.is_empty(), "{name} at {width}: {outside:#?}");
                let end = "return document.documentElement.scrollHeight";
                let end = visitor.run(end, vec![]).await.as_u64().unwrap_or_default();
                let end = u32::try_from(end).unwrap_or(LONGEST).clamp(height, LONGEST);
                visitor.look_like((width, end), scheme).await;
                let picture = picture(&visitor).await;
                let file = format!("desk-{name}-{events}-{width}-{scheme}.png");
                std::fs::write(folder().join(file), picture)
                    .expect("tests/shots can be written to");
            }
        }
    }
}

/// The same widget in a shop that is written from right to left.
async fn take_from_right() {
    let words = vec![("<html lang=\"en\"", String::from("<html dir=\"rtl\" lang=\"ar\""))];
    let changes = SiteChanges { words, ..SiteChanges::default() };
    let (_site, visitor) = enter(Engine::Chromium, changes).await;
    visitor.sees(".prompt").await;
    take(&visitor, "right-to-left-prompt").await;
    // In Arabic: the second of the two.
    visitor.press_at(".prompt .choice button + button").await;
    visitor.loses(".prompt").await;
    visitor.browse_until_helped().await;
    take(&visitor, "right-to-left-card").await;
    visitor.press_at(".card .primary").await;
    visitor.sees(".panel table").await;
    take(&visitor, "right-to-left-compare").await;
}

async fn take(visitor: &Visitor, name: &str) {
    for (width, height) in SIZES {
        for scheme in ["light", "dark"] {
            visitor.look_like((width, height), scheme).await;
            let picture = picture(visitor).await;
            let file = folder().join(format!("{name}-{width}x{height}-{scheme}.png"));
            std::fs::write(file, picture).expect("tests/shots can be written to");
        }
    }
    visitor.look_as_before().await;
}

async fn take_for_readme(visitor: &Visitor) {
    visitor.look_like((1280, 800), "light").await;
    let picture = picture(visitor).await;
    assert!(picture.len() <= MOST_BYTES, "the README's picture has {} bytes", picture.len());
    let file = repository().join("docs/screenshot.png");
    std::fs::write(file, picture).expect("docs can be written to");
    visitor.look_as_before().await;
}

/// Without anything that still moves: what fades in would be half there.
async fn picture(visitor: &Visitor) -> Vec<u8> {
    visitor.wait_until_still().await;
    visitor.browser.client.screenshot().await.expect("the browser takes a picture")
}

fn repository() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().expect("tests/ lies in the repository").to_path_buf()
}

fn folder() -> PathBuf {
    repository().join("tests/shots")
}
