//! `budgets.toml`: limits, each with a reason and a date.

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::workspace;

/// One limit.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Budget {
    /// The measurement's name, area first.
    pub(crate) name: String,
    pub(crate) unit: String,
    /// More than this fails the build.
    pub(crate) limit: f64,
    /// What we would like it to be.
    #[expect(
        dead_code,
        reason = "for people who read the file; kept so that a misspelt key is refused"
    )]
    aim: Option<f64>,
    #[expect(dead_code, reason = "a limit without a reason is refused")]
    reason: String,
    #[expect(dead_code, reason = "a limit without a date is refused")]
    date: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    budget: Vec<Budget>,
}

/// All limits.
pub(crate) struct Budgets(Vec<Budget>);

impl Budgets {
    pub(crate) fn read() -> Result<Self> {
        let path = workspace::root().join("budgets.toml");
        let text = std::fs::read_to_string(path).context("cannot read budgets.toml")?;
        let file: File = toml::from_str(&text).context("budgets.toml is not as agreed")?;
        Ok(Self(file.budget))
    }

    /// Errors: nobody set a limit for this measurement.
    pub(crate) fn get(&self, name: &str) -> Result<&Budget> {
        let found = self.0.iter().find(|budget| budget.name == name);
        found.with_context(|| format!("budgets.toml has no limit named `{name}`"))
    }
}
