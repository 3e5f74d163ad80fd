//! What delivery costs and how quick it is, for `cargo xtask bench`: a line each, as
//! `label: number`.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::runtime::Builder;
use usher_tests::{A_MOMENT, Engine, eventually};

use crate::receiver::Answering;
use crate::scenario::{MANY, Scenario, row};
use crate::stage::Stage;
use crate::step::Step;

const RECORD: &str = include_str!("../../../pages/recording.js");
const LONG_TASKS: &str = include_str!("../../../pages/long-tasks.js");

/// What a busy machine adds is no property of the widget: the best of so many counts.
const RUNS: usize = 3;

/// How much slower the page runs: a phone of the lower middle, as Lighthouse has it.
const SLOW_DOWN: u32 = 4;

/// Measures everything, one after the other.
pub(crate) fn run() {
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        recording().await;
        let mut long = Vec::new();
        for _ in 0..RUNS {
            long.push(long_tasks().await);
        }
        say("long tasks", long.into_iter().fold(f64::INFINITY, f64::min));
        say("bytes", bytes(&row("bench", "", &[])).await);
        let further = Scenario { is_further: true, ..row("bench", "", &[]) };
        say("bytes compressed", bytes(&further).await);
        say("back online", back_online().await);
        say("asked", asked().await);
    });
}

fn say(label: &str, value: f64) {
    println!("{label}: {value}");
}

async fn open(scenario: &Scenario) -> Stage {
    Stage::open(Engine::Chromium, scenario).await
}

/// A script's number.
async fn measure(stage: &Stage, script: &str, arguments: Vec<Value>) -> f64 {
    let answer = stage.visitor.browser.client.execute_async(script, arguments).await;
    answer.as_ref().ok().and_then(Value::as_f64).expect("a script that measures something")
}

/// With few events waiting, and with as many as are kept.
async fn recording() {
    let stage = open(&row("bench", "", &[])).await;
    stage.receiver.set(Answering::Refuse(503));
    stage.tools("Emulation.setCPUThrottlingRate", json!({ "rate": SLOW_DOWN })).await;
    // The code is compiled by then, and 100 events wait.
    measure(&stage, RECORD, vec![json!(2), json!(50)]).await;
    say("recording, some wait", best_median(&stage, 8).await);
    measure(&stage, RECORD, vec![json!(6), json!(50)]).await;
    say("recording, all wait", best_median(&stage, 20).await);
}

/// The best of some medians, in microseconds.
async fn best_median(stage: &Stage, samples: u32) -> f64 {
    let mut best = f64::INFINITY;
    for _ in 0..RUNS {
        best = best.min(measure(stage, RECORD, vec![json!(samples), json!(5)]).await);
    }
    best
}

async fn long_tasks() -> f64 {
    let stage = open(&row("bench", "", &[])).await;
    measure(&stage, LONG_TASKS, vec![]).await
}

/// Of the bodies that carry known events.
async fn bytes(scenario: &Scenario) -> f64 {
    let mut stage = open(scenario).await;
    // What the page itself has to tell is on its way before.
    stage.perform(Step::Tell(1)).await;
    stage.perform(Step::Settle(20)).await;
    let before = stage.receiver.log().bytes;
    stage.perform(Step::Tell(MANY)).await;
    stage.perform(Step::Settle(20)).await;
    (stage.receiver.log().bytes - before) as f64
}

/// Seconds from the line's return to the last event that was taken.
async fn back_online() -> f64 {
    let mut stage = open(&row("bench", "", &[])).await;
    for step in [Step::Tell(1), Step::Settle(20), Step::Offline(true), Step::Tell(MANY)] {
        stage.perform(step).await;
    }
    stage.perform(Step::Wait(3_000)).await;
    let start = Instant::now();
    stage.perform(Step::Offline(false)).await;
    stage.perform(Step::Settle(20)).await;
    let last = stage.receiver.log().last_taken.expect("something was taken");
    last.saturating_duration_since(start).as_secs_f64()
}

/// Requests within the five seconds of a `Retry-After`, the first one included.
async fn asked() -> f64 {
    const PAUSE: u32 = 5;
    let mut stage = open(&row("bench", "", &[])).await;
    stage.perform(Step::Tell(1)).await;
    stage.perform(Step::Settle(20)).await;
    let before = stage.receiver.log().posts.len();
    stage.perform(Step::Answer(Answering::TooMany(PAUSE))).await;
    stage.perform(Step::Tell(MANY)).await;
    let first = eventually("the first request", A_MOMENT, async || {
        stage.receiver.log().posts.get(before).copied()
    })
    .await;
    stage.perform(Step::Wait(u64::from(PAUSE) * 1_000)).await;
    let log = stage.receiver.log();
    let end = first + Duration::from_secs(PAUSE.into());
    log.posts.iter().skip(before).filter(|at| **at < end).count() as f64
}
