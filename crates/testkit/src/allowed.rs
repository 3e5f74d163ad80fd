//! What is allowed at each instant of a timeline: a plain fold that knows nothing of the
//! engine. It keeps a list of facts and answers questions by looking through them.

use usher_engine::Standing;

use crate::timeline::{Bits, Kind, Saying, Step, TABS, Timeline};

const HELP: Bits = 1;
const ANALYTICS: Bits = 2;
const PERSONALISE: Bits = 4;
const SHARE: Bits = 8;
const EVERYTHING: Bits = 15;

/// 180 days.
const LIFE: i64 = 180 * 24 * 60 * 60 * 1_000;

/// What the visitor last chose on this device.
#[derive(Clone, Copy, Debug)]
struct Last {
    at: i64,
    yes: Bits,
    no: Bits,
    /// In a manager, and not in the widget or by the page.
    is_managers: bool,
}

/// What one tab knows.
#[derive(Clone, Debug, Default)]
struct Tab {
    is_open: bool,
    /// Managers on its page: how far, and the choice that still counts.
    managers: Vec<(Kind, Standing, Option<Bits>)>,
    has_privacy_control: bool,
    /// The latest time it saw since its page was opened.
    latest: i64,
    /// The touches that may still be told.
    told: Vec<usize>,
}

/// The fold: feed it the steps of a timeline and ask it between them.
#[derive(Clone, Debug)]
pub struct Allowed {
    is_expecting: bool,
    /// Whether the clock of an open page never goes back.
    is_steady: bool,
    now: i64,
    last: Option<Last>,
    tabs: Vec<Tab>,
    here: usize,
    wants_privacy: bool,
    steps: usize,
}

impl Allowed {
    /// Before the first step, at this time.
    #[must_use]
    pub fn begin(timeline: &Timeline, now: i64) -> Self {
        Self {
            is_expecting: timeline.is_expecting,
            is_steady: false,
            now,
            last: None,
            tabs: vec![Tab::default(); TABS],
            here: 0,
            wants_privacy: false,
            steps: 0,
        }
    }

    /// The same where an open page does not see that the device's clock was set back, as in
    /// a browser.
    #[must_use]
    pub fn with_steady_clocks(self) -> Self {
        Self { is_steady: true, ..self }
    }

    /// The tab that is in front.
    #[must_use]
    pub const fn tab(&self) -> usize {
        self.here
    }

    /// Whether anything may be posted from a tab.
    #[must_use]
    pub fn may_send(&self, tab: usize) -> bool {
        self.yes(tab) & ANALYTICS != 0 && !self.is_asking(tab)
    }

    /// Whether what happened at a step may be told by a tab.
    #[must_use]
    pub fn may_tell(&self, tab: usize, step: usize) -> bool {
        self.tabs.get(tab).is_some_and(|tab| tab.told.contains(&step))
    }

    /// Whether a tab may write this entry of the storage.
    #[must_use]
    pub fn may_keep(&self, tab: usize, entry: &str) -> bool {
        match entry {
            "usher:receipt" => self.last.is_some(),
            "usher:session" => self.yes(tab) & (HELP | ANALYTICS) != 0,
            "usher:lasting" => self.yes(tab) & PERSONALISE != 0,
            // An event that waits; its name says whether it names the visitor.
            event if event.starts_with("usher:event:") => {
                let is_named = event.ends_with('p');
                let wanted = if is_named { ANALYTICS | PERSONALISE } else { ANALYTICS };
                self.yes(tab) & wanted == wanted
            }
            _ => false,
        }
    }

    /// Takes a step; `elapsed` is how long it took by the device's clock.
    pub fn take(&mut self, step: &Step, elapsed: i64) {
        let before: Vec<Bits> = (0..TABS).map(|tab| self.yes(tab)).collect();
        let place = self.steps;
        self.steps += 1;
        match step {
            Step::Says(saying) => self.says(*saying),
            Step::Chooses(yes) => self.chooses(*yes, EVERYTHING & !yes),
            Step::Lowers(no) => {
                let (yes, known_no) = (self.yes(self.here), self.no(self.here));
                if (yes & !no, known_no | no) != (yes, known_no) {
                    self.chooses(yes & !no, known_no | no);
                }
            }
            Step::PrivacyControl(is_on) => self.wants_privacy = *is_on,
            Step::Touches => {
                if self.yes(self.here) & ANALYTICS != 0 {
                    self.front().told.push(place);
                }
            }
            Step::Waits(_) | Step::Restores => {}
            Step::Jumps(by) => self.now += by,
            Step::Loads(sayings) => self.loads(sayings),
            Step::Turns(tab) => {
                self.here = *tab;
                if !self.front().is_open {
                    self.loads(&[]);
                }
            }
        }
        self.now += elapsed;
        for tab in &mut self.tabs {
            tab.latest = tab.latest.max(self.now);
        }
        // A page that is gone tells what it kept once it may; a clock that jumps takes
        // nothing back, it only makes a choice count or not.
        let is_new_page = matches!(step, Step::Loads(_));
        let is_clock = matches!(step, Step::Jumps(_));
        for (tab, before) in before.into_iter().enumerate() {
            let is_lost = before & ANALYTICS != 0 && self.yes(tab) & ANALYTICS == 0;
            let is_page_gone = is_clock || (is_new_page && tab == self.here);
            if is_lost
                && !is_page_gone
                && let Some(tab) = self.tabs.get_mut(tab)
            {
                tab.told.clear();
            }
        }
    }

    fn front(&mut self) -> &mut Tab {
        let here = self.here.min(TABS - 1);
        // There are as many tabs as can be in front.
        if self.tabs.len() <= here {
            self.tabs.resize(TABS, Tab::default());
        }
        #[expect(clippy::indexing_slicing, reason = "the line above sees to it")]
        &mut self.tabs[here]
    }

