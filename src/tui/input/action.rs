//! The actions that keys are bound to.

use crate::bundle::Lang;

/// Declares all actions in one table: variant, category, description (zh, en) and hint label (zh, en).
macro_rules! actions {
    ($($variant:ident, $category:ident, $zh:literal, $en:literal, $zh_word:literal, $en_word:literal;)+) => {
        /// What a key can ask for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Action {
            $(#[doc = concat!($en, " (", $zh, ")")] $variant,)+
        }

        impl Action {
            /// Every action, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// Its description in help.
            #[must_use]
            pub const fn description(self, lang: Lang) -> &'static str {
                match (self, lang) { $((Self::$variant, Lang::Zh) => $zh, (Self::$variant, Lang::En) => $en),+ }
            }

            /// Its label in hints: a word or two.
            #[must_use]
            pub const fn word(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    $((Self::$variant, Lang::Zh) => $zh_word, (Self::$variant, Lang::En) => $en_word),+
                }
            }

            /// Whether it edits the prompt and does not depend on what was found.
            #[must_use]
            pub const fn types(self) -> bool {
                matches!(
                    self,
                    Self::NextCandidate
                        | Self::PreviousCandidate
                        | Self::TakeCandidate
                        | Self::LeaveCandidates
                        | Self::OlderFilter
                        | Self::NewerFilter
                        | Self::CaretLeft
                        | Self::CaretRight
                        | Self::CaretHome
                        | Self::CaretEnd
                        | Self::DeleteBefore
                        | Self::DeleteAfter
                        | Self::DeleteWord
                        | Self::DeleteLine
                )
            }

            /// The section of help that lists it.
            #[must_use]
            pub const fn category(self) -> Category {
                match self { $(Self::$variant => Category::$category),+ }
            }
        }
    };
}

