//! What the owner says about a receiver.

use crate::catalogue;
use crate::store::Row;
use ipnet::IpNet;
use serde::Deserialize;
use std::net::IpAddr;
use std::path::PathBuf;

/// Events of one request; a receiver of leads gets them one by one.
const PER_REQUEST: usize = 100;

/// A receiver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForwardSettings {
    /// Its name; also that of its place on the log.
    pub name: String,
    /// Where to post.
    pub url: String,
    /// What it gets.
    pub what: What,
    /// The file with the token it is shown.
    pub secret_file: Option<PathBuf>,
    /// Private addresses it may be at.
    pub allow: Vec<IpNet>,
}

/// What a receiver gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// Events under `share`, of these families; of all when none is named.
    Shared(Vec<&'static str>),
    /// Leads: what a visitor handed to a person, and under `share` who qualified.
    Leads,
}

impl What {
    pub(super) fn wants(&self, row: &Row) -> bool {
        match self {
            Self::Shared(families) => {
                families.is_empty() || families.contains(&row.family.as_str())
            }
            Self::Leads => row.family == "lead",
        }
    }

    pub(super) fn per_request(&self) -> usize {
        match self {
            Self::Shared(_) => PER_REQUEST,
            Self::Leads => 1,
        }
    }

    pub(super) fn media_type(&self) -> &'static str {
        match self {
            Self::Shared(_) => "application/cloudevents-batch+json",
            Self::Leads => "application/cloudevents+json",
        }
    }

    pub(super) fn body(&self, events: &[String]) -> String {
        match self {
            Self::Shared(_) => format!("[{}]", events.join(",")),
            Self::Leads => events.concat(),
        }
    }
}

/// `[[forward]]` as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenForward {
    name: String,
    url: String,
    #[serde(default)]
    families: Vec<String>,
    secret_file: Option<PathBuf>,
    #[serde(default)]
    allow: Vec<String>,
}

/// `[[lead_webhook]]` as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenWebhook {
    name: String,
    url: String,
    secret_file: Option<PathBuf>,
    #[serde(default)]
    allow: Vec<String>,
}

impl WrittenForward {
    /// Errors: what cannot be, and what to write instead.
    pub(crate) fn settings(&self) -> Result<ForwardSettings, String> {
        let family = |name: &String| {
            catalogue::family_named(name)
                .ok_or_else(|| format!("forward \"{}\": there is no family \"{name}\"", self.name))
        };
        let families = self.families.iter().map(family).collect::<Result<_, _>>()?;
        settings(ForwardSettings {
            name: self.name.clone(),
            url: self.url.clone(),
            what: What::Shared(families),
            secret_file: self.secret_file.clone(),
            allow: networks(&self.name, &self.allow)?,
        })
    }
}

impl WrittenWebhook {
    /// Errors: what cannot be, and what to write instead.
    pub(crate) fn settings(&self) -> Result<ForwardSettings, String> {
        settings(ForwardSettings {
            name: self.name.clone(),
            url: self.url.clone(),
            what: What::Leads,
            secret_file: self.secret_file.clone(),
            allow: networks(&self.name, &self.allow)?,
        })
    }
}

fn settings(settings: ForwardSettings) -> Result<ForwardSettings, String> {
    let ForwardSettings { name, url, allow, .. } = &settings;
    let host = url.split_once("://").map(|(_, rest)| rest.split('/').next().unwrap_or_default());
    // Inside a network of the owner's, where its address is listed, there may be no TLS.
    let is_plain = url.starts_with("http://") && !allow.is_empty();
    if !url.starts_with("https://") && !is_plain {
        return Err(format!(
            "forward \"{name}\": the url begins with https:// (or http://, when `allow` lists \
             the private address it is at)"
        ));
    }
    match host {
        Some(host) if !host.is_empty() && !host.contains('@') => Ok(settings),
        _ => Err(format!("forward \"{name}\": put the secret into a file, not into the url")),
    }
}

fn networks(name: &str, list: &[String]) -> Result<Vec<IpNet>, String> {
    let network = |text: &String| {
        text.parse::<IpNet>().or_else(|_| text.parse::<IpAddr>().map(IpNet::from)).map_err(|_| {
            format!("forward \"{name}\": \"{text}\" is no address or network such as 10.0.0.0/8")
        })
    };
    list.iter().map(network).collect()
}
