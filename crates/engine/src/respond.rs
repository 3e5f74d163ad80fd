//! What the visitor answers, and what follows from it.

use crate::consent::Purpose;
use crate::effect::{Effect, Fault, emit};
use crate::engine::{Engine, OnScreen};
use crate::id::{Uuid, derived_uuid};
use crate::input::Response;
use crate::mark::{MAX_REFUSALS, MAX_TRIES, MarkKind, remember, remember_each};
use crate::memory::Preferences;
use crate::payload;
use crate::play::{Format, Play};
use crate::time::Timestamp;
use crate::touchpoint::{Touchpoint, TouchpointName};
use crate::view::Showing;

/// Longest comment taken, in characters.
const MAX_COMMENT: usize = 2_000;

impl Engine {
    /// Takes answers to cards from now on; to be called by what draws them.
    ///
    /// A function the engine is given instead of one it calls, so that what only
    /// an answered card needs is loaded with the cards.
    pub fn take_answers(&mut self) {
        self.answering = Some(answer);
    }

    pub(crate) fn respond(&mut self, response: Response, now: Timestamp, list: &mut Vec<Effect>) {
        match response {
            Response::OpenedHelp => self.open_help(now, list),
            Response::ClosedHelp => self.is_help_open = false,
            Response::Erase => self.erase(now, list),
            to_a_card => {
                if let Some(answering) = self.answering {
                    answering(self, to_a_card, now, list);
                }
            }
        }
    }

    fn open_help(&mut self, now: Timestamp, list: &mut Vec<Effect>) {
        self.is_help_open = true;
        // What the visitor asked for stays under the panel.
        self.hide_unaccepted(list);
        self.note(Touchpoint::named(TouchpointName::OpenHelp), now);
    }

    /// Forgets everything but the choice about consent itself.
    fn erase(&mut self, now: Timestamp, list: &mut Vec<Effect>) {
        self.hide(list);
        self.preferences = Preferences::default();
        self.outbox.clear();
        self.forget_journey(now);
        // Nothing is written until something new happens.
        self.is_dirty = false;
        let mut all = vec![Purpose::Necessary];
        all.extend_from_slice(&Purpose::CHOOSABLE);
        emit(list, Effect::Erase(all));
    }

    /// The play of a showing, if it is the one on screen.
    fn play_of(&mut self, showing: Showing) -> Option<&'static Play> {
        let on_screen = self.on_screen.as_ref().filter(|shown| shown.showing == showing);
        if on_screen.is_none() {
            self.faults.push(Fault::StaleResponse);
        }
        on_screen.map(|shown| shown.play)
    }

    fn end(&mut self, name: &str, showing: Showing, (now, list): (Timestamp, &mut Vec<Effect>)) {
        if let Some(play) = self.play_of(showing) {
            self.report_play(name, play, ("", ""), now);
            self.hide(list);
        }
    }

    fn accept(&mut self, showing: Showing, now: Timestamp) {
        let Some(play) = self.play_of(showing) else { return };
        if let Some(on_screen) = &mut self.on_screen {
            on_screen.is_accepted = true;
            on_screen.ignored_at = None;
        }
        self.report_play("play.accepted", play, ("", ""), now);
        match play.format {
            Format::Compare => self.note(Touchpoint::named(TouchpointName::CompareItems), now),
            Format::CheckIn | Format::Csat => {
                if play.format == Format::CheckIn {
                    self.ask_mark(play, MarkKind::Plain, now);
                }
                if let Some(order) = self.lasting.orders.last_mut() {
                    order.kind = MarkKind::CheckedIn;
                    self.is_dirty = true;
                }
            }
            _ => {}
        }
    }

    /// Closing what was opened is not a refusal.
    fn refuse(
        &mut self,
        showing: Showing,
        kind: MarkKind,
        (now, list): (Timestamp, &mut Vec<Effect>),
    ) {
        let Some(play) = self.play_of(showing) else { return };
        if self.on_screen.as_ref().is_some_and(|shown| !shown.is_accepted) {
            // The second "Not now" is treated as a closing. P8.
            let mut same = self.preferences.refusals.iter();
            let is_again = same.any(|other| other.of == play.id.0 && other.kind == kind);
            let counts_as =
                if is_again && kind == MarkKind::NotNow { MarkKind::Closed } else { kind };
            remember(&mut self.preferences.refusals, (play.id.0, counts_as, now), MAX_REFUSALS);
            let word = play.format.as_str();
            let mut asked = self.lasting.asked.iter();
            let is_again = asked.any(|one| one.of == word && one.kind == MarkKind::Closed);
            let asked_as = if is_again { MarkKind::ClosedAgain } else { MarkKind::Closed };
            self.ask_mark(play, asked_as, now);
            self.report_play("play.dismissed", play, ("how", kind.as_str()), now);
        }
        self.hide(list);
    }

    /// Remembers how it went with a question.
    fn ask_mark(&mut self, play: &Play, kind: MarkKind, now: Timestamp) {
        let is_question = matches!(
            play.format,
            Format::CheckIn | Format::Nps | Format::Csat | Format::Ces | Format::Referral
        );
        if is_question {
            remember_each(&mut self.lasting.asked, (play.format.as_str(), kind, now));
        }
        self.is_dirty = true;
    }

    /// The visitor did something with the card: it is not ignored any more.
    fn engage(&mut self, showing: Showing) -> Option<&mut OnScreen> {
        self.play_of(showing)?;
        let on_screen = self.on_screen.as_mut()?;
        on_screen.ignored_at = None;
        Some(on_screen)
    }

    /// What was asked for costs no budget.
    fn reopen(&mut self, showing: Showing, list: &mut Vec<Effect>) {
        if let Some(on_screen) = self.engage(showing)
            && core::mem::replace(&mut on_screen.is_collapsed, false)
        {
            emit(list, Effect::Expand);
        }
    }

    /// Its goal was reached: what was read or followed need not come again. P26.
    fn complete(&mut self, showing: Showing, (now, list): (Timestamp, &mut Vec<Effect>)) {
        if let Some(play) = self.play_of(showing)
            && matches!(play.format, Format::Tip | Format::Guide | Format::Tour | Format::Thanks)
        {
            remember(&mut self.lasting.tries, (play.id.0, MarkKind::Done, now), MAX_TRIES);
            self.is_dirty = true;
        }
        self.end("play.completed", showing, (now, list));
    }

    fn stop_tips(&mut self, now: Timestamp, list: &mut Vec<Effect>) {
        self.preferences.are_tips_stopped = true;
        self.is_dirty = true;
        if let Some(on_screen) = &self.on_screen {
            self.report_play("play.dismissed", on_screen.play, ("how", "stop_tips"), now);
        }
        self.hide(list);
    }
}

