//! What the generated shop sells, offers and is asked.

use usher_engine::Stage;

use crate::teller::{Offer, Place, Ware};

const fn ware(
    id: &'static str,
    name: &'static str,
    kind: &'static str,
    path: &'static str,
    price: &'static str,
) -> Ware {
    Ware { id, name, kind, path, price }
}

pub(crate) const WARES: [Ware; 9] = [
    ware("LD-1001", "Skerry White", "Wall paint", "/paint/skerry-white.html", "49.00"),
    ware("LD-1003", "Juniper", "Wall paint", "/paint/juniper.html", "54.00"),
    ware("LD-1004", "Harbour Fog", "Wall paint", "/paint/harbour-fog.html", "52.00"),
    ware("LD-1006", "Lingon", "Wall paint", "/paint/lingon.html", "58.00"),
    ware("LD-2001", "Reeds", "Wallpaper", "/wallpaper/reeds.html", "64.00"),
    ware("LD-2002", "Archipelago", "Wallpaper", "/wallpaper/archipelago.html", "72.00"),
    ware("LD-2004", "Swallows", "Wallpaper", "/wallpaper/swallows.html", "68.00"),
    ware("LD-3001", "Lambswool roller", "Tools", "/tools/roller.html", "14.50"),
    ware("LD-3003", "Pasting brush", "Tools", "/tools/pasting-brush.html", "18.00"),
];

const fn offer(
    play: &'static str,
    format: &'static str,
    stage: Stage,
    need: &'static str,
) -> Offer {
    Offer { play, format, stage, need }
}

pub(crate) const NEWS_TIP: Offer = offer("newsletter", "tip", Stage::Awareness, "social");
pub(crate) const COMPARE: Offer = offer("compare", "compare", Stage::Consideration, "functional");
pub(crate) const FINISH_GUIDE: Offer =
    offer("finish-guide", "guide", Stage::Consideration, "emotional");
pub(crate) const ROOM_TOUR: Offer = offer("room-tour", "tour", Stage::Desire, "emotional");
pub(crate) const ANSWER: Offer = offer("answer", "answer", Stage::Desire, "functional");
pub(crate) const CHECK_IN: Offer = offer("check-in", "check_in", Stage::Support, "emotional");
pub(crate) const EASE: Offer = offer("ease", "survey", Stage::Support, "functional");
pub(crate) const SATISFIED: Offer = offer("satisfied", "survey", Stage::Support, "emotional");
pub(crate) const RECOMMEND: Offer = offer("recommend", "survey", Stage::Loyalty, "emotional");
pub(crate) const BRING_A_FRIEND: Offer =
    offer("bring-a-friend", "referral", Stage::Advocacy, "social");

const fn place(kind: &'static str, path: &'static str) -> Place {
    Place { kind, path }
}

pub(crate) const HOME: Place = place("home", "/");
pub(crate) const PAINTS: Place = place("category", "/paint/");
pub(crate) const SEARCH: Place = place("search", "/search.html");
pub(crate) const CART: Place = place("cart", "/cart.html");
pub(crate) const CHECKOUT: Place = place("checkout", "/checkout/");
pub(crate) const THANKS: Place = place("confirmation", "/orders/thank-you.html");
pub(crate) const ORDER: Place = place("order_status", "/orders/:id");
pub(crate) const HELP: Place = place("help", "/help.html");
pub(crate) const RETURNS: Place = place("policy", "/returns.html");

/// What is asked in the help search and has no answer; the first ones most often.
pub(crate) const UNANSWERED: [(&str, u64); 8] = [
    ("return a mixed colour", 30),
    ("paint over wallpaper", 21),
    ("child safe paint", 15),
    ("deliver to a pickup point in sweden", 11),
    ("how long does a tin keep", 9),
    ("invoice for companies", 7),
    ("match an old colour", 4),
    ("rent a steamer", 3),
];

/// What people write after a good time.
pub(crate) const PRAISE: [&str; 9] = [
    "The check-in a week later surprised me. Somebody actually asked.",
    "Even light on a north wall. I would not have dared without the finish guide.",
    "The roller leaves no fluff at all.",
    "My hallway looks twice as wide now.",
    "The colour is exactly as on the sample card. Lovely.",
    "Quick delivery, and the advice about primer saved me a second coat.",
    "I compared three whites for a week. Your table made it easy.",
    "Covers in one go. My neighbour has ordered too.",
    "Friendly people, they found the roll from the same print run for me.",
];

/// What people write after a bad time.
pub(crate) const COMPLAINTS: [&str; 9] = [
    "Two coats were promised, I needed four.",
    "I asked for Juniper and got something greener.",
    "The coupon box asks for a code that nobody has.",
    "The tin was dented and the lid did not close any more.",
    "I could not find out whether mixed colours can be returned.",
    "The address form refused my house number three times.",
    "Two rolls of different print runs. You can see it on the wall.",
    "It came four days later than promised.",
    "I looked for the invoice everywhere and gave up.",
];

/// Where leads stand, and where they want to get to.
pub(crate) const WISHES: [(&str, &str); 4] = [
    ("Old lime plaster, two rooms of 24 m2", "A matt white that lets the wall breathe"),
    ("Damp cellar wall, painted twice already", "Know what to use before painting again"),
    ("Rental flat with dark wallpaper", "Light walls without pasting anew"),
    ("Stairwell of a house with six flats", "An offer for 140 m2 with delivery by floor"),
];
