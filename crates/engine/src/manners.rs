//! Manners: when an unasked card may be shown at all.
//!
//! One attention budget over all formats. Most policies count marks of one kind
//! within a time: those are rows of a table that one loop walks. The numbers are
//! in `limit.rs`; configuration cannot pass a hard limit.

use crate::condition::Situation;
use crate::decide::kind_of;
use crate::engine::Engine;
use crate::fact::Measure;
use crate::holdout::is_sampled;

use crate::limit::Limit;
use crate::mark::{Mark, MarkKind};
use crate::page::PageKind;
use crate::play::{Format, Play};
use crate::reason::Reason;
use crate::time::{Millis, Timestamp};

/// Half a page scrolled is looking around. P3.
const LOOKED_AROUND_PERCENT: u8 = 50;
const LOOKED_AROUND_PAGES: u32 = 2;
/// The balance is looked at over so long. P22.
const BALANCE: Millis = Millis::days(28);

/// Why a card is held back, and when to look again if time alone could change it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Withheld {
    /// The policy, or what is in the way; for traces.
    pub(crate) by: Reason,
    pub(crate) again_at: Option<Timestamp>,
}

impl Withheld {
    pub(crate) const fn by(by: Reason) -> Self {
        Self { by, again_at: None }
    }

    pub(crate) const fn until(by: Reason, again_at: Timestamp) -> Self {
        Self { by, again_at: Some(again_at) }
    }
}

/// What is counted.
#[derive(Clone, Copy)]
enum Counted {
    /// Refusals of anything.
    Refusals,
    /// Refusals of this play.
    RefusalsOfIt,
    /// Unasked cards.
    Shown,
    /// Showings of this play that nobody clicked on, and whether its goal was reached.
    TriesOfIt,
    /// What was asked, by format.
    Asked(&'static [Format]),
}

/// How long a mark counts.
#[derive(Clone, Copy)]
enum Within {
    Ever,
    Days(i64),
    Of(Limit),
}

/// One policy: so many marks within so long, and no more.
struct Rule {
    by: Reason,
    /// The formats it holds for; empty for all.
    formats: &'static [Format],
    counted: Counted,
    /// The marks that count; empty for all.
    kinds: &'static [MarkKind],
    within: Within,
    /// How many are the most; none is one.
    most: Option<Limit>,
}

const RULE: Rule = Rule {
    by: Reason::P9Silence,
    formats: &[],
    counted: Counted::Refusals,
    kinds: &[],
    within: Within::Ever,
    most: None,
};

/// What holds for any unasked card.
static GENERAL: [Rule; 4] = [
    Rule {
        by: Reason::P9Silence,
        within: Within::Of(Limit::Silence),
        most: Some(Limit::Refusals),
        ..RULE
    },
    Rule {
        by: Reason::P7Closed,
        kinds: &[MarkKind::Closed],
        within: Within::Of(Limit::ClosedAll),
        ..RULE
    },
    Rule {
        by: Reason::P1Day,
        counted: Counted::Shown,
        within: Within::Days(1),
        most: Some(Limit::PerDay),
        ..RULE
    },
    Rule {
        by: Reason::P1Week,
        counted: Counted::Shown,
        within: Within::Days(7),
        most: Some(Limit::PerWeek),
        ..RULE
    },
];

const REFUSED: &[MarkKind] = &[MarkKind::Closed, MarkKind::Ignored];
const SURVEYS: &[Format] = &[Format::Nps, Format::Csat, Format::CheckIn];
const NPS: Rule = Rule { formats: &[Format::Nps], counted: Counted::Asked(&[Format::Nps]), ..RULE };
const REFERRAL: Rule = Rule {
    formats: &[Format::Referral],
    counted: Counted::Asked(&[Format::Referral]),
    kinds: &[MarkKind::Plain],
    ..RULE
};

/// What holds for one play.
static OF_PLAY: [Rule; 13] = [
    Rule {
        by: Reason::P9RefusedTwice,
        counted: Counted::RefusalsOfIt,
        kinds: REFUSED,
        most: Some(Limit::Closings),
        ..RULE
    },
    Rule {
        by: Reason::P7Refused,
        counted: Counted::RefusalsOfIt,
        kinds: REFUSED,
        within: Within::Of(Limit::ClosedPlay),
        ..RULE
    },
    Rule {
        by: Reason::P8NotNow,
        counted: Counted::RefusalsOfIt,
        kinds: &[MarkKind::NotNow],
        within: Within::Of(Limit::NotNow),
        ..RULE
    },
    Rule { by: Reason::P26Goal, counted: Counted::TriesOfIt, kinds: &[MarkKind::Done], ..RULE },
    Rule {
        by: Reason::P26NobodyClicked,
        counted: Counted::TriesOfIt,
        kinds: &[MarkKind::Plain],
        most: Some(Limit::Tries),
        ..RULE
    },
    Rule {
        by: Reason::P17Survey,
        formats: SURVEYS,
        counted: Counted::Asked(SURVEYS),
        kinds: &[MarkKind::Plain],
        within: Within::Of(Limit::Survey),
        ..RULE
    },
    Rule {
        by: Reason::P18Asked,
        kinds: &[MarkKind::Plain],
        within: Within::Of(Limit::NpsShown),
        ..NPS
    },
    Rule {
        by: Reason::P18Answered,
        kinds: &[MarkKind::Answered],
        within: Within::Of(Limit::NpsAnswered),
        ..NPS
    },
    Rule {
        by: Reason::P18Refused,
        kinds: &[MarkKind::Closed],
        within: Within::Of(Limit::NpsRefused),
        ..NPS
    },
    Rule {
        by: Reason::P18RefusedAgain,
        kinds: &[MarkKind::ClosedAgain],
        within: Within::Of(Limit::NpsRefusedAgain),
        ..NPS
    },
    Rule {
        by: Reason::P19Effort,
        formats: &[Format::Ces],
        counted: Counted::Asked(&[Format::Ces]),
        kinds: &[MarkKind::Plain],
        within: Within::Of(Limit::Ces),
        ..RULE
    },
    Rule { by: Reason::P21Referral, within: Within::Of(Limit::Referral), ..REFERRAL },
    Rule {
        by: Reason::P21Year,
        within: Within::Days(365),
        most: Some(Limit::Referrals),
        ..REFERRAL
    },
];

impl Engine {
    /// Whether an unasked card may be shown now; `more` of them a visit than
    /// configured, if it is support.
    pub(crate) fn allow_card(&self, situation: &Situation<'_>, more: u32) -> Result<(), Withheld> {
        let (session, manners) = (&self.session, &self.config.manners);
        // What the visitor said outranks everything.
        if self.preferences.are_tips_stopped {
            return Err(Withheld::by(Reason::P11Stopped));
        }
        // Nothing unasked from checkout to payment.
        if matches!(situation.page.kind, PageKind::Checkout | PageKind::Payment) {
            return Err(Withheld::by(Reason::P6Checkout));
        }
        if self.moment.had_card {
            return Err(Withheld::by(Reason::P1OneAPageView));
        }
        let most = manners.of(Limit::PerSession) + more;
        if session.cards >= most.min(Limit::PerSession.bounds().most) {
            return Err(Withheld::by(Reason::P1Visit));
        }
        self.walk(&GENERAL, None, situation.now)?;
        self.allow_timing(situation.now)
    }

