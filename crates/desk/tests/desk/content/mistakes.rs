//! What is wrong in an article, and where.

use super::{FRONT, all_told, assert_one, read};

#[test]
fn every_mistake_has_its_place_and_a_way_to_put_it_right() {
    let deep = "- a\n  - b\n    - c\n      - d";
    let long = format!("## {}", "a".repeat(121));
    let wide = "|a|b|c|d|e|f|g|\n|-|-|-|-|-|-|-|";
    for (text, place, words) in [
        ("a <b>c</b>", (4, 3), &["HTML", "**words**"][..]),
        ("<script>\nalert(1)\n</script>", (4, 1), &["HTML", "runs nothing"]),
        ("a\n\n<!-- note -->", (6, 1), &["HTML", "front matter"]),
        ("<details>\n\na", (4, 1), &["HTML", "\\\\<"]),
        ("ü [a](javascript:x)", (4, 7), &["no address that an article may lead to", "/returns"]),
        ("[a](data:text/html,x)", (4, 5), &["no address"]),
        ("[a](http://b.example)", (4, 5), &["without encryption", "https"]),
        ("[a](returns)", (4, 5), &["begin with /"]),
        ("[a](//b.example)", (4, 5), &["write https:"]),
        ("[a](https://a@b.example)", (4, 5), &["before the host"]),
        ("[a]()", (4, 1), &["address is missing"]),
        ("[](/a)", (4, 1), &["without words"]),
        ("a [b][c]", (4, 3), &["a reference that is not there"]),
        ("[a](b.md)", (4, 5), &["article `b` that is not there"]),
        ("[a](#b)\n## C", (4, 5), &["`#b`", "#c"]),
        ("# B", (4, 1), &["second title", "##"]),
        ("#### B", (4, 1), &["fourth level"]),
        ("## [a](/b)", (4, 1), &["a link in a heading"]),
        ("## a {.b}", (4, 1), &["does not have", "{#name}"]),
        ("## a {#B}", (4, 1), &["{#b}"]),
        ("## a {#b}\n## c {#b}", (5, 1), &["an earlier heading has"]),
        ("## a {data-usher=b}", (4, 1), &["no step", "guide"]),
        ("- ## a\n- b", (4, 3), &["inside a list"]),
        (long.as_str(), (4, 1), &["121 characters"]),
        (deep, (7, 7), &["more than 3 lists"]),
        (wide, (4, 1), &["7 columns"]),
        ("a\n\n---\n\nb", (6, 1), &["a line across"]),
        ("![](/a.png#1x1)", (4, 1), &["a picture without words"]),
        ("![a](/a.png)", (4, 6), &["unknown size", "#640x480", "--site"]),
        ("![a](a.png#1x1)", (4, 6), &["begin with /"]),
        ("![a](mailto:a@b.example#1x1)", (4, 6), &["no address that a picture may have"]),
        ("a ![b](/b.png#1x1)", (4, 3), &["a paragraph of its own"]),
        ("", (4, 1), &["no text"]),
        ("a\u{7}b", (4, 2), &["control character"]),
    ] {
        let text = format!("{FRONT}{text}");
        assert_one(&read(&[("a.md", &text)]), place, words);
    }
}

#[test]
fn every_mistake_above_a_text_has_its_place() {
    let long = format!("+++\ntitle = \"{}\"\n+++\na", "a".repeat(121));
    for (text, place, words) in [
        ("a", (1, 1), &["no front matter", "+++"][..]),
        ("---\ntitle: A\n---\na", (1, 1), &["YAML", "TOML"]),
        ("+++\ntitle = \"A\"\na", (1, 1), &["no end"]),
        ("+++\n+++\na", (1, 1), &["`title` is missing"]),
        ("+++\ntitle = \"A\"\nb = = 1\n+++\na", (3, 5), &["not TOML"]),
        ("+++\r\ntitle = \"A\"\r\ntitel = \"B\"\r\n+++\r\na", (3, 1), &["did you mean `title`"]),
        ("+++\ntitle = \" \"\n+++\na", (2, 9), &["an empty text"]),
        ("+++\ntitle = 3\n+++\na", (2, 9), &["has to be a text"]),
        (long.as_str(), (2, 9), &["121 characters"]),
        ("+++\ntitle = \"A\"\nkeywords = \"b\"\n+++\na", (3, 12), &["has to be a list"]),
        ("+++\ntitle = \"A\"\nkind = \"tour\"\n+++\na", (3, 8), &["no such kind", "guide"]),
        ("+++\ntitle = \"A\"\nlanguage = \"English\"\n+++\na", (3, 12), &["no language"]),
        ("+++\ntitle = \"A\"\nkind = \"guide\"\n+++\na", (2, 9), &["a guide without steps"]),
        (
            "+++\ntitle = \"A\"\nkind = \"guide\"\n[anchors.b]\ntext = \"B\"\n+++\n## a",
            (4, 10),
            &["no step is about `b`", "{data-usher=b}"],
        ),
    ] {
        assert_one(&read(&[("a.md", text)]), place, words);
    }
    assert_one(&read(&[("My Notes.md", &format!("{FRONT}a"))]), (1, 1), &["cannot be the name"]);
    assert_one(&read(&[("a.pt-br.md", &format!("{FRONT}a"))]), (1, 1), &["a.pt-br", "pt-BR.md"]);
    let text = "+++\ntitle = \"A\"\n[anchors.b]\ntext = \"B\"\n+++\na";
    assert_one(&read(&[("a.md", text)]), (3, 10), &["no step is about `b`", "a guide's step"]);
    let text = "+++\ntitle = \"A\"\nlanguage = \"de\"\n+++\na";
    let found = all_told(&read(&[("a.fr.md", text)]));
    assert!(
        found.iter().any(|(.., said, _)| said.contains("the file's name says `fr`")),
        "{found:?}"
    );
}
