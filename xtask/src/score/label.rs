//! What a labelled page is known to say, and what the widget said about it.

use std::path::Path;
use std::str::FromStr;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// One line of `labels.jsonl`. What is null there is not labelled.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Label {
    /// Path of the page in its folder.
    pub(super) file: String,
    /// Pages of one shop have the same; they are never on both sides of a split.
    #[serde(default)]
    pub(super) split_group: Option<String>,
    /// product, category, cart, checkout, confirmation, faq, home, article, other.
    pub(super) kind: String,
    /// Other kinds that are right too.
    #[serde(default)]
    pub(super) kind_alt: Vec<String>,
    /// The product it is about.
    pub(super) product: Option<ProductLabel>,
    /// The questions it answers.
    pub(super) faq: Option<Vec<FaqLabel>>,
}

/// What is known of a product.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ProductLabel {
    pub(super) name: Option<String>,
    pub(super) sku: Option<String>,
    pub(super) price: Option<String>,
    pub(super) currency: Option<String>,
    pub(super) availability: Option<String>,
    pub(super) brand: Option<String>,
    pub(super) gtin: Option<String>,
    pub(super) mpn: Option<String>,
    #[serde(deserialize_with = "list_or_null")]
    pub(super) name_alt: Vec<String>,
    #[serde(deserialize_with = "list_or_null")]
    pub(super) sku_alt: Vec<String>,
    #[serde(deserialize_with = "list_or_null")]
    pub(super) price_alt: Vec<String>,
}

/// A question with its answer.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct FaqLabel {
    pub(super) q: String,
    pub(super) a: String,
}

fn list_or_null<'de, D: serde::Deserializer<'de>>(value: D) -> Result<Vec<String>, D::Error> {
    Ok(Option::deserialize(value)?.unwrap_or_default())
}

/// Which pages: those one looks at while working, or those one only measures on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Half {
    /// Looked at.
    Seen,
    /// Measured on only.
    Unseen,
}

impl FromStr for Half {
    type Err = anyhow::Error;

    fn from_str(name: &str) -> Result<Self> {
        match name {
            "seen" => Ok(Self::Seen),
            "unseen" => Ok(Self::Unseen),
            other => bail!("there is no half `{other}`, only `seen` and `unseen`"),
        }
    }
}

impl Label {
    /// Every label of a folder, in its order.
    pub(super) fn read_all(folder: &Path) -> Result<Vec<Self>> {
        let path = folder.join("labels.jsonl");
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("cannot read {}", path.display()))?;
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        lines.map(|line| serde_json::from_str(line).context("a label is not as agreed")).collect()
    }

    /// The half this page belongs to; the same on every machine, for ever.
    pub(super) fn half(&self) -> Half {
        let group = self.split_group.as_deref().unwrap_or(&self.file);
        let digest = Sha256::digest(group.as_bytes());
        let is_even = digest.first().is_none_or(|byte| byte.is_multiple_of(2));
        if is_even { Half::Seen } else { Half::Unseen }
    }
}

#[cfg(test)]
mod tests {
    use super::Label;

    #[test]
    fn null_and_missing_mean_not_labelled() {
        let line = r#"{"file": "a.html", "kind": "product", "split_group": null,
            "product": {"name": "A", "sku": null, "sku_alt": null}, "faq": null}"#;
        let label: Label = serde_json::from_str(line).unwrap();
        let product = label.product.unwrap();
        assert_eq!(product.name.as_deref(), Some("A"));
        assert!(product.sku.is_none() && product.sku_alt.is_empty() && label.faq.is_none());
    }

    #[test]
    fn pages_of_one_group_are_in_one_half() {
        let label = |file: &str| Label {
            file: file.to_owned(),
            split_group: Some("shop".to_owned()),
            ..Label::default()
        };
        assert_eq!(label("a").half(), label("b").half());
    }
}
