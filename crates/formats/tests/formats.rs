//! Each format as its receiver documents it.
#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use serde_json::{Value, json};
use usher_formats::{Envelope, FORMATS, Format, Settings, Verdict, judge, posts};

const BATCH: &str = r#"[
    {"specversion":"1.0","id":"0b6f0f0e-4a59-8a35-9a4e-5f9c5f0b7c11","source":"https://shop.example",
     "type":"usher.touchpoint.add_to_cart","time":"2026-11-21T10:00:20.123Z","datacontenttype":"application/json",
     "dataschema":"urn:usher:schema:touchpoint.add_to_cart:1","ushersession":"c1a3f0d2-7a53-4b7e-8a6a-3b1d2b6f5e03",
     "usherseq":4,"usherage":1002,"usherpurpose":"analytics",
     "data":{"page":{"kind":"product","path":"/paint"},"items":[{"item_id":"LD/1 \"ü\"","price":"54.00","quantity":1}]}},
    {"specversion":"1.0","id":"1b6f0f0e-4a59-8a35-9a4e-5f9c5f0b7c11","source":"https://shop.example",
     "type":"usher.play.shown","time":"2026-11-21T10:00:21.000Z","subject":"5d0c8d0c-43a5-4ab5-8a51-0f5f1f0a9c02",
     "ushersession":"c1a3f0d2-7a53-4b7e-8a6a-3b1d2b6f5e03","usherseq":5,"usherage":2,"data":{"play":"compare"}}
]"#;

fn written(word: &str) -> Vec<usher_formats::Post> {
    let settings = Settings {
        key: "site key/1".to_owned(),
        template:
            r#"{"text": "An event", "of": {{type}}, "all": {{event}}, "nothing": {{subject}}}"#
                .to_owned(),
    };
    let format = Format::of(word).expect("the format is there");
    posts(format, &settings, &Envelope::read_batch(BATCH), 200)
}

fn one(word: &str) -> Value {
    let posts = written(word);
    assert_eq!(posts.len(), 1, "{word}");
    serde_json::from_str(&posts[0].body).expect("a JSON body")
}

fn lines(word: &str) -> Vec<Value> {
    let posts = written(word);
    assert_eq!(posts.len(), 1, "{word}");
    posts[0].body.lines().map(|line| serde_json::from_str(line).expect("a JSON line")).collect()
}

fn given() -> Vec<Value> {
    serde_json::from_str(BATCH).expect("the batch is JSON")
}

#[test]
fn every_format_carries_every_event() {
    for format in &FORMATS {
        let count: usize = written(format.word).iter().map(|post| post.count).sum();
        assert_eq!(count, 2, "{}", format.word);
    }
}

#[test]
fn whole_envelopes_stay_what_they_are() {
    assert_eq!(one("cloudevents-batch"), json!(given()));
    assert_eq!(one("array"), json!(given()));
    assert_eq!(one("pipelines"), json!(given()));
    assert_eq!(lines("ndjson"), given());
    assert_eq!(written("cloudevents-batch")[0].kind, "application/cloudevents-batch+json");
    for (word, kind) in
        [("cloudevents", "application/cloudevents+json"), ("single", "application/json")]
    {
        let posts = written(word);
        let events: Vec<Value> =
            posts.iter().map(|post| serde_json::from_str(&post.body).expect("JSON")).collect();
        assert_eq!(events, given(), "{word}");
        assert_eq!(posts[0].kind, kind);
    }
}

#[test]
fn the_binary_mode_has_attributes_in_headers_and_data_in_the_body() {
    let posts = written("cloudevents-binary");
    let body: Value = serde_json::from_str(&posts[0].body).expect("JSON");
    assert_eq!(body, given()[0]["data"]);
    let header = |name: &str| {
        posts[0].headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    };
    assert_eq!(header("ce-id"), Some("0b6f0f0e-4a59-8a35-9a4e-5f9c5f0b7c11"));
    assert_eq!(header("ce-usherseq"), Some("4"));
    assert_eq!(header("ce-data"), None);
    assert_eq!(posts[0].kind, "application/json");
}

