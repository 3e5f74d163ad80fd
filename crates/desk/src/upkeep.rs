//! The commands that look after a store: rebuild, backup, verify, erase.

use crate::error::AppError;
use crate::store::{self, Findings, Store, token_hash};
use clap::Args;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// What every command that works on a store is told.
#[derive(Clone, Debug, Args)]
pub struct StoreOptions {
    /// The file events are kept in
    #[arg(long, default_value = "usher.db", value_name = "FILE")]
    pub data: PathBuf,
}

/// What `usher backup` can be told.
#[derive(Clone, Debug, Args)]
pub struct BackupOptions {
    /// The store to copy; it may be in use
    #[command(flatten)]
    pub store: StoreOptions,

    /// The copy; must not exist yet
    #[arg(value_name = "COPY")]
    pub to: PathBuf,
}

/// What `usher erase` can be told.
#[derive(Clone, Debug, Args)]
pub struct EraseOptions {
    /// The store to erase from; it may be in use
    #[command(flatten)]
    pub store: StoreOptions,

    /// The visitor's `subject`, or the hash their events carry as `ushererase`;
    /// without it, the erase token is read from standard input
    #[arg(long, value_name = "SUBJECT")]
    pub subject: Option<String>,
}

/// Draws everything the desk shows anew from the log.
///
/// Errors: the store cannot be used.
pub async fn rebuild(options: StoreOptions) -> Result<(), AppError> {
    let store = open(&options.data)?;
    let (began, events) = (Instant::now(), *store.latest().borrow());
    store.rebuild().await?;
    store.close().await?;
    println!("Drawn anew from the log, up to event {events}, in {:.1?}.", began.elapsed());
    Ok(())
}

/// Copies a store, also while it is in use.
///
/// Errors: the copy cannot be written, or is not whole.
pub fn backup(options: &BackupOptions) -> Result<(), AppError> {
    let bytes = store::backup(&existing(&options.store.data)?, &options.to)?;
    let findings = store::verify(&options.to)?;
    println!(
        "Copied {} events, {} KiB, to {}.",
        findings.events,
        bytes / 1024,
        options.to.display()
    );
    whole(&findings, &options.to)
}

/// Looks whether a store is whole, also while it is in use.
///
/// Errors: it is not; what was found is printed.
pub fn verify(options: &StoreOptions) -> Result<(), AppError> {
    let findings = store::verify(&existing(&options.data)?)?;
    let chain = &findings.chain;
    println!("Events            {}", findings.events);
    println!("Consent receipts  {} in the chain, {} of them erased", chain.receipts, chain.gone);
    println!("End of the chain  {}", chain.head);
    whole(&findings, &options.data)
}

/// Erases a visitor on the owner's word.
///
/// Errors: the store cannot be used, or something was left.
pub async fn erase(options: EraseOptions) -> Result<(), AppError> {
    let hash = match options.subject {
        Some(subject) => subject,
        None => token_hash(read_token()?.trim()),
    };
    let store = open(&options.store.data)?;
    let erased = store.erase(hash.clone()).await?;
    let left = store.count_of_visitor(hash).await?;
    store.close().await?;
    println!("Erased {erased} events; {left} are left.");
    match erased {
        0 => Err(AppError::NotFound("there is no event of this visitor")),
        _ => Ok(()),
    }
}

/// Not on the command line, where every user of the machine could read it.
fn read_token() -> Result<String, AppError> {
    let mut token = String::new();
    std::io::stdin().lock().take(4096).read_to_string(&mut token).map_err(AppError::Start)?;
    Ok(token)
}

fn open(path: &Path) -> Result<Store, AppError> {
    Store::open(&existing(path)?)
}

/// Opening makes what is not there; these commands must not.
fn existing(path: &Path) -> Result<PathBuf, AppError> {
    match path.is_file() {
        true => Ok(path.to_owned()),
        false => Err(AppError::NoStore { path: path.to_owned() }),
    }
}

fn whole(findings: &Findings, path: &Path) -> Result<(), AppError> {
    for problem in &findings.problems {
        println!("  - {problem}");
    }
    match findings.problems.len() {
        0 => {
            println!("{} is whole.", path.display());
            Ok(())
        }
        count => Err(AppError::NotWhole { path: path.to_owned(), count }),
    }
}
