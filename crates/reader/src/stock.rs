//! Whether something can be had, in the words of data and of people.

use crate::wording::{has_phrase, is_phrase, named, spaced};

/// schema.org's states, Open Graph's and what shops write instead, spaced.
const STATED_IN: &str = "instock|in stock|limitedavailability|limited availability|onlineonly|\
    online only|instoreonly|in store only|preorder|pre order|presale|pre sale|backorder|\
    back order|available|available for order|madetoorder|made to order|instock now|true|1|y|yes";
const STATED_OUT: &str = "outofstock|out of stock|oos|soldout|sold out|discontinued|reserved|\
    unavailable|not available|notavailable|false|0|no|n";

/// What people read beside a product that can be had.
const SHOWN_IN: &str = "in stock|available now|available|ready to ship|ships today|usually ships|\
    left in stock|auf lager|lieferbar|sofort lieferbar|verfügbar|vorrätig|en stock|disponible|\
    disponibile|in magazzino|disponibilità immediata|disponível|em stock|em estoque|op voorraad|\
    leverbaar|i lager|finns i lager|på lager|varastossa|saatavilla|dostępny|dostępna|w magazynie|\
    na stanie|skladem|na sklade|raktáron|készleten|în stoc|in stoc|на складе|в наличии|\
    есть в наличии|в наявності|є в наявності|stokta|stokta var|na zalihi|dostupno|na skladištu|\
    σε απόθεμα|άμεσα διαθέσιμο|διαθέσιμο|在庫あり|有货|有現貨";

/// The same for one that cannot.
const SHOWN_OUT: &str = "out of stock|sold out|currently unavailable|no longer available|\
    not available|unavailable|discontinued|temporarily out|ausverkauft|nicht lieferbar|\
    nicht verfügbar|nicht vorrätig|nicht auf lager|derzeit nicht|vergriffen|épuisé|\
    en rupture de stock|rupture de stock|indisponible|agotado|sin stock|no disponible|\
    fuera de stock|esaurito|non disponibile|esgotado|indisponível|fora de estoque|sem stock|\
    uitverkocht|niet op voorraad|niet leverbaar|slutsåld|ej i lager|slut i lager|utsolgt|udsolgt|\
    ikke på lager|loppuunmyyty|ei varastossa|wyprzedany|niedostępny|niedostępna|brak w magazynie|\
    vyprodáno|není skladem|elfogyott|nincs készleten|stoc epuizat|indisponibil|нет в наличии|\
    распродано|немає в наявності|tükendi|stokta yok|rasprodano|nije dostupno|εξαντλήθηκε|\
    μη διαθέσιμο|品切れ|在庫なし|缺货|售罄";

/// What data states; none for anything that says neither.
///
/// Shape: `https://schema.org/InStock`, `in stock`, `instock`, and whole
/// sentences such as `Disponible en 24h`.
#[must_use]
pub(crate) fn stated(state: &str) -> Option<bool> {
    let state = state.trim();
    let last = state.rsplit(['/', '#', ':']).next().unwrap_or(state);
    for words in [spaced(last), named(last)] {
        for (list, answer) in [(STATED_OUT, false), (STATED_IN, true)] {
            if is_phrase(&words, list) {
                return Some(answer);
            }
        }
    }
    shown(state)
}

/// What people read; a refusal counts before a promise it contains ("not available").
#[must_use]
pub(crate) fn shown(text: &str) -> Option<bool> {
    let words = spaced(text);
    if has_phrase(&words, SHOWN_OUT) {
        Some(false)
    } else if has_phrase(&words, SHOWN_IN) {
        Some(true)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{shown, stated};

    #[test]
    fn states_are_read_however_they_are_written() {
        for (state, answer) in [
            ("http://schema.org/InStock", Some(true)),
            (" https://schema.org/OutOfStock ", Some(false)),
            ("in_stock", Some(true)),
            ("SoldOut", Some(false)),
            ("schema:PreOrder", Some(true)),
            ("Auf Lager", Some(true)),
            ("perhaps", None),
        ] {
            assert_eq!(stated(state), answer, "{state}");
        }
    }

    #[test]
    fn a_refusal_counts_before_the_promise_in_it() {
        assert_eq!(shown("Sorry, not available"), Some(false));
        assert_eq!(shown("3 left in stock"), Some(true));
        assert_eq!(shown("Нет в наличии"), Some(false));
        assert_eq!(shown("В наличии: 5 шт"), Some(true));
        assert_eq!(shown("A fine paint"), None);
    }
}
