// The document, read in the browser's own language.
//
// Glue by hand: it says what is there as plain values and decides nothing. In
// the wasm each getter, option and instance check below is an import with a
// wrapper on both sides, several times the bytes of its line here.
//
// The page can name a form or a field after any method of the document, so
// methods are taken from the prototypes, and properties read through them. The
// window cannot be shadowed that way.
import { json } from "../property.js";

/** Nothing that goes wrong here may reach the page, or stop the widget. */
const safe = (read, otherwise) => (...values) => {
  try {
    return read(...values);
  } catch {
    return otherwise;
  }
};

// MooTools puts another `Document` in place of the browser's.
const methods = Object.getPrototypeOf(document);

/** A property of the document, whatever elements of the page are named. */
const ofDocument = (name) => Reflect.get(methods, name, document);

/** The elements that match, in order; none where the selector is not understood. */
const all = safe(
  (selector) => methods.querySelectorAll.call(document, selector),
  [],
);

/** An attribute of an element; empty where there is none. */
const attribute = (element, name) => Element.prototype.getAttribute.call(element, name) ?? "";

/** Which selectors match something: one a line, one bit each. */
export const marks = (selectors) =>
  selectors.split("\n").reduce((bits, one, place) => bits | (!!all(one).length << place), 0);

/**
 * What the first elements that match say, in an attribute or, without a name, in
 * their text; each cut, so that a megabyte never enters the wasm.
 */
export const texts = safe((selector, name, most, chars) => {
  const texts = [];
  const found = all(selector);
  for (let place = 0; place < Math.min(found.length, most); place++) {
    const text = name ? attribute(found[place], name) : found[place].textContent;
    texts.push(text.slice(0, chars));
  }
  return texts;
}, []);

/**
 * An address of http or https, for links and for the addresses of products: a
 * path where it is this site, else the whole; empty for everything else.
 */
export const address = safe((written) => {
  const url = new URL(written, location.href);
  if (!/^https?:$/.test(url.protocol)) return "";
  const origin = url.origin == location.origin ? "" : url.origin;
  return origin + url.pathname + url.search + url.hash;
}, "");

/**
 * Links from the end of the page, then from its beginning: four texts for each,
 * its address, what is read on it, how it is written, and its relation.
 */
export const links = safe((fromEnd, fromStart) => {
  const texts = [];
  const found = all("a[href]");
  const count = found.length;
  for (let step = 0; step < Math.min(count, fromEnd + fromStart); step++) {
    const link = found[step < fromEnd ? count - 1 - step : step - fromEnd];
    const written = attribute(link, "href").trim();
    // A mere fragment leads nowhere, and nobody writes an address this long by hand.
    const leadsTo = written && written[0] != "#" && address(written);
    if (!leadsTo || leadsTo.length > 500) continue;
    // Longer than a label, since markup is written with blanks.
    const label =
      link.textContent.slice(0, 1000).trim() ||
      attribute(link, "aria-label").trim() ||
      attribute(link, "title");
    texts.push(leadsTo, label.split(/\s+/).join(" "), written, attribute(link, "rel"));
  }
  return texts;
}, []);

/** How far down the page the lower edge of the window is, in percent. */
export const depth = safe(() => {
  const whole = ofDocument("scrollingElement").scrollHeight;
  const seen = ((window.pageYOffset + window.innerHeight) / Math.max(whole, 1)) * 100;
  return Math.trunc(Math.min(Math.max(seen, 0), 100));
}, 0);

// What can be looked at, one bit each, as in look.rs. What occupies the visitor:
const TYPING = 1;
const FRAME = 2;
const SELECTION = 4;
const DIALOG = 8;
const MEDIA = 16;
const BANNER = 32;
// And how present the visitor is: the page is on screen, the window has the
// focus, the page's router has no new page under way.
const SHOWN = 128;
const ATTENDED = 256;
const ROUTING = 512;
// And whether what has the focus lies under the widget.
const COVERED = 1024;

