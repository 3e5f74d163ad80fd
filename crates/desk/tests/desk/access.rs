//! Tokens, scopes, signing in, and requests that other sites cause.

use crate::fixture::{Answer, Bench, view};
use axum::body::Body;
use axum::http::Request;
use axum::http::request::Builder;
use std::net::SocketAddr;
use std::num::NonZeroU32;
use usher_desk::Rules;
use usher_desk::access::{Local, Scope};
use usher_desk::gate::Peer;
use usher_desk::intake::Rates;

const FAR: &str = "203.0.113.9:9";

fn far(builder: Builder) -> Builder {
    let peer: SocketAddr = FAR.parse().unwrap();
    builder.header("host", "desk.shop.example").extension(Peer(peer))
}

async fn read(bench: &Bench, path: &str, header: &str, value: &str) -> Answer {
    let request = far(Request::get(path)).header(header, value).body(Body::empty());
    bench.send(request.unwrap()).await
}

async fn bearer(bench: &Bench, path: &str, token: &str) -> u16 {
    read(bench, path, "authorization", &format!("Bearer {token}")).await.status.as_u16()
}

fn sign_in() -> Builder {
    far(Request::post("/sign-in")).header("content-type", "application/x-www-form-urlencoded")
}

#[tokio::test]
async fn a_token_reads_from_another_machine_as_far_as_its_scope_goes() {
    let bench = Bench::new();
    bench.keep(&[view("a")]).await;
    let (reader, scraper) =
        (bench.token("anna", Scope::Read).await, bench.token("prom", Scope::Metrics).await);
    for (path, of_reader, of_scraper) in [
        ("/", 200, 403),
        ("/api/events", 200, 403),
        ("/metrics", 200, 200),
        ("/journeys/s1", 200, 403),
        ("/nothing", 404, 403),
    ] {
        assert_eq!(bearer(&bench, path, &reader).await, of_reader, "{path}");
        assert_eq!(bearer(&bench, path, &scraper).await, of_scraper, "{path}");
        assert_eq!(bearer(&bench, path, "usher_guess").await, 401, "{path}");
    }
    let post = far(Request::post("/"))
        .header("authorization", format!("Bearer {reader}"))
        .body(Body::empty());
    assert_eq!(bench.send(post.unwrap()).await.status, 403, "a reader changes nothing");
    assert!(bench.desk.store.remove_token("anna".to_owned()).await.unwrap());
    assert_eq!(bearer(&bench, "/", &reader).await, 401);
}

#[tokio::test]
async fn a_token_in_an_address_is_no_token_and_none_is_kept_in_clear() {
    let bench = Bench::new();
    let token = bench.token("anna", Scope::Manage).await;
    for path in [format!("/?token={token}"), format!("/api/events?access_token={token}")] {
        let request = far(Request::get(path)).body(Body::empty()).unwrap();
        assert_eq!(bench.send(request).await.status, 401);
    }
    let files = std::fs::read_dir(bench.folder.path()).unwrap();
    for file in files {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        assert!(!bytes.windows(token.len()).any(|window| window == token.as_bytes()));
    }
}

#[tokio::test]
async fn a_read_only_token_is_read_only_on_this_machine_too() {
    let bench = Bench::new();
    let token = bench.token("prom", Scope::Metrics).await;
    let request =
        Request::get("/").header("authorization", format!("Bearer {token}")).body(Body::empty());
    assert_eq!(bench.send(request.unwrap()).await.status, 403);
}

#[tokio::test]
async fn where_everyone_signs_in_this_machine_does_too() {
    let bench = Bench::with_rules(Rules { local: Local::SignsIn, ..Rules::default() });
    assert_eq!(bench.get("/").await.status, 401);
    assert_eq!(bench.get("/desk.css").await.status, 200);
    assert_eq!(bench.get("/healthz").await.status, 200);
    let token = bench.token("anna", Scope::Read).await;
    let request = Request::get("/").header("cookie", format!("a=b; usher-desk={token}"));
    assert_eq!(bench.send(request.body(Body::empty()).unwrap()).await.status, 200);
}

#[tokio::test]
async fn a_person_is_led_to_the_sign_in_and_stays_signed_in_by_a_cookie_no_script_reads() {
    let bench = Bench::new();
    let token = bench.token("anna", Scope::Read).await;
    let led = read(&bench, "/", "accept", "text/html,application/xhtml+xml").await;
    assert_eq!((led.status.as_u16(), led.header("location")), (303, "/sign-in"));
    let page = read(&bench, "/sign-in", "accept", "text/html").await;
    assert!(page.text.contains(r#"<form method="post" action="/sign-in">"#), "{}", page.text);
    let wrong = sign_in().body("token=usher_guess".into()).unwrap();
    let wrong = bench.send(wrong).await;
    assert_eq!((wrong.status.as_u16(), wrong.header("set-cookie")), (401, ""));
    assert!(!wrong.text.contains("usher_guess"));
    let right = sign_in()
        .header("x-forwarded-proto", "https")
        .body(format!("token={token}").into())
        .unwrap();
    let answer = bench.send(right).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/"));
    let cookie = answer.header("set-cookie");
    for word in ["HttpOnly", "SameSite=Strict", "Secure", "Path=/"] {
        assert!(cookie.contains(word), "{cookie}");
    }
    let pair = cookie.split(';').next().unwrap();
    assert_eq!(read(&bench, "/", "cookie", pair).await.status, 200);
    let out = far(Request::post("/sign-out")).header("cookie", pair).body(Body::empty()).unwrap();
    assert!(bench.send(out).await.header("set-cookie").contains("Max-Age=0"));
}

#[tokio::test]
async fn guessing_is_slowed() {
    let rates = Rates::new(NonZeroU32::new(1).unwrap());
    let bench = Bench::with_rules(Rules { rates, ..Rules::default() });
    let mut statuses = Vec::new();
    for number in 0..6 {
        statuses.push(bearer(&bench, "/", &format!("usher_guess-{number}")).await);
    }
    assert_eq!(statuses, [401, 401, 401, 401, 429, 429]);
}

#[tokio::test]
async fn another_site_cannot_make_a_browser_act_here() {
    let bench = Bench::new();
    for (header, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
        ("origin", "null"),
    ] {
        for path in ["/sign-in", "/sign-out"] {
            let request = Request::post(path)
                .header("content-type", "application/x-www-form-urlencoded")
                .header(header, value)
                .body("token=x".into())
                .unwrap();
            assert_eq!(bench.send(request).await.status, 403, "{path} {value}");
        }
    }
    let own = Request::post("/sign-in")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .body("token=x".into())
        .unwrap();
    assert_eq!(bench.send(own).await.status, 401);
}
