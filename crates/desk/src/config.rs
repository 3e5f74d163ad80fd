//! The configuration file of `usher serve`, and what it and the flags say together.

use crate::access::Local;
use crate::bundle::Words;
use crate::catalogue;
use crate::client::Proxies;
use crate::cluster::LogSettings;
use crate::error::AppError;
use crate::forward::{ForwardSettings, WrittenForward, WrittenWebhook};
use crate::intake::{KeyRule, Keys, Rates};
use crate::rules::Rules;
use crate::serve::ServeOptions;
use crate::store::Term;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

/// A file with everything in it and why; also in docs/desk.md.
pub const EXAMPLE: &str = include_str!("../assets/usher.toml");

const ADDR: &str = "127.0.0.1:8787";
const DATA: &str = "usher.db";

/// Days events are kept when nothing else is said: thirteen months, so that a month can
/// be compared with the same one of last year.
const DAYS: u32 = 400;

/// Days consent receipts are kept: three years, as long as a claim may come.
const RECEIPT_DAYS: u32 = 1_100;

/// The file as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Written {
    addr: Option<SocketAddr>,
    data: Option<PathBuf>,
    hosts: Vec<String>,
    trusted_proxies: Vec<String>,
    access: WrittenAccess,
    intake: WrittenIntake,
    keep_days: BTreeMap<String, u32>,
    log: WrittenLog,
    forward: Vec<WrittenForward>,
    lead_webhook: Vec<WrittenWebhook>,
    bundle: Option<PathBuf>,
    thanks: Words,
}

