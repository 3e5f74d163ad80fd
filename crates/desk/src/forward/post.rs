//! One request of a forwarder.

use super::address::Checked;
use super::settings::ForwardSettings;
use crate::error::AppError;
use crate::secret::Secret;
use std::time::Duration;
use ureq::Agent;
use ureq::unversioned::resolver::Resolver;
use ureq::unversioned::transport::DefaultConnector;

/// How long a receiver may take for a whole request.
const PATIENCE: Duration = Duration::from_secs(15);

/// Where events are posted.
#[derive(Debug)]
pub(super) struct Receiver {
    agent: Agent,
    url: String,
    secret: Option<Secret>,
}

/// What a receiver answered, when it need not be asked again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It has the events.
    Taken,
    /// It does not want these, now or later; the status.
    Refused(u16),
}

impl Receiver {
    pub(super) fn new(settings: &ForwardSettings, names: impl Resolver) -> Result<Self, AppError> {
        let config = Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .http_status_as_error(false)
            // A redirect would lead where nobody looked.
            .max_redirects(0)
            // A proxy of the environment would look the name up itself.
            .proxy(None)
            // Each request looks its name up and is checked.
            .max_idle_connections(0)
            .user_agent(concat!("usher/", env!("CARGO_PKG_VERSION")))
            .build();
        let names = Checked { names, allowed: settings.allow.clone() };
        Ok(Self {
            agent: Agent::with_parts(config, DefaultConnector::default(), names),
            url: settings.url.clone(),
            secret: settings.secret_file.as_deref().map(Secret::read).transpose()?,
        })
    }

    /// Posts; the answer's body is not read. Errors: why to try again later.
    pub(super) fn post(&self, media_type: &str, body: &str) -> Result<Fate, String> {
        let mut request = self.agent.post(&self.url).header("content-type", media_type);
        if let Some(secret) = &self.secret {
            request = request.header("authorization", format!("Bearer {}", secret.reveal()));
        }
        let answer = request.send(body).map_err(|error| error.to_string())?;
        match answer.status().as_u16() {
            200..=299 => Ok(Fate::Taken),
            // About these events; others are about the receiver, and pass or are mended.
            status @ (400 | 413 | 415 | 422) => Ok(Fate::Refused(status)),
            status => Err(format!("the receiver answered {status}")),
        }
    }
}
