//! `usher check`: reads a configuration as the widget will, and says what is wrong
//! the way a compiler does.

mod document;
mod finding;
mod report;
mod source;

pub use document::Document;
pub use finding::{Finding, findings};
pub use report::{json, text};
pub use source::{Source, read};

use crate::error::AppError;
use clap::Args;

/// What `usher check` can be told.
#[derive(Clone, Debug, Args)]
pub struct CheckOptions {
    /// Configuration files or their addresses: JSON, or TOML when the name ends so
    #[arg(required = true, value_name = "FILE|URL")]
    pub sources: Vec<String>,

    /// One JSON object a finding, for machines
    #[arg(long)]
    pub json: bool,
}

/// Checks every source; whether all are as they should be.
///
/// Errors: a source that cannot be read at all.
pub fn check(options: &CheckOptions) -> Result<bool, AppError> {
    let mut count = 0;
    for name in &options.sources {
        let source = read(name)?;
        let found = examine(&source);
        count += found.len();
        for finding in &found {
            let words = if options.json { json(&source, finding) } else { text(&source, finding) };
            println!("{words}");
        }
    }
    if !options.json {
        let files = options.sources.len();
        println!("{}", summary(files, count));
    }
    Ok(count == 0)
}

/// What is wrong with a source, in the order of its lines.
#[must_use]
pub fn examine(source: &Source) -> Vec<Finding> {
    match Document::read(source) {
        Ok(document) => findings(&document),
        Err(finding) => vec![finding],
    }
}

fn summary(files: usize, count: usize) -> String {
    let plural = |count: usize| if count == 1 { "" } else { "s" };
    match count {
        0 => format!("{files} file{} checked, nothing wrong.", plural(files)),
        _ => format!("{files} file{} checked, {count} mistake{}.", plural(files), plural(count)),
    }
}
