//! What was found, and what stands in its place.

/// Each kind with its label, once.
macro_rules! kinds {
    ($($variant:ident $label:literal $meaning:literal),+ $(,)?) => {
        /// What a piece of text was taken for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Kind {
            $(#[doc = $meaning] $variant),+
        }

        /// What stands in the place of each kind, in the order of the kinds.
        pub(super) const LABELS: &[&str] = &[$($label),+];

        impl Kind {
            /// What stands in its place.
            pub(super) const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }
        }
    };
}

kinds! {
    Email "[email]" "An e-mail address.",
    Account "[iban]" "A bank account.",
    Card "[card]" "A payment card.",
    Token "[token]" "Something random that opens a door.",
    Secret "[secret]" "What follows a word such as password.",
    Network "[ip]" "An address of a device.",
    Place "[place]" "Coordinates.",
    Order "[order]" "What follows a word such as order number.",
    Birth "[date]" "A date beside a word such as born.",
    Name "[name]" "What follows `my name is`.",
    Identity "[id]" "A number a state gave to a person.",
    Phone "[phone]" "A telephone number.",
    Word "[word]" "A word the shop does not know.",
}

/// Whether a word is a label, from an earlier time.
pub(super) fn is_label(word: &str) -> bool {
    LABELS.contains(&word)
}
