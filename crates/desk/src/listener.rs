//! Listening: our own accept loop, because the usual one waits for ever.
//!
//! `axum::serve` 0.8 has no deadline for request headers, so 500 slow sockets are
//! enough to fill a server (threat model, row 23). Here headers have five seconds, a
//! reader that takes nothing has thirty, and connections are counted.

mod unread;

use crate::error::AppError;
use crate::gate::Peer;
use axum::Router;
use axum::body::Body;
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
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
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

/// Answers connections until `stopping` turns true and the last answers are given.
pub async fn run(listener: TcpListener, router: Router, mut stopping: watch::Receiver<bool>) {
    let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    let graceful = GracefulShutdown::new();
    loop {
        let accepted = tokio::select! {
            _ = stopping.wait_for(|stop| *stop) => break,
            accepted = accept(&listener, &places) => accepted,
        };
        if let Some((stream, peer, place)) = accepted {
            let connection = serve(stream, peer, router.clone(), graceful.watcher());
            tokio::spawn(async move {
                connection.await;
                drop(place);
            });
        }
    }
    drop(listener);
    // Whoever has not finished by then is cut off.
    drop(tokio::time::timeout(LAST_ANSWERS, graceful.shutdown()).await);
}

/// Waits for a place, then for a connection.
async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> Option<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    let place = Arc::clone(places).acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, peer)) => Some((stream, peer, place)),
        Err(error) => {
            tracing::warn!(%error, "a connection could not be accepted");
            tokio::time::sleep(ACCEPT_REST).await;
            None
        }
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
