//! Consent: five purposes, three states, and the receipt of a choice.
//!
//! `unknown` acts as denied, nothing raises a purpose but an explicit choice,
//! and Global Privacy Control always denies sharing. Where the site has a consent
//! manager, the choice is made there (`manager.rs`). Source: PRODUCT.md
//! "Consent", reference/privacy.md 1.2.

use crate::id::Uuid;
use crate::manager::{Managers, Statement};
use crate::name::named;
use crate::time::{Millis, Timestamp};
use crate::wire::wire_struct;

named! {
    /// What data may be used for.
    #[derive(Default)]
    pub enum Purpose {
        /// The receipt, and what the visitor explicitly asked to be remembered.
        #[default]
        Necessary = "necessary",
        /// Journey memory on this device and proactive help; nothing leaves.
        Help = "help",
        /// Posting events to the owner's endpoint.
        Analytics = "analytics",
        /// Memory across visits.
        Personalise = "personalise",
        /// Forwarding to third parties.
        Share = "share",
    }
}

impl Purpose {
    /// The four a visitor can choose about.
    pub const CHOOSABLE: [Self; 4] = [Self::Help, Self::Analytics, Self::Personalise, Self::Share];
}

named! {
    /// What is known of one purpose.
    #[derive(Default)]
    pub enum Grant {
        /// No choice was made; acts as denied.
        #[default]
        Unknown = "unknown",
        /// Refused.
        Denied = "denied",
        /// Allowed.
        Granted = "granted",
    }
}

/// One state per choosable purpose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Grants {
    /// State of `help`.
    pub help: Grant,
    /// State of `analytics`.
    pub analytics: Grant,
    /// State of `personalise`.
    pub personalise: Grant,
    /// State of `share`.
    pub share: Grant,
}

impl Grants {
    /// Everything refused.
    pub const REFUSED: Self = Self {
        help: Grant::Denied,
        analytics: Grant::Denied,
        personalise: Grant::Denied,
        share: Grant::Denied,
    };

    /// Exactly these purposes granted, the others refused.
    #[must_use]
    pub fn granting(purposes: &[Purpose]) -> Self {
        let mut grants = Self::REFUSED;
        for purpose in purposes {
            grants.set(*purpose, Grant::Granted);
        }
        grants
    }

    /// The state of a purpose; `necessary` is always granted.
    #[must_use]
    pub const fn of(&self, purpose: Purpose) -> Grant {
        match purpose {
            Purpose::Necessary => Grant::Granted,
            Purpose::Help => self.help,
            Purpose::Analytics => self.analytics,
            Purpose::Personalise => self.personalise,
            Purpose::Share => self.share,
        }
    }

    /// Whether a purpose is granted.
    #[must_use]
    pub const fn allows(&self, purpose: Purpose) -> bool {
        matches!(self.of(purpose), Grant::Granted)
    }

    /// Sets the state of a purpose; `necessary` cannot be set.
    pub const fn set(&mut self, purpose: Purpose, grant: Grant) {
        match purpose {
            Purpose::Necessary => {}
            Purpose::Help => self.help = grant,
            Purpose::Analytics => self.analytics = grant,
            Purpose::Personalise => self.personalise = grant,
            Purpose::Share => self.share = grant,
        }
    }

    /// Denies what the others deny.
    pub(crate) fn lower_to(&mut self, others: &Self) {
        for purpose in Purpose::CHOOSABLE {
            if others.of(purpose) == Grant::Denied {
                self.set(purpose, Grant::Denied);
            }
        }
    }
}

named! {
    /// Who said so.
    #[derive(Default)]
    pub enum ConsentSource {
        /// The visitor, in the widget's own prompt or panel.
        #[default]
        Visitor = "visitor",
        /// The site, through `usher('consent', …)`, where it is the authority.
        Site = "site",
        /// A consent manager that is not known any closer.
        Manager = "manager",
        /// vanilla-cookieconsent.
        Cookieconsent = "cookieconsent",
        /// Klaro.
        Klaro = "klaro",
        /// A manager that speaks IAB TCF.
        Tcf = "tcf",
        /// A manager that speaks IAB GPP.
        Gpp = "gpp",
        /// Google Consent Mode, where the configuration makes it the authority.
        Google = "google",
        /// Shopify Customer Privacy.
        Shopify = "shopify",
        /// The WordPress Consent API.
        Wordpress = "wordpress",
        /// Cookiebot.
        Cookiebot = "cookiebot",
        /// OneTrust.
        Onetrust = "onetrust",
        /// What can only refuse, such as Google Consent Mode beside a manager.
        Signal = "signal",
    }
}

