//! Three browsers, their drivers, valgrind, and servers that tests post to, old frameworks: Debian packages.

use std::path::Path;

use anyhow::{Result, bail};

use super::say;
use crate::program::{self, Program};

/// A program we look for, and the package that brings it.
const PROGRAMS: [(&str, &str); 14] = [
    ("chromium", "chromium"),
    ("chromedriver", "chromium-driver"),
    ("firefox-esr", "firefox-esr"),
    ("WebKitWebDriver", "webkit2gtk-driver"),
    ("Xvfb", "xvfb"),
    ("xauth", "xauth"),
    ("valgrind", "valgrind"),
    ("nats-server", "nats-server"),
    ("redis-server", "redis-server"),
    ("webdis", "webdis"),
    ("clickhouse-server", "clickhouse-server"),
    ("nginx", "nginx-light"),
    ("caddy", "caddy"),
    ("cc", "build-essential"),
];

/// Scripts that old shops have and npm has not, where Debian puts them, and their packages.
const SCRIPTS: [(&str, &str); 2] =
    [("prototype/prototype.js", "libjs-prototype"), ("mootools/mootools.js", "libjs-mootools")];

/// Where Debian has the scripts of its packages.
const SCRIPT_FOLDER: &str = "/usr/share/javascript";

pub(super) fn install() -> Result<()> {
    let mut missing: Vec<&str> = PROGRAMS
        .iter()
        .filter(|(name, _)| !program::is_installed(name))
        .map(|(_, package)| *package)
        .collect();
    let is_missing = |script: &&(&str, &str)| !Path::new(SCRIPT_FOLDER).join(script.0).is_file();
    missing.extend(SCRIPTS.iter().filter(is_missing).map(|(_, package)| *package));
    // Without any font, headless browsers lay out text of no width.
    if !Path::new("/usr/share/fonts/truetype").is_dir() {
        missing.push("fonts-dejavu-core");
    }
    apt_install(&missing)
}

/// Installs Debian packages, as root or through sudo.
///
/// Errors: the message is the command to run by hand.
pub(super) fn apt_install(packages: &[&str]) -> Result<()> {
    if packages.is_empty() {
        return Ok(());
    }
    let by_hand = format!(
        "apt-get update && apt-get install -y --no-install-recommends {}",
        packages.join(" ")
    );
    if !program::is_installed("apt-get") {
        bail!(
            "missing: {}. This is not Debian: please install these programs yourself",
            packages.join(", ")
        );
    }
    say(&by_hand);
    let updated = apt()?.arg("update").output();
    let installed =
        apt()?.args(["install", "-y", "--no-install-recommends"]).args(packages).output();
    match (updated, installed) {
        (_, Ok(_)) => Ok(()),
        (updated, Err(error)) => {
            let note = updated.err().map(|error| format!("\n{error:#}")).unwrap_or_default();
            bail!(
                "could not install {}. Run as root:\n  {by_hand}\n{error:#}{note}",
                packages.join(", ")
            )
        }
    }
}

fn apt() -> Result<Program> {
    let is_root = Program::new("id").arg("-u").output()?.trim() == "0";
    let program = match is_root {
        true => Program::new("apt-get"),
        false => Program::new("sudo").args(["-n", "apt-get"]),
    };
    Ok(program.env("DEBIAN_FRONTEND", "noninteractive"))
}
