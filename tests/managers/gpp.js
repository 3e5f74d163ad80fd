// A consent manager out of IAB's own interface, for the national section of the United
// States.
import { CmpApi } from "@iabgpp/cmpapi";

const KEY = "test:gpp";

// The stub of IAB's specification, as far as calls from a page go.
window.__gpp = (...call) => {
  const [command, callback] = call;
  const pingData = { gppVersion: "1.1", cmpStatus: "stub", cmpDisplayStatus: "hidden", signalStatus: "not ready" };
  if (call.length == 0) return queue;
  if (command == "events") return events;
  if (command == "ping") callback(pingData, true);
  else if (command == "addEventListener") {
    events.push({ id: events.length + 1, callback, parameter: call[2] });
    callback({ eventName: "listenerRegistered", listenerId: events.length, data: true, pingData }, true);
  } else queue.push(call);
  return undefined;
};
const queue = [];
const events = [];
let api;
function tell(value) {
  for (const field of ["SaleOptOut", "SharingOptOut", "TargetedAdvertisingOptOut"]) {
    api.setFieldValue("usnat", field, value);
  }
  api.fireSectionChange("usnat");
  api.setSignalStatus("ready");
}

function choose(value) {
  localStorage.setItem(KEY, value);
  api.setSignalStatus("not ready");
  api.setCmpDisplayStatus("hidden");
  tell(value);
}

setTimeout(() => {
  api = new CmpApi(10, 1);
  const known = Number(localStorage.getItem(KEY));
  api.setApplicableSections([7]);
  api.setCmpStatus("loaded");
  if (known) tell(known);
  else api.setCmpDisplayStatus("visible");
}, 300);

window.testManager = { allow: () => choose(2), refuse: () => choose(1) };
