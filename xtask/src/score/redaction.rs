//! `score --redaction`: what redaction lets through, and what it costs, on a corpus that
//! may come from elsewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;
use usher_testkit::{Case, Verdict, judge};

use crate::row::{self, Row};

/// One case as corpora write it.
#[derive(Deserialize)]
struct Written {
    id: String,
    kind: String,
    input: String,
    #[serde(default)]
    must_not_leak: Vec<String>,
    #[serde(default)]
    must_keep: Vec<String>,
    #[serde(default)]
    cls: String,
}

/// Judges a corpus and prints what was let through, and what was lost.
pub(super) fn run(corpus: &Path, words: Option<&Path>, is_json: bool) -> Result<bool> {
    let judged = judge_all(&read(corpus)?, &vocabulary(words)?);
    let rows = rows(&judged);
    if !is_json {
        print_misses(&judged);
    }
    row::print(&rows, is_json)
}

fn read(path: &Path) -> Result<Vec<Case>> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("cannot read the corpus {}", path.display()))?;
    let written: Vec<Written> = serde_json::from_str(&text).with_context(|| {
        format!(
            "{} is no corpus: a JSON list of {{id, kind, input, must_not_leak, must_keep, cls}}",
            path.display()
        )
    })?;
    let case = |written: Written| Case {
        id: written.id,
        kind: written.kind,
        input: written.input,
        must_not_leak: written.must_not_leak,
        must_keep: written.must_keep,
        class: written.cls,
    };
    Ok(written.into_iter().map(case).collect())
}

/// The words a shop knows, from a file. Without one no word passes, which is
/// what the widget does by default: what was searched for is not sent.
fn vocabulary(path: Option<&Path>) -> Result<BTreeSet<String>> {
    let Some(path) = path else { return Ok(BTreeSet::new()) };
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("cannot read the vocabulary {}", path.display()))?;
    Ok(text.split_whitespace().map(str::to_lowercase).collect())
}

fn judge_all(cases: &[Case], known: &BTreeSet<String>) -> Vec<(Case, Verdict)> {
    let is_known = |word: &str| known.contains(&word.to_lowercase());
    cases.iter().map(|case| (case.clone(), judge(case, &is_known))).collect()
}

/// Recall and over-redaction, each as a share of what was to be had.
fn rows(judged: &[(Case, Verdict)]) -> Vec<Row> {
    let sum = |count: fn(&(Case, Verdict)) -> usize| judged.iter().map(count).sum::<usize>();
    let secrets = sum(|(case, _)| case.must_not_leak.len());
    let leaked = sum(|(_, verdict)| verdict.leaked.len());
    let keeps = sum(|(case, _)| case.must_keep.len());
    let lost = sum(|(_, verdict)| verdict.lost.len());
    let mut rows = vec![
        Row::free("redaction cases", judged.len() as f64, "cases"),
        at_most_none("redaction leaks", leaked, "secrets"),
        at_most_none("redaction over-redaction", lost, "keeps"),
        Row::free("redaction recall", share(secrets - leaked, secrets), "%"),
        Row::free("redaction over-redaction, share", 100.0 - share(keeps - lost, keeps), "%"),
    ];
    let mut classes: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (case, verdict) in judged {
        let of = classes.entry(case.class.as_str()).or_default();
        of.0 += case.must_not_leak.len();
        of.1 += verdict.leaked.len();
    }
    for (class, (secrets, leaked)) in classes.into_iter().filter(|(_, (secrets, _))| *secrets > 0) {
        let name = format!("redaction recall, {class} ({secrets})");
        rows.push(Row::free(&name, share(secrets - leaked, secrets), "%"));
    }
    rows
}

fn at_most_none(name: &str, found: usize, unit: &str) -> Row {
    let row = Row::free(name, found as f64, unit);
    Row { limit: Some(0.0), ok: found == 0, ..row }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 100.0 } else { part as f64 * 100.0 / whole as f64 }
}

fn print_misses(judged: &[(Case, Verdict)]) {
    for (case, verdict) in judged {
        for (fault, found) in [("leaks", &verdict.leaked), ("loses", &verdict.lost)] {
            for piece in found {
                println!(
                    "{} {fault} {piece:?}: {:?} became {:?}",
                    case.id, case.input, verdict.output
                );
            }
        }
    }
    let gated = judged.iter().filter(|(case, _)| case.kind != "url" && case.class == "name");
    println!(
        "{} search terms went through the gate of words the shop knows (--vocabulary FILE; none by default)",
        gated.count()
    );
}

#[cfg(test)]
mod tests {
    use super::{BTreeSet, Case, judge_all, rows};

    #[test]
    fn a_leak_and_a_loss_are_counted_and_fail() {
        let case = |input: &str, leak: &[&str], keep: &[&str]| Case {
            kind: "text".into(),
            input: input.into(),
            must_not_leak: leak.iter().map(|word| (*word).into()).collect(),
            must_keep: keep.iter().map(|word| (*word).into()).collect(),
            ..Case::default()
        };
        let cases = [case("anna", &["anna"], &[]), case("a@b.cd x", &["a@b"], &["x", "y"])];
        let rows = rows(&judge_all(&cases, &BTreeSet::new()));
        let values: Vec<_> = rows.iter().map(|row| (row.value, row.ok)).collect();
        let expected =
            [(2.0, true), (1.0, false), (1.0, false), (50.0, true), (50.0, true), (50.0, true)];
        assert_eq!(values, expected);
    }
}
