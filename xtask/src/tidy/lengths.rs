//! Files too long to be about one thing.

use super::problem::{Problem, Rule};
use crate::source::Source;

/// Lines without tests. A soft limit of 250 is for reviewers.
const MOST_LINES: usize = 400;

const RULE: Rule = Rule {
    what: "more than 400 lines without tests",
    why: "a file is one noun of the domain",
    fix: "split it where a second noun begins",
};

pub(super) fn check(source: &Source) -> Option<Problem> {
    if !source.is_rust() {
        return None;
    }
    let is_test_mark = |line: &str| line.trim_start().starts_with("#[cfg(test)]");
    let length = source.text.lines().take_while(|line| !is_test_mark(line)).count();
    (length > MOST_LINES)
        .then(|| Problem::new(source, MOST_LINES + 1, RULE).found(format!("{length} lines")))
}
