//! The way to the shared log.

use super::message::subjects;
use crate::error::AppError;
use crate::secret::Secret;
use async_nats::jetstream::{self, stream};
use async_nats::{ConnectOptions, ServerAddr};
use std::path::PathBuf;
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// How long the log remembers the ids of what it took: a sender that was not answered
/// tries again within seconds. A repetition that comes later is found by the desks, which
/// keep an event once for good.
const REMEMBERS: Duration = Duration::from_secs(120);

/// How long the log may take to answer before it is asked again, perhaps by another way.
const ANSWER: Duration = Duration::from_secs(2);

/// How long a program waits for the log when it starts.
const START: Duration = Duration::from_secs(30);

/// Before it is asked again.
const PAUSE: Duration = Duration::from_millis(300);

/// Where the shared log is and what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogSettings {
    /// Servers, such as `nats://10.0.0.1:4222`.
    pub servers: Vec<String>,
    /// Its name.
    pub stream: String,
    /// How many servers hold a copy.
    pub replicas: usize,
    /// Who connects.
    pub user: Option<String>,
    /// The file with the password.
    pub password_file: Option<PathBuf>,
    /// The file with the certificate of the authority that signed the servers' own.
    pub authority_file: Option<PathBuf>,
}

impl Default for LogSettings {
    fn default() -> Self {
        Self {
            servers: Vec::new(),
            stream: "usher".to_owned(),
            replicas: 3,
            user: None,
            password_file: None,
            authority_file: None,
        }
    }
}

pub(super) async fn open(settings: &LogSettings) -> Result<jetstream::Context, AppError> {
    let servers = settings.servers.join(",");
    let problem = |why: String| AppError::Unreadable(format!("the log at {servers}"), why);
    let addresses: Vec<ServerAddr> = settings
        .servers
        .iter()
        .map(|server| server.parse().map_err(|error| problem(format!("{error}"))))
        .collect::<Result<_, _>>()?;
    let until = Instant::now() + START;
    // Servers that are started together with this program do not listen yet.
    let client = loop {
        match options(settings)?.connect(addresses.clone()).await {
            Ok(client) => break client,
            Err(error) if Instant::now() > until => {
                return Err(problem(format!("{error}; does nats-server run there?")));
            }
            Err(_) => sleep(PAUSE).await,
        }
    };
    let context = jetstream::ContextBuilder::new().timeout(ANSWER).ack_timeout(ANSWER);
    let context = context.build(client);
    // Nor have they chosen who leads.
    loop {
        match context.get_or_create_stream(wanted(settings)).await {
            Ok(_) => return Ok(context),
            Err(error) if Instant::now() > until => {
                return Err(problem(format!(
                    "{error}; JetStream has to be on, with at least {} servers",
                    settings.replicas
                )));
            }
            Err(_) => sleep(PAUSE).await,
        }
    }
}

fn wanted(settings: &LogSettings) -> stream::Config {
    stream::Config {
        name: settings.stream.clone(),
        description: Some("events of Usher; see docs/desk-scaling.md".to_owned()),
        subjects: subjects(&settings.stream),
        num_replicas: settings.replicas,
        storage: stream::StorageType::File,
        duplicate_window: REMEMBERS,
        ..stream::Config::default()
    }
}

fn options(settings: &LogSettings) -> Result<ConnectOptions, AppError> {
    let mut options = ConnectOptions::new().name("usher").connection_timeout(ANSWER);
    if let (Some(user), Some(file)) = (&settings.user, &settings.password_file) {
        options = options.user_and_password(user.clone(), Secret::read(file)?.reveal().to_owned());
    }
    if let Some(file) = &settings.authority_file {
        options = options.add_root_certificates(file.clone()).require_tls(true);
    }
    Ok(options)
}
