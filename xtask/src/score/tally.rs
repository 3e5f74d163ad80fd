//! Precision, recall and F1.

/// What became of one fact of one page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Said, and as the label has it.
    Right,
    /// Said otherwise.
    Wrong,
    /// Not said.
    Silent,
}

impl Verdict {
    /// Right if it is, else silent.
    pub(super) fn right_if(is_right: bool) -> Self {
        if is_right { Self::Right } else { Self::Silent }
    }
}

/// Counts of one fact over many pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// Said and right.
    pub(super) right: u32,
    /// Said and wrong, or said where there was nothing to say.
    pub(super) wrong: u32,
    /// There, and not said rightly.
    pub(super) missed: u32,
}

impl Tally {
    /// Counts one page that has something to say. A wrong value is both wrong
    /// and missed.
    pub(super) fn count(&mut self, verdict: Verdict) {
        self.right += u32::from(verdict == Verdict::Right);
        self.wrong += u32::from(verdict == Verdict::Wrong);
        self.missed += u32::from(verdict != Verdict::Right);
    }

    /// Of what was said, how much was right; 1 where nothing was said.
    pub(super) fn precision(self) -> f64 {
        share(self.right, self.right + self.wrong)
    }

    /// Of what was there, how much was said; 1 where nothing was there.
    pub(super) fn recall(self) -> f64 {
        share(self.right, self.right + self.missed)
    }

    /// The harmonic mean of the two.
    pub(super) fn f1(self) -> f64 {
        share(2 * self.right, 2 * self.right + self.wrong + self.missed)
    }

    /// How many there were.
    pub(super) fn total(self) -> u32 {
        self.right + self.missed
    }
}

fn share(part: u32, whole: u32) -> f64 {
    if whole == 0 { 1.0 } else { f64::from(part) / f64::from(whole) }
}

#[cfg(test)]
mod tests {
    use super::{Tally, Verdict};

    fn is_near(one: f64, other: f64) -> bool {
        (one - other).abs() < 1e-9
    }

    #[test]
    fn f1_is_the_harmonic_mean_of_precision_and_recall() {
        let tally = Tally { right: 6, wrong: 2, missed: 4 };
        assert!(is_near(tally.precision(), 0.75) && is_near(tally.recall(), 0.6));
        assert!(is_near(tally.f1(), 2.0 * 0.75 * 0.6 / (0.75 + 0.6)));
    }

    #[test]
    fn a_wrong_value_costs_precision_and_recall_and_silence_only_recall() {
        let mut tally = Tally::default();
        tally.count(Verdict::Right);
        tally.count(Verdict::Wrong);
        tally.count(Verdict::Silent);
        assert_eq!(tally, Tally { right: 1, wrong: 1, missed: 2 });
    }

    #[test]
    fn nothing_to_find_is_no_failure() {
        assert!(is_near(Tally::default().f1(), 1.0));
    }
}