// Where an event happened, one bit each, as in listener.rs.
const AT_ELEMENT = 1;
const IN_WIDGET = 2;
const RESTORED = 4;
const AT_TOP = 8;
const AT_FOCUS = 8;

// Fields that can be typed in. A check box or a button occupies nobody.
const EDITABLE =
  "input:not([type=button],[type=checkbox],[type=color],[type=file],[type=hidden],[type=image]," +
  "[type=radio],[type=range],[type=reset],[type=submit]),textarea,[role=textbox]," +
  "[contenteditable]:not([contenteditable=false]),[contenteditable]:not([contenteditable=false]) *";

const isElement = (value) => value instanceof Element;

const isMatch = safe((element, selector) => Element.prototype.matches.call(element, selector));

/** Whether it is the host element of the widget, or something in it. */
const isOwn = (element) => isMatch(element, "[data-usher-host],[data-usher-host] *");

const whatIsAt = (element) =>
  (isMatch(element, EDITABLE) && TYPING) |
  (isMatch(element, "iframe,object,embed,fencedframe") && FRAME);

/** The focused element, followed into open shadow roots; none in the widget. */
function focused() {
  let element = ofDocument("activeElement");
  for (let depth = 0; depth < 8 && !isOwn(element); depth++) {
    const inner = element.shadowRoot?.activeElement;
    if (!isElement(inner)) return element;
    element = inner;
  }
  return isOwn(element) ? null : element;
}

/** Whether text of the page is selected. */
function hasSelection() {
  const selection = getSelection();
  const node = selection.anchorNode;
  const holder = isElement(node) ? node : node?.parentElement;
  return !selection.isCollapsed && isElement(holder) && !isOwn(holder);
}

/** Whether one of the first elements that match passes. */
function hasAny(selector, most, passes) {
  const found = all(selector);
  for (let place = 0; place < Math.min(found.length, most); place++) {
    if (passes(found[place])) return true;
  }
  return false;
}

const isOpen = (dialog) =>
  !isOwn(dialog) && Element.prototype.getClientRects.call(dialog).length > 0;

// Where consent managers put their banner, as seen in their own scripts (2026-11).
const BANNERS =
  "#onetrust-banner-sdk,#CybotCookiebotDialog,#didomi-notice,#truste-consent-track,#cookiescript_injected," +
  "#iubenda-cs-banner,#cc-main .cm,.cc-window,.klaro .cookie-notice,.qc-cmp2-container," +
  ".osano-cm-dialog,.cky-consent-container,.cmplz-cookiebanner";

// Managers leave their banner in the page and make it invisible.
const isSeen = (element) =>
  isOpen(element) &&
  (Element.prototype.checkVisibility?.call(element, {
    visibilityProperty: true,
    opacityProperty: true,
  }) ??
    true);

const isAboutCookies = (dialog) =>
  isSeen(dialog) && /cookie/i.test(dialog.textContent.slice(0, 2000));

/** Whether the widget lies over the middle of what has the focus. */
function isCovered() {
  const { x, y, width, height } = Element.prototype.getBoundingClientRect.call(focused());
  const over = methods.elementFromPoint;
  return isOwn(over.call(document, x + width / 2, y + height / 2));
}

// A silent film in the background occupies nobody, and would keep help away
// for good.
const isAudible = (media) => !media.paused && !media.ended && !media.muted;

/** The Navigation API; an element with this name would be found here without it. */
function navigation() {
  const found = window.navigation;
  return found instanceof EventTarget && !(found instanceof Node) ? found : undefined;
}

