//! The words that shops name their pages with, in the languages we know.
//!
//! Data, not code: a phrase per entry, in lower case, matched as whole words
//! after every sign that is not a letter became a space. Languages: English,
//! German, French, Spanish, Italian, Dutch, Portuguese, Swedish, Danish and
//! Norwegian, Finnish, Polish.

use usher_engine::LinkKind;

/// Lower-case words of a path or label with one space around each.
///
/// Shape: `/help/order_status.html` gives ` help order status html `. Letters
/// beyond ASCII stay as they are; their tables would cost more than they bring.
pub(super) fn spaced(text: &str) -> String {
    let mut words = String::with_capacity(text.len() + 2);
    words.push(' ');
    for letter in text.chars() {
        let is_word = letter.is_ascii_alphanumeric() || !letter.is_ascii();
        if is_word {
            words.push(letter.to_ascii_lowercase());
        } else if !words.ends_with(' ') {
            words.push(' ');
        }
    }
    if !words.ends_with(' ') {
        words.push(' ');
    }
    words
}

/// Whether one of the phrases occurs in spaced words.
pub(super) fn has_phrase(words: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| {
        words.match_indices(phrase).any(|(start, found)| {
            words.get(..start).is_some_and(|before| before.ends_with(' '))
                && words.get(start + found.len()..).is_some_and(|after| after.starts_with(' '))
        })
    })
}

/// Words in the label or address of a link that leads to help.
pub(super) const LINKS: [(LinkKind, &[&str]); 6] = [
    (LinkKind::Returns, RETURNS),
    (LinkKind::Delivery, DELIVERY),
    (LinkKind::OrderStatus, ORDER_STATUS),
    (LinkKind::SizeGuide, SIZE_GUIDE),
    (LinkKind::Contact, CONTACT),
    (LinkKind::Help, HELP),
];

pub(super) const DELIVERY: &[&str] = &[
    "delivery",
    "shipping",
    "shipping policy",
    "lieferung",
    "versand",
    "livraison",
    "expedition",
    "expédition",
    "envio",
    "envío",
    "envios",
    "envíos",
    "entrega",
    "entregas",
    "spedizione",
    "spedizioni",
    "consegna",
    "levering",
    "verzending",
    "bezorging",
    "leverans",
    "frakt",
    "forsendelse",
    "toimitus",
    "toimitukset",
    "toimitusehdot",
    "dostawa",
    "wysyłka",
];

pub(super) const RETURNS: &[&str] = &[
    "returns",
    "return policy",
    "returns policy",
    "refund",
    "refunds",
    "refund policy",
    "exchanges",
    "rückgabe",
    "ruckgabe",
    "rueckgabe",
    "retoure",
    "retouren",
    "rücksendung",
    "widerruf",
    "widerrufsrecht",
    "retour",
    "retours",
    "remboursement",
    "remboursements",
    "devolución",
    "devolucion",
    "devoluciones",
    "devoluções",
    "devolucoes",
    "resi",
    "reso",
    "rimborsi",
    "retourneren",
    "ruilen",
    "retur",
    "returer",
    "retururer",
    "palautus",
    "palautukset",
    "zwroty",
    "zwrot",
];

pub(super) const ORDER_STATUS: &[&str] = &[
    "order status",
    "track order",
    "track your order",
    "track my order",
    "order tracking",
    "tracking",
    "my orders",
    "your orders",
    "where is my order",
    "sendungsverfolgung",
    "bestellstatus",
    "meine bestellungen",
    "suivi de commande",
    "suivre ma commande",
    "mes commandes",
    "estado del pedido",
    "mis pedidos",
    "seguir pedido",
    "i miei ordini",
    "traccia ordine",
    "bestelstatus",
    "mijn bestellingen",
    "spåra order",
    "mina beställningar",
    "ordrestatus",
    "tilauksen seuranta",
    "tilaukseni",
    "śledzenie zamówienia",
    "moje zamówienia",
];

pub(super) const SIZE_GUIDE: &[&str] = &[
    "size guide",
    "size chart",
    "sizing",
    "size help",
    "size guides",
    "größentabelle",
    "groessentabelle",
    "größenberater",
    "guide des tailles",
    "guía de tallas",
    "guia de tallas",
    "guida alle taglie",
    "maattabel",
    "guia de tamanhos",
    "storleksguide",
    "størrelsesguide",
    "kokotaulukko",
    "tabela rozmiarów",
];

pub(super) const CONTACT: &[&str] = &[
    "contact",
    "contact us",
    "kontakt",
    "kontaktiere uns",
    "contactez nous",
    "nous contacter",
    "contacto",
    "contáctanos",
    "contatti",
    "contattaci",
    "contacteer ons",
    "contato",
    "contacto us",
    "kontakta oss",
    "ota yhteyttä",
    "yhteystiedot",
];

pub(super) const HELP: &[&str] = &[
    "help",
    "faq",
    "faqs",
    "help center",
    "help centre",
    "support",
    "customer service",
    "customer care",
    "questions",
    "hilfe",
    "häufige fragen",
    "kundenservice",
    "kundendienst",
    "aide",
    "service client",
    "ayuda",
    "preguntas frecuentes",
    "atención al cliente",
    "aiuto",
    "assistenza",
    "domande frequenti",
    "klantenservice",
    "hulp",
    "veelgestelde vragen",
    "ajuda",
    "perguntas frequentes",
    "kundtjänst",
    "kundeservice",
    "kundservice",
    "hjälp",
    "hjelp",
    "hjælp",
    "apua",
    "asiakaspalvelu",
    "ohje",
    "ohjeet",
    "usein kysyttyä",
    "pomoc",
    "obsługa klienta",
];

