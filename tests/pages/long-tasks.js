// 1,000 touchpoints in one second, for tests/src/bin/delivery/bench.rs. Returns how many tasks
// of the page took 50 ms or longer, in that second and the two after it.
const [done] = arguments;
(async () => {
  window.usher("consent", { analytics: true });
  let long = 0;
  new PerformanceObserver((list) => (long += list.getEntries().length)).observe({ type: "longtask" });
  const start = performance.now();
  let told = 0;
  while (told < 1000) {
    const wanted = Math.min(1000, performance.now() - start);
    for (; told < wanted; told++) {
      const product = { id: `hasty-${told}`, name: "Hasty", category: "emulsion" };
      window.usher("touchpoint", "add_to_cart", { items: [{ product, quantity: 1 }] });
    }
    await new Promise((next) => setTimeout(next, 4));
  }
  await new Promise((next) => setTimeout(next, 2000));
  return long;
})().then(done, (error) => done(String(error)));
