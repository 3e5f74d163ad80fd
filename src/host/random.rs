//! Chance, drawn once per engine.

use usher_engine::Seed;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/host/random.js")]
extern "C" {
    fn fill(bytes: &mut [u8]);
}

/// A seed of 128 random bits.
#[must_use]
pub fn seed() -> Seed {
    let mut bytes = [0_u8; 16];
    fill(&mut bytes);
    Seed(u128::from_le_bytes(bytes))
}
