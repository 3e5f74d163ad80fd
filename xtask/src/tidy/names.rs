//! File names that say nothing.

use super::problem::{Problem, Rule};
use crate::source::Source;

const REFUSED: [&str; 7] = ["utils", "util", "helpers", "helper", "common", "misc", "types"];

const RULE: Rule = Rule {
    what: "a file name that says nothing",
    why: "such files collect what nobody looks for",
    fix: "name the file after the one noun it is about",
};

pub(super) fn check(source: &Source) -> Option<Problem> {
    let is_refused = |name: &str| REFUSED.contains(&name.to_lowercase().as_str());
    let mut folders = source.path.split('/').rev().skip(1);
    (is_refused(source.stem()) || folders.any(is_refused)).then(|| Problem::new(source, 1, RULE))
}
