//! Every event: its name, when it is sent, and what its `data` holds.

use serde_json::{Value, json};
use usher_engine::{
    Confidence, ConsentSource, Format, Need, Outcome, PageKind, Phase, PolicyKind, Purpose,
    Relationship, Stage, TouchpointName,
};

use crate::field::{Field, Rest, Shape, object_schema};

/// One type of event.
#[derive(Clone, Debug)]
pub struct EventForm {
    /// `family.name`; the CloudEvents type has `usher.` before it.
    pub name: String,
    /// When it is sent, as a sentence.
    pub meaning: String,
    /// The fields of `data`.
    pub fields: Vec<Field>,
}

/// The version in `dataschema`. A change that breaks a receiver needs a new one.
pub const VERSION: u32 = 1;

const fn required(name: &'static str, shape: Shape, meaning: &'static str) -> Field {
    Field::required(name, shape, meaning)
}

const fn optional(name: &'static str, shape: Shape, meaning: &'static str) -> Field {
    Field::optional(name, shape, meaning)
}

const PAGE: Field = required(
    "page",
    Shape::Object(&[
        required("kind", Shape::OneOf(page_kinds), "what kind of page it is"),
        required("path", Shape::Text, "without query and fragment, identifiers masked"),
    ]),
    "the page it happened on",
);

const ITEMS: Field = optional(
    "items",
    Shape::List(
        12,
        &[
            required("item_id", Shape::Text, "the shop's id of the product"),
            required("item_name", Shape::Text, "its name"),
            optional("item_category", Shape::Text, "its category"),
            optional("item_brand", Shape::Text, "its brand"),
            optional("price", Shape::Decimal, "its price"),
            optional("currency", Shape::Currency, "of the price"),
            required("quantity", Shape::Whole, "how many; 0 where it does not apply"),
        ],
    ),
    "the products it was about",
);

const TOUCHPOINT: [Field; 9] = [
    PAGE,
    ITEMS,
    optional("transaction_id", Shape::Text, "the shop's order number"),
    optional("value", Shape::Decimal, "what the order came to"),
    optional("currency", Shape::Currency, "of the value"),
    optional("results", Shape::Whole, "how many results a search had"),
    optional("policy", Shape::OneOf(policies), "which policy was read"),
    optional("how", Shape::Text, "in which way, for signals; see docs/events.md"),
    optional("count", Shape::Whole, "how often, for signals"),
];

/// What a reading of the journey says: its word, the one before, and why.
const fn reading(name: &'static str, words: fn() -> Vec<&'static str>) -> [Field; 5] {
    [
        required(name, Shape::OneOf(words), "what is read now; `unknown` when it has faded"),
        optional("from", Shape::OneOf(words), "what was read before; missing at the first"),
        required("confidence", Shape::OneOf(confidences), "how certain the reading is"),
        EVIDENCE,
        PAGE,
    ]
}

const EVIDENCE: Field = required(
    "evidence",
    Shape::List(
        64,
        &[
            required("touchpoint", Shape::OneOf(touchpoints), "what was done"),
            required("count", Shape::Whole, "how often"),
            required("at", Shape::Time, "the last time"),
        ],
    ),
    "what the reading rests on",
);

const MOMENT: [Field; 7] = [
    required("stage", Shape::OneOf(served_stages), "the stage the moment was designed for"),
    optional("need", Shape::OneOf(needs), "the need it was to meet"),
    required("outcome", Shape::OneOf(outcomes), "what became of it"),
    optional("play", Shape::Text, "the play that met it or was held back"),
    optional("by", Shape::Text, "what held it back"),
    optional("promise", Shape::Text, "what the owner promises the visitor in this stage"),
    PAGE,
];

const PLAY: [Field; 5] = [
    required("play", Shape::Text, "id of the play"),
    required("format", Shape::OneOf(formats), "how it is drawn"),
    required("stage", Shape::OneOf(served_stages), "the stage it serves"),
    required("need", Shape::OneOf(needs), "the need it serves"),
    PAGE,
];

