//! Words that must not stand in the source.

use super::problem::{Problem, Rule};
use crate::source::Source;

/// A check of one line of one kind of file.
struct Check {
    applies: fn(&Source) -> bool,
    is_broken: fn(&str) -> bool,
    rule: Rule,
}

// The words are written in pieces, so that this file keeps its own rules.
const CHECKS: [Check; 7] = [
    Check {
        applies: |source| source.is_rust() && source.path.starts_with("src/"),
        is_broken: |line| line.contains(concat!("inner_", "html")) && !is_comment(line),
        rule: Rule {
            what: "markup from a string",
            why: "it opens the shop to injection, and Trusted Types refuse it",
            fix: "build the nodes with src/ui/tag.rs or set text",
        },
    },
    Check {
        applies: |source| source.is_rust() && source.path.starts_with("src/ui/"),
        is_broken: |line| line.contains(concat!("style", "=\"")) && !is_comment(line),
        rule: Rule {
            what: "a style attribute",
            why: "a strict Content-Security-Policy ignores it",
            fix: "use a class, or `style:property=`",
        },
    },
    Check {
        applies: Source::is_rust,
        is_broken: |line| {
            line.contains(concat!("#[al", "low(")) || line.contains(concat!("#![al", "low("))
        },
        rule: Rule {
            what: "a silenced lint",
            why: "it stays silent when its reason is gone",
            fix: "use #[expect(lint, reason = \"…\")]",
        },
    },
    Check {
        applies: Source::is_rust,
        is_broken: |line| line.trim_start().starts_with(concat!("#[ig", "nore")),
        rule: Rule {
            what: "a test that does not run",
            why: "it proves nothing",
            fix: "assert the present behaviour and name the issue",
        },
    },
    Check {
        applies: |_| true,
        is_broken: is_orphan_note,
        rule: Rule {
            what: "a note without an issue number",
            why: "nobody will find it again",
            fix: "open an issue and write its number as #N on the line, or do it now",
        },
    },
    Check {
        applies: |_| true,
        is_broken: names_a_workplace,
        rule: Rule {
            what: "an absolute path of one machine",
            why: "it exists nowhere else",
            fix: "make it relative to the repository",
        },
    },
    Check {
        applies: |source| !source.has_extension("svg"),
        is_broken: |line| line.ends_with([' ', '\t']),
        rule: Rule {
            what: "space at the end of a line",
            why: "it makes noise in diffs",
            fix: "remove it",
        },
    },
];

pub(super) fn check(source: &Source) -> Vec<Problem> {
    let mut problems = Vec::new();
    for check in CHECKS.iter().filter(|check| (check.applies)(source)) {
        let broken = source.lines().filter(|(_, line)| (check.is_broken)(line));
        problems.extend(broken.map(|(number, _)| Problem::new(source, number, check.rule)));
    }
    problems
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with("//")
}

fn is_orphan_note(line: &str) -> bool {
    let marks = [concat!("TO", "DO"), concat!("FIX", "ME")];
    let is_word =
        |mark: &str| line.split(|char: char| !char.is_alphanumeric()).any(|word| word == mark);
    let names_issue =
        line.split('#').skip(1).any(|rest| rest.starts_with(|char: char| char.is_ascii_digit()));
    // The rule may be spoken about: `TO-DO` in backticks is no note.
    let is_quoted = marks.iter().any(|mark| line.contains(&format!("`{mark}`")));
    marks.iter().any(|mark| is_word(mark)) && !names_issue && !is_quoted
}

fn names_a_workplace(line: &str) -> bool {
    let roots = [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/")];
    roots.iter().any(|root| {
        line.match_indices(root).any(|(at, _)| {
            let before = line.get(..at).and_then(|text| text.chars().next_back());
            before.is_none_or(|char| char.is_whitespace() || "\"'`(=:,>[".contains(char))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{is_orphan_note, names_a_workplace};

    #[test]
    fn a_note_needs_an_issue_number() {
        assert!(is_orphan_note(concat!("// TO", "DO: later")));
        assert!(!is_orphan_note(concat!("// TO", "DO(#12): later")));
        assert!(!is_orphan_note("// to do it later"));
    }

    #[test]
    fn a_path_of_one_machine_is_seen_and_a_url_is_not() {
        assert!(names_a_workplace(concat!("cp \"/wo", "rk/main\" .")));
        assert!(!names_a_workplace("https://shop.example/work/us"));
    }
}
