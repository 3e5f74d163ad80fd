//! The path of a page with everything that could name a person masked.

use crate::pieces::{cut, pieces, until};

/// Most characters of a path that are kept.
const MAX_PATH_CHARS: usize = 300;

/// A path without query and fragment, identifiers in it masked.
///
/// Shape: `/order/81234567` becomes `/order/:id`; a UUID `:uuid`; 16 or more
/// characters without hyphen but with digits `:token`; anything with an `@`
/// `:redacted`. Source: reference/privacy.md 2.3, "URL rules".
pub(super) fn masked(path: &str) -> String {
    let mut clean = String::with_capacity(path.len());
    for (place, segment) in pieces(until(path, "?#"), b'/').enumerate() {
        if place > 0 {
            clean.push('/');
        }
        clean.push_str(masked_segment(until(segment, ";")));
    }
    clean.truncate(cut(&clean, MAX_PATH_CHARS).len());
    clean
}

fn masked_segment(segment: &str) -> &str {
    let (mut digits, mut hexadecimals, mut hyphens) = (0, 0, 0);
    for byte in segment.bytes() {
        match byte {
            b'0'..=b'9' => digits += 1,
            b'a'..=b'f' | b'A'..=b'F' => hexadecimals += 1,
            b'-' => hyphens += 1,
            b'@' => return ":redacted",
            _ => {}
        }
    }
    let length = segment.len();
    if segment.as_bytes().windows(3).any(|signs| signs == b"%40") {
        ":redacted"
    } else if digits == 0 {
        segment
    } else if length >= 5 && digits == length {
        ":id"
    } else if length == 36 && hyphens == 4 && digits + hexadecimals == 32 {
        ":uuid"
    } else if length >= 16 && hyphens == 0 {
        ":token"
    } else {
        segment
    }
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
