//! The command line.

use crate::check::CheckOptions;
use crate::compile::CompileOptions;
use crate::demo::DemoOptions;
use crate::doctor::DoctorOptions;
use crate::replay::ReplayOptions;
use crate::serve::ServeOptions;
use clap::{Parser, Subcommand, ValueEnum};

/// `usher`: takes in what shops send, and shows it to the people who care.
#[derive(Debug, Parser)]
#[command(
    name = "usher",
    version,
    about = "Usher's companion: try the demo, receive events, read them at the desk",
    arg_required_else_help = true,
    after_help = "Begin here:
  usher demo                 a small shop with the widget, and the desk beside it
  usher serve                the desk alone, for events from your own shop

Then, in your shop:
  <script async src=\"https://YOUR-SHOP/usher/usher.js\" data-endpoint=\"https://YOUR-DESK/events\"></script>"
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,

    /// How the log on stderr is written.
    #[arg(long, global = true, value_enum, default_value = "text", value_name = "FORM")]
    pub log_format: LogFormat,

    /// How much is logged: error, warn, info, debug or trace. Never what events carry.
    #[arg(long, global = true, default_value = "warn", value_name = "LEVEL")]
    pub log: tracing::Level,
}

/// What `usher` can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Receive events and show them at the desk
    #[command(after_help = "Examples:
  usher serve
      events to http://127.0.0.1:8787/events, the desk at http://127.0.0.1:8787/
  usher serve --data /var/lib/usher/shop.db --addr 0.0.0.0:8787 --host desk.shop.example
      events from anywhere; the desk through a reverse proxy on this machine

Try it:
  curl http://127.0.0.1:8787/events -H 'Content-Type: application/cloudevents+json' -d '{
    \"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"https://shop.example/\",
    \"type\":\"usher.touchpoint.view_item\",\"time\":\"2026-11-21T20:00:00Z\",
    \"ushersession\":\"first\",\"data\":{\"items\":[{\"item_name\":\"Wall paint\"}]}}'")]
    Serve(ServeOptions),

    /// Show a demo shop with the widget, and the desk beside it
    #[command(after_help = "Examples:
  usher demo
      the shop at http://127.0.0.1:8787/, the desk at http://127.0.0.1:8788/
  usher demo --data demo.db
      keep what happened for the next time
  usher demo --check
      start on free ports, send one event through everything, stop; exit 0 if it arrived")]
    Demo(DemoOptions),

    /// Check a configuration, and say what is wrong where
    #[command(after_help = "Examples:
  usher check usher.toml
  usher check https://shop.example/usher.config.json
      exit 0 if nothing is wrong, 1 otherwise")]
    Check(CheckOptions),

    /// Make the JSON the widget reads out of what people write
    #[command(after_help = "Examples:
  usher compile usher.toml -o usher.config.json
  usher compile config/ -o usher.config.json
      every .toml and .json file of the folder, joined; a key set twice is a mistake")]
    Compile(CompileOptions),

    /// Play recordings through the engine, or compare two configurations on them
    #[command(after_help = "Examples:
  usher replay visit.journey --trace
      what came out at each moment, and the rules that were looked at
  curl http://127.0.0.1:8787/api/events > visits.jsonl
  usher replay visits.jsonl --config now.toml --against new.toml
      which moments the new configuration changes")]
    Replay(ReplayOptions),

    /// Send a test event to an endpoint, and say in plain words what came of it
    #[command(after_help = "Example:
  usher doctor --endpoint https://desk.shop.example/events --origin https://shop.example")]
    Doctor(DoctorOptions),
}

/// How the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// One line for people.
    Text,
    /// One JSON object a line, for machines.
    Json,
}
