// Now, in milliseconds since 1970. A clock that is set back while the page is open does not
// go back here, so that ages and pauses stay what they are. It does go forward: a browser
// may not count the time a computer sleeps.
let ahead = -Infinity;

export function now() {
  const passed = performance.now();
  ahead = Math.max(ahead, Date.now() - passed);
  return ahead + passed;
}