const HOW: Field = required("how", Shape::OneOf(refusals), "in which way it was refused");

const QUESTION: [Field; 2] = [
    required("play", Shape::Text, "id of the play that asked"),
    required("question", Shape::Text, "name of the question"),
];

const RECEIPT: [Field; 4] = [
    required(
        "purposes",
        Shape::Object(&[
            required("help", Shape::OneOf(choices), "journey memory on the device, unasked help"),
            required("analytics", Shape::OneOf(choices), "posting events"),
            required("personalise", Shape::OneOf(choices), "memory across visits"),
            required("share", Shape::OneOf(choices), "forwarding to third parties"),
        ]),
        "what was chosen",
    ),
    required("source", Shape::OneOf(sources), "who chose"),
    required("policy", Shape::Whole, "version of the purposes"),
    required("gpc", Shape::Flag, "whether Global Privacy Control was on"),
];

const DROPPED: [Field; 3] = [
    optional("outbox_full", Shape::Whole, "how many, because too much was waiting"),
    optional("event_too_large", Shape::Whole, "how many, because each was too large to send"),
    optional("refused", Shape::Whole, "how many, because the endpoint refused them for good"),
];

/// The fields of the envelope.
pub const ENVELOPE: [Field; 12] = [
    required("specversion", Shape::OneOf(|| vec!["1.0"]), "of CloudEvents"),
    required("id", Shape::Uuid, "count an event once by `source` and `id`"),
    required("source", Shape::Text, "origin of the shop"),
    required("type", Shape::Text, "`usher.` and the name of the event"),
    required("time", Shape::Time, "when it was observed, by the visitor's clock"),
    optional("subject", Shape::Uuid, "the visitor on this site, under `personalise` alone"),
    required("datacontenttype", Shape::OneOf(|| vec!["application/json"]), "of `data`"),
    required("dataschema", Shape::Text, "name and version of the schema of `data`"),
    required("ushersession", Shape::Uuid, "the visit"),
    required("usherseq", Shape::Whole, "place in the visit, from 1"),
    required("usherage", Shape::Whole, "milliseconds between observing and sending"),
    required("usherpurpose", Shape::OneOf(purposes), "the purpose it was collected under"),
];

/// Every event, in the order of the documents.
#[must_use]
pub fn catalogue() -> Vec<EventForm> {
    let mut forms: Vec<EventForm> = TouchpointName::ALL
        .iter()
        .filter(|name| !name.is_noticed())
        .map(|name| form(&format!("touchpoint.{}", name.as_str()), touchpoint(*name), &TOUCHPOINT))
        .collect();
    let relationship = reading("relationship", relationships);
    for (name, meaning, fields) in [
        ("journey.stage_entered", "The stage has changed.", reading("stage", stages)),
        ("journey.relationship_changed", "The relationship has changed.", relationship),
        ("journey.phase_changed", "The growth phase has changed.", reading("phase", phases)),
        ("lead.qualified", "The relationship has become that of a lead.", relationship),
    ] {
        forms.push(form(name, meaning, &fields));
    }
    let meaning = "Something became of a moment of the intended journey.";
    forms.push(form("journey.moment", meaning, &MOMENT));
    let shown = optional("arm", Shape::OneOf(arms), "`shown` where the visitor takes part in it");
    let shown: Vec<Field> = PLAY.into_iter().chain([shown]).collect();
    forms.push(form("play.shown", "A card is on screen.", &shown));
    let withheld = required("arm", Shape::OneOf(arms), "why it was not shown");
    let withheld: Vec<Field> = PLAY.into_iter().chain([withheld]).collect();
    let meaning = "It would have been shown, but the visitor is in a holdout.";
    forms.push(form("play.withheld", meaning, &withheld));
    for (name, meaning) in [
        ("ignored", "It was in view for 20 seconds without an answer, and became a pill."),
        ("accepted", "Its content was opened."),
        ("completed", "The content was closed; a check-in after its last question."),
        ("unavailable", "Its element cannot be found."),
    ] {
        forms.push(form(&format!("play.{name}"), meaning, &PLAY));
    }
    let refused: Vec<Field> = PLAY.into_iter().chain([HOW]).collect();
    forms.push(form("play.dismissed", "The card was refused.", &refused));
    let with = |field: Field| QUESTION.into_iter().chain([field]).collect::<Vec<_>>();
    let choice = required("choice", Shape::Text, "the answer that was chosen");
    forms.push(form("voice.answered", "A question was answered.", &with(choice)));
    let text = required("text", Shape::ShortText(2_000), "what was written");
    forms.push(form("voice.commented", "Something was written.", &with(text)));
    let meaning = "A choice was made that grants `analytics`.";
    forms.push(form("consent.receipt", meaning, &RECEIPT));
    let meaning = "Events were lost on the way; told once the endpoint listens again.";
    forms.push(form("outbox.dropped", meaning, &DROPPED));
    forms
}

