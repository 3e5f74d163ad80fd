//! Who may see what: this machine, or whoever shows a token.

use crate::app::Desk;
use crate::error::AppError;
use axum::http::{HeaderMap, Method, Request, header};
use clap::ValueEnum;
use std::net::IpAddr;

/// The cookie a browser keeps after signing in. `HttpOnly`, so no script reads it.
pub(crate) const COOKIE: &str = "usher-desk";

/// What a token allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Scope {
    /// The figures at /metrics, nothing else.
    Metrics,
    /// Every page and the events; changes nothing.
    Read,
    /// Everything.
    Manage,
}

/// Whether this machine needs a token too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Local {
    /// Whoever is on this machine may do everything.
    #[default]
    Trusted,
    /// Everyone needs a token: several people share this machine.
    SignsIn,
}

impl Scope {
    /// The word for it, as the store keeps it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Metrics => "metrics",
            Self::Read => "read",
            Self::Manage => "manage",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        [Self::Metrics, Self::Read, Self::Manage].into_iter().find(|scope| scope.name() == name)
    }

    fn allows(self, method: &Method, path: &str) -> bool {
        match self {
            Self::Metrics => path == "/metrics",
            Self::Read => method == Method::GET || method == Method::HEAD,
            Self::Manage => true,
        }
    }
}

/// What a request wants, and what it shows for it. It cannot be printed: a token would
/// be in it.
pub(crate) struct Demand {
    method: Method,
    path: String,
    secret: Option<String>,
    client: Option<IpAddr>,
}

impl Demand {
    pub(crate) fn of<B>(client: Option<IpAddr>, request: &Request<B>) -> Self {
        Self {
            method: request.method().clone(),
            path: request.uri().path().to_owned(),
            secret: shown(request.headers()).map(str::to_owned),
            client,
        }
    }
}

/// Lets a request through, or says what it lacks.
///
/// Shape: a token counts before the place it is shown from, so that a read-only token
/// is read-only on this machine as well.
pub(crate) async fn check(desk: &Desk, demand: &Demand) -> Result<(), AppError> {
    let scope = match &demand.secret {
        Some(secret) => known(desk, demand.client, secret).await?,
        None if is_trusted(desk, demand.client) => Scope::Manage,
        None => return Err(AppError::NotSignedIn),
    };
    match scope.allows(&demand.method, &demand.path) {
        true => Ok(()),
        false => Err(AppError::ScopeTooSmall),
    }
}

/// The scope of a token, or an error that costs whoever guesses.
pub(crate) async fn known(
    desk: &Desk,
    client: Option<IpAddr>,
    secret: &str,
) -> Result<Scope, AppError> {
    if let Some(scope) = desk.store.scope_of(secret.to_owned()).await? {
        return Ok(scope);
    }
    if let Some(client) = client {
        desk.rules.rates.check(client)?;
    }
    Err(AppError::TokenUnknown)
}

fn is_trusted(desk: &Desk, client: Option<IpAddr>) -> bool {
    desk.rules.local == Local::Trusted && client.is_some_and(|client| client.is_loopback())
}

/// The token of a request: a header for programs, a cookie for browsers; never a part
/// of the address, which ends up in logs and histories.
fn shown(headers: &HeaderMap) -> Option<&str> {
    let bearer = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    bearer.or_else(|| cookie(headers))
}

fn cookie(headers: &HeaderMap) -> Option<&str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(COOKIE)?.strip_prefix('='))
        .filter(|secret| !secret.is_empty())
}
