//! The command line.

use crate::bundle::BundleOptions;
use crate::check::CheckOptions;
use crate::compile::CompileOptions;
use crate::demo::DemoOptions;
use crate::doctor::DoctorOptions;
use crate::replay::ReplayOptions;
use crate::serve::ServeOptions;
use crate::token::TokenCommand;
use crate::upkeep::{BackupOptions, EraseOptions, StoreOptions};
use crate::warehouse::ExportOptions;
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
    pub log_level: tracing::Level,
}

/// What `usher` can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Receive events and show them at the desk
    #[command(after_help = "Examples:
  usher serve
      events to http://127.0.0.1:8787/events, the desk at http://127.0.0.1:8787/
  usher serve --data /var/lib/usher/shop.db --addr 0.0.0.0:8787 --host desk.shop.example
      events from anywhere; the desk for those who sign in (`usher token add`)
  usher serve --log nats://10.0.0.1:4222,nats://10.0.0.2:4222 --intake-only
      one of several that put events on a shared log (docs/desk-scaling.md)
  usher config > usher.toml && usher serve --config usher.toml
      with write keys, trusted proxies and how long events are kept

Try it:
  curl http://127.0.0.1:8787/events -H 'Content-Type: application/cloudevents+json' -d '{
    \"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"https://shop.example/\",
    \"type\":\"usher.touchpoint.view_item\",\"time\":\"2026-11-21T20:00:00Z\",
    \"ushersession\":\"first\",\"data\":{\"items\":[{\"item_name\":\"Wall paint\"}]}}'")]
    Serve(ServeOptions),

    /// Print a configuration file with every setting explained
    #[command(after_help = "Example:
  usher config > usher.toml
  usher serve --config usher.toml")]
    Config,

    /// Make, list and take back tokens for readers on other machines and for programs
    #[command(
        subcommand,
        after_help = "Examples:
  usher token add anna --data shop.db
      prints a token, this once; anna opens https://YOUR-DESK/sign-in and pastes it
  usher token add warehouse --data shop.db
      curl -H \"Authorization: Bearer TOKEN\" https://YOUR-DESK/api/events?after=0
  usher token add prometheus --scope metrics --data shop.db"
    )]
    Token(TokenCommand),

    /// Show a demo shop with the widget, and the desk beside it
    #[command(after_help = "Examples:
  usher demo
      the shop at http://127.0.0.1:8787/, the desk at http://127.0.0.1:8788/
  usher demo --data demo.db
      keep what happened for the next time
  usher demo --check
      start on free ports, send one event through everything, stop; exit 0 if it arrived")]
    Demo(DemoOptions),

    /// Check configuration and articles, and say what is wrong where
    #[command(after_help = "Examples:
  usher check usher.toml
  usher check https://shop.example/usher.config.json
  usher check content/ --site www --strict
      every file of the folder; links and pictures are looked for in www, and what is not
      translated is a mistake
      exit 0 if nothing is wrong, 1 otherwise")]
    Check(CheckOptions),

    /// Make the JSON the widget reads out of what people write
    #[command(after_help = "Examples:
  usher compile usher.toml -o usher.config.json
  usher compile config/ -o usher.config.json
      every .toml and .json file of the folder, joined; a key set twice is a mistake
  usher compile content/ --content www --site www
      every .md file of the folder, and of those in it, becomes an article:
      www/usher_content.json names the languages, www/usher_content.en.json is one of them

An article, content/returns.md; in German it is content/returns.de.md:
  +++
  title = \"Returns\"
  summary = \"Thirty days for anything unopened.\"
  keywords = [\"send back\", \"refund\"]
  +++

  You have **30 days**. Paint that we mixed for you is [another matter](mixed-paint.md).

  ![An unopened tin](/images/tin.svg#640x480)

A guide has kind = \"guide\" in its front matter, and each heading begins a step:
  ## Choose the size {data-usher=size}
      in the page, <select data-usher=\"size\"> is what the step is about

docs/content.md teaches the rest.")]
    Compile(CompileOptions),

    /// Write the configuration the widget reads, with what visitors are told became of comments
    #[command(after_help = "Examples:
  usher bundle --data shop.db --bundle usher.config.toml -o www/usher.config.json
      your configuration, and a play with what was published on the page Voice
  usher serve --bundle usher.config.toml
      the same at http://127.0.0.1:8787/bundle.json, always the newest")]
    Bundle(BundleOptions),

    /// Play recordings through the engine, or compare two configurations on them
    #[command(after_help = "Examples:
  usher replay visit.journey --trace
      what came out at each moment, and the rules that were looked at
  curl http://127.0.0.1:8787/api/events > visits.jsonl
  usher replay visits.jsonl --config now.toml --against new.toml
      which moments the new configuration changes")]
    Replay(ReplayOptions),

    /// Send a test event to an endpoint, and say in plain words what came of it
    #[command(after_help = "Examples:
  usher doctor https://shop.example/paint/juniper.html
      what the widget understands of this page, from which evidence, and what would help
  usher doctor --endpoint https://desk.shop.example/events --origin https://shop.example
  usher doctor --endpoint https://desk.shop.example/events --origin https://shop.example \\
      https://shop.example/ --data /var/lib/usher/usher.db
      also whether the page's policy lets the widget work, and how the disk is")]
    Doctor(DoctorOptions),

    /// Copy a store, also while it is in use
    #[command(after_help = "Example:
  usher backup --data /var/lib/usher/shop.db /backup/shop-monday.db
      one compact file, checked after it was written; exit 0 if it is whole")]
    Backup(BackupOptions),

    /// Write the log into a file for a warehouse, also while the store is in use
    #[command(after_help = "Examples:
  usher export --data shop.db --format parquet shop.parquet
  usher export --data shop.db --format parquet --after 120000 shop-2.parquet
      only what is new; each export says where the next one goes on
  usher export --data shop.db - | gzip > shop.ndjson.gz")]
    Export(ExportOptions),

    /// Look whether a store is whole: the file, what is drawn from it, the consent receipts
    #[command(after_help = "Example:
  usher verify --data /backup/shop-monday.db
      exit 0 if it is whole; otherwise what was found, and exit 1
      note the end of the chain down elsewhere: it shows later whether receipts were changed")]
    Verify(StoreOptions),

    /// Draw everything the desk shows anew from the log
    #[command(after_help = "Example:
  usher rebuild --data /var/lib/usher/shop.db
      a desk that is open meanwhile asks senders to come back; nothing is lost")]
    Rebuild(StoreOptions),

    /// Erase everything of one visitor
    #[command(after_help = "Examples:
  usher erase --data shop.db < token.txt
      by the erase token, which the visitor's panel shows
  usher erase --data shop.db --subject 5d0c8d0c-43a5-4ab5-8a51-0f5f1f0a9c02
      by the subject of their events")]
    Erase(EraseOptions),
}

/// How the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// One line for people.
    Text,
    /// One JSON object a line, for machines.
    Json,
}
