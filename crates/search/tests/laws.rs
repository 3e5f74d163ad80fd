//! Laws of search: whatever is written, typed or read, it ends; what was written can be read;
//! and what is shown is what was asked for.

use proptest::prelude::*;
use usher_search::{Document, Fault, Field, Index, Part, pack, pieces, unpack};

/// Texts of many scripts, with signs that are silent, wide, or longer than a letter.
const TEXT: &str =
    "[a-zA-ZäßæÉñŁ0-9 .,'’\\-。、ァ-ヶぁ-んﾊﾟ一-丐가-깋ا-يֿא-ת\u{301}\u{640}😀\u{0}-\u{1f}]{0,40}";

fn document() -> impl Strategy<Value = Document> {
    let part = (any::<bool>(), TEXT).prop_map(|(is_heading, text)| {
        if is_heading { Part::Heading(text) } else { Part::Text(text) }
    });
    ("[a-d]{0,2}", "[a-z/:]{0,9}", "(de|en-GB|)", TEXT, TEXT, prop::collection::vec(part, 0..4))
        .prop_map(|(id, url, language, title, keywords, body)| Document {
            id,
            url,
            language,
            title,
            keywords,
            body,
        })
}

fn index(documents: &[Document]) -> Index {
    let mut index = Index::default();
    for document in documents {
        index.add(document.clone());
    }
    index
}

fn article(id: &str, title: &str, text: &str) -> Document {
    Document {
        id: id.to_owned(),
        title: title.to_owned(),
        body: vec![Part::Text(text.to_owned())],
        ..Document::default()
    }
}

fn ids(index: &Index, query: &str) -> Vec<String> {
    let hits = index.search(query, "", 10);
    let document = |place| index.document(place).map(|document| document.id.clone());
    hits.iter().filter_map(|hit| document(hit.document)).collect()
}

/// Marks are in order, apart, not empty, at ends of characters, and within.
fn are_sound(text: &str, within: std::ops::Range<usize>, marks: &[std::ops::Range<usize>]) -> bool {
    let mut at = within.start;
    text.get(within.clone()).is_some()
        && marks.iter().enumerate().all(|(place, mark)| {
            let is_apart = mark.start >= at && (place == 0 || mark.start > at);
            at = mark.end;
            is_apart
                && !mark.is_empty()
                && mark.end <= within.end
                && text.get(mark.clone()).is_some()
        })
}

proptest! {
    #[test]
    fn what_was_packed_is_read(documents in prop::collection::vec(document(), 0..6)) {
        let file = pack(&documents);
        let read = unpack(&file).unwrap();
        prop_assert_eq!(&pack(&read), &file);
        let mut turned = read.clone();
        turned.reverse();
        prop_assert_eq!(&pack(&turned), &file);
        prop_assert!(read.iter().all(|one| documents.iter().any(|other| other.id == one.id)));
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let text = String::from_utf8_lossy(&bytes);
        prop_assert!(unpack(&text).is_err());
    }

    #[test]
    fn a_file_that_was_changed_is_read_as_it_would_be_written(
        documents in prop::collection::vec(document(), 1..4),
        place in any::<prop::sample::Index>(),
        byte in prop::sample::select(vec![0_u8, 2, 0x1e, 0x1f, b' ', b'0', b'9', b'a', b'\n']),
        is_cut in any::<bool>(),
    ) {
        let mut bytes = pack(&documents).into_bytes();
        let place = place.index(bytes.len());
        if is_cut { bytes.truncate(place) } else { bytes[place] = byte }
        if let Ok(text) = String::from_utf8(bytes)
            && let Ok(read) = unpack(&text) {
            let again = unpack(&pack(&read)).unwrap();
            prop_assert_eq!(again.len(), read.len());
            let index = index(&read);
            prop_assert_eq!(index.len(), read.len());
        }
    }

    #[test]
    fn whatever_is_typed_marks_are_sound(
        documents in prop::collection::vec(document(), 0..6),
        query in TEXT,
        limit in 0_usize..4,
    ) {
        let index = index(&documents);
        let hits = index.search(&query, "", limit);
        prop_assert!(hits.len() <= limit);
        prop_assert!(hits.is_sorted_by(|one, other| one.score >= other.score));
        for hit in &hits {
            let document = index.document(hit.document).unwrap();
            prop_assert!(are_sound(&document.title, 0..document.title.len(), &hit.title_marks));
            let passage = &hit.passage;
            if let Some(part) = document.body.get(passage.part) {
                let text = part.text();
                prop_assert!(are_sound(text, passage.bytes.clone(), &passage.marks), "{:?} {:?}", text, passage);
                let shown = pieces(text, &passage.bytes, &passage.marks).concat();
                prop_assert_eq!(&shown, &text[passage.bytes.clone()]);
                prop_assert!(shown.chars().count() <= 150 + 60);
            }
        }
    }

    #[test]
    fn a_word_of_the_title_is_found(
        documents in prop::collection::vec(document(), 0..6),
        word in "[a-zé]{4,12}|[一-丐]{2,6}|[א-י]{4,8}",
    ) {
        let mut documents = documents;
        documents.push(article("sought", &word, ""));
        let index = index(&documents);
        prop_assert!(ids(&index, &word).contains(&"sought".to_owned()));
        prop_assert!(ids(&index, &word.to_ascii_uppercase()).contains(&"sought".to_owned()));
    }

    #[test]
    fn an_error_in_a_long_word_is_forgiven(word in "[a-z]{5,12}", at in any::<prop::sample::Index>()) {
        let index = index(&[article("sought", &word, "")]);
        let at = at.index(word.len());
        let mut less = word.clone();
        less.remove(at);
        prop_assert_eq!(ids(&index, &format!("{less} ")), ["sought"], "{}", less);
    }

    #[test]
    fn adding_and_removing_leaves_nothing(documents in prop::collection::vec(document(), 0..6), query in TEXT) {
        let mut index = index(&documents);
        for document in &documents {
            index.remove(&document.id);
        }
        prop_assert!(index.is_empty());
        prop_assert!(index.search(&query, "", 9).is_empty());
    }
}

