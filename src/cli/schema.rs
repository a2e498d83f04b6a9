//! `casebook schema`: the JSON Schema of bundles.

use anyhow::Result;

use crate::bundle;

use super::context::{Outcome, print};

pub(super) fn schema() -> Result<Outcome> {
    print(&bundle::schema())?;
    Ok(Outcome::Done)
}
