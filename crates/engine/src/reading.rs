//! What the readings say now: one mechanism for all of them.

use crate::engine::Engine;
use crate::journey::{Memories, Stage};
use crate::payload;
use crate::sign::{READINGS, RELATIONSHIP, Reading, STAGE, Sign};
use crate::time::Timestamp;
use crate::touchpoint::TouchpointName;

/// Time in view that makes a visit an engaged one. Source: GA4's definition.
const ENGAGED_MILLIS: i64 = 10_000;

impl Reading {
    /// The sign that counts; none when nothing is known.
    ///
    /// The first one that is there, or of those the one with the latest evidence.
    pub(crate) fn read(&self, memories: Memories<'_>, now: Timestamp) -> Option<&'static Sign> {
        let mut best: Option<(&'static Sign, Timestamp)> = None;
        for sign in self.signs {
            let Some(last) = sign.last(memories, now) else { continue };
            if best.is_none_or(|(_, before)| last > before) {
                best = Some((sign, last));
            }
            if !self.latest_counts {
                break;
            }
        }
        best.map(|(sign, _)| sign)
    }

    /// The word of what a sign says.
    pub(crate) fn word(&self, sign: Option<&Sign>) -> &'static str {
        let place = sign.map(|sign| usize::from(sign.value));
        place.and_then(|place| self.words.get(place)).copied().unwrap_or_default()
    }
}

impl Engine {
    /// Reads the journey anew and reports what changed.
    pub(crate) fn read_journey(&mut self, now: Timestamp) {
        for (place, reading) in READINGS.iter().enumerate() {
            if reading.event.is_empty() {
                continue;
            }
            let sign = reading.read(self.memories(), now);
            if place == 0 {
                self.notice_engagement(sign, now);
            }
            self.report_reading((place, reading), sign, now);
        }
    }

    /// A visit in which the shop was really looked at makes a prospect.
    fn notice_engagement(&mut self, stage: Option<&Sign>, now: Timestamp) {
        let session = &self.session;
        let is_engaged = session.page_views > 1 || session.visible.0 > ENGAGED_MILLIS;
        let is_looking = stage.is_some_and(|sign| sign.value > Stage::Awareness as u8);
        if is_engaged && is_looking && session.tally_of(TouchpointName::EngagedVisit).is_none() {
            self.notice(TouchpointName::EngagedVisit, now);
        }
    }

    fn report_reading(
        &mut self,
        (place, reading): (usize, &Reading),
        sign: Option<&Sign>,
        now: Timestamp,
    ) {
        let word = reading.word(sign);
        let before = self.reported(place);
        if before == word {
            return;
        }
        // Told on the first page: what counts as told and was not would never be.
        let Some(page) = &self.page else { return };
        let evidence = sign.map(|sign| sign.evidence(self.memories(), now));
        let data = payload::reading((reading, sign), &evidence.unwrap_or_default(), before, page);
        self.record(reading.event, &data, now);
        if reading.key == RELATIONSHIP && word == "lead" {
            self.record("lead.qualified", &data, now);
        }
        for readings in [&mut self.session.readings, &mut self.lasting.readings] {
            readings.resize(readings.len().max(place + 1), String::new());
            if let Some(known) = readings.get_mut(place) {
                word.clone_into(known);
            }
        }
    }

    /// The word last reported. The stage is told anew in each visit; what changes
    /// slowly is told once.
    fn reported(&self, place: usize) -> &str {
        let lasting = if place == 0 { None } else { self.lasting.readings.get(place) };
        self.session.readings.get(place).or(lasting).map_or("", String::as_str)
    }

    /// The stage as last read.
    #[must_use]
    pub fn stage(&self) -> Option<Stage> {
        Stage::from_name(self.reported(STAGE))
    }
}
