//! Everything that can go wrong in the desk, with what to do about it.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use thiserror::Error;

/// How long a sender is asked to wait when the store is busy, in seconds.
const RETRY_AFTER_SECONDS: &str = "5";

/// The one error type. Its words never repeat what an event carried.
#[derive(Debug, Error)]
pub enum AppError {
    /// The body is larger than a request may be.
    #[error("the body is larger than {} KiB", crate::intake::MAX_BODY_BYTES / 1024)]
    BodyTooLarge,
    /// More events than one request may hold.
    #[error("{0} events in one request; {max} are allowed", max = crate::intake::MAX_EVENTS)]
    TooManyEvents(usize),
    /// The body took longer than the deadline.
    #[error("the body did not arrive in time")]
    BodyTooSlow,
    /// The body broke off.
    #[error("the body could not be read")]
    BodyBroken,
    /// The body is no JSON of the shape its media type promises.
    #[error("{0}")]
    BadBody(&'static str),
    /// A media type that is not taken.
    #[error("this media type is not taken")]
    MediaType,
    /// A content encoding that is not taken.
    #[error("compressed bodies are not taken yet")]
    Encoding,
    /// A method that the address does not know.
    #[error("this address takes {0} only")]
    Method(&'static str),
    /// A page or journey that is not there.
    #[error("{0}")]
    NotFound(&'static str),
    /// The request named a host that is not on the list (DNS rebinding).
    #[error("this desk does not answer to that host name")]
    HostNotListed,
    /// The request came from another machine.
    #[error("this desk is read on its own machine only")]
    PeerNotLocal,
    /// The writer has more to do than it can.
    #[error("the desk is busy")]
    Busy,
    /// The database failed.
    #[error("the store failed: {0}")]
    Store(Arc<rusqlite::Error>),
    /// The file could not be opened.
    #[error("cannot open {path}: {source}\n  Fix: {}", open_fix(source))]
    OpenStore {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// The file belongs to another program.
    #[error(
        "{path} is a database of another program; it was left as it is\n  Fix: name another file with --data FILE."
    )]
    ForeignStore {
        /// The file.
        path: PathBuf,
    },
    /// The file was written by a later version.
    #[error(
        "{path} was written by a newer version of usher; it was left as it is\n  Fix: use that version, or another file with --data FILE."
    )]
    NewerStore {
        /// The file.
        path: PathBuf,
    },
    /// The address cannot be listened on.
    #[error("cannot listen on {addr}: {source}\n  Fix: {}", listen_fix(source))]
    Listen {
        /// The address.
        addr: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
    /// There is no port above the last.
    #[error(
        "port {0} leaves no room for the desk, which takes the next one\n  Fix: choose a --port up to 65534."
    )]
    NoNextPort(u16),
    /// A folder that must exist does not.
    #[error(
        "there is no shop at {0}\n  Fix: run the command in the project's folder, or name the shop with --shop DIR."
    )]
    NoShop(PathBuf),
    /// The file of the intended journey cannot be used.
    #[error(
        "cannot use the intended journey in {path}: {why}\n  Fix: see docs/desk.md, \"The intended journey\"."
    )]
    Intended {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// A form was posted from somewhere else.
    #[error("this was not sent from the desk's own pages")]
    ForeignForm,
    /// `demo --check` found something wrong.
    #[error("check failed: {0}")]
    Check(String),
    /// The program could not start or stop.
    #[error("cannot start: {0}")]
    Start(io::Error),
}

fn listen_fix(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::AddrInUse => {
            "another program has this port. Stop it, or choose another port (--port or --addr)."
        }
        io::ErrorKind::PermissionDenied => "ports below 1024 need rights; choose a higher one.",
        _ => "choose an address of this machine, such as 127.0.0.1:8787.",
    }
}

fn open_fix(error: &rusqlite::Error) -> &'static str {
    use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
    match error.sqlite_error_code() {
        Some(DatabaseCorrupt) => {
            "the file is damaged; was its -wal companion removed? Restore a copy, or name \
             another file with --data FILE."
        }
        Some(NotADatabase) => "this is no database; name another file with --data FILE.",
        _ => "name a file you may write with --data FILE.",
    }
}

impl From<rusqlite::Error> for AppError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(Arc::new(error))
    }
}

/// What a sender reads when a request was refused as a whole.
#[derive(Serialize)]
struct Refused {
    error: String,
    fix: &'static str,
}

impl AppError {
    /// The status the error answers with.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::BodyTooLarge | Self::TooManyEvents(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::BodyTooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::BodyBroken | Self::BadBody(_) => StatusCode::BAD_REQUEST,
            Self::MediaType | Self::Encoding => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Method(_) => StatusCode::METHOD_NOT_ALLOWED,
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::HostNotListed => StatusCode::MISDIRECTED_REQUEST,
            Self::PeerNotLocal | Self::ForeignForm => StatusCode::FORBIDDEN,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Store(error) if is_full(error) => StatusCode::INSUFFICIENT_STORAGE,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What the reader of the answer can do about it.
    fn fix(&self) -> &'static str {
        match self {
            Self::BodyTooLarge | Self::TooManyEvents(_) => "Send several smaller requests.",
            Self::BodyTooSlow | Self::BodyBroken => "Send the request again.",
            Self::BadBody(_) => {
                "Send one CloudEvents JSON object, or an array of them for a batch."
            }
            Self::MediaType => {
                "Set Content-Type to application/cloudevents+json, \
                 application/cloudevents-batch+json, application/json or text/plain, in UTF-8."
            }
            Self::Encoding => "Send the body without Content-Encoding.",
            Self::Method(_) => "Use the method named in the Allow header.",
            Self::NotFound(_) => "Start from the desk's first page, /.",
            Self::HostNotListed => {
                "Open it as http://localhost:PORT/, or start it with --host NAME to allow a name."
            }
            Self::ForeignForm => "Open the desk, and press the button there.",
            Self::PeerNotLocal => {
                "Open it on the machine it runs on: through an SSH tunnel, or a reverse proxy \
                 there which asks for a password."
            }
            Self::Busy => "Send the request again in a few seconds; nothing of it was kept.",
            Self::Store(error) if is_full(error) => {
                "The disk of the desk is full; make room, then send the request again."
            }
            _ => "Send the request again later; nothing of it was kept.",
        }
    }
}

fn is_full(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(rusqlite::ErrorCode::DiskFull)
}

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        let status = self.status();
        if status.is_server_error() {
            tracing::error!(status = status.as_u16(), error = %self, "a request failed");
        }
        let said = match &self {
            Self::Store(_) => "the desk could not use its store".to_owned(),
            other => other.to_string(),
        };
        let refused = Refused { error: said, fix: self.fix() };
        let mut response = (status, Json(refused)).into_response();
        let headers = response.headers_mut();
        match self {
            Self::Method(allowed) => {
                headers.insert(header::ALLOW, HeaderValue::from_static(allowed));
            }
            Self::Busy => {
                let seconds = HeaderValue::from_static(RETRY_AFTER_SECONDS);
                headers.insert(header::RETRY_AFTER, seconds);
            }
            Self::Encoding => {
                let identity = HeaderValue::from_static("identity");
                headers.insert(header::ACCEPT_ENCODING, identity);
            }
            _ => {}
        }
        response
    }
}