    /// Whether no rule of a table has seen too many marks.
    fn walk(&self, rules: &[Rule], play: Option<&Play>, now: Timestamp) -> Result<(), Withheld> {
        for rule in rules {
            let holds_for = |play: &Play| rule.formats.contains(&play.format);
            if !rule.formats.is_empty() && !play.is_some_and(holds_for) {
                continue;
            }
            let most = rule.most.map_or(1, |most| self.config.manners.of(most));
            let within = match rule.within {
                Within::Ever => Millis(i64::MAX),
                Within::Days(days) => Millis::days(days),
                Within::Of(limit) => self.config.manners.length(limit),
            };
            let mut count = 0;
            for mark in self.counted(rule.counted) {
                if now.since(mark.at) < within && rule.counts(mark, play) {
                    count += 1;
                }
            }
            if count >= most {
                // In days: the next page looks again, nobody need be woken.
                return Err(Withheld::by(rule.by));
            }
        }
        Ok(())
    }

    fn counted(&self, counted: Counted) -> impl Iterator<Item = &Mark> {
        let lasting = &self.lasting;
        let (marks, more): (&[Mark], &[Mark]) = match counted {
            Counted::Refusals | Counted::RefusalsOfIt => {
                (&self.preferences.refusals, &lasting.refusals)
            }
            Counted::Shown => (&lasting.shown, &[]),
            Counted::TriesOfIt => (&lasting.tries, &[]),
            Counted::Asked(_) => (&lasting.asked, &[]),
        };
        marks.iter().chain(more)
    }

    fn allow_timing(&self, now: Timestamp) -> Result<(), Withheld> {
        let manners = &self.config.manners;
        let visible = self.visible_in_visit(now);
        let gap = manners.length(Limit::Gap);
        let mut missing = 0;
        if let Some(last) = self.lasting.shown.last() {
            missing = gap.0 - now.since(last.at).0;
        }
        if self.session.cards > 0 {
            // In a visit it is active time that counts.
            let active = visible.saturating_sub(self.session.card_visible.0.max(0));
            missing = missing.max(gap.0.saturating_sub(active));
        }
        if missing > 0 {
            return Err(Withheld::until(Reason::P2Gap, now.plus(Millis(missing))));
        }
        self.allow_after(Limit::Earliest, now)?;
        let has_looked = self.session.page_views >= LOOKED_AROUND_PAGES
            || self.moment.scrolled() >= LOOKED_AROUND_PERCENT;
        if has_looked { Ok(()) } else { Err(Withheld::by(Reason::P3LookingAround)) }
    }

