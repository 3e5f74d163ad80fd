//! The formats as a wasm module of its own.
//!
//! Not part of the widget's program: a site with no endpoint but its own never loads it. No
//! bindings are generated; texts pass through one buffer (www/loader/endpoints.js).

use usher_buffer::{put, taken};
use usher_engine::{Json, to_json};
use usher_formats::{Envelope, Format, Settings, Verdict, judge, posts};

/// Writes the events of one endpoint. The buffer has its format, its key, its template and
/// how many events may go at once as a list in the first line, and a batch in the second. Returns how long
/// the answer is, in the buffer: a list of `[kind, headers, body, count]`.
#[expect(unsafe_code, reason = "an export has a name of its own")]
#[unsafe(no_mangle)]
pub extern "C" fn write() -> usize {
    let given = taken();
    let (settings, batch) = given.split_once('\n').unwrap_or_default();
    let settings = Json::read(settings).unwrap_or(Json::Null);
    let parts = match &settings {
        Json::List(parts) => parts.as_slice(),
        _ => &[],
    };
    let text = |place: usize| parts.get(place).and_then(Json::as_text).unwrap_or_default();
    let most = match parts.get(3) {
        Some(Json::Number(most)) => usize::try_from(*most).unwrap_or(1),
        _ => usize::MAX,
    };
    let mut out = String::from("[");
    if let Some(format) = Format::of(text(0)) {
        let settings = Settings { key: text(1).to_owned(), template: text(2).to_owned() };
        for post in posts(format, &settings, &Envelope::read_batch(batch), most) {
            if out.len() > 1 {
                out.push(',');
            }
            out.push('[');
            out.push_str(&to_json(&post.kind.to_owned()));
            out.push_str(",{");
            for (place, (name, value)) in post.headers.iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                out.push_str(&to_json(name));
                out.push(':');
                out.push_str(&to_json(value));
            }
            out.push_str("},");
            out.push_str(&to_json(&post.body));
            out.push(',');
            out.push_str(&to_json(&u32::try_from(post.count).unwrap_or(0)));
            out.push(']');
        }
    }
    out.push(']');
    put(out)
}

/// What an answer means; the buffer has format, media type and body, a line each. 0 is
/// accepted, 1 again later, 2 fewer at once, 3 refused, 4 fewer at once until what is wrong
/// is alone.
#[expect(unsafe_code, reason = "an export has a name of its own")]
#[unsafe(no_mangle)]
pub extern "C" fn verdict(status: u32) -> u32 {
    let given = taken();
    let mut parts = given.splitn(3, '\n');
    let mut part = || parts.next().unwrap_or_default();
    let (format, kind, body) = (part(), part(), part());
    let Some(format) = Format::of(format) else { return 3 };
    match judge(format, u16::try_from(status).unwrap_or(0), kind, body) {
        Verdict::Accepted => 0,
        Verdict::Retry => 1,
        Verdict::Split => 2,
        Verdict::Refused => 3,
        Verdict::Unreadable => 4,
    }
}
