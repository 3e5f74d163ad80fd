//! The screen: what is on it, drawn by a part that is loaded when needed.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::sync::Arc;

use usher_engine::{ConsentSignal, ConsentSource, ConsentView, Input, PlayView, Response, Showing};
use web_sys::Element;

use super::effects::export;
use super::{Driver, with};
use crate::host::clock::now;
use crate::host::{download, log, redaction};
use crate::options::warn_of;
use crate::page::facts;
use crate::ui::drawing::{Picture, Said, WORDS};
use crate::ui::mount::Mount;
use crate::ui::text::Texts;

/// What should be on screen, before its words are found.
#[derive(Clone, Copy, Default)]
struct Scene {
    /// The play.
    showing: Option<Showing>,
    /// Whether it is a pill now.
    is_collapsed: bool,
    /// The consent prompt.
    prompt: Option<ConsentView>,
}

/// Draws a scene and returns what is to be announced about it; dropping it
/// takes everything off the screen.
///
/// A closure, so that the code that loads on every page refers to no view.
type Draw = Box<dyn Fn(Scene) -> Option<String>>;

/// What the drawing part is given.
struct Opening {
    into: Element,
    texts: Texts,
    driver: Weak<Driver>,
}

/// The border between the parts. The tool that splits them finds the two ends of
/// a call by the form of their names: the call is one to the import, the code
/// is behind the export, and everything that is reachable only from there is the
/// part `ui`. The attribute macro of `wasm_split_helpers` writes the same, with a
/// future around it (docs/decisions/0011-no-futures.md).
#[expect(unsafe_code, reason = "symbols have names of their own; both ends are in this module")]
#[cfg_attr(target_family = "wasm", expect(improper_ctypes, reason = "one program, one compiler"))]
mod split {
    use usher_engine::{ConfigIssue, Engine};

    use super::{Draw, Opening, now};

    #[cfg(target_family = "wasm")]
    #[link(wasm_import_module = "__wasm_split_placeholder__")]
    unsafe extern "C" {
        /// Loads the part (www/loader/chunk.js), which ends in `loaded` of `lib.rs`.
        #[link_name = "__wasm_split_load_ui"]
        pub(super) safe fn load(language: u32, has_written: bool);

        /// To be called only after the part has been loaded.
        #[link_name = "__wasm_split_00ui00_import_00000000000000000000000000000001_open"]
        pub(super) safe fn open(opening: Box<Opening>) -> Box<Draw>;

        /// Reads the configuration; the same, and only where `load` was told of one.
        #[link_name = "__wasm_split_00config00_import_00000000000000000000000000000002_read"]
        pub(super) safe fn read(engine: &mut Engine, issues: &mut Vec<ConfigIssue>);
    }

    #[unsafe(export_name = "__wasm_split_00config00_export_00000000000000000000000000000002_read")]
    pub(super) extern "C" fn read_there(engine: &mut Engine, issues: &mut Vec<ConfigIssue>) {
        *issues = engine.take_written(now());
    }

    #[unsafe(export_name = "__wasm_split_00ui00_export_00000000000000000000000000000001_open")]
    pub(super) extern "C" fn open_there(opening: Box<Opening>) -> Box<Draw> {
        Box::new(super::open_drawing(*opening))
    }

    /// Where there is no wasm the program is one piece.
    #[cfg(not(target_family = "wasm"))]
    pub(super) use {crate::loaded as load_with, open_there as open, read_there as read};

    #[cfg(not(target_family = "wasm"))]
    pub(super) fn load(_language: u32, _has_written: bool) {
        load_with("".into());
    }
}

