//! What the text of an article is made of.

use serde_json::{Value, json};

use super::{
    MAX_BLOCKS, MAX_COLUMNS, MAX_SIDE, MAX_SUMMARY, MAX_TEXT, MAX_TITLE, below, line, list, number,
    object, reference, text,
};

/// What stands below each other.
pub(super) const BLOCKS: [&str; 7] =
    ["paragraph", "heading", "list", "quote", "code", "image", "table"];

/// What stands in a line.
pub(super) const INLINES: [&str; 6] = ["words", "emphasis", "strong", "literal", "link", "mention"];

/// Name, schema and meaning.
type Definition = (&'static str, Value, &'static str);

pub(super) fn blocks() -> [Definition; 7] {
    // A cell may be empty.
    let cells = list(list(reference("inline"), (0, MAX_BLOCKS)), (1, MAX_COLUMNS));
    let side = || number(1, Some(MAX_SIDE));
    [
        ("paragraph", object(&[("paragraph", line(), "")], &["paragraph"]), "a paragraph"),
        (
            "heading",
            object(
                &[
                    ("heading", text(MAX_TITLE), "the words"),
                    ("level", json!({ "enum": [2, 3] }), "the title is 1"),
                    ("id", text(MAX_TITLE), "its name in links, used once in the article"),
                ],
                &["heading", "level", "id"],
            ),
            "a heading",
        ),
        (
            "list",
            object(
                &[
                    ("list", list(below(), (1, MAX_BLOCKS)), "its items"),
                    ("from", number(0, None), "the number of the first, where there are numbers"),
                ],
                &["list"],
            ),
            "a list",
        ),
        ("quote", object(&[("quote", below(), "")], &["quote"]), "what somebody said"),
        ("code", object(&[("code", text(MAX_TEXT), "")], &["code"]), "letter by letter"),
        (
            "image",
            object(
                &[
                    ("image", reference("picture"), "where it is"),
                    ("alt", text(MAX_SUMMARY), "what it shows, for who cannot see it"),
                    ("width", side(), "in pixels, so that nothing moves when it comes"),
                    ("height", side(), "in pixels"),
                    ("caption", text(MAX_SUMMARY), "a line under it"),
                ],
                &["image", "alt", "width", "height"],
            ),
            "a picture",
        ),
        (
            "table",
            object(
                &[
                    ("table", list(cells.clone(), (0, MAX_BLOCKS)), "its rows"),
                    ("head", cells, "what stands above the columns"),
                ],
                &["table", "head"],
            ),
            "a table",
        ),
    ]
}

pub(super) fn inlines() -> [Definition; 6] {
    let words = ("text", line(), "the words");
    [
        ("words", text(MAX_TEXT), "text; `\\n` begins a new line"),
        ("emphasis", object(&[("emphasis", line(), "")], &["emphasis"]), "said with a stress"),
        ("strong", object(&[("strong", line(), "")], &["strong"]), "important"),
        ("literal", object(&[("literal", text(MAX_TEXT), "")], &["literal"]), "letter by letter"),
        (
            "link",
            object(&[("link", reference("address"), "where to"), words.clone()], &["link", "text"]),
            "a link",
        ),
        (
            "mention",
            object(
                &[
                    ("article", reference("id"), "which"),
                    ("heading", text(MAX_TITLE), "the `id` of a heading or step in it"),
                    words,
                ],
                &["article", "text"],
            ),
            "a link to another article",
        ),
    ]
}
