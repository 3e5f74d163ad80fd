//! What came out, as the lines of a script.

use usher_engine::{Effect, Json, Timestamp};

use crate::world::START;

pub(crate) fn describe(effects: &[Effect], shows_storage: bool) -> String {
    let mut out = String::new();
    for effect in effects {
        let Some(words) = describe_effect(effect, shows_storage) else { continue };
        out.push_str("      -> ");
        out.push_str(&words);
        out.push('\n');
    }
    out
}

pub(crate) fn describe_effect(effect: &Effect, shows_storage: bool) -> Option<String> {
    Some(match effect {
        // Happens at once here, and is no rule.
        Effect::Think
        | Effect::Store(..)
        | Effect::Discard(_)
        | Effect::Claim { .. }
        | Effect::Release => return None,
        Effect::Show { play, .. } => format!("show {}", play.0),
        Effect::Hide => String::from("hide"),
        Effect::Collapse => String::from("collapse"),
        Effect::Expand => String::from("expand"),
        Effect::Ask => String::from("ask for consent"),
        Effect::StopAsking => String::from("stop asking"),
        Effect::Reopen => String::from("read the page again"),
        Effect::Send(batch) => format!("send #{} {}", batch.id.0, names(&batch.body).join(", ")),
        Effect::Report(fault) => format!("report {}", fault.as_str()),
        Effect::Erase(purposes) => {
            let names: Vec<&str> = purposes.iter().map(|purpose| purpose.as_str()).collect();
            format!("erase {}", names.join(" "))
        }
        Effect::Keep(_) if shows_storage => String::from("keep the receipt"),
        Effect::Recall(_) if shows_storage => String::from("recall"),
        Effect::Persist(snapshot) if shows_storage => {
            let parts = [
                ("preferences", snapshot.preferences.is_some()),
                ("session", snapshot.session.is_some()),
                ("lasting", snapshot.lasting.is_some()),
            ];
            let kept: Vec<&str> =
                parts.into_iter().filter(|(_, is)| *is).map(|(name, _)| name).collect();
            format!("persist {}", kept.join(" "))
        }
        Effect::Keep(_) | Effect::Recall(_) | Effect::Persist(_) => return None,
    })
}

/// What the events of a batch are called.
fn names(body: &str) -> Vec<String> {
    let Ok(Json::List(events)) = Json::read(body) else { return Vec::new() };
    events.iter().filter_map(name).collect()
}

/// Its name, in which way it came about where it says so, and what became of a
/// designed moment.
fn name(event: &Json) -> Option<String> {
    let mut name = event.get("type")?.as_text()?.trim_start_matches("usher.").to_owned();
    let of_data = |key| event.get("data").and_then(|data| data.get(key)?.as_text());
    if let Some(outcome) = of_data("outcome") {
        name.push_str(&format!(" {outcome}"));
    }
    let is_touchpoint = name.starts_with("touchpoint.");
    if let Some(how) = of_data("by").or_else(|| of_data("how").filter(|_| is_touchpoint)) {
        name.push_str(&format!(" ({how})"));
    }
    Some(name)
}

/// The time of a wake-up, written like the times of the script.
pub(crate) fn clock(at: Timestamp) -> String {
    let millis = at.since(START).0;
    let (days, rest) = (millis / 86_400_000, millis % 86_400_000);
    let (hours, minutes, seconds) = (rest / 3_600_000, rest / 60_000 % 60, rest / 1_000 % 60);
    let mut text = String::new();
    if days > 0 {
        text.push_str(&format!("{days}d "));
    }
    if hours > 0 {
        text.push_str(&format!("{hours:02}:"));
    }
    text.push_str(&format!("{minutes:02}:{seconds:02}"));
    if rest % 1_000 > 0 {
        text.push_str(&format!(".{:03}", rest % 1_000));
    }
    text
}
