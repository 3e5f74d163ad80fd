//! Whether two clocks agree.

use super::call::Answer;
use super::{Remark, Verdict};
use jiff::Timestamp;
use jiff::fmt::rfc2822;

/// A difference that nobody notices.
const CLOSE_SECONDS: u64 = 5;

/// From here on days and sessions come out wrong.
const FAR_SECONDS: u64 = 120;

/// What the endpoint says the time is, beside what it is here.
pub(super) fn explain_clock(answer: &Answer, now: Timestamp) -> Option<Remark> {
    let said = rfc2822::parse(answer.header("date")?).ok()?.timestamp();
    let apart = said.as_second().abs_diff(now.as_second());
    if apart <= CLOSE_SECONDS {
        return Some(Remark::new(Verdict::Good, "Its clock agrees with ours."));
    }
    let verdict = if apart < FAR_SECONDS { Verdict::Note } else { Verdict::Bad };
    let words = format!(
        "Its clock is {apart} seconds away from the one of this machine. One of them is wrong; \
         let both follow a time server, or \"received\" and the days of the pages are wrong."
    );
    Some(Remark::new(verdict, words))
}
