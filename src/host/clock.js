// Now, in milliseconds since 1970. A clock that is set back while the page is open does not
// go back here, so that ages and pauses stay what they are. It does go forward: a browser
// may not count the time a computer sleeps.
let ahead = -Infinity;

// The moment that is lived through again; not a number for the present.
let then;

export function goTo(moment) {
  then = 0;
  // What is no number is no moment, and none is in the future.
  then = Math.min(moment, now());
}

export function now() {
  if (then) return then;
  const passed = performance.now();
  ahead = Math.max(ahead, Date.now() - passed);
  return ahead + passed;
}

export const behind = () => new Date().getTimezoneOffset();