#[test]
fn segment_gets_tracks_with_a_message_id() {
    let body = one("segment");
    assert_eq!(body["writeKey"], "site key/1");
    let event = &body["batch"][0];
    assert_eq!(event["type"], "track");
    assert_eq!(event["event"], "Product Added");
    assert_eq!(event["messageId"], given()[0]["id"]);
    assert_eq!(event["anonymousId"], given()[0]["ushersession"]);
    assert_eq!(event["properties"], given()[0]["data"]);
    assert_eq!(body["batch"][1]["anonymousId"], given()[1]["subject"]);
    assert_eq!(body["batch"][1]["event"], "play.shown");
}

#[test]
fn posthog_gets_a_person_only_where_somebody_is_named() {
    let body = one("posthog");
    assert_eq!(body["api_key"], "site key/1");
    assert_eq!(body["batch"][0]["uuid"], given()[0]["id"]);
    assert_eq!(body["batch"][0]["properties"]["$process_person_profile"], false);
    assert_eq!(body["batch"][1]["properties"].get("$process_person_profile"), None);
    assert_eq!(body["batch"][1]["distinct_id"], given()[1]["subject"]);
}

#[test]
fn snowplow_gets_self_describing_events_in_texts() {
    let body = one("snowplow");
    let event = &body["data"][0];
    assert!(
        body["schema"].as_str().is_some_and(|it| it.ends_with("payload_data/jsonschema/1-0-4"))
    );
    assert_eq!(event["dtm"], "1795255220123");
    let inner = event["ue_pr"].as_str().expect("a text");
    let inner: Value = serde_json::from_str(inner).expect("JSON in the text");
    assert_eq!(inner["data"]["schema"], "iglu:dev.usher/touchpoint_add_to_cart/jsonschema/1-0-0");
    assert_eq!(inner["data"]["data"], given()[0]["data"]);
}

#[test]
fn ga4_gets_flat_parameters_and_no_secret() {
    let body = one("ga4");
    let event = &body["events"][0];
    assert_eq!(event["name"], "add_to_cart");
    assert!(event["params"]["items"].is_array());
    assert_eq!(event["params"].get("page"), None);
    assert_eq!(body["events"][1]["name"], "play_shown");
    assert!(!written("ga4")[0].body.contains("secret"));
}

#[test]
fn bulk_actions_name_the_event_so_that_it_is_created_once() {
    let lines = lines("elasticsearch");
    assert_eq!(lines[0], json!({ "create": { "_id": given()[0]["id"] } }));
    assert_eq!(lines[1], given()[0]);
    assert_eq!(lines.len(), 4);
}

#[test]
fn a_row_has_its_data_as_one_text() {
    let row = &lines("clickhouse")[0];
    let data: Value = serde_json::from_str(row["data"].as_str().expect("a text")).expect("JSON");
    assert_eq!(data, given()[0]["data"]);
    assert_eq!(row["usherseq"], 4);
}

#[test]
fn log_records_have_nanoseconds_and_a_name() {
    let body = one("otlp");
    let record = &body["resourceLogs"][0]["scopeLogs"][0]["logRecords"][0];
    assert_eq!(record["timeUnixNano"], "1795255220123000000");
    assert_eq!(record["eventName"], "usher.touchpoint.add_to_cart");
    assert_eq!(record["attributes"][0]["value"]["stringValue"], given()[0]["id"]);
}

#[test]
fn kafka_records_are_keyed_by_the_visit() {
    let body = one("kafka-v2");
    assert_eq!(body["records"][0]["key"], given()[0]["ushersession"]);
    assert_eq!(body["records"][1]["value"], given()[1]);
    let record = &lines("kafka-v3")[0];
    assert_eq!(record["key"], json!({ "type": "STRING", "data": given()[0]["ushersession"] }));
    assert_eq!(record["value"]["data"], given()[0]);
}

