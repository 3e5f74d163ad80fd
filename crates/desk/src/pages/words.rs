//! Events in words a marketer uses.

use serde_json::Value;

/// Longest text of an event on a page, in letters (threat model, row 38).
const MAX_LETTERS: usize = 120;

/// Longest text of a comment on a page, in letters.
const MAX_WRITTEN_LETTERS: usize = 600;

/// An event as a short sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Words {
    /// Our words: what happened.
    pub(super) says: &'static str,
    /// The sender's words, cleaned: what it was about.
    pub(super) about: String,
}

/// Says in words what an event of a family and name tells.
pub(super) fn words(family: &str, name: &str, facts: &Value) -> Words {
    match family {
        "touchpoint" => touchpoint(name, facts),
        "journey" => journey(name, facts),
        "play" => play(name, facts),
        "voice" => voice(name, facts),
        "lead" => lead(name),
        "consent" => Words { says: "Decided about consent:", about: granted(facts) },
        _ => Words { says: "Sent an event of its own kind:", about: clean(name) },
    }
}

/// What a touchpoint is called when it is evidence, in the plural.
pub(super) fn evidence_name(touchpoint: &str) -> String {
    let known = match touchpoint {
        "page_view" => "pages opened",
        "search" => "searches",
        "view_item_list" => "lists browsed",
        "view_item" => "products looked at",
        "add_to_wishlist" => "wishes noted",
        "add_to_cart" => "products put in the cart",
        "view_cart" => "visits to the cart",
        "begin_checkout" => "checkouts begun",
        "purchase" => "purchases",
        "compare_items" => "comparisons",
        "read_policy" => "policies read",
        "view_order" => "orders looked at",
        "open_help" => "visits to help",
        "share" => "shares",
        other => return clean(other),
    };
    known.to_owned()
}

fn touchpoint(name: &str, facts: &Value) -> Words {
    let page = || text(facts, &["page", "path"]);
    let items = || items(facts);
    let term = || first(facts, &["search_term", "term", "query"]);
    let (says, about) = match name {
        "page_view" => ("Opened", page()),
        "search" => match term() {
            // Words come along only when the shop sends them.
            term if term.is_empty() => ("Searched", term),
            term => ("Searched for", term),
        },
        "view_item_list" => ("Browsed", or(text(facts, &["item_list_name"]), page)),
        "view_item" => ("Looked at", or(items(), page)),
        "add_to_wishlist" => ("Wished for", or(items(), page)),
        "add_to_cart" => ("Put in the cart:", items()),
        "remove_from_cart" => ("Took out of the cart:", items()),
        "view_cart" => ("Opened the cart", String::new()),
        "begin_checkout" => ("Went to the checkout", money(facts)),
        "purchase" => ("Bought for", money(facts)),
        "refund" => ("Was refunded", money(facts)),
        "share" => ("Shared", or(items(), page)),
        "compare_items" => ("Compared", items()),
        "read_policy" => ("Read about", first(facts, &["policy"])),
        "view_order" => ("Looked up an order", String::new()),
        "open_help" => ("Opened help", page()),
        "rage_click" => ("Clicked again and again on", page()),
        "dead_click" => ("Clicked on something that does nothing on", page()),
        "form_error" => ("Was stopped by a form on", page()),
        "zero_result_search" => match term() {
            term if term.is_empty() => ("Searched in vain", term),
            term => ("Searched in vain for", term),
        },
        "error_click" => ("Pressed something that failed on", page()),
        "quick_back" => ("Turned back at once from", page()),
        "page_loop" => ("Came again and again to", page()),
        "pogo_sticking" => ("Went back and forth between a list and its items on", page()),
        "item_oscillation" => ("Went back and forth between", items()),
        "coupon_hesitation" => ("Stopped at the coupon field on", page()),
        "policy_idle" => ("Stayed a while at the policy on", page()),
        "size_hesitation" => ("Hesitated about a size of", or(items(), page)),
        "cart_idle" => ("Stayed a while in the cart", String::new()),
        "filter_items" => ("Filtered the list on", page()),
        "select_variant" => ("Chose a variant of", or(items(), page)),
        "read_guide" => ("Read the guide on", page()),
        "read_reviews" => ("Read reviews on", page()),
        "write_review" => ("Wrote a review on", page()),
        "contact" => ("Got in touch on", page()),
        "subscribe" => ("Subscribed on", page()),
        "stock_alert" => ("Asked to be told when it is there:", or(items(), page)),
        "reorder" => ("Ordered again:", or(items(), page)),
        other => ("Did something the shop calls", clean(other)),
    };
    Words { says, about }
}

fn has_faded(facts: &Value) -> bool {
    ["stage", "relationship", "phase"].iter().any(|field| text(facts, &[field]) == "unknown")
}

fn journey(name: &str, facts: &Value) -> Words {
    let (says, about) = match name {
        // The engine says so when what spoke for it is too long ago.
        "stage_entered" | "relationship_changed" | "phase_changed" if has_faded(facts) => {
            ("Was this no longer:", first(facts, &["from"]))
        }
        "stage_entered" => ("Reached the stage", first(facts, &["stage"])),
        "relationship_changed" => ("Became a", first(facts, &["relationship", "to"])),
        "phase_changed" => ("Moved to the phase", first(facts, &["phase", "to"])),
        "moment" => match text(facts, &["outcome"]).as_str() {
            "met" => ("Was met as intended, at", first(facts, &["stage"])),
            _ => ("Was not met as intended, at", first(facts, &["stage"])),
        },
        other => ("The journey changed:", clean(other)),
    };
    Words { says, about }
}

