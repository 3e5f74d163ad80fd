//! The driver: inputs to the engine, effects to the world. It decides nothing.

mod commands;
mod early;
mod effects;
mod managing;
mod pages;
mod screen;
mod understanding;

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use usher_engine::{
    Config, ConsentSignal, Effects, Engine, Entry, Input, PageFacts, Receipt, Touchpoint,
};

use crate::codec;
use crate::consent::privacy_control;
use crate::host::clock::{Timer, now};
use crate::host::random;
use crate::host::surroundings;
use crate::host::transport::Transport;
use crate::host::vault::Vault;
use crate::page::attention::Watch;
use crate::page::data_layer::DataLayer;
use crate::page::dedupe::Seen;
use crate::page::press::Presses;
use crate::page::route::Route;
use crate::property::{self, Callback};
use crate::ui::text::Texts;
use screen::Screen;
use wasm_bindgen::JsValue;

/// Most inputs that wait while effects are carried out; a loop of effects that
/// cause inputs must end somewhere.
const MAX_QUEUED: usize = 1_000;

/// Everything that lives as long as the widget.
pub(crate) struct Driver {
    engine: RefCell<Engine>,
    queue: RefCell<Vec<Input>>,
    is_stepping: Cell<bool>,
    timer: Timer,
    vault: Vault,
    transport: Option<Transport>,
    /// What is called when it is this tab's turn to send.
    turn: Callback,
    screen: Screen,
    seen: RefCell<Seen>,
    /// Reads what only cards and the panel say of a page, once the part that draws is there.
    complete: Cell<Option<fn(&mut PageFacts)>>,
    /// What opening the page is by itself, until it is reported.
    last_page: RefCell<Vec<Touchpoint>>,
    /// What the loader does for us: it loads the parts that read pages and follow
    /// consent managers.
    loader: JsValue,
    /// What takes those parts' answers.
    answer: Callback,
    /// Who the configuration says is the authority on consent: with `site`, the site may
    /// raise it.
    authority: String,
    /// Whether there is a configuration file, for which more has to be loaded.
    has_written: bool,
    ears: RefCell<Option<Ears>>,
}

/// What listens to the page; dropping it ends that.
struct Ears {
    watch: Watch,
    _presses: Presses,
    _route: Route,
    _data_layer: DataLayer,
}

impl Driver {
    /// A driver for this page; nothing happens before [`Driver::start`].
    pub(crate) fn new(
        config: Config,
        transport: Option<Transport>,
        texts: Texts,
        loader: JsValue,
    ) -> Rc<Self> {
        let has_written = !property::text(&loader, "configText").is_empty();
        let authority = config.unread.as_ref().and_then(|json| json.get("consent")?.as_text());
        let authority = authority.unwrap_or_default().to_owned();
        let source = property::of_location("origin");
        Rc::new_cyclic(|this: &Weak<Self>| {
            let driver = this.clone();
            let wake = Box::new(move |_| with(&driver, |driver| driver.handle(Input::Wake)));
            let seed = random::seed();
            let driver = this.clone();
            let answer = move |answer| with(&driver, |driver| driver.hear_loader(&answer));
            let driver = this.clone();
            let heard = move |event| with(&driver, |driver| driver.hear_tabs(&event));
            let driver = this.clone();
            let turn = move |_| with(&driver, |driver| driver.take_turn(false));
            Self {
                engine: RefCell::new(Engine::new(config, source, seed)),
                queue: RefCell::default(),
                is_stepping: Cell::new(false),
                timer: Timer::new(wake),
                vault: Vault::new(property::callback(Box::new(heard))),
                transport,
                turn: property::callback(Box::new(turn)),
                screen: Screen::new(texts, this.clone()),
                seen: RefCell::default(),
                complete: Cell::new(None),
                last_page: RefCell::default(),
                loader,
                answer: property::callback(Box::new(answer)),
                authority,
                has_written,
                ears: RefCell::default(),
            }
        })
    }

    /// Consent first, then attention, then the page.
    pub(crate) fn start(self: &Rc<Self>) {
        self.screen.mount();
        self.handle(Input::Consent(privacy_control::read()));
        // Before the receipt: where a manager is, an earlier choice of ours does not count.
        self.follow_managers();
        self.recall_receipt();
        if self.engine.borrow().has_unread() {
            self.screen.load();
        }
        self.relive();
        self.handle(Input::Surroundings(surroundings::read()));
        self.listen();
    }

    /// Takes the widget out of the page.
    pub(crate) fn stop(&self) {
        self.ears.borrow_mut().take();
        self.vault.stop_listening();
        self.timer.stop();
        self.screen.clear();
    }

    /// Another tab did something.
    fn hear_tabs(&self, event: &JsValue) {
        if self.vault.hear(event) {
            self.recall_receipt();
        }
    }

    fn recall_receipt(&self) {
        let kept = self.vault.read(Entry::Receipt);
        let receipt: Option<Receipt> = kept.as_deref().and_then(codec::read_json);
        self.handle(Input::Consent(ConsentSignal::Kept(receipt)));
    }

    /// Takes one input. One that arrives while effects are being carried out
    /// waits its turn.
    pub(crate) fn handle(&self, input: Input) {
        {
            let mut queue = self.queue.borrow_mut();
            if queue.len() >= MAX_QUEUED {
                return;
            }
            queue.push(input);
        }
        if self.is_stepping.replace(true) {
            return;
        }
        loop {
            let next = {
                let mut queue = self.queue.borrow_mut();
                if queue.is_empty() { None } else { Some(queue.remove(0)) }
            };
            let Some(input) = next else { break };
            self.step(input);
        }
        self.is_stepping.set(false);
        self.screen.refresh();
    }

    fn step(&self, input: Input) {
        let Effects { list, wake_at } = self.engine.borrow_mut().step(input, now());
        match wake_at {
            Some(moment) => self.timer.wake_at(moment),
            None => self.timer.stop(),
        }
        for effect in list {
            self.carry_out(effect);
        }
    }
}

/// Runs `act` if the driver is still there.
fn with(driver: &Weak<Driver>, act: impl FnOnce(&Rc<Driver>)) {
    if let Some(driver) = driver.upgrade() {
        act(&driver);
    }
}
