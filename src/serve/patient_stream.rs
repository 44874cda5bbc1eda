//! A connection to a client that is waited for while it does anything at all.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use pin_project_lite::pin_project;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio_io_timeout::TimeoutStream;

pin_project! {
    /// A connection that ends when its client takes nothing for so long that is written to it, and sends
    /// nothing either: many clients send all of a long request before they read.
    #[derive(Debug)]
    pub(super) struct PatientStream {
        #[pin]
        stream: TimeoutStream<TcpStream>,
        patience: Duration,
    }
}

impl PatientStream {
    /// A connection with so much patience.
    pub fn of(stream: TcpStream, patience: Duration) -> Self {
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(patience));
        Self { stream, patience }
    }
}

impl AsyncRead for PatientStream {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        room: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let mut this = self.project();
        let known = room.filled().len();
        ready!(this.stream.as_mut().poll_read(context, room))?;
        if room.filled().len() > known {
            // Setting it has the time begin anew.
            this.stream.set_write_timeout_pinned(Some(*this.patience));
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for PatientStream {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.project().stream.poll_write(context, bytes)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.project().stream.poll_write_vectored(context, pieces)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.project().stream.poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.project().stream.poll_shutdown(context)
    }
}
