// IAB TCF 2.2 and 2.3. The decoded data are read and never the string. Consent alone
// counts, no legitimate interest; while the dialog is shown the bits mean nothing.
import { ask, global, own, word } from "./foreign.js";

let known;
let said;

/** The statement in the data of one event. */
function understood(data, isGood) {
  if (isGood !== true) return { standing: "error" };
  // Outside of its law there is no consent: the other managers and the region decide.
  if (own(data, "gdprApplies") === false) return { standing: "ready" };
  const status = own(data, "eventStatus");
  if (status === "cmpuishown") return { standing: "updating" };
  const isKnown = status === "tcloaded" || status === "useractioncomplete";
  if (own(data, "gdprApplies") !== true || !isKnown) return { standing: "loading" };
  return purposes(own(data, "publisher", "consents"), own(data, "purpose", "consents"));
}

/** What the purposes of the framework mean for ours; those of the publisher come first. */
export function purposes(publisher, vendors) {
  let consents = vendors;
  for (let purpose = 1; purpose <= 11; purpose++) {
    if (typeof own(publisher, purpose) == "boolean") consents = publisher;
  }
  const all = (...wanted) => word(wanted.every((purpose) => own(consents, purpose) === true));
  return {
    standing: "ready",
    help: all(1),
    analytics: all(1, 8),
    personalise: all(1, 5, 6),
    share: all(1, 2, 7),
  };
}

export const tcf = {
  source: "tcf",
  events: "",

  read(look) {
    const api = global("__tcfapi");
    if (typeof api != "function") return undefined;
    if (known !== api) {
      // A stub has been replaced: whether it hands on who waits is not known.
      known = api;
      said = undefined;
      ask(window, "__tcfapi", "addEventListener", 2, (data, isGood) => {
        said = understood(data, isGood);
        look();
      });
    }
    let status;
    ask(window, "__tcfapi", "ping", 2, (answer) => (status = own(answer, "cmpStatus")));
    if (status === "error") return { standing: "error" };
    return said ?? { standing: status === "stub" ? "stub" : "loading" };
  },
};
