//! Whatever a device has kept: it is taken up or left, and what is kept after it has
//! its bounds again.
//!
//! Shape: three lines, what `preferences`, `session` and `lasting` were kept as.
#![no_main]

use libfuzzer_sys::fuzz_target;
use usher_engine::{
    Config, Input, Navigation, PageKind, Purpose, Snapshot, Timestamp, Touchpoint, TouchpointName,
};
use usher_fuzz::Checked;
use usher_testkit::Shop;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let mut lines = text.lines().map(|line| Some(line.to_owned()).filter(|line| !line.is_empty()));
    let mut next = || lines.next().flatten();
    let kept = Snapshot { preferences: next(), session: next(), lasting: next() };
    let mut device = Checked::new(Config::default());
    device.world.choose(&Purpose::CHOOSABLE);
    device.world.store = kept;
    device.load();
    let shop = Shop::default();
    for kind in [PageKind::Product, PageKind::Search, PageKind::Product, PageKind::OrderStatus] {
        let page =
            shop.page(kind, &["/p".into(), "matt".into(), "returns=30".into()], Navigation::Load);
        let product = page.product.clone().unwrap_or_default();
        device.give(Input::Page(Box::new(page)));
        device.give(Input::Touchpoint(Box::new(Touchpoint::named(TouchpointName::PageView))));
        device.give(Input::Touchpoint(Box::new(Touchpoint::about(
            TouchpointName::ViewItem,
            product,
        ))));
        device.pass_until(Timestamp(device.world.now().0.saturating_add(60_000)));
        device.give(Input::Leaving);
        device.load();
    }
});
