//! `usher check`: reads a configuration as the widget will, and says what is wrong
//! the way a compiler does.

mod document;
mod finding;
mod report;
mod source;

pub use document::{Document, Node};
pub(crate) use finding::nearest;
pub use finding::{Finding, findings};
pub use report::{json, text};
pub(crate) use source::configurations;
pub use source::{Form, Source, read};

use crate::content::{self, ContentOptions};
use crate::error::AppError;
use clap::Args;
use std::path::Path;

/// What `usher check` can be told.
#[derive(Clone, Debug, Args)]
pub struct CheckOptions {
    /// Configuration and articles: files, folders of them, or addresses. JSON, or TOML or
    /// Markdown when the name ends so
    #[arg(required = true, value_name = "FILE|DIR|URL")]
    pub sources: Vec<String>,

    /// One JSON object a finding, for machines
    #[arg(long)]
    pub json: bool,

    /// What is said about articles.
    #[command(flatten)]
    pub about: ContentOptions,
}

/// Checks every source; whether all are as they should be.
///
/// Errors: a source that cannot be read at all.
pub fn check(options: &CheckOptions) -> Result<bool, AppError> {
    let (mut files, mut mistakes, mut warnings) = (0, 0, 0);
    for name in &options.sources {
        for (source, found) in examined(name, &options.about)? {
            files += 1;
            for finding in &found {
                let words =
                    if options.json { json(&source, finding) } else { text(&source, finding) };
                println!("{words}");
                match finding.is_warning {
                    true => warnings += 1,
                    false => mistakes += 1,
                }
            }
        }
    }
    if !options.json {
        println!("{}", summary(files, mistakes, warnings));
    }
    Ok(mistakes == 0)
}

/// The files of one argument, with what is wrong with each.
fn examined(name: &str, about: &ContentOptions) -> Result<Vec<(Source, Vec<Finding>)>, AppError> {
    let path = Path::new(name);
    if path.is_dir() {
        let found = configurations(path)?.into_iter().map(|source| {
            let found = examine(&source);
            (source, found)
        });
        let mut all: Vec<_> = found.collect();
        all.extend(by_file(content::read(content::sources(path)?, about)));
        return if all.is_empty() { Err(nothing(path)) } else { Ok(all) };
    }
    let source = read(name)?;
    if !content::is_content(&source) {
        let found = examine(&source);
        return Ok(vec![(source, found)]);
    }
    // An article is looked at among those of its folder: that is where its links lead.
    let mut sources = vec![source];
    if let (Some(folder), Some(file)) = (path.parent(), path.file_name())
        && path.is_file()
    {
        let folder = if folder == Path::new("") { Path::new(".") } else { folder };
        let own = folder.join(file);
        let beside = content::sources(folder)?.into_iter();
        sources.extend(beside.filter(|other| Path::new(&other.name) != own));
    }
    Ok(by_file(content::read(sources, about)).into_iter().take(1).collect())
}

/// A folder without anything to read.
pub(crate) fn nothing(folder: &Path) -> AppError {
    let reason = "there is no .toml, no .json and no .md file in it\n  Fix: name the folder in \
                  which your configuration or your articles are.";
    AppError::Unreadable(folder.display().to_string(), reason.to_owned())
}

fn by_file(reading: content::Reading) -> Vec<(Source, Vec<Finding>)> {
    let mut files: Vec<(Source, Vec<Finding>)> =
        reading.sources.into_iter().map(|source| (source, Vec::new())).collect();
    for (number, finding) in reading.found {
        if let Some((_, found)) = files.get_mut(number) {
            found.push(finding);
        }
    }
    files
}

/// What is wrong with a source, in the order of its lines.
#[must_use]
pub fn examine(source: &Source) -> Vec<Finding> {
    match Document::read(source) {
        Ok(document) if content::written::is_index(&document) => {
            content::written::faults_of_index(&document)
        }
        Ok(document) => findings(&document),
        Err(finding) => vec![finding],
    }
}

fn summary(files: usize, mistakes: usize, warnings: usize) -> String {
    let some = |count: usize, one: &str| match count {
        1 => format!("1 {one}"),
        count => format!("{count} {one}s"),
    };
    let wrong = match (mistakes, warnings) {
        (0, 0) => "nothing wrong".to_owned(),
        (0, warnings) => some(warnings, "warning"),
        (mistakes, 0) => some(mistakes, "mistake"),
        (mistakes, warnings) => {
            format!("{}, {}", some(mistakes, "mistake"), some(warnings, "warning"))
        }
    };
    format!("{} checked, {wrong}.", some(files, "file"))
}
