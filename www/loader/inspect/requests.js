// What goes to the endpoint from this page, and what it answers. The page's `fetch` is
// replaced for that, which only an owner's own look at a page may do: what it is given and
// what it returns stay as they are.

/** Most requests that are remembered. */
const MOST = 20;
/** Most of an answer that is shown. */
const CHARS = 300;

/** What an answer means to the outbox (docs/endpoints.md). */
function meaning(status, kind, count) {
  if (status >= 200 && status < 300) {
    return /^text\/html/.test(kind)
      ? "a page, not a receipt: a log-in page stands in the way, so it is sent again"
      : "accepted";
  }
  if (status == 413 || status == 400 || status == 422) {
    const why = status == 413 ? "too large" : "refused";
    return count > 1 ? `${why}: it is halved to find the event that is meant` : `${why}: this event is lost`;
  }
  if (!status) return "no answer: offline, blocked, or no CORS header; it is sent again";
  if (status == 408 || status == 425 || status == 429 || status >= 500) return "not now: it is sent again";
  return "refused for good: these events are lost";
}

const typesIn = (body) => {
  try {
    return JSON.parse(body).map(({ type }) => type.replace(/^usher\./, ""));
  } catch {
    return [];
  }
};

/** Watches from now on; `changed` is called after each request and answer. */
export function watch(endpoint, changed) {
  const requests = [];
  if (!endpoint) return requests;
  const address = new URL(endpoint, location.href).href;
  const original = window.fetch;
  const note = async (body, answered) => {
    const types = typesIn(body);
    const request = { at: Date.now(), types, bytes: body.length, words: "under way" };
    requests.unshift(request);
    requests.splice(MOST);
    changed();
    const start = performance.now();
    let status = 0;
    try {
      const answer = (await answered).clone();
      status = answer.status;
      const kind = answer.headers.get("content-type");
      request.words = meaning(status, kind, types.length);
      if (!answer.ok) request.said = (await answer.text()).slice(0, CHARS);
      const wait = answer.headers.get("retry-after");
      if (wait) request.words += `; Retry-After: ${wait}`;
    } catch {
      request.words = meaning(status, "", types.length);
    }
    request.status = status;
    request.millis = Math.round(performance.now() - start);
    changed();
  };
  window.fetch = function (target, request) {
    const answered = original.apply(this, arguments);
    if (target === address && request && typeof request.body == "string") note(request.body, answered);
    return answered;
  };
  return requests;
}
