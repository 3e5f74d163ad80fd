//! Data layers and pixels that are not what they seem: the page never notices that
//! somebody listens, and what can be read beside them is read.

use std::time::Duration;

use serde_json::{Value, json};
use usher_tests::Engine::{Chromium, Firefox, WebKit};
use usher_tests::{A_MOMENT, DeskLog, Engine, Site, SiteChanges, Visitor, enter, eventually};

/// What is told waits two seconds for others of the same action.
const WAITING: Duration = Duration::from_secs(2);

/// On the page of a product, where this script has run before the widget came.
async fn beside(engine: Engine, script: &'static str) -> (Site, Visitor) {
    let changes = SiteChanges {
        scripts: vec!["quiet-layer.js", "fixture-meta.js", script],
        ..SiteChanges::default()
    };
    let (site, visitor) = enter(engine, changes).await;
    visitor.accept_all().await;
    visitor.visit_with_widget("/paint/juniper.html").await;
    eventually("the part for other sources to load", A_MOMENT, async || {
        let script = "return performance.getEntriesByType('resource')
            .some(({ name, responseEnd }) => name.includes('usher_commerce.js') && responseEnd > 0)";
        (visitor.run(script, vec![]).await == json!(true)).then_some(())
    })
    .await;
    (site, visitor)
}

async fn added(site: &Site) -> Vec<Value> {
    tokio::time::sleep(WAITING).await;
    site.wait_until_quiet().await;
    let log = DeskLog::read(site).await;
    let all = log.0.iter().filter(|event| event.what() == "touchpoint.add_to_cart");
    all.map(|event| event.data().clone()).collect()
}

const ADD: &str = "fbq('track', 'AddToCart', { content_ids: ['A-1'], content_name: 'Brush' })";

/// What the page did still works, and the pixel beside it is heard once.
async fn is_harmless(engine: Engine, script: &'static str, warning: Option<&str>) {
    let (site, visitor) = beside(engine, script).await;
    visitor.run(ADD, vec![]).await;
    let added = added(&site).await;
    assert_eq!(added.len(), 1, "{script}: {added:?}");
    let hurt = visitor.run("return window.isHurt?.() ?? null", vec![]).await;
    assert_eq!(hurt, json!(false), "{script} noticed");
    match warning {
        // One on each of the two pages.
        Some(words) => {
            let log = visitor.log().await;
            let is_known = log.iter().all(|line| line.kind == "warn" && line.text.contains(words));
            assert!(is_known && log.len() == 2, "{log:?}");
        }
        None => visitor.assert_console_is_clean().await,
    }
}

macro_rules! harmless {
    ($($name:ident $engine:ident $script:literal $warning:expr;)+) => {$(
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $name() {
            is_harmless($engine, $script, $warning).await;
        }
    )+};
}

harmless! {
    a_form_named_like_the_data_layer_is_none Chromium "layer-form.js" None;
    a_form_named_like_the_data_layer_is_none_in_firefox Firefox "layer-form.js" None;
    a_form_named_like_the_data_layer_is_none_in_webkit WebKit "layer-form.js" None;
    a_data_layer_that_is_a_function_is_left_alone Chromium "layer-function.js" Some("window.dataLayer is no array");
    proxies_that_throw_are_left_alone Chromium "layer-proxies.js" None;
    proxies_that_throw_are_left_alone_in_firefox Firefox "layer-proxies.js" None;
    circles_and_what_cannot_be_written_say_nothing Chromium "layer-circles.js" None;
}

/// Ten thousand products, and how long the call takes beside writing them as JSON once.
const MANY: &str = "
    const contents = Array.from({ length: 10000 }, (_, at) => ({ id: `A-${at}`, quantity: 1, item_price: 1 }));
    const time = (run) => Math.min(...Array.from({ length: 5 }, () => {
      const start = performance.now();
      run();
      return performance.now() - start;
    }));
    const written = time(() => JSON.stringify(contents));
    return time(() => fbq('track', 'AddToWishlist', { contents, value: 1, currency: 'EUR' })) / written;
";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_products_cost_less_than_writing_them_once() {
    let (site, visitor) = beside(Chromium, "layer-form.js").await;
    let ratio = visitor.run(MANY, vec![]).await.as_f64().expect("a number");
    eprintln!("a call with 10,000 products takes {ratio:.2} of their JSON");
    assert!(ratio < 1.0, "a call takes {ratio} of the JSON of its products");
    tokio::time::sleep(WAITING).await;
    site.wait_until_quiet().await;
    let log = DeskLog::read(&site).await;
    let wished = log.0.iter().find(|event| event.what() == "touchpoint.add_to_wishlist");
    let items = wished.expect("the first call is told").data()["items"].as_array().map(Vec::len);
    assert!(items.is_some_and(|count| count <= 50), "{items:?}");
}

/// A thousand changes, pushes and calls a second, for some seconds; the share of the time
/// in which the page's own script had to wait. The least of the seconds counts: others
/// use the machine too.
const STORM: &str = "
    const done = arguments[arguments.length - 1];
    const main = document.querySelector('main');
    const STEP = 10;
    let seconds = [], blocked = 0, steps = 0;
    const step = () => {
      const start = performance.now();
      for (let count = 0; count < 10; count++) {
        main.append(Object.assign(document.createElement('i'), { textContent: count }));
        if (main.childElementCount > 300) main.lastElementChild.remove();
        dataLayer.push({ event: 'gtm.mutation', count });
        window.fbq?.('track', 'AddToCart', { content_ids: [`A-${steps}-${count}`], value: count, currency: 'EUR' });
      }
      // What was put off to the end of the task and to observers is over then.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        blocked += performance.now() - start;
        steps++;
        if (steps % 100 == 0) {
          seconds.push(blocked / (100 * STEP));
          blocked = 0;
        }
        if (seconds.length == 6) done(Math.min(...seconds));
        else setTimeout(step, STEP);
      };
      port2.postMessage(0);
    };
    step();
";

async fn storm(visitor: &Visitor) -> f64 {
    let share = visitor.browser.client.execute_async(STORM, vec![]).await;
    share.expect("the storm is over").as_f64().expect("a number")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_storm_of_changes_pushes_and_calls_leaves_the_page_its_time() {
    // Without the widget first.
    let tag = "<script async src=\"/usher/usher.js\"";
    let words = vec![(tag, "<script type=\"text/plain\"".to_owned())];
    let scripts = vec!["layer-list.js", "fixture-meta.js"];
    let changes = SiteChanges { words, scripts, ..SiteChanges::default() };
    let (_site, visitor) = enter(Chromium, changes).await;
    let without = storm(&visitor).await;
    drop(visitor);
    let (_site, visitor) = beside(Chromium, "layer-list.js").await;
    let with = storm(&visitor).await;
    eprintln!("a storm takes {:.3} of the time without the widget, {:.3} with it", without, with);
    assert!(with - without < 0.15, "the widget takes {} of the time", with - without);
    visitor.assert_console_is_clean().await;
}
