//! One line of a journey script.

use usher_engine::{
    Attention, Busy, Navigation, Observation, PageKind, PolicyKind, TouchpointName,
};

use crate::pressing::observation;

/// What a line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// A blank line or a comment: kept as it is.
    Aside,
    /// `-> …` or `(wake)`: what came out last time; written anew.
    Outcome,
    /// `item id key=value …`: a product of the shop.
    Item(Vec<String>),
    /// `sketch id format=nps stage=loyalty`: one more play of a format that is not
    /// written in a configuration yet, see [`crate::Shop`].
    Sketch(Vec<String>),
    /// `visitor id`: the random id this device has had for long.
    Visitor(String),
    /// `config {…}`: the owner's configuration, as JSON; a later one adds to it.
    Config(String),
    /// `play {…}`: one more play of the configuration, as JSON.
    Play(String),
    /// `show storage`: storage effects are part of the script.
    ShowStorage,
    /// `endpoint silent`: batches are answered only by `sent` lines.
    SilentEndpoint,
    /// Something that happened at a time, in milliseconds from the start.
    At(i64, Act),
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// `open product /silk silk`; `route …`: the same inside the document; `reread …`: the
    /// open page is better understood.
    Open(PageKind, Vec<String>, Option<Navigation>),
    /// A touchpoint, with item ids and `key=value`s.
    Touchpoint(TouchpointName, Vec<String>),
    /// `consent granted help analytics`, `consent refused`.
    Consent(Vec<String>),
    /// `privacy control on`.
    PrivacyControl(bool),
    /// Attention moved.
    Attention(Attention),
    /// `click button "Add to cart"`, `page responds`, `invalid email`, `choose`, …
    Observed(Observation),
    /// `accept`, `complete`, `dismiss`, …
    Answer(String, Vec<String>),
    /// `sent #1 delivered`.
    Sent(u32, Vec<String>),
    /// `idle`: time passes.
    Idle,
    /// `leave`: the page is left.
    Leave,
    /// `reload`: a new page load in the same tab.
    Reload,
    /// `new tab`: what the tab kept is gone.
    NewTab,
    /// `readings`: prints what the five readings say.
    Readings,
    /// `identify 3 orders, the last 40 days ago`: what the site knows.
    Identify(Vec<String>),
    /// `device phone`, `device desktop 60`: what the visitor holds, and how many
    /// minutes the local time is ahead of UTC.
    Device(Vec<String>),
    /// `did quiz_done score=3`: a touchpoint of the site owner's own.
    Did(Vec<String>),
    /// `manager klaro ready help analytics`: what a consent manager says. A purpose that is
    /// not named is refused, and `share?` is one the manager says nothing about.
    Manager(Vec<String>),
    /// `explain`: prints why something is shown, or nothing.
    Explain,
}

/// Reads one line.
///
/// # Errors
/// Says what is wrong with the line, in one sentence.
pub fn parse_line(text: &str) -> Result<Line, String> {
    let trimmed = text.trim();
    if trimmed.is_empty() || trimmed.starts_with('#') {
        return Ok(Line::Aside);
    }
    if trimmed.starts_with("->") || trimmed.starts_with('|') || trimmed.ends_with("(wake)") {
        return Ok(Line::Outcome);
    }
    if let Some(json) = trimmed.strip_prefix("config ") {
        return Ok(Line::Config(json.to_owned()));
    }
    if let Some(json) = trimmed.strip_prefix("play ") {
        return Ok(Line::Play(json.to_owned()));
    }
    match trimmed {
        "show storage" => return Ok(Line::ShowStorage),
        "endpoint silent" => return Ok(Line::SilentEndpoint),
        _ => {}
    }
    let mut words = split_words(trimmed).into_iter();
    let first = words.next().unwrap_or_default();
    if first == "item" {
        return Ok(Line::Item(words.collect()));
    }
    if first == "sketch" {
        return Ok(Line::Sketch(words.collect()));
    }
    if first == "visitor" {
        return Ok(Line::Visitor(words.collect()));
    }
    let (millis, words) = read_time(&first, words.collect())?;
    Ok(Line::At(millis, read_act(&words)?))
}

