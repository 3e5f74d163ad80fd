//! Questions a page answers: in data, and as people see them.

use usher_engine::{Json, Question};

use crate::markup::At;
use crate::parting::{without_end, without_start};
use crate::scene::Scene;
use crate::thing::{self, Thing, is_a, under};
use crate::vocabulary::{key, names};
use crate::wording::{cut, has_phrase};

/// Most questions that are kept.
const MAX_QUESTIONS: usize = 60;

/// Most bytes of an answer; longer ones belong on the page itself.
const MAX_ANSWER_BYTES: usize = 1_500;

/// Questions with their answers, in the order of the page.
#[must_use]
pub(crate) fn read(scene: &Scene<'_>, things: &[Thing], is_help: bool) -> Vec<Question> {
    let stated = stated(things);
    if !stated.is_empty() {
        return stated;
    }
    let unfolded = unfolded(scene);
    if unfolded.len() > 1 {
        return unfolded;
    }
    let listed = defined(scene);
    let mut written = headed(scene, is_help);
    if listed.len() > written.len() {
        written = listed;
    }
    if written.len() > 1 { written } else { Vec::new() }
}

fn keep(questions: &mut Vec<Question>, question: &str, answer: &str) {
    let answer = answer.strip_prefix("A:").unwrap_or(answer).trim_ascii_start();
    let is_known = questions.iter().any(|known| known.question == question);
    if !question.is_empty() && !answer.is_empty() && !is_known && questions.len() < MAX_QUESTIONS {
        questions.push(Question {
            question: question.to_owned(),
            answer: cut(answer, MAX_ANSWER_BYTES).to_owned(),
        });
    }
}

/// Those in data.
fn stated(things: &[Thing]) -> Vec<Question> {
    let mut questions = Vec::new();
    for thing in things.iter().filter(|thing| is_a(&thing.json, "Question")) {
        let answers = under(&thing.json, "acceptedAnswer");
        let others = under(&thing.json, "suggestedAnswer");
        let said = |json: &Json| thing::text(json, "text name");
        let answer = answers.iter().chain(others).map(said).find(|answer| !answer.is_empty());
        keep(&mut questions, &thing::text(&thing.json, "name text"), &answer.unwrap_or_default());
    }
    questions
}

/// `<details>`: the summary asks, the rest answers.
fn unfolded(scene: &Scene<'_>) -> Vec<Question> {
    let page = scene.page;
    let mut questions = Vec::new();
    for at in (0..page.len()).filter(|at| page.is(*at, const { names("details") })) {
        let summary =
            (at + 1..page.end(at)).find(|place| page.is(*place, const { names("summary") }));
        if let Some(summary) = summary.filter(|_| !scene.is_aside(at)) {
            let question = bare(&page.words(summary, 300)).to_owned();
            if is_question(&question) {
                let answer = between(scene, page.end(summary), page.end(at));
                keep(&mut questions, &question, &answer);
            }
        }
    }
    questions
}

/// `<dl>`: terms that ask.
fn defined(scene: &Scene<'_>) -> Vec<Question> {
    let page = scene.page;
    let mut questions = Vec::new();
    for at in (0..page.len()).filter(|at| page.is(*at, const { names("dt") })) {
        let next = (page.end(at)..page.len()).find(|place| !page.is_text(*place));
        let question = page.words(at, 300);
        if let Some(next) = next.filter(|next| page.is(*next, const { names("dd") }))
            && is_question(&question)
        {
            keep(&mut questions, &question, &page.words(next, MAX_ANSWER_BYTES));
        }
    }
    questions
}

/// Headings, buttons and bold paragraphs that ask; what follows answers. On a page
/// that calls itself one of questions, each heading of the most frequent kind asks.
fn headed(scene: &Scene<'_>, is_help: bool) -> Vec<Question> {
    let asking = asking(scene, is_help);
    let page = scene.page;
    let mut questions = Vec::new();
    for (place, (at, question)) in asking.iter().enumerate() {
        let next = asking.get(place + 1).map_or(page.len(), |(next, _)| *next);
        let end = next.min(section_end(scene, *at));
        keep(&mut questions, question, &between(scene, page.end(*at), end));
    }
    questions
}

