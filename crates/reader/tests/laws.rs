//! Laws of reading: whatever a page says, reading it ends, and says nothing twice as
//! long as it should be; and an amount is read as it was written, in any country.

use proptest::prelude::*;
use usher_engine::{PageKind, Understood, from_json};
use usher_reader::{Address, Markup, Reading, explained, read};

fn reading(text: &str) -> Reading {
    let mut page = Markup::default();
    page.push(text);
    page.finish();
    read(&page, &Address { host: "shop.example".to_owned(), path: "/item/1".to_owned() })
}

/// A page of a product whose price is written like this.
fn priced(price: &str) -> Option<(String, String)> {
    let page = format!(
        "<html lang=\"de\"><head><title>Matt emulsion</title></head><body><main>\
         <h1>Matt emulsion</h1><p class=\"price\">{price}</p><button>Add to cart</button>\
         </main></body></html>"
    );
    let price = reading(&page).product?.price?;
    Some((price.amount, price.currency))
}

/// How a country writes amounts: what groups thousands, what parts cents.
const WRITINGS: [(&str, &str); 8] = [
    ("", "."),
    ("", ","),
    (",", "."),
    (".", ","),
    (" ", ","),
    ("\u{202f}", ","),
    ("’", "."),
    ("'", "."),
];

/// A currency, and whether its sign stands before the amount.
const SIGNS: [(&str, bool, &str); 8] = [
    ("€", false, "EUR"),
    ("€ ", true, "EUR"),
    ("£", true, "GBP"),
    (" zł", false, "PLN"),
    ("US$ ", true, "USD"),
    (" Kč", false, "CZK"),
    ("CHF ", true, "CHF"),
    (" ₽", false, "RUB"),
];

fn grouped(whole: u32, group: &str) -> String {
    let digits = whole.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push_str(group);
        }
        text.push(digit);
    }
    text
}

proptest! {
    #[test]
    fn an_amount_is_read_as_it_was_written(
        whole in 1_u32..9_999_999,
        cents in 0_u32..100,
        writing in 0_usize..WRITINGS.len(),
        sign in 0_usize..SIGNS.len(),
    ) {
        let (group, point) = WRITINGS[writing];
        let (sign, is_before, code) = SIGNS[sign];
        let amount = format!("{}{point}{cents:02}", grouped(whole, group));
        let text = if is_before { format!("{sign}{amount}") } else { format!("{amount}{sign}") };
        prop_assert_eq!(
            priced(&text),
            Some((format!("{whole}.{cents:02}"), code.to_owned())),
            "{}", text
        );
    }

    #[test]
    fn any_text_can_be_read(text in "\\PC{0,400}") {
        let _: Reading = reading(&text);
    }

    #[test]
    fn any_heap_of_tags_can_be_read(
        parts in prop::collection::vec(
            prop::sample::select(vec![
                "<div", "<p itemprop=price>", "<span class=\"price\">", "</div>", "<script>", "</script>",
                "<script type=\"application/ld+json\">", "{\"@type\":\"Product\",", "\"name\":\"A\"}", "[[[",
                "<b itemscope itemtype=\"https://schema.org/Product\" itemref=\"x\" id=x>", ">", "\"", "'",
                "12,99 €", "<h1>", "<details><summary>Why?</summary>", "<svg>", "<!--", "-->", "&#x10ffff;",
                "<form action=\"/cart/add\">", "<input type=hidden name=sku value=1>", "SKU:", "Brand:",
                "<div typeof=Product property=offers>", "{\"@id\":\"a\",\"offers\":{\"@id\":\"a\"}}", "é", "\u{202f}",
            ]),
            0..60,
        ),
    ) {
        let _: Reading = reading(&parts.concat());
    }

    #[test]
    fn pieces_make_no_difference(cut in 0_usize..80) {
        let tags = ["<main>", "<h1>Matt</h1>", "<p class=\"price\">5 €</p>", "<button>Buy</button>", "</main>"];
        let whole = tags.concat();
        let mut page = Markup::default();
        let (first, second) = tags.split_at(cut % tags.len());
        page.push(&first.concat());
        page.push(&second.concat());
        page.finish();
        let address = Address { host: "shop.example".to_owned(), path: "/item/1".to_owned() };
        prop_assert_eq!(read(&page, &address).product, reading(&whole).product);
    }

    #[test]
    fn the_address_alone_never_makes_a_product(path in "/[a-z/.?=&-]{0,60}") {
        let page = Markup::default();
        let reading = read(&page, &Address { host: "shop.example".to_owned(), path });
        prop_assert_ne!(reading.kind, PageKind::Product);
    }
}

#[test]
fn a_page_with_ten_thousand_products_is_a_list() {
    let tile = "<li itemscope itemtype=\"https://schema.org/Product\"><a itemprop=\"name\">Paint</a>\
                <b itemprop=\"price\">5 €</b><button>Add to cart</button></li>";
    let tiles: String =
        (0..10_000).map(|number| tile.replace("Paint", &format!("Paint {number}"))).collect();
    let reading = reading(&format!("<main><h1>All paints</h1><ul>{tiles}</ul></main>"));
    assert_eq!(reading.kind, PageKind::Category);
    assert_eq!(reading.product, None);
}

#[test]
fn five_megabytes_of_data_are_passed_over() {
    let data = format!("{{\"@type\":\"Product\",\"name\":\"{}\"}}", "x".repeat(5_000_000));
    let reading = reading(&format!("<script type=\"application/ld+json\">{data}</script><p>Hello"));
    assert_eq!(reading.kind, PageKind::Other);
}

#[test]
fn circles_in_data_end() {
    let data = r#"{"@graph":[{"@type":"Product","@id":"a","name":"Matt","isRelatedTo":{"@id":"b"},
        "offers":{"@id":"c"}},{"@type":"Product","@id":"b","name":"Satin","isRelatedTo":{"@id":"a"}},
        {"@type":"Offer","@id":"c","itemOffered":{"@id":"a"},"price":"5","priceCurrency":"EUR"}]}"#;
    let page = format!("<script type=\"application/ld+json\">{data}</script><h1>Matt</h1>");
    let product = reading(&page).product.unwrap();
    assert_eq!(product.name, "Matt");
    assert_eq!(product.price.unwrap().amount, "5.00");
}

#[test]
fn itemref_to_itself_ends() {
    let page = "<div itemscope itemtype=\"https://schema.org/Product\" itemref=\"a\" id=\"a\">\
                <i itemprop=\"name\">Matt</i></div>";
    let _: Reading = reading(page);
}

#[test]
fn names_of_prototypes_are_only_names() {
    let data = r#"{"__proto__":{"@type":"Product"},"constructor":{"prototype":{"name":"x"}}}"#;
    let page = format!("<script type=\"application/ld+json\">{data}</script>");
    assert_eq!(reading(&page).kind, PageKind::Other);
}

#[test]
fn what_was_settled_stays_and_what_was_not_is_completed() {
    let mut page = Markup::default();
    page.push("<h1>Matt</h1><p class=\"price\">5 €</p><button>Add to cart</button>");
    page.finish();
    let address = Address { host: "shop.example".to_owned(), path: "/product/matt".to_owned() };
    let told = |known: &str| -> Understood {
        from_json(&explained(&page, &address, known)).unwrap_or_default()
    };
    assert_eq!(told("{\"path\":\"/a\",\"kind\":\"payment\"}").kind, PageKind::Payment);
    let product = told("{\"path\":\"/a\",\"kind\":\"other\"}").product.unwrap();
    assert_eq!((product.name.as_str(), product.is_available), ("Matt", Some(true)));
}
