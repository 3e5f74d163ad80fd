//! The journey projection and its map.

use crate::fixture::{Bench, event, view, with};
use proptest::prelude::{Just, ProptestConfig, Strategy, proptest};
use serde_json::{Value, json};
use usher_desk::Store;
use usher_desk::stage::Stage;
use usher_desk::store::{JourneyMap, Measure, Span, StageCount, Whose};

fn entered(session: &str, stage: Stage, minute: usize) -> Value {
    let id = format!("{session}-{minute}");
    let data = json!({"stage": stage.as_str()});
    let event = with(event(&id, "journey.stage_entered", data), "ushersession", session);
    with(event, "time", format!("2026-11-21T20:{minute:02}:00Z"))
}

fn now_and_later() -> (i64, i64) {
    let now: jiff::Timestamp = "2026-11-21T20:10:00Z".parse().unwrap();
    let now = now.as_millisecond();
    (now, now + 31 * 60 * 1000)
}

#[tokio::test]
async fn the_map_shows_who_reached_a_stage_and_who_stopped_there() {
    let bench = Bench::new();
    bench
        .keep(&[
            entered("one", Stage::Awareness, 1),
            entered("one", Stage::Consideration, 2),
            entered("two", Stage::Awareness, 1),
            entered("two", Stage::Purchase, 3),
            // Back from the checkout: the furthest stage is not where it stopped.
            entered("two", Stage::Desire, 4),
            view("c"),
        ])
        .await;
    let (now, later) = now_and_later();
    let map = bench.desk.store.journey_map(now).await.unwrap();
    assert_eq!(map.of(Stage::Awareness).reached, 2);
    assert_eq!(map.of(Stage::Purchase), StageCount { reached: 1, ..StageCount::default() });
    assert_eq!(map.of(Stage::Desire), StageCount { reached: 1, here: 1, ..StageCount::default() });
    assert_eq!(map.unknown, 1);
    let map = bench.desk.store.journey_map(later).await.unwrap();
    assert_eq!(
        map.of(Stage::Desire),
        StageCount { reached: 1, stopped: 1, ..StageCount::default() }
    );
    let page = bench.get("/").await.text;
    assert!(page.contains("<td class=\"number\" id=\"table-reached-awareness\">2</td>"));
    assert!(page.contains("1 reached the sale, 0 went on after it. 1 has no stage yet."));
}

#[tokio::test]
async fn an_event_sent_again_does_not_move_the_journey() {
    let bench = Bench::new();
    for _ in 0..3 {
        bench.keep(&[entered("one", Stage::Awareness, 1), view("a")]).await;
    }
    let (journey, rows) = bench.desk.store.journey("one".to_owned(), 9).await.unwrap().unwrap();
    assert_eq!((journey.events, rows.len()), (1, 1));
    assert_eq!(bench.desk.store.totals().await.unwrap().events, 2);
}

#[tokio::test]
async fn a_stage_nobody_knows_is_kept_and_counts_as_unknown() {
    let bench = Bench::new();
    bench.keep(&[event("a", "journey.stage_entered", json!({"stage": "bliss"}))]).await;
    let map = bench.desk.store.journey_map(0).await.unwrap();
    assert_eq!((map.unknown, map.most_reached()), (1, 0));
}

#[tokio::test]
async fn what_was_kept_is_there_after_a_restart() {
    let bench = Bench::new();
    bench.keep(&[entered("one", Stage::Loyalty, 1)]).await;
    let path = bench.folder.path().join("desk.db");
    let Bench { desk, folder, .. } = bench;
    drop(desk);
    let store = Store::open(&path).unwrap();
    assert_eq!(*store.latest().borrow(), 1);
    let (journey, _) = store.journey("one".to_owned(), 9).await.unwrap().unwrap();
    assert_eq!(journey.furthest, Some(Stage::Loyalty));
    drop(folder);
}

#[tokio::test]
async fn a_closed_desk_leaves_one_file_with_everything_in_it() {
    let bench = Bench::new();
    bench.keep(&[view("a")]).await;
    bench.desk.store.totals().await.unwrap();
    bench.desk.store.close().await.unwrap();
    let left: Vec<_> = std::fs::read_dir(bench.folder.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "{left:?}");
    let store = Store::open(&bench.folder.path().join("desk.db")).unwrap();
    assert_eq!(store.totals().await.unwrap().events, 1);
    assert!(bench.desk.store.keep(Vec::new()).await.is_err());
}

