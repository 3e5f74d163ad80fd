//! What an answer means for a shop, in plain words.

use super::call::Answer;
use super::{Remark, Verdict};
use serde_json::Value;

/// From here on an answer is slow: a page that is left waits no longer.
const SLOW_MILLIS: u128 = 1_000;

pub(super) fn explain_status(answer: &Answer) -> Remark {
    let status = answer.status;
    let (verdict, meaning) = match status {
        200..=299 if is_page(answer) => (
            Verdict::Bad,
            "answered with a web page, as the log-in page of a hotel does. The widget takes that as \
             not received and tries again; an endpoint answers with JSON, or with nothing.",
        ),
        200..=299 => (Verdict::Good, "the event was taken."),
        300..=399 => (
            Verdict::Bad,
            "it sends the event elsewhere. Name the address it redirects to as the endpoint: a \
             redirected post may lose its body.",
        ),
        401 | 403 => (
            Verdict::Bad,
            "it wants to know who is asking. A page cannot keep a secret, so the endpoint must \
             take events without one, or stand behind a relay that adds it. The widget gives up \
             events that are answered like this.",
        ),
        404 | 410 => (
            Verdict::Bad,
            "there is nothing at this address. Look for a typing error in the path. The widget \
             gives up events that are answered like this.",
        ),
        405 => (Verdict::Bad, "it does not take POST. Look for the address that does."),
        408 | 425 => {
            (Verdict::Bad, "it waited too long or too little. The widget tries again later.")
        }
        400 | 422 => (
            Verdict::Bad,
            "it does not understand the event as it is: a JSON array of CloudEvents. The widget \
             halves a batch that is answered like this until one event is alone, and gives that up.",
        ),
        413 => (Verdict::Bad, "the event is too large for it. It must take 60 KB at least."),
        415 => (
            Verdict::Bad,
            "it does not take text/plain, which the widget uses for another origin so that no \
             preflight is needed. Let it take text/plain, or put it on the shop's own origin.",
        ),
        429 => (
            Verdict::Bad,
            "it has had enough for now. The widget waits as long as Retry-After says, or backs off.",
        ),
        400..=499 => (
            Verdict::Bad,
            "it refuses the event as it is: a JSON array of CloudEvents. The widget gives up \
             events that are answered like this.",
        ),
        500..=599 => (
            Verdict::Bad,
            "it failed inside. The widget keeps the event and tries again; look into the \
             endpoint's log.",
        ),
        _ => (Verdict::Bad, "this is no answer of HTTP that the widget knows."),
    };
    Remark::new(verdict, format!("Status {status}: {meaning}"))
}

fn is_page(answer: &Answer) -> bool {
    answer.header("content-type").is_some_and(|kind| kind.starts_with("text/html"))
}

pub(super) fn explain_time(answer: &Answer) -> Remark {
    let millis = answer.took.as_millis();
    if millis < SLOW_MILLIS {
        return Remark::new(Verdict::Good, format!("Answered in {millis} ms."));
    }
    let words = format!(
        "Answered in {millis} ms. A visitor who leaves the page does not wait for it; what is not \
         answered is sent again and has to be recognised. Answer first, work later."
    );
    Remark::new(Verdict::Note, words)
}

/// Without leave to read the answer the browser hides it from the widget.
pub(super) fn explain_cors(answer: &Answer, origin: &str) -> Remark {
    match answer.header("access-control-allow-origin") {
        Some("*") => Remark::new(Verdict::Good, "CORS: any shop may read the answer (`*`)."),
        Some(allowed) if allowed == origin => {
            Remark::new(Verdict::Good, format!("CORS: {origin} may read the answer."))
        }
        Some(allowed) => Remark::new(
            Verdict::Bad,
            format!(
                "CORS: only {allowed} may read the answer, and the shop is {origin}. The browser \
                 hides it, so the widget takes the event as not delivered and sends it again. \
                 Answer with `Access-Control-Allow-Origin: {origin}`."
            ),
        ),
        None => Remark::new(
            Verdict::Bad,
            format!(
                "CORS: the answer has no `Access-Control-Allow-Origin`, so the browser hides it \
                 from the widget, which takes the event as not delivered and sends it again. \
                 Answer with `Access-Control-Allow-Origin: {origin}` (or `*`), or put the endpoint \
                 on the shop's own origin."
            ),
        ),
    }
}

pub(super) fn explain_preflight(answer: &Answer, origin: &str) -> Remark {
    let allows = |name: &str, wanted: &str| {
        answer.header(name).is_some_and(|value| {
            value.split(',').any(|word| {
                let word = word.trim();
                word == "*" || word.eq_ignore_ascii_case(wanted)
            })
        })
    };
    let is_allowed = (200..300).contains(&answer.status)
        && allows("access-control-allow-origin", origin)
        && allows("access-control-allow-headers", "content-type");
    if is_allowed {
        return Remark::new(
            Verdict::Good,
            "Preflight: CloudEvents' own media type may be posted too.",
        );
    }
    Remark::new(
        Verdict::Note,
        format!(
            "Preflight: answered {} without leave for `content-type`. That is no harm: the widget \
             posts text/plain to another origin, which needs no preflight.",
            answer.status
        ),
    )
}

/// The same event was sent a second time.
pub(super) fn explain_repeat(answer: &Answer) -> Remark {
    if !(200..300).contains(&answer.status) && answer.status != 409 {
        let words = format!(
            "The same event again was answered with {}. It has to be taken again and counted \
             once: browsers repeat a post whose answer was lost.",
            answer.status
        );
        return Remark::new(Verdict::Bad, words);
    }
    let told = serde_json::from_str::<Value>(&answer.body).ok();
    let duplicates = told.as_ref().and_then(|told| told.get("duplicate")).and_then(Value::as_u64);
    match duplicates {
        Some(0) => Remark::new(
            Verdict::Bad,
            "The same event again was counted as new. Count an event once by `source` and `id`, \
             or every lost answer becomes a second purchase.",
        ),
        Some(_) => {
            Remark::new(Verdict::Good, "The same event again was recognised as a duplicate.")
        }
        None => Remark::new(
            Verdict::Note,
            "The same event again was taken; the endpoint does not say whether it recognised it. \
             Look there for the type `usher.test.doctor`: it must be counted once.",
        ),
    }
}
