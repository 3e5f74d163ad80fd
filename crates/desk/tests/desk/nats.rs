//! Real servers of NATS on this machine, for tests of the shared log.

use std::fs::File;
use std::net::{Ipv4Addr, TcpListener};
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// Servers that know each other.
pub(crate) struct Servers {
    servers: Vec<Server>,
    folder: TempDir,
}

struct Server {
    name: String,
    port: u16,
    arguments: Vec<String>,
    child: Option<Child>,
}

impl Servers {
    pub(crate) fn start(count: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let ports = free_ports(2 * count);
        let (ports, routes) = ports.split_at(count);
        let all: Vec<String> =
            routes.iter().map(|port| format!("nats://127.0.0.1:{port}")).collect();
        let server = |number: usize| {
            let (name, port) = (format!("server-{number}"), ports[number]);
            let kept = folder.path().join(&name).to_str().unwrap().to_owned();
            let mut arguments = vec!["-a", "127.0.0.1", "-js", "-sd", &kept, "-n", &name, "-p"];
            let (port_text, routes) = (port.to_string(), all.join(","));
            arguments.push(&port_text);
            if count > 1 {
                arguments.extend(["--cluster_name", "usher", "--cluster", &all[number]]);
                arguments.extend(["--routes", &routes]);
            }
            let arguments = arguments.into_iter().map(str::to_owned).collect();
            Server { name, port, arguments, child: None }
        };
        let mut servers = Self { servers: (0..count).map(server).collect(), folder };
        (0..count).for_each(|number| servers.start_one(number));
        servers
    }

    /// What `--log` is given.
    pub(crate) fn addresses(&self) -> String {
        let address = |server: &Server| format!("nats://127.0.0.1:{}", server.port);
        self.servers.iter().map(address).collect::<Vec<_>>().join(",")
    }

    pub(crate) fn number(&self, name: &str) -> usize {
        self.servers.iter().position(|server| server.name == name).unwrap()
    }

    /// As a power cut would.
    pub(crate) fn kill(&mut self, number: usize) {
        let mut child = self.servers[number].child.take().unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
    }

    pub(crate) fn start_one(&mut self, number: usize) {
        let server = &mut self.servers[number];
        let log = self.folder.path().join(format!("{}.log", server.name));
        let log = File::options().create(true).append(true).open(log).unwrap();
        let child = Command::new("nats-server")
            .args(&server.arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn();
        assert!(child.is_ok(), "nats-server is missing: run `cargo xtask setup test`");
        server.child = child.ok();
    }
}

impl Drop for Servers {
    fn drop(&mut self) {
        for server in &mut self.servers {
            if let Some(mut child) = server.child.take() {
                drop(child.kill());
                drop(child.wait());
            }
        }
    }
}

/// Ports nobody has at the moment, each another.
fn free_ports(count: usize) -> Vec<u16> {
    let local = |_| TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let taken: Vec<TcpListener> = (0..count).map(local).collect();
    taken.iter().map(|listener| listener.local_addr().unwrap().port()).collect()
}
