//! Says what is understood of saved pages, without a browser.
//!
//! Each line of standard input has a name, a file of well-formed markup (as a browser
//! writes a document) and the page's address, parted by tabs; each line of the output is
//! what `cargo xtask score --answers` reads.

use std::io::BufRead;

use usher_engine::to_json;
use usher_reader::{Address, Markup, read};

fn main() {
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        let mut parts = line.split('\t');
        let (Some(name), Some(file), Some(url)) = (parts.next(), parts.next(), parts.next()) else {
            continue;
        };
        let text = String::from_utf8_lossy(&std::fs::read(file).unwrap_or_default()).into_owned();
        let mut page = Markup::default();
        page.push(&text);
        page.finish();
        let rest = url.split_once("//").map_or(url, |(_, rest)| rest);
        let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let address = Address { host: host.to_owned(), path: path.to_owned() };
        let reading = read(&page, &address);
        let mut questions = Vec::new();
        for question in &reading.questions {
            questions.push((question.question.clone(), question.answer.clone()));
        }
        let mut evidence = Vec::new();
        for known in &reading.evidence {
            let said = format!("{}: {}", known.source, known.said);
            evidence.push((known.fact.to_owned(), said));
        }
        println!(
            "{{\"file\":{},\"understood\":{{\"kind\":\"{}\",\"product\":{},\"questions\":{},\"evidence\":{}}}}}",
            to_json(&name.to_owned()),
            reading.kind.as_str(),
            to_json(&reading.product),
            to_json(&questions),
            to_json(&evidence),
        );
    }
}