fn open_drawing(opening: Opening) -> Draw {
    let Opening { into, texts, driver } = opening;
    let words = texts.clone().with(WORDS);
    let respond: Rc<dyn Fn(Said)> = {
        let driver = driver.clone();
        Rc::new(move |said| with(&driver, |driver| driver.hear(said)))
    };
    let drawing = crate::ui::drawing::draw(into, texts, respond);
    with(&driver, |driver| {
        let mut engine = driver.engine.borrow_mut();
        driver.complete.set(Some(facts::complete));
        engine.complete_page(facts::complete);
        engine.take_answers();
        if driver.has_written {
            let mut issues = Vec::new();
            split::read(&mut engine, &mut issues);
            issues.first().map(warn_of);
        }
        engine.take_mind(now());
    });
    let drawn: RefCell<Option<Arc<PlayView>>> = RefCell::default();
    Box::new(move |scene| {
        let driver = driver.upgrade()?;
        let mut play = drawn.borrow().clone().filter(|play| Some(play.showing) == scene.showing);
        let mut panel = None;
        let mut spoken = None;
        {
            // Not held while drawing, which may lead to the next input.
            let engine = driver.engine.borrow();
            if play.is_none() && scene.showing.is_some() {
                play = engine.card(now()).map(Arc::new);
                spoken = play.as_ref().map(|play| words.announcement(play));
            }
            if driver.screen.is_panel_open.get() {
                panel = Some(Arc::new(engine.panel(now())));
            }
        }
        drawn.borrow_mut().clone_from(&play);
        let Scene { prompt, is_collapsed, .. } = scene;
        drawing.show(Picture { play, is_collapsed, prompt, panel });
        spoken
    })
}

/// What should be on screen, and what draws it.
pub(super) struct Screen {
    driver: Weak<Driver>,
    texts: Texts,
    mount: RefCell<Option<Mount>>,
    draw: RefCell<Option<Draw>>,
    is_loading: Cell<bool>,
    scene: Cell<Scene>,
    is_panel_open: Cell<bool>,
    /// Whether the scene has changed since it was drawn.
    is_stale: Cell<bool>,
}

impl Screen {
    pub(super) fn new(texts: Texts, driver: Weak<Driver>) -> Self {
        Self {
            driver,
            texts,
            mount: RefCell::default(),
            draw: RefCell::default(),
            is_loading: Cell::new(false),
            scene: Cell::default(),
            is_panel_open: Cell::new(false),
            is_stale: Cell::new(false),
        }
    }

    pub(super) fn driver(&self) -> Weak<Driver> {
        self.driver.clone()
    }

    /// Puts the launcher into the page.
    pub(super) fn mount(&self) {
        let driver = self.driver.clone();
        let on_press = Box::new(move |_| {
            with(&driver, |driver| driver.screen.toggle_panel());
        });
        *self.mount.borrow_mut() = Mount::new(&self.texts, on_press);
    }

    /// Takes everything out of the page.
    pub(super) fn clear(&self) {
        self.draw.borrow_mut().take();
        self.mount.borrow_mut().take();
    }

    /// A page was opened: the host goes back to the front.
    pub(super) fn open_page(&self, is_payment: bool) {
        if let Some(mount) = self.mount.borrow().as_ref() {
            mount.set_payment_step(is_payment);
            mount.raise();
        }
    }

    pub(super) fn show(&self, showing: Showing) {
        if let Some(mount) = self.mount.borrow().as_ref() {
            mount.raise();
        }
        self.change(|scene| (scene.showing, scene.is_collapsed) = (Some(showing), false));
    }

    pub(super) fn hide(&self) {
        self.change(|scene| scene.showing = None);
    }

    /// Makes a pill of the card, or a card of the pill.
    pub(super) fn collapse(&self, is_collapsed: bool) {
        self.change(|scene| scene.is_collapsed = is_collapsed);
    }

    pub(super) fn ask(&self, is_asking: bool) {
        let consent = with_driver(&self.driver, |driver| driver.engine.borrow().consent(now()));
        self.change(|scene| scene.prompt = consent.filter(|_| is_asking));
    }

    /// Opens the panel, or closes the open one.
    pub(super) fn toggle_panel(&self) {
        if self.is_panel_open.get() {
            self.close_panel();
        } else {
            self.open_panel();
        }
    }

    pub(super) fn open_panel(&self) {
        self.is_panel_open.set(true);
        self.set_expanded(true);
        with(&self.driver, |driver| driver.handle(Input::Response(Response::OpenedHelp)));
    }

