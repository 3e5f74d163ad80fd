//! Articles are read as a compiler reads: everything wrong has its place and a way to put it
//! right, and what is written is a tree that the published schema takes.

mod files;
mod laws;
mod mistakes;

use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use usher_desk::check::{self, CheckOptions, Finding, read as read_source};
use usher_desk::content::{self, ContentOptions, Reading, file};
use usher_schema::content::{content_schema, index_schema};

/// A folder with these files, in folders of their own where their names say so.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

fn read_with(files: &[(&str, &str)], options: &ContentOptions) -> Reading {
    let folder = folder(files);
    content::read(content::sources(folder.path()).unwrap(), options)
}

fn read(files: &[(&str, &str)]) -> Reading {
    read_with(files, &ContentOptions::default())
}

/// Line, column and words of a finding, and whether it may stay.
fn told(reading: &Reading, (number, finding): &(usize, Finding)) -> (u64, u64, String, bool) {
    let told: Value =
        serde_json::from_str(&check::json(&reading.sources[*number], finding)).unwrap();
    let words = format!("{} {}", told["what"], told["help"]);
    let place = |key: &str| told[key].as_u64().unwrap();
    (place("line"), place("column"), words, told["warning"].as_bool().unwrap())
}

fn all_told(reading: &Reading) -> Vec<(u64, u64, String, bool)> {
    reading.found.iter().map(|located| told(reading, located)).collect()
}

/// The only finding is at this place and says these words.
fn assert_one(reading: &Reading, place: (u64, u64), words: &[&str]) {
    let found = all_told(reading);
    let is_it = |(line, column, said, _): &(u64, u64, String, bool)| {
        (*line, *column) == place && words.iter().all(|word| said.contains(word))
    };
    assert!(found.len() == 1 && found.iter().all(is_it), "{words:?} at {place:?} in {found:?}");
}

const FRONT: &str = "+++\ntitle = \"A\"\n+++\n";

/// The blocks of an article with this text, in which nothing is wrong.
fn blocks(text: &str) -> Value {
    let reading = read(&[("a.md", &format!("{FRONT}{text}"))]);
    assert_eq!(all_told(&reading), [], "{text}");
    serde_json::to_value(&reading.content.languages["en"][0].blocks).unwrap()
}

fn assert_fits(schema: &Value, value: &Value) {
    let validator = jsonschema::validator_for(schema).unwrap();
    let faults: Vec<String> = validator.iter_errors(value).map(|fault| fault.to_string()).collect();
    assert!(faults.is_empty(), "{faults:?} in {value:#}");
}

#[test]
fn lines_and_headings_become_a_tree() {
    for (text, tree) in [
        (
            "One *two* **three** `four`",
            json!([{ "paragraph": [
            "One ", { "emphasis": ["two"] }, " ", { "strong": ["three"] }, " ", { "literal": "four" },
        ] }]),
        ),
        ("one\ntwo\\\nthree", json!([{ "paragraph": ["one two\nthree"] }])),
        ("一つ\n二つ", json!([{ "paragraph": ["一つ二つ"] }])),
        (
            "## Words, and more!\n### Words",
            json!([
                { "heading": "Words, and more!", "level": 2, "id": "words-and-more" },
                { "heading": "Words", "level": 3, "id": "words" },
            ]),
        ),
        (
            "## A\n## A\n## A {#b}",
            json!([
                { "heading": "A", "level": 2, "id": "a" },
                { "heading": "A", "level": 2, "id": "a-2" },
                { "heading": "A", "level": 2, "id": "b" },
            ]),
        ),
    ] {
        assert_eq!(blocks(text), tree, "{text}");
    }
}

#[test]
fn what_stands_below_each_other_becomes_a_tree() {
    for (text, tree) in [
        (
            "- a\n- b\n  - c",
            json!([{ "list": [
            [{ "paragraph": ["a"] }],
            [{ "paragraph": ["b"] }, { "list": [[{ "paragraph": ["c"] }]] }],
        ] }]),
        ),
        (
            "3. a\n4. b",
            json!([{
                "list": [[{ "paragraph": ["a"] }], [{ "paragraph": ["b"] }]], "from": 3,
            }]),
        ),
        ("> a", json!([{ "quote": [{ "paragraph": ["a"] }] }])),
        ("```\na <b>\n```", json!([{ "code": "a <b>" }])),
        (
            "|a|b|\n|-|-|\n|*c*||",
            json!([{
                "table": [[[{ "emphasis": ["c"] }], []]], "head": [["a"], ["b"]],
            }]),
        ),
        (
            "![Alt](/a%20b.svg#4x3 \"Under\")",
            json!([{
                "image": "/a%20b.svg", "alt": "Alt", "width": 4, "height": 3, "caption": "Under",
            }]),
        ),
        (
            "[a](/b?c=d) <e@f.example>",
            json!([{ "paragraph": [
            { "link": "/b?c=d", "text": ["a"] }, " ",
            { "link": "mailto:e@f.example", "text": ["e@f.example"] },
        ] }]),
        ),
        (
            "[here](#there)\n## There",
            json!([
                { "paragraph": [{ "article": "a", "heading": "there", "text": ["here"] }] },
                { "heading": "There", "level": 2, "id": "there" },
            ]),
        ),
        ("a &lt;script&gt; \\<b>", json!([{ "paragraph": ["a <script> <b>"] }])),
    ] {
        assert_eq!(blocks(text), tree, "{text}");
    }
}

