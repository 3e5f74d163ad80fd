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
        Self(count.saturating_mul(1_000))
    }

    /// So many minutes.
    #[must_use]
    pub const fn minutes(count: i64) -> Self {
        Self::seconds(count.saturating_mul(60))
    }

    /// So many hours.
    #[must_use]
    pub const fn hours(count: i64) -> Self {
        Self::minutes(count.saturating_mul(60))
    }

    /// So many days of 24 hours.
    #[must_use]
    pub const fn days(count: i64) -> Self {
        Self::hours(count.saturating_mul(24))
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
    #[must_use]
    pub const fn plus(self, length: Millis) -> Self {
        Self(self.0.saturating_add(length.0))
    }

    /// How long after `earlier` this is; zero when it is not after it.
    ///
    /// A clock that went backwards therefore reads as "no time has passed".
    #[must_use]
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
        let date = Date::from_days(days);
        let mut text = String::with_capacity(24);
        push_padded(&mut text, date.year, 4);
        text.push('-');
        push_padded(&mut text, date.month, 2);
        text.push('-');
        push_padded(&mut text, date.day, 2);
        text.push('T');
        push_padded(&mut text, of_day / 3_600_000, 2);
        text.push(':');
        push_padded(&mut text, of_day / 60_000 % 60, 2);
        text.push(':');
        push_padded(&mut text, of_day / 1_000 % 60, 2);
        text.push('.');
        push_padded(&mut text, of_day % 1_000, 3);
        text.push('Z');
        text
    }
}

const DAY: i64 = 86_400_000;

struct Date {
    year: i64,
    month: i64,
    day: i64,
}

impl Date {
    /// Civil date of a day number, after Howard Hinnant's `civil_from_days`.
    const fn from_days(days: i64) -> Self {
        let shifted = days + 719_468;
        let era = shifted.div_euclid(146_097);
        let of_era = shifted.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
        Self { year, month, day }
    }
}

/// Appends `value` in decimal, filled with zeros to `width`.
///
/// By hand, because formatting machinery costs the wasm 2 KB where it is the only user.
fn push_padded(text: &mut String, value: i64, width: u32) {
    for place in (0..width).rev() {
        let digit = value / 10_i64.pow(place) % 10;
        text.push(char::from(b'0' + u8::try_from(digit).unwrap_or(0)));
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
