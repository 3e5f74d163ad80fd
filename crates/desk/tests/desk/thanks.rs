//! "You said, we did": from the page Voice to a card in the shop.

use crate::fixture::{Answer, Bench, event, with};
use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};
use std::process::Command;
use std::sync::Arc;
use usher_desk::bundle::{Bundle, Words};
use usher_engine::{Config, Effect, Json};
use usher_testkit::play_moments;

async fn comment(bench: &Bench) {
    let said = json!({"play": "check-in", "question": "improve", "text": "The lid is stuck"});
    bench.keep(&[event("c", "voice.commented", said)]).await;
}

async fn submit(bench: &Bench, site: &str, body: &str) -> Answer {
    let request = Request::post("/thanks")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("sec-fetch-site", site)
        .body(Body::from(body.to_owned()));
    bench.send(request.unwrap()).await
}

const WORDS: &str = "comment=1&said=The+lid+is+hard+to+open.&did=Every+tin+comes+with+a+key.";

/// A client who was asked about an order comes back twice; another never ordered.
const VISITS: &str = "
00:00 open home /
00:05 consent granted help analytics personalise
00:10 purchase matt order=A-1 total=34.90
00:20 leave
2d 00:00 new tab
2d 00:10 open product /matt matt
2d 00:12 scroll 95
2d 00:58 leave
4d 00:00 new tab
4d 00:10 open product /matt matt
4d 00:12 scroll 95
4d 00:40 accept
4d 00:42 answer expectation no
4d 00:44 complete
4d 00:58 leave
8d 00:00 new tab
8d 00:10 open product /matt matt
8d 00:12 scroll 95
8d 00:40 accept
8d 00:44 complete
8d 00:58 leave
9d 00:00 new tab
9d 00:10 open product /matt matt
9d 00:12 scroll 95
9d 00:58 leave
";

/// The cards that came, each with the day it came on.
fn shown(bundle: &Value) -> Vec<(String, String)> {
    let json = Json::read(&bundle.to_string()).unwrap();
    let (config, issues) = Config::read_whole(&json);
    assert!(issues.is_empty(), "{issues:?}");
    let script = format!("item matt kind=emulsion price=34.90\n{VISITS}");
    let mut day = String::from("0d");
    let mut cards = Vec::new();
    for moment in play_moments(&script, Some(&config)).unwrap() {
        if let Some((written, _)) = moment.what.split_once("d ") {
            day = format!("{written}d");
        }
        for effect in moment.effects {
            if let Effect::Show { play, .. } = effect {
                cards.push((day.clone(), play.0.to_owned()));
            }
        }
    }
    cards
}

#[tokio::test]
async fn what_was_done_about_a_comment_reaches_those_who_were_asked_once() {
    let bench = Bench::new();
    comment(&bench).await;
    let before = bench.get("/bundle.json").await;
    assert_eq!(before.json(), json!({}));
    assert_eq!(submit(&bench, "same-origin", WORDS).await.status, 303);
    let bundle = bench.get("/bundle.json").await;
    assert_eq!(bundle.header("access-control-allow-origin"), "*");
    assert_eq!(bundle.header("cache-control"), "public, max-age=300");
    let play = &bundle.json()["plays"][0];
    assert_eq!(play["summary"], "You said: The lid is hard to open.");
    assert_eq!(play["content"], json!(["We did: Every tin comes with a key."]));
    let cards = shown(&bundle.json());
    let cards: Vec<(&str, &str)> =
        cards.iter().map(|(day, play)| (day.as_str(), play.as_str())).collect();
    assert_eq!(cards, [("4d", "check-in"), ("8d", "thanks-1")]);
}

#[tokio::test]
async fn who_is_told_what_was_done_has_an_answer_and_it_can_be_taken_back() {
    let bench = Bench::new();
    comment(&bench).await;
    let page = bench.get("/voice").await.text;
    assert!(page.contains("1 comment nobody has answered") && page.contains("name=\"did\""));
    submit(&bench, "same-origin", WORDS).await;
    let page = bench.get("/voice").await.text;
    assert!(page.contains("0 comments nobody has answered, 1 answered"), "it has an answer");
    assert!(page.contains("Every tin comes with a key."));
    assert!(!page.contains("name=\"did\""));
    bench.desk.store.rebuild().await.unwrap();
    assert_eq!(bench.desk.store.published().await.unwrap().len(), 1);
    assert_eq!(submit(&bench, "same-origin", "comment=1").await.status, 303);
    assert_eq!(bench.get("/bundle.json").await.json(), json!({}));
}

