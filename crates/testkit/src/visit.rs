//! What happens in one generated visit.

use usher_engine::{Stage, Timestamp, Uuid};

use crate::chance::Chance;
use crate::teller::{Offer, Place, Teller, Ware};
use crate::wares::{
    ANSWER, BRING_A_FRIEND, CART, CHECK_IN, CHECKOUT, COMPARE, COMPLAINTS, EASE, FINISH_GUIDE,
    HELP, HOME, NEWS_TIP, ORDER, PAINTS, PRAISE, RECOMMEND, RETURNS, ROOM_TOUR, SATISFIED, SEARCH,
    THANKS, UNANSWERED, WARES, WISHES,
};

/// What a visit knows of its visitor.
#[derive(Clone, Debug)]
pub(crate) struct Visitor {
    /// Only under `personalise`.
    pub(crate) subject: Option<Uuid>,
    /// Is shown no unasked play.
    pub(crate) is_held_out: bool,
    /// Orders placed so far.
    pub(crate) orders: u32,
    /// How far along the generated time the visit lies, 0 to 1000.
    pub(crate) lateness: u64,
}

/// How a visitor takes to a play, in thousandths.
struct Taste {
    accepted: u64,
    dismissed: u64,
}

/// What became of an offer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Taken {
    Up,
    No,
}

/// A visit before the sale, up to it where it comes to that.
pub(crate) fn shopping(chance: Chance, visitor: &mut Visitor, at: Timestamp) -> Teller {
    let mut visit = Teller::new(chance, visitor.subject.clone(), at);
    begin(&mut visit);
    if visit.chance.in_thousand(270) {
        return visit;
    }
    if visit.chance.in_thousand(140) {
        offered(&mut visit, visitor, NEWS_TIP, &Taste { accepted: 20, dismissed: 760 });
    }
    let Some(ware) = browse(&mut visit, visitor) else { return visit };
    if !wish(&mut visit, visitor, ware) {
        lead(&mut visit, ware);
        return visit;
    }
    check_out(&mut visit, visitor, ware);
    visit
}

/// A visit of a client: something about the order, and perhaps another one.
pub(crate) fn returning(chance: Chance, visitor: &mut Visitor, at: Timestamp) -> Teller {
    let mut visit = Teller::new(chance, visitor.subject.clone(), at);
    visit.open(HOME);
    visit.reach(Stage::Consideration, "page_view", 1);
    if visit.chance.in_thousand(620) {
        support(&mut visit, visitor);
    }
    if visitor.orders >= 2 {
        loyal(&mut visit, visitor);
    }
    if visit.chance.in_thousand(560)
        && let Some(ware) = browse(&mut visit, visitor)
        && wish(&mut visit, visitor, ware)
    {
        check_out(&mut visit, visitor, ware);
    }
    visit
}

fn begin(visit: &mut Teller) {
    visit.wait(1, 8);
    visit.receipt();
    visit.open(HOME);
    visit.reach(Stage::Awareness, "page_view", 1);
    visit.wait(4, 40);
}

/// Looks around; the product that stays in mind, if the visit goes on.
fn browse(visit: &mut Teller, visitor: &Visitor) -> Option<Ware> {
    visit.open(PAINTS);
    visit.touch("view_item_list", "");
    if visit.chance.in_thousand(180) {
        search(visit);
    }
    let count = visit.chance.between(1, 5);
    let mut last = None;
    for place in 1..=count {
        let ware = pick_ware(&mut visit.chance)?;
        visit.wait(12, 80);
        visit.open(Place { kind: "product", path: ware.path });
        visit.touch_wares("view_item", &[ware], "");
        if place == 3 {
            visit.reach(Stage::Consideration, "view_item", 3);
        }
        felt(visit, "dead_click", 22);
        last = Some(ware);
    }
    if count >= 3 {
        let offer = if visit.chance.in_thousand(700) { COMPARE } else { FINISH_GUIDE };
        let taste = Taste { accepted: 340, dismissed: 190 };
        if offered(visit, visitor, offer, &taste) == Taken::Up && offer.play == COMPARE.play {
            visit.touch("compare_items", "");
        }
    }
    visit.wait(3, 60);
    let goes_on = 420 + 70 * count.unsigned_abs();
    if visit.chance.in_thousand(goes_on) { last } else { None }
}

fn search(visit: &mut Teller) {
    visit.wait(5, 20);
    visit.open(SEARCH);
    if visit.chance.in_thousand(240) {
        visit.touch("zero_result_search", "\"search_term\":\"eggshell paint\",\"results\":0,");
    } else {
        let results = visit.chance.between(1, 24);
        visit.touch("search", &format!("\"results\":{results},"));
    }
}

