//! What is done in a scenario, one thing at a time.

use crate::receiver::{Answering, Log};

/// One thing that is done.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step {
    /// The receiver answers so from now on.
    Answer(Answering),
    /// The receiver's port is closed.
    Close,
    /// It is open again.
    Open,
    /// So many known touchpoints happen in one task.
    Tell(u32),
    /// A page that tells one thing as it begins, and is left for another before the widget
    /// can be there.
    TellEarly,
    /// The same as `Tell`, and the page is left for another in that task.
    TellAndGo(u32, &'static str),
    /// So many touchpoints of some three kilobytes each, and the page is left.
    TellMuchAndGo(u32, &'static str),
    /// One touchpoint of so many products of 250 bytes.
    TellOneOf(u32),
    /// The confirmation of one order, known by its number.
    Buy(&'static str),
    /// Another page of the shop, by its address.
    Visit(&'static str),
    /// Back in the history.
    Back,
    /// Another tab beside this one, on a page of the shop.
    NewTab(&'static str),
    /// To the tab opened as number so-and-so, from 0.
    Tab(usize),
    /// An empty tab in front of this one, and back again after these seconds.
    HideFor(u32),
    /// Closes this tab.
    CloseTab,
    /// The line is cut for this tab, or mended.
    Offline(bool),
    /// The process of this tab ends at once.
    Crash,
    /// This tab is frozen, as browsers do in the background, or goes on.
    Freeze(bool),
    /// The shop has filled the storage to the last byte.
    FillStorage,
    /// An old tab keeps a database of an old version open.
    HoldDatabase,
    /// Requests to the receiver are blocked in the browser, or not.
    Block(bool),
    /// The device's clock goes so many days ahead, on pages opened from now on.
    MoveClock(i64),
    /// A page is prerendered and never shown.
    Prerender(&'static str),
    /// The visitor withdraws everything.
    Withdraw,
    /// Any script in the page.
    Run(&'static str),
    /// Time passes: milliseconds.
    Wait(u64),
    /// At most so many seconds, until every known event is accepted.
    Settle(u64),
    /// What must be so now; the words say what is not.
    Expect(&'static str, fn(&Log) -> bool),
    /// Storage has nothing of the widget but what these names begin with.
    ExpectKept(&'static [&'static str]),
}
