//! What can happen to events on their way, as a table.

#![expect(clippy::too_many_lines, reason = "a table")]

use crate::receiver::{Answering, Log};
use crate::research;
use crate::step::Step;

/// One row of the table.
#[derive(Clone)]
pub(crate) struct Scenario {
    /// `S1` to `C12` as in the research, or a name of its own.
    pub(crate) name: &'static str,
    /// What happens.
    pub(crate) about: &'static str,
    /// Files of `tests/pages` that each page loads.
    pub(crate) scripts: &'static [&'static str],
    /// How many of the known events may be lost without a word, because there is neither
    /// storage nor endpoint nor page left to tell it (docs/decisions/0062).
    pub(crate) untold: u32,
    /// Whether the receiver is an endpoint beside that of the shop, and wants lines.
    pub(crate) is_further: bool,
    /// In order.
    pub(crate) steps: Vec<Step>,
}

/// What is played in every browser: nothing that only the tools of one can do, and little
/// that is only waiting.
const NEUTRAL: [&str; 14] = [
    "S1", "S2", "S7B", "S9B", "S10", "S11", "S13", "S17", "S20", "C1", "C8", "tabs", "poison",
    "asked",
];

impl Scenario {
    /// Whether it is played in every browser.
    pub(crate) fn is_browser_neutral(&self) -> bool {
        NEUTRAL.contains(&self.name)
    }
}

pub(crate) fn row(name: &'static str, about: &'static str, steps: &[Step]) -> Scenario {
    Scenario { name, about, scripts: &[], untold: 0, is_further: false, steps: steps.to_vec() }
}

use Answering::{Accept, AtMost, Dislikes, Late, Refuse, ResetEveryThird, TooMany};
use Step::{
    Answer, Back, Block, Buy, Crash, Expect, ExpectKept, Freeze, HoldDatabase, MoveClock, NewTab,
    Offline, Prerender, Run, Settle, Tab, Tell, TellAndGo, TellEarly, TellOneOf, Visit, Wait,
    Withdraw,
};

/// Known events of one run.
pub(crate) const MANY: u32 = 50;
/// A page beside the one each scenario begins on.
pub(crate) const OTHER: &str = "/paint/";

/// The scenarios of the research, and those of the product's own.
pub(crate) fn all() -> Vec<Scenario> {
    let mut all = research::scenarios();
    all.extend(of_our_own());
    all.extend(beyond());
    all
}

fn of_our_own() -> Vec<Scenario> {
    let counted = Expect("losses and what came are not all there was", |log| {
        log.stated() + log.known().count() >= 10_000
    });
    let fine = Answer(Accept(200));
    let nothing: fn(&Log) -> bool = |log| log.posts.is_empty();
    vec![
        row(
            "C1",
            "nothing is sent or kept before the choice",
            &[
                Run("window.usher('touchpoint', 'add_to_cart', { items: [] })"),
                Wait(2500),
                Expect("something was sent before the choice", nothing),
                ExpectKept(&[]),
                Tell(MANY),
                Settle(20),
            ],
        ),
        row(
            "C2",
            "withdrawn while offline",
            &[
                Tell(1),
                Settle(20),
                Offline(true),
                Run("window.__tell(900, 10, 0)"),
                Wait(1500),
                Withdraw,
                Wait(500),
                Offline(false),
                Wait(4000),
                Expect("what was withdrawn was sent", |log| {
                    log.known().all(|mark| !mark.starts_with("known-90"))
                }),
                ExpectKept(&["usher:receipt"]),
            ],
        ),
        Scenario {
            scripts: &["privacy-control.js"],
            ..row(
                "C3",
                "Global Privacy Control",
                &[Wait(3000), Expect("something was sent", nothing), ExpectKept(&[])],
            )
        },
        row(
            "C4",
            "the clock jumps by two days and back",
            &[
                Tell(25),
                MoveClock(2),
                Visit(OTHER),
                Tell(25),
                Settle(20),
                MoveClock(0),
                Visit("/"),
                Tell(10),
                Settle(30),
                Expect("an age is not that of its event", |log| {
                    log.ages().all(|age| (0..60_000).contains(&age))
                }),
            ],
        ),
        row(
            "C5",
            "away and back",
            &[Tell(MANY), Visit(OTHER), Back, Wait(1500), Tell(1), Settle(20)],
        ),
        row(
            "C6",
            "prerendered and never shown",
            &[
                Prerender(OTHER),
                Tell(MANY),
                Settle(20),
                Wait(2000),
                Expect("a page nobody saw was counted", |log| log.views("/paint/") == 0),
            ],
        ),
        row(
            "C7",
            "frozen in the background with unsent events",
            &[
                Answer(Refuse(503)),
                Tell(MANY),
                Wait(1500),
                Freeze(true),
                NewTab(OTHER),
                fine,
                Tell(1),
                Settle(30),
                Tab(0),
                Freeze(false),
                Wait(3000),
            ],
        ),
        row(
            "C8",
            "one order, its page loaded four times",
            &[
                Buy("known-order"),
                Wait(1500),
                Visit("/"),
                Buy("known-order"),
                Wait(1500),
                Visit("/"),
                Buy("known-order"),
                NewTab(OTHER),
                Buy("known-order"),
                Wait(2000),
                Settle(20),
            ],
        ),
        row("C9", "one event of 200 kB", &[TellOneOf(800), Tell(MANY), Settle(20)]),
        row(
            "C10",
            "10,000 touchpoints at once: what fits, and one event that counts the rest",
            &[
                Tell(10_000),
                // All that can come: 500 less what else the visit had to tell.
                Wait(8_000),
                Expect("the losses were not told in one event", |log| log.reports().count() == 1),
                counted,
            ],
        ),
        row(
            "C10B",
            "10,000 touchpoints in 10 s",
            &[[Tell(1_000), Wait(1_000)].repeat(10), vec![Wait(8_000), counted]].concat(),
        ),
        row(
            "C11",
            "blocked in the browser for 15 s",
            &[Block(true), Tell(MANY), Wait(15_000), Block(false), Tell(1), Settle(40)],
        ),
        row(
            "C12",
            "a page of one address",
            &[
                Tell(1),
                Visit("/spa.html"),
                Run("for (let n = 0; n < 5; n++) history.replaceState(null, '', location.href); \
                 history.pushState(null, '', '/spa.html/other')"),
                Wait(1500),
                Tell(1),
                Settle(20),
                Wait(1500),
                Expect("a route was not counted once", |log| {
                    log.views("/spa.html") == 1 && log.views("/spa.html/other") == 1
                }),
            ],
        ),
    ]
}

