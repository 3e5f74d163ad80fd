//! The event types this desk knows, as families and names.
//!
//! They are those of `usher-schema`, which describes what the widget sends; a row here is
//! what other senders tell and the widget of this version does not.

pub(crate) mod shape;

use shape::Form;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use usher_schema::event::catalogue;

/// The families, in the order filters offer them.
const FAMILIES: [&str; 7] = ["touchpoint", "journey", "play", "voice", "lead", "consent", "outbox"];

/// A shop, or whoever answers its chat, hands a lead to a person.
const OF_OTHERS: [&str; 1] = ["lead.handed_off"];

/// What `data` of each known type holds, by its name without `usher.`. An event of another
/// type is kept and marked unknown: the owner's own touchpoints, a newer widget, another
/// sender.
static TYPES: LazyLock<BTreeMap<String, Form>> = LazyLock::new(|| {
    let known = catalogue().into_iter().map(|event| (event.name, Form::of_fields(&event.fields)));
    let others = OF_OTHERS.into_iter().map(|name| (name.to_owned(), Form::of_fields(&[])));
    known.chain(others).collect()
});

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
        let ours = event_type.strip_prefix("usher.");
        let found = ours.and_then(|ours| {
            let (family, name) = ours.split_once('.').filter(|(_, name)| !name.is_empty())?;
            let family = FAMILIES.into_iter().find(|known| *known == family)?;
            Some((family, name, TYPES.contains_key(ours)))
        });
        match found {
            Some((family, name, is_known)) => Self { family, name: name.to_owned(), is_known },
            None => Self { family: OTHER, name: event_type.to_owned(), is_known: false },
        }
    }
}

/// Every CloudEvents `type` of the catalogue.
pub fn event_types() -> impl Iterator<Item = String> {
    TYPES.keys().map(|name| format!("usher.{name}"))
}

/// The families, in the order filters offer them.
pub fn family_names() -> impl Iterator<Item = &'static str> {
    FAMILIES.into_iter()
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
    fn every_type_of_the_widget_has_a_family_here() {
        for event_type in event_types() {
            let kind = Kind::of(&event_type);
            assert!(kind.is_known && kind.family != OTHER, "{event_type}");
        }
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