/// The shared log; see [`LogSettings`].
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct WrittenLog {
    servers: Vec<String>,
    stream: Option<String>,
    replicas: Option<usize>,
    user: Option<String>,
    password_file: Option<PathBuf>,
    authority_file: Option<PathBuf>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct WrittenAccess {
    everyone_signs_in: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct WrittenIntake {
    requests_per_second: Option<NonZeroU32>,
    keys: Vec<WrittenKey>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenKey {
    name: String,
    key: String,
    #[serde(default)]
    origins: Vec<String>,
    #[serde(default)]
    servers: bool,
    events_per_minute: Option<NonZeroU32>,
    events_per_day: Option<u64>,
}

/// Everything `usher serve` needs to know.
#[derive(Debug)]
pub struct Settings {
    /// Where to listen.
    pub addr: SocketAddr,
    /// The file events are kept in.
    pub data: PathBuf,
    /// Names the desk answers to beside localhost.
    pub hosts: Vec<String>,
    /// Who may post and read.
    pub rules: Rules,
    /// How long events are kept; a family that is not in it is kept for good.
    pub terms: Vec<Term>,
    /// The log that is shared with other programs, if there is one.
    pub log: Option<LogSettings>,
    /// Who gets events passed on.
    pub forward: Vec<ForwardSettings>,
    /// The widget's configuration, a file or a folder.
    pub bundle: Option<PathBuf>,
    /// The words around what visitors are told became of their comments.
    pub thanks: Words,
}

impl Settings {
    /// Reads the file, if one is named, and lets the flags have the last word.
    ///
    /// Errors: the file cannot be read or says something it cannot; the message names
    /// the line and what to write instead.
    pub fn read(options: &ServeOptions) -> Result<Self, AppError> {
        let (written, path) = match &options.config {
            None => (Written::default(), Path::new("")),
            Some(path) => {
                let text = std::fs::read_to_string(path).map_err(|error| problem(path, &error))?;
                (toml::from_str(&text).map_err(|error| problem(path, &error))?, path.as_path())
            }
        };
        let default_addr = ADDR.parse().map_err(|error| problem(path, &error))?;
        let terms = terms(&written.keep_days).map_err(|why| problem(path, &why))?;
        let rules = rules(&written).map_err(|why| problem(path, &why))?;
        let forward = forward(&written).map_err(|why| problem(path, &why))?;
        check_words(&written.thanks).map_err(|why| problem(path, &why))?;
        Ok(Self {
            addr: options.addr.or(written.addr).unwrap_or(default_addr),
            data: options.data.clone().or(written.data).unwrap_or_else(|| DATA.into()),
            hosts: [written.hosts, options.hosts.clone()].concat(),
            rules,
            terms,
            log: log(&written.log, &options.log).map_err(|why| problem(path, &why))?,
            forward,
            bundle: options.bundle.clone().or(written.bundle),
            thanks: written.thanks,
        })
    }
}

fn problem(path: &Path, why: &dyn std::fmt::Display) -> AppError {
    AppError::Config { path: path.to_owned(), why: why.to_string().trim_end().to_owned() }
}

fn rules(written: &Written) -> Result<Rules, String> {
    let proxies = Proxies::read(&written.trusted_proxies).map_err(|text| {
        format!(
            "trusted_proxies: \"{text}\" is neither an address nor a network such as 10.0.0.0/8"
        )
    })?;
    let keys = written.intake.keys.iter().map(key).collect::<Result<Vec<_>, _>>()?;
    Ok(Rules {
        proxies,
        keys: Keys::new(keys),
        rates: written.intake.requests_per_second.map_or_else(Rates::default, Rates::new),
        local: match written.access.everyone_signs_in {
            true => Local::SignsIn,
            false => Local::Trusted,
        },
        ..Rules::default()
    })
}

/// Every receiver has a name of its own, because its place on the log has that name.
fn forward(written: &Written) -> Result<Vec<ForwardSettings>, String> {
    let shared = written.forward.iter().map(WrittenForward::settings);
    let leads = written.lead_webhook.iter().map(WrittenWebhook::settings);
    let all = shared.chain(leads).collect::<Result<Vec<_>, _>>()?;
    let mut names: Vec<&str> = all.iter().map(|forward| forward.name.as_str()).collect();
    names.sort_unstable();
    match names.windows(2).find(|pair| pair.first() == pair.last()) {
        None => Ok(all),
        Some(pair) => Err(format!("two receivers are called \"{}\"", pair.first().unwrap_or(&""))),
    }
}

/// Servers of the flag have the last word.
fn log(written: &WrittenLog, servers: &[String]) -> Result<Option<LogSettings>, String> {
    let servers = if servers.is_empty() { written.servers.as_slice() } else { servers };
    let normal = LogSettings::default();
    let stream = written.stream.clone().unwrap_or(normal.stream);
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
    if stream.is_empty() || !stream.chars().all(is_name) {
        return Err(format!("log.stream: \"{stream}\" may have letters, digits, - and _ only"));
    }
    if let Some(server) = servers.iter().find(|server| !is_nats(server)) {
        return Err(format!("\"{server}\" is no server of NATS: nats://10.0.0.1:4222 is one"));
    }
    let settings = LogSettings {
        servers: servers.to_vec(),
        stream,
        replicas: written.replicas.unwrap_or(normal.replicas),
        user: written.user.clone(),
        password_file: written.password_file.clone(),
        authority_file: written.authority_file.clone(),
    };
    Ok((!settings.servers.is_empty()).then_some(settings))
}

fn is_nats(server: &str) -> bool {
    ["nats://", "tls://"].iter().any(|scheme| server.starts_with(scheme))
        // A password in an address would be seen by whoever lists the processes.
        && !server.contains('@')
}

fn key(written: &WrittenKey) -> Result<KeyRule, String> {
    let name = &written.name;
    if written.key.len() < 8 {
        return Err(format!("the key \"{name}\" is shorter than 8 characters"));
    }
    if written.origins.is_empty() && !written.servers {
        return Err(format!(
            "the key \"{name}\" can be used by nobody: give it `origins`, or `servers = true`"
        ));
    }
    if let Some(origin) = written.origins.iter().find(|origin| !is_origin(origin)) {
        return Err(format!(
            "\"{origin}\" is no origin: write it as https://shop.example, without a path or /"
        ));
    }
    Ok(KeyRule {
        name: name.clone(),
        key: written.key.clone(),
        origins: written.origins.clone(),
        servers: written.servers,
        per_minute: written.events_per_minute,
        per_day: written.events_per_day,
    })
}

/// Each stands on a card, where two lines are the most.
fn check_words(words: &Words) -> Result<(), String> {
    let all =
        [("title", &words.title), ("said", &words.said), ("did", &words.did), ("why", &words.why)];
    let is_fit = |text: &str| !text.trim().is_empty() && text.chars().count() <= 120;
    match all.into_iter().find(|(_, text)| !is_fit(text)) {
        None => Ok(()),
        Some((name, _)) => Err(format!("thanks.{name}: write 1 to 120 characters")),
    }
}

/// As a browser sends it: a scheme, a name in lower case, nothing after it.
fn is_origin(text: &str) -> bool {
    let name = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    name.is_some_and(|name| {
        !name.is_empty() && !name.contains('/') && name.to_ascii_lowercase() == name
    })
}

/// 0 keeps a family for good.
fn terms(written: &BTreeMap<String, u32>) -> Result<Vec<Term>, String> {
    if let Some(name) = written.keys().find(|name| catalogue::family_named(name).is_none()) {
        let families: Vec<&str> = catalogue::family_names().collect();
        return Err(format!(
            "keep_days: there is no family \"{name}\"; there are {} and {}",
            families.join(", "),
            catalogue::OTHER
        ));
    }
    let families = catalogue::family_names().chain(std::iter::once(catalogue::OTHER));
    let days = |family: &str| match (written.get(family), family) {
        (Some(days), _) => *days,
        (None, "consent") => RECEIPT_DAYS,
        (None, _) => DAYS,
    };
    Ok(families
        .map(|family| Term { family, days: days(family) })
        .filter(|term| term.days > 0)
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Settings, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("usher.toml");
        std::fs::write(&path, text).unwrap();
        let options = ServeOptions { config: Some(path), ..ServeOptions::default() };
        Settings::read(&options).map_err(|error| error.to_string())
    }

    #[test]
    fn without_a_file_the_desk_is_for_this_machine() {
        let settings = Settings::read(&ServeOptions::default()).unwrap();
        assert_eq!(settings.addr.to_string(), "127.0.0.1:8787");
        assert!(settings.rules.keys.is_open());
        let consent = settings.terms.iter().find(|term| term.family == "consent").unwrap();
        assert_eq!((settings.terms.len(), consent.days), (8, 1_100));
    }

    #[test]
    fn the_example_says_what_is_so_without_it_and_every_line_of_it_works() {
        let settings = read(EXAMPLE).unwrap();
        assert!(settings.rules.keys.is_open());
        let spoken: String =
            EXAMPLE.lines().map(|line| format!("{}\n", line.replacen("#: ", "", 1))).collect();
        let settings = read(&spoken).unwrap();
        assert!(!settings.rules.keys.is_open());
        assert_eq!(settings.rules.local, Local::SignsIn);
    }

    #[test]
    fn flags_have_the_last_word() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("usher.toml");
        std::fs::write(&path, "addr = \"127.0.0.1:1\"\nhosts = [\"a.example\"]").unwrap();
        let options = ServeOptions {
            config: Some(path),
            addr: Some("127.0.0.1:2".parse().unwrap()),
            hosts: vec!["b.example".to_owned()],
            ..ServeOptions::default()
        };
        let settings = Settings::read(&options).unwrap();
        assert_eq!(settings.addr.port(), 2);
        assert_eq!(settings.hosts, ["a.example", "b.example"]);
    }

    #[test]
    fn what_cannot_be_is_named_with_what_to_write_instead() {
        for (text, said) in [
            ("adr = 1", "unknown field `adr`"),
            ("addr = \"here\"", "line 1"),
            ("trusted_proxies = [\"me\"]", "10.0.0.0/8"),
            ("[log]\nservers = [\"nats://anna:pw@a\"]", "no server of NATS"),
            ("[[forward]]\nname = \"a\"\nurl = \"http://a.example\"", "https://"),
            ("[[forward]]\nname = \"a\"\nurl = \"https://b:c@a.example\"", "into a file"),
            ("[log]\nstream = \"a.b\"", "letters, digits"),
            ("[thanks]\ntitle = \"\"", "1 to 120 characters"),
            ("[keep_days]\nmood = 3", "touchpoint, journey"),
            ("[[intake.keys]]\nname = \"a\"\nkey = \"wk\"", "8 characters"),
            ("[[intake.keys]]\nname = \"a\"\nkey = \"wk_12345\"", "`servers = true`"),
            (
                "[[intake.keys]]\nname = \"a\"\nkey = \"wk_12345\"\norigins = [\"https://a.example/\"]",
                "no origin",
            ),
        ] {
            let error = read(text).unwrap_err();
            assert!(error.contains(said), "{text}: {error}");
            assert!(error.contains("usher.toml") && error.contains("Fix:"), "{error}");
        }
    }
}
