//! Reads the conditions of a play from the configuration.

use crate::condition::Condition;
use crate::config::ConfigIssue;
use crate::custom::Custom;
use crate::event::joined;
use crate::fact::{Fact, Measure};
use crate::json::{Json, push_integer};
use crate::touchpoint::TouchpointName;

/// Reads a part of the configuration and names what is wrong with it.
pub(crate) struct Reader<'a> {
    pub(crate) issues: &'a mut Vec<ConfigIssue>,
    /// The touchpoints the site owner declared.
    pub(crate) customs: &'a [Custom],
}

impl Reader<'_> {
    /// Names what is wrong; there is no value then.
    pub(crate) fn refuse<T>(&mut self, path: &str, reason: &'static str) -> Option<T> {
        self.issues.push(ConfigIssue::new(path, reason));
        None
    }

    /// An object with several keys wants all of them.
    pub(crate) fn condition(&mut self, path: &str, json: &Json) -> Option<Condition> {
        let Json::Object(fields) = json else {
            return self.refuse(path, "must be an object; left out");
        };
        let parts = fields.iter().map(|(key, value)| self.leaf(&inside(path, key), key, value));
        let parts: Vec<Option<Condition>> = parts.collect();
        Some(match parts.len() {
            0 => return self.refuse(path, "says no condition"),
            1 => parts.into_iter().next()??,
            _ => Condition::All(kept(parts)?),
        })
    }

    fn leaf(&mut self, path: &str, key: &str, json: &Json) -> Option<Condition> {
        Some(match key {
            "all" => Condition::All(self.conditions(path, json)?),
            "any" => Condition::Any(self.conditions(path, json)?),
            "not" => Condition::Not(Box::leak(Box::new(self.condition(path, json)?))),
            "seen" => self.seen(path, json)?,
            "attribute" => match json {
                Json::Object(fields) if fields.len() == 1 => {
                    let (name, words) = fields.first()?;
                    let words = self.words(path, words, &[])?;
                    Condition::Attribute(name.clone().leak(), words)
                }
                _ => return self.refuse(path, "must be one name with its words"),
            },
            _ => match (Fact::from_name(key), Measure::from_name(key)) {
                (Some(fact), _) => Condition::Is(fact, self.words(path, json, fact.words())?),
                (_, Some(measure)) => {
                    let (least, most) = self.bounds(path, json)?;
                    Condition::Number(measure, least, most)
                }
                _ => return self.refuse(path, "there is no such condition"),
            },
        })
    }

    fn conditions(&mut self, path: &str, json: &Json) -> Option<&'static [Condition]> {
        let Json::List(list) = json else {
            return self.refuse(path, "must be a list; left out");
        };
        let parts = list.iter().enumerate();
        kept(parts.map(|(place, part)| self.condition(&element(path, place), part)).collect())
    }

    /// One word or a list of them, each one of the known ones if there are any.
    fn words(
        &mut self,
        path: &str,
        json: &Json,
        known: &[&'static str],
    ) -> Option<&'static [&'static str]> {
        let one = core::slice::from_ref(json);
        let list = if let Json::List(list) = json { list } else { one };
        let mut words = Vec::new();
        for word in list {
            match word.as_text() {
                Some(word) if known.is_empty() => words.push(&*word.to_owned().leak()),
                Some(word) => match known.iter().find(|known| **known == word) {
                    Some(known) => words.push(*known),
                    None => return self.refuse(path, "is not one of the words for this"),
                },
                None => return self.refuse(path, "must be a word, or a list of words"),
            }
        }
        Some(words.leak())
    }

    /// `3`, `true`, `{"at_least": 1, "at_most": 3}`.
    fn bounds(&mut self, path: &str, json: &Json) -> Option<(i64, i64)> {
        Some(match json {
            Json::Number(least) => (*least, i64::MAX),
            Json::Bool(is_so) => (i64::from(*is_so), i64::from(*is_so)),
            Json::Object(fields) if !fields.is_empty() => {
                // What is not known is -1, and within no bounds.
                let (mut least, mut most) = (0, i64::MAX);
                for (key, value) in fields {
                    let number = self.number(&inside(path, key), value)?;
                    match key.as_str() {
                        "at_least" => least = number,
                        "at_most" => most = number,
                        _ => return self.refuse(path, "takes \"at_least\" and \"at_most\""),
                    }
                }
                (least, most)
            }
            _ => return self.refuse(path, "must be a number, or \"at_least\" and \"at_most\""),
        })
    }

    /// A whole number.
    pub(crate) fn number(&mut self, path: &str, json: &Json) -> Option<i64> {
        match json {
            Json::Number(number) => Some(*number),
            _ => self.refuse(path, "must be a whole number"),
        }
    }

    /// `"add_to_cart"`, `{"touchpoint": "view_item", "at_least": 3, "within_minutes": 10}`.
    fn seen(&mut self, path: &str, json: &Json) -> Option<Condition> {
        let (mut at_least, mut within_minutes, mut name) = (1, None, json.as_text());
        if let Json::Object(fields) = json {
            for (key, value) in fields {
                let path = inside(path, key);
                if key == "touchpoint" {
                    name = value.as_text();
                    continue;
                }
                let number = self.number(&path, value)?;
                let number = u32::try_from(number).unwrap_or(u32::MAX);
                match key.as_str() {
                    "at_least" => at_least = number,
                    "within_minutes" => within_minutes = Some(number),
                    _ => return self.refuse(&path, "there is no such key"),
                }
            }
        }
        let name = name.unwrap_or_default();
        let custom = self.customs.iter().find(|custom| custom.name == name);
        let (touchpoint, of) = match (custom, TouchpointName::from_name(name)) {
            (Some(custom), _) => (TouchpointName::Custom, custom.name),
            (None, Some(touchpoint)) => (touchpoint, ""),
            _ => return self.refuse(path, "names no touchpoint, nor one of \"touchpoints\""),
        };
        Some(Condition::Seen { touchpoint, of, at_least, within_minutes })
    }
}

/// Conditions that live as long as the program; none if one of them is wrong.
fn kept(parts: Vec<Option<Condition>>) -> Option<&'static [Condition]> {
    let mut whole = Vec::new();
    for part in parts {
        whole.push(part?);
    }
    Some(whole.leak())
}

/// The path of a key.
pub(crate) fn inside(path: &str, key: &str) -> String {
    joined(&[path, ".", key])
}

/// The path of an element.
pub(crate) fn element(path: &str, place: usize) -> String {
    let mut text = joined(&[path, "["]);
    push_integer(&mut text, i64::try_from(place).unwrap_or(i64::MAX));
    text.push(']');
    text
}
