//! A visitor: what a person would do in the shop and with the widget.

use fantoccini::elements::{Element, ElementRef};
use fantoccini::wd::WindowHandle;
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::patience::{A_MOMENT, eventually};

/// The key WebDriver gives elements in JSON.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Finds what is shown in the widget's shadow root: selector, then words or null.
const FIND: &str = r#"
    const [selector, words] = arguments;
    const host = document.querySelector('[data-usher-host=""]');
    const all = host?.shadowRoot ? [...host.shadowRoot.querySelectorAll(selector)] : [];
    const shown = all.filter((element) => element.getClientRects().length > 0);
    return shown.find((element) => words === null || element.textContent.trim() === words) ?? null;
"#;

/// One line of a page's console, an error that reached it, or a violation of its policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logged {
    /// A console level, `uncaught` or `violation`.
    pub kind: String,
    /// What was written.
    pub text: String,
}

/// Somebody with a browser, in the shop.
#[derive(Debug)]
pub struct Visitor {
    /// The browser.
    pub browser: Browser,
    origin: String,
}

impl Visitor {
    /// A visitor who has not opened a page yet.
    pub const fn new(browser: Browser, origin: String) -> Self {
        Self { browser, origin }
    }

    /// Goes to a page of the shop and waits until its script has run.
    pub async fn visit(&self, path: &str) {
        let address = format!("{}{path}", self.origin);
        let went = self.browser.client.goto(&address).await;
        went.unwrap_or_else(|error| panic!("{address} cannot be opened: {error}"));
        self.wait_for_shop().await;
    }

    /// The same, and waits until the widget is there.
    pub async fn visit_with_widget(&self, path: &str) {
        self.visit(path).await;
        self.sees(".launcher").await;
    }

    /// Follows a link of the shop.
    pub async fn follow(&self, path: &str) {
        let link = json!(format!("main a[href=\"{path}\"], header a[href=\"{path}\"]"));
        self.run("document.querySelector(arguments[0]).click()", vec![link]).await;
        eventually(&format!("the page {path}"), A_MOMENT, async || {
            let here = self.run("return location.pathname", vec![]).await;
            (here == path).then_some(())
        })
        .await;
        self.wait_for_shop().await;
        self.sees(".launcher").await;
    }

    async fn wait_for_shop(&self) {
        let is_ready = "return document.readyState === 'complete' && !!window.shop";
        eventually("the shop's own script", A_MOMENT, async || {
            (self.run(is_ready, vec![]).await == json!(true)).then_some(())
        })
        .await;
    }

