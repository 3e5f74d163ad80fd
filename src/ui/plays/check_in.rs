//! The after-sale questions, one at a time. Every one may be left open.

use std::sync::Arc;

use usher_engine::{Argument, CheckInQuestion, Choice, Content, PlayView, Response, Showing, Text};

use super::content;
use crate::property;
use crate::ui::drawing::Said;
use crate::ui::hand::Hand;
use crate::ui::live::Live;
use crate::ui::parts::arrival::arrival;
use crate::ui::parts::button::button;
use crate::ui::parts::icon::{DONE, icon};
use crate::ui::tag::{Tag, tag};

/// Where the visitor is, and what was said to the question on screen.
#[derive(Clone, Copy)]
struct Progress {
    showing: Showing,
    count: usize,
    at: Live<usize>,
    chosen: Live<Option<Chosen>>,
    words: Live<String>,
}

/// What was chosen of the choices of a question.
#[derive(Clone, Copy)]
struct Chosen {
    id: &'static str,
    is_unhappy: bool,
}

pub(in crate::ui) fn check_in(view: &Arc<PlayView>, hand: Hand) -> Tag {
    let of_body = Arc::clone(view);
    let progress = Progress {
        showing: view.showing,
        count: questions(view).len(),
        at: Live::new(0),
        chosen: Live::new(None),
        words: Live::new(String::new()),
    };
    let body = tag("div").class("body").child_of(move || {
        Some(match questions(&of_body).get(progress.at.get()) {
            Some(asked) => question(asked, progress, hand),
            None => thanks(progress, hand),
        })
    });
    content(view, hand, "panel", move || progress.how_far()).child(body)
}

fn questions(view: &PlayView) -> &[CheckInQuestion] {
    match &view.content {
        Content::CheckIn { questions } => questions,
        Content::Answer { .. } | Content::Compare(_) => &[],
    }
}

fn question(asked: &CheckInQuestion, progress: Progress, hand: Hand) -> Tag {
    let id = asked.id;
    let at = progress.at.now();
    let is_last = at + 1 == progress.count;
    let legend = tag("legend").child(arrival("question", hand.of(&asked.text), at > 0));
    let options = asked.choices.iter().map(|choice| option(id, choice, progress, hand));
    let words = asked.has_text.then(|| words(asked.choices.is_empty(), progress, hand));
    let send = hand.get(if is_last { "check_in.send" } else { "check_in.next" });
    tag("form")
        .on("submit", move |event| {
            property::tell(&event, "preventDefault");
            progress.say(id, hand);
        })
        .child(tag("p").class("step").words(place(at, progress.count, hand)))
        .child(tag("fieldset").child(legend).children(options))
        // Always there and empty at first, so that a screen reader says what appears.
        .child(tag("div").attr("role", "status").child_of(move || help(progress, hand)))
        .children(words)
        .child(tag("button").attr("type", "submit").class("primary").words(send))
}

fn option(name: &'static str, choice: &Choice, progress: Progress, hand: Hand) -> Tag {
    let chosen = Chosen { id: choice.id, is_unhappy: choice.is_unhappy };
    let words = hand.of(&choice.text);
    let input = tag("input")
        .attr("type", "radio")
        .attr("name", name)
        .on("change", move |_| progress.chosen.set(Some(chosen)));
    tag("label").class("option").child(input).child(tag("span").words(words))
}

/// The field for words of the visitor's own.
fn words(is_whole_answer: bool, progress: Progress, hand: Hand) -> Tag {
    let mut field =
        tag("textarea").attr("rows", "3").attr("maxlength", "1000").on("input", move |event| {
            progress.words.set(property::text(&property::get(&event, "target"), "value"));
        });
    field = field.on("focus", move |_| hand.say(Said::Writes));
    let mut label = tag("label").class("field");
    if is_whole_answer {
        field = field.attr("aria-labelledby", "question");
    } else {
        label = label.child(tag("span").words(hand.get("check_in.words")));
    }
    label.child(field)
}

/// Help at once when something is wrong, before the next question.
fn help(progress: Progress, hand: Hand) -> Option<Tag> {
    let is_wrong = progress.chosen.get().is_some_and(|chosen| chosen.is_unhappy);
    let open = move || hand.say(Said::OpenPanel);
    is_wrong.then(|| {
        tag("div").class("sorry").child(tag("p").words(hand.get("check_in.sorry"))).child(button(
            "plain",
            hand.get("check_in.sorry.open"),
            open,
        ))
    })
}

fn thanks(progress: Progress, hand: Hand) -> Tag {
    let words = arrival("thanks", hand.get("check_in.thanks"), true);
    let close = move || hand.close(Said::Response(progress.how_far()));
    tag("div")
        .class("thanks")
        .child(icon(DONE))
        .child(tag("p").class("name").child(words))
        .child(tag("p").words(hand.get("check_in.thanks.text")))
        .child(button("primary", hand.get("check_in.done"), close))
}

fn place(at: usize, count: usize, hand: Hand) -> String {
    let number = |number: usize| Argument::Count(u32::try_from(number).unwrap_or(u32::MAX));
    hand.of(&Text::Key("check_in.step", vec![("count", number(at + 1)), ("most", number(count))]))
}

impl Progress {
    /// Sends the answer on screen, if there is one, and goes on.
    fn say(self, question: &str, hand: Hand) {
        let question = String::from(question);
        let showing = self.showing;
        if let Some(choice) = self.chosen.now() {
            let choice = String::from(choice.id);
            let question = question.clone();
            hand.say(Said::Response(Response::Answered { showing, question, choice }));
        }
        let text = self.words.now();
        let text = text.trim_ascii();
        if !text.is_empty() {
            let text = String::from(text);
            hand.say(Said::Response(Response::Commented { showing, question, text }));
        }
        self.chosen.set(None);
        self.words.set(String::new());
        self.at.set(self.at.now() + 1);
    }

    /// Closing after the last question completes the play; before it, it is just closed.
    fn how_far(self) -> Response {
        if self.at.now() < self.count {
            Response::Closed(self.showing)
        } else {
            Response::Completed(self.showing)
        }
    }
}
