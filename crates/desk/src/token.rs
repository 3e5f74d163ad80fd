//! `usher token`: tokens for readers on other machines and for programs.

use crate::access::Scope;
use crate::error::AppError;
use crate::export::rfc3339;
use crate::store::{Store, TokenRecord};
use crate::upkeep::StoreOptions;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use clap::{Args, Subcommand};

/// What `usher token` can do.
#[derive(Clone, Debug, Subcommand)]
pub enum TokenCommand {
    /// Make a token and print it, this once
    Add(AddOptions),
    /// List the tokens by name
    List(StoreOptions),
    /// Take a token back; whoever has it is out with the next request
    Remove(RemoveOptions),
}

/// What `usher token add` can be told.
#[derive(Clone, Debug, Args)]
pub struct AddOptions {
    /// Whose it is or what for, such as "anna" or "warehouse"
    #[arg(value_name = "NAME")]
    pub name: String,

    /// What it allows
    #[arg(long, value_enum, default_value = "read", value_name = "SCOPE")]
    pub scope: Scope,

    /// The desk's store; it may be in use
    #[command(flatten)]
    pub store: StoreOptions,
}

/// What `usher token remove` can be told.
#[derive(Clone, Debug, Args)]
pub struct RemoveOptions {
    /// The token's name
    #[arg(value_name = "NAME")]
    pub name: String,

    /// The desk's store; it may be in use
    #[command(flatten)]
    pub store: StoreOptions,
}

/// Carries out a command.
///
/// Errors: the store cannot be used, or the name is taken or not there.
pub async fn token(command: TokenCommand) -> Result<(), AppError> {
    match command {
        TokenCommand::Add(options) => add(options).await,
        TokenCommand::List(options) => list(options).await,
        TokenCommand::Remove(options) => remove(options).await,
    }
}

async fn add(options: AddOptions) -> Result<(), AppError> {
    let store = Store::open(&options.store.data)?;
    let secret = secret()?;
    let made_millis = jiff::Timestamp::now().as_millisecond();
    let record = TokenRecord { name: options.name.clone(), scope: options.scope, made_millis };
    let is_added = store.add_token(record, secret.clone()).await?;
    store.close().await?;
    if !is_added {
        return Err(AppError::TokenExists);
    }
    println!("{secret}");
    eprintln!("Note it down now: only its hash is kept. It allows: {}.", options.scope.name());
    eprintln!("  programs   Authorization: Bearer {secret}");
    eprintln!("  people     open /sign-in and paste it");
    Ok(())
}

async fn list(options: StoreOptions) -> Result<(), AppError> {
    let store = Store::open(&options.data)?;
    for token in store.tokens().await? {
        println!("{:<10} {}  {}", token.scope.name(), rfc3339(token.made_millis), token.name);
    }
    store.close().await
}

async fn remove(options: RemoveOptions) -> Result<(), AppError> {
    let store = Store::open(&options.store.data)?;
    let is_removed = store.remove_token(options.name).await?;
    store.close().await?;
    match is_removed {
        true => Ok(()),
        false => Err(AppError::NotFound("there is no token of that name; see `usher token list`")),
    }
}

/// 256 random bits. The beginning lets a search for leaked secrets find it.
pub(crate) fn secret() -> Result<String, AppError> {
    let mut bits = [0; 32];
    getrandom::fill(&mut bits).map_err(|error| AppError::Start(error.into()))?;
    Ok(format!("usher_{}", BASE64_URL_SAFE_NO_PAD.encode(bits)))
}