// Bits, how to see them, and what holds where that fails. Dialogs are two
// questions, because a browser without `:modal` refuses the first.
const LOOKS = [
  [TYPING | FRAME, () => whatIsAt(focused()), 0],
  [SELECTION, () => hasSelection() && SELECTION, 0],
  [
    DIALOG,
    () => (hasAny("dialog:modal", 8, isOpen) || hasAny("[aria-modal=true]", 8, isOpen)) && DIALOG,
    0,
  ],
  [MEDIA, () => hasAny("video,audio", 20, isAudible) && MEDIA, 0],
  [
    BANNER,
    () => (hasAny(BANNERS, 8, isSeen) || hasAny("[role=dialog]", 8, isAboutCookies)) && BANNER,
    0,
  ],
  [COVERED, () => isCovered() && COVERED, 0],
  [SHOWN, () => ofDocument("visibilityState") != "hidden" && SHOWN, SHOWN],
  [ATTENDED, () => methods.hasFocus.call(document) && ATTENDED, ATTENDED],
  [ROUTING, () => typeof (navigation()?.transition ?? 0) == "object" && ROUTING, 0],
];

/** What is so now, among what is asked for. */
export function look(asked) {
  let found = 0;
  for (const [bits, isSo, unknown] of LOOKS) {
    if (asked & bits) found |= safe(isSo, unknown)();
  }
  return found;
}

function placeOf(event) {
  const at = event.target;
  return (
    (isElement(at) && AT_ELEMENT) |
    (isOwn(at) && IN_WIDGET) |
    (event.persisted === true && RESTORED) |
    (event.type == "mouseout" && !event.relatedTarget && event.clientY <= 0 && AT_TOP) |
    // Innermost, also inside the page's own open shadow roots.
    (event.type == "focusin" && whatIsAt(event.composedPath()[0]) * AT_FOCUS)
  );
}

/**
 * Listens to groups of events, one space between two, one comma in them. `heard`
 * gets the place of the group, the time, where it was, and more where `meet` says
 * more. Passive and capturing: it can neither
 * delay scrolling nor be kept from events by a handler that stops their propagation.
 */
function listen(target, groups, heard, meet) {
  const kinds = groups.split(" ").map((group) => group.split(","));
  const hear = safe((event) => {
    const group = kinds.findIndex((names) => names.includes(event.type));
    const [bits, ...more] = meet?.(event) ?? [0];
    heard(group, event.timeStamp, placeOf(event) | bits, ...more);
    met = undefined;
  });
  const options = { __proto__: null, passive: true, capture: true };
  const change = safe((method) => {
    for (const kind of kinds.flat()) EventTarget.prototype[method].call(target, kind, hear, options);
  });
  change("addEventListener");
  return () => change("removeEventListener");
}

/**
 * Notices calls of a method without standing in their way.
 *
 * The method is replaced by a `Proxy` whose `apply` trap is looked up and found
 * missing: the browser then calls the page's own function with the page's own
 * arguments, and its result and errors are untouched. The look-up itself is
 * the notice, and `heard` runs when the page's current call is over. So the
 * page keeps working even when the widget has died.
 *
 * Nothing here inherits, so that a polluted prototype cannot add traps.
 */
const overhear = safe((object, method, heard) => {
  const original = object[method];
  if (typeof original != "function") return undefined;
  const isOwnMethod = !!Reflect.getOwnPropertyDescriptor(object, method);
  let isOver = false;
  const notice = safe(() => isOver || heard(0, 0, 0));
  const get = () => void queueMicrotask(notice);
  const handler = { __proto__: null };
  Object.defineProperty(handler, "apply", { __proto__: null, get, configurable: true });
  const proxy = new Proxy(original, handler);
  Reflect.set(object, method, proxy);
  return () => {
    isOver = true;
    // Others may have wrapped the proxy meanwhile; without its trap it is the
    // original function to everyone who holds it.
    delete handler.apply;
    if (object[method] !== proxy) return;
    if (isOwnMethod) Reflect.set(object, method, original);
    else Reflect.deleteProperty(object, method);
  };
});

/**
 * Hears that the address may have changed (group 0), and that the page was shown
 * (group 1). Where the Navigation API exists nothing of the page is touched.
 */
