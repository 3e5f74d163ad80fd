//! `usher demo`: a shop with the widget, and the desk beside it, in one process.

mod check;
mod shop;

pub use shop::shop_router;

use crate::app::{Desk, desk_router};
use crate::bundle::Bundle;
use crate::error::AppError;
use crate::example::{self, Examples};
use crate::gate::HostList;
use crate::intended::Intended;
use crate::listener;
use crate::serve::{snippet, stop_signal};
use crate::store::Store;
use clap::Args;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// What `usher demo` can be told.
#[derive(Clone, Debug, Args)]
pub struct DemoOptions {
    /// The shop's port; the desk takes the next one
    #[arg(long, default_value_t = 8787, value_name = "PORT")]
    pub port: u16,

    /// The folder of the built widget, served at /usher/
    #[arg(long, default_value = "pkg", value_name = "DIR")]
    pub pkg: PathBuf,

    /// The folder of the shop, served at /
    #[arg(long, default_value = "www/shop", value_name = "DIR")]
    pub shop: PathBuf,

    /// The file events are kept in; without it they are gone at the end
    #[arg(long, value_name = "FILE")]
    pub data: Option<PathBuf>,

    /// Start on free ports, send one event through everything, and stop
    #[arg(long)]
    pub check: bool,

    /// About how many generated events the desk begins with; 0 for an empty one
    #[arg(long, default_value_t = 120_000, value_name = "N")]
    pub examples: usize,

    /// Do not open a browser
    #[arg(long)]
    pub no_open: bool,
}

/// Both doors of the demo.
struct Doors {
    shop: TcpListener,
    desk: TcpListener,
}

/// Where both doors are.
#[derive(Clone, Copy, Debug)]
struct Addresses {
    shop: SocketAddr,
    desk: SocketAddr,
}

/// Runs the demo until it is asked to stop, or checks it and returns.
///
/// Errors: a port or folder cannot be used, or the check failed; the message says
/// what to change.
pub async fn demo(options: DemoOptions) -> Result<(), AppError> {
    if !options.shop.is_dir() {
        return Err(AppError::NoShop(options.shop));
    }
    let (store, _folder) = open_store(options.data.as_deref())?;
    let bundle = Bundle::default();
    store.be_patient(bundle.patience()).await?;
    let doors = Doors::open(&options).await?;
    let addresses = doors.addresses()?;
    let desk = Desk {
        store,
        hosts: Arc::new(HostList::default()),
        snippet: snippet(&addresses.desk.to_string()).into(),
        intended: Arc::new(Intended::example()),
        bundle: Arc::new(bundle),
        rules: Arc::default(),
        stopping: stop_signal(),
    };
    if options.check {
        return checked(doors, desk, &options).await;
    }
    let is_filled = options.examples > 0 && !desk.store.has_examples().await?;
    greet(&options, addresses, is_filled);
    if is_filled {
        // Beside the doors: nobody has to wait for it.
        tokio::spawn(fill(desk.store.clone(), options.examples, desk.stopping.clone()));
    }
    if !options.no_open {
        open_browser(&format!("http://{}/", addresses.shop));
    }
    let store = desk.store.clone();
    run(doors, desk, &options).await;
    store.close().await?;
    println!("Stopped.");
    Ok(())
}

impl Doors {
    async fn open(options: &DemoOptions) -> Result<Self, AppError> {
        let (shop, desk) = match options.check {
            true => (0, 0),
            false => {
                let port = options.port;
                let next = port.checked_add(1).ok_or(AppError::NoNextPort(port))?;
                (port, next)
            }
        };
        let local = |port| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        Ok(Self {
            shop: listener::bind(local(shop)).await?,
            desk: listener::bind(local(desk)).await?,
        })
    }

    fn addresses(&self) -> Result<Addresses, AppError> {
        Ok(Addresses {
            shop: self.shop.local_addr().map_err(AppError::Start)?,
            desk: self.desk.local_addr().map_err(AppError::Start)?,
        })
    }
}

async fn run(doors: Doors, desk: Desk, options: &DemoOptions) {
    let shop = shop_router(desk.clone(), &options.shop, &options.pkg);
    tokio::join!(
        listener::run(doors.shop, shop, desk.clone()),
        listener::run(doors.desk, desk_router(desk.clone()), desk),
    );
}

async fn checked(doors: Doors, desk: Desk, options: &DemoOptions) -> Result<(), AppError> {
    let addresses = doors.addresses()?;
    let (stop, stopping) = watch::channel(false);
    let desk = Desk { stopping, ..desk };
    let check = async {
        let result = check::check(addresses).await;
        stop.send_replace(true);
        result
    };
    let (result, ()) = tokio::join!(check, run(doors, desk, options));
    result?;
    println!("The demo works: shop, widget, intake, desk and live stream answered.");
    Ok(())
}

/// The store, and the folder that holds it when it is not to be kept.
fn open_store(data: Option<&Path>) -> Result<(Store, Option<TempDir>), AppError> {
    if let Some(path) = data {
        return Ok((Store::open(path)?, None));
    }
    let folder = TempDir::with_prefix("usher-demo-").map_err(AppError::Start)?;
    let store = Store::open(&folder.path().join("demo.db"))?;
    Ok((store, Some(folder)))
}

/// Fills the desk with example data, so that there is something to read at once. A kept
/// file that has some already is left as it is.
async fn fill(store: Store, events: usize, mut stopping: watch::Receiver<bool>) {
    let now = jiff::Timestamp::now().as_millisecond();
    let wanted = Examples { events, ..Examples::default() };
    let filled = tokio::select! {
        filled = example::fill(&store, wanted, now) => filled,
        _ = stopping.wait_for(|stop| *stop) => return,
    };
    if let Err(error) = filled {
        tracing::warn!(%error, "the desk was not filled with example data");
    }
}

fn greet(options: &DemoOptions, addresses: Addresses, is_filled: bool) {
    println!("The demo is open.");
    println!("  shop   http://{}/   look around, allow the sharing of visits", addresses.shop);
    println!("  desk   http://{}/   watch it arrive", addresses.desk);
    if is_filled {
        println!("         it fills itself with example data now, marked so; the desk can hide it");
    }
    if !options.pkg.join("usher.js").is_file() {
        println!(
            "  note   there is no widget at {}; build it with `cargo xtask build`",
            options.pkg.display()
        );
    }
    println!("Ctrl-C stops it.");
}

/// Opens the shop where a desktop offers a way to; a missing one is no error.
fn open_browser(url: &str) {
    let opener = match cfg!(target_os = "macos") {
        true => "open",
        false => "xdg-open",
    };
    let opened = Command::new(opener)
        .arg(url)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    if let Err(error) = opened {
        tracing::debug!(%error, "no browser was opened");
    }
}
