//! For those who keep the desk running: health, figures, the log on stderr.

use crate::fixture::{Bench, view};
use axum::body::Body;
use axum::http::Request;
use clap::Parser;
use std::path::{Path, PathBuf};
use std::process::Command;
use usher_desk::cli::Cli;

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

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn document(name: &str) -> String {
    std::fs::read_to_string(repository().join("docs/desk").join(name)).unwrap()
}

/// Whether the program takes a command line.
fn assert_takes(words: &[&str]) {
    let taken = Cli::try_parse_from(words);
    assert!(taken.is_ok(), "{words:?}: {}", taken.unwrap_err());
}

#[test]
fn the_unit_starts_the_program_as_it_can_be_started_and_systemd_takes_it() {
    let unit = document("usher.service");
    let setting = |name: &str| {
        let line = unit.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
        line.unwrap_or_default()
    };
    let start: Vec<&str> = setting("ExecStart").split(' ').collect();
    assert_takes(&start);
    assert!(start.contains(&"/etc/usher/usher.toml"), "docs/desk.md puts it there");
    let state = format!("/var/lib/{}", setting("StateDirectory"));
    assert_eq!(setting("WorkingDirectory"), state);
    // Where there is a systemd, it says itself whether it knows every line.
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("usher.service");
    let program = env!("CARGO_BIN_EXE_usher");
    std::fs::write(&copy, unit.replace("/usr/local/bin/usher", program)).unwrap();
    if let Ok(said) = Command::new("systemd-analyze").arg("verify").arg(&copy).output() {
        let text = String::from_utf8_lossy(&said.stderr);
        assert!(said.status.success() && !text.contains("usher.service"), "{text}");
    }
}

#[test]
fn the_container_builds_from_what_is_there_and_starts_the_program_as_it_can_be_started() {
    let file = document("Containerfile").replace("\\\n", " ");
    let parts = |word: &str| {
        let lines = file.lines().filter_map(move |line| line.strip_prefix(word));
        lines.map(str::trim).map(str::to_owned).collect::<Vec<_>>()
    };
    let list =
        |word: &str| -> Vec<String> { serde_json::from_str(parts(word).first().unwrap()).unwrap() };
    let start = [list("ENTRYPOINT "), list("CMD ")].concat();
    assert_takes(&start.iter().map(String::as_str).collect::<Vec<_>>());
    let data = start.windows(2).find(|pair| pair[0] == "--data").unwrap()[1].clone();
    assert!(data.starts_with(&format!("{}/", parts("VOLUME ")[0])), "{data} is not in the volume");
    let addr = start.windows(2).find(|pair| pair[0] == "--addr").unwrap()[1].clone();
    assert!(addr.ends_with(&format!(":{}", parts("EXPOSE ")[0])), "{addr} is not exposed");
    let built = &parts("RUN ")[0];
    assert!(built.contains("--locked --package usher-desk --bin usher"), "{built}");
    assert!(repository().join("Cargo.lock").is_file());
    let copied = parts("COPY --from=build /build/target/release/usher ");
    assert_eq!(copied, start[..1]);
    // What the comments tell people to type.
    let shown = file.lines().find_map(|line| line.split_once("usher usher token "));
    let told = format!("usher token {}", shown.unwrap().1);
    assert_takes(&told.split(' ').collect::<Vec<_>>());
}
