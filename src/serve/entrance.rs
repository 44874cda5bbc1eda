//! What every request passes through on its way to a resource, and every answer on its way back.

use std::convert::Infallible;
use std::panic::AssertUnwindSafe;

use axum::Router;
use axum::body::{Body, HttpBody};
use axum::extract::DefaultBodyLimit;
use axum::http::{Method, Request, Response, StatusCode, request};
use axum::response::IntoResponse;
use bytes::Bytes;
use futures_util::FutureExt;
use hyper::body::Incoming;
use tower::{Layer, Service, ServiceBuilder, ServiceExt};
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};
use tower_http::cors::{AllowOrigin, AllowPrivateNetwork, Any, CorsLayer};

use super::admission::admit;
use super::app::App;
use super::freshness::Tag;
use super::guards;
use super::problem::Problem;
use super::reach::Reach;

/// Smaller answers fit a packet anyway.
const SMALLEST_PACKED: u64 = 1024;

/// All that is between connections and resources.
pub(super) fn before(
    resources: Router,
    app: App,
    reach: Reach,
) -> impl Service<
    Request<Incoming>,
    Response = Response<impl HttpBody<Data = Bytes, Error: Into<axum::BoxError>> + Send + 'static>,
    Error = Infallible,
    Future: Send,
> + Clone
+ Send
+ 'static {
    let resources = DefaultBodyLimit::max(app.limits().body).layer(resources);
    let answered = tower::service_fn(move |request| {
        answer(app.clone(), reach, resources.clone(), request).map(Ok::<_, Infallible>)
    });
    ServiceBuilder::new()
        .map_response(guards::add)
        .layer(readers(reach))
        .layer(packing())
        .service(answered)
}

/// Answers that are there as a whole, the others come a piece at a time at the pace of their making.
/// Packing would keep the pieces back.
#[derive(Debug, Clone, Copy)]
struct Whole;

impl Predicate for Whole {
    fn should_compress<B: HttpBody>(&self, response: &Response<B>) -> bool {
        response.body().size_hint().exact().is_some()
    }
}

/// Answers of some size are packed, unless they are so already.
fn packing() -> CompressionLayer<impl Predicate> {
    let worthwhile = SizeAbove::new(SMALLEST_PACKED)
        .and(Whole)
        .and(NotForContentType::IMAGES)
        .and(NotForContentType::const_new("application/pdf"))
        .and(NotForContentType::const_new("font/"));
    CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(worthwhile)
}

/// Which pages may read the answers.
fn readers(reach: Reach) -> CorsLayer {
    let read = CorsLayer::new()
        .allow_methods([Method::GET, Method::HEAD, Method::POST])
        .allow_headers(Any)
        .expose_headers(Any);
    match reach {
        Reach::Everyone => read.allow_origin(Any).vary([]),
        Reach::ThisMachine => {
            let lets = move |origin: &_, _: &request::Parts| reach.lets_read(origin);
            let private = move |origin: &_, _: &request::Parts| reach.lets_read(origin);
            read.allow_origin(AllowOrigin::predicate(lets))
                .allow_private_network(AllowPrivateNetwork::predicate(private))
        }
    }
}

/// The answer to a request, whatever happens.
async fn answer<S>(
    app: App,
    reach: Reach,
    resources: S,
    mut request: Request<Incoming>,
) -> Response<Body>
where
    S: Service<Request<Body>, Response = Response<Body>, Error = Infallible>,
{
    let limits = app.limits();
    if let Err(problem) = admit(&mut request, limits, reach) {
        return problem.into_response();
    }
    let published = app.published();
    let tag = match Tag::of(&request, &published, &app) {
        Some(tag) if tag.is_known(request.headers()) => return tag.unchanged(),
        tag => tag,
    };
    request.extensions_mut().insert(published);
    let made = resources.oneshot(request.map(Body::new));
    // A defect of one resource must not take the connection's other requests along.
    let Ok(Ok(mut response)) = AssertUnwindSafe(made).catch_unwind().await else {
        return Problem::broken().into_response();
    };
    match response.body().size_hint().exact() {
        Some(size) if size > limits.answer as u64 => {
            return too_large(size, limits.answer).into_response();
        }
        _ => {}
    }
    if let Some(tag) = tag {
        tag.put_on(&mut response);
    }
    response
}

fn too_large(size: u64, most: usize) -> Problem {
    let detail = format!("the answer may have {most} bytes, and has {size}; ask for less at once");
    Problem::new(StatusCode::BAD_REQUEST, detail)
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::{TcpListener, TcpStream};

    use super::*;
    use crate::model::Dataset;
    use crate::serve::{Published, ServeOptions, connections};

    /// The answers to two requests on one connection, of which the second asks for its end.
    async fn answers(resources: Router, paths: [&str; 2]) -> String {
        let options = ServeOptions::default();
        let dataset = Dataset::open("fixtures/snapshots").unwrap();
        let app = App::new(Published::of(dataset).unwrap(), options.clone());
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let service = before(resources, app, Reach::of(address, None));
        let asked = async {
            let [first, last] = paths;
            let requests = format!(
                "GET {first} HTTP/1.1\r\nHost: localhost\r\n\r\n\
                 GET {last} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            );
            let mut stream = TcpStream::connect(address).await.unwrap();
            stream.write_all(requests.as_bytes()).await.unwrap();
            let mut answers = String::new();
            stream.read_to_string(&mut answers).await.unwrap();
            answers
        };
        tokio::select! {
            answers = asked => answers,
            () = connections::serve(listener, service, &options, pending(), || ()) => String::new(),
        }
    }

    #[test]
    fn a_defect_of_one_resource_is_a_problem_and_takes_no_other_request_along() {
        async fn broken() -> &'static str {
            std::hint::black_box(None).expect("a defect")
        }
        let resources =
            Router::new().route("/at", get(broken)).route("/health", get(|| async { "well" }));
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = runtime.enable_all().build().unwrap();
        let answers = runtime.block_on(answers(resources, ["/at", "/health"]));
        assert!(answers.starts_with("HTTP/1.1 500 "), "{answers}");
        assert!(answers.contains("application/problem+json"), "{answers}");
        assert!(answers.ends_with("\r\n\r\nwell"), "{answers}");
    }
}
