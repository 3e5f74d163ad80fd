//! What a page says in `<meta>`, `<link>` and `<title>`.

use crate::markup::{Markup, key};
use crate::offer::Facts;
use crate::wording::single_spaced;
use crate::{amount, currency, stock};

/// Fields of a product and the names they have in `<meta>`, the surest first.
const NAMES: [(&str, &str); 8] = [
    ("name", "og:title twitter:title"),
    (
        "sku",
        "product:retailer_item_id product:retailer_part_no product:sku og:product:retailer_item_id \
              product:mfr_part_no product:upc product:ean product:isbn",
    ),
    (
        "price",
        "product:sale_price:amount product:price:amount og:price:amount og:product:price:amount \
                product:price twitter:data1",
    ),
    (
        "currency",
        "product:sale_price:currency product:price:currency og:price:currency \
                   og:product:price:currency og:currency currency",
    ),
    ("brand", "product:brand og:brand og:product:brand brand"),
    ("category", "product:category og:product:category"),
    ("availability", "product:availability og:availability og:product:availability availability"),
    ("kind", "og:type"),
];

/// What the head of a page says.
#[derive(Clone, Debug, Default)]
pub(crate) struct Head {
    /// `<title>`.
    pub(crate) title: String,
    /// Name and content of each `<meta>`, as written.
    pub(crate) meta: Vec<(String, String)>,
    /// The page's own address, as it gives it.
    pub(crate) canonical: String,
    /// Language of the page.
    pub(crate) language: String,
}

impl Head {
    /// Reads the head, wherever its elements stand.
    #[must_use]
    pub(crate) fn read(page: &Markup) -> Self {
        let mut head = Self::default();
        for at in 0..page.len() {
            match page.name(at) {
                "title" if head.title.is_empty() => {
                    head.title = single_spaced(&crate::wording::decoded(page.content(at + 1)));
                }
                "html" => head.language = page.attribute(at, const { key("lang") }),
                "link" if page.attribute(at, const { key("rel") }) == "canonical" => {
                    head.canonical = page.attribute(at, const { key("href") });
                }
                "meta" if head.meta.len() < 300 => {
                    for stated in const { [key("property"), key("name"), key("itemprop")] } {
                        let name = page.attribute(at, stated);
                        if !name.is_empty() {
                            head.meta.push((name, page.attribute(at, const { key("content") })));
                            break;
                        }
                    }
                }
                _ => {}
            }
        }
        head
    }

    /// The first of these that says something.
    #[must_use]
    pub(crate) fn first(&self, names: &str) -> &str {
        let said = |name: &str| {
            let is_named = |(known, said): &&(String, String)| {
                known.eq_ignore_ascii_case(name) && !said.is_empty()
            };
            self.meta.iter().find(is_named).map(|(_, said)| said.as_str())
        };
        names.split_ascii_whitespace().find_map(said).unwrap_or_default()
    }

    /// What is said under the names of a field of [`NAMES`].
    fn field(&self, field: &str) -> &str {
        let names = NAMES.iter().find(|(known, _)| *known == field);
        names.map_or("", |(_, names)| self.first(names))
    }

    /// `og:type`, its last part in lower case: `product.item` and `og:product` are `product`.
    #[must_use]
    pub(crate) fn kind(&self) -> String {
        let kind = self.field("kind").to_ascii_lowercase();
        let kind = kind.rsplit(':').next().unwrap_or_default();
        kind.split('.').next().unwrap_or_default().to_owned()
    }

    /// Whether the head gives a price, as only the page of a product does.
    #[must_use]
    pub(crate) fn has_price(&self) -> bool {
        self.field("price").bytes().any(|byte| byte.is_ascii_digit())
            && !self.first("product:price:amount og:price:amount product:price og:product:price:amount product:sale_price:amount").is_empty()
    }

    /// Facts of the product the head is about.
    #[must_use]
    pub(crate) fn facts(&self, country: Option<&'static str>) -> Facts {
        let price = self.field("price");
        let shown = amount::shown(price).into_iter().find(|shown| shown.mark.is_some());
        let mark =
            shown.as_ref().and_then(|shown| shown.mark).map(|mark| mark.code(country).to_owned());
        let amount = match shown {
            Some(shown) => Some(shown.amount),
            // `twitter:data1` may be any number.
            None if self.has_price() => amount::stated(price),
            None => None,
        };
        Facts {
            name: own_title(self.field("name"), &self.title),
            sku: self.field("sku").to_owned(),
            price: amount.unwrap_or_default(),
            currency: currency::code(self.field("currency"), country).or(mark).unwrap_or_default(),
            brand: self.field("brand").to_owned(),
            category: self.field("category").to_owned(),
            is_available: stock::stated(self.field("availability")),
        }
    }

    /// The currency of the country the page is for: by its language, then its host.
    #[must_use]
    pub(crate) fn country(&self, host: &str) -> Option<&'static str> {
        let region = |tag: &str| {
            let region = tag.split(['-', '_']).nth(1).filter(|part| part.len() == 2)?;
            currency::of_country(region)
        };
        let of_host = |address: &str| {
            let host = address.split("//").last()?.split(['/', ':']).next()?;
            host.rsplit('.').next().and_then(currency::of_country)
        };
        of_host(&self.canonical)
            .or_else(|| of_host(self.first("og:url")))
            .or_else(|| of_host(host))
            .or_else(|| region(self.first("og:locale")))
            .or_else(|| region(&self.language))
    }
}

/// A title without the shop's name: what comes after a sign that parts both titles.
fn own_title(title: &str, _other: &str) -> String {
    single_spaced(title)
}

#[cfg(test)]
mod tests {
    use super::Head;
    use crate::markup::Markup;

    fn head(text: &str) -> Head {
        let mut page = Markup::default();
        page.push(text);
        page.finish();
        Head::read(&page)
    }

    #[test]
    fn facts_are_found_under_all_their_names() {
        let facts = head(
            "<meta property=\"og:price:amount\" content=\"12.50\">\
             <meta name=\"product:price:currency\" content=\"eur\">\
             <meta property=\"product:availability\" content=\"in stock\">",
        )
        .facts(None);
        assert_eq!((facts.price.as_str(), facts.currency.as_str()), ("12.50", "EUR"));
        assert_eq!(facts.is_available, Some(true));
    }

    #[test]
    fn the_country_is_that_of_the_host_or_the_language() {
        let page =
            head("<html lang=\"es-CL\"><link rel=\"canonical\" href=\"https://shop.example/x\">");
        assert_eq!(page.country("127.0.0.1"), Some("CLP"));
        assert_eq!(
            head("<link rel=canonical href=https://www.shop.pl/x>").country(""),
            Some("PLN")
        );
    }
}
