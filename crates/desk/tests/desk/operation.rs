//! For those who keep the desk running: health, figures, the log on stderr.

use crate::fixture::{Bench, view};
use axum::body::Body;
use axum::http::Request;

#[tokio::test]
async fn a_desk_is_ready_until_it_is_told_to_stop() {
    let bench = Bench::new();
    for path in ["/healthz", "/readyz", "/health"] {
        let answer = bench.get(path).await;
        assert_eq!((answer.status.as_u16(), answer.text.as_str()), (200, "ok\n"), "{path}");
    }
    bench.stop.send_replace(true);
    let answer = bench.get("/readyz").await;
    assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (503, "5"));
    assert_eq!(bench.get("/healthz").await.status, 200);
}

#[tokio::test]
async fn a_desk_whose_store_is_closed_is_alive_but_not_ready() {
    let bench = Bench::new();
    bench.desk.store.close().await.unwrap();
    assert_eq!(bench.get("/readyz").await.status, 503);
    assert_eq!(bench.get("/healthz").await.status, 200);
}

#[tokio::test]
async fn the_figures_count_routes_and_never_what_was_asked_for() {
    let bench = Bench::new();
    bench.keep(&[view("a"), view("a")]).await;
    bench.get("/journeys/anna-secret").await;
    bench.get("/anna-secret").await;
    let answer = bench.get("/metrics").await;
    assert!(answer.header("content-type").starts_with("application/openmetrics-text"));
    for line in [
        r#"usher_events_total{outcome="Kept"} 1"#,
        r#"usher_events_total{outcome="Duplicate"} 1"#,
        r#"usher_requests_total{route="/journeys/{session}",status="404"} 1"#,
        r#"usher_requests_total{route="none",status="404"} 1"#,
        "usher_newest_event 1",
        "# EOF",
    ] {
        assert!(answer.text.contains(line), "{line} is not in\n{}", answer.text);
    }
    assert!(!answer.text.contains("secret"));
    let stranger = Request::get("/metrics").header("host", "evil.test").body(Body::empty());
    assert_eq!(bench.send(stranger.unwrap()).await.status, 421);
}
