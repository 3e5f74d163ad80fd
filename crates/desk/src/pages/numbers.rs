//! Numbers as they are written.

use crate::statistics::{FEWEST_ANSWERS, Interval, Part};

/// A count as it is written: 1,204.
pub(super) fn figure(count: u64) -> String {
    let digits = count.to_string();
    let mut written = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    written
}

/// A count with its noun: "1 journey", "2 journeys".
pub(super) fn count_of(count: u64, noun: &str) -> String {
    match count {
        1 => format!("1 {noun}"),
        count => format!("{} {noun}s", figure(count)),
    }
}

/// A share of a whole as it is: "31 %", which no end of a line takes apart.
pub(super) fn percent(share: f64) -> String {
    let percent = share * 100.0;
    if percent > 0.0 && percent < 0.95 {
        "under 1\u{a0}%".to_owned()
    } else {
        format!("{percent:.0}\u{a0}%")
    }
}

/// A share with how far it may be off: "31 % ± 4"; nothing where there are too few to say.
pub(super) fn percent_within(part: Part) -> Option<String> {
    let part = Some(part).filter(|part| part.all >= FEWEST_ANSWERS)?;
    let interval = part.interval()?;
    let margin = (interval.margin() * 100.0).max(1.0);
    Some(format!("{:.0}\u{a0}%\u{a0}± {margin:.0}", interval.middle * 100.0))
}

/// A number between its ends: "+8.1 (from +3.2 to +13.0)".
pub(super) fn points(interval: Interval) -> String {
    let [middle, low, high] =
        [interval.middle, interval.low, interval.high].map(|share| signed(share * 100.0));
    format!("{middle} points (from {low} to {high})")
}

/// A number with its sign and a real minus.
pub(super) fn signed(number: f64) -> String {
    if number < 0.0 { format!("−{:.1}", number.abs()) } else { format!("+{number:.1}") }
}

/// A length of time as people say it.
pub(super) fn span_of(millis: i64) -> String {
    let seconds = u64::try_from(millis / 1000).unwrap_or(0);
    match seconds {
        ..60 => count_of(seconds, "second"),
        60..3_600 => count_of(seconds / 60, "minute"),
        3_600..86_400 => count_of(seconds / 3_600, "hour"),
        _ => count_of(seconds / 86_400, "day"),
    }
}

/// A day as it is written: 3 November 2026.
pub(super) fn date(millis: i64) -> String {
    jiff::Timestamp::from_millisecond(millis)
        .map(|time| time.strftime("%-d %B %Y").to_string())
        .unwrap_or_default()
}

/// The same without its year, short enough for an axis.
pub(super) fn short_date(day: i64) -> String {
    jiff::Timestamp::from_millisecond(day.saturating_mul(86_400_000))
        .map(|time| time.strftime("%-d %b").to_string())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_grouped_by_thousands() {
        let written: Vec<String> = [0, 999, 1000, 1_234_567].map(figure).to_vec();
        assert_eq!(written, ["0", "999", "1,000", "1,234,567"]);
        assert_eq!(count_of(1, "journey"), "1 journey");
    }

    #[test]
    fn shares_are_written_with_what_they_may_be_off() {
        assert_eq!(percent(0.004), "under 1\u{a0}%");
        assert_eq!(percent_within(Part { some: 30, all: 100 }).unwrap(), "30\u{a0}%\u{a0}± 9");
        assert_eq!(percent_within(Part { some: 9, all: 9 }), None);
    }
}
