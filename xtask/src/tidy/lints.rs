//! `clippy.toml` files do not merge: the nearest counts. Their common part must agree.

use anyhow::{Context, Result};
use toml::Table;

use super::problem::{Problem, Rule};
use crate::source::Source;

/// What each crate may set for itself.
const OWN: [&str; 3] = ["too-many-lines-threshold", "disallowed-methods", "disallowed-types"];

const RULE: Rule = Rule {
    what: "clippy.toml differs from the one at the top",
    why: "clippy reads the nearest file only, so a rule left out here is off",
    fix: "copy the common part from the top file",
};

pub(super) fn check(sources: &[Source]) -> Result<Vec<Problem>> {
    let is_lint_file = |source: &&Source| source.path.ends_with("clippy.toml");
    let top = sources
        .iter()
        .find(|source| source.path == "clippy.toml")
        .context("there is no clippy.toml")?;
    let expected = common_part(top)?;
    let mut problems = Vec::new();
    for source in sources.iter().filter(is_lint_file) {
        if common_part(source)? != expected {
            problems.push(Problem::new(source, 1, RULE));
        }
    }
    Ok(problems)
}

fn common_part(source: &Source) -> Result<Table> {
    let mut table: Table =
        toml::from_str(&source.text).with_context(|| format!("{} is no TOML", source.path))?;
    table.retain(|key, _| !OWN.contains(&key));
    Ok(table)
}
