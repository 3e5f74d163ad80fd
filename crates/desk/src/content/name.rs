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

/// Whether it is the code of a language, as BCP 47 writes it: `en`, `pt-BR`, `zh-Hans`,
/// `es-419`. One that is written otherwise would be a second language.
#[must_use]
pub fn is_language(code: &str) -> bool {
    let mut parts = code.split('-').peekable();
    let first = parts.next().unwrap_or_default();
    let is = |part: &str, test: fn(&u8) -> bool| part.as_bytes().iter().all(test);
    let is_script = |part: &&str| {
        let (first, rest) = part.split_at_checked(1).unwrap_or_default();
        rest.len() == 3 && is(first, u8::is_ascii_uppercase) && is(rest, u8::is_ascii_lowercase)
    };
    let is_region = |part: &&str| match part.len() {
        2 => is(part, u8::is_ascii_uppercase),
        3 => is(part, u8::is_ascii_digit),
        _ => false,
    };
    let is_known = (2..=3).contains(&first.len()) && is(first, u8::is_ascii_lowercase);
    parts.next_if(is_script);
    parts.next_if(is_region);
    is_known && parts.next().is_none()
}

/// The language without its region or script: `pt` of `pt-BR`.
#[must_use]
pub fn base(language: &str) -> &str {
    language.split('-').next().unwrap_or(language)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_written_in_one_way() {
        for right in ["en", "gsw", "pt-BR", "zh-Hans", "zh-Hant-TW", "es-419"] {
            assert!(is_language(right), "{right}");
        }
        for wrong in ["", "e", "EN", "english", "pt-br", "pt_BR", "zh-hans", "en-", "en-GB-x", "ü"]
        {
            assert!(!is_language(wrong), "{wrong}");
        }
    }

    #[test]
    fn a_file_says_article_and_language() {
        assert_eq!(of_file("returns"), ("returns", None));
        assert_eq!(of_file("returns.pt-BR"), ("returns", Some("pt-BR")));
        assert_eq!(of_file("returns.v2"), ("returns.v2", None));
    }
}