fn beyond() -> Vec<Scenario> {
    let again = [Visit(OTHER), Tell(1), Settle(30)];
    let fine = Answer(Accept(200));
    vec![
        row(
            "reset",
            "each third connection is reset",
            &[
                Answer(ResetEveryThird),
                Tell(20),
                Wait(1500),
                Tell(15),
                Wait(1500),
                Tell(15),
                Settle(40),
            ],
        ),
        row(
            "late",
            "stored, answer after 15 s",
            &[
                Answer(Late(15_000)),
                Tell(MANY),
                Settle(20),
                Wait(16_000),
                fine,
                Tell(1),
                Settle(30),
            ],
        ),
        row(
            "offline",
            "offline for 8 s",
            &[Offline(true), Tell(MANY), Wait(8000), Offline(false), Settle(30)],
        ),
        row(
            "killed",
            "renderer killed 200 ms after",
            &[Tell(MANY), Wait(200), Crash, NewTab(OTHER), Tell(1), Settle(30)],
        ),
        row(
            "tabs",
            "two tabs, the endpoint is well",
            &[Tell(MANY), NewTab(OTHER), Tell(MANY), Tab(0), Tell(1), Settle(30)],
        ),
        row(
            "discarded",
            "frozen, discarded, visited again",
            &[
                Answer(Refuse(503)),
                Tell(MANY),
                Wait(1500),
                Freeze(true),
                Wait(1000),
                Crash,
                fine,
                NewTab(OTHER),
                Tell(1),
                Settle(40),
            ],
        ),
        row(
            "database",
            "an old tab keeps a database from being opened",
            &[HoldDatabase, NewTab(OTHER), Tell(MANY), Settle(20)],
        ),
        row(
            "poison",
            "400 to whatever one of the events is in",
            &[
                Answer(Dislikes("known-7")),
                Tell(MANY),
                Wait(8_000),
                Expect("more was lost than the one", |log| log.stated() == 1),
            ],
        ),
        row(
            "asked",
            "429 with Retry-After: 30, four pages in a row meanwhile",
            &[
                Answer(TooMany(30)),
                Tell(10),
                Wait(2_000),
                Tell(10),
                Visit(OTHER),
                Tell(10),
                Visit("/"),
                Tell(10),
                Visit(OTHER),
                Wait(2_000),
                Tell(10),
                Expect("it was asked again before that", |log| log.asked_to_wait == 1),
                fine,
                Settle(60),
            ],
        ),
        row("empty", "answers 204", &[Answer(Accept(204)), Tell(MANY), Settle(20), Wait(3000)]),
        Scenario {
            scripts: &["no-storage.js"],
            untold: MANY,
            ..row(
                "nowhere",
                "storage blocked, endpoint down, page left",
                &[
                    &[Answer(Refuse(503)), Tell(MANY), Wait(1500), Visit(OTHER), fine][..],
                    &again[1..],
                ]
                .concat(),
            )
        },
        row(
            "early",
            "three pages left before the widget is there",
            &[Tell(MANY), TellEarly, TellEarly, TellEarly, Tell(1), Settle(8)],
        ),
        Scenario {
            is_further: true,
            ..row(
                "further",
                "a second endpoint with lines, 503 first, navigation",
                &[
                    Answer(Refuse(503)),
                    Tell(20),
                    Wait(3000),
                    TellAndGo(20, OTHER),
                    Wait(1000),
                    fine,
                    Tell(10),
                    Settle(40),
                ],
            )
        },
        Scenario {
            is_further: true,
            ..row(
                "further-413",
                "a second endpoint that takes three lines at once",
                &[Answer(AtMost(3)), Tell(20), Settle(40)],
            )
        },
        Scenario {
            is_further: true,
            ..row(
                "further-asked",
                "a second endpoint, 429 with Retry-After: 30, pages in a row",
                &[
                    Answer(TooMany(30)),
                    Tell(20),
                    Wait(2_000),
                    Tell(10),
                    Visit(OTHER),
                    Tell(10),
                    Visit("/"),
                    Wait(2_000),
                    Tell(10),
                    Expect("it was asked again before that", |log| log.asked_to_wait == 1),
                    fine,
                    Settle(60),
                ],
            )
        },
        row(
            "browsing",
            "five pages in a row on a slow line",
            &[
                Answer(Late(300)),
                TellAndGo(10, OTHER),
                Visit("/"),
                TellAndGo(10, OTHER),
                Visit("/"),
                TellAndGo(10, OTHER),
                Visit("/"),
                Tell(20),
                Settle(30),
            ],
        ),
    ]
}
