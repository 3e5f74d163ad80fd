//! What the shell tells the engine.

use crate::attention::Attention;
use crate::batch::{BatchId, SendOutcome};
use crate::consent::ConsentSignal;
use crate::event::Record;
use crate::identity::Identity;
use crate::json::Json;
use crate::observation::Observation;
use crate::page::{PageFacts, Understood};
use crate::snapshot::Snapshot;
use crate::surroundings::Surroundings;
use crate::touchpoint::Touchpoint;
use crate::view::Showing;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A page was opened, or the route changed.
    Page(Box<PageFacts>),
    /// The visitor did something.
    Touchpoint(Box<Touchpoint>),
    /// The site said what it knows of the visitor.
    Identify(Identity),
    /// A touchpoint of the site owner's own happened.
    Custom {
        /// Its name, as it is declared.
        name: String,
        /// What the page says of it.
        facts: Json,
    },
    /// What is known of the device.
    Surroundings(Surroundings),
    /// Consent was read or changed.
    Consent(ConsentSignal),
    /// The visitor's attention moved.
    Attention(Attention),
    /// Something was observed that may mean something.
    Observed(Observation),
    /// The visitor answered a play, or used the panel.
    Response(Response),
    /// The open page is better understood: nothing begins anew.
    Understood(Box<Understood>),
    /// What was kept on this device, after [`crate::Effect::Recall`].
    Recalled(Box<Snapshot>),
    /// It is this tab's turn to send, after [`crate::Effect::Claim`].
    Turn {
        /// Everything that is kept, of all tabs, sorted by name.
        records: Vec<Record>,
        /// As it was asked for.
        is_leaving: bool,
    },
    /// A batch was answered, or not.
    Sent {
        /// Which batch.
        batch: BatchId,
        /// What became of it.
        outcome: SendOutcome,
    },
    /// The time asked for with `wake_at` has come.
    Wake,
    /// The page is being left or hidden: the last chance to send.
    Leaving,
}

/// What the visitor did with the widget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Response {
    /// Opened the content of a play.
    Accepted(Showing),
    /// Went through all of it.
    Completed(Showing),
    /// Closed it with ×.
    Closed(Showing),
    /// "Not now".
    NotNow(Showing),
    /// Did something with the card: pointed at it, or went into it.
    Engaged(Showing),
    /// Pressed the pill it had become.
    Reopened(Showing),
    /// The element it belongs to cannot be found.
    Unavailable(Showing),
    /// Answered a question of it.
    Answered {
        /// Which showing.
        showing: Showing,
        /// Which question.
        question: String,
        /// The choice.
        choice: String,
    },
    /// Wrote something to it.
    Commented {
        /// Which showing.
        showing: Showing,
        /// Which question.
        question: String,
        /// The visitor's words; sent because the visitor pressed Send.
        text: String,
    },
    /// "Stop showing tips": for good, until the visitor turns them on.
    StopTips,
    /// Turned tips on again.
    AllowTips,
    /// Opened the panel.
    OpenedHelp,
    /// Closed the panel.
    ClosedHelp,
    /// Asked for everything kept on this device to be erased.
    Erase,
}
