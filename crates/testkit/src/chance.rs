//! Chance that repeats: the same seed, the same draws, on every machine.

use usher_engine::Uuid;

/// A source of draws (SplitMix64; small, fast, and the same everywhere).
#[derive(Clone, Debug)]
pub(crate) struct Chance {
    state: u64,
}

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    fn draw(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A source of its own, so that one visitor's draws do not move another's.
    pub(crate) fn fork(&mut self) -> Self {
        Self::new(self.draw())
    }

    /// A number from 0 up to, and without, `below`; 0 when `below` is 0.
    pub(crate) fn below(&mut self, below: u64) -> u64 {
        self.draw().checked_rem(below).unwrap_or(0)
    }

    /// A number from `from` to `to`, both possible.
    pub(crate) fn between(&mut self, from: i64, to: i64) -> i64 {
        let width = u64::try_from(to.saturating_sub(from)).unwrap_or(0);
        from + i64::try_from(self.below(width + 1)).unwrap_or(0)
    }

    /// True in this many of a thousand draws.
    pub(crate) fn in_thousand(&mut self, times: u64) -> bool {
        self.below(1_000) < times
    }

    /// One of several; `otherwise` when there are none.
    pub(crate) fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T], otherwise: &'a T) -> &'a T {
        let place = usize::try_from(self.below(from.len() as u64)).unwrap_or(0);
        from.get(place).copied().unwrap_or(otherwise)
    }

    /// A place chosen by weight; the last one when the weights are used up.
    pub(crate) fn weighted(&mut self, weights: &[u64]) -> usize {
        let mut left = self.below(weights.iter().sum());
        for (place, weight) in weights.iter().enumerate() {
            if left < *weight {
                return place;
            }
            left -= weight;
        }
        weights.len().saturating_sub(1)
    }

    /// A random UUID of version 4.
    pub(crate) fn uuid(&mut self) -> Uuid {
        let (high, low) = (self.draw(), self.draw());
        Uuid(format!(
            "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
            high >> 32,
            (high >> 16) & 0xffff,
            high & 0xfff,
            0x8000 | (low >> 50),
            low & 0xffff_ffff_ffff
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::Chance;

    #[test]
    fn draws_repeat_and_stay_in_bounds() {
        let mut one = Chance::new(7);
        let mut two = Chance::new(7);
        for _ in 0..1_000 {
            let drawn = one.between(-3, 3);
            assert_eq!(drawn, two.between(-3, 3));
            assert!((-3..=3).contains(&drawn));
        }
        assert_eq!(one.uuid().0.len(), 36);
        assert_eq!(one.below(0), 0);
    }
}
