//! Connections: as many as are allowed, each with as much patience as it may ask for.

use std::sync::Arc;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

use super::ServeLimits;

/// Answers what comes until `stop` is there, then finishes what has been begun.
pub(super) async fn serve(
    listener: TcpListener,
    router: Router,
    limits: &ServeLimits,
    stop: impl Future<Output = ()>,
) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(limits.patience).keep_alive(true);
    let room = Arc::new(Semaphore::new(limits.connections));
    let open = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let next = async {
            let place = Arc::clone(&room).acquire_owned().await.ok()?;
            Some((listener.accept().await.ok()?, place))
        };
        let accepted = tokio::select! {
            accepted = next => accepted,
            () = &mut stop => break,
        };
        let Some(((stream, _), place)) = accepted else { continue };
        let _ = stream.set_nodelay(true);
        let service = TowerToHyperService::new(router.clone());
        let connection = open.watch(http.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            // A client that has gone away is nobody to tell.
            let _ = connection.await;
            drop(place);
        });
    }
    let _ = tokio::time::timeout(limits.time, open.shutdown()).await;
}
