//! `usher doctor`: sends a marked test event to an endpoint, as the widget would, and
//! says in plain words what came of it.

mod advice;
mod call;
mod clock;
mod here;
mod page;

use crate::error::AppError;
use advice::{explain_cors, explain_preflight, explain_repeat, explain_status, explain_time};
use call::{Answer, Call};
use clap::Args;
use std::hash::{BuildHasher, RandomState};
use std::path::PathBuf;

/// What `usher doctor` can be told.
#[derive(Clone, Debug, Args)]
pub struct DoctorOptions {
    /// Where events are posted: what `data-endpoint` on the script tag says
    #[arg(long, value_name = "URL")]
    pub endpoint: String,

    /// The shop's own origin, which the browser will name
    #[arg(long, value_name = "ORIGIN", default_value = "https://shop.example")]
    pub origin: String,

    /// A page of the shop: whether its Content-Security-Policy lets the widget work
    #[arg(long, value_name = "URL")]
    pub page: Option<String>,

    /// On the desk's own machine: the file events are kept in, and its disk
    #[arg(long, value_name = "FILE")]
    pub data: Option<PathBuf>,
}

/// How good something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// As it should be.
    Good,
    /// Works, but somebody should know.
    Note,
    /// Events will be lost, or counted twice.
    Bad,
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// How good it is.
    pub verdict: Verdict,
    /// What was seen, and what to do about it.
    pub words: String,
}

impl Remark {
    pub(crate) fn new(verdict: Verdict, words: impl Into<String>) -> Self {
        Self { verdict, words: words.into() }
    }
}

/// Examines an endpoint and prints the remarks; whether none of them is bad.
///
/// Errors: the address is none.
pub fn doctor(options: &DoctorOptions) -> Result<bool, AppError> {
    let mut remarks = examine(&options.endpoint, &options.origin)?;
    if let Some(page) = &options.page {
        remarks.extend(examine_page(page, &options.endpoint, &options.origin));
    }
    if let Some(data) = &options.data {
        remarks.extend(here::explain_store(data));
    }
    println!("{} as a shop at {} sees it:", options.endpoint, options.origin);
    for remark in &remarks {
        let sign = match remark.verdict {
            Verdict::Good => "good",
            Verdict::Note => "note",
            Verdict::Bad => "bad ",
        };
        println!("  {sign}  {}", remark.words);
    }
    Ok(remarks.iter().all(|remark| remark.verdict < Verdict::Bad))
}

/// Sends the same marked event twice, and asks for leave as a browser does.
///
/// Errors: the address is none.
pub fn examine(endpoint: &str, origin: &str) -> Result<Vec<Remark>, AppError> {
    if !["http://", "https://"].iter().any(|scheme| endpoint.starts_with(scheme)) {
        let reason = "an endpoint begins with https:// (or http:// on your own machine)";
        return Err(AppError::Unreadable(endpoint.to_owned(), reason.to_owned()));
    }
    let call = Call::new(endpoint, origin);
    let body = format!("[{}]", test_event(origin));
    let first = match call.post(&body) {
        Ok(answer) => answer,
        Err(reason) => return Ok(vec![unreachable_endpoint(&reason)]),
    };
    let is_same_origin = endpoint.starts_with(&format!("{}/", origin.trim_end_matches('/')));
    let mut remarks = vec![explain_status(&first), explain_time(&first)];
    remarks.extend(clock::explain_clock(&first, jiff::Timestamp::now()));
    if !is_same_origin {
        remarks.push(explain_cors(&first, origin));
    }
    if first.is_taken() {
        remarks.extend(call.post(&body).ok().map(|again| explain_repeat(&again)));
    }
    if !is_same_origin {
        remarks.extend(call.preflight().ok().map(|answer| explain_preflight(&answer, origin)));
    }
    Ok(remarks)
}

/// Fetches a page of the shop and says whether its policy lets the widget work.
#[must_use]
pub fn examine_page(page: &str, endpoint: &str, origin: &str) -> Vec<Remark> {
    match Call::new(endpoint, origin).page(page) {
        Ok(answer) => page::explain_page(&answer, page, endpoint),
        Err(why) => {
            let words = format!("The page {page} does not answer: {why}.");
            vec![Remark::new(Verdict::Bad, words)]
        }
    }
}

fn unreachable_endpoint(reason: &str) -> Remark {
    let words = format!(
        "Nothing answers there: {reason}. Is the name spelt right, does the program run, does a \
         firewall let it through? Until it answers, the widget keeps events on the device and \
         tries again."
    );
    Remark::new(Verdict::Bad, words)
}

/// An event nobody can take for a visitor's.
fn test_event(origin: &str) -> String {
    let id = format!("{:016x}{:016x}", chance(1), chance(2));
    serde_json::json!({
        "specversion": "1.0",
        "id": format!("doctor-{id}"),
        "source": origin,
        "type": "usher.test.doctor",
        "time": jiff::Timestamp::now().to_string(),
        "datacontenttype": "application/json",
        "ushertest": true,
        "usherpurpose": "necessary",
        "data": { "sent_by": "usher doctor", "about": "a test; it concerns no visitor" },
    })
    .to_string()
}

/// Fresh for every call: the standard library seeds its hashers by chance.
fn chance(number: u64) -> u64 {
    RandomState::new().hash_one(number)
}

impl Answer {
    fn is_taken(&self) -> bool {
        (200..300).contains(&self.status)
    }
}
