//! What only chromedriver can do: its whole console, and the view it emulates.

use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde_json::{Value, json};
use url::{ParseError, Url};

use crate::browser::{Browser, Engine};

/// A command of chromedriver beside the standard.
#[derive(Debug)]
struct Command {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Command {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}

impl Browser {
    /// Everything Chromium itself wrote to its console since the last look.
    ///
    /// Shape: one line each, level first; empty in other browsers, which do not tell.
    pub async fn console(&self) -> Vec<String> {
        if self.engine != Engine::Chromium {
            return Vec::new();
        }
        let lines = self.command("se/log", json!({ "type": "browser" })).await;
        let lines = lines.as_array().cloned().unwrap_or_default();
        let text = |line: &Value, key: &str| line[key].as_str().unwrap_or_default().to_owned();
        lines.iter().map(|line| text(line, "level") + " " + &text(line, "message")).collect()
    }

    /// Gives the page the focus: chromedriver opens tabs behind the others.
    pub(crate) async fn bring_to_front(&self) {
        if self.engine == Engine::Chromium {
            self.emulate("Page.bringToFront", json!({})).await;
        }
    }

    /// Sends a command of Chromium's developer tools.
    pub async fn emulate(&self, name: &str, parameters: Value) {
        self.ask_tools(name, parameters).await;
    }

    /// The same, with what they answer.
    pub async fn ask_tools(&self, name: &str, parameters: Value) -> Value {
        self.command("goog/cdp/execute", json!({ "cmd": name, "params": parameters })).await
    }

    /// The same, where a failure means nothing: a page that crashes cannot answer.
    pub async fn try_tools(&self, name: &str, parameters: Value) -> Option<Value> {
        let body = json!({ "cmd": name, "params": parameters });
        self.client.issue_cmd(Command { path: "goog/cdp/execute", body }).await.ok()
    }

    async fn command(&self, path: &'static str, body: Value) -> Value {
        let answer = self.client.issue_cmd(Command { path, body }).await;
        answer.unwrap_or_else(|error| panic!("chromedriver refused {path}: {error}"))
    }
}