/// A touchpoint the site owner declared: the page, and flat fields of its own.
#[must_use]
pub fn own_touchpoint() -> EventForm {
    form("touchpoint.custom", touchpoint(TouchpointName::Custom), &[PAGE])
}

/// The schema of its `data`; the declared fields are texts, numbers and flags.
#[must_use]
pub fn own_touchpoint_schema() -> Value {
    let mut schema = data_schema(&own_touchpoint(), Rest::Open);
    let flat = json!({ "additionalProperties": { "type": ["string", "number", "boolean"] } });
    merge(&mut schema, flat);
    schema
}

fn form(name: &str, meaning: &str, fields: &[Field]) -> EventForm {
    EventForm { name: name.to_owned(), meaning: meaning.to_owned(), fields: fields.to_vec() }
}

/// The schema of an event's `data`; its id is what `dataschema` says.
#[must_use]
pub fn data_schema(form: &EventForm, rest: Rest) -> Value {
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("urn:usher:schema:{}:{VERSION}", form.name),
        "title": format!("usher.{}", form.name),
        "description": form.meaning,
    });
    merge(&mut schema, object_schema(&form.fields, rest));
    schema
}

/// The schema of the envelope around every event.
#[must_use]
pub fn envelope_schema(rest: Rest) -> Value {
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("urn:usher:schema:envelope:{VERSION}"),
        "title": "Envelope of an event of Usher (CloudEvents 1.0)",
    });
    let mut object = object_schema(&ENVELOPE, rest);
    if let Some(properties) = object.pointer_mut("/properties").and_then(Value::as_object_mut) {
        properties.insert("data".into(), json!({ "type": "object", "description": "the payload" }));
    }
    merge(&mut schema, object);
    schema
}

pub(crate) fn merge(schema: &mut Value, more: Value) {
    if let (Some(schema), Value::Object(more)) = (schema.as_object_mut(), more) {
        schema.extend(more);
    }
}

fn page_kinds() -> Vec<&'static str> {
    PageKind::ALL.iter().map(|word| word.as_str()).collect()
}

fn policies() -> Vec<&'static str> {
    PolicyKind::ALL.iter().map(|word| word.as_str()).collect()
}

fn stages() -> Vec<&'static str> {
    or_unknown(Stage::WORDS)
}

fn served_stages() -> Vec<&'static str> {
    Stage::WORDS.to_vec()
}

fn relationships() -> Vec<&'static str> {
    or_unknown(Relationship::WORDS)
}

fn phases() -> Vec<&'static str> {
    or_unknown(Phase::WORDS)
}

fn or_unknown(words: &[&'static str]) -> Vec<&'static str> {
    words.iter().copied().chain(["unknown"]).collect()
}

fn outcomes() -> Vec<&'static str> {
    Outcome::WORDS.to_vec()
}

fn touchpoints() -> Vec<&'static str> {
    TouchpointName::ALL.iter().map(|name| name.as_str()).collect()
}

fn confidences() -> Vec<&'static str> {
    Confidence::ALL.iter().map(|word| word.as_str()).collect()
}

fn formats() -> Vec<&'static str> {
    Format::ALL.iter().map(|word| word.as_str()).collect()
}