/// One visit answers a question once, whatever is pressed again.
fn answer_id(engine: &Engine, [play, question, choice]: [&str; 3]) -> Uuid {
    let visit = engine.session.id.as_ref().map_or("", |id| id.0.as_str());
    derived_uuid(&[&engine.source, visit, play, question, choice])
}

/// Takes one answer to a card. Not a method, so that only [`Engine::take_answers`]
/// refers to it.
fn answer(engine: &mut Engine, response: Response, now: Timestamp, list: &mut Vec<Effect>) {
    if let Some(on_screen) = engine.on_screen.as_ref()
        && !matches!(response, Response::Engaged(_))
    {
        // Whatever it was, somebody clicked; and what could not be found was
        // never seen.
        engine.lasting.click(on_screen.play.id.0);
    }
    match response {
        Response::Accepted(showing) => engine.accept(showing, now),
        Response::Completed(showing) => engine.complete(showing, (now, list)),
        Response::Engaged(showing) => {
            engine.engage(showing);
        }
        Response::Reopened(showing) => engine.reopen(showing, list),
        Response::Unavailable(showing) => engine.end("play.unavailable", showing, (now, list)),
        Response::Closed(showing) => engine.refuse(showing, MarkKind::Closed, (now, list)),
        Response::NotNow(showing) => engine.refuse(showing, MarkKind::NotNow, (now, list)),
        Response::Answered { showing, question, choice } => {
            if let Some(play) = engine.play_of(showing) {
                let data = payload::voice(play, &question, ("choice", &choice));
                let id = answer_id(engine, [play.id.0, &question, &choice]);
                engine.record_as(Some(id), "voice.answered", &data, now);
                engine.ask_mark(play, MarkKind::Answered, now);
                engine.notice(TouchpointName::AnswerSurvey, now);
            }
        }
        Response::Commented { showing, question, mut text } => {
            if let Some(play) = engine.play_of(showing) {
                if let Some((end, _)) = text.char_indices().nth(MAX_COMMENT) {
                    text.truncate(end);
                }
                let data = payload::voice(play, &question, ("text", &text));
                engine.record("voice.commented", &data, now);
            }
        }
        Response::StopTips => engine.stop_tips(now, list),
        Response::AllowTips => {
            engine.preferences.are_tips_stopped = false;
            engine.is_dirty = true;
        }
        Response::OpenedHelp | Response::ClosedHelp | Response::Erase => {}
    }
}
