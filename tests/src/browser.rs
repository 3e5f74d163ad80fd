//! A browser of its own for each test, with nothing in it.

use std::fmt;
use std::process::Command;

use fantoccini::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use tempfile::TempDir;

use crate::driver::{Driver, free_address};
use crate::programs::{find, find_mini_browser, is_root};

/// The three browser engines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Chromium, headless.
    Chromium,
    /// Firefox, headless.
    Firefox,
    /// WebKitGTK's MiniBrowser on a screen in memory.
    WebKit,
}

impl fmt::Display for Engine {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, formatter)
    }
}

/// A running browser. Dropping it ends it.
#[derive(Debug)]
pub struct Browser {
    /// Which one.
    pub engine: Engine,
    /// The way to it.
    pub client: Client,
    _driver: Driver,
    _profile: TempDir,
}

impl Browser {
    /// Starts a browser with an empty profile.
    ///
    /// Panics with what to install when it is missing.
    pub async fn start(engine: Engine) -> Self {
        let profile = TempDir::with_prefix("usher-browser-").expect("a folder for the profile");
        let log = profile.path().join("driver.log");
        let name = engine.to_string();
        let mut driver = match engine {
            Engine::Chromium => Driver::start(&name, chromedriver(), &log).await,
            Engine::Firefox => Driver::start(&name, geckodriver(), &log).await,
            Engine::WebKit => Driver::start_on_screen(&name, webkit_driver(&profile), &log).await,
        };
        let capabilities = match engine {
            Engine::Chromium => chromium_capabilities(&profile),
            Engine::Firefox => firefox_capabilities(),
            Engine::WebKit => webkit_capabilities(),
        };
        let Value::Object(capabilities) = capabilities else {
            panic!("capabilities are an object")
        };
        let client = connect(&driver, &capabilities).await.unwrap_or_else(|error| {
            let said = std::fs::read_to_string(&log).unwrap_or_default();
            panic!("{engine} did not start: {error}\n{said}")
        });
        driver.session = client.session_id().await.ok().flatten();
        Self { engine, client, _driver: driver, _profile: profile }
    }
}

async fn connect(
    driver: &Driver,
    capabilities: &Map<String, Value>,
) -> Result<Client, fantoccini::error::NewSessionError> {
    let address = format!("http://{}", driver.addr);
    Client::with_capabilities_and_connector(&address, capabilities, HttpConnector::new()).await
}

fn chromedriver() -> Command {
    Command::new(find(&["chromedriver"]))
}

fn geckodriver() -> Command {
    find(&["firefox-esr", "firefox"]);
    let mut command = Command::new(find(&["geckodriver"]));
    // Its usual port would be taken by the test beside this one.
    command.arg(format!("--websocket-port={}", free_address().port()));
    command
}

/// WebKit keeps caches under the home folder; each test has its own.
fn webkit_driver(profile: &TempDir) -> Command {
    let mut command = Command::new(find(&["WebKitWebDriver"]));
    command.env("HOME", profile.path()).env("LIBGL_ALWAYS_SOFTWARE", "1");
    command
}

fn chromium_capabilities(profile: &TempDir) -> Value {
    let mut arguments = vec![
        String::from("--headless=new"),
        String::from("--disable-gpu"),
        String::from("--disable-quic"),
        String::from("--no-first-run"),
        String::from("--disable-background-networking"),
        String::from("--disable-component-update"),
        String::from("--disable-sync"),
        String::from("--disable-dev-shm-usage"),
        String::from("--window-size=1280,900"),
        // Whatever a page names, nothing but this machine is asked.
        String::from("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
        format!("--user-data-dir={}", profile.path().join("chromium").display()),
    ];
    if is_root() {
        arguments.push(String::from("--no-sandbox"));
    }
    json!({
        "browserName": "chrome",
        "goog:chromeOptions": { "args": arguments, "binary": find(&["chromium", "google-chrome"]) },
        "goog:loggingPrefs": { "browser": "ALL" },
    })
}

fn firefox_capabilities() -> Value {
    json!({
        "browserName": "firefox",
        "moz:firefoxOptions": {
            "args": ["-headless", "--width=1280", "--height=900"],
            "binary": find(&["firefox-esr", "firefox"]),
        },
    })
}

fn webkit_capabilities() -> Value {
    json!({
        "browserName": "MiniBrowser",
        "webkitgtk:browserOptions": {
            "binary": find_mini_browser(),
            "args": ["--automation"],
        },
    })
}
