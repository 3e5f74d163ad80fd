//! The consent oracle in a real browser: the timelines of `usher_testkit::Timeline`,
//! played by pages, tabs and clicks. Every post and every write to the browser's storage
//! is held against what the reference allows at that instant.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "what is missing fails the test"
)]

use std::time::{Duration, Instant};

use serde::Deserialize;
use serde_json::{Value, json};
use usher_engine::Standing;
use usher_testkit::{Allowed, Saying, Step, TABS, Timeline};
use usher_tests::Engine::Chromium;
use usher_tests::{A_MOMENT, Browser, Configuration, Site, SiteChanges, Visitor, eventually};

/// Timelines of an ordinary run; `USHER_ORACLE_TIMELINES` says otherwise, and
/// `USHER_ORACLE_FIRST` leaves out those before.
const TIMELINES: u64 = 240;
/// How much faster the pages' time runs; the same number is in `oracle.js`.
const SPEED: u64 = 20;
/// Any time at all: the reference only compares.
const START: i64 = 1_800_000_000_000;
/// Runs of shorter timelines, once one has failed.
const MAX_SHRINKING: usize = 40;

/// What a page wrote or sent.
#[derive(Debug, Deserialize)]
struct Record {
    tab: usize,
    step: usize,
    wrote: Option<String>,
    sent: Option<String>,
}

#[derive(Default)]
struct Tally {
    timelines: usize,
    requests: usize,
    writes: usize,
}

/// One browser with a shop that asks and one that expects a manager.
struct Player {
    visitor: Visitor,
    asking: Site,
    expecting: Site,
    tally: Tally,
}

