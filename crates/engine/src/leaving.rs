//! P14: who is leaving is told something at most, and seldom.

use crate::condition::Situation;
use crate::engine::Engine;
use crate::fact::Measure;
use crate::limit::Limit;
use crate::manners::Withheld;
use crate::play::{Format, Play};
use crate::reason::Reason;
use crate::surroundings::DeviceClass;
use crate::time::Millis;

/// Who leaves is stopped once in so long at most.
const MONTH: Millis = Millis::days(30);

impl Engine {
    /// P14: only to who sits at a desktop, only what informs, once in 30 days, and only
    /// where the holdout shows whether it does any good. Off unless it is configured.
    pub(crate) fn allow_exit(
        &self,
        play: &Play,
        situation: &Situation<'_>,
    ) -> Result<(), Withheld> {
        let is_exit = |id: &str| {
            let plays = self.config.plays.iter();
            plays.filter(|play| play.id.0 == id).any(|play| play.when.asks_for(Measure::Leaving))
        };
        let mut count = 0;
        for shown in &self.lasting.shown {
            count += u32::from(situation.now.since(shown.at) < MONTH && is_exit(&shown.of));
        }
        let informs = matches!(play.format, Format::Guide | Format::Answer);
        let is_desktop = situation.surroundings.device == Some(DeviceClass::Desktop);
        let is_counted = !self.arm(play).is_empty();
        if informs && is_desktop && is_counted && count < self.config.manners.of(Limit::Exits) {
            Ok(())
        } else {
            Err(Withheld::by(Reason::P14Exit))
        }
    }
}
