//! The words that shops name their pages with, in the languages we know.
//!
//! Data, not code: phrases in lower case, one `|` between two, matched as whole
//! words after every sign that is not a letter became a space. A path is always
//! ASCII, so what only paths are compared with has no other letters. Languages: English,
//! German, French, Spanish, Italian, Dutch, Portuguese, Swedish, Danish and
//! Norwegian, Finnish, Polish.

use usher_engine::LinkKind;

/// Lower-case words of a path or label with one space around each.
///
/// Shape: `/help/order_status.html` gives ` help order status html `.
pub(super) fn spaced(text: &str) -> String {
    let mut words = String::with_capacity(text.len() + 2);
    words.push(' ');
    for letter in text.chars() {
        let is_word = letter.is_ascii_alphanumeric() || !letter.is_ascii();
        if is_word {
            words.push(lower(letter));
        } else if !words.ends_with(' ') {
            words.push(' ');
        }
    }
    if !words.ends_with(' ') {
        words.push(' ');
    }
    words
}

/// The small letter of a Latin one. Other alphabets name no page here, and
/// the tables of the standard library cost 9 KB.
const fn lower(letter: char) -> char {
    let code = letter as u32;
    let is_capital = match code {
        0x41..=0x5A | 0xC0..=0xD6 | 0xD8..=0xDE => {
            return match char::from_u32(code + 32) {
                Some(small) => small,
                None => letter,
            };
        }
        0x100..=0x137 | 0x14A..=0x177 => code.is_multiple_of(2),
        0x139..=0x148 | 0x179..=0x17E => code % 2 == 1,
        _ => false,
    };
    match char::from_u32(code + 1) {
        Some(small) if is_capital => small,
        _ => letter,
    }
}

/// Whether one of the phrases occurs in spaced words.
pub(super) fn has_phrase(words: &str, phrases: &str) -> bool {
    phrases.split('|').any(|phrase| {
        let phrase = phrase.as_bytes();
        words.as_bytes().windows(phrase.len() + 2).any(|place| match place {
            [b' ', inner @ .., b' '] => inner == phrase,
            _ => false,
        })
    })
}

/// Whether the spaced words are one of the phrases.
pub(super) fn is_phrase(words: &str, phrases: &str) -> bool {
    phrases.split('|').any(|phrase| phrase == words.trim_ascii())
}

/// Words in the label or address of a link that leads to help.
pub(super) const LINKS: [(LinkKind, &str); 6] = [
    (LinkKind::Help, HELP),
    (LinkKind::Delivery, DELIVERY),
    (LinkKind::Returns, RETURNS),
    (LinkKind::Contact, CONTACT),
    (LinkKind::OrderStatus, ORDER_STATUS),
    (LinkKind::SizeGuide, SIZE_GUIDE),
];

pub(super) const DELIVERY: &str = "\
    delivery|shipping|lieferung|versand|livraison|expedition|expédition|envio|envío|envios|\
    envíos|entrega|entregas|spedizione|spedizioni|consegna|levering|verzending|bezorging|\
    leverans|frakt|forsendelse|toimitus|toimitukset|toimitusehdot|dostawa|wysyłka";

pub(super) const RETURNS: &str = "\
    returns|return policy|refund|refunds|exchanges|rückgabe|ruckgabe|rueckgabe|retoure|retouren|\
    rücksendung|widerruf|widerrufsrecht|retour|retours|remboursement|remboursements|devolución|\
    devolucion|devoluciones|devoluções|devolucoes|resi|reso|rimborsi|retourneren|ruilen|retur|\
    returer|retururer|palautus|palautukset|zwroty|zwrot";

pub(super) const ORDER_STATUS: &str = "\
    order status|track order|track your order|track my order|tracking|my orders|your orders|\
    where is my order|sendungsverfolgung|bestellstatus|meine bestellungen|suivi de commande|\
    suivre ma commande|mes commandes|estado del pedido|mis pedidos|seguir pedido|i miei ordini|\
    traccia ordine|bestelstatus|mijn bestellingen|spåra order|mina beställningar|ordrestatus|\
    tilauksen seuranta|tilaukseni|śledzenie zamówienia|moje zamówienia";

