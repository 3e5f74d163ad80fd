// What an owner sees with `?usher=inspect`: what waits, what was sent and what became of it,
// what was refused and why, and what consent allows. Loaded then only; it sends nothing.
import { watch } from "./requests.js";
import { kept } from "./waiting.js";

/** How often it looks at the storage, which says nothing by itself; in milliseconds. */
const PACE = 1000;
/** Most waiting events that are listed; the rest is counted. */
const MOST = 50;
/** What the outbox takes (crates/engine/src/outbox.rs). */
const MAX_EVENTS = 500;
const MAX_BYTES = 400000;

const PURPOSES = {
  help: "help on this device",
  analytics: "events to the endpoint",
  personalise: "memory across visits",
  share: "forwarding to others",
};

const STYLE = `
:host{all:initial;position:fixed;inset:auto auto 0 0;z-index:2147483000;color-scheme:light dark}
*{box-sizing:border-box;font:13px/1.45 system-ui,sans-serif}
details{background:Canvas;color:CanvasText;border:1px solid color-mix(in srgb,CanvasText 25%,Canvas);
border-radius:0 10px 0 0;inline-size:min(34rem,100vw);max-block-size:min(70vh,40rem);overflow:auto}
summary{cursor:pointer;padding:10px 14px;min-block-size:44px;font-weight:600;position:sticky;inset-block-start:0;background:inherit}
section{padding:0 14px 12px}
h2{font-size:13px;font-weight:600;margin:10px 0 4px}
p{margin:2px 0}
table{border-collapse:collapse;inline-size:100%}
th,td{text-align:start;padding:3px 10px 3px 0;vertical-align:top;overflow-wrap:anywhere}
th{font-weight:400;color:color-mix(in srgb,CanvasText 65%,Canvas)}
td:first-child,.number{white-space:nowrap}
td:last-child,th:last-child{padding-inline-end:0}
.number{text-align:end;font-variant-numeric:tabular-nums}
.bad{color:light-dark(#a4161a,#ff9b9b)}
code{font:12px/1.4 ui-monospace,monospace;overflow-wrap:anywhere}
:focus-visible{outline:2px solid;outline-offset:-2px}`;

const make = (name, text, more) => {
  const element = Object.getPrototypeOf(document).createElement.call(document, name);
  if (text !== undefined) element.textContent = text;
  return Object.assign(element, more);
};

const clock = (moment) => new Date(moment).toLocaleTimeString();

function table(heads, rows) {
  const table = make("table");
  const head = make("tr");
  for (const name of heads) {
    head.append(make("th", name, { scope: "col", className: name == "bytes" ? "number" : "" }));
  }
  table.append(head);
  for (const cells of rows) {
    const row = make("tr");
    for (const cell of cells) {
      const isNumber = typeof cell == "number";
      row.append(make("td", isNumber ? cell.toLocaleString() : cell, { className: isNumber ? "number" : "" }));
    }
    table.append(row);
  }
  return table;
}

function section(title, ...parts) {
  const section = make("section");
  section.append(make("h2", title), ...parts);
  return section;
}

const line = (text, className = "") => make("p", text, { className });

function consentOf(store) {
  if (!store) return [line("The browser refuses storage: a choice ends with the page.", "bad")];
  const { receipt } = store;
  if (!receipt) return [line("No choice is kept on this device, so nothing is allowed.")];
  const rows = Object.entries(PURPOSES).map(([name, words]) => [
    name,
    receipt.purposes?.[name] ?? "unknown",
    words,
  ]);
  const gpc = receipt.gpc ? ", with Global Privacy Control on" : "";
  return [
    table(["purpose", "kept choice", "what for"], rows),
    line(`Chosen ${new Date(receipt.at).toLocaleString()} by: ${receipt.source}${gpc}. ` +
      "Where a consent manager is, what it says now counts too, if it is stricter."),
  ];
}

function waitingOf(store) {
  if (!store) return [line("In memory only, which cannot be looked into from here.")];
  const { waiting, pauses } = store;
  const bytes = waiting.reduce((sum, { bytes }) => sum + bytes, 0);
  const parts = [];
  for (const { until, isAsked } of pauses) {
    if (until <= Date.now()) continue;
    const why = isAsked ? "it asked for that (Retry-After)" : "it failed";
    parts.push(line(`Nothing is sent until ${clock(until)}, because ${why}.`, "bad"));
  }
  const share = `${waiting.length} of ${MAX_EVENTS} events, ${bytes.toLocaleString()} of ${MAX_BYTES.toLocaleString()} bytes`;
  parts.push(line(waiting.length ? share : "Nothing: everything was accepted, or nothing was told."));
  const rows = waiting.slice(0, MOST).map(({ event, bytes, isFurther }) => [
    event?.time ? clock(event.time) : "",
    `${event?.type ?? "not readable"}${isFurther ? " (further endpoint)" : ""}`,
    bytes,
  ]);
  if (rows.length) parts.push(table(["when", "what", "bytes"], rows));
  if (waiting.length > MOST) parts.push(line(`and ${waiting.length - MOST} more`));
  return parts;
}

function requestsOf(requests, endpoint) {
  if (!endpoint) {
    return [line("The script tag has no data-endpoint. Further endpoints of the configuration are not shown here.")];
  }
  if (!requests.length) return [line("Nothing was sent from this page yet.")];
  const parts = [];
  const rows = requests.map(({ at, types, bytes, status, millis, words }) => [
    clock(at),
    `${types.length}: ${[...new Set(types)].join(", ")}`,
    bytes,
    [status || "", millis === undefined ? "" : `${millis} ms`, words].filter(Boolean).join(" · "),
  ]);
  parts.push(table(["when", "events", "bytes", "answer"], rows));
  const refused = requests.find(({ said }) => said);
  if (refused) {
    parts.push(line(`The endpoint said (${refused.status}):`, "bad"), make("code", refused.said));
  }
  return parts;
}

/** Opens it; `warnings` is what the widget has to say to the owner, and grows. */
export function open(endpoint, warnings) {
  const host = make("div");
  host.setAttribute("data-usher-host", "inspect");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  const box = make("details", undefined, { open: innerWidth > 600 });
  const title = make("summary");
  const body = make("div");
  box.append(title, body);
  root.append(box);
  [...Object.getPrototypeOf(document).querySelectorAll.call(document, "body")].pop().append(host);

  let before;
  const draw = () => {
    const store = kept();
    const count = store ? store.waiting.length : 0;
    // What is the same is left alone: somebody may be reading or selecting it.
    const now = JSON.stringify([store, requests, warnings, Math.floor(Date.now() / 1e4)]);
    if (now == before) return;
    before = now;
    title.textContent = `Usher: ${count} waiting, ${requests.length} requests`;
    const said = warnings.length
      ? warnings.map((text) => line(text, "bad"))
      : [line("No warnings.")];
    body.replaceChildren(
      section("Waiting on this device", ...waitingOf(store)),
      section("Sent from this page", ...requestsOf(requests, endpoint)),
      section("Warnings of the widget", ...said),
      section("Consent", ...consentOf(store)),
    );
  };
  const requests = watch(endpoint, () => draw());
  draw();
  setInterval(draw, PACE);
}
