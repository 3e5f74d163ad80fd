//! `docs`: writes the parts of the documents that are made from code.

use anyhow::{Context, Result, anyhow};
use usher_schema::document::{PARTS, Part, renewed};

use crate::workspace;

pub(crate) fn command(args: &mut lexopt::Parser) -> Result<bool> {
    if let Some(arg) = args.next()? {
        return Err(arg.unexpected().into());
    }
    for part in PARTS {
        let (old, new) = read(&part)?;
        if old != new {
            std::fs::write(workspace::root().join(part.file), new)
                .with_context(|| format!("cannot write {}", part.file))?;
            println!("docs: wrote {} of {}", part.name, part.file);
        }
    }
    Ok(true)
}

/// A document as it is, and as it would be written.
pub(crate) fn read(part: &Part) -> Result<(String, String)> {
    let text = std::fs::read_to_string(workspace::root().join(part.file))
        .with_context(|| format!("cannot read {}", part.file))?;
    let new = renewed(&text, part).map_err(|reason| anyhow!(reason))?;
    Ok((text, new))
}
