//! The event types this desk knows, as families and names.

pub(crate) mod shape;

/// A family of events and the names in it.
struct Family {
    name: &'static str,
    names: &'static [&'static str],
}

/// What the widget of this version sends. An event of another type is kept and
/// marked unknown: the owner's own touchpoints, a newer widget, another sender.
const FAMILIES: [Family; 6] = [
    Family {
        name: "touchpoint",
        names: &[
            "page_view",
            "search",
            "view_item_list",
            "view_item",
            "add_to_wishlist",
            "add_to_cart",
            "remove_from_cart",
            "view_cart",
            "begin_checkout",
            "purchase",
            "refund",
            "share",
            "compare_items",
            "read_policy",
            "view_order",
            "open_help",
            "rage_click",
            "dead_click",
            "form_error",
            "zero_result_search",
        ],
    },
    Family { name: "journey", names: &["stage_entered", "relationship_changed", "phase_changed"] },
    Family {
        name: "play",
        names: &[
            "shown",
            "accepted",
            "completed",
            "dismissed",
            "ignored",
            "unavailable",
            "withheld",
        ],
    },
    Family { name: "voice", names: &["answered", "commented"] },
    Family { name: "lead", names: &["qualified", "handed_off"] },
    Family { name: "consent", names: &["receipt"] },
];

/// The family of events that are not ours.
pub const OTHER: &str = "other";

/// An event type taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kind {
    /// One of [`family_names`], or [`OTHER`].
    pub family: &'static str,
    /// The name within the family; the whole type under [`OTHER`].
    pub name: String,
    /// Whether the catalogue lists it.
    pub is_known: bool,
}

impl Kind {
    /// Takes a CloudEvents `type` apart.
    ///
    /// Shape: `usher.<family>.<name>` with one of our families keeps its family even
    /// when the name is new; everything else is [`OTHER`].
    #[must_use]
    pub fn of(event_type: &str) -> Self {
        let ours = event_type
            .strip_prefix("usher.")
            .and_then(|rest| rest.split_once('.'))
            .filter(|(_, name)| !name.is_empty());
        let found = ours.and_then(|(family, name)| {
            let family = FAMILIES.iter().find(|known| known.name == family)?;
            Some((family, name))
        });
        match found {
            Some((family, name)) => Self {
                family: family.name,
                name: name.to_owned(),
                is_known: family.names.contains(&name),
            },
            None => Self { family: OTHER, name: event_type.to_owned(), is_known: false },
        }
    }
}

/// Every CloudEvents `type` of the catalogue.
pub fn event_types() -> impl Iterator<Item = String> {
    FAMILIES
        .iter()
        .flat_map(|family| family.names.iter().map(|name| format!("usher.{}.{name}", family.name)))
}

/// The families, in the order filters offer them.
pub fn family_names() -> impl Iterator<Item = &'static str> {
    FAMILIES.iter().map(|family| family.name)
}

/// The family of that name, if it is one a reader can filter by.
#[must_use]
pub fn family_named(name: &str) -> Option<&'static str> {
    family_names().chain(std::iter::once(OTHER)).find(|known| *known == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_of_ours_is_known() {
        let kind = Kind::of("usher.touchpoint.view_item");
        assert_eq!((kind.family, kind.name.as_str()), ("touchpoint", "view_item"));
        assert!(kind.is_known);
    }

    #[test]
    fn a_touchpoint_of_the_owner_keeps_its_family_and_is_marked() {
        let kind = Kind::of("usher.touchpoint.colour_mixed");
        assert_eq!((kind.family, kind.is_known), ("touchpoint", false));
    }

    #[test]
    fn a_strangers_type_is_kept_whole() {
        for strange in ["com.acme.sold", "usher.", "usher.play.", "usher.mood.great", "."] {
            let kind = Kind::of(strange);
            assert_eq!((kind.family, kind.name.as_str()), (OTHER, strange));
        }
    }
}
