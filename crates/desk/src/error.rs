//! Everything that can go wrong in the desk, with what to do about it.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use thiserror::Error;
use utoipa::ToSchema;

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
    #[error("this content encoding is not taken")]
    Encoding,
    /// No write key, or one nobody made.
    #[error("a write key of this desk is needed")]
    KeyUnknown,
    /// A write key was used from somewhere it does not belong.
    #[error("this write key may not be used from this origin")]
    OriginNotListed,
    /// More requests or events than the limit lets through.
    #[error("too much at once")]
    TooFast(Duration),
    /// A write key has sent what it may in a day.
    #[error("this write key has sent what it may send in a day")]
    QuotaSpent(Duration),
    /// A visitor's request without a token.
    #[error("a body {{\"token\": …}} with the erase token of at least 22 characters is needed")]
    BadToken,
    /// The program is stopping.
    #[error("the desk is stopping")]
    Stopping,
    /// The disk has less room than is kept free.
    #[error("the disk of the desk is nearly full")]
    DiskLow,
    /// A method that the address does not know.
    #[error("this address takes {0} only")]
    Method(&'static str),
    /// A page or journey that is not there.
    #[error("{0}")]
    NotFound(&'static str),
    /// The request named a host that is not on the list (DNS rebinding).
    #[error("this desk does not answer to that host name")]
    HostNotListed,
    /// A reader on another machine showed no token.
    #[error("this desk is read on its own machine, or with a token")]
    NotSignedIn,
    /// A token that nobody made, or that was taken back.
    #[error("this desk does not know that token")]
    TokenUnknown,
    /// A token that does not allow this.
    #[error("this token does not allow that")]
    ScopeTooSmall,
    /// A token's name is taken.
    #[error(
        "there is a token of that name already\n  Fix: choose another name, or take the old one back with `usher token remove`."
    )]
    TokenExists,
    /// The configuration file cannot be used.
    #[error(
        "cannot use {path}: {why}\n  Fix: change that line; `usher config` prints a file with every setting explained."
    )]
    Config {
        /// The file.
        path: PathBuf,
        /// What is wrong and where.
        why: String,
    },
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
    /// The file was written by an earlier version.
    #[error(
        "{path} was written by an earlier version of usher\n  Fix: start `usher serve` with it once, which brings it up to date; keep a copy before."
    )]
    OlderStore {
        /// The file.
        path: PathBuf,
    },
    /// There is no store where one was expected.
    #[error("there is no file {path}\n  Fix: name the file events are kept in with --data FILE.")]
    NoStore {
        /// The file.
        path: PathBuf,
    },
    /// A store is not whole.
    #[error(
        "{path} is not whole: {count} problems\n  Fix: `usher rebuild` mends what is drawn from the log; for damage of the file itself, stop the desk and put the last backup in its place."
    )]
    NotWhole {
        /// The file.
        path: PathBuf,
        /// How many problems.
        count: usize,
    },
    /// A backup's name is taken.
    #[error(
        "{path} is there already; it was left as it is\n  Fix: name a file that does not exist."
    )]
    CopyExists {
        /// The file.
        path: PathBuf,
    },
    /// A backup could not be written.
    #[error(
        "cannot write the copy {path}: {why}\n  Fix: name a file you may write, on a disk with room for it."
    )]
    Copy {
        /// The file.
        path: PathBuf,
        /// What went wrong.
        why: String,
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
    /// What was to be published cannot be.
    #[error("what was said takes 1 to 160 characters, what was done 1 to 400")]
    Words,
    /// A form was posted from somewhere else.
    #[error("this was not sent from the desk's own pages")]
    ForeignForm,
    /// `demo --check` found something wrong.
    #[error("check failed: {0}")]
    Check(String),
    /// A file or an address that a command was given cannot be used.
    #[error("cannot use {0}: {1}")]
    Unreadable(String, String),
    /// A file cannot be written.
    #[error("cannot write {0}: {1}\n  Fix: choose a folder that exists and may be written to.")]
    Unwritable(PathBuf, io::Error),
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
#[derive(Serialize, ToSchema)]
pub(crate) struct Refused {
    /// What is wrong.
    error: String,
    /// What to do about it.
    fix: &'static str,
}

impl AppError {
    /// The status the error answers with.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::BodyTooLarge | Self::TooManyEvents(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::BodyTooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::BodyBroken | Self::BadBody(_) | Self::BadToken | Self::Words => {
                StatusCode::BAD_REQUEST
            }
            Self::MediaType | Self::Encoding => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::KeyUnknown => StatusCode::UNAUTHORIZED,
            Self::OriginNotListed => StatusCode::FORBIDDEN,
            Self::TooFast(_) | Self::QuotaSpent(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::DiskLow => StatusCode::INSUFFICIENT_STORAGE,
            Self::Method(_) => StatusCode::METHOD_NOT_ALLOWED,
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::HostNotListed => StatusCode::MISDIRECTED_REQUEST,
            Self::NotSignedIn | Self::TokenUnknown => StatusCode::UNAUTHORIZED,
            Self::ScopeTooSmall | Self::ForeignForm => StatusCode::FORBIDDEN,
            Self::Busy | Self::Stopping => StatusCode::SERVICE_UNAVAILABLE,
            Self::Store(error) if is_full(error) => StatusCode::INSUFFICIENT_STORAGE,
            Self::Store(error) if is_locked(error) => StatusCode::SERVICE_UNAVAILABLE,
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
            Self::BadToken => "Send the token that the visitor's device keeps, as JSON.",
            Self::MediaType => {
                "Set Content-Type to application/cloudevents+json, \
                 application/cloudevents-batch+json, application/x-ndjson, application/json or \
                 text/plain, in UTF-8; or send `ce-` headers with a body of JSON."
            }
            Self::Encoding => "Send the body compressed once with gzip, or not at all.",
            Self::KeyUnknown => {
                "Add ?key=YOUR-KEY to the endpoint, or send the header usher-key; the desk's \
                 configuration lists the keys."
            }
            Self::OriginNotListed => {
                "Add the shop's origin to `origins` of this key in the desk's configuration \
                 (or `servers = true` for a program that sends no Origin)."
            }
            Self::TooFast(_) => "Wait as long as Retry-After says, then send the request again.",
            Self::QuotaSpent(_) => {
                "Wait as long as Retry-After says, or raise `events_per_day` of this key."
            }
            Self::Stopping => "Send the request again in a few seconds.",
            Self::DiskLow => "Make room on the desk's disk, then send the request again.",
            Self::Method(_) => "Use the method named in the Allow header.",
            Self::NotFound(_) => "Start from the desk's first page, /.",
            Self::HostNotListed => {
                "Open it as http://localhost:PORT/, or start it with --host NAME to allow a name."
            }
            Self::Words => "Go back, and write a sentence into each of the two fields.",
            Self::ForeignForm => "Open the desk, and press the button there.",
            Self::NotSignedIn | Self::TokenUnknown => {
                "Make a token with `usher token add NAME`; a program sends it as \
                  Authorization: Bearer TOKEN, a person pastes it at /sign-in."
            }
            Self::ScopeTooSmall => {
                "Ask for a token of a larger scope: `usher token add NAME --scope manage`."
            }
            Self::Busy => "Send the request again in a few seconds; nothing of it was kept.",
            Self::Store(error) if is_full(error) => {
                "The disk of the desk is full; make room, then send the request again."
            }
            Self::Store(error) if is_damaged(error) => {
                "The desk's file is damaged. Its owner stops the desk, looks with \
                 `usher verify`, and puts the last backup in its place; nothing of this \
                 request was kept."
            }
            _ => "Send the request again later; nothing of it was kept.",
        }
    }
}

fn is_full(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(rusqlite::ErrorCode::DiskFull)
}

/// Another program has the file to itself, such as `usher rebuild`.
fn is_locked(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{DatabaseBusy, DatabaseLocked};
    matches!(error.sqlite_error_code(), Some(DatabaseBusy | DatabaseLocked))
}

fn is_damaged(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
    matches!(error.sqlite_error_code(), Some(DatabaseCorrupt | NotADatabase))
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
            Self::Busy | Self::Stopping => {
                let seconds = HeaderValue::from_static(RETRY_AFTER_SECONDS);
                headers.insert(header::RETRY_AFTER, seconds);
            }
            Self::TooFast(wait) | Self::QuotaSpent(wait) => {
                // Rounded up: a second too early would be refused again.
                headers.insert(header::RETRY_AFTER, HeaderValue::from(wait.as_secs() + 1));
            }
            Self::NotSignedIn | Self::TokenUnknown => {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            Self::Encoding => {
                let gzip = HeaderValue::from_static("gzip, identity");
                headers.insert(header::ACCEPT_ENCODING, gzip);
            }
            _ => {}
        }
        response
    }
}
