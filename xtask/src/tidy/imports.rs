//! Who may use whom inside the widget.

use super::problem::{Problem, Rule};
use crate::source::Source;

/// The four shells. Only the driver and `lib.rs` see all of them.
const SHELLS: [&str; 4] = ["page", "consent", "host", "ui"];

const SHELLS_APART: Rule = Rule {
    what: "one shell uses another",
    why: "page, consent, host and ui meet in the driver alone",
    fix: "pass a value or a closure in from src/driver.rs",
};

const PARTS_WITHOUT_DOMAIN: Rule = Rule {
    what: "a part knows the domain",
    why: "src/ui/parts is buttons and dialogs, which know no plays",
    fix: "pass plain texts and callbacks, or move it to src/ui/plays",
};

pub(super) fn check(source: &Source) -> Vec<Problem> {
    let mut problems = Vec::new();
    let Some(shell) = shell_of(&source.path).filter(|_| source.is_rust()) else { return problems };
    for (line, name) in names_of_own_crate(&source.text) {
        if name != shell && SHELLS.contains(&name.as_str()) {
            let rule = Problem::new(source, line, SHELLS_APART);
            problems.push(rule.found(format!("{shell} uses {name}")));
        }
    }
    if source.path.starts_with("src/ui/parts") {
        let knowing = source.lines().filter(|(_, line)| line.contains("usher_engine"));
        problems
            .extend(knowing.map(|(number, _)| Problem::new(source, number, PARTS_WITHOUT_DOMAIN)));
    }
    problems
}

/// `src/ui/stage.rs` and `src/ui.rs` belong to `ui`.
fn shell_of(path: &str) -> Option<&str> {
    let first = path.strip_prefix("src/")?.split(['/', '.']).next()?;
    SHELLS.contains(&first).then_some(first)
}

/// The modules named right after `crate::`, alone or in braces, with their lines.
fn names_of_own_crate(text: &str) -> Vec<(usize, String)> {
    let mut names = Vec::new();
    for (at, mark) in text.match_indices("crate::") {
        let line = 1 + text.get(..at).map_or(0, |before| before.matches('\n').count());
        let rest = text.get(at + mark.len()..).unwrap_or_default();
        let group = rest
            .strip_prefix('{')
            .map_or_else(|| first_word(rest).into_iter().collect(), top_of_group);
        names.extend(group.into_iter().map(|name| (line, name)));
    }
    names
}

fn first_word(text: &str) -> Option<String> {
    let word: String = text
        .trim_start()
        .chars()
        .take_while(|char| char.is_alphanumeric() || *char == '_')
        .collect();
    (!word.is_empty()).then_some(word)
}

/// `page::facts, host::{clock, vault}, Driver}` → page, host, Driver.
fn top_of_group(text: &str) -> Vec<String> {
    let (mut depth, mut start, mut names) = (0_usize, 0, Vec::new());
    for (at, char) in text.char_indices() {
        match char {
            '{' => depth += 1,
            '}' if depth == 0 => {
                names.extend(first_word(text.get(start..at).unwrap_or_default()));
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                names.extend(first_word(text.get(start..at).unwrap_or_default()));
                start = at + 1;
            }
            _ => {}
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::names_of_own_crate;

    #[test]
    fn modules_in_braces_are_seen_with_their_line() {
        let text =
            "use a;\nuse crate::{page::facts, host::{clock, ui}, Driver};\nuse crate::ui::mount;";
        let names: Vec<_> = names_of_own_crate(text)
            .into_iter()
            .map(|(line, name)| format!("{line} {name}"))
            .collect();
        assert_eq!(names, ["2 page", "2 host", "2 Driver", "3 ui"]);
    }
}
