//! What one engine step costs, and how that grows with history and with plays.
//!
//! The workload is `crates/engine/examples/step_bench.rs`.

use anyhow::Result;

use super::{build_workload, instructions_per_call};
use crate::budget::Budgets;
use crate::row::Row;

/// Plays in the configuration; the budget of an instant is set for [`BUDGETED`] of them.
const PLAYS: [u32; 3] = [10, 100, 1_000];
const BUDGETED: u32 = 100;
/// Touchpoints already in the journey when counting begins.
const HISTORIES: [u32; 3] = [10, 1_000, 10_000];

/// What a step costs with so many plays after so many touchpoints.
struct Cost {
    plays: u32,
    history: u32,
    instructions: f64,
}

pub(super) fn rows() -> Result<Vec<Row>> {
    let workload = build_workload("usher-engine", "step_bench")?;
    let budgets = Budgets::read()?;
    let (mut rows, mut costs) = (Vec::new(), Vec::new());
    for plays in PLAYS {
        for history in HISTORIES {
            let instructions = instructions_per_call(&workload, &[plays, history])?;
            let name = format!("engine step, {plays} plays, history {history}");
            rows.push(if plays == BUDGETED {
                Row::limited(budgets.get(&name)?, instructions)
            } else {
                Row::free(&name, instructions, "instructions")
            });
            costs.push(Cost { plays, history, instructions });
        }
    }
    let by_history = growth(&costs, |cost| cost.plays, |cost| cost.history);
    let by_plays = growth(&costs, |cost| cost.history, |cost| cost.plays);
    for (name, value) in [
        ("engine step, growth from history 10 to 10000", by_history),
        ("engine step, growth from 10 to 1000 plays", by_plays),
    ] {
        rows.push(Row::limited(budgets.get(name)?, value));
    }
    Ok(rows)
}

/// How often more the most costs than the least, where it is worst; the other number
/// stays the same.
fn growth(costs: &[Cost], same: fn(&Cost) -> u32, grows: fn(&Cost) -> u32) -> f64 {
    let of_group = |group: u32| {
        let costs = || costs.iter().filter(move |cost| same(cost) == group);
        let least = costs().min_by_key(|cost| grows(cost));
        let most = costs().max_by_key(|cost| grows(cost));
        least
            .zip(most)
            .map_or(f64::INFINITY, |(least, most)| most.instructions / least.instructions)
    };
    costs.iter().map(same).map(of_group).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::{Cost, growth};

    #[test]
    fn growth_is_that_of_the_worst_group() {
        let cost = |plays, history, instructions| Cost { plays, history, instructions };
        let costs = [cost(1, 1, 10.0), cost(1, 9, 20.0), cost(2, 1, 10.0), cost(2, 9, 30.0)];
        let worst = growth(&costs, |cost| cost.plays, |cost| cost.history);
        assert!((worst - 3.0).abs() < f64::EPSILON);
    }
}
