//! The file of an index: its documents as text, in the order of their ids.
//!
//! The words that are searched are taken from it on the device: the texts are needed for the
//! passages anyway and hold all of them. A list of words beside the texts would double the
//! file (docs/decisions/0067-search.md).
//!
//! Shape: `usher search VERSION COUNT`, then each document after a [`RECORD`], its fields
//! after it with a [`FIELD`] between them: id, url, language, title, keywords and the parts
//! of the body, headings with a [`HEADING`] before them.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::document::{Document, Part};
use crate::fault::Fault;
use crate::index::MAX_DOCUMENTS;

/// The version of the file.
pub const VERSION: u32 = 1;
/// Larger files are refused: what they become in memory is several times that.
pub const MAX_BYTES: usize = 8_000_000;

const NAME: &str = "usher search ";
const RECORD: char = '\u{1e}';
const FIELD: char = '\u{1f}';
const HEADING: char = '\u{2}';
/// Fields before the parts of the body.
const FIELDS: u32 = 5;

/// Writes an index.
///
/// The same documents make the same bytes, in whatever order they are given. Control
/// characters and line breaks in texts become spaces. Of documents with the same id the
/// last one counts; one without an id or title is left out, since nobody could be led to it.
#[must_use]
pub fn pack(documents: &[Document]) -> String {
    let mut records: Vec<(String, String)> = Vec::new();
    for document in documents {
        let id = cleaned(&document.id);
        let title = cleaned(&document.title);
        if id.is_empty() || title.is_empty() {
            continue;
        }
        let mut record = String::new();
        for field in [&id, &cleaned(&document.url), &cleaned(&document.language), &title] {
            record.push_str(field);
            record.push(FIELD);
        }
        record.push_str(&cleaned(&document.keywords));
        for part in &document.body {
            let text = cleaned(part.text());
            if text.is_empty() {
                continue;
            }
            record.push(FIELD);
            if matches!(part, Part::Heading(_)) {
                record.push(HEADING);
            }
            record.push_str(&text);
        }
        match records.binary_search_by(|known| known.0.cmp(&id)) {
            Ok(place) => records
                .iter_mut()
                .skip(place)
                .take(1)
                .for_each(|known| known.1 = core::mem::take(&mut record)),
            Err(place) => records.insert(place, (id, record)),
        }
    }
    let mut file = String::from(NAME);
    file.push_str(&VERSION.to_string());
    file.push(' ');
    file.push_str(&records.len().to_string());
    for (_, record) in records {
        file.push(RECORD);
        file.push_str(&record);
    }
    file
}

/// Reads what [`pack`] wrote.
///
/// Errors: everything that `pack` would not write; then nothing of it is used.
pub fn unpack(file: &str) -> Result<Vec<Document>, Fault> {
    if file.len() > MAX_BYTES {
        return Err(Fault::TooLarge);
    }
    let mut records = file.split([RECORD]);
    let head = records.next().and_then(|head| head.strip_prefix(NAME)).ok_or(Fault::NoIndex)?;
    let (version, count) = head.split_once([' ']).ok_or(Fault::NoIndex)?;
    if number(version).ok_or(Fault::NoIndex)? != VERSION {
        return Err(Fault::OtherVersion);
    }
    let count = number(count).ok_or(Fault::NoIndex)? as usize;
    if count > MAX_DOCUMENTS {
        return Err(Fault::TooLarge);
    }
    let mut documents: Vec<Document> = Vec::new();
    for (record, place) in records.zip(0_u32..) {
        if place as usize >= count {
            return Err(Fault::Incomplete);
        }
        let mut document = Document::default();
        let fault = read(record, place, &mut document);
        let is_first = documents.last().is_none_or(|last| last.id < document.id);
        documents.push(document);
        if let Some(fault) = fault {
            return Err(fault);
        }
        if !is_first {
            return Err(Fault::NotInOrder(place));
        }
    }
    if documents.len() == count { Ok(documents) } else { Err(Fault::Incomplete) }
}

/// A number as [`pack`] writes it.
fn number(digits: &str) -> Option<u32> {
    let mut number = 0_u32;
    for byte in digits.bytes() {
        let digit = byte.wrapping_sub(b'0');
        number = number.checked_mul(10)?.checked_add(digit.into())?;
        // Neither another sign nor a zero before it: there is one way to write a number.
        if digit > 9 || number == 0 && digits.len() > 1 {
            return None;
        }
    }
    if digits.is_empty() { None } else { Some(number) }
}

/// Reads one document; what is wrong with it.
fn read(record: &str, place: u32, document: &mut Document) -> Option<Fault> {
    let mut fields = 0;
    for text in record.split([FIELD]) {
        fields += 1;
        let is_heading = fields > FIELDS && text.starts_with(HEADING);
        let text = String::from(if is_heading { text.get(1..).unwrap_or_default() } else { text });
        if text.bytes().any(|byte| byte < b' ') {
            return Some(Fault::ControlCharacter(place));
        }
        let field = match fields {
            1 => &mut document.id,
            2 => &mut document.url,
            3 => &mut document.language,
            4 => &mut document.title,
            5 => &mut document.keywords,
            _ if text.is_empty() => return Some(Fault::NoDocument(place)),
            _ => {
                document.body.push(if is_heading { Part::Heading(text) } else { Part::Text(text) });
                continue;
            }
        };
        *field = text;
    }
    let is_whole = fields >= FIELDS && !document.id.is_empty() && !document.title.is_empty();
    if is_whole { None } else { Some(Fault::NoDocument(place)) }
}

/// The text with single spaces in the place of all white space and control characters.
fn cleaned(text: &str) -> String {
    let mut clean = String::new();
    for word in text.split(|letter: char| letter <= ' ') {
        if !clean.is_empty() && !word.is_empty() {
            clean.push(' ');
        }
        clean.push_str(word);
    }
    clean
}
