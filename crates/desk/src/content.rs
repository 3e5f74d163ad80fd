//! Articles and guides: from Markdown, or JSON in the same form, to the files the widget
//! reads, and to plain text for what searches in them.
//!
//! [`tree`] is what an article is; [`markdown`] and [`written`] read it, [`link`] says where
//! it may lead, [`shelf`] looks at all of them together, [`file`] writes.

pub mod draft;
pub mod file;
pub mod front;
pub mod link;
pub mod markdown;
pub mod markup;
pub mod name;
pub mod plain;
pub mod shelf;
pub mod site;
pub mod tree;
pub mod written;

pub use plain::Plain;
pub use shelf::Content;
pub use tree::Article;

use crate::check::{Document, Finding, Form, Source, read as read_source};
use crate::error::AppError;
use clap::Args;
use draft::{Draft, Entry};
use site::Site;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// How deep folders may lie inside each other; a link in a circle ends there.
const MAX_FOLDERS: usize = 8;

/// What is said about content on the command line.
#[derive(Clone, Debug, Args)]
pub struct ContentOptions {
    /// The language of articles that do not name theirs, and of what is not translated
    #[arg(long, default_value = "en", value_name = "CODE", value_parser = language)]
    pub language: String,

    /// The folder the shop is served from: sizes of pictures are read there, and links to its
    /// pages are followed
    #[arg(long, value_name = "DIR", value_parser = folder)]
    pub site: Option<PathBuf>,

    /// Missing translations are mistakes
    #[arg(long)]
    pub strict: bool,
}

impl Default for ContentOptions {
    fn default() -> Self {
        Self { language: "en".to_owned(), site: None, strict: false }
    }
}

fn language(code: &str) -> Result<String, String> {
    match name::is_language(code) {
        true => Ok(code.to_owned()),
        false => Err("write the code of a language, such as en or pt-BR".to_owned()),
    }
}

fn folder(path: &str) -> Result<PathBuf, String> {
    match Path::new(path).is_dir() {
        true => Ok(path.into()),
        false => Err("there is no such folder".to_owned()),
    }
}

/// What was read.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The files, in the order of their names.
    pub sources: Vec<Source>,
    /// What is wrong, each with the place of its file among those.
    pub found: Vec<(usize, Finding)>,
    /// The articles; to be used only where nothing is wrong.
    pub content: Content,
}

impl Content {
    /// What can be searched in a language: every article, in the order of their names.
    #[must_use]
    pub fn plain(&self, language: &str) -> Vec<Plain> {
        self.languages.get(language).into_iter().flatten().map(Plain::from).collect()
    }
}

/// The files that hold content: of a folder and those in it, or the one file. Names in a
/// folder that begin with `_` or `.` are left out, and what was compiled.
///
/// Errors: a folder or file that cannot be read.
pub fn sources(from: &Path) -> Result<Vec<Source>, AppError> {
    let mut paths = vec![from.to_owned()];
    if from.is_dir() {
        paths.clear();
        walk(from, 0, &mut paths)?;
    }
    paths.sort();
    let sources = paths.iter().map(|path| read_source(&path.display().to_string()));
    let sources = sources.collect::<Result<Vec<Source>, _>>()?;
    Ok(sources.into_iter().filter(is_content).collect())
}

/// Whether a file holds content: Markdown, or JSON with articles in it.
#[must_use]
pub fn is_content(source: &Source) -> bool {
    match source.form {
        Form::Markdown => true,
        Form::Json => Document::read(source).is_ok_and(|read| written::is_content(&read)),
        Form::Toml => false,
    }
}

/// Whether `usher compile` wrote a file: what goes into a folder must not come out of it as
/// something new.
#[must_use]
pub fn is_made(name: &str) -> bool {
    name.starts_with("usher_content.") && name.ends_with(".json")
}

fn walk(folder: &Path, depth: usize, paths: &mut Vec<PathBuf>) -> Result<(), AppError> {
    let unread = |error: std::io::Error| {
        AppError::Unreadable(folder.display().to_string(), error.to_string())
    };
    for entry in std::fs::read_dir(folder).map_err(unread)? {
        let path = entry.map_err(unread)?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        if name.is_none_or(|name| name.starts_with(['_', '.']) || is_made(&name)) {
            continue;
        }
        if path.is_dir() && depth < MAX_FOLDERS {
            walk(&path, depth + 1, paths)?;
        } else if path.extension().is_some_and(|end| end == "md" || end == "json") {
            paths.push(path);
        }
    }
    Ok(())
}

/// Reads content from files, and says everything that is wrong with it.
#[must_use]
pub fn read(sources: Vec<Source>, options: &ContentOptions) -> Reading {
    let site = Site(options.site.clone());
    let (mut entries, mut found) = (Vec::new(), Vec::new());
    let mut drafts: Vec<(usize, Draft)> = Vec::new();
    for (number, source) in sources.iter().enumerate() {
        if source.form == Form::Markdown {
            drafts.push((number, draft::begin(source, &options.language)));
            continue;
        }
        let (read, wrong) = match Document::read(source) {
            Ok(document) => written::read(number, &document, &site),
            Err(finding) => (Vec::new(), vec![finding]),
        };
        entries.extend(read);
        found.extend(wrong.into_iter().map(|finding| (number, finding)));
    }
    let guides = guides(&drafts, &options.language);
    for (number, draft) in drafts {
        let original = guides.get(&draft.id).copied().unwrap_or_default();
        let is_guide = draft.front.is_guide.unwrap_or(original);
        let Some(source) = sources.get(number) else { continue };
        let (entry, wrong): (Entry, _) = draft::finish((number, source), draft, is_guide, &site);
        entries.push(entry);
        found.extend(wrong.into_iter().map(|finding| (number, finding)));
    }
    let (content, wrong) = shelf::arrange(entries, &options.language);
    found.extend(wrong);
    for (_, finding) in &mut found {
        finding.is_warning &= !options.strict;
    }
    found.sort_by_key(|(number, finding)| (*number, finding.span.start));
    Reading { sources, found, content }
}

/// Which articles are guides in the language they were written in first.
fn guides(drafts: &[(usize, Draft)], language: &str) -> BTreeMap<String, bool> {
    let originals = drafts.iter().filter(|(_, draft)| draft.language == language);
    originals.filter_map(|(_, draft)| Some((draft.id.clone(), draft.front.is_guide?))).collect()
}
