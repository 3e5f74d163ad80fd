//! `score --pages`: what the shipped widget understands of labelled pages.
//!
//! A folder has the pages and `labels.jsonl`. The built widget is put into each
//! page in a real browser (`tests/src/bin/read_pages.rs`), asked what it
//! understood, and compared with the labels. What is null in a label counts
//! nowhere.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::answer::{self, Answer, ProductAnswer};
use super::label::{Half, Label, ProductLabel};
use super::sameness::{is_in_stock, is_same_amount, is_same_answer, is_same_text};
use super::tally::{Tally, Verdict};
use crate::build::{self, Build};
use crate::program::Program;
use crate::row::{self, Row};

/// What to score.
pub(super) struct PagesScore {
    /// The folder with the pages.
    pub(super) folder: PathBuf,
    /// Only these, or all.
    pub(super) half: Option<Half>,
    /// What was understood, written down before; the browser is not asked then.
    pub(super) answers: Option<PathBuf>,
}

/// Facts of a product that are scored.
const FIELDS: [&str; 6] = ["name", "price", "currency", "sku", "availability", "brand"];

/// Everything that is counted.
#[derive(Default)]
struct Scores {
    is_product: Tally,
    kind: Tally,
    by_kind: BTreeMap<String, Tally>,
    fields: [Tally; FIELDS.len()],
    questions: Tally,
    /// Microseconds that reading took.
    times: Vec<f64>,
    misses: Vec<String>,
}

impl PagesScore {
    /// Reads the pages and prints the scores.
    pub(super) fn run(&self, is_json: bool) -> Result<bool> {
        let lines = match &self.answers {
            Some(file) => std::fs::read_to_string(file).context("no answers")?,
            None => self.ask_browser()?,
        };
        let mut labels = Label::read_all(&self.folder)?;
        labels.retain(|label| self.half.is_none_or(|half| half == label.half()));
        let answers = answer::read_all(&lines)?;
        let mut scores = Scores::default();
        for label in &labels {
            let answer = answers.get(&label.file).cloned().unwrap_or_default();
            scores.count(label, &answer);
        }
        for miss in &scores.misses {
            eprintln!("{miss}");
        }
        row::print(&scores.rows(), is_json)
    }

    fn ask_browser(&self) -> Result<String> {
        let build = Build::release();
        build::run(&build)?;
        Program::cargo()
            .args(["run", "--quiet", "--package", "usher-tests", "--bin", "read-pages", "--"])
            .arg(&self.folder)
            .env("USHER_PKG", &build.out)
            .output()
    }
}

impl Scores {
    fn count(&mut self, label: &Label, answer: &Answer) {
        let said = labelled_kind(&answer.kind);
        let is_kind_right = said == label.kind || label.kind_alt.iter().any(|kind| kind == said);
        self.kind.count(Verdict::right_if(is_kind_right));
        // A wrong kind is wrong for the kind that was said, and missed by the right one.
        self.tally_of(&label.kind).count(Verdict::right_if(is_kind_right));
        if !is_kind_right {
            self.tally_of(said).wrong += 1;
            self.miss(label, "kind", &label.kind, Some(&answer.kind));
        }
        let (is_product, is_said) = (label.kind == "product", said == "product");
        if is_product {
            self.is_product.count(Verdict::right_if(is_said));
        } else if is_said && !is_kind_right {
            self.is_product.wrong += 1;
        }
        if let Some(product) = &label.product {
            self.count_product(label, product, answer.product.as_ref());
        }
        self.count_questions(label, answer);
        self.times.extend(answer.micros);
    }

    fn tally_of(&mut self, kind: &str) -> &mut Tally {
        self.by_kind.entry(kind.to_owned()).or_default()
    }

