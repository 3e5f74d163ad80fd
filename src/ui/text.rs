//! Texts are data: key to words, in the visitor's language.

use usher_engine::{Argument, Money, PlayView, Text};

use super::intl;
use crate::pieces::{pieces, place_of, until};

/// Languages there are words in, and the word on the launcher, which every page loads. The
/// first is built in, the others load with the drawing: `usher_de.txt`. Shape: a line each, and
/// no end of line after the last, or it would be a language without a name.
const LANGUAGES: &str = include_str!("texts/languages.txt");
/// The first line of it.
const BUILT_IN: &str = "en Help";

/// Primary language tags that are written from right to left.
const RIGHT_TO_LEFT: [&str; 4] = ["ar", "fa", "he", "ur"];

/// The words of the widget, and how numbers are written.
#[derive(Clone, Debug)]
pub(crate) struct Texts {
    locale: String,
    /// The number of the language in `LANGUAGES`, and its line there.
    place: u32,
    language: &'static str,
    tables: Vec<&'static str>,
}

impl Texts {
    /// No words yet, for a page in this BCP 47 locale.
    pub(crate) fn new(locale: &str) -> Self {
        let primary = until(locale, "-_");
        let is_it = |(_, line): &(u32, &str)| until(line, " ").eq_ignore_ascii_case(primary);
        let known = (0..).zip(pieces(LANGUAGES, b'\n')).find(is_it);
        let (place, language) = known.unwrap_or((0, BUILT_IN));
        Self { locale: String::from(locale), place, language, tables: Vec::new() }
    }

    /// The number by which the words are loaded; 0 for those that are built in.
    pub(crate) const fn place(&self) -> u32 {
        self.place
    }

    /// The word on the launcher.
    pub(crate) fn launcher(&self) -> &'static str {
        self.language.get(3..).unwrap_or_default()
    }

    /// Adds a table; an earlier one wins.
    pub(crate) fn with(mut self, table: &'static str) -> Self {
        self.tables.push(table);
        self
    }

    /// The language the words are in.
    pub(crate) fn language(&self) -> &'static str {
        until(self.language, " ")
    }

    /// Direction of the script: what the `dir` attribute takes.
    pub(crate) fn direction(&self) -> &'static str {
        let primary = until(&self.locale, "-_");
        let is_mirrored = RIGHT_TO_LEFT.iter().any(|tag| tag.eq_ignore_ascii_case(primary));
        if is_mirrored { "rtl" } else { "ltr" }
    }

    /// The words for a key; the key itself when nobody wrote them.
    pub(crate) fn get(&self, key: &str) -> String {
        String::from(self.find(key).unwrap_or(key))
    }

    /// The words for a key, with each `{name}` replaced.
    pub(crate) fn fill(&self, key: &str, replacements: &[(&str, String)]) -> String {
        fill(self.find(key).unwrap_or(key), replacements)
    }

    /// The words of a text from the engine.
    pub(crate) fn of(&self, text: &Text) -> String {
        let (key, arguments) = match text {
            Text::Literal(words) => return words.clone(),
            Text::Key(key, arguments) => (*key, arguments),
        };
        let counted = arguments.iter().find_map(|(_, argument)| match argument {
            Argument::Count(count) => Some(*count),
            Argument::Money(_) | Argument::Words(_) => None,
        });
        let words = self.find(key).or_else(|| self.find_plural(key, counted)).unwrap_or(key);
        let replacements: Vec<(&str, String)> =
            arguments.iter().map(|(name, argument)| (*name, self.argument(argument))).collect();
        fill(words, &replacements)
    }

    /// An amount of money as the visitor's language writes it.
    pub(crate) fn money(&self, money: &Money) -> String {
        intl::money(&self.locale, &money.amount, &money.currency)
    }

    /// A whole number as the visitor's language writes it.
    pub(crate) fn count(&self, count: u32) -> String {
        intl::count(&self.locale, count)
    }

    /// What the live region says when a card appears without having been asked for.
    pub(crate) fn announcement(&self, play: &PlayView) -> String {
        let replacements = [("title", self.of(&play.title)), ("summary", self.of(&play.summary))];
        self.fill("live.card", &replacements)
    }

    fn argument(&self, argument: &Argument) -> String {
        match argument {
            Argument::Count(count) => self.count(*count),
            Argument::Money(money) => self.money(money),
            Argument::Words(words) => words.clone(),
        }
    }

    fn find_plural(&self, key: &str, counted: Option<u32>) -> Option<&'static str> {
        let category = intl::plural(&self.locale, counted?);
        self.find(&plural_key(key, &category)).or_else(|| self.find(&plural_key(key, "other")))
    }

    fn find(&self, key: &str) -> Option<&'static str> {
        self.tables.iter().find_map(|table| find_in(table, key))
    }
}

