// Hears what tells of buying beside GA4's data layer, and hands it to the widget in GA4's
// form, once for each action. Loaded by usher.js where the data layer does not say it all
// (docs/decisions/0068-commerce-events.md). It only listens: nothing is kept or sent here.
import * as calls from "./calls.js";
import * as events from "./events.js";
import * as guess from "./guess.js";
import { begin, leave, report } from "./once.js";
import { entries } from "../consent/foreign.js";
import { layered } from "./rows.js";

/** When sources that are not there yet are looked for. */
const PAUSES = [250, 500, 1e3, 2e3, 4e3, 8e3, 16e3, 32e3];
/** And before the page hears of these, so that what it then calls is heard. */
const SIGNS = "pointerdown keydown click pageshow";
/** Most reports that wait for the widget. */
const MAX_WAITING = 100;

const safe = (run, otherwise) => (...values) => {
  try {
    return run(...values);
  } catch {
    return otherwise?.(...values);
  }
};

/** What the widget is to read of an entry: nothing where that was told already. */
function judge(pushed) {
  const found = layered(pushed);
  if (!found) return pushed;
  if (!found.isGa4) return void report("universal", found.said);
  return report("layer", found.said) ? undefined : pushed;
}

export function follow(layer, { warn }) {
  const over = new AbortController();
  begin(
    safe((said) => {
      if (over.signal.aborted || layer.more.length >= MAX_WAITING) return;
      layer.more.push(said);
      layer.heard(0, 0, 0);
    }),
  );
  // What the widget has read before this came.
  safe(() => entries(layer.list?.slice(0, layer.at).slice(-300)).forEach(judge))();
  layer.read = safe(judge, (pushed) => pushed);
  const looks = [calls.look, events.look, guess.look].map((look) => safe(look));
  const look = () => over.signal.aborted || looks.forEach((look) => look());
  const options = { __proto__: null, capture: true, passive: true, signal: over.signal };
  for (const type of SIGNS.split(" ")) addEventListener(type, look, options);
  addEventListener("pagehide", leave, options);
  for (const pause of PAUSES) setTimeout(look, pause);
  events.listen(over.signal);
  guess.listen(over.signal);
  look();
  const { end } = layer;
  layer.end = () => {
    over.abort();
    calls.stop();
    end();
  };
  const list = window.dataLayer;
  if (list !== undefined && list !== null && !Array.isArray(list) && !(list instanceof Node) && !(list instanceof HTMLCollection)) {
    warn("window.dataLayer is no array, so its events cannot be read; declare it as one");
  }
}
