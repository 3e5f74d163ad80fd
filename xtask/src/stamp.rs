//! Stamps: a step whose inputs did not change is not done again.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// What a step was made from and what it made.
#[derive(Serialize, Deserialize, PartialEq)]
struct Stamp {
    input: String,
    outputs: BTreeMap<String, String>,
}

/// A fingerprint of some bytes.
pub(crate) fn digest<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        // The length keeps ("ab", "c") and ("a", "bc") apart.
        hasher.update(part.len().to_le_bytes());
        hasher.update(part);
    }
    format!("{:x}", hasher.finalize())
}

/// Whether the step in `folder` already ran with `input` and nobody touched its outputs.
pub(crate) fn is_fresh(folder: &Path, step: &str, input: &str) -> bool {
    let Ok(text) = std::fs::read_to_string(path(folder, step)) else { return false };
    let Ok(stamp) = serde_json::from_str::<Stamp>(&text) else { return false };
    stamp.input == input
        && stamp
            .outputs
            .iter()
            .all(|(name, seen)| digest_of(&folder.join(name)).is_ok_and(|now| now == *seen))
}

/// Writes down that the step ran.
pub(crate) fn write(folder: &Path, step: &str, input: &str, outputs: &[&str]) -> Result<()> {
    let outputs = outputs
        .iter()
        .map(|name| Ok(((*name).to_owned(), digest_of(&folder.join(name))?)))
        .collect::<Result<BTreeMap<_, _>>>()?;
    let stamp = Stamp { input: input.to_owned(), outputs };
    std::fs::write(path(folder, step), serde_json::to_string_pretty(&stamp)?)
        .context("cannot write a build stamp")
}

fn digest_of(path: &Path) -> Result<String> {
    Ok(digest([std::fs::read(path)?.as_slice()]))
}

fn path(folder: &Path, step: &str) -> PathBuf {
    folder.join(format!(".{step}.stamp"))
}
