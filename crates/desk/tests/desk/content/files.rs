//! What is written into files, and what is taken from files written by hand.

use super::{FRONT, all_told, assert_fits, assert_one, folder, read};
use serde_json::{Value, json};
use std::path::Path;
use usher_desk::check::{self, CheckOptions};
use usher_desk::compile::{CompileOptions, compile};
use usher_desk::content::{ContentOptions, file};
use usher_schema::content::{content_schema, index_schema};

fn compiled(from: &Path, content: &Path) -> bool {
    let options = CompileOptions {
        from: from.to_owned(),
        output: Some(content.join("config.json")),
        content: Some(content.to_owned()),
        about: ContentOptions::default(),
    };
    compile(&options).unwrap()
}

#[test]
fn the_same_articles_give_the_same_bytes_which_the_published_schemas_take() {
    let out = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let files = [
        ("b.md", "+++\ntitle = \"B\"\n+++\nb"),
        ("a.md", "+++\ntitle = \"A\"\n+++\na"),
        ("c/a.de.md", "+++\ntitle = \"Ä\"\n+++\nä"),
        ("usher.toml", "consent = \"site\"\n"),
    ];
    let mut turned = files;
    turned.reverse();
    for (files, out) in [files, turned].iter().zip(&out) {
        assert!(compiled(folder(files).path(), out.path()));
    }
    let text = |out: &tempfile::TempDir, name: &str| {
        std::fs::read_to_string(out.path().join(name)).unwrap()
    };
    for name in [file::INDEX, "usher_content.en.json", "usher_content.de.json", "config.json"] {
        assert_eq!(text(&out[0], name), text(&out[1], name));
    }
    let of = |name: &str| serde_json::from_str::<Value>(&text(&out[0], name)).unwrap();
    assert_fits(&index_schema(), &of(file::INDEX));
    assert_fits(&content_schema(), &of("usher_content.de.json"));
    let german = &of(file::INDEX)["languages"]["de"];
    assert_eq!(german["bytes"], text(&out[0], "usher_content.de.json").len());
    assert_eq!(of("config.json"), json!({ "consent": "site" }));
    // What was written is what `usher check` takes.
    let written = |name: &str| out[0].path().join(name).display().to_string();
    let sources = [file::INDEX, "usher_content.en.json", "usher_content.de.json"].map(written);
    let options =
        CheckOptions { sources: sources.into(), json: false, about: ContentOptions::default() };
    assert!(check::check(&options).unwrap());
}

#[test]
fn what_is_written_by_hand_is_checked_with_places_and_compiled_with_the_rest() {
    let right = r#"{"version":1,"language":"en","articles":[{"id":"b","title":"B",
        "blocks":[{"paragraph":["x ",{"article":"a","text":["a"]}]}]}]}"#;
    let article = format!("{FRONT}[b](b.md)");
    let files = [("a.md", article.as_str()), ("b.json", right)];
    let reading = read(&files);
    assert_eq!(all_told(&reading), []);
    let ids: Vec<&str> =
        reading.content.languages["en"].iter().map(|article| article.id.as_str()).collect();
    assert_eq!(ids, ["a", "b"]);
    let of = |blocks: &str| {
        let text = format!(
            "{{\"version\":1,\"language\":\"en\",\"articles\":[{{\"id\":\"b\",\"title\":\"B\",\n\
             \"blocks\":{blocks}}}]}}"
        );
        read(&[("b.json", &text)])
    };
    for (blocks, place, words) in [
        ("[{\"paragaph\":[\"a\"]}]", (2, 11), &["did you mean `paragraph`"][..]),
        ("[{\"html\":\"<b>\"}]", (2, 11), &["nothing that an article is made of"]),
        ("[\"a\"]", (2, 11), &["nothing that an article is made of"]),
        ("[{\"paragraph\":[\"a\"],\"countdown\":3}]", (2, 30), &["`countdown` is nothing"]),
        ("[{\"paragraph\":[\"\"]}]", (2, 25), &["1 to 4000"]),
        (
            "[{\"paragraph\":[{\"link\":\"javascript:x\",\"text\":[\"a\"]}]}]",
            (2, 33),
            &["no address"],
        ),
        ("[{\"paragraph\":[{\"link\":\"/a/../b\",\"text\":[\"a\"]}]}]", (2, 33), &["write /b"]),
        ("[{\"paragraph\":[{\"link\":\"/a\"}]}]", (2, 25), &["`text` is missing"]),
        (
            "[{\"paragraph\":[{\"article\":\"c\",\"text\":[\"a\"]}]}]",
            (2, 36),
            &["`c` that is not there"],
        ),
        ("[{\"image\":\"/a\",\"alt\":\"a\",\"width\":0,\"height\":1}]", (2, 43), &["1 to 10000"]),
        ("[{\"heading\":\"a\",\"level\":1,\"id\":\"a\"}]", (2, 34), &["2 or 3"]),
        ("[]", (1, 60), &["without text"]),
    ] {
        assert_one(&of(blocks), place, words);
    }
    let newer = right.replace("\"version\":1", "\"version\":2");
    assert_one(&read(&[("b.json", &newer)]), (1, 12), &["has to be 1"]);
}

#[test]
fn nothing_is_written_where_an_article_is_wrong_or_has_no_place_to_go() {
    let out = tempfile::tempdir().unwrap();
    let wrong =
        folder(&[("a.md", "+++\ntitle = \"A\"\n+++\n<b>"), ("b.toml", "consent = \"ask\"")]);
    assert!(!compiled(wrong.path(), out.path()));
    assert_eq!(std::fs::read_dir(out.path()).unwrap().count(), 0);
    let right = folder(&[("a.md", "+++\ntitle = \"A\"\n+++\na")]);
    let options = CompileOptions { from: right.path().to_owned(), ..CompileOptions::default() };
    let error = compile(&options).unwrap_err().to_string();
    assert!(error.contains("--content DIR"), "{error}");
    // What came out does not go in again.
    assert!(compiled(right.path(), right.path()) && compiled(right.path(), right.path()));
}
