//! The formats, one row each.

use crate::envelope::Envelope;
use crate::shape;
use crate::text::{json, push_encoded, push_json, push_text};

/// What the owner says about an endpoint.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// A public key or name the receiver knows the site by: a write key, a topic, a list.
    pub key: String,
    /// The text of a format `template`.
    pub template: String,
}

/// One request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// The media type of the exact mode; the simple mode sends `text/plain`.
    pub kind: &'static str,
    /// Further headers, which only the exact mode can send.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
    /// How many events are in it.
    pub count: usize,
}

/// How a receiver says that it has not taken everything, although the status is a success.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ack {
    /// It does not: the status says it all.
    Status,
    /// `errors` is true.
    NoErrors,
    /// `partialSuccess.rejectedLogRecords` is more than none.
    NoRejected,
    /// An entry of `offsets` has an `error_code`.
    NoOffsetErrors,
    /// A document has an `error_code` other than 200.
    NoErrorCodes,
    /// `FailedRecordCount` or `FailedEntryCount` is more than none.
    NoneFailed,
}

/// A row: how events are written for a kind of receiver.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// Its word in the configuration.
    pub word: &'static str,
    /// Its media type.
    pub kind: &'static str,
    /// Most events of a request.
    pub most: usize,
    open: fn(&Settings, &[Envelope]) -> String,
    between: &'static str,
    close: &'static str,
    event: fn(&mut String, &Envelope, &Settings),
    headers: fn(&Envelope) -> Vec<(String, String)>,
    /// What an answer has to say.
    pub ack: Ack,
}

const JSON: &str = "application/json";
const AMAZON: &str = "application/x-amz-json-1.1";

/// A list of whole envelopes; every row says what is different.
const LIST: Format = Format {
    word: "array",
    kind: JSON,
    most: 200,
    open: |_, _| String::from("["),
    between: ",",
    close: "]",
    event: |body, event, _| push_json(body, event.whole()),
    headers: |_| Vec::new(),
    ack: Ack::Status,
};

/// Lines of their own.
const LINES: Format = Format {
    word: "ndjson",
    kind: "application/x-ndjson",
    open: |_, _| String::new(),
    between: "\n",
    close: "\n",
    ..LIST
};

/// One event a request.
const ONE: Format =
    Format { word: "single", most: 1, open: |_, _| String::new(), close: "", ..LIST };

/// All of them.
pub const FORMATS: [Format; 20] = [
    Format { word: "cloudevents-batch", kind: "application/cloudevents-batch+json", ..LIST },
    Format { word: "cloudevents", kind: "application/cloudevents+json", ..ONE },
    Format {
        word: "cloudevents-binary",
        event: |body, event, _| push_json(body, event.data()),
        headers: shape::binary_headers,
        ..ONE
    },
    LIST,
    LINES,
    ONE,
    Format {
        word: "segment",
        open: |settings, _| format_open("{\"writeKey\":", settings, ",\"batch\":["),
        close: "]}",
        event: shape::segment,
        ..LIST
    },
    Format {
        word: "posthog",
        open: |settings, _| format_open("{\"api_key\":", settings, ",\"batch\":["),
        close: "]}",
        event: shape::posthog,
        ..LIST
    },
    Format {
        word: "snowplow",
        kind: "application/json; charset=UTF-8",
        open: |_, _| {
            String::from(
                "{\"schema\":\"iglu:com.snowplowanalytics.snowplow/payload_data/jsonschema/1-0-4\",\"data\":[",
            )
        },
        close: "]}",
        event: shape::snowplow,
        ..LIST
    },
    Format {
        // For a relay of the owner, which adds the secret; never to Google from a page.
        word: "ga4",
        most: 25,
        open: shape::ga4_open,
        close: "]}",
        event: shape::ga4,
        ..LIST
    },
    Format { word: "elasticsearch", event: shape::elasticsearch, ack: Ack::NoErrors, ..LINES },
    Format {
        word: "clickhouse",
        kind: "text/plain;charset=UTF-8",
        event: shape::clickhouse,
        ..LINES
    },
    Format {
        word: "otlp",
        open: |_, events| shape::otlp_open(events),
        close: "]}]}]}",
        event: shape::otlp,
        ack: Ack::NoRejected,
        ..LIST
    },
    Format {
        word: "kafka-v2",
        kind: "application/vnd.kafka.json.v2+json",
        open: |_, _| String::from("{\"records\":["),
        close: "]}",
        event: shape::kafka_v2,
        ack: Ack::NoOffsetErrors,
        ..LIST
    },
    Format {
        word: "kafka-v3",
        kind: JSON,
        event: shape::kafka_v3,
        ack: Ack::NoErrorCodes,
        ..LINES
    },
    Format {
        word: "webdis",
        kind: "text/plain;charset=UTF-8",
        open: |settings, _| {
            let mut text = String::from("RPUSH/");
            push_encoded(&mut text, &settings.key);
            text.push('/');
            text
        },
        between: "/",
        close: "",
        event: |body, event, _| push_encoded(body, &json(event.whole())),
        ..LIST
    },
    Format { word: "pipelines", ..LIST },
    Format {
        // For a relay of the owner, which signs the request; so is the next one.
        word: "kinesis",
        kind: AMAZON,
        open: |settings, _| format_open("{\"StreamName\":", settings, ",\"Records\":["),
        close: "]}",
        event: shape::kinesis,
        headers: |_| shape::amazon_headers("Kinesis_20131202.PutRecords"),
        ack: Ack::NoneFailed,
        ..LIST
    },
    Format {
        word: "eventbridge",
        kind: AMAZON,
        most: 10,
        open: |_, _| String::from("{\"Entries\":["),
        close: "]}",
        event: shape::eventbridge,
        headers: |_| shape::amazon_headers("AWSEvents.PutEvents"),
        ack: Ack::NoneFailed,
        ..LIST
    },
    Format { word: "template", event: shape::template, ..ONE },
];

impl Format {
    /// The one with this word.
    #[must_use]
    pub fn of(word: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.word == word)
    }
}

/// The requests that carry these events, with at most so many in one.
#[must_use]
pub fn posts(format: &Format, settings: &Settings, events: &[Envelope], most: usize) -> Vec<Post> {
    let mut posts = Vec::new();
    for part in events.chunks(format.most.min(most).max(1)) {
        let mut body = (format.open)(settings, part);
        for (place, event) in part.iter().enumerate() {
            if place > 0 {
                body.push_str(format.between);
            }
            (format.event)(&mut body, event, settings);
        }
        body.push_str(format.close);
        let headers = part.first().map(format.headers).unwrap_or_default();
        posts.push(Post { kind: format.kind, headers, body, count: part.len() });
    }
    posts
}

fn format_open(before: &str, settings: &Settings, after: &str) -> String {
    let mut text = String::from(before);
    push_text(&mut text, &settings.key);
    text.push_str(after);
    text
}
