//! `tidy`: the house rules a compiler cannot see.

mod crates;
mod documents;
mod imports;
mod lengths;
mod lints;
mod names;
mod problem;
mod words;

use anyhow::Result;

use crate::source::Source;

pub(crate) fn command(args: &mut lexopt::Parser) -> Result<bool> {
    if let Some(arg) = args.next()? {
        return Err(arg.unexpected().into());
    }
    let sources = Source::all()?;
    let mut problems = Vec::new();
    problems.extend(sources.iter().filter_map(names::check));
    problems.extend(sources.iter().filter_map(lengths::check));
    problems.extend(sources.iter().flat_map(words::check));
    problems.extend(sources.iter().flat_map(imports::check));
    problems.extend(lints::check(&sources)?);
    problems.extend(crates::check()?);
    problems.extend(documents::check()?);
    for problem in &problems {
        println!("{problem}");
    }
    println!("tidy: {} files, {} problems", sources.len(), problems.len());
    Ok(problems.is_empty())
}
