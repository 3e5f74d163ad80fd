//! The drawn part: a picture in, what the visitor said out.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::{Owner, Render};
use leptos::tachys::view::Mountable;
use usher_engine::{Answer, ConsentView, Grants, Link, PanelView, PlayView, Response, Text};
use web_sys::Element;

use super::drawn::Drawn;
use super::focus::root_of;
use super::hand::Hand;
use super::live::Live;
use super::sheet::Sheet;
use super::stage::stage;
use super::tasks;
use super::text::Texts;

/// The other files of `styles/`, joined by `build.rs`.
const CSS: &str = include_str!(concat!(env!("OUT_DIR"), "/drawing.css"));

/// Words of the parts that are drawn. Shape: lines of `key = words`.
pub(crate) const WORDS: &str = include_str!(concat!(env!("OUT_DIR"), "/en.txt"));

/// Everything that is on screen.
#[derive(Clone, Debug, Default)]
pub(crate) struct Picture {
    /// The play on screen; its content is shown once the visitor accepted it.
    pub(crate) play: Option<Arc<PlayView>>,
    /// Whether its card is a pill now.
    pub(crate) is_collapsed: bool,
    /// The consent prompt.
    pub(crate) prompt: Option<ConsentView>,
    /// The panel the visitor opened; it covers the other two.
    pub(crate) panel: Option<Arc<PanelView>>,
}

/// What the visitor said with a button.
#[derive(Clone, Debug)]
pub(crate) enum Said {
    /// An answer for the engine.
    Response(Response),
    /// Begins to write.
    Writes,
    /// A choice of purposes.
    Chosen(Grants),
    /// Wants the panel.
    OpenPanel,
    /// Wants to allow more, which the site's consent manager asks for.
    OpenManager,
    /// Is done with the panel.
    ClosePanel,
    /// Wants a copy of what is kept on this device.
    ExportKept,
}

/// The picture as values to follow, one per part that changes by itself.
///
/// The panel is taken apart, so that a saved choice does not close its open answers.
#[derive(Clone, Copy)]
pub(super) struct Board {
    pub(super) play: Live<Option<Arc<PlayView>>>,
    pub(super) is_collapsed: Live<bool>,
    pub(super) prompt: Live<Option<ConsentView>>,
    pub(super) is_panel_open: Live<bool>,
    pub(super) answers: Live<Vec<Answer>>,
    pub(super) links: Live<Vec<Link>>,
    pub(super) are_tips_on: Live<bool>,
    pub(super) stage: Live<Option<Text>>,
    pub(super) consent: Live<ConsentView>,
    pub(super) kept: Live<Vec<Text>>,
}

/// The views on screen; dropping it takes them off and leaves nothing behind.
pub(crate) struct Drawing {
    board: Board,
    // The order matters: views first, then the signals they read.
    _views: Drawn,
    _sheet: Sheet,
    _owner: Owner,
}

/// Starts drawing into an element of the shadow root, with nothing on screen.
pub(crate) fn draw(into: Element, texts: Texts, respond: Rc<dyn Fn(Said)>) -> Drawing {
    let sheet = Sheet::adopt(&root_of(&into), CSS);
    let owner = Owner::new();
    tasks::prepare();
    let (board, views) = owner.with(|| {
        let board = Board::new();
        let hand = Hand::new(texts.with(WORDS), respond, into.clone());
        let mut views = stage(board, hand).build();
        views.mount(&into, None);
        (board, views)
    });
    Drawing { board, _views: views, _sheet: sheet, _owner: owner }
}

impl Drawing {
    /// Shows a picture; what did not change is left alone.
    pub(crate) fn show(&self, picture: Picture) {
        let board = self.board;
        put(board.is_collapsed, picture.is_collapsed);
        // The same play is the same view as long as it is on screen.
        if board.play.now().map(|play| play.showing)
            != picture.play.as_ref().map(|play| play.showing)
        {
            board.play.set(picture.play);
        }
        put(board.prompt, picture.prompt);
        let is_panel_open = picture.panel.is_some();
        if let Some(panel) = picture.panel.as_deref() {
            put(board.answers, panel.answers.clone());
            put(board.links, panel.links.clone());
            put(board.are_tips_on, panel.are_tips_on);
            put(board.stage, panel.stage.clone());
            put(board.consent, panel.consent);
            put(board.kept, panel.kept.clone());
        }
        put(board.is_panel_open, is_panel_open);
    }
}

impl Board {
    fn new() -> Self {
        Self {
            play: Live::new(None),
            is_collapsed: Live::new(false),
            prompt: Live::new(None),
            is_panel_open: Live::new(false),
            answers: Live::new(Vec::new()),
            links: Live::new(Vec::new()),
            are_tips_on: Live::new(false),
            stage: Live::new(None),
            consent: Live::new(ConsentView::default()),
            kept: Live::new(Vec::new()),
        }
    }
}

fn put<T: Clone + Default + PartialEq + 'static>(live: Live<T>, value: T) {
    if live.now() != value {
        live.set(value);
    }
}