function listenToRoute(heard) {
  const api = safe(navigation)();
  const ends = [listen(window, "popstate,hashchange pageshow", heard)];
  if (api) ends.push(listen(api, "currententrychange,navigatesuccess", heard));
  else ends.push(overhear(history, "pushState", heard), overhear(history, "replaceState", heard));
  return { end: () => ends.forEach((end) => end?.()) };
}

/**
 * What the page tells its analytics. `list` is its data layer, looked for until there is
 * one. What other sources say waits in `more`, and `read` is what an entry means beside
 * them: both are the part's that knows them (www/loader/commerce). `heard` runs when there
 * may be something to read.
 */
function openLayer(heard) {
  const layer = { at: 0, more: [], heard, read: (entry) => entry };
  let timer, stop;
  // After 1, 2, 4, 8 and 16 seconds.
  const look = safe((pause) => {
    const list = window.dataLayer;
    if (Array.isArray(list)) {
      layer.list = list;
      stop = overhear(list, "push", heard);
      heard(0, 0, 0);
    } else if (pause < 2e4) timer = setTimeout(look, pause, pause * 2);
  });
  layer.end = () => {
    clearTimeout(timer);
    stop?.();
  };
  // Until something is read, the last entry is one that no list can hold.
  layer.last = layer;
  look(1e3);
  return layer;
}

// What is pressed, further bits beside those of the place.
const CONTROL = 32;
const NATIVE = 64;
const REPEAT = 128;
const TOUCH = 256;
const CHOICE = 512;

// Groups that are no events, as in press.rs.
const RESPONDED = 7;
const FOUND_INVALID = 8;
const REQUEST_FAILED = 9;

// Fields answer by themselves, and are pressed twice and three times to select.
const FIELDS =
  "input:not([type=button],[type=image],[type=reset],[type=submit]),select,textarea,label,option," +
  "canvas,video,audio,iframe,object,embed,[contenteditable]";
const PRESSED = [
  [CONTROL, "button,summary,input,[onclick],[role=button],[role=tab],[role=option],[role^=menuitem],[role=switch]"],
  [NATIVE, "a[href],area[href]," + FIELDS],
  [REPEAT, "[data-usher-repeat],[role=slider],[role=spinbutton]," + FIELDS],
];
const CHOICES = "select,[type=radio],[type=checkbox]";

const closest = safe((element, selector) => Element.prototype.closest.call(element, selector));

/** Numbers that tell elements apart: in memory only, and only as long as they are there. */
const numbers = new WeakMap();
let lastNumber = 0;
const numberOf = (element) =>
  numbers.get(element) ?? (numbers.set(element, ++lastNumber), lastNumber);

/** The element that is heard of now. */
let met;

/** What was pressed or met: bits, its number, and where it was pressed. */
function meet(event) {
  const at = event.composedPath()[0];
  // Inside the widget the event only seems to be at its host.
  if (!isElement(at) || isOwn(event.target)) return undefined;
  met = closest(at, PRESSED[0][1] + ",a[href]") ?? at;
  let bits = (event.pointerType == "touch" && TOUCH) | (isMatch(met, CHOICES) && CHOICE);
  for (const [bit, selector] of PRESSED) if (closest(at, selector)) bits |= bit;
  if (event.type == "click") {
    if (getComputedStyle(at).cursor == "pointer") bits |= CONTROL;
    // With a key held down the browser does what it does: a new tab, a download.
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) bits |= NATIVE;
  }
  return [bits, numberOf(met), (event.clientX & 0xffff) | (event.clientY << 16)];
}

/**
 * How what is heard of now is named, on it and about it; cut. Never what was
 * written into it: of a field that is its label, of a button what is on it.
 */
