//! What becomes of the file: erasing, terms, copies, damage.

use crate::fixture::{Bench, event, view, with};
use rusqlite::Connection;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use usher_desk::store::{Term, backup, token_hash, verify};

const TOKEN: &str = "q8Jc0Fh3kM2Lr7VxTgYzWw";

fn file(bench: &Bench) -> PathBuf {
    bench.folder.path().join("desk.db")
}

/// An event of the visitor who holds the token.
fn of_visitor(id: &str, what: &str, data: Value) -> Value {
    with(event(id, what, data), "ushererase", token_hash(TOKEN))
}

fn receipt(id: &str) -> Value {
    event(id, "consent.receipt", json!({"purposes": {"analytics": "granted"}}))
}

/// Everything that is on disk beside a file, as bytes.
fn bytes_beside(path: &Path) -> Vec<u8> {
    let files = std::fs::read_dir(path.parent().unwrap()).unwrap();
    files.flat_map(|file| std::fs::read(file.unwrap().path()).unwrap_or_default()).collect()
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

async fn ask(bench: &Bench, path: &str, body: Value) -> crate::fixture::Answer {
    let request = axum::http::Request::post(path)
        .header("content-type", "application/json")
        .body(body.to_string().into());
    bench.send(request.unwrap()).await
}

#[tokio::test]
async fn a_visitor_who_shows_the_token_is_erased_down_to_the_bytes() {
    let bench = Bench::new();
    let mine = |number: u32| {
        let data = json!({"play": "fit-of-secret-visitor", "text": "secret-words"});
        let sent = of_visitor(&format!("secret-{number}"), "play.shown", data);
        with(with(sent, "ushersession", "secret-session"), "subject", "secret-subject")
    };
    let others: Vec<Value> = (0..200).map(|number| view(&format!("other-{number}"))).collect();
    bench.keep(&(0..40).map(mine).collect::<Vec<_>>()).await;
    bench.keep(&others).await;
    assert!(holds(&bytes_beside(&file(&bench)), "secret-words"));
    let seen = ask(&bench, "/visitor/export", json!({"token": TOKEN})).await;
    assert_eq!((seen.status.as_u16(), seen.text.lines().count()), (200, 40));
    assert_eq!(seen.header("usher-after"), "40");
    let answer = ask(&bench, "/visitor/erase", json!({"token": TOKEN})).await;
    assert_eq!(answer.json(), json!({"erased": 40, "left": 0}));
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    assert_eq!(bench.log().await.len(), 200);
    assert!(!bench.get("/").await.text.contains("secret"));
    assert_eq!(bench.get("/journeys/secret-session").await.status, 404);
    let again = ask(&bench, "/visitor/erase", json!({"token": TOKEN})).await;
    assert_eq!(again.json(), json!({"erased": 0, "left": 0}));
    assert!(!holds(&bytes_beside(&file(&bench)), "secret"), "something is left on disk");
    assert!(verify(&file(&bench)).unwrap().problems.is_empty());
}

#[tokio::test]
async fn a_token_that_is_too_short_or_missing_is_refused() {
    let bench = Bench::new();
    for body in [json!({}), json!({"token": "short"}), json!({"token": 7}), json!([])] {
        let answer = ask(&bench, "/visitor/erase", body).await;
        assert_eq!(answer.status, 400, "{}", answer.text);
    }
    let large = json!({"token": "x".repeat(10_000)});
    assert_eq!(ask(&bench, "/visitor/export", large).await.status, 400);
    let raw = with(view("a"), "ushererase", TOKEN);
    let answer = bench.post(crate::fixture::SINGLE, raw.to_string()).await;
    assert_eq!(answer.status, 400, "the token itself is never taken: {}", answer.text);
}

#[tokio::test]
async fn each_family_is_kept_for_its_own_term() {
    let bench = Bench::new();
    bench.keep(&[view("a"), receipt("b"), event("c", "voice.commented", json!({}))]).await;
    let day = 24 * 60 * 60 * 1000;
    let now = jiff::Timestamp::now().as_millisecond();
    let terms =
        vec![Term { family: "touchpoint", days: 90 }, Term { family: "consent", days: 400 }];
    let store = &bench.desk.store;
    assert_eq!(store.retire(terms.clone(), now + 89 * day).await.unwrap(), 0);
    assert_eq!(store.retire(terms.clone(), now + 91 * day).await.unwrap(), 1);
    bench.keep(&[view("d")]).await;
    assert_eq!(store.retire(terms.clone(), now + 401 * day).await.unwrap(), 2);
    let log = bench.log().await;
    assert_eq!((log.len(), &log[0]["id"]), (1, &json!("c")));
    assert_eq!(store.totals().await.unwrap().events, 1);
    let findings = verify(&file(&bench)).unwrap();
    assert_eq!((findings.chain.receipts, findings.chain.gone), (1, 1));
    assert!(findings.problems.is_empty(), "{:?}", findings.problems);
}

#[tokio::test]
async fn a_copy_is_made_while_events_come_in_and_is_whole() {
    let bench = Bench::new();
    bench.keep(&[view("first"), receipt("r")]).await;
    let (from, to) = (file(&bench), bench.folder.path().join("copy.db"));
    let copying = tokio::task::spawn_blocking({
        let to = to.clone();
        move || backup(&from, &to)
    });
    for number in 0..50 {
        bench.keep(&[view(&number.to_string())]).await;
    }
    copying.await.unwrap().unwrap();
    let findings = verify(&to).unwrap();
    assert!(findings.problems.is_empty(), "{:?}", findings.problems);
    assert!((2..=52).contains(&findings.events));
    assert!(backup(&file(&bench), &to).unwrap_err().to_string().contains("is there already"));
    // The copy is a store like any other.
    let store = usher_desk::Store::open(&to).unwrap();
    assert_eq!(store.totals().await.unwrap().events, findings.events);
}

#[tokio::test]
async fn whatever_is_done_to_a_receipt_shows() {
    let bench = Bench::new();
    bench.keep(&[receipt("a"), receipt("b"), receipt("c")]).await;
    let whole = verify(&file(&bench)).unwrap();
    assert_eq!((whole.chain.receipts, whole.problems.len()), (3, 0));
    assert_eq!(whole.chain.head.len(), 64);
    let db = Connection::open(file(&bench)).unwrap();
    for (tampering, said) in [
        ("UPDATE events SET data = replace(data, 'granted', 'denied') WHERE id = 'b'", "changed"),
        ("UPDATE events SET time = time + 1 WHERE id = 'a'", "changed"),
        ("DELETE FROM events WHERE id = 'b'", "taken out"),
        ("UPDATE receipts SET content = randomblob(32) WHERE number = 2", "does not follow"),
        ("DELETE FROM receipts WHERE number = 2", "missing"),
        ("UPDATE receipts SET link = randomblob(32) WHERE number = 1", "does not follow"),
    ] {
        db.execute_batch("BEGIN").unwrap();
        db.execute_batch(tampering).unwrap();
        db.execute_batch("COMMIT").unwrap();
        let found = verify(&file(&bench)).unwrap().problems.join("; ");
        assert!(found.contains(said), "{tampering}: {found}");
    }
}

#[tokio::test]
async fn projections_that_are_wrong_are_found_and_mended() {
    let bench = Bench::new();
    bench.keep(&[view("a"), event("b", "play.shown", json!({"play": "fit"}))]).await;
    let db = Connection::open(file(&bench)).unwrap();
    db.execute_batch("UPDATE journeys SET shown = 9000").unwrap();
    let found = verify(&file(&bench)).unwrap().problems;
    assert!(found.iter().any(|problem| problem.contains("journeys")), "{found:?}");
    bench.desk.store.rebuild().await.unwrap();
    assert!(verify(&file(&bench)).unwrap().problems.is_empty());
}

#[tokio::test]
async fn damage_is_said_clearly_and_nothing_is_acknowledged() {
    let bench = Bench::new();
    let text = "x".repeat(2_000);
    let many: Vec<Value> = (0..200)
        .map(|number| event(&number.to_string(), "voice.commented", json!({"text": text})))
        .collect();
    bench.keep(&many).await;
    bench.desk.store.close().await.unwrap();
    let path = file(&bench);
    let mut bytes = std::fs::read(&path).unwrap();
    // Everything but the first page, which names the tables.
    let end = bytes.len();
    bytes[8192..end].fill(0xA5);
    std::fs::write(&path, bytes).unwrap();
    let findings = verify(&path).unwrap();
    assert!(!findings.problems.is_empty());
    let opened = usher_desk::Store::open(&path);
    let said = match opened {
        Err(error) => error.to_string(),
        Ok(store) => {
            let page = usher_desk::store::Page { after: 0, limit: 10, family: None };
            store.rows_after(page).await.unwrap_err().to_string()
        }
    };
    assert!(said.contains("malformed") || said.contains("damaged"), "{said}");
}

#[tokio::test]
async fn a_store_that_another_program_holds_asks_senders_to_come_back() {
    let bench = Bench::new();
    let db = Connection::open(file(&bench)).unwrap();
    db.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let answer = bench.post(crate::fixture::SINGLE, view("a").to_string()).await;
    assert_eq!(answer.status, 503, "{}", answer.text);
    db.execute_batch("ROLLBACK").unwrap();
    bench.keep(&[view("a")]).await;
}
