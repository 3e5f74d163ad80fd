//! The receivers of `cargo xtask test --only delivery`: real ones are started and posted to,
//! and programs of others decode what is sent. A table says what was run; a receiver that is
//! not installed fails it with what to install.

#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "it prints its result, or ends"
)]

mod amazon;
mod http;

use std::io::Write;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;
use usher_formats::{Envelope, Format, Post, Settings, Verdict, judge, posts};

use http::{Answer, get, post, wait_for};

/// Two events as the widget makes them.
const BATCH: &str = include_str!("batch.json");

/// Where the relays send, as docs/endpoints.md has it.
const INSERT: &str =
    "/?query=INSERT%20INTO%20events%20FORMAT%20JSONEachRow&input_format_skip_unknown_fields=1";

type Checked = Result<String, String>;

/// A program that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

fn main() -> ExitCode {
    let folder = TempDir::with_prefix("usher-receivers-").expect("a folder");
    let mut rows = vec![("CloudEvents SDK and Segment's validator", decode())];
    rows.push(("CloudEvents SDK for Python", decode_in_python()));
    rows.push(("Redis through Webdis", webdis(folder.path())));
    rows.push(("OpenTelemetry collector (rotel)", rotel(folder.path())));
    rows.extend(amazon::rows());
    rows.extend(clickhouse(folder.path()));
    let mut is_ok = true;
    for (name, checked) in rows {
        is_ok &= checked.is_ok();
        let (word, text) = match checked {
            Ok(text) => ("run", text),
            Err(text) => ("FAILED", text),
        };
        println!("{name:<42} {word:<7} {text}");
    }
    if is_ok { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn written(word: &str) -> Vec<Post> {
    let settings = Settings { key: "usher-events".to_owned(), ..Settings::default() };
    let format = Format::of(word).expect("the format is there");
    posts(format, &settings, &Envelope::read_batch(BATCH), 200)
}

fn start(program: &str, arguments: &[&str]) -> Result<Running, String> {
    let child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    child.map(Running).map_err(|_| format!("{program} is missing; run `cargo xtask setup`"))
}

fn free() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    listener.local_addr().expect("a listener has an address")
}

fn write(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    std::fs::write(&path, text).expect("a file can be written");
    path.to_string_lossy().into_owned()
}

/// Posts every request of a format, and wants each to be accepted.
fn send(at: SocketAddr, path: &str, word: &str) -> Result<Vec<Answer>, String> {
    let format = Format::of(word).expect("the format is there");
    let mut answers = Vec::new();
    for sent in written(word) {
        let answer = post(at, path, sent.kind, &sent.body)?;
        let verdict = judge(format, answer.status, &answer.kind, &answer.body);
        if verdict != Verdict::Accepted {
            return Err(format!("{verdict:?}: {} {}", answer.status, answer.body));
        }
        answers.push(answer);
    }
    Ok(answers)
}

fn decode() -> Checked {
    let modules = std::env::var("USHER_DECODERS").map_err(|_| "USHER_DECODERS is not set")?;
    let words = ["cloudevents-batch", "cloudevents", "cloudevents-binary", "segment"];
    let mut given = Vec::new();
    for word in words {
        for Post { kind, headers, body, .. } in written(word) {
            let headers: serde_json::Map<String, Value> =
                headers.into_iter().map(|(name, value)| (name, json!(value))).collect();
            given.push(json!({ "word": word, "kind": kind, "headers": headers, "body": body }));
        }
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/src/bin/receivers/decode.mjs");
    let child = Command::new("node")
        .args([script, &modules])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = child.map_err(|error| error.to_string())?;
    let mut input = child.stdin.take().expect("it was asked for");
    input.write_all(json!(given).to_string().as_bytes()).map_err(|error| error.to_string())?;
    drop(input);
    let output = child.wait_with_output().map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    let read: Vec<(String, Vec<String>)> =
        serde_json::from_slice(&output.stdout).map_err(|error| error.to_string())?;
    let sent: Vec<Value> = serde_json::from_str(BATCH).expect("the batch is JSON");
    for word in words {
        let ids: Vec<&String> =
            read.iter().filter(|(known, _)| known == word).flat_map(|(_, ids)| ids).collect();
        if ids.len() != sent.len() || ids.iter().zip(&sent).any(|(id, event)| **id != event["id"]) {
            return Err(format!("{word} was read as {ids:?}"));
        }
    }
    Ok(format!("{} read each event", words.join(", ")))
}

fn python(program: &str) -> Result<String, String> {
    let folder = std::env::var("USHER_PYTHON").map_err(|_| "USHER_PYTHON is not set")?;
    Ok(format!("{folder}/{program}"))
}

/// Has the official SDK read what has one event a request; it knows no batches.
fn decode_in_python() -> Checked {
    let words = ["cloudevents", "cloudevents-binary"];
    let mut given = Vec::new();
    for Post { kind, headers, body, .. } in words.into_iter().flat_map(written) {
        let mut all = serde_json::Map::new();
        all.insert("content-type".to_owned(), json!(kind));
        all.extend(headers.into_iter().map(|(name, value)| (name, json!(value))));
        given.push(json!({ "headers": all, "body": body }));
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/src/bin/receivers/decode.py");
    let output = Command::new(python("bin/python")?)
        .args([script, &json!(given).to_string()])
        .output()
        .map_err(|_| "the Python environment is missing; run `cargo xtask setup`")?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    let read: Vec<Value> =
        serde_json::from_slice(&output.stdout).map_err(|error| error.to_string())?;
    let sent: Vec<Value> = serde_json::from_str(BATCH).expect("the batch is JSON");
    let wanted: Vec<Value> =
        sent.iter().map(|event| json!([event["id"], event["type"], event["data"]])).collect();
    if read == [wanted.clone(), wanted].concat() {
        Ok(format!("{} read each event", words.join(", ")))
    } else {
        Err(json!(read).to_string())
    }
}

/// A collector that writes down the log records it has read.
fn rotel(folder: &Path) -> Checked {
    let (at, grpc) = (free(), free());
    let (pid, log) = (folder.join("rotel.pid"), folder.join("rotel.txt"));
    let written_down = std::fs::File::create(&log).map_err(|error| error.to_string())?;
    let agent = find(Path::new(&python("lib")?), "rotel-agent")
        .ok_or("rotel is missing; run `cargo xtask setup`")?;
    let child = Command::new(agent)
        .args(["start", "--exporter", "blackhole", "--debug-log", "logs"])
        .args(["--debug-log-verbosity", "detailed", "--pid-file"])
        .arg(pid)
        .args(["--otlp-http-endpoint", &at.to_string()])
        .args(["--otlp-grpc-endpoint", &grpc.to_string()])
        .stdin(Stdio::null())
        .stdout(written_down)
        .stderr(Stdio::null())
        .spawn();
    let _running = child.map(Running).map_err(|error| error.to_string())?;
    wait_for(at)?;
    send(at, "/v1/logs", "otlp")?;
    // What is no log record is refused, so taking ours says something.
    let broken =
        post(at, "/v1/logs", "application/json", "{\"resourceLogs\":[{\"scopeLogs\":1}]}")?;
    if broken.status != 400 {
        return Err(format!("it takes everything: {}", broken.status));
    }
    let sent: Vec<Value> = serde_json::from_str(BATCH).expect("the batch is JSON");
    let mut text = String::new();
    for _ in 0..50 {
        text = std::fs::read_to_string(&log).map_err(|error| error.to_string())?;
        let is_read = |event: &Value| {
            ["id", "type"]
                .iter()
                .all(|name| event[name].as_str().is_some_and(|it| text.contains(it)))
        };
        if sent.iter().all(is_read) {
            return Ok("otlp: each event was read as a log record".to_owned());
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    Err(text)
}

/// The file of this name somewhere under a folder.
fn find(folder: &Path, name: &str) -> Option<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).ok()?.filter_map(Result::ok).map(|entry| entry.path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let is_it = |path: &std::path::PathBuf| path.file_name().is_some_and(|it| it == name);
    files.into_iter().find(is_it).or_else(|| folders.iter().find_map(|folder| find(folder, name)))
}

fn webdis(folder: &Path) -> Checked {
    let (redis, webdis) = (free(), free());
    let port = redis.port().to_string();
    let _redis = start("redis-server", &["--port", &port, "--bind", "127.0.0.1", "--save", ""])?;
    wait_for(redis)?;
    let configuration = json!({
        "redis_host": "127.0.0.1", "redis_port": redis.port(), "redis_auth": null,
        "http_host": "127.0.0.1", "http_port": webdis.port(), "threads": 1, "pool_size": 2,
        "daemonize": false, "websockets": false, "database": 0, "verbosity": 0,
        "logfile": folder.join("webdis.log"),
    });
    let path = write(folder, "webdis.json", &configuration.to_string());
    let _webdis = start("webdis", &[&path])?;
    wait_for(webdis)?;
    send(webdis, "/", "webdis")?;
    let list: Value = serde_json::from_str(&get(webdis, "/LRANGE/usher-events/0/-1")?.body)
        .map_err(|error| error.to_string())?;
    let kept: Vec<Value> = list["LRANGE"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|text| serde_json::from_str(text.as_str()?).ok())
        .collect();
    let sent: Vec<Value> = serde_json::from_str(BATCH).expect("the batch is JSON");
    if kept == sent {
        Ok("webdis: each event came back as it was".to_owned())
    } else {
        Err(list.to_string())
    }
}

/// ClickHouse itself, and through each relay of docs/endpoints.md.
fn clickhouse(folder: &Path) -> Vec<(&'static str, Checked)> {
    let at = free();
    let server = start_clickhouse(folder, at);
    let rows = |path: &str, to: SocketAddr, before: u64| -> Checked {
        send(to, path, "clickhouse")?;
        let count = get(at, "/?query=SELECT%20count(),uniqExact(id)%20FROM%20events")?.body;
        let wanted = format!("{}\t2", before + 2);
        if count.trim() == wanted {
            Ok(format!("clickhouse: {} rows of 2 events", before + 2))
        } else {
            Err(count)
        }
    };
    if let Err(error) = &server {
        return vec![("ClickHouse", Err(error.clone()))];
    }
    let direct = rows(INSERT, at, 0);
    let nginx =
        start_nginx(folder, at).and_then(|(_running, to)| rows("/collect/clickhouse", to, 2));
    let caddy =
        start_caddy(folder, at).and_then(|(_running, to)| rows("/collect/clickhouse", to, 4));
    vec![
        ("ClickHouse", direct),
        ("nginx as a relay to ClickHouse", nginx),
        ("Caddy as a relay to ClickHouse", caddy),
    ]
}

fn start_clickhouse(folder: &Path, at: SocketAddr) -> Result<Running, String> {
    let data = folder.join("clickhouse");
    std::fs::create_dir_all(data.join("tmp")).map_err(|error| error.to_string())?;
    let users = write(
        folder,
        "users.xml",
        "<yandex><profiles><default/></profiles><quotas><default/></quotas><users><default>\
         <password></password><networks><ip>127.0.0.1</ip></networks><profile>default</profile>\
         <quota>default</quota></default></users></yandex>",
    );
    let configuration = format!(
        "<yandex><logger><level>error</level><console>1</console></logger>\
         <http_port>{}</http_port><listen_host>127.0.0.1</listen_host><path>{data}/</path>\
         <tmp_path>{data}/tmp/</tmp_path><users_config>{users}</users_config>\
         <default_profile>default</default_profile><default_database>default</default_database>\
         <mark_cache_size>5368709</mark_cache_size></yandex>",
        at.port(),
        data = data.display(),
    );
    let path = write(folder, "clickhouse.xml", &configuration);
    let running = start("clickhouse-server", &[&format!("--config-file={path}")])?;
    wait_for(at)?;
    let table = "CREATE TABLE events (id String, source String, type String, time String, \
        ushersession String, usherseq UInt32, usherage UInt64, data String) ENGINE = MergeTree() \
        PARTITION BY tuple() ORDER BY (source, id)";
    let made = post(at, "/", "text/plain", table)?;
    if made.status == 200 { Ok(running) } else { Err(made.body) }
}

fn start_nginx(folder: &Path, to: SocketAddr) -> Result<(Running, SocketAddr), String> {
    let at = free();
    let configuration = format!(
        "daemon off; master_process off; pid {dir}/nginx.pid; error_log {dir}/nginx.log;\n\
         events {{}}\nhttp {{\naccess_log off; client_body_temp_path {dir}/body;\n\
         server {{\nlisten {at};\nlocation = /collect/clickhouse {{\n\
         client_max_body_size 256k;\nproxy_set_header X-ClickHouse-User default;\n\
         proxy_pass \"http://{to}{INSERT}\";\n}}\n}}\n}}\n",
        dir = folder.display(),
    );
    let path = write(folder, "nginx.conf", &configuration);
    let running = start("nginx", &["-c", &path])?;
    wait_for(at).map(|()| (running, at))
}

fn start_caddy(folder: &Path, to: SocketAddr) -> Result<(Running, SocketAddr), String> {
    let at = free();
    let configuration = format!(
        "{{\nadmin off\nauto_https off\n}}\nhttp://{at} {{\nhandle /collect/clickhouse {{\n\
         request_body {{\nmax_size 256KB\n}}\nrewrite * \"{INSERT}\"\nreverse_proxy {to} {{\n\
         header_up X-ClickHouse-User default\n}}\n}}\n}}\n"
    );
    let path = write(folder, "Caddyfile", &configuration);
    let running = start("caddy", &["run", "--adapter", "caddyfile", "--config", &path])?;
    wait_for(at).map(|()| (running, at))
}
