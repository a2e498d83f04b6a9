//! Everything a key can ask for.

use crate::bundle::Lang;

/// Declares the actions with what help says of them, and the words that hints have for them, as one table.
macro_rules! actions {
    ($($variant:ident, $category:ident, $zh:literal, $en:literal, $zh_word:literal, $en_word:literal;)+) => {
        /// Something a key asks for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Action {
            $(#[doc = concat!($en, " (", $zh, ")")] $variant,)+
        }

        impl Action {
            /// Every action, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// What it does, in a few words.
            #[must_use]
            pub const fn description(self, lang: Lang) -> &'static str {
                match (self, lang) { $((Self::$variant, Lang::Zh) => $zh, (Self::$variant, Lang::En) => $en),+ }
            }

            /// What it does, in a word, for hints.
            #[must_use]
            pub const fn word(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    $((Self::$variant, Lang::Zh) => $zh_word, (Self::$variant, Lang::En) => $en_word),+
                }
            }

            /// Whether it only changes the prompt, whatever was found.
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

            /// Where help lists it.
            #[must_use]
            pub const fn category(self) -> Category {
                match self { $(Self::$variant => Category::$category),+ }
            }
        }
    };
}

actions! {
    Down, Move, "下移一行", "one line down", "下移", "down";
    Up, Move, "上移一行", "one line up", "上移", "up";
    HalfPageDown, Move, "下移半页", "half a page down", "下半页", "half page down";
    HalfPageUp, Move, "上移半页", "half a page up", "上半页", "half page up";
    PageDown, Move, "下移一页", "a page down", "下页", "page down";
    PageUp, Move, "上移一页", "a page up", "上页", "page up";
    Top, Move, "到开头", "to the beginning", "开头", "top";
    Bottom, Move, "到末尾", "to the end", "末尾", "bottom";
    NextCase, Move, "下一案例（任何窗格）", "next case, from any pane", "下一案例", "next case";
    PreviousCase, Move, "上一案例（任何窗格）", "previous case, from any pane", "上一案例", "previous case";
    NextPane, Panes, "下一窗格", "next pane", "窗格", "pane";
    PreviousPane, Panes, "上一窗格", "previous pane", "上一窗格", "previous pane";
    Open, Panes, "打开案例正文，展开折叠的组，或全屏看指标", "open the case, a folded group, or the metric in full", "打开", "open";
    ToList, Panes, "回到列表", "back to the list", "列表", "list";
    Back, Panes, "关闭原文或返回；在列表中则退出", "close the original, or back; from the list quit", "返回", "back";
    OpenSource, Panes, "打开或关闭原文，标出数字", "open or close the original passage, figures marked", "原文", "original";
    Copy, Panes, "复制指标（值、单位、来源）或案例名称", "copy the metric with value, unit and source, or the case", "复制", "copy";
    GroupBySource, Groups, "按来源和原文标题分组", "group by source and its headings", "来源", "source";
    GroupByRegion, Groups, "按地区分组", "group by region", "地区", "region";
    GroupByTopic, Groups, "按主要专题分组", "group by main topic", "专题", "topic";
    GroupByYear, Groups, "按最近年份分组", "group by latest year", "年份", "year";
    GroupByLevel, Groups, "按层级分组", "group by level", "层级", "level";
    GroupByNothing, Groups, "不分组", "no groups", "不分组", "none";
    NextGroup, Groups, "到下一组", "to the next group", "下一组", "next group";
    PreviousGroup, Groups, "到上一组", "to the previous group", "上一组", "previous group";
    ToggleFold, Groups, "折叠或展开所在的组", "fold or unfold the group", "折叠或展开", "fold or unfold";
    Fold, Groups, "折叠所在的组；已折叠则折叠外层", "fold the group; one that is folded, the group around it", "折叠", "fold";
    Unfold, Groups, "展开折叠的组", "unfold the group", "展开", "unfold";
    FoldAll, Groups, "折叠所有组", "fold all groups", "全折叠", "fold all";
    UnfoldAll, Groups, "展开所有组", "unfold all groups", "全展开", "unfold all";
    Filter, Filter, "输入筛选词", "type a filter", "筛选", "filter";
    ClearFilter, Filter, "清除筛选；在正文和指标中关闭原文或返回", "clear the filter; from text or metrics, as back", "清除", "clear";
    KeepFilter, Filter, "保留筛选，回到列表", "keep the filter, back to the list", "保留", "keep";
    OpenFound, Filter, "保留筛选，打开案例", "keep the filter, open the case", "打开", "open";
    OlderFilter, Filter, "以前的筛选，包括以往运行的", "an earlier filter, of earlier runs too", "以前的", "earlier";
    NewerFilter, Filter, "较新的筛选，直到正在输入的", "a later filter, up to what was being typed", "较新的", "later";
    NextHit, Filter, "到正文中下一处匹配", "to the next match in the text", "下一处", "next match";
    PreviousHit, Filter, "到正文中上一处匹配", "to the previous match in the text", "上一处", "previous match";
    Complete, Filter, "补全条件名称或取值", "complete the name or value of a filter", "补全", "complete";
    NextCandidate, Filter, "下一候选", "next candidate", "下一个", "next";
    PreviousCandidate, Filter, "上一候选", "previous candidate", "上一个", "previous";
    TakeCandidate, Filter, "采用候选", "take the candidate", "采用", "take";
    LeaveCandidates, Filter, "不补全", "leave it as it was typed", "取消", "cancel";
    Facets, Facets, "打开分类：专题、地区、层级、年份、来源", "open the facets: topic, region, level, year, source", "分类", "facets";
    ToggleValue, Facets, "选中或取消一个值", "turn a value on or off", "选中", "toggle";
    NextFacet, Facets, "到下一类", "to the next facet", "下一类", "next facet";
    PreviousFacet, Facets, "到上一类", "to the previous facet", "上一类", "previous facet";
    CloseFacets, Facets, "关闭分类", "close the facets", "关闭", "close";
    ViewMetric, View, "全屏看指标：图、完整数值、可比案例", "a metric in full: chart, every value, cases like it", "全屏", "full screen";
    NextMetric, View, "下一指标，末项之后到下一案例", "next metric, after the last that of the next case", "下一指标", "next metric";
    PreviousMetric, View, "上一指标，首项之前到上一案例", "previous metric, before the first that of the case before", "上一指标", "previous metric";
    TurnView, View, "在图与可比案例之间切换", "from the chart to the cases like it, and back", "图或表", "chart or table";
    NextIndicator, View, "下一项可比指标", "next indicator", "下一可比指标", "next indicator";
    OrderBy, View, "换排列方式：数值、来源、地区、年份", "order by value, source, region or year", "排列", "order";
    ReverseOrder, View, "倒序", "turn the order round", "倒序", "reverse";
    OpenRanked, View, "到表中选中的案例", "go to the case under the cursor", "到案例", "go to case";
    ViewSource, View, "打开原文，标出数字", "open the original passage, figures marked", "原文", "original";
    CloseView, View, "关闭全屏", "close the full-screen view", "关闭", "close";
    Overview, Overview, "打开概览：筛选到的案例按组各有多少", "open the overview: counts of what was found, by group", "概览", "overview";
    Narrow, Overview, "筛选出这一组的案例", "narrow the filter to the group", "筛选", "narrow";
    NextSection, Overview, "到下一栏", "to the next section", "下一栏", "next section";
    PreviousSection, Overview, "到上一栏", "to the previous section", "上一栏", "previous section";
    CloseOverview, Overview, "关闭概览", "close the overview", "关闭", "close";
    CaretLeft, Filter, "光标左移", "caret left", "左移", "left";
    CaretRight, Filter, "光标右移", "caret right", "右移", "right";
    CaretHome, Filter, "光标到行首", "caret to the beginning", "行首", "home";
    CaretEnd, Filter, "光标到行尾", "caret to the end", "行尾", "end";
    DeleteBefore, Filter, "删除光标前一字", "delete the character before the caret", "删前字", "delete before";
    DeleteAfter, Filter, "删除光标处一字", "delete the character at the caret", "删后字", "delete after";
    DeleteWord, Filter, "删除光标前一词", "delete the word before the caret", "删前词", "delete word";
    DeleteLine, Filter, "删除光标前全部", "delete everything before the caret", "删前全部", "delete line";
    Pick, Lookup, "选定案例，或已标记的案例；展开折叠的组", "pick the case, or the marked ones; unfold a group", "选定", "pick";
    Mark, Compare, "标记案例或取消标记，下移一行", "mark the case or unmark it, one line down", "标记", "mark";
    Unmark, Compare, "取消所有标记", "take all marks away", "取消标记", "unmark";
    Compare, Compare, "并列对比标记的二至四个案例", "two to four marked cases side by side", "对比", "compare";
    CloseComparison, Compare, "关闭对比", "close the comparison", "关闭", "close";
    SwitchLanguage, Program, "中文／英文", "Chinese or English", "English", "中文";
    Help, Program, "显示帮助", "show help", "帮助", "help";
    CloseHelp, Program, "关闭帮助", "close help", "关闭", "close";
    Redraw, Program, "重画屏幕", "redraw the screen", "重画", "redraw";
    Leave, Program, "立即退出", "leave at once", "退出", "leave";
}

/// A group of actions in help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Category {
    /// Moving within a pane.
    Move,
    /// Moving between panes.
    Panes,
    /// The groups of the list.
    Groups,
    /// Typing a filter.
    Filter,
    /// Choosing cases for `casebook pick`.
    Lookup,
    /// The facets.
    Facets,
    /// The full-screen view of a metric.
    View,
    /// Marking cases, and comparing those that are marked.
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

    /// Its heading.
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
            (Self::View, Lang::Zh) => "全屏看指标",
            (Self::View, Lang::En) => "A metric in full",
            (Self::Overview, Lang::Zh) => "概览",
            (Self::Overview, Lang::En) => "Overview",
            (Self::Program, Lang::Zh) => "程序",
            (Self::Program, Lang::En) => "Program",
        }
    }
}
