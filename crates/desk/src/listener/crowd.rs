//! How many connections one client holds.

use crate::client::Place;
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex};

/// Most connections of one client. A browser opens six to a host; twenty people
/// behind one address still fit, and nobody takes all places of the desk.
const MAX_SEATS: usize = 128;

/// The clients that are connected now. As many entries as connections at most.
#[derive(Debug, Default)]
pub(super) struct Crowd {
    seats: Mutex<BTreeMap<Place, usize>>,
}

/// One connection's place; given back when it is dropped.
#[derive(Debug)]
pub(super) struct Seat {
    crowd: Arc<Crowd>,
    place: Place,
}

impl Crowd {
    /// A seat for one more connection; `None` when the client has enough.
    pub(super) fn seat(self: &Arc<Self>, client: IpAddr) -> Option<Seat> {
        let place = Place::of(client);
        let mut seats = self.seats.lock().ok()?;
        let taken = seats.entry(place).or_default();
        if *taken >= MAX_SEATS {
            return None;
        }
        *taken += 1;
        Some(Seat { crowd: Arc::clone(self), place })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let Ok(mut seats) = self.crowd.seats.lock() else {
            return;
        };
        if let Some(taken) = seats.get_mut(&self.place) {
            *taken -= 1;
            if *taken == 0 {
                seats.remove(&self.place);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_gets_its_seats_and_no_more_until_one_is_free() {
        let crowd = Arc::new(Crowd::default());
        let client: IpAddr = "203.0.113.9".parse().unwrap();
        let mut seats: Vec<Seat> = (0..MAX_SEATS).map(|_| crowd.seat(client).unwrap()).collect();
        assert!(crowd.seat(client).is_none());
        assert!(crowd.seat("203.0.113.10".parse().unwrap()).is_some());
        seats.pop();
        assert!(crowd.seat(client).is_some());
        seats.clear();
        assert!(crowd.seats.lock().unwrap().is_empty());
    }
}
