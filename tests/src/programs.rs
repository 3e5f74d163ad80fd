//! Where the browsers and their drivers are.

use std::path::{Path, PathBuf};

/// The repository.
pub(crate) fn repository() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().expect("tests/ lies in the repository").to_path_buf()
}

/// The built widget: `USHER_PKG`, or `pkg/` of the repository.
pub(crate) fn built_widget() -> PathBuf {
    let folder =
        std::env::var_os("USHER_PKG").map_or_else(|| repository().join("pkg"), PathBuf::from);
    assert!(
        folder.join("usher.js").is_file(),
        "there is no widget in {}; run `cargo xtask build`",
        folder.display()
    );
    folder
}

/// The first of these programs that is installed.
///
/// A browser that is missing is a failure, never a skip: the story counts only
/// if all three took part.
pub(crate) fn find(names: &[&str]) -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let tools = repository().join("target/tools/bin");
    let folders = std::env::split_paths(&path).chain([tools]);
    let mut places = folders.flat_map(|folder| names.iter().map(move |name| folder.join(name)));
    places.find(|place| place.is_file()).unwrap_or_else(|| {
        panic!("{} is not installed; run `cargo xtask setup`", names.join(" or "))
    })
}

/// WebKit's browser, which Debian keeps away from the PATH.
pub(crate) fn find_mini_browser() -> PathBuf {
    let libraries = Path::new("/usr/lib");
    let folders = std::fs::read_dir(libraries).expect("/usr/lib can be listed");
    let mut places = folders.flatten().map(|entry| entry.path()).flat_map(|folder| {
        ["webkit2gtk-4.1", "webkit2gtk-4.0", "webkitgtk-6.0"]
            .map(|library| folder.join(library).join("MiniBrowser"))
    });
    places
        .find(|place| place.is_file())
        .unwrap_or_else(|| panic!("WebKit's MiniBrowser is not installed; run `cargo xtask setup`"))
}

/// Whether we run as root, where browsers refuse to start their sandbox.
pub(crate) fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").is_ok_and(|me| me.uid() == 0)
}
