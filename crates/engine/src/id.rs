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
        let half = |bits: u128| u64::try_from(bits & u128::from(u64::MAX)).unwrap_or(0);
        Self { state: half(seed.0), stream: half(seed.0 >> 64) | 1 }
    }

    /// A version 4 UUID.
    pub(crate) fn uuid(&mut self) -> Uuid {
        Uuid(uuid_text([self.draw(), self.draw()], 4))
    }

    /// Between 0 and `below` - 1; 0 where `below` is 0.
    pub(crate) fn below(&mut self, below: u64) -> u64 {
        self.draw().checked_rem(below).unwrap_or(0)
    }

    /// SplitMix64 over two words; the second word keeps 128 bits of seed in play.
    fn draw(&mut self) -> u64 {
        self.state = self.state.wrapping_add(self.stream);
        mixed(self.state ^ self.stream.rotate_left(17))
    }
}

/// The id of something that has a key of its own, such as an order.
///
/// A thank-you page that is loaded twice reports the same purchase twice; with
/// this id the receiver counts it once. Version 8 (custom) of RFC 9562, over
/// FNV-1a with 64 bits from two starting points: spread is what is needed here,
/// not secrecy.
pub(crate) fn derived_uuid(parts: &[&str]) -> Uuid {
    let hash = |start: u64| {
        let mut hash = start;
        for part in parts {
            for byte in part.bytes().chain([0]) {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
            }
        }
        mixed(hash)
    };
    Uuid(uuid_text([hash(0xcbf2_9ce4_8422_2325), hash(0x6c62_272e_07bb_0142)], 8))
}

/// The finish of SplitMix64: every bit of the result depends on every bit given.
const fn mixed(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^ (bits >> 31)
}

/// Two halves of 64 bits, because 128 bits at once cost the wasm library code.
fn uuid_text([high, low]: [u64; 2], version: u64) -> String {
    let high = (high & !0xF000) | (version << 12);
    let low = (low & !(0x3 << 62)) | (0x2 << 62);
    let mut text = String::with_capacity(36);
    for half in [high, low] {
        for place in (0..16).rev() {
            let nibble = u32::try_from((half >> (place * 4)) & 0xF).unwrap_or(0);
            text.push(char::from_digit(nibble, 16).unwrap_or('0'));
            if matches!(text.len(), 8 | 13 | 18 | 23) {
                text.push('-');
            }
        }
    }
    text
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
