//! Original passages.

use crate::support::{
    Document, DocumentError, LANGS, Lang, SIZES, Story, Theme, WIDE, at_one_size, documents_folder,
    minimal, parse, root, scratch, shipped, write,
};

#[test]
fn the_original_passage_of_a_metric() {
    let words = ["原文", "Original"];
    at_one_size(
        "of-a-metric",
        Story::minimal,
        "<Tab><Tab>o",
        (WIDE, Lang::Zh),
        words,
    );
    for size in SIZES {
        for (lang, _) in LANGS {
            let mut story = Story::minimal(size, lang);
            let figures = story.press("<Tab><Tab>o").strong_highlights().concat();
            assert_eq!(figures, "112个工作日30个工作日以内");
        }
    }
}

#[test]
fn the_figures_of_the_selected_metric_stand_out_from_the_others() {
    let mut story = Story::minimal((120, 40), Lang::Zh);
    let all = ["112个工作日", "30个工作日以内", "*****份"];
    // OpenBundle from the case, all are alike.
    assert_eq!(story.press("o").highlights(), all);
    assert_eq!(story.strong_highlights().len(), 0);
    // OpenBundle from a metric, its figures stand out; then those of the next.
    assert_eq!(story.press("o<Tab><Tab>o").highlights(), all);
    assert_eq!(story.strong_highlights(), all[..2]);
    assert_eq!(story.press("j").strong_highlights(), all[2..]);
}

#[test]
fn closing_the_passage_restores_the_screen() {
    for (width, height) in SIZES {
        for place in ["", "<Enter>", "<Enter>j", "<Tab><Tab>", "<Tab><Tab>j"] {
            for back in ["o", "q", "<Esc>"] {
                let mut story = Story::minimal((width, height), Lang::Zh);
                let before = story.press(place).screen();
                let opened = story.press("o").screen();
                assert_ne!(before, opened, "{place} at {width}×{height}");
                // Scroll the passage, if it has the focus.
                if !place.contains("<Tab>") {
                    story.press("jjGk");
                }
                assert_eq!(
                    story.press(back).screen(),
                    before,
                    "{place} o {back} at {width}×{height}"
                );
                assert_eq!(story.end, None);
            }
        }
    }
}

#[test]
fn without_documents_it_says_what_to_pass() {
    for (width, height) in SIZES {
        let mut story = Story::few((width, height), Lang::Zh);
        let screen: String = story.press("o").screen().split_whitespace().collect();
        assert!(screen.contains("未指定原文目录"), "{screen}");
        let mut story = Story::few((width, height), Lang::En);
        let screen = story.press("o").screen();
        assert!(screen.contains("casebook --sources DIR"), "{screen}");
        assert!(screen.contains("CASEBOOK_SOURCES=DIR"), "{screen}");
    }
}

#[test]
fn a_document_with_another_hash_is_not_shown() {
    let folder = scratch();
    std::fs::write(folder.path().join("demo.txt"), "另一个文件").expect("written");
    let mut story = Story::minimal((120, 40), Lang::Zh).with_documents(folder.path().to_path_buf());
    let screen = story.press("o").screen();
    assert!(
        screen.contains("此文件不是生成案例包所用的原文"),
        "{screen}"
    );
    assert!(
        screen.contains("demo.txt SHA-256"),
        "the screen names the right one: {screen}"
    );
    assert!(!screen.contains("另一个文件"), "{screen}");
    // Once the right document is there, it is read.
    let document = root("tests/fixtures/documents/demo.txt");
    std::fs::copy(document, folder.path().join("demo.txt")).expect("copied");
    assert!(
        story
            .press("oo")
            .screen()
            .contains("审批的时间由112个工作日")
    );
}

#[test]
fn an_unreadable_document_is_reported_and_nothing_hangs() {
    let folder = scratch();
    let at = |name: &str| folder.path().join(name);
    std::fs::create_dir(at("demo.txt")).expect("created");
    let shown = |folder: &std::path::Path| {
        let mut story = Story::minimal((120, 40), Lang::En).with_documents(folder.to_path_buf());
        story.press("o").screen()
    };
    assert!(shown(folder.path()).contains("not a regular file"));
    assert!(shown(&at("missing")).contains("No such file"));
    std::fs::remove_dir(at("demo.txt")).expect("removed");
    // Reading a pipe without a writer would never end.
    let pipe = std::process::Command::new("mkfifo")
        .arg(at("demo.txt"))
        .status();
    assert!(pipe.expect("there is mkfifo").success());
    assert!(shown(folder.path()).contains("not a regular file"));
}

