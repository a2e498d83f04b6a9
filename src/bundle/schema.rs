//! The JSON Schema of a bundle, generated from its types.

use schemars::generate::SchemaSettings;

use super::case::Bundle;

/// The schema (draft 2020-12) as JSON, ending in a newline.
#[must_use]
pub fn schema() -> String {
    let schema = SchemaSettings::draft2020_12()
        .into_generator()
        .into_root_schema_for::<Bundle>();
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}
