//! Licences and sources of everything we depend on.
//!
//! `cargo deny` does this and more (known vulnerabilities), and is used when it
//! is installed. Where it is not, this checks the two things that need no
//! download, with the same list from `deny.toml`.

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::program::{self, Program};
use crate::workspace;

/// The one registry we take crates from.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    license: Option<String>,
    source: Option<String>,
}

#[derive(Deserialize)]
struct DenyFile {
    licenses: Licences,
}

#[derive(Deserialize)]
struct Licences {
    allow: Vec<String>,
}

/// Whether every dependency is acceptable; prints those that are not.
pub(crate) fn check() -> Result<bool> {
    if program::is_installed("cargo-deny") {
        return Program::cargo().args(["deny", "--all-features", "check"]).watch(|_| {});
    }
    println!("cargo-deny is not installed: checking licences and sources only, not advisories");
    let allowed = allowed_licences()?;
    let metadata =
        Program::cargo().args(["metadata", "--format-version", "1", "--locked"]).output()?;
    let metadata: Metadata =
        serde_json::from_str(&metadata).context("cargo metadata has another shape")?;
    let problems: Vec<String> =
        metadata.packages.iter().filter_map(|package| problem_with(package, &allowed)).collect();
    problems.iter().for_each(|problem| println!("{problem}"));
    println!("{} packages, {} problems", metadata.packages.len(), problems.len());
    Ok(problems.is_empty())
}

fn allowed_licences() -> Result<Vec<String>> {
    let text = std::fs::read_to_string(workspace::root().join("deny.toml"))
        .context("cannot read deny.toml")?;
    let file: DenyFile = toml::from_str(&text).context("deny.toml has no [licenses] allow")?;
    Ok(file.licenses.allow)
}

fn problem_with(package: &Package, allowed: &[String]) -> Option<String> {
    let Package { name, version, license, source } = package;
    if source.as_ref().is_some_and(|source| source != REGISTRY) {
        return Some(format!("{name} {version}: comes from {source:?}; take it from crates.io"));
    }
    let licence = license.as_deref().unwrap_or("none");
    if !is_allowed(licence, allowed) {
        return Some(format!(
            "{name} {version}: licence {licence}; use another crate, or add it to deny.toml with a reason"
        ));
    }
    None
}

/// SPDX expressions as crates write them: `A OR B`, `A/B`, `(A OR B) AND C`.
fn is_allowed(expression: &str, allowed: &[String]) -> bool {
    let plain = expression.replace('/', " OR ").replace(['(', ')'], " ");
    plain.split(" AND ").all(|part| {
        part.split(" OR ").any(|name| allowed.iter().any(|allowed| allowed == name.trim()))
    })
}

#[cfg(test)]
mod tests {
    use super::is_allowed;

    #[test]
    fn one_good_choice_is_enough_and_each_condition_counts() {
        let allowed = ["MIT".to_owned(), "Unicode-3.0".to_owned()];
        assert!(is_allowed("MIT OR GPL-3.0", &allowed));
        assert!(is_allowed("(MIT OR Apache-2.0) AND Unicode-3.0", &allowed));
        assert!(!is_allowed("MIT AND GPL-3.0", &allowed));
    }
}
