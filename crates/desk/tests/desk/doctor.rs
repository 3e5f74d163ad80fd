//! The doctor says in plain words what an endpoint does with a test event.

use crate::fixture::Bench;
use std::io::{Read, Write};
use std::net::TcpListener;
use usher_desk::doctor::{Remark, Verdict, examine};

const SHOP: &str = "https://shop.example";

/// An endpoint that answers every request with the same, for as many as are asked.
fn endpoint(answer: &str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let answer = answer.replace('\n', "\r\n");
    std::thread::spawn(move || {
        for stream in listener.incoming().take(3) {
            let mut stream = stream.unwrap();
            let mut read = [0_u8; 8192];
            let count = stream.read(&mut read).unwrap();
            assert!(count > 0);
            stream.write_all(answer.as_bytes()).unwrap();
        }
    });
    format!("http://{address}/events")
}

fn remarks(answer: &str) -> Vec<Remark> {
    examine(&endpoint(answer), SHOP).unwrap()
}

fn assert_says(remarks: &[Remark], verdict: Verdict, words: &str) {
    let is_said =
        remarks.iter().any(|remark| remark.verdict == verdict && remark.words.contains(words));
    assert!(is_said, "{words} in {remarks:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn our_own_desk_is_as_it_should_be() {
    let bench = Bench::new();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(usher_desk::listener::run(listener, bench.router(), bench.desk.clone()));
    let endpoint = format!("http://{address}/events");
    let remarks = tokio::task::spawn_blocking(move || examine(&endpoint, SHOP).unwrap());
    let remarks = remarks.await.unwrap();
    assert!(remarks.iter().all(|remark| remark.verdict == Verdict::Good), "{remarks:#?}");
    assert_says(&remarks, Verdict::Good, "recognised as a duplicate");
    let log = bench.log().await;
    assert_eq!(log.len(), 1);
    assert_eq!(log[0]["type"], "usher.test.doctor");
    assert_eq!(log[0]["ushertest"], true);
}

#[test]
fn an_endpoint_without_cors_loses_its_answers() {
    let remarks = remarks("HTTP/1.1 204 No Content\nConnection: close\n\n");
    assert_says(&remarks, Verdict::Good, "Status 204");
    assert_says(&remarks, Verdict::Bad, "no `Access-Control-Allow-Origin`");
    assert_says(&remarks, Verdict::Note, "does not say whether it recognised it");
}

#[test]
fn an_endpoint_for_another_shop_is_told_apart() {
    let answer = "HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://other.example\n\
                  Content-Type: application/json\nContent-Length: 15\nConnection: close\n\n\
                  {\"duplicate\":0}";
    let remarks = remarks(answer);
    assert_says(&remarks, Verdict::Bad, "only https://other.example");
    assert_says(&remarks, Verdict::Bad, "counted as new");
}

#[test]
fn each_kind_of_refusal_is_explained() {
    for (status, words) in [
        ("302 Found\nLocation: /login", "sends the event elsewhere"),
        ("401 Unauthorized", "cannot keep a secret"),
        ("404 Not Found", "nothing at this address"),
        ("415 Unsupported Media Type", "text/plain"),
        ("429 Too Many Requests", "had enough"),
        ("500 Internal Server Error", "failed inside"),
    ] {
        let answer = format!("HTTP/1.1 {status}\nContent-Length: 0\nConnection: close\n\n");
        assert_says(&remarks(&answer), Verdict::Bad, words);
    }
    let page = "HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: 0\nConnection: close\n\n";
    assert_says(&remarks(page), Verdict::Note, "web page");
}

#[test]
fn what_does_not_answer_and_what_is_no_address_is_said() {
    let gone = {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}/events", listener.local_addr().unwrap())
    };
    assert_says(&examine(&gone, SHOP).unwrap(), Verdict::Bad, "Nothing answers there");
    assert!(examine("desk.example/events", SHOP).is_err());
}
