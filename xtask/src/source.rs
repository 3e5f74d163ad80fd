//! The repository's own text files.

use anyhow::{Context, Result};

use crate::program::Program;
use crate::workspace;

/// One text file of the repository.
pub(crate) struct Source {
    /// From the repository's top, with `/`.
    pub(crate) path: String,
    pub(crate) text: String,
}

impl Source {
    /// All files git knows or would add. Binary files are left out.
    pub(crate) fn all() -> Result<Vec<Self>> {
        let list = Program::new("git")
            .args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"])
            .output()
            .context("the list of files comes from git")?;
        let paths = list.split('\0').filter(|path| !path.is_empty());
        Ok(paths.filter_map(Self::read).collect())
    }

    /// A file that is gone or is no text is no source.
    fn read(path: &str) -> Option<Self> {
        let text = std::fs::read_to_string(workspace::root().join(path)).ok()?;
        Some(Self { path: path.to_owned(), text })
    }

    pub(crate) fn is_rust(&self) -> bool {
        self.has_extension("rs")
    }

    pub(crate) fn has_extension(&self, extension: &str) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, found)| found == extension)
    }

    /// The file's name without folder and extension.
    pub(crate) fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        name.split('.').next().unwrap_or_default()
    }

    /// Lines with their numbers, from 1.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(index, line)| (index + 1, line))
    }
}
