//! The log on stderr: nothing of a visitor in it, and no line a stranger could forge.

use crate::fixture::{event, with};
use crate::process::{Running, send};
use serde_json::{Value, json};

/// What a stranger may put into every text of an event.
const NASTY: &str =
    "anna@example.com\r\n{\"level\":\"INFO\"}\n\u{1b}[31mscarlet\u{202e}evil 4111111111111111";

/// Visits with something of a visitor in every place a request has for it; gives the log.
fn log_of_a_nasty_visit(format: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("usher.toml");
    std::fs::write(&config, "trusted_proxies = [\"127.0.0.1\"]").unwrap();
    let more =
        ["--log-level", "trace", "--log-format", format, "--config", config.to_str().unwrap()];
    let desk = Running::start(&folder.path().join("desk.db"), &more);
    let headers = "X-Forwarded-For: 198.51.100.77\r\nUser-Agent: anna-agent\r\n\
        Cookie: usher-desk=anna-cookie\r\nReferer: https://anna.example/\r\n";
    let events = [
        event("a", "voice.commented", json!({"text": NASTY})),
        with(event("b", "play.shown", json!({"play": NASTY})), "time", NASTY),
        with(event("c", "play.shown", json!({})), "ushersession", NASTY),
    ];
    for sent in events {
        for media_type in ["application/cloudevents+json", "application/x-ndjson", "text/html"] {
            let headers = format!("{headers}Content-Type: {media_type}\r\n");
            send(desk.addr, "POST /events?key=anna-key", &headers, &sent.to_string()).unwrap();
        }
    }
    for what in [
        "GET /anna-secret%0d%0a%1b",
        "GET /journeys/anna-secret",
        "GET /api/events?after=anna",
        "POST /sign-in",
        "POST /visitor/erase",
        "ANNA /",
    ] {
        let form = "Content-Type: application/x-www-form-urlencoded\r\n";
        drop(send(desk.addr, what, &format!("{headers}{form}"), "token=anna-token"));
    }
    desk.stop()
}

fn assert_clean(log: &str) {
    assert!(log.matches("answered").count() >= 14, "{log}");
    for secret in ["anna", "198.51.100", "4111", "scarlet", "evil", "\u{1b}[31m", "\r"] {
        assert!(!log.to_lowercase().contains(secret), "{secret:?} is in\n{log}");
    }
}

#[test]
fn a_json_log_is_one_object_a_line_with_nothing_of_a_visitor() {
    let log = log_of_a_nasty_visit("json");
    assert_clean(&log);
    for line in log.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        assert!(line["fields"]["message"].is_string(), "{line}");
        assert!(!line["target"].as_str().unwrap().starts_with("tower"), "{line}");
    }
}

#[test]
fn a_text_log_has_nothing_of_a_visitor_either() {
    assert_clean(&log_of_a_nasty_visit("text"));
}
