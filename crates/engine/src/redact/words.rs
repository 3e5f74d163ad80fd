//! Words that lead to something that names a person, and what they lead to.

use super::kind::Kind;

/// What is taken after a word.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Everything up to a blank.
    Anything,
    /// The same, if there is a digit in it and the word is followed by a sign.
    Assigned,
    /// Three to eight digits.
    Pin,
    /// A number of one piece.
    Number,
    /// A number that may be written in groups.
    Groups,
    /// A telephone number.
    Phone,
    /// A number with decimals.
    Decimal,
    /// A name, if the word is followed by a sign.
    NameAssigned,
    /// A name.
    Name,
}

/// What a word leads to, and how it looks.
pub(super) type Topic = (Kind, Shape);

const PASSWORD: Topic = (Kind::Secret, Shape::Anything);
const TOKEN: Topic = (Kind::Secret, Shape::Assigned);
const PIN: Topic = (Kind::Secret, Shape::Pin);
const ORDER: Topic = (Kind::Order, Shape::Number);
const PAPERS: Topic = (Kind::Identity, Shape::Groups);
const ACCOUNT: Topic = (Kind::Account, Shape::Groups);
const PHONE: Topic = (Kind::Phone, Shape::Phone);
const PLACE: Topic = (Kind::Place, Shape::Decimal);
const NAME: Topic = (Kind::Name, Shape::NameAssigned);
const CALLED: Topic = (Kind::Name, Shape::Name);

