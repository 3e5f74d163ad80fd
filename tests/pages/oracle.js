// The page's side of the consent oracle: time that runs fast and can jump, everything
// that is written or sent, written down, and managers that can be made to say anything.
"use strict";
{
  const SPEED = 20;
  const { getItem, setItem, removeItem } = Storage.prototype;
  const kept = (name) => getItem.call(localStorage, `test:${name}`);
  const keep = (name, value) => setItem.call(localStorage, `test:${name}`, value);

  // Time. The base is the same for all pages of a timeline.
  const realNow = Date.now.bind(Date);
  const base = Number(kept("base") ?? realNow());
  const now = () => Math.round(base + (realNow() - base) * SPEED + Number(kept("jump") ?? 0));
  const Real = Date;
  window.Date = class Date extends Real {
    constructor(...parts) {
      super(...(parts.length ? parts : [now()]));
    }
    static now() {
      return now();
    }
  };
  for (const name of ["setTimeout", "setInterval"]) {
    const real = window[name].bind(window);
    window[name] = (run, millis, ...rest) => real(run, (millis ?? 0) / SPEED, ...rest);
  }
  if (kept("privacy")) Object.defineProperty(Navigator.prototype, "globalPrivacyControl", { get: () => true });

  // What happens, with the step during which it does.
  const tab = Number(getItem.call(sessionStorage, "test:tab") ?? 0);
  const note = (record) => {
    const records = JSON.parse(kept("records") ?? "[]");
    records.push({ tab, step: Number(kept("step") ?? 0), ...record });
    keep("records", JSON.stringify(records));
  };
  Storage.prototype.setItem = function (key, value) {
    if (!key.startsWith("shop:") && !key.startsWith("test:")) note({ wrote: key });
    return setItem.call(this, key, value);
  };
  const { cookie } = Object.getOwnPropertyDescriptors(Document.prototype);
  Object.defineProperty(Document.prototype, "cookie", {
    ...cookie,
    set(value) {
      note({ wrote: `cookie ${value}` });
      cookie.set.call(this, value);
    },
  });
  const open = indexedDB.open.bind(indexedDB);
  IDBFactory.prototype.open = (name, ...rest) => (note({ wrote: `database ${name}` }), open(name, ...rest));
  const realFetch = window.fetch;
  window.fetch = (address, options = {}) => {
    if ((options.method ?? "GET") != "GET") note({ sent: String(options.body) });
    return realFetch(address, options);
  };
  navigator.sendBeacon = (address, body) => (note({ sent: String(body) }), true);
  XMLHttpRequest.prototype.send = (body) => note({ sent: String(body) });

  // Managers.
  const fire = (type, detail) => dispatchEvent(new CustomEvent(type, { detail }));
  const has = (chosen, ...bits) => bits.every((bit) => chosen & bit);
  const tcf = { listeners: [], queue: [], status: "loading", data: {} };
  const managers = {
    cookieconsent(standing, chosen) {
      const all = { functionality: 1, analytics: 2, personalization: 4, marketing: 8 };
      const names = (is) => Object.keys(all).filter((name) => has(chosen, all[name]) == is);
      document.documentElement.classList.toggle("show--consent", standing == "updating");
      window.CookieConsent = {
        validConsent: () => standing == "ready",
        getUserPreferences: () => ({ acceptedCategories: names(true), rejectedCategories: names(false) }),
        showPreferences() {},
      };
      fire("cc:onModalShow", {});
    },
    tcf(standing, chosen) {
      if (standing == "stub") {
        tcf.listeners = [];
        window.__tcfapi = (command, version, callback) => {
          if (command == "ping") callback({ cmpLoaded: false, cmpStatus: "stub" }, true);
          else tcf.queue.push(callback);
        };
        return;
      }
      if (!window.__tcfapi || tcf.api != window.__tcfapi) {
        tcf.api = window.__tcfapi = (command, version, callback) => {
          if (command == "ping") callback({ cmpLoaded: true, cmpStatus: tcf.status }, true);
          if (command == "addEventListener") {
            tcf.listeners.push(callback);
            callback(tcf.data, true);
          }
        };
        tcf.listeners = tcf.queue;
        tcf.queue = [];
      }
      tcf.status = standing == "error" || standing == "loading" ? standing : "loaded";
      const consents = { 1: 1, 2: 8, 5: 4, 6: 4, 7: 8, 8: 2 };
      for (const purpose in consents) consents[purpose] = has(chosen, consents[purpose]);
      const statuses = { ready: "useractioncomplete", updating: "cmpuishown" };
      tcf.data = { gdprApplies: true, eventStatus: statuses[standing], purpose: { consents }, publisher: { consents: {} } };
      for (const listener of tcf.listeners) listener(tcf.data, true);
    },
    cookiebot(standing, chosen) {
      const isReady = standing == "ready";
      const consent = { preferences: has(chosen, 1), statistics: has(chosen, 2), marketing: has(chosen, 4, 8) };
      window.Cookiebot = { consent: { ...consent, method: isReady ? "explicit" : "implied" }, hasResponse: isReady, renew() {} };
      fire(standing == "updating" ? "CookiebotOnDialogDisplay" : "CookiebotOnConsentReady");
    },
    onetrust(standing, chosen) {
      window.OneTrust = { geolocationResponse: {} };
      delete window.OnetrustActiveGroups;
      if (standing == "loading") return;
      const groups = { C0001: 0, C0002: 2, C0003: 1, C0004: 12 };
      const active = Object.keys(groups).filter((name) => (chosen & groups[name]) == groups[name]);
      window.OnetrustActiveGroups = standing == "ready" ? `,${active},` : ",C0001,";
      Object.assign(window.OneTrust, {
        OnConsentChanged() {},
        IsAlertBoxClosed: () => standing == "ready",
        GetDomainData: () => ({ ConsentModel: { Name: "opt-in" } }),
      });
      fire("OneTrustGroupsUpdated", []);
    },
  };
  const globals = { cookieconsent: "CookieConsent", tcf: "__tcfapi", cookiebot: "Cookiebot", onetrust: "OneTrust" };

  const oracle = {
    isReady: false,
    isFollowing: false,
    begin: (step) => keep("step", step),
    say(kind, standing, chosen) {
      if (standing == "absent") delete window[globals[kind]];
      else managers[kind](standing, chosen);
      // Somebody looks, as they do when the visitor comes back to the page.
      dispatchEvent(new Event("focus"));
    },
    restore() {
      dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }));
      dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    },
    take() {
      const records = JSON.parse(kept("records") ?? "[]");
      removeItem.call(localStorage, "test:records");
      return records;
    },
  };
  window.oracle = oracle;
  document.addEventListener("usher:ready", () => (oracle.isReady = true));
  // What follows managers begins by listening to all of them.
  const listen = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (type, ...rest) {
    if (type == "OTConsentApplied") setTimeout(() => (oracle.isFollowing = true), 0);
    return listen.call(this, type, ...rest);
  };
  for (const [kind, standing, chosen] of JSON.parse(getItem.call(sessionStorage, "test:before") ?? "[]")) {
    oracle.say(kind, standing, chosen);
  }
}
