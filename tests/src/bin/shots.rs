//! Takes pictures of everything the widget and the desk show.
//!
//! `cargo run -p usher-tests --bin shots`: each picture on a phone and a desktop,
//! light and dark, in `tests/shots/`; and the README's, `docs/screenshot.png`.

#![expect(clippy::expect_used, reason = "a picture that cannot be taken ends the program")]

use std::path::{Path, PathBuf};

use usher_tests::{Engine, Site, SiteChanges, Visitor, enter};

/// Phone and desktop.
const SIZES: [(u32, u32); 2] = [(390, 844), (1280, 800)];

/// A picture in the README is loaded by everyone who looks at the project.
const MOST_BYTES: usize = 300_000;

#[tokio::main]
async fn main() {
    let (site, visitor) = enter(Engine::Chromium, SiteChanges::default()).await;
    std::fs::create_dir_all(folder()).expect("tests/shots can be made");
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
    visitor.browser.client.goto(&desk).await.expect("the desk opens");
    take(visitor, "desk").await;
    let pages = "return [...document.querySelectorAll('nav a')].map((link) => link.href)";
    let pages: Vec<String> =
        serde_json::from_value(visitor.run(pages, vec![]).await).expect("a list of addresses");
    for page in pages {
        visitor.browser.client.goto(&page).await.expect("a page of the desk opens");
        let name = page.rsplit('/').next().unwrap_or_default();
        take(visitor, &format!("desk-{}", name.split('?').next().unwrap_or_default())).await;
    }
}

/// The same widget in a shop that is written from right to left.
async fn take_from_right() {
    let words = vec![("<html lang=\"en\"", String::from("<html dir=\"rtl\" lang=\"ar\""))];
    let changes = SiteChanges { words, ..SiteChanges::default() };
    let (_site, visitor) = enter(Engine::Chromium, changes).await;
    visitor.sees(".prompt").await;
    take(&visitor, "right-to-left-prompt").await;
    visitor.accept_all().await;
    visitor.browse_until_helped().await;
    take(&visitor, "right-to-left-card").await;
    visitor.press(".card .primary", "Compare").await;
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