    fn loads(&mut self, sayings: &[Saying]) {
        let (wants_privacy, now) = (self.wants_privacy, self.now);
        let tab = self.front();
        tab.is_open = true;
        tab.latest = now;
        tab.has_privacy_control = wants_privacy;
        tab.managers.clear();
        // All that are there are known of before the word of one counts.
        let mut sayings = sayings.to_vec();
        sayings.sort_by_key(|saying| saying.standing == Standing::Ready);
        for saying in &sayings {
            self.front().managers.push((saying.kind, Standing::Loading, None));
        }
        for saying in sayings {
            self.says(saying);
        }
    }

    fn says(&mut self, saying: Saying) {
        let here = self.here;
        let was_agreed = self.agreed(here).is_some();
        let tab = self.front();
        let known = tab.managers.iter().position(|(kind, ..)| *kind == saying.kind);
        let before = known.map(|place| tab.managers.remove(place));
        let old = before.and_then(|(_, _, words)| words);
        let words = match saying.standing {
            Standing::Absent => None,
            Standing::Ready => Some(saying.kind.says(saying.chosen)),
            Standing::Updating => old,
            _ => None,
        };
        if saying.standing != Standing::Absent {
            tab.managers.push((saying.kind, saying.standing, words));
        }
        let was_asking = before.is_some_and(|(_, standing, _)| standing == Standing::Updating);
        let is_other = old.is_some() && old != words;
        let is_new = saying.standing == Standing::Ready && (was_asking || is_other);
        let Some(yes) = self.agreed(here) else { return };
        if was_agreed && !is_new {
            return;
        }
        // A choice in a manager replaces what was chosen before; what it merely repeats
        // on a new page does not outweigh a refusal in the widget.
        let yes = self.without_sale(here, yes);
        let is_kept = match self.last {
            Some(last) if self.is_current(here, &last) && last.is_managers => last.yes == yes,
            Some(last) if self.is_current(here, &last) => !is_new,
            _ => false,
        };
        if !is_kept {
            let (at, no) = (self.clock(here), EVERYTHING & !yes);
            self.last = Some(Last { at, yes, no, is_managers: true });
        }
    }

    fn chooses(&mut self, yes: Bits, no: Bits) {
        let here = self.here;
        let (mut yes, mut no) = (yes, no);
        if self.is_managed(here) {
            let (now_yes, now_no) = (self.yes(here), self.no(here));
            no |= now_no & yes;
            yes &= now_yes;
            if (yes, no) == (now_yes, now_no) {
                return;
            }
        } else {
            no = EVERYTHING & !yes;
        }
        let allowed = self.without_sale(here, yes);
        no |= yes & !allowed;
        if self.has_privacy_control(here) {
            no |= SHARE;
        }
        let at = self.clock(here);
        self.last = Some(Last { at, yes: allowed, no, is_managers: false });
    }

    fn has_privacy_control(&self, tab: usize) -> bool {
        self.tabs.get(tab).is_some_and(|tab| tab.has_privacy_control)
    }

    fn without_sale(&self, tab: usize, yes: Bits) -> Bits {
        if self.has_privacy_control(tab) { yes & !SHARE } else { yes }
    }

    fn is_managed(&self, tab: usize) -> bool {
        self.is_expecting || self.tabs.get(tab).is_some_and(|tab| !tab.managers.is_empty())
    }

    fn is_asking(&self, tab: usize) -> bool {
        let asks =
            |(_, standing, _): &(Kind, Standing, Option<Bits>)| *standing == Standing::Updating;
        self.tabs.get(tab).is_some_and(|tab| tab.managers.iter().any(asks))
    }

    /// What all managers of a tab allow; none while one of them does not know.
    fn agreed(&self, tab: usize) -> Option<Bits> {
        let managers = &self.tabs.get(tab)?.managers;
        let mut agreed = None;
        for (_, _, words) in managers {
            agreed = Some(agreed.unwrap_or(EVERYTHING) & (*words)?);
        }
        agreed
    }

    /// The time as a tab knows it.
    fn clock(&self, tab: usize) -> i64 {
        let latest = self.tabs.get(tab).map_or(self.now, |tab| tab.latest);
        if self.is_steady { latest.max(self.now) } else { self.now }
    }

    fn is_current(&self, tab: usize, last: &Last) -> bool {
        let now = self.clock(tab);
        last.at <= now && now - last.at < LIFE
    }

    /// The purposes that are granted in a tab.
    fn yes(&self, tab: usize) -> Bits {
        if !self.tabs.get(tab).is_some_and(|tab| tab.is_open) {
            return 0;
        }
        let yes = if self.is_managed(tab) {
            self.agreed(tab).unwrap_or(0) & !self.refused(tab)
        } else {
            match self.last {
                Some(last) if self.is_current(tab, &last) && !last.is_managers => last.yes,
                _ => 0,
            }
        };
        self.without_sale(tab, yes)
    }

    /// The purposes that are refused in a tab, and not merely unknown.
    fn no(&self, tab: usize) -> Bits {
        let mut no = if self.has_privacy_control(tab) { SHARE } else { 0 };
        if self.is_managed(tab) {
            no |= self.refused(tab) | self.agreed(tab).map_or(0, |yes| EVERYTHING & !yes);
        } else if let Some(last) =
            self.last.filter(|last| self.is_current(tab, last) && !last.is_managers)
        {
            no |= last.no;
        }
        no & !self.yes(tab)
    }

    /// A refusal counts until it is too old, even where the clock went back behind it.
    fn refused(&self, tab: usize) -> Bits {
        let now = self.clock(tab);
        self.last.map_or(0, |last| if now - last.at < LIFE { last.no } else { 0 })
    }
}
