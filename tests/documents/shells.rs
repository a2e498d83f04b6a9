//! The key bindings for bash and zsh on the page of commands.

use std::path::Path;
use std::process::Command;

use super::LANGS;
use crate::support::{Pty, read, scratch};

const SHELLS: [&str; 2] = ["bash", "zsh"];

/// What the page of commands puts into a shell's start-up file.
fn binding(text: &str, shell: &str) -> String {
    let blocks: Vec<&str> = text.split(&format!("```{shell}\n")).skip(1).collect();
    assert_eq!(blocks.len(), 1, "there is one binding for {shell}");
    let end = blocks[0].find("```").expect("its end");
    blocks[0][..end].to_owned()
}

#[test]
fn the_bindings_are_the_same_in_both_languages() {
    let [english, chinese] = LANGS.map(|(_, end)| read(&format!("docs/commands{end}")));
    for shell in SHELLS {
        assert_eq!(binding(&english, shell), binding(&chinese, shell));
    }
}

#[test]
fn shells_can_read_the_bindings() {
    let folder = scratch();
    for shell in SHELLS {
        let file = folder.path().join(shell);
        std::fs::write(&file, binding(&read("docs/commands.md"), shell)).expect("written");
        // What is written for zsh, bash can read too.
        for reader in SHELLS {
            match Command::new(reader).arg("-n").arg(&file).output() {
                Ok(run) => assert_eq!(
                    (
                        run.status.code(),
                        String::from_utf8_lossy(&run.stderr).as_ref()
                    ),
                    (Some(0), ""),
                    "{reader} -n on what is for {shell}"
                ),
                Err(error) => assert!(reader != "bash", "bash: {error}"),
            }
        }
    }
}

#[test]
fn the_key_in_bash_puts_picked_ids_at_the_cursor() {
    let folder = scratch();
    let file = folder.path().join("bashrc");
    let program = Path::new(env!("CARGO_BIN_EXE_casebook"));
    let start = format!(
        "PATH={}:$PATH\nPS1='ready> '\n{}",
        program.parent().expect("a folder").display(),
        binding(&read("docs/commands.md"), "bash")
    );
    std::fs::write(&file, start).expect("written");
    let arguments = ["--noprofile", "--rcfile", &file.to_string_lossy(), "-i"];
    let mut pty = Pty::start("bash", &arguments, &[("HISTFILE", "")], (80, 24));
    let after = "]; exit";
    pty.wait_for("ready>").send(&format!("echo [审 {after}"));
    pty.send(&"\x1b[D".repeat(after.len())).send("\x18k");
    pty.wait_for("Ctrl-T 标记").send("泰山石\x14");
    pty.wait_for("已标记 1").send("\x15枫桥红\x14");
    pty.wait_for("已标记 2").send("\r");
    let line = "[审 national-2021-exemplars/05 luzhou-2023-awards/07]";
    pty.wait_for(line).send("+\r");
    // The cursor is after the ids.
    pty.wait_for("\n[审 national-2021-exemplars/05 luzhou-2023-awards/07+]");
    assert_eq!(pty.wait_for_end(), 0);
}
