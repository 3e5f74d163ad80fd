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

fn rows(pkg: &Path) -> Result<Vec<Row>> {
    let loader = weigh(pkg, assets::LOADER)?;
    let every_page = [weigh(pkg, assets::GLUE)?, weigh(pkg, assets::WASM)?];
    let chunks = assets::chunk_files(pkg)?
        .values()
        .map(|file| weigh(pkg, file))
        .collect::<Result<Vec<_>>>()?;
    let consent = weigh(pkg, assets::CONSENT)?;
    let commerce = weigh(pkg, assets::COMMERCE)?;
    let links = weigh(pkg, assets::LINKS)?;
    let inspect = weigh(pkg, assets::INSPECT)?;
    let parts = weigh(pkg, assets::PARTS)?;

    let reader = [weigh(pkg, assets::READER)?, weigh(pkg, assets::READER_WASM)?];

    let endpoints = [weigh(pkg, assets::ENDPOINTS)?, weigh(pkg, assets::ENDPOINTS_WASM)?];

    let search = [weigh(pkg, assets::SEARCH)?, weigh(pkg, assets::SEARCH_WASM)?];

    let redaction = weigh(pkg, assets::REDACTION_WASM)?;

    let words: Vec<Weight> =
        words::files()?.iter().map(|file| weigh(pkg, file)).collect::<Result<_>>()?;
    let longest = words.iter().map(|words| words.brotli).max().unwrap_or(0);

    let mut rows = Vec::new();
    for weight in [&loader]
        .into_iter()
        .chain(&every_page)
        .chain(&chunks)
        .chain(&reader)
        .chain([&consent, &commerce, &links, &inspect, &parts])
        .chain(&endpoints)
        .chain(&search)
        .chain([&redaction])
        .chain(&words)
    {
        for (form, bytes) in
            [("raw", weight.raw), ("gzip -9", weight.gzip), ("brotli", weight.brotli)]
        {
            rows.push(Row::free(&format!("delivery {}, {form}", weight.file), bytes as f64, "B"));
        }
    }
    let budgets = Budgets::read()?;
    let on_each_page: usize = every_page.iter().map(|weight| weight.brotli).sum();
    let (config, drawing): (Vec<_>, Vec<_>) =
        chunks.iter().partition(|weight| weight.file == assets::CONFIG_WASM);
    let sum = |weights: &[&Weight]| weights.iter().map(|weight| weight.brotli).sum::<usize>();
    let (config, later) = (sum(&config), sum(&drawing));
    let all = loader.brotli + on_each_page + later;
    let reader: usize = reader.iter().map(|weight| weight.brotli).sum();
    for (name, bytes) in [
        ("delivery loader, brotli", loader.brotli),
        ("delivery loads on each page, brotli", on_each_page),
        ("delivery all of it, brotli", all),
        ("delivery reader, brotli", reader),
        ("delivery all of it and the reader, brotli", all + reader),
        // Loaded where there is a configuration file.
        ("delivery reading a configuration, brotli", config),
        ("delivery where a consent manager is, brotli", consent.brotli),
        ("delivery where a data layer does not say it all, brotli", commerce.brotli),
        // Loaded by those who name endpoints, and by nobody else.
        ("delivery further endpoints, brotli", endpoints.iter().map(|it| it.brotli).sum()),
        // Loaded by visitors who look for help.
        ("delivery search, brotli", search.iter().map(|it| it.brotli).sum()),
        // Loaded by visitors who write something.
        ("delivery redaction, brotli", redaction.brotli),
        // One of them, where the page is not in English.
        ("delivery words of a further language, brotli", longest),
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