#[test]
fn nothing_in_a_document_acts_on_the_terminal() {
    let folder = scratch();
    let text =
        std::fs::read_to_string(root("tests/fixtures/documents/demo.txt")).expect("a document");
    // The number of characters stays, so that every figure stays in its place.
    let hostile = text
        .replace("发布时间", "\u{1b}];\u{7}")
        .replace("压缩到", "\u{202e}\u{9b}\u{8}")
        .replace("一次性", "\u{1b}[2");
    assert_eq!(hostile.chars().count(), text.chars().count());
    std::fs::write(folder.path().join("demo.txt"), &hostile).expect("written");
    let mut bundle = minimal();
    let Err(DocumentError::WrongHash(hash)) = Document::read(folder.path(), &bundle.sources[0])
    else {
        panic!("the document is another");
    };
    bundle.sources[0].sha256 = hash.as_str().into();
    bundle.cases[0].span = vec![[0, 200]];
    let mut story = Story::of(bundle, (120, 40), Lang::Zh, Theme::colour())
        .with_documents(folder.path().to_path_buf());
    let screen = story.press("o").screen();
    assert!(
        screen.contains("112个工作日") && screen.contains("30个工作日以内"),
        "{screen}"
    );
    let acts = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
    assert!(!screen.contains(acts), "{screen:?}");
    // Between the two figures nothing is left.
    assert_eq!(story.highlights()[0], "112个工作日30个工作日以内");
}

/// The minimal bundle with one edit, and its document.
fn altered(find: &str, put: &str) -> Story {
    let bundle = minimal();
    let text = write(&bundle);
    assert!(text.contains(find), "{find}");
    let bundle = parse(text.replacen(find, put, 1).as_bytes(), "altered");
    Story::of(bundle.expect("sound"), (120, 40), Lang::Zh, Theme::colour())
        .with_documents(root("tests/fixtures/documents"))
}

#[test]
fn a_disagreement_with_the_document_is_reported_and_not_marked() {
    let mut story = altered("\"at\":110", "\"at\":112");
    let screen = story.press("o").screen();
    assert!(screen.contains("与原文有出入"), "{screen}");
    assert_eq!(story.highlights(), ["30个工作日以内", "*****份"]);
    let mut story = altered("\"span\":[[100,200]]", "\"span\":[[100,4000000000]]");
    let screen = story.press("o").screen();
    assert!(
        screen.contains("与原文有出入") && screen.contains("再印一遍"),
        "{screen}"
    );
}

#[test]
fn gaps_in_a_passage_say_how_much_is_left_out() {
    let mut story = altered(
        "\"span\":[[100,200]]",
        "\"span\":[[0,8],[100,128],[129,156]]",
    );
    let screen = story.press("o").screen();
    assert!(screen.contains("〔略 91 字〕"), "{screen}");
    assert!(screen.contains("〔略 1 字〕"), "{screen}");
    let mut story = altered(
        "\"span\":[[100,200]]",
        "\"span\":[[0,19],[20,27],[100,200]]",
    );
    let screen = story.press("o").screen();
    assert_eq!(
        screen.matches("〔略 ").count(),
        1,
        "nothing is left out where a line ends: {screen}"
    );
}

#[test]
fn without_a_case_under_the_cursor_there_is_no_passage() {
    let original = "审批的时间由112个工作日";
    for keys in ["zM", "/qqq", "/qqq<Enter>"] {
        let mut story = Story::minimal((120, 40), Lang::Zh);
        assert!(story.press("o").screen().contains(original));
        let screen = story.press(keys).screen();
        assert!(!screen.contains(original), "{keys}: {screen}");
    }
}

