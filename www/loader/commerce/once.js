// One action is told once, whoever saw it. Each report waits a moment for others of the
// same action, and the one that says most is told. The data layer does not wait: what it
// says was told by the widget already, or will be now.

/** How long a report waits: an answer of a slow server, on which a pixel is called. */
const WAIT_MILLIS = 2000;
/** How long others can be about the same action: each is about one of several in turn. */
const LIFE_MILLIS = 8000;
/** Two pixels of one maker are told the same at once. */
const SAME_MILLIS = 100;
/** Most actions at a time: a page in a loop is no visitor. */
const MAX_OPEN = 50;

/** Sources that only suppose something. */
const GUESSES = ["press", "request", "confirmation"];

let open = [];
let hasTeller = false;
let tell = () => {};

export const begin = (teller) => (tell = teller);

function give(action, isLeaving) {
  clearTimeout(action.timer);
  if (action.isTold) return;
  action.isTold = true;
  // The next page may say it in its data layer. Whoever says such things at all is waited for.
  const isGuess = action.sources.every((source) => GUESSES.includes(source));
  if (!(isLeaving && isGuess && hasTeller)) tell(action.said);
}

/** Tells what waits, since the page is being left. */
export const leave = () => open.forEach((action) => give(action, true));

/** What was supposed did not happen. */
export function withdraw(event) {
  for (const action of open) {
    if (action.event == event && action.sources.every((source) => GUESSES.includes(source))) {
      action.isTold = true;
      clearTimeout(action.timer);
    }
  }
}

function isSame(action, source, { event, ecommerce }, text, now) {
  if (action.event != event) return false;
  const [one, other] = [action.said.ecommerce.transaction_id, ecommerce.transaction_id];
  // A page confirms one order, unless it gives another number.
  if (event == "purchase") return one === undefined || other === undefined || String(one) == String(other);
  return !action.sources.includes(source) || (action.text == text && now - action.at < SAME_MILLIS);
}

/** Takes a report; whether the same was already told. */
export function report(source, said) {
  const now = performance.now();
  const { event } = said;
  const text = JSON.stringify(said);
  const { pathname } = location;
  open = open.filter(
    (action) => now - action.at < LIFE_MILLIS || (action.event == "purchase" && action.pathname == pathname),
  );
  hasTeller ||= !GUESSES.includes(source);
  let action = open.find((action) => isSame(action, source, said, text, now));
  if (!action) {
    if (open.length >= MAX_OPEN) return false;
    action = { event, said, text, pathname, at: now, sources: [], isTold: false };
    action.timer = setTimeout(() => give(action), WAIT_MILLIS);
    open.push(action);
  }
  if (!action.sources.includes(source)) action.sources.push(source);
  const { isTold } = action;
  if (source == "layer") {
    action.isTold = true;
    clearTimeout(action.timer);
  }
  // Who says more is believed, and keeps the number of the order.
  if (text.length > action.text.length || source == "layer") {
    const number = action.said.ecommerce.transaction_id;
    if (number !== undefined) said.ecommerce.transaction_id ??= number;
    action.said = said;
    action.text = text;
  }
  return isTold;
}
