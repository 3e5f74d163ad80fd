//! The names of files, which say what an article is called and in which language it is.

/// Whether it can name an article: `choosing-a-finish`.
#[must_use]
pub fn is_id(name: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    name.len() <= usher_schema::content::MAX_TITLE && name.split('-').all(is_part)
}

/// Whether it is the code of a language: `en`, `pt-BR`, `zh-Hans`.
#[must_use]
pub fn is_language(code: &str) -> bool {
    let mut parts = code.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_lowercase())
        && parts.all(|part| {
            (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

/// Article and language of a file without its ending: `returns.de` is `returns` in German.
#[must_use]
pub fn of_file(stem: &str) -> (&str, Option<&str>) {
    match stem.rsplit_once('.') {
        Some((id, language)) if is_language(language) => (id, Some(language)),
        _ => (stem, None),
    }
}

/// A heading as it is named in links: small letters, digits and hyphens.
#[must_use]
pub fn slug(heading: &str) -> String {
    /// Longer ones are cut; enough to tell headings apart.
    const MOST: usize = 80;
    let mut out = String::new();
    for letter in heading.chars().flat_map(char::to_lowercase) {
        if letter.is_alphanumeric() {
            out.push(letter);
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    let cut: String = out.chars().take(MOST).collect();
    match cut.trim_end_matches('-') {
        "" => "part".to_owned(),
        slug => slug.to_owned(),
    }
}
