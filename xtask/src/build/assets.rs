//! The names and hashes of the shipped files.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::workspace;

/// The widget's name in files.
pub(crate) const NAME: &str = "usher_widget";
/// The loader: the one script a site embeds.
pub(crate) const LOADER: &str = "usher.js";
/// The JavaScript between the browser and the wasm.
pub(crate) const GLUE: &str = "usher_widget.js";
/// The part that loads on every page.
pub(crate) const WASM: &str = "usher_widget.wasm";

/// What follows consent managers, where a page has one.
pub(crate) const CONSENT: &str = "usher_consent.js";

/// What tells of buying beside the data layer.
pub(crate) const COMMERCE: &str = "usher_commerce.js";

/// Plain help links, where the widget cannot be started.
pub(crate) const LINKS: &str = "usher_links.js";

/// What shows the owner what waits and what became of it.
pub(crate) const INSPECT: &str = "usher_inspect.js";

/// Where the parts are that not every page loads, and their hashes.
pub(crate) const PARTS: &str = "usher_parts.json";

/// What reads pages that say too little in data, and its program.
pub(crate) const READER: &str = "usher_reader.js";
pub(crate) const READER_WASM: &str = "usher_reader.wasm";

/// What sends to further endpoints of the owner, and its program.
pub(crate) const ENDPOINTS: &str = "usher_endpoints.js";
pub(crate) const ENDPOINTS_WASM: &str = "usher_endpoints.wasm";

/// What finds articles for visitors who look for help, and its program.
pub(crate) const SEARCH: &str = "usher_search.js";
pub(crate) const SEARCH_WASM: &str = "usher_search.wasm";

/// What takes names of persons out of what visitors write.
pub(crate) const REDACTION_WASM: &str = "usher_redaction.wasm";

/// What reads a configuration and follows what it says; a chunk.
pub(crate) const CONFIG_WASM: &str = "usher_config.wasm";

/// What the glue loads when it is needed, and the hashes of that.
pub(crate) const LATER: &str = "usher_later.json";

/// One shipped file as its loader needs to know it.
#[derive(Serialize)]
pub(super) struct Asset {
    file: String,
    integrity: String,
}

/// What the loader is told. Shape: agreed with `www/loader/usher.js`.
#[derive(Serialize)]
pub(super) struct Assets {
    version: &'static str,
    glue: Asset,
    wasm: Asset,
    consent: Asset,
    parts: Asset,
    reader: Asset,
}

impl Assets {
    /// Reads the built files in `folder`.
    pub(super) fn read(folder: &Path) -> Result<Self> {
        Ok(Self {
            version: workspace::VERSION,
            glue: Asset::read(folder, GLUE)?,
            wasm: Asset::read(folder, WASM)?,
            consent: Asset::read(folder, CONSENT)?,
            parts: Asset::read(folder, PARTS)?,
            reader: Asset::read(folder, READER)?,
        })
    }
}

/// What the loader finds in a file of its own, so that most pages do not load its hashes.
#[derive(Serialize)]
struct Parts {
    commerce: Asset,
    endpoints: Asset,
    inspect: Asset,
    links: Asset,
}

/// Writes the file that names the parts not every page loads.
pub(super) fn write_parts(folder: &Path) -> Result<()> {
    let parts = Parts {
        commerce: Asset::read(folder, COMMERCE)?,
        endpoints: Asset::read(folder, ENDPOINTS)?,
        inspect: Asset::read(folder, INSPECT)?,
        links: Asset::read(folder, LINKS)?,
    };
    std::fs::write(folder.join(PARTS), serde_json::to_string(&parts)?)
        .with_context(|| format!("cannot write {PARTS}"))
}

/// What the glue finds in a file of its own, but for what draws. Shape: agreed with
/// `www/loader/chunk.js`.
#[derive(Serialize)]
struct Later {
    config: Asset,
    redaction: Asset,
    /// In the order of `languages.txt`.
    words: Vec<Asset>,
}

/// Writes the file that names what the glue loads when it is needed.
pub(super) fn write_later(folder: &Path, words: &[String]) -> Result<()> {
    let later = Later {
        config: Asset::read(folder, CONFIG_WASM)?,
        redaction: Asset::read(folder, REDACTION_WASM)?,
        words: words.iter().map(|file| Asset::read(folder, file)).collect::<Result<_>>()?,
    };
    std::fs::write(folder.join(LATER), serde_json::to_string(&later)?)
        .with_context(|| format!("cannot write {LATER}"))
}

impl Asset {
    /// Reads a built file.
    pub(super) fn read(folder: &Path, file: &str) -> Result<Self> {
        Ok(Self { file: file.to_owned(), integrity: integrity(&folder.join(file))? })
    }
}

/// Programs that are no chunks.
const PROGRAMS: [&str; 5] = [WASM, READER_WASM, ENDPOINTS_WASM, REDACTION_WASM, SEARCH_WASM];

/// The chunks in a folder of built files: name and file.
pub(crate) fn chunk_files(folder: &Path) -> Result<BTreeMap<String, String>> {
    let mut chunks = BTreeMap::new();
    for entry in
        std::fs::read_dir(folder).with_context(|| format!("there is no {}", folder.display()))?
    {
        let file = entry?.file_name().to_string_lossy().into_owned();
        let name = file.strip_prefix("usher_").and_then(|rest| rest.strip_suffix(".wasm"));
        if let Some(name) = name.filter(|_| !PROGRAMS.contains(&&*file)) {
            chunks.insert(name.to_owned(), file.clone());
        }
    }
    Ok(chunks)
}

/// A file's hash as Subresource Integrity writes it.
fn integrity(path: &Path) -> Result<String> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(format!("sha256-{}", STANDARD.encode(Sha256::digest(bytes))))
}

/// The shipped name of a module the tools wrote; `None` for other files.
pub(super) fn shipped_name(file: &str) -> Option<String> {
    if file == format!("{NAME}_bg.wasm") {
        return Some(WASM.to_owned());
    }
    let chunk = file.strip_suffix(".wasm")?;
    Some(format!("usher_{}.wasm", chunk.strip_prefix("split_").unwrap_or(chunk)))
}
