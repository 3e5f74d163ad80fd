//! A desk of this process on a port of its own, for measurements.

use axum::body::Body;
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use usher_desk::{Desk, Store, desk_router, listener};

pub(crate) struct Open {
    pub(crate) addr: SocketAddr,
    pub(crate) store: Store,
    stop: watch::Sender<bool>,
}

pub(crate) async fn open(path: &Path) -> Open {
    let store = Store::open(path).unwrap();
    let (stop, stopping) = watch::channel(false);
    let desk = Desk {
        store: store.clone(),
        hosts: Arc::default(),
        snippet: "".into(),
        intended: Arc::default(),
        bundle: Arc::default(),
        rules: Arc::default(),
        stopping,
    };
    let door = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = door.local_addr().unwrap();
    tokio::spawn(listener::run(door, desk_router(desk.clone()), desk));
    Open { addr, store, stop }
}

impl Open {
    pub(crate) async fn close(self) {
        self.stop.send_replace(true);
        self.store.close().await.unwrap();
    }
}

pub(crate) async fn connect(addr: SocketAddr) -> SendRequest<Body> {
    let stream = TcpStream::connect(addr).await.unwrap();
    stream.set_nodelay(true).unwrap();
    let (sender, connection) = http1::handshake(TokioIo::new(stream)).await.unwrap();
    tokio::spawn(connection);
    sender
}
