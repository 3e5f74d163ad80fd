//! "You said, we did": what is published about comments, on the page of what visitors say.

use super::forms::{MOST_DONE, MOST_SAID};
use super::numbers::{count_of, date};
use super::words::clean_long;
use crate::store::{Comment, Thanks};
use maud::{Markup, html};

/// Below a comment: what visitors are told became of it, or a form to tell them.
pub(super) fn beside(comment: &Comment, published: &[Thanks]) -> Markup {
    let known = published.iter().find(|thanks| thanks.comment == comment.seq);
    html! {
        @match known {
            Some(thanks) => (told(thanks)),
            None => {
                details.tell {
                    summary { "Tell visitors what you did" span.unseen { " about comment " (comment.seq) } }
                    (form(comment.seq))
                }
            }
        }
    }
}

fn form(comment: i64) -> Markup {
    let (said, did) = (format!("said-{comment}"), format!("did-{comment}"));
    html! {
        form.words method="post" action="/thanks" {
            input type="hidden" name="comment" value=(comment);
            label for=(said) { "You said" }
            textarea #(said) name="said" rows="2" maxlength=(MOST_SAID) required
                aria-describedby={ (said) "-hint" } {}
            small id={ (said) "-hint" } { "In your own words: every visitor will read them." }
            label for=(did) { "We did" }
            textarea #(did) name="did" rows="2" maxlength=(MOST_DONE) required {}
            button.quiet type="submit" { "Publish" }
        }
    }
}

fn told(thanks: &Thanks) -> Markup {
    html! {
        div.told {
            p { strong { "You said: " } bdi { (clean_long(&thanks.said)) } }
            p { strong { "We did: " } bdi { (clean_long(&thanks.did)) } }
            form method="post" action="/thanks" {
                input type="hidden" name="comment" value=(thanks.comment);
                span { "Published " (date(thanks.time_millis)) }
                button.plain type="submit" { "Take back" span.unseen { " what was published about comment " (thanks.comment) } }
            }
        }
    }
}

/// What visitors are told now, and how it gets to them.
pub(super) fn panel(published: &[Thanks]) -> Markup {
    html! {
        section.panel #published aria-labelledby="published-title" {
            div.panel-head {
                h2 #published-title { "You said, we did" }
                a href="/bundle.json" { "As the widget reads it" }
            }
            @if published.is_empty() {
                p.empty {
                    "Nothing is published yet. Below a comment, say in a sentence what you heard and "
                    "what you did about it: visitors who were asked about an order read it on a card, once."
                }
            } @else {
                p.lead {
                    (count_of(published.len() as u64, "answer")) " published. Visitors who were asked "
                    "about an order read the newest three on a card, once."
                }
                ul.quotes { @for thanks in published { li { (told(thanks)) } } }
            }
        }
    }
}
