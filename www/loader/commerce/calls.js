// What the page calls: Meta's and TikTok's pixels, analytics.js, Shopify's analytics. Their
// queues are read, later calls overheard, and none of them is ever called.
import { ask, entries, global, own } from "../consent/foreign.js";
import { entry, eventOf } from "./rows.js";
import { report } from "./once.js";

const { apply, defineProperty, getOwnPropertyDescriptor } = Reflect;

/** Most calls of a second that are looked into. */
const MAX_CALLS = 100;
let calls = 0;
let second = 0;
function isFlood() {
  const now = Math.floor(performance.now() / 1000);
  if (now != second) [second, calls] = [now, 0];
  return calls++ > MAX_CALLS;
}

const ours = new WeakSet();
const read = new WeakSet();
let isOver = false;
export const stop = () => (isOver = true);

/**
 * Hears each call of a method. A proxy has the properties of what it stands for, and hands
 * on `this`, the arguments, the result and what is thrown. A library that takes the place
 * of its stub is found at the next look.
 */
function overhear(holder, name, note) {
  try {
    const property = getOwnPropertyDescriptor(holder, name);
    const method = property ? own(property, "value") : holder[name];
    if (typeof method != "function" || ours.has(method) || property?.writable === false) return;
    const handler = { __proto__: null };
    handler.apply = (target, self, values) => {
      try {
        if (!isOver && !isFlood()) note(values);
      } catch {
        // Whatever it was, it is not the page's.
      }
      return apply(target, self, values);
    };
    const value = new Proxy(method, handler);
    ours.add(value);
    const { enumerable = false } = property ?? {};
    defineProperty(holder, name, { __proto__: null, value, enumerable, writable: true, configurable: true });
  } catch {
    // A frozen one, or one that throws.
  }
}

/** A queue: what is in it, and what comes. */
function follow(queue, note) {
  if (!Array.isArray(queue)) return;
  if (!read.has(queue)) {
    read.add(queue);
    entries(queue).forEach(note);
  }
  overhear(queue, "push", ([call]) => note(call));
}

const say = (source, name, payload, items) => {
  const event = eventOf(name);
  if (event) report(source, entry(event, payload, items));
};

/** `track`, and `trackSingle` with the number of a pixel before the rest. */
function meta(call) {
  const method = own(call, "0");
  const shift = method === "trackSingle" ? 1 : 0;
  if (method === "track" || shift) say("meta", own(call, String(1 + shift)), own(call, String(2 + shift)));
}

let basket = [];
let act;
/** analytics.js: products are added, an act is set, and the next hit carries both. */
function analytics(call) {
  const command = own(call, "0");
  if (typeof command != "string") return;
  const [name] = command.split(".").slice(-1);
  if (/:add(Product|Item)$/.test(name)) basket = [...basket, own(call, "1")].slice(-50);
  else if (name == "ec:setAction") act = [own(call, "1"), own(call, "2")];
  else if (name == "ecommerce:addTransaction") act = ["purchase", own(call, "1")];
  else if (/^(ecommerce:)?send$/.test(name)) {
    if (act) say("analytics", ...act, basket);
    [act, basket] = [undefined, []];
  }
}

const SHOPIFY =
  "product_viewed collection_viewed cart_viewed search_submitted search_viewed product_added_to_cart product_removed_from_cart checkout_started checkout_completed";
const shopify = (name, payload) => say("shopify", name, own(payload, "data") ?? payload);

/** Looks for what can be heard: again and again, since they come late and are replaced. */
export function look() {
  const fbq = global("fbq");
  follow(own(fbq, "queue"), meta);
  if (fbq) overhear(fbq, "callMethod", meta);
  const ttq = global("ttq");
  if (Array.isArray(ttq) && !read.has(ttq)) {
    read.add(ttq);
    for (const call of entries(ttq)) if (own(call, "0") === "track") say("tiktok", own(call, "1"), own(call, "2"));
  }
  if (ttq) overhear(ttq, "track", (values) => say("tiktok", values[0], values[1]));
  const ga = global("ga");
  const waiting = own(ga, "q");
  follow(waiting, analytics);
  // The library may keep an empty queue beside itself.
  if (typeof ga == "function" && (!waiting || own(ga, "loaded"))) overhear(window, "ga", analytics);
  const bus = global("Shopify", "analytics");
  if (typeof own(bus, "subscribe") == "function") {
    if (read.has(bus)) return;
    read.add(bus);
    for (const name of SHOPIFY.split(" ")) ask(bus, "subscribe", name, (payload) => isOver || isFlood() || shopify(name, payload));
  } else if (bus) {
    const queue = own(bus, "replayQueue");
    if (Array.isArray(queue) && !read.has(queue)) {
      read.add(queue);
      for (const call of entries(queue)) shopify(own(call, "0"), own(call, "1"));
    }
    overhear(bus, "publish", (values) => shopify(values[0], values[1]));
  }
}
