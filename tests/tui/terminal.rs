//! The program in a pseudo-terminal: start, resize, signals, panic, and how it leaves the terminal.

use std::io::{Read, Write};
use std::process::Command;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use rustix::process::Signal;

use crate::support::{Pty, TerminalGuard, Tty};

const FIRST_TITLE: &str = "全面推行投资项目";

#[test]
fn the_first_case_is_on_the_screen_and_q_leaves_it_as_it_was() {
    let mut pty = Pty::casebook(&[], 120, 40);
    pty.wait_for(FIRST_TITLE).wait_for("案例 ").wait_for("指标");
    pty.wait_until("the alternate screen", vt100::Screen::alternate_screen);
    assert_eq!(pty.send("q").wait_for_end(), 0);
    pty.assert_restored();
}

#[test]
fn the_list_follows_each_key_of_a_filter_and_control_c_quits() {
    let mut pty = Pty::casebook(&[], 80, 24);
    pty.wait_for(FIRST_TITLE);
    pty.send("/枫桥红")
        .wait_for("/枫桥红")
        .wait_for("多元化解")
        .wait_for("案例 1/");
    pty.wait_until("the cursor on the caret", |screen| {
        !screen.hide_cursor() && screen.cursor_position() == (23, 7)
    });
    assert_eq!(pty.send("\x03").wait_for_end(), 130);
    pty.assert_restored();
}

#[test]
fn a_query_on_the_command_line_is_the_first_filter() {
    let mut pty = Pty::casebook(&["泰山石"], 80, 24);
    pty.wait_for("案例 1/").wait_for("泰安市");
    assert_eq!(pty.send("q").wait_for_end(), 0);
}

#[test]
fn pasted_text_arrives_whole() {
    let mut pty = Pty::casebook(&[], 80, 24);
    pty.wait_for(FIRST_TITLE);
    pty.send("/\x1b[200~泰山石\n\x1b[201~")
        .wait_for("/泰山石")
        .wait_for("案例 1/");
    assert_eq!(pty.send("\x03").wait_for_end(), 130);
}

#[test]
fn a_split_escape_sequence_loses_nothing() {
    let mut pty = Pty::casebook(&[], 80, 24);
    pty.wait_for(FIRST_TITLE)
        .send("\x1b")
        .send("[")
        .send("B")
        .send("q");
    assert_eq!(pty.wait_for_end(), 0);
    pty.assert_restored();
}

#[test]
fn the_original_passage_is_opened_from_the_folder_of_documents() {
    let folder = crate::support::scratch();
    let seeds = crate::support::root("tests/fixtures/minimal");
    let documents = crate::support::root("tests/fixtures/documents");
    let build = ["build", &seeds.to_string_lossy(), "-o", "bundle.json"];
    assert_eq!(
        crate::support::casebook_in(folder.path(), &build).code,
        Some(0)
    );
    let bundle = folder.path().join("bundle.json");
    let (bundle, documents) = (bundle.to_string_lossy(), documents.to_string_lossy());
    let mut pty = Pty::casebook(&["--bundle", &bundle, "--sources", &documents], 100, 30);
    pty.wait_for("缩短审批时间").send("o").wait_for("可拨12345");
    pty.send("q").wait_for("并联审批").send("q");
    // The first q closes the passage, the second the browser.
    assert_eq!(pty.wait_for_end(), 0);
    pty.assert_restored();
}

#[test]
fn a_storm_of_resizes_ends_with_the_right_screen() {
    let mut pty = Pty::casebook(&[], 120, 40);
    pty.wait_for(FIRST_TITLE);
    for step in 0..60_u16 {
        pty.resize(1 + step * 7 % 130, 1 + step * 5 % 45)
            .send("j")
            .send("k");
    }
    pty.resize(1, 1).resize(0, 0).resize(80, 24);
    pty.send("gg").wait_for(FIRST_TITLE).wait_for("q 退出");
    assert_eq!(pty.send("q").wait_for_end(), 0);
    pty.assert_restored();
}

#[test]
fn signals_restore_the_terminal() {
    for signal in [Signal::TERM, Signal::INT, Signal::HUP] {
        let mut pty = Pty::casebook(&[], 80, 24);
        pty.wait_for(FIRST_TITLE).signal(signal);
        assert_eq!(pty.wait_for_end(), 130, "{signal:?}");
        pty.assert_restored();
    }
}