/// Version of the purposes and their texts; a receipt for another version does not count.
pub const POLICY_VERSION: u32 = 1;

/// How long a choice counts, grant and refusal alike.
///
/// 180 days: CNIL recommends about six months, and a refusal must live at least
/// as long as a grant (reference/privacy.md 1.2, "Expiry").
pub const RECEIPT_LIFE: Millis = Millis::days(180);

/// Proof of a choice; the one thing that is kept whatever the choice was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Receipt {
    /// Version of the purposes it is about.
    pub policy: u32,
    /// A random id that is used nowhere else.
    pub id: Uuid,
    /// When the choice was made.
    pub at: Timestamp,
    /// What was chosen.
    pub purposes: Grants,
    /// Who said so.
    pub source: ConsentSource,
    /// Whether Global Privacy Control was on.
    pub gpc: bool,
}

impl Receipt {
    /// Whether it still counts at `now`.
    ///
    /// A receipt from the future counts as none: the clock cannot be trusted,
    /// and asking again is the safe answer.
    #[must_use]
    pub fn is_valid(&self, now: Timestamp) -> bool {
        self.policy == POLICY_VERSION && self.at <= now && now.since(self.at) < RECEIPT_LIFE
    }
}

/// What the shell reports about consent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConsentSignal {
    /// The kept receipt, read at start and when another tab changed it; none
    /// when there is none.
    Kept(Option<Receipt>),
    /// What a consent manager of the site says now.
    Managed(Statement),
    /// A choice was made.
    Chosen {
        /// The choice.
        purposes: Grants,
        /// Who made it.
        source: ConsentSource,
    },
    /// `navigator.globalPrivacyControl`, read at each navigation.
    PrivacyControl {
        /// Whether it is on.
        is_on: bool,
    },
}

/// Consent as it stands, for the panel and the prompt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ConsentView {
    /// What counts now.
    pub grants: Grants,
    /// Whether a choice was made and still counts.
    pub is_chosen: bool,
    /// The first purpose that Global Privacy Control denies, with all after it; none where
    /// it is off.
    pub denied_from: Option<Purpose>,
    /// Whether a consent manager of the site is the authority: then the visitor can
    /// only refuse here, and allows in the manager.
    pub is_managed: bool,
}

/// The consent part of the engine: signals in, grants out.
#[derive(Clone, Debug, Default)]
pub(crate) struct Consent {
    receipt: Option<Receipt>,
    /// As in [`ConsentView`].
    pub(crate) denied_from: Option<Purpose>,
    /// See [`crate::Config`].
    pub(crate) is_not_to_track: bool,
    /// Set once the shell has reported whether a receipt is kept.
    is_read: bool,
    pub(crate) managers: Managers,
}

/// What somebody chose, and who.
pub(crate) type Choice = (Grants, ConsentSource);

impl Consent {
    /// Takes what was kept; whether it counts is seen when it is used.
    pub(crate) fn recall(&mut self, kept: Option<Receipt>) {
        self.is_read = true;
        self.receipt = kept;
    }

    /// Takes a choice and returns the receipt to keep; it says what counts, so
    /// that who reads it later need not know what Global Privacy Control forbids.
    pub(crate) fn choose(
        &mut self,
        (purposes, source): Choice,
        (id, at): (Uuid, Timestamp),
    ) -> &mut Receipt {
        self.is_read = true;
        let mut purposes = self.bounded(purposes);
        if !self.managers.are_there() {
            // A choice about some purposes refuses the others.
            for purpose in Purpose::CHOOSABLE {
                if purposes.of(purpose) == Grant::Unknown {
                    purposes.set(purpose, Grant::Denied);
                }
            }
        }
        let gpc = self.denied_from.is_some();
        self.receipt.insert(Receipt { policy: POLICY_VERSION, id, at, purposes, source, gpc })
    }

    /// Takes what a manager says; a choice if there is one to keep a receipt of.
    ///
    /// That is what the managers say when all of them know for the first time, and each
    /// new choice. What is only said again proves nothing: another tab may know better.
    /// What was refused here stays so until the visitor chooses anew in the manager.
    pub(crate) fn hear(&mut self, statement: &Statement, now: Timestamp) -> Option<Choice> {
        let is_first = self.managers.words().is_none();
        self.managers.take(statement);
        let is_new = self.managers.is_new();
        let (words, source) = (self.bounded(self.managers.words()?), self.managers.source()?);
        let is_told = match &self.receipt {
            Some(receipt) if receipt.is_valid(now) => {
                let is_own = receipt.source <= ConsentSource::Site;
                if is_own { !is_new } else { receipt.purposes == words }
            }
            _ => false,
        };
        let is_choice = (is_first || is_new) && words != self.bounded(Grants::default());
        // Before the kept receipt was read nobody knows what was refused here.
        (self.is_read && is_choice && !is_told).then_some((words, source))
    }

