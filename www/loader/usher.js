// Usher's loader: the one script a site embeds.
//
// It makes the global that queues calls, waits until the page is idle, loads
// and checks the glue and the wasm, and starts the widget. Where that fails,
// plain help links are shown. Nothing it does may throw into the page, and nothing
// the page names may mislead it: `<img name="currentScript">` and the like
// (docs/privacy.md) are why methods are taken from the prototypes.
(() => {
  "use strict";

  // Replaced by the build: version, files and their hashes.
  const assets = "__USHER_ASSETS__";
  const MARK = Symbol.for("usher");
  const MAX_QUEUE = 100;
  const page = document;
  // MooTools puts another `Document` in place of the browser's.
  const methods = Object.getPrototypeOf(page);
  const all = (selector) => [...methods.querySelectorAll.call(page, selector)];
  const make = (name) => methods.createElement.call(page, name);

  // One line in the console is enough for a page; the inspector shows all.
  const warnings = [];
  const warn = (text) => {
    if (warnings.length < MAX_QUEUE && warnings.push(text) < 2) console.warn(`[usher] ${text}`);
  };

  // What the page says before the widget is there; nothing once it is, or cannot be.
  let queue = [];
  let take = (call) => {
    if (queue.length < MAX_QUEUE) queue.push(call);
  };

  function usher(...call) {
    try {
      take(call);
    } catch (error) {
      dead();
    }
  }

  // After a trap the wasm must not be entered again; the build calls this.
  function dead() {
    take = () => {};
    queue = 0;
    for (const host of all("[data-usher-host]")) host.remove();
  }

  function findScript() {
    const current = page.currentScript;
    if (current instanceof HTMLScriptElement && current.src) return current;
    return all("script[src]").find((script) => /\/usher\.js(\?|$)/.test(script.src));
  }

  // An element with this id is not an own property of the window; a variable is.
  function publish(name) {
    const known = Object.getOwnPropertyDescriptor(window, name);
    const early = known && known.value;
    if (early && typeof early != "function") {
      warn(`window.${name} is taken; choose another with data-name`);
      return;
    }
    window[name] = usher;
    // The stub of the embedding guide keeps calls from before this script.
    if (early && early.q) for (const call of early.q) usher(...call);
  }

  function whenIdle(run) {
    if (page.prerendering) {
      addEventListener("prerenderingchange", () => whenIdle(run), { capture: true, once: true });
    } else if (page.readyState == "loading") {
      addEventListener("DOMContentLoaded", () => whenIdle(run), { once: true });
    } else if (window.requestIdleCallback) {
      requestIdleCallback(run, { timeout: 3000 });
    } else {
      setTimeout(run, 200);
    }
  }

  // Where the files lie: beside this script.
  let base;

  // The hash in the address keeps a cache from mixing two versions.
  const address = ({ file, integrity }) => `${new URL(file, base)}?${integrity.slice(-12)}`;
  const get = (asset) => fetch(address(asset), { integrity: asset.integrity, credentials: "omit" });

  // `import()` knows no integrity. Where a preload does, it fills the module map
  // with the checked file; its failure has to be ours, since Chromium would then
  // import the file unchecked. WebKit (2.50) checks no preload, hence the fetch,
  // which leaves the file in the cache for those who come after it.
  async function part(asset) {
    await get(asset);
    const href = address(asset);
    const link = make("link");
    if (link.relList.supports("modulepreload")) {
      await new Promise((onload, onerror) => {
        const { integrity } = asset;
        Object.assign(link, { onload, onerror, crossOrigin: "", integrity, rel: "modulepreload", href });
        all("head,html").pop().append(link);
      });
    }
    return import(href);
  }

  // Parts that not every page loads stand in a file of their own.
  const rarePart = async (name) => part((await (await get(assets.parts)).json())[name]);

  async function compile(response) {
    try {
      return await WebAssembly.compileStreaming(response.clone());
    } catch (error) {
      // Blocked is blocked, and each attempt is one more line in the console.
      if (error instanceof WebAssembly.CompileError) throw error;
      return WebAssembly.compile(await response.arrayBuffer());
    }
  }

  async function load() {
    if (!window.WebAssembly) throw new TypeError();
    const [module, glue] = await Promise.all([get(assets.wasm).then(compile), part(assets.glue)]);
    await glue.init(module, dead);
    return glue;
  }

  // Parts that read pages whose data say too little, and hear what else tells of buying.
  // Blocked or gone: there is nothing to tell the visitor or the page.
  const bring = (load) => (...values) =>
    load().then((part) => part.follow(...values)).catch(() => {});

  // Where consent managers can be seen. Only what is the window's own counts: an element
  // of that name is not, and neither is what the page put on a prototype.
  const isOwn = (name) => Object.prototype.hasOwnProperty.call(window, name);
  const isManaged = () =>
    "CookieConsent klaro __tcfapi __gpp Cookiebot OneTrust wp_has_consent".split(" ").some(isOwn) ||
    (isOwn("Shopify") && Shopify.customerPrivacy) ||
    all("#cc-main")[0];
  // A manager built as a module says its word once, and perhaps before we are there.
  let early;
  addEventListener("cc:onConsent", (event) => (early = event.detail));

  // Follows the consent manager of the page, by a part of its own that is loaded where
  // one is seen or expected. Until that knows, nothing is allowed.
  let following;
  function manage(configText, word, tell) {
    const say = (standing) => tell(`{"source":"manager","standing":"${standing}"}`);
    const isExpected = word == "manager" || word == "google";
    const look = () => {
      if (following || !(isExpected || isManaged())) return;
      say("loading");
      following = part(assets.consent);
      following
        .then((manager) => manager.follow({ word, configText, early, warn }, tell))
        .catch(() => {
          say("error");
          // A page that is being left ends what it loads, and nobody is to hear of that.
          setTimeout(() => warn("usher_consent.js is missing, so nothing is allowed"), 1e3);
        });
    };
    look();
    for (let pause = 50; pause < 3e4; pause *= 2) setTimeout(look, pause);
    setTimeout(() => following || say("absent"), 3e4);
    for (const type of ["focus", "cc:onConsent"]) addEventListener(type, look);
  }

  // A page that is left before the widget is there: what it said is kept for the next one,
  // which relives it (src/driver/early.rs). Only on the word of a receipt that still counts,
  // where nobody is who could know otherwise, and never beside a wish to forget.
  const RECEIPT = /^1\.{"policy":1,"source":"(visitor|site)",.*"at":(\d+),.*"analytics":"granted"/;
  const RECEIPT_LIFE = 15552e6;
  const EARLY = "usher:early";
  const MAX_EARLY = 2e4;
  function keepEarly(word) {
    try {
      if (page.prerendering || navigator.globalPrivacyControl || /^[gm]/.test(word) || isManaged()) return;
      const { getItem, setItem } = Storage.prototype;
      const at = Date.now();
      const age = at - RECEIPT.exec(getItem.call(localStorage, "usher:receipt"))[2];
      const before = getItem.call(localStorage, EARLY);
      const line = JSON.stringify({ at, path: location.pathname, calls: queue });
      const text = before ? `${before}\n${line}` : `1.${line}`;
      if (queue && age >= 0 && age < RECEIPT_LIFE && text.length < MAX_EARLY && !/"(consent|erase)"/.test(text)) {
        setItem.call(localStorage, EARLY, text);
        queue = [];
      }
    } catch (error) {
      // No receipt, or no storage: nothing is kept.
    }
  }

  // Further endpoints of the owner; where they cannot be had, the rest goes on.
  async function openEndpoints(configText) {
    if (!/"endpoints"\s*:/.test(configText)) return undefined;
    try {
      const { endpoints } = JSON.parse(configText);
      return await (await rarePart("endpoints")).open(endpoints, warn);
    } catch (error) {
      warn("the endpoints could not be opened");
    }
  }

  // The owner's configuration, while the rest loads; `null` where it cannot be
  // read. The request carries nothing about the visitor.
  async function readFile(url) {
    if (!url) return undefined;
    try {
      const answer = await fetch(url, { credentials: "omit", referrerPolicy: "no-referrer" });
      return answer.ok ? await answer.text() : null;
    } catch (error) {
      return null;
    }
  }

  async function start(read) {
    try {
      if (/[?&]usher=inspect\b/.test(location.search)) {
        (await rarePart("inspect")).open(read("endpoint"), warnings);
      }
      const [glue, configText] = await Promise.all([load(), readFile(read("config"))]);
      if (configText === null) {
        warn("data-config does not lead to JSON, so the defaults are used");
      }
      const others = await openEndpoints(configText);
      const [html] = all("html");
      const isReady = glue.start({
        endpoint: read("endpoint"),
        configText,
        lang: read("lang") || (html && html.lang) || navigator.language || "en",
        consent: read("consent"),
        beforeConsent: read("before-consent"),
        warn,
        // Methods are called from the prototype only.
        __proto__: {
          others,
          read: bring(() => part(assets.reader)),
          shop: bring(() => rarePart("commerce")),
          manage: (word, tell) => manage(configText, word, tell),
          open: () => following && following.then((manager) => manager.open()),
          replay: (calls) => calls.forEach((call) => glue.handle(...call)),
        },
      });
      // A trap has been dealt with already, by `dead`.
      if (!isReady) return;
      take = (call) => glue.handle(...call);
      queue.forEach(take);
      queue = 0;
      EventTarget.prototype.dispatchEvent.call(page, new CustomEvent("usher:ready"));
    } catch (error) {
      // A page that is being left ends what it loads, and nobody is to hear of that.
      setTimeout(() => {
        dead();
        const isBlocked = !window.WebAssembly || error instanceof WebAssembly.CompileError;
        warn(
          isBlocked
            ? "WebAssembly is blocked, so only plain help links are shown; add 'wasm-unsafe-eval' to script-src of the Content-Security-Policy"
            : `the widget could not be started, so only plain help links are shown; its files must lie beside ${base}, unchanged (${error.message || "wrong hash"})`,
        );
        // Where that cannot be had either, there is nothing left to offer.
        rarePart("links").then((links) => links.show()).catch(() => {});
      }, 1e3);
    }
  }

  try {
    const script = findScript();
    if (!script) return;
    if (window[MARK]) {
      warn("usher.js is here twice; remove one script tag");
      return;
    }
    window[MARK] = usher.version = assets.version;
    base = script.src;
    const read = (name) => script.getAttribute(`data-${name}`) || undefined;
    const name = read("name") || "usher";
    publish(name);
    addEventListener("pagehide", () => keepEarly(read("consent")));
    whenIdle(() => start(read).catch(() => {}));
  } catch (error) {
    // Whatever it was, the shop goes on without us.
  }
})();
