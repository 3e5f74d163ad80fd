//! The program is killed in the middle of its work: what it said is kept, is kept.

use crate::fixture::{BATCH, view};
use crate::process::{Running, ids, run, send};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use usher_desk::store::verify;

/// Times the program is killed; `USHER_KILLS=100` for the long run.
const KILLS: u32 = 5;

/// Senders at the same time.
const SENDERS: u32 = 4;

/// Events of one request.
const EVENTS: u32 = 20;

/// Posts until the program is gone. Gives the ids of what it was told is kept, and
/// sends each batch twice, as a sender does that was not answered.
fn post_until_it_dies(addr: SocketAddr, name: &str, stop: &AtomicBool) -> Vec<String> {
    let mut kept = Vec::new();
    for batch in 0.. {
        let ids: Vec<String> = (0..EVENTS).map(|event| format!("{name}-{batch}-{event}")).collect();
        let events: Vec<Value> = ids.iter().map(|id| view(id)).collect();
        let body = json!(events).to_string();
        let post = || send(addr, "POST /events", &format!("Content-Type: {BATCH}\r\n"), &body);
        if stop.load(Ordering::Relaxed) {
            break;
        }
        match post() {
            Ok((status, said)) => {
                assert_eq!(status, 202, "{said}");
                kept.extend(ids);
            }
            Err(_) => break,
        }
        drop(post());
    }
    kept
}

#[test]
fn whatever_was_acknowledged_is_there_once_after_a_kill() {
    let kills = std::env::var("USHER_KILLS").ok().and_then(|kills| kills.parse().ok());
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("desk.db");
    let mut acknowledged = Vec::new();
    for kill in 0..kills.unwrap_or(KILLS) {
        let desk = Running::start(&data, &[]);
        let stop = Arc::new(AtomicBool::new(false));
        let senders: Vec<_> = (0..SENDERS)
            .map(|sender| {
                let (addr, stop) = (desk.addr, Arc::clone(&stop));
                let name = format!("{kill}-{sender}");
                std::thread::spawn(move || post_until_it_dies(addr, &name, &stop))
            })
            .collect();
        std::thread::sleep(Duration::from_millis(300 + u64::from(kill % 7) * 50));
        desk.kill();
        stop.store(true, Ordering::Relaxed);
        let kept = senders.into_iter().flat_map(|sender| sender.join().unwrap());
        acknowledged.extend(kept);
    }
    let desk = Running::start(&data, &[]);
    let mut there: BTreeMap<String, u32> = BTreeMap::new();
    ids(desk.addr).into_iter().for_each(|id| *there.entry(id).or_default() += 1);
    desk.stop();
    assert!(acknowledged.len() > 100, "only {} were acknowledged", acknowledged.len());
    let lost = acknowledged.iter().filter(|id| !there.contains_key(*id)).count();
    assert_eq!((lost, there.values().filter(|count| **count != 1).count()), (0, 0));
    let findings = verify(&data).unwrap();
    assert!(findings.problems.is_empty(), "{:?}", findings.problems);
}

#[test]
fn the_commands_that_look_after_a_store_work_while_it_is_open_and_say_what_they_did() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (data, copy) = (path("desk.db"), path("copy.db"));
    let desk = Running::start(data.as_ref(), &[]);
    let mut event = view("a");
    event["subject"] = json!("visitor-1");
    let sent = json!([event, view("b")]).to_string();
    let headers = format!("Content-Type: {BATCH}\r\n");
    assert_eq!(send(desk.addr, "POST /events", &headers, &sent).unwrap().0, 202);
    let told = |arguments: &[&str], input: &str, said: &str| {
        let output = run(arguments, input);
        let text = [output.stdout, output.stderr].concat();
        let text = String::from_utf8(text).unwrap();
        assert!(text.contains(said), "{arguments:?}: {text}");
        output.status.success()
    };
    assert!(told(&["backup", "--data", &data, &copy], "", "Copied 2 events"));
    assert!(told(&["verify", "--data", &copy], "", "is whole"));
    assert!(told(&["rebuild", "--data", &data], "", "up to event 2"));
    assert!(told(&["erase", "--data", &data, "--subject", "visitor-1"], "", "Erased 1"));
    assert!(!told(&["erase", "--data", &data], "no-such-token-0000000", "no event"));
    assert!(told(&["token", "add", "anna", "--data", &data], "", "usher_"));
    assert!(!told(&["token", "add", "anna", "--data", &data], "", "another name"));
    assert!(told(&["token", "list", "--data", &data], "", "anna"));
    assert!(told(&["token", "remove", "anna", "--data", &data], "", ""));
    assert!(!told(&["verify", "--data", &path("none.db")], "", "--data FILE"));
    assert!(!told(&["serve", "--config", &path("none.toml")], "", "usher config"));
    assert!(told(&["config"], "", "trusted_proxies"));
    assert_eq!(ids(desk.addr), ["b"]);
    desk.stop();
    assert!(told(&["verify", "--data", &data], "", "is whole"));
}
