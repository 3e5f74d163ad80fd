//! The words that shops of many languages use, as data: a `|` between two phrases,
//! lower case, matched as whole words.

/// What is written on a control that buys, among other words.
pub(crate) const BUY: &str = "add to cart|add to bag|add to basket|add to trolley|add to order|buy now|buy it now|\
    order now|pre order|in den warenkorb|in warenkorb|in den einkaufswagen|jetzt kaufen|\
    ajouter au panier|añadir al carrito|agregar al carrito|agregar al carro|\
    añadir a la cesta|comprar ahora|aggiungi al carrello|adicionar ao carrinho|\
    adicionar à sacola|in winkelwagen|in winkelmand|toevoegen aan winkelwagen|\
    lägg i varukorgen|lägg i kundvagn|legg i handlekurv|læg i kurv|læg i kurven|\
    lisää ostoskoriin|do koszyka|dodaj do koszyka|kup teraz|do košíku|přidat do košíku|\
    vložit do košíku|do košíka|kosárba teszem|adaugă în coș|adauga in cos|cumpără|в корзину|\
    добавить в корзину|купить|заказать|у кошик|до кошика|купити|sepete ekle|satın al|\
    dodaj u košaricu|u košaricu|dodaj u korpu|добави в количката|προσθήκη στο καλάθι|\
    στο καλάθι|αγορά|カートに入れる|加入购物车|加入購物車|장바구니|al carrito|in cart|to cart|to basket|to bag";

/// The same where nothing else is written on it: in a sentence it would say nothing.
pub(crate) const BUY_ALONE: &str = "buy|purchase|preorder|kaufen|bestellen|ajouter|acheter|commander|añadir|comprar|\
    acquista|compra|adicionar|koop|köp|kjøp|køb|osta|kup|koupit|kosárba|megveszem|kupi|купи|\
    agregar";

/// Names in code of what puts a product into the cart.
pub(crate) const BUY_NAMES: &str = "add to cart|addtocart|add to basket|addtobasket|add to bag|\
    addtobag|add cart|cart add|btn cart|buy button|btn buy|buy now|buynow|buybox|buy box|\
    single add to cart button|product addtocart button|ajouter panier|add2cart|btn add to cart|\
    cart button|button buy|to cart";

/// Names of parts of a page that are about other products, or about none.
pub(crate) const ASIDE_NAMES: &str = "related|similar|recommend|recommended|recommendation|\
    recommendations|upsell|up sell|cross sell|crosssell|crosssells|crossselling|also|carousel|\
    slider|slick|owl|recently|viewed|footer|nav|navbar|navigation|menu|megamenu|sidebar|minicart|\
    mini cart|header cart|cart drawer|accessories|bundle|bundles|suggest|suggestions|newsletter|\
    cookie|cookies|breadcrumb|breadcrumbs|review|reviews|comment|comments|bestseller|bestsellers|\
    zubehör|recommender|others|other products|more products|popular|topbar|top bar|autocomplete|\
    product list|products list|product grid|products grid|product item|products|list items|tiles|\
    modal|popup|lightbox|quick view|quickview";

/// Names of what holds the name of a product.
pub(crate) const TITLE_NAMES: &str = "product name|product title|item name|item title|details name|\
    detail name|product detail name|prod name|prod title|product heading|product headline|\
    goods name|producttitle|productname|detail title|details title|product single title";

/// Names of what holds a price.
pub(crate) const PRICE_NAMES: &str = "price|prices|pricing|preis|prix|precio|precios|prezzo|preco|\
    prijs|pris|cena|hinta|цена|fiyat|money|amount|cost|our price|product price|pricebox|\
    currentprice|finalprice|saleprice|priceblock|cijena|kaina|valor|current price value|woocommerce";

/// Names and words of the price that counts.
pub(crate) const NOW: &str = "current|now|sale|special|final|our|sell|selling|offer|actual|new|\
    today|main|primary|product price|price now|reduced|aktuell|discounted|promo";

