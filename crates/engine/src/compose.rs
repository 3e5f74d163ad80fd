//! The content of a play, made from what the page says and what was looked at.
//!
//! Only what draws calls this, so that it need not load with every page. The
//! decision asks no more than whether there is something to say (`decide.rs`).

use crate::consent::Purpose;
use crate::decide::{LEAST_COMPARED, help_link};
use crate::engine::Engine;
use crate::journey::Memories;
use crate::limit::Limit;
use crate::memory::ItemMemory;
use crate::page::{Delivery, Link, LinkKind, PageFacts, Product, Returns};
use crate::play::Subject;
use crate::time::{Millis, Timestamp};
use crate::view::{
    Answer, Argument, CheckInQuestion, Choice, CompareItem, CompareRow, CompareTable, Content,
    PlayView, Text, Why,
};
use crate::written::Written;

/// A comparison of more does not fit a phone.
const MOST_COMPARED: usize = 4;

/// The content, with the words around it.
struct Composed {
    title: Text,
    summary: Text,
    accept: Option<Text>,
    reason: Text,
    content: Content,
}

impl Engine {
    /// What is on the card on screen; none without one, or when what it is about
    /// has been forgotten since.
    ///
    /// To be called when a showing is first drawn, and kept as long as it lasts.
    #[must_use]
    pub fn card(&self, now: Timestamp) -> Option<PlayView> {
        let on_screen = self.on_screen.as_ref()?;
        let page = on_screen.page.as_deref()?;
        let play = on_screen.play;
        let composed = match play.subject {
            Subject::LookedAt => compose_compare(self.memories()),
            Subject::OfferTerms => compose_answer(page),
            Subject::Help => compose_help(page),
            Subject::LastOrder => compose_check_in(self.memories(), now),
            Subject::Written(written) => Some(compose_written(written)),
        }?;
        Some(PlayView {
            showing: on_screen.showing,
            play: play.id,
            format: play.format,
            need: play.need,
            title: composed.title,
            summary: composed.summary,
            accept: composed.accept,
            content: composed.content,
            why: self.why(composed.reason, now),
        })
    }

    fn why(&self, reason: Text, now: Timestamp) -> Why {
        let is_sent = self.grants.allows(Purpose::Analytics);
        let privacy = if is_sent { "why.privacy.sent" } else { "why.privacy.device" };
        Why {
            reason,
            privacy: Text::key(privacy),
            shown_today: shown_today(self.memories(), now),
            most_a_day: self.config.manners.of(Limit::PerDay),
        }
    }
}

/// What was held out was not shown.
fn shown_today(memories: Memories<'_>, now: Timestamp) -> u32 {
    let mut count = 0;
    for shown in &memories.lasting.shown {
        let is_today = now.since(shown.at) < Millis::days(1);
        count += u32::from(is_today && !shown.of.is_empty());
    }
    count
}

fn compose_compare(memories: Memories<'_>) -> Option<Composed> {
    let items: Vec<&ItemMemory> = memories.session.items_of_latest_kind().collect();
    let first = items.len().saturating_sub(MOST_COMPARED);
    let items = items.get(first..).unwrap_or_default();
    if items.len() < LEAST_COMPARED {
        return None;
    }
    let count = Argument::Count(u32::try_from(items.len()).unwrap_or(0));
    Some(Composed {
        title: Text::key("play.compare.title"),
        summary: Text::Key("play.compare.summary", vec![("count", count.clone())]),
        accept: Some(Text::key("play.compare.accept")),
        reason: Text::Key("why.compare", vec![("count", count)]),
        content: Content::Compare(compare_table(items)),
    })
}

/// Differences first; within both halves in the order the first page gave.
fn compare_table(items: &[&ItemMemory]) -> CompareTable {
    let mut labels: Vec<&str> = Vec::new();
    let mut table = CompareTable::default();
    let mut same = Vec::new();
    for item in items {
        table.items.push(compare_item(item));
        for (label, _) in &item.product.attributes {
            if labels.contains(&label.as_str()) {
                continue;
            }
            labels.push(label);
            let row = compare_row(label, items);
            if row.is_different {
                table.rows.push(row);
            } else {
                same.push(row);
            }
        }
    }
    table.rows.append(&mut same);
    table
}

fn compare_item(item: &ItemMemory) -> CompareItem {
    let product = &item.product;
    CompareItem {
        id: product.id.clone(),
        name: product.name.clone(),
        url: product.url.clone(),
        price: product.price.clone(),
        is_available: product.is_available,
    }
}

fn compare_row(label: &str, items: &[&ItemMemory]) -> CompareRow {
    let mut row = CompareRow { label: label.to_owned(), ..CompareRow::default() };
    for item in items {
        let value = value_of(&item.product, label);
        row.is_different |= row.values.first().is_some_and(|first| *first != value);
        row.values.push(value);
    }
    row
}

fn value_of(product: &Product, label: &str) -> Option<String> {
    for (name, value) in &product.attributes {
        if name == label {
            return Some(value.clone());
        }
    }
    None
}

