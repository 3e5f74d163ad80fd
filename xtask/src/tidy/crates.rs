//! What the engine and the widget may depend on.

use anyhow::Result;

use super::problem::{Problem, Rule};
use crate::program::Program;

/// Browser, clock, regular expressions, addresses, chance.
const NOT_PURE: [&str; 15] = [
    "web-sys",
    "js-sys",
    "wasm-bindgen",
    "gloo",
    "leptos",
    "chrono",
    "time",
    "jiff",
    "web-time",
    "regex",
    "url",
    "rand",
    "getrandom",
    "fastrand",
    "uuid",
];

/// The crates whose answers depend on their arguments alone, and on none of the others.
const PURE: [&str; 2] = ["engine", "search"];

const PURE_CRATE: Rule = Rule {
    what: "a pure crate depends on something impure",
    why: "the same inputs must give the same effects everywhere",
    fix: "do it in a shell and pass the result in",
};

const ONE_CODEC: Rule = Rule {
    what: "the widget depends on serde_json",
    why: "a second codec costs every visitor its bytes",
    fix: "use the codec at the border, src/codec.rs",
};

pub(super) fn check() -> Result<Vec<Problem>> {
    let mut problems = Vec::new();
    for pure in PURE {
        let package = format!("usher-{pure}");
        let manifest = format!("crates/{pure}/Cargo.toml");
        for name in dependencies(&package, &[])? {
            let is_ours = name.starts_with("usher-") && name != package;
            let is_impure = NOT_PURE.contains(&name.as_str()) || name.starts_with("gloo-");
            if is_ours || is_impure {
                problems.push(Problem::in_file(&manifest, 1, PURE_CRATE).found(name));
            }
        }
    }
    // One level deep: leptos names serde_json itself, and the linker drops it.
    // What is linked is seen by `cargo xtask size`.
    for package in ["usher-widget", "usher-engine"] {
        let direct =
            dependencies(package, &["--depth", "1", "--target", "wasm32-unknown-unknown"])?;
        if direct.iter().any(|name| name == "serde_json") {
            problems.push(Problem::in_file("Cargo.toml", 1, ONE_CODEC).found(package));
        }
    }
    Ok(problems)
}

fn dependencies(package: &str, options: &[&str]) -> Result<Vec<String>> {
    let tree = Program::cargo()
        .args([
            "tree",
            "--package",
            package,
            "--edges",
            "normal",
            "--prefix",
            "none",
            "--format",
            "{p}",
        ])
        .args(options)
        .output()?;
    let names = tree.lines().filter_map(|line| line.split(' ').next());
    Ok(names.map(str::to_owned).collect())
}
