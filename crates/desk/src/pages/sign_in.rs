//! `/sign-in`: a token once, a cookie from then on.

use super::layout;
use crate::access::{self, COOKIE};
use crate::app::Desk;
use crate::error::AppError;
use axum::RequestExt;
use axum::extract::{Form, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

/// How long a browser stays signed in, in seconds: 30 days.
const STAYS_SECONDS: u32 = 30 * 24 * 60 * 60;

#[derive(Deserialize)]
struct Shown {
    token: String,
}

/// `GET /sign-in`
pub(crate) async fn sign_in() -> Markup {
    page(None)
}

/// `POST /sign-in`: the cookie is the token, which no script and no other site sees.
pub(crate) async fn signed_in(
    State(desk): State<Desk>,
    request: Request,
) -> Result<Response, AppError> {
    let client = desk.rules.proxies.client(request.headers(), request.extensions());
    let is_secure = is_secure(request.headers());
    let Ok(Form(shown)) = request.extract::<Form<Shown>, _>().await else {
        return Err(AppError::BadBody("the form has no token"));
    };
    match access::known(&desk, client, shown.token.trim()).await {
        Ok(_) => Ok(with_cookie(shown.token.trim(), STAYS_SECONDS, is_secure)),
        Err(AppError::TokenUnknown) => {
            let said = page(Some("This desk does not know that token."));
            Ok((StatusCode::UNAUTHORIZED, said).into_response())
        }
        Err(error) => Err(error),
    }
}

/// `POST /sign-out`
pub(crate) async fn signed_out(headers: HeaderMap) -> Response {
    with_cookie("", 0, is_secure(&headers))
}

/// A cookie for HTTPS is kept off plain HTTP; on this machine there is only that.
fn is_secure(headers: &HeaderMap) -> bool {
    headers.get("x-forwarded-proto").is_some_and(|scheme| scheme == "https")
}

fn with_cookie(secret: &str, seconds: u32, is_secure: bool) -> Response {
    let secure = if is_secure { "; Secure" } else { "" };
    let cookie =
        format!("{COOKIE}={secret}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}");
    let mut response = Redirect::to("/").into_response();
    // A token of ours has no letter that a header refuses.
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

fn page(problem: Option<&str>) -> Markup {
    let content = html! {
        section.panel.door aria-labelledby="sign-in-title" {
            h1 #sign-in-title { "Sign in" }
            p.lead { "Paste the token you were given. Whoever runs this desk makes one with " code { "usher token add" } "." }
            @if let Some(problem) = problem { p.problem role="alert" { (problem) } }
            form method="post" action=(layout::SIGN_IN) {
                label for="token" { "Token" }
                input #token name="token" type="password" required autocomplete="current-password" autofocus;
                button.quiet type="submit" { "Sign in" }
            }
        }
    };
    layout::page("Sign in", layout::SIGN_IN, &html! {}, &content)
}
