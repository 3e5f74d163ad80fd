//! Who keeps events: this program's own file, or a log that programs share.

use crate::cluster::SharedLog;
use crate::error::AppError;
use crate::event::Event;
use crate::metrics::Levels;
use crate::store::{Outcomes, Store};

/// Who keeps events.
#[derive(Clone, Debug)]
pub enum Keeper {
    /// The store of a desk.
    Store(Store),
    /// A shared log, from a node that keeps nothing itself.
    Log(SharedLog),
}

impl Keeper {
    /// Keeps events and returns when they are safe.
    ///
    /// Shape: one outcome per event, in order.
    /// Errors: the sender may try again; nothing is doubled by that.
    pub async fn keep(&self, events: Vec<Event>) -> Result<Outcomes, AppError> {
        match self {
            Self::Store(store) => store.keep(events).await,
            Self::Log(log) => log.keep(&events).await,
        }
    }

    /// Whether events can be kept now.
    ///
    /// Errors: what stands in the way.
    pub async fn probe(&self) -> Result<(), AppError> {
        match self {
            Self::Store(store) => store.probe().await,
            Self::Log(log) => log.probe().await,
        }
    }

    /// Its state, for figures.
    #[must_use]
    pub(crate) fn levels(&self) -> Levels {
        match self {
            Self::Store(store) => {
                let (store_bytes, free_bytes) = store.room();
                let newest = *store.latest().borrow();
                Levels { newest, store_bytes, free_bytes, ..Levels::default() }
            }
            Self::Log(_) => Levels::default(),
        }
    }
}
