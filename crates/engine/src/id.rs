//! Unique names for events, sessions and visitors, from randomness given once.

/// 128 random bits the shell draws from the platform's secure source.
///
/// Shape: one per engine; the same seed with the same inputs gives the same
/// ids, which is what makes a replay identical byte for byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seed(pub u128);

/// An RFC 9562 UUID in its 36-character text form.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Uuid(pub String);

/// Draws ids and jitter from the seed.
#[derive(Clone, Debug)]
pub(crate) struct IdSource {
    state: u64,
    stream: u64,
}

impl IdSource {
    pub(crate) fn new(seed: Seed) -> Self {
        let [low, high] = halves(seed.0);
        Self { state: low, stream: high | 1 }
    }

    /// A version 4 UUID.
    pub(crate) fn uuid(&mut self) -> Uuid {
        let bits = (u128::from(self.draw()) << 64) | u128::from(self.draw());
        Uuid(uuid_text(bits, 4))
    }

    /// Between 0 and `below` - 1; 0 where `below` is 0.
    pub(crate) fn below(&mut self, below: u64) -> u64 {
        self.draw().checked_rem(below).unwrap_or(0)
    }

    /// SplitMix64 over two words; the second word keeps 128 bits of seed in play.
    fn draw(&mut self) -> u64 {
        self.state = self.state.wrapping_add(self.stream);
        let mut mixed = self.state ^ self.stream.rotate_left(17);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }
}

/// The id of something that has a key of its own, such as an order.
///
/// A thank-you page that is loaded twice reports the same purchase twice; with
/// this id the receiver counts it once. Version 8 (custom) of RFC 9562, over
/// FNV-1a with 128 bits: spread is what is needed here, not secrecy.
pub(crate) fn derived_uuid(parts: &[&str]) -> Uuid {
    let mut hash: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    for part in parts {
        for byte in part.bytes().chain([0]) {
            hash =
                (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013B);
        }
    }
    Uuid(uuid_text(hash, 8))
}

fn uuid_text(bits: u128, version: u128) -> String {
    let bits = (bits & !(0xF << 76)) | (version << 76);
    let bits = (bits & !(0x3 << 62)) | (0x2 << 62);
    let mut text = String::with_capacity(36);
    for place in (0..32).rev() {
        let nibble = u32::try_from((bits >> (place * 4)) & 0xF).unwrap_or(0);
        text.push(char::from_digit(nibble, 16).unwrap_or('0'));
        if matches!(place, 24 | 20 | 16 | 12) {
            text.push('-');
        }
    }
    text
}

fn halves(value: u128) -> [u64; 2] {
    let low = u64::try_from(value & u128::from(u64::MAX)).unwrap_or(0);
    let high = u64::try_from(value >> 64).unwrap_or(0);
    [low, high]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_the_shape_of_a_uuid_and_do_not_repeat() {
        let mut source = IdSource::new(Seed(7));
        let ids: Vec<Uuid> = (0..1_000).map(|_| source.uuid()).collect();
        assert!(ids.iter().all(|id| id.0.len() == 36 && id.0.as_bytes().get(14) == Some(&b'4')));
        let mut unique = ids.clone();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), ids.len());
    }

    #[test]
    fn the_same_order_has_the_same_id() {
        assert_eq!(derived_uuid(&["shop", "A-1"]), derived_uuid(&["shop", "A-1"]));
        assert_ne!(derived_uuid(&["shop", "A-1"]), derived_uuid(&["shopA", "-1"]));
    }
}