#[test]
fn a_title_counts_more_than_a_text() {
    let index = index(&[
        article("text", "Opening hours", "We take returns until eight."),
        article("title", "Returns", "Send it to us."),
    ]);
    assert_eq!(ids(&index, "return"), ["title", "text"]);
    let fields: Vec<Field> = index.search("return", "", 9).iter().map(|hit| hit.field).collect();
    assert_eq!(fields, [Field::Title, Field::Text]);
}

#[test]
fn the_last_word_may_be_unfinished_unless_something_follows_it() {
    let index = index(&[article("a", "Delivery", "")]);
    assert_eq!(ids(&index, "de"), ["a"]);
    assert!(ids(&index, "de ").is_empty());
}

#[test]
fn a_later_document_takes_the_place_of_one_with_its_id() {
    let mut index = index(&[article("a", "Old words", "")]);
    assert!(index.add(article("a", "New answer", "")));
    assert_eq!(
        (index.len(), ids(&index, "old "), ids(&index, "answer")),
        (1, vec![], vec!["a".to_owned()])
    );
}

#[test]
fn what_was_removed_takes_the_place_of_nothing() {
    let mut index = index(&[article("a", "Refund", ""), article("b", "Later", "A refund.")]);
    index.remove("a");
    let hits = index.search("refund", "", 1);
    assert_eq!(hits.iter().map(|hit| hit.document).collect::<Vec<_>>(), [1]);
}

#[test]
fn a_wrong_letter_is_forgiven() {
    let index = index(&[article("a", "Delivery", ""), article("b", "Payment", "")]);
    assert_eq!(ids(&index, "delxvery "), ["a"]);
    assert_eq!(ids(&index, "pxymwnts "), Vec::<String>::new());
}

#[test]
fn documents_of_other_languages_are_left_out() {
    let of = |id: &str, language: &str| Document {
        language: language.to_owned(),
        ..article(id, "Retour", "")
    };
    let index = index(&[of("fr", "fr"), of("de", "de-AT"), of("any", "")]);
    let places = |language| {
        index.search("retour", language, 9).iter().map(|hit| hit.document).collect::<Vec<_>>()
    };
    assert_eq!(
        (places("de"), places("FR-ca"), places("")),
        (vec![1, 2], vec![0, 2], vec![0, 1, 2])
    );
}

#[test]
fn a_passage_shows_what_was_looked_for_in_every_script() {
    let shown = |text: &str, query: &str| {
        let index = index(&[article("a", "x", text)]);
        let hits = index.search(query, "", 1);
        let passage = &hits.first().unwrap_or_else(|| panic!("{query} finds nothing")).passage;
        pieces(text, &passage.bytes, &passage.marks).join("|")
    };
    assert_eq!(shown("You can return it.", "returns"), "You can |return| it.");
    assert_eq!(shown("Die Rückgabe ist frei.", "ruckgabe"), "Die |Rückgabe| ist frei.");
    assert_eq!(
        shown("Mit Expresslieferung morgen.", "lieferung"),
        "Mit |Expresslieferung| morgen."
    );
    assert_eq!(shown("注文をキャンセルできます。", "キャンセル"), "注文を|キャンセル|できます。");
    assert_eq!(shown("رسوم التوصيل هنا", "توصيل"), "رسوم |التوصيل| هنا");
    assert_eq!(shown("מדיניות ההחזרה שלנו", "החזרה"), "מדיניות |ההחזרה| שלנו");
    assert_eq!(shown("Your E-Mail here", "email"), "Your |E-Mail| here");
    let long =
        format!("{} We ship it. The parcel is late. {}", "word ".repeat(60), "tail ".repeat(60));
    assert!(
        shown(&long, "parcel").starts_with("The |parcel| is late."),
        "{}",
        shown(&long, "parcel")
    );
}

#[test]
fn a_file_says_what_is_wrong_with_it() {
    let file = pack(&[article("a", "A", "text"), article("b", "B", "")]);
    assert_eq!(
        file,
        "usher search 1 2\u{1e}a\u{1f}\u{1f}\u{1f}A\u{1f}\u{1f}text\u{1e}b\u{1f}\u{1f}\u{1f}B\u{1f}"
    );
    let changed = |from: &str, to: &str| unpack(&file.replacen(from, to, 1)).unwrap_err();
    for (fault, is) in [
        (changed("usher", "other"), Fault::NoIndex),
        (changed(" 1 ", " 2 "), Fault::OtherVersion),
        (changed(" 1 ", " 01 "), Fault::NoIndex),
        (changed("1 2", "1 3"), Fault::Incomplete),
        (changed("1 2", "1 1"), Fault::Incomplete),
        (changed("1 2", "1 10001"), Fault::TooLarge),
        (changed("\u{1e}b", "\u{1e}a"), Fault::NotInOrder(1)),
        (changed("\u{1f}B\u{1f}", "\u{1f}\u{1f}"), Fault::NoDocument(1)),
        (changed("\u{1f}B\u{1f}", "\u{1f}B"), Fault::NoDocument(1)),
        (changed("text", "te\u{2}xt"), Fault::ControlCharacter(0)),
        (unpack(&"x".repeat(usher_search::MAX_BYTES + 1)).unwrap_err(), Fault::TooLarge),
    ] {
        assert_eq!(fault, is);
        assert!(fault.to_string().contains("search index"), "{fault}");
    }
}
