//! Where a scenario is played: a shop, a receiver elsewhere, and a browser.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use fantoccini::wd::WindowHandle;
use serde_json::{Value, json};
use usher_tests::{
    A_MOMENT, Browser, Configuration, Engine, Site, SiteChanges, Visitor, eventually,
};

use crate::receiver::Receiver;
use crate::scenario::Scenario;
use crate::step::Step;

/// Time a receiver is given to get something twice after everything has come.
const AFTERWARDS: Duration = Duration::from_millis(2_500);

/// What came of a scenario.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// Known events that happened.
    pub(crate) emitted: usize,
    /// Of those, the ones accepted at least once.
    pub(crate) delivered: usize,
    /// Events whose loss the widget reported, with a reason.
    pub(crate) stated: usize,
    /// Known events that came under more than one id.
    pub(crate) doubled: usize,
    /// Events that came again under their own id.
    pub(crate) resent: usize,
    /// Requests.
    pub(crate) posts: usize,
    /// What was not as it must be.
    pub(crate) problems: Vec<String>,
    /// Longest pause of the page while it told the widget, in milliseconds.
    pub(crate) seconds: f64,
}

/// The shop, the receiver and the browser of one run.
pub(crate) struct Stage {
    pub(crate) visitor: Visitor,
    pub(crate) receiver: Receiver,
    _site: Site,
    tabs: Vec<WindowHandle>,
    emitted: BTreeSet<String>,
    told: u32,
    problems: Vec<String>,
}

/// Plays a scenario and says what came of it.
pub(crate) async fn play(engine: Engine, scenario: &Scenario) -> Outcome {
    let start = Instant::now();
    let mut stage = Stage::open(engine, scenario).await;
    for step in &scenario.steps {
        stage.perform(*step).await;
    }
    tokio::time::sleep(AFTERWARDS).await;
    let mut outcome = stage.outcome();
    outcome.seconds = start.elapsed().as_secs_f64();
    outcome
}

impl Stage {
    pub(crate) async fn open(engine: Engine, scenario: &Scenario) -> Self {
        let receiver = Receiver::open().await;
        let endpoint =
            format!("data-endpoint=\"http://{}/events\" data-consent=\"site\"", receiver.addr);
        let mut scripts = vec!["delivery.js"];
        scripts.extend(scenario.scripts);
        let own = String::from("data-endpoint=\"/events\" data-consent=\"site\"");
        let endpoint = if scenario.is_further { own } else { endpoint };
        let words = vec![("data-endpoint=\"/events\"", endpoint)];
        let configuration = if scenario.is_further {
            let url = format!("http://{}/lines", receiver.addr);
            let endpoints =
                json!({ "endpoints": [{ "url": url, "format": "ndjson", "compress": true }] });
            // A run has one configuration, as long as it lasts.
            Configuration::Text(Box::leak(endpoints.to_string().into_boxed_str()))
        } else {
            Configuration::default()
        };
        let changes = SiteChanges { words, scripts, configuration, ..SiteChanges::default() };
        let site = Site::open(changes).await;
        let visitor = Visitor::new(Browser::start(engine).await, site.origin());
        let tab = visitor.browser.client.window().await.expect("a browser has a window");
        let stage = Self {
            visitor,
            receiver,
            _site: site,
            tabs: vec![tab],
            emitted: BTreeSet::new(),
            told: 0,
            problems: Vec::new(),
        };
        stage.visit("/").await;
        stage
    }

