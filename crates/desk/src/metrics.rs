//! Figures about the desk itself, in the text format of Prometheus.

use prometheus_client::encoding::{EncodeLabelSet, EncodeLabelValue, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};
use std::time::Duration;

/// The media type of what [`Metrics::write`] gives.
pub const MEDIA_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Upper ends of the buckets of times, in seconds: around the promise of 50 ms for
/// intake and 200 ms for pages.
const SECONDS: [f64; 9] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1.0, 5.0];

/// What became of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EncodeLabelValue)]
pub(crate) enum Fate {
    /// Stored now.
    Kept,
    /// Stored before.
    Duplicate,
    /// Not taken.
    Rejected,
    /// Stored and of a type the catalogue does not know.
    Unknown,
    /// Stored without what identified a person.
    Redacted,
    /// Stored, though its data does not fit the catalogue.
    Misfit,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Became {
    outcome: Fate,
}

/// A request by the address it was routed to, never by the one it asked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    route: String,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Routed {
    route: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Keyed {
    key: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Forwarded {
    to: String,
    is_taken: String,
}

/// State that is read when the figures are asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Levels {
    /// The number of the newest event.
    pub newest: i64,
    /// Bytes of the file and its companions.
    pub store_bytes: u64,
    /// Bytes left on the disk, when the system says.
    pub free_bytes: Option<u64>,
    /// Clients the rate limit remembers.
    pub places: usize,
}

/// Counters of everything that happens.
#[derive(Debug)]
pub struct Metrics {
    events: Family<Became, Counter>,
    requests: Family<Answered, Counter>,
    seconds: Family<Routed, Histogram, fn() -> Histogram>,
    of_key: Family<Keyed, Counter>,
    forwarded: Family<Forwarded, Counter>,
}

impl Default for Metrics {
    fn default() -> Self {
        Self {
            events: Family::default(),
            requests: Family::default(),
            seconds: Family::new_with_constructor(histogram),
            of_key: Family::default(),
            forwarded: Family::default(),
        }
    }
}

impl Metrics {
    pub(crate) fn count_events(&self, outcome: Fate, events: usize) {
        self.events.get_or_create(&Became { outcome }).inc_by(events as u64);
    }

    pub(crate) fn count_of_key(&self, key: &str, events: usize) {
        self.of_key.get_or_create(&Keyed { key: key.to_owned() }).inc_by(events as u64);
    }

    pub(crate) fn count_forwarded(&self, to: &str, is_taken: bool, events: usize) {
        let label = Forwarded { to: to.to_owned(), is_taken: is_taken.to_string() };
        self.forwarded.get_or_create(&label).inc_by(events as u64);
    }

    pub(crate) fn count_request(&self, route: &str, status: u16, took: Duration) {
        let route = route.to_owned();
        self.seconds.get_or_create(&Routed { route: route.clone() }).observe(took.as_secs_f64());
        self.requests.get_or_create(&Answered { route, status }).inc();
    }

    /// All figures as text.
    pub(crate) fn write(&self, levels: Levels) -> Result<String, std::fmt::Error> {
        let mut registry = Registry::with_prefix("usher");
        registry.register("events", "Events by what became of them", self.events.clone());
        registry.register(
            "key_events",
            "Events by the name of their write key",
            self.of_key.clone(),
        );
        registry.register(
            "forwarded_events",
            "Events posted to receivers, taken or refused for good",
            self.forwarded.clone(),
        );
        registry.register("requests", "Requests by route and status", self.requests.clone());
        registry.register_with_unit(
            "request",
            "Time until a request was answered",
            Unit::Seconds,
            self.seconds.clone(),
        );
        register_levels(&mut registry, levels);
        let mut written = String::new();
        text::encode(&mut written, &registry)?;
        Ok(written)
    }
}

fn register_levels(registry: &mut Registry, levels: Levels) {
    let mut level = |name: &str, help: &str, value: i64| {
        let gauge: Gauge = Gauge::default();
        gauge.set(value);
        registry.register(name, help, gauge);
    };
    let whole = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    level("newest_event", "Number of the newest event of the log", levels.newest);
    level("store_bytes", "Bytes of the database and its companions", whole(levels.store_bytes));
    level("limited_clients", "Clients the rate limit remembers", whole(levels.places as u64));
    if let Some(free) = levels.free_bytes {
        level("disk_free_bytes", "Bytes left where the database is", whole(free));
    }
}

/// The buckets of a time.
fn histogram() -> Histogram {
    Histogram::new(SECONDS)
}
