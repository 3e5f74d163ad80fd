//! Currencies by their signs, their codes and their countries.

/// A sign or code of a currency, by its place in [`MARKS`] or as the code itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark(&'static str);

/// Signs of one currency, and of several: there the code is empty and the
/// country decides. Longer signs first where one holds another.
const MARKS: [(&str, &str); 44] = [
    ("US$", "USD"),
    ("CA$", "CAD"),
    ("AU$", "AUD"),
    ("NZ$", "NZD"),
    ("HK$", "HKD"),
    ("MX$", "MXN"),
    ("NT$", "TWD"),
    ("R$", "BRL"),
    ("C$", "CAD"),
    ("A$", "AUD"),
    ("S$", "SGD"),
    ("$", ""),
    ("€", "EUR"),
    ("£", "GBP"),
    ("zł", "PLN"),
    ("Kč", "CZK"),
    ("₽", "RUB"),
    ("руб", "RUB"),
    ("р.", "RUB"),
    ("₴", "UAH"),
    ("грн", "UAH"),
    ("₸", "KZT"),
    ("₺", "TRY"),
    ("TL", "TRY"),
    ("₹", "INR"),
    ("Rs.", "INR"),
    ("Fr.", "CHF"),
    ("SFr", "CHF"),
    ("Ft", "HUF"),
    ("lei", "RON"),
    ("kn", "HRK"),
    ("лв", "BGN"),
    ("₪", "ILS"),
    ("฿", "THB"),
    ("₫", "VND"),
    ("₩", "KRW"),
    ("원", "KRW"),
    ("円", "JPY"),
    ("¥", "¥"),
    ("￥", "¥"),
    ("₱", "PHP"),
    ("Rp", "IDR"),
    ("kr", "kr"),
    ("S/", "PEN"),
];

/// Codes that a page may write beside an amount (ISO 4217).
const CODES: &str = "EUR USD GBP CHF PLN CZK HUF RON BGN HRK SEK NOK DKK ISK RUB UAH TRY ILS AED \
    SAR EGP ZAR INR IDR MYR SGD THB VND PHP CNY JPY KRW TWD HKD AUD NZD CAD MXN BRL ARS CLP COP \
    PEN UYU RSD KZT PKR NGN KES MAD QAR KWD";

/// Countries and their currency, by the last part of a host name or of a language tag.
const COUNTRIES: &str = "at EUR be EUR de EUR es EUR fi EUR fr EUR gr EUR ie EUR it EUR lu EUR \
    nl EUR pt EUR sk EUR si EUR ee EUR lv EUR lt EUR mt EUR cy EUR hr EUR eu EUR us USD gb GBP \
    uk GBP ch CHF li CHF pl PLN cz CZK hu HUF ro RON bg BGN se SEK no NOK dk DKK is ISK ru RUB \
    ua UAH by BYN kz KZT tr TRY il ILS ae AED sa SAR eg EGP za ZAR in INR id IDR my MYR sg SGD \
    th THB vn VND ph PHP cn CNY jp JPY kr KRW tw TWD hk HKD au AUD nz NZD ca CAD mx MXN br BRL \
    ar ARS cl CLP co COP pe PEN uy UYU rs RSD pk PKR ng NGN ke KES ma MAD";

/// Currencies whose sign is a dollar or a peso.
const DOLLARS: &str = "USD CAD AUD NZD HKD MXN TWD SGD ARS CLP COP UYU";

impl Mark {
    /// The ISO code: what the mark says itself, or what it means in this country.
    #[must_use]
    pub(crate) fn code(self, country: Option<&'static str>) -> &'static str {
        let local = country.unwrap_or_default();
        match self.0 {
            "" if DOLLARS.split(' ').any(|code| code == local) => local,
            "" => "USD",
            "¥" if local == "CNY" => local,
            "¥" => "JPY",
            "kr" if matches!(local, "NOK" | "DKK" | "ISK") => local,
            "kr" => "SEK",
            code => code,
        }
    }
}

/// The currency of a country, by its two letters in any case.
#[must_use]
pub(crate) fn of_country(letters: &str) -> Option<&'static str> {
    let mut words = COUNTRIES.split_ascii_whitespace();
    while let Some((country, code)) = words.next().zip(words.next()) {
        if country.eq_ignore_ascii_case(letters) {
            return Some(code);
        }
    }
    None
}

