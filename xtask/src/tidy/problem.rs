//! A broken rule, as a person can act on it.

use std::fmt;

use crate::source::Source;

/// Why a rule exists and how to keep it.
#[derive(Clone, Copy)]
pub(super) struct Rule {
    pub(super) what: &'static str,
    pub(super) why: &'static str,
    pub(super) fix: &'static str,
}

/// One place where a rule is broken.
pub(super) struct Problem {
    file: String,
    line: usize,
    detail: String,
    rule: Rule,
}

impl Problem {
    pub(super) fn new(source: &Source, line: usize, rule: Rule) -> Self {
        Self::in_file(&source.path, line, rule)
    }

    pub(super) fn in_file(file: &str, line: usize, rule: Rule) -> Self {
        Self { file: file.to_owned(), line, detail: String::new(), rule }
    }

    /// Adds what exactly was found.
    pub(super) fn found(mut self, detail: impl fmt::Display) -> Self {
        self.detail = format!(" ({detail})");
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Rule { what, why, fix } = self.rule;
        write!(out, "{}:{}: {what}{}, {why}; {fix}", self.file, self.line, self.detail)
    }
}
