//! What the shell should tell the site owner about the page.

/// Something about the page that the owner can fix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Warning {
    /// A JSON-LD block is not JSON.
    BrokenJsonLd,
    /// A JSON-LD block is too long to be read.
    LongJsonLd,
}

impl Warning {
    /// What is wrong and what to do about it, for the console.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::BrokenJsonLd => {
                "a JSON-LD block of this page is not JSON and was skipped; validator.schema.org \
                 shows where"
            }
            Self::LongJsonLd => {
                "a JSON-LD block of this page is over 64 KB and was skipped; split it up"
            }
        }
    }
}
