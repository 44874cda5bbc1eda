//! For whom a server is: this machine, or whoever reaches it.

use std::net::{IpAddr, SocketAddr};

use axum::http::uri::Authority;
use axum::http::{HeaderValue, Uri};

/// For whom a server is.
///
/// One that listens on loopback may hold data that is nobody else's. A page of elsewhere that is open
/// in a browser on this machine can reach it all the same: by asking it (which its origin tells), or
/// by giving its own name this machine's address (which the name in `Host` tells). Neither is answered.
/// Who listens elsewhere, or says what the public address is, serves everyone, pages of all sites too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Programs on this machine, and pages that come from it.
    ThisMachine,
    /// Whoever reaches it.
    Everyone,
}

impl Reach {
    /// For whom a server is that listens on an address and says where it is reached.
    pub fn of(address: SocketAddr, public_url: Option<&str>) -> Self {
        if is_loopback(address.ip()) && public_url.is_none() {
            Self::ThisMachine
        } else {
            Self::Everyone
        }
    }

    /// Whether requests to a host of this name are meant for the server.
    pub fn answers_to(self, host: &str) -> bool {
        self == Self::Everyone
            || host.parse::<Authority>().is_ok_and(|authority| is_here(authority.host()))
    }

    /// Whether pages of this origin may read the answers.
    pub fn lets_read(self, origin: &HeaderValue) -> bool {
        let uri = || origin.to_str().ok()?.parse::<Uri>().ok();
        self == Self::Everyone || uri().is_some_and(|uri| uri.host().is_some_and(is_here))
    }
}

/// Whether a name is of this machine whoever resolves it.
fn is_here(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let address = name.trim_start_matches('[').trim_end_matches(']').parse();
    name == "localhost" || name.ends_with(".localhost") || address.is_ok_and(is_loopback)
}

fn is_loopback(address: IpAddr) -> bool {
    address.to_canonical().is_loopback()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn on_loopback_only_names_and_pages_of_this_machine_are_answered() {
        let here = Reach::of(([127, 0, 0, 1], 80).into(), None);
        for host in ["localhost", "localhost:8080", "map.localhost", "127.0.0.1:1", "[::1]:8080"] {
            assert!(here.answers_to(host), "{host}");
        }
        for host in ["rebound.example", "localhost.example:80", "192.168.1.4", "0.0.0.0", "", "a b"]
        {
            assert!(!here.answers_to(host), "{host}");
        }
        let lets = |origin: &'static str| here.lets_read(&HeaderValue::from_static(origin));
        assert!(lets("http://localhost:5173") && lets("https://127.0.0.1"));
        assert!(!lets("https://elsewhere.example") && !lets("null"));
    }

    #[test]
    fn who_listens_elsewhere_or_has_a_public_address_serves_everyone() {
        let open = Reach::of(([0, 0, 0, 0], 80).into(), None);
        assert!(open.answers_to("maps.example.org"));
        assert!(open.lets_read(&HeaderValue::from_static("https://elsewhere.example")));
        let behind = Reach::of(([127, 0, 0, 1], 80).into(), Some("https://maps.example.org"));
        assert_eq!(behind, Reach::Everyone);
    }
}
