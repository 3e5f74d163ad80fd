//! Recordings are played again, and two configurations compared on them.

use crate::fixture::{Bench, event, with};
use serde_json::json;
use usher_desk::replay::{ReplayOptions, told};

const SCRIPT: &str = "item matt kind=emulsion\nitem silk kind=emulsion\nitem chalk kind=emulsion\n\
00:00 open home /\n00:01 consent granted help analytics\n00:02 open product /matt matt\n\
00:14 open product /silk silk\n00:26 open product /chalk chalk\n00:45 scroll 60\n02:00 idle\n";

fn replay(files: &[(&str, &str)], config: Option<&str>, against: Option<&str>) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let options = ReplayOptions {
        recordings: files.iter().map(|(name, text)| write(name, text)).collect(),
        config: config.map(|text| write("config.toml", text)),
        against: against.map(|text| write("against.toml", text)),
        trace: against.is_none(),
    };
    told(&options).unwrap()
}

#[test]
fn effects_and_traces_come_out_as_text() {
    let text = replay(&[("a.journey", SCRIPT)], None, None).unwrap();
    assert!(text.contains("-> ask for consent"), "{text}");
    assert!(text.contains("-> show compare"), "{text}");
    assert!(text.contains("| shown: compare"), "{text}");
}

#[test]
fn the_moments_that_another_configuration_changes_are_named_and_counted() {
    let files = [("a.journey", SCRIPT)];
    let same = replay(&files, None, Some("consent = \"ask\"\n")).unwrap();
    assert!(same.starts_with("With the new rules, 0 of "), "{same}");
    let without = replay(&files, None, Some("without = [\"compare\"]\n")).unwrap();
    assert!(without.contains("    - show compare"), "{without}");
    assert!(without.contains("    - send play.shown"), "{without}");
    assert!(without.lines().last().unwrap().starts_with("With the new rules, 4 of "), "{without}");
}

#[test]
fn a_wrong_configuration_stops_the_replay() {
    assert_eq!(replay(&[("a.journey", SCRIPT)], Some("per_dya = 1\n"), None), None);
}

#[tokio::test]
async fn what_the_desk_exports_can_be_played_again() {
    let bench = Bench::new();
    let at = |second: u32| format!("2026-11-21T20:00:{second:02}.000Z");
    let mut events = Vec::new();
    for (place, item) in ["matt", "silk", "chalk"].iter().enumerate() {
        let second = u32::try_from(place).unwrap() * 12;
        let page = json!({ "kind": "product", "path": format!("/{item}") });
        let items =
            json!([{ "item_id": item, "item_name": "A \"tin\"", "item_category": "emulsion" }]);
        for (name, data) in [
            ("page_view", json!({ "page": page })),
            ("view_item", json!({ "page": page, "items": items })),
        ] {
            let one = event(&format!("{name}{place}"), &format!("touchpoint.{name}"), data);
            events.push(with(one, "time", at(second)));
        }
    }
    let bought = json!({ "transaction_id": "A-1", "value": "12.00", "items": [] });
    let last = with(event("p", "touchpoint.purchase", bought), "time", "2026-11-21T20:02:00.000Z");
    events.push(last);
    bench.keep(&events).await;
    let export = bench.get("/api/events").await.text;
    let text = replay(&[("visits.jsonl", &export)], None, None).unwrap();
    assert!(text.contains("00:00:12.000 open product \"/silk\" \"silk\""), "{text}");
    assert!(text.contains("-> show compare"), "{text}");
    assert!(text.contains("00:02:00.000 purchase \"order=A-1\" total=12.00"), "{text}");
}
