//! `setup`: finds out what is missing and installs it.

mod browsers;
pub(crate) mod compiler;
mod from_source;
pub(crate) mod javascript;
pub(crate) mod python;

use anyhow::{Result, bail};
use lexopt::prelude::*;

/// What the machine is to be made ready for; each includes the ones before.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Need {
    /// Building the widget.
    Build,
    /// The live-reloading shop.
    Trunk,
    /// The whole test run: three browsers and valgrind.
    Test,
}

pub(crate) fn command(args: &mut lexopt::Parser) -> Result<bool> {
    let mut need = Need::Test;
    while let Some(arg) = args.next()? {
        match arg {
            Value(name) if name == "build" => need = Need::Build,
            Value(name) if name == "trunk" => need = Need::Trunk,
            Value(name) if name == "test" => need = Need::Test,
            other => return Err(other.unexpected().into()),
        }
    }
    run(need)?;
    println!("setup: everything is there");
    Ok(true)
}

/// Installs what is missing; says what it does; quiet and quick when nothing is.
///
/// Errors: all that could not be installed, each with the command to run by hand.
pub(crate) fn run(need: Need) -> Result<()> {
    let mut steps = vec![compiler::install(), javascript::install()];
    if need >= Need::Trunk {
        steps.push(from_source::install_trunk());
    }
    if need >= Need::Test {
        steps.push(browsers::install());
        steps.push(javascript::install_for_tests());
        steps.push(python::install());
        steps.push(from_source::install_geckodriver());
    }
    let problems: Vec<String> =
        steps.into_iter().filter_map(Result::err).map(|error| format!("{error:#}")).collect();
    if !problems.is_empty() {
        bail!("setup is not complete:\n\n{}", problems.join("\n\n"));
    }
    Ok(())
}

/// Says what is about to be done.
fn say(what: &str) {
    eprintln!("setup: {what}");
}
