//! The program `usher`.

use clap::Parser;
use std::process::ExitCode;
use usher_desk::cli::{Cli, Command, LogFormat};
use usher_desk::{AppError, demo, serve, upkeep};

fn main() -> ExitCode {
    let cli = Cli::parse();
    start_log(&cli);
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
        Command::Backup(options) => upkeep::backup(&options),
        Command::Verify(options) => upkeep::verify(&options),
        Command::Rebuild(options) => upkeep::rebuild(options).await,
        Command::Erase(options) => upkeep::erase(options).await,
    }
}

fn start_log(cli: &Cli) {
    let log = tracing_subscriber::fmt().with_writer(std::io::stderr).with_max_level(cli.log);
    match cli.log_format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().init(),
    }
}
