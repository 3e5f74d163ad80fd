//! Tags in the document: how Leptos builds, changes and removes them.

use any_spawner::Executor;
use leptos::prelude::RenderEffect;
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::view::add_attr::AddAnyAttr;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Node};

use super::mount::{HTML, SVG};
use super::tag::{Child, Parts, ReadChildren, Tag};
use crate::property::{self, Callback, call, say, tell};

/// An element in the document, with everything that keeps it up to date.
///
/// Dropping it takes it out and stops its effects and listeners.
pub(super) struct Drawn {
    element: Option<Element>,
    _children: Vec<Drawn>,
    _effects: Vec<RenderEffect<Vec<Drawn>>>,
    _listeners: Vec<Callback>,
}

impl Drop for Drawn {
    fn drop(&mut self) {
        self.unmount();
    }
}

impl Render for Tag {
    type State = Drawn;

    fn build(self) -> Drawn {
        let mut drawn = Drawn {
            element: None,
            _children: Vec::new(),
            _effects: Vec::new(),
            _listeners: Vec::new(),
        };
        let space = if self.0.is_drawing { SVG } else { HTML };
        let made = say(&property::of_window("document"), "createElementNS", space, self.0.name);
        if made.is_object() {
            let element: Element = made.unchecked_into();
            fill(*self.0, &element, &mut drawn);
            drawn.element = Some(element);
        }
        drawn
    }

    fn rebuild(self, state: &mut Drawn) {
        let mut new = self.build();
        state.insert_before_this(&mut new);
        *state = new;
    }
}

fn fill(tag: Parts, element: &Element, drawn: &mut Drawn) {
    for (name, value) in &tag.attributes {
        set(element, name, Some(value));
    }
    for (name, read) in tag.changing {
        let element = element.clone();
        drawn._effects.push(RenderEffect::new(move |_| {
            set(&element, name, read());
            Vec::new()
        }));
    }
    for (event, listener) in tag.listeners {
        let listener = property::callback(listener);
        call(element, "addEventListener", &JsValue::from_str(event), listener.as_ref());
        drawn._listeners.push(listener);
    }
    for child in tag.children {
        match child {
            Child::Words(words) => append(element, &made_of("createTextNode", &words)),
            Child::Tag(tag) => {
                let mut child = tag.build();
                child.mount(element, None);
                drawn._children.push(child);
            }
            Child::MaybeTag(read) => {
                drawn._effects.push(follow(Box::new(move || Vec::from_iter(read())), element));
            }
            Child::Tags(read) => drawn._effects.push(follow(read, element)),
        }
    }
    if tag.takes_focus {
        focus_once_mounted(element);
    }
}

/// Draws the elements at this place of `parent` again whenever what they follow changes.
fn follow(read: ReadChildren, parent: &Element) -> RenderEffect<Vec<Drawn>> {
    let parent = parent.clone();
    let end: Node = made_of("createComment", "").unchecked_into();
    append(&parent, &end);
    RenderEffect::new(move |old: Option<Vec<Drawn>>| {
        drop(old);
        let mut new: Vec<Drawn> = read().into_iter().map(Render::build).collect();
        for drawn in &mut new {
            drawn.mount(&parent, Some(&end));
        }
        new
    })
}

/// Tasks run after everything is in the document.
fn focus_once_mounted(element: &Element) {
    let element = element.clone();
    Executor::spawn_local(async move { tell(&element, "focus") });
}

fn set(element: &Element, name: &str, value: Option<&str>) {
    // These fail only for names that are not allowed, and ours are.
    if name == "checked" {
        property::set(element, name, &value.is_some().into());
    } else if let Some(value) = value {
        say(element, "setAttribute", name, value);
    } else {
        say(element, "removeAttribute", name, "");
    }
}

/// A node that is no element, made by a method of the document.
fn made_of(method: &str, words: &str) -> JsValue {
    say(&property::of_window("document"), method, words, "")
}

fn append(parent: &Element, child: &JsValue) {
    // It fails only for a child that holds its parent, and this one is new.
    call(parent, "appendChild", child, &JsValue::UNDEFINED);
}

impl Mountable for Drawn {
    fn unmount(&mut self) {
        if let Some(element) = &self.element {
            tell(element, "remove");
        }
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        if let Some(element) = &self.element {
            let end = JsValue::NULL;
            call(parent, "insertBefore", element, marker.map_or(&end, AsRef::as_ref));
        }
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let Some(element) = &self.element else { return false };
        let parent = property::get(element, "parentElement");
        if parent.is_object() {
            child.mount(parent.unchecked_ref(), Some(element));
        }
        parent.is_object()
    }

    fn elements(&self) -> Vec<Element> {
        self.element.iter().cloned().collect()
    }
}

/// Attributes spread over a view from outside: ours are never spread over.
impl AddAnyAttr for Tag {
    type Output<SomeNewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(self, _: NewAttr) -> Self {
        self
    }
}

/// Views are drawn in the browser only; there is no server that would write markup.
impl RenderHtml for Tag {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(
        self,
        _: &mut String,
        _: &mut Position,
        _: bool,
        _: bool,
        _: Vec<AnyAttribute>,
    ) {
    }

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Drawn {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}