    fn count_product(
        &mut self,
        label: &Label,
        known: &ProductLabel,
        answer: Option<&ProductAnswer>,
    ) {
        let mut wrong = Vec::new();
        for (field, tally) in FIELDS.iter().zip(&mut self.fields) {
            let Some((expected, said, is_right)) = compared(field, known, answer) else { continue };
            tally.count(match is_right {
                true => Verdict::Right,
                false if said.is_some() => Verdict::Wrong,
                false => Verdict::Silent,
            });
            if !is_right {
                wrong.push((field, expected, said));
            }
        }
        for (field, expected, said) in wrong {
            self.miss(label, field, &expected, said.as_deref());
        }
    }

    fn count_questions(&mut self, label: &Label, answer: &Answer) {
        let Some(known) = &label.faq else { return };
        let mut said = answer.questions.clone();
        for pair in known {
            let place = said.iter().position(|(question, answer)| {
                is_same_text(question, &pair.q) && is_same_answer(answer, &pair.a)
            });
            self.questions.count(Verdict::right_if(place.is_some()));
            match place {
                Some(place) => drop(said.swap_remove(place)),
                None => self.miss(label, "question", &pair.q, None),
            }
        }
        self.questions.wrong += u32::try_from(said.len()).unwrap_or(u32::MAX);
        for (question, _) in said {
            self.miss(label, "question", "nothing", Some(&question));
        }
    }

    fn miss(&mut self, label: &Label, field: &str, expected: &str, said: Option<&str>) {
        let said = said.map_or_else(|| String::from("nothing"), |said| format!("“{said}”"));
        self.misses.push(format!("{}: {field}: expected “{expected}”, got {said}", label.file));
    }

    fn rows(&mut self) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut add = |name: String, value: f64, count: u32| {
            rows.push(Row::free(
                &name,
                (value * 1_000.0).round() / 1_000.0,
                &format!("of {count}"),
            ));
        };
        let product = self.is_product;
        add(
            "page is product, precision".into(),
            product.precision(),
            product.right + product.wrong,
        );
        add("page is product, recall".into(), product.recall(), product.total());
        add("page kind accuracy".into(), self.kind.recall(), self.kind.total());
        for (kind, tally) in &self.by_kind {
            add(format!("page kind {kind}, F1"), tally.f1(), tally.total());
        }
        for (field, tally) in FIELDS.iter().zip(&self.fields) {
            add(format!("page {field}, F1"), tally.f1(), tally.total());
        }
        add("page questions, F1".into(), self.questions.f1(), self.questions.total());
        self.times.sort_by(f64::total_cmp);
        for (name, percent) in [("page read median", 50), ("page read p95", 95)] {
            let place = self.times.len() * percent / 100;
            if let Some(micros) = self.times.get(place) {
                rows.push(Row::free(name, micros / 1_000.0, "ms"));
            }
        }
        rows
    }
}

/// The labels know fewer kinds than the widget does: what they have no name
/// for (an account, a policy, search results) is `other` there.
fn labelled_kind(kind: &str) -> &str {
    match kind {
        "help" => "faq",
        "payment" => "checkout",
        "home" | "category" | "product" | "cart" | "checkout" | "confirmation" | "article" => kind,
        _ => "other",
    }
}

/// What was expected, what was said, and whether that is right; none where the
/// field is not labelled.
fn compared(
    field: &str,
    known: &ProductLabel,
    answer: Option<&ProductAnswer>,
) -> Option<(String, Option<String>, bool)> {
    let price = answer.and_then(|answer| answer.price.as_ref());
    let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let (expected, said, others): (_, _, &[String]) = match field {
        "name" => (&known.name, answer.and_then(|it| filled(&it.name)), &known.name_alt),
        "brand" => (&known.brand, answer.and_then(|it| filled(&it.brand)), &[]),
        "sku" => (&known.sku, answer.and_then(|it| it.sku().map(str::to_owned)), &known.sku_alt),
        "price" => (&known.price, price.map(|it| it.amount.clone()), &known.price_alt),
        "currency" => (&known.currency, price.and_then(|it| filled(&it.currency)), &[]),
        _ => {
            let state = answer.and_then(|answer| answer.is_available);
            let said = state.map(|is| if is { "InStock" } else { "OutOfStock" }.to_owned());
            (&known.availability, said, &[])
        }
    };
    let expected = expected.as_ref()?;
    let is_right = said.as_ref().is_some_and(|said| {
        let same = |known: &String| match field {
            "price" => is_same_amount(known, said),
            "availability" => is_in_stock(known) == is_in_stock(said),
            _ => is_same_text(known, said),
        };
        let codes = [&known.gtin, &known.mpn];
        let is_code = field == "sku" && codes.into_iter().flatten().any(same);
        same(expected) || others.iter().any(same) || is_code
    });
    Some((expected.clone(), said, is_right))
}

