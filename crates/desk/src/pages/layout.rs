//! The frame around every page.

use super::numbers::figure;
use super::view::View;
use maud::{DOCTYPE, Markup, html};

/// The pages, in the order of the menu.
pub(super) const MENU: [(&str, &str); 8] = [
    ("/", "Overview"),
    ("/live", "Live"),
    ("/map", "Journey map"),
    ("/plays", "Plays"),
    ("/voice", "Voice"),
    ("/leads", "Leads"),
    ("/customers", "Customers"),
    ("/return", "Return"),
];

/// Where the menu leads nowhere yet.
pub(super) const SIGN_IN: &str = "/sign-in";

/// Puts a page's content into the frame.
///
/// `title`: ours, or cleaned by `words::clean`. `status`: what stands at the right of
/// the header. `path`: where in the menu it is.
pub(super) fn page(title: &str, path: &str, status: &Markup, content: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " · Usher desk" }
                link rel="icon" href="/icon.svg" type="image/svg+xml";
                link rel="stylesheet" href="/desk.css";
                script src="/desk.js" defer {}
            }
            body {
                a.skip href="#content" { "Skip to content" }
                header.top {
                    a.brand href="/" {
                        svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" {
                            path class="brand-mark"
                                d="M5 4v8a7 7 0 0 0 14 0V4h-4v8a3 3 0 0 1-6 0V4z" {}
                            circle class="brand-dot" cx="12" cy="4.6" r="2" {}
                        }
                        span { "Usher" } span.brand-sub { "desk" }
                    }
                    (status)
                }
                @if path != SIGN_IN {
                    nav.menu aria-label="Pages" {
                        ul {
                            @for (href, name) in MENU {
                                li { a href=(href) aria-current=[(href == path).then_some("page")] { (name) } }
                            }
                        }
                    }
                }
                main #content tabindex="-1" { (content) }
                footer.foot {
                    p { "Everything here was posted by shops and is shown as they sent it." }
                    @if path != SIGN_IN { p { a href="/api/events" { "The events as NDJSON" } } }
                }
            }
        }
    }
}

/// A page with a title, filters, and perhaps example data in it.
pub(super) fn reading(
    (title, path): (&'static str, &'static str),
    lead: &str,
    filters: &Markup,
    content: &Markup,
) -> Markup {
    let content = html! {
        div.page-head {
            h1 { (title) }
            p.lead { (lead) }
            (filters)
        }
        (content)
    };
    page(title, path, &html! {}, &content)
}

/// Says that some of what is shown was generated, and how to be rid of it.
pub(super) fn example_note(view: &View, path: &str, events: u64) -> Markup {
    html! {
        @if view.has_examples {
            section.examples aria-label="Example data" {
                p {
                    strong { "Example data." } " "
                    @if events > 0 { (figure(events)) " of these events were" } @else { "Some events were" }
                    " generated, so that the desk can be read before a shop has visitors."
                }
                div.examples-ways {
                    a href=(view.link(path, &[("data", "shop")])) { "Hide it" }
                    form method="post" action="/examples/forget" {
                        button.quiet type="submit" { "Take it out for good" }
                    }
                }
            }
        }
    }
}

/// What a page says when there is nothing on it yet: what it will show, and what to do.
pub(super) fn empty(what: &str, teaches: &Markup) -> Markup {
    html! {
        section.panel.teaches {
            h2 { (what) }
            (teaches)
        }
    }
}
