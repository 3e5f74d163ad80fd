//! Questions the page answers, from its FAQPage.

use usher_engine::Question;
use wasm_bindgen::{JsCast, JsValue};

use super::foreign::{self, own, own_text};
use super::graph::Graph;
use super::plain::plain_text;

/// Most questions that are kept.
const MAX_QUESTIONS: usize = 30;

/// Most characters of an answer; longer ones belong on the page itself.
const MAX_ANSWER_CHARS: usize = 1_000;

/// The questions with an answer, in the order of the page.
pub(super) fn read(graph: &Graph) -> Vec<Question> {
    let mut questions: Vec<Question> = Vec::new();
    for node in graph.of(&["Question"]) {
        if questions.len() >= MAX_QUESTIONS {
            break;
        }
        let Some(question) = question(graph, &node.value) else { continue };
        if !questions.iter().any(|known| known.question == question.question) {
            questions.push(question);
        }
    }
    questions
}

fn question(graph: &Graph, value: &JsValue) -> Option<Question> {
    let question = plain_text(&own_text(value, &["name", "text"])?, foreign::MAX_TEXT_CHARS);
    let answer = graph
        .under(value, "acceptedAnswer")
        .chain(graph.under(value, "suggestedAnswer"))
        .find_map(|answer| answer_text(&answer))?;
    (!question.is_empty() && !answer.is_empty()).then_some(Question { question, answer })
}

fn answer_text(answer: &JsValue) -> Option<String> {
    let text = own(answer, "text").or_else(|| own(answer, "name"))?;
    // Markup is longer than what it says; four times is room enough.
    let markup = foreign::bounded(text.dyn_ref()?, MAX_ANSWER_CHARS * 4)?;
    Some(plain_text(&markup, MAX_ANSWER_CHARS))
}
