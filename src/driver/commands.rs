//! Commands of the page: `usher(command, …)`.

use std::rc::Rc;

use usher_engine::{
    ConsentSignal, ConsentSource, Grant, Identity, Input, Json, Purpose, Response, Timestamp,
    Touchpoint,
};
use wasm_bindgen::JsValue;

use super::Driver;
use crate::codec;
use crate::host::clock::now;
use crate::host::log;
use crate::property;

impl Driver {
    /// Carries out one command. The page is not trusted: it can report
    /// touchpoints, open and close the panel, and lower consent.
    pub(crate) fn command(self: &Rc<Self>, name: &JsValue, first: &JsValue, second: &JsValue) {
        match name.as_string().unwrap_or_default().as_str() {
            "open" => self.screen.open_panel(),
            "close" => self.screen.close_panel(),
            "touchpoint" => self.take_touchpoint(first, second),
            "identify" => self.identify(first),
            "consent" => self.take_consent(first),
            "erase" => self.handle(Input::Response(Response::Erase)),
            "explain" => self.explain(first),
            _ => log::warn("unknown command; docs/embedding.md has them all"),
        }
        self.screen.refresh();
    }

    fn take_touchpoint(&self, name: &JsValue, given: &JsValue) {
        let facts = if given.is_object() { given.clone() } else { property::object("{}") };
        let is_named = property::set(&facts, "name", name);
        let touchpoint: Option<Touchpoint> = if is_named { codec::read(&facts) } else { None };
        let own = name.as_string().filter(|name| self.engine.borrow().declares(name));
        match (touchpoint, own) {
            (Some(touchpoint), _) => self.note(touchpoint),
            (None, Some(name)) => {
                let facts = codec::json_of(&facts).unwrap_or(Json::Null);
                self.handle(Input::Custom { name, facts });
            }
            _ => log::warn(
                "usher('touchpoint', …) needs a name of docs/events.md or the configuration, and \
                 its facts",
            ),
        }
    }

    /// What the site knows of the visitor; a key it does not know may be missing.
    fn identify(&self, known: &JsValue) {
        let orders = property::own(known, "orders").as_f64().map(|orders| orders as u32);
        let last = property::text(known, "last_order");
        let last = js_sys::Date::parse(&last);
        let last_order = last.is_finite().then_some(Timestamp(last as i64));
        if orders.is_none() && last_order.is_none() {
            log::warn(
                "usher('identify', …) needs {orders: 2, last_order: '2026-10-01'} or one of them",
            );
            return;
        }
        self.handle(Input::Identify(Identity { orders, last_order, ..Identity::default() }));
    }

    /// Every purpose that is named changes; the site may raise one only where
    /// the configuration says that the site is the authority.
    fn take_consent(&self, wanted: &JsValue) {
        let before = self.engine.borrow().grants(now());
        let mut after = before;
        for purpose in Purpose::CHOOSABLE {
            let stated = property::own(wanted, purpose.as_str());
            if stated == JsValue::TRUE && self.authority == "site" {
                after.set(purpose, Grant::Granted);
            } else if stated == JsValue::FALSE {
                after.set(purpose, Grant::Denied);
            }
        }
        if after == before {
            return;
        }
        let (purposes, source) = (after, ConsentSource::Site);
        self.handle(Input::Consent(ConsentSignal::Chosen { purposes, source }));
    }
}