fn play(name: &str, facts: &Value) -> Words {
    let says = match name {
        "shown" => "Was shown",
        "accepted" => "Took up",
        "completed" => "Finished",
        "dismissed" => "Closed",
        "ignored" => "Left unanswered",
        "unavailable" => "Could not be shown",
        "withheld" => "Was not shown, for comparison,",
        _ => "Did something new with",
    };
    Words { says, about: first(facts, &["play"]) }
}

fn voice(name: &str, facts: &Value) -> Words {
    let (says, about) = match name {
        "answered" => ("Answered", first(facts, &["score", "choice"])),
        "commented" => ("Wrote", first(facts, &["text"])),
        other => ("Said something new:", clean(other)),
    };
    Words { says, about }
}

fn lead(name: &str) -> Words {
    let (says, about) = match name {
        "qualified" => ("Became a qualified lead", String::new()),
        "handed_off" => ("Was handed to a person", String::new()),
        other => ("The lead changed:", clean(other)),
    };
    Words { says, about }
}

fn granted(facts: &Value) -> String {
    let purposes = facts.get("purposes").and_then(Value::as_object);
    let granted: Vec<String> = purposes
        .into_iter()
        .flatten()
        .filter(|(_, state)| state.as_str() == Some("granted") || state.as_bool() == Some(true))
        .map(|(purpose, _)| clean(purpose))
        .collect();
    match granted.is_empty() {
        true => "nothing granted".to_owned(),
        false => clean(&format!("{} granted", granted.join(", "))),
    }
}

/// The names of the items, as many as fit.
pub(super) fn items(facts: &Value) -> String {
    let items = facts.get("items").and_then(Value::as_array);
    let names: Vec<&str> = items
        .into_iter()
        .flatten()
        .filter_map(|item| item.get("item_name").or_else(|| item.get("item_id"))?.as_str())
        .collect();
    clean(&names.join(", "))
}

fn money(facts: &Value) -> String {
    let value = first(facts, &["value"]);
    let currency = first(facts, &["currency"]);
    clean(format!("{value} {currency}").trim())
}

fn or(text: String, other: impl FnOnce() -> String) -> String {
    match text.is_empty() {
        true => other(),
        false => text,
    }
}

/// The first of several facts that is there.
fn first(facts: &Value, names: &[&str]) -> String {
    names
        .iter()
        .map(|name| text(facts, &[name]))
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

/// A fact by its path, cleaned; text and numbers only.
pub(super) fn text(facts: &Value, path: &[&str]) -> String {
    let found = path.iter().try_fold(facts, |value, name| value.get(name));
    match found {
        Some(Value::String(text)) => clean(text),
        Some(Value::Number(number)) => clean(&number.to_string()),
        _ => String::new(),
    }
}

/// A stranger's text, made harmless to read: control and direction marks become
/// visible, and it ends after [`MAX_LETTERS`]. Markup is escaped where it is drawn.
pub(super) fn clean(text: &str) -> String {
    cleaned(text, MAX_LETTERS)
}

/// The same for what a visitor wrote, which may be longer.
pub(super) fn clean_long(text: &str) -> String {
    cleaned(text, MAX_WRITTEN_LETTERS)
}

/// The same for a drawing, where there is room for so many letters.
pub(super) fn shortened(text: &str, letters: usize) -> String {
    cleaned(text, letters)
}

fn cleaned(text: &str, letters: usize) -> String {
    let mut cleaned = String::new();
    for (count, letter) in text.chars().enumerate() {
        if count == letters {
            cleaned.push('…');
            break;
        }
        match letter {
            '\n' | '\r' | '\t' => cleaned.push(' '),
            letter if is_invisible(letter) => {
                cleaned.push_str(&format!("⟨U+{:04X}⟩", u32::from(letter)));
            }
            letter => cleaned.push(letter),
        }
    }
    cleaned
}

/// Marks that change how the text around them reads (Unicode UAX #9; "Trojan Source").
fn is_invisible(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{061c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn direction_marks_become_visible_and_long_text_ends() {
        assert_eq!(clean("a\u{202e}b\u{0}"), "a⟨U+202E⟩b⟨U+0000⟩");
        assert_eq!(clean(&"x".repeat(500)).chars().count(), MAX_LETTERS + 1);
    }

    #[test]
    fn whatever_the_widget_tells_has_words() {
        for event_type in crate::catalogue::event_types() {
            let mut parts = event_type.split('.').skip(1);
            let (family, name) = (parts.next().unwrap(), parts.next().unwrap());
            let says = words(family, name, &json!({"outcome": "met"})).says;
            for unknown in ["the shop calls", "The journey changed"] {
                assert!(!says.contains(unknown), "{event_type}: {says}");
            }
        }
        let faded = json!({"stage": "unknown", "from": "desire"});
        assert_eq!(words("journey", "stage_entered", &faded).about, "desire");
    }

    #[test]
    fn touchpoints_are_told_in_a_shops_words() {
        let facts = json!({"items": [{"item_name": "Wall paint matt"}], "value": 34.9,
            "currency": "EUR", "page": {"path": "/paint"}});
        let told = |name| {
            let words = words("touchpoint", name, &facts);
            format!("{} {}", words.says, words.about)
        };
        assert_eq!(told("view_item"), "Looked at Wall paint matt");
        assert_eq!(told("page_view"), "Opened /paint");
        assert_eq!(told("purchase"), "Bought for 34.9 EUR");
        assert_eq!(told("mixed"), "Did something the shop calls mixed");
    }

    #[test]
    fn facts_of_the_wrong_shape_are_left_out() {
        for facts in [json!(null), json!([1]), json!({"items": {"a": 1}, "page": "x", "play": []})]
        {
            for family in ["touchpoint", "journey", "play", "voice", "lead", "consent", "other"] {
                assert!(!words(family, "view_item", &facts).says.is_empty());
            }
        }
    }
}
