//! The doctor says in plain words what an endpoint does with a test event.

use crate::fixture::Bench;
use std::io::{Read, Write};
use std::net::TcpListener;
use usher_desk::doctor::{Remark, Verdict, examine, examine_page};

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
        ("400 Bad Request", "does not understand the event"),
        ("404 Not Found", "nothing at this address"),
        ("415 Unsupported Media Type", "text/plain"),
        ("429 Too Many Requests", "had enough"),
        ("500 Internal Server Error", "failed inside"),
    ] {
        let answer = format!("HTTP/1.1 {status}\nContent-Length: 0\nConnection: close\n\n");
        assert_says(&remarks(&answer), Verdict::Bad, words);
    }
    let page = "HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: 0\nConnection: close\n\n";
    assert_says(&remarks(page), Verdict::Bad, "web page");
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

/// A page that is answered once.
fn page(headers: &str, body: &str) -> String {
    let answer = format!(
        "HTTP/1.1 200 OK\nContent-Type: text/html\n{headers}Content-Length: {}\n\
         Connection: close\n\n{body}",
        body.len()
    );
    endpoint(&answer)
}

#[test]
fn the_policy_of_the_shops_page_is_read_as_a_browser_does() {
    const DESK: &str = "https://desk.shop.example/events";
    const WASM: &str = "script-src 'self' 'wasm-unsafe-eval'";
    for (policy, may_post, may_run) in [
        (format!("default-src 'self'; {WASM}"), false, true),
        (format!("{WASM}; connect-src https://desk.shop.example"), true, true),
        (format!("{WASM}; connect-src https://desk.shop.example:443/events"), true, true),
        (format!("{WASM}; connect-src https://*.shop.example"), true, true),
        (format!("{WASM}; connect-src http://desk.shop.example"), true, true),
        (format!("{WASM}; connect-src https://desk.shop.example/other/"), false, true),
        (format!("{WASM}; connect-src https://desk.shop.example.evil.test"), false, true),
        (format!("{WASM}; connect-src https:"), true, true),
        (format!("{WASM}; connect-src *"), true, true),
        (format!("{WASM}; connect-src 'none'"), false, true),
        ("script-src 'self'; connect-src *".to_owned(), true, false),
        ("default-src *".to_owned(), true, false),
        ("connect-src *".to_owned(), true, true),
        (format!("{WASM}; connect-src *, connect-src 'self'"), false, true),
    ] {
        let in_header = page(&format!("Content-Security-Policy: {policy}\n"), "usher.js");
        let meta = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">");
        let mut pages = vec![in_header];
        // A comma separates policies in a header alone.
        if !policy.contains(',') {
            pages.push(page("", &meta));
        }
        for url in pages {
            let remarks = examine_page(&url, Some(DESK), SHOP).unwrap();
            let forbids = |words: &str| {
                remarks
                    .iter()
                    .any(|remark| remark.verdict == Verdict::Bad && remark.words.contains(words))
            };
            assert_eq!(!forbids("forbids posting"), may_post, "{policy}: {remarks:#?}");
            assert_eq!(!forbids("WebAssembly"), may_run, "{policy}: {remarks:#?}");
        }
    }
    let open = examine_page(&page("", "<p>hello"), Some(DESK), SHOP).unwrap();
    assert_says(&open, Verdict::Good, "no Content-Security-Policy");
    assert_says(&open, Verdict::Note, "does not name usher.js");
}

#[test]
fn what_is_understood_of_a_page_is_said_with_its_evidence_and_what_is_missing() {
    let read = |body: &str| examine_page(&page("", body), None, SHOP).unwrap();
    let data = r#"<script type="application/ld+json">{"@type":"Product","name":"Juniper",
        "sku":"LD-3","offers":{"price":"54.00","priceCurrency":"EUR"}}</script>"#;
    let body =
        format!("<h1>Juniper</h1>{data}<p class=price>€49.00</p><button>Add to cart</button>");
    let said = read(&body);
    assert_says(&said, Verdict::Good, "Kind of page: product");
    assert_says(&said, Verdict::Good, "name: “Juniper” (json-ld, visible).");
    assert_says(&said, Verdict::Note, "price: “54.00” (json-ld); visible says “49.00”.");
    let bare = read("<h1>Juniper</h1><button>Add to cart</button><p class=price>€49.00</p>");
    assert_says(&bare, Verdict::Note, "sku of the product is not known");
    assert_says(&bare, Verdict::Note, "No Product in JSON-LD");
    let other = read("<p>Hello");
    assert_says(&other, Verdict::Note, "Kind of page: other");
    assert!(examine_page("shop.example", None, SHOP).is_err());
}

#[test]
fn a_clock_that_is_wrong_is_said() {
    let date = |seconds: i64| {
        let then = jiff::Timestamp::now() + jiff::SignedDuration::from_secs(seconds);
        let date = then.strftime("%a, %d %b %Y %H:%M:%S GMT");
        remarks(&format!("HTTP/1.1 204 No Content\nDate: {date}\nConnection: close\n\n"))
    };
    assert_says(&date(0), Verdict::Good, "clock agrees");
    assert_says(&date(60), Verdict::Note, "Its clock is");
    assert_says(&date(-7_200), Verdict::Bad, "Its clock is 7");
}

#[test]
fn the_file_and_the_disk_of_a_desk_are_looked_at() {
    let bench = Bench::new();
    let file = bench.folder.path().join("desk.db");
    let gone = bench.folder.path().join("none.db");
    let said = |file| {
        let endpoint = endpoint("HTTP/1.1 204 No Content\nConnection: close\n\n");
        let options = ["doctor", "--endpoint", &endpoint, "--data", file];
        String::from_utf8(crate::process::run(&options, "").stdout).unwrap()
    };
    let there = said(file.to_str().unwrap());
    assert!(there.contains("one of this version") && there.contains("Its disk has"), "{there}");
    assert!(said(gone.to_str().unwrap()).contains("bad   there is no file"));
}