pub(super) const WARRANTY: &[&str] = &[
    "warranty",
    "guarantee",
    "garantie",
    "garantía",
    "garantia",
    "garanzia",
    "gewährleistung",
    "garanti",
    "takuu",
    "gwarancja",
];

pub(super) const PRIVACY: &[&str] = &[
    "privacy",
    "privacy policy",
    "datenschutz",
    "confidentialite",
    "confidentialité",
    "vie privee",
    "privacidad",
    "privacidade",
    "integritet",
    "integritetspolicy",
    "personvern",
    "privatlivspolitik",
    "tietosuoja",
    "tietosuojaseloste",
    "prywatnosc",
    "polityka prywatności",
    "cookies",
    "cookie policy",
];

pub(super) const TERMS: &[&str] = &[
    "terms",
    "terms of service",
    "terms and conditions",
    "terms of sale",
    "conditions",
    "agb",
    "cgv",
    "condiciones",
    "condizioni",
    "voorwaarden",
    "algemene voorwaarden",
    "termos",
    "villkor",
    "köpvillkor",
    "vilkår",
    "ehdot",
    "tilausehdot",
    "regulamin",
    "legal",
    "impressum",
    "imprint",
];

pub(super) const CART: &[&str] = &[
    "cart",
    "basket",
    "bag",
    "shopping bag",
    "shopping cart",
    "warenkorb",
    "panier",
    "carrito",
    "cesta",
    "carrello",
    "winkelwagen",
    "winkelmand",
    "carrinho",
    "varukorg",
    "kundvagn",
    "handlekurv",
    "kurv",
    "indkøbskurv",
    "ostoskori",
    "koszyk",
];

pub(super) const CHECKOUT: &[&str] = &[
    "checkout",
    "checkouts",
    "onepage",
    "kasse",
    "zur kasse",
    "commande",
    "passer commande",
    "pagar",
    "finalizar compra",
    "cassa",
    "afrekenen",
    "finalizar",
    "kassa",
    "tilaa",
    "zamówienie",
    "kasa",
];

pub(super) const PAYMENT: &[&str] = &[
    "payment",
    "pay",
    "zahlung",
    "bezahlen",
    "paiement",
    "pago",
    "pagamento",
    "betaling",
    "betalen",
    "betalning",
    "maksu",
    "płatność",
];

pub(super) const CONFIRMATION: &[&str] = &[
    "thank you",
    "thankyou",
    "thanks",
    "order confirmation",
    "order confirmed",
    "confirmation",
    "order received",
    "order complete",
    "checkout success",
    "onepage success",
    "danke",
    "bestellbestätigung",
    "merci",
    "gracias",
    "grazie",
    "bedankt",
    "obrigado",
    "tack",
    "takk",
    "tak",
    "kiitos",
    "dziekujemy",
];

pub(super) const SEARCH: &[&str] = &[
    "search",
    "search results",
    "suche",
    "recherche",
    "buscar",
    "busqueda",
    "búsqueda",
    "ricerca",
    "cerca",
    "zoeken",
    "busca",
    "pesquisa",
    "sök",
    "søk",
    "søg",
    "haku",
    "szukaj",
    "catalogsearch",
];

pub(super) const ACCOUNT: &[&str] = &[
    "account",
    "my account",
    "login",
    "log in",
    "signin",
    "sign in",
    "register",
    "profile",
    "konto",
    "mein konto",
    "anmelden",
    "compte",
    "mon compte",
    "cuenta",
    "mi cuenta",
    "conta",
    "mijn account",
    "mitt konto",
    "min side",
    "minun tilini",
    "tili",
    "moje konto",
    "customer account",
];

pub(super) const CATEGORY: &[&str] = &[
    "category",
    "categories",
    "collection",
    "collections",
    "kategorie",
    "categorie",
    "categoria",
    "categoría",
    "kategori",
    "kategoria",
    "c",
    "shop",
    "product category",
    "department",
];

pub(super) const ARTICLE: &[&str] = &[
    "blog",
    "blogs",
    "article",
    "articles",
    "news",
    "journal",
    "magazine",
    "magazin",
    "guides",
    "advice",
    "ratgeber",
    "stories",
    "story",
    "inspiration",
    "artikel",
    "artikkeli",
    "artykuł",
    "how to",
];

#[cfg(test)]
mod tests {
    use super::{HELP, RETURNS, has_phrase, spaced};

    #[test]
    fn phrases_are_found_as_whole_words_only() {
        assert!(has_phrase(&spaced("/help/returns.html"), RETURNS));
        assert!(has_phrase(&spaced("Return policy"), RETURNS));
        assert!(has_phrase(&spaced("Häufige Fragen"), HELP));
        assert!(!has_phrase(&spaced("/helpers/supporting"), HELP));
        assert!(!has_phrase(&spaced("returnship"), RETURNS));
    }
}
