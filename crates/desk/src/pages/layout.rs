//! The frame around every page.

use maud::{DOCTYPE, Markup, html};

/// Puts a page's content into the frame.
///
/// `title`: ours, or cleaned by `words::clean`. `status`: what stands at the right of
/// the header.
pub(super) fn page(title: &str, status: &Markup, content: &Markup) -> Markup {
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
                main #content { (content) }
                footer.foot {
                    p { "Everything here was posted by shops and is shown as they sent it." }
                    p { a href="/api/events" { "The events as NDJSON" } }
                }
            }
        }
    }
}
