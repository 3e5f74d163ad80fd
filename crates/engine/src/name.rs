//! Enums whose variants are words: in events, scripts, configuration and storage.

/// Declares an enum together with the word for each variant.
///
/// One table of words serves writing, reading and looking up, so that a further
/// variant costs its word and no code.
macro_rules! named {
    (
        $(#[$about:meta])*
        pub enum $name:ident { $($(#[$meaning:meta])* $variant:ident = $word:literal),+ $(,)? }
    ) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($(#[$meaning])* $variant),+ }

        impl $name {
            /// Every one, in the order of the declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Their words, in the same order.
            pub const WORDS: &'static [&'static str] = &[$($word),+];

            /// The word for it.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                Self::WORDS.get(self as usize).copied().unwrap_or_default()
            }

            /// The one with this word, if there is one.
            #[must_use]
            pub fn from_name(word: &str) -> Option<Self> {
                let place = $crate::name::place_of(word, Self::WORDS)?;
                Self::ALL.get(place).copied()
            }
        }

        impl $crate::wire::Wire for $name {
            fn walk(&mut self, codec: &mut $crate::wire::Codec<'_>) {
                let place = codec.word(*self as usize, Self::WORDS);
                if let Some(read) = Self::ALL.get(place) {
                    *self = *read;
                }
            }
        }
    };
}

pub(crate) use named;

/// The place of a word in a list.
pub(crate) fn place_of(word: &str, words: &[&str]) -> Option<usize> {
    words.iter().position(|known| *known == word)
}