/// Wants one product; whether the visit goes on to the checkout.
fn wish(visit: &mut Teller, visitor: &Visitor, ware: Ware) -> bool {
    visit.wait(5, 50);
    if visit.chance.in_thousand(120) {
        visit.touch_wares("add_to_wishlist", &[ware], "");
    } else {
        visit.touch_wares("add_to_cart", &[ware], "");
    }
    visit.reach(Stage::Desire, "add_to_cart", 1);
    if visit.chance.in_thousand(90) {
        room_tour(visit, visitor);
    }
    if visit.chance.in_thousand(200) {
        visit.open(RETURNS);
        visit.touch("read_policy", "\"policy\":\"returns\",");
        visit.wait(20, 90);
    }
    visit.open(CART);
    visit.touch("view_cart", "");
    felt(visit, "rage_click", 35);
    let mut buys = 430 + visitor.lateness / 12;
    if visit.chance.in_thousand(900) {
        // The answer helps: that is what the holdout is to find out.
        match offered(visit, visitor, ANSWER, &Taste { accepted: 420, dismissed: 130 }) {
            Taken::Up => buys += 330,
            Taken::No => {}
        }
    }
    visit.wait(4, 40);
    visit.chance.in_thousand(buys)
}

/// A tour whose element is often not there: unavailable, never dismissed.
fn room_tour(visit: &mut Teller, visitor: &Visitor) {
    if visit.chance.in_thousand(550) {
        visit.play("unavailable", ROOM_TOUR, "");
    } else {
        offered(visit, visitor, ROOM_TOUR, &Taste { accepted: 210, dismissed: 260 });
    }
}

fn check_out(visit: &mut Teller, visitor: &mut Visitor, ware: Ware) {
    visit.open(CHECKOUT);
    visit.touch_wares("begin_checkout", &[ware], "");
    visit.reach(Stage::Purchase, "begin_checkout", 1);
    visit.wait(30, 160);
    // The address form broke in the last third of the generated time.
    let errors = if visitor.lateness > 660 { 300 } else { 110 };
    let is_stopped = felt(visit, "form_error", errors);
    if is_stopped {
        felt(visit, "rage_click", 380);
    }
    if !visit.chance.in_thousand(if is_stopped { 420 } else { 900 }) {
        return;
    }
    visit.open(THANKS);
    let number = visit.chance.below(1_000_000_000);
    let more = format!(
        "\"transaction_id\":\"LD-{number:09}\",\"value\":\"{}\",\"currency\":\"EUR\",",
        ware.price
    );
    visit.touch_wares("purchase", &[ware], &more);
    visitor.orders += 1;
    change(visit, visitor);
}

/// Tells what an order makes of the visitor.
fn change(visit: &mut Teller, visitor: &Visitor) {
    let orders = visitor.orders;
    if orders == 1 {
        visit.become_of("relationship", "client", "purchase", 1);
    }
    // As the engine reads them: nothing is said of one order.
    let phase = match orders {
        2 => "introduction",
        3 => "growth",
        4 if visit.chance.in_thousand(300) => "renewal",
        5 => "maturity",
        _ => return,
    };
    visit.become_of("phase", phase, "purchase", orders);
}

fn support(visit: &mut Teller, visitor: &Visitor) {
    visit.wait(5, 30);
    visit.open(ORDER);
    visit.touch("view_order", "");
    visit.reach(Stage::Support, "view_order", 1);
    let mut asks = 210;
    if visit.chance.in_thousand(620) {
        let taste = Taste { accepted: 460, dismissed: 110 };
        if offered(visit, visitor, CHECK_IN, &taste) == Taken::Up {
            check_in(visit);
            asks = 60;
        }
    }
    if visit.chance.in_thousand(420) {
        help(visit);
    }
    if visit.chance.in_thousand(asks) {
        ask(visit);
    }
}

fn check_in(visit: &mut Teller) {
    let is_happy = visit.chance.in_thousand(740);
    visit.choose(CHECK_IN.play, "expectation", if is_happy { "yes" } else { "partly" });
    visit.wait(4, 30);
    visit.choose(CHECK_IN.play, "help", if is_happy { "no" } else { "yes" });
    if visit.chance.in_thousand(330) {
        visit.wait(15, 90);
        let text = words(&mut visit.chance, is_happy);
        visit.comment(CHECK_IN.play, "improve", text);
    }
    if visit.chance.in_thousand(850) {
        let score =
            visit.chance.between(if is_happy { 3 } else { 1 }, if is_happy { 5 } else { 4 });
        visit.score(SATISFIED.play, "csat", score);
    }
}

