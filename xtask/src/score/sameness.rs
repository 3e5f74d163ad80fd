//! When two values say the same.

/// Amounts are compared as numbers: `34.9`, `34.90` and `1,234.50` as `1234.5`.
pub(super) fn is_same_amount(one: &str, other: &str) -> bool {
    let number = |text: &str| text.replace([',', ' '], "").parse::<f64>().ok();
    match (number(one), number(other)) {
        (Some(one), Some(other)) => (one - other).abs() < 0.005,
        _ => false,
    }
}

/// Texts are compared by their words: letters and digits in lower case.
pub(super) fn is_same_text(one: &str, other: &str) -> bool {
    !words(one).is_empty() && words(one) == words(other)
}

/// An answer may be cut, and one may be longer than what was labelled: the
/// shorter is a beginning of the longer and at least half as long, or 200 signs.
pub(super) fn is_same_answer(one: &str, other: &str) -> bool {
    let (one, other) = (words(one), words(other));
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let end = short.len().min(200);
    let is_enough = short.len() * 2 >= long.len() || short.len() >= 200;
    is_enough && !short.is_empty() && long.as_bytes().get(..end) == short.as_bytes().get(..end)
}

/// `InStock`, `https://schema.org/OutOfStock` and the like as "can be had";
/// none for a state that says neither.
pub(super) fn is_in_stock(state: &str) -> Option<bool> {
    let state = state.rsplit(['/', '#']).next().unwrap_or(state).to_lowercase();
    match state.as_str() {
        "instock"
        | "limitedavailability"
        | "onlineonly"
        | "instoreonly"
        | "preorder"
        | "presale"
        | "backorder"
        | "madetoorder" => Some(true),
        "outofstock" | "soldout" | "discontinued" | "reserved" => Some(false),
        _ => None,
    }
}

fn words(text: &str) -> String {
    let mut words = String::new();
    for letter in text.chars().flat_map(char::to_lowercase) {
        if letter.is_alphanumeric() {
            words.push(letter);
        } else if !words.ends_with(' ') && !words.is_empty() {
            words.push(' ');
        }
    }
    words.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{is_in_stock, is_same_amount, is_same_answer, is_same_text};

    #[test]
    fn amounts_are_numbers() {
        assert!(is_same_amount("55", "55.00") && is_same_amount("1234.5", "1,234.50"));
        assert!(!is_same_amount("5.5", "55") && !is_same_amount("", ""));
    }

    #[test]
    fn texts_are_their_words() {
        assert!(is_same_text("Octime 330 мл – 6 Шт", "octime 330 мл 6 шт "));
        assert!(!is_same_text("Matt", "Matt emulsion") && !is_same_text("", "—"));
    }

    #[test]
    fn answers_may_be_cut() {
        let long = "word ".repeat(300);
        assert!(is_same_answer(&long, long.get(..900).unwrap()));
        assert!(!is_same_answer("Yes.", "Yes, within thirty days of the delivery."));
        assert!(!is_same_answer("", ""));
    }

    #[test]
    fn stock_is_yes_no_or_unknown() {
        assert_eq!(is_in_stock("http://schema.org/InStock"), Some(true));
        assert_eq!(is_in_stock("SoldOut"), Some(false));
        assert_eq!(is_in_stock("perhaps"), None);
    }
}
