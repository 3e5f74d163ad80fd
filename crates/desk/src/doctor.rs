//! `usher doctor`: reads a page of a shop as the widget does, sends a marked test event to
//! an endpoint as it would, and says in plain words what came of it.

mod advice;
mod call;
mod clock;
mod here;
mod page;
mod understood;

use crate::error::AppError;
use advice::{explain_cors, explain_preflight, explain_repeat, explain_status, explain_time};
use call::{Answer, Call};
use clap::Args;
use std::hash::{BuildHasher, RandomState};
use std::path::PathBuf;

/// What `usher doctor` can be told.
#[derive(Clone, Debug, Args)]
pub struct DoctorOptions {
    /// A page of the shop: what is understood of it and from which evidence, and whether its
    /// Content-Security-Policy lets the widget work
    #[arg(value_name = "PAGE", required_unless_present = "endpoint")]
    pub page: Option<String>,

    /// Where events are posted: what `data-endpoint` on the script tag says
    #[arg(long, value_name = "URL")]
    pub endpoint: Option<String>,

    /// The shop's own origin, which the browser will name
    #[arg(long, value_name = "ORIGIN", default_value = "https://shop.example")]
    pub origin: String,

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
    let mut remarks = Vec::new();
    if let Some(endpoint) = &options.endpoint {
        println!("{endpoint} as a shop at {} sees it:", options.origin);
        print(&examine(endpoint, &options.origin)?, &mut remarks);
    }
    if let Some(page) = &options.page {
        println!("{page} as the widget sees it:");
        let endpoint = options.endpoint.as_deref();
        print(&examine_page(page, endpoint, &options.origin)?, &mut remarks);
    }
    if let Some(data) = &options.data {
        println!("{}:", data.display());
        print(&here::explain_store(data), &mut remarks);
    }
    Ok(remarks.iter().all(|verdict| *verdict < Verdict::Bad))
}

fn print(found: &[Remark], verdicts: &mut Vec<Verdict>) {
    for remark in found {
        let sign = match remark.verdict {
            Verdict::Good => "good",
            Verdict::Note => "note",
            Verdict::Bad => "bad ",
        };
        println!("  {sign}  {}", remark.words);
        verdicts.push(remark.verdict);
    }
}

/// Sends the same marked event twice, and asks for leave as a browser does.
///
/// Errors: the address is none.
pub fn examine(endpoint: &str, origin: &str) -> Result<Vec<Remark>, AppError> {
    demand_address(endpoint)?;
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

/// Fetches a page of the shop and says whether its policy lets the widget work, and what
/// is understood of it. Without an endpoint events are taken to go to the shop itself.
///
/// Errors: the address is none.
pub fn examine_page(
    page: &str,
    endpoint: Option<&str>,
    origin: &str,
) -> Result<Vec<Remark>, AppError> {
    demand_address(page)?;
    let endpoint = endpoint.unwrap_or(page);
    Ok(match Call::new(endpoint, origin).page(page) {
        Ok(answer) => {
            let mut remarks = understood::explain_reading(&answer, page);
            remarks.extend(page::explain_page(&answer, page, endpoint));
            remarks
        }
        Err(why) => {
            let words = format!("The page {page} does not answer: {why}.");
            vec![Remark::new(Verdict::Bad, words)]
        }
    })
}

fn demand_address(url: &str) -> Result<(), AppError> {
    if ["http://", "https://"].iter().any(|scheme| url.starts_with(scheme)) {
        return Ok(());
    }
    let reason = "an address begins with https:// (or http:// on your own machine)";
    Err(AppError::Unreadable(url.to_owned(), reason.to_owned()))
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
