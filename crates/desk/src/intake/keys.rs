//! Write keys: which shop an event is from, and how much it may send.
//!
//! A write key stands in the shop's pages for everyone to read. It is an address, not
//! a secret: what it buys is that a key copied into another page is refused there by
//! every browser, and that one shop cannot use up what the others need.

use super::rates::wait;
use crate::error::AppError;
use axum::http::{HeaderMap, Uri, header};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// The header that carries a key; where none can be set, `?key=` does.
pub const HEADER: &str = "usher-key";

const MILLIS_PER_DAY: i64 = 24 * 60 * 60 * 1000;

/// What the owner says about one key.
#[derive(Clone, Debug, Default)]
pub struct KeyRule {
    /// What it is called in logs and figures; the key itself never appears there.
    pub name: String,
    /// The key.
    pub key: String,
    /// Origins whose pages may use it, such as `https://shop.example`.
    pub origins: Vec<String>,
    /// Whether programs may use it, which send no `Origin`.
    pub servers: bool,
    /// Most events a minute.
    pub per_minute: Option<NonZeroU32>,
    /// Most events a day, UTC.
    pub per_day: Option<u64>,
}

/// A key with what was spent of it.
#[derive(Debug)]
pub struct WriteKey {
    rule: KeyRule,
    name: Arc<str>,
    pace: Option<DefaultDirectRateLimiter>,
    spent: Mutex<Spent>,
}

/// Events of one day; a restart begins at none.
#[derive(Debug, Default)]
struct Spent {
    day: i64,
    events: u64,
}

/// All write keys. Without any, everyone may post.
#[derive(Debug, Default)]
pub struct Keys {
    keys: BTreeMap<String, Arc<WriteKey>>,
}

impl Keys {
    /// Keys that are to be asked for from now on.
    #[must_use]
    pub fn new(rules: Vec<KeyRule>) -> Self {
        let keys = rules.into_iter().map(|rule| (rule.key.clone(), Arc::new(WriteKey::new(rule))));
        Self { keys: keys.collect() }
    }

    /// Whether nobody has to show a key.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.keys.is_empty()
    }

    /// The key that was shown, if it is good for where it is used.
    ///
    /// Errors: none or an unknown one was shown, or the page that uses it is not one
    /// of its own.
    pub(super) fn admit(
        &self,
        shown: Option<&str>,
        origin: Option<&str>,
    ) -> Result<Option<Arc<WriteKey>>, AppError> {
        if self.is_open() {
            return Ok(None);
        }
        let key = shown.and_then(|shown| self.keys.get(shown)).ok_or(AppError::KeyUnknown)?;
        match origin {
            Some(origin) if key.rule.origins.iter().any(|listed| listed == origin) => {}
            None if key.rule.servers => {}
            _ => return Err(AppError::OriginNotListed),
        }
        Ok(Some(Arc::clone(key)))
    }
}

impl WriteKey {
    fn new(rule: KeyRule) -> Self {
        let quota = |events| Quota::per_minute(events).allow_burst(events);
        let pace = rule.per_minute.map(|events| RateLimiter::direct(quota(events)));
        Self { name: rule.name.as_str().into(), rule, pace, spent: Mutex::default() }
    }

    /// What the key is called.
    pub(super) fn name(&self) -> Arc<str> {
        Arc::clone(&self.name)
    }

    /// Takes events off what the key may send.
    ///
    /// Errors: it is not enough; nothing was taken off, and the error says how long to
    /// wait.
    pub(super) fn spend(&self, events: usize, now_millis: i64) -> Result<(), AppError> {
        let count = u32::try_from(events).unwrap_or(u32::MAX);
        let (Some(pace), Some(count)) = (&self.pace, NonZeroU32::new(count)) else {
            return self.spend_of_day(events, now_millis);
        };
        match pace.check_n(count) {
            Ok(Ok(())) => self.spend_of_day(events, now_millis),
            Ok(Err(refused)) => Err(AppError::TooFast(wait(&refused))),
            // More at once than a whole minute allows never gets through.
            Err(_) => Err(AppError::TooManyEvents(events)),
        }
    }

    fn spend_of_day(&self, events: usize, now_millis: i64) -> Result<(), AppError> {
        let (Some(most), Ok(mut spent)) = (self.rule.per_day, self.spent.lock()) else {
            return Ok(());
        };
        let day = now_millis.div_euclid(MILLIS_PER_DAY);
        if spent.day != day {
            *spent = Spent { day, events: 0 };
        }
        let wanted = spent.events.saturating_add(events as u64);
        if wanted > most {
            let rest = MILLIS_PER_DAY - now_millis.rem_euclid(MILLIS_PER_DAY);
            return Err(AppError::QuotaSpent(Duration::from_millis(rest.unsigned_abs())));
        }
        spent.events = wanted;
        Ok(())
    }
}

/// The key a request shows: a header, the address, or, as Segment's libraries do, the
/// name of HTTP Basic.
pub(super) fn shown(headers: &HeaderMap, uri: &Uri) -> Option<String> {
    let header = headers.get(HEADER).and_then(|key| key.to_str().ok()).map(str::to_owned);
    header.or_else(|| of_query(uri)).or_else(|| of_basic(headers))
}

fn of_query(uri: &Uri) -> Option<String> {
    let key = uri.query()?.split('&').find_map(|part| part.strip_prefix("key="))?;
    Some(percent_encoding::percent_decode_str(key).decode_utf8().ok()?.into_owned())
}

fn of_basic(headers: &HeaderMap) -> Option<String> {
    let written = headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Basic ")?;
    let text = String::from_utf8(BASE64_STANDARD.decode(written).ok()?).ok()?;
    Some(text.split(':').next().unwrap_or_default().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(per_minute: u32, per_day: u64) -> WriteKey {
        WriteKey::new(KeyRule {
            per_minute: NonZeroU32::new(per_minute),
            per_day: Some(per_day),
            ..KeyRule::default()
        })
    }

    #[test]
    fn a_day_has_its_quota_and_the_next_one_has_it_again() {
        let key = key(1_000, 10);
        assert!(key.spend(10, 1_000).is_ok());
        let Err(AppError::QuotaSpent(wait)) = key.spend(1, MILLIS_PER_DAY - 5_000) else {
            panic!("more than the quota was let through");
        };
        assert_eq!(wait, Duration::from_secs(5));
        assert!(key.spend(10, MILLIS_PER_DAY).is_ok());
    }

    #[test]
    fn a_minute_has_its_pace() {
        let key = key(10, 1_000);
        assert!(key.spend(8, 0).is_ok());
        assert!(matches!(key.spend(8, 0), Err(AppError::TooFast(_))));
        assert!(matches!(key.spend(11, 0), Err(AppError::TooManyEvents(_))));
    }
}
