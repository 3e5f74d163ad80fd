//! Noticing that the page called one of its own functions.

use js_sys::{Function, Object, Proxy, Reflect};
use wasm_bindgen::prelude::*;

/// Notices calls of a method without standing in their way; dropping it ends that.
///
/// The method is replaced by a `Proxy` whose `apply` trap is looked up and
/// found missing: the engine of the browser then calls the page's own function
/// with the page's own arguments, and its result and errors are untouched. The
/// look-up itself is the notice. So the page keeps working even when the
/// widget has died; a wrapper written here would take the method with it.
pub(super) struct Overhear {
    object: Object,
    method: JsValue,
    original: JsValue,
    was_own: bool,
    handler: Object,
    proxy: JsValue,
    _heard: Closure<dyn Fn() -> JsValue>,
}

impl Overhear {
    /// `heard` runs just before the method does; so it should only take note.
    pub(super) fn new(object: &Object, method: &str, heard: Box<dyn Fn()>) -> Option<Self> {
        let method = JsValue::from_str(method);
        let original = Reflect::get(object, &method).ok()?;
        let function = original.dyn_ref::<Function>()?;
        let was_own = !Reflect::get_own_property_descriptor(object, &method).ok()?.is_undefined();
        let heard = Closure::<dyn Fn() -> JsValue>::new(move || {
            heard();
            JsValue::UNDEFINED
        });
        let handler = without_prototype();
        let trap = without_prototype();
        let is_set = Reflect::set(&trap, &"get".into(), heard.as_ref()).ok()?
            && Reflect::set(&trap, &"configurable".into(), &JsValue::TRUE).ok()?
            && Reflect::define_property(&handler, &"apply".into(), &trap).ok()?;
        let proxy: JsValue = Proxy::new(function, &handler).into();
        if !is_set || !Reflect::set(object, &method, &proxy).ok()? {
            return None;
        }
        let object = object.clone();
        Some(Self { object, method, original, was_own, handler, proxy, _heard: heard })
    }
}

impl Drop for Overhear {
    fn drop(&mut self) {
        // Others may have wrapped the proxy meanwhile; without its trap it is
        // the original function to everyone who holds it.
        drop(Reflect::delete_property(&self.handler, &"apply".into()));
        let is_ours = Reflect::get(&self.object, &self.method).is_ok_and(|now| now == self.proxy);
        if is_ours && self.was_own {
            drop(Reflect::set(&self.object, &self.method, &self.original));
        } else if is_ours {
            drop(Reflect::delete_property(&self.object, &self.method));
        }
    }
}

/// An empty object that inherits nothing, so that a polluted prototype cannot
/// add traps or attributes to it.
fn without_prototype() -> Object {
    Object::create(JsValue::NULL.unchecked_ref())
}
