//! The chaos suite of `cargo xtask test --only delivery`: known events in real browsers,
//! a receiver that misbehaves, and a table of what came of them.
//!
//! `USHER_RUNS` is how often each scenario is played (once without it), `USHER_SCENARIOS`
//! the names of those to play, with commas; with the argument `bench` it measures instead. The last line has the totals; the program
//! fails unless nothing was lost but what may be, and nothing doubled.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "it prints its result, or ends"
)]

mod bench;
mod receiver;
mod research;
mod scenario;
mod stage;
mod step;
// The one the tests of the engine use.
#[path = "../../../../crates/engine/tests/validator/mod.rs"]
mod validator;

use std::collections::VecDeque;
use std::process::ExitCode;
use std::sync::Mutex;

use tokio::runtime::Builder;
use usher_tests::Engine;

use scenario::Scenario;
use stage::Outcome;

/// Browsers at a time: most of a scenario is waiting, and the machine may have two cores.
const AT_ONCE: usize = 8;

/// What was played, in which browser, and what came of it.
struct Row {
    place: usize,
    engine: Engine,
    scenario: Scenario,
    outcome: Outcome,
}

fn main() -> ExitCode {
    if std::env::args().nth(1).as_deref() == Some("bench") {
        bench::run();
        return ExitCode::SUCCESS;
    }
    let rows = play_all();
    println!(
        "{:<13} {:<9} {:>7} {:>9} {:>5} {:>6} {:>6} {:>7} {:>6} {:>5} {:>6}  what happened",
        "scenario",
        "browser",
        "emitted",
        "delivered",
        "lost",
        "stated",
        "untold",
        "doubled",
        "resent",
        "posts",
        "s"
    );
    let mut total = Outcome::default();
    let (mut faults, mut total_untold) = (0, 0);
    for row in &rows {
        let Outcome { emitted, delivered, stated, doubled, resent, posts, .. } = row.outcome;
        let lost = emitted - delivered;
        // Other events than the known ones are lost too, where there is no room.
        let stated = stated.min(lost);
        let untold = lost - stated;
        faults += untold.saturating_sub(row.scenario.untold as usize);
        faults += doubled + row.outcome.problems.len();
        println!(
            "{:<13} {:<9} {emitted:>7} {delivered:>9} {lost:>5} {stated:>6} {untold:>6} {doubled:>7} {resent:>6} {posts:>5} {:>6.1}  {}{}",
            row.scenario.name,
            row.engine.to_string(),
            row.outcome.seconds,
            row.scenario.about,
            row.outcome
                .problems
                .iter()
                .map(|words| format!("; WRONG: {words}"))
                .collect::<String>(),
        );
        total.emitted += emitted;
        total.delivered += delivered;
        total.stated += stated;
        total_untold += untold;
        total.doubled += doubled;
        total.resent += resent;
        total.posts += posts;
    }
    println!(
        "total: {} emitted, {} delivered, {} lost ({} stated with a reason, {total_untold} that nothing is left to tell of: no storage, no endpoint, no page), {} doubled after the id check, {} resent under their own id, {} requests",
        total.emitted,
        total.delivered,
        total.emitted - total.delivered,
        total.stated,
        total.doubled,
        total.resent,
        total.posts,
    );
    if faults == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Everything in Chromium, the browser-neutral part in the others too.
fn play_all() -> Vec<Row> {
    let jobs = Mutex::new(jobs());
    let rows = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                loop {
                    let job = jobs.lock().expect("a queue").pop_front();
                    let Some((place, engine, scenario)) = job else { break };
                    let (scenario, outcome) = play(engine, scenario);
                    eprintln!("{engine} {}: {outcome:?}", scenario.name);
                    rows.lock().expect("a list").push(Row { place, engine, scenario, outcome });
                }
            });
        }
    });
    let mut rows = rows.into_inner().expect("a list");
    rows.sort_by_key(|row| row.place);
    rows
}

type Job = (usize, Engine, Scenario);

/// What is to be played, in order.
fn jobs() -> VecDeque<Job> {
    let runs = std::env::var("USHER_RUNS").ok().and_then(|runs| runs.parse().ok()).unwrap_or(1);
    let wanted = std::env::var("USHER_SCENARIOS").unwrap_or_default();
    let names: Vec<&str> = wanted.split(',').filter(|name| !name.is_empty()).collect();
    let mut jobs = VecDeque::new();
    for engine in [Engine::Chromium, Engine::Firefox, Engine::WebKit] {
        for scenario in scenario::all() {
            let is_wanted = names.is_empty() || names.contains(&scenario.name);
            let is_possible = engine == Engine::Chromium || scenario.is_browser_neutral();
            for _ in 0..if is_wanted && is_possible { runs } else { 0 } {
                jobs.push_back((jobs.len(), engine, scenario.clone()));
            }
        }
    }
    jobs
}

/// Plays one in a thread of its own: a browser that dies takes its scenario with it and
/// no other.
fn play(engine: Engine, scenario: Scenario) -> (Scenario, Outcome) {
    let played = {
        let scenario = scenario.clone();
        std::thread::spawn(move || {
            let runtime = Builder::new_current_thread().enable_all().build();
            runtime.expect("a runtime").block_on(stage::play(engine, &scenario))
        })
    };
    let outcome = played.join().unwrap_or_else(|error| {
        let words = error.downcast_ref::<String>().map_or("it broke off", String::as_str);
        Outcome { problems: vec![words.to_owned()], ..Outcome::default() }
    });
    (scenario, outcome)
}