#[cfg(test)]
mod tests {
    use super::super::label::FaqLabel;
    use super::*;

    fn answer(json: &str) -> Answer {
        serde_json::from_str(json).unwrap()
    }

    fn product() -> Label {
        let known = ProductLabel {
            price: Some("1234.5".to_owned()),
            sku: Some("A-1".to_owned()),
            sku_alt: vec!["7".to_owned()],
            ..ProductLabel::default()
        };
        Label { kind: "product".to_owned(), product: Some(known), ..Label::default() }
    }

    #[test]
    fn only_what_is_labelled_counts() {
        let mut scores = Scores::default();
        scores.count(
            &product(),
            &answer(
                r#"{"kind": "product", "product": {"id": "7", "name": "Any",
                "price": {"amount": "1234.50", "currency": "EUR"}}}"#,
            ),
        );
        assert_eq!(scores.fields[1], Tally { right: 1, wrong: 0, missed: 0 });
        assert_eq!(scores.fields[3], Tally { right: 1, wrong: 0, missed: 0 });
        assert_eq!((scores.fields[0], scores.fields[2]), (Tally::default(), Tally::default()));
        assert!(scores.misses.is_empty(), "{:?}", scores.misses);
    }

    #[test]
    fn a_page_taken_for_a_product_costs_precision() {
        let mut scores = Scores::default();
        let label = Label { kind: "article".to_owned(), ..Label::default() };
        scores.count(&label, &answer(r#"{"kind": "product"}"#));
        scores.count(&product(), &answer(r#"{"kind": "other"}"#));
        assert_eq!(scores.is_product, Tally { right: 0, wrong: 1, missed: 1 });
        assert_eq!(scores.kind, Tally { right: 0, wrong: 0, missed: 2 });
    }

    #[test]
    fn other_kinds_may_be_right_and_finer_ones_are_folded() {
        let mut scores = Scores::default();
        let label = |kind: &str, other: &str| Label {
            kind: kind.to_owned(),
            kind_alt: vec![other.to_owned()],
            ..Label::default()
        };
        scores.count(&label("category", "home"), &answer(r#"{"kind": "home"}"#));
        scores.count(&label("checkout", "x"), &answer(r#"{"kind": "payment"}"#));
        scores.count(&label("other", "x"), &answer(r#"{"kind": "contact"}"#));
        assert_eq!(scores.kind, Tally { right: 3, wrong: 0, missed: 0 });
    }

    #[test]
    fn questions_are_pairs() {
        let pair = |q: &str, a: &str| FaqLabel { q: q.to_owned(), a: a.to_owned() };
        let faq = vec![pair("How long?", "Two days."), pair("How much?", "Nothing.")];
        let label = Label { kind: "faq".to_owned(), faq: Some(faq), ..Label::default() };
        let mut scores = Scores::default();
        let said =
            r#"{"kind": "help", "questions": [["How long?", "Two days."], ["Who?", "We."]]}"#;
        scores.count(&label, &answer(said));
        assert_eq!(scores.questions, Tally { right: 1, wrong: 1, missed: 1 });
    }
}