#[test]
fn a_lost_terminal_ends_the_program_even_if_hang_ups_are_ignored() {
    let program = env!("CARGO_BIN_EXE_casebook");
    for command in [
        format!("exec {program}"),
        // Only the session leader gets the hang-up. Here that is the shell, which waits for the browser.
        format!("{program}; exit"),
        // The browser draws on the terminal while its output goes elsewhere.
        format!("{program} pick > /dev/null; exit"),
    ] {
        // A terminal is certainly lost when the process that holds it ends, so a process of its own holds it.
        let this = std::env::current_exe().expect("the test binary has a path");
        let holder = Command::new(this)
            .args([
                "--ignored",
                "--exact",
                "--nocapture",
                "tui::terminal::holds_a_terminal_and_ends",
            ])
            .env(HELD, &command)
            .output()
            .expect("the test binary starts");
        let said = String::from_utf8_lossy(&holder.stdout).into_owned();
        let id = said
            .split("browser ")
            .nth(1)
            .and_then(|rest| rest.split_whitespace().next());
        let id: i32 = id
            .and_then(|id| id.parse().ok())
            .unwrap_or_else(|| panic!("no process id in {said:?}"));
        let start = Instant::now();
        while is_running(id) {
            assert!(
                start.elapsed() < Duration::from_secs(10),
                "process {id} of {command} outlives its terminal"
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

/// Environment variable with the command, for the process that holds the terminal.
const HELD: &str = "CASEBOOK_TEST_HELD";

#[test]
#[ignore = "is run by the test above in a process of its own"]
fn holds_a_terminal_and_ends() {
    let command = std::env::var(HELD).expect("run by the test above");
    let shell = format!("trap '' HUP; {command}");
    let mut pty = Pty::start("/bin/sh", &["-c", &shell], &[], (80, 24));
    pty.wait_for(FIRST_TITLE);
    let mut out = std::io::stdout();
    writeln!(out, "browser {} ", pty.process_id())
        .and_then(|()| out.flush())
        .expect("the id is passed on");
    // No clean-up, as when a connection is lost.
    std::process::exit(0);
}

/// Whether a process runs; a zombie does not.
fn is_running(id: i32) -> bool {
    let pid = rustix::process::Pid::from_raw(id).expect("a process id is not zero");
    let ended =
        std::fs::read_to_string(format!("/proc/{id}/stat")).is_ok_and(|stat| stat.contains(") Z "));
    !ended && rustix::process::test_kill_process(pid).is_ok()
}

#[test]
fn a_panic_restores_the_terminal_before_it_speaks() {
    // The test binary runs the panicking test below, which takes the terminal as the browser does.
    let this = std::env::current_exe().expect("the test binary has a path");
    let arguments = [
        "--ignored",
        "--exact",
        "--nocapture",
        "tui::terminal::panics_while_it_has_the_terminal",
    ];
    let mut pty = Pty::start(&this.to_string_lossy(), &arguments, &[], (80, 24));
    assert_ne!(pty.wait_for_end(), 0);
    pty.assert_restored();
    let written = String::from_utf8_lossy(&pty.written).into_owned();
    let (left, said) = (
        written.find("\x1b[?1049l"),
        written.find("a panic in the browser"),
    );
    assert!(left.is_some() && left < said, "{written:?}");
}

#[test]
#[ignore = "is run by the test above in a terminal of its own"]
#[expect(clippy::panic, reason = "the panic is what is tested")]
fn panics_while_it_has_the_terminal() {
    let tty = Tty::open().expect("run in a terminal");
    let _guard = TerminalGuard::enter(&tty).expect("run in a terminal");
    panic!("a panic in the browser");
}

#[test]
fn an_idle_browser_writes_nothing_and_neither_do_unbound_keys() {
    let mut pty = Pty::casebook(&[], 80, 24);
    pty.wait_for(FIRST_TITLE).wait_for("q 退出");
    let before = pty.written.len();
    pty.watch_for(Duration::from_millis(700));
    assert_eq!(pty.written.len(), before, "while idle");
    for key in ["b", "X", "\x1bq", "\x1b[1;3A"] {
        pty.send(key).watch_for(Duration::from_millis(200));
        assert_eq!(pty.written.len(), before, "after {key:?}");
    }
    pty.send("q").wait_for_end();
}

#[test]
fn no_color_sends_no_colour_and_keeps_the_selection_visible() {
    let mut pty = Pty::start(
        env!("CARGO_BIN_EXE_casebook"),
        &[],
        &[("NO_COLOR", "1")],
        (80, 24),
    );
    pty.wait_for(FIRST_TITLE).wait_for("q 退出");
    let written = String::from_utf8_lossy(&pty.written).into_owned();
    let styles = written.split("\x1b[").skip(1).filter_map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != ';')?;
        rest[end..].starts_with('m').then(|| rest[..end].to_owned())
    });
    let styles: Vec<String> = styles.collect();
    assert!(styles.len() > 3, "{styles:?}");
    for style in styles {
        let coloured = style
            .split(';')
            .filter_map(|code| code.parse::<u8>().ok())
            .any(|code| code >= 30);
        assert!(!coloured, "{style}");
    }
    pty.wait_until("a reversed row", |screen| {
        (0..24).any(|row| screen.cell(row, 3).is_some_and(vt100::Cell::inverse))
    });
    assert!(pty.contents().contains(&format!("> {FIRST_TITLE}")));
}

#[test]
fn without_a_capable_terminal_the_cases_are_listed() {
    let mut pty = Pty::start(
        env!("CARGO_BIN_EXE_casebook"),
        &[],
        &[("TERM", "dumb")],
        (120, 40),
    );
    assert_eq!(pty.wait_for_end(), 0);
    assert!(!pty.written.contains(&0x1b), "no escape sequence");
    assert!(String::from_utf8_lossy(&pty.written).contains(FIRST_TITLE));
}

#[test]
fn a_terminal_that_takes_no_more_output_does_not_hold_the_program() {
    let size = PtySize {
        rows: 24,
        cols: 80,
        pixel_width: 0,
        pixel_height: 0,
    };
    let pair = native_pty_system()
        .openpty(size)
        .expect("a pseudo-terminal");
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_casebook"));
    command.env("TERM", "xterm-256color");
    command.env("CASEBOOK_HISTORY", "");
    let mut child = pair
        .slave
        .spawn_command(command)
        .expect("the program starts");
    drop(pair.slave);
    let mut reader = pair
        .master
        .try_clone_reader()
        .expect("a reader of the terminal");
    let mut keys = pair.master.take_writer().expect("a writer to the terminal");
    let (mut shown, mut buffer) = (Vec::new(), [0; 4096]);
    while !String::from_utf8_lossy(&shown).contains(FIRST_TITLE) {
        let count = reader.read(&mut buffer).expect("the program writes");
        shown.extend_from_slice(&buffer[..count]);
    }
    // From here on nobody reads the output, and each key asks for a full redraw.
    for _ in 0..100 {
        keys.write_all(b"\x0c").expect("the key is taken");
        // Keys that arrive together share one frame; these must not.
        std::thread::sleep(Duration::from_millis(3));
    }
    let id = child
        .process_id()
        .and_then(|id| i32::try_from(id).ok())
        .expect("the program runs");
    let pid = rustix::process::Pid::from_raw(id).expect("a process id is not zero");
    rustix::process::kill_process(pid, Signal::TERM).expect("the signal is sent");
    let start = Instant::now();
    while child
        .try_wait()
        .expect("the program can be waited for")
        .is_none()
    {
        assert!(
            start.elapsed() < Duration::from_secs(10),
            "the program does not end"
        );
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// A shell command in a terminal, in a temporary folder. `$casebook` is the program; the file `out` is read at the end.
struct Shell {
    pty: Pty,
    folder: tempfile::TempDir,
}

impl Shell {
    fn run(line: &str) -> Self {
        let folder = crate::support::scratch();
        let variables = [
            ("casebook", env!("CARGO_BIN_EXE_casebook")),
            ("folder", &*folder.path().to_string_lossy()),
        ];
        let line = format!("cd \"$folder\"; {line}");
        let pty = Pty::start("/bin/sh", &["-c", &line], &variables, (80, 24));
        Self { pty, folder }
    }

    /// The exit code and the contents of `out`.
    fn end(mut self) -> (u32, String) {
        let code = self.pty.wait_for_end();
        self.pty.assert_restored();
        let out = std::fs::read_to_string(self.folder.path().join("out"));
        (code, out.expect("text"))
    }
}

const TAISHAN: &str = "national-2021-exemplars/05\n";

#[test]
fn picking_draws_on_the_terminal_even_if_input_and_output_are_redirected() {
    for line in [
        "\"$casebook\" pick 泰山石 > out",
        "id=$(\"$casebook\" pick 泰山石) && echo \"$id\" > out",
        "\"$casebook\" pick 泰山石 | cat > out",
        "echo x | \"$casebook\" pick 泰山石 > out",
        "echo x | \"$casebook\" pick 泰山石 | cat > out",
        "\"$casebook\" pick 泰山石 < /dev/null > out",
    ] {
        let mut shell = Shell::run(line);
        shell.pty.wait_for("案例 1/").wait_for("泰安市");
        shell
            .pty
            .wait_until("the alternate screen", vt100::Screen::alternate_screen);
        shell
            .pty
            .resize(60, 20)
            .wait_until("the new size", |screen| {
                let row = screen.contents_between(19, 0, 19, 60);
                row.contains("/泰山石") && row.contains("Enter 选定")
            });
        shell.pty.send("\r");
        assert_eq!(shell.end(), (0, TAISHAN.to_owned()), "{line}");
    }
}

#[test]
fn if_standard_output_is_the_terminal_the_id_is_left_on_it() {
    let mut pty = Pty::casebook(&["pick", "泰山石"], 80, 24);
    pty.wait_for("Enter 选定").send("\r");
    assert_eq!(pty.wait_for_end(), 0);
    pty.assert_restored();
    assert_eq!(pty.contents().trim(), TAISHAN.trim());
}

#[test]
fn marked_ids_are_printed_one_per_line() {
    let mut shell = Shell::run("\"$casebook\" pick -m > out");
    shell.pty.wait_for("Ctrl-T 标记").send("\x14\x14");
    shell.pty.wait_for("已标记 2").send("\r");
    let ids = "luzhou-2023-awards/01\nluzhou-2023-awards/02\n";
    assert_eq!(shell.end(), (0, ids.to_owned()));
}

#[test]
fn leaving_without_picking_prints_nothing_and_exits_with_130() {
    for keys in ["\x03", "\x1bq"] {
        let mut shell = Shell::run("\"$casebook\" pick 泰山石 > out");
        shell.pty.wait_for("Enter 选定");
        for key in keys.chars() {
            shell.pty.send(&key.to_string());
            if key == '\x1b' {
                shell.pty.wait_for("q 退出");
            }
        }
        assert_eq!(shell.end(), (130, String::new()), "{keys:?}");
    }
    let mut shell = Shell::run("exec \"$casebook\" pick > out");
    shell.pty.wait_for("Enter 选定").signal(Signal::TERM);
    assert_eq!(shell.end(), (130, String::new()));
    let mut shell = Shell::run("\"$casebook\" pick qqq > out");
    shell.pty.wait_for("Enter 退出").send("\r");
    assert_eq!(shell.end(), (1, String::new()));
}

#[test]
fn one_match_or_none_needs_no_terminal() {
    // With TERM=dumb there is no terminal to draw on.
    let rows = [
        ("-1 泰山石", 0, TAISHAN),
        ("-0 qqq", 1, ""),
        ("-1 -0 qqq", 1, ""),
        ("-0 -1 泰山石", 0, TAISHAN),
        ("--select-1 --exit-0 qqq", 1, ""),
        ("-1 泸州", 2, ""),
        ("-0 泰山石", 2, ""),
        ("-1 qqq", 2, ""),
        ("qqq", 2, ""),
    ];
    for (arguments, code, out) in rows {
        let line = format!("TERM=dumb exec \"$casebook\" pick {arguments} > out");
        let mut shell = Shell::run(&line);
        shell.pty.wait_for_end();
        assert!(!shell.pty.written.contains(&0x1b), "nothing is drawn");
        let said = String::from_utf8_lossy(&shell.pty.written).into_owned();
        assert_eq!(said.contains("casebook list --ids"), code == 2, "{said}");
        assert_eq!(shell.end(), (code, out.to_owned()), "{arguments}");
    }
    // With a terminal, several matches are shown, and without -0 also none.
    for (arguments, shown) in [("-1 泸州", "Enter 选定"), ("-1 qqq", "Enter 退出")] {
        let mut shell = Shell::run(&format!("\"$casebook\" pick {arguments} > out"));
        shell.pty.wait_for(shown).send("\x03");
        assert_eq!(shell.end(), (130, String::new()), "{arguments}");
    }
}

#[test]
fn without_a_terminal_picking_names_an_alternative() {
    // A new session has no controlling terminal.
    let run = Command::new("setsid")
        .args([env!("CARGO_BIN_EXE_casebook"), "pick"])
        .env("CASEBOOK_HISTORY", "")
        .env("TERM", "xterm-256color")
        .stdin(std::process::Stdio::null())
        .output()
        .expect("setsid, of util-linux, starts");
    assert_eq!(
        (run.status.code(), run.stdout.as_slice()),
        (Some(2), &b""[..])
    );
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(
        said.starts_with("no terminal to pick on; `casebook list --ids` lists ids without one: "),
        "{said}"
    );
    assert_eq!(said.lines().count(), 1, "{said}");
}
