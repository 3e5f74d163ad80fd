// Actions of schema.org: what the page says that its links and forms do, and what it says
// was done.
import { entries, own } from "../consent/foreign.js";
import { all, text } from "./page.js";
import { entry } from "./rows.js";

const MAX_BLOCKS = 20;
const MAX_CHARS = 65536;
const MAX_NODES = 2000;

const TYPES = { AddAction: "add_to_cart", BuyAction: "begin_checkout", OrderAction: "begin_checkout" };

const type = (node) => {
  const types = own(node, "@type");
  return [...entries(Array.isArray(types) ? types : [types])].map((name) => String(name).split("/").pop());
};

/** The nodes of all blocks, as far as they go. */
function* nodes() {
  const waiting = [];
  for (const block of all('script[type="application/ld+json"]').slice(0, MAX_BLOCKS)) {
    try {
      const written = text(block, MAX_CHARS + 1);
      if (written.length <= MAX_CHARS) waiting.push([JSON.parse(written)]);
    } catch {
      // The widget's own reader says so.
    }
  }
  for (let count = 0; waiting.length && count < MAX_NODES; count++) {
    const [node, holder] = waiting.pop();
    if (typeof node != "object" || node === null) continue;
    if (!Array.isArray(node)) yield [node, holder];
    for (const part of Object.values(node)) waiting.push([part, Array.isArray(node) ? holder : node]);
  }
}

/** What leads where: addresses with what going there means, and what was done already. */
export function actions() {
  const offered = new Map();
  let done;
  for (const [node, holder] of nodes()) {
    const types = type(node);
    const action = types.find((name) => Object.prototype.hasOwnProperty.call(TYPES, name));
    const isDone = /Completed/.test(own(node, "actionStatus"));
    if (isDone && (types.includes("BuyAction") || types.includes("OrderAction"))) {
      const order = own(node, "result") ?? node;
      done = entry("purchase", order, [own(node, "object") ?? own(order, "orderedItem")].flat().slice(0, 50));
    } else if (action) {
      const target = own(node, "target");
      const about = own(node, "object") ?? (type(holder).includes("Product") ? holder : undefined);
      for (const one of Array.isArray(target) ? entries(target) : [target]) {
        const written = typeof one == "string" ? one : own(one, "urlTemplate") ?? own(one, "url");
        try {
          if (written) offered.set(new URL(written, location.href).href, entry(TYPES[action], undefined, about ? [about] : []));
        } catch {
          // No address.
        }
      }
    }
  }
  return { offered, done };
}