#[test]
fn a_command_to_redis_is_encoded_part_by_part() {
    let body = &written("webdis")[0].body;
    let parts: Vec<&str> = body.split('/').collect();
    assert_eq!(parts.len(), 4, "{body}");
    assert_eq!(parts[..2], ["RPUSH", "site%20key%2F1"]);
    assert!(parts[2].starts_with("%7B%22specversion%22") && parts[2].contains("%C3%BC"));
}

#[test]
fn amazon_gets_records_in_base64_and_entries_in_texts() {
    let sent = written("kinesis");
    assert_eq!(sent[0].kind, "application/x-amz-json-1.1");
    assert_eq!(
        sent[0].headers,
        [("X-Amz-Target".to_owned(), "Kinesis_20131202.PutRecords".to_owned())]
    );
    let body = one("kinesis");
    assert_eq!(body["StreamName"], "site key/1");
    assert_eq!(body["Records"][0]["PartitionKey"], given()[0]["ushersession"]);
    // `{"specversion":"1.0",` and so on.
    let data = body["Records"][0]["Data"].as_str().expect("a text");
    assert!(data.starts_with("eyJzcGVjdmVyc2lvbiI6IjEuMCIs"), "{data}");
    assert_eq!(data.len() % 4, 0);
    let entry = one("eventbridge")["Entries"][0].clone();
    assert_eq!(entry["DetailType"], given()[0]["type"]);
    let detail = entry["Detail"].as_str().expect("a text");
    assert_eq!(serde_json::from_str::<Value>(detail).expect("JSON"), given()[0]);
    assert_eq!(entry["Time"], 1_795_255_220);
}

#[test]
fn a_template_is_filled_with_json() {
    let body: Value = serde_json::from_str(&written("template")[0].body).expect("JSON");
    assert_eq!(body["of"], "usher.touchpoint.add_to_cart");
    assert_eq!(body["all"], given()[0]);
    assert_eq!(body["nothing"], Value::Null);
}

#[test]
fn an_answer_means_what_its_receiver_means_by_it() {
    let verdict = |word: &str, status: u16, body: &str| {
        judge(Format::of(word).expect("the format"), status, "application/json", body)
    };
    for status in [200, 201, 202, 204] {
        assert_eq!(verdict("array", status, ""), Verdict::Accepted);
    }
    for status in [0, 408, 425, 429, 500, 503] {
        assert_eq!(verdict("array", status, ""), Verdict::Retry);
    }
    for status in [400, 422] {
        assert_eq!(verdict("array", status, ""), Verdict::Unreadable);
    }
    for status in [401, 403, 404, 405, 410, 415] {
        assert_eq!(verdict("array", status, ""), Verdict::Refused);
    }
    assert_eq!(verdict("array", 413, ""), Verdict::Split);
    let array = Format::of("array").expect("the format");
    assert_eq!(judge(array, 200, "text/html; charset=utf-8", "<p>"), Verdict::Retry);
    for (word, good, bad) in [
        ("elasticsearch", r#"{"errors":false}"#, r#"{"errors":true,"items":[]}"#),
        ("otlp", r#"{"partialSuccess":null}"#, r#"{"partialSuccess":{"rejectedLogRecords":"2"}}"#),
        ("kinesis", r#"{"FailedRecordCount":0}"#, r#"{"FailedRecordCount":1,"Records":[]}"#),
        ("eventbridge", r#"{"FailedEntryCount":0}"#, r#"{"FailedEntryCount":2,"Entries":[]}"#),
        (
            "kafka-v2",
            r#"{"offsets":[{"partition":0,"offset":1,"error_code":null}]}"#,
            r#"{"offsets":[{"error_code":50002,"error":"down"}]}"#,
        ),
        (
            "kafka-v3",
            r#"{"error_code":200}{"error_code": 200}"#,
            r#"{"error_code":200}{"error_code":40002}"#,
        ),
    ] {
        assert_eq!(verdict(word, 200, good), Verdict::Accepted, "{word}");
        assert_eq!(verdict(word, 200, bad), Verdict::Retry, "{word}");
    }
}