    /// Whether the visitor has been here for so long.
    fn allow_after(&self, limit: Limit, now: Timestamp) -> Result<(), Withheld> {
        let missing =
            self.config.manners.length(limit).0.saturating_sub(self.visible_in_visit(now));
        if missing > 0 {
            return Err(Withheld::until(Reason::P3Earliest, now.plus(Millis(missing))));
        }
        Ok(())
    }

    /// Milliseconds in view in this visit, the current page included.
    pub(crate) fn visible_in_visit(&self, now: Timestamp) -> i64 {
        self.session.visible.0.saturating_add(self.moment.untaken(now).0)
    }

    /// Whether this play may be shown, apart from what holds for any.
    pub(crate) fn allow_play(
        &self,
        play: &Play,
        situation: &Situation<'_>,
    ) -> Result<(), Withheld> {
        self.walk(&OF_PLAY, Some(play), situation.now)?;
        if play.format == Format::Handoff {
            self.allow_after(Limit::Person, situation.now)?;
        }
        if play.when.asks_for(Measure::Leaving) {
            self.allow_exit(play, situation)?;
        }
        self.allow_question(play, situation)?;
        self.allow_balance(play, situation.now)
    }

    /// P16, P18 and P21: what may be asked of whom, and when.
    fn allow_question(&self, play: &Play, situation: &Situation<'_>) -> Result<(), Withheld> {
        let manners = &self.config.manners;
        let orders = &self.lasting.orders;
        let since = |order: Option<&Mark>| order.map(|order| situation.now.since(order.at));
        let age = since(orders.last());
        let is_about_it = matches!(play.format, Format::CheckIn | Format::Csat);
        let is_asking = is_about_it || matches!(play.format, Format::Nps | Format::Referral);
        let is_held = if is_asking && age.is_some_and(|age| age < manners.length(Limit::AskFrom)) {
            Some(Reason::P16TooEarly)
        } else if is_about_it {
            // A day is over when it ends.
            let most = manners.of(Limit::AskUntil);
            let is_open = age.is_some_and(|age| age.whole_days() <= i64::from(most));
            let is_asked = orders.last().is_some_and(|order| order.kind == MarkKind::CheckedIn);
            (!is_open || is_asked).then_some(Reason::P16Order)
        } else if play.format == Format::Nps {
            let is_client = since(orders.first()) >= Some(manners.length(Limit::NpsFrom));
            let may_ask = is_client && situation.page.kind != PageKind::Confirmation;
            let is_sampled = is_sampled(situation, manners.of(Limit::NpsSample));
            if !may_ask {
                Some(Reason::P18Client)
            } else {
                (!is_sampled).then_some(Reason::P18Sample)
            }
        } else if play.format == Format::Referral {
            let count = u32::try_from(orders.len()).unwrap_or(u32::MAX);
            let has_answered = self.lasting.asked.iter().any(|one| one.kind == MarkKind::Answered);
            let is_known = has_answered || count >= manners.of(Limit::ReferralOrders);
            (!is_known).then_some(Reason::P21TooEarly)
        } else {
            None
        };
        is_held.map_or(Ok(()), |by| Err(Withheld::by(by)))
    }

    /// P22: a client is helped at least as often as agreed, and promoted to rarely.
    fn allow_balance(&self, play: &Play, now: Timestamp) -> Result<(), Withheld> {
        let (manners, kind) = (&self.config.manners, kind_of(play));
        let is_promoting = !matches!(kind, MarkKind::Helped | MarkKind::Plain);
        let client_since = self.lasting.orders.first().map(|order| order.at);
        let (mut helped, mut all) = (0, 1);
        for shown in &self.lasting.shown {
            let age = now.since(shown.at);
            if is_promoting && shown.kind == kind && age < manners.length(Limit::Promotion) {
                return Err(Withheld::by(Reason::P22Promotion));
            }
            if client_since.is_some_and(|since| shown.at >= since) && age < BALANCE {
                all += 1;
                helped += u32::from(shown.kind == MarkKind::Helped) * 100;
            }
        }
        let is_owed = client_since.is_some() && helped < all * manners.of(Limit::Helping);
        if is_owed && kind != MarkKind::Helped {
            return Err(Withheld::by(Reason::P22Balance));
        }
        Ok(())
    }
}

impl Rule {
    fn counts(&self, mark: &Mark, play: Option<&Play>) -> bool {
        let is_about = match self.counted {
            Counted::Refusals | Counted::Shown => true,
            Counted::RefusalsOfIt | Counted::TriesOfIt => {
                play.is_some_and(|play| mark.of == play.id.0)
            }
            Counted::Asked(formats) => formats.iter().any(|format| mark.of == format.as_str()),
        };
        is_about && (self.kinds.is_empty() || self.kinds.contains(&mark.kind))
    }
}
