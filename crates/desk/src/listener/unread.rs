//! Hangs up on a reader that takes nothing.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep, sleep};

/// How long an answer may wait for its reader.
const READER_PATIENCE: Duration = Duration::from_secs(30);

/// A connection whose writes fail once they have waited too long.
pub(super) struct UnreadDeadline {
    stream: TcpStream,
    waiting: Option<Pin<Box<Sleep>>>,
}

impl UnreadDeadline {
    pub(super) fn new(stream: TcpStream) -> Self {
        Self { stream, waiting: None }
    }

    /// Passes a finished write on; starts or checks the clock of one that waits.
    fn check<T>(
        &mut self,
        written: Poll<io::Result<T>>,
        context: &mut Context<'_>,
    ) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.waiting = None;
            return written;
        }
        let clock = self.waiting.get_or_insert_with(|| Box::pin(sleep(READER_PATIENCE)));
        ready!(clock.as_mut().poll(context));
        // A clock that has rung must not be asked again.
        clock.as_mut().reset(Instant::now() + READER_PATIENCE);
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for UnreadDeadline {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for UnreadDeadline {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.check(written, context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, pieces);
        self.check(written, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::AsyncWriteExt;
    use tokio::net::TcpListener;

    // The clock stands still until nothing else can happen, then jumps to what is next.
    #[tokio::test(start_paused = true)]
    async fn a_reader_that_takes_nothing_is_hung_up_on_after_its_time() {
        let door = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let reader = TcpStream::connect(door.local_addr().unwrap()).await.unwrap();
        let mut answer = UnreadDeadline::new(door.accept().await.unwrap().0);
        let began = Instant::now();
        let error = loop {
            if let Err(error) = answer.write_all(&[7; 65_536]).await {
                break error;
            }
        };
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
        assert!(began.elapsed() >= READER_PATIENCE, "{:?}", began.elapsed());
        drop(reader);
    }
}
