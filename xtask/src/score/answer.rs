//! What the widget said about a page.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde::Deserialize;

/// One line of `read-pages`.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Line {
    file: String,
    understood: Option<Answer>,
    fault: Option<String>,
}

/// What `usher('explain', …)` tells.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Answer {
    pub(super) kind: String,
    pub(super) product: Option<ProductAnswer>,
    /// Question and answer.
    pub(super) questions: Vec<(String, String)>,
    /// What it was understood from: fact, source, and more.
    pub(super) evidence: Vec<Vec<String>>,
    /// How long reading took, in microseconds.
    pub(super) micros: Option<f64>,
}

/// The product of the page.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ProductAnswer {
    /// The sku; the path of the page where there is none.
    id: String,
    pub(super) name: String,
    pub(super) brand: String,
    pub(super) price: Option<Price>,
    pub(super) is_available: Option<bool>,
}

/// An amount with its currency.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Price {
    pub(super) amount: String,
    pub(super) currency: String,
}

impl ProductAnswer {
    /// The sku, if one was found.
    pub(super) fn sku(&self) -> Option<&str> {
        (!self.id.is_empty() && !self.id.starts_with('/')).then_some(self.id.as_str())
    }
}

/// Answers by file. A page that gave none is told on the console and counts as
/// one of which nothing was understood.
pub(super) fn read_all(lines: &str) -> Result<BTreeMap<String, Answer>> {
    let mut answers = BTreeMap::new();
    for line in lines.lines().filter(|line| line.starts_with('{')) {
        let line: Line = serde_json::from_str(line).context("`explain` is not as agreed")?;
        if let Some(fault) = line.fault {
            eprintln!("{}: {fault}", line.file);
        }
        answers.insert(line.file, line.understood.unwrap_or_default());
    }
    Ok(answers)
}

#[cfg(test)]
mod tests {
    use super::read_all;

    #[test]
    fn a_path_is_no_sku() {
        let text = r#"{"file": "a", "understood": {"kind": "product", "product": {"id": "/a"}}}"#;
        let answers = read_all(text).unwrap();
        assert_eq!(answers["a"].product.as_ref().unwrap().sku(), None);
    }

    #[test]
    fn a_fault_is_an_empty_answer() {
        let answers = read_all(r#"{"file": "a", "fault": "gone"}"#).unwrap();
        assert_eq!(answers["a"].kind, "");
    }
}
