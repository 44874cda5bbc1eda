//! The connections that are open, and which of them wait for a request.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Notify;

/// A request of who has just come may still be on its way, so for so long nobody is asked to leave.
const SHORTEST_STAY: Duration = Duration::from_millis(50);
/// What stands in a seat's time while a request of it is answered.
const BUSY: u64 = u64::MAX;

/// The connections that are open.
#[derive(Debug, Clone)]
pub(super) struct Occupancy(Arc<Seats>);

#[derive(Debug)]
struct Seats {
    opened: Instant,
    taken: Mutex<HashMap<u64, Arc<Seat>>>,
    next: AtomicU64,
}

/// One connection.
#[derive(Debug)]
pub(super) struct Seat {
    number: u64,
    /// Since when it waits for a request or the rest of one, in milliseconds since the start.
    waits_since: AtomicU64,
    is_leaving: AtomicBool,
    leave: Notify,
    seats: Arc<Seats>,
}

/// A connection's seat until the connection ends.
#[derive(Debug)]
pub(super) struct Taken(Arc<Seat>);

impl Occupancy {
    /// No connections.
    pub fn none() -> Self {
        Self(Arc::new(Seats {
            opened: Instant::now(),
            taken: Mutex::default(),
            next: AtomicU64::new(0),
        }))
    }

    /// A seat for a connection that has just come.
    pub fn take(&self) -> Taken {
        let number = self.0.next.fetch_add(1, Ordering::Relaxed);
        let seat = Arc::new(Seat {
            number,
            waits_since: AtomicU64::new(self.0.now()),
            is_leaving: AtomicBool::new(false),
            leave: Notify::new(),
            seats: Arc::clone(&self.0),
        });
        self.0.with(|taken| taken.insert(number, Arc::clone(&seat)));
        Taken(seat)
    }

    /// Asks who has waited longest without a whole request to leave, where that is long enough.
    ///
    /// While someone is on the way out nobody else is asked: on a busy machine that takes its time, and
    /// one newcomer must not clear the house.
    pub fn make_room(&self) {
        let shortest = u64::try_from(SHORTEST_STAY.as_millis()).unwrap_or_default();
        let latest = self.0.now().saturating_sub(shortest);
        self.0.with(|taken| {
            if taken.values().any(|seat| seat.is_leaving.load(Ordering::Relaxed)) {
                return;
            }
            let waiting =
                taken.values().map(|seat| (seat.waits_since.load(Ordering::Relaxed), seat));
            let longest = waiting.min_by_key(|(since, _)| *since);
            if let Some((_, seat)) = longest.filter(|(since, _)| *since <= latest) {
                seat.is_leaving.store(true, Ordering::Relaxed);
                seat.leave.notify_one();
            }
        });
    }

    /// Asks all who wait to leave.
    pub fn dismiss_waiting(&self) {
        self.0.with(|taken| {
            for seat in taken.values() {
                if seat.waits_since.load(Ordering::Relaxed) != BUSY {
                    seat.leave.notify_one();
                }
            }
        });
    }
}

impl Seats {
    fn now(&self) -> u64 {
        u64::try_from(self.opened.elapsed().as_millis()).unwrap_or(BUSY - 1)
    }

    /// Nothing that is done with the seats can leave them half done, whoever panicked meanwhile.
    fn with<T>(&self, act: impl FnOnce(&mut HashMap<u64, Arc<Seat>>) -> T) -> T {
        act(&mut self.taken.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Seat {
    /// A whole head is here.
    pub fn is_busy(&self) {
        self.waits_since.store(BUSY, Ordering::Relaxed);
    }

    /// What was asked for is answered.
    pub fn waits(&self) {
        self.waits_since.store(self.seats.now(), Ordering::Relaxed);
    }
}

impl Taken {
    /// The seat, for what goes on in it.
    pub fn seat(&self) -> Arc<Seat> {
        Arc::clone(&self.0)
    }

    /// Waits until the connection is asked to leave while it waits: who is asked as a request of his
    /// has just come stays.
    pub async fn asked_to_leave(&self) {
        loop {
            self.0.leave.notified().await;
            if self.0.waits_since.load(Ordering::Relaxed) != BUSY {
                return;
            }
            self.0.is_leaving.store(false, Ordering::Relaxed);
        }
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        self.0.seats.with(|taken| taken.remove(&self.0.number));
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    fn asked(taken: &[Taken]) -> Vec<bool> {
        taken.iter().map(|it| it.0.is_leaving.load(Ordering::Relaxed)).collect()
    }

    #[test]
    fn the_one_who_has_waited_longest_is_asked_and_nobody_else_until_he_has_left() {
        let occupancy = Occupancy::none();
        let mut taken = vec![occupancy.take()];
        thread::sleep(2 * SHORTEST_STAY);
        taken.extend([occupancy.take(), occupancy.take()]);
        taken[1].seat().is_busy();
        thread::sleep(2 * SHORTEST_STAY);
        for _ in 0..5 {
            occupancy.make_room();
            assert_eq!(asked(&taken), [true, false, false]);
        }
        taken.remove(0);
        occupancy.make_room();
        assert_eq!(asked(&taken), [false, true], "who is being answered stays");
    }

    #[test]
    fn who_has_just_come_is_not_asked() {
        let occupancy = Occupancy::none();
        let taken = [occupancy.take()];
        taken[0].0.waits_since.store(occupancy.0.now() + 1000, Ordering::Relaxed);
        occupancy.make_room();
        assert_eq!(asked(&taken), [false]);
    }
}
