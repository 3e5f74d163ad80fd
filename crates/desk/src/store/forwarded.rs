//! What forwarders ask of the store.

use super::{Store, places, receipts};
use crate::error::AppError;
use serde_json::Value;

impl Store {
    /// How far a reader of the log has come; `None` for one that is new.
    pub(crate) async fn place_of(&self, name: String) -> Result<Option<i64>, AppError> {
        self.readers.read(move |db| places::find(db, &name)).await
    }

    /// Notes how far a reader of the log has come.
    pub(crate) async fn set_place(&self, name: String, place: i64) -> Result<(), AppError> {
        self.writer.run(move |db| places::write(db, &name, place)).await
    }

    /// The newest consent receipt of a journey.
    pub(crate) async fn receipt_of(&self, session: String) -> Result<Option<Value>, AppError> {
        let found = self.readers.read(move |db| receipts::newest(db, &session)).await?;
        Ok(found.and_then(|receipt| serde_json::from_str(&receipt).ok()))
    }
}
