//! A secret of the owner: in a file of its own, and nowhere else.

use crate::error::AppError;
use std::fmt;
use std::path::Path;

/// A password or token. It is never shown: not in the log, not in a message.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Reads the first line of a file. A secret is never a part of the settings, which are
    /// shown and copied, nor of the command line, which every user of the machine sees.
    ///
    /// Errors: the file cannot be read, is empty, or others may read it.
    pub fn read(file: &Path) -> Result<Self, AppError> {
        let shown = file.display().to_string();
        let text = std::fs::read_to_string(file)
            .map_err(|error| AppError::Unreadable(shown.clone(), error.to_string()))?;
        if is_open(file) {
            let why = "others on this machine may read it; `chmod 600` it".to_owned();
            return Err(AppError::Unreadable(shown, why));
        }
        let line = text.lines().next().unwrap_or_default().trim();
        match line.is_empty() {
            true => Err(AppError::Unreadable(shown, "its first line is empty".to_owned())),
            false => Ok(Self(line.to_owned())),
        }
    }

    /// The secret itself, for whoever it is meant for.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Secret(…)")
    }
}

#[cfg(unix)]
fn is_open(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(file).is_ok_and(|file| file.permissions().mode() & 0o007 != 0)
}

#[cfg(not(unix))]
fn is_open(_: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    fn file(text: &str, mode: u32) -> (tempfile::TempDir, std::path::PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret");
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
        (folder, path)
    }

    #[test]
    fn a_secret_is_read_and_never_shown() {
        let (_folder, path) = file("hunter2-of-the-shop\nmore\n", 0o600);
        let secret = Secret::read(&path).unwrap();
        assert_eq!(secret.reveal(), "hunter2-of-the-shop");
        assert_eq!(format!("{secret:?} {:?}", Some(&secret)), "Secret(…) Some(Secret(…))");
    }

    #[test]
    fn a_file_that_others_may_read_holds_no_secret() {
        for (text, mode, said) in [("x", 0o644, "chmod 600"), ("\n", 0o600, "empty")] {
            let (_folder, path) = file(text, mode);
            assert!(Secret::read(&path).unwrap_err().to_string().contains(said));
        }
    }
}