    pub(crate) async fn perform(&mut self, step: Step) {
        match step {
            Step::Answer(answering) => self.receiver.set(answering),
            Step::Close => self.receiver.close().await,
            Step::Open => self.receiver.open_again().await,
            Step::Tell(count) => self.tell(count, 0, None).await,
            Step::TellAndGo(count, path) => self.tell(count, 0, Some(path)).await,
            Step::TellEarly => {
                let number = self.told;
                self.told += 1;
                self.emitted.insert(format!("known-{number}"));
                self.run(&format!("location.href = '/paint/?early={number}'")).await;
                tokio::time::sleep(Duration::from_millis(1_500)).await;
                self.wait_until_ready().await;
            }
            Step::TellMuchAndGo(count, path) => self.tell(count, 11, Some(path)).await,
            Step::TellOneOf(words) => self.tell(1, words, None).await,
            Step::Buy(order) => {
                self.emitted.insert(order.to_owned());
                self.run(&format!("window.__buy('{order}')")).await;
            }
            Step::Visit(path) => self.visit(path).await,
            Step::Back => {
                let went = self.visitor.browser.client.back().await;
                went.expect("there is a page before");
                self.wait_until_ready().await;
            }
            Step::Wait(millis) => tokio::time::sleep(Duration::from_millis(millis)).await,
            Step::Settle(seconds) => self.settle(Duration::from_secs(seconds)).await,
            Step::Run(script) => self.run(script).await,
            Step::Withdraw => {
                let nothing = "{ help: false, analytics: false, personalise: false, share: false }";
                self.run(&format!("window.usher('consent', {nothing})")).await;
            }
            Step::FillStorage => self.run("window.__fill()").await,
            Step::HoldDatabase => self.run("indexedDB.open('usher', 1)").await,
            Step::MoveClock(days) => self.visitor.move_clock(days).await,
            Step::Expect(words, holds) => {
                let is_so = holds(&self.receiver.log());
                if !is_so {
                    self.problems.push(words.to_owned());
                }
            }
            Step::ExpectKept(prefixes) => self.expect_kept(prefixes).await,
            other => self.perform_in_browser(other).await,
        }
    }