#[tokio::test]
async fn nothing_is_published_by_strangers_or_without_words_or_about_nothing() {
    let bench = Bench::new();
    comment(&bench).await;
    assert_eq!(submit(&bench, "cross-site", WORDS).await.status, 403);
    for wrong in ["comment=1&said=a", "comment=1&did=a"] {
        let answer = submit(&bench, "same-origin", wrong).await;
        assert_eq!(answer.status, 400);
        assert!(answer.json()["fix"].as_str().unwrap().contains("each of the two"));
    }
    let long = format!("comment=1&did=a&said={}", "x".repeat(161));
    assert_eq!(submit(&bench, "same-origin", &long).await.status, 400);
    submit(&bench, "same-origin", "comment=77&said=a&did=b").await;
    assert_eq!(bench.get("/bundle.json").await.json(), json!({}));
}

#[tokio::test]
async fn what_names_a_visitor_is_not_published_and_what_is_erased_is_not_told() {
    let bench = Bench::new();
    let said = json!({"play": "check-in", "question": "improve", "text": "Too slow"});
    bench.keep(&[with(event("c", "voice.commented", said), "subject", "visitor-1")]).await;
    let words =
        "comment=1&said=Write+to+ann%40mail.example%0Asoon.&did=help%40shop.example+is+new.";
    submit(&bench, "same-origin", words).await;
    let bundle = bench.get("/bundle.json").await;
    assert!(!bundle.text.contains("ann@mail.example"), "{}", bundle.text);
    assert!(bundle.text.contains("[email] soon."), "{}", bundle.text);
    // The shop's own address is the shop's to give.
    assert!(bundle.text.contains("help@shop.example"));
    bench.desk.store.erase("visitor-1".to_owned()).await.unwrap();
    assert_eq!(bench.get("/bundle.json").await.json(), json!({}));
}

#[tokio::test]
async fn the_owners_own_configuration_comes_with_it_in_the_language_of_the_shop() {
    let mut bench = Bench::new();
    let path = bench.folder.path().join("widget.toml");
    let own = "without = [\"compare\"]\n[[plays]]\nid = \"one\"\nstage = \"desire\"\n\
               need = \"functional\"\ntitle = \"Eins\"\nwhen = { page = \"cart\" }\n";
    std::fs::write(&path, own).unwrap();
    let words = Words { title: "Gesagt, getan".to_owned(), ..Words::default() };
    bench.desk.bundle = Arc::new(Bundle::open(Some(&path), words).unwrap());
    comment(&bench).await;
    submit(&bench, "same-origin", WORDS).await;
    let bundle = bench.get("/bundle.json").await.json();
    assert_eq!(bundle["without"], json!(["compare"]));
    assert_eq!(bundle["plays"][0]["id"], "one");
    assert_eq!(bundle["plays"][1]["title"], "Gesagt, getan");
    std::fs::write(&path, "without = 7").unwrap();
    let refused = Bundle::open(Some(&path), Words::default()).unwrap_err().to_string();
    assert!(refused.contains("widget.toml") && refused.contains("Fix:"), "{refused}");
}

#[tokio::test]
async fn the_bundle_can_be_written_as_a_file_while_the_desk_is_open() {
    let bench = Bench::new();
    comment(&bench).await;
    submit(&bench, "same-origin", WORDS).await;
    let out = bench.folder.path().join("usher.config.json");
    std::fs::write(&out, "{}").unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_usher"))
        .args(["bundle", "--data"])
        .arg(bench.folder.path().join("desk.db"))
        .arg("-o")
        .arg(&out)
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let written: Value = serde_json::from_slice(&std::fs::read(&out).unwrap()).unwrap();
    assert_eq!(written, bench.get("/bundle.json").await.json());
    assert!(!bench.folder.path().join("usher.config.json.part").exists());
}
