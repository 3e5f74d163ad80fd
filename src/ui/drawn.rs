//! Tags in the document: how Leptos builds, changes and removes them.

use leptos::ev::Event;
use leptos::prelude::{Effect, RenderEffect};
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::view::add_attr::AddAnyAttr;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Document, Element, HtmlElement, Node};

use super::tag::{Child, Parts, ReadChildren, Tag};

/// An element in the document, with everything that keeps it up to date.
///
/// Dropping it takes it out and stops its effects and listeners.
pub(super) struct Drawn {
    element: Option<Element>,
    _children: Vec<Drawn>,
    _attributes: Vec<RenderEffect<()>>,
    _changing: Vec<RenderEffect<Vec<Drawn>>>,
    _listeners: Vec<Closure<dyn Fn(Event)>>,
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
            _attributes: Vec::new(),
            _changing: Vec::new(),
            _listeners: Vec::new(),
        };
        let document = web_sys::window().and_then(|window| window.document());
        if let Some(document) = document
            && let Some(element) = create(&document, &self.0)
        {
            fill(*self.0, &document, &element, &mut drawn);
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

fn create(document: &Document, tag: &Parts) -> Option<Element> {
    if tag.is_drawing {
        document.create_element_ns(Some("http://www.w3.org/2000/svg"), tag.name).ok()
    } else {
        document.create_element(tag.name).ok()
    }
}

fn fill(tag: Parts, document: &Document, element: &Element, drawn: &mut Drawn) {
    for (name, value) in &tag.attributes {
        set(element, name, Some(value));
    }
    for (name, read) in tag.changing {
        let element = element.clone();
        drawn._attributes.push(RenderEffect::new(move |_| set(&element, name, read())));
    }
    for (event, listener) in tag.listeners {
        let listener = Closure::<dyn Fn(Event)>::new(listener);
        let function = listener.as_ref().unchecked_ref();
        drop(element.add_event_listener_with_callback(event, function));
        drawn._listeners.push(listener);
    }
    for child in tag.children {
        match child {
            Child::Words(words) => append(element, &document.create_text_node(&words)),
            Child::Tag(tag) => {
                let mut child = tag.build();
                child.mount(element, None);
                drawn._children.push(child);
            }
            Child::Changing(read) => {
                let end: Node = document.create_comment("").into();
                append(element, &end);
                drawn._changing.push(follow(read, element.clone(), end));
            }
        }
    }
    if tag.takes_focus {
        focus_once_mounted(element);
    }
}

/// Draws the elements again before `end` whenever a signal in `read` changes.
fn follow(read: ReadChildren, parent: Element, end: Node) -> RenderEffect<Vec<Drawn>> {
    RenderEffect::new(move |old: Option<Vec<Drawn>>| {
        drop(old);
        let mut new: Vec<Drawn> = read().into_iter().map(Render::build).collect();
        for drawn in &mut new {
            drawn.mount(&parent, Some(&end));
        }
        new
    })
}

/// Effects run after everything is in the document.
fn focus_once_mounted(element: &Element) {
    let element: HtmlElement = element.clone().unchecked_into();
    Effect::new(move |_| drop(element.focus()));
}

fn set(element: &Element, name: &str, value: Option<&str>) {
    // These fail only for names that are not allowed, and ours are.
    if name == "checked" {
        drop(js_sys::Reflect::set(element, &name.into(), &value.is_some().into()));
    } else if let Some(value) = value {
        drop(element.set_attribute(name, value));
    } else {
        drop(element.remove_attribute(name));
    }
}

fn append(parent: &Element, child: &Node) {
    // It fails only for a child that holds its parent, and this one is new.
    drop(parent.append_child(child));
}

impl Mountable for Drawn {
    fn unmount(&mut self) {
        if let Some(element) = &self.element {
            element.remove();
        }
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        if let Some(element) = &self.element {
            drop(parent.insert_before(element, marker));
        }
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let Some(element) = &self.element else { return false };
        let Some(parent) = element.parent_element() else { return false };
        child.mount(&parent, Some(element));
        true
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
