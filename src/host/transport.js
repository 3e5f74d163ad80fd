// Posts one batch. The request says nothing about the visitor but what is in
// its body: no cookies, no referrer. The object inherits nothing, so that a page
// that puts names on `Object.prototype` adds nothing to it.
//
// `done` is called once and never before this returns: with the parts of the
// answer that count, or with nothing where there was none.
let controller = new AbortController();

export function post(url, body, kind, keepalive, done) {
  new Promise((resolve) => {
    const request = {
      __proto__: null,
      method: "POST",
      mode: "cors",
      credentials: "omit",
      referrerPolicy: "no-referrer",
      headers: { __proto__: null, "content-type": kind },
      body,
      keepalive,
      signal: controller.signal,
    };
    resolve(fetch(url, request));
  })
    .then(({ status, headers }) => ({
      status,
      kind: headers.get("content-type"),
      pause: until(headers.get("retry-after")),
    }))
    .then(done, () => done());
}

// `Retry-After` in milliseconds: it has seconds, or a date. NaN where it has neither.
const until = (when) => (/^\s*\d+\s*$/.test(when) ? when * 1000 : Date.parse(when) - Date.now());

export function abort(reason) {
  controller.abort(reason);
  controller = new AbortController();
}
