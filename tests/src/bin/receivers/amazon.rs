//! Kinesis and EventBridge of Amazon, as moto stands in for them.

use std::net::SocketAddr;

use serde_json::{Value, json};
use usher_formats::{Format, Post, Verdict, judge};

use crate::http::{post_with, wait_for};
use crate::{BATCH, Checked, free, python, start, written};

/// Kinesis and EventBridge, as moto stands in for them. Whoever signs is the relay; moto
/// wants a signature of nobody in particular.
pub(crate) fn rows() -> Vec<(&'static str, Checked)> {
    let at = free();
    let server = python("bin/moto_server")
        .and_then(|program| start(&program, &["-H", "127.0.0.1", "-p", &at.port().to_string()]))
        .and_then(|running| wait_for(at).map(|()| running));
    let checked = |check: fn(SocketAddr) -> Checked| match &server {
        Ok(_) => check(at),
        Err(error) => Err(error.clone()),
    };
    vec![("Kinesis (moto)", checked(kinesis)), ("EventBridge (moto)", checked(eventbridge))]
}

fn call_amazon(at: SocketAddr, target: &str, body: &Value) -> Result<Value, String> {
    let headers = [("X-Amz-Target".to_owned(), target.to_owned()), signed(target)];
    let kind = "application/x-amz-json-1.1";
    let answer = post_with(at, "/", kind, &headers, &body.to_string())?;
    serde_json::from_str(&answer.body).map_err(|_| format!("{} {}", answer.status, answer.body))
}

fn signed(target: &str) -> (String, String) {
    let service = if target.starts_with("Kinesis") { "kinesis" } else { "events" };
    let scope = format!("nobody/20261122/us-east-1/{service}/aws4_request");
    ("Authorization".to_owned(), format!("AWS4-HMAC-SHA256 Credential={scope}"))
}

/// Posts a format to a service, through what stands for the relay that signs.
fn send_signed(at: SocketAddr, word: &str) -> Result<(), String> {
    let format = Format::of(word).expect("the format is there");
    for Post { kind, mut headers, body, .. } in written(word) {
        headers.extend(headers.first().map(|(_, target)| signed(target)));
        let answer = post_with(at, "/", kind, &headers, &body)?;
        // moto calls JSON a web page; Amazon answers with the media type it was sent.
        let verdict = judge(format, answer.status, kind, &answer.body);
        if verdict != Verdict::Accepted {
            return Err(format!("{verdict:?}: {} {}", answer.status, answer.body));
        }
    }
    Ok(())
}

fn kinesis(at: SocketAddr) -> Checked {
    let call =
        |action: &str, body: Value| call_amazon(at, &format!("Kinesis_20131202.{action}"), &body);
    let stream = "usher-events";
    call("CreateStream", json!({ "StreamName": stream, "ShardCount": 1 })).or_else(|error| {
        // It answers with nothing.
        if error.starts_with("200") { Ok(Value::Null) } else { Err(error) }
    })?;
    send_signed(at, "kinesis")?;
    let shard = json!({ "StreamName": stream, "ShardId": "shardId-000000000000",
        "ShardIteratorType": "TRIM_HORIZON" });
    let iterator = call("GetShardIterator", shard)?["ShardIterator"].clone();
    let records = call("GetRecords", json!({ "ShardIterator": iterator }))?["Records"].clone();
    let sent: Vec<Value> = serde_json::from_str(BATCH).expect("the batch is JSON");
    let is_kept = records.as_array().is_some_and(|records| {
        records.len() == sent.len()
            && records.iter().zip(&sent).all(|(record, event)| {
                record["PartitionKey"] == event["ushersession"]
                    && record["Data"].as_str().and_then(unpack).as_ref() == Some(event)
            })
    });
    if is_kept {
        Ok("kinesis: each event came back as it was".to_owned())
    } else {
        Err(records.to_string())
    }
}

/// The JSON that a text in base64 is.
fn unpack(text: &str) -> Option<Value> {
    let mut bytes = Vec::new();
    for four in text.as_bytes().chunks(4) {
        let mut bits = 0_u32;
        for sign in four {
            let value = match sign {
                b'A'..=b'Z' => sign - b'A',
                b'a'..=b'z' => sign - b'a' + 26,
                b'0'..=b'9' => sign - b'0' + 52,
                b'+' => 62,
                b'/' => 63,
                _ => 0,
            };
            bits = bits << 6 | u32::from(value);
        }
        let end = four.iter().filter(|sign| **sign != b'=').count();
        bytes.extend_from_slice(bits.to_be_bytes().get(1..end)?);
    }
    serde_json::from_slice(&bytes).ok()
}

/// The bus archives what it takes; the archive says how many events those are.
fn eventbridge(at: SocketAddr) -> Checked {
    let call = |action: &str, body: Value| call_amazon(at, &format!("AWSEvents.{action}"), &body);
    let bus = call("CreateEventBus", json!({ "Name": "usher-events" }))?["EventBusArn"].clone();
    call("CreateArchive", json!({ "ArchiveName": "all", "EventSourceArn": bus }))?;
    send_signed(at, "eventbridge")?;
    let count = call("DescribeArchive", json!({ "ArchiveName": "all" }))?["EventCount"].clone();
    if count == 2 {
        Ok("eventbridge: the archive of the bus has 2 events".to_owned())
    } else {
        Err(count.to_string())
    }
}
