//! A journey script of any text: it plays, or says in which line it is wrong.
#![no_main]

use libfuzzer_sys::fuzz_target;
use usher_testkit::{play_moments, play_script};

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let first = play_script(text);
    assert_eq!(first, play_script(text), "the same script came out in two ways");
    let moments = play_moments(text, None);
    assert_eq!(first.is_ok(), moments.is_ok());
});