    pub(super) fn close_panel(&self) {
        if self.is_panel_open.replace(false) {
            self.is_stale.set(true);
            self.set_expanded(false);
            with(&self.driver, |driver| driver.handle(Input::Response(Response::ClosedHelp)));
        }
    }

    fn change(&self, change: impl FnOnce(&mut Scene)) {
        let mut scene = self.scene.get();
        change(&mut scene);
        self.scene.set(scene);
        self.is_stale.set(true);
    }

    fn set_expanded(&self, is_expanded: bool) {
        if let Some(mount) = self.mount.borrow().as_ref() {
            mount.set_expanded(is_expanded);
        }
    }

    /// Draws what should be on screen; loads the drawing part when it is first
    /// needed.
    pub(super) fn refresh(&self) {
        // An open panel follows every input.
        let is_open = self.is_panel_open.get();
        if !self.is_stale.get() && !is_open {
            return;
        }
        let scene = self.scene.get();
        if let Some(draw) = self.draw.borrow().as_ref() {
            self.is_stale.set(false);
            let spoken = draw(scene);
            if let (Some(mount), Some(words)) = (self.mount.borrow().as_ref(), spoken) {
                mount.announce(&words);
            }
            return;
        }
        let is_empty = scene.showing.is_none() && scene.prompt.is_none() && !is_open;
        if !is_empty {
            self.load();
        }
    }

    /// Loads the drawing part, and with it what reads plays the owner wrote.
    pub(super) fn load(&self) {
        if !self.is_loading.replace(true) {
            let has_written = with_driver(&self.driver, |driver| driver.has_written);
            split::load(self.texts.place(), has_written.unwrap_or(false));
        }
    }

    fn loaded(&self, words: Option<String>) {
        // Two may wait for one file when the widget was stopped and started again.
        if !self.is_loading.replace(false) {
            return;
        }
        let Some(words) = words else {
            log::warn(
                "usher_ui.wasm could not be loaded; it must lie beside usher.js, in connect-src",
            );
            return;
        };
        let stage = self.mount.borrow().as_ref().map(Mount::stage);
        if let Some(into) = stage {
            let opening = Opening {
                into,
                texts: self.texts.clone().with(words.leak()),
                driver: self.driver.clone(),
            };
            *self.draw.borrow_mut() = Some(*split::open(Box::new(opening)));
            // Now there is somebody to decide; drawing follows.
            with(&self.driver, |driver| driver.handle(Input::Wake));
        }
    }
}

impl Driver {
    /// The drawing part has been loaded, or could not be.
    pub(crate) fn loaded(&self, words: Option<String>) {
        self.screen.loaded(words);
    }
}

impl Driver {
    /// What the visitor said with a button.
    fn hear(self: &Rc<Self>, said: Said) {
        match said {
            Said::Writes => redaction::prepare(),
            Said::Response(Response::Commented { showing, question, text }) => {
                let driver = Rc::downgrade(self);
                let take = move |clean| match clean {
                    Some(text) => with(&driver, |driver| {
                        let question = question.clone();
                        let response = Response::Commented { showing, question, text };
                        driver.handle(Input::Response(response));
                    }),
                    None => log::warn(
                        "usher_redaction.wasm could not be loaded, so a comment was not sent",
                    ),
                };
                redaction::redact(&text, Box::new(take));
            }
            Said::Response(response) => self.handle(Input::Response(response)),
            Said::Chosen(purposes) => {
                let source = ConsentSource::Visitor;
                self.handle(Input::Consent(ConsentSignal::Chosen { purposes, source }));
            }
            Said::OpenPanel => self.screen.open_panel(),
            Said::OpenManager => self.open_manager(),
            Said::ClosePanel => self.screen.close_panel(),
            Said::ExportKept => download::offer("usher-on-this-device.json", &export(self)),
        }
    }
}

fn with_driver<T>(driver: &Weak<Driver>, look: impl FnOnce(&Rc<Driver>) -> T) -> Option<T> {
    driver.upgrade().as_ref().map(look)
}
