//! Why a card is held back, in the words of traces.
//!
//! A decision knows the reason by its place in the list; its words are reached
//! only by what explains, so a page on which nobody asks does not load them.

use crate::name::named;

named! {
    /// What is in the way: a policy, or what occupies the visitor.
    pub enum Reason {
        /// P9 silence.
        P9Silence = "P9 silence",
        /// P7 closed.
        P7Closed = "P7 closed",
        /// P1 day.
        P1Day = "P1 day",
        /// P1 week.
        P1Week = "P1 week",
        /// P9 refused twice.
        P9RefusedTwice = "P9 refused twice",
        /// P7 refused.
        P7Refused = "P7 refused",
        /// P8 not now.
        P8NotNow = "P8 not now",
        /// P26 goal.
        P26Goal = "P26 goal",
        /// P26 nobody clicked.
        P26NobodyClicked = "P26 nobody clicked",
        /// P17 survey.
        P17Survey = "P17 survey",
        /// P18 asked.
        P18Asked = "P18 asked",
        /// P18 answered.
        P18Answered = "P18 answered",
        /// P18 refused.
        P18Refused = "P18 refused",
        /// P18 refused again.
        P18RefusedAgain = "P18 refused again",
        /// P19 effort.
        P19Effort = "P19 effort",
        /// P21 referral.
        P21Referral = "P21 referral",
        /// P21 year.
        P21Year = "P21 year",
        /// P11 stopped.
        P11Stopped = "P11 stopped",
        /// P6 checkout.
        P6Checkout = "P6 checkout",
        /// P1 one a page view.
        P1OneAPageView = "P1 one a page view",
        /// P1 visit.
        P1Visit = "P1 visit",
        /// P2 gap.
        P2Gap = "P2 gap",
        /// P3 looking around.
        P3LookingAround = "P3 looking around",
        /// P3 earliest.
        P3Earliest = "P3 earliest",
        /// P22 promotion.
        P22Promotion = "P22 promotion",
        /// P22 balance.
        P22Balance = "P22 balance",
        /// P14 exit.
        P14Exit = "P14 exit",
        /// P16 too early.
        P16TooEarly = "P16 too early",
        /// P16 order.
        P16Order = "P16 order",
        /// P18 client.
        P18Client = "P18 client",
        /// P18 sample.
        P18Sample = "P18 sample",
        /// P21 too early.
        P21TooEarly = "P21 too early",
        /// The page is not visible.
        ThePageIsNotVisible = "the page is not visible",
        /// The page has just opened.
        ThePageHasJustOpened = "the page has just opened",
        /// A key was pressed a moment ago.
        AKeyWasPressedAMomentAgo = "a key was pressed a moment ago",
        /// The page was scrolled a moment ago.
        ThePageWasScrolledAMomentAgo = "the page was scrolled a moment ago",
        /// The visitor is in the middle of something.
        TheVisitorIsInTheMiddleOfSomething = "the visitor is in the middle of something",
        /// The visitor is between two breaks.
        TheVisitorIsBetweenTwoBreaks = "the visitor is between two breaks",
        /// The visitor is typing.
        TheVisitorIsTyping = "the visitor is typing",
        /// An embedded frame has the focus.
        AnEmbeddedFrameHasTheFocus = "an embedded frame has the focus",
        /// A dialog is open.
        ADialogIsOpen = "a dialog is open",
        /// Text is selected.
        TextIsSelected = "text is selected",
        /// Media is playing.
        MediaIsPlaying = "media is playing",
        /// Another consent banner is open.
        AnotherConsentBannerIsOpen = "another consent banner is open",
        /// The page is being printed.
        ThePageIsBeingPrinted = "the page is being printed",
        /// Help is not granted.
        HelpIsNotGranted = "help is not granted",
        /// Consent is being asked.
        ConsentIsBeingAsked = "consent is being asked",
        /// Help is open.
        HelpIsOpen = "help is open",
        /// A card is on screen.
        ACardIsOnScreen = "a card is on screen",
        /// Not worth the interruption.
        NotWorthIt = "not worth the interruption",
        /// No content.
        NoContent = "no content",
    }
}
