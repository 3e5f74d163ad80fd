//! The words of further languages, a file each.

use std::path::Path;

use anyhow::{Context, Result, bail};

use super::Build;
use crate::workspace;

/// Where the words are written.
const TEXTS: &str = "src/ui/texts";

/// Writes `usher_de.txt` and the like, in the order of `languages.txt`, without the first,
/// which is linked into the widget.
pub(super) fn write(build: &Build) -> Result<()> {
    let texts = workspace::root().join(TEXTS);
    let built_in = read(&texts, "en")?;
    for language in languages()? {
        let words = read(&texts, &language)?;
        check(&built_in, &words, &language)?;
        let file = file(&language);
        std::fs::write(build.out.join(&file), words.join("\n"))
            .with_context(|| format!("cannot write {file}"))?;
    }
    Ok(())
}

/// The files of the further languages.
pub(crate) fn files() -> Result<Vec<String>> {
    Ok(languages()?.iter().map(|language| file(language)).collect())
}

fn file(language: &str) -> String {
    format!("usher_{language}.txt")
}

fn languages() -> Result<Vec<String>> {
    let list = workspace::root().join(TEXTS).join("languages.txt");
    let list = std::fs::read_to_string(&list)
        .with_context(|| format!("cannot read {}", workspace::shown(&list)))?;
    Ok(list.lines().skip(1).filter_map(|line| line.split(' ').next()).map(str::to_owned).collect())
}

/// The lines that are keys with words.
fn read(texts: &Path, language: &str) -> Result<Vec<String>> {
    let path = texts.join(format!("{language}.txt"));
    let text = std::fs::read_to_string(&path)
        .with_context(|| format!("cannot read {}", workspace::shown(&path)))?;
    let is_key = |line: &&str| !line.is_empty() && !line.starts_with('#');
    Ok(text.lines().filter(is_key).map(str::to_owned).collect())
}

/// A word that is missing would be English in the middle of a sentence.
fn check(built_in: &[String], words: &[String], language: &str) -> Result<()> {
    for (known, wanted) in [(words, built_in), (built_in, words)] {
        for line in wanted {
            let (key, text) = line.split_once(" = ").context("a line without words")?;
            let base = key.split('#').next().unwrap_or(key);
            let same = |other: &&String| {
                let other_key = other.split(" = ").next().unwrap_or_default();
                other_key.split('#').next() == Some(base)
            };
            let Some(other) = known.iter().find(same) else {
                bail!("{TEXTS}/{language}.txt and en.txt do not both have `{base}`");
            };
            let is_plural = key.contains('#') || other.contains('#');
            if !is_plural && places(text) != places(other) {
                bail!("{TEXTS}/{language}.txt: `{base}` has other places than in en.txt");
            }
        }
    }
    let is_incomplete = |line: &&String| {
        let key = line.split(" = ").next().unwrap_or_default();
        key.split_once('#').is_some_and(|(base, _)| {
            let other = format!("{base}#other = ");
            !words.iter().any(|line| line.starts_with(&other))
        })
    };
    if let Some(line) = words.iter().find(is_incomplete) {
        bail!("{TEXTS}/{language}.txt: `{line}` needs a form `#other` beside it");
    }
    Ok(())
}

/// The names in braces, sorted.
fn places(text: &str) -> Vec<&str> {
    let mut places: Vec<&str> =
        text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect();
    places.sort_unstable();
    places
}
