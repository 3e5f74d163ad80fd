// What src/page/dom.js says about a page, put in front of this text by the test.
// Returns what was not as it should be.
const wrong = [];
const is = (what, found, wanted) => {
  const [left, right] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (left !== right) wrong.push(`${what}: ${left} instead of ${right}`);
};
const put = (markup) => {
  const holder = document.createElement("div");
  holder.innerHTML = markup;
  document.body.append(holder);
  return holder;
};
const noticed = () => new Promise((done) => setTimeout(done, 20));

async function check() {
  // Forms and pictures with the names of what is read.
  const names = "querySelectorAll activeElement visibilityState hasFocus scrollingElement";
  put(names.split(" ").map((name) => `<form name="${name}"></form>`).join(""));
  is("the names are taken", document.querySelectorAll.tagName, "FORM");
  is("marks", marks("body\n.nothing\n!!\nhtml,nav"), 0b1001);
  put('<i class="told" lang="de">Guten Tag</i><form class="told"><input name="getAttribute"></form>');
  is("texts", texts(".told", "", 1, 5), ["Guten"]);
  is("attributes", texts(".told", "lang", 9, 9), ["de", ""]);
  is("depth", depth() > 0 && depth() <= 100, true);
  is("on screen", look(SHOWN), SHOWN);

  // The focus.
  const fields = put(
    '<input class="words"><input type="checkbox" class="box"><b contenteditable>x</b>' +
      '<div data-usher-host><input></div><p class="inner"></p><iframe></iframe>',
  );
  const at = (selector) => {
    fields.querySelector(selector).focus();
    return look(TYPING | FRAME);
  };
  is("nothing has the focus", look(TYPING | FRAME), 0);
  is("a field", at(".words"), TYPING);
  is("a box", at(".box"), 0);
  is("an editable text", at("b"), TYPING);
  is("a field of the widget", at("[data-usher-host] input"), 0);
  const root = fields.querySelector(".inner").attachShadow({ mode: "open" });
  root.append(document.createElement("textarea"));
  root.firstChild.focus();
  is("a field in a shadow root", look(TYPING | FRAME), TYPING);
  is("a frame", at("iframe"), FRAME);

  // Selection, dialogs.
  is("no selection", look(SELECTION), 0);
  getSelection().selectAllChildren(document.body);
  is("a selection", look(SELECTION | DIALOG | MEDIA), SELECTION);
  getSelection().removeAllRanges();
  const dialog = put("<dialog>Hello</dialog>").firstChild;
  dialog.showModal();
  is("a dialog", look(255) & (SELECTION | DIALOG | MEDIA), DIALOG);
  dialog.close();
  is("no dialog", look(DIALOG), 0);
  put('<p aria-modal="true">Hello</p>');
  is("a dialog of the page's own", look(DIALOG), DIALOG);

  // Events.
  const heard = [];
  const ears = listenTo("ping,focusin pong", (group, time, place) => heard.push([group, place]));
  fields.querySelector(".words").focus();
  fields.querySelector("[data-usher-host]").dispatchEvent(new Event("pong"));
  window.dispatchEvent(new Event("ping"));
  end(ears);
  window.dispatchEvent(new Event("ping"));
  is("events", heard, [[0, AT_ELEMENT | (TYPING * AT_FOCUS)], [1, AT_ELEMENT | IN_WIDGET], [0, 0]]);

  // Leaving: beyond the top, and for nothing else on the page.
  const left = [];
  const exits = listenTo("mouseout", (group, time, place) => left.push(place & AT_TOP));
  for (const [clientY, relatedTarget] of [[-1, null], [0, null], [40, null], [-1, document.body]]) {
    const init = { bubbles: true, clientY, relatedTarget };
    document.body.dispatchEvent(new MouseEvent("mouseout", init));
  }
  end(exits);
  is("leaving at the top", left, [AT_TOP, AT_TOP, 0, 0]);

  // The route, without the Navigation API.
  Object.defineProperty(window, "navigation", { value: undefined, configurable: true });
  const { pushState } = history;
  const before = location.href;
  const routes = [];
  const route = listenTo("route", (group) => routes.push(group));
  is("overheard", history.pushState === pushState, false);
  history.pushState(null, "", "#one");
  is("heard only afterwards", routes, []);
  is("the page's own function ran", location.hash, "#one");
  await noticed();
  is("a route", routes.includes(0), true);
  const count = routes.length;
  const wrapped = history.replaceState;
  end(route);
  is("as it was", [history.pushState === pushState, Object.hasOwn(history, "pushState")], [true, false]);
  wrapped.call(history, null, "", before);
  await noticed();
  is("nothing is heard after the end", routes.length, count);

  // The data layer.
  delete window.dataLayer;
  const none = listenTo("dataLayer", () => {});
  is("no layer", [none.list, nextEntry(none, 4, 12)], [undefined, undefined]);
  end(none);
  window.dataLayer = { length: 1, 0: { event: "a" } };
  const other = listenTo("dataLayer", () => {});
  is("no list", nextEntry(other, 4, 12), undefined);
  other.more.push({ said: "elsewhere" });
  is("what others say is read all the same", nextEntry(other, 4, 12), '{"said":"elsewhere"}');
  end(other);
  const [a, circle] = [{ event: "a" }, {}];
  circle.of = circle;
  const list = (window.dataLayer = [a, circle, undefined, a, { event: "bcd" }]);
  let pushes = 0;
  const layer = listenTo("dataLayer", () => pushes++);
  const read = () => {
    const entries = [];
    for (let next; (next = nextEntry(layer, 4, 12)) !== undefined; ) entries.push(next);
    return entries;
  };
  is("the backlog", read(), ["", "", '{"event":"a"', '{"event":"bc']);
  is("once", read(), []);
  pushes = 0;
  is("a push", list.push({ c: 1 }), 6);
  await noticed();
  is("is heard", pushes, 1);
  list.splice(0, 4);
  is("and read", read(), ['{"c":1}']);
  layer.read = ({ event }) => (event == "d" ? undefined : { event });
  list.push({ event: "d" }, { event: "e" });
  is("as it is meant", read(), ["", '{"event":"e"']);
  end(layer);
  is("its own again", Object.hasOwn(list, "push"), false);

  // Links.
  document.body.replaceChildren();
  put(
    '<a href="#x">Top</a><a href="javascript:x()">Run</a><a href="/a?b#c">  Our\n help </a>' +
      '<a href=" https://x.example/y " rel="help" title="Far"></a><a href="//">Bad</a>',
  );
  is("links", links(9, 9), [
    "https://x.example/y", "Far", "https://x.example/y", "help",
    "/a?b#c", "Our help", "/a?b#c", "",
  ]);
  is("the last, then the first", links(2, 1)[0], "https://x.example/y");
  is("those between are left out", links(2, 1).length, 4);
  return wrong;
}
return check();