    /// Runs a script in the page. A page that is just being left gives null.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.browser.client.execute(script, arguments).await.unwrap_or_else(|error| {
            let is_passing = error.to_string().contains("javascript error: document unloaded");
            assert!(is_passing, "{script} failed: {error}");
            Value::Null
        })
    }

    /// Whether something is shown in the widget right now.
    pub async fn has(&self, selector: &str) -> bool {
        self.find(selector, None).await.is_some()
    }

    async fn find(&self, selector: &str, words: Option<&str>) -> Option<Element> {
        let found = self.run(FIND, vec![json!(selector), json!(words)]).await;
        let id = found[ELEMENT].as_str()?.to_owned();
        Some(Element::from_element_id(self.browser.client.clone(), ElementRef::from(id)))
    }

    /// Waits until something is shown in the widget.
    pub async fn sees(&self, selector: &str) -> Element {
        let what = format!("the widget shows `{selector}`");
        eventually(&what, A_MOMENT, async || self.find(selector, None).await).await
    }

    /// Waits until something is not shown in the widget.
    pub async fn loses(&self, selector: &str) {
        eventually(&format!("the widget shows no `{selector}`"), A_MOMENT, async || {
            (!self.has(selector).await).then_some(())
        })
        .await;
    }

    /// Presses what carries these words, as a finger or a mouse would.
    pub async fn press(&self, selector: &str, words: &str) {
        let what = format!("the widget shows `{selector}` with the words “{words}”");
        let target = eventually(&what, A_MOMENT, async || self.find(selector, Some(words)).await);
        let target = target.await;
        let pressed = target.click().await;
        pressed.unwrap_or_else(|error| panic!("“{words}” cannot be pressed: {error}"));
    }

    /// Presses what a selector finds in the widget.
    pub async fn press_at(&self, selector: &str) {
        let pressed = self.sees(selector).await.click().await;
        pressed.unwrap_or_else(|error| panic!("`{selector}` cannot be pressed: {error}"));
    }

    /// Writes into a field of the widget.
    pub async fn write(&self, selector: &str, words: &str) {
        let written = self.sees(selector).await.send_keys(words).await;
        written.unwrap_or_else(|error| panic!("`{selector}` cannot be written to: {error}"));
    }

    /// The words of something in the widget, each element's own.
    pub async fn words(&self, selector: &str) -> Vec<String> {
        let script = r#"
            const { shadowRoot } = document.querySelector('[data-usher-host=""]');
            return [...shadowRoot.querySelectorAll(arguments[0])].map((it) => it.textContent.trim());
        "#;
        let words = self.run(script, vec![json!(selector)]).await;
        serde_json::from_value(words).unwrap_or_default()
    }

    /// Fills fields of the shop by id, and sends the form.
    pub async fn fill_and_send(&self, fields: &[(&str, &str)]) {
        let script = r#"
            for (const [id, value] of arguments[0]) document.getElementById(id).value = value;
            document.querySelector("form[data-step] [type=submit]").click();
        "#;
        self.run(script, vec![json!(fields)]).await;
    }

    /// Moves the clock of every page opened from now on.
    pub async fn move_clock(&self, days: i64) {
        let millis = days * 24 * 60 * 60 * 1_000;
        let set = "localStorage.setItem('test:offset', String(arguments[0]))";
        self.run(set, vec![json!(millis)]).await;
    }

    /// Closes the tab and opens a new one: the session is over, the device the same.
    pub async fn open_new_tab(&self) {
        let client = &self.browser.client;
        let opened = client.new_window(true).await.expect("a new tab opens");
        client.close_window().await.expect("the old tab closes");
        client.switch_to_window(opened.handle).await.expect("the new tab is there");
        self.browser.bring_to_front().await;
    }

    /// The tab that is in front.
    pub async fn tab(&self) -> WindowHandle {
        self.browser.client.window().await.expect("there is a tab")
    }

    /// Opens one more tab, which is in front then.
    pub async fn open_further_tab(&self) -> WindowHandle {
        let opened = self.browser.client.new_window(true).await.expect("a new tab opens");
        self.go_to_tab(&opened.handle).await;
        opened.handle
    }

    /// Brings a tab to the front.
    pub async fn go_to_tab(&self, tab: &WindowHandle) {
        let went = self.browser.client.switch_to_window(tab.clone()).await;
        went.expect("the tab is there");
        self.browser.bring_to_front().await;
    }

    /// What the pages of this tab wrote to the console, errors and violations included.
    pub async fn log(&self) -> Vec<Logged> {
        let script = r#"
            let lines = window.__log ?? [];
            try { lines = JSON.parse(sessionStorage.getItem("test:log") ?? "[]"); } catch {}
            return lines.map(({ kind, text }) => [kind, text]);
        "#;
        let lines: Vec<(String, String)> =
            serde_json::from_value(self.run(script, vec![]).await).unwrap_or_default();
        lines.into_iter().map(|(kind, text)| Logged { kind, text }).collect()
    }

    /// Panics unless nothing at all was written to the console, by the page or the browser.
    pub async fn assert_console_is_clean(&self) {
        assert_eq!(self.log().await, [], "the console is not clean");
        assert_eq!(self.browser.console().await, [] as [String; 0], "the console is not clean");
    }

    /// Panics unless the one line in the console is a warning of ours with these words.
    pub async fn assert_one_warning(&self, words: &str) {
        let log = self.log().await;
        let [Logged { kind, text }] = log.as_slice() else {
            panic!("one warning with “{words}” was expected: {log:?}");
        };
        assert_eq!(kind, "warn", "{text}");
        assert!(
            text.starts_with("[usher] ") && text.contains(words),
            "“{words}” is not in: {text}"
        );
    }

    /// The keys in the browser's storage that are neither the shop's nor the tests'.
    pub async fn kept_keys(&self) -> Vec<String> {
        let script = r#"
            const keys = [...Object.keys(localStorage), ...Object.keys(sessionStorage)];
            return keys.filter((key) => !/^(shop|test):/.test(key)).sort();
        "#;
        serde_json::from_value(self.run(script, vec![]).await).unwrap_or_default()
    }

    /// Names of everything else a page can keep: cookies, databases, caches, workers.
    pub async fn kept_elsewhere(&self) -> Vec<String> {
        let script = r#"
            const done = arguments[arguments.length - 1];
            (async () => {
              const databases = (await indexedDB.databases?.()) ?? [];
              const caches = (await window.caches?.keys()) ?? [];
              const workers = (await navigator.serviceWorker?.getRegistrations()) ?? [];
              const cookies = document.cookie ? [document.cookie] : [];
              return [...databases.map(({ name }) => name), ...caches, ...workers.map(String), ...cookies];
            })().then(done, (error) => done([String(error)]));
        "#;
        let kept = self.browser.client.execute_async(script, vec![]).await;
        let kept = kept.expect("the page says what it keeps");
        let cookies = self.browser.client.get_all_cookies().await.expect("cookies are listed");
        let mut names: Vec<String> = serde_json::from_value(kept).expect("a list of names");
        names.extend(cookies.iter().map(|cookie| cookie.name().to_owned()));
        names
    }

    /// Addresses the pages asked that are not the shop's own.
    pub async fn foreign_requests(&self) -> Vec<String> {
        let script = r#"
            const names = performance.getEntriesByType("resource").map(({ name }) => name);
            return names.filter((name) => !name.startsWith(location.origin + "/"));
        "#;
        serde_json::from_value(self.run(script, vec![]).await).unwrap_or_default()
    }
}