impl Player {
    async fn start() -> Self {
        let site = |configuration| {
            let scripts = vec!["oracle.js"];
            Site::open(SiteChanges { scripts, configuration, ..SiteChanges::default() })
        };
        let asking = site(Configuration::Hasty).await;
        let expecting = site(Configuration::Text(r#"{"consent": "manager"}"#)).await;
        let browser = Browser::start(Chromium).await;
        let visitor = Visitor::new(browser, asking.origin());
        Self { visitor, asking, expecting, tally: Tally::default() }
    }

    const fn site(&self, timeline: &Timeline) -> &Site {
        if timeline.is_expecting { &self.expecting } else { &self.asking }
    }

    /// What is wrong with a timeline; nothing if all of it was allowed.
    async fn play(&mut self, timeline: &Timeline) -> Option<String> {
        let mut stage = self.prepare(timeline).await;
        let posts = self.site(timeline).posts().len();
        let mut allowed = Allowed::begin(timeline, START).with_steady_clocks();
        let mut states = Vec::new();
        let mut sent = 0;
        let mut wrong = None;
        for (place, step) in timeline.steps.iter().enumerate() {
            let before = allowed.clone();
            let elapsed = stage.act(&self.visitor, place, step, &allowed).await;
            allowed.take(step, elapsed);
            states.push((before, allowed.clone()));
            for record in stage.take(&self.visitor).await {
                self.tally.requests += usize::from(record.sent.is_some());
                self.tally.writes += usize::from(record.wrote.is_some());
                sent += usize::from(record.sent.is_some());
                let state = states.get(record.step).zip(timeline.steps.get(record.step));
                let ((before, after), step) = state.expect("a record of a step that was taken");
                wrong = wrong.or_else(|| violation(&record, step, before, after));
            }
            if wrong.is_some() {
                break;
            }
        }
        // Before the pages end: what leaves with them is written down by nobody.
        let posted = self.site(timeline).posts().len() - posts;
        stage.end(&self.visitor).await;
        self.tally.timelines += 1;
        wrong.or_else(|| {
            (posted > sent).then(|| format!("{posted} posts came, and the pages know of {sent}"))
        })
    }

    async fn prepare(&self, timeline: &Timeline) -> Stage {
        let client = &self.visitor.browser.client;
        let origin = self.site(timeline).origin();
        let blank = format!("{origin}/test/blank.html");
        client.goto(&blank).await.expect("an empty page");
        let clear = "localStorage.clear(); sessionStorage.clear();
                     localStorage.setItem('test:base', Date.now())";
        self.visitor.run(clear, vec![]).await;
        let window = client.window().await.expect("a tab");
        Stage { origin, windows: vec![Some(window), None], here: 0, has_managers: vec![false; 2] }
    }
}

/// The tabs of a timeline that is being played.
struct Stage {
    origin: String,
    windows: Vec<Option<fantoccini::wd::WindowHandle>>,
    here: usize,
    /// Whether a manager was ever on the page of each tab.
    has_managers: Vec<bool>,
}

impl Stage {
    /// Does a step; how long it took by the pages' clock, as far as that was meant.
    async fn act(
        &mut self,
        visitor: &Visitor,
        place: usize,
        step: &Step,
        allowed: &Allowed,
    ) -> i64 {
        let begin = format!("oracle.begin({place});");
        let run = async |script: String| visitor.run(&format!("{begin}{script}"), vec![]).await;
        match step {
            Step::Says(saying) => {
                run(say(saying)).await;
                self.has_managers[self.here] |= saying.standing != Standing::Absent;
                self.settle(visitor).await;
            }
            Step::Chooses(bits) => {
                run(String::new()).await;
                choose(visitor, *bits).await;
            }
            Step::Lowers(bits) => {
                let names = ["help", "analytics", "personalise", "share"];
                let named = names.iter().enumerate().filter(|(place, _)| bits & (1 << place) != 0);
                let lowered: Value =
                    named.map(|(_, name)| ((*name).to_owned(), json!(false))).collect();
                run(format!("usher('consent', {lowered})")).await;
            }
            Step::PrivacyControl(is_on) => {
                let value = if *is_on {
                    "setItem('test:privacy', 1)"
                } else {
                    "removeItem('test:privacy')"
                };
                run(format!("localStorage.{value}")).await;
            }
            Step::Touches => {
                run(format!("usher('touchpoint', 'search', {{ results: {place} }})")).await;
            }
            Step::Waits(millis) => {
                run(String::new()).await;
                let millis = u64::try_from(*millis).unwrap_or(0);
                tokio::time::sleep(Duration::from_millis(millis / SPEED + 20)).await;
            }
            Step::Jumps(millis) => {
                let now = "Number(localStorage.getItem('test:jump') ?? 0)";
                run(format!("localStorage.setItem('test:jump', {now} + {millis})")).await;
            }
            Step::Loads(sayings) => {
                if place > 0 {
                    run(String::new()).await;
                }
                self.load(visitor, place, sayings, allowed).await;
            }
            Step::Restores => drop(run(String::from("oracle.restore()")).await),
            Step::Turns(tab) => {
                run(String::new()).await;
                self.turn(visitor, place, *tab, allowed).await;
            }
        }
        if let Step::Waits(millis) = step { *millis } else { 0 }
    }

    async fn load(&mut self, visitor: &Visitor, place: usize, sayings: &[Saying], _: &Allowed) {
        let before: Vec<Value> = sayings.iter().map(values).collect();
        let set = "sessionStorage.setItem('test:before', arguments[0]);
                   sessionStorage.setItem('test:tab', arguments[1]);
                   localStorage.setItem('test:step', arguments[2])";
        let values = vec![json!(json!(before).to_string()), json!(self.here), json!(place)];
        visitor.run(set, values).await;
        let address = format!("{}/paint/juniper.html", self.origin);
        visitor.browser.client.goto(&address).await.expect("a page of the shop");
        self.has_managers[self.here] = !sayings.is_empty();
        is_true(visitor, "window.oracle?.isReady").await;
        self.settle(visitor).await;
    }

    /// What follows managers has been loaded where there is one.
    async fn settle(&self, visitor: &Visitor) {
        if self.has_managers[self.here] {
            is_true(visitor, "oracle.isFollowing").await;
        }
    }

    async fn turn(&mut self, visitor: &Visitor, place: usize, tab: usize, allowed: &Allowed) {
        let client = &visitor.browser.client;
        self.here = tab;
        if let Some(window) = self.windows[tab].clone() {
            client.switch_to_window(window).await.expect("the tab is there");
            return;
        }
        let opened = client.new_window(true).await.expect("a new tab opens");
        self.windows[tab] = Some(opened.handle.clone());
        client.switch_to_window(opened.handle).await.expect("the new tab is there");
        let blank = format!("{}/test/blank.html", self.origin);
        client.goto(&blank).await.expect("an empty page");
        self.load(visitor, place, &[], allowed).await;
    }

    async fn take(&self, visitor: &Visitor) -> Vec<Record> {
        let records = visitor.run("return oracle.take()", vec![]).await;
        serde_json::from_value(records).expect("records of the page")
    }

    /// Closes the second tab.
    async fn end(self, visitor: &Visitor) {
        let client = &visitor.browser.client;
        let mut windows = self.windows.into_iter();
        let first = windows.next().flatten().expect("the first tab");
        for window in windows.flatten() {
            client.switch_to_window(window).await.expect("the tab is there");
            client.close_window().await.expect("the tab closes");
        }
        client.switch_to_window(first).await.expect("the first tab is there");
    }
}

fn values(saying: &Saying) -> Value {
    json!([saying.kind.name(), saying.standing.as_str(), saying.chosen])
}

fn say(saying: &Saying) -> String {
    format!("oracle.say(...{})", values(saying))
}

async fn is_true(visitor: &Visitor, what: &str) {
    let script = format!("return !!({what})");
    eventually(what, A_MOMENT, async || {
        (visitor.run(&script, vec![]).await == json!(true)).then_some(())
    })
    .await;
}

/// Presses what a visitor would: in the prompt if it asks, else in the panel. Beside a
/// manager there is nothing to accept all with.
async fn choose(visitor: &Visitor, bits: u8) {
    let words = if bits == 0 { "Refuse all" } else { "Accept all" };
    if visitor.has(".prompt .choice button").await {
        visitor.press(".prompt .choice button", words).await;
        return;
    }
    visitor.run("usher('open')", vec![]).await;
    visitor.press(".panel button.line", "Privacy").await;
    visitor.sees(".panel .choice button").await;
    if visitor.words(".panel .choice button").await.iter().any(|one| one == words) {
        visitor.press(".panel .choice button", words).await;
    }
    visitor.run("usher('close')", vec![]).await;
}

/// What is wrong with a record; nothing if it was allowed.
///
/// What takes time, or another tab, may still end under what was allowed before.
fn violation(record: &Record, step: &Step, before: &Allowed, after: &Allowed) -> Option<String> {
    let Record { tab, step: place, wrote, sent } = record;
    let is_immediate = matches!(step, Step::Says(_) | Step::Lowers(_) | Step::Touches);
    let is_strict = is_immediate && *tab == after.tab();
    let may = |look: &dyn Fn(&Allowed) -> bool| look(after) || (!is_strict && look(before));
    if let Some(entry) = wrote
        && !may(&|allowed| allowed.may_keep(*tab, entry))
    {
        return Some(format!("step {place}, tab {tab}: {entry} was written"));
    }
    let body = sent.as_ref()?;
    if !may(&|allowed| allowed.may_send(*tab)) {
        return Some(format!("step {place}, tab {tab}: a request {body}"));
    }
    let told = body.split("\"results\":").skip(1).filter_map(|rest| {
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        digits.parse::<usize>().ok()
    });
    // What waits does so on the device, and one tab sends for all of them.
    let may_tell = |step| may(&|allowed| (0..TABS).any(|tab| allowed.may_tell(tab, step)));
    let late = told.into_iter().find(|step| !may_tell(*step));
    late.map(|step| format!("step {place}, tab {tab}: the touch of step {step} was told"))
}

/// A timeline as a person can play it: all or nothing in the widget's own buttons.
fn timeline(seed: u64) -> Timeline {
    let mut timeline = Timeline::of(seed);
    for step in &mut timeline.steps {
        if let Step::Chooses(bits) = step {
            *bits = if *bits & 1 == 1 { 0b1111 } else { 0 };
        }
    }
    timeline
}

/// The shortest timeline that still fails, and how it does.
async fn shrunk(
    player: &mut Player,
    mut timeline: Timeline,
    mut wrong: String,
) -> (Timeline, String) {
    let mut runs = 0;
    let mut place = timeline.steps.len();
    while place > 0 && runs < MAX_SHRINKING {
        place -= 1;
        let Some(shorter) = timeline.without(place) else { continue };
        runs += 1;
        if let Some(still) = player.play(&shorter).await {
            (timeline, wrong) = (shorter, still);
        }
    }
    (timeline, wrong)
}

async fn play_some(first: u64, count: u64) -> Tally {
    let mut player = Player::start().await;
    for seed in (first..count).step_by(2) {
        let timeline = timeline(seed);
        if let Some(wrong) = player.play(&timeline).await {
            println!("seed {seed}: {wrong}\n{timeline:?}");
            let (shrunk, wrong) = shrunk(&mut player, timeline, wrong).await;
            panic!("{wrong}, outside of what was allowed, from seed {seed}\n{shrunk:?}");
        }
    }
    player.tally
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_sent_or_kept_outside_of_what_is_allowed() {
    let number = |name| std::env::var(name).ok().and_then(|number| number.parse().ok());
    let first = number("USHER_ORACLE_FIRST").unwrap_or(0);
    let count = number("USHER_ORACLE_TIMELINES").unwrap_or(TIMELINES);
    let start = Instant::now();
    // Two browsers at once, each with every second timeline.
    let (one, other) = tokio::join!(play_some(first, count), play_some(first + 1, count));
    let mut all = one;
    all.timelines += other.timelines;
    all.requests += other.requests;
    all.writes += other.writes;
    let Tally { timelines, requests, writes } = all;
    assert!(requests > 0 && writes > 0, "nothing was checked");
    println!("{} s", start.elapsed().as_secs());
    println!(
        "timelines {timelines}, requests checked {requests}, storage writes checked {writes}, \
         violations 0"
    );
}
