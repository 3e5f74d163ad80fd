//! Something remembered with its time: an order, a showing, a refusal.

use crate::name::named;
use crate::time::Timestamp;
use crate::wire::wire_struct;

/// Showings kept for budgets and balance: 8 in seven days at most, for 28 days.
pub(crate) const MAX_SHOWN: usize = 32;

/// Refusals kept; three in a month already mean silence.
pub(crate) const MAX_REFUSALS: usize = 32;

/// Showings nobody clicked on that are kept; the oldest is forgotten first.
pub(crate) const MAX_TRIES: usize = 96;

/// What was asked of one format, each with its answer; a year of it at most.
pub(crate) const MAX_ASKED: usize = 8;

named! {
    /// How it went with what a mark is of.
    #[derive(Default)]
    pub enum MarkKind {
        /// It happened; there is no more to say.
        #[default]
        Plain = "plain",
        /// A play closed with ×.
        Closed = "closed",
        /// A play answered with "Not now".
        NotNow = "not_now",
        /// An order whose check-in was opened.
        CheckedIn = "checked_in",
        /// As many ignored cards as make a refusal.
        Ignored = "ignored",
        /// A question that was refused before.
        ClosedAgain = "closed_again",
        /// A question that was answered.
        Answered = "answered",
        /// A play whose goal was reached.
        Done = "done",
        /// A card that helped.
        Helped = "helped",
        /// A card that promoted something before the sale.
        Promoted = "promoted",
        /// A card that promoted something after the sale.
        PromotedAfter = "promoted_after",
        /// A product put on the wish list or into the cart.
        Wished = "wished",
    }
}

/// That something happened once: an order, a showing, a refusal.
///
/// One type for all of them, so that a further thing to remember costs a field
/// and no code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// Which order, by the shop's number, or which play.
    pub of: String,
    /// When.
    pub at: Timestamp,
    /// How it went.
    pub kind: MarkKind,
}

/// Adds a mark; the oldest is forgotten when there would be more than `most`.
pub(crate) fn remember(
    marks: &mut Vec<Mark>,
    (of, kind, at): (&str, MarkKind, Timestamp),
    most: usize,
) {
    marks.push(Mark { of: of.to_owned(), at, kind });
    if marks.len() > most {
        marks.remove(0);
    }
}

/// Adds a mark; the oldest of the same is forgotten when there would be more than
/// [`MAX_ASKED`] of it.
pub(crate) fn remember_each(marks: &mut Vec<Mark>, (of, kind, at): (&str, MarkKind, Timestamp)) {
    let mut same = marks.iter().enumerate().filter(|(_, mark)| mark.of == of);
    if let (Some((oldest, _)), Some(_)) = (same.next(), same.nth(MAX_ASKED - 2)) {
        marks.remove(oldest);
    }
    remember(marks, (of, kind, at), usize::MAX);
}

wire_struct!(Mark { at; of, kind });
