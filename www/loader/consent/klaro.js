// Klaro 0.7. A service without a choice has its default, which is no consent: only
// what was confirmed counts. `consents` follows each switch of the open dialog;
// `savedConsents` is what the visitor saved.
import { ask, entries, global, own } from "./foreign.js";
import { meaning } from "./categories.js";

let watched;

export const klaro = {
  source: "klaro",
  events: "",

  read(look) {
    if (!global("klaro")) return undefined;
    // Without a configuration there is no manager yet.
    const manager = ask(global("klaro"), "getManager");
    if (!manager) return { standing: "loading" };
    if (watched !== manager) {
      watched = manager;
      ask(manager, "watch", { update: look });
    }
    if (own(manager, "confirmed") !== true) return { standing: "updating" };
    const accepted = [];
    const refused = [];
    for (const service of entries(own(manager, "config", "services"))) {
      const name = own(service, "name");
      const list = own(manager, "savedConsents", name) === true ? accepted : refused;
      list.push(name, ...entries(own(service, "purposes")));
    }
    return meaning(accepted, refused);
  },

  open: () => global("klaro") && (ask(global("klaro"), "show", undefined, true), true),
};
