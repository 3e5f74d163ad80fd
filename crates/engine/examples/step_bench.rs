//! The workload of `cargo xtask bench`: what one touchpoint costs.
//!
//! Usage: `step_bench PLAYS HISTORY`. Feeds HISTORY touchpoints, then counts
//! 100 more through [`usher_bench_step`]; callgrind looks at that function only.
#![expect(clippy::print_stdout, reason = "it prints its result")]

use std::hint::black_box;
use usher_engine::{
    Attention, Config, ConsentSignal, ConsentSource, Effects, Engine, Grants, Input, PageFacts,
    PageKind, PlayId, Product, Purpose, STARTER_PACK, Seed, Timestamp, Touchpoint, TouchpointName,
};

/// Steps that are counted.
const STEPS: u32 = 100;
/// Different products that are looked at in turn.
const PRODUCTS: u32 = 40;

/// One step; the name is what the bench counts.
#[inline(never)]
pub fn usher_bench_step(engine: &mut Engine, input: Input, now: Timestamp) -> Effects {
    engine.step(input, now)
}

fn main() {
    let mut arguments = std::env::args().skip(1).filter_map(|word| word.parse().ok());
    let plays: usize = arguments.next().unwrap_or(100);
    let history = u32::try_from(arguments.next().unwrap_or(10)).unwrap_or(10);
    let mut engine = engine(plays);
    let mut now = Timestamp(1_795_255_200_000);
    for count in 0..history {
        now.0 += 1_000;
        drop(black_box(engine.step(view_item(count), now)));
    }
    for count in history..history + STEPS {
        now.0 += 1_000;
        drop(black_box(usher_bench_step(&mut engine, view_item(count), now)));
    }
    println!("steps: {STEPS}");
}

/// A visitor who lets help happen, on a product page, with this many plays.
///
/// Without `analytics` the outbox stays empty: what is counted is the journey
/// and the decision, not the queue.
fn engine(plays: usize) -> Engine {
    let many = (0..plays).filter_map(|place| {
        let mut play = STARTER_PACK.get(place % STARTER_PACK.len())?.clone();
        play.id = PlayId(format!("{}-{place}", play.id.0).leak());
        Some(&*Box::leak(Box::new(play)))
    });
    let config = Config { plays: many.collect(), ..Config::default() };
    let mut engine = Engine::new(config, String::from("https://shop.example"), Seed(7));
    let start = Timestamp(1_795_255_100_000);
    let _issues = engine.take_written(start);
    engine.take_mind(start);
    let purposes = Grants::granting(&[Purpose::Help]);
    let source = ConsentSource::Visitor;
    // An article: every manner lets go, every play is looked at, none fits.
    let page = PageFacts { kind: PageKind::Article, ..PageFacts::default() };
    let view = || Input::Touchpoint(Box::new(Touchpoint::named(TouchpointName::PageView)));
    for input in [
        Input::Consent(ConsentSignal::Chosen { purposes, source }),
        Input::Attention(Attention::Visible),
        Input::Page(Box::new(page)),
        view(),
        view(),
    ] {
        drop(black_box(engine.step(input, start)));
    }
    engine
}

fn view_item(count: u32) -> Input {
    let number = count % PRODUCTS;
    let product = Product {
        id: format!("product-{number}"),
        name: format!("Product {number}"),
        category: String::from("emulsion"),
        attributes: vec![(String::from("finish"), String::from("matt"))],
        ..Product::default()
    };
    Input::Touchpoint(Box::new(Touchpoint::about(TouchpointName::ViewItem, product)))
}
