//! Paths of per-user files.

use std::ffi::OsString;
use std::path::PathBuf;

use etcetera::base_strategy::{BaseStrategy, Xdg};

/// The history file: the one `CASEBOOK_HISTORY` names, `None` if that is empty, else `casebook/history` in the XDG state
/// folder. `None`, too, if there is no home folder.
#[must_use]
pub fn history_file() -> Option<PathBuf> {
    choose(std::env::var_os("CASEBOOK_HISTORY"), state_folder())
}

fn choose(named: Option<OsString>, state: Option<PathBuf>) -> Option<PathBuf> {
    match named {
        Some(named) => (!named.is_empty()).then(|| named.into()),
        None => state.map(|state| state.join("history")),
    }
}

/// The program's folder in `$XDG_STATE_HOME`, or in `~/.local/state` if that is not an absolute path.
fn state_folder() -> Option<PathBuf> {
    let state = Xdg::new().ok()?.state_dir()?;
    // It is relative if `HOME` is; then the file would move with the working folder.
    state.is_absolute().then(|| state.join("casebook"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_named_file_wins_and_an_empty_name_turns_the_history_off() {
        let state = || Some(PathBuf::from("/state/casebook"));
        let rows = [
            (Some("/h"), state(), Some("/h")),
            (Some("h"), state(), Some("h")),
            (Some(""), state(), None),
            (None, state(), Some("/state/casebook/history")),
            (None, None, None),
        ];
        for (named, state, file) in rows {
            let chosen = choose(named.map(OsString::from), state);
            assert_eq!(chosen, file.map(PathBuf::from), "{named:?}");
        }
    }
}
