//! What is kept on the visitor's device, for people: the words to the engine's table of
//! entries, from which names, places and purposes are taken.

use usher_engine::Entry;

/// What there is to say about an entry that the code does not say.
#[derive(Clone, Copy, Debug)]
pub struct Kept {
    /// Which entry.
    pub entry: Entry,
    /// Why it is kept.
    pub why: &'static str,
    /// What is in it.
    pub content: &'static str,
    /// Until when.
    pub until: &'static str,
    /// Whether it is about one visitor, and how.
    pub personal: &'static str,
    /// What has to be granted beside one of its purposes.
    pub also: &'static str,
}

/// A row for each entry of the engine's table; a test holds the two together.
pub const KEPT: [Kept; Entry::ALL.len()] = [
    Kept {
        entry: Entry::Receipt,
        why: "not to ask again, and to prove the choice",
        content: "policy version, random id used nowhere else, time, state of each purpose, who \
                  chose (visitor, site or which manager), whether Global Privacy Control was on",
        until: "counts for 180 days; replaced by the next choice",
        personal: "no: its id is in nothing else",
        also: "a choice was made, whichever",
    },
    Kept {
        entry: Entry::Preferences,
        why: "to honour what the visitor asked for",
        content: "whether tips are stopped; up to 32 refusals, each with play, time and kind",
        until: "erased by the visitor; without personalise a refusal that is not for good is \
                forgotten after 180 days",
        personal: "no: it has no id",
        also: "the visitor's wish",
    },
    Kept {
        entry: Entry::Session,
        why: "help that fits this visit",
        content: "begin and last activity of the visit; time in view; number of pages and cards; \
                  what is in the cart and what it comes to, as numbers; what the site said of the \
                  client; per touchpoint its number and up to 8 times; up to 24 products looked \
                  at with their facts, price, times of first and last look and time in view; the \
                  readings and moments last reported; the latest 12 pages, each as its kind, a \
                  number made from its address, and the time; when something was last pressed, \
                  when a search last had no result, and whether buying did not work. Under \
                  analytics also a random session id",
        until: "the tab is closed; a new visit after 30 minutes without a touchpoint",
        personal: "yes: a visit",
        also: "",
    },
    Kept {
        entry: Entry::Lasting,
        why: "help that fits who comes back",
        content: "a random visitor id for this site; time of this and the last visit; up to 12 \
                  orders (number, time, whether a check-in was opened); up to 32 cards shown \
                  (play, time, whether it helped or promoted), up to 96 showings nobody clicked \
                  on, up to 8 questions of each kind asked and whether they were answered, \
                  ignored cards that count as refusals; touchpoints of all visits by their number \
                  and last time; up to 24 products by their id; the latest visits; the readings \
                  last reported",
        until: "withdrawal, or erased by the visitor",
        personal: "yes: a visitor of this site, by a random id",
        also: "",
    },
    Kept {
        entry: Entry::Early,
        why: "not to lose what a page said that was left before the widget was there",
        content: "per page the time it was left, its path, and what the shop's own script said by \
                  `usher(…)`, as it said it; at most 20,000 characters",
        until: "the next page with the widget, which makes events of it; withdrawal",
        personal: "yes: of one session, by its events",
        also: "the choice was made here, not in a consent manager, and Global Privacy Control is \
               off",
    },
    Kept {
        entry: Entry::Event,
        why: "not to lose an event while the line or the endpoint is down",
        content: "one event each, as [events.md](events.md) describes it; `usher:event:0` and \
                  `usher:event:00`: the moment until which the endpoint is left alone, after it \
                  failed or asked for that, and until the first look after it",
        until: "accepted, refused or dropped for want of room (500 events, 400,000 bytes); \
                withdrawal; those that name the visitor also when personalise is withdrawn",
        personal: "yes: of one session",
        also: "",
    },
    Kept {
        entry: Entry::Further,
        why: "the same, for each further endpoint of the site owner",
        content: "the same",
        until: "the same",
        personal: "yes: of one session",
        also: "share where the endpoint says so",
    },
];

impl Kept {
    /// Its name; of many entries what their names begin with.
    #[must_use]
    pub fn name(&self) -> String {
        let word = self.entry.as_str();
        if word.ends_with(':') { format!("{word}…") } else { word.to_owned() }
    }

    /// Which of the browser's stores it is in.
    #[must_use]
    pub const fn store(&self) -> &'static str {
        if self.entry.is_of_tab() { "sessionStorage" } else { "localStorage" }
    }

    /// What has to be granted, in words.
    #[must_use]
    pub fn needs(&self) -> String {
        let purposes: Vec<&str> =
            self.entry.purposes().iter().map(|purpose| purpose.as_str()).collect();
        let purposes = purposes.join(" or ");
        if self.also.is_empty() { purposes } else { format!("{purposes}; {}", self.also) }
    }
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::*;

    #[test]
    fn every_entry_has_its_row() {
        let rows: Vec<Entry> = KEPT.iter().map(|kept| kept.entry).collect();
        assert_eq!(rows, Entry::ALL);
    }

    /// Names with our prefix that are kept nowhere: a lock, an event of the page, and what all
    /// of them begin with.
    const NOT_KEPT: [&str; 3] = ["usher:outbox", "usher:ready", "usher:"];

    #[test]
    fn no_source_of_the_widget_names_an_entry_that_is_not_in_the_table() {
        let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let mut found = 0;
        let folders = ["src", "www/loader", "crates/formats-wasm/src", "crates/engine/src"];
        for file in folders.iter().flat_map(|folder| sources(&top.join(folder))) {
            let text = std::fs::read_to_string(&file).expect("a source is a text");
            for name in text.split(['"', '\'', '`']).filter(|piece| piece.starts_with("usher:")) {
                let is_known = |entry: &&Entry| match entry.as_str() {
                    word if word.ends_with(':') => name.starts_with(word),
                    word => name == word,
                };
                let is_entry = Entry::ALL.iter().any(|entry| is_known(&entry));
                let is_fine = is_entry || NOT_KEPT.contains(&name);
                assert!(is_fine, "{} names `{name}`", file.display());
                found += usize::from(is_entry);
            }
        }
        assert!(found >= Entry::ALL.len(), "the sources were not looked at");
    }

    /// Whoever writes to the browser's storage is known: a further one has to go through
    /// the vault or stand here, and then in the table.
    #[test]
    fn nothing_else_writes_to_the_storage() {
        let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let ways = ["setItem", "indexedDB", "document.cookie", "caches.open", "cookieStore"];
        let mut writers = Vec::new();
        for file in ["src", "www/loader"].iter().flat_map(|folder| sources(&top.join(folder))) {
            let text = std::fs::read_to_string(&file).expect("a source is a text");
            let calls = |way: &&str| {
                text.contains(&format!("{way}.call"))
                    || text.contains(&format!("\"{way}\""))
                    || text.contains(&format!(".{way}("))
            };
            if ways.iter().any(calls) {
                writers.push(file.file_name().expect("a file").to_string_lossy().into_owned());
            }
        }
        writers.sort();
        assert_eq!(writers, ["endpoints.js", "outbox.js", "usher.js", "vault.rs"]);
    }

    fn sources(folder: &Path) -> Vec<PathBuf> {
        let mut files = Vec::new();
        for entry in std::fs::read_dir(folder).expect("the folder is there") {
            let path = entry.expect("an entry").path();
            match path.extension().and_then(|end| end.to_str()) {
                Some("rs" | "js") => files.push(path),
                _ if path.is_dir() => files.extend(sources(&path)),
                _ => {}
            }
        }
        files
    }
}
