//! Which addresses a forwarder may connect to.
//!
//! Names are looked up once for a request, every address found is looked at, and the
//! connection goes to one of exactly these: a name that says something else the next
//! moment (DNS rebinding) gains nothing (threat model, row 40).

use ipnet::IpNet;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use ureq::Error;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// Networks of IPv4 that are not the open internet (RFC 6890 and later): this host,
/// private, carriers', loopback, link-local with the clouds' metadata, documentation,
/// 6to4 relays, benchmarks, multicast, reserved.
const CLOSED_V4: [(u32, u32); 15] = [
    (0x0000_0000, 8),
    (0x0a00_0000, 8),
    (0x6440_0000, 10),
    (0x7f00_0000, 8),
    (0xa9fe_0000, 16),
    (0xac10_0000, 12),
    (0xc000_0000, 24),
    (0xc000_0200, 24),
    (0xc058_6300, 24),
    (0xc0a8_0000, 16),
    (0xc612_0000, 15),
    (0xc633_6400, 24),
    (0xcb00_7100, 24),
    (0xe000_0000, 4),
    (0xf000_0000, 4),
];

/// Whether a forwarder may connect to an address: one of the open internet, or one that
/// the owner allowed by name.
#[must_use]
pub fn may_connect(address: IpAddr, allowed: &[IpNet]) -> bool {
    let address = address.to_canonical();
    if allowed.iter().any(|net| net.contains(&address)) {
        return true;
    }
    match address {
        IpAddr::V4(address) => is_open_v4(address),
        IpAddr::V6(address) => is_open_v6(address),
    }
}

fn is_open_v4(address: Ipv4Addr) -> bool {
    let is_in = |(net, bits): &(u32, u32)| (address.to_bits() ^ net) >> (32 - bits) == 0;
    !CLOSED_V4.iter().any(is_in)
}

/// Only 2000::/3 is given out, and of it not what leads to an IPv4 address by another way
/// (6to4, Teredo) nor what is for documents.
fn is_open_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    let is_tunnel = first == 0x2002 || (first == 0x2001 && second < 0x0200);
    let is_document = (first == 0x2001 && second == 0x0db8) || (first == 0x3fff && second < 0x1000);
    (0x2000..0x4000).contains(&first) && !is_tunnel && !is_document
}

/// Looks a name up and lets the answer through only if all of it may be connected to.
#[derive(Debug)]
pub(super) struct Checked<N> {
    pub(super) names: N,
    pub(super) allowed: Vec<IpNet>,
}

impl<N: Resolver> Resolver for Checked<N> {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.names.resolve(uri, config, timeout)?;
        match found.iter().all(|address| may_connect(address.ip(), &self.allowed)) {
            true => Ok(found),
            false => Err(Error::Io(io::Error::new(
                io::ErrorKind::PermissionDenied,
                "its name leads into a private network; list the address under `allow` if it may",
            ))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_on_the_open_internet_is_refused_in_every_spelling() {
        for text in [
            "127.0.0.1",
            "127.255.255.254",
            "0.0.0.0",
            "10.0.0.1",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "100.127.255.255",
            "192.0.0.192",
            "192.0.2.1",
            "192.88.99.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:169.254.169.254",
            "::ffff:10.0.0.1",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "3fff::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(!may_connect(text.parse().unwrap(), &[]), "{text}");
        }
    }

    #[test]
    fn the_open_internet_and_what_the_owner_allowed_may_be_connected_to() {
        for text in ["1.1.1.1", "100.63.255.255", "172.32.0.1", "198.20.0.1", "2606:4700::1111"] {
            assert!(may_connect(text.parse().unwrap(), &[]), "{text}");
        }
        let allowed = ["10.1.0.0/16".parse().unwrap()];
        assert!(may_connect("10.1.2.3".parse().unwrap(), &allowed));
        assert!(may_connect("::ffff:10.1.2.3".parse().unwrap(), &allowed));
        assert!(!may_connect("10.2.0.1".parse().unwrap(), &allowed));
    }
}
