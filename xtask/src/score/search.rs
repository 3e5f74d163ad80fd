//! `score --search`: help search beside MiniSearch, on the same articles and queries.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::{Value, json};
use usher_search::{Document, Hit, Index, Part, pack, unpack};

use super::shelf::{self, Articles, Query};
use crate::program::Program;
use crate::row::{self, Row};
use crate::setup::javascript;
use crate::size;
use crate::{build, workspace};

/// How many results are looked at.
const DEPTH: usize = 5;
/// Draws of the bootstrap.
const DRAWS: usize = 10_000;

/// What one engine made of the queries.
struct Answers {
    name: String,
    /// Ids found for each query, the best first.
    found: Vec<Vec<String>>,
    /// The index of each language, as it is served.
    indexes: BTreeMap<String, String>,
    /// The same without what is needed to show a result, where that can be left out.
    bare: BTreeMap<String, String>,
    /// The program, as it is served.
    program: Vec<Vec<u8>>,
}

/// What `tests/search/minisearch.mjs` says of one way to set it up.
#[derive(Deserialize)]
struct Other {
    indexes: BTreeMap<String, String>,
    bare: BTreeMap<String, String>,
    found: Vec<Vec<String>>,
}

/// What `tests/search/ours.mjs` says of the shipped files.
#[derive(Deserialize)]
struct Shipped {
    found: Vec<Vec<String>>,
    /// Milliseconds to open the largest index, and of the 95th search of 100.
    opening: f64,
    searching: f64,
}

/// What is printed beside the rows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    Nothing,
    /// The queries to tune on that were not answered in the best way.
    Misses,
}

/// Prints nDCG@5 and bytes of each.
///
/// Fails where ours finds less than MiniSearch, in either half.
pub(super) fn run(told: Told, is_json: bool) -> Result<bool> {
    let (articles, queries) = shelf::read()?;
    let asked = write_asked(&articles, &queries)?;
    let (ours, times) = ours(&articles, &queries, &asked)?;
    let others = others(&asked)?;
    if told == Told::Misses {
        misses(&ours, &queries);
    }
    let mut rows = vec![Row::free("search queries", queries.len() as f64, "queries")];
    for answers in std::iter::once(&ours).chain(&others) {
        rows.extend(quality(answers, &queries));
        rows.extend(weight(answers)?);
    }
    rows.extend(times);
    rows.push(Row::free(
        "search articles as JSON, English, brotli",
        articles_as_json(&articles)? as f64,
        "B",
    ));
    for other in &others {
        rows.extend(gain(&ours, other, &queries));
    }
    row::print(&rows, is_json)
}

/// Where this command puts files.
fn folder() -> PathBuf {
    workspace::target().join("score-search")
}

/// Writes articles and queries for the scripts; says where.
fn write_asked(articles: &Articles, queries: &[Query]) -> Result<PathBuf> {
    std::fs::create_dir_all(folder())?;
    let queries: Vec<Value> = queries
        .iter()
        .map(|query| json!({ "language": query.language, "text": query.text }))
        .collect();
    let documents: BTreeMap<&String, Vec<Value>> = articles
        .iter()
        .map(|(language, list)| (language, list.iter().map(plain).collect()))
        .collect();
    let file = folder().join("asked.json");
    std::fs::write(&file, json!({ "documents": documents, "queries": queries }).to_string())?;
    Ok(file)
}

/// What the shipped files find, which must be what the crate finds, and how long that takes.
fn ours(articles: &Articles, queries: &[Query], asked: &Path) -> Result<(Answers, Vec<Row>)> {
    let parts = build::search_alone(&folder())?;
    let mut indexes = BTreeMap::new();
    let mut shelves = BTreeMap::new();
    for (language, documents) in articles {
        let file = pack(documents);
        std::fs::write(folder().join(format!("{language}.idx")), &file)?;
        let mut index = Index::default();
        // What is searched is what was read, not what was written.
        for document in unpack(&file)? {
            index.add(document);
        }
        indexes.insert(language.clone(), file);
        shelves.insert(language.clone(), index);
    }
    let shipped =
        Program::new("node").arg("tests/search/ours.mjs").arg(folder()).arg(asked).output()?;
    let shipped: Shipped =
        serde_json::from_str(&shipped).context("ours.mjs says something else")?;
    for (query, found) in queries.iter().zip(&shipped.found) {
        let hits = shelves.get(&query.language).map(|index| {
            let hits = index.search(&query.text, &query.language, 2 * DEPTH);
            let id = |hit: &Hit| index.document(hit.document).map(|document| document.id.clone());
            hits.iter().filter_map(id).collect::<Vec<_>>()
        });
        if hits.as_ref() != Some(found) {
            bail!("the shipped search finds {found:?} for `{}`, the crate {hits:?}", query.text);
        }
    }
    let times = vec![
        Row::free("search ours, opening the largest index", shipped.opening, "ms"),
        Row::free("search ours, a search, p95", shipped.searching, "ms"),
    ];
    let program = parts.iter().map(std::fs::read).collect::<Result<_, _>>()?;
    let name = "ours".to_owned();
    Ok((Answers { name, found: shipped.found, indexes, bare: BTreeMap::new(), program }, times))
}

