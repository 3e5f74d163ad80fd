//! Search as a wasm module of its own.
//!
//! Not part of the widget's program: a visitor who looks for no help never loads it. Texts
//! pass through the buffer (www/loader/search.js).

use std::cell::RefCell;
use std::mem::ManuallyDrop;

use usher_buffer::{put, taken};
use usher_search::{Document, Fault, Index, pieces, unpack};

/// What ends a hit, a field of it, and a piece of a text: no text has them.
const ENDS: [char; 3] = ['\u{1e}', '\u{1f}', '\u{2}'];

/// What is searched, and what is still to be added.
#[derive(Default)]
struct Shelf {
    index: Index,
    /// The last is the next.
    waiting: Vec<Document>,
}

thread_local! {
    /// Never dropped, so nothing has to be registered for that.
    static SHELF: ManuallyDrop<RefCell<Shelf>> = ManuallyDrop::default();
}

/// Reads the index in the buffer; 0, or what is wrong with it: 1 it is none, 2 another version, 3 too large,
/// 4 incomplete, 5 broken. Its documents are found once [`advance`] has added them.
#[expect(unsafe_code, reason = "an export has a name of its own")]
#[unsafe(no_mangle)]
pub extern "C" fn open() -> u32 {
    match unpack(&taken()) {
        Ok(mut documents) => {
            documents.reverse();
            with(|shelf| {
                documents.append(&mut shelf.waiting);
                shelf.waiting = documents;
            });
            0
        }
        Err(Fault::NoIndex) => 1,
        Err(Fault::OtherVersion) => 2,
        Err(Fault::TooLarge) => 3,
        Err(Fault::Incomplete) => 4,
        Err(_) => 5,
    }
}

/// Adds so many documents of those that wait; how many wait still.
#[expect(unsafe_code, reason = "an export has a name of its own")]
#[unsafe(no_mangle)]
pub extern "C" fn advance(most: usize) -> usize {
    with(|shelf| {
        for _ in 0..most {
            let Some(document) = shelf.waiting.pop() else { break };
            shelf.index.add(document);
        }
        shelf.waiting.len()
    })
}

/// Takes out the document whose id is in the buffer.
#[expect(unsafe_code, reason = "an export has a name of its own")]
#[unsafe(no_mangle)]
pub extern "C" fn remove() {
    let id = taken();
    with(|shelf| shelf.index.remove(&id));
}

/// Looks for what is in the buffer, a language and a query with a line break between. Says
/// how long the answer is, in the buffer: of each hit its id, url, language, title and passage,
/// the last two in pieces of which every second was looked for.
#[expect(unsafe_code, reason = "an export has a name of its own")]
#[unsafe(no_mangle)]
pub extern "C" fn search(limit: usize) -> usize {
    let given = taken();
    let (language, query) = given.split_once(['\n']).unwrap_or_default();
    let answer = with(|shelf| {
        let mut answer = String::new();
        for hit in shelf.index.search(query, language, limit) {
            if let Some(document) = shelf.index.document(hit.document) {
                write(&mut answer, document, &hit);
            }
        }
        answer
    });
    put(answer)
}

fn write(answer: &mut String, document: &Document, hit: &usher_search::Hit) {
    let [end, field, piece] = ENDS;
    for text in [&document.id, &document.url, &document.language] {
        answer.push_str(text);
        answer.push(field);
    }
    let title = &document.title;
    join(answer, &pieces(title, &(0..title.len()), &hit.title_marks), piece);
    answer.push(field);
    let passage = &hit.passage;
    if let Some(part) = document.body.get(passage.part) {
        let text = part.text();
        if passage.bytes.start > 0 {
            answer.push('…');
        }
        join(answer, &pieces(text, &passage.bytes, &passage.marks), piece);
        if passage.bytes.end < text.len() {
            answer.push('…');
        }
    }
    answer.push(end);
}

fn join(answer: &mut String, pieces: &[&str], between: char) {
    for (place, piece) in pieces.iter().enumerate() {
        if place > 0 {
            answer.push(between);
        }
        answer.push_str(piece);
    }
}

fn with<T>(act: impl FnOnce(&mut Shelf) -> T) -> T {
    SHELF.with(|shelf| act(&mut shelf.borrow_mut()))
}
