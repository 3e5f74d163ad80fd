//! Two clean builds in different folders, compared byte by byte.
//!
//! Whoever builds a release anew must get the files whose hashes the loader carries;
//! a path, a date or the order of a hash map in one of them would show here.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::program::{self, Program};
use crate::{stamp, workspace};

/// The folders, of different names, lengths and depths.
const PLACES: [&str; 2] = ["a", "another place/of a longer name"];

/// Builds twice and says which files differ; `false` when any does.
pub(super) fn run() -> Result<bool> {
    let work = workspace::target().join("reproduce");
    super::clear(&work)?;
    let roots = PLACES.map(|place| work.join(place));
    // All of them first: somebody may go on working meanwhile.
    for root in &roots {
        copy_sources(root)?;
        lend_tools(root)?;
    }
    let mut builds = Vec::new();
    for root in &roots {
        // The same program builds both: it is a tool, as wasm-opt is.
        let is_built = Program::new(program::own_path())
            .arg("build")
            .env(workspace::ROOT, root)
            .env("CARGO_TARGET_DIR", root.join("target"))
            .watch(|_| {})?;
        if !is_built {
            bail!("the build in {} failed", workspace::shown(root));
        }
        builds.push(digests(&root.join("pkg"))?);
        // Nothing of the first may be there for the second; it is also gigabytes.
        std::fs::rename(root.join("pkg"), work.join(format!("pkg-{}", builds.len())))?;
        std::fs::remove_dir_all(root.join("target"))?;
    }
    let [first, second] = builds.as_slice() else { bail!("there are two places") };
    Ok(compare(first, second))
}

fn compare(first: &BTreeMap<String, String>, second: &BTreeMap<String, String>) -> bool {
    let mut is_same = true;
    for name in first.keys().chain(second.keys().filter(|name| !first.contains_key(*name))) {
        if first.get(name) != second.get(name) {
            is_same = false;
            println!("reproduce: {name} differs");
        }
    }
    let verdict = if is_same { "the same bytes" } else { "different bytes" };
    println!("reproduce: {} files, two folders, {verdict}", first.len());
    is_same
}

/// What git knows or would take: what a release is made from.
fn copy_sources(root: &Path) -> Result<()> {
    let list = Program::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .output()?;
    for file in list.split('\0').filter(|file| !file.is_empty()) {
        let from = workspace::root().join(file);
        // One that was deleted and not committed yet.
        if !from.is_file() {
            continue;
        }
        let to = root.join(file);
        let folder = to.parent().context("a file lies in a folder")?;
        std::fs::create_dir_all(folder)?;
        std::fs::copy(&from, &to).with_context(|| format!("cannot copy {file}"))?;
    }
    Ok(())
}

/// Spares the downloads: the tools are pinned by their versions.
fn lend_tools(root: &Path) -> Result<()> {
    std::fs::create_dir_all(root.join("target"))?;
    #[cfg(unix)]
    std::os::unix::fs::symlink(workspace::tools(), root.join("target/tools"))
        .context("cannot lend the tools")?;
    Ok(())
}

/// Every shipped file with its fingerprint; the build's own notes begin with a dot.
fn digests(folder: &Path) -> Result<BTreeMap<String, String>> {
    let mut found = BTreeMap::new();
    let mut folders: Vec<PathBuf> = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next)? {
            let path = entry?.path();
            let name = path.strip_prefix(folder)?.display().to_string();
            if path.is_dir() {
                folders.push(path);
            } else if !name.starts_with('.') {
                found.insert(name, stamp::digest([std::fs::read(&path)?.as_slice()]));
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_differs_or_is_missing_is_seen() {
        let build = |files: &[(&str, &str)]| {
            files.iter().map(|(name, hash)| ((*name).to_owned(), (*hash).to_owned())).collect()
        };
        let whole: BTreeMap<String, String> = build(&[("usher.js", "1"), ("usher.wasm", "2")]);
        assert!(compare(&whole, &whole.clone()));
        assert!(!compare(&whole, &build(&[("usher.js", "1"), ("usher.wasm", "3")])));
        assert!(!compare(&whole, &build(&[("usher.js", "1")])));
        assert!(!compare(&build(&[("usher.js", "1")]), &whole));
    }
}
