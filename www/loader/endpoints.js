// Further endpoints of the site owner: each has a place of its own in the visitor's
// storage, its own pauses and its own turn, so that one that is down holds up no other.
// Loaded by usher.js where the configuration names some. How events are written and what an
// answer means is decided by a small program beside it (crates/formats).
const program = "__USHER_ENDPOINTS__";

/** Most events that wait for one endpoint; further ones are not taken. */
const MAX_KEPT = 500;
/** Bodies under way when the page is left, together: `keepalive` allows 64 KiB. */
const MAX_LEAVING = 5e4;
/** How long events gather, and the first and longest pause after a failure. */
const [GATHERING, FIRST, LONGEST] = [1e3, 1e3, 3e5];

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const storage = Storage.prototype;
let exports;

/** Puts a text into the program's buffer. */
function put(text) {
  const bytes = encoder.encode(text);
  const place = exports.room(bytes.length);
  new Uint8Array(exports.memory.buffer).set(bytes, place);
}

/** The purposes that are granted now: another tab may have withdrawn one. */
function grants() {
  try {
    return JSON.parse(storage.getItem.call(localStorage, "usher:receipt").slice(2)).purposes || {};
  } catch {
    return undefined;
  }
}

class Endpoint {
  constructor(given, place) {
    const { url, format = "array", key = "", template = "", mode, headers, events, purpose, name } = given;
    this.url = new URL(url, location.href).href;
    this.format = format;
    this.settings = [format, key, template];
    this.isTyped = mode ? mode == "typed" : new URL(this.url).origin == location.origin;
    this.headers = headers || {};
    this.events = events || [""];
    this.purpose = purpose || "analytics";
    this.prefix = `usher:to:${name || place}:`;
    this.memory = new Map();
    this.underWay = new Set();
    this.failures = 0;
    this.most = 200;
  }

  take(name, text) {
    const { type } = JSON.parse(text);
    if (!this.events.some((start) => type.startsWith(`usher.${start}`))) return;
    if (this.names().length >= MAX_KEPT) return;
    try {
      storage.setItem.call(localStorage, this.prefix + name, text);
    } catch {
      this.memory.set(name, text);
    }
    this.wake(GATHERING);
  }

  names() {
    let kept = [];
    try {
      const keys = Object.keys(localStorage).filter((key) => key.startsWith(this.prefix));
      kept = keys.map((key) => key.slice(this.prefix.length));
    } catch {
      // What cannot be read is in memory.
    }
    return [...kept, ...this.memory.keys()].sort();
  }

  text(name) {
    try {
      return this.memory.get(name) || storage.getItem.call(localStorage, this.prefix + name) || "";
    } catch {
      return "";
    }
  }

  drop(name) {
    this.memory.delete(name);
    try {
      storage.removeItem.call(localStorage, this.prefix + name);
    } catch {
      // What cannot be written cannot be there either.
    }
  }

  erase(isNamedOnly) {
    for (const name of this.names()) {
      if (!isNamedOnly || name.endsWith("p")) this.drop(name);
    }
  }

  wake(pause) {
    if (this.timer) return;
    this.timer = setTimeout(() => {
      this.timer = 0;
      this.turn();
    }, pause);
  }

  /** One tab at a time; where there are no locks, the id of an event counts it once. */
  turn() {
    const send = () => this.send();
    new Promise((resolve) => resolve(navigator.locks.request(this.prefix, send))).catch(send);
  }