fn plural_key(key: &str, category: &str) -> String {
    let mut name = String::from(key);
    name.push('#');
    name.push_str(category);
    name
}

fn find_in(table: &'static str, key: &str) -> Option<&'static str> {
    for line in pieces(table, b'\n') {
        let words = line.strip_prefix(key).and_then(|line| line.strip_prefix(" = "));
        if words.is_some() {
            return words;
        }
    }
    None
}

/// Replaces each `{name}`; an unknown name stays as it is written.
fn fill(words: &str, replacements: &[(&str, String)]) -> String {
    let mut filled = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(place) = place_of(rest, b'{') {
        filled.push_str(until(rest, "{"));
        let after = rest.get(place + 1..).unwrap_or_default();
        let name = until(after, "}");
        match replacements.iter().find(|(known, _)| *known == name) {
            Some((_, replacement)) => filled.push_str(replacement),
            None => {
                filled.push('{');
                filled.push_str(name);
                filled.push('}');
            }
        }
        rest = after.get(name.len() + 1..).unwrap_or_default();
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    fn english(locale: &str) -> Texts {
        Texts::new(locale).with(include_str!("texts/en.txt"))
    }

    #[test]
    fn names_in_braces_are_replaced_and_unknown_ones_stay() {
        let replacements = [("a", String::from("one")), ("b", String::from("{a}"))];
        assert_eq!(fill("{a} and {b}, not {c}.", &replacements), "one and {a}, not {c}.");
    }

    #[test]
    fn a_text_without_words_shows_its_key() {
        assert_eq!(english("en").get("no.such.key"), "no.such.key");
        assert_eq!(english("en").get("card"), "card");
    }

    #[test]
    fn words_of_the_shop_are_left_alone() {
        let words = Text::Literal(String::from("Use {care} & <b>water</b>"));
        assert_eq!(english("en").of(&words), "Use {care} & <b>water</b>");
    }

    #[test]
    fn the_direction_follows_the_language_of_the_page() {
        let directions = ["ar", "he-IL", "FA_ir", "ur-PK", "en-GB", "argon", ""]
            .map(|locale| Texts::new(locale).direction());
        assert_eq!(directions, ["rtl", "rtl", "rtl", "rtl", "ltr", "ltr", "ltr"]);
    }

    #[test]
    fn words_are_those_of_the_page_where_there_are_some() {
        let of = |locale| {
            let texts = Texts::new(locale);
            (texts.language(), texts.place(), texts.launcher())
        };
        assert_eq!(of("de-CH"), ("de", 1, "Hilfe"));
        assert_eq!(of("ZH_hans"), ("zh", 9, "帮助"));
        for unknown in ["en", "fi", "", "den"] {
            assert_eq!(of(unknown), ("en", 0, "Help"));
        }
        assert!(LANGUAGES.starts_with(BUILT_IN));
    }

    #[test]
    fn every_line_of_the_tables_is_a_key_with_words_and_no_key_is_written_twice() {
        let mut keys = Vec::new();
        for line in include_str!("texts/en.txt").lines() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let pair = line.split_once(" = ");
            assert!(pair.is_some_and(|(_, words)| !words.trim().is_empty()), "{line}");
            keys.extend(pair.map(|(key, _)| key));
        }
        let count = keys.len();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), count);
    }
}