/// Every such word, in the order of its bytes.
const WORDS: [(&str, Topic); 167] = [
    ("aadhaar", PAPERS),
    ("access_token", TOKEN),
    ("account", ACCOUNT),
    ("anrufen", PHONE),
    ("apellido", NAME),
    ("apellidos", NAME),
    ("api_key", TOKEN),
    ("apikey", TOKEN),
    ("appelle", CALLED),
    ("auftrag", ORDER),
    ("auftragsnr", ORDER),
    ("auftragsnummer", ORDER),
    ("ausweis", PAPERS),
    ("ausweisnummer", PAPERS),
    ("auth", TOKEN),
    ("authorization", PASSWORD),
    ("bearer", PASSWORD),
    ("bestelling", ORDER),
    ("bestellnr", ORDER),
    ("bestellnummer", ORDER),
    ("bestellung", ORDER),
    ("booking", ORDER),
    ("bsn", PAPERS),
    ("buchung", ORDER),
    ("call", PHONE),
    ("cell", PHONE),
    ("cellphone", PHONE),
    ("chiamo", CALLED),
    ("client_secret", PASSWORD),
    ("commande", ORDER),
    ("contraseña", PASSWORD),
    ("cookie", TOKEN),
    ("coordinates", PLACE),
    ("cpf", PAPERS),
    ("csc", PIN),
    ("csrf", TOKEN),
    ("curp", PAPERS),
    ("customer", ORDER),
    ("cvc", PIN),
    ("cvc2", PIN),
    ("cvv", PIN),
    ("cvv2", PIN),
    ("dclid", TOKEN),
    ("dni", PAPERS),
    ("facture", ORDER),
    ("familienname", NAME),
    ("fax", PHONE),
    ("fbclid", TOKEN),
    ("first_name", NAME),
    ("firstname", NAME),
    ("forename", NAME),
    ("full_name", NAME),
    ("fullname", NAME),
    ("führerschein", PAPERS),
    ("gbraid", TOKEN),
    ("gclid", TOKEN),
    ("gps", PLACE),
    ("handy", PHONE),
    ("handynummer", PHONE),
    ("heisse", CALLED),
    ("heiße", CALLED),
    ("iban", ACCOUNT),
    ("id_token", TOKEN),
    ("idnr", PAPERS),
    ("insee", PAPERS),
    ("insurance", PAPERS),
    ("invoice", ORDER),
    ("jsessionid", TOKEN),
    ("kennwort", PASSWORD),
    ("key", TOKEN),
    ("konto", ACCOUNT),
    ("kontonr", ACCOUNT),
    ("kontonummer", ACCOUNT),
    ("koordinaten", PLACE),
    ("kunde", ORDER),
    ("kundennr", ORDER),
    ("kundennummer", ORDER),
    ("last_name", NAME),
    ("lastname", NAME),
    ("lat", PLACE),
    ("latitude", PLACE),
    ("licence", PAPERS),
    ("license", PAPERS),
    ("llamo", CALLED),
    ("lng", PLACE),
    ("lon", PLACE),
    ("long", PLACE),
    ("longitude", PLACE),
    ("lösenord", PASSWORD),
    ("mobil", PHONE),
    ("mobile", PHONE),
    ("msclkid", TOKEN),
    ("nachname", NAME),
    ("name", NAME),
    ("nhs", PAPERS),
    ("nie", PAPERS),
    ("nif", PAPERS),
    ("nino", PAPERS),
    ("order", ORDER),
    ("orders", ORDER),
    ("ordine", ORDER),
    ("otp", PIN),
    ("paketnummer", ORDER),
    ("parcel", ORDER),
    ("passphrase", PASSWORD),
    ("passport", PAPERS),
    ("passwd", PASSWORD),
    ("password", PASSWORD),
    ("passwort", PASSWORD),
    ("pedido", ORDER),
    ("personalausweis", PAPERS),
    ("personnummer", PAPERS),
    ("pesel", PAPERS),
    ("phone", PHONE),
    ("phpsessid", TOKEN),
    ("pin", PIN),
    ("prénom", NAME),
    ("puk", PIN),
    ("pwd", PASSWORD),
    ("rechnung", ORDER),
    ("rechnungsnr", ORDER),
    ("rechnungsnummer", ORDER),
    ("refresh_token", TOKEN),
    ("reisepass", PAPERS),
    ("reisepassnummer", PAPERS),
    ("reservation", ORDER),
    ("rufnummer", PHONE),
    ("rückruf", PHONE),
    ("secret", PASSWORD),
    ("sendung", ORDER),
    ("sendungsnr", ORDER),
    ("sendungsnummer", ORDER),
    ("senha", PASSWORD),
    ("session", TOKEN),
    ("session_id", TOKEN),
    ("sessionid", TOKEN),
    ("sid", TOKEN),
    ("sig", TOKEN),
    ("signature", TOKEN),
    ("sms", PHONE),
    ("sozialversicherungsnummer", PAPERS),
    ("ssn", PAPERS),
    ("steuerid", PAPERS),
    ("steuernummer", PAPERS),
    ("surname", NAME),
    ("taxid", PAPERS),
    ("tel", PHONE),
    ("telefax", PHONE),
    ("telefon", PHONE),
    ("telefonnummer", PHONE),
    ("telefono", PHONE),
    ("telefoon", PHONE),
    ("telephone", PHONE),
    ("teléfono", PHONE),
    ("ticket", ORDER),
    ("tin", PAPERS),
    ("token", TOKEN),
    ("tracking", ORDER),
    ("trackingnummer", ORDER),
    ("transaction", ORDER),
    ("ttclid", TOKEN),
    ("téléphone", PHONE),
    ("versichertennummer", PAPERS),
    ("vorname", NAME),
    ("wachtwoord", PASSWORD),
    ("wbraid", TOKEN),
    ("whatsapp", PHONE),
];

/// What a word leads to, in letters of either case.
pub(super) fn topic(word: &[u8]) -> Option<Topic> {
    let order = |known: &str| known.bytes().cmp(word.iter().map(u8::to_ascii_lowercase));
    let place = WORDS.binary_search_by(|(known, _)| order(known)).ok()?;
    WORDS.get(place).map(|(_, topic)| *topic)
}

#[cfg(test)]
mod tests {
    use super::WORDS;

    #[test]
    fn words_are_in_order_so_that_each_is_found() {
        assert!(WORDS.is_sorted_by(|one, other| one.0 < other.0));
    }
}
