//! `cargo xtask …`: everything a person or a machine does with this repository.

mod bench;
mod budget;
mod build;
mod demo;
mod docs;
mod fuzz;
mod licences;
mod part;
mod program;
mod row;
mod score;
mod setup;
mod size;
mod source;
mod stamp;
mod test_run;
mod tidy;
mod toolchain;
mod trunk;
mod workspace;

use std::process::ExitCode;

use anyhow::{Result, bail};
use lexopt::prelude::*;

const HELP: &str = "\
cargo xtask COMMAND

  setup  [build|test|trunk]              install what is missing (default: test)
  build  [--dev] [--plain] [--out DIR]   the widget, ready to serve, in pkg/
  build  --reproduce                     twice, in two folders; compares every byte
  demo   [--port N] [--no-open] [--check]  the demo shop, the widget and the desk
  test   [--only NAME]…                  everything CI runs
  size   [--json]                        bytes per shipped file, with their limits
  bench  [--json]                        instructions per engine step; the widget in a page
         [--desk|--soak|--pages|--beside]  the desk alone; ten minutes; 5 million events; InfluxDB
  score  --pages DIR [--half seen|unseen] [--json]
                                          what is understood of labelled pages
  score  --redaction FILE [--json] [--vocabulary FILE]
                                         what redaction lets through, and what it costs
  score  --search [--misses] [--json]    search beside MiniSearch: what is found, and bytes
  docs                                   write the parts of docs/ that are made from code
  tidy                                   the house rules a compiler cannot see
  trunk-stage                            (called by Trunk's hook)
";

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Runs one command; `false` means it ran and found something wrong.
fn run() -> Result<bool> {
    if std::env::args().skip(1).any(|word| word == "--help" || word == "-h") {
        print!("{HELP}");
        return Ok(true);
    }
    let mut args = lexopt::Parser::from_env();
    let command = match args.next()? {
        Some(Value(command)) => command.string()?,
        None => "help".to_owned(),
        Some(other) => return Err(other.unexpected().into()),
    };
    match command.as_str() {
        "setup" => setup::command(&mut args),
        "build" => build::command(&mut args),
        "demo" => demo::command(&mut args),
        "test" => test_run::command(&mut args),
        "size" => size::command(&mut args),
        "bench" => bench::command(&mut args),
        "score" => score::command(&mut args),
        "docs" => docs::command(&mut args),
        "tidy" => tidy::command(&mut args),
        "trunk-stage" => trunk::command(&mut args),
        "help" => {
            print!("{HELP}");
            Ok(true)
        }
        other => bail!("there is no command `{other}`\n\n{HELP}"),
    }
}
