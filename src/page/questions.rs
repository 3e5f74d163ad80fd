//! Questions the page answers, from its FAQPage.

use usher_engine::{Json, Question};

use super::foreign::{own_any, own_words};
use super::graph::Graph;
use super::plain::plain_text;
use crate::pieces::cut;

/// Most questions that are kept.
const MAX_QUESTIONS: usize = 30;

/// Most characters of an answer; longer ones belong on the page itself.
const MAX_ANSWER_CHARS: usize = 1_000;

/// The questions with an answer, in the order of the page.
pub(super) fn read(graph: &Graph<'_>) -> Vec<Question> {
    let mut questions: Vec<Question> = Vec::new();
    for node in graph.of("Question") {
        if questions.len() >= MAX_QUESTIONS {
            break;
        }
        let answer = answer(graph, node);
        let question = own_words(node, "name text");
        let is_known = questions.iter().any(|known| known.question == question);
        if !answer.is_empty() && !question.is_empty() && !is_known {
            questions.push(Question { question, answer });
        }
    }
    questions
}

/// The first answer that says something; empty where none does.
fn answer<'a>(graph: &Graph<'a>, node: &'a Json) -> String {
    for key in ["acceptedAnswer", "suggestedAnswer"] {
        for answer in graph.under(node, key) {
            let markup = own_any(answer, "text name").and_then(Json::as_text).unwrap_or_default();
            // Markup is longer than what it says; four times is room enough.
            let text = plain_text(cut(markup, MAX_ANSWER_CHARS * 4), MAX_ANSWER_CHARS);
            if !text.is_empty() {
                return text;
            }
        }
    }
    String::new()
}
