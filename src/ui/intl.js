// The browser's own `Intl` in the locale of the page, or in the browser's own
// where the locale is not known; empty where it refuses both. An amount is a
// decimal string and is handed on as one.
export function write(kind, method, locale, value, currency) {
  const options = currency ? { __proto__: null, style: "currency", currency } : undefined;
  for (const known of [locale, undefined]) {
    try {
      return new Intl[kind](known, options)[method](value);
    } catch {
      // An unknown locale, or a currency that is none.
    }
  }
  return "";
}
