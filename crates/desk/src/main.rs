//! The program `usher`.

use clap::Parser;
use std::process::ExitCode;
use usher_desk::cli::{Cli, Command};
use usher_desk::{
    AppError, bundle, check, compile, config, demo, doctor, log, replay, serve, token, upkeep,
    warehouse,
};

fn main() -> ExitCode {
    let cli = Cli::parse();
    log::start(cli.log_level, cli.log_format);
    match run(cli.command) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("usher: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Runs one command; `false` means it ran and found something wrong.
fn run(command: Command) -> Result<bool, AppError> {
    match command {
        Command::Serve(options) => wait_for(serve::serve(options)),
        Command::Demo(options) => wait_for(demo::demo(options)),
        Command::Config => {
            print!("{}", config::EXAMPLE);
            Ok(true)
        }
        Command::Token(command) => wait_for(token::token(command)),
        Command::Backup(options) => upkeep::backup(&options).map(|()| true),
        Command::Export(options) => warehouse::export(&options).map(|()| true),
        Command::Verify(options) => upkeep::verify(&options).map(|()| true),
        Command::Rebuild(options) => wait_for(upkeep::rebuild(options)),
        Command::Erase(options) => wait_for(upkeep::erase(options)),
        Command::Check(options) => check::check(&options),
        Command::Compile(options) => compile::compile(&options),
        Command::Bundle(options) => wait_for(bundle::bundle(options)),
        Command::Replay(options) => replay::replay(&options),
        Command::Doctor(options) => doctor::doctor(&options),
    }
}

fn wait_for(work: impl Future<Output = Result<(), AppError>>) -> Result<bool, AppError> {
    let runtime = tokio::runtime::Runtime::new().map_err(AppError::Start)?;
    runtime.block_on(work).map(|()| true)
}
