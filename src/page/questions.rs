//! Questions the page answers, from its FAQPage.

use usher_engine::{Json, Question};

use super::foreign::{own_any, own_words};
use super::graph::Graph;
use super::plain::{cut, plain_text};

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
        let Some(answer) = answer(graph, node) else { continue };
        let question = own_words(node, "name text");
        let is_known = questions.iter().any(|known| known.question == question);
        if !question.is_empty() && !is_known {
            questions.push(Question { question, answer });
        }
    }
    questions
}

fn answer<'a>(graph: &Graph<'a>, node: &'a Json) -> Option<String> {
    let mut answers = graph.under(node, "acceptedAnswer");
    answers.extend(graph.under(node, "suggestedAnswer"));
    for answer in answers {
        let markup = own_any(answer, "text name").and_then(Json::as_text).unwrap_or_default();
        // Markup is longer than what it says; four times is room enough.
        let text = plain_text(cut(markup, MAX_ANSWER_CHARS * 4), MAX_ANSWER_CHARS);
        if !text.is_empty() {
            return Some(text);
        }
    }
    None
}
