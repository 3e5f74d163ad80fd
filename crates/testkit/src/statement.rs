//! Words about consent in a script: purposes, and what a manager says.

use usher_engine::{ConsentSource, Grant, Grants, Purpose, Standing, Statement};

/// The purposes of `granted help analytics`, `granted all` or `refused`.
///
/// # Errors
/// What to write instead.
pub(crate) fn purposes(words: &[String]) -> Result<Vec<Purpose>, String> {
    match words.first().map(String::as_str) {
        Some("refused") => Ok(Vec::new()),
        Some("granted") if words.get(1).is_some_and(|word| word == "all") => {
            Ok(Purpose::CHOOSABLE.to_vec())
        }
        Some("granted") => words.iter().skip(1).map(|word| purpose(word)).collect(),
        _ => Err(String::from("write `consent granted help analytics` or `consent refused`")),
    }
}

/// What a manager says: `klaro ready help share?`.
///
/// # Errors
/// What to write instead.
pub(crate) fn statement(words: &[String]) -> Result<Statement, String> {
    let mistake = || String::from("write `manager klaro ready help share?` or `manager tcf stub`");
    let word = |place: usize| words.get(place).map(String::as_str).ok_or_else(mistake);
    let source = ConsentSource::from_name(word(0)?).ok_or_else(mistake)?;
    let standing = Standing::from_name(word(1)?).ok_or_else(mistake)?;
    let mut grants = Grants::REFUSED;
    for word in words.iter().skip(2) {
        let grant = if word.ends_with('?') { Grant::Unknown } else { Grant::Granted };
        grants.set(purpose(word.trim_end_matches('?'))?, grant);
    }
    Ok(Statement { source, standing, grants })
}

fn purpose(word: &str) -> Result<Purpose, String> {
    Purpose::from_name(word).ok_or_else(|| format!("`{word}` is not a purpose"))
}
