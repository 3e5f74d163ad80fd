//! Joins the style sheets of `src/ui/styles`, and takes out of them and of the texts
//! what only people read.
//!
//! The bytes go into the wasm as they are: 15.6 KB become 12 KB (measured 2026-11).

use std::path::Path;
use std::{env, fs, io};

const STYLES: &str = "src/ui/styles";
const TEXTS: &str = "src/ui/texts";

/// What loads on every page, and what loads with the drawing.
const SHEETS: [(&str, &[&str]); 2] = [
    ("mount.css", &["base.css", "launcher.css"]),
    ("drawing.css", &["parts.css", "dialogs.css", "plays.css"]),
];

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed={STYLES}");
    println!("cargo::rerun-if-changed={TEXTS}");
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("OUT_DIR is not set"))?;
    for (sheet, files) in SHEETS {
        let mut css = String::new();
        for file in files {
            css.push_str(&fs::read_to_string(Path::new(STYLES).join(file))?);
        }
        fs::write(Path::new(&out).join(sheet), shorten(&css))?;
    }
    let words = fs::read_to_string(Path::new(TEXTS).join("en.txt"))?;
    fs::write(Path::new(&out).join("en.txt"), without_headings(&words))
}

/// The lines of a text file that are keys with words.
fn without_headings(words: &str) -> String {
    let is_key = |line: &&str| !line.is_empty() && !line.starts_with('#');
    words.lines().filter(is_key).flat_map(|line| [line, "\n"]).collect()
}

/// Takes out comments, and the white space that separates nothing.
///
/// White space around `:`, `+` and parentheses can mean something (`a :hover`,
/// `calc(1px + 2px)`), so only that around `{`, `}`, `;` and `,` goes, that after
/// the colon of a declaration, and that before `!important`. Strings with these
/// signs do not occur.
fn shorten(css: &str) -> String {
    let mut short = String::with_capacity(css.len());
    for word in without_comments(css).split_whitespace() {
        let ends_part = short.ends_with(['{', '}', ';', ',']) || short.is_empty();
        let is_in_declaration = short.ends_with(':');
        if !ends_part && !is_in_declaration && !word.starts_with(['{', '}', '!']) {
            short.push(' ');
        }
        if word.starts_with('}') && short.ends_with(';') {
            short.pop();
        }
        short.push_str(word);
    }
    short
}

fn without_comments(css: &str) -> String {
    let mut kept = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, behind)| behind);
    }
    kept.push_str(rest);
    kept
}
