// Further endpoints of the site owner: each has a place of its own in the visitor's
// storage, its own pauses and its own turn, so that one that is down holds up no other.
// Loaded by usher.js where the configuration names some. How events are written and what an
// answer means is decided by a small program beside it (crates/formats).
const program = "__USHER_ENDPOINTS__";

/** Most events that wait for one endpoint; further ones are not taken. */
const MAX_KEPT = 500;
/** Bodies under way when the page is left, together: `keepalive` allows 64 KiB. */
const MAX_LEAVING = 5e4;
/** Names of pauses among those of events, which begin with an instant: as the engine has it. */
const [PAUSE, ASKED] = ["0", "00"];
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

const gzip = (text) =>
  new Response(new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer();

class Endpoint {
  constructor(given, place) {
    const { url, format = "array", key = "", template = "", mode, headers, events, purpose, name, compress } = given;
    this.url = new URL(url, location.href).href;
    this.format = format;
    this.settings = [format, key, template];
    // A header says that a body is compressed, so that is the exact mode.
    this.isCompressed = compress === true && "CompressionStream" in window;
    const isNear = new URL(this.url).origin == location.origin;
    this.isTyped = this.isCompressed || (mode ? mode == "typed" : isNear);
    this.headers = headers || {};
    this.events = events || [""];
    this.purpose = purpose || "analytics";
    this.prefix = `usher:to:${name || place}:`;
    this.memory = new Map();
    this.underWay = new Set();
    this.failures = 0;
    this.most = this.limit = 200;
  }

  take(name, text) {
    // What has no type is no event, but a pause of the first endpoint.
    const { type = "" } = JSON.parse(text);
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
      kept = keys.map((key) => key.slice(this.prefix.length)).filter((name) => name > "1");
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
    for (const name of [...this.names(), PAUSE, ASKED]) {
      if (!isNamedOnly || name.endsWith("p")) this.drop(name);
    }
  }

  /** Nothing goes for so long, from this page or the next. */
  pause(millis, isAsked) {
    try {
      const key = this.prefix + (isAsked ? ASKED : PAUSE);
      storage.setItem.call(localStorage, key, `${Date.now() + millis}`);
    } catch {
      // Then it holds for this page alone.
    }
    return millis;
  }

  /** How long the pause of this name lasts still; one longer than any is none. */
  rest(name) {
    const left = this.text(name) - Date.now();
    return left < 36e5 ? left : 0;
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
    const rest = Math.max(this.rest(PAUSE), this.rest(ASKED));
    if (rest > 0) {
      this.wake(rest);
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
  async post({ kind, headers, body, names }, isLeaving) {
    for (const name of names) this.underWay.add(name);
    let [verdict, asked] = [1, 0];
    try {
      // Compressing takes longer than a page has that is being left.
      const isPacked = this.isCompressed && !isLeaving;
      const sent = isPacked ? await gzip(body) : body;
      const packing = isPacked ? { "content-encoding": "gzip" } : {};
      const answer = await fetch(this.url, {
        __proto__: null,
        method: "POST",
        credentials: "omit",
        referrerPolicy: "no-referrer",
        keepalive: (sent.byteLength || sent.length) < MAX_LEAVING,
        headers: this.isTyped
          ? { __proto__: null, "content-type": kind, ...headers, ...this.headers, ...packing }
          : { __proto__: null, "content-type": "text/plain;charset=UTF-8" },
        body: sent,
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
    // Too much at once, or something that is wrong: half of it, until that is alone.
    if ((verdict == 2 || verdict == 4) && names.length > 1) {
      this.most = names.length >> 1;
      if (verdict == 2) this.limit = this.most;
      return 0;
    }
    if (verdict != 1) names.forEach((name) => this.drop(name));
    if (verdict == 0) this.most = Math.min(this.most * 2, this.limit);
    // An endpoint that refuses everything is asked less and less often.
    if (verdict != 1 && verdict != 4) {
      this.failures = 0;
      return undefined;
    }
    const ceiling = this.failures++ > 10 ? LONGEST : Math.min(FIRST << this.failures, 8e3);
    return this.pause(Math.max(Math.random() * ceiling, 250, Math.min(asked, 36e5)), asked > 0);
  }

  /** Whatever waits goes at once; it stays kept, since nobody hears the answer. */
  leave() {
    if (this.rest(ASKED) > 0) return;
    let bytes = 0;
    for (const post of this.posts()) {
      bytes += post.body.length;
      if (bytes < MAX_LEAVING) this.post(post, true).catch(() => {});
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
