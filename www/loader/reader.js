// Reads a page whose data say too little: hands its markup to a small program of
// its own, in pieces and only while the browser is idle. Loaded by usher.js when it
// is needed. What goes wrong here ends the reading and nothing else.
const program = "__USHER_READER__";

/** Most elements that are written at once: half a millisecond on a slow phone. */
const MAX_AT_ONCE = 250;
/** A page with more markup than this is read up to here. */
const MAX_CHARS = 3e6;
/** What an idle moment is at least, where the browser does not say. */
const MILLIS = 5;

const getter = (prototype, name) => {
  const { get } = Object.getOwnPropertyDescriptor(prototype, name);
  return (object) => get.call(object);
};
// From the prototypes: a field of a form may be named after any of these.
const children = getter(Node.prototype, "childNodes");
const nodeType = getter(Node.prototype, "nodeType");
const nodeValue = getter(Node.prototype, "nodeValue");
const localName = getter(Element.prototype, "localName");
const attributes = getter(Element.prototype, "attributes");
const outer = getter(Element.prototype, "outerHTML");
const inside = (element) => Element.prototype.getElementsByTagName.call(element, "*").length;

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");

/** The markup of an element in pieces of few elements each. */
function* pieces(element) {
  const name = localName(element);
  const isOurs = Element.prototype.hasAttribute.call(element, "data-usher-host");
  if (isOurs || name == "svg") return;
  if (inside(element) <= MAX_AT_ONCE) {
    yield outer(element);
    return;
  }
  let tag = `<${name}`;
  for (const { name, value } of attributes(element)) {
    tag += ` ${name}="${value.replace(/&/g, "&amp;").replace(/"/g, "&quot;")}"`;
  }
  yield `${tag}>`;
  for (const child of children(element)) {
    const type = nodeType(child);
    if (type == 1) yield* pieces(child);
    else if (type == 3) yield escaped(nodeValue(child));
  }
  yield `</${name}>`;
}

const encoder = new TextEncoder();
let coming;

const load = () =>
  fetch(new URL(program.file, import.meta.url), { integrity: program.integrity })
    .then((answer) => answer.arrayBuffer())
    .then((bytes) => WebAssembly.compile(bytes));

/** Runs when the browser is idle; says until when there is time. */
const idle = (run) =>
  window.requestIdleCallback
    ? requestIdleCallback((moment) => run(performance.now() + Math.max(2, Math.min(moment.timeRemaining() - 1, MILLIS))), { timeout: 2000 })
    : setTimeout(() => run(performance.now() + MILLIS), 50);

/** Puts a text into the program's buffer. */
function put(exports, text) {
  const bytes = encoder.encode(text);
  const place = exports.room(bytes.length);
  new Uint8Array(exports.memory.buffer).set(bytes, place);
}

/**
 * Reads the page; `answer` gets what is understood, as JSON, with how long that took.
 * A change of the address ends it: the page has become another by then.
 */
export async function follow(known, answer) {
  const { href } = location;
  coming ||= load();
  // A new memory for each page, which is given back as a whole.
  const { exports } = await WebAssembly.instantiate(await coming);
  const list = pieces(document.documentElement);
  let chars = 0;
  let micros = 0;
  const go = (end) => {
    if (href != location.href) return;
    const start = performance.now();
    try {
      let isOver = false;
      let batch = "";
      while (!isOver && performance.now() < end) {
        const { value, done } = list.next();
        isOver = done || chars > MAX_CHARS;
        if (!done) {
          batch += value;
          chars += value.length;
        }
        if (batch.length > 2e4 || isOver || performance.now() >= end) {
          put(exports, batch);
          exports.push();
          batch = "";
        }
      }
      if (batch) {
        put(exports, batch);
        exports.push();
      }
      micros += (performance.now() - start) * 1000;
      if (isOver) idle(() => tell(exports, micros));
      else idle(go);
    } catch (error) {
      // The page did something to its own objects, or is more than can be read.
    }
  };
  const tell = (exports, micros) => {
    if (href != location.href) return;
    const start = performance.now();
    try {
      const { hostname, pathname, search } = location;
      put(exports, `${hostname}\n${pathname}${search}\n${known}`);
      const length = exports.read();
      const place = exports.answer();
      const text = new TextDecoder().decode(new Uint8Array(exports.memory.buffer, place, length));
      micros += (performance.now() - start) * 1000;
      answer(`{"micros":${Math.round(micros)},${text.slice(1)}`);
    } catch (error) {
      // As above.
    }
  };
  idle(go);
}
