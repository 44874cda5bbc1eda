//! Connections: as many as are allowed, each with as much patience as it may ask for.
//!
//! Where there are as many as may be, another one takes the place of the one that has waited longest
//! without a whole request, be it kept from an earlier one or sending its head a byte at a time. Where
//! all are being answered, it waits until one is done.

use std::convert::Infallible;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::BoxError;
use axum::http::{Request, Response};
use bytes::Bytes;
use hyper::body::{Body, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;
use tower::{Service, ServiceExt};

use super::access_log::AccessLog;
use super::delivery::UnderWay;
use super::occupancy::{Occupancy, Taken};
use super::patient_stream::PatientStream;
use super::{ServeLimits, ServeOptions};

/// How often it is tried again what can't be done now.
const AGAIN: Duration = Duration::from_millis(20);
/// How long those who still wait when the end has come may take to notice.
const NOTICE: Duration = Duration::from_millis(200);
/// How much longer than its patience a connection lasts: who makes an answer that is not taken has none
/// left first, and says why.
const LEEWAY: Duration = Duration::from_secs(1);
/// How long those may take to say so whose time is over.
const FAREWELL: Duration = Duration::from_secs(1);

/// Answers what comes until `stop` is there, then finishes what has been begun; `part` tells what takes
/// longer than it may that it is to end.
pub(super) async fn serve<S, B>(
    listener: TcpListener,
    service: S,
    options: &ServeOptions,
    stop: impl Future<Output = ()>,
    part: impl FnOnce(),
) where
    S: Service<Request<Incoming>, Response = Response<B>, Error = Infallible>
        + Clone
        + Send
        + 'static,
    S::Future: Send,
    B: Body<Data = Bytes, Error: Into<BoxError>> + Send + 'static,
{
    let limits = &options.limits;
    let http = protocol(limits);
    let places = Arc::new(Semaphore::new(limits.connections));
    let occupancy = Occupancy::none();
    let (end, ending) = watch::channel(());
    let mut open = JoinSet::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let next = async {
            let stream = accepted(&listener, &occupancy).await;
            (stream, place(&places, &occupancy).await)
        };
        let (stream, place) = tokio::select! {
            next = next => next,
            () = &mut stop => break,
        };
        let connection = Connection {
            taken: occupancy.take(),
            ending: ending.clone(),
            log: options.log.clone(),
            patience: limits.patience,
        };
        let (http, service) = (http.clone(), service.clone());
        open.spawn(async move {
            connection.run(&http, stream, service).await;
            drop(place);
        });
        while open.try_join_next().is_some() {}
    }
    drop((listener, end));
    let all_done = async { while open.join_next().await.is_some() {} };
    let mut all_done = std::pin::pin!(all_done);
    let dismiss = async {
        tokio::time::sleep(NOTICE).await;
        occupancy.dismiss_waiting();
        std::future::pending::<()>().await;
    };
    tokio::select! {
        () = &mut all_done => return,
        () = dismiss => {}
        () = tokio::time::sleep(limits.grace) => {}
    }
    part();
    // Who has not gone by then is cut off.
    let _ = tokio::time::timeout(FAREWELL, all_done).await;
}

/// How HTTP is spoken. What is longer than this takes is refused without a word, so it takes more
/// than the limits allow: what is a little too long gets an answer that says so.
fn protocol(limits: &ServeLimits) -> http1::Builder {
    let mut http = http1::Builder::new();
    // QGIS looks for `Content-Type` letter by letter, to know JSON under a pixel of a map.
    http.title_case_headers(true)
        .timer(TokioTimer::new())
        .header_read_timeout(limits.patience)
        .max_buf_size(2 * (limits.uri + limits.head) + (8 << 10));
    http
}

/// The next client.
async fn accepted(listener: &TcpListener, occupancy: &Occupancy) -> TcpStream {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return stream,
            // That client has gone already.
            Err(cause) if is_of_the_client(&cause) => {}
            // No files are left, or no memory: asking at once again would only heat the processor.
            Err(_) => {
                occupancy.make_room();
                tokio::time::sleep(AGAIN).await;
            }
        }
    }
}

fn is_of_the_client(cause: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(cause.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

/// Room for one more connection.
async fn place(places: &Arc<Semaphore>, occupancy: &Occupancy) -> Option<OwnedSemaphorePermit> {
    loop {
        if let Ok(place) = Arc::clone(places).try_acquire_owned() {
            return Some(place);
        }
        occupancy.make_room();
        let free = tokio::time::timeout(AGAIN, Arc::clone(places).acquire_owned()).await;
        if let Ok(place) = free {
            return place.ok();
        }
    }
}

struct Connection {
    taken: Taken,
    ending: watch::Receiver<()>,
    log: Option<AccessLog>,
    patience: Duration,
}

impl Connection {
    /// Answers one client until it leaves or is asked to.
    async fn run<S, B>(mut self, http: &http1::Builder, stream: TcpStream, service: S)
    where
        S: Service<Request<Incoming>, Response = Response<B>, Error = Infallible> + Clone,
        B: Body<Data = Bytes, Error: Into<BoxError>> + 'static,
    {
        // Answers that wait for company are late; where that can't be had they are late and right.
        let _ = stream.set_nodelay(true);
        let stream = PatientStream::of(stream, self.patience + LEEWAY);
        let (seat, log) = (self.taken.seat(), self.log.take());
        let answered = service_fn(move |request: Request<Incoming>| {
            let under_way = UnderWay::begin(&request, Arc::clone(&seat), log.clone());
            let answer = service.clone().oneshot(request);
            async move {
                let (head, body) = answer.await?.into_parts();
                let body = under_way.deliver(head.status, body);
                Ok::<_, Infallible>(Response::from_parts(head, body))
            }
        });
        let talk = http.serve_connection(TokioIo::new(Box::pin(stream)), answered);
        let mut talk = std::pin::pin!(talk);
        // A client that has gone away is nobody to tell what went wrong with it.
        tokio::select! {
            _ = talk.as_mut() => return,
            () = self.taken.asked_to_leave() => return,
            _ = self.ending.changed() => talk.as_mut().graceful_shutdown(),
        }
        tokio::select! {
            _ = talk => {}
            () = self.taken.asked_to_leave() => {}
        }
    }
}
