//! The widget speaks the language of the page, and what it says fits a phone.

use serde_json::json;
use usher_tests::Engine::Chromium;
use usher_tests::{SiteChanges, Visitor, enter};

/// Languages with their words, as they were written.
const LANGUAGES: [(&str, &str); 12] = [
    ("en", include_str!("../../src/ui/texts/en.txt")),
    ("de", include_str!("../../src/ui/texts/de.txt")),
    ("fr", include_str!("../../src/ui/texts/fr.txt")),
    ("es", include_str!("../../src/ui/texts/es.txt")),
    ("it", include_str!("../../src/ui/texts/it.txt")),
    ("pt", include_str!("../../src/ui/texts/pt.txt")),
    ("nl", include_str!("../../src/ui/texts/nl.txt")),
    ("pl", include_str!("../../src/ui/texts/pl.txt")),
    ("ja", include_str!("../../src/ui/texts/ja.txt")),
    ("zh", include_str!("../../src/ui/texts/zh.txt")),
    ("ar", include_str!("../../src/ui/texts/ar.txt")),
    ("he", include_str!("../../src/ui/texts/he.txt")),
];

/// What is wider than its place, and how much of a phone the prompt takes.
const FIT: &str = "
    const { shadowRoot } = document.querySelector('[data-usher-host]');
    const isCut = (one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0;
    const cut = [...shadowRoot.querySelectorAll('h2,h3,p,button,li,legend,.words')].filter(isCut);
    const prompt = shadowRoot.querySelector('.prompt');
    const share = prompt ? prompt.getBoundingClientRect().height / innerHeight : 0;
    return [cut.map((one) => one.textContent), share <= 0.34];";

fn words(table: &'static str, key: &str) -> &'static str {
    let line = table.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = "));
    line.expect("every language has words for every key")
}

async fn assert_fits(visitor: &Visitor, language: &str, what: &str) {
    visitor.wait_until_still().await;
    let fit = visitor.run(FIT, vec![]).await;
    assert_eq!(fit, json!([[], true]), "{what} in {language}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_language_is_spoken_and_fits_a_phone() {
    let changes = SiteChanges { scripts: vec!["language.js"], ..SiteChanges::default() };
    let (_site, visitor) = enter(Chromium, changes).await;
    visitor.look_like((390, 844), "light").await;
    for (language, table) in LANGUAGES {
        let set = "localStorage.setItem('shop:lang', arguments[0])";
        visitor.run(set, vec![json!(language)]).await;
        visitor.visit_with_widget("/").await;
        visitor.sees(".prompt").await;
        assert_eq!(visitor.words(".prompt h2").await, [words(table, "prompt.title")]);
        let choices =
            ["prompt.refuse", "prompt.accept", "prompt.choose"].map(|key| words(table, key));
        assert_eq!(visitor.words(".prompt .choice button").await, choices);
        assert_fits(&visitor, language, "the prompt").await;
        visitor.run("usher('open')", vec![]).await;
        visitor.sees(".panel").await;
        assert_eq!(visitor.words(".panel h2").await, [words(table, "panel.title")]);
        visitor.press(".panel button.line", words(table, "panel.privacy")).await;
        visitor.sees(".panel .choice button").await;
        assert_fits(&visitor, language, "the panel").await;
        let spoken = "return document.querySelector('[data-usher-host]')
            .shadowRoot.querySelector('.root').lang";
        assert_eq!(visitor.run(spoken, vec![]).await, json!(language));
        visitor.run("usher('close')", vec![]).await;
    }
    visitor.assert_console_is_clean().await;
}
