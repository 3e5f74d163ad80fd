// Posts one batch. The request says nothing about the visitor but what is in
// its body: no cookies, no referrer. The object inherits nothing, so that a page
// that puts names on `Object.prototype` adds nothing to it.
//
// `done` is called once and never before this returns: with the parts of the
// answer that count, or with nothing where there was none.
let controller = new AbortController();

// A path that stays on this site, or an absolute address of the web, as a `URL`. What has
// a user name may be something else than it seems.
export function resolve(written) {
  try {
    const url = new URL(written, location.href);
    const isWeb = /^https?:/.test(url.protocol) && !url.username && !url.password;
    const isHere = /^\s*\//.test(written) && url.origin == location.origin;
    return isWeb && (isHere || /^\s*https?:\/\//i.test(written)) ? url : undefined;
  } catch {
    return undefined;
  }
}

export function post(url, body, kind, done) {
  // Of now: what waits for the line must not leave after a withdrawal.
  const { signal } = controller;
  const send = () =>
    new Promise((resolve) => {
      const request = {
        __proto__: null,
        method: "POST",
        mode: "cors",
        credentials: "omit",
        referrerPolicy: "no-referrer",
        headers: { __proto__: null, "content-type": kind },
        body,
        // It outlives the page; the engine keeps under the 64 KiB there are for that.
        keepalive: true,
        signal,
      };
      resolve(Promise.race([fetch(url, request), after(LONGEST)]));
    });
  (isOffline() ? online().then(send) : send())
    .then(({ status, headers }) => ({
      status,
      kind: headers.get("content-type"),
      pause: until(headers.get("retry-after")),
    }))
    .then(done, () => (isOffline() ? online().then(() => done()) : done()));
}

// An endpoint that never answers must not hold back the events for good.
const LONGEST = 6e4;

const after = (millis) => new Promise((_, reject) => setTimeout(reject, millis));

const isOffline = () => navigator.onLine === false;

// While the device is offline there is no request at all.
const online = () =>
  new Promise((resolve) => addEventListener("online", resolve, { __proto__: null, once: true }));

// `Retry-After` in milliseconds: it has seconds, or a date. NaN where it has neither.
const until = (when) => (/^\s*\d+\s*$/.test(when) ? when * 1000 : Date.parse(when) - Date.now());

export function abort(reason) {
  controller.abort(reason);
  controller = new AbortController();
}
