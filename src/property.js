// What the widget asks of the browser's objects, in a few functions of one
// shape each: a function that wasm imports by itself costs every page a wrapper
// on both sides, some 250 bytes (docs/decisions/0011-no-futures.md).
//
// None of them throws. The page's own names do not mislead them: an element
// named "createElement" is an own property of the document, and so is a stored
// "getItem" one of the storage, hence methods are taken from the prototype. Only
// the window has its methods as its own, and no element can take their place.

export function get(object, name) {
  try {
    return Reflect.get(object, name);
  } catch {
    return undefined;
  }
}

// What a page put on `Object.prototype` does not count.
export function own(object, name) {
  return Object.prototype.hasOwnProperty.call(Object(object), name) ? get(object, name) : undefined;
}

export const ofWindow = (name) => get(globalThis, name);

export function text(object, name) {
  const value = get(object, name);
  return typeof value == "string" ? value : "";
}

export function set(object, name, value) {
  try {
    return Reflect.set(object, name, value);
  } catch {
    return false;
  }
}

export function call(object, name, first, second) {
  try {
    const holder = object === globalThis ? object : Object.getPrototypeOf(object);
    return holder[name].call(object, first, second);
  } catch {
    return null;
  }
}

// Prototype 1.7 gives lists a `toJSON` that returns text, which would change what the
// page says of its products. It goes for as long as this takes.
export function json(value) {
  const types = [Object.prototype, Array.prototype, String.prototype];
  const bent = types.map((type) => Reflect.getOwnPropertyDescriptor(type, "toJSON"));
  types.forEach((type) => Reflect.deleteProperty(type, "toJSON"));
  try {
    return JSON.stringify(value) ?? "";
  } catch {
    return "";
  } finally {
    types.forEach((type, at) => bent[at] && Reflect.defineProperty(type, "toJSON", bent[at]));
  }
}

export const object = (json) => JSON.parse(json);

export function make(type, first, second) {
  try {
    return new globalThis[type](first, second);
  } catch {
    return undefined;
  }
}
