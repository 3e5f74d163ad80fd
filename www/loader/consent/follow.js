// Follows the consent managers of a page and says what they say, as plain words; what
// that allows is decided in the engine. Loaded by usher.js where a manager was found or
// is expected (docs/decisions/0050-consent-managers.md).
import * as categories from "./categories.js";
import { cookiebot } from "./cookiebot.js";
import { cookieconsent } from "./cookieconsent.js";
import { google, signal } from "./google.js";
import { gpp } from "./gpp.js";
import { klaro } from "./klaro.js";
import { onetrust } from "./onetrust.js";
import { shopify } from "./shopify.js";
import { tcf } from "./tcf.js";
import { wordpress } from "./wordpress.js";

const ADAPTERS = [cookieconsent, klaro, tcf, gpp, google, signal, shopify, wordpress, cookiebot, onetrust];
const PURPOSES = ["help", "analytics", "personalise", "share"];

/** When a manager that is not there yet is looked for again. */
const PAUSES = [50, 100, 250, 500, 1e3, 2e3, 4e3, 8e3, 15e3, 3e4];
/** When it may have become another: the page comes back, another tab wrote something. */
const SIGNS = "focus pageshow visibilitychange storage pointerdown keydown";

/** The engine's form. Written by hand: a page can put `toJSON` on any prototype. */
function text(source, said) {
  const words = PURPOSES.map((purpose) => `"${purpose}":"${said[purpose] ?? "unknown"}"`);
  return `{"source":"${source}","standing":"${said.standing}","grants":{${words}}}`;
}

export function follow({ word, configText, early, warn }, tell) {
  const isGoogle = word == "google";
  const told = { __proto__: null };
  let isLooking = false;
  let hasWarned = false;
  categories.take(configText);

  function look() {
    // A manager may call back while it is being asked.
    if (isLooking) return;
    isLooking = true;
    try {
      const news = [];
      const words = [];
      for (const adapter of ADAPTERS) {
        const { source } = adapter;
        let said;
        try {
          said = adapter.read(again, isGoogle);
        } catch {
          said = { standing: "error" };
        }
        if (said && source != "signal") words.push(said);
        const now = said ? text(source, said) : source in told ? text(source, { standing: "absent" }) : undefined;
        if (now === undefined || now === told[source]) continue;
        told[source] = now;
        // The word of one that is ready must not count alone before another is heard.
        if (said?.standing == "ready") news.push(now);
        else news.unshift(now);
      }
      for (const statement of news) tell(statement);
      if (words.length > 0) settle();
      compare(words);
    } finally {
      isLooking = false;
    }
  }

  // What a manager says may only be true once its own call is over.
  function again() {
    look();
    setTimeout(look);
  }

  /** Whoever held the place goes. */
  function settle() {
    if (told.manager) return;
    told.manager = true;
    tell(text("manager", { standing: "absent" }));
  }

  function compare(words) {
    const is = (purpose, wanted) => words.some((said) => said[purpose] == wanted);
    const differs = PURPOSES.some((purpose) => is(purpose, "granted") && is(purpose, "denied"));
    if (differs && !hasWarned) {
      hasWarned = true;
      warn("two consent managers on this page disagree, so the stricter one counts; see that both know of each choice");
    }
  }

  if (early) cookieconsent.hear(early);
  for (const adapter of ADAPTERS) {
    for (const type of adapter.events.split(" ").filter(Boolean)) {
      const heard = (event) => {
        adapter.hear?.(event);
        again();
      };
      addEventListener(type, heard, true);
    }
  }
  for (const type of SIGNS.split(" ")) addEventListener(type, look, { capture: true, passive: true });
  for (const pause of PAUSES) setTimeout(look, pause);
  setTimeout(settle, PAUSES[PAUSES.length - 1]);
  look();
}

/** Opens the dialog of the manager; whether one could be asked to. */
export const open = () => ADAPTERS.some((adapter) => adapter.open?.());
