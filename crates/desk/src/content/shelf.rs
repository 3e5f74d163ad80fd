//! All articles together: what only shows when they stand beside each other.

use super::draft::Entry;
use super::name::base;
use super::tree::{Anchor, Article};
use crate::check::Finding;
use std::collections::{BTreeMap, BTreeSet};
use usher_schema::content::MAX_ARTICLES;

/// All articles, by language and in the order of their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    /// The language in which an article is shown where it was not translated.
    pub language: String,
    /// What is in the file of each language: all articles, those that were not translated in
    /// that language.
    pub languages: BTreeMap<String, Vec<Article>>,
}

/// A finding, and the file it is about.
pub type Located = (usize, Finding);

/// Puts articles together, and says which are there twice, which links lead nowhere, and
/// what was not translated.
#[must_use]
pub fn arrange(mut entries: Vec<Entry>, language: &str) -> (Content, Vec<Located>) {
    entries.sort_by(|one, other| {
        (&one.article.id, &one.language, one.source).cmp(&(
            &other.article.id,
            &other.language,
            other.source,
        ))
    });
    let mut found = Vec::new();
    let mut shelf = Shelf { language, entries: BTreeMap::new() };
    for entry in entries {
        let what = format!("a second article `{}` in `{}`", entry.article.id, entry.language);
        let (source, place) = (entry.source, entry.place.clone());
        let key = (entry.article.id.clone(), entry.language.clone());
        match shelf.entries.entry(key) {
            std::collections::btree_map::Entry::Vacant(vacant) => {
                vacant.insert(entry);
            }
            std::collections::btree_map::Entry::Occupied(_) => {
                let help = "rename the file: an article is known by its name, not its folder";
                found.push((source, Finding::at(place, &what).with_help(help)));
            }
        }
    }
    shelf.share_anchors();
    found.extend(shelf.broken_links());
    found.extend(shelf.missing());
    found.sort_by_key(|(source, finding)| (*source, finding.span.start));
    (shelf.content(), found)
}

struct Shelf<'a> {
    language: &'a str,
    entries: BTreeMap<(String, String), Entry>,
}

impl Shelf<'_> {
    fn get(&self, id: &str, language: &str) -> Option<&Entry> {
        self.entries.get(&(id.to_owned(), language.to_owned()))
    }

    /// In a language, or in that of which it is a kind: who reads `pt-BR` reads `pt`.
    fn translated(&self, id: &str, language: &str) -> Option<&Entry> {
        self.get(id, language).or_else(|| self.get(id, base(language)))
    }

    /// What a visitor of a language is shown.
    fn shown(&self, id: &str, language: &str) -> Option<&Entry> {
        self.translated(id, language).or_else(|| self.get(id, self.language))
    }

    fn languages(&self) -> BTreeSet<&str> {
        self.entries.keys().map(|(_, language)| language.as_str()).collect()
    }

    fn ids(&self) -> BTreeSet<&str> {
        self.entries.keys().map(|(id, _)| id.as_str()).collect()
    }

    /// Selectors are the same in every language: a translation need not repeat them.
    fn share_anchors(&mut self) {
        let known: BTreeMap<(String, String), Anchor> = self
            .entries
            .values()
            .filter(|entry| entry.language == self.language)
            .flat_map(|entry| {
                let anchors = entry.article.steps.iter().filter_map(|step| step.anchor.clone());
                anchors.map(|anchor| ((entry.article.id.clone(), anchor.key.clone()), anchor))
            })
            .collect();
        for entry in self.entries.values_mut() {
            let id = entry.article.id.clone();
            for anchor in entry.article.steps.iter_mut().filter_map(|step| step.anchor.as_mut()) {
                if let Some(original) = known.get(&(id.clone(), anchor.key.clone()))
                    && anchor.selectors.is_empty()
                {
                    anchor.selectors.clone_from(&original.selectors);
                }
            }
        }
    }

    fn broken_links(&self) -> Vec<Located> {
        let mut found = Vec::new();
        for entry in self.entries.values() {
            for mention in &entry.mentions {
                let target = self.shown(&mention.article, &entry.language);
                let (what, help) = match (target, &mention.heading) {
                    (None, _) => {
                        let what =
                            format!("a link to an article `{}` that is not there", mention.article);
                        (what, self.nearest(&mention.article))
                    }
                    (Some(target), Some(heading)) => {
                        let places = target.article.places();
                        if places.contains(&heading.as_str()) {
                            continue;
                        }
                        let what = format!("a link to a heading `#{heading}` that is not there");
                        (what, format!("its headings are {}", listed(&places)))
                    }
                    _ => continue,
                };
                found.push((
                    entry.source,
                    Finding::at(mention.span.clone(), &what).with_help(&help),
                ));
            }
        }
        found
    }

    fn nearest(&self, id: &str) -> String {
        match crate::check::nearest(id, self.ids().into_iter()) {
            Some(nearest) => format!("did you mean {nearest}.md?"),
            None => "write it, or take the link out".to_owned(),
        }
    }

    /// What was not translated, and what is only there as a translation.
    fn missing(&self) -> Vec<Located> {
        let mut found = Vec::new();
        for id in self.ids() {
            for language in self.languages() {
                let is_shown = self.translated(id, language).is_some();
                let original = self.get(id, self.language);
                let Some(there) =
                    original.or_else(|| self.entries.values().find(|entry| entry.article.id == id))
                else {
                    continue;
                };
                if is_shown || (original.is_none() && language != self.language) {
                    continue;
                }
                let what = format!("`{id}` is not there in `{language}`");
                let help = match original.is_some() {
                    true => format!(
                        "write {id}.{language}.md; until then it is shown in `{}`",
                        self.language
                    ),
                    false => format!(
                        "write {id}.md; until then it is found in `{}` alone",
                        there.language
                    ),
                };
                let finding = Finding::at(there.place.clone(), &what).with_help(&help);
                found.push((there.source, finding.into_warning()));
            }
        }
        for language in self.languages() {
            let here: Vec<&Entry> =
                self.entries.values().filter(|entry| entry.language == language).collect();
            if let Some(over) = here.get(MAX_ARTICLES) {
                let what = format!("more than {MAX_ARTICLES} articles in `{language}`");
                let help = "a search on the device is made for so many; join some of them";
                found.push((over.source, Finding::at(over.place.clone(), &what).with_help(help)));
            }
        }
        found
    }

    fn content(&self) -> Content {
        let of = |language: &str| {
            let shown = self.ids().into_iter().filter_map(|id| self.shown(id, language));
            shown
                .map(|entry| {
                    let mut article = entry.article.clone();
                    article.language = (entry.language != language).then(|| entry.language.clone());
                    article
                })
                .collect()
        };
        let languages = self.languages().into_iter();
        Content {
            language: self.language.to_owned(),
            languages: languages.map(|language| (language.to_owned(), of(language))).collect(),
        }
    }
}

fn listed(places: &[&str]) -> String {
    match places {
        [] => "none".to_owned(),
        places => places.iter().map(|place| format!("#{place}")).collect::<Vec<_>>().join(", "),
    }
}
