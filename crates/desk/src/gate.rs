//! Who may read the desk, and what every answer says about itself.

use crate::access::{self, Demand};
use crate::app::Desk;
use crate::error::AppError;
use crate::intake::Intake;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use std::net::SocketAddr;

/// Nothing but our own files; no script from text; nobody may frame the desk.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; \
    style-src 'self'; connect-src 'self'; img-src 'self' data:; frame-ancestors 'none'; \
    base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; \
    trusted-types 'none'";

const SECURITY: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()"),
];

/// The other end of a connection; put on every request by the listener.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub SocketAddr);

/// The names the desk answers to.
///
/// A page of a stranger can make its own name point at this machine and read what
/// answers there (DNS rebinding); it cannot choose the `Host` the browser sends.
#[derive(Clone, Debug, Default)]
pub struct HostList {
    names: Vec<String>,
}

impl HostList {
    /// Loopback names, and those given with `--host`.
    #[must_use]
    pub fn with(names: &[String]) -> Self {
        let names = names.iter().map(|name| name.to_ascii_lowercase()).collect();
        Self { names }
    }

    /// Whether a `Host` header names one of them; the port does not matter.
    #[must_use]
    pub fn allows(&self, host: &str) -> bool {
        let name = without_port(host).to_ascii_lowercase();
        matches!(name.as_str(), "localhost" | "127.0.0.1" | "[::1]") || self.names.contains(&name)
    }
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => name,
        _ => host,
    }
}

/// Lets a request through that names the desk by one of its own names.
pub(crate) async fn admit_host(
    State(desk): State<Desk>,
    request: Request,
    next: Next,
) -> Result<Response, AppError> {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    match host.is_some_and(|host| desk.hosts.allows(host)) {
        true => Ok(next.run(request).await),
        false => Err(AppError::HostNotListed),
    }
}

/// Lets a request through to the desk's pages, or not. A request whose other end is
/// unknown needs a token.
pub(crate) async fn admit(
    State(desk): State<Desk>,
    request: Request,
    next: Next,
) -> Result<Response, AppError> {
    let client = desk.rules.proxies.client(request.headers(), request.extensions());
    match access::check(&desk, &Demand::of(client, &request)).await {
        Ok(()) => Ok(next.run(request).await),
        // A person is shown where to sign in; a program is told what it lacks.
        Err(AppError::NotSignedIn | AppError::TokenUnknown) if wants_page(&request) => {
            Ok(Redirect::to("/sign-in").into_response())
        }
        Err(error) => Err(error),
    }
}

/// Lets this machine through, under its own names, and nobody else.
pub(crate) async fn admit_machine(
    State(intake): State<Intake>,
    request: Request,
    next: Next,
) -> Result<Response, AppError> {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    if !host.is_some_and(|host| HostList::default().allows(host)) {
        return Err(AppError::HostNotListed);
    }
    let client = intake.rules.proxies.client(request.headers(), request.extensions());
    match client.is_some_and(|client| client.is_loopback()) {
        true => Ok(next.run(request).await),
        false => Err(AppError::NotSignedIn),
    }
}

fn wants_page(request: &Request) -> bool {
    let accept = request.headers().get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
    request.method() == Method::GET && accept.is_some_and(|accept| accept.contains("text/html"))
}

/// Puts the security headers on an answer; what a desk shows is never cached.
pub(crate) async fn seal(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in SECURITY {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loopback_names_and_listed_names_are_allowed_with_any_port() {
        let hosts = HostList::with(&["Desk.shop.example".to_owned()]);
        for host in ["localhost:8787", "127.0.0.1", "[::1]:80", "desk.SHOP.example:443"] {
            assert!(hosts.allows(host), "{host}");
        }
        for host in ["evil.test", "localhost.evil.test", "", ":80", "[::1", "127.0.0.1.evil"] {
            assert!(!hosts.allows(host), "{host}");
        }
    }
}