/// What asks on the page: headings with a question mark, whatever their rank; else
/// bold texts with one, and if those are numbered, all that are; else, on a page of
/// questions, all headings of one rank.
fn asking(scene: &Scene<'_>, is_help: bool) -> Vec<(At, String)> {
    let page = scene.page;
    let mut headings = Vec::new();
    let mut bold: Vec<(At, String)> = Vec::new();
    let mut numbered: Vec<(At, String)> = Vec::new();
    let mut by_rank: Vec<(&str, Vec<(At, String)>)> = Vec::new();
    for at in 0..page.len() {
        let is_heading = page.is(at, const { names("h2 h3 h4 h5 h6 button dt summary") });
        let is_bold = page.is(at, const { names("b strong p a") }) && !is_linked_away(scene, at);
        if !(is_heading || is_bold) || scene.is_aside(at) {
            continue;
        }
        let all = page.words(at, 300);
        let words = bare(&all).to_owned();
        if !is_question(&words) {
            continue;
        }
        let is_numbered =
            is_bold && all.starts_with(['(', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
        if is_numbered && numbered.last().is_none_or(|(_, known)| *known != words) {
            numbered.push((at, words.clone()));
        }
        if matches!(words.chars().next_back(), Some('?' | '？' | ';')) {
            // A paragraph and the bold words in it are one question.
            let is_known = bold.last().is_some_and(|(_, known)| *known == words);
            let list = if is_heading { &mut headings } else { &mut bold };
            if !is_known || is_heading {
                list.push((at, words));
            }
        } else if is_help && is_heading {
            let name = page.name(at);
            match by_rank.iter_mut().find(|(known, _)| *known == name) {
                Some((_, list)) => list.push((at, words)),
                None => by_rank.push((name, vec![(at, words)])),
            }
        }
    }
    if headings.len() > 1 {
        return headings;
    }
    if bold.len() > 1 {
        let is_one_of = |(at, _): &&(At, String)| numbered.iter().any(|(known, _)| known == at);
        if is_help && bold.iter().filter(is_one_of).count() * 2 > numbered.len() {
            return numbered;
        }
        return bold;
    }
    by_rank.into_iter().map(|(_, list)| list).max_by_key(Vec::len).unwrap_or_default()
}

/// A question without what numbers it (`(1)`, `Q:`) and what links to it (`¶`).
fn bare(words: &str) -> &str {
    let end = without_end(words, "¶#§+-–× ");
    let start = without_start(end, "0123456789(). #+-–");
    let start = start.strip_prefix("Q:").or_else(|| start.strip_prefix("Q.")).unwrap_or(start);
    if start.len() > 5 { start.trim_ascii_start() } else { end }
}

/// A link in a table of contents asks nothing: the answer is elsewhere.
fn is_linked_away(scene: &Scene<'_>, at: At) -> bool {
    let page = scene.page;
    let href = page.raw(at, const { key("href") }).unwrap_or_default();
    let is_switch = page.raw(at, const { key("data-toggle") }).is_some()
        || page.raw(at, const { key("aria-controls") }).is_some()
        || page.raw(at, const { key("data-bs-toggle") }).is_some();
    page.is(at, const { names("a") }) && !href.is_empty() && !is_switch
}

/// Where what belongs to a heading ends: at the next heading of its rank or above.
fn section_end(scene: &Scene<'_>, at: At) -> At {
    let page = scene.page;
    let rank = page.name(at).strip_prefix('h').and_then(|rank| rank.parse::<u8>().ok());
    let Some(rank) = rank else { return page.len() };
    let is_over = |place: &At| {
        let name = page.name(*place);
        let other = name.strip_prefix('h').and_then(|rank| rank.parse::<u8>().ok());
        other.is_some_and(|other| other <= rank) || matches!(name, "footer" | "nav" | "aside")
    };
    (page.end(at)..page.len()).find(is_over).unwrap_or(page.len())
}

fn between(scene: &Scene<'_>, start: At, end: At) -> String {
    let page = scene.page;
    let mut words = String::new();
    let mut at = start;
    while at < end && words.len() < MAX_ANSWER_BYTES {
        if page.is(at, const { names("script style noscript template nav footer svg") }) {
            at = page.end(at);
            continue;
        }
        if page.is_text(at) {
            words.push_str(&crate::wording::decoded(page.content(at)));
        } else if !page.is(at, const { names("a b i em strong span code font u") }) {
            words.push(' ');
        }
        at += 1;
    }
    cut(&crate::wording::single_spaced(&words), MAX_ANSWER_BYTES).to_owned()
}

fn is_question(words: &str) -> bool {
    words.len() > 5 && words.len() < 300 && !has_phrase(&crate::wording::spaced(words), "cookies")
}