/// A code as ISO writes it, from a code or a sign: `eur`, `€`.
#[must_use]
pub(crate) fn code(text: &str, country: Option<&'static str>) -> Option<String> {
    let text = text.trim_ascii();
    if text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        let code = text.to_ascii_uppercase();
        return Some(if code == "RUR" { "RUB".to_owned() } else { code });
    }
    let (_, known) = MARKS.iter().find(|(sign, _)| *sign == text)?;
    Some(Mark(known).code(country).to_owned())
}

/// The mark at the end of a text: `Price: US$ `.
pub(crate) fn mark_before(text: &str) -> Option<Mark> {
    let text = text.trim_end_matches([' ', '\u{a0}', '\u{202f}', ':']);
    let is_word = |rest: &str| !rest.chars().next_back().is_some_and(char::is_alphanumeric);
    for (sign, code) in MARKS {
        let place = text.len().checked_sub(sign.len());
        let (rest, end) = place.and_then(|place| text.split_at_checked(place)).unwrap_or_default();
        if end.eq_ignore_ascii_case(sign) && (!is_lettered(sign) || is_word(rest)) {
            return Some(Mark(code));
        }
    }
    let end = text.len();
    let start = end.checked_sub(3)?;
    known_code(text.get(start..)?).filter(|_| text.get(..start).is_some_and(is_word))
}

/// The mark at the beginning of a text: ` € incl. VAT`, `,- EUR`.
pub(crate) fn mark_after(text: &str) -> Option<Mark> {
    let text = text.trim_start_matches([' ', '\u{a0}', '\u{202f}', '-', '–', '—', ',', '.']);
    let is_word = |rest: &str| !rest.chars().next().is_some_and(char::is_alphanumeric);
    for (sign, code) in MARKS {
        let (start, rest) = text.split_at_checked(sign.len()).unwrap_or_default();
        if start.eq_ignore_ascii_case(sign) && (!is_lettered(sign) || is_word(rest)) {
            return Some(Mark(code));
        }
    }
    known_code(text.get(..3)?).filter(|_| text.get(3..).is_some_and(is_word))
}

fn is_lettered(sign: &str) -> bool {
    sign.chars().next().is_some_and(char::is_alphabetic) && !sign.ends_with(['$', '.'])
}

fn known_code(text: &str) -> Option<Mark> {
    CODES.split_ascii_whitespace().find(|code| *code == text).map(Mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_and_codes_are_found_beside_an_amount() {
        assert_eq!(mark_before("now only US$ ").map(|mark| mark.code(None)), Some("USD"));
        assert_eq!(mark_after(" zł brutto").map(|mark| mark.code(None)), Some("PLN"));
        assert_eq!(mark_after(",- EUR").map(|mark| mark.code(None)), Some("EUR"));
        assert_eq!(mark_after(" know"), None);
        assert_eq!(mark_before("ABEUR"), None);
    }

    #[test]
    fn the_country_decides_where_a_sign_is_shared() {
        let dollar = mark_before("$");
        assert_eq!(dollar.map(|mark| mark.code(of_country("CL"))), Some("CLP"));
        assert_eq!(dollar.map(|mark| mark.code(of_country("de"))), Some("USD"));
        assert_eq!(mark_after("kr").map(|mark| mark.code(of_country("no"))), Some("NOK"));
        assert_eq!(code("€", None).as_deref(), Some("EUR"));
        assert_eq!(code("rur", None).as_deref(), Some("RUB"));
    }
}
