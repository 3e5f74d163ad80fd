//! Points in time and lengths of time, as numbers the shells can pass in.

/// Milliseconds since the Unix epoch, UTC.
///
/// Shape: any value, also before 1970; the engine never reads a clock, so the
/// shell decides what "now" is. It may repeat or go backwards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub i64);

/// A length of time in milliseconds, never negative when computed here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Millis(pub i64);

impl Millis {
    /// So many seconds.
    #[must_use]
    pub const fn seconds(count: i64) -> Self {
        Self::of(count, 1_000)
    }

    /// So many minutes.
    #[must_use]
    pub const fn minutes(count: i64) -> Self {
        Self::of(count, 60_000)
    }

    /// So many hours.
    #[must_use]
    pub const fn hours(count: i64) -> Self {
        Self::of(count, 3_600_000)
    }

    /// So many days of 24 hours.
    #[must_use]
    pub const fn days(count: i64) -> Self {
        Self::of(count, DAY)
    }

    /// Bounded instead of saturating, because that needs 128 bits in between.
    const fn of(count: i64, unit: i64) -> Self {
        let most = i64::MAX / DAY;
        let count = if count > most { most } else { count };
        let count = if count < -most { -most } else { count };
        Self(count.wrapping_mul(unit))
    }

    /// Whole days, rounded down.
    #[must_use]
    pub const fn whole_days(self) -> i64 {
        self.0 / DAY
    }

    /// Whole seconds, rounded down.
    #[must_use]
    pub const fn whole_seconds(self) -> i64 {
        self.0 / 1_000
    }
}

impl Timestamp {
    /// This instant and `length` more; saturates instead of overflowing.
    ///
    /// One copy of this and of [`Timestamp::since`]: everything here asks for them.
    #[must_use]
    #[inline(never)]
    pub const fn plus(self, length: Millis) -> Self {
        Self(self.0.saturating_add(length.0))
    }

    /// This instant and `length` less; saturates instead of overflowing.
    #[must_use]
    pub const fn back(self, length: Millis) -> Self {
        Self(self.0.saturating_sub(length.0))
    }

    /// How long after `earlier` this is; zero when it is not after it.
    ///
    /// A clock that went backwards therefore reads as "no time has passed".
    #[must_use]
    #[inline(never)]
    pub const fn since(self, earlier: Self) -> Millis {
        let passed = self.0.saturating_sub(earlier.0);
        Millis(if passed < 0 { 0 } else { passed })
    }

    /// The instant as RFC 3339 in UTC with milliseconds.
    ///
    /// Shape: `2026-11-21T20:00:00.123Z`; years outside 0..=9999 are clamped.
    #[must_use]
    pub fn to_rfc3339(self) -> String {
        let clamped = self.0.clamp(-62_167_219_200_000, 253_402_300_799_999);
        let (days, of_day) = (clamped.div_euclid(DAY), clamped.rem_euclid(DAY));
        let mut text = String::with_capacity(24);
        let [year, month, day] = date(days);
        for (value, width, mark) in [
            (year, 4, '-'),
            (month, 2, '-'),
            (day, 2, 'T'),
            (of_day / 3_600_000, 2, ':'),
            (of_day / 60_000 % 60, 2, ':'),
            (of_day / 1_000 % 60, 2, '.'),
            (of_day % 1_000, 3, 'Z'),
        ] {
            push_padded(&mut text, value, width);
            text.push(mark);
        }
        text
    }
}

const DAY: i64 = 86_400_000;

/// Year, month and day of a day number, after Howard Hinnant's `civil_from_days`.
const fn date(days: i64) -> [i64; 3] {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
    [year, month, day]
}

/// Appends `value` in decimal, filled with zeros to `width`.
///
/// By hand, because formatting machinery costs the wasm 2 KB where it is the only user.
fn push_padded(text: &mut String, value: i64, width: usize) {
    for unit in [1_000, 100, 10, 1].into_iter().skip(4_usize.saturating_sub(width)) {
        let digit = u32::try_from(value / unit % 10).unwrap_or(0);
        text.push(char::from_digit(digit, 10).unwrap_or('0'));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_written_as_rfc3339() {
        assert_eq!(Timestamp(0).to_rfc3339(), "1970-01-01T00:00:00.000Z");
        assert_eq!(Timestamp(951_782_400_123).to_rfc3339(), "2000-02-29T00:00:00.123Z");
        assert_eq!(Timestamp(1_795_291_200_000).to_rfc3339(), "2026-11-21T20:00:00.000Z");
        assert_eq!(Timestamp(-1).to_rfc3339(), "1969-12-31T23:59:59.999Z");
    }

    #[test]
    fn a_clock_that_goes_back_reads_as_no_time() {
        assert_eq!(Timestamp(5).since(Timestamp(9)), Millis(0));
    }
}
