//! Listening: our own accept loop, because the usual one waits for ever.
//!
//! `axum::serve` 0.8 has no deadline for request headers, so 500 slow sockets are
//! enough to fill a server (threat model, row 23). Here headers have five seconds, a
//! reader that takes nothing has thirty, and connections are counted.

mod crowd;
mod unread;

use crate::error::AppError;
use crate::gate::Peer;
use crate::intake::Intake;
use crate::rules::Rules;
use axum::Router;
use axum::body::Body;
use crowd::{Crowd, Seat};
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use unread::UnreadDeadline;

/// Request headers arrive within this time, also on a connection kept alive.
const HEADER_DEADLINE: Duration = Duration::from_secs(5);

/// Most connections at once; a connection takes about 100 KiB.
const MAX_CONNECTIONS: usize = 1_024;

/// Most bytes a connection buffers, which is also the longest request head.
const MAX_BUFFER_BYTES: usize = 64 * 1024;

/// When the system has no more file handles, accepting rests this long.
const ACCEPT_REST: Duration = Duration::from_millis(100);

/// Requests under way get this long to end when the program stops.
const LAST_ANSWERS: Duration = Duration::from_secs(5);

/// Takes an address; port 0 takes any that is free.
pub async fn bind(addr: SocketAddr) -> Result<TcpListener, AppError> {
    TcpListener::bind(addr).await.map_err(|source| AppError::Listen { addr, source })
}

/// Answers connections until the desk stops and the last answers are given.
pub async fn run(listener: TcpListener, router: Router, intake: impl Into<Intake>) {
    let intake = intake.into();
    let mut entrance = Entrance::of(listener, intake.rules);
    let mut stopping = intake.stopping;
    let graceful = GracefulShutdown::new();
    loop {
        let accepted = tokio::select! {
            _ = stopping.wait_for(|stop| *stop) => break,
            accepted = entrance.accept() => accepted,
        };
        if let Some((stream, peer, place)) = accepted {
            let connection = serve(stream, peer, router.clone(), graceful.watcher());
            tokio::spawn(async move {
                connection.await;
                drop(place);
            });
        }
    }
    drop(entrance);
    // Whoever has not finished by then is cut off.
    drop(tokio::time::timeout(LAST_ANSWERS, graceful.shutdown()).await);
}

/// Where connections come in, and how many there may be.
struct Entrance {
    listener: TcpListener,
    places: Arc<Semaphore>,
    crowd: Arc<Crowd>,
    rules: Arc<Rules>,
}

/// What a connection gives back when it ends.
type Held = (OwnedSemaphorePermit, Option<Seat>);

impl Entrance {
    fn of(listener: TcpListener, rules: Arc<Rules>) -> Self {
        Self {
            listener,
            places: Arc::new(Semaphore::new(MAX_CONNECTIONS)),
            crowd: Arc::default(),
            rules,
        }
    }

    /// Waits for a place, then for a connection. One that may not be is closed at once.
    async fn accept(&mut self) -> Option<(TcpStream, SocketAddr, Held)> {
        let place = Arc::clone(&self.places).acquire_owned().await.ok()?;
        let (stream, peer) = match self.listener.accept().await {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(ACCEPT_REST).await;
                return None;
            }
        };
        let client = peer.ip().to_canonical();
        // A proxy speaks for many, and this machine is the owner's.
        if client.is_loopback() || self.rules.proxies.trusts(client) {
            return Some((stream, peer, (place, None)));
        }
        let seat = self.crowd.seat(client)?;
        Some((stream, peer, (place, Some(seat))))
    }
}

async fn serve(stream: TcpStream, peer: SocketAddr, router: Router, watcher: Watcher) {
    // Events of a stream are small and wanted at once.
    drop(stream.set_nodelay(true));
    let router = TowerToHyperService::new(router);
    let service = service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(Peer(peer));
        router.call(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_DEADLINE)
        .max_buf_size(MAX_BUFFER_BYTES)
        .serve_connection(TokioIo::new(UnreadDeadline::new(stream)), service);
    // A peer that hangs up or is too slow is everyday life, not an error of ours.
    if let Err(error) = watcher.watch(connection).await {
        tracing::debug!(%error, "a connection ended early");
    }
}
