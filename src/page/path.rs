//! The path of a page with everything that could name a person masked.

use super::foreign::until;
use super::plain::cut;

/// Most characters of a path that are kept.
const MAX_PATH_CHARS: usize = 300;

/// A path without query and fragment, identifiers in it masked.
///
/// Shape: `/order/81234567` becomes `/order/:id`; a UUID `:uuid`; 16 or more
/// characters without hyphen but with digits `:token`; anything with an `@`
/// `:redacted`. Source: reference/privacy.md 2.3, "URL rules".
pub(super) fn masked(path: &str) -> String {
    let path = until(path, b"?#");
    let mut clean = String::with_capacity(path.len());
    for (place, segment) in path.split('/').enumerate() {
        if place > 0 {
            clean.push('/');
        }
        clean.push_str(masked_segment(until(segment, b";")));
    }
    clean.truncate(cut(&clean, MAX_PATH_CHARS).len());
    clean
}

fn masked_segment(segment: &str) -> &str {
    let has_digit = segment.bytes().any(|byte| byte.is_ascii_digit());
    if segment.bytes().any(|byte| byte == b'@') || has_escaped_at(segment) {
        ":redacted"
    } else if !has_digit {
        segment
    } else if segment.len() >= 5 && segment.bytes().all(|byte| byte.is_ascii_digit()) {
        ":id"
    } else if is_uuid(segment) {
        ":uuid"
    } else if segment.len() >= 16 && !segment.bytes().any(|byte| byte == b'-') {
        ":token"
    } else {
        segment
    }
}

fn has_escaped_at(segment: &str) -> bool {
    segment.as_bytes().windows(3).any(|signs| signs == b"%40")
}

fn is_uuid(segment: &str) -> bool {
    segment.len() == 36
        && segment.bytes().enumerate().all(|(place, byte)| match place {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn identifiers_in_a_path_are_masked() {
        assert_eq!(masked("/order/81234567?mail=a@b.c#x"), "/order/:id");
        assert_eq!(masked("/o/123e4567-e89b-12d3-a456-426614174000/"), "/o/:uuid/");
        assert_eq!(masked("/reset/a8f3k2j9d8s7f6g5"), "/reset/:token");
        assert_eq!(masked("/u/anna@example.com"), "/u/:redacted");
        assert_eq!(masked("/u/anna%40example.com"), "/u/:redacted");
        assert_eq!(masked("/cart;jsessionid=1A2B"), "/cart");
    }

    #[test]
    fn ordinary_paths_stay_readable() {
        for path in ["/", "", "/products/matt-emulsion-2-5-l.html", "/sale/2026", "/paint/"] {
            assert_eq!(masked(path), path);
        }
    }
}