#[test]
fn a_guide_is_made_of_steps_with_their_places_on_the_page() {
    let guide = "+++\ntitle = \"A\"\nkind = \"guide\"\n[anchors.size]\nselectors = [\"#size\"]\n\
                 text = \"Size\"\n+++\nBefore.\n## One {data-usher=size}\n### Inner\nb\n## Two\nc";
    let german = "+++\ntitle = \"B\"\n+++\n## Eins {data-usher=size}\nb";
    let reading = read(&[("a.md", guide), ("a.de.md", german)]);
    assert_eq!(all_told(&reading), []);
    let of =
        |language: &str| serde_json::to_value(&reading.content.languages[language][0]).unwrap();
    assert_eq!(
        of("en")["steps"],
        json!([
            {
                "title": "One",
                "id": "one",
                "anchor": { "key": "size", "selectors": ["#size"], "text": "Size" },
                "blocks": [
                    { "heading": "Inner", "level": 3, "id": "inner" }, { "paragraph": ["b"] },
                ],
            },
            { "title": "Two", "id": "two", "blocks": [{ "paragraph": ["c"] }] },
        ])
    );
    assert_eq!(of("en")["blocks"], json!([{ "paragraph": ["Before."] }]));
    // Kind and selectors are those of the original, the words on the element are not.
    assert_eq!(of("de")["steps"][0]["anchor"], json!({ "key": "size", "selectors": ["#size"] }));
}

#[test]
fn what_is_not_translated_is_shown_in_the_language_it_was_written_in() {
    let article = format!("{FRONT}[b](b.md)");
    let files = [("a.md", article.as_str()), ("b.md", article.as_str()), ("b.de.md", &article)];
    let reading = read(&files);
    let found = all_told(&reading);
    assert!(
        matches!(&found[..], [(2, 9, said, true)] if said.contains("`a` is not there in `de`"))
    );
    let german = serde_json::to_value(&reading.content.languages["de"]).unwrap();
    assert_eq!((&german[0]["id"], &german[0]["language"]), (&json!("a"), &json!("en")));
    assert_eq!((&german[1]["id"], &german[1]["language"]), (&json!("b"), &Value::Null));
    let strict = ContentOptions { strict: true, ..ContentOptions::default() };
    assert!(!read_with(&files, &strict).found[0].1.is_warning);
    let german = ContentOptions { language: "de".to_owned(), ..ContentOptions::default() };
    assert_eq!(read_with(&[("a.md", &article), ("b.md", &article)], &german).found, []);
    let kinds = [
        ("a.md", article.as_str()),
        ("b.md", &article),
        ("a.pt.md", &article),
        ("b.pt.md", &article),
        ("a.pt-BR.md", &article),
    ];
    let reading = read(&kinds);
    assert_eq!(reading.found, [], "who reads pt-BR reads pt");
    assert_eq!(reading.content.languages["pt-BR"][1].language.as_deref(), Some("pt"));
    let found = all_told(&read(&[("a.de.md", &format!("{FRONT}c"))]));
    assert_eq!(found.len(), 0, "with one language there is nothing to translate: {found:?}");
}

#[test]
fn an_article_is_known_by_its_name_alone() {
    let article = format!("{FRONT}a");
    let reading =
        read(&[("x/a.md", &article), ("y/a.md", &article), ("_a.md", "no"), (".b.md", "")]);
    assert_one(&reading, (2, 9), &["a second article `a`", "rename"]);
    assert!(reading.sources[reading.found[0].0].name.ends_with("y/a.md"));
}

/// The beginning of a PNG file: what says its size.
fn png(width: u8, height: u8) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend([0, 0, 0, width, 0, 0, 0, height, 8, 6, 0, 0, 0]);
    bytes
}

