//! The log as Parquet: columns of one type each, compressed, in groups of rows.

use crate::error::AppError;
use crate::store::{Row, Stretch, walk};
use parquet::basic::Compression;
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::{ParquetError, Result};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

/// Rows of one group: a reader takes a group at once, and so do we while writing, some
/// 30 MiB.
const ROWS_PER_GROUP: usize = 50_000;

/// Where the value of a column is in a row.
enum Of {
    Whole(fn(&Row) -> Option<i64>),
    Flag(fn(&Row) -> bool),
    Text(fn(&Row) -> Option<&str>),
}

/// A column: what the schema says of it, and its values.
struct Column(&'static str, Of);

use Of::{Flag, Text, Whole};

/// The columns in their order. Times are UTC; `extensions` and `data` are JSON.
const COLUMNS: [Column; 17] = [
    Column("required int64 seq", Whole(|row| Some(row.seq))),
    Column(
        "required int64 received (TIMESTAMP(MILLIS,true))",
        Whole(|row| Some(row.received_millis)),
    ),
    Column("required int64 time (TIMESTAMP(MILLIS,true))", Whole(|row| Some(row.time_millis))),
    Column("required binary id (STRING)", Text(|row| Some(&row.id))),
    Column("required binary source (STRING)", Text(|row| Some(&row.source))),
    Column("required binary type (STRING)", Text(|row| Some(&row.event_type))),
    Column("required binary family (STRING)", Text(|row| Some(&row.family))),
    Column("required binary name (STRING)", Text(|row| Some(&row.name))),
    Column("optional binary session (STRING)", Text(|row| row.session.as_deref())),
    Column("optional int64 sequence", Whole(|row| row.sequence)),
    Column("optional binary subject (STRING)", Text(|row| row.subject.as_deref())),
    Column("optional binary purpose (STRING)", Text(|row| row.purpose.as_deref())),
    Column("required boolean known", Flag(|row| row.is_known)),
    Column("optional binary misfit (STRING)", Text(|row| row.misfit.as_deref())),
    Column("optional binary write_key (STRING)", Text(|row| row.write_key.as_deref())),
    Column("required binary extensions (JSON)", Text(|row| Some(&row.extensions))),
    Column("optional binary data (JSON)", Text(|row| row.data.as_deref())),
];

type Out = Box<dyn Write + Send>;

/// Writes a stretch of the log.
///
/// Shape: how many events, and the number of the last.
pub(super) fn write(
    stretch: Stretch<'_>,
    to: &Path,
    out: Out,
) -> std::result::Result<(u64, i64), AppError> {
    let failed = |error: ParquetError| {
        AppError::Unwritable(to.to_owned(), std::io::Error::other(error.to_string()))
    };
    let mut file = open(out).map_err(failed)?;
    let mut waiting: Vec<Row> = Vec::new();
    let ended = walk(stretch, |rows: &[Row]| {
        waiting.extend_from_slice(rows);
        match waiting.len() >= ROWS_PER_GROUP {
            true => group(&mut file, &std::mem::take(&mut waiting)).map_err(failed),
            false => Ok(()),
        }
    })?;
    group(&mut file, &waiting).map_err(failed)?;
    file.close().map_err(failed)?;
    Ok(ended)
}

fn open(out: Out) -> Result<SerializedFileWriter<Out>> {
    let columns: String = COLUMNS.iter().map(|column| format!("{};\n", column.0)).collect();
    let schema = parse_message_type(&format!("message event {{ {columns} }}"))?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(format!("usher {}", env!("CARGO_PKG_VERSION")))
        .build();
    SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties))
}

fn group(file: &mut SerializedFileWriter<Out>, rows: &[Row]) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut group = file.next_row_group()?;
    for column in &COLUMNS {
        fill(&mut group, column, rows)?;
    }
    group.close().map(drop)
}

/// Writes one column of a group. A row without a value has level 0 and no entry.
fn fill(
    group: &mut SerializedRowGroupWriter<'_, Out>,
    column: &Column,
    rows: &[Row],
) -> Result<()> {
    let Some(mut writer) = group.next_column()? else {
        return Err(ParquetError::General("a column is missing".to_owned()));
    };
    let levels: Vec<i16>;
    match (&column.1, writer.untyped()) {
        (Whole(of), ColumnWriter::Int64ColumnWriter(out)) => {
            levels = rows.iter().map(|row| i16::from(of(row).is_some())).collect();
            let values: Vec<i64> = rows.iter().filter_map(of).collect();
            out.write_batch(&values, column.levels(&levels), None)?;
        }
        (Flag(of), ColumnWriter::BoolColumnWriter(out)) => {
            let values: Vec<bool> = rows.iter().map(of).collect();
            out.write_batch(&values, None, None)?;
        }
        (Text(of), ColumnWriter::ByteArrayColumnWriter(out)) => {
            levels = rows.iter().map(|row| i16::from(of(row).is_some())).collect();
            let values: Vec<ByteArray> = rows.iter().filter_map(of).map(ByteArray::from).collect();
            out.write_batch(&values, column.levels(&levels), None)?;
        }
        _ => return Err(ParquetError::General("a column is of another type".to_owned())),
    }
    writer.close()
}

impl Column {
    /// Only what may be missing has levels.
    fn levels<'a>(&self, levels: &'a [i16]) -> Option<&'a [i16]> {
        self.0.starts_with("optional").then_some(levels)
    }
}
