//! Memory for bodies that are being read.

use crate::error::AppError;
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Most bytes of all bodies under way. A thousand connections could bring a mebibyte
/// each; counted as they arrive, so that a slow sender of little takes little.
const MAX_BYTES: usize = 256 * 1024 * 1024;

/// Where bodies are counted.
#[derive(Debug)]
pub struct Room {
    bytes: Arc<Semaphore>,
}

impl Default for Room {
    fn default() -> Self {
        Self { bytes: Arc::new(Semaphore::new(MAX_BYTES)) }
    }
}

/// Room that one body has taken; given back when the body is done with.
#[derive(Debug, Default)]
pub(super) struct Taken {
    bytes: Option<OwnedSemaphorePermit>,
}

impl Room {
    /// Takes room for some more bytes of a body.
    ///
    /// Errors: there is none; the sender may try again.
    pub(super) fn take(&self, taken: &mut Taken, bytes: usize) -> Result<(), AppError> {
        let count = u32::try_from(bytes).map_err(|_| AppError::BodyTooLarge)?;
        let more = Arc::clone(&self.bytes).try_acquire_many_owned(count);
        let more = more.map_err(|_| AppError::Busy)?;
        match &mut taken.bytes {
            Some(bytes) => bytes.merge(more),
            none => *none = Some(more),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_beyond_the_room_is_told_to_come_back_and_room_is_given_back() {
        let room = Room::default();
        let (mut one, mut other) = (Taken::default(), Taken::default());
        assert!(room.take(&mut one, MAX_BYTES - 10).is_ok());
        assert!(room.take(&mut other, 10).is_ok());
        assert!(matches!(room.take(&mut other, 1), Err(AppError::Busy)));
        drop(one);
        assert!(room.take(&mut other, MAX_BYTES - 10).is_ok());
    }
}