export const naming = safe(() => {
  const names = ["name", "id", "class", "aria-label", "placeholder", "autocomplete"];
  const parts = names.map((name) => attribute(met, name));
  if (isMatch(met, "[type=submit],[type=button]")) parts.push(attribute(met, "value"));
  if (!isMatch(met, EDITABLE)) parts.push(met.textContent.slice(0, 80));
  for (const label of met.labels ?? []) parts.push(label.textContent.slice(0, 80));
  return parts.join(" ").slice(0, 400);
}, "");

/** Whether a request failed that is not one of ours. */
const isFailure = ({ name, responseStatus }) =>
  responseStatus >= 400 &&
  !hasAny("script[data-endpoint]", 1, (script) =>
    name == new URL(attribute(script, "data-endpoint"), location.href).href,
  );

/**
 * Hears what is pressed, chosen and refused. Only after something was pressed that
 * looks as if it did something, and only as long as that may take, it also hears that
 * the page responds: watching a page change all the time would slow it down.
 */
function listenToPresses(heard) {
  let timer;
  let hasResponded;
  const change = safe((records) => {
    for (const { target, attributeName } of records) {
      if (isOwn(target)) continue;
      if (!hasResponded) heard(RESPONDED, 0, 0);
      hasResponded = true;
      if (attributeName == "aria-invalid" && attribute(target, attributeName) == "true") {
        met = target;
        heard(FOUND_INVALID, 0, 0, numberOf(target));
        met = undefined;
      }
    }
  });
  const changes = new MutationObserver(change);
  const requests = safe(() => new PerformanceObserver(safe((list) => {
    if (list.getEntries().some(isFailure)) heard(REQUEST_FAILED, 0, 0);
  })))();
  const rest = () => {
    changes.disconnect();
    requests?.disconnect();
  };
  const wait = safe(() => {
    clearTimeout(timer);
    timer = setTimeout(rest, 2500);
    hasResponded = false;
    const everything = { attributes: true, characterData: true, childList: true, subtree: true };
    changes.observe(document, everything);
    requests?.observe({ type: "resource" });
  });
  const meetAndWait = (event) => {
    const found = meet(event);
    const isPress = event.type == "click" && found?.[0] & CONTROL;
    if (isPress || event.type == "submit") wait();
    if (event.type == "submit") {
      // Whether the page keeps it to itself is known when all have heard it.
      setTimeout(safe(() => event.defaultPrevented || heard(RESPONDED, 0, 0)));
    }
    return found;
  };
  const groups = "click submit invalid error,unhandledrejection focusin focusout change";
  const ends = [listen(window, groups, heard, meetAndWait)];
  const api = safe(navigation)();
  // From the first moment of a way to another page, however slow it is.
  if (api) ends.push(listen(api, "navigate", () => heard(RESPONDED, 0, 0)));
  ends.push(rest, () => clearTimeout(timer));
  return { end: () => ends.forEach((end) => end()) };
}

/** Listens to the route, the data layer, presses, or groups of events of the window. */
export const listenTo = safe((what, heard) => {
  if (what == "route") return listenToRoute(heard);
  if (what == "dataLayer") return openLayer(heard);
  if (what == "presses") return listenToPresses(heard);
  return { end: listen(window, what, heard) };
});

/** Ends what `listenTo` has begun. */
export const end = safe((begun) => begun.end());

/**
 * The next entry as JSON, cut to so many characters; `undefined` at the end, empty
 * for what has no such form: a circle, an element. The page may cut its list at
 * the beginning, so the last entry is looked for where it is not in its place.
 */
export const nextEntry = safe((layer, backlog, chars) => {
  const { list, more } = layer;
  if (more.length) return json(more.shift());
  if (list[layer.at - 1] !== layer.last) layer.at = list.lastIndexOf(layer.last) + 1;
  layer.at = Math.max(layer.at, list.length - backlog);
  if (layer.at >= list.length) return undefined;
  layer.last = list[layer.at++];
  return json(layer.read(layer.last)).slice(0, chars);
});
