//! The workload of `cargo xtask bench`: what redaction costs per byte.
//!
//! Usage: `redact_bench ANYTHING BYTES`. Redacts a text of pieces that keep every
//! detector busy, and says how many bytes it had; callgrind looks at
//! [`usher_bench_step`] only.
#![expect(clippy::print_stdout, reason = "it prints its result")]

use std::hint::black_box;

use usher_engine::redact;

/// What detectors begin to read and have to give up, or find.
const PIECES: [&str; 16] = [
    "%25%2540 ",
    "a@b@c.d ",
    "4111 1111 1111 1112 ",
    "eyJhbGciOiJ ",
    "DE89 3704 0044 0532 0130 01 ",
    "order no. x ",
    "born 1 2 3 ",
    "1:2:3::4 ",
    "\u{ff21}\u{200b}\u{664} ",
    "10.0.0.256 ",
    "password reset ",
    "wall paint 2.5 l, 65.90 EUR ",
    "59.12345 ",
    "call me at home ",
    "anna@shop.example ",
    "+49 171 2345678 ",
];

/// One redaction; the name is what the bench counts.
#[inline(never)]
pub fn usher_bench_step(text: &str) -> String {
    redact::text(text)
}

fn main() {
    let length = std::env::args().nth(2).and_then(|word| word.parse().ok()).unwrap_or(8_000);
    let mut text = String::new();
    for piece in PIECES.iter().cycle() {
        if text.len() >= length {
            break;
        }
        text.push_str(piece);
    }
    drop(black_box(usher_bench_step(&text)));
    println!("steps: {}", text.len());
}
