//! An element of a view: one type for all of them.
//!
//! A Leptos view like any other (`leptos::mount`, components and closures take it),
//! but not typed by its shape. Leptos' own elements are compiled once per shape of
//! view: the same views in the same test page took 94.0 KB brotli with them and
//! take 59.4 KB with this (measured 2026-11). It sets attributes and text through the DOM and
//! never through markup, so Trusted Types have nothing to refuse.

use std::borrow::Cow;

use wasm_bindgen::JsValue;

/// An element that is not in the document yet.
///
/// Boxed, because builders pass it along by value: 2.5 KB brotli less than by
/// value of its own size (2026-11).
pub(super) struct Tag(pub(super) Box<Parts>);

/// What an element is made of.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) name: &'static str,
    pub(super) is_drawing: bool,
    pub(super) takes_focus: bool,
    pub(super) attributes: Vec<(&'static str, Cow<'static, str>)>,
    pub(super) changing: Vec<(&'static str, ReadAttribute)>,
    pub(super) listeners: Vec<(&'static str, Listener)>,
    pub(super) children: Vec<Child>,
}

pub(super) type ReadAttribute = Box<dyn Fn() -> Option<&'static str> + Send>;
pub(super) type ReadChild = Box<dyn Fn() -> Option<Tag> + Send>;
pub(super) type ReadChildren = Box<dyn Fn() -> Vec<Tag> + Send>;
pub(super) type Listener = Box<dyn Fn(JsValue) + Send>;

pub(super) enum Child {
    Words(Cow<'static, str>),
    Tag(Tag),
    MaybeTag(ReadChild),
    Tags(ReadChildren),
}

/// Begins an element.
pub(super) fn tag(name: &'static str) -> Tag {
    Tag(Box::new(Parts { name, ..Parts::default() }))
}

/// Begins an element of SVG.
pub(super) fn drawing(name: &'static str) -> Tag {
    Tag(Box::new(Parts { name, is_drawing: true, ..Parts::default() }))
}

impl Tag {
    /// Sets the class, see `styles/`.
    pub(super) fn class(self, class: &'static str) -> Self {
        self.attr("class", class)
    }

    /// Sets an attribute for good.
    pub(super) fn attr(mut self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        self.0.attributes.push((name, value.into()));
        self
    }

    /// Sets an attribute that follows signals; `None` takes it off. `checked` is
    /// set as the property, because the attribute is only where it began.
    pub(super) fn changing(
        mut self,
        name: &'static str,
        read: impl Fn() -> Option<&'static str> + Send + 'static,
    ) -> Self {
        self.0.changing.push((name, Box::new(read)));
        self
    }

    /// Listens to an event.
    pub(super) fn on(
        mut self,
        event: &'static str,
        listener: impl Fn(JsValue) + Send + 'static,
    ) -> Self {
        self.0.listeners.push((event, Box::new(listener)));
        self
    }

    /// Takes the focus as soon as it is in the document.
    pub(super) fn focused(mut self, takes_focus: bool) -> Self {
        self.0.takes_focus = takes_focus;
        self
    }

    /// Adds text.
    pub(super) fn words(self, words: impl Into<Cow<'static, str>>) -> Self {
        self.with(Child::Words(words.into()))
    }

    /// Adds an element.
    pub(super) fn child(self, child: Self) -> Self {
        self.with(Child::Tag(child))
    }

    /// Adds elements, or the one that may be there.
    pub(super) fn children(self, children: impl IntoIterator<Item = Self>) -> Self {
        children.into_iter().fold(self, Self::child)
    }

    /// Adds an element that follows signals, or none.
    pub(super) fn child_of(self, read: impl Fn() -> Option<Self> + Send + 'static) -> Self {
        self.with(Child::MaybeTag(Box::new(read)))
    }

    /// Adds elements that follow signals.
    pub(super) fn children_of(self, read: impl Fn() -> Vec<Self> + Send + 'static) -> Self {
        self.with(Child::Tags(Box::new(read)))
    }

    fn with(mut self, child: Child) -> Self {
        self.0.children.push(child);
        self
    }
}