#[test]
fn pictures_and_pages_are_looked_for_where_the_shop_is() {
    let site = folder(&[("returns.html", ""), ("help/index.html", ""), ("a.svg", "<svg/>")]);
    std::fs::write(site.path().join("tin.png"), png(64, 48)).unwrap();
    let options =
        ContentOptions { site: Some(site.path().to_owned()), ..ContentOptions::default() };
    let of = |text: &str| read_with(&[("a.md", &format!("{FRONT}{text}"))], &options);
    let right =
        of("[a](/returns.html#b) [b](/returns) [c](/help/)\n\n![d](/tin.png)\n\n![e](/a.svg#2x1)");
    assert_eq!(all_told(&right), []);
    let tree = serde_json::to_value(&right.content.languages["en"][0].blocks[1]).unwrap();
    assert_eq!(tree, json!({ "image": "/tin.png", "alt": "d", "width": 64, "height": 48 }));
    assert_one(&of("[a](/retruns)"), (4, 5), &["a page that the shop does not have"]);
    assert_one(&of("![a](/tun.png)"), (4, 6), &["no such picture in the shop"]);
    assert_one(&of("![a](/tun.png#3x4)"), (4, 6), &["no such picture in the shop"]);
    assert_one(&of("![a](/a.svg)"), (4, 6), &["does not say its size", "#640x480"]);
    assert_one(&of("[a](/%2e%2e/%2e%2e/etc/passwd)"), (4, 5), &["does not have"]);
}

#[test]
fn one_article_is_checked_among_those_of_its_folder() {
    let right = format!("{FRONT}[b](b.md)");
    let folder = folder(&[("a.md", &right), ("b.md", &format!("{FRONT}<b>"))]);
    let check = |name: &str| {
        let sources = vec![folder.path().join(name).display().to_string()];
        let about = ContentOptions::default();
        check::check(&CheckOptions { sources, json: false, about }).unwrap()
    };
    assert!(check("a.md"));
    assert!(!check("b.md"));
    assert!(!check(""));
}

#[test]
fn what_searches_gets_plain_text() {
    let text = "+++\ntitle = \"A\"\nsummary = \"B\"\nkeywords = [\"C\"]\nkind = \"guide\"\n+++\n\
                one *two*\n## Three\n- four\n- [five](/a)\n\n|six|\n|-|\n|`seven`|\n\n\
                ![eight](/a.svg#1x1 \"nine\")\n### Ten\n> eleven";
    let plain = read(&[("a.md", text)]).content.plain("en").remove(0);
    assert_eq!((plain.id.as_str(), plain.title.as_str(), plain.summary.as_str()), ("a", "A", "B"));
    assert_eq!(
        (plain.keywords, plain.headings),
        (vec!["C".into()], vec!["Three".into(), "Ten".into()])
    );
    assert_eq!(plain.body, "one two\nfour\nfive\nsix\nseven\neight\nnine\neleven");
}

fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn the_articles_of_the_demo_shop_are_right_and_in_both_languages() {
    let options = ContentOptions {
        site: Some(top().join("www/shop")),
        strict: true,
        ..ContentOptions::default()
    };
    let reading = content::read(content::sources(&top().join("www/content")).unwrap(), &options);
    assert_eq!(all_told(&reading), []);
    for (name, text) in file::files(&reading.content).unwrap() {
        let schema = if name == file::INDEX { index_schema() } else { content_schema() };
        assert_fits(&schema, &serde_json::from_str(&text).unwrap());
    }
    let guide = reading.content.languages["de"].iter().find(|one| !one.steps.is_empty()).unwrap();
    assert!(guide.steps.iter().any(|step| step.anchor.is_some()));
}

#[test]
fn every_example_of_the_document_compiles() {
    let text = std::fs::read_to_string(top().join("docs/content.md")).unwrap();
    let mut files: Vec<(String, String)> = Vec::new();
    for (before, after) in text
        .match_indices("````markdown\n")
        .map(|(at, mark)| (&text[..at], &text[at + mark.len()..]))
    {
        // The name stands last before the example.
        let name = before.rsplit("`content/").next().unwrap().split('`').next().unwrap();
        files.push((name.to_owned(), after.split("````").next().unwrap().to_owned()));
    }
    let json = text.split("```json\n").nth(1).unwrap().split("```").next().unwrap();
    files.push(("hours.json".to_owned(), json.to_owned()));
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        ["returns.md", "mixed-paint.md", "measuring.md", "returns.de.md", "hours.json"]
    );
    let files: Vec<(&str, &str)> =
        files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let found = all_told(&read(&files));
    let (warnings, mistakes): (Vec<_>, Vec<_>) = found.into_iter().partition(|told| told.3);
    assert_eq!(mistakes, []);
    assert_eq!(warnings.len(), 3, "three articles are in English alone: {warnings:?}");
    // The mistake that the document shows is printed as it shows it.
    let wrong = files[0].1.replace("mixed-paint.md", "mixed-pain.md");
    let folder = folder(&[("content/returns.md", &wrong), ("content/mixed-paint.md", files[1].1)]);
    let source =
        read_source(&folder.path().join("content/returns.md").display().to_string()).unwrap();
    let sources = content::sources(folder.path()).unwrap();
    let reading = content::read(sources, &ContentOptions::default());
    let printed = check::text(&source, &reading.found[0].1);
    let shown = text.split("```text\n").nth(1).unwrap().split("```").next().unwrap();
    let shown = shown.replace("content/returns.md", &source.name);
    assert_eq!(printed.trim(), shown.trim());
}
