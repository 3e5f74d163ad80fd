//! HTML in an article: what to write instead.

/// Tags, and the Markdown for what they are used for.
const INSTEAD: [(&[&str], &str); 14] = [
    (&["b", "strong"], "write **words** for what is important"),
    (&["i", "em", "u", "mark"], "write *words* for a stress"),
    (&["a"], "write [words](/address) for a link"),
    (&["img", "picture", "figure"], "write ![what it shows](/images/tin.jpg) for a picture"),
    (&["br"], "end the line with a backslash for a new line"),
    (
        &["p", "div", "span", "section", "center", "font"],
        "write the text alone; an empty line begins a paragraph",
    ),
    (&["h1", "h2", "h3", "h4", "h5", "h6"], "write ## or ### before a heading"),
    (&["ul", "ol", "li", "dl", "dt", "dd"], "write each item of a list behind - or 1."),
    (
        &["table", "thead", "tbody", "tr", "td", "th"],
        "write | between the cells of a table, and a line | --- | under its head",
    ),
    (&["code", "pre", "kbd", "samp"], "write `words` for what is to be typed letter by letter"),
    (&["blockquote", "q", "cite"], "write > before what somebody said"),
    (&["!--"], "notes for yourself stand behind a # in the front matter"),
    (
        &["video", "audio", "iframe", "embed", "object"],
        "write a link to the page it is on: nothing of others runs in an article",
    ),
    (
        &["script", "style", "link", "form", "input", "button", "svg", "marquee", "blink"],
        "take it out: an article is read, and runs nothing",
    ),
];

/// How to put a piece of HTML right.
#[must_use]
pub fn instead(html: &str) -> String {
    let html = html.trim_start().trim_start_matches('<').trim_start_matches('/');
    let is_comment = html.starts_with("!--");
    let is_name =
        |letter: &char| letter.is_ascii_alphanumeric() || (is_comment && "!-".contains(*letter));
    let name: String = html.chars().take_while(is_name).take(12).collect();
    let name = if is_comment { "!--".to_owned() } else { name.to_ascii_lowercase() };
    let known = INSTEAD.iter().find(|(tags, _)| tags.contains(&name.as_str()));
    match known {
        Some((_, instead)) => (*instead).to_owned(),
        None => "take it out; where the sign itself is meant, write \\<".to_owned(),
    }
}
