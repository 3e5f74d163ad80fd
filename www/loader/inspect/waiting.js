// What lies on the device, as the widget keeps it (docs/privacy.md has the table).
const EVENT = "usher:event:";
const FURTHER = "usher:to:";
const { getItem } = Storage.prototype;

/** Everything of ours in the browser's storage, as names and texts. */
function entries() {
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith("usher:"));
    return names.sort().map((name) => [name, getItem.call(localStorage, name)]);
  } catch {
    return undefined;
  }
}

const parsed = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * What waits, oldest first, for the shop's endpoint and for each further one; until when an
 * endpoint is left alone; and the receipt. `undefined` where the browser refuses storage.
 */
export function kept() {
  const all = entries();
  if (!all) return undefined;
  const waiting = [];
  const pauses = [];
  for (const [name, text] of all) {
    if (!name.startsWith(EVENT) && !name.startsWith(FURTHER)) continue;
    const key = name.slice(name.startsWith(EVENT) ? EVENT.length : FURTHER.length);
    const event = parsed(text);
    if (typeof event == "number") pauses.push({ until: event, isAsked: key.endsWith("00") });
    else waiting.push({ event, bytes: text.length, isFurther: name.startsWith(FURTHER) });
  }
  const receipt = all.find(([name]) => name == "usher:receipt");
  return { waiting, pauses, receipt: receipt && parsed(receipt[1].slice(2)) };
}
