//! The workload of `cargo xtask bench` in a page: what a touchpoint costs the shipped
//! widget in Chromium, and what it leaves behind.
//!
//! `page-bench` prints `microseconds: N` for one touchpoint, and the bytes of the wasm's
//! memory and of the script heap that came with 10,000 of them.

#![expect(clippy::print_stdout, clippy::panic, reason = "it prints its result, or ends")]

use serde_json::{Value, json};
use usher_tests::{A_MOMENT, Engine, SiteChanges, Visitor, enter, eventually};

/// Touchpoints that warm the page up: its lists are filled, its code is compiled.
const FIRST: u32 = 1_000;
/// Touchpoints that are measured.
const COUNTED: u32 = 10_000;

const TELL: &str = include_str!("../../pages/touchpoints.js");

#[tokio::main]
async fn main() {
    let changes = SiteChanges { scripts: vec!["memory.js"], ..SiteChanges::default() };
    let (_site, visitor) = enter(Engine::Chromium, changes).await;
    visitor.sees(".prompt").await;
    visitor.accept_all().await;
    tell(&visitor, 0, FIRST).await;
    let (memory, heap) = (memory(&visitor).await, heap(&visitor).await);
    let millis = tell(&visitor, FIRST, COUNTED).await;
    let (later, heap_later) = (self::memory(&visitor).await, self::heap(&visitor).await);
    println!("microseconds: {:.1}", millis * 1_000.0 / f64::from(COUNTED));
    println!("memory: {memory}");
    println!("memory growth: {}", later - memory);
    println!("heap growth: {}", (heap_later - heap).max(0.0));
}

/// Tells the widget so many touchpoints; the milliseconds its calls took.
async fn tell(visitor: &Visitor, told: u32, wanted: u32) -> f64 {
    let arguments = vec![json!(told), json!(wanted)];
    let took = visitor.browser.client.execute_async(TELL, arguments).await;
    match took {
        Ok(Value::Number(millis)) => millis.as_f64().unwrap_or(f64::NAN),
        other => panic!("the touchpoints could not be told: {other:?}"),
    }
}

/// Bytes of the wasm's memory; it never shrinks.
async fn memory(visitor: &Visitor) -> f64 {
    eventually("the memory of the widget", A_MOMENT, async || {
        visitor.run("return window.__memory?.buffer.byteLength ?? null", vec![]).await.as_f64()
    })
    .await
}

/// Bytes of the script heap that are still in use after the garbage was collected.
async fn heap(visitor: &Visitor) -> f64 {
    visitor.browser.ask_tools("HeapProfiler.collectGarbage", json!({})).await;
    let usage = visitor.browser.ask_tools("Runtime.getHeapUsage", json!({})).await;
    usage.get("usedSize").and_then(Value::as_f64).unwrap_or(f64::NAN)
}