actions! {
    Down, Move, "下移一行", "down one line", "下移", "down";
    Up, Move, "上移一行", "up one line", "上移", "up";
    HalfPageDown, Move, "下移半页", "half page down", "下半页", "half page down";
    HalfPageUp, Move, "上移半页", "half page up", "上半页", "half page up";
    PageDown, Move, "下移一页", "page down", "下页", "page down";
    PageUp, Move, "上移一页", "page up", "上页", "page up";
    Top, Move, "跳到开头", "go to top", "开头", "top";
    Bottom, Move, "跳到末尾", "go to bottom", "末尾", "bottom";
    NextCase, Move, "下一案例（任意窗格）", "next case, in any pane", "下一案例", "next case";
    PreviousCase, Move, "上一案例（任意窗格）", "previous case, in any pane", "上一案例", "previous case";
    NextPane, Panes, "下一窗格", "next pane", "窗格", "pane";
    PreviousPane, Panes, "上一窗格", "previous pane", "上一窗格", "previous pane";
    Open, Panes, "打开案例、全屏查看指标或展开分组", "open case or metric; unfold group", "打开", "open";
    ToList, Panes, "返回列表", "back to list", "列表", "list";
    Back, Panes, "关闭原文或返回；在列表中退出", "close original or go back; quit from list", "返回", "back";
    OpenSource, Panes, "打开或关闭原文，高亮数字", "toggle original passage, figures highlighted", "原文", "original";
    Copy, Panes, "复制指标（数值、单位、来源）或案例名称", "copy metric (value, unit, source) or case name", "复制", "copy";
    GroupBySource, Groups, "按来源和原文标题分组", "group by source and heading", "来源", "source";
    GroupByRegion, Groups, "按地区分组", "group by region", "地区", "region";
    GroupByTopic, Groups, "按主要专题分组", "group by main topic", "专题", "topic";
    GroupByYear, Groups, "按最近年份分组", "group by latest year", "年份", "year";
    GroupByLevel, Groups, "按层级分组", "group by level", "层级", "level";
    GroupByNothing, Groups, "不分组", "no groups", "不分组", "none";
    NextGroup, Groups, "下一组", "next group", "下一组", "next group";
    PreviousGroup, Groups, "上一组", "previous group", "上一组", "previous group";
    ToggleFold, Groups, "折叠或展开当前组", "toggle fold", "折叠/展开", "toggle fold";
    Fold, Groups, "折叠当前组；已折叠则折叠上级", "fold group, or its parent if folded", "折叠", "fold";
    Unfold, Groups, "展开当前组", "unfold group", "展开", "unfold";
    FoldAll, Groups, "折叠所有组", "fold all groups", "全折叠", "fold all";
    UnfoldAll, Groups, "展开所有组", "unfold all groups", "全展开", "unfold all";
    Filter, Filter, "筛选案例", "filter cases", "筛选", "filter";
    ClearFilter, Filter, "清除筛选；在正文和指标中关闭原文或返回", "clear filter; in text or metrics, go back", "清除", "clear";
    KeepFilter, Filter, "保留筛选，返回列表", "keep filter, back to list", "保留", "keep";
    OpenFound, Filter, "保留筛选，打开案例", "keep filter, open case", "打开", "open";
    OlderFilter, Filter, "上一条历史筛选", "previous filter in history", "上一条", "older";
    NewerFilter, Filter, "下一条历史筛选", "next filter in history", "下一条", "newer";
    NextHit, Filter, "正文中下一处匹配", "next match in text", "下一处", "next match";
    PreviousHit, Filter, "正文中上一处匹配", "previous match in text", "上一处", "previous match";
    Complete, Filter, "补全条件名称或取值", "complete filter name or value", "补全", "complete";
    NextCandidate, Filter, "下一候选", "next candidate", "下一个", "next";
    PreviousCandidate, Filter, "上一候选", "previous candidate", "上一个", "previous";
    TakeCandidate, Filter, "选用候选", "accept candidate", "选用", "accept";
    LeaveCandidates, Filter, "取消补全", "dismiss completion", "取消", "cancel";
    Facets, Facets, "打开分类：专题、地区、层级、年份、来源", "open facets: topic, region, level, year, source", "分类", "facets";
    ToggleValue, Facets, "选中或取消选中", "toggle value", "选中", "toggle";
    NextFacet, Facets, "下一类", "next facet", "下一类", "next facet";
    PreviousFacet, Facets, "上一类", "previous facet", "上一类", "previous facet";
    CloseFacets, Facets, "关闭分类", "close facets", "关闭", "close";
    ViewMetric, View, "全屏查看指标：图、完整数值、可比案例", "full-screen metric: chart, values, comparable cases", "全屏", "full screen";
    NextMetric, View, "下一指标，可跨案例", "next metric, across cases", "下一指标", "next metric";
    PreviousMetric, View, "上一指标，可跨案例", "previous metric, across cases", "上一指标", "previous metric";
    TurnView, View, "切换图与可比案例", "switch between chart and comparable cases", "图/表", "chart/table";
    NextIndicator, View, "下一项可比指标", "next indicator", "下一可比指标", "next indicator";
    OrderBy, View, "切换排序：数值、来源、地区、年份", "cycle order: value, source, region, year", "排序", "order";
    ReverseOrder, View, "反转排序", "reverse the order", "倒序", "reverse";
    OpenRanked, View, "转到选中的案例", "go to selected case", "到案例", "go to case";
    ViewSource, View, "打开原文，高亮数字", "open original passage, figures highlighted", "原文", "original";
    CloseView, View, "退出全屏", "close full screen", "关闭", "close";
    Overview, Overview, "打开概览：按组统计筛选结果", "open overview: matches counted by group", "概览", "overview";
    Narrow, Overview, "按该组筛选", "filter by this group", "筛选", "filter";
    NextSection, Overview, "下一栏", "next section", "下一栏", "next section";
    PreviousSection, Overview, "上一栏", "previous section", "上一栏", "previous section";
    CloseOverview, Overview, "关闭概览", "close overview", "关闭", "close";
    CaretLeft, Filter, "光标左移", "cursor left", "左移", "left";
    CaretRight, Filter, "光标右移", "cursor right", "右移", "right";
    CaretHome, Filter, "光标到行首", "cursor to start", "行首", "home";
    CaretEnd, Filter, "光标到行尾", "cursor to end", "行尾", "end";
    DeleteBefore, Filter, "删除光标前字符", "delete character before cursor", "删前字", "delete before";
    DeleteAfter, Filter, "删除光标处字符", "delete character under cursor", "删后字", "delete after";
    DeleteWord, Filter, "删除光标前的词", "delete word before cursor", "删前词", "delete word";
    DeleteLine, Filter, "删除到行首", "delete to start of line", "删到行首", "delete to start";
    Pick, Lookup, "选定当前或已标记的案例；展开分组", "pick case or marked cases; unfold group", "选定", "pick";
    Mark, Compare, "标记或取消标记，下移一行", "toggle mark, move down", "标记", "mark";
    Unmark, Compare, "清除所有标记", "clear all marks", "清除标记", "clear marks";
    Compare, Compare, "对比已标记的二至四个案例", "compare two to four marked cases", "对比", "compare";
    CloseComparison, Compare, "关闭对比", "close comparison", "关闭", "close";
    SwitchLanguage, Program, "切换中英文", "switch Chinese/English", "English", "中文";
    Help, Program, "显示帮助", "show help", "帮助", "help";
    CloseHelp, Program, "关闭帮助", "close help", "关闭", "close";
    Redraw, Program, "重绘屏幕", "redraw screen", "重绘", "redraw";
    Leave, Program, "立即退出", "quit immediately", "退出", "quit";
}

