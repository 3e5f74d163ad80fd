//! One event of a generated visit.

use usher_engine::{Timestamp, Uuid};

/// One fact of a generated visit, with what its envelope says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happening {
    /// Unique for good.
    pub id: Uuid,
    /// `family.name`, such as `play.shown`.
    pub name: String,
    /// When it was observed.
    pub at: Timestamp,
    /// Place within its session, from 1.
    pub sequence: u32,
    /// The session it belongs to.
    pub session: Uuid,
    /// The visitor, where memory across visits is granted.
    pub subject: Option<Uuid>,
    /// The payload, a JSON object.
    pub data: String,
}

impl Happening {
    /// The event in a CloudEvents 1.0 JSON envelope, as the widget writes it.
    ///
    /// Shape: `source` must hold nothing that JSON escapes.
    #[must_use]
    pub fn envelope(&self, source: &str) -> String {
        let subject = match &self.subject {
            Some(subject) => format!("\"subject\":\"{}\",", subject.0),
            None => String::new(),
        };
        format!(
            "{{\"specversion\":\"1.0\",\"id\":\"{}\",\"source\":\"{source}\",\
             \"type\":\"usher.{}\",\"time\":\"{}\",{subject}\"ushersession\":\"{}\",\
             \"usherseq\":{},\"usherpurpose\":\"analytics\",\"data\":{}}}",
            self.id.0,
            self.name,
            self.at.to_rfc3339(),
            self.session.0,
            self.sequence,
            self.data
        )
    }
}
