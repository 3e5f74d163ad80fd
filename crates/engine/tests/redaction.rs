//! Redaction against a corpus of invented cases, and its laws on anything at all.
#![expect(clippy::expect_used, reason = "a test may fail loudly")]

use proptest::prelude::*;
use serde_json::Value;
use usher_engine::redact;
use usher_testkit::{Case, judge};

fn texts(value: &Value) -> Vec<String> {
    let list = value.as_array().cloned().unwrap_or_default();
    list.iter().filter_map(|text| text.as_str().map(str::to_owned)).collect()
}

fn corpus() -> Vec<Case> {
    let all: Value = serde_json::from_str(include_str!("redaction.json")).expect("the corpus");
    let case = |value: &Value| Case {
        id: value["id"].as_str().unwrap_or_default().to_owned(),
        kind: value["kind"].as_str().unwrap_or_default().to_owned(),
        input: value["input"].as_str().unwrap_or_default().to_owned(),
        must_not_leak: texts(&value["must_not_leak"]),
        must_keep: texts(&value["must_keep"]),
        class: value["cls"].as_str().unwrap_or_default().to_owned(),
    };
    all.as_array().expect("a list").iter().map(case).collect()
}

#[test]
fn nothing_leaks_and_what_must_stay_stays() {
    let cases = corpus();
    assert!(cases.len() > 400);
    let misses: Vec<String> = cases
        .iter()
        .map(|case| (case, judge(case, &|_| false)))
        .filter(|(_, verdict)| !verdict.leaked.is_empty() || !verdict.lost.is_empty())
        .map(|(case, verdict)| format!("{}: {:?} became {:?}", case.id, case.input, verdict.output))
        .collect();
    assert!(misses.is_empty(), "{} misses:\n{}", misses.len(), misses.join("\n"));
}

#[test]
fn a_second_time_changes_nothing_in_the_corpus() {
    for case in corpus() {
        for redact in [redact::text, redact::url, redact::path, redact::identifier] {
            let once = redact(&case.input);
            assert_eq!(redact(&once), once, "{}: {:?}", case.id, case.input);
        }
    }
}

/// What sends a careless reader back to the beginning again and again.
const TEDIOUS: &[&str] = &[
    "%25",
    "%2",
    "@",
    "a@",
    "[at]",
    "(",
    "4111 ",
    "41",
    "0",
    "+",
    "1.",
    "1:",
    "::",
    "eyJ",
    "a1",
    "DE89",
    "DE12A ",
    "order ",
    "name: ",
    "born ",
    "://",
    "http://",
    "/",
    "?a=",
    "\"",
    "-",
    "1 ",
    "12.12.",
    "\u{200b}",
    "\u{ff20}",
    "59.12345 ",
    "[email]",
    " at ",
    "no ",
    "# ",
    "(0)",
    "é",
];

/// With anything worse than linear this test takes minutes. `cargo xtask bench`
/// counts the instructions.
#[test]
fn much_of_the_same_ends() {
    for piece in TEDIOUS {
        let long = piece.repeat(20_000 / piece.len());
        for redact in [redact::text, redact::url] {
            assert!(redact(&long).len() <= 4 * long.len(), "{piece:?} grows");
        }
    }
}

/// Pieces that detectors look for, and what may stand between them.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => "[a-zA-Z]{1,8}".prop_map(String::from),
        3 => "[0-9]{1,8}".prop_map(String::from),
        4 => prop::sample::select(vec![
            " ", ".", "-", "/", "@", "+", ":", "#", "=", "(", ")", "%", "%40", "%25", "?", "&", "'",
            "\"", "[", "]", "[email]", "[phone]", "[at]", "(dot)", "\u{200b}", "\u{ff11}", "ü", "\n",
            "://", "https://", "eyJ", "DE", "::", ",", ";", "_",
        ]).prop_map(String::from),
        2 => prop::sample::select(vec![
            "order", "no", "password", "call", "born", "iban", "name", "is", "my", "pin", "lat", "ean",
            "4111111111111111", "anna@shop.example", "+49 171 2345678", "10.0.0.1", "1980-04-12",
        ]).prop_map(|word| format!(" {word} ")),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// A number with the digit that makes it right by Luhn.
fn card() -> impl Strategy<Value = String> {
    let begin = prop::sample::select(vec![
        ("4", 16),
        ("51", 16),
        ("55", 16),
        ("2221", 16),
        ("2720", 16),
        ("34", 15),
        ("37", 15),
        ("3528", 16),
        ("36", 14),
        ("6011", 16),
        ("62", 19),
        ("65", 16),
    ]);
    (begin, "[0-9]{19}").prop_map(|((begin, length), rest)| {
        let body: String = begin.chars().chain(rest.chars()).take(length - 1).collect();
        let sum: u32 = body
            .chars()
            .rev()
            .filter_map(|digit| digit.to_digit(10))
            .enumerate()
            .map(
                |(place, digit)| {
                    if place % 2 == 0 { digit * 2 / 10 + digit * 2 % 10 } else { digit }
                },
            )
            .sum();
        format!("{body}{}", (10 - sum % 10) % 10)
    })
}

fn address() -> impl Strategy<Value = String> {
    "[a-z][a-z0-9._+]{0,10}[a-z0-9]@[a-z][a-z0-9]{1,8}(\\.[a-z]{2,6}){1,2}"
}

fn is_leaked(output: &str, secret: &str) -> bool {
    let case = Case { kind: "text".into(), ..Case::default() };
    let case = Case { input: output.to_owned(), must_not_leak: vec![secret.to_owned()], ..case };
    !judge(&case, &|_| false).leaked.is_empty()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_second_time_changes_nothing(text in pieces()) {
        for redact in [redact::text, redact::url, redact::path, redact::identifier] {
            let once = redact(&text);
            prop_assert_eq!(redact(&once), once.clone(), "first {:?}", once);
        }
    }

    #[test]
    fn what_came_out_of_text_is_clean(text in pieces()) {
        prop_assert!(redact::is_clean(&redact::text(&text)) || text.contains("://"));
    }

    #[test]
    fn any_text_at_all_is_taken(text in any::<String>()) {
        prop_assert!(redact::text(&text).len() <= 4 * text.len());
        prop_assert!(redact::url(&text).len() <= 4 * text.len() + 10);
        redact::search_term(&text, &|word| word.len() > 3);
    }

    #[test]
    fn a_card_never_comes_through(
        before in "[a-z ]{0,9}", card in card(), sign in "[ ./-]?", size in 4..7_usize, after in "[a-z ,]{0,9}"
    ) {
        let groups: Vec<String> =
            card.as_bytes().chunks(size).map(|group| String::from_utf8_lossy(group).into()).collect();
        let output = redact::text(&format!("{before}{}{after}", groups.join(&sign)));
        prop_assert!(!is_leaked(&output, &card), "{}", output);
        let output = redact::url(&format!("https://shop.example/{before}{card}{after}?page={card}"));
        prop_assert!(!is_leaked(&output, &card), "{}", output);
    }

    #[test]
    fn an_address_never_comes_through(before in "[A-Z]{0,9} ?", address in address(), after in " ?[(,;]? ?[a-z]{0,9}") {
        for written in [address.clone(), address.replace('@', "%40"), address.replace('@', " [at] ")] {
            let output = redact::text(&format!("{before}{written} {after}"));
            prop_assert!(!is_leaked(&output, &address), "{}", output);
        }
    }
}