/// A section of help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Category {
    /// Moving within a pane.
    Move,
    /// Moving between panes.
    Panes,
    /// Grouping and folding the list.
    Groups,
    /// Typing a filter.
    Filter,
    /// Choosing cases for `casebook pick`.
    Lookup,
    /// Filtering by facets.
    Facets,
    /// The full-screen view of a metric.
    View,
    /// Marking cases and comparing them.
    Compare,
    /// The overview.
    Overview,
    /// The program as a whole.
    Program,
}

impl Category {
    /// Every category, in the order of help.
    pub const ALL: &[Self] = &[
        Self::Move,
        Self::Panes,
        Self::Groups,
        Self::Filter,
        Self::Facets,
        Self::View,
        Self::Compare,
        Self::Overview,
        Self::Lookup,
        Self::Program,
    ];

    /// The heading of the section.
    #[must_use]
    pub const fn name(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Move, Lang::Zh) => "移动",
            (Self::Move, Lang::En) => "Move",
            (Self::Panes, Lang::Zh) => "窗格",
            (Self::Panes, Lang::En) => "Panes",
            (Self::Groups, Lang::Zh) => "分组",
            (Self::Groups, Lang::En) => "Groups",
            (Self::Filter, Lang::Zh) => "筛选",
            (Self::Filter, Lang::En) => "Filter",
            (Self::Lookup, Lang::Zh) => "快速查找（casebook pick）",
            (Self::Lookup, Lang::En) => "Quick lookup (casebook pick)",
            (Self::Facets, Lang::Zh) => "分类",
            (Self::Facets, Lang::En) => "Facets",
            (Self::Compare, Lang::Zh) => "标记与对比",
            (Self::Compare, Lang::En) => "Mark and compare",
            (Self::View, Lang::Zh) => "全屏指标",
            (Self::View, Lang::En) => "Full-screen metric",
            (Self::Overview, Lang::Zh) => "概览",
            (Self::Overview, Lang::En) => "Overview",
            (Self::Program, Lang::Zh) => "程序",
            (Self::Program, Lang::En) => "Program",
        }
    }
}
