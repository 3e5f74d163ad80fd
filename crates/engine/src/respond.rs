//! What the visitor answers, and what follows from it.

use std::sync::Arc;

use crate::consent::Purpose;
use crate::effect::{Effect, Fault};
use crate::engine::{Engine, OnScreen};
use crate::input::Response;
use crate::memory::{LastingMemory, Preferences, RefusalKind, SessionMemory};
use crate::payload;
use crate::play::{Format, Play};
use crate::time::Timestamp;
use crate::touchpoint::{Touchpoint, TouchpointName};
use crate::view::Showing;

/// Longest comment taken, in characters.
const MAX_COMMENT: usize = 2_000;

impl Engine {
    pub(crate) fn respond(&mut self, response: Response, now: Timestamp, list: &mut Vec<Effect>) {
        match response {
            Response::Accepted(showing) => self.accept(showing, now),
            Response::Completed(showing) => self.end("play.completed", showing, (now, list)),
            Response::Closed(showing) => self.refuse(showing, RefusalKind::Closed, (now, list)),
            Response::NotNow(showing) => self.refuse(showing, RefusalKind::NotNow, (now, list)),
            Response::Unavailable(showing) => self.end("play.unavailable", showing, (now, list)),
            Response::Answered { showing, question, choice } => {
                if let Some(play) = self.play_of(showing) {
                    let answer = payload::answered(&play, &question, &choice);
                    self.record("voice.answered", answer, now);
                }
            }
            Response::Commented { showing, question, mut text } => {
                if let Some(play) = self.play_of(showing) {
                    if let Some((end, _)) = text.char_indices().nth(MAX_COMMENT) {
                        text.truncate(end);
                    }
                    let comment = payload::commented(&play, &question, &text);
                    self.record("voice.commented", comment, now);
                }
            }
            Response::StopTips => self.stop_tips(now, list),
            Response::AllowTips => {
                self.preferences.are_tips_stopped = false;
                self.is_dirty = true;
            }
            Response::OpenedHelp => self.open_help(now, list),
            Response::ClosedHelp => self.is_help_open = false,
            Response::Erase => self.erase(now, list),
        }
    }

    fn end(&mut self, name: &str, showing: Showing, (now, list): (Timestamp, &mut Vec<Effect>)) {
        if let Some(play) = self.play_of(showing) {
            self.report_play(name, &play, None, now);
            self.hide(list);
        }
    }

    fn open_help(&mut self, now: Timestamp, list: &mut Vec<Effect>) {
        self.is_help_open = true;
        // What the visitor asked for stays under the panel.
        if self.on_screen.as_ref().is_some_and(|play| !play.is_accepted) {
            self.hide(list);
        }
        self.note(&Touchpoint::named(TouchpointName::OpenHelp), now);
    }

    /// The play of a showing, if it is the one on screen.
    fn play_of(&mut self, showing: Showing) -> Option<Arc<Play>> {
        match &self.on_screen {
            Some(on_screen) if on_screen.showing == showing => Some(on_screen.play.clone()),
            Some(_) | None => {
                self.faults.push(Fault::StaleResponse);
                None
            }
        }
    }

    fn accept(&mut self, showing: Showing, now: Timestamp) {
        let Some(play) = self.play_of(showing) else { return };
        if let Some(OnScreen { is_accepted, .. }) = &mut self.on_screen {
            *is_accepted = true;
        }
        self.report_play("play.accepted", &play, None, now);
        match play.format {
            Format::Compare => self.note(&Touchpoint::named(TouchpointName::CompareItems), now),
            Format::CheckIn => self.note_checked_in(),
            Format::Answer => {}
        }
    }

    fn note_checked_in(&mut self) {
        if let Some(order) = self.lasting.orders.last_mut() {
            order.is_checked_in = true;
            self.is_dirty = true;
        }
    }

    /// Closing what was opened is not a refusal.
    fn refuse(
        &mut self,
        showing: Showing,
        kind: RefusalKind,
        (now, list): (Timestamp, &mut Vec<Effect>),
    ) {
        let Some(play) = self.play_of(showing) else { return };
        let was_accepted = self.on_screen.as_ref().is_some_and(|play| play.is_accepted);
        if !was_accepted {
            self.preferences.refuse(&play.id, kind, now);
            self.is_dirty = true;
            self.report_play("play.dismissed", &play, Some(kind.as_str()), now);
        }
        self.hide(list);
    }

    fn stop_tips(&mut self, now: Timestamp, list: &mut Vec<Effect>) {
        self.preferences.are_tips_stopped = true;
        self.is_dirty = true;
        if let Some(play) = self.on_screen.as_ref().map(|on_screen| Arc::clone(&on_screen.play)) {
            self.report_play("play.dismissed", &play, Some("stop_tips"), now);
        }
        self.hide(list);
    }

    /// Forgets everything but the choice about consent itself.
    fn erase(&mut self, now: Timestamp, list: &mut Vec<Effect>) {
        self.hide(list);
        self.preferences = Preferences::default();
        self.lasting = LastingMemory::default();
        self.outbox.clear();
        self.stage = None;
        self.session = SessionMemory::default();
        if self.may_remember() {
            self.session = SessionMemory::begin(now);
        }
        if self.grants.allows(Purpose::Analytics) {
            self.session.id = Some(self.ids.uuid());
        }
        if self.grants.allows(Purpose::Personalise) {
            self.lasting.visitor = Some(self.ids.uuid());
        }
        // Nothing is written until something new happens.
        self.is_dirty = false;
        let mut all = vec![Purpose::Necessary];
        all.extend_from_slice(&Purpose::CHOOSABLE);
        list.push(Effect::Erase(all));
    }
}