/// Names and words of prices that do not count.
pub(crate) const NOT_NOW: &str = "old|was|regular|list|strike|striked|strikethrough|before|crossed|\
    compare|msrp|rrp|rrsp|uvp|retail|previous|original|full|save|saving|savings|discount|off|\
    shipping|delivery|postage|versand|month|monthly|installment|installments|instalment|\
    instalments|financing|klarna|afterpay|finance|per|unit|tax|vat|points|total|subtotal|deposit|\
    ancien|barre|anterior|antes|normal|prev|vecchio|stary|stara|vat excl|shippingprice|wyprzed|\
    najniższa|lowest|gift|coupon|voucher|from|threshold|minimum|cuotas|cuota|mes|rate|mwst|statt";

/// Words before a shop's own number for a product.
pub(crate) const SKU_LABELS: &str = "sku|item no|item number|item|article no|article number|\
    art no|art nr|artikelnummer|artikel nr|artikelnr|artnr|art|bestellnummer|bestell nr|best nr|\
    produktnummer|produkt nr|product code|product id|product number|product no|code|model|\
    model number|mpn|part number|part no|ref|reference|référence|réf|referencia|referência|\
    código|codigo|cod|codice|codice articolo|codice prodotto|artikelcode|art číslo|kód|kód produktu|\
    kod|kod produktu|nr katalogowy|symbol|indeks|indeks produktu|артикул|код товара|код|cikkszám|\
    varenummer|varenr|tuotenumero|tuotekoodi|šifra|cód|id|katalognummer|isbn|ean|upc|gtin|plu|\
    numer katalogowy|catalog number|catalogue number|stock code|item code|style|style no";

/// Words before who makes a product.
pub(crate) const BRAND_LABELS: &str = "brand|marca|marke|marque|merk|manufacturer|hersteller|\
    fabricant|fabricante|produttore|producent|producător|výrobce|výrobca|gyártó|märke|valmistaja|\
    бренд|производитель|виробник|proizvođač|editora|editeur|éditeur|verlag|publisher|merkki|\
    znamka|značka|varemerke|by";

pub(crate) const CART: &str = "cart|basket|bag|shopping bag|shopping cart|your cart|your basket|\
    my cart|my basket|your shopping cart|warenkorb|einkaufswagen|panier|mon panier|votre panier|carrito|\
    mi carrito|cesta|carrello|il tuo carrello|winkelwagen|winkelmand|carrinho|sacola|varukorg|\
    kundvagn|handlekurv|kurv|ostoskori|koszyk|košík|kosár|coș de cumpărături|корзина|кошик|sepet|\
    sepetim|košarica|καλάθι";

pub(crate) const CHECKOUT: &str = "checkout|check out|secure checkout|checkouts|onepage|kasse|\
    zur kasse|commande|passer commande|finalizar compra|cassa|afrekenen|kassa|tilaa|kasa|\
    shipping address|billing address|delivery address|shipping information|payment method|\
    payment details|billing details|your information|checkout overview|place order|\
    order overview|оформление заказа|pokladna|pénztár|finalizare comandă|ödeme|checkout step";

pub(crate) const CONFIRMATION: &str = "thank you for your order|thank you for your purchase|\
    thank you for ordering|thanks for your order|your order has been received|order received|\
    order confirmed|order confirmation|order complete|order completed|checkout complete|\
    your order is confirmed|order has been placed|order placed|order success|payment successful|\
    payment success|thank you for your payment|your order has been dispatched|\
    vielen dank für ihre bestellung|bestellbestätigung|bestellung erfolgreich|\
    merci pour votre commande|confirmation de commande|commande confirmée|gracias por tu compra|\
    gracias por su compra|pedido confirmado|pedido recibido|grazie per il tuo ordine|\
    ordine confermato|bedankt voor je bestelling|obrigado pela sua compra|tack för din beställning|\
    takk for din bestilling|tak for din ordre|kiitos tilauksestasi|dziękujemy za zamówienie|\
    děkujeme za objednávku|köszönjük a rendelést|спасибо за заказ|дякуємо за замовлення|\
    siparişiniz alındı|checkout success|onepage success|confirmation|thank you|thankyou";

