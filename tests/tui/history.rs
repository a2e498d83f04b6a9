//! The history of filters: recalling them, and the file that stores them.

use std::fs;
use std::ops::Range;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::support::{History, Lang, Pty, Story, scratch};

/// The filter in the title of the list.
fn filter(story: &Story) -> String {
    let screen = story.screen();
    let title = screen.lines().next().unwrap_or_default();
    let left = title.split('│').next().unwrap_or_default();
    left.split_once('/')
        .and_then(|(_, rest)| rest.split_once('/'))
        .map_or_else(String::new, |(_, filter)| filter.trim().to_owned())
}

#[test]
fn control_p_and_control_n_recall_earlier_filters() {
    let mut story = Story::after(&["泸州", "泰山石"]);
    let rows = [
        ("/枫桥", "枫桥"),
        ("<C-p>", "泰山石"),
        ("<C-p>", "泸州"),
        ("<C-p>", "泸州"),
        ("<C-n>", "泰山石"),
        ("<C-n>", "枫桥"),
        ("<C-n>", "枫桥"),
    ];
    for (keys, shown) in rows {
        assert_eq!(filter(story.press(keys)), shown, "{keys}");
    }
    // A recalled filter applies at once and can be edited.
    assert_eq!(
        story.press("<C-p>").selected(),
        "national-2021-exemplars/05"
    );
    assert_eq!(filter(story.press("<BS>")), "泰山");
    story.press("<Enter>");
    assert_eq!(story.remembered, ["泰山"]);
    assert_eq!(filter(story.press("/<C-p>")), "泰山石");
    assert_eq!(filter(story.press("<Esc>/<C-p>")), "泰山");
}

#[test]
fn arrows_still_move_and_so_do_the_keys_outside_the_prompt() {
    let mut story = Story::after(&["泸州"]);
    assert_eq!(story.press("/<Down>").selected(), "luzhou-2023-awards/06");
    assert_eq!(story.press("<Up>").selected(), "luzhou-2023-awards/01");
    assert_eq!(
        story.press("<Esc><C-n>").selected(),
        "luzhou-2023-awards/06"
    );
    assert_eq!(story.press("<C-p>").selected(), "luzhou-2023-awards/01");
}

#[test]
fn only_filters_closed_with_enter_are_remembered() {
    let mut story = Story::after(&["泸州"]);
    story.press("/枫桥<Esc>/<Enter>/泰山石<C-u><Esc>");
    assert_eq!(story.remembered, [] as [&str; 0]);
    story.press("/  泸州 <Enter>");
    assert_eq!(
        story.remembered,
        [] as [&str; 0],
        "it is the newest already"
    );
    story.press("<Esc>/枫桥<Enter><Esc>/泸州<Enter>");
    assert_eq!(story.remembered, ["枫桥", "泸州"]);
    // There are no duplicates.
    assert_eq!(filter(story.press("<Esc>/<C-p>")), "泸州");
    assert_eq!(filter(story.press("<C-p>")), "枫桥");
    assert_eq!(filter(story.press("<C-p>")), "枫桥");
}

#[test]
fn without_a_history_the_keys_do_nothing() {
    let mut story = Story::few((80, 24), Lang::Zh);
    assert_eq!(filter(story.press("/枫桥<C-p><C-n><C-p>")), "枫桥");
}

fn history(file: &Path) -> History {
    History::new(Some(file.to_owned()))
}

fn read(file: &Path) -> Vec<String> {
    let mut history = history(file);
    let filters = history.read();
    assert_eq!(history.problem(), None);
    filters
}

/// Distinct lines.
fn numbers(range: Range<usize>) -> String {
    let lines: Vec<String> = range.map(|at| at.to_string()).collect();
    lines.join("\n") + "\n"
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path)
        .expect("it is there")
        .permissions()
        .mode()
        & 0o777
}

#[test]
fn a_filter_is_written_as_a_line_of_a_private_file() {
    let folder = scratch();
    let file = folder.path().join("state/casebook/history");
    let mut history = history(&file);
    assert_eq!(history.read(), [] as [&str; 0]);
    assert!(
        !file.exists(),
        "nothing is made before there is something to keep"
    );
    history.add("泸州");
    history.add("审批 year:2022");
    assert_eq!(history.problem(), None);
    assert_eq!(
        fs::read_to_string(&file).expect("text"),
        "泸州\n审批 year:2022\n"
    );
    assert_eq!(mode(&file), 0o600);
    assert_eq!(mode(&folder.path().join("state/casebook")), 0o700);
    assert_eq!(mode(&folder.path().join("state")), 0o700);
}

