//! The words that shops name their pages with, in the languages we know.
//!
//! Data, not code: phrases in plain small letters, one `|` between two, matched as
//! whole words after every sign that is not a letter became a space. Languages: English,
//! German, French, Spanish, Italian, Dutch, Portuguese, Swedish, Danish and
//! Norwegian, Finnish, Polish.

use usher_engine::LinkKind;

use crate::pieces::{has_piece, pieces, place_of};

/// Plain small letters of the words of a path or label, with one space around each.
///
/// Shape: `/help/Größen_guide.html` gives ` help grosen guide html `. Letters
/// without their marks, since people and addresses leave them out as well; so
/// every phrase here is ASCII and stands once.
pub(super) fn spaced(text: &str) -> String {
    let mut words = String::with_capacity(text.len() + 2);
    words.push(' ');
    for letter in text.chars() {
        let letter = plain(letter);
        if letter != ' ' {
            words.push(letter);
        } else if !words.ends_with(' ') {
            words.push(' ');
        }
    }
    if !words.ends_with(' ') {
        words.push(' ');
    }
    words
}

/// The small letter of a Latin one without its marks, a space for a sign.
///
/// Other alphabets name no page here, and the tables of the standard library
/// cost 9 KB.
fn plain(letter: char) -> char {
    /// For U+00C0 to U+017F.
    const PLAIN: &[u8; 192] = b"\
        aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty\
        aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll\
        lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
    let place = (letter as usize).wrapping_sub(0xC0);
    match PLAIN.get(place) {
        Some(plain) => char::from(*plain),
        None if letter.is_ascii_alphanumeric() => letter.to_ascii_lowercase(),
        None if letter.is_ascii() => ' ',
        None => letter,
    }
}

/// Whether one of the phrases occurs in spaced words.
pub(super) fn has_phrase(words: &str, phrases: &str) -> bool {
    for phrase in pieces(phrases, b'|') {
        let mut rest = words;
        while let Some(place) = place_of(rest, b' ') {
            rest = rest.get(place + 1..).unwrap_or_default();
            if rest.strip_prefix(phrase).is_some_and(|behind| behind.starts_with(' ')) {
                return true;
            }
        }
    }
    false
}

/// Whether the spaced words are one of the phrases.
pub(super) fn is_phrase(words: &str, phrases: &str) -> bool {
    has_piece(phrases, b'|', words.trim_ascii())
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
    delivery|shipping|lieferung|versand|livraison|expedition|envio|envios|entrega|entregas|\
    spedizione|spedizioni|consegna|levering|verzending|bezorging|leverans|frakt|forsendelse|\
    toimitus|toimitukset|toimitusehdot|dostawa|wysylka";

pub(super) const RETURNS: &str = "\
    returns|return policy|refund|refunds|exchanges|ruckgabe|rueckgabe|retoure|retouren|\
    rucksendung|widerruf|widerrufsrecht|retour|retours|remboursement|remboursements|devolucion|\
    devoluciones|devolucoes|resi|reso|rimborsi|retourneren|ruilen|retur|returer|retururer|\
    palautus|palautukset|zwroty|zwrot";

pub(super) const ORDER_STATUS: &str = "\
    order status|track order|track your order|track my order|tracking|my orders|your orders|\
    where is my order|sendungsverfolgung|bestellstatus|meine bestellungen|suivi de commande|\
    suivre ma commande|mes commandes|estado del pedido|mis pedidos|seguir pedido|i miei ordini|\
    traccia ordine|bestelstatus|mijn bestellingen|spara order|mina bestallningar|ordrestatus|\
    tilauksen seuranta|tilaukseni|sledzenie zamowienia|moje zamowienia";

pub(super) const SIZE_GUIDE: &str = "\
    size guide|size chart|sizing|size help|size guides|grosentabelle|groessentabelle|\
    grosenberater|guide des tailles|guia de tallas|guida alle taglie|maattabel|guia de tamanhos|\
    storleksguide|storrelsesguide|kokotaulukko|tabela rozmiarow";

pub(super) const CONTACT: &str = "\
    contact|contact us|kontakt|kontaktiere uns|contactez nous|nous contacter|contacto|\
    contactanos|contatti|contattaci|contacteer ons|contato|contacto us|kontakta oss|ota yhteytta|\
    yhteystiedot";

pub(super) const HELP: &str = "\
    help|faq|faqs|help center|help centre|support|customer service|customer care|questions|hilfe|\
    haufige fragen|kundenservice|kundendienst|aide|service client|ayuda|preguntas frecuentes|\
    atencion al cliente|aiuto|assistenza|domande frequenti|klantenservice|hulp|\
    veelgestelde vragen|ajuda|perguntas frequentes|kundtjanst|kundeservice|kundservice|hjalp|\
    hjelp|apua|asiakaspalvelu|ohje|ohjeet|usein kysyttya|pomoc|obsluga klienta";

pub(super) const WARRANTY: &str = "\
    warranty|guarantee|garantie|garantia|garanzia|garanti|takuu|gwarancja";

pub(super) const PRIVACY: &str = "\
    privacy|datenschutz|confidentialite|vie privee|privacidad|privacidade|integritet|\
    integritetspolicy|personvern|privatlivspolitik|tietosuoja|tietosuojaseloste|prywatnosc|\
    cookies|cookie policy";

pub(super) const TERMS: &str = "\
    terms|conditions|agb|cgv|condiciones|condizioni|voorwaarden|termos|villkor|ehdot|tilausehdot|\
    regulamin|legal|impressum|imprint";

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
        assert!(has_phrase(&spaced("GRÖSSEN? Größentabelle"), super::SIZE_GUIDE));
        assert!(has_phrase(&spaced("ŚLEDZENIE ZAMÓWIENIA"), super::ORDER_STATUS));
        assert!(!has_phrase(&spaced("/helpers/supporting"), HELP));
        assert!(!has_phrase(&spaced("returnship"), RETURNS));
    }
}
