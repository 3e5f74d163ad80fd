//! `size`: bytes per shipped file, and the sums that have limits.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;
use lexopt::prelude::*;

use crate::budget::Budgets;
use crate::build::{self, Build, assets, words};
use crate::row::{self, Row};

/// One shipped file: as it is, and as it travels.
struct Weight {
    file: String,
    raw: usize,
    gzip: usize,
    brotli: usize,
}

pub(crate) fn command(args: &mut lexopt::Parser) -> Result<bool> {
    let mut is_json = false;
    while let Some(arg) = args.next()? {
        match arg {
            Long("json") => is_json = true,
            other => return Err(other.unexpected().into()),
        }
    }
    let build = Build::release();
    build::run(&build)?;
    row::print(&rows(&build.out)?, is_json)
}

/// Shipped files beside chunks and words.
const FILES: [&str; 16] = [
    assets::LOADER,
    assets::GLUE,
    assets::WASM,
    assets::LATER,
    assets::PARTS,
    assets::READER,
    assets::READER_WASM,
    assets::CONSENT,
    assets::COMMERCE,
    assets::LINKS,
    assets::INSPECT,
    assets::ENDPOINTS,
    assets::ENDPOINTS_WASM,
    assets::SEARCH,
    assets::SEARCH_WASM,
    assets::REDACTION_WASM,
];

fn rows(pkg: &Path) -> Result<Vec<Row>> {
    let chunks = assets::chunk_files(pkg)?;
    let words = words::files()?;
    let files = FILES.into_iter().chain(chunks.values().chain(&words).map(String::as_str));
    let weights = files.map(|file| weigh(pkg, file)).collect::<Result<Vec<_>>>()?;
    let mut rows = Vec::new();
    for weight in &weights {
        for (form, bytes) in
            [("raw", weight.raw), ("gzip -9", weight.gzip), ("brotli", weight.brotli)]
        {
            rows.push(Row::free(&format!("delivery {}, {form}", weight.file), bytes as f64, "B"));
        }
    }
    let budgets = Budgets::read()?;
    let of = |files: &[&str]| -> usize {
        let named = weights.iter().filter(|weight| files.contains(&weight.file.as_str()));
        named.map(|weight| weight.brotli).sum()
    };
    let drawn = chunks.values().map(String::as_str).filter(|file| *file != assets::CONFIG_WASM);
    let all = of(&[assets::LOADER, assets::GLUE, assets::WASM]) + of(&drawn.collect::<Vec<_>>());
    let reader = of(&[assets::READER, assets::READER_WASM]);
    for (name, bytes) in [
        ("delivery loader, brotli", of(&[assets::LOADER])),
        ("delivery loads on each page, brotli", of(&[assets::GLUE, assets::WASM])),
        ("delivery all of it, brotli", all),
        ("delivery reader, brotli", reader),
        ("delivery all of it and the reader, brotli", all + reader),
        // Loaded where there is a configuration file.
        ("delivery reading a configuration, brotli", of(&[assets::CONFIG_WASM])),
        ("delivery where a consent manager is, brotli", of(&[assets::CONSENT])),
        ("delivery where a data layer does not say it all, brotli", of(&[assets::COMMERCE])),
        // Loaded by those who name endpoints, and by nobody else.
        ("delivery further endpoints, brotli", of(&[assets::ENDPOINTS, assets::ENDPOINTS_WASM])),
        // Loaded by visitors who look for help.
        ("delivery search, brotli", of(&[assets::SEARCH, assets::SEARCH_WASM])),
        // Loaded by visitors who write something.
        ("delivery redaction, brotli", of(&[assets::REDACTION_WASM])),
        // One of them, where the page is not in English.
        (
            "delivery words of a further language, brotli",
            words.iter().map(|file| of(&[file])).max().unwrap_or(0),
        ),
    ] {
        rows.push(Row::limited(budgets.get(name)?, bytes as f64));
    }
    Ok(rows)
}

fn weigh(pkg: &Path, file: &str) -> Result<Weight> {
    let bytes =
        std::fs::read(pkg.join(file)).with_context(|| format!("the build left no {file}"))?;
    Ok(Weight {
        file: file.to_owned(),
        raw: bytes.len(),
        gzip: gzip(&bytes)?,
        brotli: brotli(&bytes)?,
    })
}

pub(crate) fn gzip(bytes: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

pub(crate) fn brotli(mut bytes: &[u8]) -> Result<usize> {
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut bytes, &mut packed, &params)?;
    Ok(packed.len())
}
