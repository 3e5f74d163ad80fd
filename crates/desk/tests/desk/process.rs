//! The program itself, in a process of its own.

use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

const PROGRAM: &str = env!("CARGO_BIN_EXE_usher");

/// Patience with the program; a slow machine is no fault of it.
const PATIENCE: Duration = Duration::from_secs(60);

/// A desk that is open.
pub(crate) struct Running {
    child: Child,
    pub(crate) addr: SocketAddr,
}

impl Running {
    /// Starts `usher serve` on a free port and waits until it is open.
    pub(crate) fn start(data: &Path, more: &[&str]) -> Self {
        let data = data.to_str().unwrap();
        Self::serve(&[&["--data", data], more].concat())
    }

    /// The same with nothing but what is given.
    pub(crate) fn serve(arguments: &[&str]) -> Self {
        let mut child = Command::new(PROGRAM)
            .args(["serve", "--addr", "127.0.0.1:0"])
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let addr = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| Some(line.split_once("http://")?.1.to_owned()))
            .unwrap();
        // Whoever closes the other end of a pipe stops the program that writes to it.
        std::thread::spawn(move || lines.for_each(drop));
        let addr = addr.split('/').next().unwrap().parse().unwrap();
        Self { child, addr }
    }

    /// As a power cut would.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// As `systemctl stop` would. Gives what was logged.
    pub(crate) fn stop(mut self) -> String {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        let mut log = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
        assert!(self.child.wait().unwrap().success(), "{log}");
        log
    }
}

impl Drop for Running {
    /// Nothing goes on after its test.
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Runs a command of the program to its end.
pub(crate) fn run(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(PROGRAM)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

/// One request; its status and body, or an error when the program is gone.
pub(crate) fn send(
    addr: SocketAddr,
    what: &str,
    headers: &str,
    body: &str,
) -> std::io::Result<(u16, String)> {
    let mut socket = TcpStream::connect(addr)?;
    socket.set_read_timeout(Some(PATIENCE))?;
    write!(
        socket,
        "{what} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {}\r\n\
         {headers}\r\n{body}",
        body.len()
    )?;
    let mut said = String::new();
    socket.read_to_string(&mut said)?;
    let status = said.get(9..12).and_then(|status| status.parse().ok());
    let body = said.split_once("\r\n\r\n").map(|(_, body)| body.to_owned());
    status.zip(body).ok_or_else(|| std::io::ErrorKind::UnexpectedEof.into())
}

/// The ids of everything in the log of a desk.
pub(crate) fn ids(addr: SocketAddr) -> Vec<String> {
    let (mut after, mut ids) = (0, Vec::new());
    loop {
        let what = format!("GET /api/events?after={after}");
        let (status, body) = send(addr, &what, "", "").unwrap();
        assert_eq!(status, 200, "{body}");
        // The lines of a long answer come in chunks; a line is what begins with `{`.
        let lines: Vec<Value> =
            dechunked(&body).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let Some(last) = lines.last() else {
            return ids;
        };
        after = last["seq"].as_i64().unwrap();
        ids.extend(lines.iter().map(|line| line["id"].as_str().unwrap().to_owned()));
    }
}

/// A body without the lengths of its chunks; ours are never chunked when short.
fn dechunked(body: &str) -> String {
    if body.starts_with('{') || body.is_empty() {
        return body.to_owned();
    }
    let (mut rest, mut whole) = (body, String::new());
    while let Some((length, after)) = rest.split_once("\r\n") {
        let length = usize::from_str_radix(length, 16).unwrap();
        if length == 0 {
            break;
        }
        whole.push_str(&after[..length]);
        rest = after[length..].trim_start_matches("\r\n");
    }
    whole
}
