// IAB GPP 1.1. The sections come decoded; while the signal is not ready the visitor is
// being asked, and nothing may leave.
import { ask, entries, global, own, word } from "./foreign.js";
import { purposes } from "./tcf.js";

/** Section 2 is that of TCF; 7 and up are those of the United States, 6 their old one. */
const NONE_APPLIES = -1;

let known;
let said;
let wasReady = false;

function understood(ping) {
  const status = own(ping, "cmpStatus");
  if (status === "error" || status === "stub") return { standing: status };
  const sections = own(ping, "parsedSections");
  if (own(ping, "signalStatus") !== "ready") {
    // Before its first word it may only be slow; after it, or with its dialog open, it asks.
    const isAsking = wasReady || own(ping, "cmpDisplayStatus") === "visible";
    return { standing: isAsking ? "updating" : "loading" };
  }
  wasReady = true;
  const applicable = entries(own(ping, "applicableSections"));
  if (applicable.length == 0) return { standing: "loading" };
  if (applicable.includes(NONE_APPLIES)) return { standing: "ready" };
  const parts = [];
  for (const name of Object.keys(sections ?? {})) {
    const section = own(sections, name);
    if (name == "tcfeuv2") {
      if (applicable.includes(2)) return european(section);
    } else parts.push(...(Array.isArray(section) ? entries(section) : [section]));
  }
  return american(parts);
}

/** Purposes as a list that begins with the first one. */
function european(section) {
  const lists = Array.isArray(section) ? entries(section) : [section];
  const numbered = (name) => {
    const consents = { __proto__: null };
    for (const list of lists) {
      entries(own(list, name)).forEach((is, at) => (consents[at + 1] = is === true));
    }
    return consents;
  };
  return purposes(numbered("PublisherConsents"), numbered("PurposeConsents"));
}

/** 1 is opted out, 2 is not, 0 says nothing. About help and analytics they say nothing. */
function american(parts) {
  const some = (value, ...names) =>
    parts.some((part) => names.some((name) => own(part, name) === value));
  const sale = ["SaleOptOut", "SharingOptOut"];
  const isSignalled = some(true, "Gpc") || some("Y", "OptOutSale");
  return {
    standing: "ready",
    personalise: word(some(2, "TargetedAdvertisingOptOut"), some(1, "TargetedAdvertisingOptOut")),
    share: word(some(2, ...sale) || some("N", "OptOutSale"), isSignalled || some(1, ...sale)),
  };
}

export const gpp = {
  source: "gpp",
  events: "",

  read(look) {
    const api = global("__gpp");
    if (typeof api != "function") return undefined;
    if (known !== api) {
      known = api;
      said = undefined;
      ask(window, "__gpp", "addEventListener", (event) => {
        said = understood(own(event, "pingData"));
        look();
      });
    }
    let ping;
    ask(window, "__gpp", "ping", (answer) => (ping = answer));
    return (ping && understood(ping)) ?? said ?? { standing: "loading" };
  },
};
