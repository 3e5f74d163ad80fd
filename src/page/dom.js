// The document, read in the browser's own language.
//
// Glue by hand: it says what is there as plain values and decides nothing. In
// the wasm each getter, option and instance check below is an import with a
// wrapper on both sides, several times the bytes of its line here.
//
// The page can name a form or a field after any method of the document, so
// methods are taken from the prototypes, and properties read through them. The
// window cannot be shadowed that way.

/** Nothing that goes wrong here may reach the page, or stop the widget. */
const safe = (read, otherwise) => (...values) => {
  try {
    return read(...values);
  } catch {
    return otherwise;
  }
};

/** A property of the document, whatever elements of the page are named. */
const ofDocument = (name) => Reflect.get(Document.prototype, name, document);

/** The elements that match, in order; none where the selector is not understood. */
const all = safe(
  (selector) => Document.prototype.querySelectorAll.call(document, selector),
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
  const over = Document.prototype.elementFromPoint;
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
  [ATTENDED, () => Document.prototype.hasFocus.call(document) && ATTENDED, ATTENDED],
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
    // Innermost, also inside the page's own open shadow roots.
    (event.type == "focusin" && whatIsAt(event.composedPath()[0]) * AT_FOCUS)
  );
}

/**
 * Listens to groups of events, one space between two, one comma in them. `heard`
 * gets the place of the group, the time, and where it was. Passive and capturing: it can neither
 * delay scrolling nor be kept from events by a handler that stops their propagation.
 */
function listen(target, groups, heard) {
  const kinds = groups.split(" ").map((group) => group.split(","));
  const hear = safe((event) => {
    const group = kinds.findIndex((names) => names.includes(event.type));
    heard(group, event.timeStamp, placeOf(event));
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
 * The shop's data layer: `undefined` where there is none yet, `null` where it is
 * no list, else what `nextEntry` reads on from. `heard` runs after each push.
 */
function openLayer(heard) {
  const list = window.dataLayer;
  if (list === undefined || list === null) return undefined;
  if (!Array.isArray(list)) return null;
  const layer = { list, at: 0, end: overhear(list, "push", heard) };
  // Until something is read, the last entry is one that no list can hold.
  layer.last = layer;
  return layer;
}

/** Listens to the route, to the data layer, or to groups of events of the window. */
export const listenTo = safe((what, heard) => {
  if (what == "route") return listenToRoute(heard);
  if (what == "dataLayer") return openLayer(heard);
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
  const { list } = layer;
  if (list[layer.at - 1] !== layer.last) layer.at = list.lastIndexOf(layer.last) + 1;
  layer.at = Math.max(layer.at, list.length - backlog);
  if (layer.at >= list.length) return undefined;
  layer.last = list[layer.at++];
  return safe((entry) => JSON.stringify(entry).slice(0, chars), "")(layer.last);
});
