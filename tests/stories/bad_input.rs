//! Whatever is wrong with the page: the shop works, and one warning names the fix.

use usher_tests::Engine::Chromium;
use usher_tests::{Configuration, SiteChanges, Visitor, enter};

const TAG: &str = "<script async src=\"/usher/usher.js\"";

fn with_words(old: &'static str, new: &str) -> SiteChanges {
    SiteChanges { words: vec![(old, new.to_owned())], ..SiteChanges::default() }
}

/// The visitor can still open help, choose, and buy.
async fn assert_widget_and_shop_work(visitor: &Visitor) {
    visitor.accept_all().await;
    visitor.press_at(".launcher").await;
    visitor.sees(".panel").await;
    visitor.press_at(".panel .close").await;
    visitor.assert_shop_works().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_broken_json_ld_block_is_skipped_with_a_warning() {
    let changes = with_words("\"@context\": \"https://schema.org\",", "\"@context\": oops,");
    let (_site, visitor) = enter(Chromium, changes).await;
    visitor.sees(".launcher").await;
    visitor.assert_one_warning("is not JSON").await;
    assert_widget_and_shop_work(&visitor).await;
}

async fn bad_configuration(configuration: Configuration, words: &str) {
    let changes = SiteChanges { configuration, ..SiteChanges::default() };
    let (_site, visitor) = enter(Chromium, changes).await;
    // What is wrong inside of it is named by the part that draws.
    visitor.sees(".prompt").await;
    visitor.assert_one_warning(words).await;
    assert_widget_and_shop_work(&visitor).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_missing_configuration_means_the_defaults_and_a_warning() {
    bad_configuration(Configuration::Missing, "data-config").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_configuration_that_is_no_json_means_the_defaults_and_a_warning() {
    bad_configuration(Configuration::Text("{ manners: 12"), "not a JSON object from line 1").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_configuration_with_a_wrong_type_means_the_defaults_and_a_warning() {
    let text = Configuration::Text(r#"{"manners": {"per_day": "many"}}"#);
    bad_configuration(text, "configuration").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_configuration_beyond_its_limits_is_mended_with_a_warning() {
    let text = Configuration::Text(r#"{"manners": {"per_day": 50}}"#);
    bad_configuration(text, "per_day").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_endpoint_nobody_listens_at_disturbs_nobody() {
    let nowhere = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let addr = nowhere.local_addr().expect("an address");
    drop(nowhere);
    let endpoint = format!("data-endpoint=\"http://{addr}/events\"");
    let (_site, visitor) =
        enter(Chromium, with_words("data-endpoint=\"/events\"", &endpoint)).await;
    assert_widget_and_shop_work(&visitor).await;
    assert_eq!(visitor.log().await, [], "an endpoint that is down is not the page's fault");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_endpoint_that_is_no_web_address_is_named_in_a_warning() {
    for bad in ["ftp://x/events", "//evil.example/events", "/&#9;/evil.example/", "https://a@b.c/"]
    {
        let bad = format!("data-endpoint=\"{bad}\"");
        let (_site, visitor) = enter(Chromium, with_words("data-endpoint=\"/events\"", &bad)).await;
        visitor.sees(".launcher").await;
        visitor.assert_one_warning("data-endpoint").await;
        assert_widget_and_shop_work(&visitor).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn blocked_storage_is_named_in_a_warning_once_something_is_to_be_kept() {
    let changes = SiteChanges { scripts: vec!["no-storage.js"], ..SiteChanges::default() };
    let (_site, visitor) = enter(Chromium, changes).await;
    visitor.sees(".prompt").await;
    assert_eq!(visitor.log().await, []);
    visitor.accept_all().await;
    visitor.assert_one_warning("refuses storage").await;
    visitor.press_at(".launcher").await;
    visitor.sees(".panel").await;
    visitor.assert_shop_works().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_copy_of_the_script_does_nothing_but_say_so() {
    let second = format!("{TAG} data-endpoint=\"/events\"></script></head>");
    let (_site, visitor) = enter(Chromium, with_words("</head>", &second)).await;
    visitor.sees(".launcher").await;
    visitor.assert_one_warning("twice").await;
    let hosts = "return document.querySelectorAll('[data-usher-host]').length";
    assert_eq!(visitor.run(hosts, vec![]).await, 1);
    assert_widget_and_shop_work(&visitor).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_script_that_runs_before_there_is_a_body_waits_for_it() {
    let (_site, visitor) =
        enter(Chromium, with_words(TAG, "<script src=\"/usher/usher.js\"")).await;
    visitor.sees(".launcher").await;
    assert_widget_and_shop_work(&visitor).await;
    visitor.assert_console_is_clean().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_read_of_a_page_is_right_whatever_the_page_has_taken_the_names_of() {
    // Without the widget, which would read the same page meanwhile.
    let changes = with_words(TAG, "<script type=\"text/plain\"");
    let (_site, visitor) = enter(Chromium, changes).await;
    // One script, as the bundler makes one of them.
    let parts = [include_str!("../../src/property.js"), include_str!("../../src/page/dom.js")];
    let lines = parts.iter().flat_map(|part| part.lines());
    let glue: Vec<&str> = lines.filter(|line| !line.starts_with("import ")).collect();
    let script = glue.join("\n").replace("export ", "") + include_str!("../pages/glue.js");
    assert_eq!(visitor.run(&script, vec![]).await, serde_json::json!([]));
}
