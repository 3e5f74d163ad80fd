//! Bytes that become inputs of the engine, whatever a shell could hand over and worse.

use usher_engine::{
    Attention, BatchId, Busy, Click, ConsentSignal, ConsentSource, Delivery, DeviceClass, Grant,
    Grants, Identity, Input, Item, Json, Link, LinkKind, Millis, Money, Observation, Order,
    PageFacts, PageKind, PolicyKind, Product, Purpose, Receipt, Response, Returns, SendOutcome,
    Showing, Snapshot, Standing, Statement, Surroundings, Target, Timestamp, Touchpoint,
    TouchpointName, from_json,
};

use crate::feed::Feed;

/// The next input.
pub fn input(feed: &mut Feed<'_>, showing: Showing) -> Input {
    match feed.byte() % 19 {
        0 | 1 => Input::Page(Box::new(page(feed))),
        2..=5 => Input::Touchpoint(Box::new(touchpoint(feed))),
        6 => Input::Consent(consent(feed)),
        7 | 8 => Input::Attention(attention(feed)),
        9 | 10 => Input::Observed(observation(feed)),
        11 => {
            let showing = if feed.flag() { showing } else { Showing(feed.small()) };
            Input::Response(response(feed, showing))
        }
        12 => Input::Recalled(Box::new(Snapshot {
            preferences: feed.maybe(Feed::text),
            session: feed.maybe(Feed::text),
            lasting: feed.maybe(Feed::text),
        })),
        13 => Input::Sent { batch: BatchId(u32::from(feed.byte())), outcome: outcome(feed) },
        14 => Input::Wake,
        15 => Input::Custom {
            name: feed.text(),
            facts: Json::read(&feed.text()).unwrap_or(Json::Null),
        },
        16 => Input::Identify(Identity {
            orders: feed.maybe(Feed::small),
            last_order: feed.maybe(|feed| Timestamp(i64::from(feed.small()) * 86_400_000)),
            ..Identity::default()
        }),
        17 => Input::Surroundings(Surroundings {
            device: feed.maybe(|feed| feed.pick(DeviceClass::ALL)),
            utc_offset_minutes: feed.maybe(|feed| i32::from(feed.byte()) * 15 - 1_900),
        }),
        _ => Input::Leaving,
    }
}

/// A page as a shell could have read it.
pub fn page(feed: &mut Feed<'_>) -> PageFacts {
    PageFacts {
        path: feed.text(),
        place: feed.small(),
        kind: feed.pick(PageKind::ALL),
        product: feed.maybe(product),
        delivery: feed.maybe(|feed| Delivery {
            price: feed.maybe(money),
            days_from: feed.maybe(Feed::small),
            days_to: feed.maybe(Feed::small),
        }),
        returns: feed.maybe(|feed| Returns {
            days: feed.maybe(Feed::small),
            is_free: feed.maybe(Feed::flag),
        }),
        links: feed.few(|feed| Link {
            kind: feed.pick(&[LinkKind::Help, LinkKind::Returns, LinkKind::Contact]),
            url: feed.text(),
            label: feed.text(),
        }),
        policy: feed.maybe(|feed| feed.pick(PolicyKind::ALL)),
        language: feed.text(),
        ..PageFacts::default()
    }
}

fn product(feed: &mut Feed<'_>) -> Product {
    Product {
        id: feed.text(),
        name: feed.text(),
        category: feed.text(),
        price: feed.maybe(money),
        attributes: feed.few(|feed| (feed.text(), feed.text())),
        ..Product::default()
    }
}

fn money(feed: &mut Feed<'_>) -> Money {
    Money { amount: feed.text(), currency: feed.text() }
}