  /** The requests for what waits and may be sent to this endpoint. */
  posts() {
    const granted = grants() || (this.memory.size && { analytics: "granted" }) || {};
    if (granted.analytics != "granted" || granted[this.purpose] != "granted") return [];
    const now = Date.now();
    const waiting = this.names().filter((name) => !this.underWay.has(name));
    const named = granted.personalise == "granted";
    const list = waiting.filter((name) => named || !name.endsWith("p")).slice(0, this.most);
    const aged = list.map((name) => {
      const age = Math.max(0, Math.round(now - parseInt(name) / 1e3));
      return `${this.text(name).slice(0, -1)},"usherage":${age}}`;
    });
    // One by one: Prototype 1.7 makes a text of a list.
    const settings = [...this.settings, this.most].map((one) => JSON.stringify(one)).join();
    put(`[${settings}]\n[${aged.join()}]`);
    const length = exports.write();
    const out = new Uint8Array(exports.memory.buffer, exports.answer(), length);
    return JSON.parse(decoder.decode(out)).map(([kind, headers, body, count]) => ({
      kind, headers, body, names: list.splice(0, count),
    }));
  }

  async send() {
    if (navigator.onLine === false) {
      addEventListener("online", () => this.wake(0), { once: true });
      return;
    }
    for (const post of this.posts()) {
      const pause = await this.post(post);
      if (pause !== undefined) {
        this.wake(pause);
        return;
      }
    }
    if (this.names().some((name) => !this.underWay.has(name)) && this.posts().length) this.wake(0);
  }

  /** Sends one request; the pause before the next one where it was not accepted. */
  async post({ kind, headers, body, names }) {
    for (const name of names) this.underWay.add(name);
    let [verdict, asked] = [1, 0];
    try {
      const answer = await fetch(this.url, {
        __proto__: null,
        method: "POST",
        credentials: "omit",
        referrerPolicy: "no-referrer",
        keepalive: body.length < MAX_LEAVING,
        headers: this.isTyped
          ? { __proto__: null, "content-type": kind, ...headers, ...this.headers }
          : { __proto__: null, "content-type": "text/plain;charset=UTF-8" },
        body,
        signal: AbortSignal.timeout(6e4),
      });
      const when = answer.headers.get("retry-after");
      asked = (/^\s*\d+\s*$/.test(when) ? when * 1e3 : Date.parse(when) - Date.now()) || 0;
      put(`${this.format}\n${answer.headers.get("content-type") || ""}\n${await answer.text()}`);
      verdict = exports.verdict(answer.status);
    } catch {
      // No answer: later.
    }
    for (const name of names) this.underWay.delete(name);
    if (verdict == 2 && names.length > 1) {
      this.most = names.length >> 1;
      return 0;
    }
    if (verdict != 1) {
      this.failures = 0;
      names.forEach((name) => this.drop(name));
      return undefined;
    }
    const ceiling = this.failures++ > 10 ? LONGEST : Math.min(FIRST << this.failures, 8e3);
    return Math.max(Math.random() * ceiling, 250, Math.min(asked, 36e5));
  }

  /** Whatever waits goes at once; it stays kept, since nobody hears the answer. */
  leave() {
    let bytes = 0;
    for (const post of this.posts()) {
      bytes += post.body.length;
      if (bytes < MAX_LEAVING) this.post(post).catch(() => {});
    }
  }
}

/** Opens the endpoints the owner wrote; what cannot be read is told and left out. */
export async function open(written, warn) {
  const answer = await fetch(new URL(program.file, import.meta.url), { integrity: program.integrity });
  ({ exports } = (await WebAssembly.instantiate(await answer.arrayBuffer())).instance);
  const all = [];
  written.forEach((given, place) => {
    try {
      all.push(new Endpoint(given, place));
    } catch {
      warn(`configuration, \`endpoints.${place}\`: url must be an http(s) address or a path; left out`);
    }
  });
  const each = (act) => all.forEach((endpoint) => {
    try {
      act(endpoint);
    } catch {
      // One endpoint's trouble is not that of the others, nor of the page.
    }
  });
  addEventListener("pagehide", () => each((endpoint) => endpoint.leave()));
  addEventListener("visibilitychange", () => {
    if (document.visibilityState == "hidden") each((endpoint) => endpoint.leave());
  });
  each((endpoint) => endpoint.wake(GATHERING));
  return {
    take: (name, text) => each((endpoint) => endpoint.take(name, text)),
    erase: (isNamedOnly) => each((endpoint) => endpoint.erase(isNamedOnly)),
  };
}
