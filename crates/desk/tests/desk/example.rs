//! A desk filled by the generator.

use crate::fixture::{Bench, event};
use serde_json::json;
use std::collections::BTreeSet;
use usher_desk::example::{self, Examples};
use usher_desk::store::{JourneyMap, Measure, Span, Totals, Whose};

const NOW: i64 = 1_795_000_000_000;

async fn filled(events: usize) -> (Bench, usize) {
    let bench = Bench::new();
    let wanted = Examples { events, ..Examples::default() };
    let filled = example::fill(&bench.desk.store, wanted, NOW).await.unwrap();
    (bench, filled)
}

async fn drawn(bench: &Bench) -> (Totals, JourneyMap, String) {
    let store = &bench.desk.store;
    let mut rest = format!("{:?}", store.effects(Span::ALL).await.unwrap());
    for measure in [Measure::Felt, Measure::Score, Measure::Unanswered, Measure::Phase] {
        rest.push_str(&format!("{:?}", store.by_day(measure, Span::ALL).await.unwrap()));
    }
    rest.push_str(&format!("{:?}", store.comments(Whose::Everyone).await.unwrap()));
    rest.push_str(&format!("{:?}", store.late(Whose::Everyone, NOW).await.unwrap()));
    (store.totals().await.unwrap(), store.journey_map(NOW).await.unwrap(), rest)
}

#[tokio::test]
async fn example_data_is_kept_like_any_other_and_drawn_anew_the_same() {
    let (bench, filled) = filled(6_000).await;
    let before = drawn(&bench).await;
    assert_eq!(before.0.events, filled as u64);
    assert!(before.0.purchases > 50 && before.0.plays.withheld > 50);
    assert!(before.1.stages.iter().all(|stage| stage.reached > 0), "{:?}", before.1);
    assert_eq!(before.1.unknown, 0);
    bench.desk.store.rebuild().await.unwrap();
    assert_eq!(drawn(&bench).await, before);
}

#[tokio::test]
async fn filling_twice_with_the_same_seed_adds_nothing() {
    let (bench, _) = filled(2_000).await;
    let before = drawn(&bench).await;
    let wanted = Examples { events: 2_000, ..Examples::default() };
    example::fill(&bench.desk.store, wanted, NOW).await.unwrap();
    assert_eq!(drawn(&bench).await, before);
}

#[tokio::test]
async fn example_data_can_be_told_apart_and_taken_out() {
    let (bench, filled) = filled(3_000).await;
    let store = &bench.desk.store;
    bench.keep(&[event("mine", "play.shown", json!({"play": "mine", "format": "tip"}))]).await;
    let of = |whose| store.totals_of(Span::ALL.of(whose));
    assert_eq!(of(Whose::Shops).await.unwrap().events, 1);
    assert_eq!(of(Whose::Examples).await.unwrap().events, filled as u64);
    assert!(store.has_examples().await.unwrap());
    store.forget_examples().await.unwrap();
    assert!(!store.has_examples().await.unwrap());
    let left = drawn(&bench).await;
    assert_eq!(left.0.events, 1);
    assert_eq!(left.0.by_play.len(), 1);
    assert_eq!(bench.log().await.len(), 1);
    store.rebuild().await.unwrap();
    assert_eq!(drawn(&bench).await, left);
}

/// Every page, with filters that make it work hardest.
const PAGES: [&str; 12] = [
    "/",
    "/live",
    "/live?stage=support&play=check-in",
    "/map?days=all",
    "/map?days=90&stage=purchase&signal=form_error",
    "/plays?days=all",
    "/voice?days=all",
    "/leads?days=all",
    "/customers?show=at-risk",
    "/customers?show=growth",
    "/return?days=all",
    "/charts/map/journey-map.svg?days=all",
];

/// The addresses of a page that lead to a file, with their filters.
fn files(page: &str) -> BTreeSet<String> {
    let links = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    links.filter(|to| to.starts_with("/charts/")).map(|to| to.replace("&amp;", "&")).collect()
}

#[tokio::test]
async fn every_chart_can_be_taken_away_as_a_drawing_and_as_numbers() {
    let bench = Bench::new();
    let now = jiff::Timestamp::now().as_millisecond();
    let wanted = Examples { events: 20_000, ..Examples::default() };
    example::fill(&bench.desk.store, wanted, now).await.unwrap();
    for page in ["/map", "/plays", "/voice", "/leads", "/customers", "/return"] {
        let filters = "?days=90&data=example";
        let text = bench.get(&format!("{page}{filters}")).await.text;
        let files = files(&text);
        assert!(files.iter().any(|file| file.contains(".svg")), "{page} has no drawing to take");
        for file in &files {
            let path = file.split('?').next().unwrap();
            assert!(file.contains("days=90"), "{file} has other filters than {page}");
            let answer = bench.get(file).await;
            assert_eq!(answer.status, 200, "{file}");
            let (kind, begins) = match path.strip_suffix(".svg") {
                Some(chart) => {
                    let numbers = file.replacen(path, &format!("{chart}.csv"), 1);
                    assert!(files.contains(&numbers), "{file} comes without its numbers");
                    ("image/svg+xml; charset=utf-8", "<svg")
                }
                None => ("text/csv; charset=utf-8", "\u{feff}\""),
            };
            assert_eq!(answer.header("content-type"), kind, "{file}");
            assert!(answer.text.contains(begins), "{file}: {}", answer.text);
            assert!(answer.header("content-disposition").starts_with("attachment"), "{file}");
        }
    }
}

/// Pages read totals, so that six times the events do not cost six times the work
/// (docs/desk.md has the times with five million). Counted in steps of SQLite: a time says
/// more about what else the machine is doing.
#[tokio::test]
async fn pages_do_not_cost_more_with_the_length_of_the_log() {
    let (few, many) = (cost_of_all_pages(5_000).await, cost_of_all_pages(30_000).await);
    println!("all pages: {few} thousand steps with 5,000 events, {many} with 30,000");
    assert!(few > 0 && many < few * 3, "{few} with 5,000 events became {many} with 30,000");
}

async fn cost_of_all_pages(events: usize) -> u64 {
    let bench = Bench::new();
    let now = jiff::Timestamp::now().as_millisecond();
    let wanted = Examples { events, ..Examples::default() };
    example::fill(&bench.desk.store, wanted, now).await.unwrap();
    let before = bench.desk.store.reading_steps();
    for path in PAGES {
        assert_eq!(bench.get(path).await.status, 200, "{path}");
    }
    bench.desk.store.reading_steps() - before
}
