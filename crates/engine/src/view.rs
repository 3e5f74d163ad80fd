//! What the visitor is shown: plain data, drawn by the shell.
//!
//! Every text is a key with arguments, so that the shell can draw it in the
//! visitor's language, or literal text from the shop, which is text, never HTML.

use crate::consent::ConsentView;
use crate::page::{Link, Money, Question};
use crate::play::{Format, Need, PlayId};

/// A sentence to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Text {
    /// One of the built-in texts: its key, and what replaces each `{name}`.
    Key(&'static str, Vec<(&'static str, Argument)>),
    /// The shop's own words.
    Literal(String),
}

/// What replaces a `{name}` in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument {
    /// A number; the shell formats it and picks the plural.
    Count(u32),
    /// An amount of money; the shell formats it.
    Money(Money),
    /// The shop's own words.
    Words(String),
}

impl Text {
    /// A built-in text without arguments.
    #[must_use]
    pub const fn key(key: &'static str) -> Self {
        Self::Key(key, Vec::new())
    }
}

/// Names one showing of a play; answers come back with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Showing(pub u32);

/// A play on screen.
///
/// Shape: an unsolicited play starts as a compact card (title, summary, accept,
/// not now, ×, why, stop tips); the content opens in the panel when the visitor
/// accepts. It is composed when it is first drawn; the shell keeps it as long as
/// the showing is the same, so that nothing changes while it is on screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlayView {
    /// Which showing this is.
    pub showing: Showing,
    /// Which play it is.
    pub play: PlayId,
    /// How it is drawn.
    pub format: Format,
    /// The need it serves.
    pub need: Need,
    /// One line.
    pub title: Text,
    /// One or two lines under it.
    pub summary: Text,
    /// Words on the button that opens the content; none when the card is all.
    pub accept: Option<Text>,
    /// What opens.
    pub content: Content,
    /// Why the visitor sees it.
    pub why: Why,
}

/// "Why am I seeing this?"
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// The reason in one plain sentence.
    pub reason: Text,
    /// Whether anything left the device for it.
    pub privacy: Text,
    /// Tips shown today, this one included.
    pub shown_today: u32,
    /// Most tips a day.
    pub most_a_day: u32,
}

/// The inside of a play.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Sentences that answer a question, and where it is written.
    Answer {
        /// The answer.
        paragraphs: Vec<Text>,
        /// Where the page says so.
        link: Option<Link>,
    },
    /// Products side by side.
    Compare(CompareTable),
    /// Questions asked one at a time.
    CheckIn {
        /// The questions, in order.
        questions: Vec<CheckInQuestion>,
    },
}

/// Products side by side, differences first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CompareTable {
    /// The columns, 2 to 4.
    pub items: Vec<CompareItem>,
    /// The rows; those in which the items differ come first.
    pub rows: Vec<CompareRow>,
}

/// One product of a comparison.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CompareItem {
    /// The shop's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Path of its page.
    pub url: String,
    /// Price of one.
    pub price: Option<Money>,
    /// Whether it can be had now.
    pub is_available: Option<bool>,
}

/// One fact over all products of a comparison.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CompareRow {
    /// The fact, in the page's words.
    pub label: String,
    /// The value per product; none where the page does not say.
    pub values: Vec<Option<String>>,
    /// Whether the products differ in it.
    pub is_different: bool,
}

/// One of the after-sale questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckInQuestion {
    /// Name used in events: `expectation`, `help`, `improve`.
    pub id: &'static str,
    /// The question.
    pub text: Text,
    /// Choices; empty for a question that is only text.
    pub choices: Vec<Choice>,
    /// Whether a free text may be given.
    pub has_text: bool,
}

/// One possible answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Name used in events.
    pub id: &'static str,
    /// Words on it.
    pub text: Text,
    /// Whether it says that something is wrong; help is then offered at once.
    pub is_unhappy: bool,
}

/// What the panel shows when the visitor opens it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PanelView {
    /// Questions this page answers, policies of its offer first.
    pub answers: Vec<Answer>,
    /// Links of the page that can help.
    pub links: Vec<Link>,
    /// Whether tips may be shown, as the visitor set it.
    pub are_tips_on: bool,
    /// Where the visitor is on the journey, in words; none when unknown.
    pub stage: Option<Text>,
    /// Consent as it stands.
    pub consent: ConsentView,
    /// What is kept on this device, in plain words.
    pub kept: Vec<Text>,
}

/// A question and its answer in the panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The question.
    pub question: Text,
    /// Its answer.
    pub answer: Vec<Text>,
}

impl From<&Question> for Answer {
    fn from(question: &Question) -> Self {
        Self {
            question: Text::Literal(question.question.clone()),
            answer: vec![Text::Literal(question.answer.clone())],
        }
    }
}
