//! A WebDriver program, and a screen where the browser needs one.

use std::fs::File;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::patience::{A_MOMENT, eventually};
use crate::programs::{find, is_root};

/// How long a driver may take to close its browser before it is killed.
const LAST_WORDS: Duration = Duration::from_secs(5);

/// A running driver. Dropping it ends the session, the driver and the browser.
#[derive(Debug)]
pub(crate) struct Driver {
    pub(crate) addr: SocketAddr,
    pub(crate) session: Option<String>,
    process: Group,
    /// Held so that it is closed after the browser.
    screen: Option<Screen>,
}

impl Driver {
    /// Starts a driver on a free port and waits until it answers.
    pub(crate) async fn start(engine: &str, mut command: Command, log: &Path) -> Self {
        let addr = free_address();
        command.arg(format!("--port={}", addr.port()));
        let output = File::create(log).expect("the log can be made");
        let errors = output.try_clone().expect("the log can be shared");
        command.stdin(Stdio::null()).stdout(output).stderr(errors);
        let process = Group::spawn(command);
        eventually(&format!("the driver of {engine} to listen"), A_MOMENT, async || {
            TcpStream::connect(addr).ok()
        })
        .await;
        Self { addr, session: None, process, screen: None }
    }

    /// The same with a screen of its own, for a browser without a headless mode.
    pub(crate) async fn start_on_screen(engine: &str, mut command: Command, log: &Path) -> Self {
        let screen = Screen::open();
        command.env("DISPLAY", &screen.name).env("GDK_BACKEND", "x11");
        if is_root() {
            command.env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
        }
        let mut driver = Self::start(engine, command, log).await;
        driver.screen = Some(screen);
        driver
    }

    /// Asks the driver to close its browser; killing it would leave that behind.
    fn end_session(&self, session: &str) -> std::io::Result<()> {
        let mut stream = TcpStream::connect(self.addr)?;
        stream.set_read_timeout(Some(LAST_WORDS))?;
        let host = self.addr;
        write!(
            stream,
            "DELETE /session/{session} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        )?;
        stream.read(&mut [0; 64]).map(drop)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if let Some(session) = self.session.take() {
            // A driver that died has nothing to close, and the group is killed anyway.
            drop(self.end_session(&session));
        }
        self.process.end();
    }
}

/// An X server that draws into memory.
#[derive(Debug)]
struct Screen {
    name: String,
    _process: Group,
}

impl Screen {
    fn open() -> Self {
        let mut command = Command::new(find(&["Xvfb"]));
        command.args([
            "-displayfd",
            "1",
            "-screen",
            "0",
            "1280x1024x24",
            "-nolisten",
            "tcp",
            "-ac",
        ]);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = Group::spawn(command);
        // It says its number when it is ready, and closes nothing after that.
        let mut output = process.child.stdout.take().expect("the output was asked for");
        let mut number = String::new();
        let mut byte = [0];
        while output.read_exact(&mut byte).is_ok() && byte != [b'\n'] {
            number.push(char::from(byte[0]));
        }
        assert!(!number.is_empty(), "Xvfb did not start; run `cargo xtask setup`");
        Self { name: format!(":{number}"), _process: process }
    }
}

/// A process and everything it starts, ended together.
#[derive(Debug)]
struct Group {
    child: Child,
}

impl Group {
    fn spawn(mut command: Command) -> Self {
        let program = command.get_program().to_os_string();
        let child = command.process_group(0).spawn();
        let child = child.unwrap_or_else(|error| panic!("{program:?} cannot be started: {error}"));
        Self { child }
    }

    fn end(&mut self) {
        let group = format!("-{}", self.child.id());
        // Without output: a group that has ended by itself is no news.
        let killed = Command::new("kill")
            .args(["-KILL", "--", &group])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        drop(killed);
        drop(self.child.wait());
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.end();
    }
}

/// An address of this machine that nobody listens at.
pub(crate) fn free_address() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    listener.local_addr().expect("a listener has an address")
}