#[test]
fn the_newest_is_last_and_there_are_no_duplicates() {
    let folder = scratch();
    let file = folder.path().join("history");
    fs::write(&file, "a\nb\na\nc\n b \n").expect("written");
    assert_eq!(read(&file), ["a", "c", "b"]);
    let lines = numbers(0..1500);
    fs::write(&file, &lines).expect("written");
    let filters = read(&file);
    assert_eq!((filters.len(), filters[0].as_str()), (1000, "500"));
    assert_eq!(
        fs::read_to_string(&file).expect("text"),
        lines,
        "it is not far too long"
    );
}

#[test]
fn hostile_lines_do_no_harm() {
    let folder = scratch();
    let file = folder.path().join("history");
    let mut bytes =
        b"\n  \n\x1b[2J\n\x1b]0;title\x07seen\n\xff\xfe\nqui\xe2\x80\xaeet\r\nta\tb\0\n".to_vec();
    bytes.extend(b"x".repeat(5000));
    bytes.extend("\n审批".as_bytes());
    fs::write(&file, bytes).expect("written");
    assert_eq!(read(&file), ["seen", "quiet", "ta b", "审批"]);
    // The last line has no line break; an added filter still starts a new line.
    history(&file).add("泸州");
    assert_eq!(read(&file)[3..], ["审批", "泸州"]);
}

#[test]
fn a_file_that_is_far_too_long_is_shortened() {
    let folder = scratch();
    let file = folder.path().join("history");
    let link = folder.path().join("link");
    std::os::unix::fs::symlink(&file, &link).expect("a link");
    let lines = numbers(0..2500);
    fs::write(&file, &lines).expect("written");
    // A temporary file left by a killed program does not matter.
    fs::write(folder.path().join("history.part"), "half").expect("written");
    assert_eq!(read(&link).len(), 1000);
    let kept = numbers(1500..2500);
    assert_eq!(fs::read_to_string(&file).expect("text"), kept);
    assert_eq!(mode(&file), 0o600);
    assert!(link.is_symlink());
    assert!(!folder.path().join("history.part").exists());
    // Only the end of a huge file is read.
    fs::write(&file, format!("{}\nlast\n", "x\n".repeat(1 << 20))).expect("written");
    assert_eq!(read(&file), ["x", "last"]);
    assert_eq!(fs::read_to_string(&file).expect("text"), "x\nlast\n");
}

#[test]
fn concurrent_writers_lose_nothing_even_while_the_file_is_shortened() {
    const PROGRAMS: usize = 4;
    const EACH: usize = 50;
    let folder = scratch();
    let file = &folder.path().join("history");
    // Thousands of equal lines force a shortening but push out no other line.
    let filler = "old\n".repeat(2500);
    let run = |program: usize| {
        for at in 0..EACH {
            history(file).add(&format!("{program}-{at}"));
            if program == 0 {
                history(file).add(filler.trim_end());
            }
            history(file).read();
        }
    };
    let run = &run;
    std::thread::scope(|scope| {
        for program in 0..PROGRAMS {
            scope.spawn(move || run(program));
        }
    });
    let filters = read(file);
    for program in 0..PROGRAMS {
        for at in 0..EACH {
            let line = format!("{program}-{at}");
            assert!(filters.contains(&line), "{line} is lost");
        }
    }
    // The last reader shortened the file.
    let left = fs::metadata(file).expect("a file").len();
    assert!(left < filler.len() as u64, "{left} bytes are left");
}

#[test]
fn a_problem_is_kept_for_later_and_names_a_remedy() {
    let folder = scratch();
    let path = folder.path();
    fs::write(path.join("file"), "").expect("written");
    for (file, what) in [
        (path.to_owned(), "read"),
        (path.join("file/history"), "read"),
    ] {
        let mut history = history(&file);
        history.read();
        history.add("审批");
        let problem = history.problem().expect("a problem").to_owned();
        let begins = format!("{}: the history cannot be {what}: ", file.display());
        assert!(problem.starts_with(&begins), "{problem}");
        assert!(problem.contains("CASEBOOK_HISTORY"), "{problem}");
    }
    let mut history = history(&path.join("file/history"));
    history.add("审批");
    let problem = history.problem().expect("a problem");
    assert!(problem.contains("cannot be written"), "{problem}");
}

#[test]
fn neither_a_pipe_nor_a_lock_nor_an_endless_device_blocks() {
    let start = Instant::now();
    let folder = scratch();
    let pipe = folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.expect("mkfifo starts").success());
    let (sender, done) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        history(&pipe).read();
        history(&pipe).add("审批");
        sender.send(()).expect("somebody waits");
    });
    let waited = done.recv_timeout(Duration::from_secs(5));
    waited.expect("a pipe that nobody serves does not hold the program");
    let mut null = history(Path::new("/dev/null"));
    assert_eq!(null.read(), [] as [&str; 0]);
    null.add("审批");
    assert_eq!(null.problem(), None);
    assert_eq!(read(Path::new("/dev/zero")), [] as [&str; 0]);
    let file = folder.path().join("history");
    fs::write(&file, "old\n".repeat(2500)).expect("written");
    let held = fs::File::open(&file).expect("opened");
    held.lock().expect("locked");
    assert_eq!(read(&file), ["old"]);
    history(&file).add("审批");
    assert_eq!(read(&file), ["old", "审批"]);
    assert!(start.elapsed() < Duration::from_secs(5));
}