fn touchpoint(feed: &mut Feed<'_>) -> Touchpoint {
    if feed.byte() > 240 {
        // As the page hands it over.
        return from_json(&feed.text()).unwrap_or_default();
    }
    Touchpoint {
        items: feed.few(|feed| Item { product: product(feed), quantity: feed.small() }),
        order: feed.maybe(|feed| Order { id: feed.text(), total: feed.maybe(money) }),
        results: feed.maybe(Feed::small),
        policy: feed.maybe(|feed| feed.pick(PolicyKind::ALL)),
        ..Touchpoint::named(feed.pick(TouchpointName::ALL))
    }
}

fn grants(feed: &mut Feed<'_>) -> Grants {
    let mut grants = Grants::default();
    for purpose in Purpose::CHOOSABLE {
        let grant = feed.pick(&[Grant::Granted, Grant::Granted, Grant::Denied, Grant::Unknown]);
        grants.set(purpose, grant);
    }
    grants
}

fn consent(feed: &mut Feed<'_>) -> ConsentSignal {
    let source = feed.pick(&[ConsentSource::Visitor, ConsentSource::Site]);
    match feed.byte() % 6 {
        0 => ConsentSignal::PrivacyControl { is_on: feed.flag() },
        1 => ConsentSignal::Kept(feed.maybe(|feed| Receipt {
            policy: feed.small() % 3,
            at: Timestamp(feed.number()),
            purposes: grants(feed),
            source,
            ..Receipt::default()
        })),
        2 | 3 => ConsentSignal::Managed(Statement {
            source: feed.pick(ConsentSource::ALL),
            standing: feed.pick(Standing::ALL),
            grants: grants(feed),
        }),
        _ => ConsentSignal::Chosen { purposes: grants(feed), source },
    }
}

fn attention(feed: &mut Feed<'_>) -> Attention {
    match feed.byte() % 8 {
        0 | 1 => Attention::Visible,
        2 => Attention::Hidden,
        3 => Attention::Pointer,
        4 => Attention::Key,
        5 => Attention::Scrolled(feed.byte()),
        6 => Attention::Covered,
        _ if feed.flag() => Attention::Began(feed.pick(Busy::ALL)),
        _ => Attention::Ended(feed.pick(Busy::ALL)),
    }
}

fn observation(feed: &mut Feed<'_>) -> Observation {
    match feed.byte() % 11 {
        0 => Observation::Responded,
        1 => Observation::Failed,
        2 => Observation::Invalid(feed.small()),
        3 => Observation::CouponFocused,
        4 => Observation::CouponLeft,
        5 => Observation::CouponRejected,
        6 => Observation::Chosen,
        _ => Observation::Click(Click {
            at: Millis(feed.number()),
            x: feed.number() as i32,
            y: feed.number() as i32,
            is_touch: feed.flag(),
            target: feed.small(),
            kind: feed.pick(Target::ALL),
            is_native: feed.flag(),
        }),
    }
}

fn response(feed: &mut Feed<'_>, showing: Showing) -> Response {
    match feed.byte() % 14 {
        0 => Response::Accepted(showing),
        1 => Response::Completed(showing),
        2 => Response::Closed(showing),
        3 => Response::NotNow(showing),
        4 => Response::Engaged(showing),
        5 => Response::Reopened(showing),
        6 => Response::Unavailable(showing),
        7 => Response::Answered { showing, question: feed.text(), choice: feed.text() },
        8 => Response::Commented { showing, question: feed.text(), text: feed.text() },
        9 => Response::StopTips,
        10 => Response::AllowTips,
        11 => Response::OpenedHelp,
        12 => Response::ClosedHelp,
        _ => Response::Erase,
    }
}

fn outcome(feed: &mut Feed<'_>) -> SendOutcome {
    match feed.byte() % 5 {
        0 => SendOutcome::Delivered,
        1 => SendOutcome::Retry { after: feed.maybe(|feed| Millis(feed.number())) },
        2 => SendOutcome::TooLarge,
        3 => SendOutcome::Unreadable,
        _ => SendOutcome::Refused,
    }
}
