//! Search as a wasm module of its own.
//!
//! Not part of the widget's program: a visitor who looks for no help never loads it. Texts
//! pass through the buffer (www/loader/search.js).

use std::cell::RefCell;
use std::mem::ManuallyDrop;
use std::ops::Range;

use usher_buffer::{put, taken};
use usher_search::{Document, Fault, Hit, Index, Part, pieces, unpack};

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

fn write(answer: &mut String, document: &Document, hit: &Hit) {
    let [end, field, _] = ENDS;
    for text in [&document.id, &document.url, &document.language] {
        answer.push_str(text);
        answer.push(field);
    }
    let passage = &hit.passage;
    let text = document.body.get(passage.part).map_or("", Part::text);
    join(answer, &document.title, &(0..document.title.len()), &hit.title_marks);
    answer.push(field);
    join(answer, text, &passage.bytes, &passage.marks);
    answer.push(end);
}

/// Appends a piece of a text; where it was cut stands an ellipsis.
fn join(answer: &mut String, text: &str, bytes: &Range<usize>, marks: &[Range<usize>]) {
    let [.., piece] = ENDS;
    if bytes.start > 0 {
        answer.push('…');
    }
    for (place, text) in pieces(text, bytes, marks).into_iter().enumerate() {
        if place > 0 {
            answer.push(piece);
        }
        answer.push_str(text);
    }
    if bytes.end < text.len() {
        answer.push('…');
    }
}

fn with<T>(act: impl FnOnce(&mut Shelf) -> T) -> T {
    SHELF.with(|shelf| act(&mut shelf.borrow_mut()))
}
