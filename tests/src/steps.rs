//! Steps that more than one test takes.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::browser::{Browser, Engine};
use crate::patience::{A_MOMENT, A_WHILE, eventually};
use crate::site::{Site, SiteChanges};
use crate::visitor::Visitor;

/// Events gather for a second; a busy machine needs another.
const QUIET: Duration = Duration::from_secs(3);

/// What tells why there is no card: everything kept, and what could hold it back.
const KNOWN: &str = "return {
    page: location.href,
    kept: { ...sessionStorage, ...localStorage },
    shown: document.querySelector('[data-usher-host=\"\"]')?.shadowRoot?.textContent,
    focus: document.activeElement?.outerHTML.slice(0, 200),
    isHidden: document.hidden,
    age: performance.now(),
}";

/// A new browser on the home page of a new shop, before the widget is there.
pub async fn enter(engine: Engine, changes: SiteChanges) -> (Site, Visitor) {
    let site = Site::open(changes).await;
    let visitor = Visitor::new(Browser::start(engine).await, site.origin());
    visitor.visit("/").await;
    (site, visitor)
}

impl Visitor {
    /// Accepts everything the prompt asks for.
    pub async fn accept_all(&self) {
        self.press(".prompt .choice button", "Accept all").await;
        self.loses(".prompt").await;
    }

    /// Looks at three emulsions until a comparison is offered.
    pub async fn browse_until_helped(&self) {
        self.follow("/paint/").await;
        self.follow("/paint/fjord-morning.html").await;
        self.visit_with_widget("/paint/juniper.html").await;
        self.visit_with_widget("/paint/harbour-slate.html").await;
        self.wait_for_card().await;
    }

    /// Waits until a card is offered; the manners take their time.
    pub async fn wait_for_card(&self) {
        self.wait_for_card_only().await;
        // Points at it, or it would become a pill while the test looks around.
        self.run(
            "document.querySelector('[data-usher-host=\"\"]').shadowRoot.querySelector('.card')
                 ?.dispatchEvent(new PointerEvent('pointermove', { bubbles: true }))",
            vec![],
        )
        .await;
    }

    /// Waits until a card is offered, and does nothing about it.
    pub async fn wait_for_card_only(&self) {
        let start = Instant::now();
        while !self.has(".card").await {
            if start.elapsed() > A_WHILE {
                let known = self.run(KNOWN, vec![]).await;
                panic!("waited {A_WHILE:?} in vain: a card; the widget knows {known:#}");
            }
            tokio::time::sleep(QUIET / 30).await;
        }
    }

    /// Puts the product of this page into the cart.
    pub async fn add_to_cart(&self) {
        self.run("document.querySelector('[data-buy] button').click()", vec![]).await;
    }

    /// Goes through the checkout, calling `look` at each step.
    pub async fn check_out(&self, look: impl AsyncFn()) {
        self.visit_with_widget("/checkout/contact.html").await;
        look().await;
        self.fill_and_send(&[("email", "ada@example.com"), ("name", "Ada Example")]).await;
        self.arrive_at("checkout-delivery").await;
        look().await;
        let address = [("street", "Strandgatan 1"), ("postcode", "10600"), ("town", "Ekenäs")];
        self.fill_and_send(&address).await;
        self.arrive_at("checkout-payment").await;
        look().await;
        self.run("document.querySelector('[data-test-card]').click()", vec![]).await;
    }

    /// Pays; the test card must be filled in.
    pub async fn pay(&self) {
        self.fill_and_send(&[]).await;
        self.arrive_at("confirmation").await;
    }

    /// Waits for a kind of page, and the widget on it.
    pub async fn arrive_at(&self, kind: &str) {
        eventually(&format!("the page {kind}"), A_MOMENT, async || {
            let here = self.run("return document.body?.dataset.page ?? null", vec![]).await;
            (here == json!(kind)).then_some(())
        })
        .await;
        self.sees(".launcher").await;
    }

    /// Panics unless the shop still sells: the cart takes the product of this page.
    pub async fn assert_shop_works(&self) {
        self.visit("/paint/juniper.html").await;
        self.add_to_cart().await;
        let count = "return document.querySelector('[data-cart-count]').textContent";
        let count = self.run(count, vec![]).await;
        assert_eq!(count, json!("1"), "the cart does not work");
    }
}

impl Site {
    /// Waits until nothing has come for longer than events gather.
    pub async fn wait_until_quiet(&self) {
        let mut before = usize::MAX;
        while self.posts().len() != before {
            before = self.posts().len();
            tokio::time::sleep(QUIET).await;
        }
    }

    /// Waits until an event of this type has arrived.
    pub async fn wait_for(&self, event_type: &str) {
        eventually(&format!("{event_type} to arrive"), A_MOMENT, async || {
            let is_told = self.posts().iter().any(|request| request.body.contains(event_type));
            is_told.then_some(())
        })
        .await;
    }
}