    /// What counts at `now`: strictest wins, and nothing counts that was not chosen.
    pub(crate) fn grants(&self, now: Timestamp) -> Grants {
        let mut grants = Grants::default();
        let receipt = self.receipt.as_ref();
        if self.managers.are_there() {
            grants = self.managers.words().unwrap_or_default();
            // A refusal counts even where the clock or the version make it no proof.
            if let Some(receipt) = receipt.filter(|receipt| now.since(receipt.at) < RECEIPT_LIFE) {
                grants.lower_to(&receipt.purposes);
            }
        } else if let Some(receipt) = receipt.filter(|receipt| {
            // The manager may since have been told otherwise: it has to be there.
            receipt.is_valid(now) && receipt.source <= ConsentSource::Site
        }) {
            grants = receipt.purposes;
        } else if self.is_not_to_track {
            grants = Grants::REFUSED;
        }
        self.managers.lower(&mut grants);
        self.bounded(grants)
    }

    fn bounded(&self, mut grants: Grants) -> Grants {
        if let Some(from) = self.denied_from {
            grants.share = Grant::Denied;
            if from < Purpose::Share {
                grants.analytics = Grant::Denied;
                grants.personalise = Grant::Denied;
            }
        }
        grants
    }

    /// Whether the visitor has still to be asked.
    pub(crate) fn is_open(&self, now: Timestamp) -> bool {
        let is_answered = |receipt: &Receipt| {
            receipt.is_valid(now)
                && (receipt.source <= ConsentSource::Site || !self.managers.are_missing())
        };
        self.is_read
            && !self.managers.are_there()
            && !self.is_not_to_track
            && !self.receipt.as_ref().is_some_and(is_answered)
    }

    pub(crate) fn view(&self, now: Timestamp) -> ConsentView {
        ConsentView {
            grants: self.grants(now),
            is_chosen: self.receipt.as_ref().is_some_and(|receipt| receipt.is_valid(now)),
            denied_from: self.denied_from,
            is_managed: self.managers.are_there(),
        }
    }
}

wire_struct!(Grants { help, analytics, personalise, share });
wire_struct!(Receipt { policy, source, gpc; id, at, purposes });

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(consent: &mut Consent, purposes: &[Purpose], at: i64) -> Receipt {
        let made = (Uuid(String::from("r")), Timestamp(at));
        consent.choose((Grants::granting(purposes), ConsentSource::Visitor), made).clone()
    }

    #[test]
    fn nothing_is_granted_before_a_choice() {
        let consent = Consent::default();
        assert_eq!(consent.grants(Timestamp(0)), Grants::default());
        assert!(!Grants::default().allows(Purpose::Help));
    }

    #[test]
    fn privacy_control_denies_sharing_whatever_was_chosen() {
        let mut consent = Consent::default();
        choice(&mut consent, &Purpose::CHOOSABLE, 0);
        consent.denied_from = Some(Purpose::Share);
        assert_eq!(consent.grants(Timestamp(1)).share, Grant::Denied);
        assert!(consent.grants(Timestamp(1)).allows(Purpose::Analytics));
    }

    #[test]
    fn a_choice_is_forgotten_after_its_life_and_when_the_clock_is_before_it() {
        let mut consent = Consent::default();
        choice(&mut consent, &Purpose::CHOOSABLE, 1_000);
        assert!(consent.grants(Timestamp(1_000)).allows(Purpose::Help));
        assert!(!consent.grants(Timestamp(1_000).plus(RECEIPT_LIFE)).allows(Purpose::Help));
        assert!(!consent.grants(Timestamp(999)).allows(Purpose::Help));
    }

    #[test]
    fn a_receipt_for_another_version_does_not_count() {
        let mut consent = Consent::default();
        let mut receipt = choice(&mut consent, &Purpose::CHOOSABLE, 0);
        receipt.policy += 1;
        consent.recall(Some(receipt));
        assert!(consent.is_open(Timestamp(5)));
        assert!(!consent.grants(Timestamp(5)).allows(Purpose::Help));
    }
}