#[tokio::test]
async fn a_file_that_is_no_database_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.txt");
    std::fs::write(&path, "just some notes, long enough to be read as a header".repeat(40))
        .unwrap();
    let error = Store::open(&path).unwrap_err().to_string();
    assert!(error.contains("this is no database"), "{error}");
}

/// Everything the projections hold, as text; the times of arrival are left out.
async fn projections(bench: &Bench) -> (String, JourneyMap) {
    let store = &bench.desk.store;
    let totals = store.totals().await.unwrap();
    let mut told = format!("{totals:?}{:?}", store.effects(Span::ALL).await.unwrap());
    for measure in [Measure::Felt, Measure::Attention, Measure::Outcome, Measure::Phase] {
        told.push_str(&format!("{:?}", store.by_day(measure, Span::ALL).await.unwrap()));
    }
    told.push_str(&format!("{:?}", store.leads(Whose::Everyone).await.unwrap()));
    for session in ["one", "two", "s1"] {
        if let Some((journey, _)) = store.journey(session.to_owned(), 1).await.unwrap() {
            told.push_str(&format!("{journey:?}"));
        }
    }
    (told, store.journey_map(0).await.unwrap())
}

fn some_events() -> Vec<Value> {
    let played = json!({"play": "compare", "format": "compare"});
    vec![
        entered("one", Stage::Awareness, 1),
        entered("one", Stage::Desire, 5),
        entered("one", Stage::Consideration, 9),
        entered("two", Stage::Support, 2),
        with(entered("two", Stage::Awareness, 3), "subject", "visitor-1"),
        event("p1", "play.shown", played.clone()),
        event("p2", "play.ignored", played),
        event("b1", "touchpoint.purchase", json!({"transaction_id": "T"})),
        event("b2", "touchpoint.purchase", json!({"transaction_id": "T"})),
        event("h", "lead.handed_off", json!({"goal": "a person"})),
        event("q", "lead.qualified", json!({"evidence": []})),
        event("w", "play.withheld", json!({"play": "compare"})),
        with(event("r", "touchpoint.rage_click", json!({})), "ushersession", "one"),
        with(
            event("ph", "journey.phase_changed", json!({"phase": "growth"})),
            "subject",
            "visitor-1",
        ),
        with(
            with(event("pl", "play.shown", json!({"play": "early"})), "subject", "visitor-1"),
            "time",
            "2026-11-18T10:00:00Z",
        ),
        with(view("back"), "subject", "visitor-1"),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn projections_do_not_depend_on_order_and_can_be_rebuilt(
        shuffled in Just(some_events()).prop_shuffle(),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (straight, mixed) = (Bench::new(), Bench::new());
            straight.keep(&some_events()).await;
            for event in &shuffled {
                mixed.keep(std::slice::from_ref(event)).await;
            }
            let expected = projections(&straight).await;
            assert_eq!(projections(&mixed).await, expected);
            mixed.desk.store.rebuild().await.unwrap();
            assert_eq!(projections(&mixed).await, expected);
        });
    }
}

#[tokio::test]
async fn a_clock_that_is_wrong_loses_no_event_and_moves_nothing_into_the_future() {
    let bench = Bench::new();
    let at = |id: &str, time: &str| with(view(id), "time", time);
    let (ahead, behind) = (at("a", "2199-01-01T00:00:00Z"), at("b", "1999-01-01T00:00:00Z"));
    bench.keep(&[ahead.clone(), behind.clone()]).await;
    bench.keep(&[behind, ahead]).await;
    assert_eq!(bench.log().await.len(), 2);
    // Half an hour after it arrived a journey has stopped, whatever its clock said.
    let now = jiff::Timestamp::now().as_millisecond();
    let day = 24 * 60 * 60 * 1_000;
    let stage = event("c", "journey.stage_entered", json!({"stage": "desire"}));
    bench.keep(&[with(stage, "time", "2199-01-01T00:00:00Z")]).await;
    let map = bench.desk.store.journey_map(now + day).await.unwrap();
    let desire = map.stages.iter().find(|stage| stage.reached > 0).unwrap();
    assert_eq!((desire.reached, desire.stopped), (1, 1));
    assert!(bench.get("/?days=7").await.status.is_success());
}
