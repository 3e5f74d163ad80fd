//! The articles of `tests/search`, and what visitors look for in them.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use usher_search::{Document, Part};

use crate::workspace;

/// A query with what answers it.
pub(super) struct Query {
    pub(super) language: String,
    pub(super) kind: String,
    pub(super) text: String,
    /// How well each article answers it, 1 to 3.
    pub(super) judged: BTreeMap<String, u32>,
    /// Whether it is held out from tuning.
    pub(super) is_unseen: bool,
}

/// Articles by language, each language in a file of its own.
pub(super) type Articles = BTreeMap<String, Vec<Document>>;

/// Reads both.
pub(super) fn read() -> Result<(Articles, Vec<Query>)> {
    let folder = workspace::root().join("tests/search");
    let mut articles = Articles::new();
    for entry in std::fs::read_dir(&folder).context("there is no tests/search")? {
        let path = entry?.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if path.extension().is_some_and(|ending| ending == "txt") && name != "queries" {
            let text = std::fs::read_to_string(&path)?;
            articles.insert(name.clone(), documents(&text, &name));
        }
    }
    let text = std::fs::read_to_string(folder.join("queries.txt"))?;
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let queries: Vec<Query> = lines.zip(1_usize..).map(query).collect::<Result<_>>()?;
    for query in &queries {
        let known = articles.get(&query.language).map_or(&[][..], Vec::as_slice);
        for id in query.judged.keys() {
            if !known.iter().any(|article| article.id == *id) {
                bail!("tests/search/queries.txt: `{}` names {id}, which is no article", query.text);
            }
        }
    }
    Ok((articles, queries))
}

/// Articles begin with `=== id | keywords`, their title with `# `, headings with `## `.
fn documents(text: &str, language: &str) -> Vec<Document> {
    let mut documents: Vec<Document> = Vec::new();
    for line in text.lines() {
        if let Some(head) = line.strip_prefix("=== ") {
            let (id, keywords) = head.split_once(" | ").unwrap_or((head, ""));
            documents.push(Document {
                id: id.to_owned(),
                language: language.to_owned(),
                keywords: keywords.to_owned(),
                ..Document::default()
            });
            continue;
        }
        let Some(document) = documents.last_mut() else { continue };
        if let Some(title) = line.strip_prefix("# ") {
            title.clone_into(&mut document.title);
        } else if let Some(heading) = line.strip_prefix("## ") {
            document.body.push(Part::Heading(heading.to_owned()));
        } else if !line.is_empty() {
            document.body.push(Part::Text(line.to_owned()));
        }
    }
    documents
}

/// `language | kind | query | article=grade …`.
fn query((line, number): (&str, usize)) -> Result<Query> {
    let parts: Vec<&str> = line.split(" | ").collect();
    let [language, kind, text, judged] = parts.as_slice() else {
        bail!(
            "tests/search/queries.txt: `{line}` is not language | kind | query | article=grade …"
        );
    };
    let grade = |word: &str| {
        let (id, grade) = word.split_once('=').context("no grade")?;
        Ok((id.to_owned(), grade.parse()?))
    };
    Ok(Query {
        language: (*language).to_owned(),
        kind: (*kind).to_owned(),
        text: (*text).to_owned(),
        judged: judged.split_whitespace().map(grade).collect::<Result<_>>()?,
        is_unseen: number.is_multiple_of(3),
    })
}