    /// What is done to tabs, and what only Chromium's tools can do.
    async fn perform_in_browser(&mut self, step: Step) {
        match step {
            Step::NewTab(path) => {
                self.open_tab().await;
                if path != "about:blank" {
                    self.visit(path).await;
                }
            }
            Step::Tab(number) => self.switch_to(number).await,
            Step::HideFor(seconds) => {
                let here = self.tabs.len() - 1;
                self.open_tab().await;
                tokio::time::sleep(Duration::from_secs(seconds.into())).await;
                drop(self.visitor.browser.client.close_window().await);
                self.tabs.pop();
                self.switch_to(here).await;
            }
            Step::CloseTab => {
                drop(self.visitor.browser.client.close_window().await);
                self.switch_to(self.tabs.len() - 1).await;
            }
            Step::Offline(is_offline) => {
                self.tools("Network.enable", json!({})).await;
                let line = json!({ "offline": is_offline, "latency": 0,
                    "downloadThroughput": -1, "uploadThroughput": -1 });
                self.tools("Network.emulateNetworkConditions", line).await;
            }
            Step::Block(is_blocked) => {
                self.tools("Network.enable", json!({})).await;
                let address = format!("http://{}/*", self.receiver.addr);
                let urls = if is_blocked { vec![address] } else { Vec::new() };
                self.tools("Network.setBlockedURLs", json!({ "urls": urls })).await;
            }
            Step::Freeze(is_frozen) => {
                let state = if is_frozen { "frozen" } else { "active" };
                self.tools("Page.setWebLifecycleState", json!({ "state": state })).await;
            }
            Step::Crash => self.crash().await,
            Step::Prerender(path) => {
                self.run(&format!(
                    "document.head.append(Object.assign(document.createElement('script'), {{
                        type: 'speculationrules',
                        textContent: JSON.stringify({{ prerender: [{{ urls: ['{path}'], eagerness: 'immediate' }}] }}),
                    }}))"
                ))
                .await;
            }
            _ => {}
        }
    }

    async fn tell(&mut self, count: u32, words: u32, then: Option<&str>) {
        let first = self.told;
        self.told += count;
        for number in first..self.told {
            self.emitted.insert(format!("known-{number}"));
        }
        let mut script = format!("window.__tell({first}, {count}, {words});");
        if let Some(path) = then {
            script += &format!("location.href = '{path}'");
        }
        self.run(&script).await;
        if then.is_some() {
            self.wait_until_ready().await;
        }
    }

    async fn run(&self, script: &str) {
        // A page that is just being left cannot answer.
        drop(self.visitor.browser.client.execute(script, vec![]).await);
    }

    async fn visit(&self, path: &str) {
        self.visitor.visit(path).await;
        self.wait_until_ready().await;
    }

    async fn wait_until_ready(&self) {
        let client = &self.visitor.browser.client;
        eventually("the widget is there", A_MOMENT, async || {
            let is_ready = client.execute("return window.__ready === true", vec![]).await;
            matches!(is_ready, Ok(Value::Bool(true))).then_some(())
        })
        .await;
    }

    async fn open_tab(&mut self) {
        let client = &self.visitor.browser.client;
        let opened = client.new_window(true).await.expect("a new tab opens");
        client.switch_to_window(opened.handle.clone()).await.expect("the new tab is there");
        self.tabs.push(opened.handle);
        self.to_front().await;
    }

    async fn switch_to(&self, number: usize) {
        let client = &self.visitor.browser.client;
        if let Some(tab) = self.tabs.get(number) {
            drop(client.switch_to_window(tab.clone()).await);
        }
        self.to_front().await;
    }

    async fn to_front(&self) {
        if self.visitor.browser.engine == Engine::Chromium {
            self.tools("Page.bringToFront", json!({})).await;
        }
    }

    /// The process of the tab ends, and with it whatever the tab knew.
    async fn crash(&mut self) {
        let client = self.visitor.browser.client.clone();
        let here = client.window().await.expect("a tab is here");
        let opened = client.new_window(true).await.expect("a new tab opens");
        drop(client.switch_to_window(here).await);
        let crash = self.visitor.browser.try_tools("Page.crash", json!({}));
        drop(tokio::time::timeout(Duration::from_secs(3), crash).await);
        client.switch_to_window(opened.handle.clone()).await.expect("the new tab is there");
        self.tabs.push(opened.handle);
    }

    pub(crate) async fn tools(&self, name: &str, parameters: Value) {
        self.visitor.browser.emulate(name, parameters).await;
    }

    async fn expect_kept(&mut self, prefixes: &[&str]) {
        let kept = self.visitor.browser.client.execute(
            "return [...Object.keys(localStorage), ...Object.keys(sessionStorage)]",
            vec![],
        );
        let names: Vec<String> = kept
            .await
            .ok()
            .and_then(|names| serde_json::from_value(names).ok())
            .unwrap_or_default();
        for name in names.iter().filter(|name| name.starts_with("usher")) {
            if !prefixes.iter().any(|prefix| name.starts_with(prefix)) {
                self.problems.push(format!("{name} is kept"));
            }
        }
    }

    /// Waits until every known event has come; if not, that shows in the table.
    async fn settle(&self, most: Duration) {
        let start = Instant::now();
        while start.elapsed() < most && !self.has_everything() {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    fn has_everything(&self) -> bool {
        let log = self.receiver.log();
        let known: BTreeSet<&str> = log.known().collect();
        self.emitted.iter().all(|mark| known.contains(mark.as_str()))
    }

    fn outcome(self) -> Outcome {
        let log = self.receiver.log();
        let known: BTreeSet<&str> = log.known().collect();
        let mut problems = self.problems;
        if log.unreadable > 0 {
            problems.push(format!("{} requests were no batch", log.unreadable));
        }
        problems.extend(log.misfits().into_iter().map(|fault| format!("no such event: {fault}")));
        let emitted = &self.emitted;
        Outcome {
            emitted: emitted.len(),
            delivered: emitted.iter().filter(|mark| known.contains(mark.as_str())).count(),
            stated: log.stated(),
            doubled: log.doubled(),
            resent: log.resent(),
            posts: log.posts.len(),
            problems,
            seconds: 0.0,
        }
    }
}
