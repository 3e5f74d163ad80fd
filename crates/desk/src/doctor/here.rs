//! What can be seen from the machine the desk is on: its file and its disk.

use super::{Remark, Verdict};
use crate::store;
use std::path::Path;

/// Less than this is said before it is used up; the desk takes no events below 64 MiB.
const LITTLE_BYTES: u64 = 1024 * 1024 * 1024;

/// The remarks about a file.
pub(super) fn explain_store(path: &Path) -> Vec<Remark> {
    let condition = match store::condition(path) {
        Ok(condition) => condition,
        Err(error) => return vec![Remark::new(Verdict::Bad, error.to_string())],
    };
    let used = condition.used_bytes / (1024 * 1024);
    let words = format!("The file is one of this version, {used} MiB.");
    let mut remarks = vec![Remark::new(Verdict::Good, words)];
    let Some(free) = condition.free_bytes else {
        return remarks;
    };
    let mib = free / (1024 * 1024);
    remarks.push(match free {
        _ if condition.is_low => Remark::new(
            Verdict::Bad,
            format!("Its disk has {mib} MiB left: events are refused (507). Make room."),
        ),
        free if free < LITTLE_BYTES => Remark::new(
            Verdict::Note,
            format!("Its disk has {mib} MiB left; at 64 MiB events are refused. Make room soon."),
        ),
        _ => Remark::new(Verdict::Good, format!("Its disk has {mib} MiB left.")),
    });
    remarks
}
