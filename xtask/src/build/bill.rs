//! The bill of materials: every crate that is linked into what visitors load.
//!
//! CycloneDX 1.5, without a date or a serial number, so that the same sources give the
//! same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::program::Program;
use crate::workspace;

const FILE: &str = "sbom.cdx.json";
const ROOT: &str = "usher-widget";

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    version: String,
    license: Option<String>,
    /// None for our own.
    source: Option<String>,
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct Target {
    kind: Vec<String>,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    pkg: String,
    dep_kinds: Vec<Kind>,
}

#[derive(Deserialize)]
struct Kind {
    /// None for what is linked; `dev` and `build` are not.
    kind: Option<String>,
}

/// Writes `sbom.cdx.json` beside the widget.
pub(super) fn write(out: &Path) -> Result<()> {
    let text = Program::cargo()
        .args(["metadata", "--format-version=1", "--locked"])
        .args(["--filter-platform", "wasm32-unknown-unknown"])
        .output()?;
    let metadata: Metadata = serde_json::from_str(&text).context("cargo metadata changed")?;
    let mut text = serde_json::to_string_pretty(&bill(&metadata)?)?;
    text.push('\n');
    let path = out.join(FILE);
    std::fs::write(&path, text).with_context(|| format!("cannot write {}", workspace::shown(&path)))
}

fn bill(metadata: &Metadata) -> Result<Value> {
    let packages: BTreeMap<&str, &Package> =
        metadata.packages.iter().map(|package| (package.id.as_str(), package)).collect();
    let nodes: BTreeMap<&str, &Node> =
        metadata.resolve.nodes.iter().map(|node| (node.id.as_str(), node)).collect();
    let root = metadata.packages.iter().find(|package| package.name == ROOT);
    let root = root.with_context(|| format!("there is no {ROOT}"))?;
    let mut linked = BTreeSet::new();
    let mut waiting = vec![root.id.as_str()];
    while let Some(id) = waiting.pop() {
        // What runs in the compiler is in nobody's browser.
        let is_linked = packages.get(id).is_some_and(|package| !package.is_macro());
        if is_linked && linked.insert(id) {
            waiting.extend(nodes.get(id).into_iter().flat_map(|node| node.linked()));
        }
    }
    let of = |id: &&str| packages.get(*id).map(|package| package.reference());
    let components: Vec<Value> = linked
        .iter()
        .filter(|id| **id != root.id)
        .filter_map(|id| packages.get(id))
        .map(|package| package.component())
        .collect();
    let dependencies: Vec<Value> = linked
        .iter()
        .filter_map(|id| {
            let needs = nodes.get(id)?.linked().filter(|id| linked.contains(id));
            let needs: BTreeSet<String> = needs.filter_map(|id| of(&id)).collect();
            Some(json!({ "ref": of(id)?, "dependsOn": needs }))
        })
        .collect();
    Ok(json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": { "component": root.component() },
        "components": components,
        "dependencies": dependencies,
    }))
}

impl Node {
    fn linked(&self) -> impl Iterator<Item = &str> {
        let is_linked =
            |dependency: &&Dependency| dependency.dep_kinds.iter().any(|kind| kind.kind.is_none());
        self.deps.iter().filter(is_linked).map(|dependency| dependency.pkg.as_str())
    }
}

impl Package {
    fn is_macro(&self) -> bool {
        self.targets.iter().any(|target| target.kind.iter().any(|kind| kind == "proc-macro"))
    }

    fn reference(&self) -> String {
        format!("pkg:cargo/{}@{}", self.name, self.version)
    }

    fn component(&self) -> Value {
        let mut component = Map::new();
        let mut say = |key: &str, value| drop(component.insert(key.to_owned(), value));
        say("type", json!("library"));
        say("bom-ref", json!(self.reference()));
        say("name", json!(self.name));
        say("version", json!(self.version));
        if let Some(licence) = &self.license {
            say("licenses", json!([{ "expression": licence.replace('/', " OR ") }]));
        }
        if self.source.is_some() {
            say("purl", json!(self.reference()));
        }
        Value::Object(component)
    }
}
