//! `usher serve`: the desk alone.

use crate::app::{Desk, desk_router, node_router};
use crate::bundle::Bundle;
use crate::cluster::SharedLog;
use crate::config::Settings;
use crate::error::AppError;
use crate::forward::Forwarder;
use crate::gate::HostList;
use crate::intake::Intake;
use crate::intended::Intended;
use crate::keeper::Keeper;
use crate::listener;
use crate::retention;
use crate::rules::Rules;
use crate::store::Store;
use clap::Args;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::sync::watch;

/// What `usher serve` can be told.
#[derive(Clone, Debug, Default, Args)]
pub struct ServeOptions {
    /// A file with these and more settings; `usher config` prints one to begin with
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,

    /// Where to listen [default: 127.0.0.1:8787]
    #[arg(long, value_name = "ADDR:PORT")]
    pub addr: Option<SocketAddr>,

    /// The file events are kept in; made when it is not there [default: usher.db]
    #[arg(long, value_name = "FILE")]
    pub data: Option<PathBuf>,

    /// A name the desk answers to, beside localhost; may be given several times
    #[arg(long = "host", value_name = "NAME")]
    pub hosts: Vec<String>,

    /// Servers of NATS whose log is shared with other programs: each desk draws its own
    /// file from it
    #[arg(long, value_name = "nats://HOST:PORT", value_delimiter = ',')]
    pub log: Vec<String>,

    /// Only take events in and put them on the shared log; keeps no file
    #[arg(long)]
    pub intake_only: bool,

    /// Your configuration of the widget, served at /bundle.json with what visitors are told
    /// became of their comments: a file, or a folder of them
    #[arg(long, value_name = "DIR|FILE")]
    pub bundle: Option<PathBuf>,

    /// The journey as you mean it: which play meets which need at which stage
    #[arg(long, value_name = "FILE")]
    pub intended: Option<PathBuf>,
}

/// Runs the desk until it is asked to stop.
///
/// Errors: the settings, the file or the address cannot be used; the message says what
/// to change.
pub async fn serve(options: ServeOptions) -> Result<(), AppError> {
    let intended = match &options.intended {
        Some(path) => Intended::open(path)?,
        None => Intended::starter(),
    };
    let settings = Settings::read(&options)?;
    if options.intake_only {
        return take_in(settings).await;
    }
    let Settings { addr, data, hosts, rules, terms, log, forward, bundle, thanks } = settings;
    let bundle = Bundle::open(bundle.as_deref(), thanks)?;
    let stopping = stop_signal();
    let store = match log {
        None => Store::open(&data)?,
        Some(log) => {
            let (store, projector) = Store::join(&data, SharedLog::open(&log).await?).await?;
            tokio::spawn(projector.run(stopping.clone()));
            store
        }
    };
    store.be_patient(bundle.patience()).await?;
    let listener = listener::bind(addr).await?;
    let addr = listener.local_addr().map_err(AppError::Start)?;
    greet(&data, addr, &rules);
    let rules = Arc::new(rules);
    for settings in forward {
        let forwarder = Forwarder::new(settings, store.clone(), Arc::clone(&rules))?;
        tokio::spawn(forwarder.run(stopping.clone()));
    }
    let desk = Desk {
        store: store.clone(),
        hosts: Arc::new(HostList::with(&hosts)),
        snippet: snippet(&address(addr)).into(),
        intended: Arc::new(intended),
        bundle: Arc::new(bundle),
        rules,
        stopping,
    };
    tokio::spawn(retention::run(store.clone(), terms, desk.stopping.clone()));
    listener::run(listener, desk_router(desk.clone()), desk).await;
    store.close().await?;
    println!("Stopped. Everything received is in {}.", data.display());
    Ok(())
}

/// Runs a node that keeps nothing.
async fn take_in(settings: Settings) -> Result<(), AppError> {
    let Some(log) = &settings.log else {
        let why = "it keeps nothing itself; name the shared log with --log nats://HOST:PORT";
        return Err(AppError::Unreadable("--intake-only".to_owned(), why.to_owned()));
    };
    let keeper = Keeper::Log(SharedLog::open(log).await?);
    let listener = listener::bind(settings.addr).await?;
    let here = address(listener.local_addr().map_err(AppError::Start)?);
    println!("Events are taken in.");
    println!("  events    POST http://{here}/events");
    println!("  kept by   the log \"{}\" at {}", log.stream, log.servers.join(", "));
    println!("Ctrl-C stops it.");
    let intake = Intake { keeper, rules: Arc::new(settings.rules), stopping: stop_signal() };
    listener::run(listener, node_router(intake.clone()), intake).await;
    println!("Stopped.");
    Ok(())
}

fn greet(data: &Path, addr: SocketAddr, rules: &Rules) {
    let here = address(addr);
    println!("The desk is open.");
    println!("  read      http://{here}/");
    println!("  events    POST http://{here}/events");
    println!("  kept in   {}", data.display());
    if !addr.ip().is_loopback() {
        println!(
            "  note      events are taken from anywhere; whoever reads from another machine \
             signs in with a token (`usher token add`)"
        );
    }
    if !addr.ip().is_loopback() && rules.keys.is_open() {
        println!("  note      there are no write keys: everyone may post (docs/desk.md)");
    }
    println!("Ctrl-C stops it.");
}

/// An address a browser on this machine can open.
fn address(addr: SocketAddr) -> String {
    match addr.ip().is_unspecified() {
        true => format!("127.0.0.1:{}", addr.port()),
        false => addr.to_string(),
    }
}

/// The line a site owner pastes.
pub(crate) fn snippet(desk: &str) -> String {
    format!(
        "<script async src=\"https://YOUR-SHOP/usher/usher.js\"\n        \
         data-endpoint=\"http://{desk}/events\"></script>"
    )
}

/// Turns true on Ctrl-C, and on SIGTERM where there is one.
pub(crate) fn stop_signal() -> watch::Receiver<bool> {
    let (stop, stopping) = watch::channel(false);
    tokio::spawn(async move {
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            () = terminated() => {}
        }
        stop.send_replace(true);
    });
    stopping
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut signals) => {
            signals.recv().await;
        }
        Err(error) => {
            tracing::warn!(%error, "SIGTERM cannot be heard; use Ctrl-C");
            std::future::pending::<()>().await;
        }
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending::<()>().await;
}