fn needs() -> Vec<&'static str> {
    Need::ALL.iter().map(|word| word.as_str()).collect()
}

fn purposes() -> Vec<&'static str> {
    let all = [Purpose::Necessary].into_iter().chain(Purpose::CHOOSABLE);
    all.map(Purpose::as_str).collect()
}

fn refusals() -> Vec<&'static str> {
    vec!["closed", "not_now", "stop_tips"]
}

fn arms() -> Vec<&'static str> {
    vec!["shown", "holdout", "control"]
}

fn choices() -> Vec<&'static str> {
    vec!["granted", "denied", "unknown"]
}

fn sources() -> Vec<&'static str> {
    // A manager that is not known any closer never has words, and a signal never allows.
    let is_never_told = |source| matches!(source, ConsentSource::Manager | ConsentSource::Signal);
    let told = ConsentSource::ALL.iter().filter(|source| !is_never_told(**source));
    told.map(|source| source.as_str()).collect()
}

/// What a touchpoint is. A new one does not compile until it is described here.
const fn touchpoint(name: TouchpointName) -> &'static str {
    use TouchpointName as Name;
    match name {
        Name::PageView => "A page was looked at.",
        Name::ViewItemList => "A list of products was looked at.",
        Name::ViewItem => "One product was looked at.",
        Name::Search => "The shop was searched.",
        Name::AddToWishlist => "A product was put on the wish list.",
        Name::AddToCart => "A product was put into the cart.",
        Name::RemoveFromCart => "A product was taken out of the cart.",
        Name::ViewCart => "The cart was looked at.",
        Name::BeginCheckout => "The checkout was begun.",
        Name::Purchase => "An order was placed.",
        Name::Refund => "An order was refunded.",
        Name::Share => "Something was shared.",
        Name::CompareItems => "Products were looked at side by side.",
        Name::ReadPolicy => "A policy page was read.",
        Name::ViewOrder => "The state of an order was looked at.",
        Name::OpenHelp => "The visitor opened help.",
        Name::FilterItems => "A list was filtered or put into another order.",
        Name::RageClick => "Pressed again and again in one place.",
        Name::DeadClick => "Pressed what looks as if it did something, and nothing happened.",
        Name::ErrorClick => "Pressed, and an error followed.",
        Name::QuickBack => "Went to a page and came back at once.",
        Name::PageLoop => "Came to the same page again and again.",
        Name::PogoSticking => "From a list to items and back, each with a short look.",
        Name::ItemOscillation => "Went back and forth between two products.",
        Name::ZeroResultSearch => "Searched again and again in vain.",
        Name::CouponHesitation => "Stopped at the coupon field.",
        Name::FormError => "Could not get through a form.",
        Name::PolicyIdle => "Read long what delivery or returning takes.",
        Name::SizeHesitation => "Changed the variant and did not decide.",
        Name::CartIdle => "Looked at the cart and did nothing.",
        Name::SelectVariant => "A size, colour or other variant was chosen.",
        Name::ReadGuide => "A guide was read.",
        Name::ReadReviews => "Reviews of others were read.",
        Name::WriteReview => "A review was written.",
        Name::Contact => "A person of the shop was asked.",
        Name::Subscribe => "News of the shop were asked for.",
        Name::StockAlert => "A message was asked for when something can be had again.",
        Name::Reorder => "An earlier order was ordered again, or a subscription renewed.",
        Name::Custom => "One of the site owner's own.",
        Name::ReturnVisit => "A visit within 14 days of the one before.",
        Name::FrequentVisit => "The second return within seven days.",
        Name::ReturnToItem => "A product looked at again in a later visit, within seven days.",
        Name::ReturnToWish => "A wished-for product looked at again.",
        Name::StudyPolicy => "A policy page in view for 20 seconds.",
        Name::EngagedVisit => "A visit with a real look at what there is.",
        Name::AnswerSurvey => "A question of a play was answered.",
        Name::Identify => "The site said what it knows of the visitor.",
    }
}
