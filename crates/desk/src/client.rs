//! Who is on the other end of a request, also when a proxy stands between.

use crate::gate::Peer;
use axum::http::{Extensions, HeaderMap};
use ipnet::IpNet;
use std::net::{IpAddr, Ipv6Addr};

/// The reverse proxies that are believed when they name the client.
///
/// Without any, the other end of the connection is the client, and a header that
/// says otherwise is a stranger's word.
#[derive(Clone, Debug, Default)]
pub struct Proxies {
    trusted: Vec<IpNet>,
}

/// One client, as limits count it: an IPv4 address, or an IPv6 network of 64 bits,
/// because a single subscriber has 2⁶⁴ addresses to change between.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Place {
    V4(u32),
    V6(u64),
}

impl Place {
    pub(crate) fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self::V4(address.to_bits()),
            IpAddr::V6(address) => Self::V6(network(address)),
        }
    }
}

/// The first 64 bits.
fn network(address: Ipv6Addr) -> u64 {
    u64::try_from(address.to_bits() >> 64).unwrap_or_default()
}

impl Proxies {
    /// Reads addresses and networks, such as `127.0.0.1` or `10.0.0.0/8`.
    ///
    /// Errors: the text that is neither.
    pub fn read(list: &[String]) -> Result<Self, String> {
        let net = |text: &String| {
            text.parse::<IpNet>()
                .or_else(|_| text.parse::<IpAddr>().map(IpNet::from))
                .map_err(|_| text.clone())
        };
        Ok(Self { trusted: list.iter().map(net).collect::<Result<_, _>>()? })
    }

    /// The client of a request; `None` when not even the connection is known.
    ///
    /// Shape: the other end of the connection, or, when that is a trusted proxy, the
    /// rightmost address of `X-Forwarded-For` that is not one. Everything left of it
    /// was written by the client itself (threat model, row 20).
    #[must_use]
    pub fn client(&self, headers: &HeaderMap, extensions: &Extensions) -> Option<IpAddr> {
        let peer = extensions.get::<Peer>()?.0.ip().to_canonical();
        if !self.trusts(peer) {
            return Some(peer);
        }
        let mut client = peer;
        for hop in hops(headers) {
            // What is no address was not written by one of our proxies.
            let Ok(address) = hop.parse::<IpAddr>() else {
                break;
            };
            client = address.to_canonical();
            if !self.trusts(client) {
                break;
            }
        }
        Some(client)
    }

    /// Whether an address is one of a trusted proxy.
    pub(crate) fn trusts(&self, address: IpAddr) -> bool {
        self.trusted.iter().any(|net| net.contains(&address))
    }
}

/// The addresses of `X-Forwarded-For`, nearest first, over all headers of that name.
fn hops(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    headers
        .get_all("x-forwarded-for")
        .iter()
        .rev()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.rsplit(','))
        .map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn client(trusted: &[&str], peer: &str, forwarded: &[&str]) -> String {
        let trusted: Vec<String> = trusted.iter().map(|net| (*net).to_owned()).collect();
        let mut extensions = Extensions::new();
        extensions.insert(Peer(format!("{peer}:9").parse().unwrap()));
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", HeaderValue::from_str(value).unwrap());
        }
        Proxies::read(&trusted).unwrap().client(&headers, &extensions).unwrap().to_string()
    }

    #[test]
    fn nobody_is_believed_by_default() {
        assert_eq!(client(&[], "203.0.113.9", &["198.51.100.1"]), "203.0.113.9");
    }

    #[test]
    fn the_rightmost_address_that_is_no_proxy_is_the_client() {
        let trusted = ["127.0.0.1", "10.0.0.0/8"];
        for (forwarded, expected) in [
            (&["198.51.100.1"][..], "198.51.100.1"),
            (&["1.2.3.4, 198.51.100.1, 10.1.1.1"], "198.51.100.1"),
            (&["1.2.3.4", "198.51.100.1"], "198.51.100.1"),
            (&["198.51.100.1, nonsense"], "127.0.0.1"),
            (&["10.1.1.1"], "10.1.1.1"),
            (&["::ffff:198.51.100.1"], "198.51.100.1"),
            (&[], "127.0.0.1"),
        ] {
            assert_eq!(client(&trusted, "127.0.0.1", forwarded), expected, "{forwarded:?}");
        }
    }

    #[test]
    fn an_ipv6_subscriber_is_one_place() {
        let place = |text: &str| Place::of(text.parse().unwrap());
        assert_eq!(place("2001:db8::1"), place("2001:db8::ffff:1"));
        assert_ne!(place("2001:db8::1"), place("2001:db8:0:1::1"));
        assert_eq!(place("::ffff:10.0.0.1"), place("10.0.0.1"));
    }
}