fn compose_answer(page: &PageFacts) -> Option<Composed> {
    let mut paragraphs = delivery_sentences(page.delivery.as_ref());
    paragraphs.append(&mut returns_sentences(page.returns.as_ref()));
    if paragraphs.is_empty() {
        return None;
    }
    let link = link_of(page, LinkKind::Returns).or_else(|| link_of(page, LinkKind::Delivery));
    Some(Composed {
        title: Text::key("play.answer.title"),
        summary: Text::key("play.answer.summary"),
        accept: Some(Text::key("play.answer.accept")),
        reason: Text::key("why.answer"),
        content: Content::Answer { paragraphs, link },
    })
}

/// Says what there is, never how the visitor seems to feel.
fn compose_help(page: &PageFacts) -> Option<Composed> {
    let link = help_link(page)?.clone();
    Some(Composed {
        title: Text::key("play.help.title"),
        summary: Text::key("play.help.summary"),
        accept: Some(Text::key("play.help.accept")),
        reason: Text::key("why.help"),
        content: Content::Answer { paragraphs: vec![Text::key("answer.help")], link: Some(link) },
    })
}

fn link_of(page: &PageFacts, kind: LinkKind) -> Option<Link> {
    page.links.iter().find(|link| link.kind == kind).cloned()
}

fn delivery_sentences(delivery: Option<&Delivery>) -> Vec<Text> {
    let Some(delivery) = delivery else { return Vec::new() };
    let mut sentences = Vec::new();
    if let Some(price) = &delivery.price {
        let is_free = price.amount.chars().all(|digit| matches!(digit, '0' | '.'));
        sentences.push(if is_free {
            Text::key("answer.delivery.free")
        } else {
            Text::Key("answer.delivery.cost", vec![("price", Argument::Money(price.clone()))])
        });
    }
    match (delivery.days_from, delivery.days_to) {
        (Some(from), Some(to)) if from != to => sentences.push(Text::Key(
            "answer.delivery.days",
            vec![("from", Argument::Count(from)), ("to", Argument::Count(to))],
        )),
        (Some(days), _) | (None, Some(days)) => sentences
            .push(Text::Key("answer.delivery.days_one", vec![("from", Argument::Count(days))])),
        (None, None) => {}
    }
    sentences
}

fn returns_sentences(returns: Option<&Returns>) -> Vec<Text> {
    let Some(returns) = returns else { return Vec::new() };
    let mut sentences = Vec::new();
    match returns.days {
        Some(0) => return vec![Text::key("answer.returns.none")],
        Some(days) => {
            sentences.push(Text::Key("answer.returns.days", vec![("days", Argument::Count(days))]))
        }
        None => {}
    }
    match returns.is_free {
        Some(true) => sentences.push(Text::key("answer.returns.free")),
        Some(false) => sentences.push(Text::key("answer.returns.paid")),
        None => {}
    }
    sentences
}

/// The questions a page answers: its policies first, then its own questions.
pub(crate) fn answers(page: &PageFacts) -> Vec<Answer> {
    let mut answers = Vec::new();
    let mut add = |question, answer: Vec<Text>| {
        if !answer.is_empty() {
            answers.push(Answer { question: Text::key(question), answer });
        }
    };
    add("question.delivery", delivery_sentences(page.delivery.as_ref()));
    add("question.returns", returns_sentences(page.returns.as_ref()));
    for question in &page.questions {
        answers.push(Answer::from(question));
    }
    answers
}

fn compose_check_in(memories: Memories<'_>, now: Timestamp) -> Option<Composed> {
    let order = memories.lasting.orders.last()?;
    let days = now.since(order.at).whole_days();
    let days = Argument::Count(u32::try_from(days).unwrap_or(0));
    Some(Composed {
        title: Text::key("play.check_in.title"),
        summary: Text::key("play.check_in.summary"),
        accept: Some(Text::key("play.check_in.accept")),
        reason: Text::Key("why.check_in", vec![("days", days)]),
        content: Content::CheckIn { questions: check_in_questions() },
    })
}

/// The shop's own words; a card without content is all there is.
fn compose_written(written: &Written) -> Composed {
    let words = |text: &String| Text::Literal(text.clone());
    let has_more = !written.content.is_empty() || written.link.is_some();
    let is_said = !written.why.is_empty();
    Composed {
        title: words(&written.title),
        summary: words(&written.summary),
        accept: has_more.then(|| Text::key("play.answer.accept")),
        reason: if is_said { words(&written.why) } else { Text::key("why.written") },
        content: Content::Answer {
            paragraphs: written.content.iter().map(words).collect(),
            link: written.link.clone(),
        },
    }
}

/// "Was it really what you expected? Do you need help? What can we improve?"
fn check_in_questions() -> Vec<CheckInQuestion> {
    vec![
        CheckInQuestion {
            id: "expectation",
            text: Text::key("check_in.expectation"),
            choices: vec![
                choice("yes", "choice.expectation.yes", false),
                choice("partly", "choice.expectation.partly", true),
                choice("no", "choice.expectation.no", true),
            ],
            has_text: false,
        },
        CheckInQuestion {
            id: "help",
            text: Text::key("check_in.help"),
            choices: vec![
                choice("no", "choice.help.no", false),
                choice("yes", "choice.help.yes", true),
            ],
            has_text: false,
        },
        CheckInQuestion {
            id: "improve",
            text: Text::key("check_in.improve"),
            choices: Vec::new(),
            has_text: true,
        },
    ]
}

const fn choice(id: &'static str, key: &'static str, is_unhappy: bool) -> Choice {
    Choice { id, text: Text::key(key), is_unhappy }
}
