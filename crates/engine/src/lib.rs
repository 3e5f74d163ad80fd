//! The pure engine of Usher: touchpoints in, effects out.
//!
//! A sans-IO state machine. It knows no clock, no randomness, no browser and
//! no network: time and a seed are arguments, everything else is an [`Input`]
//! or an [`Effect`]. It never panics; bad input becomes a counted [`Fault`].

mod attention;
mod batch;
mod cart;
mod compose;
mod condition;
mod config;
mod consent;
mod consenting;
mod custom;
mod decide;
mod design;
mod effect;
mod engine;
mod entry;
mod event;
mod fact;
mod finding;
mod frustration;
mod gate;
mod holdout;
mod id;
mod identity;
mod input;
mod journey;
mod json;
mod keep;
mod leaving;
mod limit;
mod manager;
mod manners;
mod mark;
mod memory;
mod mind;
mod name;
mod observation;
mod outbox;
mod page;
mod panel;
mod payload;
mod permit;
mod play;
mod reading;
mod reason;
mod record;
pub mod redact;
mod respond;
pub mod rhythm;
mod sending;
mod sign;
mod signal;
mod snapshot;
mod starter;
mod surroundings;
mod time;
mod touchpoint;
mod trace;
mod trail;
mod trigger;
mod view;
mod visit;
mod wire;
mod written;

pub use attention::{Attention, Busy};
pub use batch::{Batch, BatchId, SendOutcome};
pub use condition::Condition;
pub use config::{BeforeConsent, Config, ConfigIssue};
pub use consent::{
    ConsentSignal, ConsentSource, ConsentView, Grant, Grants, POLICY_VERSION, Purpose,
    RECEIPT_LIFE, Receipt,
};
pub use custom::{Custom, FieldKind};
pub use design::{Design, Outcome};
pub use effect::{Effect, Effects, Fault};
pub use engine::Engine;
pub use entry::Entry;
pub use event::Record;
pub use fact::{Fact, Measure};
pub use finding::Finding;
pub use gate::Worth;
pub use holdout::place;
pub use id::{Seed, Uuid};
pub use identity::Identity;
pub use input::{Input, Response};
pub use journey::{Confidence, Evidence, Phase, Relationship, Stage};
pub use json::{Json, NotJson};
pub use limit::{Bounds, LIMITS, Limit, Manners, POLICIES};
pub use manager::{Standing, Statement};
pub use mark::{Mark, MarkKind};
pub use memory::{ItemMemory, LastingMemory, Preferences, SessionMemory, Tally};
pub use observation::{Click, Observation, Target};
pub use page::{
    Delivery, Link, LinkKind, Money, Navigation, PageFacts, PageKind, PolicyKind, Product,
    Question, Returns, Understood,
};
pub use permit::{Analytics, Choosing, Part, Permit, Permitted, Personalise, Session, Wishing};
pub use play::{Format, Need, Play, PlayId, Subject};
pub use reason::Reason;
pub use snapshot::{SNAPSHOT_VERSION, Saved, Snapshot};
pub use starter::STARTER_PACK;
pub use surroundings::{DeviceClass, Surroundings};
pub use time::{Millis, Timestamp};
pub use touchpoint::{Item, Order, Touchpoint, TouchpointName};
pub use trace::{Check, PlayTrace, Trace};
pub use trail::{Step, Trail};
pub use view::{
    Answer, Argument, CheckInQuestion, Choice, CompareItem, CompareRow, CompareTable, Content,
    PanelView, PlayView, Showing, Text, Why,
};
pub use visit::Visit;
pub use wire::{Codec, Wire, from_json, from_value, to_json};
pub use written::Written;
