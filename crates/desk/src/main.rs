//! The program `usher`.

use clap::Parser;
use std::process::ExitCode;
use usher_desk::cli::{Cli, Command};
use usher_desk::{AppError, config, demo, log, serve, token, upkeep};

fn main() -> ExitCode {
    let cli = Cli::parse();
    log::start(cli.log, cli.log_format);
    let done = tokio::runtime::Runtime::new()
        .map_err(AppError::Start)
        .and_then(|runtime| runtime.block_on(run(cli.command)));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("usher: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command) -> Result<(), AppError> {
    match command {
        Command::Serve(options) => serve::serve(options).await,
        Command::Demo(options) => demo::demo(options).await,
        Command::Config => {
            print!("{}", config::EXAMPLE);
            Ok(())
        }
        Command::Token(command) => token::token(command).await,
        Command::Backup(options) => upkeep::backup(&options),
        Command::Verify(options) => upkeep::verify(&options),
        Command::Rebuild(options) => upkeep::rebuild(options).await,
        Command::Erase(options) => upkeep::erase(options).await,
    }
}
