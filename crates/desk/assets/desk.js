// The live part of the desk. What it shows was written by strangers: it is set as
// text, never as markup, and the page's policy forbids everything else.
"use strict";

const byId = (id) => document.getElementById(id);

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

// Times are sent in UTC and read in the marketer's own zone. A row of the stream says the
// day where it is not this one.
function localise(time, saysDay) {
  const at = new Date(time.dateTime);
  if (Number.isNaN(at.getTime())) return;
  const isEarlier = saysDay && at.toDateString() !== new Date().toDateString();
  const clock = { hour: "2-digit", minute: "2-digit", second: isEarlier ? undefined : "2-digit", hour12: false };
  const day = isEarlier ? at.toLocaleDateString("en-GB", { day: "numeric", month: "short" }) + " " : "";
  time.textContent = day + at.toLocaleTimeString([], clock);
  time.title = at.toLocaleString();
}

function draw(row) {
  const item = element("li", "row fresh");
  item.dataset.seq = row.seq;
  const time = element("time");
  time.dateTime = row.time;
  localise(time, true);
  const family = element("span", "family", row.family);
  family.dataset.family = row.family;
  const said = element("span", "said", row.says + " ");
  said.append(element("bdi", "", row.about));
  if (!row.known) said.append(element("span", "mark", "new"));
  item.append(time, family, said);
  if (row.session) {
    const link = element("a", "journey");
    link.href = "/journeys/" + encodeURIComponent(row.session);
    link.append(element("span", "unseen", "Journey "), row.session.slice(0, 8));
    item.append(link);
  }
  return item;
}

function setStatus(state, text) {
  const status = byId("status");
  if (status.dataset.state === state) return;
  status.dataset.state = state;
  byId("status-text").textContent = text;
}

function patch(figures) {
  for (const [id, text] of Object.entries(figures.text)) {
    const target = byId(id);
    if (target && target.textContent !== text) target.textContent = text;
  }
  for (const [id, shape] of Object.entries(figures.shape)) byId(id)?.setAttribute("d", shape);
}

function follow(rows) {
  const pause = byId("pause");
  const note = byId("stream-note");
  let waiting = [];
  let arrived = 0;
  let isPaused = false;
  // No more rows than anyone scrolls back to; the log has the rest.
  const most = Number(rows.dataset.most) || 200;

  function say(text) {
    note.textContent = text;
  }
  function show(list) {
    byId("rows-empty")?.remove();
    for (const row of list) rows.prepend(draw(row));
    while (rows.children.length > most) rows.lastElementChild.remove();
  }
  // One drawing per frame, however fast events come.
  let due = false;
  function flush() {
    due = false;
    if (isPaused) {
      say(arrived === 1 ? "1 event is waiting." : arrived + " events are waiting.");
      return;
    }
    show(waiting);
    waiting = [];
    arrived = 0;
  }
  function schedule() {
    if (due) return;
    due = true;
    requestAnimationFrame(flush);
  }

  pause.hidden = false;
  pause.addEventListener("click", () => {
    isPaused = !isPaused;
    pause.setAttribute("aria-pressed", String(isPaused));
    pause.textContent = isPaused ? "Go on" : "Pause";
    setStatus(isPaused ? "waiting" : "live", isPaused ? "Paused" : "Live");
    if (isPaused) return;
    say("");
    flush();
  });

  const wanted = new URLSearchParams({ after: rows.dataset.newest });
  for (const name of ["family", "stage", "page", "play"]) {
    if (rows.dataset[name]) wanted.set(name, rows.dataset[name]);
  }
  const stream = new EventSource("/stream?" + wanted);
  stream.onopen = () => { if (!isPaused) setStatus("live", "Live"); };
  stream.onerror = () => setStatus("waiting", "Connecting again …");
  stream.onmessage = (event) => {
    // The first page explains how to begin; with the first event it becomes the desk.
    if (document.querySelector(".welcome")) { location.reload(); return; }
    waiting.push(JSON.parse(event.data));
    arrived += 1;
    if (waiting.length > most) waiting.shift();
    schedule();
  };
  stream.addEventListener("figures", (event) => patch(JSON.parse(event.data)));
  stream.addEventListener("notice", (event) => {
    const count = JSON.parse(event.data).passed_over;
    say("Events come faster than they can be read: about " + count + " were passed over here. None is lost.");
  });
  addEventListener("pagehide", () => stream.close());
}

for (const time of document.querySelectorAll("time")) localise(time, time.closest(".row") !== null);
const rows = byId("rows");
if (rows) follow(rows);
