//! Pages and what happens on them, reported to the engine.

use std::rc::Rc;

use usher_engine::{Input, Navigation, PageFacts, PageKind, Touchpoint};

use super::{Driver, Ears, with};
use crate::host::log;
use crate::page::{attention, data_layer, facts, press, route, touchpoints};
use crate::property;

impl Driver {
    /// Opens the page and listens to it from now on.
    pub(super) fn listen(self: &Rc<Self>) {
        let this = Rc::downgrade(self);
        let report = {
            let this = this.clone();
            Rc::new(move |input| with(&this, |driver| driver.observe(input)))
        };
        let watch = attention::listen(report.clone());
        let presses = press::listen(report.clone());
        self.open_page(Navigation::Load);
        self.report_page_view();
        // After the page: what the data layer already holds belongs to it.
        let data_layer = data_layer::listen(report);
        if let Some(layer) = data_layer.incomplete() {
            property::call(&self.loader, "shop", layer, &self.loader);
        }
        self.report_page();
        self.understand();
        let on_route = {
            let this = this.clone();
            Rc::new(move |navigation| {
                with(&this, |driver| {
                    if navigation == Navigation::Restored {
                        // Other pages have written down what happened meanwhile.
                        driver.recall_receipt();
                    }
                    driver.report_opened(navigation);
                    driver.understand();
                });
            })
        };
        let route = route::listen(on_route);
        self.vault.listen();
        *self.ears.borrow_mut() =
            Some(Ears { watch, _presses: presses, _route: route, _data_layer: data_layer });
    }

    /// Reports this page anew: what allows it is known only now.
    pub(super) fn open_again(&self) {
        self.report_opened(Navigation::Load);
    }

    fn report_opened(&self, navigation: Navigation) {
        self.open_page(navigation);
        self.report_page_view();
        self.report_page();
    }

    fn open_page(&self, navigation: Navigation) {
        let reading = facts::read(navigation);
        if let Some(warning) = reading.warning {
            log::warn(warning.text());
        }
        let mut facts = reading.facts;
        if let Some(complete) = self.complete.get() {
            complete(&mut facts);
        }
        self.enter(facts);
    }

    /// Gives the engine a page, and gets ready what opening it is by itself.
    pub(super) fn enter(&self, facts: PageFacts) {
        self.seen.borrow_mut().reset(&facts);
        self.screen.open_page(facts.kind == PageKind::Payment);
        self.handle(Input::Consent(crate::consent::privacy_control::read()));
        self.last_page.replace(touchpoints::from_facts(&facts));
        self.handle(Input::Page(Box::new(facts)));
        if let Some(ears) = self.ears.borrow().as_ref() {
            ears.watch.repeat();
        }
    }

    /// The view itself comes before everything that happens in it.
    pub(super) fn report_page_view(&self) {
        let mut touchpoints = self.last_page.take();
        if !touchpoints.is_empty() {
            self.note(touchpoints.remove(0));
        }
        self.last_page.replace(touchpoints);
    }

    /// What opening this page is by itself, unless the data layer has said it.
    pub(super) fn report_page(&self) {
        for touchpoint in self.last_page.take() {
            self.note(touchpoint);
        }
    }

    fn observe(&self, input: Input) {
        match input {
            Input::Touchpoint(touchpoint) => self.note(*touchpoint),
            other => self.handle(other),
        }
    }

    /// Counts a touchpoint once, whichever source saw it.
    pub(super) fn note(&self, mut touchpoint: Touchpoint) {
        let is_new = {
            let mut seen = self.seen.borrow_mut();
            seen.complete(&mut touchpoint);
            seen.is_new(&touchpoint)
        };
        if is_new {
            self.handle(Input::Touchpoint(Box::new(touchpoint)));
        }
    }
}