fn help(visit: &mut Teller) {
    visit.wait(3, 20);
    visit.open(HELP);
    visit.touch("open_help", "");
    visit.wait(4, 30);
    if visit.chance.in_thousand(360) {
        let weights = UNANSWERED.map(|(_, weight)| weight);
        let place = visit.chance.weighted(&weights);
        let term = UNANSWERED.get(place).map_or("", |(term, _)| *term);
        let more = format!("\"search_term\":\"{term}\",\"results\":0,");
        visit.touch("zero_result_search", &more);
        felt(visit, "rage_click", 60);
    } else if visit.chance.in_thousand(780) {
        let score = visit.chance.between(3, 7);
        visit.score(EASE.play, "ces", score);
    }
}

fn loyal(visit: &mut Teller, visitor: &Visitor) {
    visit.wait(3, 20);
    visit.reach(Stage::Loyalty, "purchase", visitor.orders);
    if visit.chance.in_thousand(760)
        && offered(visit, visitor, RECOMMEND, &Taste { accepted: 520, dismissed: 140 }) == Taken::Up
    {
        let place = visit.chance.weighted(&[3, 3, 4, 6, 9, 14, 17, 13, 9]);
        let score = i64::try_from(place).unwrap_or(0) + 2;
        visit.score(RECOMMEND.play, "nps", score);
        if visit.chance.in_thousand(420) {
            let text = words(&mut visit.chance, score >= 7);
            visit.comment(RECOMMEND.play, "nps", text);
        }
    }
    if visit.chance.in_thousand(320) {
        visit.touch("share", "");
        visit.reach(Stage::Advocacy, "share", 1);
        offered(visit, visitor, BRING_A_FRIEND, &Taste { accepted: 260, dismissed: 180 });
    }
    if visitor.orders >= 3 && visit.chance.in_thousand(120) {
        visit.become_of("phase", "decline", "view_order", 2);
    }
}

/// The visitor asks a person.
fn ask(visit: &mut Teller) {
    let ware = pick_ware(&mut visit.chance);
    if let Some(ware) = ware {
        visit.wait(20, 90);
        visit.lead("handed_off", "\"topic\":\"order\",", ware);
    }
}

/// Some who looked well and bought nothing have run out of time.
fn lead(visit: &mut Teller, ware: Ware) {
    if !visit.chance.in_thousand(110) {
        return;
    }
    visit.wait(10, 60);
    visit.become_of("relationship", "lead", "view_item", 4);
    visit.lead("qualified", "", ware);
    if visit.chance.in_thousand(560) {
        visit.wait(40, 200);
        let place = usize::try_from(visit.chance.below(WISHES.len() as u64)).unwrap_or(0);
        let (situation, goal) = WISHES.get(place).copied().unwrap_or_default();
        let more = format!("\"situation\":\"{situation}\",\"goal\":\"{goal}\",");
        visit.lead("handed_off", &more, ware);
    }
}

/// Offers a play, or notes that it would have been offered.
fn offered(visit: &mut Teller, visitor: &Visitor, offer: Offer, taste: &Taste) -> Taken {
    visit.wait(8, 40);
    if visitor.is_held_out {
        visit.play("withheld", offer, "");
        return Taken::No;
    }
    visit.play("shown", offer, "");
    visit.wait(3, 25);
    let drawn = visit.chance.below(1_000);
    if drawn < taste.accepted {
        visit.play("accepted", offer, "");
        visit.wait(8, 70);
        if visit.chance.in_thousand(820) {
            visit.play("completed", offer, "");
        }
        return Taken::Up;
    }
    if drawn < taste.accepted + taste.dismissed {
        let ways: [&str; 3] = ["closed", "not_now", "stop_tips"];
        let way = ways.get(visit.chance.weighted(&[60, 33, 7])).copied().unwrap_or("closed");
        visit.play("dismissed", offer, way);
    } else {
        visit.play("ignored", offer, "");
    }
    Taken::No
}

/// Something does not work; whether it happened.
fn felt(visit: &mut Teller, signal: &str, in_thousand: u64) -> bool {
    let happened = visit.chance.in_thousand(in_thousand);
    if happened {
        visit.wait(1, 6);
        visit.touch(signal, "");
    }
    happened
}

fn pick_ware(chance: &mut Chance) -> Option<Ware> {
    let place = usize::try_from(chance.below(WARES.len() as u64)).unwrap_or(0);
    WARES.get(place).copied()
}

fn words(chance: &mut Chance, is_happy: bool) -> &'static str {
    match is_happy {
        true => chance.pick(&PRAISE, ""),
        false => chance.pick(&COMPLAINTS, ""),
    }
}
