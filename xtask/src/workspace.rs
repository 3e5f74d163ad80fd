//! Where things are in the repository.

use std::path::{Path, PathBuf};

/// The version every shipped file carries; the workspace has one for all crates.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Names another copy of the repository to work in.
pub(crate) const ROOT: &str = "USHER_ROOT";

/// The repository's top folder.
pub(crate) fn root() -> PathBuf {
    if let Some(root) = std::env::var_os(ROOT) {
        return root.into();
    }
    // Compiled in, so that the command works from any folder below.
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_owned()
}

/// Cargo's output folder.
pub(crate) fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// Tools installed for this repository alone.
pub(crate) fn tools() -> PathBuf {
    root().join("target/tools")
}

/// What a site owner takes: the release build.
pub(crate) fn pkg() -> PathBuf {
    root().join("pkg")
}

/// The quick build for people who work on the widget; never shipped.
pub(crate) fn pkg_dev() -> PathBuf {
    root().join("target/pkg-dev")
}

/// `path` as a person reads it: from the repository's top, with `/`.
pub(crate) fn shown(path: &Path) -> String {
    let root = root();
    let path = path.strip_prefix(&root).unwrap_or(path);
    path.display().to_string().replace('\\', "/")
}