/// Types a filter and presses Enter.
fn keep(pty: &mut Pty, filter: &str) {
    pty.wait_for("Enter 打开").send("/").wait_for("Enter 保留");
    pty.send(filter).send("\r").wait_for("Enter 打开");
}

#[test]
fn two_programs_at_once_write_a_history_for_a_third() {
    let folder = scratch();
    let file = folder.path().join("state/casebook/history");
    let (path, state) = (file.to_string_lossy(), folder.path().join("state"));
    let program = env!("CARGO_BIN_EXE_casebook");
    let start = |variables: &[(&str, &str)]| {
        let mut pty = Pty::start(program, &[], variables, (80, 24));
        pty.wait_for("Enter 打开");
        pty
    };
    let mut one = start(&[("CASEBOOK_HISTORY", &path)]);
    let mut other = start(&[("CASEBOOK_HISTORY", &path)]);
    keep(&mut one, "泰山石");
    keep(&mut other, "枫桥红");
    one.send("q").wait_for_end();
    other.send("q").wait_for_end();
    assert_eq!(read(&file), ["泰山石", "枫桥红"]);
    // By default the file is in the XDG state folder.
    let command = format!("unset CASEBOOK_HISTORY; exec {program}");
    let variables = [("XDG_STATE_HOME", &*state.to_string_lossy())];
    let mut third = Pty::start("/bin/sh", &["-c", &command], &variables, (80, 24));
    third
        .wait_for("q 退出")
        .send("/\x10\x10")
        .wait_for("/泰山石");
    assert_eq!(third.send("\x03").wait_for_end(), 130);
}

#[test]
fn a_relative_state_folder_is_ignored_and_so_is_a_relative_home() {
    let program = env!("CARGO_BIN_EXE_casebook");
    for (home, state, is_kept) in [
        ("home", "unset XDG_STATE_HOME", true),
        ("home", "XDG_STATE_HOME=state", true),
        ("", "unset XDG_STATE_HOME", false),
    ] {
        let folder = scratch();
        let path = folder.path().to_string_lossy();
        let home = if home.is_empty() {
            String::new()
        } else {
            format!("{path}/{home}")
        };
        let command = format!(
            "unset CASEBOOK_HISTORY; {state}; export HOME='{home}'; cd '{path}'; exec {program}"
        );
        let variables = [("XDG_STATE_HOME", "/nowhere")];
        let mut pty = Pty::start("/bin/sh", &["-c", &command], &variables, (80, 24));
        keep(&mut pty, "泰山石");
        assert_eq!(pty.send("q").wait_for_end(), 0);
        let file = folder.path().join("home/.local/state/casebook/history");
        assert_eq!(file.exists(), is_kept, "{home:?} {state}");
        let entries = fs::read_dir(folder.path()).expect("a folder").count();
        assert_eq!(entries, usize::from(is_kept), "{home:?} {state}");
    }
}

#[test]
fn an_empty_name_turns_the_history_off() {
    let folder = scratch();
    let home = folder.path().to_string_lossy();
    let variables = [
        ("CASEBOOK_HISTORY", ""),
        ("HOME", &*home),
        ("XDG_STATE_HOME", &*home),
    ];
    let mut pty = Pty::start(env!("CARGO_BIN_EXE_casebook"), &[], &variables, (80, 24));
    keep(&mut pty, "泰山石");
    // Within one run filters are still remembered.
    keep(&mut pty, "\x15枫桥红");
    pty.send("/\x10").wait_for("/泰山石");
    assert_eq!(pty.send("\x03").wait_for_end(), 130);
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0);
}

#[test]
fn a_problem_with_the_file_is_printed_once_after_the_terminal_is_restored() {
    let folder = scratch();
    let file = folder.path().to_string_lossy();
    let mut pty = Pty::start(
        env!("CARGO_BIN_EXE_casebook"),
        &[],
        &[("CASEBOOK_HISTORY", &file)],
        (80, 24),
    );
    keep(&mut pty, "泰山石");
    assert_eq!(pty.send("q").wait_for_end(), 0);
    pty.assert_restored();
    let written = String::from_utf8_lossy(&pty.written).into_owned();
    let (left, said) = (
        written.rfind("\x1b[?1049l").expect("it leaves the screen"),
        written.find("the history cannot be").expect("it says so"),
    );
    assert!(left < said, "{written:?}");
    assert_eq!(written.matches("the history cannot be").count(), 1);
}
