//! Documents that are made from code must say what the code says.

use anyhow::Result;
use usher_schema::document::PARTS;

use super::problem::{Problem, Rule};
use crate::docs;

const RULE: Rule = Rule {
    what: "a table is not what the code says",
    why: "it is made from the code, and somebody will believe it",
    fix: "run `cargo xtask docs`",
};

pub(super) fn check() -> Result<Vec<Problem>> {
    let mut problems = Vec::new();
    for part in PARTS {
        let (old, new) = docs::read(&part)?;
        if old != new {
            problems.push(Problem::in_file(part.file, 1, RULE).found(part.name));
        }
    }
    Ok(problems)
}
