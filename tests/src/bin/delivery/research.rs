//! The scenarios that the products of the field were measured in.

#![expect(clippy::too_many_lines, reason = "a table")]

use crate::receiver::Answering;
use crate::scenario::{MANY, OTHER, Scenario, row};
use crate::step::Step;
use Answering::{
    Accept, AcceptInJson, AtMost, Hang, Late, LogInPage, LoseAnswers, Refuse, TooMany,
};
use Step::{
    Answer, Close, CloseTab, Crash, FillStorage, HideFor, NewTab, Offline, Open, Settle, Tab, Tell,
    TellAndGo, TellMuchAndGo, Visit, Wait,
};

/// S1 to S21.
pub(crate) fn scenarios() -> Vec<Scenario> {
    let again = [Visit(OTHER), Tell(1), Settle(30)];
    let then = |steps: &[Step], rest: &[Step]| [steps, rest].concat();
    let refused = |status| Answer(Refuse(status));
    let fine = Answer(Accept(200));
    vec![
        row("S1", "healthy", &[Tell(MANY), Settle(20)]),
        row("S2", "navigation in the same task", &then(&[TellAndGo(MANY, OTHER)], &again)),
        row(
            "S3",
            "tab closed",
            &[Tell(MANY), NewTab(OTHER), Tab(0), CloseTab, Wait(3000), Tell(1), Settle(30)],
        ),
        row(
            "S4",
            "503 for 20 s",
            &[refused(503), Tell(MANY), Wait(20_000), fine, Settle(40), Tell(1), Settle(20)],
        ),
        row(
            "S5",
            "port closed for 20 s",
            &[Close, Tell(MANY), Wait(20_000), Open, Settle(40), Tell(1), Settle(20)],
        ),
        row(
            "S6",
            "offline while it happens, tab closed, opened again",
            &[
                Offline(true),
                Close,
                Tell(MANY),
                Wait(6000),
                NewTab("about:blank"),
                Tab(0),
                CloseTab,
                Open,
                Visit(OTHER),
                Tell(1),
                Settle(40),
            ],
        ),
        row(
            "S7B",
            "429 with Retry-After: 4 for 6 s",
            &[Answer(TooMany(4)), Tell(MANY), Wait(6000), fine, Settle(35), Tell(1), Settle(20)],
        ),
        row(
            "S8",
            "two tabs at once, 503 first",
            &[
                refused(503),
                Tell(MANY),
                NewTab(OTHER),
                Tell(MANY),
                Wait(3000),
                fine,
                Tell(1),
                Tab(0),
                Tell(1),
                Settle(40),
            ],
        ),
        row("S9B", "40 × 3 kB, then navigation", &then(&[TellMuchAndGo(40, OTHER)], &again)),
        Scenario {
            scripts: &["no-storage.js"],
            ..row("S10", "storage blocked", &[Tell(MANY), Settle(20)])
        },
        row(
            "S11",
            "stored, but two answers are lost",
            &[Answer(LoseAnswers(2)), Tell(MANY), Settle(30)],
        ),
        row(
            "S12",
            "renderer killed while the endpoint is down",
            &[refused(503), Tell(MANY), Wait(200), Crash, fine, NewTab(OTHER), Tell(1), Settle(40)],
        ),
        row(
            "S13",
            "answers 202 with nothing",
            &[Answer(Accept(202)), Tell(MANY), Settle(20), Wait(3000)],
        ),
        row(
            "S14",
            "answers 200 with JSON",
            &[Answer(AcceptInJson), Tell(MANY), Settle(20), Wait(3000)],
        ),
        row("S15", "tab hidden for 2.5 s", &[Tell(MANY), HideFor(3), Settle(20), Wait(3000)]),
        row(
            "S16",
            "storage full, 503 for 3 s",
            &[
                FillStorage,
                refused(503),
                Tell(MANY),
                Wait(3000),
                fine,
                Settle(30),
                Tell(1),
                Settle(20),
            ],
        ),
        row("S17", "413 to more than three events", &[Answer(AtMost(3)), Tell(MANY), Settle(40)]),
        row(
            "S18",
            "log-in page for 6 s",
            &[Answer(LogInPage), Tell(MANY), Wait(6000), fine, Settle(40)],
        ),
        row(
            "S19",
            "endpoint hangs, navigation",
            &then(&[Answer(Hang), Tell(MANY), Wait(2500), fine], &again),
        ),
        row(
            "S20",
            "navigation in the same task, slow line",
            &then(&[Answer(Late(300)), TellAndGo(MANY, OTHER)], &again),
        ),
        row(
            "S21",
            "tab closed, slow line",
            &[
                Answer(Late(300)),
                Tell(MANY),
                NewTab(OTHER),
                Tab(0),
                CloseTab,
                Wait(3000),
                Tell(1),
                Settle(30),
            ],
        ),
    ]
}