#[test]
fn regrouping_goes_to_the_list_even_from_a_passage() {
    let mut story = Story::minimal((50, 12), Lang::Zh);
    assert!(story.press("<Enter>ogr").screen().starts_with(" 案例"));
}

#[test]
fn keys_do_what_the_hints_say_while_another_pane_has_the_focus() {
    // In a narrow window a filter leads from the passage to the list. There q quits, as the hint says.
    let mut story = Story::minimal((40, 12), Lang::Zh);
    story.press("<Enter>o/审批<Enter>");
    assert!(story.screen().contains("q 退出"));
    assert_eq!(story.press("q").end, Some(false));
    // Regrouping keeps the passage for the next case; Enter opens the case instead.
    let mut story = Story::minimal((80, 24), Lang::Zh);
    assert!(story.press("ogrzMJ").screen().contains("审批的时间由"));
    assert!(!story.press("<Enter>").screen().contains("审批的时间由"));
    let mut story = Story::minimal((40, 12), Lang::Zh);
    let screen = story.press("o/审批<Enter><Enter>").screen();
    assert!(screen.starts_with(" 正文"), "{screen}");
    // One Esc clears the filter.
    let mut story = Story::minimal((80, 24), Lang::Zh);
    assert!(
        story
            .press("<Enter>o/审批<Enter>")
            .screen()
            .contains("/审批")
    );
    assert!(!story.press("<Esc>").screen().contains("/审批"));
    // o shows a hidden passage, with the figures of the metric marked.
    let mut story = Story::minimal((40, 12), Lang::Zh);
    story.press("o<Tab>j");
    assert!(story.screen().starts_with(" 指标"));
    assert!(story.press("o").screen().starts_with(" 原文"));
    assert_eq!(story.strong_highlights(), ["*****份"]);
    assert!(story.press("o").screen().starts_with(" 指标"));
}

#[test]
fn a_metric_stays_marked_while_its_passage_is_scrolled() {
    let mut story = Story::minimal((120, 40), Lang::Zh);
    story.press("o<Tab>j");
    assert_eq!(story.strong_highlights(), ["*****份"]);
    story.press("<S-Tab>");
    assert_eq!(story.strong_highlights(), ["*****份"]);
}

#[test]
fn the_passage_marks_the_figures_of_the_metric_in_the_query() {
    let Some(folder) = documents_folder("the_passage_marks_the_figures_of_the_metric_in_the_query")
    else {
        return;
    };
    let mut story = Story::collection((80, 24), Lang::Zh).with_documents(folder);
    let figure = |story: &Story| story.strong_highlights().pop();
    // OpenBundle from the list, and again for the next case. The figure comes after the values in the list.
    story.press("/化解率>=98<Enter>");
    assert_eq!(story.strong_highlights(), ["98%", "99.4%"]);
    story.press("o");
    assert_eq!(story.strong_highlights().len(), 3, "{}", story.screen());
    assert_eq!(figure(&story).as_deref(), Some("98%"));
    assert_eq!(figure(story.press("J")).as_deref(), Some("99.4%"));
    // Without a metric in the query all figures are alike.
    story.press("h<Esc>");
    assert!(story.strong_highlights().is_empty());
}

#[test]
fn the_passage_follows_the_case() {
    let Some(folder) = documents_folder("the_passage_follows_the_case") else {
        return;
    };
    let mut story = Story::collection((120, 40), Lang::Zh).with_documents(folder);
    assert!(story.press("o").screen().contains("市发展改革委:全面推行"));
    assert!(story.press("J").screen().contains("打通基层依法治理"));
    let last = story.press("hG").screen();
    assert!(last.contains("(三)努力实现法律服务多元发展。"), "{last}");
    // It can be closed from the list, too.
    assert!(!story.press("<Tab>o").screen().contains("(三)努力实现"));
}

