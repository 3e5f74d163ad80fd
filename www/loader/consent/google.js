// Google Consent Mode v2. It says what Google's tags may do, and its default is no
// choice: beside another manager an update can only refuse. It allows where the
// configuration says `consent: "google"`.
import { entries, global, own, word } from "./foreign.js";

let chained;

/** Hears each push after it was done, with its own arguments and result. */
function overhear(list, look) {
  const push = list.push;
  if (chained === list || typeof push != "function") return;
  chained = list;
  const handler = { __proto__: null };
  handler.apply = (method, self, values) => {
    const result = Reflect.apply(method, self, values);
    look();
    return result;
  };
  Reflect.set(list, "push", new Proxy(push, handler));
}

/** The types as they stand, and whether one of them was ever updated. */
function state(list) {
  const types = { __proto__: null };
  let isUpdated = false;
  for (const entry of entries(list)) {
    const mode = own(entry, 1);
    if (own(entry, 0) !== "consent" || (mode !== "default" && mode !== "update")) continue;
    isUpdated ||= mode === "update";
    for (const type of Object.keys(own(entry, 2) ?? {})) {
      types[type] = mode === "update" ? own(entry, 2, type) : undefined;
    }
  }
  return { types, isUpdated };
}

function words(types) {
  const all = (...names) =>
    word(
      names.every((name) => types[name] === "granted"),
      names.some((name) => types[name] === "denied"),
    );
  return {
    standing: "ready",
    help: all("functionality_storage"),
    analytics: all("analytics_storage"),
    personalise: all("personalization_storage"),
    share: all("ad_storage", "ad_user_data"),
  };
}

export const google = {
  source: "google",
  events: "",

  read(look, isAuthority) {
    const list = global("dataLayer");
    if (!isAuthority || !Array.isArray(list)) return isAuthority ? { standing: "loading" } : undefined;
    overhear(list, look);
    const { types, isUpdated } = state(list);
    return isUpdated ? words(types) : { standing: "loading" };
  },
};

/** The same beside a manager: what it allows does not count. */
export const signal = {
  source: "signal",
  events: "",

  read(look, isAuthority) {
    const list = global("dataLayer");
    if (isAuthority || !Array.isArray(list)) return undefined;
    const { types, isUpdated } = state(list);
    return isUpdated ? words(types) : undefined;
  },
};
