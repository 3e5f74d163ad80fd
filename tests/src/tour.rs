//! Every page of the desk, as a marketer can come to it.

use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::Value;
use usher_desk::example::{self, Examples};

use crate::site::Site;
use crate::visitor::Visitor;

/// What can be come to from a link on a page of the menu, by an address that is always there.
const WITHIN: [(&str, &str); 4] = [
    ("live-narrowed", "live?family=play&stage=desire"),
    ("map-stage", "map?days=all&stage=consideration"),
    ("customers-at-risk", "customers?show=at-risk"),
    ("sign-in", "sign-in"),
];

/// The first journey a page leads to.
const JOURNEY: &str = "return document.querySelector('main a.journey')?.href ?? null";

/// The elements that stand out of the window at the right, and do not lie in something that
/// can be moved sideways.
const OUTSIDE: &str = r#"
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.body.querySelectorAll("*")]
        .filter((it) => it.getBoundingClientRect().right > width + 1)
        .map((it) => `${it.tagName}.${it.getAttribute("class")} "${it.textContent.slice(0, 40)}"`);
"#;

impl Site {
    /// Fills the desk with generated journeys of the last eight weeks.
    pub async fn fill_with_examples(&self, events: usize) {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("it is after 1970");
        let now = i64::try_from(now.as_millis()).expect("a time of this century");
        let wanted = Examples { events, ..Examples::default() };
        example::fill(&self.desk.store, wanted, now).await.expect("the desk takes examples");
    }
}

impl Visitor {
    /// Name and address of each page of this desk, a journey last if there is one.
    pub async fn tour_of_desk(&self, desk: &str) -> Vec<(String, String)> {
        self.open_at_desk(desk).await;
        let menu = "return [...document.querySelectorAll('nav.menu a')].map((link) => link.href)";
        let menu: Vec<String> =
            serde_json::from_value(self.run(menu, vec![]).await).expect("a list of addresses");
        assert!(!menu.is_empty(), "the desk names no page");
        let named = |page: String| match page.rsplit('/').next() {
            None | Some("") => ("overview".to_owned(), page),
            Some(name) => (name.to_owned(), page),
        };
        let within =
            WITHIN.iter().map(|(name, path)| ((*name).to_owned(), format!("{desk}{path}")));
        let mut pages: Vec<(String, String)> = menu.into_iter().map(named).chain(within).collect();
        self.open_at_desk(&format!("{desk}leads")).await;
        if let Value::String(journey) = self.run(JOURNEY, vec![]).await {
            pages.push(("journey".to_owned(), journey));
        }
        pages
    }

    /// Opens a page of the desk.
    pub async fn open_at_desk(&self, page: &str) {
        let went = self.browser.client.goto(page).await;
        went.unwrap_or_else(|error| panic!("{page} cannot be opened: {error}"));
    }

    /// What stands out of the window at its right.
    pub async fn outside_at_the_right(&self) -> Vec<String> {
        serde_json::from_value(self.run(OUTSIDE, vec![]).await).expect("a list of elements")
    }
}