#[test]
fn every_figure_of_every_case_is_highlighted_in_its_passage() {
    let Some(folder) = documents_folder("every_figure_of_every_case_is_highlighted_in_its_passage")
    else {
        return;
    };
    let bundle = shipped();
    // At this height a whole passage is visible.
    let mut story =
        Story::of(bundle.clone(), (120, 120), Lang::Zh, Theme::colour()).with_documents(folder);
    story.press("gno");
    for case in &bundle.cases {
        assert_eq!(story.selected(), case.id.as_str());
        let mut figures: Vec<(u32, &str)> = case
            .metrics
            .iter()
            .flat_map(|metric| &metric.points)
            .map(|point| (point.at, point.figure.as_str()))
            .collect();
        figures.sort_unstable();
        let figures: String = figures.into_iter().map(|(_, figure)| figure).collect();
        // A figure may be broken between two lines.
        assert_eq!(story.highlights().concat(), figures, "{}", case.id.as_str());
        story.press("J");
    }
}

#[test]
fn the_view_of_every_metric_quotes_the_sentences_with_its_figures() {
    let name = "the_view_of_every_metric_quotes_the_sentences_with_its_figures";
    let Some(folder) = documents_folder(name) else {
        return;
    };
    let bundle = shipped();
    let mut story =
        Story::of(bundle.clone(), (90, 120), Lang::Zh, Theme::colour()).with_documents(folder);
    story.press("gnM");
    for case in &bundle.cases {
        assert_eq!(story.selected(), case.id.as_str());
        for metric in &case.metrics {
            let points = metric.points.iter();
            let mut figures: Vec<(u32, &str)> = points
                .map(|point| (point.at, point.figure.as_str()))
                .collect();
            figures.sort_unstable();
            // Two points can share one figure.
            figures.dedup();
            let figures: String = figures.into_iter().map(|(_, figure)| figure).collect();
            assert_eq!(
                story.strong_highlights().concat(),
                figures,
                "{}",
                metric.label.zh.as_str()
            );
            story.press("l");
        }
        if case.metrics.is_empty() {
            story.press("l");
        }
    }
}

#[test]
fn without_documents_nothing_is_quoted_and_a_document_added_later_is_read() {
    let documents = root("tests/fixtures/documents");
    let quoted = |story: &mut Story| {
        story.press("M");
        story.strong_highlights().concat()
    };
    let mut story = Story::minimal((80, 24), Lang::Zh);
    assert_eq!(quoted(&mut story), "112个工作日30个工作日以内");
    let mut story = Story::collection((80, 24), Lang::Zh);
    assert_eq!(quoted(&mut story), "");
    let empty = scratch();
    let mut story = Story::minimal((80, 24), Lang::Zh).with_documents(empty.path().to_owned());
    assert_eq!(quoted(&mut story), "");
    let mut story = story.with_documents(documents);
    assert_eq!(
        story.press("<Esc><Tab><Tab>o").strong_highlights().concat(),
        "112个工作日30个工作日以内"
    );
}

#[test]
fn all_figures_of_a_metric_come_into_view_if_there_is_room() {
    let Some(folder) = documents_folder("all_figures_of_a_metric_come_into_view_if_there_is_room")
    else {
        return;
    };
    let mut story = Story::collection((80, 24), Lang::Zh).with_documents(folder);
    let all = "1126件629件42件145件100件39件3件411件41件";
    story.press("/江阳 三化<Enter><Enter>o<Tab>jjj");
    // Matches in the list and in labels of metrics have the same style.
    assert!(story.strong_highlights().concat().contains(all));
    assert!(story.press("kj").strong_highlights().concat().contains(all));
}

#[test]
fn the_figures_of_every_metric_come_into_view_in_a_small_window() {
    let Some(folder) =
        documents_folder("the_figures_of_every_metric_come_into_view_in_a_small_window")
    else {
        return;
    };
    let bundle = shipped();
    let mut story =
        Story::of(bundle.clone(), (80, 24), Lang::Zh, Theme::colour()).with_documents(folder);
    story.press("gn<Tab><Tab>o");
    for case in &bundle.cases {
        assert_eq!(story.selected(), case.id.as_str());
        for metric in &case.metrics {
            let seen = story.strong_highlights().concat();
            let first = metric
                .points
                .iter()
                .min_by_key(|point| point.at)
                .expect("a point");
            let at_least = first.figure.chars().next().expect("a figure");
            assert!(
                seen.starts_with(at_least),
                "{} {}: {seen}",
                case.id.as_str(),
                metric.id.as_str()
            );
            story.press("j");
        }
        story.press("J");
    }
}