/// Words, with `"several words"` as one.
fn split_words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut is_quoted = false;
    for character in text.chars() {
        match character {
            '"' => is_quoted = !is_quoted,
            ' ' if !is_quoted => words.push(String::new()),
            other => words.last_mut().into_iter().for_each(|word| word.push(other)),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// `MM:SS`, `HH:MM:SS` or `3d MM:SS`, each with optional `.mmm`.
fn read_time(first: &str, mut rest: Vec<String>) -> Result<(i64, Vec<String>), String> {
    let mut millis = 0;
    let mut clock = first.to_owned();
    if let Some(days) = first.strip_suffix('d') {
        millis = more(0, 86_400_000, number(days)?)?;
        if rest.is_empty() {
            return Err(String::from("a time must follow the day, as in `3d 00:10`"));
        }
        clock = rest.remove(0);
    }
    let (whole, fraction) = clock.split_once('.').unwrap_or((&clock, "0"));
    let mut seconds = 0;
    for part in whole.split(':') {
        seconds = more(number(part)?, 60, seconds)?;
    }
    if !whole.contains(':') {
        return Err(format!("`{first}` is not a time; write `MM:SS`, `HH:MM:SS` or `3d MM:SS`"));
    }
    let fraction = number(&format!("{fraction:0<3}"))?;
    let millis = more(more(millis, 1_000, seconds)?, 1, fraction)?;
    Ok((millis, rest))
}

/// So many more of a unit; scripts come from outside, and a number may be too large.
fn more(sum: i64, unit: i64, count: i64) -> Result<i64, String> {
    let sum = count.checked_mul(unit).and_then(|count| sum.checked_add(count));
    sum.ok_or_else(|| String::from("so long nobody waits; write a smaller number"))
}

fn number(text: &str) -> Result<i64, String> {
    text.parse().map_err(|_| format!("`{text}` is not a number"))
}

fn read_act(words: &[String]) -> Result<Act, String> {
    let verb = words.first().map(String::as_str).unwrap_or_default();
    let rest: Vec<String> = words.iter().skip(1).cloned().collect();
    let second = rest.first().map(String::as_str).unwrap_or_default();
    let act = match verb {
        "open" | "route" | "reread" => {
            let navigation = match verb {
                "open" => Some(Navigation::Load),
                "route" => Some(Navigation::Route),
                _ => None,
            };
            Act::Open(page_kind(second)?, rest.into_iter().skip(1).collect(), navigation)
        }
        "consent" => Act::Consent(rest),
        "manager" => Act::Manager(rest),
        "privacy" => Act::PrivacyControl(rest.last().is_some_and(|word| word == "on")),
        "visible" => Act::Attention(Attention::Visible),
        "hidden" => Act::Attention(Attention::Hidden),
        "pointer" => Act::Attention(Attention::Pointer),
        "key" => Act::Attention(Attention::Key),
        "left-at-top" => Act::Attention(Attention::LeftAtTop),
        "covered" => Act::Attention(Attention::Covered),
        "scroll" => Act::Attention(Attention::Scrolled(
            second.parse().map_err(|_| format!("`{second}` is not a depth in percent"))?,
        )),
        "began" => Act::Attention(Attention::Began(busy(second)?)),
        "ended" => Act::Attention(Attention::Ended(busy(second)?)),
        "click" | "page" | "invalid" | "coupon" | "choose" => {
            Act::Observed(observation(verb, &rest)?)
        }
        "accept" | "complete" | "dismiss" | "not_now" | "unavailable" | "stop_tips"
        | "allow_tips" | "engage" | "reopen" | "answer" | "comment" | "help" | "erase" => {
            Act::Answer(verb.to_owned(), rest)
        }
        "sent" => Act::Sent(
            second
                .trim_start_matches('#')
                .parse()
                .map_err(|_| format!("`{second}` is no batch"))?,
            rest.into_iter().skip(1).collect(),
        ),
        "idle" => Act::Idle,
        "leave" => Act::Leave,
        "reload" => Act::Reload,
        "new" => Act::NewTab,
        "explain" => Act::Explain,
        "device" => Act::Device(rest),
        "did" => Act::Did(rest),
        "readings" => Act::Readings,
        "identify" => Act::Identify(rest),
        name => match TouchpointName::from_name(name) {
            Some(name) => Act::Touchpoint(name, rest),
            None => return Err(format!("`{name}` is neither an act nor a touchpoint")),
        },
    };
    Ok(act)
}

fn busy(name: &str) -> Result<Busy, String> {
    Busy::from_name(name).ok_or_else(|| format!("`{name}` is nothing that occupies a visitor"))
}

fn page_kind(name: &str) -> Result<PageKind, String> {
    PageKind::from_name(name).ok_or_else(|| format!("`{name}` is not a kind of page"))
}

/// The policy a word names.
#[must_use]
pub(crate) fn policy(name: &str) -> Option<PolicyKind> {
    PolicyKind::from_name(name)
}

#[cfg(test)]
mod tests {
    use super::parse_line;

    #[test]
    fn a_time_beyond_all_calendars_is_a_mistake() {
        for line in ["9223372036854775807d 00:00 leave", "04555555555555555:00:00 leave"] {
            assert!(parse_line(line).is_err(), "{line}");
        }
    }
}
