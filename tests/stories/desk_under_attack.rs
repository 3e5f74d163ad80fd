//! What strangers post to the desk, read by a marketer in a real browser.

use serde_json::{Value, json};
use usher_desk::catalogue::event_types;
use usher_tests::{Browser, Engine, Site, SiteChanges};

/// Strings that would run, break out, or break the page's policy, were they anything
/// but text.
const ATTACKS: [&str; 6] = [
    "<script>window.taken = 1</script>",
    "\"><img src=x onerror=\"window.taken = 2\">",
    "'></text></svg><svg onload=\"window.taken = 3\">",
    "</title></style></textarea><iframe srcdoc=\"<script>parent.taken = 4</script>\">",
    "javascript:window.taken=5",
    "\" autofocus onfocus=\"window.taken = 6\" style=\"color:red\" x=\"",
];

const FIELDS: [&str; 28] = [
    "stage",
    "from",
    "to",
    "confidence",
    "relationship",
    "phase",
    "play",
    "format",
    "need",
    "how",
    "reason",
    "question",
    "choice",
    "score",
    "text",
    "situation",
    "goal",
    "topic",
    "search_term",
    "term",
    "query",
    "policy",
    "value",
    "currency",
    "transaction_id",
    "item_list_name",
    "results",
    "source",
];

const PAGES: [&str; 16] = [
    "",
    "?family=other",
    "live",
    "live?family=play",
    "map?days=all",
    "map?days=all&stage=desire&signal=rage_click",
    "plays?days=all",
    "plays?days=all&show=contact",
    "voice?days=all",
    "leads?days=all",
    "customers",
    "customers?show=at-risk",
    "customers?show=growth",
    "return?days=all",
    "journeys/attacked",
    "live?page=%22%3E%3Cimg%20src%3Dx%20onerror%3Dwindow.taken%3D7%3E&play=%3Cscript%3E",
];

fn data(attack: &str) -> Value {
    let mut data = json!({
        "page": { "kind": attack, "path": attack },
        "items": [{ "item_id": attack, "item_name": attack, "item_category": attack }],
        "evidence": [{ "touchpoint": attack, "count": attack, "at": attack }],
        "purposes": { attack: "granted" },
    });
    for field in FIELDS {
        data[field] = json!(attack);
    }
    data
}

/// One attack in every field of every type, and in the type itself.
fn events(number: usize, attack: &str) -> Vec<Value> {
    let strange = [attack.to_owned(), format!("usher.touchpoint.{attack}")];
    event_types()
        .chain(strange)
        .enumerate()
        .map(|(place, event_type)| {
            json!({
                "specversion": "1.0",
                "id": format!("{number}-{place}-{attack}"),
                "source": format!("https://shop.example/{attack}"),
                "type": event_type,
                "time": "2026-11-21T20:00:00Z",
                "subject": attack,
                "ushersession": "attacked",
                "usherpurpose": attack,
                "data": data(attack),
            })
        })
        .collect()
}

/// A real stage and phase, so that the attacks beside them are drawn on every page.
fn company() -> Vec<Value> {
    let event = |id: &str, event_type: &str, data: Value| {
        json!({
            "specversion": "1.0", "id": id, "source": "https://shop.example/",
            "type": event_type, "time": "2026-11-21T20:00:01Z", "subject": "known",
            "ushersession": "attacked", "data": data,
        })
    };
    vec![
        event("stage", "usher.journey.stage_entered", json!({ "stage": "desire" })),
        event("phase", "usher.journey.phase_changed", json!({ "phase": "growth" })),
    ]
}

async fn run(browser: &Browser, script: &str, arguments: Vec<Value>) -> Value {
    let done = browser.client.execute_async(script, arguments).await;
    done.expect("the script runs")
}

async fn post(browser: &Browser, events: &[Value]) {
    let script = "const [body, done] = arguments;
        fetch('/events', { method: 'POST', body, headers: {
            'content-type': 'application/cloudevents-batch+json' } })
            .then((answer) => done(answer.status), (error) => done(String(error)));";
    let status = run(browser, script, vec![json!(json!(events).to_string())]).await;
    assert_eq!(status, 202);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_a_stranger_posts_runs_at_the_desk() {
    let site = Site::open(SiteChanges::default()).await;
    let desk = site.open_desk().await;
    let browser = Browser::start(Engine::Chromium).await;
    browser.client.goto(&desk).await.expect("the desk opens");
    for (number, attack) in ATTACKS.iter().enumerate() {
        post(&browser, &events(number, attack)).await;
    }
    post(&browser, &company()).await;
    for page in PAGES {
        browser.client.goto(&format!("{desk}{page}")).await.expect("a page opens");
        // A frame later everything that could have run has run.
        let script = "const done = arguments[0];
            requestAnimationFrame(() => setTimeout(() => done({
                taken: window.taken ?? null,
                title: document.title,
                heading: document.querySelector('h1')?.textContent ?? null,
                strange: document.querySelectorAll(
                    'iframe, img, object, embed, main script, [onerror], [onload], [onfocus], [style]'
                ).length,
            }), 50));";
        let seen = run(&browser, script, vec![]).await;
        assert_eq!(seen["taken"], Value::Null, "/{page} ran it");
        assert_eq!(seen["strange"], 0, "/{page} holds what no page of ours holds");
        assert!(
            seen["title"].as_str().is_some_and(|title| title.ends_with("Usher desk")),
            "{page}"
        );
        assert!(seen["heading"].is_string(), "/{page} is no page: {seen}");
        let console = browser.console().await;
        assert!(console.is_empty(), "/{page}: {console:#?}");
    }
    assert_policy_is_in_force(&browser).await;
}

/// The page breaks its own policy, so that silence above means something.
async fn assert_policy_is_in_force(browser: &Browser) {
    let script = "const done = arguments[0];
        document.addEventListener('securitypolicyviolation', (event) =>
            done(event.effectiveDirective));
        try { document.body.innerHTML = '<b>x</b>'; } catch { }";
    let directive = run(browser, script, vec![]).await;
    assert_eq!(directive, "require-trusted-types-for");
}