fn others(asked: &Path) -> Result<Vec<Answers>> {
    javascript::install_for_tests()?;
    let told = Program::new("node")
        .arg("tests/search/minisearch.mjs")
        .arg(asked)
        .env("USHER_NPM", javascript::test_modules())
        .output()?;
    let told: BTreeMap<String, Other> =
        serde_json::from_str(&told).context("minisearch.mjs says something else")?;
    let program = vec![javascript::minified(
        &javascript::test_modules().join("minisearch/dist/es/index.js"),
        &folder().join("minisearch.js"),
    )?];
    let answers = |(way, told): (String, Other)| Answers {
        name: format!("MiniSearch, {way}"),
        found: told.found,
        indexes: told.indexes,
        bare: told.bare,
        program: program.clone(),
    };
    Ok(told.into_iter().map(answers).collect())
}

/// What somebody serves who lets MiniSearch index on the device.
fn articles_as_json(articles: &Articles) -> Result<usize> {
    let english: Vec<Value> = articles.get("en").into_iter().flatten().map(plain).collect();
    size::brotli(json!(english).to_string().as_bytes())
}

/// A document as MiniSearch takes it.
fn plain(document: &Document) -> Value {
    let of = |is_wanted: fn(&Part) -> bool| {
        let parts = document.body.iter().filter(|part| is_wanted(part));
        parts.map(Part::text).collect::<Vec<_>>().join("\n")
    };
    json!({
        "id": document.id,
        "title": document.title,
        "keywords": document.keywords,
        "headings": of(|part| matches!(part, Part::Heading(_))),
        "text": of(|part| matches!(part, Part::Text(_))),
    })
}

/// Normalised discounted cumulative gain of the first five, with gains of 1, 3 and 7.
fn ndcg(found: &[String], query: &Query) -> f64 {
    let gain = |grade: u32| f64::from(2_u32.pow(grade) - 1);
    let sum = |grades: &mut dyn Iterator<Item = u32>| -> f64 {
        grades
            .take(DEPTH)
            .zip(2_u32..)
            .map(|(grade, place)| gain(grade) / f64::from(place).log2())
            .sum()
    };
    let mut best: Vec<u32> = query.judged.values().copied().collect();
    best.sort_unstable_by(|one, other| other.cmp(one));
    let grade = |id: &String| query.judged.get(id).copied().unwrap_or(0);
    sum(&mut found.iter().map(grade)) / sum(&mut best.into_iter())
}

fn scores(answers: &Answers, queries: &[Query]) -> Vec<f64> {
    answers.found.iter().zip(queries).map(|(found, query)| ndcg(found, query)).collect()
}

/// Rows of nDCG@5: of all, of the queries held out, and by language and kind.
fn quality(answers: &Answers, queries: &[Query]) -> Vec<Row> {
    let scores = scores(answers, queries);
    let mut groups: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for (query, score) in queries.iter().zip(scores) {
        let half = if query.is_unseen { "held out" } else { "tuned on" };
        for group in ["all", half, &format!("in {}", query.language), &query.kind] {
            groups.entry(group.to_owned()).or_default().push(score);
        }
    }
    let mut rows = Vec::new();
    for (group, scores) in groups {
        let name = format!("search nDCG@5, {}, {group} ({})", answers.name, scores.len());
        let (low, high) = interval(&scores);
        let unit = format!("({low:.3} to {high:.3})");
        rows.push(Row::free(&name, mean(&scores), &unit));
    }
    rows
}

