//! How often a law is tried, and on how many threads.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::thread::{available_parallelism, scope};

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, FileFailurePersistence, TestCaseResult, TestRunner};

/// Sequences of the main law, unless `USHER_LAW_CASES` says otherwise. The other laws
/// are tried less often, in proportion.
const CASES: u32 = if cfg!(target_family = "wasm") { 300 } else { 100_000 };

/// Tries a law one time in `share` of the main law's cases, on every processor there is.
///
/// Panics with the shortest sequence that breaks it, and the seed in a file beside this
/// one, so that it is tried again first.
pub(crate) fn hold<S: Strategy>(
    share: u32,
    strategy: impl Fn() -> S + Sync,
    law: impl Fn(S::Value) + Sync,
) {
    let cases = cases().div_ceil(share);
    let threads = available_parallelism().map_or(1, NonZero::get);
    let threads = if cfg!(target_family = "wasm") { 1 } else { threads };
    let each = cases.div_ceil(u32::try_from(threads).unwrap_or(1));
    let try_them = || {
        let mut runner = TestRunner::new(config(each));
        let holds = |value| -> TestCaseResult {
            law(value);
            Ok(())
        };
        let outcome = runner.run(&strategy(), holds);
        if let Err(broken) = outcome {
            panic!("{broken}\n{runner}");
        }
    };
    if threads == 1 {
        return try_them();
    }
    scope(|scope| {
        let all: Vec<_> = (0..threads).map(|_| scope.spawn(try_them)).collect();
        for thread in all {
            if let Err(broken) = thread.join() {
                resume_unwind(broken);
            }
        }
    });
}

/// By hand as many as one has time for.
fn cases() -> u32 {
    let wanted = std::env::var("USHER_LAW_CASES").ok();
    wanted.and_then(|number| number.parse().ok()).unwrap_or(CASES)
}

fn config(cases: u32) -> Config {
    let file = FileFailurePersistence::WithSource("regressions");
    Config {
        cases,
        source_file: Some(file!()),
        // What is compiled to wasm cannot write there.
        failure_persistence: (!cfg!(target_family = "wasm")).then(|| Box::new(file) as Box<_>),
        ..Config::default()
    }
}
