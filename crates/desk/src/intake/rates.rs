//! How fast one client may post.

use crate::client::Place;
use crate::error::AppError;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultDirectRateLimiter, DefaultKeyedRateLimiter, NotUntil, Quota, RateLimiter};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Requests a client may make in a second, over time. A page posts a few times a
/// minute; a hundred visitors behind one address still fit.
pub const REQUESTS_PER_SECOND: u32 = 50;

/// How many seconds' worth of requests may come at once.
const BURST_SECONDS: u32 = 4;

/// Most clients remembered; about 10 MiB. Beyond it all new ones share one limit, so
/// that a flood from many addresses costs no memory (threat model, row 21).
pub const MAX_PLACES: usize = 200_000;

/// Clients that rested are forgotten this often.
const FORGET_EVERY: Duration = Duration::from_secs(60);

/// The shared limit is this many times that of one client.
const SHARED: u32 = 100;

/// The limit per client address.
#[derive(Debug)]
pub struct Rates {
    places: DefaultKeyedRateLimiter<Place>,
    shared: DefaultDirectRateLimiter,
    forgot: Mutex<Instant>,
}

impl Default for Rates {
    fn default() -> Self {
        Self::new(NonZeroU32::new(REQUESTS_PER_SECOND).unwrap_or(NonZeroU32::MIN))
    }
}

impl Rates {
    /// A limit of so many requests a second, with four seconds' worth at once.
    #[must_use]
    pub fn new(per_second: NonZeroU32) -> Self {
        let quota = |factor: u32| {
            let per_second = per_second.saturating_mul(positive(factor));
            Quota::per_second(per_second)
                .allow_burst(per_second.saturating_mul(positive(BURST_SECONDS)))
        };
        Self {
            places: RateLimiter::keyed(quota(1)),
            shared: RateLimiter::direct(quota(SHARED)),
            forgot: Mutex::new(Instant::now()),
        }
    }

    /// Counts one request of a client.
    ///
    /// This machine is not limited: it is the owner's own programs, or a proxy that
    /// was not named as one, whose visitors must not share one limit.
    /// Errors: too many; the error says how long to wait.
    pub(crate) fn check(&self, client: IpAddr) -> Result<(), AppError> {
        if client.is_loopback() {
            return Ok(());
        }
        self.forget();
        let checked = match self.places.len() < MAX_PLACES {
            true => self.places.check_key(&Place::of(client)),
            false => self.shared.check(),
        };
        checked.map_err(|refused| AppError::TooFast(wait(&refused)))
    }

    /// How many clients are remembered.
    #[must_use]
    pub fn places(&self) -> usize {
        self.places.len()
    }

    fn forget(&self) {
        let Ok(mut forgot) = self.forgot.try_lock() else {
            return;
        };
        if forgot.elapsed() > FORGET_EVERY {
            *forgot = Instant::now();
            self.places.retain_recent();
            self.places.shrink_to_fit();
        }
    }
}

type Refused = NotUntil<<DefaultClock as Clock>::Instant>;

/// How long to wait until the limit lets the same through.
pub(super) fn wait(refused: &Refused) -> Duration {
    refused.wait_time_from(DefaultClock::default().now())
}

fn positive(number: u32) -> NonZeroU32 {
    NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::Ipv4Addr;

    #[test]
    fn a_million_addresses_cost_no_more_memory_than_the_cap() {
        let rates = Rates::new(NonZeroU32::new(1_000_000).unwrap());
        let mut refused = 0;
        for number in 0..1_000_000_u32 {
            let address = IpAddr::V4(Ipv4Addr::from_bits(0x0100_0000 + number));
            refused += usize::from(rates.check(address).is_err());
        }
        assert_eq!((rates.places(), refused), (MAX_PLACES, 0));
    }
}
