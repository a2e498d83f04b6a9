//! The words of the browser in each language; what keys do is told in `action`, what is said of a value in
//! `quantity`, and the words of the field in the bundle room.

use crate::bundle::Lang;

/// The words of one language. A word that is missing in one of them does not compile.
#[derive(Debug)]
#[expect(missing_docs, reason = "each field is named after the word it holds")]
pub struct Labels {
    pub cases: &'static str,
    pub text: &'static str,
    pub metrics: &'static str,
    pub help: &'static str,
    pub organ: &'static str,
    pub region: &'static str,
    pub years: &'static str,
    pub topics: &'static str,
    pub tags: &'static str,
    pub source: &'static str,
    pub id: &'static str,
    pub summary: &'static str,
    pub notice: &'static str,
    pub no_metrics: &'static str,
    pub printed: &'static str,
    pub nothing_found: &'static str,
    pub clear_hint: &'static str,
    pub empty_bundle: &'static str,
    pub too_small: &'static str,
    pub colon: &'static str,
    pub hints: Hints,
}

/// The words of the status line.
#[derive(Debug)]
pub struct Hints {
    pub filter: &'static str,
    pub open: &'static str,
    pub pane: &'static str,
    pub next: &'static str,
    pub language: &'static str,
    pub help: &'static str,
    pub back: &'static str,
    pub quit: &'static str,
    pub keep: &'static str,
    pub clear: &'static str,
    pub down: &'static str,
    pub up: &'static str,
}

impl Labels {
    /// The words of a language.
    #[must_use]
    pub const fn of(lang: Lang) -> &'static Self {
        match lang {
            Lang::Zh => &ZH,
            Lang::En => &EN,
        }
    }
}

const ZH: Labels = Labels {
    cases: "案例",
    text: "正文",
    metrics: "指标",
    help: "帮助",
    organ: "机关",
    region: "地区",
    years: "时间",
    topics: "专题",
    tags: "标签",
    source: "来源",
    id: "编号",
    summary: "摘要",
    notice: "提示",
    no_metrics: "原文没有给出数字",
    printed: "原文",
    nothing_found: "没有符合筛选的案例",
    clear_hint: "按 Esc 清除筛选",
    empty_bundle: "案例包中没有案例",
    too_small: "窗口太小，至少 40×10",
    colon: "：",
    hints: Hints {
        filter: "筛选",
        open: "打开",
        pane: "窗格",
        next: "下一案例",
        language: "English",
        help: "帮助",
        back: "返回",
        quit: "退出",
        keep: "保留",
        clear: "清除",
        down: "下移",
        up: "上移",
    },
};

const EN: Labels = Labels {
    cases: "Cases",
    text: "Text",
    metrics: "Metrics",
    help: "Help",
    organ: "Organ",
    region: "Region",
    years: "Time",
    topics: "Topics",
    tags: "Tags",
    source: "Source",
    id: "Id",
    summary: "Summary",
    notice: "Notice",
    no_metrics: "The document gives no figures",
    printed: "Printed",
    nothing_found: "No case matches the filter",
    clear_hint: "Esc clears the filter",
    empty_bundle: "The bundle holds no cases",
    too_small: "Window too small: 40x10 at least",
    colon: ": ",
    hints: Hints {
        filter: "filter",
        open: "open",
        pane: "pane",
        next: "next case",
        language: "中文",
        help: "help",
        back: "back",
        quit: "quit",
        keep: "keep",
        clear: "clear",
        down: "down",
        up: "up",
    },
};
