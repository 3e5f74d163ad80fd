// Reads what a stranger put into the page. Only own properties count, so neither an
// element named "Cookiebot" nor a name on `Object.prototype` says anything, and only
// `true` itself allows (reference/privacy.md M8). Nothing here throws.
const { hasOwnProperty } = Object.prototype;
const { apply, getPrototypeOf } = Reflect;

const isThing = (value) => (typeof value == "object" && value !== null) || typeof value == "function";
const has = (object, name) => isThing(object) && apply(hasOwnProperty, object, [name]);

/** The own property at the end of a path of own properties. */
export function own(object, ...path) {
  try {
    for (let at = 0; at < path.length; at++) {
      if (!has(object, path[at])) return undefined;
      object = object[path[at]];
    }
    return object;
  } catch {
    return undefined;
  }
}

/** A variable of the page; an element of that name is none. */
export const global = (...path) => own(window, ...path);

/** What a method answers, its own or that of its class; `undefined` where it fails. */
export function ask(object, name, ...values) {
  try {
    const type = isThing(object) ? getPrototypeOf(object) : null;
    const method = own(object, name) ?? (type === Object.prototype ? undefined : own(type, name));
    return typeof method == "function" ? apply(method, object, values) : undefined;
  } catch {
    return undefined;
  }
}

/** Most entries of a list that are looked at. */
const MAX_LIST = 300;

/** The entries of a list, copied. */
export function entries(list) {
  const found = [];
  const length = Math.min(Number(own(list, "length")) || 0, MAX_LIST);
  for (let at = 0; at < length; at++) found[at] = own(list, at);
  return found;
}

// MooTools puts another `Document` in place of the browser's.
const prototype = Object.getPrototypeOf(Object.getPrototypeOf(document));
const { get: readCookies } = Object.getOwnPropertyDescriptor(prototype, "cookie") ?? {};

/** The value of a cookie. A form of the page can be named "cookie", hence the getter. */
export function cookie(name) {
  try {
    for (const part of apply(readCookies, document, []).split("; ")) {
      if (part.startsWith(`${name}=`)) return part.slice(name.length + 1);
    }
  } catch {
    // A sandboxed frame has none.
  }
  return undefined;
}

/** One purpose: refused by one is refused. */
export const word = (isGranted, isDenied = !isGranted) =>
  isDenied === true ? "denied" : isGranted === true ? "granted" : "unknown";
