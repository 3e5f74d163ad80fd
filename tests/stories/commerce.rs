//! What a page tells others of buying is told to the desk once, whoever was told.

use std::time::Duration;

use serde_json::{Value, json};
use usher_tests::Engine::{self, Chromium, Firefox, WebKit};
use usher_tests::{A_MOMENT, DeskLog, Site, SiteChanges, Visitor, enter, eventually};

/// What is told waits two seconds for others of the same action.
const WAITING: Duration = Duration::from_secs(2);

const JUNIPER: &str = "/paint/juniper.html";

/// On a page of a shop with these scripts, allowed to tell the desk, with the part for other
/// sources there.
async fn shop(engine: Engine, scripts: &[&'static str], path: &str) -> (Site, Visitor) {
    let scripts = scripts.to_vec();
    let (site, visitor) = enter(engine, SiteChanges { scripts, ..SiteChanges::default() }).await;
    visitor.accept_all().await;
    let before = site.requests().len();
    visitor.visit_with_widget(path).await;
    eventually("the part for other sources to load", A_MOMENT, async || {
        let script = "return performance.getEntriesByType('resource')
            .some(({ name, responseEnd }) => name.includes('usher_commerce.js') && responseEnd > 0)";
        (visitor.run(script, vec![]).await == json!(true)).then_some(())
    })
    .await;
    assert!(site.requests().len() > before);
    (site, visitor)
}

/// The touchpoints with this name: for each its items as number, name and price.
async fn told(site: &Site, name: &str) -> Vec<Value> {
    tokio::time::sleep(WAITING).await;
    site.wait_until_quiet().await;
    let log = DeskLog::read(site).await;
    log.assert_sound(&site.origin());
    let what = format!("touchpoint.{name}");
    let all = log.0.iter().filter(|event| event.what() == what);
    all.map(|event| event.data().clone()).collect()
}

fn item(data: &Value) -> (&str, &str) {
    let item = &data["items"][0];
    (item["item_id"].as_str().unwrap_or(""), item["item_name"].as_str().unwrap_or(""))
}

async fn assert_nobody_is_named(site: &Site) {
    let all: String = site.posts().iter().map(|post| post.body.clone()).collect();
    for word in ["ada@example", "358401234567", "Strandgatan", "\"Ada\""] {
        assert!(!all.contains(word), "{word} was sent");
    }
}

async fn wait(visitor: &Visitor, what: &str, script: &str) {
    eventually(what, A_MOMENT, async || {
        (visitor.run(script, vec![]).await == json!(true)).then_some(())
    })
    .await;
}

async fn meta_is_heard(engine: Engine) {
    let (site, visitor) = shop(engine, &["quiet-layer.js", "fixture-meta.js"], JUNIPER).await;
    // Into the queue, and then, when the library has taken its place, to that.
    let add = "fbq('track', 'AddToCart', { content_ids: ['A-1'], content_name: arguments[0], value: 9.5, currency: 'EUR' })";
    visitor.run(add, vec![json!("Brush")]).await;
    wait(&visitor, "the library", "return !!fbq.callMethod && metaCalls.length === 3").await;
    visitor.run("dispatchEvent(new PointerEvent('pointerdown'))", vec![]).await;
    visitor.run(add, vec![json!("Roller")]).await;
    visitor
        .run("fbq('trackSingle', '0000000000', 'AddToWishlist', { content_ids: ['A-2'] })", vec![])
        .await;
    visitor.run("fbq('trackCustom', 'AddToCart', {}); fbq('track', 'Lead')", vec![]).await;
    let added = told(&site, "add_to_cart").await;
    let names: Vec<_> = added.iter().map(item).collect();
    assert_eq!(names, [("A-1", "Brush"), ("A-1", "Roller")]);
    assert_eq!(added[0]["items"][0]["price"], json!("9.50"), "{}", added[0]);
    assert_eq!(told(&site, "add_to_wishlist").await.len(), 1);
    // Everything reached the library, as it was said and where it belongs.
    let calls = visitor
        .run(
            "return metaCalls.map(({ values, isSelf }) => [isSelf, values.length, values[1]])",
            vec![],
        )
        .await;
    let wanted = json!([
        [true, 3, "0000000000"],
        [true, 2, "PageView"],
        [true, 3, "AddToCart"],
        [true, 3, "AddToCart"],
        [true, 4, "0000000000"],
        [true, 3, "AddToCart"],
        [true, 2, "Lead"],
    ]);
    assert_eq!(calls, wanted);
    assert_eq!(
        visitor.run("return window.fbq === window._fbq && window.fbq.push === window.fbq && window.fbq.version", vec![]).await,
        json!("2.0")
    );
    assert_nobody_is_named(&site).await;
    visitor.assert_console_is_clean().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn metas_pixel_is_heard_in_chromium() {
    meta_is_heard(Chromium).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn metas_pixel_is_heard_in_firefox() {
    meta_is_heard(Firefox).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn metas_pixel_is_heard_in_webkit() {
    meta_is_heard(WebKit).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tiktoks_pixel_is_heard() {
    let (site, visitor) = shop(Chromium, &["quiet-layer.js", "fixture-tiktok.js"], JUNIPER).await;
    let add = "return ttq.track('AddToCart', { contents: [{ content_id: 'A-1', content_name: arguments[0], price: 9.5, quantity: 2 }], currency: 'EUR' })";
    visitor.run(add, vec![json!("Brush")]).await;
    wait(&visitor, "the library", "return !Array.isArray(ttq)").await;
    visitor.run("dispatchEvent(new PointerEvent('pointerdown'))", vec![]).await;
    assert_eq!(visitor.run(add, vec![json!("Roller")]).await, json!(2), "the result is lost");
    let added = told(&site, "add_to_cart").await;
    let names: Vec<_> = added.iter().map(item).collect();
    assert_eq!(names, [("A-1", "Brush"), ("A-1", "Roller")]);
    assert_eq!(added[0]["items"][0]["quantity"], json!(2), "{}", added[0]);
    let calls = visitor.run("return tiktokCalls.map(({ isSelf }) => isSelf)", vec![]).await;
    assert_eq!(calls, json!([true, true]));
    visitor.assert_console_is_clean().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn universal_analytics_is_heard_in_the_data_layer_and_in_its_queue() {
    let (site, visitor) = shop(Chromium, &["fixture-analytics.js"], JUNIPER).await;
    let push = "dataLayer.push({ event: 'addToCart', ecommerce: { currencyCode: 'EUR',
        add: { products: [{ id: 'A-1', name: 'Brush', price: '9.50', quantity: 3 }] } } })";
    visitor.run(push, vec![]).await;
    let said = "ga('ec:addProduct', { id: 'A-2', name: 'Roller', price: '12.00', quantity: 1 });
        ga('ec:setAction', 'remove'); ga('send', 'event', 'UX', 'click')";
    visitor.run(said, vec![]).await;
    wait(&visitor, "the library", "return ga.loaded === true").await;
    visitor.run("dispatchEvent(new PointerEvent('pointerdown'))", vec![]).await;
    let bought = "ga('shop.ec:addProduct', { id: 'A-1', name: 'Brush', price: '9.50', quantity: 3 });
        return ga('shop.ec:setAction', 'purchase', { id: 'T-77', revenue: '28.50' }) + ga('shop.send', 'pageview')";
    assert_eq!(visitor.run(bought, vec![]).await, json!(5), "the results are lost");
    let added = told(&site, "add_to_cart").await;
    assert_eq!(added.iter().map(item).collect::<Vec<_>>(), [("A-1", "Brush")]);
    assert_eq!(added[0]["items"][0]["quantity"], json!(3), "{}", added[0]);
    assert_eq!(added[0]["items"][0]["currency"], json!("EUR"), "{}", added[0]);
    let removed = told(&site, "remove_from_cart").await;
    assert_eq!(removed.iter().map(item).collect::<Vec<_>>(), [("A-2", "Roller")]);
    let bought = told(&site, "purchase").await;
    assert_eq!(bought.len(), 1, "{bought:?}");
    assert_eq!(bought[0]["transaction_id"], json!("T-77"), "{}", bought[0]);
    assert_nobody_is_named(&site).await;
    visitor.assert_console_is_clean().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn shopifys_analytics_are_heard_and_nobody_is_named() {
    let scripts = ["quiet-layer.js", "fixture-shopify-analytics.js"];
    let (site, visitor) = shop(Chromium, &scripts, JUNIPER).await;
    let publish = "return Shopify.analytics.publish('product_added_to_cart', { cartLine: { quantity: 2,
        merchandise: { id: '41', sku: 'A-1', title: 'Default', price: { amount: 9.5, currencyCode: 'EUR' },
        product: { id: '7', title: 'Brush', vendor: 'Lindqvist' } } } })";
    assert_eq!(visitor.run(publish, vec![]).await, json!(true), "the result is lost");
    visitor
        .run(
            "Shopify.analytics.publish('checkout_completed', { checkout: shopifyCheckout })",
            vec![],
        )
        .await;
    // What the documentation calls standard events, which the theme dispatches.
    let lines = "const event = new Event('shopify:cart:lines-update', { bubbles: true });
        Object.assign(event, { action: 'add', context: 'product', lines: [{ merchandiseId: '42', quantity: 1 }],
          promise: Promise.resolve({ cart: {}, userErrors: arguments[0] }) });
        document.body.dispatchEvent(event)";
    visitor.run(lines, vec![json!([{ "message": "sold out" }])]).await;
    let added = told(&site, "add_to_cart").await;
    assert_eq!(added.iter().map(item).collect::<Vec<_>>(), [("A-1", "Brush")]);
    assert_eq!(added[0]["items"][0]["quantity"], json!(2), "{}", added[0]);
    let bought = told(&site, "purchase").await;
    assert_eq!(bought.len(), 1, "{bought:?}");
    assert_eq!(bought[0]["transaction_id"], json!("5001"), "{}", bought[0]);
    assert_eq!(item(&bought[0]).0, "LD-1003");
    visitor.run(lines, vec![json!([])]).await;
    assert_eq!(told(&site, "add_to_cart").await.len(), 2, "a cart that took it");
    assert_nobody_is_named(&site).await;
    visitor.assert_console_is_clean().await;
}

/// As WooCommerce writes its lists, with the real jQuery.
const LIST: &str = r##"
    document.querySelector("main").insertAdjacentHTML("beforeend", `<ul class="products"><li class="product">
      <h2 class="woocommerce-loop-product__title">Brush</h2>
      <a href="?add-to-cart=15" data-quantity="1" data-product_id="15" data-product_sku="A-1" id="woo"
        class="button product_type_simple add_to_cart_button ajax_add_to_cart">Lägg i varukorg</a></li></ul>`);
    document.querySelector("#woo").addEventListener("click", (event) => {
      event.preventDefault();
      setTimeout(() => jQuery(document.body).trigger("added_to_cart", [{}, "hash", jQuery("#woo")]), 300);
      setTimeout(() => document.body.dispatchEvent(new CustomEvent("wc-blocks_added_to_cart", { bubbles: true })), 310);
    });
"##;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn woocommerces_events_are_heard() {
    let scripts = ["quiet-layer.js", "npm/jquery/dist/jquery.js"];
    let (site, visitor) = shop(Chromium, &scripts, "/").await;
    visitor.run(LIST, vec![]).await;
    visitor.run("document.querySelector('#woo').click()", vec![]).await;
    let added = told(&site, "add_to_cart").await;
    assert_eq!(added.iter().map(item).collect::<Vec<_>>(), [("A-1", "Brush")]);
    visitor
        .run(
            "jQuery(document.body).trigger('removed_from_cart', [{}, 'hash', jQuery('#woo')])",
            vec![],
        )
        .await;
    visitor.run("jQuery(document.body).trigger('updated_cart_totals')", vec![]).await;
    let removed = told(&site, "remove_from_cart").await;
    assert_eq!(removed.iter().map(item).collect::<Vec<_>>(), [("A-1", "Brush")]);
    visitor.assert_console_is_clean().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_act_that_five_sources_tell_of_is_one_touchpoint() {
    let scripts =
        ["npm/jquery/dist/jquery.js", "fixture-meta.js", "fixture-tiktok.js", "shop-events.js"];
    let (site, visitor) = shop(Chromium, &scripts, JUNIPER).await;
    visitor.add_to_cart().await;
    let added = told(&site, "add_to_cart").await;
    // The data layer's own word, which says most.
    assert_eq!(added.iter().map(item).collect::<Vec<_>>(), [("LD-1003", "Juniper")]);
    visitor.add_to_cart().await;
    assert_eq!(told(&site, "add_to_cart").await.len(), 2, "a second act is another");
    assert_eq!(told(&site, "view_item").await.len(), 1, "the page was opened once");
    visitor.assert_console_is_clean().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_that_views_its_product_in_every_way_views_it_once() {
    let scripts = ["quiet-layer.js", "fixture-meta.js", "fixture-tiktok.js"];
    let (site, visitor) = shop(Chromium, &scripts, JUNIPER).await;
    visitor.run("fbq('track', 'ViewContent', { content_ids: ['4711'], content_type: 'product', value: 54, currency: 'EUR' })", vec![]).await;
    visitor
        .run("ttq.track('ViewContent', { content_id: 'v-1', content_name: 'Juniper' })", vec![])
        .await;
    let viewed = told(&site, "view_item").await;
    assert_eq!(viewed.iter().map(item).collect::<Vec<_>>(), [("LD-1003", "Juniper")]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_that_two_pixels_tell_of_is_one_with_its_number() {
    let scripts = ["quiet-layer.js", "fixture-meta.js", "fixture-tiktok.js"];
    let (site, visitor) = shop(Chromium, &scripts, "/").await;
    visitor.run("fbq('track', 'Purchase', { content_ids: ['A-1', 'A-2'], value: 21.5, currency: 'EUR' })", vec![]).await;
    visitor.run("ttq.track('CompletePayment', { contents: [{ content_id: 'A-1' }], value: 21.5, currency: 'EUR', order_id: 'T-9' })", vec![]).await;
    let bought = told(&site, "purchase").await;
    assert_eq!(bought.len(), 1, "{bought:?}");
    assert_eq!(bought[0]["transaction_id"], json!("T-9"), "{}", bought[0]);
}

/// A button of a shop that tells nobody anything.
const BUTTON: &str = r##"
    document.querySelector("main").insertAdjacentHTML("afterbegin",
      `<form id="own"><input id="size" ${arguments[1]}><button>${arguments[0]}</button></form>`);
    document.querySelector("#own").addEventListener("submit", (event) => event.preventDefault());
"##;
const PRESS: &str = "document.querySelector('#own button').click()";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_press_in_many_languages_puts_the_pages_product_into_the_cart() {
    let (site, visitor) = shop(Chromium, &["quiet-layer.js"], JUNIPER).await;
    let labels = [
        "Add to bag",
        "In den Warenkorb",
        "AÑADIR AL CARRITO",
        "Læg i kurv",
        "カートに入れる",
        "В корзину",
    ];
    for label in labels {
        visitor.run(BUTTON, vec![json!(label), json!("")]).await;
        visitor.run(PRESS, vec![]).await;
        visitor.run("document.querySelector('#own').remove()", vec![]).await;
        // Presses of one moment are one.
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    for (label, attributes) in
        [("Add to cart", "required"), ("Add to favourites", ""), ("View cart", "")]
    {
        visitor.run(BUTTON, vec![json!(label), json!(attributes)]).await;
        visitor.run(PRESS, vec![]).await;
        visitor.run("document.querySelector('#own').remove()", vec![]).await;
    }
    // A stepper of the form that puts into the cart.
    let form = "document.querySelector('main').insertAdjacentHTML('afterbegin',
        `<form id=own action='/cart/add'><button type=button>+</button></form>`)";
    visitor.run(form, vec![]).await;
    visitor.run(PRESS, vec![]).await;
    let added = told(&site, "add_to_cart").await;
    assert_eq!(added.len(), labels.len(), "{added:?}");
    assert!(added.iter().all(|one| item(one) == ("LD-1003", "Juniper")), "{added:?}");
    visitor.assert_console_is_clean().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_left_at_once_is_told_all_the_same() {
    let (site, visitor) = shop(Chromium, &["quiet-layer.js"], JUNIPER).await;
    visitor.run(BUTTON, vec![json!("Ajouter au panier"), json!("")]).await;
    visitor.run(PRESS, vec![]).await;
    tokio::time::sleep(Duration::from_millis(50)).await;
    visitor.visit_with_widget("/").await;
    assert_eq!(told(&site, "add_to_cart").await.len(), 1);
}

/// A product that says what its link does, and a page that thanks for an order.
const ACTION: &str = r##"
    const block = document.createElement("script");
    block.type = "application/ld+json";
    block.textContent = JSON.stringify({ "@context": "https://schema.org", "@type": "Product", name: "Brush", sku: "A-1",
      potentialAction: { "@type": "AddAction", target: { "@type": "EntryPoint", urlTemplate: location.origin + "/put?it=1" } } });
    document.head.append(block);
    const link = document.createElement("a");
    Object.assign(link, { href: "/put?it=1", id: "put", textContent: "Yes please" });
    link.addEventListener("click", (event) => event.preventDefault());
    document.querySelector("main").prepend(link);
    history.pushState(null, "", "/guides/brushes.html");
    dispatchEvent(new PointerEvent("pointerdown"));
"##;
const CONFIRMATION: &str = r##"
    document.querySelector("main").innerHTML = "<h1>Vielen Dank, Ada!</h1><p>Deine Bestellnummer: <b>LQ-2026-118</b></p>";
    history.pushState(null, "", "/kasse/fertig");
    dispatchEvent(new PointerEvent("pointerdown"));
"##;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn actions_of_schema_org_and_a_page_that_thanks_are_understood() {
    let (site, visitor) = shop(Chromium, &["quiet-layer.js"], "/").await;
    visitor.run(ACTION, vec![]).await;
    visitor.run("document.querySelector('#put').click()", vec![]).await;
    let added = told(&site, "add_to_cart").await;
    assert_eq!(added.iter().map(item).collect::<Vec<_>>(), [("A-1", "Brush")]);
    visitor.run(CONFIRMATION, vec![]).await;
    let bought = told(&site, "purchase").await;
    assert_eq!(bought.len(), 1, "{bought:?}");
    assert_eq!(bought[0]["transaction_id"], json!("LQ-2026-118"), "{}", bought[0]);
    assert_nobody_is_named(&site).await;
    visitor.assert_console_is_clean().await;
}

/// A shop whose checkout is another's, and a link to it.
const AWAY: &str = r##"
    const link = document.createElement("a");
    Object.assign(link, { href: "https://pay.example/checkout/1", id: "away", textContent: "Zur Kasse" });
    link.addEventListener("click", (event) => event.preventDefault());
    document.querySelector("main").prepend(link);
    link.click();
"##;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_checkout_on_another_host_is_begun_here() {
    let (site, visitor) = shop(Chromium, &["quiet-layer.js"], "/").await;
    visitor.run(AWAY, vec![]).await;
    assert_eq!(told(&site, "begin_checkout").await.len(), 1);
    assert_eq!(told(&site, "add_to_cart").await.len(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_is_told_once_however_often_its_page_is_loaded() {
    let thanks = "<main><h1>Thank you for your order</h1><p>Order number: LQ-4711</p>";
    let words = vec![("<main", format!("{thanks}</main><main hidden"))];
    let scripts = vec!["quiet-layer.js"];
    let changes = SiteChanges { scripts, words, ..SiteChanges::default() };
    let (site, visitor) = enter(Chromium, changes).await;
    visitor.accept_all().await;
    visitor.visit_with_widget("/returns.html").await;
    assert_eq!(told(&site, "purchase").await.len(), 1);
    visitor.browser.client.refresh().await.expect("the page loads again");
    visitor.sees(".launcher").await;
    let bought = told(&site, "purchase").await;
    assert_eq!(bought.len(), 1, "{bought:?}");
    assert_eq!(bought[0]["transaction_id"], json!("LQ-4711"), "{}", bought[0]);
}
