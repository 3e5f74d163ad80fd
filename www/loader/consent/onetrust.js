// OneTrust. Groups are active by themselves under every model but `opt-in`, so there
// only their absence is a choice.
import { ask, global, own, word } from "./foreign.js";

let hasSubscribed = false;

export const onetrust = {
  source: "onetrust",
  events: "OneTrustGroupsUpdated OTConsentApplied",

  read(look) {
    const manager = global("OneTrust");
    if (!manager) return undefined;
    // The object is there before its methods are.
    if (typeof own(manager, "IsAlertBoxClosed") != "function" && ask(manager, "IsAlertBoxClosed") === undefined) {
      return { standing: "loading" };
    }
    if (!hasSubscribed) {
      hasSubscribed = true;
      ask(manager, "OnConsentChanged", look);
    }
    const groups = global("OnetrustActiveGroups");
    if (typeof groups != "string") return { standing: "loading" };
    if (ask(manager, "IsAlertBoxClosed") !== true) return { standing: "updating" };
    const isOptIn = own(ask(manager, "GetDomainData"), "ConsentModel", "Name") === "opt-in";
    const about = (group) => {
      const isActive = `,${groups},`.includes(`,${group},`);
      return word(isActive && isOptIn, !isActive);
    };
    return {
      standing: "ready",
      help: about("C0003"),
      analytics: about("C0002"),
      personalise: about("C0004"),
      share: about("C0004"),
    };
  },

  open: () => global("OneTrust") && (ask(global("OneTrust"), "ToggleInfoDisplay"), true),
};
