//! `casebook build`: a bundle from seeds.

use std::io;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

use crate::{bundle, seed};

use super::context::{Outcome, print};
use super::plain::extent_of;

/// Writes the bundle of the seeds; with `check`, only compares it with the file.
pub(super) fn build(seeds: &Path, output: &Path, check: bool) -> Result<Outcome> {
    let built = seed::build(seeds)?;
    let text = bundle::write(&built);
    let name = output.display();
    if check {
        let current = std::fs::read(output)
            .with_context(|| format!("{name}: cannot be read; run `casebook build`"))?;
        if current != text.as_bytes() {
            bail!(
                "{name}: is out of date with {}; run `casebook build`",
                seeds.display()
            );
        }
        print(&format!("{name}: up to date, {}\n", extent_of(&built)))?;
        return Ok(Outcome::Done);
    }
    replace(output, &text).with_context(|| format!("{name}: cannot be written; check the path"))?;
    print(&format!("{name}: {}\n", extent_of(&built)))?;
    Ok(Outcome::Done)
}

/// Replaces a file in one step: a reader sees the old text or the new, never half of it. A symbolic link is followed; what
/// is not a regular file, such as a device, is written in place.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if path.exists() && !path.is_file() {
        return std::fs::write(path, text);
    }
    let unfinished = path.with_extension("json.part");
    let replaced =
        std::fs::write(&unfinished, text).and_then(|()| std::fs::rename(&unfinished, &path));
    if replaced.is_err() {
        // If it was never created there is nothing to remove.
        let _ = std::fs::remove_file(&unfinished);
    }
    replaced
}
