//! `usher export`: the log as a file for a warehouse.

mod parquet;

use crate::catalogue;
use crate::error::AppError;
use crate::export;
use crate::store::{Row, Stretch, walk};
use clap::{Args, ValueEnum};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// What `usher export` can be told.
#[derive(Clone, Debug, Args)]
pub struct ExportOptions {
    /// The file events are kept in; it may be in use
    #[arg(long, default_value = "usher.db", value_name = "FILE")]
    pub data: PathBuf,

    /// How the file is written
    #[arg(long, value_enum, default_value = "ndjson", value_name = "FORM")]
    pub format: ExportFormat,

    /// Only events with a larger number: the one the last export ended with
    #[arg(long, default_value_t = 0, value_name = "NUMBER")]
    pub after: i64,

    /// Only one family of events, such as play
    #[arg(long, value_name = "FAMILY")]
    pub family: Option<String>,

    /// The file to write; must not exist yet. `-` is standard output
    #[arg(value_name = "OUT")]
    pub to: PathBuf,
}

/// How an export is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// One event a line, as `/api/events` gives them.
    Ndjson,
    /// Columns, as warehouses read them.
    Parquet,
}

/// Writes a stretch of the log into a file.
///
/// Errors: the store cannot be read, or the file cannot be written.
pub fn export(options: &ExportOptions) -> Result<(), AppError> {
    if !options.data.is_file() {
        return Err(AppError::NoStore { path: options.data.clone() });
    }
    let family = options.family.as_deref().map(family).transpose()?;
    let stretch = Stretch { path: &options.data, after: options.after, family };
    let (events, last) = match options.format {
        ExportFormat::Ndjson => lines(stretch, &options.to)?,
        ExportFormat::Parquet => parquet::write(stretch, &options.to, open(&options.to)?)?,
    };
    // On stderr: standard output may be the export itself.
    eprintln!("{events} events, up to number {last}; the next export goes on with --after {last}");
    Ok(())
}

fn family(name: &str) -> Result<&'static str, AppError> {
    catalogue::family_named(name)
        .ok_or(AppError::NotFound("there is no such family of events (docs/events.md)"))
}

fn lines(stretch: Stretch<'_>, to: &Path) -> Result<(u64, i64), AppError> {
    let failed = |error| AppError::Unwritable(to.to_owned(), error);
    let mut out = BufWriter::new(open(to)?);
    let ended = walk(stretch, |rows: &[Row]| {
        let lines = rows.iter().filter_map(export::line);
        lines.into_iter().try_for_each(|line| out.write_all(line.as_bytes())).map_err(failed)
    })?;
    out.flush().map_err(failed)?;
    Ok(ended)
}

/// A new file: an export never takes the place of something else.
fn open(to: &Path) -> Result<Box<dyn Write + Send>, AppError> {
    if to == Path::new("-") {
        return Ok(Box::new(io::stdout()));
    }
    match File::create_new(to) {
        Ok(file) => Ok(Box::new(file)),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            Err(AppError::CopyExists { path: to.to_owned() })
        }
        Err(error) => Err(AppError::Unwritable(to.to_owned(), error)),
    }
}
