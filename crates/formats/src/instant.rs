//! The time of an envelope as a number.

/// Milliseconds since 1970 of a time as envelopes write it, `2026-11-21T10:00:20.000Z`;
/// none for anything else.
pub(crate) fn millis(time: &str) -> Option<i64> {
    let number = |from: usize, to: usize| time.get(from..to)?.parse::<i64>().ok();
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let seconds = number(11, 13)? * 3_600 + number(14, 16)? * 60 + number(17, 19)?;
    // Days by the civil calendar, with years that begin in March.
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
    Some((days * 86_400 + seconds) * 1_000 + number(20, 23).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::millis;

    #[test]
    fn a_time_is_milliseconds_since_1970() {
        assert_eq!(millis("1970-01-01T00:00:00.000Z"), Some(0));
        assert_eq!(millis("2026-11-21T10:00:00.123Z"), Some(1_795_255_200_123));
        assert_eq!(millis("2024-02-29T23:59:59.000Z"), Some(1_709_251_199_000));
        assert_eq!(millis("yesterday"), None);
    }
}