pub(super) const SIZE_GUIDE: &str = "\
    size guide|size chart|sizing|size help|size guides|größentabelle|groessentabelle|\
    größenberater|guide des tailles|guía de tallas|guia de tallas|guida alle taglie|maattabel|\
    guia de tamanhos|storleksguide|størrelsesguide|kokotaulukko|tabela rozmiarów";

pub(super) const CONTACT: &str = "\
    contact|contact us|kontakt|kontaktiere uns|contactez nous|nous contacter|contacto|\
    contáctanos|contatti|contattaci|contacteer ons|contato|contacto us|kontakta oss|\
    ota yhteyttä|yhteystiedot";

pub(super) const HELP: &str = "\
    help|faq|faqs|help center|help centre|support|customer service|customer care|questions|\
    hilfe|häufige fragen|kundenservice|kundendienst|aide|service client|ayuda|\
    preguntas frecuentes|atención al cliente|aiuto|assistenza|domande frequenti|klantenservice|\
    hulp|veelgestelde vragen|ajuda|perguntas frequentes|kundtjänst|kundeservice|kundservice|\
    hjälp|hjelp|hjælp|apua|asiakaspalvelu|ohje|ohjeet|usein kysyttyä|pomoc|obsługa klienta";

pub(super) const WARRANTY: &str = "\
    warranty|guarantee|garantie|garantia|garanzia|garanti|takuu|gwarancja";

pub(super) const PRIVACY: &str = "\
    privacy|datenschutz|confidentialite|vie privee|privacidad|privacidade|integritet|\
    integritetspolicy|personvern|privatlivspolitik|tietosuoja|tietosuojaseloste|prywatnosc|\
    cookies|cookie policy";

pub(super) const TERMS: &str = "\
    terms|conditions|agb|cgv|condiciones|condizioni|voorwaarden|termos|villkor|ehdot|\
    tilausehdot|regulamin|legal|impressum|imprint";

pub(super) const CART: &str = "\
    cart|basket|bag|shopping bag|shopping cart|warenkorb|panier|carrito|cesta|carrello|\
    winkelwagen|winkelmand|carrinho|varukorg|kundvagn|handlekurv|kurv|ostoskori|koszyk";

pub(super) const CHECKOUT: &str = "\
    checkout|checkouts|onepage|kasse|zur kasse|commande|passer commande|pagar|finalizar compra|\
    cassa|afrekenen|finalizar|kassa|tilaa|kasa";

pub(super) const PAYMENT: &str = "\
    payment|pay|zahlung|bezahlen|paiement|pago|pagamento|betaling|betalen|betalning|maksu";

pub(super) const CONFIRMATION: &str = "\
    thank you|thankyou|thanks|order confirmation|order confirmed|confirmation|order received|\
    order complete|checkout success|onepage success|danke|merci|gracias|grazie|bedankt|obrigado|\
    tack|takk|tak|kiitos|dziekujemy";

pub(super) const SEARCH: &str = "\
    search|search results|suche|recherche|buscar|busqueda|ricerca|cerca|zoeken|busca|pesquisa|\
    haku|szukaj|catalogsearch";

pub(super) const ACCOUNT: &str = "\
    account|my account|login|log in|signin|sign in|register|profile|konto|mein konto|anmelden|\
    compte|mon compte|cuenta|mi cuenta|conta|mijn account|mitt konto|min side|minun tilini|tili|\
    moje konto|customer account";

pub(super) const CATEGORY: &str = "\
    category|categories|collection|collections|kategorie|categorie|categoria|kategori|kategoria|\
    c|shop|product category|department";

pub(super) const ARTICLE: &str = "\
    blog|blogs|article|articles|news|journal|magazine|magazin|guides|advice|ratgeber|stories|\
    story|inspiration|artikel|artikkeli|how to";

#[cfg(test)]
mod tests {
    use super::{HELP, RETURNS, has_phrase, spaced};

    #[test]
    fn phrases_are_found_as_whole_words_only() {
        assert!(has_phrase(&spaced("/help/returns.html"), RETURNS));
        assert!(has_phrase(&spaced("Return policy"), RETURNS));
        assert!(has_phrase(&spaced("Häufige Fragen"), HELP));
        assert!(has_phrase(&spaced("ŚLEDZENIE ZAMÓWIENIA"), super::ORDER_STATUS));
        assert!(!has_phrase(&spaced("/helpers/supporting"), HELP));
        assert!(!has_phrase(&spaced("returnship"), RETURNS));
    }
}
