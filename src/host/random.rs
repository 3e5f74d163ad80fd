//! Chance, drawn once per engine.

use usher_engine::Seed;

/// A seed of 128 random bits.
///
/// Where `crypto` is missing (an insecure context of an old browser) the bits
/// are those of `Math.random` and the clock: good enough to keep ids apart,
/// and nothing here is a secret.
#[must_use]
pub fn seed() -> Seed {
    let mut bytes = [0_u8; 16];
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    let is_drawn =
        crypto.is_some_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
    if is_drawn { Seed(u128::from_le_bytes(bytes)) } else { Seed(weak_bits()) }
}

fn weak_bits() -> u128 {
    let word = || (js_sys::Math::random() * 4_294_967_296.0) as u128;
    let mut bits = js_sys::Date::now() as u128;
    for _ in 0..4 {
        bits = bits.rotate_left(32) ^ word();
    }
    bits
}
