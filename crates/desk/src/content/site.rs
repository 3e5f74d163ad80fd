//! The shop's own files, where they are at hand: how large pictures are, and whether a page
//! is there.

use std::path::{Path, PathBuf};
use usher_schema::content::MAX_SIDE;

/// The folder the shop is served from, if somebody said which.
#[derive(Clone, Debug, Default)]
pub struct Site(pub Option<PathBuf>);

/// Why the size of a picture is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// There is no such file.
    Missing,
    /// It is there, and does not say its size in a way that is understood.
    Unread,
    /// It is not one of the shop's files, or nobody said where those are.
    Elsewhere,
}

impl Site {
    /// Whether a path of the shop is known to lead nowhere.
    #[must_use]
    pub fn lacks(&self, path: &str) -> bool {
        let Some(file) = self.file(path) else { return false };
        let page = file.with_file_name(format!(
            "{}.html",
            file.file_name().map(|name| name.to_string_lossy()).unwrap_or_default()
        ));
        ![file.clone(), page, file.join("index.html")].iter().any(|file| file.is_file())
    }

    /// Width and height in pixels of a picture of the shop, which is what a browser leaves
    /// room for before it comes.
    ///
    /// Errors: why it is not known.
    pub fn size(&self, path: &str) -> Result<(u32, u32), Unknown> {
        let file = self.file(path).ok_or(Unknown::Elsewhere)?;
        if !file.is_file() {
            return Err(Unknown::Missing);
        }
        let size = imagesize::size(&file).map_err(|_| Unknown::Unread)?;
        let side =
            |side: usize| u32::try_from(side).ok().filter(|side| (1..=MAX_SIDE).contains(side));
        side(size.width).zip(side(size.height)).ok_or(Unknown::Unread)
    }

    /// The file of a path; none where the path leads out of the folder.
    fn file(&self, path: &str) -> Option<PathBuf> {
        let path = path.split(['?', '#']).next().filter(|path| path.starts_with('/'))?;
        let path = percent_encoding::percent_decode_str(path.trim_start_matches('/'));
        let path = path.decode_utf8().ok()?;
        let is_inside = path.split('/').all(|part| part != "..") && !path.contains(['\\', '\0']);
        let folder: &Path = self.0.as_deref()?;
        is_inside.then(|| folder.join(path.as_ref()))
    }
}
