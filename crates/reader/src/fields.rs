//! The fields of a page's forms: for a card, an address, a password, a message.

use crate::markup::{Markup, key};
use crate::wording::{has_phrase, named};

/// How many different ones there are of each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fields {
    /// Number, code and expiry of a card.
    pub(crate) card: usize,
    /// Parts of a postal address.
    pub(crate) address: usize,
    /// Passwords.
    pub(crate) passwords: usize,
    /// Text areas.
    pub(crate) text_areas: usize,
}

/// What a field asks for, by its names and `autocomplete`.
const CARD: [&str; 3] = [
    "cc number|card number|cardnumber|ccnumber|creditcardnumber|credit card number|card no|kartennummer|pan",
    "cc csc|cvv|cvc|cvv2|csc|security code|card code|cardcvc|card verification|cvn|securitycode|ccvv",
    "cc exp|cc exp month|cc exp year|expiry|expiration|exp date|expdate|exp month|expmonth|card expiry|expirydate|exp year|mm yy",
];

const ADDRESS: [&str; 6] = [
    "street address|address line1|address line 1|address1|address 1|address|street|streetaddress|street1|line1|strasse|straße|adresse|direccion|indirizzo|rua|ulica|addr1|addressline1|addr",
    "address level2|city|town|locality|ort|stadt|ville|ciudad|citta|cidade|miasto|postaltown",
    "postal code|postalcode|zip|zipcode|zip code|postcode|plz|cp|code postal|cap|cep|post code|user post code",
    "address level1|state|region|province|county|bundesland|provincia|estado|stateprovince",
    "country|country name|land|pays|pais|paese|countrycode",
    "given name|first name|firstname|fname|full name|fullname|family name|last name|lastname|lname|nachname|vorname|prenom|nombre|apellido|nome|cognome",
];

/// Attributes that say what a field asks for.
const ASKING: [u8; 5] =
    [key("autocomplete"), key("name"), key("id"), key("placeholder"), key("aria-label")];

/// Looks at every field that people can fill in.
#[must_use]
pub(crate) fn read(page: &Markup) -> Fields {
    let mut fields = Fields::default();
    let mut card = [false; CARD.len()];
    let mut address = [false; ADDRESS.len()];
    for at in 0..page.len() {
        let name = page.name(at);
        let kind = page.raw(at, const { key("type") }).unwrap_or("text");
        match name {
            "textarea" => fields.text_areas += usize::from(!page.names(at).contains(" captcha ")),
            "input" if kind == "password" => fields.passwords += 1,
            "input"
                if matches!(
                    kind,
                    "hidden" | "checkbox" | "radio" | "submit" | "button" | "search"
                ) => {}
            "input" | "select" => {
                let names = names(page, at);
                for (known, phrases) in card.iter_mut().zip(CARD) {
                    *known |= has_phrase(&names, phrases);
                }
                for (known, phrases) in address.iter_mut().zip(ADDRESS) {
                    *known |= has_phrase(&names, phrases)
                        && !names.contains(" mail ")
                        && !names.contains(" email ");
                }
            }
            _ => {}
        }
    }
    fields.card = card.iter().filter(|known| **known).count();
    fields.address = address.iter().filter(|known| **known).count();
    fields
}

fn names(page: &Markup, at: usize) -> String {
    let mut names = String::new();
    for key in ASKING {
        if let Some(value) = page.raw(at, key) {
            names.push_str(value);
            names.push_str(" | ");
        }
    }
    named(&names)
}
