//! Another program, run with errors that say what to do.

use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::workspace;

/// Where this program lies, as cargo started it.
///
/// Not `current_exe`: on Linux that names a deleted file once a part of `test`
/// has compiled xtask anew.
pub(crate) fn own_path() -> std::path::PathBuf {
    let started_as = std::env::args_os().next().unwrap_or_default();
    std::path::absolute(&started_as).unwrap_or_else(|_| started_as.into())
}

/// A program to run in the repository's top folder, with our tools on its PATH.
pub(crate) struct Program {
    command: Command,
    shown: String,
}

impl Program {
    /// `name` is looked up on PATH, unless it is a path itself.
    pub(crate) fn new(name: impl AsRef<OsStr>) -> Self {
        let mut command = Command::new(name.as_ref());
        command.current_dir(workspace::root()).env("PATH", path_with_tools());
        Self { command, shown: name.as_ref().to_string_lossy().into_owned() }
    }

    /// The cargo that runs us.
    pub(crate) fn cargo() -> Self {
        Self::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
    }

    pub(crate) fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.shown.push(' ');
        self.shown.push_str(&arg.as_ref().to_string_lossy());
        self.command.arg(arg);
        self
    }

    pub(crate) fn args<A: AsRef<OsStr>>(self, args: impl IntoIterator<Item = A>) -> Self {
        args.into_iter().fold(self, Self::arg)
    }

    pub(crate) fn env(mut self, key: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(key, value);
        self
    }

    /// Runs it with our output; fails when it fails.
    pub(crate) fn run(mut self) -> Result<()> {
        let status =
            self.command.status().with_context(|| format!("cannot start `{}`", self.shown))?;
        if !status.success() {
            bail!("`{}` failed ({status})", self.shown);
        }
        Ok(())
    }

    /// Runs it quietly; its words appear only in the error.
    pub(crate) fn output(mut self) -> Result<String> {
        let output =
            self.command.output().with_context(|| format!("cannot start `{}`", self.shown))?;
        let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
        if !output.status.success() {
            let stderr = String::from_utf8_lossy(&output.stderr);
            bail!("`{}` failed ({}):\n{stdout}{stderr}", self.shown, output.status);
        }
        Ok(stdout)
    }

    /// Runs it with our output, showing each line of its stdout to `watch` too.
    ///
    /// Returns whether it succeeded.
    pub(crate) fn watch(mut self, mut watch: impl FnMut(&str)) -> Result<bool> {
        let mut child = self
            .command
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start `{}`", self.shown))?;
        if let Some(stdout) = child.stdout.take() {
            for line in BufReader::new(stdout).split(b'\n') {
                let line = line.context("the output broke off")?;
                let line = String::from_utf8_lossy(&line);
                println!("{line}");
                watch(&line);
            }
        }
        Ok(child.wait()?.success())
    }
}

/// Whether a program of this name is on the PATH our programs get.
pub(crate) fn is_installed(name: &str) -> bool {
    std::env::split_paths(&path_with_tools()).any(|folder| is_file(&folder.join(name)))
}

fn is_file(path: &Path) -> bool {
    path.metadata().is_ok_and(|found| found.is_file())
}

fn path_with_tools() -> OsString {
    let own = workspace::tools().join("bin");
    let old = std::env::var_os("PATH").unwrap_or_default();
    let all = std::iter::once(own).chain(std::env::split_paths(&old));
    std::env::join_paths(all).unwrap_or(old)
}
