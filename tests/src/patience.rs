//! Waiting for something without sleeping longer than needed.

use std::time::{Duration, Instant};

/// For what a page does by itself; generous, because two browsers share one machine.
pub const A_MOMENT: Duration = Duration::from_secs(20);

/// For what the widget's manners delay: 10 seconds in view, then a pause.
pub const A_WHILE: Duration = Duration::from_secs(60);

/// Time between two looks.
const BETWEEN_LOOKS: Duration = Duration::from_millis(100);

/// Looks until there is something to see.
///
/// Panics when there is nothing after `within`, naming what was waited for.
pub async fn eventually<T>(
    what: &str,
    within: Duration,
    mut look: impl AsyncFnMut() -> Option<T>,
) -> T {
    let start = Instant::now();
    loop {
        if let Some(seen) = look().await {
            return seen;
        }
        assert!(start.elapsed() < within, "waited {within:?} in vain: {what}");
        tokio::time::sleep(BETWEEN_LOOKS).await;
    }
}
