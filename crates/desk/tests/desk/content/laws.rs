//! Whatever somebody writes, the reader of articles neither stops nor lets anything through
//! that the widget should not draw.

use proptest::prelude::*;
use serde_json::Value;
use std::sync::LazyLock;
use usher_desk::check::{Form, Source};
use usher_desk::content::link::{address, picture};
use usher_desk::content::{self, ContentOptions, file};
use usher_engine::Json;
use usher_schema::content::content_schema;

/// Pieces that mean something to Markdown, to HTML, to front matter or to a browser.
const PIECES: [&str; 66] = [
    "# ",
    "## ",
    "### ",
    "#### ",
    "- ",
    "1. ",
    "> ",
    "    ",
    "\t",
    "\n",
    "\n\n",
    "\\\n",
    "  \n",
    "*",
    "**",
    "_",
    "`",
    "```\n",
    "~~~\n",
    "|",
    "|a|b|\n|-|-|\n",
    "[",
    "](",
    ")",
    "![",
    "[a](",
    "![a](",
    "<",
    ">",
    "</b>",
    "<script>",
    "<img src=x onerror=",
    "<!--",
    "-->",
    "<a@b.example>",
    "javascript:",
    "JAVASCRIPT:alert(1)",
    "data:text/html,",
    "https://",
    "http://",
    "//evil.example",
    "/a",
    "/\\evil",
    "a.md",
    "a.md#b",
    "#b",
    "mailto:a@b.example",
    "#640x480",
    "{#b}",
    "{data-usher=c}",
    "---\n",
    "+++\n",
    "&lt;",
    "&#1;",
    "&#x202e;",
    "\u{202e}",
    "\u{0}",
    "\u{7f}",
    "\u{feff}",
    "[a]: javascript:b\n",
    "[a][a]",
    "word",
    " ",
    "日本",
    "ü",
    "\r\n",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => prop::sample::select(&PIECES[..]).prop_map(str::to_owned),
        1 => any::<String>(),
        1 => "[ -~]{0,8}",
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn front() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => Just("+++\ntitle = \"A\"\n+++\n".to_owned()),
        2 => Just("+++\ntitle = \"A\"\nkind = \"guide\"\n[anchors.c]\nselectors = [\"#c\"]\n+++\n".to_owned()),
        1 => text(),
    ]
}

static SCHEMA: LazyLock<jsonschema::Validator> =
    LazyLock::new(|| jsonschema::validator_for(&content_schema()).unwrap());

/// Every address in a tree, with whether it is one of a picture.
fn addresses(value: &Value, found: &mut Vec<(String, bool)>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                match (key.as_str(), value) {
                    ("link" | "image", Value::String(text)) => {
                        found.push((text.clone(), key == "image"));
                    }
                    _ => addresses(value, found),
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|value| addresses(value, found)),
        _ => {}
    }
}

/// What a browser would do with an address, without asking the reader that let it through.
fn is_harmless(address: &str) -> bool {
    let is_path = address.starts_with('/') && !address.starts_with("//");
    let is_seen = |letter: char| letter.is_ascii_graphic();
    address.chars().all(is_seen)
        && !address.starts_with("/\\")
        && (is_path
            || ["https://", "mailto:", "tel:"].iter().any(|start| address.starts_with(start)))
}

fn read(name: &str, form: Form, text: String) -> content::Reading {
    let source = Source { name: name.to_owned(), form, text };
    content::read(vec![source], &ContentOptions::default())
}

fn assert_law(reading: &content::Reading) {
    let files = file::files(&reading.content).unwrap();
    for (_, text) in files.iter().filter(|(name, _)| name != file::INDEX) {
        assert!(Json::read(text).is_ok(), "the widget cannot read {text}");
        let tree: Value = serde_json::from_str(text).unwrap();
        let mut found = Vec::new();
        addresses(&tree, &mut found);
        for (written, is_picture) in found {
            assert!(is_harmless(&written), "{written:?}");
            let again = if is_picture { picture(&written) } else { address(&written) };
            assert_eq!(again.as_deref(), Ok(written.as_str()), "read twice, it is the same");
        }
        assert!(!text.chars().any(|letter| letter.is_control() && letter != '\n'));
        if reading.found.is_empty() {
            let faults: Vec<String> =
                SCHEMA.iter_errors(&tree).map(|fault| fault.to_string()).collect();
            assert!(faults.is_empty(), "{faults:?} in {tree:#}");
        }
    }
    for (number, finding) in &reading.found {
        // A finding that cannot be printed is none.
        let printed = usher_desk::check::text(&reading.sources[*number], finding);
        assert!(printed.contains(&finding.what) && !finding.help.is_empty(), "{printed}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, max_global_rejects: 20_000, ..ProptestConfig::default() })]

    #[test]
    fn no_text_stops_the_reader_or_brings_anything_through_it((front, text) in (front(), text())) {
        let reading = read("a.md", Form::Markdown, front + &text);
        assert_law(&reading);
    }

    #[test]
    fn what_markdown_becomes_is_taken_when_it_is_written_by_hand(text in text()) {
        let reading = read("a.md", Form::Markdown, format!("+++\ntitle = \"A\"\n+++\n{text}"));
        prop_assume!(reading.found.is_empty());
        let files = file::files(&reading.content).unwrap();
        let again = read("hand.json", Form::Json, files[0].1.clone());
        prop_assert_eq!(&again.found, &[]);
        prop_assert_eq!(&again.content, &reading.content);
    }

    #[test]
    fn no_address_leads_elsewhere_than_it_says(written in prop_oneof![text(), "[/\\\\a-zA-Z:@.#?%0-9 \t]{0,24}"]) {
        if let Ok(address_of) = address(&written) {
            prop_assert!(is_harmless(&address_of), "{:?}", address_of);
            prop_assert_eq!(address(&address_of), Ok(address_of));
        }
    }
}

/// What is nested by the thousand must not use up the stack.
#[test]
fn deep_texts_are_read_as_well() {
    for piece in ["> ", "- ", "*a **b ", "[", "![", "<b>", "`", "# ", "|", "&lt;", "(", "\\"] {
        let text = format!("+++\ntitle = \"A\"\n+++\n{}", piece.repeat(20_000));
        let reading = read("a.md", Form::Markdown, text);
        assert!(reading.content.languages["en"].len() == 1, "{piece}");
    }
}

/// The widget's reader takes less depth than others; the deepest tree there can be fits.
#[test]
fn the_deepest_article_is_read_by_the_widget() {
    let words = "*a _b *c _d *e _f *`g`* f_ e* d_ c* b_ a*";
    let table = format!("|{words}|\n      |-|\n      |{words}|");
    let text = format!(
        "+++\ntitle = \"A\"\nkind = \"guide\"\n+++\n## B\n- c\n  - d\n    - e\n\n      {table}\n"
    );
    let reading = read("a.md", Form::Markdown, text);
    assert_eq!(reading.found, []);
    assert_eq!(reading.content.languages["en"][0].depth(), 3);
    assert!(file::files(&reading.content).unwrap()[0].1.contains("\"table\""));
    assert_law(&reading);
}
