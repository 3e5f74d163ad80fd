//! The program `usher`.

use clap::Parser;
use std::process::ExitCode;
use usher_desk::cli::{Cli, Command, LogFormat};
use usher_desk::{AppError, check, compile, demo, doctor, replay, serve};

fn main() -> ExitCode {
    let cli = Cli::parse();
    start_log(&cli);
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
        Command::Check(options) => check::check(&options),
        Command::Compile(options) => compile::compile(&options),
        Command::Replay(options) => replay::replay(&options),
        Command::Doctor(options) => doctor::doctor(&options),
    }
}

fn wait_for(work: impl Future<Output = Result<(), AppError>>) -> Result<bool, AppError> {
    let runtime = tokio::runtime::Runtime::new().map_err(AppError::Start)?;
    runtime.block_on(work).map(|()| true)
}

fn start_log(cli: &Cli) {
    let log = tracing_subscriber::fmt().with_writer(std::io::stderr).with_max_level(cli.log);
    match cli.log_format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().init(),
    }
}