/// How much better ours is than another, query by query. Fails where it is worse.
fn gain(ours: &Answers, other: &Answers, queries: &[Query]) -> Vec<Row> {
    let pairs: Vec<f64> = scores(ours, queries)
        .into_iter()
        .zip(scores(other, queries))
        .map(|(ours, other)| ours - other)
        .collect();
    let mut rows = Vec::new();
    for (group, is_wanted) in [("all", None), ("tuned on", Some(false)), ("held out", Some(true))] {
        let of: Vec<f64> = pairs
            .iter()
            .zip(queries)
            .filter(|(_, query)| is_wanted.is_none_or(|wanted| query.is_unseen == wanted))
            .map(|(pair, _)| *pair)
            .collect();
        let (low, high) = interval(&of);
        let name = format!("search nDCG@5, ours over {}, {group}", other.name);
        let row = Row::free(&name, mean(&of), &format!("({low:.3} to {high:.3})"));
        rows.push(Row { ok: mean(&of) >= 0.0, ..row });
    }
    rows
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

/// Where the mean lies in 95 of 100 sets of as many queries, drawn from these. The draws are
/// the same each time.
fn interval(values: &[f64]) -> (f64, f64) {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut draw = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        values.get((state % values.len().max(1) as u64) as usize).copied().unwrap_or(0.0)
    };
    let mut means: Vec<f64> = (0..DRAWS)
        .map(|_| (0..values.len()).map(|_| draw()).sum::<f64>() / values.len().max(1) as f64)
        .collect();
    means.sort_unstable_by(f64::total_cmp);
    let at = |place: usize| means.get(place).copied().unwrap_or(0.0);
    (at(DRAWS / 40), at(DRAWS - 1 - DRAWS / 40))
}

/// Rows of bytes: the program, each index, and both for a reader of one language.
fn weight(answers: &Answers) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    let mut push = |what: &str, gzip: usize, brotli: usize| {
        let name = format!("search {}, {what}", answers.name);
        rows.push(Row::free(&format!("{name}, gzip -9"), gzip as f64, "B"));
        rows.push(Row::free(&format!("{name}, brotli"), brotli as f64, "B"));
    };
    let both =
        |bytes: &[u8]| -> Result<(usize, usize)> { Ok((size::gzip(bytes)?, size::brotli(bytes)?)) };
    let mut program = (0, 0);
    for part in &answers.program {
        let (gzip, brotli) = both(part)?;
        program = (program.0 + gzip, program.1 + brotli);
    }
    push("program", program.0, program.1);
    let served: usize = answers
        .indexes
        .values()
        .map(|index| size::brotli(index.as_bytes()))
        .sum::<Result<usize>>()?;
    let english =
        answers.indexes.get("en").map_or(Ok(0), |index| size::brotli(index.as_bytes()))?;
    for (what, indexes) in [("index", &answers.indexes), ("index without texts", &answers.bare)] {
        let mut sum = (0, 0);
        for (language, index) in indexes {
            let (gzip, brotli) = both(index.as_bytes())?;
            sum = (sum.0 + gzip, sum.1 + brotli);
            push(&format!("{what} {language}"), gzip, brotli);
        }
        if !indexes.is_empty() {
            push(&format!("{what} of all"), sum.0, sum.1);
        }
    }
    let name = format!("search {}, program and", answers.name);
    rows.push(Row::free(&format!("{name} English, brotli"), (program.1 + english) as f64, "B"));
    rows.push(Row::free(&format!("{name} all, brotli"), (program.1 + served) as f64, "B"));
    Ok(rows)
}

fn misses(ours: &Answers, queries: &[Query]) {
    for ((found, query), score) in ours.found.iter().zip(queries).zip(scores(ours, queries)) {
        // Held out means that nobody looks.
        if score < 0.999 && !query.is_unseen {
            let shown: Vec<&str> = found.iter().take(DEPTH).map(String::as_str).collect();
            println!("{score:.2} {} {}: {}", query.language, query.text, shown.join(" "));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Query, interval, mean, ndcg};

    fn query() -> Query {
        Query {
            language: "en".to_owned(),
            kind: "plain".to_owned(),
            text: "returns".to_owned(),
            judged: [("a".to_owned(), 3), ("b".to_owned(), 1)].into(),
            is_unseen: false,
        }
    }

    #[test]
    fn the_best_order_is_one_and_nothing_is_none() {
        let ids = |words: &str| -> Vec<String> { words.split(' ').map(str::to_owned).collect() };
        assert!((ndcg(&ids("a b c"), &query()) - 1.0).abs() < 1e-9);
        assert!(ndcg(&ids("c d e f g a"), &query()).abs() < 1e-9);
        let turned = ndcg(&ids("b a"), &query());
        let exact = (1.0 + 7.0 / 3_f64.log2()) / (7.0 + 1.0 / 3_f64.log2());
        assert!((turned - exact).abs() < 1e-9);
    }

    #[test]
    fn an_interval_holds_its_mean() {
        let values: Vec<f64> = (0..50).map(|value| f64::from(value) / 50.0).collect();
        let (low, high) = interval(&values);
        assert!(low < mean(&values) && mean(&values) < high && high - low < 0.3);
    }
}