pub(crate) const HELP: &str = "faq|faqs|frequently asked questions|help center|help centre|\
    common questions|questions and answers|häufige fragen|häufig gestellte fragen|foire aux questions|\
    questions fréquentes|preguntas frecuentes|domande frequenti|veelgestelde vragen|\
    perguntas frequentes|vanliga frågor|ofte stillede spørgsmål|ofte stilte spørsmål|\
    usein kysyttyä|usein kysytyt kysymykset|najczęściej zadawane pytania|často kladené dotazy|\
    gyakori kérdések|întrebări frecvente|частые вопросы|часто задаваемые вопросы|\
    поширені запитання|sıkça sorulan sorular";

pub(crate) const HELP_PATHS: &str = "faq|faqs|help|support|hilfe|aide|ayuda|aiuto|ajuda|hjälp|\
    hjelp|apua|pomoc|questions|customer service|kundenservice|help center";

pub(crate) const CONTACT: &str = "contact|contact us|get in touch|kontakt|contactez nous|\
    nous contacter|contacto|contáctanos|contatti|contattaci|contacteer ons|contato|kontakta oss|\
    ota yhteyttä|yhteystiedot|контакты|контакти|iletişim";

pub(crate) const ACCOUNT: &str = "account|my account|login|log in|sign in|signin|sign up|signup|\
    register|create account|create an account|create your account|profile|dashboard|konto|\
    mein konto|anmelden|registrieren|einloggen|compte|mon compte|se connecter|connexion|\
    s inscrire|cuenta|mi cuenta|iniciar sesión|registrarse|conta|minha conta|entrar|\
    il mio account|accedi|registrati|mijn account|inloggen|registreren|mitt konto|logga in|\
    min side|logg inn|log ind|oma tili|kirjaudu|moje konto|zaloguj|logowanie|rejestracja|\
    můj účet|přihlášení|registrace|fiókom|bejelentkezés|contul meu|autentificare|\
    личный кабинет|войти|регистрация|вход|giriş|üye ol|forgot password|reset password|my profile";

pub(crate) const SEARCH: &str = "search|search results|search results for|results for|suche|\
    suchergebnisse|recherche|résultats de recherche|buscar|busqueda|resultados de búsqueda|ricerca|\
    risultati della ricerca|zoeken|zoekresultaten|busca|pesquisa|resultados da busca|sökresultat|\
    søgeresultater|søkeresultater|haku|hakutulokset|szukaj|wyniki wyszukiwania|catalogsearch|\
    výsledky vyhledávání|keresés|результаты поиска|arama sonuçları";

pub(crate) const CATEGORY_PATHS: &str = "category|categories|collection|collections|kategorie|\
    categorie|categoria|kategori|kategoria|c|shop|store|product category|department|products|\
    inventory|catalog|catalogue|catalogo|katalog|collections all|all products|brands|sale|browse|tienda|boutique";

pub(crate) const PRODUCT_PATHS: &str = "p|product|products|item|items|dp|itm|produkt|produkte|\
    produit|produits|producto|productos|prodotto|prodotti|produto|produtos|artikel|articulo|pd|\
    sku|tuote|tuotteet|produs|termek|товар|product detail|product details|product info|product page|\
    inventory item|goods|detail|ip|proizvod|izdelek|vare|produktas|toode";

pub(crate) const ARTICLE_PATHS: &str = "blog|blogs|article|articles|news|journal|magazine|magazin|\
    guides|advice|ratgeber|stories|story|inspiration|artikkeli|how to|post|posts|actualites|\
    noticias|notizie|nachrichten|aktualnosci|новости|opinion|entertainment|lifestyle|politics|features";

pub(crate) const ORDER_STATUS: &str = "order status|track order|track your order|track my order|\
    tracking|my orders|your orders|order history|orders|sendungsverfolgung|bestellstatus|\
    meine bestellungen|suivi de commande|mes commandes|estado del pedido|mis pedidos|\
    i miei ordini|bestelstatus|mijn bestellingen|meus pedidos|mina beställningar|ordrestatus|\
    tilauksen seuranta|tilaukseni|moje zamówienia|moje objednávky|мои заказы|siparişlerim";
