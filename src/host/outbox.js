// Events that wait to be sent, one entry each in the storage that all tabs share, and the
// turn to send them. Methods come from the prototype: a stored "setItem" is an own
// property of the storage.
const PREFIX = "usher:event:";
const storage = Storage.prototype;

// What the browser refuses to keep waits here until the page is left.
const memory = new Map();

// What sends to further endpoints of the owner, and whether there is one of our own.
let others;
let isOwn;

export function open(given, own) {
  others = given;
  isOwn = own;
}

// Keeps an event before it returns, or removes it where there is no text.
export function put(name, text) {
  if (text) others?.take(name, text);
  if (text && !isOwn) return;
  memory.delete(name);
  try {
    if (text) storage.setItem.call(localStorage, PREFIX + name, text);
    else storage.removeItem.call(localStorage, PREFIX + name);
  } catch {
    // What cannot be written cannot be there either. A pause is not worth keeping then, and
    // an event that lies in memory must not wait for one when the page is left.
    if (text && name > "1") memory.set(name, text);
  }
}

const entries = () => {
  const all = [...memory];
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(PREFIX)) {
        all.push([key.slice(PREFIX.length), storage.getItem.call(localStorage, key)]);
      }
    }
  } catch {
    // As above.
  }
  return all.sort();
};

// Name and text in turn, a line each: the text is JSON and has no line of its own.
export const list = () => entries().flat().join("\n");

// All of them, or those that name the visitor.
export function erase(isNamedOnly) {
  others?.erase(isNamedOnly);
  for (const [name] of entries()) {
    if (!isNamedOnly || name.endsWith("p")) put(name);
  }
}

let giveUp = () => {};

// Calls `done` when it is this tab's turn. A browser without locks (no secure context)
// has no turns: then the id of an event is all that counts it once.
export function claim(done) {
  const asked = new AbortController();
  giveUp = () => asked.abort();
  const turn = () =>
    new Promise((end) => {
      giveUp = end;
      done();
    });
  new Promise((resolve) => {
    const { signal } = asked;
    resolve(navigator.locks.request("usher:outbox", { __proto__: null, signal }, turn));
  }).catch(() => asked.signal.aborted || turn());
}

export function release() {
  giveUp();
}
