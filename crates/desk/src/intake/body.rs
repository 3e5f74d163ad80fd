//! Reading a request's body: bounded in time and in bytes, before and after gzip.

use super::room::{Room, Taken};
use crate::error::AppError;
use axum::body::Body;
use axum::http::{HeaderMap, Request, header};
use flate2::read::MultiGzDecoder;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use std::io::Read;
use std::time::Duration;

/// Most bytes of one request, as it is sent and again as it unfolds. Browsers end
/// `fetch` keepalive at 64 KiB; 1 MiB is for servers that forward many visitors'
/// events at once. A bomb of 1 KiB that unfolds to 1 GiB stops at this too.
pub const MAX_BODY_BYTES: usize = 1024 * 1024;

/// A body arrives within this time or is given up (threat model, row 23).
const BODY_DEADLINE: Duration = Duration::from_secs(10);

/// How a body is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    /// As it is.
    Plain,
    /// Compressed once with gzip.
    Gzip,
}

impl Packing {
    /// Reads `Content-Encoding`. One layer of gzip, no stack of them: each would
    /// multiply what a small body can unfold to.
    pub(super) fn of(headers: &HeaderMap) -> Result<Self, AppError> {
        let mut encodings = headers.get_all(header::CONTENT_ENCODING).iter();
        match (encodings.next(), encodings.next()) {
            (None, _) => Ok(Self::Plain),
            (Some(one), None) if one == "identity" => Ok(Self::Plain),
            (Some(one), None) if one == "gzip" || one == "x-gzip" => Ok(Self::Gzip),
            _ => Err(AppError::Encoding),
        }
    }
}

/// Reads the whole body and unpacks it.
///
/// Shape: the bytes, and the room they take as long as they are worked on.
pub(super) async fn read(
    packing: Packing,
    room: &Room,
    request: Request<Body>,
) -> Result<(Vec<u8>, Taken), AppError> {
    refuse_large(request.headers())?;
    let collected = tokio::time::timeout(BODY_DEADLINE, collect(room, request.into_body())).await;
    let (sent, mut taken) = collected.map_err(|_| AppError::BodyTooSlow)??;
    match packing {
        Packing::Plain => Ok((sent, taken)),
        Packing::Gzip => {
            let unfolded = unfold(&sent)?;
            room.take(&mut taken, unfolded.len())?;
            Ok((unfolded, taken))
        }
    }
}

async fn collect(room: &Room, body: Body) -> Result<(Vec<u8>, Taken), AppError> {
    let mut limited = Limited::new(body, MAX_BODY_BYTES);
    let (mut sent, mut taken) = (Vec::new(), Taken::default());
    while let Some(frame) = limited.frame().await {
        let frame = frame.map_err(|error| match error.is::<LengthLimitError>() {
            true => AppError::BodyTooLarge,
            false => AppError::BodyBroken,
        })?;
        if let Some(bytes) = frame.data_ref() {
            room.take(&mut taken, bytes.len())?;
            sent.extend_from_slice(bytes);
        }
    }
    Ok((sent, taken))
}

/// Refuses by the length that was announced, before a byte of it is read.
fn refuse_large(headers: &HeaderMap) -> Result<(), AppError> {
    let length = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    match length {
        Some(length) if length > MAX_BODY_BYTES => Err(AppError::BodyTooLarge),
        _ => Ok(()),
    }
}

fn unfold(sent: &[u8]) -> Result<Vec<u8>, AppError> {
    let mut unfolded = Vec::with_capacity(sent.len().saturating_mul(4).min(MAX_BODY_BYTES));
    // One byte more than allowed tells "exactly full" from "too large".
    let mut reader = MultiGzDecoder::new(sent).take(MAX_BODY_BYTES as u64 + 1);
    match reader.read_to_end(&mut unfolded) {
        Ok(_) if unfolded.len() > MAX_BODY_BYTES => Err(AppError::BodyTooLarge),
        Ok(_) => Ok(unfolded),
        Err(_) => Err(AppError::BadBody("the body is not valid gzip, as its headers say")),
    }
}
